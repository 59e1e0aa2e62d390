package sample

import (
	"math/big"
	"slices"
	"testing"
)

// Each plan is picked by as many numbers as its weight, in order.
func TestPlansArePickedByTheirWeights(t *testing.T) {
	for _, weights := range [][]int64{{1}, {2, 3}, {1, 1, 1}, {3, 0, 2}} {
		var table Table
		var want, got []int
		for i, w := range weights {
			table = append(table, TablePlan{Weight: w})
			want = append(want, slices.Repeat([]int{i}, int(w))...)
		}
		for r := range want {
			got = append(got, table.Pick(int64(r)))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", weights, got, want)
		}
	}
}

// up is 1 for a cell that gives one case more, else 0.
func (p *TablePlan) up(cell int) int {
	if _, ok := slices.BinarySearch(p.Up, cell); ok {
		return 1
	}
	return 0
}

// chance returns, for each of n cells, the probability that it gives the one
// case more, exact but for the last rounding.
func (t Table) chance(n int) []float64 {
	sums := make([]int64, n)
	for _, p := range t {
		for _, c := range p.Up {
			sums[c] += p.Weight
		}
	}
	chance := make([]float64, n)
	for c, s := range sums {
		chance[c], _ = big.NewRat(s, WeightSum).Float64()
	}
	return chance
}
