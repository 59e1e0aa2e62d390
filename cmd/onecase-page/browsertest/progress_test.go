package browsertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheWeek asks of a grid with blanks what is settled, also where nothing can be rated
// yet, and compares with the command.
func TestTheWeek(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".", "--force", "--format", "json")
	whole, err := os.ReadFile(filepath.Join(dir, "judgements.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(whole)), "\n")
	for i, line := range lines {
		if id, rest, _ := strings.Cut(line, ","); i > 0 && id > "K150" {
			question, _, _ := strings.Cut(rest, ",")
			lines[i] = id + "," + question + ","
		}
	}
	write(t, dir, "week.csv", []byte(strings.Join(lines, "\n")+"\n"))
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "week.csv"), filepath.Join(dir, "kent.record.json"))
	p.wait("What the ratings can still become")
	p.wait("Answers are still to come in ")
	if shown := p.text(); strings.Contains(shown, "question about the judgements") ||
		strings.Index(shown, "read in full") > strings.Index(shown, "Answers are still to come in ") {
		t.Errorf("how far the reading is does not come first on\n%s", shown)
	}
	p.idle()
	p.same(dir, p.saved("Save as JSON", "week.progress.json"))
	p.quiet()
}
