package discretion

import (
	"slices"
	"testing"

	"onecase/sample"
	"onecase/stats"
)

// Of a question that applies to cases of one cell alone, what three cases answer decides whether it is known
// how many eligible cases it applies to: all of that cell, where each of its cases that was read has an answer
// or waits for one. An answer of another cell is a problem. From totals more answers than there are such cases
// tell that the list calls them otherwise. Everything small is tried.
func TestWhomAQuestionAppliesTo(t *testing.T) {
	set := itemSet(t, "")
	at, _ := set.QuestionIndex("s.low") // it applies where rosh is not low
	const no, waits, none = 0, 1, 2     // what a case answers
	for code := range 6 * 6 * 6 * 3 * 2 * 2 {
		population, matched, totals := []int{0, 2, 5}[code/216%3], code/648%2 == 0, code/1296 == 1
		ins, record, status := NewInspection(set), &sample.Record{Groups: []sample.GroupDraw{{Group: "all", Population: population + 9,
			Cells: []sample.DrawnCell{{Values: []int{0}, Population: 9}, {Values: []int{1}, Population: population}}}}}, &sample.Status{}
		name := "gender"
		if matched {
			name = "ROSH"
		}
		record.Groups[0].Variables = []sample.DrawnVariable{{Name: name,
			Categories: []sample.DrawnCategory{{Category: "low"}, {Category: "high"}}}}
		grid, answers, wrong, without := &Grid{}, 0, 0, 0
		for i, c := 0, code; i < 3; i, c = i+1, c/6 {
			k := Case{ID: string(rune('A' + i)), Group: "all", Answers: make([]Answer, len(set.Questions()))}
			cell, answer := c%2, c/2%3
			status.Sample = append(status.Sample, sample.Chosen{ID: k.ID, Cell: cell})
			switch answer {
			case no:
				k.Answers[at] = No
				answers++
				if cell == 0 {
					wrong++
				}
			case waits:
				k.Waiting = []int{at}
			case none:
				if cell == 1 {
					without++
				}
			}
			grid.Cases = append(grid.Cases, k)
		}
		ins.Results.Grid = grid
		ins.Results.CountAnswers(set.Questions())
		few := answers > population && population == 0
		if totals {
			ins.Results.Grid = nil
			few, wrong, without = answers > population, 0, 0
		}
		if few || !matched {
			wrong, without = 0, 0
		}
		var warnings stats.Warnings
		err := ins.useApplies(ins.applying(record, "all", status), &warnings)
		want := 0
		if matched && !few && without == 0 {
			want = population
		}
		if got := ins.Results.Questions[at].Population; got != want || (err == nil) != (wrong == 0) ||
			warned(warnings, "applies-few") != (few && matched) || warned(warnings, "applies-na") != (without > 0) ||
			warned(warnings, "applies-unknown") == matched {
			t.Fatalf("%+v of cells %+v, %d eligible, totals %v: applies to %d, want %d, %v, %v", grid.Cases, status.Sample, population,
				totals, got, want, err, warnings)
		}
		if n, known := Applying(record, set)[at]; known != matched || known && n != population {
			t.Fatalf("it applies to %d, known %v", n, known)
		}
	}
}

// A record is refused that has no group of the rules, and two records are of one draw by their digests.
func TestGroupsOfARecord(t *testing.T) {
	set := ladder(t, 2, 1, 1, ladders[0]...)
	for _, groups := range [][]string{nil, {"g0"}, {"g1", "other"}, {"other"}, {"other", "more"}} {
		record := &sample.Record{}
		for _, id := range groups {
			record.Groups = append(record.Groups, sample.GroupDraw{Group: id})
		}
		shared := slices.Contains(groups, "g0") || slices.Contains(groups, "g1")
		if err := CheckGroups(record, set); (err == nil) != shared {
			t.Errorf("%v: %v", groups, err)
		}
	}
	one, other := smallRecord(t, 4), smallRecord(t, 5)
	for _, c := range []struct {
		a, b *sample.Record
		want bool
	}{{one, one, true}, {one, other, false}, {one, nil, false}, {nil, one, false}, {nil, nil, false}} {
		a, b := NewInspection(set), NewInspection(set)
		a.Record, b.Record = c.a, c.b
		if got := SameDraw(a, b, "both", ""); (len(got) == 1) != c.want || c.want && got[0].Code != "same-draw" {
			t.Errorf("%v", got)
		}
	}
}
