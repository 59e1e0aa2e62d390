package browsertest

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var (
	pictures = flag.String("pictures", "", "keep pictures of the page in this folder")
	axe      = flag.String("axe", "", "look at every step with the axe.min.js of this path")
)

// screens are those of a laptop and of a phone.
var screens = []struct {
	name          string
	width, height int64
}{{"laptop", 1366, 768}, {"phone", 390, 844}}

// TestNothingIsCutOff opens every step at the width of a laptop and of a phone,
// light and dark: nothing is wider than the screen, and every text stands out.
func TestNothingIsCutOff(t *testing.T) {
	t.Parallel()
	p := open(t, screens[0].width, screens[0].height)
	look := func(step string) {
		p.idle()
		for _, screen := range screens {
			for _, scheme := range []string{"light", "dark"} {
				p.do(chromedp.EmulateViewport(screen.width, screen.height))
				_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
				p.check(err)
				p.fits(step + ", " + screen.name)
				if faint := evaluate[[]string](p, contrast); len(faint) > 0 {
					t.Errorf("%s, %s: less contrast than 4.5 to 1: %q", step, scheme, faint)
				}
				if screen.name == "laptop" {
					p.inspect(step + ", " + scheme)
				}
				p.keep(filepath.Join(*pictures, step+"-"+screen.name+"-"+scheme+".png"))
			}
		}
	}
	look("1-start")
	evaluate[any](p, `document.getElementById("list-example").click()`)
	p.wait("80 eligible cases of 283 rows")
	look("2-list")
	faulty := filepath.Join(t.TempDir(), "faulty.csv")
	p.check(os.WriteFile(faulty, []byte("case_id,group,rosh,start date\nA,court,Med,2021-01-02\nB,court,low,31/02/2021\nC,curt,Med,\nC,ooc,high,2021-04-04\nD,court,low,2021-02-01\nE,ooc,high,2021-02-08\n"), 0o600))
	p.choose("list-file", faulty)
	p.wait("questions about this list")
	if role := evaluate[string](p, `document.getElementById("column-rosh").value`); role != "rosh" {
		t.Errorf("beside problems the column of RoSH is %q", role)
	}
	look("2-problems")
	p.set("meaning-rosh:Med", "medium")
	p.idle()
	p.set("meaning-group:curt", "court")
	p.idle()
	p.click("Go on without these rows")
	p.wait("eligible case")
	p.click("Which rows are left out, and why")
	look("2-left-out")
	evaluate[any](p, `document.getElementById("list-example").click()`)
	p.wait("80 eligible cases of 283 rows")
	p.click("2. Plan")
	look("3-plan")
	evaluate[any](p, `document.querySelectorAll("#plan-settings details").forEach((d) => { d.open = true; })`)
	p.set("at-least", "disposal:custody")
	p.click("Ask for these")
	p.set("method", "equal")
	p.set("margin", "5,5")
	p.wait("write it with a decimal point")
	look("3-plan-asked")
	p.set("margin", "")
	p.set("method", "")
	evaluate[any](p, `document.querySelectorAll("#plan-settings details").forEach((d) => { d.open = false; })`)
	p.idle()
	p.click("3. Draw")
	p.click("Draw")
	p.wait("Drawn:")
	look("4-draw")
	p.click("After the draw")
	p.click("Check")
	p.wait("Verified")
	p.set("replace-reason", "file restricted")
	p.click("Add to the record")
	p.wait("takes the place of")
	look("5-after")
	p.click("Quick sums")
	p.set("sum-size-population", "50")
	p.click("How many?")
	p.wait("39 cases")
	p.click("What may the sample be expected to show?")
	p.idle()
	for id, value := range map[string]string{"outlook-rate": "70", "outlook-court": "50", "outlook-ooc": "30"} {
		p.set(id, value)
	}
	p.click("What to expect?")
	p.wait("Court disposals: reviewing")
	look("5-sums")
	p.click("Several inspections")
	p.choose("pool-units", filepath.Join(kent, "..", "region", "north.toml"), filepath.Join(kent, "..", "region", "south.toml"))
	p.wait("north.toml and south.toml")
	p.click("Take them together")
	p.wait("Each unit and all together")
	evaluate[any](p, `document.querySelectorAll("#several details").forEach((d) => { d.open = true; })`)
	look("5-several")
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(kent, "..", "ward", "judgements.csv"))
	p.wait("without rules")
	p.click("Take each column as a question, without rules")
	p.wait("21/25")
	look("6-plain")
	evaluate[any](p, `document.getElementById("rate-example").click()`)
	p.wait("18 of 36")
	p.click("Work it out")
	p.wait("again: ")
	look("6-rate")
	p.do(chromedp.EmulateViewport(screens[1].width, screens[1].height))
	if right := evaluate[float64](p, `document.querySelector(".table small").getBoundingClientRect().right`); right > float64(screens[1].width) {
		t.Errorf("on a phone the chances of a standard end at %.0f points, beside the screen", right)
	}
	p.set("yes-court.reviewing.public", "15")
	p.wait("What if")
	look("7-what-if")
	evaluate[any](p, `document.getElementById("rate-type").click()`)
	p.wait("Totals")
	look("8-totals")
	p.choose("rate-files", filepath.Join(kent, "judgements.csv"))
	p.wait("Turn this answer")
	look("9-answers")
	p.quiet()
}

// fits fails the test where a part of the open step is wider than the screen.
func (p *page) fits(step string) {
	p.t.Helper()
	if wide := evaluate[[]string](p, `[...document.querySelectorAll("body *")].filter((e) => e.offsetParent && !e.closest(".table, .scroll, .track, .unseen, .skip")
		&& e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 80))`); len(wide) > 0 {
		p.t.Errorf("%s: wider than the screen: %q", step, wide)
	}
}

// inspect lets axe-core look for what keeps people out, if it was given: it is a program of
// its own (npm pack axe-core), and the names of its rules are its own.
func (p *page) inspect(step string) {
	p.t.Helper()
	if *axe == "" {
		return
	}
	source, err := os.ReadFile(*axe)
	p.check(err)
	evaluate[any](p, "if (!globalThis.axe) {"+string(source)+"}; null")
	for _, finding := range evaluate[[]string](p,
		`axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).join(", ")))`) {
		p.t.Errorf("%s: axe finds %.400s", step, finding)
	}
}

// keep takes a picture of the whole page, if pictures are wanted.
func (p *page) keep(path string) {
	if *pictures == "" {
		return
	}
	picture, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	p.check(err)
	p.check(os.WriteFile(path, picture, 0o644))
}

// contrast lists the texts that stand out too little from what is behind them,
// as WCAG 2.1 (1.4.3, level AA) reckons it; large text may have 3 to 1.
const contrast = `(() => {
	const parse = (c) => { const m = c.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
	const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0.99) return c; } return [255, 255, 255, 1]; };
	const faint = [];
	for (const e of document.querySelectorAll("body *")) {
		if (!e.offsetParent || e.closest(".unseen, .skip, option") || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
		const style = getComputedStyle(e), size = parseFloat(style.fontSize);
		const a = light(parse(style.color)), b = light(behind(e));
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < (size >= 24 || size >= 18.66 && style.fontWeight >= 700 ? 3 : 4.5)) faint.push(e.textContent.trim().slice(0, 40) + " " + ratio.toFixed(2));
	}
	return faint;
})()`
