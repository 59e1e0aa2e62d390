package stats

import (
	"errors"
	"fmt"
	"math"
)

// A TwoPhase is a sample of which some cases were read a second time, where the second reading
// is taken for the truth. The first phase is a simple random sample of each of its strata, the
// second one of each of its own, which may be those with a yes and those with a no at first.
type TwoPhase struct {
	First  []StratumCount // of the first phase: Population (Infinite: no end) and Sample; Yes is not read
	Second []int          // of the second phase: the cases of the sample in each stratum
	Cells  []SecondRead
}

// SecondRead counts the cases of one stratum of either phase that were read a second time.
type SecondRead struct {
	First, Second int // places of the strata
	Read          int // cases read a second time
	Of            int // those in the domain, to which the question applies
	Yes           int // those of them that are yes
	// Chance is that of each of the cases of being in the first phase, where chances differ; 0: as
	// its stratum has. Strata have no end then: the first phase is taken for drawn with replacement.
	Chance float64
}

// TwoPhaseMethod is how the variance of a two-phase estimate is estimated, with the names of
// R package survey.
type TwoPhaseMethod string

const (
	// TwoPhaseFull is the Horvitz-Thompson estimator, from the chances of each pair of cases.
	TwoPhaseFull TwoPhaseMethod = "full"
	// TwoPhaseSimple adds up a variance of each phase, and takes second reads for drawn with
	// replacement in that of the first.
	TwoPhaseSimple TwoPhaseMethod = "simple"
)

// A TwoPhaseEstimate is a share estimated from two phases.
type TwoPhaseEstimate struct {
	Yes, Of    int     // cases read a second time that are yes, and in the domain
	Proportion float64 // weighted by one over the chance of both phases
	SE         float64 // by Taylor linearisation
	DF         int     // those cases less their strata of the second phase
	// Low and High are survey's svyciprop with method "beta" (Korn and Graubard 1998). They are
	// approximate, and poor where few cases were read a second time; both are the
	// proportion where all second reads are alike, which says nothing of the doubt.
	Low, High float64
	Warnings  Warnings
}

// Estimate returns the share of yes cases in the domain, with standard error and limits:
// what survey's svymean gives for a twophase design. With w one over the chance of both
// phases and z = w (y - share) / sum w in the domain, 0 outside, [TwoPhaseFull] is
//
//	sum over i, j of d_ij z_i z_j,   d = d1 + d2 - d1 d2,   d_ij = 1 - p_i p_j / p_ij in each phase
//
// and [TwoPhaseSimple] adds two variances within strata, in the first of which z is weighted by
// the chance of the second phase; it takes chances of the first phase that differ. Sources: Särndal, C.-E., Swensson, B. and Wretman, J. (1992),
// Model Assisted Survey Sampling, chapter 9; Lumley, T. (2010), Complex Surveys, chapter 8.
func (t TwoPhase) Estimate(method TwoPhaseMethod, confidence float64) (TwoPhaseEstimate, error) {
	e := TwoPhaseEstimate{}
	if method != TwoPhaseFull && method != TwoPhaseSimple {
		return e, fmt.Errorf("stats: there is no method %q for two phases; the methods are full and simple", method)
	}
	if err := errors.Join(checkShares(namedShare{"confidence", confidence}), t.check(method)); err != nil {
		return e, err
	}
	read, strata := t.read(), map[int]bool{}
	all, yes := 0.0, 0.0
	for _, c := range t.Cells {
		w := t.weight(c, read)
		e.Yes, e.Of = e.Yes+c.Yes, e.Of+c.Of
		all, yes = all+float64(w*float64(c.Of)), yes+float64(w*float64(c.Yes))
		if c.Of > 0 {
			strata[c.Second] = true
		}
	}
	if e.Of == 0 {
		return e, errors.New("stats: no case of the domain was read a second time")
	}
	e.DF = e.Of - len(strata)
	e.Proportion = yes / all
	variance := t.full
	if method == TwoPhaseSimple {
		variance = t.simple
	}
	e.SE = math.Sqrt(withoutRounding(variance(e.Proportion, all, read)))
	for h, m := range read {
		if m == 1 && t.Second[h] > 1 {
			e.Warnings.Add("lonely-stratum", "read more of its cases a second time, or merge it with another",
				"of %d cases in stratum %d one was read a second time, which shows no variance; it is left out of the standard error", t.Second[h], h+1)
		}
	}
	e.Low, e.High = e.Proportion, e.Proportion
	if e.SE > 0 && e.DF > 0 && e.Proportion > 0 && e.Proportion < 1 {
		p := ProportionEstimate{Yes: e.Yes, Of: e.Of, Proportion: e.Proportion, SE: e.SE, DF: e.DF,
			EffectiveSample: e.Proportion * (1 - e.Proportion) / (e.SE * e.SE)}
		e.Low, e.High = p.betaLimits(confidence)
	}
	return e, nil
}

// read counts the second reads of each stratum of the second phase.
func (t TwoPhase) read() []int {
	read := make([]int, len(t.Second))
	for _, c := range t.Cells {
		read[c.Second] += c.Read
	}
	return read
}

// weight is how many cases of the population a second read of a cell stands for; in a population
// without end, how many of the sample.
func (t TwoPhase) weight(c SecondRead, read []int) float64 {
	w := float64(t.Second[c.Second]) / float64(read[c.Second])
	if c.Chance > 0 {
		return w / c.Chance
	}
	if s := t.First[c.First]; s.Population != Infinite {
		w *= float64(s.Population) / float64(s.Sample)
	}
	return w
}

// sums are the sum and the sum of squares of some scores.
type sums struct{ sum, square float64 }

func (s *sums) add(z float64, cases int) {
	s.sum += float64(z * float64(cases))
	s.square += float64(z*z) * float64(cases)
}

// pairs is the sum of the products of unlike ones.
func (s sums) pairs() float64 { return float64(s.sum*s.sum) - s.square }

// scores are the scores of the yes and the no cases of a cell.
func (t TwoPhase) scores(c SecondRead, p, all float64, read []int) (yes, no float64) {
	w := t.weight(c, read) / all
	return w * (1 - p), -w * p
}

// less is 1 - n/N, and less that each pair has: -(1 - n/N)/(n - 1), 0 of a single case.
func less(n, N int) (self, pair float64) {
	if N == Infinite {
		return 1, 0
	}
	self = float64(N-n) / float64(N)
	if n > 1 {
		pair = -self / float64(n-1)
	}
	return self, pair
}

func (t TwoPhase) full(p, all float64, read []int) float64 {
	first, second := make([]sums, len(t.First)), make([]sums, len(t.Second))
	both := map[[2]int]*sums{}
	for _, c := range t.Cells {
		key := [2]int{c.First, c.Second}
		if both[key] == nil {
			both[key] = &sums{}
		}
		yes, no := t.scores(c, p, all, read)
		for _, s := range []*sums{&first[c.First], &second[c.Second], both[key]} {
			s.add(yes, c.Yes)
			s.add(no, c.Of-c.Yes)
		}
	}
	v, size := 0.0, 0.0
	add := func(self, square, pair, pairs float64) {
		v += self*square + pair*pairs
		size += math.Abs(self*square) + math.Abs(pair*pairs)
	}
	for g, s := range first {
		self, pair := less(t.First[g].Sample, t.First[g].Population)
		add(self, s.square, pair, s.pairs())
	}
	for h, s := range second {
		self, pair := less(read[h], t.Second[h])
		add(self, s.square, pair, s.pairs())
	}
	for g, f := range t.First { // in order, so that every machine adds alike
		for h := range t.Second {
			if s := both[[2]int{g, h}]; s != nil {
				self, pair := less(f.Sample, f.Population)
				self2, pair2 := less(read[h], t.Second[h])
				add(-self*self2, s.square, -pair*pair2, s.pairs())
			}
		}
	}
	if v < 1e-13*size { // what is left where second answers go with the first
		return 0
	}
	return v
}

func (t TwoPhase) simple(p, all float64, read []int) float64 {
	v := 0.0
	for g, f := range t.First {
		n := float64(f.Sample)
		self, _ := less(f.Sample, f.Population)
		total, sum := 0.0, 0.0
		for _, c := range t.Cells {
			if c.First == g {
				yes, no := t.scores(c, p, all, read)
				total += yes*float64(c.Yes) + no*float64(c.Of-c.Yes)
			}
		}
		centre := total / n
		for _, c := range t.Cells {
			if c.First != g {
				continue
			}
			chance := float64(read[c.Second]) / float64(t.Second[c.Second])
			yes, no := t.scores(c, p, all, read)
			square := func(z float64) float64 { return (chance*z - centre) * (chance*z - centre) / chance }
			sum += float64(c.Yes)*square(yes) + float64(c.Of-c.Yes)*square(no) + float64(c.Read-c.Of)*square(0)
		}
		if f.Sample > 1 {
			v += self * n / (n - 1) * sum
		}
	}
	for h, N := range t.Second {
		s, m := sums{}, float64(read[h])
		for _, c := range t.Cells {
			if c.Second == h {
				yes, no := t.scores(c, p, all, read)
				s.add(yes, c.Yes)
				s.add(no, c.Of-c.Yes)
			}
		}
		if read[h] > 1 {
			self, _ := less(read[h], N)
			v += self * m / (m - 1) * (s.square - s.sum*s.sum/m)
		}
	}
	return v
}

// check names everything that is wrong with the counts.
func (t TwoPhase) check(method TwoPhaseMethod) error {
	var errs []error
	report := func(format string, args ...any) { errs = append(errs, fmt.Errorf("stats: "+format, args...)) }
	drawn := 0
	for g, s := range t.First {
		if s.Population < 0 || s.Population > MaxPopulation || s.Sample < 1 || s.Population != Infinite && s.Sample > s.Population {
			report("stratum %d of the first phase: %d cases out of %d is not possible", g+1, s.Sample, s.Population)
		}
		if s.Population == Infinite && len(t.First) > 1 {
			report("stratum %d of the first phase has no end, so that strata cannot be put together", g+1)
		}
		drawn += s.Sample
	}
	left := make([]int, len(t.Second))
	for h, n := range t.Second {
		left[h], drawn = n, drawn-n
	}
	if drawn != 0 {
		report("the strata of the second phase hold %d cases more or less than the sample", drawn)
	}
	for k, c := range t.Cells {
		if c.First < 0 || c.First >= len(t.First) || c.Second < 0 || c.Second >= len(t.Second) {
			report("cell %d: there is no such stratum", k+1)
			continue
		}
		if c.Yes < 0 || c.Of < c.Yes || c.Read < c.Of {
			report("cell %d: %d yes of %d of %d read is not possible", k+1, c.Yes, c.Of, c.Read)
		}
		switch {
		case math.IsNaN(c.Chance) || c.Chance < 0 || c.Chance > 1 || (c.Chance > 0) != (t.Cells[0].Chance > 0):
			report("cell %d: the chance of the first phase is %v; it is above 0 and at most 1, of every cell or of none", k+1, c.Chance)
		case c.Chance > 0 && (method != TwoPhaseSimple || t.First[c.First].Population != Infinite):
			report("cell %d has a chance of the first phase of its own, which goes with the method simple and strata without an end", k+1)
		}
		left[c.Second] -= c.Read
	}
	for h, n := range left {
		switch {
		case n < 0:
			report("stratum %d of the second phase: more cases were read a second time than the %d it has", h+1, t.Second[h])
		case t.Second[h] > 0 && n == t.Second[h]:
			report("stratum %d of the second phase: none of its %d cases was read a second time, so that nothing is known of them", h+1, n)
		}
	}
	return errors.Join(errs...)
}
