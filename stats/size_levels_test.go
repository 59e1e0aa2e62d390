package stats

import (
	"slices"
	"testing"
)

// At 5 points every criterion has a size at every level, that of SampleSize,
// and it grows with the level.
func TestSizesByLevel(t *testing.T) {
	confidences := []float64{0.8, 0.9, 0.95, 0.99}
	for _, criterion := range []Criterion{Normal, Estimate, IntervalWidth} {
		for _, N := range []int{1, 50, sweep(300, 2000)} {
			spec := SizeSpec{Population: N, Margin: 0.05, Criterion: criterion, Response: 0.9}
			sizes := SizesByLevel(spec, confidences)
			if len(sizes) != len(confidences) {
				t.Errorf("%s of %d: %v", criterion, N, sizes)
				continue
			}
			for i, at := range sizes {
				spec.Confidence = confidences[i]
				if s, err := SampleSize(spec); err != nil || at != (LevelSize{confidences[i], s.Sample}) {
					t.Errorf("%s of %d: %+v, want %d, %v", criterion, N, at, s.Sample, err)
				}
			}
			if !slices.IsSortedFunc(sizes, func(a, b LevelSize) int { return a.Sample - b.Sample }) {
				t.Errorf("%s of %d: %v falls", criterion, N, sizes)
			}
		}
	}
}

// A level that would take long is left out; the formula has them all.
func TestSizesByLevelKeepToMoments(t *testing.T) {
	spec := SizeSpec{Population: 20_000, Margin: 0.03, Criterion: Estimate}
	if sizes := SizesByLevel(spec, []float64{0.6, 0.99}); len(sizes) != 1 || sizes[0].Confidence != 0.6 {
		t.Errorf("%v", sizes)
	}
	spec.Criterion = Normal
	if sizes := SizesByLevel(spec, []float64{0.6, 0.99}); len(sizes) != 2 {
		t.Errorf("%v", sizes)
	}
}
