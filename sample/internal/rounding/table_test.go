package rounding

import (
	"math"
	"testing"

	"onecase/sample/internal/stream"

	"pgregory.net/rapid"
)

// A table rounds every cell up with its fraction as probability, and the rows
// that no plan misses are those it says it keeps.
func TestTablesKeepEveryFraction(t *testing.T) {
	found := 0
	check(t, 30, 100, func(t *rapid.T) {
		r := randomRounding(t)
		table, _, ok := Table(r, stream.New("table"))
		if !ok {
			return
		}
		found++
		sum, chance := int64(0), make([]float64, len(r.Part))
		plans := make([][]int, len(table))
		up := make([]bool, len(r.Part))
		met := r.Classes()
		for i, p := range table {
			if p.Weight < 1 {
				t.Fatalf("plan %d has the weight %d", i, p.Weight)
			}
			sum += p.Weight
			clear(up)
			for _, c := range p.Up {
				chance[c] += float64(p.Weight) / float64(WeightSum)
				up[c] = true
			}
			plans[i] = p.Up
			met = min(met, r.Met(up))
		}
		if sum != WeightSum {
			t.Fatalf("the weights add up to %d", sum)
		}
		for c, part := range r.Part {
			if math.Abs(chance[c]-part) > 1e-10 {
				t.Errorf("cell %d is rounded up with probability %v, its fraction is %v", c, chance[c], part)
			}
		}
		if met < Kept {
			t.Errorf("a plan breaks a row of class %d, which is never given up", met)
		}
		if missed := r.Misses(plans...); (len(missed) == 0) != (met == r.Classes()) {
			t.Errorf("%d classes of %d are kept, and the rows missed are %v", met, r.Classes(), missed)
		}
	})
	if found == 0 {
		t.Error("no table was found: nothing is shown")
	}
}
