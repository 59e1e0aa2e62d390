package discretion

import (
	"fmt"
	"math"
	"testing"

	"onecase/sample"
)

// Where chances of being in the sample are far apart a case that was read twice stands for one over
// its own, and for the cases of the sample with its first answer that were not read again; and nothing
// is guaranteed of all cases.
func TestCorrectionWeighsChances(t *testing.T) {
	for _, most := range []float64{0.6, 0.4, 0.9} {
		w, _, _ := weekOf(t, true)
		chance := map[string]float64{}
		g := &w.record.Groups[0]
		g.Inclusion = sample.Inclusion{How: sample.BySimulation, Draws: 1000}
		for i := range 60 {
			id := fmt.Sprintf("K%02d", i+1)
			chance[id] = []float64{0.35, most}[i%2]
			g.Inclusion.Cases = append(g.Inclusion.Cases, sample.CaseChance{ID: id, Chance: chance[id]})
		}
		first := map[string]Answer{}
		var read, again [3]float64
		for _, c := range w.first.Results.Grid.Cases {
			first[c.ID] = c.Answers[0]
			read[c.Answers[0]]++
		}
		for _, c := range w.second.Results.Grid.Cases {
			again[first[c.ID]]++
		}
		yes, all := 0.0, 0.0
		for _, c := range w.second.Results.Grid.Cases {
			a := first[c.ID]
			weight := read[a] / again[a] / chance[c.ID]
			if all += weight; c.Answers[0] == Yes {
				yes += weight
			}
		}
		_, q := w.corrected(t, nil)
		apart := most/0.35 > 1.25
		if c := q.Corrected; c.Weighted != apart || apart && math.Abs(c.Share-yes/all) > 1e-12 || c.Guaranteed == apart ||
			c.Sample.LowCount == 0 {
			t.Errorf("chances of %v: %+v, want a share of %v", most, c, yes/all)
		}
	}
}
