package predict

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"onecase/discretion/rules"
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
	for _, h := range []stats.Hypergeometric{{N: 51, K: 41, Draws: 39}, {N: 51, K: 0, Draws: 39},
		{N: 30, K: 30, Draws: 26}, {N: 20, K: 19, Draws: 20}, {N: 9000, K: 3, Draws: 4000}, {N: 100000, K: 44000, Draws: 3000}} {
		check(hypergeometricLaw(h.Draws, h.N, h.K), h.Prob, h.CDF)
	}
	for _, b := range []distuv.Binomial{{N: 39, P: 0.9}, {N: 4, P: 0.01}, {N: 1000, P: 0.5}} {
		check(binomialLaw(int(b.N), b.P), b.Prob, b.CDF)
	}
}

// everyNumber is prediction.bands by the full sum: every number of unread cases
// that the question can apply to, one by one.
func everyNumber(p prediction) []float64 {
	chances := make([]float64, p.scale.Bands())
	applicable := p.applicable()
	for i, weight := range applicable.p {
		yes := p.nextYes(applicable.from + i)
		yes.from += p.yes
		for b, c := range yes.bands(p.scale, p.of+applicable.from+i) {
			chances[b] += weight * c
		}
	}
	return chances
}

// Where a question may apply to thousands of unread cases, numbers of them are
// taken together; the chances stay within 5e-4 of the full sum: small and large
// samples, on and off a boundary, rare and common questions, several priors, with
// and without rounding.
func TestManyApplicableCases(t *testing.T) {
	type one struct {
		yes, of, read, unread int
		prior                 Prior
	}
	tests := []one{
		{2, 4, 26, 2500, Prior{0.1, 0.2}}, {13, 22, 39, 1500, Prior{6, 4}}, {80, 100, 110, 4000, Jeffreys},
		{18, 28, 40, 2000, Jeffreys}, {2, 4, 26, 3500, Jeffreys}, {0, 6, 30, 1500, Jeffreys}, {1, 1, 2, 1500, Jeffreys},
		{64, 99, 300, 4000, Jeffreys}, {130, 200, 206, 4000, Jeffreys}, {1, 2, 40, 2500, Jeffreys}, {13, 22, 39, 1500, Uniform},
	}
	tests = tests[:sweep(4, len(tests))]
	t.Logf("%d questions tried", len(tests))
	for _, rounding := range []rules.Rounding{rules.HalfUp, rules.None} {
		s := youth(t, rounding)
		for _, test := range tests {
			p := prediction{scale: s, prior: test.prior, yes: test.yes, of: test.of, unread: unread{cases: test.unread, read: test.read}}
			if n := len(p.applicable().p); n <= mostApplicable && test.of+1 < test.read {
				t.Fatalf("%+v has only %d numbers", test, n)
			}
			near(t, fmt.Sprintf("%+v", test), p.bands(), everyNumber(p), 5e-4)
		}
	}
}

// Up to mostApplicable numbers the chances are those of the full sum, whatever is
// known of the question.
func TestFewApplicableCases(t *testing.T) {
	s := youth(t, rules.HalfUp)
	for of := 1; of <= 30; of += 7 {
		for yes := 0; yes <= of; yes++ {
			for _, unreadCases := range []int{0, 1, 4, 11, 120} {
				p := prediction{scale: s, prior: Jeffreys, yes: yes, of: of, unread: unread{cases: unreadCases, read: of + 5}}
				near(t, fmt.Sprintf("%d of %d, %d unread", yes, of, unreadCases), p.bands(), everyNumber(p), 1e-13)
			}
		}
	}
}

// Above mostUnknown the applicable cases are taken for endless, which changes a
// chance by less than 0.001.
func TestUnknownOfVeryManyCases(t *testing.T) {
	s := youth(t, rules.HalfUp)
	tests := [][3]int{{13, 22, 39}, {2, 4, 26}, {2, 3, 900}}
	tests = tests[:sweep(1, len(tests))]
	t.Logf("%d questions tried", len(tests))
	for _, test := range tests {
		p := prediction{scale: s, prior: Jeffreys, yes: test[0], of: test[1], unread: unread{read: test[2]}}
		p.unread.cases = mostUnknown*test[2]/test[1] + 1
		if !p.tooMany() {
			t.Fatal(test)
		}
		near(t, fmt.Sprint(test), p.bands(), p.endless(), 0)
		p.unread.cases--
		if p.tooMany() {
			t.Fatal(test)
		}
		near(t, fmt.Sprint(test), p.bands(), p.endless(), 1e-3)
	}
}

// To how many cases a question applies is too much to follow only where it is open: one that applied to every case
// read applies to every other.
func TestTooManyUnreadCases(t *testing.T) {
	for _, c := range []struct {
		of   int
		u    unread
		want bool
	}{
		{5, unread{cases: 2 * mostUnknown, read: 10}, false},
		{5, unread{cases: 2*mostUnknown + 1, read: 10}, true},
		{10, unread{cases: 2*mostUnknown + 1, read: 10}, false},
		{5, unread{cases: 2*mostUnknown + 1, known: true}, false},
		{0, unread{cases: 2*mostUnknown + 1, read: 10}, false},
		{5, unread{endless: true}, false},
	} {
		if got := (prediction{of: c.of, unread: c.u}).tooMany(); got != c.want {
			t.Errorf("%d, %+v: %v", c.of, c.u, got)
		}
	}
}
