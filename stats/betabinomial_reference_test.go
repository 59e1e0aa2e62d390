package stats

import "testing"

// The equal-tailed limits of a Bayesian with a uniform prior, and of one with
// none (Haldane), for the yes cases of a finite population: 185 rows of exact
// rationals. A tail of exactly half the rest counts as reached.
func TestBetaBinomialLimitsAgainstReferenceRows(t *testing.T) {
	rows := referenceRows[struct {
		Method string
		X      int
		Sample int `json:"n"`
		N      int
		Level  float64
		Low    int `json:"lo_count"`
		High   int `json:"hi_count"`
	}](t, "betabinomial.json")
	compared := 0
	for _, r := range rows {
		prior := 1.0
		if r.Method == "haldane_bb" {
			prior = 0
		}
		if r.Sample == r.N || prior == 0 && (r.X == 0 || r.X == r.Sample) {
			continue // nothing is left to predict, or no distribution
		}
		d := BetaBinomial{N: r.N - r.Sample, Alpha: float64(r.X) + prior, Beta: float64(r.Sample-r.X) + prior}
		tail := (1 - r.Level) / 2
		// A shade below the level, so that a tail of exactly that size is enough.
		low, high := r.X+d.leastReaching(tail-1e-12, 0), r.X+d.leastReaching(1-tail-1e-12, d.N)
		if low != r.Low || high != r.High {
			t.Errorf("%s %d of %d from %d at %v: %d to %d, want %d to %d", r.Method, r.X, r.Sample, r.N, r.Level, low, high, r.Low, r.High)
		}
		compared++
	}
	if compared != 185 {
		t.Errorf("%d rows were compared, want 185", compared)
	}
}
