package browsertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRegionOfGrids takes two filled grids together, chosen with the records of their draws: each record is that of the grid
// which has its cases, whatever the files are called.
func TestRegionOfGrids(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := open(t, 1366, 768)
	run(t, dir, "demo", "kent")
	var chosen []string
	for _, unit := range []struct{ grid, record, seed string }{{"north.csv", "one.record.json", "1"}, {"south.csv", "two.record.json", "2"}} {
		run(t, dir, "draw", "kent/cases.csv", "--as-of", "2021-06-21", "--seed", unit.seed, "--record", unit.record, "--output", unit.seed+".csv", "--judgements", unit.grid)
		text, err := os.ReadFile(filepath.Join(dir, unit.grid))
		if err != nil {
			t.Fatal(err)
		}
		rows := strings.Split(strings.TrimSpace(string(text)), "\n")
		header := strings.Split(rows[0], ",")
		for i, row := range rows[1:] {
			cells := strings.Split(strings.TrimRight(row, "\r"), ",")
			for c, name := range header {
				if strings.Contains(name, ".") && cells[c] == "" && (strings.HasPrefix(name, "ooc.") == (len(cells[1]) > 0 && cells[1] == "na")) {
					cells[c] = "yes"
				}
			}
			rows[i+1] = strings.Join(cells, ",")
		}
		write(t, dir, unit.grid, []byte(strings.Join(rows, "\n")+"\n"))
		chosen = append(chosen, filepath.Join(dir, unit.grid))
	}
	chosen = append(chosen, filepath.Join(dir, "two.record.json"), filepath.Join(dir, "one.record.json"))
	p.click("Several inspections")
	p.choose("pool-units", chosen...)
	p.set("pool-rules", "hmip-youth-2018")
	p.click("Take them together")
	p.wait("Each unit and all together")
	if shown := evaluate[string](p, `[...document.querySelectorAll("pre")].map((pre) => pre.textContent).find((text) => text.startsWith("onecase pool")) ?? ""`); !strings.Contains(shown, "north.csv=one.record.json") ||
		!strings.Contains(shown, "south.csv=two.record.json") {
		t.Errorf("worked out by %s", shown)
	}
	p.quiet()
}

// TestRegionOfPlainTables takes two tables without rules together, questions by their names.
func TestRegionOfPlainTables(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := open(t, 1366, 768)
	write(t, dir, "north.csv", []byte("case_id,Seen in time,Plan shared\nN1,yes,no\nN2,no,yes\nN3,yes,yes\nN4,no,yes\n"))
	write(t, dir, "south.csv", []byte("case_id,Seen in time\nS1,yes\nS2,yes\nS3,yes\nS4,no\n"))
	p.click("Several inspections")
	p.choose("pool-units", filepath.Join(dir, "north.csv"), filepath.Join(dir, "south.csv"))
	p.set("pool-rules", "none")
	p.set("pool-weights", "equal")
	p.click("Take them together")
	p.wait("Plan shared: only north.csv has a count.")
	if said := evaluate[string](p, `document.getElementById("live").textContent`); !strings.Contains(said, "2 units taken together") {
		t.Errorf("said: %q", said)
	}
	p.set("pool-weights", "")
	p.click("Take them together")
	p.wait("This cannot be worked out")
	if said := evaluate[string](p, `document.getElementById("live").textContent`); said != "This cannot be worked out" {
		t.Errorf("after a refusal: %q", said)
	}
	p.quiet()
}
