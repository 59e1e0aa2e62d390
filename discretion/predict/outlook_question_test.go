package predict

import (
	"slices"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// The numbers of cases from which a chance is reached are those of trying each.
func TestWantedSizesAreThoseOfTryingEach(t *testing.T) {
	for _, wanted := range []float64{0.3, 0.6, 0.9, 0.999} {
		p := planOf(t, rules.HalfUp, 40, 1, Assumption{Rate: 0.72, Applies: 1}, Assumption{Rate: 0.7, Applies: 0.4})
		got := outlook(t, p, OutlookOptions{Wanted: wanted})
		var reached [3][]bool // two questions, then the standard
		for n := 1; n <= 40; n++ {
			p.Groups["all"] = discretion.GroupSize{Population: 40, Sample: n}
			at := outlook(t, p, OutlookOptions{})
			for i := range 2 {
				reached[i] = append(reached[i], *at.Questions[i].Right >= wanted-1e-12)
			}
			reached[2] = append(reached[2], *at.Standards[0].Right >= wanted-1e-12)
		}
		for i, w := range []*WantedSize{got.Questions[0].Wanted, got.Questions[1].Wanted, got.Standards[0].Wanted} {
			first := slices.Index(reached[i], true) + 1
			stable := len(reached[i])
			for stable > 1 && reached[i][stable-2] {
				stable--
			}
			if *w.First != first || *w.Stable != stable {
				t.Errorf("wanted %v, %d: first %d, stable %d; by trying each %d and %d", wanted, i, *w.First, *w.Stable, first, stable)
			}
		}
	}
}
