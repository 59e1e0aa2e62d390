package stats

import (
	"cmp"
	"fmt"
	"slices"
)

// maxSpread is the most cases of one sample that a spread is worked out for. It
// keeps comparisons of shares exact and the work to some tenths of a second.
const maxSpread = 1000

// SpreadChance returns how often the shares of several samples, the highest less the
// lowest, would be at least as far apart as they are if the yes answers among all the
// cases read were dealt out to the samples at random: if which sample a case is in
// made no difference to its answer. The chance of the counts x_1..x_H is then
//
//	C(n_1, x_1) ... C(n_H, x_H) / C(n_1 + ... + n_H, x_1 + ... + x_H)
//
// and the chances of all counts as far apart are added up, by every pair of least
// and greatest share. It is exact, and is about the cases read alone. Source of the
// law: Freeman, G. H. and Halton, J. H. (1951), Note on an exact treatment of
// contingency, goodness of fit and other problems of significance, Biometrika 38.
//
// Samples have from 1 to 1,000 cases; there are at least two.
func SpreadChance(samples []DrawnShare) (float64, error) {
	if len(samples) < 2 {
		return 0, fmt.Errorf("stats: a spread needs two samples or more, got %d", len(samples))
	}
	var shares []DrawnShare // every share that a sample can have
	yes, of := 0, 0
	for i, s := range samples {
		if s.Of < 1 || s.Of > maxSpread || s.Yes < 0 || s.Yes > s.Of {
			return 0, fmt.Errorf("stats: sample %d: a spread takes 1 to %d cases and yes cases among them, got %d of %d", i+1, maxSpread, s.Yes, s.Of)
		}
		yes, of = yes+s.Yes, of+s.Of
		for x := range s.Of + 1 {
			shares = append(shares, DrawnShare{Yes: x, Of: s.Of})
		}
	}
	if yes == 0 || yes == of {
		return 1, nil // one outcome
	}
	slices.SortFunc(shares, compareShares)
	shares = slices.CompactFunc(shares, func(a, b DrawnShare) bool { return compareShares(a, b) == 0 })
	least, most := slices.MinFunc(samples, compareShares), slices.MaxFunc(samples, compareShares)
	d := dealing{samples: samples, yes: yes}
	all := Binomial{of, float64(yes) / float64(of)}
	for _, s := range samples {
		var law []float64
		for x := range s.Of + 1 {
			law = append(law, Binomial{s.Of, all.P}.prob(x))
		}
		d.laws = append(d.laws, law)
	}
	// Outcomes that are less far apart have a least share a, and all shares from a to
	// below a + the spread seen. Their chance is that of all shares in this range,
	// less that of all above a.
	closer := 0.0
	end := 0
	for i, a := range shares {
		for end < len(shares) && closerThan(a, shares[end], least, most) {
			end++
		}
		if end > i {
			closer += d.within(shares[i:end]) - d.within(shares[i+1:end])
		}
	}
	return min(max(1-closer/all.prob(yes), 0), 1), nil
}

// compareShares orders shares of yes cases.
func compareShares(a, b DrawnShare) int {
	return cmp.Compare(int64(a.Yes)*int64(b.Of), int64(b.Yes)*int64(a.Of))
}

// closerThan reports whether b - a is less than most - least, as shares.
func closerThan(a, b, least, most DrawnShare) bool {
	over := func(low, high DrawnShare) int64 { return int64(high.Yes)*int64(low.Of) - int64(low.Yes)*int64(high.Of) }
	return over(a, b)*int64(least.Of)*int64(most.Of) < over(least, most)*int64(a.Of)*int64(b.Of)
}

// A dealing deals yes answers out to samples.
type dealing struct {
	samples []DrawnShare
	yes     int         // in all
	laws    [][]float64 // P(x) in each sample, each case being a yes with the chance of all
}

// within returns the chance that every sample's share lies between the first and the
// last of some shares in order, and that there are as many yes cases in all as were
// seen.
func (d dealing) within(shares []DrawnShare) float64 {
	if len(shares) == 0 {
		return 0
	}
	low, high := shares[0], shares[len(shares)-1]
	fewest := func(s DrawnShare) int { return (low.Yes*s.Of + low.Of - 1) / low.Of } // x >= low n
	most := func(s DrawnShare) int { return high.Yes * s.Of / high.Of }              // x <= high n
	restLeast, restMost := 0, 0                                                      // of the samples still to come
	for _, s := range d.samples {
		restLeast, restMost = restLeast+fewest(s), restMost+most(s)
	}
	sums, first, last := []float64{1}, 0, 0 // the chance of each sum from first to last
	for i, s := range d.samples {
		from, to := fewest(s), most(s)
		restLeast, restMost = restLeast-from, restMost-to
		nextFirst, nextLast := max(first+from, d.yes-restMost), min(last+to, d.yes-restLeast)
		if from > to || nextFirst > nextLast {
			return 0
		}
		next := make([]float64, nextLast-nextFirst+1)
		for x := from; x <= to; x++ {
			p := d.laws[i][x]
			for sum := max(first, nextFirst-x); sum <= min(last, nextLast-x); sum++ {
				next[sum+x-nextFirst] += p * sums[sum-first]
			}
		}
		sums, first, last = next, nextFirst, nextLast
	}
	return sums[0] // first and last are the yes cases in all
}
