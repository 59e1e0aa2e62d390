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
