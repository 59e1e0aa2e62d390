package predict

import (
	"math/rand/v2"
	"slices"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// Every case stands for N/m cases rounded up or down, they sum to N, and no
// exchange of two cases brings the questions nearer to the inspection's shares.
func TestCopiesAreNearestToTheShares(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 13))
	for range 40 {
		m, questions := 2+rng.IntN(30), 1+rng.IntN(5)
		ins := ofPatterns(oneStandard(t, questions, rules.HalfUp), 100, randomPatterns(rng, m, questions)...)
		grid, N := ins.Results.Grid, 1+rng.IntN(90)
		copies := caseCopies(grid, "all", ins.Rules.Questions(), ins.Rules.QuestionScales(""), N)
		// off is the squared distance from the shares, in parts of 1/m of a case.
		off := func(copies []int) int {
			sum := 0
			for q := range questions {
				for _, of := range []func(discretion.Answer) bool{func(a discretion.Answer) bool { return a != discretion.NA }, func(a discretion.Answer) bool { return a == discretion.Yes }} {
					d := 0
					for row, n := range copies {
						if of(grid.Cases[row].Answers[q]) {
							d += n*m - N
						}
					}
					sum += d * d
				}
			}
			return sum
		}
		sum := 0
		for _, n := range copies {
			sum += n
			if n != N/m && n != (N+m-1)/m {
				t.Errorf("%d of %d cases: one stands for %d", m, N, n)
			}
		}
		if sum != N {
			t.Errorf("%d cases stand for %d, not %d", m, sum, N)
		}
		least := off(copies)
		for up := range copies {
			for down := range copies {
				if copies[up] >= copies[down] {
					continue
				}
				other := slices.Clone(copies)
				other[up], other[down] = copies[down], copies[up]
				if off(other) < least {
					t.Errorf("%d of %d cases: exchanging %d and %d is nearer", m, N, up, down)
				}
			}
		}
	}
}

// Where whole cases cannot have the band that was found, that is said.
func TestOutlookSaysWhereTheBandIsAnother(t *testing.T) {
	set := oneStandard(t, 2, rules.HalfUp)
	ins := ofPatterns(set, 8, "11", "11", "01", "0-", "11", "00", "10", "1-")
	p, err := OutlookPlanFrom(ins, 0.5)
	if err != nil {
		t.Fatal(err)
	}
	for N, want := range map[int]string{
		16: "",
		9:  "s.q1: a rate of 62.5% is requires-improvement; of the 9 cases it is taken to apply to 6 are yes, 66.7%, which is good",
	} {
		p.Groups["all"] = discretion.GroupSize{Population: N, Sample: 6}
		got := ""
		for _, w := range outlook(t, p, OutlookOptions{Replicates: 10}).Warnings {
			if w.Code == "assumed-band" && got == "" {
				got = w.Message
			}
		}
		if got != want {
			t.Errorf("of %d: %q, want %q", N, got, want)
		}
	}
}
