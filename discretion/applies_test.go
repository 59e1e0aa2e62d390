package discretion

import (
	"fmt"
	"slices"
	"testing"
	"time"

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
		grid, answers, wrong, without, read := &Grid{}, 0, 0, 0, 0
		for i, c := 0, code; i < 3; i, c = i+1, c/6 {
			k := Case{ID: string(rune('A' + i)), Group: "all", Answers: make([]Answer, len(set.Questions()))}
			cell, answer := c%2, c/2%3
			status.Sample = append(status.Sample, sample.Chosen{ID: k.ID, Cell: cell})
			switch answer {
			case no:
				read += cell
				k.Answers[at] = No
				answers++
				if cell == 0 {
					wrong++
				}
			case waits:
				k.Waiting = []int{at}
			case none:
				read += cell
				without += cell
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
		if without > 0 && read == population && answers == population-without {
			want = answers // every case that it may apply to was read
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

// Where the record tells to how many eligible cases a question applies, ratings and estimates are of
// just so many, and their limits leave no more open than the cases of it that were not read: in a draw that
// is matched or stratified, with a case that had to be drawn, and from totals.
func TestLimitsOfAQuestionThatAppliesToSomeCases(t *testing.T) {
	set := itemSet(t, "")
	for name, change := range map[string]func(*sample.Design){
		"matched":    func(*sample.Design) {},
		"stratified": func(d *sample.Design) { d.Method, d.Least = sample.Stratified, 1 },
		"included": func(d *sample.Design) {
			d.Include = []sample.Forced{{ID: "C02", Reason: "asked for"}, {ID: "C01", Reason: "asked for"}}
		},
	} {
		f := &sample.Frame{Variables: []sample.Variable{{Name: "gender", Categories: []string{"female", "male"}},
			{Name: "rosh", Categories: []string{"high", "low"}}}}
		high := map[string]bool{}
		for i := range 30 {
			c := sample.Case{ID: fmt.Sprintf("C%02d", i+1), Group: "all", Values: []string{[]string{"female", "male"}[i%2], "low"}}
			if i%3 == 1 {
				c.Values[1], high[c.ID] = "high", true
			}
			f.Cases = append(f.Cases, c)
		}
		design := sample.DefaultDesign()
		design.Sizes = map[string]int{"all": 21}
		change(&design)
		plan, err := sample.NewPlan(f, nil, design)
		if err != nil {
			t.Fatal(err)
		}
		draw, err := plan.Draw("so many")
		if err != nil {
			t.Fatal(err)
		}
		record := sample.NewRecord(draw, sample.ListSource{Name: "cases.csv"}, set.ID, time.Now())
		status, err := record.Status("all")
		if err != nil {
			t.Fatal(err)
		}
		text, yes, of := "case_id,question,answer\n", 0, 0
		for _, c := range status.Sample {
			answer := "na"
			if high[c.ID] {
				answer = [2]string{"yes", "no"}[of%2]
				of, yes = of+1, yes+(of+1)%2
			}
			text += c.ID + ",s.low," + answer + "\n"
		}
		for _, totals := range []bool{false, true} {
			if totals && name != "matched" {
				continue // totals do not weigh cases
			}
			ins := judgedAs(t, set, text)
			if totals {
				ins = judgedAs(t, set, fmt.Sprintf("question,yes,of\ns.low,%d,%d\n", yes, of))
			}
			if _, err := ins.UseRecord(record); err != nil {
				t.Fatal(err)
			}
			low, high := float64(yes)/float64(len(high)), float64(yes+len(high)-of)/float64(len(high))
			all, err := Assess(ins, Options{})
			if err != nil {
				t.Fatal(err)
			}
			at := slices.IndexFunc(all.Standards[0].Results, func(q QuestionAssessment) bool { return q.Question.ID == "s.low" })
			q := all.Standards[0].Results[at]
			if q.Of != of || q.Yes != yes || q.Result.Population != 10 || *q.Low < low-1e-9 || *q.High > high+1e-9 || *q.Low > *q.High {
				t.Errorf("%s, totals %v: %+v from %v to %v, want within %v to %v", name, totals, q, *q.Low, *q.High, low, high)
			}
			for _, by := range []string{"", "rosh"} {
				if by != "" && totals {
					continue
				}
				e := estimates(t, ins, record, EstimateOptions{By: by})
				for _, q := range e.Questions {
					if q.Category == "low" || q.Population != 10 || q.PopulationSource != PopulationGiven || q.TakenForAll || q.Estimate.Of != of ||
						q.Interval.Method != stats.DesignBeta && (q.Interval.Low < low-1e-9 || q.Interval.High > high+1e-9) {
						t.Errorf("%s, totals %v, by %q: %+v, want within %v to %v", name, totals, by, q, low, high)
					}
				}
			}
		}
	}
}
