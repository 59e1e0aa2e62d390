package predict

import (
	"errors"
	"fmt"

	"gonum.org/v1/gonum/mathext"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// Predict gives the chance of each band, had all population cases of a question
// been read instead of of: the yes cases are then
//
//	M = yes + BetaBinomial(population-of, yes+a, of-yes+b)
//
// and M out of population is rounded and banded as the scale says. Without a
// population (stats.Infinite) the share itself has a Beta(yes+a, of-yes+b)
// distribution. Source: Ericson (1969), Subjective Bayesian models in sampling
// finite populations; Bolfarine and Zacks (1992), Prediction Theory for Finite
// Populations.
func Predict(s *rules.Scale, yes, of, population int, prior Prior) ([]float64, error) {
	switch {
	case s.Bands() == 0:
		return nil, fmt.Errorf("the rules have no bands")
	case s.Measure() == rules.CountNo:
		return nil, errCountOfSample
	case of < 1 || yes < 0 || yes > of || of > discretion.MaxCases:
		return nil, fmt.Errorf("%d yes answers out of %d cases is not a result", yes, of)
	case population > discretion.MaxCases:
		return nil, fmt.Errorf("a population of %d is more than the %d this can take", population, discretion.MaxCases)
	case population != stats.Infinite && population < of:
		return nil, fmt.Errorf("a population of %d cannot hold the %d cases judged", population, of)
	}
	if prior == (Prior{}) {
		prior = Jeffreys
	}
	if err := prior.check(); err != nil {
		return nil, err
	}
	p := prediction{scale: s, prior: prior, yes: yes, of: of, unread: unread{known: true, cases: population - of}}
	if population == stats.Infinite {
		p.unread = unread{endless: true}
	}
	return p.bands(), nil
}

// unread is what is known of the cases that were not read, as far as one
// question is concerned.
type unread struct {
	endless bool // how many there are is not known, and they are taken for many
	known   bool // cases is how many of them the question applies to
	cases   int  // else: those of the whole group
	read    int  // not known: the cases of the group that were read
}

// A prediction is one question whose unread cases are predicted from the read.
type prediction struct {
	scale   *rules.Scale
	prior   Prior
	yes, of int
	unread  unread
}

// priorCases is the prior of whether a question applies: it counts as one case
// to which it does, whatever is supposed of the answers. So a question that
// applied to every read case applies to every unread one.
const priorCases = 1

// applicable is the law of how many unread cases the question applies to. Where
// that is not known each unread case is one with the chance that is learnt from
// the read ones: BetaBinomial(unread, of+1, read-of).
func (p prediction) applicable() law {
	if p.unread.known {
		return certainly(p.unread.cases)
	}
	return betaBinomialLaw(p.unread.cases, float64(p.of+priorCases), float64(p.unread.read-p.of))
}

// bands gives the chance of each band, had every case been read.
func (p prediction) bands() []float64 { return p.bandsOf(mostApplicable) }

// bandsOf is bands with at most so many numbers of applicable cases looked at.
func (p prediction) bandsOf(most int) []float64 {
	if p.unread.endless || p.tooMany() {
		return p.endless()
	}
	chances := make([]float64, p.scale.Bands())
	for _, m := range p.applicable().inBlocks(most) {
		yes := p.nextYes(m.at)
		yes.from += p.yes
		for b, c := range yes.bands(p.scale, p.of+m.at) {
			chances[b] += m.chance * c
		}
	}
	return chances
}

// mostApplicable is how many different numbers of applicable cases are looked at.
// Up to so many, chances are exact; above, neighbours are taken together, which
// changes a chance by less than 5e-4 (see TestManyApplicableCases). Where that
// is not known and more than mostUnknown cases may be expected to apply, they are
// taken for endless, which changes it by less than 1e-3.
const (
	mostApplicable = 1000
	mostUnknown    = 20_000
)

// tooMany reports whether it is not known to which of so many unread cases the
// question applies that they are taken for endless.
func (p prediction) tooMany() bool {
	return !p.unread.known && p.of < p.unread.read &&
		int64(p.unread.cases)*int64(p.of) > mostUnknown*int64(p.unread.read)
}

// nextYes is the law of the yes answers among the next m cases that the
// question applies to.
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
			if limit := p.scale.Limit(b + 1); limit < 1 {
				nextBelow, nextAtLeast = mathext.RegIncBeta(alpha, beta, limit), mathext.RegIncBeta(beta, alpha, 1-limit)
			}
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

// errCountOfSample says what has no meaning under a rule that counts.
var errCountOfSample = errors.New("the rules count the no answers in a sample of fixed size, and do not say what a larger number of cases would be rated; what a second reading of the same cases would find can be asked for, with --agreement 90%")
