package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"onecase/stats/phrase"
)

// A DomainCount is one stratum of a population and what its sample showed of a domain,
// a part of the population whose cases are known only where they were read.
type DomainCount struct {
	StratumCount     // Yes counts cases of the domain
	Of           int // cases of the domain in the sample, from Yes to Sample
}

// DomainInterval returns limits for the share of yes cases in a domain of a stratified
// population, of which no more is known than the sample shows: a stratum's domain has
// from Of cases to Of and every case that was not read. Strata were drawn as for
// [CombinedInterval].
//
// The limits hold the truth with at least the stated confidence whatever the domain and
// its answers are. Given how many cases of the domain each stratum's sample has, those
// are a simple random sample of the stratum's D_h, so that their yes cases are
// hypergeometric. The lower limit is the least share (M_1 + ... + M_H)/(D_1 + ... + D_H)
// of all domains and answers, possible given the sample, with
//
//	P(a sample ranks at least as high as the one seen | D, M) > (1 - confidence)/2
//
// where the rank is that of [CombinedInterval] for strata of Of cases and every case
// not read. The proof is the one there: the true D and M are possible given whatever
// sample comes up. The upper limit is the lower one of the no cases.
//
// Where there are too many domains, neighbouring ones are taken together so that the
// limits can only widen, and warning coarse-splits says so.
func DomainInterval(strata []DomainCount, confidence float64) (Interval, error) {
	whole := make([]StratumCount, len(strata))
	for h, s := range strata {
		whole[h] = s.StratumCount
	}
	i, _, err := stratifiedInterval(ExactCells, whole, confidence)
	if err != nil {
		return Interval{}, err
	}
	i.Population, i.Of = Infinite, 0
	for h, s := range strata {
		if s.Of < s.Yes || s.Of > s.Sample {
			return Interval{}, fmt.Errorf("stats: stratum %d: the cases of the domain have to be from %d yes cases to its sample of %d, got %d", h+1, s.Yes, s.Sample, s.Of)
		}
		i.Of += s.Of
	}
	i.High = 1
	if i.Of == 0 {
		i.warnEmptyDomain()
		return i, nil
	}
	d := newDomainDesign(strata, (1-confidence)/2)
	yes, no := make([]int, len(strata)), make([]int, len(strata))
	for h, s := range strata {
		yes[h], no[h] = s.Yes, s.Of-s.Yes
	}
	i.Low, i.High = d.least(yes), 1-d.least(no)
	if d.coarse {
		i.Warnings.Add("coarse-splits", "",
			"the limits are wider than they need be: there are too many ways to split the yes cases that were not read among %d %sstrata to try each",
			len(d.index), phrase.Either(len(d.index) < len(strata), "of the ", ""))
	}
	return i, nil
}

// A domainDesign makes the limits of DomainInterval for any yes cases.
type domainDesign struct {
	cases  int   // of the domain in the sample
	apart  int   // cases not read of strata whose samples have none of the domain
	index  []int // where each stratum of the search stands in the whole design
	search *splitSearch
	coarse bool

	// The state of one search.
	states             [][]domainState
	alike              []bool // stratum k has the states of stratum k+1
	chosen             []int
	rest               []int // rest[k]: cases not read of the first k strata
	yesBest, casesBest int
}

// A domainState is what the cases not read of one stratum may be.
type domainState struct {
	yes   int       // at least so many of them are yes cases
	cases int       // and at most so many of the domain
	p     []float64 // of the counts of its sample
}

func newDomainDesign(strata []DomainCount, tail float64) *domainDesign {
	d := &domainDesign{}
	for h, s := range strata {
		d.cases += s.Of
		switch {
		case s.Of == 0:
			d.apart += s.unread()
		case s.unread() > 0:
			d.index = append(d.index, h)
		}
	}
	// Strata with most to choose from go innermost, and those that are alike together.
	slices.SortStableFunc(d.index, func(a, b int) int {
		return cmp.Or(cmp.Compare(strata[b].unread(), strata[a].unread()), cmp.Compare(strata[a].Of, strata[b].Of),
			cmp.Compare(strata[a].Yes, strata[b].Yes))
	})
	var active []StratumCount
	for _, h := range d.index {
		active = append(active, StratumCount{Population: strata[h].Of + strata[h].unread(), Sample: strata[h].Of})
	}
	if len(active) == 0 {
		return d
	}
	worth := slices.Repeat([]float64{1}, len(active))
	for _, rank := range rankings(active, worth, tail) {
		if search, ok := newSplitSearch(active, worth, rank, tail); ok {
			d.search = search
			break
		}
	}
	d.coarse = d.search == nil
	d.rest = []int{0}
	for k, s := range active {
		d.rest = append(d.rest, d.rest[k]+s.unread())
	}
	return d
}

// least returns the least share.
func (d *domainDesign) least(yes []int) float64 {
	drawn, all := make([]int, len(d.index)), 0
	for k, h := range d.index {
		drawn[k] = yes[h]
	}
	for _, x := range yes {
		all += x
	}
	cases := d.cases + d.apart
	switch {
	case len(d.index) == 0:
		return float64(all) / float64(cases)
	case d.search == nil || all == 0: // none of the cases not read is a yes case
		return float64(all) / float64(cases+d.rest[len(d.index)])
	}
	d.search.see(drawn)
	d.makeStates(drawn)
	d.yesBest, d.casesBest = 1, 1
	d.chosen = make([]int, len(d.index))
	d.try(len(d.index)-1, all, cases)
	return float64(d.yesBest) / float64(d.casesBest)
}

// better reports whether a share is below the least found so far.
func (d *domainDesign) better(yes, cases int) bool {
	return int64(yes)*int64(d.casesBest) < int64(d.yesBest)*int64(cases)
}

// try chooses the states of strata k, ..., 1 when there are so many yes cases, and
// cases, of the domain in the sample and above k.
func (d *domainDesign) try(k, yes, cases int) {
	from := 0
	if d.alike[k] {
		from = d.chosen[k+1]
	}
	for i := from; i < len(d.states[k]); i++ {
		s := d.states[k][i]
		if !d.better(yes+s.yes, cases+s.cases+d.rest[k]) {
			continue
		}
		d.search.stepBy(k, s.p)
		d.chosen[k] = i
		switch {
		case k > 0:
			d.try(k-1, yes+s.yes, cases+s.cases)
		case d.search.g[0][0] > d.search.tail:
			d.yesBest, d.casesBest = yes+s.yes, cases+s.cases
		}
	}
}

// maxDomainWork is how many multiplications a search takes at most.
const maxDomainWork = 4e6

// makeStates makes the states of each stratum, in groups that are few enough. A group
// counts as its fewest yes cases among the most cases of the domain, and has the
// probabilities of its most yes cases and fewest others, which rank highest.
func (d *domainDesign) makeStates(yes []int) {
	steps := slices.Repeat([]int{1}, len(d.index))
	d.alike = make([]bool, len(d.index))
	for k := range d.index[:len(d.index)-1] {
		d.alike[k] = d.search.strata[k] == d.search.strata[k+1] && yes[k] == yes[k+1] && slices.Equal(d.search.rank[k], d.search.rank[k+1])
	}
	for d.work(steps) > maxDomainWork {
		widest := 0
		for k, s := range d.search.strata {
			if groups(s.unread(), steps[k]) >= groups(d.search.strata[widest].unread(), steps[widest]) {
				widest = k
			}
		}
		if steps[widest] > d.search.strata[widest].unread() {
			break
		}
		d.coarse = true
		for k := range steps { // those alike stay so
			if d.search.strata[k] == d.search.strata[widest] && k != widest {
				steps[k] = steps[widest] + 1
			}
		}
		steps[widest]++
	}
	d.states = make([][]domainState, len(d.index))
	for k, s := range d.search.strata {
		unread := s.unread()
		for low := 0; low <= unread; low += steps[k] {
			for others := 0; low+others <= unread; others += steps[k] {
				most := min(low+steps[k]-1, unread-others)
				d.states[k] = append(d.states[k], domainState{
					yes: low, cases: min(low+others+steps[k]-1, unread),
					p: d.search.counts(k, Hypergeometric{N: s.Sample + most + others, K: yes[k] + most, Draws: s.Sample}),
				})
			}
		}
		slices.SortStableFunc(d.states[k],
			func(a, b domainState) int { return cmp.Or(cmp.Compare(a.yes, b.yes), cmp.Compare(b.cases, a.cases)) })
	}
}

// groups returns how many states a stratum with so many cases not read has.
func groups(unread, step int) int {
	n := unread/step + 1
	return n * (n + 1) / 2
}

// work returns how many multiplications a search takes at most.
func (d *domainDesign) work(steps []int) float64 {
	total, ways, run := 0.0, 1.0, 0.0
	for k := len(d.index) - 1; k >= 0; k-- {
		if run++; !d.alike[k] {
			run = 1
		}
		// The ways to choose states for r strata alike are C(states + r - 1, r).
		ways *= (float64(groups(d.search.strata[k].unread(), steps[k])) + run - 1) / run
		total += ways * d.search.stepWork(k)
	}
	return math.Ceil(total)
}
