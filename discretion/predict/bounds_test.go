package predict

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Chances are moved into the bounds, add up to 1, come no farther from any
// chances that lie there, and stay where they are if they do themselves.
func TestWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) []float64 {
			weights := rapid.SliceOfN(rapid.Float64Range(0.001, 1), 4, 4).Draw(t, name)
			sum := 0.0
			for _, w := range weights {
				sum += w
			}
			for i := range weights {
				weights[i] /= sum
			}
			return weights
		}
		truth, simulated := draw("truth"), draw("simulated")
		bounds := make([]Bound, 4)
		for i := range bounds {
			bounds[i] = Bound{truth[i] * rapid.Float64Range(0, 1).Draw(t, "low"),
				truth[i] + (1-truth[i])*rapid.Float64Range(0, 1).Draw(t, "high")}
		}
		moved := within(simulated, bounds)
		sum, before, after := 0.0, 0.0, 0.0
		for i, c := range moved {
			sum += c
			before += (simulated[i] - truth[i]) * (simulated[i] - truth[i])
			after += (c - truth[i]) * (c - truth[i])
			if c < bounds[i].Low || c > bounds[i].High {
				t.Errorf("%v is outside %v", c, bounds[i])
			}
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Errorf("they add up to %v", sum)
		}
		if after > before+1e-12 {
			t.Errorf("from %v to %v, away from %v", simulated, moved, truth)
		}
		for i, c := range within(truth, bounds) {
			if math.Abs(c-truth[i]) > 1e-12 {
				t.Errorf("%v became %v", truth[i], c)
			}
		}
	})
}

// No simulated chance lies outside the bounds that stand beside it, and where
// they leave no choice it is exact.
func TestSimulatedChancesKeepTheirBounds(t *testing.T) {
	seeds := sweep(2, 6)
	t.Logf("%d inspections tried", seeds)
	for seed := range uint64(seeds) {
		r := robust(t, fullInspection(t, seed), Options{Seed: fmt.Sprint(seed), Replicates: 500})
		simulated := 0
		for _, st := range r.Standards {
			if st.Basis != BySimulation {
				continue
			}
			simulated++
			free := false
			for i, b := range st.Bounds {
				if b.High-b.Low > 1e-12 {
					free = true
				}
				if c := st.Chances[i]; c < b.Low || c > b.High {
					t.Errorf("seed %d, %s: %v is outside %v", seed, st.ID, c, b)
				}
			}
			if !free {
				t.Errorf("seed %d, %s: no choice is left, and it is not said to be exact", seed, st.ID)
			}
		}
		if simulated == 0 {
			t.Errorf("seed %d: nothing was simulated", seed)
		}
	}
}
