package stats

import (
	"cmp"
	"fmt"
	"math/big"

	"onecase/stats/phrase"
)

// An AtMostSpec says what a sample is to show: that fewer than a tolerable
// share of the cases of a population are faulty. The population may be Infinite.
type AtMostSpec struct {
	Tolerable  float64 `json:"at_most"`                // the share that must not be reached
	Expected   float64 `json:"expected"`               // share of faulty cases expected in the sample; 0 allows none
	Confidence float64 `json:"confidence"`             // one-sided, in 0..1
	Population int     `json:"population" null:"zero"` // cases in all
}

// An AtMostSize is a sample that shows a share to be below the tolerable one,
// if no more than Allowed of its cases are faulty.
type AtMostSize struct {
	AtMostSpec
	Sample  int     `json:"sample"`
	Allowed int     `json:"allowed"` // faulty cases that may be found: sample × expected, rounded up
	Risk    float64 `json:"risk"`    // of finding no more although the tolerable share is reached: at most 1 - Confidence
	Steps   []Step  `json:"steps"`
}

// SizeAtMost returns the least sample that can show a share to be below the
// tolerable one: the least n with P(X <= ceil(n Expected)) <= 1 - Confidence
// where ceil(N Tolerable) cases are faulty. It is the one-sided plan of
// auditors' attribute sampling (discovery sampling where Expected is 0), exact
// by the hypergeometric distribution, or the binomial without a population.
// Source: AICPA (2017), Audit Guide: Audit Sampling, appendix A.
func SizeAtMost(spec AtMostSpec) (AtMostSize, error) {
	if err := checkShares(namedShare{"tolerable share", spec.Tolerable}, namedShare{"confidence", spec.Confidence}); err != nil {
		return AtMostSize{}, err
	}
	if !(spec.Expected >= 0 && spec.Expected < spec.Tolerable) {
		return AtMostSize{}, fmt.Errorf("stats: the expected share has to be from 0 to below the tolerable %v, got %v",
			spec.Tolerable, spec.Expected)
	}
	l, err := newLevel(spec.Confidence)
	if err != nil {
		return AtMostSize{}, err
	}
	if err := checkPopulation(spec.Population); err != nil {
		return AtMostSize{}, err
	}
	faulty := countAbove(spec.Tolerable, spec.Population)
	most := cmp.Or(spec.Population, maxBinomialSample)
	sound := new(big.Rat).Sub(big.NewRat(1, 1), decimal(spec.Expected))
	for n := 1; n <= most; n++ {
		allowed := n - int(wholePart(sound, int64(n)))
		if !faulty.exceeds(n, allowed, false, l.alpha) {
			size := AtMostSize{AtMostSpec: spec, Sample: n, Allowed: allowed, Risk: faulty.atMost(n, allowed)}
			size.explain(faulty)
			return size, nil
		}
	}
	return AtMostSize{}, fmt.Errorf("%w: up to %d cases, none can show a share below %v with %v expected", ErrNoSample,
		most, spec.Tolerable, spec.Expected)
}

// explain fills in the steps.
func (s *AtMostSize) explain(faulty yesCount) {
	const source = "AICPA 2017, appendix A"
	numbers := fmt.Sprintf("n = %d, at most %d, %s", s.Sample, s.Allowed, faulty.text())
	s.Steps = []Step{
		{"sample", "least n whose risk is at most 1 - confidence", "confidence " + phrase.Share(s.Confidence), float64(s.Sample), source},
		{"allowed", "ceil(n × expected)", fmt.Sprintf("ceil(%d × %s)", s.Sample, phrase.Share(s.Expected)), float64(s.Allowed), source},
		{"risk", "P(X <= allowed) where K = ceil(N tolerable)", numbers, s.Risk, source},
	}
}
