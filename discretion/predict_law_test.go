package discretion

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"onecase/stats"
)

// The laws are those of package stats, which holds its tails to exact whole
// numbers: small, large, skewed and highest at both ends.
func TestLawsAgreeWithStats(t *testing.T) {
	check := func(l law, prob, cdf func(float64) float64) {
		sum := 0.0
		for i, p := range l.p {
			sum += p
			if want := prob(float64(l.from + i)); math.Abs(p-want) > 1e-12*want+1e-18 && len(l.p) < 1000 {
				t.Errorf("%d: %v, want %v", l.from+i, p, want)
			}
			if want := cdf(float64(l.from + i)); math.Abs(sum-want) > 1e-11 {
				t.Errorf("up to %d: %v, want %v", l.from+i, sum, want)
			}
		}
	}
	for _, b := range []stats.BetaBinomial{{N: 12, Alpha: 31.5, Beta: 8.5}, {N: 1, Alpha: 0.5, Beta: 4.5}, {N: 40, Alpha: 0.3, Beta: 0.2},
		{N: 40, Alpha: 0.5, Beta: 30.5}, {N: 40, Alpha: 30.5, Beta: 0.5}, {N: 3000, Alpha: 40.5, Beta: 2.5}} {
		check(betaBinomialLaw(b.N, b.Alpha, b.Beta), b.Prob, b.CDF)
	}
	for _, h := range []stats.Hypergeometric{{N: 51, K: 41, Draws: 39}, {N: 51, K: 0, Draws: 39}, {N: 30, K: 30, Draws: 26}, {N: 20, K: 19, Draws: 20}, {N: 9000, K: 3, Draws: 4000}, {N: 100000, K: 44000, Draws: 3000}} {
		check(hypergeometricLaw(h.N, h.K, h.Draws), h.Prob, h.CDF)
	}
	for _, b := range []distuv.Binomial{{N: 39, P: 0.9}, {N: 4, P: 0.01}, {N: 1000, P: 0.5}} {
		check(binomialLaw(int(b.N), b.P), b.Prob, b.CDF)
	}
}

// Where a question may apply to thousands of unread cases, numbers of them are
// taken together; the chances stay within 1e-5 of the full sum.
func TestManyApplicableCases(t *testing.T) {
	s := youth(t, HalfUp)
	for _, test := range []struct{ yes, of, read, unread int }{{18, 28, 40, 3000}, {80, 100, 110, 4000}} {
		p := prediction{scale: s, prior: Jeffreys, yes: test.yes, of: test.of, unread: unread{cases: test.unread, read: test.read}}
		want := make([]float64, 4)
		applicable := p.applicable()
		if len(applicable.p) <= mostApplicable {
			t.Fatalf("%+v has only %d numbers", test, len(applicable.p))
		}
		for i, weight := range applicable.p {
			yes := p.nextYes(applicable.from + i)
			yes.from += p.yes
			for b, c := range yes.bands(s, p.of+applicable.from+i) {
				want[b] += weight * c
			}
		}
		near(t, fmt.Sprintf("%+v", test), p.bands(), want, 1e-5)
	}
	// Above mostUnknown the population is taken for endless.
	p := prediction{scale: s, prior: Jeffreys, yes: 18, of: 28, unread: unread{cases: mostUnknown, read: 40}}
	near(t, "many", p.bands(), p.endless(), 1e-3)
}
