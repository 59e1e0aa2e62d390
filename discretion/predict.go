package discretion

import (
	"fmt"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/mathext"

	"onecase/stats"
)

// A Prior is what is supposed of a question before any case is read: its share
// of yes answers has a Beta(Yes, No) distribution, which counts as much as Yes
// yes answers and No no answers. The zero value stands for Jeffreys.
type Prior struct {
	Yes, No float64 // above 0
}

// The two usual priors. Jeffreys has limits with about the stated coverage
// (Brown, Cai and DasGupta 2001, section 4.1.2); Uniform holds every share
// equally likely (Bayes 1763).
var (
	Jeffreys = Prior{0.5, 0.5}
	Uniform  = Prior{1, 1}
)

// ParsePrior reads jeffreys, uniform or two numbers such as 0.5,0.5.
func ParsePrior(text string) (Prior, error) {
	switch text {
	case "jeffreys":
		return Jeffreys, nil
	case "uniform":
		return Uniform, nil
	}
	first, second, _ := strings.Cut(text, ",")
	yes, errYes := strconv.ParseFloat(strings.TrimSpace(first), 64)
	no, errNo := strconv.ParseFloat(strings.TrimSpace(second), 64)
	p := Prior{yes, no}
	if errYes != nil || errNo != nil {
		return Prior{}, fmt.Errorf("%q is not a prior; write jeffreys, uniform or two numbers such as 0.5,0.5", text)
	}
	return p, p.check()
}

// mostPrior keeps a prior from outweighing any data; leastPrior from dividing
// by nothing.
const (
	leastPrior = 1e-6
	mostPrior  = 1e6
)

func (p Prior) check() error {
	for _, v := range []float64{p.Yes, p.No} {
		if !(v >= leastPrior && v <= mostPrior) {
			return fmt.Errorf("a prior of %v,%v: both numbers have to be from 0.000001 to 1000000", p.Yes, p.No)
		}
	}
	return nil
}

// weight is how many cases the prior counts for.
func (p Prior) weight() float64 { return p.Yes + p.No }

// String gives the prior as it is written.
func (p Prior) String() string {
	switch p {
	case Jeffreys:
		return "jeffreys"
	case Uniform:
		return "uniform"
	}
	return fmt.Sprintf("%v,%v", p.Yes, p.No)
}

// Predict gives the chance of each band, had all population cases of a question
// been read instead of of: the yes cases are then
//
//	M = yes + BetaBinomial(population-of, yes+a, of-yes+b)
//
// and M out of population is rounded and banded as the scale says. Without a
// population (stats.Infinite) the share itself has a Beta(yes+a, of-yes+b)
// distribution. Source: Bolfarine and Zacks (1992), Prediction Theory for
// Finite Populations, section 2.4; Ericson (1969).
func (s *Scale) Predict(yes, of, population int, prior Prior) ([]float64, error) {
	switch {
	case s.Bands() == 0:
		return nil, fmt.Errorf("the rules have no bands")
	case s.rule.Measure == CountNo:
		return nil, errCountOfSample
	case of < 1 || yes < 0 || yes > of || of > MaxCases:
		return nil, fmt.Errorf("%d yes answers out of %d cases is not a result", yes, of)
	case population != stats.Infinite && population < of || population > MaxCases:
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
	scale   *Scale
	prior   Prior
	yes, of int
	unread  unread
}

// applicable is the law of how many unread cases the question applies to. Where
// that is not known each unread case is one with the chance that is learnt from
// the read ones: BetaBinomial(unread, of+a+b, read-of). The prior counts for a+b
// cases that the question applies to and for none that it does not, as it does
// when whole cases are predicted.
func (p prediction) applicable() law {
	if p.unread.known {
		return certainly(p.unread.cases)
	}
	return betaBinomialLaw(p.unread.cases, float64(p.of)+p.prior.weight(), float64(p.unread.read-p.of))
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
// changes a chance by less than 1e-5 (see TestManyApplicableCases). Where that
// is not known of more than mostUnknown cases, they are taken for endless.
const (
	mostApplicable = 1000
	mostUnknown    = 20_000
)

// tooMany reports whether it is not known to which of so many unread cases the
// question applies that they are taken for endless.
func (p prediction) tooMany() bool {
	return !p.unread.known && p.unread.cases > mostUnknown && p.of < p.unread.read
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
			if limit := p.scale.limit(b + 1); limit < 1 {
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
var errCountOfSample = fmt.Errorf("the rules count the no answers in a sample of fixed size, and do not say what a larger number of cases would be rated; a second reading can be asked for (agreement)")

// Operating gives the chance of each band for a simple random sample of n
// cases out of population cases of which yes are yes: the operating
// characteristic of the bands, by the hypergeometric distribution. Source:
// Dodge and Romig (1929), for two bands.
func (s *Scale) Operating(population, yes, n int) ([]float64, error) {
	switch {
	case s.Bands() == 0:
		return nil, fmt.Errorf("the rules have no bands")
	case population < 1 || population > MaxCases || yes < 0 || yes > population:
		return nil, fmt.Errorf("%d yes cases in a population of %d is not possible", yes, population)
	case n < 1 || n > population:
		return nil, fmt.Errorf("a sample of %d out of %d is not possible", n, population)
	}
	return hypergeometricLaw(population, yes, n).bands(s, n), nil
}

// OperatingCurve gives Operating for every number of yes cases from 0 to
// population.
func (s *Scale) OperatingCurve(population, n int) ([][]float64, error) {
	if _, err := s.Operating(population, 0, n); err != nil {
		return nil, err
	}
	curve := make([][]float64, population+1)
	for yes := range curve {
		curve[yes] = hypergeometricLaw(population, yes, n).bands(s, n)
	}
	return curve, nil
}
