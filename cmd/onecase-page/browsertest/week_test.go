package browsertest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheWeekGoesOn goes through the week of fieldwork: cases are shared out, the grid and the letter
// are made, the half-filled grid is chosen once and serves every step, a case is replaced in it,
// cases are read twice, and all is rated. Nothing is cut off on the way.
func TestTheWeekGoesOn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", "k")
	in := func(name string) string { return filepath.Join(dir, name) }
	all, err := os.ReadFile(in("k/judgements.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(all), "\n")
	write(t, dir, "half.csv", []byte(strings.Join(lines[:len(lines)/2], "")))
	write(t, dir, "readers.csv", []byte("reader\nA\nB\nC\n"))

	p := open(t, 1366, 768)
	look := func(step string) {
		p.idle()
		for _, width := range []int64{1366, 390} {
			p.do(chromedp.EmulateViewport(width, 768))
			p.fits(step)
			p.inspect(step)
			p.keep(filepath.Join(*pictures, "week-"+step+map[int64]string{1366: "", 390: "-phone"}[width]+".png"))
		}
		p.do(chromedp.EmulateViewport(1366, 768))
	}
	p.click("After the draw")
	p.choose("check-record", in("k/kent.record.json"))
	p.wait("Add to the record")
	p.choose("check-list", in("k/cases.xlsx"))
	p.wait("39 now, of 50 eligible cases.")
	p.choose("assign-readers", in("readers.csv"))
	p.set("assign-days", "5")
	p.set("assign-seed", "s")
	p.click("Share out")
	p.wait("Keep these in the place of the earlier ones:")
	p.click("Make the grid and the letter with these readers and days")
	p.wait("with its empty grid, the letter that asks for its files")
	empty := p.saved("Save kent.judgements-now.xlsx", "kent.judgements-now.xlsx")
	if !bytes.HasPrefix(empty, []byte("PK")) {
		t.Error("the grid is no workbook")
	}
	if letter := p.saved("Save kent.letter-now.docx", "kent.letter-now.docx"); !bytes.HasPrefix(letter, []byte("PK")) {
		t.Error("the letter is no document")
	}
	if days, seed := p.value("assign-days"), p.value("assign-seed"); days != "5" || seed != "s" {
		t.Errorf("the sample was shared out over 5 days with the seed s, and the fields have %q and %q", days, seed)
	}
	look("shared-out")

	write(t, dir, "two.csv", []byte("reader\nA\nB\n"))
	write(t, dir, "week.xlsx", empty)
	p.choose("assign-readers", in("two.csv"))
	p.choose("assign-so-far", in("week.xlsx"))
	p.set("assign-day", "1")
	p.click("Share out")
	p.wait("cases shared out anew;")
	if grid := p.saved("Save week.xlsx", "week.xlsx"); bytes.Equal(grid, empty) {
		t.Error("the grid has not got its new readers")
	}
	look("reader-left")

	p.choose("week-grid", in("half.csv"))
	p.wait("half.csv: the reserve gets the row")
	p.click("How far is the reading?")
	p.wait("of 65 cases of the sample are read in full")
	p.wait("What the ratings can still become")
	look("progress")

	p.click("After the draw")
	p.choose("week-grid", in("k/judgements.csv"))
	p.wait("judgements.csv: the reserve gets the row")
	p.set("reread-cases", "12")
	p.set("reread-seed", "s")
	p.click("Draw a second reading")
	p.wait("Each of the 65 cases had the chance 18.5%")
	p.saved("Save kent.second.xlsx", "kent.second.xlsx")
	p.wait("cases shared out anew;") // which the second reading leaves as it is
	write(t, dir, "second.csv", all)
	p.choose("agree-second", in("second.csv"))
	p.wait("second.csv")
	look("read-twice")
	p.click("Rate what was judged")
	p.wait("No overall rating yet")

	p.click("After the draw")
	p.set("replace-case", "K015")
	p.set("replace-reason", "moved away")
	p.click("Add to the record")
	p.wait("takes the place of K015")
	p.wait("What was entered of K015 is kept in judgements.left.csv.")
	grid := p.saved("Save judgements.csv", "judgements.csv")
	left := p.saved("Save judgements.left.csv", "judgements.left.csv")
	if bytes.Contains(grid, []byte("K015")) || bytes.Count(left, []byte("\nK015,")) != bytes.Count(all, []byte("\nK015,")) {
		t.Errorf("the grid has the case still, or its answers are not kept:\n%s", left)
	}
	by := p.taker("K015")
	p.saved("Save kent."+by+".letter.docx", "kent."+by+".letter.docx")
	if strings.Count(p.text(), "They are alike in ") != 1 || strings.Contains(p.text(), "matching variables") {
		t.Errorf("in what the two cases are alike is not said once on\n%s", p.text())
	}
	p.wait("The sample changed: " + by + " replaced K015")
	p.wait("Go to the week’s files, to make them again")
	look("replaced")
	p.click("Make the week’s files again")
	p.wait("The week’s files, as the sample now stands")
	for _, file := range []string{"kent.letter.docx", "kent.week.xlsx"} {
		p.saved("Save "+file, file)
	}
	if strings.Contains(p.text(), "The sample changed") {
		t.Errorf("files that were made again are called old on\n%s", p.text())
	}

	// More cases came in: they get their rows in the grid that is being filled.
	p.choose("week-grid", in("week.xlsx"))
	p.set("extend-court", "41")
	p.click("Add cases")
	p.wait("The sample now has 41 of 50")
	p.wait("week.xlsx stays the grid, with all that was entered.")
	if strings.Contains(p.text(), "Save kent-2.judgements.xlsx") {
		t.Error("beside the grid that is being filled an empty one is offered")
	}
	p.click("Make the week’s files again")
	p.wait("The week’s files, as the sample now stands")
	before, err := os.ReadFile(in("week.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if more := p.saved("Save week.xlsx", "week.xlsx"); bytes.Equal(more, before) {
		t.Error("the grid has no rows for the cases that came in")
	}
	if more := p.saved("Save the grid as it now stands", "week.xlsx"); bytes.Equal(more, before) {
		t.Error("the grid that the next steps take has no rows for the cases that came in")
	}
	p.quiet()
}
