package discretion

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"onecase/discretion/rules"
)

// Near-boundary looks at the bands that rate the driver: its own, its standard's, the rows
// of a table for its number of cases, or the set's. Every count of one question beside a
// question far from any boundary is held against fractions.
func TestNearBoundaryOfOwnBands(t *testing.T) {
	scale := `id = "near"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "amber", name = "Amber", score = 1 }, { id = "green", name = "Green", score = 2 }]
bands = [{ rating = "red", from = 0, to = 39 }, { rating = "amber", from = 40, to = 79 }, { rating = "green", from = 80, to = 100 }]
discretion = [{ criterion = "near-boundary", points = 4, inclusive = true, percent = %q }, { criterion = "one-case-swing", cases = 1, inclusive = true, change = "case" }]
[[standards]]
id = "care"
name = "Care"
group = "all"
%s
questions = [{ id = "plan", name = "Plan" %s }]
`
	bands := `bands = [{ rating = "red", from = 0, to = 89 }, { rating = "green", from = 90, to = 100 }]`
	whole := func(cuts ...int64) (all []*big.Rat) {
		for _, c := range cuts {
			all = append(all, big.NewRat(c, 1))
		}
		return all
	}
	for _, c := range []struct {
		name, standard, question string
		cuts                     []*big.Rat
		table                    bool
	}{
		{"the set's", "", "", whole(40, 80), false},
		{"the standard's", bands, "", whole(90), false},
		{"the question's", `bands = [{ rating = "red", from = 0, to = 19 }, { rating = "green", from = 20, to = 100 }]`,
			", " + bands, whole(90), false},
		{"a table's", "", ", decide = [{ cases = 18, yes = [1, 2] }, { cases = 19, yes = [7, 13] }]",
			[]*big.Rat{big.NewRat(700, 19), big.NewRat(1300, 19)}, true},
		{"a table's, one rating out of reach", "decide = [{ cases = 19, yes = [13, 20] }]", "", []*big.Rat{big.NewRat(1300, 19)}, true},
		{"a table's, two ratings at once", "decide = [{ cases = 19, yes = [13, 13] }]", "", []*big.Rat{big.NewRat(1300, 19)}, true},
		{"a mean's", bands + "\ncombine = \"mean\"", "", whole(90), false},
	} {
		for _, reading := range []rules.PercentReading{rules.Rounded, rules.Exact} {
			set, err := rules.Parse("near.toml", fmt.Appendf(nil, scale, reading, c.standard, c.question))
			if err != nil || len(set.Check()) > 0 {
				t.Fatalf("%s: %v %v", c.name, err, set.Check())
			}
			fired := 0
			for yes := range 20 {
				a := assess(t, withCounts(set, [2]int{yes, 19}), Options{})
				percent := big.NewRat(int64(100*yes), 19)
				if reading == rules.Rounded && !c.table {
					percent = big.NewRat(int64(math.Floor(float64(100*yes)/19+0.5)), 1)
				}
				least := big.NewRat(1000, 1)
				for _, cut := range c.cuts {
					if d := new(big.Rat).Sub(percent, cut); d.Abs(d).Cmp(least) < 0 {
						least = d
					}
				}
				f := a.Standards[0].flag(t, rules.NearBoundary)
				want := least.Cmp(big.NewRat(4, 1)) <= 0
				points, _ := least.Float64()
				if *f.Fires != want || math.Abs(*f.Points-points) > 1e-9 {
					t.Errorf("%s, %s: %d of 19 is %v points away, fires %v; want %v and %v", c.name, reading, yes,
						*f.Points, *f.Fires, points, want)
				}
				if want {
					fired++
				}
			}
			if fired == 0 || fired == 20 {
				t.Errorf("%s: it fires %d times of 20", c.name, fired)
			}
		}
	}
}

// A rating that one band gives has no boundary, and of two drivers with the same percentage
// the one that is nearer to a boundary of its own decides: whether the criterion reaches none,
// one or both of them, and whichever comes first.
func TestNearBoundaryOfSeveralDrivers(t *testing.T) {
	text := `id = "near"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "none", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
discretion = [{ criterion = "near-boundary", points = 4, inclusive = true, percent = "exact" }]
[[standards]]
id = "care"
name = "Care"
group = "all"
questions = [
  { id = "far", bands = [{ rating = "red", from = 0, to = 95 }, { rating = "green", from = 95, to = 100 }] },
  { id = "close", bands = [{ rating = "red", from = 0, to = 82 }, { rating = "green", from = 82, to = 100 }] },
]
[[standards]]
id = "all"
name = "All"
group = "all"
bands = [{ rating = "red", from = 0, to = 100 }]
questions = [{ id = "one" }]
`
	set, err := rules.Parse("near.toml", []byte(text))
	if err != nil || len(set.Check()) > 0 {
		t.Fatal(err, set.Check())
	}
	a := assess(t, withCounts(set, [2]int{8, 10}, [2]int{8, 10}, [2]int{5, 10}), Options{})
	if f := a.Standards[0].flag(t, rules.NearBoundary); !*f.Fires || f.Question != "care.close" || *f.Points != 2 ||
		!strings.Contains(f.Detail, "2 points below the boundary of Green at 82%") {
		t.Errorf("two drivers: %v %s %s", *f.Fires, f.Question, f.Detail)
	}
	of, err := NewAssessor(a.Inspection, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, points := range []float64{1, 2, 4, 15, 40} {
		for _, qs := range [][]int{{0, 1}, {1, 0}} {
			c := rules.Criterion{Points: points, Inclusive: true, Percent: rules.Exact}
			if at, near, ok := of.nearDriver(c, qs); !ok || at != 1 || near.points() != 2 || near.within(c) != (points >= 2) {
				t.Errorf("within %v points of %v: question %d, %v away, %v", points, qs, at, near.points(), ok)
			}
		}
	}
	if f := a.Standards[1].flag(t, rules.NearBoundary); *f.Fires || f.Points != nil || f.Detail != "it has no boundary" {
		t.Errorf("one band: %v %v %s", *f.Fires, f.Points, f.Detail)
	}
}

// withCounts is an inspection with yes answers of cases for every question.
func withCounts(set *rules.Set, counts ...[2]int) *Inspection {
	ins := NewInspection(set)
	for i, c := range counts {
		ins.Results.Questions[i] = Result{Question: set.Questions()[i].ID, Known: Counted, Yes: c[0], Of: c[1]}
	}
	return ins
}

// A mean is written with at most two decimals.
func TestShortFigures(t *testing.T) {
	for v, want := range map[float64]string{2: "2", 2.5: "2.5", 2.346: "2.35", 2.344: "2.34", 0.004: "0", 12.999: "13"} {
		if got := shortFigure(v); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
}
