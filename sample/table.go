package sample

import (
	"slices"

	"onecase/sample/internal/rounding"
)

// A Table is a set of ways to round the cells of a group, each with a weight: a
// design in the sense of Goodman and Kish (1950), which can be published and
// checked before the seed is known. A draw follows one plan, whose probability is
// its weight over [WeightSum].
type Table []TablePlan

// A TablePlan is one plan of a table: the cells, by number from 0, that give
// one case more than the whole part of their expected number.
type TablePlan struct {
	Weight int64 `json:"weight"`
	Up     []int `json:"up"`
}

// WeightSum is what the weights of a table add up to.
const WeightSum int64 = rounding.WeightSum

const (
	maxTableCells = 200 // open cells for which a table is made
	maxSpareCells = 40  // the same for reserves, whose chances nobody estimates from
)

// tableCells is how many open cells a round may have and still get a table.
func (s *roundSpec) tableCells() int {
	if s.spare {
		return maxSpareCells
	}
	return maxTableCells
}

// Pick returns the number of the plan that r falls on, where r is from 0 to
// WeightSum-1 and each plan holds as many numbers, in order, as its weight.
func (t Table) Pick(r int64) int {
	for i, p := range t {
		if r < p.Weight {
			return i
		}
		r -= p.Weight
	}
	panic("sample: a number beyond the weights of the plan table")
}

// An outcome is one way that a round may go.
type outcome struct {
	chance float64
	take   []int // per cell: the cases drawn, without those taken whatever the seed
}

// outcomes lists what each plan takes from the cells, on top of what every plan
// takes; without a table that is the one outcome.
func (t Table) outcomes(base []int) []outcome {
	if len(t) == 0 {
		return []outcome{{1, base}}
	}
	out := make([]outcome, len(t))
	for i, plan := range t {
		take := slices.Clone(base)
		for _, c := range plan.Up {
			take[c]++
		}
		out[i] = outcome{float64(plan.Weight) / float64(WeightSum), take}
	}
	return out
}

// outcomes lists what a round may take, where that follows from its plans; else nil.
func (r *Round) outcomes() []outcome {
	switch r.Method {
	case ByShare:
		return []outcome{{1, r.Take}}
	case ByTable:
		return r.Table.outcomes(r.Base)
	}
	return nil
}
