package stats

import (
	"math"
	"sort"
)

// A SizeConvention is one way in which published sample sizes are worked out
// from the normal formula. Programs differ in them, and a size often fits only
// some.
type SizeConvention struct {
	RoundedZ bool // z to two decimals, 1.28 for 80%, as in printed tables
	OverN    bool // n0/(1 + n0/N) ("Form B") in place of n0/(1 + (n0-1)/N) ("Form A")
	Rounding Rounding
}

// SizeConventions lists the conventions in use. The first is the default of
// [SampleSize] and of OpenEpi; OverN and rounding up is that of R's epiR and
// samplingbook.
func SizeConventions() []SizeConvention {
	var all []SizeConvention
	for _, roundedZ := range []bool{false, true} {
		for _, overN := range []bool{false, true} {
			for _, rounding := range []Rounding{RoundUp, RoundNearest} {
				all = append(all, SizeConvention{roundedZ, overN, rounding})
			}
		}
	}
	return append(all, SizeConvention{Rounding: RoundEachStep})
}

// String names the convention: "exact z, N-1, up".
func (c SizeConvention) String() string {
	z, form := "exact z", "N-1"
	if c.RoundedZ {
		z = "z to two decimals"
	}
	if c.OverN {
		form = "N"
	}
	rounding := map[Rounding]string{RoundUp: "up", RoundNearest: "nearest", RoundEachStep: "up at each step"}[c.Rounding]
	return z + ", " + form + ", " + rounding
}

// Size returns the size of the sample by the convention. Criterion and
// Rounding of the spec play no part.
func (c SizeConvention) Size(spec SizeSpec) (int, error) {
	spec = spec.withDefaults()
	spec.Criterion, spec.Rounding = Normal, c.Rounding
	if err := spec.check(); err != nil {
		return 0, err
	}
	return c.size(spec), nil
}

// size is Size for a spec that is in order.
func (c SizeConvention) size(spec SizeSpec) int {
	n := rounded(c.unrounded(spec), c.Rounding)
	if spec.Population != Infinite {
		n = min(n, float64(spec.Population))
	}
	return int(min(n, MaxPopulation))
}

// z returns the normal quantile of a level as the convention takes it.
func (c SizeConvention) z(confidence float64) float64 {
	if c.RoundedZ {
		return math.Round(Z(confidence)*100) / 100
	}
	return Z(confidence)
}

// unrounded returns the size before the last rounding and the cap at the
// population.
func (c SizeConvention) unrounded(spec SizeSpec) float64 {
	z := c.z(spec.Confidence)
	each := func(x float64) float64 { return x }
	if c.Rounding == RoundEachStep {
		each = roundUp
	}
	n := each(infiniteSize(z, spec.Proportion, spec.Margin))
	n = each(n * spec.DesignEffect)
	n = each(finiteSize(n, spec.Population, !c.OverN))
	return n / spec.Response
}

// A ConventionSize is the size by one convention.
type ConventionSize struct {
	SizeConvention
	Sample int
}

// SizesByConvention returns the size by every convention.
func SizesByConvention(spec SizeSpec) ([]ConventionSize, error) {
	var sizes []ConventionSize
	for _, c := range SizeConventions() {
		n, err := c.Size(spec)
		if err != nil {
			return nil, err
		}
		sizes = append(sizes, ConventionSize{c, n})
	}
	return sizes, nil
}

// ReproducedBy returns the conventions by which the spec gives a published
// size; there may be none.
func ReproducedBy(sample int, spec SizeSpec) ([]SizeConvention, error) {
	sizes, err := SizesByConvention(spec)
	if err != nil {
		return nil, err
	}
	var found []SizeConvention
	for _, s := range sizes {
		if s.Sample == sample {
			found = append(found, s.SizeConvention)
		}
	}
	return found, nil
}

// ImpliedPopulations are the populations from which a published sample size
// follows by a convention.
type ImpliedPopulations struct {
	SizeConvention
	None bool // no population gives that size
	Low  int
	High int // Infinite where there is no upper limit
}

// Implied returns, for every convention, the populations up to MaxPopulation
// for which the spec gives a sample of the given size. The spec's own
// Population, Criterion and Rounding play no part.
func Implied(sample int, spec SizeSpec) ([]ImpliedPopulations, error) {
	spec = spec.withDefaults()
	spec.Population, spec.Criterion, spec.Rounding = MaxPopulation, Normal, RoundUp
	if err := spec.check(); err != nil {
		return nil, err
	}
	if err := checkDraw(sample, MaxPopulation); err != nil {
		return nil, err
	}
	var all []ImpliedPopulations
	for _, c := range SizeConventions() {
		// The size never falls as the population grows. No sample is larger
		// than its population, so the search may start at the sample.
		size := func(N int) int {
			spec.Population = N
			return c.size(spec)
		}
		from := func(n int) int { // least population with a size of n or more
			return sample + sort.Search(MaxPopulation-sample+1, func(i int) bool { return size(sample+i) >= n })
		}
		implied := ImpliedPopulations{SizeConvention: c, Low: from(sample)}
		switch {
		case implied.Low > MaxPopulation || size(implied.Low) != sample:
			implied = ImpliedPopulations{SizeConvention: c, None: true}
		case size(Infinite) == sample:
			implied.High = Infinite
		default:
			implied.High = from(sample+1) - 1
		}
		all = append(all, implied)
	}
	return all, nil
}
