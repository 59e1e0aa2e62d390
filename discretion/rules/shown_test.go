package rules

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// A figure is never shown in another band than its own, has the decimals that were asked for where they are
// enough for that, and else no more than it takes.
func TestFiguresAreShownInTheirBands(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 8))
	longer := 0
	for range 20000 {
		set := &Set{Ratings: []Rating{{ID: "low"}, {ID: "middle"}, {ID: "high"}}, Percent: PercentRule{Measure: PercentYes,
			Rounding: []Rounding{None, HalfUp, HalfEven, Down}[rng.IntN(4)], Inclusive: rng.IntN(2) == 0}}
		first := float64(1+rng.IntN(80)) + float64(rng.IntN(4))/4
		second := first + float64(1+rng.IntN(15))
		set.Bands = []Band{{Rating: "low", To: first}, {Rating: "middle", From: first, To: second}, {Rating: "high", From: second, To: 100}}
		scale := set.Scale("")
		of := 1 + rng.IntN(5000)
		yes := rng.IntN(of + 1)
		if rng.IntN(2) == 0 { // near a boundary
			yes = min(of, max(0, int(first*float64(of)/100)+rng.IntN(3)-1))
		}
		figure := 100 * float64(yes) / float64(of)
		text := scale.Shown(figure, 1)
		if band := scale.bandOfText(t, text); band != scale.Band(yes, of) {
			t.Fatalf("%d of %d, bands from %v and %v, %+v: %s lies in band %d, and the figure in %d", yes, of, first, second, set.Percent,
				text, band, scale.Band(yes, of))
		}
		if _, decimals, _ := strings.Cut(text, "."); len(decimals) > 1 {
			longer++
			shorter := strconv.FormatFloat(toDecimals(figure, len(decimals)-1), 'f', -1, 64)
			if scale.bandOfText(t, shorter) == scale.Band(yes, of) {
				t.Fatalf("%d of %d, bands from %v and %v: %s, where %s does", yes, of, first, second, text, shorter)
			}
		}
	}
	if longer < 50 {
		t.Errorf("%d figures have more than one decimal: too few to tell", longer)
	}
	if text := (&Set{}).Scale("").Shown(71.1111111, 1); text != "71.1" {
		t.Errorf("without bands: %s", text)
	}
}

// bandOfText is the band of a figure as it is read.
func (s *Scale) bandOfText(t *testing.T, text string) int {
	t.Helper()
	whole, decimals, _ := strings.Cut(text, ".")
	n, err := strconv.Atoi(whole + decimals)
	of := 100
	for range decimals {
		of *= 10
	}
	if err != nil {
		t.Fatal(err)
	}
	return s.Band(n, of)
}
