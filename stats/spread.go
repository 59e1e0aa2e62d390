package stats

import (
	"cmp"
	"fmt"
	"slices"
)

// maxSpread is the most cases of one sample that a spread is worked out for. It
// keeps comparisons of shares exact.
const maxSpread = 1000

// maxSpreadWork bounds the products of chances that one spread adds up: some seconds.
const maxSpreadWork = 4_000_000_000

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
// Samples have from 1 to 1,000 cases; there are at least two. An error also says that
// there are too many samples of too many sizes: eight of 360 cases take some 0.1 s.
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
	d := newDealing(samples, yes, of)
	// Outcomes that are less far apart have a least share a, and all shares from a to
	// below a + the spread seen. Their chance is that of all shares in this range,
	// less that of all above a.
	closer, end, within := 0.0, 0, 0.0
	for i, a := range shares {
		seen := end
		for end < len(shares) && closerThan(a, shares[end], least, most) {
			end++
		}
		if end <= i {
			continue
		}
		if end > seen || i == 0 { // else it is what was left above the share before
			within = d.within(shares[i:end])
		}
		above := d.within(shares[i+1 : end])
		closer, within = closer+within-above, above
		if d.work > maxSpreadWork {
			return 0, fmt.Errorf("stats: the spread of %d samples with %d cases in all has too many outcomes", len(samples), of)
		}
	}
	return min(max(1-closer/d.all.prob(yes), 0), 1), nil
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
	yes     int      // in all
	all     Binomial // the yes answers of all samples together
	// laws has P(x) in each sample, each case being a yes with the chance of all; counts
	// from and to hold those that are not too rare to matter.
	laws     [][]float64
	from, to []int
	mass     [][]float64 // the chance of fewer than x, so that those of a window bound that of all samples in it
	matters  float64     // the least chance that is added up
	// sums is a binary tree: the leaves, from width on, are the samples, each node the sum
	// of its two, and the root is not made. All are of the window asked for last.
	sums  []sumLaw
	width int
	work  int64
}

// A sumLaw has the chance of each sum from first on.
type sumLaw struct {
	first    int
	p        []float64
	from, to int // of a leaf: its window; they are cut to the counts that matter
}

func newDealing(samples []DrawnShare, yes, of int) *dealing {
	const rare = 1e-20 // beside the chance of the yes answers in all, which is above 1e-4
	d := &dealing{samples: samples, yes: yes, all: Binomial{of, float64(yes) / float64(of)}, width: 2}
	for _, s := range samples {
		law := make([]float64, s.Of+1)
		for x := range law {
			law[x] = Binomial{s.Of, d.all.P}.prob(x)
		}
		mass := make([]float64, s.Of+2)
		for x, p := range law {
			mass[x+1] = mass[x] + p
		}
		d.mass = append(d.mass, mass)
		from, to := 0, s.Of
		for from < to && law[from] < rare {
			from++
		}
		for to > from && law[to] < rare {
			to--
		}
		d.laws, d.from, d.to = append(d.laws, law), append(d.from, from), append(d.to, to)
	}
	d.matters = rare * d.all.prob(yes)
	for d.width < len(samples) {
		d.width *= 2
	}
	d.sums = make([]sumLaw, 2*d.width)
	for i := range d.sums {
		d.sums[i] = sumLaw{p: []float64{1}, from: -1}
	}
	return d
}

// within returns the chance that every sample's share lies between the first and the
// last of some shares in order, and that there are as many yes cases in all as were
// seen. Only the sums over samples whose counts change are made again.
func (d *dealing) within(shares []DrawnShare) float64 {
	if len(shares) == 0 {
		return 0
	}
	low, high := shares[0], shares[len(shares)-1]
	window := func(i, of int) (from, to int) {
		return max(d.from[i], (low.Yes*of+low.Of-1)/low.Of), min(d.to[i], high.Yes*of/high.Of) // low n <= x <= high n
	}
	most := 1.0
	for i, s := range d.samples {
		from, to := window(i, s.Of)
		if from > to {
			return 0
		}
		most *= d.mass[i][to+1] - d.mass[i][from]
	}
	if most < d.matters {
		return 0
	}
	changed := make([]bool, 2*d.width)
	for i, s := range d.samples {
		from, to := window(i, s.Of)
		leaf := &d.sums[d.width+i]
		if leaf.from != from || leaf.to != to {
			*leaf = sumLaw{first: from, p: d.laws[i][from : to+1], from: from, to: to}
			changed[d.width+i] = true
		}
	}
	for k := d.width - 1; k > 1; k-- {
		if changed[2*k] || changed[2*k+1] || d.sums[k].from < 0 {
			d.sums[k].add(d.sums[2*k], d.sums[2*k+1])
			d.work += int64(len(d.sums[2*k].p)) * int64(len(d.sums[2*k+1].p))
			changed[k] = true
		}
	}
	a, b, chance := d.sums[2], d.sums[3], 0.0
	for i, p := range a.p {
		if j := d.yes - a.first - i - b.first; j >= 0 && j < len(b.p) {
			chance += p * b.p[j]
		}
	}
	return chance
}

// add makes the law of the sum of two.
func (s *sumLaw) add(a, b sumLaw) {
	n := len(a.p) + len(b.p) - 1
	s.first, s.from = a.first+b.first, 0
	if cap(s.p) < n {
		s.p = make([]float64, n)
	}
	s.p = s.p[:n]
	clear(s.p)
	for i, p := range a.p {
		sums := s.p[i : i+len(b.p)]
		for j, q := range b.p {
			sums[j] += p * q
		}
	}
}
