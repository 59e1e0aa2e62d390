package discretion

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats"
)

// failing is an inspection of one standard with two questions in which some cases
// count as failed.
func failing(t *testing.T, patterns []string, failed ...string) (*Inspection, []string) {
	t.Helper()
	ins := NewInspection(ladder(t, 1, 1, 2, 50, 65, 80))
	ins.Groups["g0"] = GroupSize{Population: 20}
	ins.Results.Grid = &Grid{}
	for i, p := range patterns {
		row := make([]Answer, len(p))
		for q := range p {
			row[q] = map[byte]Answer{'1': Yes, '0': No, '-': NA}[p[q]]
		}
		grid := ins.Results.Grid
		grid.Cases = append(grid.Cases, Case{ID: fmt.Sprint("C", i), Group: "g0", Answers: row})
	}
	ins.Results.CountAnswers(ins.Rules.Questions())
	var said []string
	var warnings stats.Warnings
	ins.fail("g0", &sample.Status{Failed: failed}, &warnings, applying{})
	for _, w := range warnings {
		said = append(said, w.Code+": "+w.Message)
	}
	ins.Results.CountAnswers(ins.Rules.Questions())
	return ins, said
}

// A case that counts as failed has no on every question, and none of them can
// differ: it is never offered as one that would change a rating.
func TestFailedCasesAreHeld(t *testing.T) {
	patterns := []string{"10", "11", "01", "10", "11", "-0", "11", "0-", "11", "11"}
	ins, said := failing(t, patterns, "C1", "C2", "C5")
	want := []string{
		"counted-failed: 3 cases of g0 counted as no on every question, as the record says: C1, C2, C5",
		"answers-ignored:  has answers that are taken as no, as the record counts the case as failed: C1 (2 yes answers), C2 (1 yes answer)",
	}
	if strings.Join(said, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q", said)
	}
	a := assess(t, ins, Options{})
	for _, s := range []*Swing{a.Standards[0].Up, a.Standards[0].Down} {
		if s == nil {
			continue
		}
		for _, id := range s.Cases {
			if slices.ContainsFunc(ins.Results.Grid.Cases, func(c Case) bool { return c.ID == id && c.Held }) {
				t.Errorf("%s is offered, to %s", id, s.To)
			}
		}
	}
	// The fewest cases that raise the standard, by trying every set of the others.
	grid, least := ins.Results.Grid, len(patterns)+1
	band := func(q, yes int) int {
		return bandByHand(yes, ins.Results.Questions[q].Of, rules.HalfUp, []int{50, 65, 80})
	}
	for set := range 1 << len(patterns) {
		size, ok := 0, true
		yes := [2]int{ins.Results.Questions[0].Yes, ins.Results.Questions[1].Yes}
		for c := range patterns {
			if set>>c&1 == 0 {
				continue
			}
			size++
			ok = ok && !grid.Cases[c].Held
			for q := range yes {
				if grid.Cases[c].Answers[q] == No {
					yes[q]++
				}
			}
		}
		if ok && band(0, yes[0]) > 0 && band(1, yes[1]) > 0 {
			least = min(least, size)
		}
	}
	if up := a.Standards[0].Up; up == nil || *up.Fewest != least || !up.Exact {
		t.Errorf("up %+v, by every set %d", up, least)
	}
	if _, err := ins.Flip("C1", "s0.q0"); err == nil ||
		err.Error() != "the record counts case C1 as failed, so its answers are no and cannot differ" {
		t.Errorf("%v", err)
	}
}

// Where held cases alone keep a question down, nothing raises it.
func TestHeldCasesCanKeepARating(t *testing.T) {
	ins, _ := failing(t, []string{"11", "11", "11", "01"}, "C0", "C1", "C2")
	st := assess(t, ins, Options{}).Standards[0]
	if st.Up != nil || st.Results[0].Up != nil {
		t.Errorf("up %+v, question %v", st.Up, st.Results[0].Up)
	}
	for _, f := range st.Flags {
		if f.Criterion == rules.OneCaseSwing && *f.Fires {
			t.Errorf("%+v", f)
		}
	}
}

// A population that is given and not the record's is warned of; ids that look like those of the sample
// are one question from two on, with the first three of them.
func TestPopulationsAndIDsOfTheRecord(t *testing.T) {
	record := recordedFrame(t, nil)
	for _, given := range []int{0, 1, 49, 50, 51} {
		ins := judged(t, record)
		ins.Groups["court"] = GroupSize{Population: given}
		if list, err := ins.UseRecord(record); err != nil || warned(list, "other-population") != (given > 0 && given != 50) {
			t.Errorf("%d given: %v, %v", given, list, err)
		}
	}
	for n := 1; n < 6; n++ {
		var text strings.Builder
		text.WriteString("case_id,question,answer\n")
		for _, c := range record.Groups[0].Selected[:n] {
			text.WriteString(strings.ToLower(c.ID) + ",court.assessment.safety,yes\n")
		}
		ins := youth2018(t)
		if _, err := ins.AddJudgements(table(text.String())); err != nil {
			t.Fatal(err)
		}
		_, err := ins.UseRecord(record)
		one := fmt.Sprintf("%d cases have judgements and are not in the sample, but ids that look the same are: is ", n)
		if err == nil || strings.Contains(err.Error(), one) != (n > 1) ||
			strings.Contains(err.Error(), fmt.Sprintf(" and %d more?", n-3)) != (n > 3) {
			t.Errorf("%d ids: %v", n, err)
		}
	}
}
