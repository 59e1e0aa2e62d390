package browsertest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestReadTwice draws a second reading and compares two, as the command does.
func TestReadTwice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	for _, name := range []string{"first.csv", "second.csv"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "onecase", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, dir, name, text)
	}
	p := open(t, 1366, 768)
	p.click("After the draw")
	p.click("Draw a second reading")
	p.wait("Choose the record first")
	p.choose("check-record", filepath.Join(dir, "kent.record.json"))
	p.wait("Add to the record")
	p.set("reread-cases", "12")
	p.set("reread-seed", "s")
	p.choose("reread-first", filepath.Join(dir, "first.csv"))
	p.wait("first.csv do without")
	p.click("Draw a second reading")
	p.wait("Each of the 65 cases had the chance 18.5%")
	p.idle()
	p.same(dir, p.saved("Save as JSON", "kent.second-reading.json"))
	p.sameFiles(dir, "kent.record.json", "kent.second.xlsx")
	for id, value := range map[string]string{"replace-policy": "failed", "replace-reason": "file lost", "replace-case": "K042"} {
		p.set(id, value)
	}
	p.click("Add to the record")
	p.wait("K042 counts as not met")
	p.idle()
	evaluate[any](p, `document.querySelector("#replace-result").replaceChildren()`)
	if record := p.saved("Save kent.record.json", "kent.record.json"); !bytes.Contains(record, []byte("file lost")) {
		t.Error("the record that is saved below the second reading lacks what was done since")
	}
	evaluate[any](p, `document.querySelector("#reread-result").remove()`)

	p.click("Compare the readings")
	p.wait("Choose both readings first")
	p.choose("agree-first", filepath.Join(dir, "first.csv"))
	p.choose("agree-second", filepath.Join(dir, "second.csv"))
	p.choose("agree-record", filepath.Join(dir, "kent.record.json"))
	p.wait("kent.record.json do without")
	p.click("Compare the readings")
	p.wait("Both readings gave the same answer 109 times of 121")
	p.idle()
	p.same(dir, p.saved("Save as JSON", "second.agreement.json"))
	p.quiet()
}
