package browsertest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestFirefox plans, draws and rates in Firefox: what it saves is what the
// command writes.
func TestFirefox(t *testing.T) {
	t.Parallel()
	f := openFox(t)
	dir := t.TempDir()
	list, err := os.ReadFile(filepath.Join(kent, "cases.xlsx"))
	f.check(err)
	write(t, dir, "cases.xlsx", list)
	f.run(`document.getElementById("as-of").value = "2021-06-21"; document.getElementById("seed").value = "dice 3 1 4"`)
	f.choose("list-file", filepath.Join(dir, "cases.xlsx"))
	f.wait("80 eligible cases of 283 rows")
	f.keep("firefox-list.png")
	f.click("Go on to the plan")
	f.wait("39 of 50 cases")
	f.click("Go on to the draw")
	f.click("Draw")
	f.wait("Drawn: 39 of 50")
	f.keep("firefox-draw.png")
	drawn := f.saved("Save as JSON", "cases.draw.json")
	printed := run(t, dir, "draw", "cases.xlsx", "--as-of", "2021-06-21", "--seed", "dice 3 1 4", "--format", "json")
	if !bytes.Equal(drawn, printed) {
		t.Errorf("Firefox has\n%.1000s\nand the command prints\n%.1000s", drawn, printed)
	}
	sample, err := os.ReadFile(filepath.Join(dir, "cases.sample.xlsx"))
	f.check(err)
	if !bytes.Equal(f.saved("Save cases.sample.xlsx", "cases.sample.xlsx"), sample) {
		t.Error("the sample that Firefox saves is not the command's")
	}
	f.click("4. Rate")
	f.run(`document.getElementById("rate-example").click()`)
	f.wait("Kent: Requires improvement, 18 of 36")
	f.run(`const s = document.getElementById("yes-court.reviewing.public"); s.value = "15"; s.dispatchEvent(new Event("input", { bubbles: true }))`)
	f.wait("Kent: Good, 19 of 36")
	f.keep("firefox-rate.png")
}
