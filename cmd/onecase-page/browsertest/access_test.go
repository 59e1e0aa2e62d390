package browsertest

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/dom"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestKeyboardAlone goes through the steps without a mouse.
func TestKeyboardAlone(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	focus := func() string {
		return evaluate[string](p, `document.activeElement.id || document.activeElement.textContent.trim()`)
	}
	press := func(keys string) { p.do(chromedp.KeyEvent(keys)) }
	for _, want := range []string{"Skip to the content", "save-work", "open-work", "tab-list", "list-file", "list-example"} {
		press(kb.Tab)
		if got := focus(); got != want {
			t.Fatalf("the focus is on %q, not on %q", got, want)
		}
	}
	press(kb.Enter)
	p.wait("80 eligible cases of 283 rows")
	evaluate[any](p, `document.getElementById("tab-list").focus()`)
	press(kb.ArrowRight)
	if got := focus(); got != "tab-plan" {
		t.Errorf("the arrow goes to %q", got)
	}
	p.wait("39 of 50 cases")
	press(kb.End)
	press(kb.ArrowRight)
	if got := focus(); got != "tab-list" {
		t.Errorf("after the last step comes %q", got)
	}
	press(kb.ArrowRight)
	press(kb.ArrowRight)
	press(kb.Tab)
	if got := focus(); got != "seed" {
		t.Errorf("from the step the focus goes to %q", got)
	}
	press(kb.Enter)
	p.wait("Drawn: ")

	p.click("4. Rate")
	evaluate[any](p, `document.getElementById("rate-example").click()`)
	p.wait("18 of 36")
	p.idle()
	evaluate[any](p, `document.getElementById("yes-court.reviewing.public").focus()`)
	press(kb.ArrowRight)
	press(kb.ArrowRight)
	p.wait("13/22 → 15/22")
	p.wait("Kent: Good, 19 of 36")
	if got := focus(); got != "yes-court.reviewing.public" {
		t.Errorf("the slider lost the focus to %q", got)
	}
	if got := evaluate[string](p, `document.activeElement.getAttribute("aria-valuetext")`); got != "15 of 22, 68%, Good" {
		t.Errorf("the slider says %q", got)
	}
	if got := evaluate[string](p, `document.getElementById("live").textContent`); got != "Overall Good, 19 of 36. 6 standards open to discretion." {
		t.Errorf("those who listen hear %q", got)
	}
	p.quiet()
}

// TestKeyboardThroughADraw goes from an empty page to a saved sample with Tab,
// Enter and Space alone: the focus is always to be seen, and nothing is out of
// reach.
func TestKeyboardThroughADraw(t *testing.T) {
	t.Parallel()
	p := open(t, 1280, 800)
	_, err := chromedp.Call(p.ctx, cdppage.SetInterceptFileChooserDialog, cdppage.SetInterceptFileChooserDialogParams{Enabled: true})
	p.check(err)
	opened := make(chan *cdppage.EventFileChooserOpened, 1)
	p.check(chromedp.Listen(p.ctx, func(event any) {
		if e, ok := event.(*cdppage.EventFileChooserOpened); ok {
			opened <- e
		}
	}))
	press := func(keys string) { p.do(chromedp.KeyEvent(keys)) }
	// reach presses Tab until the focus is on what has this text or id.
	reach := func(what string) {
		t.Helper()
		for range 60 {
			press(kb.Tab)
			at := evaluate[[]string](p, `(() => {
				const e = document.activeElement, seen = e.classList.contains("unseen") ? e.nextElementSibling : e;
				const s = getComputedStyle(seen);
				return [e.id, e.textContent.trim(), s.outlineStyle, s.outlineWidth];
			})()`)
			if at[2] == "none" || at[3] == "0px" {
				t.Errorf("the focus on %q is not to be seen", at[:2])
			}
			if at[0] == what || at[1] == what {
				return
			}
		}
		t.Fatalf("Tab does not come to %q", what)
	}
	reach("list-file")
	press(" ")
	select {
	case e := <-opened:
		_, err := chromedp.Call(p.ctx, dom.SetFileInputFiles,
			dom.SetFileInputFilesParams{Files: []string{filepath.Join(kent, "cases.csv")}, BackendNodeID: e.BackendNodeID})
		p.check(err)
	case <-time.After(10 * time.Second):
		t.Fatal("Space opens no dialog for a file")
	}
	p.wait("cases.csv: 283 eligible cases")
	reach("as-of")
	press("06212021") // month, day and year, each a part of the field
	p.wait("80 eligible cases of 283 rows")
	p.idle()
	reach("Go on to the plan")
	press(kb.Enter)
	p.wait("39 of 50 cases")
	reach("Go on to the draw")
	press(" ")
	reach("seed")
	press("dice 3 1 4")
	reach("draw")
	press(kb.Enter)
	p.wait("Drawn: 39 of 50")
	p.idle()
	reach("Save cases.sample.xlsx")
	press(" ")
	path := filepath.Join(p.downloads, "cases.sample.xlsx")
	for since := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		if info, err := os.Stat(path); err == nil && info.Size() > 0 {
			break
		}
		if time.Since(since) > 20*time.Second {
			t.Fatal("no sample was saved")
		}
	}
	if said := evaluate[string](p, `document.getElementById("live").textContent`); said != "cases.sample.xlsx saved" {
		t.Errorf("those who listen hear %q", said)
	}
	p.quiet()
}

// TestEverythingHasAName reads every step as a screen reader does: whatever can
// be used has a name.
func TestEverythingHasAName(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	read := func(step string) {
		tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		p.check(err)
		used := 0
		for _, node := range tree.Nodes {
			if node.Ignored || node.Role == nil {
				continue
			}
			switch role := string(node.Role.Value); role {
			case `"button"`, `"textbox"`, `"combobox"`, `"slider"`, `"checkbox"`, `"tab"`, `"spinbutton"`, `"Date"`,
				`"link"`, `"table"`, `"progressbar"`, `"tabpanel"`:
				used++
				if node.Name == nil || string(node.Name.Value) == `""` {
					t.Errorf("%s: a %s without a name", step, role)
				}
			}
		}
		if used < 5 {
			t.Errorf("%s: only %d things to use", step, used)
		}
	}
	read("start")
	evaluate[any](p, `document.getElementById("list-example").click()`)
	p.wait("80 eligible cases of 283 rows")
	evaluate[any](p, `document.querySelectorAll("details").forEach((d) => { d.open = true; })`)
	read("list")
	p.click("2. Plan")
	evaluate[any](p, `document.querySelectorAll("details").forEach((d) => { d.open = true; })`)
	read("plan")
	p.click("3. Draw")
	p.click("Draw")
	p.wait("Drawn: ")
	read("draw")
	p.click("After the draw")
	read("after")
	p.click("Quick sums")
	evaluate[any](p, `document.querySelectorAll("details").forEach((d) => { d.open = true; })`)
	p.idle()
	read("sums")
	p.click("4. Rate")
	evaluate[any](p, `document.getElementById("rate-type").click()`)
	p.wait("Totals")
	read("totals")
	evaluate[any](p, `document.getElementById("rate-example").click()`)
	p.wait("18 of 36")
	read("ratings")
	p.quiet()
}
