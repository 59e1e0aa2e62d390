package predict

import (
	"gonum.org/v1/gonum/mathext"

	"onecase/discretion/rules"
)

// A prediction is one question whose unread cases are predicted from the read
// ones. If all its population cases had been read, the yes cases would be
//
//	M = yes + BetaBinomial(population-of, yes+a, of-yes+b)
//
// under the prior Beta(a, b); M out of population is rounded and banded as the
// scale says. In a population without end the share itself has a Beta(yes+a,
// of-yes+b) distribution. Source: Ericson (1969), Subjective Bayesian models in
// sampling finite populations; Bolfarine and Zacks (1992), Prediction Theory for
// Finite Populations.
type prediction struct {
	scale   *rules.Scale
	prior   Prior
	yes, of int
	unread  unread
	pointed *pointed // of answers with points; else nil
}

// unread is what is known of the unread cases that one question applies to.
type unread struct {
	endless bool // their number is not known and is taken as infinite
	known   bool // cases is the number that the question applies to
	cases   int  // not known: the unread cases of the whole group
	read    int  // not known: the read cases of the group
}

// priorCases is the prior weight of whether a question applies: one case, to which it
// does. A question that applied to every read case so applies to every unread one.
const priorCases = 1

// applicable is the law of how many unread cases the question applies to, where it is
// not known learnt from the read ones: BetaBinomial(unread, of+1, read-of).
func (p prediction) applicable() law {
	if p.unread.known {
		return certainly(p.unread.cases)
	}
	return betaBinomialLaw(p.unread.cases, float64(p.of+priorCases), float64(p.unread.read-p.of))
}

// Up to mostApplicable numbers of applicable cases, chances are exact; above,
// neighbours are taken together, which changes a chance by less than 5e-4 (see
// TestManyApplicableCases). More than mostUnknown expected ones are taken as infinite,
// which changes it by less than 1e-3.
const (
	mostApplicable = 1000
	mostUnknown    = 20_000
)

// bands gives the chance of each band, had every case been read.
func (p prediction) bands() []float64 { return p.bandsOf(mostApplicable) }

// bandsOf is bands from at most so many numbers of applicable cases.
func (p prediction) bandsOf(most int) []float64 {
	if p.unread.endless || p.tooMany() {
		return p.endless()
	}
	return p.mixed(p.applicable().inBlocks(most))
}

// mixed gives the chance of each band after numbers of applicable cases with chances.
func (p prediction) mixed(applicable []block) []float64 {
	chances := make([]float64, p.scale.Bands())
	for _, m := range applicable {
		yes := p.nextYes(m.at)
		yes.from += p.yes
		for b, c := range yes.bands(p.scale, p.of+m.at) {
			chances[b] += m.chance * c
		}
	}
	return chances
}

// tooMany reports whether unread cases, of unknown number, are taken as infinite.
func (p prediction) tooMany() bool {
	return !p.unread.known && p.of < p.unread.read &&
		int64(p.unread.cases)*int64(p.of) > mostUnknown*int64(p.unread.read)
}

// nextYes is the law of the yes answers among the next m applicable cases.
func (p prediction) nextYes(m int) law {
	return betaBinomialLaw(m, float64(p.yes)+p.prior.Yes, float64(p.of-p.yes)+p.prior.No)
}

// endless gives the chance of each band for the share in a population without
// end. Each difference is taken in the tail where it keeps its digits.
func (p prediction) endless() []float64 {
	alpha, beta := float64(p.yes)+p.prior.Yes, float64(p.of-p.yes)+p.prior.No
	chances := make([]float64, p.scale.Bands())
	below, atLeast := 0.0, 1.0
	for b := range chances {
		nextBelow, nextAtLeast := 1.0, 0.0
		if b+1 < len(chances) {
			limit := min(max(0, p.scale.Limit(b+1)), 1)
			nextBelow, nextAtLeast = mathext.RegIncBeta(alpha, beta, limit), mathext.RegIncBeta(beta, alpha, 1-limit)
		}
		if nextBelow < 0.5 {
			chances[b] = max(nextBelow-below, 0)
		} else {
			chances[b] = max(atLeast-nextAtLeast, 0)
		}
		below, atLeast = nextBelow, nextAtLeast
	}
	return chances
}
