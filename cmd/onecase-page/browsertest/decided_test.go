package browsertest

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestThePanelDecides writes down what a panel decided of a rating that answers make: it counts with its reason, is
// saved with it, and is gone where it is taken back.
func TestThePanelDecides(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "judgements.csv"), filepath.Join(dir, "kent.record.json"))
	p.wait("Turn this answer")
	p.click("Enter what the panel decided")
	p.set("decided-ooc.joint-working", "good")
	p.idle()
	if text := p.text(); strings.Contains(text, "Decided by the panel") {
		t.Error("a decision without a reason counts")
	}
	p.set("reason-ooc.joint-working", `four cases, and "good" practice`)
	p.wait("Decided by the panel; the judgements make")
	p.idle()
	saved := string(p.saved("Save what was typed in (inspection.toml)", "inspection.toml"))
	if !strings.Contains(saved, "[[discretion]]\nstandard = \"ooc.joint-working\"\nto = \"good\"\nreason = \"four cases, and \\\"good\\\" practice\"") {
		t.Errorf("what was typed in is saved as\n%s", saved)
	}
	p.set("decided-ooc.joint-working", "")
	p.idle()
	if text := p.text(); strings.Contains(text, "Decided by the panel") {
		t.Error("a decision that was taken back still counts")
	}
	p.quiet()
}

// TestOpeningARecordAsks opens another record where the one that is open holds what was done here.
func TestOpeningARecordAsks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	p := open(t, 1366, 768)
	p.click("After the draw")
	p.choose("check-record", filepath.Join(dir, "kent.record.json"))
	p.choose("check-list", filepath.Join(kent, "cases.csv"))
	p.wait("39 now")
	for id, value := range map[string]string{"replace-policy": "failed", "replace-reason": "file lost", "replace-case": "K042"} {
		p.set(id, value)
	}
	p.click("Add to the record")
	p.wait("K042 counts as not met")
	p.idle()
	p.choose("check-record", filepath.Join(dir, "kent.record.json"))
	p.wait("Open another record?")
	if text := p.text(); !strings.Contains(text, "Since the draw: K042 counts as not met") {
		t.Error("the record in hand is gone before it was asked")
	}
	p.click("Open kent.record.json")
	p.idle()
	if text := p.text(); strings.Contains(text, "Since the draw:") || strings.Contains(text, "Open another record?") {
		t.Error("the other record is not open")
	}
	p.quiet()
}

// TestFilesAreMadeAgain changes what the files of a draw show: that is said, and they are made again of the same cases.
func TestFilesAreMadeAgain(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	p.set("as-of", "2021-06-21")
	p.choose("list-file", filepath.Join(kent, "cases.xlsx"))
	p.wait("80 eligible cases")
	p.idle()
	p.click("3. Draw")
	p.click("Draw")
	p.wait("The seed is")
	p.idle()
	before := p.value("seed")
	seed := evaluate[string](p, `document.querySelector("#draw-result code").innerText`)
	if before != "" || seed == "" {
		t.Errorf("the seed is %q, made up as %q", before, seed)
	}
	p.set("marking", "Official")
	p.wait("The files below are as they were asked for before")
	p.click("Make them again, with the same cases")
	p.idle()
	if again := evaluate[string](p, `document.querySelector("#draw-result code").innerText`); again != seed {
		t.Errorf("the files were made again with the seed %s and not %s", again, seed)
	}
	if text := p.text(); strings.Contains(text, "as they were asked for before") {
		t.Error("the files that were made again are still old")
	}
	p.quiet()
}
