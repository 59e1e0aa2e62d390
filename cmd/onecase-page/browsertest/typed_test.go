package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// value is what a field holds.
func (p *page) value(id string) string {
	p.t.Helper()
	return evaluate[string](p, `document.getElementById("`+id+`").value`)
}

// TestTypedStays fills in the forms that begin with a record, and then other steps change the
// record: what was typed is still there, but for what a step has done, and so is the focus.
func TestTypedStays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	p := open(t, 1366, 768)
	p.click("After the draw")
	p.choose("check-record", filepath.Join(dir, "kent.record.json"))
	p.choose("check-list", filepath.Join(kent, "cases.csv"))
	p.wait("39 now")
	p.choose("assign-readers", filepath.Join(kent, "readers.csv"))
	p.wait("readers.csv do without")
	typed := map[string]string{"assign-days": "5", "assign-seed": "lot 17", "extend-court": "44", "replace-policy": "failed",
		"replace-reason": "file lost", "replace-case": "K042", "reread-cases": "12"}
	for id, value := range typed {
		p.set(id, value)
	}
	holds := func(after string, gone ...string) {
		t.Helper()
		for _, id := range gone {
			if got := p.value(id); got == typed[id] {
				t.Errorf("%s: %s still holds %q, which is done", after, id, got)
			}
			delete(typed, id)
		}
		for id, value := range typed {
			if got := p.value(id); got != value {
				t.Errorf("%s: %s holds %q and not %q", after, id, got, value)
			}
		}
	}
	p.choose("check-list", filepath.Join(kent, "cases.xlsx"))
	p.wait("cases.xlsx")
	p.idle()
	holds("another list")
	evaluate[any](p, `document.getElementById("replace").focus()`)
	p.click("Add to the record")
	p.wait("Case K042 stays and counts as not met")
	p.idle()
	holds("a case that is not met", "replace-case", "replace-reason", "replace-policy")
	if at := evaluate[string](p, `document.activeElement.id`); at != "replace" {
		t.Errorf("the focus was on the button and is on %q", at)
	}
	if got := evaluate[string](p, `document.getElementById("assign-readers-help").innerText`); got != "readers.csv do without" {
		t.Errorf("the readers were chosen, and now: %q", got)
	}
	p.click("Share out")
	p.wait("shared out to 3 readers")
	p.idle()
	holds("sharing out")
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "judgements.csv"), filepath.Join(dir, "kent.record.json"))
	p.wait("judgements.csv and kent.record.json are open.")
	p.wait("Turn this answer")
	p.click("After the draw")
	p.click("Add cases")
	p.wait("The sample now has 44 of 50")
	p.idle()
	holds("more cases", "extend-court")

	// The ratings go on with the record of more cases, which one that is chosen there takes the place of.
	record := filepath.Join(dir, "kent-2.record.json")
	p.check(os.WriteFile(record, p.saved("Save kent-2.record.json", "kent-2.record.json"), 0o600))
	p.click("4. Rate")
	p.wait("The numbers of eligible cases are those of kent-2.record.json.")
	p.choose("rate-files", filepath.Join(dir, "kent.record.json"))
	p.wait("The numbers of eligible cases are those of kent.record.json.")
	p.choose("rate-files", record)
	p.wait("The numbers of eligible cases are those of kent-2.record.json.")
	p.idle()
	p.wait("judgements.csv and kent-2.record.json are open.")

	// Work that is opened again has the readers that were chosen.
	file := filepath.Join(dir, "my-work.onecase")
	p.check(os.WriteFile(file, p.saved("Save my work", "my-work.onecase"), 0o600))
	again := open(t, 1366, 768)
	again.choose("open-work", file)
	again.wait("Turn this answer")
	again.idle()
	again.click("After the draw")
	again.wait("readers.csv do without")
	again.quiet()

	// What the panel says of the ratings stays, too, where the record comes or goes.
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "judgements.csv"))
	p.wait("kent-2.record.json and judgements.csv are open.")
	p.wait("Turn this answer")
	p.idle()
	p.set("judged-org.staff", "good")
	p.wait("Judged directly: Staff good")
	p.choose("rate-files", filepath.Join(dir, "kent.record.json"))
	p.wait("Do without this record")
	p.idle()
	p.wait("Judged directly: Staff good")
	p.click("Do without this record")
	p.wait("Eligible cases, court disposals")
	p.idle()
	p.wait("Judged directly: Staff good")
	if got := p.value("judged-org.staff"); got != "good" {
		t.Errorf("without the record the form says %q of a rating that is still used", got)
	}
	p.choose("rate-files", filepath.Join(dir, "judgements.csv"))
	p.idle()
	if got := p.value("judged-org.staff"); got != "" {
		t.Errorf("of other judgements the form says %q", got)
	}
	p.quiet()
}

// TestDrawWaits presses Draw while the list is still being planned, and while it is planned
// anew: the draw is of the last plan.
func TestDrawWaits(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	evaluate[any](p, `{ const post = Worker.prototype.postMessage;
		Worker.prototype.postMessage = function (...words) { setTimeout(() => post.apply(this, words), words[0].words?.[0] === "plan" ? 1000 : 0); } }`)
	p.set("as-of", "2021-06-21")
	p.set("seed", "7")
	p.click("3. Draw")
	p.choose("list-file", filepath.Join(kent, "cases.xlsx"))
	p.click("Draw")
	p.wait("Drawn: 39 of 50")
	p.click("2. Plan")
	p.set("size-court", "28")
	p.set("size-court", "29")
	p.set("size-court", "30")
	p.click("3. Draw")
	p.click("Draw")
	p.wait("Drawn: 30 of 50")
	p.idle()
	p.quiet()
}

// TestClosingAsks closes a tab in which somebody worked, as the browser does it, and is asked;
// the tab is still there for whoever says no. After the work is saved nobody is asked.
func TestClosingAsks(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	asked := make(chan string, 1)
	p.check(chromedp.Listen(p.ctx, func(event any) {
		if e, ok := event.(*cdppage.EventJavascriptDialogOpening); ok {
			asked <- string(e.Type)
		}
	}))
	answer := func(leave bool) {
		t.Helper()
		select {
		case kind := <-asked:
			if kind != "beforeunload" {
				t.Fatalf("the browser asks about %q", kind)
			}
		case <-time.After(30 * time.Second):
			t.Fatal("unsaved work is closed without a question")
		}
		_, err := chromedp.Call(p.ctx, cdppage.HandleJavaScriptDialog, cdppage.HandleJavaScriptDialogParams{Accept: leave})
		p.check(err)
	}
	closes := func() {
		t.Helper()
		_, err := chromedp.Call(p.ctx, cdppage.Close, cdp.Empty{})
		p.check(err)
	}
	p.do(chromedp.Click(chromedp.ID("as-of"))) // browsers ask only for people who did something
	write(t, p.downloads, "cases.csv", []byte("case_id,group,rosh\nA,court,low\nB,ooc,low\n,court,low\n"))
	p.choose("list-file", filepath.Join(p.downloads, "cases.csv"))
	p.wait("One question about this list")
	closes()
	answer(false)
	p.wait("One question about this list")
	p.saved("Save my work", "cases.onecase")
	p.click("This row is no case") // a button alone is work as well
	p.wait("2 eligible cases")
	closes()
	answer(false)
	p.saved("Save my work", "cases.onecase")
	closes()
	for since := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		ctx, stop := context.WithTimeout(p.ctx, time.Second)
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("true"))
		stop()
		if err != nil {
			break
		}
		if len(asked) > 0 || time.Since(since) > 30*time.Second {
			t.Fatal("saved work is asked about, or its tab does not close")
		}
	}
	if _, err := os.Stat(filepath.Join(p.downloads, "cases.onecase")); err != nil {
		t.Error(err)
	}
}
