package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"onecase/discretion"
	"onecase/sample"
)

// writeWeek writes in the folder of a demo the grid of a week that is not over, week.csv,
// and the record with the sample shared out to two readers and a pair, assigned.json.
func writeWeek(t *testing.T, demo string) {
	t.Helper()
	record, err := discretion.ReadRecord(demo + "/kent.record.json")
	if err != nil {
		t.Fatal(err)
	}
	readers := []sample.Reader{{Name: "A"}, {Name: "B"}, {Name: "C", Pair: "D"}, {Name: "D", Pair: "C"}}
	if _, _, err := record.Assign(readers, 5, "s", time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := record.Write(&text); err != nil {
		t.Fatal(err)
	}
	write(t, demo+"/assigned.json", text.String())
	judgements, err := os.ReadFile(demo + "/judgements.csv")
	if err != nil {
		t.Fatal(err)
	}
	plan := map[string]sample.Assigned{}
	for _, a := range record.Reading() {
		plan[a.Case] = a
	}
	lines := strings.Split(strings.TrimSpace(string(judgements)), "\n")
	lines[0] += ",reader"
	for i, line := range lines[1:] {
		cells := strings.Split(line, ",")
		a := plan[cells[0]]
		read := a.Day < 3 || a.Day == 3 && a.Order%2 == 1
		if begun := a.Day == 3 && a.Reader == "B" && strings.Contains(cells[1], "assessment"); !read && !begun {
			cells[2] = ""
		}
		lines[i+1] = strings.Join(append(cells, a.Reader), ",")
	}
	write(t, demo+"/week.csv", strings.Join(append(lines, "K999,court.assessment.safety,yes,A"), "\n")+"\n")
}
