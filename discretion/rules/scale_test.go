package rules

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"onecase/sample"
	"onecase/stats"
)

// roundedFraction rounds a fraction that is not below 0, by its floor and what is left over.
func roundedFraction(p *big.Rat, rounding Rounding) *big.Rat {
	floor := new(big.Int).Quo(p.Num(), p.Denom())
	whole := new(big.Rat).SetInt(floor)
	half := new(big.Rat).Sub(p, whole).Cmp(big.NewRat(1, 2))
	switch {
	case rounding == None:
		return p
	case rounding == HalfUp && half >= 0, rounding == HalfEven && (half > 0 || half == 0 && floor.Bit(0) == 1):
		return whole.Add(whole, big.NewRat(1, 1))
	}
	return whole
}

// bandOfFraction counts the boundaries, in hundredths of a percent, that a percentage has passed.
func bandOfFraction(percent *big.Rat, cuts []int64, inclusive bool) (band int) {
	for _, cut := range cuts {
		if c := percent.Cmp(big.NewRat(cut, 100)); c > 0 || c == 0 && inclusive {
			band++
		}
	}
	return band
}

// Every count of up to 45 cases, of 200 and of 1,000 is placed as its fraction is, however it is given: as
// a count, as a share, as a fraction or as a percentage that was printed.
func TestScalesAreThoseOfFractions(t *testing.T) {
	sizes := []int{200, 1000}
	for of := 1; of <= 45; of++ {
		sizes = append(sizes, of)
	}
	for _, rounding := range []Rounding{HalfUp, HalfEven, Down, None} {
		for _, inclusive := range []bool{true, false} {
			for _, cuts := range [][]int64{{5000, 6500, 8000}, {100, 200, 9900}, {3350, 5025, 6667}, {5000}} {
				if rounding != None && cuts[0] == 3350 {
					continue // percentages that are rounded have whole boundaries
				}
				set := &Set{Percent: PercentRule{Measure: PercentYes, Rounding: rounding, Inclusive: inclusive}}
				for i := range len(cuts) + 1 {
					band := Band{Rating: fmt.Sprint("r", i)}
					if i > 0 {
						band.From = float64(cuts[i-1]) / 100
					}
					set.Ratings, set.Bands = append(set.Ratings, Rating{ID: band.Rating, Score: i}), append(set.Bands, band)
				}
				s, what := set.Scale(""), fmt.Sprint(rounding, inclusive, cuts)
				for _, of := range sizes {
					for yes := 0; yes <= of; yes++ {
						s.holdsTo(t, what, yes, of, cuts, inclusive)
					}
				}
				for band := 1; band < s.Bands(); band++ {
					if limit := s.Limit(band); s.BandOfShare(limit+1e-8) < band || s.BandOfShare(limit-1e-8) >= band {
						t.Errorf("%s: band %d is from %v on", what, band, limit)
					}
				}
				for i, b := range s.Boundaries(10) {
					if b.Band != i+1 || b.Percent() != float64(cuts[i])/100 {
						t.Errorf("%s: boundary %d is %+v", what, i, b)
					}
				}
			}
		}
	}
}

func (s *Scale) holdsTo(t *testing.T, what string, yes, of int, cuts []int64, inclusive bool) {
	t.Helper()
	exact := big.NewRat(int64(100*yes), int64(of))
	figure := roundedFraction(exact, s.Rounding)
	want := bandOfFraction(figure, cuts, inclusive)
	percent, _ := figure.Float64()
	if s.Band(yes, of) != want || s.bandOfRat(exact) != want {
		t.Fatalf("%s: %d of %d is in band %d, its fraction in %d, want %d", what, yes, of, s.Band(yes, of), s.bandOfRat(exact), want)
	}
	if s.Rounding != None && s.Rounded(exact) != int(percent) {
		t.Fatalf("%s: %d of %d is rounded to %d, want %v", what, yes, of, s.Rounded(exact), percent)
	}
	if got := s.Percent(yes, of); math.Abs(got-percent) > 1e-12 {
		t.Fatalf("%s: %d of %d is %v%%, want %v", what, yes, of, got, percent)
	}
	if got := s.Rounding.PercentOf(float64(yes) / float64(of)); math.Abs(got-percent) > 1e-6 {
		t.Fatalf("%s: the share %d of %d is %v%%, want %v", what, yes, of, got, percent)
	}
	if of != 200 && of != 1000 {
		return
	}
	printed, err := stats.ParsePercentage(fmt.Sprintf("%d.%d", 1000*yes/of/10, 1000*yes/of%10))
	if err != nil {
		t.Fatal(err)
	}
	if got := s.BandOfShare(float64(yes) / float64(of)); got != want || s.BandOfPrinted(printed) != want {
		t.Fatalf("%s: the share %d of %d is in band %d, and printed in %d, want %d", what, yes, of, got, s.BandOfPrinted(printed), want)
	}
	if got := s.PercentOfPrinted(printed); math.Abs(got-percent) > 1e-9 {
		t.Fatalf("%s: %v is banded as %v, want %v", what, printed, got, percent)
	}
}

// A table places each number of cases that it has a row for, and no other; a count of no is placed by the most that
// each band has. Neither bands shares, and their counts go one by one.
func TestTablesAndCountsOfNo(t *testing.T) {
	ratings := []Rating{{ID: "r0"}, {ID: "r1", Score: 1}, {ID: "r2", Score: 2}}
	table := (&Set{Percent: PercentRule{Measure: PercentYes, Rounding: HalfUp}, Ratings: ratings, Decide: []Decided{{Cases: 4, Yes: []int{1,
		4}}}}).Scale("")
	no := (&Set{Percent: PercentRule{Measure: CountNo}, Ratings: ratings,
		Bands: []Band{{Rating: "r0", From: 3, To: 4}, {Rating: "r1", From: 1, To: 2}, {Rating: "r2"}}}).Scale("")
	for yes, want := range [][2]int{{0, 0}, {1, 0}, {1, 1}, {1, 1}, {2, 2}} {
		if table.Band(yes, 4) != want[0] || table.Band(yes, 5) != Unbanded || no.Band(yes, 4) != want[1] {
			t.Errorf("%d of 4: band %d by the table and %d by no, want %v", yes, table.Band(yes, 4), no.Band(yes, 4), want)
		}
	}
	for _, s := range []*Scale{table, no} {
		if s.ByPercent() || s.BandOfShare(0.5) != Unbanded && s.ByTable() == (s == no) || s.Span() != 1 || s.Step() != 1 || s.Bands() != 3 {
			t.Errorf("%+v", s)
		}
	}
	if no.BandOfShare(0.5) != Unbanded || !table.ByTable() || no.ByTable() {
		t.Error("no answers are counted, and have no shares")
	}
}

// Rules of fixed size ask for it, or for a group's share of it, and for no more than there is.
func TestFixedSizes(t *testing.T) {
	one := []sample.Group{{ID: "all"}}
	two := []sample.Group{{ID: "a"}, {ID: "b"}}
	for _, c := range []struct {
		groups                 []sample.Group
		size, population, want int
	}{{one, 0, 50, 0}, {one, 1, 0, 1}, {one, 80, 0, 80}, {one, 80, 1, 1}, {one, 80, 100, 80}, {two, 80, 0, 20}, {two, 80, 19, 19}, {two, 80,
		21, 20}} {
		set := &Set{Groups: c.groups, Target: Target{Size: c.size, Split: map[string]float64{"a": 0.25, "b": 0.75}}}
		if got := set.FixedSize(c.groups[0].ID, c.population); got != c.want || set.Design().Total != c.size ||
			set.Design().Whole != (c.size > 0) {
			t.Errorf("%+v: %d, design %+v", c, got, set.Design())
		}
	}
}

// A rule set that comes with the program has its name, and any other its id.
func TestNameOf(t *testing.T) {
	for _, id := range IDs() {
		set, err := Load(id)
		if err != nil || NameOf(id) != set.Named() || NameOf(id) == id {
			t.Errorf("%s is called %q, %v", id, NameOf(id), err)
		}
	}
	if got := NameOf("no-such-rules"); got != "no-such-rules" {
		t.Error(got)
	}
}

// Groups say what their cases are: the disposals that are named, or all.
func TestGroupsInWords(t *testing.T) {
	for _, c := range []struct {
		groups []sample.Group
		want   string
	}{
		{[]sample.Group{{ID: "a", Name: "A"}}, "A: every case"},
		{[]sample.Group{{ID: "a", Name: "A", Disposals: []string{"custody"}}}, "A: custody"},
		{[]sample.Group{{ID: "a", Name: "A", Disposals: []string{"custody"}}, {ID: "b"}}, "A: custody"},
		{[]sample.Group{{ID: "a", Name: "A"}, {ID: "b"}}, "A: those that a column of the list names so"},
	} {
		if got := (&Set{Groups: c.groups}).Values()[0].Text; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// What is matched on is a value however short, and so is the number of standards where it is stated or summed.
func TestValuesThatAreThere(t *testing.T) {
	for _, c := range []struct {
		set  *Set
		name string
		want bool
	}{
		{&Set{}, "match", false}, {&Set{Match: []string{"gender"}}, "match", true},
		{&Set{Scoring: &Scoring{Combine: Lowest}}, "scoring.standards", false}, {&Set{Scoring: &Scoring{Combine: Lowest, Standards: 1}},
			"scoring.standards", true},
		{&Set{Scoring: &Scoring{Combine: Lowest}}, "scoring.maximum", false}, {&Set{Scoring: &Scoring{Combine: Percent, Maximum: 1}},
			"scoring.maximum", true},
		{&Set{Scoring: &Scoring{}}, "scoring.standards", true}, {&Set{Scoring: &Scoring{Combine: Sum}}, "scoring.maximum", true},
	} {
		if got := slices.Contains(c.set.valueNames(), c.name); got != c.want {
			t.Errorf("%+v: %s %v", c.set.Scoring, c.name, got)
		}
	}
}

// What is found in rules that were read from no file has no row.
func TestFindingsWithoutAFile(t *testing.T) {
	if got := (&Set{}).Check().Error(); got == "" || strings.Contains(got, "row") {
		t.Error(got)
	}
}

// A question is placed in its own bands or table, else in its standard's, else in the set's.
func TestOwnBandsComeFirst(t *testing.T) {
	ratings := []Rating{{ID: "r0"}, {ID: "r1", Score: 1}}
	bands := func(from float64) []Band {
		return []Band{{Rating: "r0", To: from}, {Rating: "r1", From: from, To: 100}}
	}
	tables := func(yes int) []Decided { return []Decided{{Cases: 4, Yes: []int{yes}}} }
	kinds := []struct { // the least yes of 4 for the better rating: 1 in the question's, 2 in the standard's, 3 in the set's
		bands func(float64) []Band
		table func(int) []Decided
	}{{nil, nil}, {bands, nil}, {nil, tables}}
	give := func(kind, yes int) (b []Band, d []Decided) {
		if f := kinds[kind].bands; f != nil {
			b = f(float64(25 * yes))
		}
		if f := kinds[kind].table; f != nil {
			d = f(yes)
		}
		return b, d
	}
	for own := range kinds {
		for standard := range kinds {
			for of := range kinds {
				set := &Set{Ratings: ratings, Percent: PercentRule{Measure: PercentYes, Rounding: None, Inclusive: true}}
				q, st := Question{ID: "q"}, Standard{ID: "s"}
				q.Bands, q.Decide = give(own, 1)
				st.Bands, st.Decide = give(standard, 2)
				set.Bands, set.Decide = give(of, 3)
				st.Questions = []Question{q, {ID: "i", Information: true}}
				set.Standards = []Standard{st}
				set.finish()
				want, kind := 3, of
				if own > 0 {
					want, kind = 1, own
				} else if standard > 0 {
					want, kind = 2, standard
				}
				what := fmt.Sprint(own, standard, of)
				for _, s := range []*Scale{set.ScaleOf(0, ""), set.QuestionScales("")[0]} {
					for yes := range 5 {
						band := 0
						if yes >= want {
							band = 1
						}
						if kind == 0 {
							band = Unbanded
						}
						if got := s.Band(yes, 4); got != band || s.ByTable() != (kind == 2) {
							t.Fatalf("%s: %d of 4 is in band %d, want %d", what, yes, got, band)
						}
					}
				}
				if set.RatesQuestions() != (kind > 0 || of == 1) || set.OwnBands() != (kind > 0 && (want < 3 || kind == 2)) {
					t.Fatalf("%s: rates questions %v, own bands %v", what, set.RatesQuestions(), set.OwnBands())
				}
				if s := set.QuestionScales("")[1]; s.Bands() != 0 {
					t.Fatalf("%s: what is for information has %d bands", what, s.Bands())
				}
			}
		}
	}
}

// A figure is shown with the fewest decimals, from those asked for on, that leave it in its band.
func TestShownFiguresStayInTheirBand(t *testing.T) {
	set := &Set{Percent: PercentRule{Measure: PercentYes, Rounding: None, Inclusive: true}, Ratings: []Rating{{ID: "r0"}, {ID: "r1",
		Score: 1}},
		Bands: []Band{{Rating: "r0", To: 50}, {Rating: "r1", From: 50, To: 100}}}
	s := set.Scale("")
	for _, c := range []struct {
		figure   float64
		decimals int
		want     string
	}{{49.4, 0, "49"}, {49.5, 0, "49.5"}, {49.96, 1, "49.96"}, {49.996, 1, "49.996"}, {49.94, 1, "49.9"}, {50, 1, "50"}, {50.04, 1, "50"},
		{71.14, 1, "71.1"}, {71.15, 1, "71.2"},
		{0, 1, "0"}, {100, 0, "100"}, {49.9999999, 1, "49.9999999"}} {
		if got := s.Shown(c.figure, c.decimals); got != c.want {
			t.Errorf("%v with %d decimals: %s, want %s", c.figure, c.decimals, got, c.want)
		}
	}
	for rounding, want := range map[Rounding]stats.PercentRounding{"": stats.HalfUp, None: stats.HalfUp, HalfUp: stats.HalfUp,
		HalfEven: stats.HalfEven, Down: stats.Down} {
		if got := rounding.Printed(); got != want {
			t.Errorf("%q is printed %s, want %s", rounding, got, want)
		}
	}
}
