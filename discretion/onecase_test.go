package discretion

import (
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"onecase/discretion/rules"
)

// The cases that alone change a rating are those that do when every way to judge each case
// otherwise is tried, for each standard of the example, with answers changed at random.
func TestAloneIsEveryCaseThatDoesIt(t *testing.T) {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	found, raised := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		ins := smallGrid(t, set)
		before, err := Assess(ins, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, st := range before.Standards {
			if st.Judged || st.Computed == "" {
				continue
			}
			for _, up := range []bool{false, true} {
				turns, known := before.Alone(st, up)
				if !known {
					t.Fatalf("%s: not known", st.ID)
				}
				got := map[string][]string{}
				for _, turn := range turns {
					got[turn.Case] = turn.Questions
				}
				for _, c := range ins.Results.Grid.Cases {
					want := turnsOf(t, ins, before, i, c, up)
					if c.Group == st.Group && !slices.Equal(got[c.ID], want) {
						t.Fatalf("%s, up %v: case %s by %q, and trying finds %q", st.ID, up, c.ID, got[c.ID], want)
					}
					if c.Group == st.Group && len(want) > 0 {
						found++
						if up {
							raised++
						}
					}
				}
			}
		}
	})
	if found == 0 || raised == 0 {
		t.Errorf("%d cases changed a rating, %d raised one: this tests nothing", found, raised)
	}
}

// turnsOf tries every set of a case's answers to a standard's questions. Downwards it gives the
// questions of which one is enough, upwards the fewest that together are.
func turnsOf(t *rapid.T, ins *Inspection, before *Assessment, standard int, c Case, up bool) (least []string) {
	st := before.Standards[standard]
	var ids []string
	for _, q := range st.Questions {
		if c.Answers[q.Place] != NA {
			ids = append(ids, q.ID)
		}
	}
	at, _ := ins.Rules.RatingIndex(st.Computed)
	fewest := len(ids) + 1
	for mask := 1; mask < 1<<len(ids); mask++ {
		n := bits.OnesCount(uint(mask))
		if n > fewest || n > 1 && !up && len(least) > 0 {
			continue
		}
		changed := ins.Clone()
		var turned []string
		for k, id := range ids {
			if mask>>k&1 == 1 {
				turned = append(turned, id)
				if _, err := changed.Flip(c.ID, id); err != nil {
					t.Fatal(err)
				}
			}
		}
		after, err := Assess(changed, Options{})
		if err != nil {
			t.Fatal(err)
		}
		now, _ := ins.Rules.RatingIndex(after.Standards[standard].Computed)
		switch {
		case up && now > at && n < fewest:
			fewest, least = n, turned
		case !up && now < at && n == 1:
			fewest, least = 1, append(least, turned...)
		case !up && now < at:
			fewest, least = n, turned
		}
	}
	return least
}

// smallGrid is an inspection of a few cases with answers at random.
func smallGrid(t *rapid.T, set *rules.Set) *Inspection {
	grid := &Grid{}
	for _, g := range set.Groups {
		for i := range rapid.IntRange(1, 3).Draw(t, "cases") {
			c := Case{ID: g.ID + string(rune('a'+i)), Group: g.ID, Answers: make([]Answer, len(set.Questions()))}
			for _, q := range set.Questions() {
				if q.Group == g.ID {
					c.Answers[q.Place] = Answer(rapid.SampledFrom([]int{0, 1, 1, 2, 2, 2}).Draw(t, "answer"))
				}
			}
			grid.Cases = append(grid.Cases, c)
		}
	}
	grid.sort()
	ins := &Inspection{Rules: set, Groups: map[string]GroupSize{}, Judged: map[string]string{}}
	ins.Results = Results{Questions: make([]Result, len(set.Questions())), Grid: grid}
	for q, question := range set.Questions() {
		ins.Results.Questions[q].Question = question.ID
		ins.Results.countQuestion(q)
	}
	return ins
}
