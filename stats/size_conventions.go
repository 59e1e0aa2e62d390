package stats

// A SizeConvention is one way in which published sample sizes are worked out
// from the normal formula. Programs differ in them, and a size often fits only
// some.
type SizeConvention struct {
	RoundedZ bool // z to two decimals, 1.28 for 80%, as in printed tables
	OverN    bool // n0/(1 + n0/N) ("Form B") in place of n0/(1 + (n0-1)/N) ("Form A")
	Rounding Rounding
}

// sizeConventions lists the conventions in use. The first is the default of
// [SampleSize] and of OpenEpi; OverN and rounding up is that of R's epiR and
// samplingbook.
func sizeConventions() []SizeConvention {
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
	return z + ", " + form + ", " + roundingWords[c.Rounding].short
}

// size returns the size by the convention, for a spec that is in order.
func (c SizeConvention) size(spec SizeSpec) int {
	n := rounded(c.stages(spec).unrounded, c.Rounding)
	if spec.Population != Infinite {
		n = min(n, float64(spec.Population))
	}
	return int(min(n, MaxPopulation))
}

// A ConventionSize is the size by one convention.
type ConventionSize struct {
	SizeConvention
	Sample int
}

// SizesByConvention returns the size by every convention. Criterion and Rounding
// of the spec play no part.
func SizesByConvention(spec SizeSpec) ([]ConventionSize, error) {
	spec = spec.withDefaults()
	spec.Criterion, spec.Rounding = Normal, RoundUp
	if err := spec.check(); err != nil {
		return nil, err
	}
	var sizes []ConventionSize
	for _, c := range sizeConventions() {
		sizes = append(sizes, ConventionSize{c, c.size(spec)})
	}
	return sizes, nil
}

// A LevelSize is the size of the sample at one confidence.
type LevelSize struct {
	Confidence float64 `json:"confidence"`
	Sample     int     `json:"sample"`
}

// quickBound is the bound of Serfling up to which an exact criterion gives a
// size in well under a second.
const quickBound = 1200

// SizesByLevel returns the size by the spec at each of the confidences, in
// place of its own. A level is left out where it has no size, and where an
// exact criterion would take longer than a table of levels is worth: at 5
// points none is.
func SizesByLevel(spec SizeSpec, confidences []float64) []LevelSize {
	spec = spec.withDefaults()
	var sizes []LevelSize
	for _, confidence := range confidences {
		spec.Confidence = confidence
		if spec.check() != nil {
			continue
		}
		if spec.Criterion == Normal {
			n := SizeConvention{Rounding: spec.Rounding}.size(spec)
			sizes = append(sizes, LevelSize{confidence, n})
		} else if serfling(spec.Population, confidence, spec.Margin) <= quickBound {
			if s, err := SampleSize(spec); err == nil {
				sizes = append(sizes, LevelSize{confidence, s.Sample})
			}
		}
	}
	return sizes
}
