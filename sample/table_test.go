package sample

import (
	"math/big"
	"slices"
)

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
