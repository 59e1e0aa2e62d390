package browsertest

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/dom"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestKeyboardAfterTheDraw goes through "After the draw" and "Several inspections" with Tab, Enter,
// Space and the arrows alone: files are chosen, forms filled in and results saved.
func TestKeyboardAfterTheDraw(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	tables := filepath.Join(kent, "..", "..", "cmd", "onecase", "testdata")
	p := open(t, 1366, 768)
	k := typist(p)
	k.step("tab-after")
	k.file("check-record", filepath.Join(dir, "kent.record.json"))
	p.wait("Add to the record")
	k.file("check-list", filepath.Join(kent, "cases.csv"))
	p.wait("39 now, of 50 eligible cases.")
	k.press("check", kb.Enter)
	p.wait("Verified")
	k.saves("Save kent.letter-now.docx", "kent.letter-now.docx")
	k.press("publish", " ")
	p.wait("Save kent.public.json")
	k.file("assign-readers", filepath.Join(kent, "readers.csv"))
	p.wait("readers.csv do without")
	k.types("assign-days", "5")
	k.types("assign-seed", "lot 17")
	k.press("assign", kb.Enter)
	p.wait("shared out to 3 readers")
	p.idle()
	k.saves("Save kent.week.xlsx", "kent.week.xlsx")
	k.file("week-grid", filepath.Join(dir, "judgements.csv"))
	p.wait("judgements.csv do without")
	k.types("replace-case", "K017")
	k.types("replace-reason", "file lost")
	k.types("replace-policy", "it stays") // as the choice begins
	k.press("replace", kb.Enter)
	p.wait("Case K017 stays and counts as not met")
	p.idle()
	k.types("extend-court", "41")
	k.press("extend", " ")
	p.wait("The sample now has 41 of 50")
	p.idle()
	k.types("reread-cases", "12")
	k.types("reread-seed", "s")
	k.press("reread-go", kb.Enter)
	p.wait("of being read twice")
	p.idle()
	k.file("agree-first", filepath.Join(tables, "first.csv"))
	k.file("agree-second", filepath.Join(tables, "second.csv"))
	p.wait("second.csv do without")
	k.press("agree-go", kb.Enter)
	p.wait("was not drawn to be read again") // these are of other cases
	p.idle()

	k.step("tab-several")
	k.file("compare-before", filepath.Join(kent, "kent.toml"))
	k.file("compare-after", filepath.Join(kent, "follow-up.toml"))
	p.wait("follow-up.toml do without")
	k.press("compare-go", kb.Enter)
	p.wait("guaranteed for samples that were drawn independently")
	p.idle()
	k.file("pool-units", filepath.Join(kent, "..", "region", "north.toml"), filepath.Join(kent, "..", "region", "south.toml"))
	p.wait("north.toml and south.toml")
	k.press("pool-go", " ")
	p.wait("Each unit and all together")
	p.idle()
	k.saves("Save as JSON", "region.json")
	p.quiet()
}

// A keys is a person without a mouse.
type keys struct {
	*page
	opened chan *cdppage.EventFileChooserOpened
}

func typist(p *page) *keys {
	p.t.Helper()
	k := &keys{page: p, opened: make(chan *cdppage.EventFileChooserOpened, 1)}
	_, err := chromedp.Call(p.ctx, cdppage.SetInterceptFileChooserDialog, cdppage.SetInterceptFileChooserDialogParams{Enabled: true})
	p.check(err)
	p.check(chromedp.Listen(p.ctx, func(event any) {
		if e, ok := event.(*cdppage.EventFileChooserOpened); ok {
			k.opened <- e
		}
	}))
	return k
}

// reach presses Tab until the focus is on what has this id or text, and sees that it is shown on the way.
func (k *keys) reach(what string) {
	k.t.Helper()
	for range 160 {
		k.do(chromedp.KeyEvent(kb.Tab))
		at := evaluate[[]string](k.page, `(() => {
			const e = document.activeElement, seen = e.classList.contains("unseen") ? e.nextElementSibling : e;
			const s = getComputedStyle(seen);
			return [e.id, e.textContent.trim(), s.outlineStyle, s.outlineWidth, e === document.body ? "body" : ""];
		})()`)
		if at[4] == "" && (at[2] == "none" || at[3] == "0px") {
			k.t.Errorf("the focus on %.60q is not to be seen", at[:2])
		}
		if at[0] == what || at[1] == what {
			return
		}
	}
	k.t.Fatalf("Tab does not come to %q", what)
}

// press reaches something and presses a key on it.
func (k *keys) press(what, key string) {
	k.t.Helper()
	k.idle()
	k.reach(what)
	k.do(chromedp.KeyEvent(key))
}

// types fills a field in; a choice goes to what begins so.
func (k *keys) types(field, text string) {
	k.t.Helper()
	k.press(field, text)
}

// step goes to another step with the arrows.
func (k *keys) step(tab string) {
	k.t.Helper()
	k.idle()
	for range 160 {
		if evaluate[bool](k.page, `document.activeElement.getAttribute("role") === "tab"`) {
			break
		}
		k.do(chromedp.KeyEvent(kb.Tab))
	}
	for range 8 {
		if evaluate[string](k.page, `document.activeElement.id`) == tab {
			return
		}
		k.do(chromedp.KeyEvent(kb.ArrowRight))
	}
	k.t.Fatalf("the arrows do not come to %q", tab)
}

// file opens the browser's dialog for files with Space and chooses.
func (k *keys) file(field string, files ...string) {
	k.t.Helper()
	k.press(field, " ")
	select {
	case e := <-k.opened:
		_, err := chromedp.Call(k.ctx, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: files, BackendNodeID: e.BackendNodeID})
		k.check(err)
	case <-time.After(10 * time.Second):
		k.t.Fatalf("Space on %q opens no dialog for a file", field)
	}
}

// saves presses a button that saves a file.
func (k *keys) saves(button, name string) {
	k.t.Helper()
	k.press(button, " ")
	for since := time.Now(); time.Since(since) < 20*time.Second; time.Sleep(50 * time.Millisecond) {
		if info, err := os.Stat(filepath.Join(k.downloads, name)); err == nil && info.Size() > 0 {
			return
		}
	}
	k.t.Fatalf("%q saves no %s", button, name)
}
