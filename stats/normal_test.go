package stats

import (
	"math"
	"testing"
)

// Binomial limits of Wilson's are where the normal test just rejects, and those
// of Agresti and Coull lie z standard errors about its middle, for every count
// of samples of up to 200 and at levels down to 1e-7, no yes
// cases and all yes included.
func TestNormalLimitsOfEveryCount(t *testing.T) {
	for _, alpha := range []float64{0.2, 0.1, 0.05, 1e-7} {
		z := Z(1 - alpha)
		for n := 1; n <= sweep(60, 200); n++ {
			size := float64(n)
			for x := 0; x <= n; x++ {
				p := float64(x) / size
				w, err := IntervalFor(IntervalSpec{Method: Wilson, Yes: x, Of: n, Population: Infinite, Confidence: 1 - alpha})
				if err != nil {
					t.Fatal(err)
				}
				for _, limit := range []float64{w.Low, w.High} {
					if off := (p-limit)*(p-limit) - z*z*limit*(1-limit)/size; math.Abs(off) > 1e-10 {
						t.Errorf("wilson %d/%d, %v: %v is off by %v", x, n, alpha, limit, off)
					}
				}
				if w.Low > p || w.High < p {
					t.Errorf("wilson %d/%d, %v: %v to %v", x, n, alpha, w.Low, w.High)
				}
				a, err := IntervalFor(IntervalSpec{Method: AgrestiCoull, Yes: x, Of: n, Population: Infinite, Confidence: 1 - alpha})
				if err != nil {
					t.Fatal(err)
				}
				middle := (float64(x) + z*z/2) / (size + z*z)
				e := z * math.Sqrt(middle*(1-middle)/(size+z*z))
				if math.Abs(a.Low-max(middle-e, 0)) > 1e-10 || math.Abs(a.High-min(middle+e, 1)) > 1e-10 {
					t.Errorf("agresti-coull %d/%d, %v: %v to %v, want %v more or less %v", x, n, alpha, a.Low, a.High, middle, e)
				}
			}
		}
	}
}
