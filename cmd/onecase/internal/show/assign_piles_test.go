package show

import (
	"slices"
	"testing"

	"onecase/sample"
)

// Bands stand by their numbers, known categories in their own order, and all else as the record has it.
func TestPileRowsHaveBandsInOrder(t *testing.T) {
	a := &sample.Assignment{}
	for _, c := range [][2]string{{"LOS", "0-2"}, {"LOS", "23+"}, {"LOS", "3-5"}, {"LOS", "6-22"}, {"LOS", "unknown"},
		{"rosh", "high"}, {"rosh", "low"}, {"Ward", "Oak"}, {"Ward", "Ash"}} {
		a.Piles = append(a.Piles, sample.PileShare{Reader: "A", Variable: c[0], Value: c[1]})
	}
	got := each(PileRows(a, func(id string) string { return id }), func(r PileRow) string { return r.Category })
	want := []string{"LOS: 0-2", "LOS: 3-5", "LOS: 6-22", "LOS: 23+", "LOS: unknown", "risk of serious harm: low", "risk of serious harm: high", "Ward: Oak", "Ward: Ash"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
