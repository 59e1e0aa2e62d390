package browsertest

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// holding lets a test keep the calls of one function of the program from their worker, as if
// it took for ever, and notes how long the page takes to show that it works.
const holding = `
globalThis.held = "";
globalThis.holds = 0;
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...more) {
	if (message.call && message.call === held) { holds++; return; }
	post.call(this, message, ...more);
};
new MutationObserver(() => { if (!document.getElementById("busy").hidden) globalThis.shownAfter ??= performance.now() - globalThis.begun; })
	.observe(document.getElementById("busy"), { attributes: true, attributeFilter: ["hidden"] });
null`

// A stopper cancels each step of a page once and then takes it to its end.
type stopper struct {
	*page
	shown []float64 // after how many milliseconds each step showed that it works
}

// step does act while the calls of a function are held, sees that the page says so, cancels,
// and does it again to see the text that it ends with.
func (s *stopper) step(name, call string, act func(), ends string) {
	s.t.Helper()
	s.idle()
	said := func() int {
		return strings.Count(strings.ToLower(evaluate[string](s.page,
			`document.getElementById("main").innerText + document.querySelector("footer").innerText`)), "cancelled")
	}
	before := said()
	evaluate[any](s.page, fmt.Sprintf(`held = %q; holds = 0; shownAfter = null; begun = performance.now(); null`, call))
	act()
	for since := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		if evaluate[bool](s.page, `holds > 0 && !document.getElementById("busy").hidden && !document.getElementById("cancel").hidden`) {
			break
		}
		if time.Since(since) > 30*time.Second {
			s.t.Fatalf("%s: %q is not called, or nothing shows that it runs, on\n%s", name, call, s.text())
		}
	}
	s.shown = append(s.shown, evaluate[float64](s.page, `shownAfter`))
	evaluate[any](s.page, `held = ""; document.getElementById("cancel").click()`)
	s.idle()
	if evaluate[bool](s.page, `!document.getElementById("busy").hidden`) {
		s.t.Errorf("%s: cancelled, and the page still says that it works", name)
	}
	if said() == before {
		s.t.Errorf("%s: nothing says that it was cancelled", name)
	}
	act()
	for since := time.Now(); !strings.Contains(evaluate[string](s.page,
		`document.body.innerText`), ends); time.Sleep(30 * time.Millisecond) {
		if time.Since(since) > 60*time.Second {
			s.t.Fatalf("%s: done after it was cancelled, %q does not appear on\n%s", name, ends, s.text())
		}
	}
}

// stopping opens a page whose calls can be held.
func stopping(t *testing.T) *stopper {
	s := &stopper{page: open(t, 1366, 768)}
	evaluate[any](s.page, holding)
	t.Cleanup(func() {
		slices.Sort(s.shown)
		t.Logf("%d steps show that they work after %.0f ms, at most %.0f", len(s.shown), s.shown[len(s.shown)/2], s.shown[len(s.shown)-1])
	})
	return s
}

func (s *stopper) press(text string) func() {
	return func() { s.t.Helper(); s.click(text) }
}

func (s *stopper) choosing(field string, files ...string) func() {
	return func() { s.choose(field, files...) }
}

// unfold opens a part of the step; opened already, it is closed first.
func (s *stopper) unfold(part, summary string) func() {
	return func() {
		s.t.Helper()
		evaluate[any](s.page, fmt.Sprintf(`(() => {
			const part = [...document.querySelectorAll(%q)].findLast((d) => d.offsetParent && d.querySelector("summary").textContent === %q);
			part.open = false;
			return new Promise((done) => setTimeout(() => { part.open = true; done(null); }, 50));
		})()`, part, summary))
	}
}

// TestCancelUpToADraw stops each thing that the program is asked for until a sample is drawn.
func TestCancelUpToADraw(t *testing.T) {
	t.Parallel()
	s := stopping(t)
	s.set("as-of", "2021-06-21")
	s.step("the list, its columns", "look", s.choosing("list-file", filepath.Join(kent, "cases.xlsx")), "80 eligible cases of 283 rows")
	s.step("the list, its plan", "run", s.choosing("list-file", filepath.Join(kent, "cases.csv")), "80 eligible cases of 283 rows")
	s.click("Rules of your own")
	s.step("a rule set", "show", s.press("What the chosen rules say"), "Out-of-court disposals")
	s.step("new rules", "run", s.press("Start a rules file"), "A rules file to start from")
	s.step("how a list is read", "run", s.press("Save how this list is read"), "cases.reading.toml saved")
	s.click("2. Plan")
	s.set("margin", "6")
	s.wait("5.9 is reached")
	margin := "7"
	s.step("the plan", "run", func() { s.set("margin", margin); margin = "5" }, "39 of 50 cases")
	s.step("the report of a plan", "run", s.press("Save a report to print"), "cases.plan.html saved")
	s.step("figures", "run", s.press("Save figures"), "cases.plan.svg saved")
	s.step("the working", "show", s.unfold("#plan-tables details", "The working, step by step"), "Cochran 1977")

	s.click("3. Draw")
	s.click("Show that the seed was not chosen to suit")
	s.step("a commitment", "show", s.press("Make the line"), "Save the line")
	s.click("do without")
	s.set("seed", "x")
	s.step("a draw", "run", s.press("Draw"), "Drawn: 39 of 50")
	s.step("a draw again", "run", s.press("Draw"), "Drawn: 39 of 50")
	s.quiet()
}

// TestCancelAfterTheDraw stops the steps that begin with a record.
func TestCancelAfterTheDraw(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	s := stopping(t)
	tables := filepath.Join(kent, "..", "..", "cmd", "onecase", "testdata")
	s.click("After the draw")
	s.step("a record", "record", s.choosing("check-record", filepath.Join(dir, "kent.record.json")), "Add to the record")
	s.choose("check-list", filepath.Join(kent, "cases.csv"))
	s.step("the check", "show", s.press("Check"), "Verified")
	s.step("the public copy", "show", s.press("Write the public copy"), "Save kent.public.json")
	s.choose("assign-readers", filepath.Join(kent, "readers.csv"))
	s.wait("readers.csv do without")
	s.set("assign-days", "5")
	s.step("sharing out", "show", s.press("Share out"), "shared out to")
	s.step("a replacement", "run", func() { s.set("replace-reason", "lost"); s.click("Add to the record") }, "takes the place of")
	s.step("more cases", "run", func() { s.set("extend-court", "41"); s.click("Add cases") }, "The sample now has 41 of 50")
	s.choose("check-record", filepath.Join(dir, "kent.record.json"))
	s.wait("Open another record?")
	s.click("Open kent.record.json")
	s.wait("39 now")
	s.choose("reread-first", filepath.Join(tables, "first.csv"))
	s.wait("first.csv do without")
	s.set("reread-cases", "12")
	s.set("reread-seed", "s")
	s.step("a second reading", "show", s.press("Draw a second reading"), "had the chance 18.5%")
	s.step("more settings", "flags", s.unfold("#agree-form details", "More settings"), "More settings")
	s.choose("agree-first", filepath.Join(tables, "first.csv"))
	s.choose("agree-second", filepath.Join(tables, "second.csv"))
	s.wait("second.csv do without")
	s.step("agreement", "show", s.press("Compare the readings"), "Both readings gave the same answer")
	s.quiet()
}

// TestCancelRatings stops the steps that begin with judgements.
func TestCancelRatings(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	s := stopping(t)
	s.click("4. Rate")
	s.step("the example", "example", func() { evaluate[any](s.page, `document.getElementById("rate-example").click()`) }, "18 of 36")
	answers := s.choosing("rate-files", filepath.Join(dir, "judgements.csv"), filepath.Join(dir, "kent.record.json"))
	s.step("the rules of ratings", "rules", answers, "Turn this answer")
	s.step("ratings", "run", answers, "Turn this answer")
	yes := 15
	s.step("what if", "run", func() { s.set("yes-court.reviewing.public", itoa(yes)); yes-- }, "13/22 → 14/22")
	s.set("flip-case", "K084")
	s.set("flip-question", "court.reviewing.safety")
	s.step("one answer", "run", s.press("Turn this answer"), "Case K084")
	s.step("robustness", "run", s.press("Work it out"), "The chance of each rating")
	s.step("estimates", "show", s.press("Estimate"), "Of 23 pairs of limits")
	s.step("progress", "show", s.press("Show what is settled"), "What the ratings can still become")
	s.quiet()
}

// TestCancelWithoutAList stops comparisons, sums, and the licences.
func TestCancelWithoutAList(t *testing.T) {
	t.Parallel()
	s := stopping(t)
	s.click("Several inspections")
	s.choose("compare-before", filepath.Join(kent, "kent.toml"))
	s.choose("compare-after", filepath.Join(kent, "follow-up.toml"))
	s.wait("follow-up.toml do without")
	s.step("a comparison", "show", s.press("Compare"), "guaranteed for samples that were drawn independently")
	s.choose("pool-units", filepath.Join(kent, "..", "region", "north.toml"), filepath.Join(kent, "..", "region", "south.toml"))
	s.wait("north.toml and south.toml")
	s.step("a region", "show", s.press("Take them together"), "Each unit and all together")

	s.click("Quick sums")
	s.set("sum-size-population", "50")
	s.step("a sum", "show", s.press("How many?"), "39 cases")
	s.step("the rules of an outlook", "rules", s.unfold("#sums details", "What may the sample be expected to show?"),
		"Eligible cases, court disposals")
	for field, value := range map[string]string{"outlook-rate": "70", "outlook-court": "50", "outlook-ooc": "30"} {
		s.set(field, value)
	}
	s.step("an outlook", "show", s.press("What to expect?"), "Court disposals: reviewing")
	s.step("licences", "run", s.unfold("#notices", "Licences of the software in this page"), "Copyright")
	s.quiet()
}
