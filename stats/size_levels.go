package stats

// A LevelSize is the size of the sample at one confidence.
type LevelSize struct {
	Confidence float64
	Sample     int
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
