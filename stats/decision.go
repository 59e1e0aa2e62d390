package stats

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/big"

	"onecase/stats/phrase"
)

// A DecisionSpec says between which two shares a small sample has to decide,
// and how often it may be wrong. It is the plan of lot quality assurance
// sampling, and of acceptance sampling with yes for sound.
type DecisionSpec struct {
	Low        float64    `json:"low"`                    // a share this low or lower is to be called low
	High       float64    `json:"high"`                   // a share this high or higher is to be called high
	Risks      [2]float64 `json:"risks"`                  // of calling a low population high, and a high one low, at most
	Population int        `json:"population" null:"zero"` // N, or Infinite
}

// A DecisionRule calls a population high if more than Limit of Sample cases
// are yes, else low.
type DecisionRule struct {
	DecisionSpec
	Sample int `json:"sample"` // n, the least that keeps both risks
	Limit  int `json:"limit"`  // the most yes answers at which the share is called low: d, the least for that n
	// LowCount and HighCount are the yes cases of the populations at which
	// the risks are greatest: floor(N Low) and ceil(N High). 0 without a
	// population.
	LowCount, HighCount int
	ActualRisks         [2]float64 `json:"achieved_risks"` // those that the rule runs, counted out
	Steps               []Step     `json:"steps"`          // the derivation
	Warnings            Warnings   `json:"warnings"`
}

// DecisionSize returns the smallest sample, and its limit, that tells a low
// population from a high one with both risks kept: exact, by the
// hypergeometric distribution (binomial without a population). Source:
// Lemeshow and Taber (1991), Lot quality assurance sampling: single- and
// double-sampling plans; the plan of Dodge and Romig (1929).
//
// It returns [ErrNoSample] where even the whole population would not tell.
func DecisionSize(spec DecisionSpec) (DecisionRule, error) {
	if err := checkShares(namedShare{"low share", spec.Low}, namedShare{"high share", spec.High},
		namedShare{"risk of calling low high", spec.Risks[0]}, namedShare{"risk of calling high low", spec.Risks[1]}); err != nil {
		return DecisionRule{}, err
	}
	if spec.Low >= spec.High {
		return DecisionRule{}, fmt.Errorf("stats: the low share of %v has to be below the high one of %v", spec.Low, spec.High)
	}
	if err := checkPopulation(spec.Population); err != nil {
		return DecisionRule{}, err
	}
	low, high := countBelow(spec.Low, spec.Population), countAbove(spec.High, spec.Population)
	rule := DecisionRule{DecisionSpec: spec, LowCount: low.K, HighCount: high.K}
	most := cmp.Or(spec.Population, maxBinomialSample)
	limit := 0
	for n := 1; n <= most; n++ {
		// The least limit that keeps the first risk never falls as n grows.
		for low.exceeds(n, limit, true, spec.Risks[0]) {
			limit++
		}
		if limit < n && !high.exceeds(n, limit, false, spec.Risks[1]) {
			rule.Sample, rule.Limit = n, limit
			rule.ActualRisks = [2]float64{low.above(n, limit), high.atMost(n, limit)}
			rule.explain(low, high)
			if n == spec.Population {
				rule.Warnings.Add("census", "allow greater risks, or set the two shares further apart", "Every case has to be read.")
			}
			return rule, nil
		}
	}
	return DecisionRule{}, fmt.Errorf("%w: up to %d cases, none tells %v from %v at those risks", ErrNoSample, most, spec.Low, spec.High)
}

// explain fills in the steps.
func (r *DecisionRule) explain(low, high yesCount) {
	const source = "Lemeshow and Taber 1991"
	numbers := fmt.Sprintf("n = %d, d = %d, ", r.Sample, r.Limit)
	r.Steps = []Step{
		{"sample", "least n for which some d keeps both risks",
			fmt.Sprintf("risks of at most %s and %s", phrase.Share(r.Risks[0]), phrase.Share(r.Risks[1])), float64(r.Sample), source},
		{"risk of calling low high", "P(X > d) where K = floor(N low)", numbers + low.text(), r.ActualRisks[0], source},
		{"risk of calling high low", "P(X <= d) where K = ceil(N high)", numbers + high.text(), r.ActualRisks[1], source},
	}
}

// ErrNoSample says that what was asked is in order but no sample, however
// large, achieves it.
var ErrNoSample = errors.New("stats: no sample is large enough")

// maxBinomialSample ends the search for a sample from a population without
// end.
const maxBinomialSample = 100_000

// A yesCount is the number of yes cases in samples of various sizes from one
// population: K of N, or a share of one without end.
type yesCount struct {
	N, K  int
	share float64
}

// countBelow returns the most yes cases whose share of N is at most the given one.
func countBelow(share float64, N int) yesCount {
	if N == Infinite {
		return yesCount{share: share}
	}
	K := int(wholePart(decimal(share), int64(N)))
	return yesCount{N: N, K: K, share: float64(K) / float64(N)}
}

// countAbove returns the fewest yes cases whose share of N is at least the given one.
func countAbove(share float64, N int) yesCount {
	if N == Infinite {
		return yesCount{share: share}
	}
	K := N - int(wholePart(new(big.Rat).Sub(big.NewRat(1, 1), decimal(share)), int64(N)))
	return yesCount{N: N, K: K, share: float64(K) / float64(N)}
}

// text says which distribution the yes cases of a sample have.
func (y yesCount) text() string {
	if y.N == Infinite {
		return "binomial with " + phrase.Share(y.share)
	}
	return fmt.Sprintf("K = %d of N = %d", y.K, y.N)
}

// atMost returns P(X <= x) in a sample of n.
func (y yesCount) atMost(n, x int) float64 {
	if y.N == Infinite {
		return Binomial{n, y.share}.atMost(x)
	}
	return Hypergeometric{N: y.N, K: y.K, Draws: n}.atMost(x)
}

// above returns P(X > x) in a sample of n.
func (y yesCount) above(n, x int) float64 {
	if y.N == Infinite {
		return Binomial{n, y.share}.atLeast(x + 1)
	}
	return Hypergeometric{N: y.N, K: y.K, Draws: n}.atLeast(x + 1)
}

// exceeds tells whether P(X <= x), or with above P(X > x), is more than a risk.
func (y yesCount) exceeds(n, x int, above bool, risk float64) bool {
	p := y.atMost(n, x)
	if above {
		p = y.above(n, x)
	}
	if d := p - risk; math.Abs(d) > nearFresh*risk || !y.affordable(n, x) {
		return d > 0
	}
	exact := y.exactAtMost(n, x)
	if above {
		exact.Sub(big.NewRat(1, 1), exact)
	}
	return exact.Cmp(decimal(risk)) > 0
}

// affordable tells whether exactAtMost takes a moment only. Beyond that a risk
// closer than nearFresh is decided in float64.
func (y yesCount) affordable(n, x int) bool {
	if y.N == Infinite {
		return n <= 2000
	}
	return affordable(Hypergeometric{N: y.N, K: y.K, Draws: n}, x)
}

// exactAtMost returns P(X <= x) as a fraction.
func (y yesCount) exactAtMost(n, x int) *big.Rat {
	if y.N != Infinite {
		all := new(big.Int).Binomial(int64(y.N), int64(n))
		return new(big.Rat).SetFrac(sumWays(Hypergeometric{N: y.N, K: y.K, Draws: n}, 0, x), all)
	}
	// Over the denominator of share^n: sum C(n, k) a^k (b-a)^(n-k).
	share := decimal(y.share)
	a, rest := share.Num(), new(big.Int).Sub(share.Denom(), share.Num())
	sum, term := new(big.Int), new(big.Int)
	for k := int64(0); k <= int64(min(x, n)); k++ {
		term.Binomial(int64(n), k)
		term.Mul(term, new(big.Int).Exp(a, big.NewInt(k), nil))
		term.Mul(term, new(big.Int).Exp(rest, big.NewInt(int64(n)-k), nil))
		sum.Add(sum, term)
	}
	return new(big.Rat).SetFrac(sum, new(big.Int).Exp(share.Denom(), big.NewInt(int64(n)), nil))
}
