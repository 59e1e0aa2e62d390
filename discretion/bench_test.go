package discretion

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"onecase/discretion/rules"
)

// fullInspection is 65 cases of the 2018 rules with every answer known case by
// case.
func fullInspection(tb testing.TB, seed uint64) *Inspection {
	tb.Helper()
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		tb.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(seed, 1))
	ins := NewInspection(set)
	for _, st := range set.Standards {
		if st.Judged {
			ins.Judged[st.ID] = set.Ratings[rng.IntN(4)].ID
		}
	}
	grid := &Grid{}
	for c := range 65 {
		group := "court"
		if c >= 39 {
			group = "ooc"
		}
		row := make([]Answer, len(set.Questions()))
		for q := range row {
			if set.Questions()[q].Group != group {
				continue
			}
			row[q] = Yes
			if rng.IntN(3) == 0 {
				row[q] = No
			}
			if rng.IntN(5) == 0 {
				row[q] = NA
			}
		}
		grid.Cases = append(grid.Cases, Case{ID: fmt.Sprintf("K%03d", c), Group: group, Answers: row})
	}
	ins.Results.Grid = grid
	ins.Results.CountAnswers(set.Questions())
	ins.Groups["court"], ins.Groups["ooc"] = GroupSize{50, 39}, GroupSize{30, 26}
	return ins
}

// A full inspection with answers case by case, with all swings exact.
func BenchmarkAssess(b *testing.B) {
	ins := fullInspection(b, 1)
	for b.Loop() {
		if _, err := Assess(ins, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// The ratings of a whole inspection from its counts, as often as a simulation
// asks for them.
func BenchmarkRate(b *testing.B) {
	ins := fullInspection(b, 1)
	fixed := map[string]int{}
	for id, rating := range ins.Judged {
		fixed[id], _ = ins.Rules.RatingIndex(rating)
	}
	rater, scale := ins.Rules.Rater(fixed), ins.Rules.Scale("")
	bands, ratings := make([]int, len(ins.Rules.Questions())), make([]int, len(ins.Rules.Standards))
	for b.Loop() {
		for q, r := range ins.Results.Questions {
			bands[q] = scale.Band(r.Yes, r.Of)
		}
		rater.Rate(bands, ratings)
	}
}

// Exact swings of full inspections take no more than the bench says on average:
// none of them sends the search astray.
func TestFullInspectionsAreSettled(t *testing.T) {
	seeds := sweep(40, 100)
	t.Logf("%d inspections", seeds)
	for seed := range uint64(seeds) {
		a := assess(t, fullInspection(t, seed), Options{})
		for _, s := range []*OverallSwing{a.Up, a.Down} {
			if s != nil && s.Reachable && (!s.Exact || *s.Fewest != *s.Most) {
				t.Errorf("seed %d: %+v", seed, s)
			}
		}
	}
}
