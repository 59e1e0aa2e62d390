package discretion

import (
	"slices"

	"onecase/stats"
)

// maxSizePairs is how many pairs of sizes are tried for all differences of a group, about
// ten seconds of work.
const maxSizePairs = 200_000

// A QuestionDifference is the difference between the shares of two categories of a
// group, A's less B's.
type QuestionDifference struct {
	Question, Group, A, B string
	Difference            stats.Difference
}

// difference estimates the share of one domain less that of another; false where one
// has no case with an answer.
//
// Given how many cases of either were drawn, two domains of a simple random sample are
// two independent simple random samples, so that the limits of independent samples hold.
// Where the sizes are not known and so many differences would take long, each share has
// limits of its own.
func (g *boundGroup) difference(a, b domainCount, differences int, o EstimateOptions) (d stats.Difference, ok bool, err error) {
	first, second := b.drawn(), a.drawn()
	if first.Of == 0 || second.Of == 0 {
		return d, false, nil
	}
	known := first.Of == first.Most && second.Of == second.Most // every case was read
	exact := !slices.Contains(stats.DesignMethods(), o.Method)
	if exact && !known && g.byCell != nil && o.Method != stats.Exact {
		if d, ok, err = g.byCell.difference(b, a, o); err != nil || ok {
			d.First, d.Second = first, second
			return d, ok, err
		}
	}
	unread := func(s stats.StratumCount) bool { return s.Sample == 0 && s.Population > 0 }
	inPart := !a.all || !b.all || slices.ContainsFunc(slices.Concat(a.strata, b.strata), unread)
	own := func(s stats.DrawnShare) func(float64) (stats.Interval, error) {
		return func(confidence float64) (stats.Interval, error) { return stats.SubsampleInterval(s, confidence) }
	}
	sizes := float64(first.Most-first.Least+1) * float64(second.Most-second.Least+1)
	switch {
	case exact && len(g.strata) == 1 && !g.weighted && sizes > maxSizePairs/float64(differences):
		d, err = stats.ApartDifference(own(first), own(second), o.Confidence)
		d.First, d.Second = first, second
	case known, exact && len(g.strata) == 1 && !g.weighted:
		d, err = stats.DifferenceInterval(stats.Exact, first, second, o.Confidence)
	case exact && !inPart && !g.weighted:
		if d, err = stats.StrataDifference(b.strata, a.strata, o.Confidence); err != nil || d.Warnings == nil {
			break
		}
		fallthrough
	default:
		d, err = g.design.Difference(b.answers, a.answers, o.Confidence)
	}
	d.Guaranteed = d.Guaranteed && (known || !g.assumed && g.byCell == nil)
	return d, true, err
}

// drawn is what the sample shows of the domain, and how large it can be.
func (c domainCount) drawn() stats.DrawnShare {
	s := stats.DrawnShare{Most: c.cases}
	for _, h := range c.strata {
		s.Yes, s.Of = s.Yes+h.Yes, s.Of+h.Sample
	}
	s.Least = s.Of
	if c.all {
		s.Least = s.Most
	}
	return s
}
