package browsertest

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestAfterTheDraw replaces cases and reads more than were drawn, from a record
// that the command made, and compares with the command at every step.
func TestAfterTheDraw(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	list, err := os.ReadFile(filepath.Join(kent, "cases.csv"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "cases.csv", list)
	run(t, dir, "draw", "cases.csv", "--as-of", "2021-06-21", "--seed", "1", "--format", "json")
	p := open(t, 1366, 768)
	// Files come slowly, as from a shared drive; what is pressed meanwhile waits for them.
	evaluate[any](p, `{ const read = Blob.prototype.arrayBuffer; Blob.prototype.arrayBuffer = function () { return new Promise((done) => setTimeout(() => done(read.call(this)), 500)); } }`)
	p.click("After the draw")
	p.wait("Choose the record first.")
	write(t, dir, "a.json", []byte("{}"))
	p.choose("check-record", filepath.Join(dir, "a.json"))
	p.wait("This record cannot be used: a.json")
	p.choose("check-record", filepath.Join(dir, "cases.record.json"))
	p.wait("Add to the record")
	p.wait("Choose the record and the list first.")

	// A case that has no file, one that is not met, one that goes.
	for i, step := range []struct{ id, policy, says string }{
		{"K015", "replace", "takes the place of K015"},
		{"K016", "failed", "Case K016 stays and counts as not met"},
		{"K017", "not-assessable", "Case K017 leaves the sample"},
	} {
		p.set("replace-case", step.id)
		p.set("replace-reason", "it's \"gone\"")
		p.set("replace-policy", step.policy)
		p.click("Add to the record")
		p.wait(step.says)
		p.idle()
		p.same(dir, p.saved("Save as JSON", "cases.record."+step.id+".json"))
		p.sameFiles(dir, "cases.record.json", "cases.sample.xlsx")
		if i == 0 {
			p.sameFiles(dir, "cases."+p.taker("K015")+".judgements.xlsx")
		}
	}
	if evaluate[bool](p, `[...document.getElementById("replace-case").options].some((o) => o.value === "K015")`) {
		t.Error("a case that was replaced is still offered")
	}

	// Who reads what.
	p.click("Share out")
	p.wait("Type the readers in, or choose them")
	write(t, dir, "readers.csv", []byte("reader,capacity,days\nA,30,1-3\nB,,\nC,,\"1,2\"\n"))
	p.choose("assign-readers", filepath.Join(dir, "readers.csv"))
	p.set("assign-days", "3")
	p.set("assign-seed", "lot 17")
	p.click("Share out")
	p.wait("shared out to 3 readers over 3 days")
	p.idle()
	p.same(dir, p.saved("Save as JSON", "cases.assigned.json"))
	p.sameFiles(dir, "cases.record.json", "cases.week.xlsx")

	p.choose("check-list", filepath.Join(dir, "cases.csv"))
	p.wait("38 now, of 50 eligible cases.")
	p.click("Add cases")
	p.wait("Give the new number of cases of a group.")
	p.set("extend-court", "44")
	p.click("Add cases")
	p.wait("The sample now has 44 of 50")
	p.idle()
	p.same(dir, p.saved("Save as JSON", "cases-2.draw.json"))
	p.sameFiles(dir, "cases-2.record.json", "cases-2.sample.xlsx", "cases-2.judgements.xlsx")
	p.click("Check")
	p.wait("Verified")
	p.quiet()
}

// TestReadersAreTypedIn shares cases out to readers that no table has, and replaces a case with the
// list at hand, so that the row of the reserve has what the list says.
func TestReadersAreTypedIn(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	evaluate[any](p, `document.getElementById("list-example").click()`)
	p.wait("80 eligible cases of 283 rows")
	p.click("3. Draw")
	p.click("Draw")
	p.wait("Drawn:")
	p.click("Go on to the week of fieldwork")
	p.idle()
	p.set("assign-names", "A\nB, 40\n")
	p.click("Share out")
	p.wait("shared out to 2 readers")
	p.idle()
	p.set("replace-reason", "file lost")
	p.click("Add to the record")
	p.wait("takes the place of")
	p.wait(" alone, unless the week’s files are made again: its row, to go into the grid in the place of that of ")
	if shown := p.text(); strings.Contains(shown, "no columns of the list") {
		t.Errorf("the list is not used on\n%s", shown)
	}

	// The record is saved with all of it; that of the draw has another name, and no other draw takes its place unasked.
	if now := p.saved("Save the record as it now stands", "cases.record.json"); !bytes.Contains(now, []byte("file lost")) {
		t.Error("the record as it now stands lacks the replacement")
	}
	p.click("3. Draw")
	p.wait("The sample changed since: ")
	if drawn := p.saved("Save cases.as-drawn.record.json", "cases.as-drawn.record.json"); bytes.Contains(drawn, []byte("file lost")) {
		t.Error("the record as drawn has the replacement")
	}
	p.click("2. Plan")
	p.set("size-court", "30")
	p.wait("30 of 50 cases")
	p.click("3. Draw")
	p.wait("The plan changed since this draw")
	p.wait("Drawn: 39 of 50")
	p.click("Draw")
	p.wait("Draw another sample?")
	p.click("Keep this sample")
	p.wait("Drawn: 39 of 50")
	p.click("2. Plan")
	p.set("size-court", "")
	p.wait("39 of 50 cases")
	p.click("3. Draw")
	if strings.Contains(p.text(), "The plan changed") {
		t.Errorf("the plan is as it was, and said to have changed on\n%s", p.text())
	}
	p.click("Draw")
	p.click("Draw without saving it")
	p.idle()
	p.saved("Save cases.record.json", "cases.record.json")
	p.quiet()
}

// TestPublicCopy writes the public copy of a record, as the command does, and checks it.
func TestPublicCopy(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "draw", filepath.Join(kent, "cases.csv"), "--as-of", "2021-06-21", "--seed", "1", "--format", "json")
	run(t, dir, "record", "cases.record.json", "--public", "--format", "json")
	p := open(t, 1366, 768)
	p.click("After the draw")
	p.choose("check-record", filepath.Join(dir, "cases.record.json"))
	p.wait("Add to the record")
	p.click("Write the public copy")
	p.wait("Save cases.public.json")
	p.wait("give it to those who check the draw, and publish its last seal alone")
	if strings.Contains(p.text(), "anyone") {
		t.Errorf("a copy with small groups is called one for anyone on\n%s", p.text())
	}
	page := p.saved("Save cases.public.json", "cases.public.json")
	command, err := os.ReadFile(filepath.Join(dir, "cases.public.json"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(page, command) {
		t.Error("the page's public copy differs from the command's")
	}
	if strings.Contains(p.text(), "onecase verify") {
		t.Errorf("a command is shown on\n%s", p.text())
	}
	p.choose("check-record", filepath.Join(dir, "cases.public.json"))
	p.wait("This is a public copy, which has no cases")
	p.click("Check")
	p.wait("Verified, as far as a public copy can be")
	p.wait("Which cases were drawn")
	p.same(dir, p.saved("Save as JSON", "cases.public.check.json"))
	p.quiet()
}

// taker is the case that took the place of another, as the page says it.
func (p *page) taker(left string) string {
	p.t.Helper()
	said := regexp.MustCompile(`Case (\S+) takes the place of ` + left).FindStringSubmatch(p.text())
	if said == nil {
		p.t.Fatalf("no case takes the place of %s", left)
	}
	return said[1]
}

func write(t *testing.T, dir, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// sameFiles compares files that the page saves with those that the command has
// just written in dir, byte for byte; records without their times and seals. The page's record then
// takes the place of the command's, so that what is said of it afterwards can be compared.
func (p *page) sameFiles(dir string, names ...string) {
	p.t.Helper()
	for _, name := range names {
		page := p.saved("Save "+name, name)
		command, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			p.t.Fatal(err)
		}
		if filepath.Ext(name) == ".json" {
			if unsealed(p.t, page) != unsealed(p.t, command) {
				p.t.Errorf("the page's %s is\n%s\nand the command's\n%s", name, page, command)
			}
			write(p.t, dir, name, page)
		} else if !bytes.Equal(page, command) {
			p.t.Errorf("the page's %s differs from the command's", name)
		}
	}
}
