package discretion

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/rules"
)

// A question can come to each band that a count of it falls in, and in a mean to each figure, as a
// fraction; one whose result is not from the table to the figure that it has.
func TestOptionsOfAQuestion(t *testing.T) {
	a, err := NewAssessor(withCounts(ladder(t, 1, 1, 1, ladders[0]...), [2]int{3, 7}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for of := range 8 {
		for code := range (of + 1) * (of + 1) {
			low, high := code/(of+1), code%(of+1)
			if low > high {
				continue
			}
			q := QuestionProgress{spans: []countSpan{{low: low, high: high, of: of}}}
			q.ends = a.finals(0, q.spans, 0)
			var bands, figures []rules.Option
			for yes := low; yes <= high; yes++ {
				o := rules.Option{Rating: rules.Unbanded}
				if of > 0 {
					o.Rating = bandByHand(yes, of, rules.HalfUp, ladders[0])
				}
				if !slices.Contains(bands, o) {
					bands = append(bands, o)
				}
				if of > 0 {
					share := big.NewRat(int64(100*yes), int64(of))
					o.Figure = rules.Figure{Num: share.Num().Int64(), Den: share.Denom().Int64()}
				}
				figures = append(figures, o)
			}
			if got := q.options(a, false); !slices.Equal(got, bands) {
				t.Errorf("%d to %d of %d: %v, want %v", low, high, of, got, bands)
			}
			if got := q.options(a, true); !slices.Equal(got, figures) {
				t.Errorf("%d to %d of %d in a mean: %v, want %v", low, high, of, got, figures)
			}
			q.Fixed = true
			for i := range bands {
				bands[i].Figure = rules.Figure{Num: 300, Den: 7}
			}
			if got := q.options(a, true); !slices.Equal(got, bands) {
				t.Errorf("%d to %d of %d, not from the table: %v, want %v", low, high, of, got, bands)
			}
		}
	}
}

// Rules are plain where every standard takes its lowest question's rating, on the one scale, and
// the overall rating goes by the sum.
func TestPlainRules(t *testing.T) {
	const text = `id = "plain"
groups = [{ id = "all" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
scales = [{ id = "two", ratings = [{ id = "bad", name = "Bad", score = 0 }, { id = "good", name = "Good", score = 1 }] }]
[[standards]]
id = "a"
group = "all"
questions = [{ id = "one" }, { id = "two" }]
[[standards]]
id = "b"
group = "all"
%s
questions = [{ id = "one" }, { id = "two" }]
`
	for standard, want := range map[string]bool{"": true, `combine = "mean"`: false,
		"scale = \"two\"\nbands = [{ rating = \"bad\", from = 0, to = 49 }, { rating = \"good\", from = 50, to = 100 }]": false} {
		set, err := rules.Parse("plain.toml", fmt.Appendf(nil, text, standard))
		if err != nil {
			t.Fatal(standard, err)
		}
		a, err := NewAssessor(NewInspection(set), Options{})
		if err != nil || a.PlainRules() != want {
			t.Errorf("%q: plain rules %v, want %v, %v", standard, !want, want, err)
		}
	}
}

// Each level is read by its own name, and yes and no by those answers where levels are so called.
func TestLevelsAreReadByTheirNames(t *testing.T) {
	for _, names := range [][]string{{"no", "yes"}, {"n", "no", "yes"}, {"no", "n", "yes", "y"}, {"y", "yes", "n", "no"}, {"poor", "n", "good"}} {
		text := "id = \"x\"\ngroups = [{ id = \"all\" }]\nratings = [{ id = \"red\", score = 0 }]\n" +
			"answers = [{ id = \"own\", levels = [%s] }]\n[[standards]]\nid = \"s\"\ngroup = \"all\"\n" +
			"questions = [{ id = \"q\", answers = \"own\", at_least = %q }]\n"
		for from := 1; from < len(names); from++ {
			set, err := rules.Parse("x.toml", fmt.Appendf(nil, text, `"`+strings.Join(names, `", "`)+`"`, names[from]))
			if err != nil {
				t.Fatal(err)
			}
			r := &sheetReader{rules: set}
			for _, answer := range append([]string{"y", "n", "yes", "no", "other", "na"}, names...) {
				want := slices.Index(names, answer)
				if full, ok := map[string]string{"y": "yes", "n": "no"}[answer]; want < 0 && ok {
					want = slices.Index(names, full)
				}
				a, level, ok := r.parse(0, answer)
				if answer == "na" {
					if a != NA || !ok {
						t.Errorf("%q of %q: %v %v", answer, names, a, ok)
					}
					continue
				}
				if ok != (want >= 0) || ok && (level != want || (a == Yes) != (want >= from) || a == NA) {
					t.Errorf("%q of %q, yes from %q: %v, level %d, %v; want level %d", answer, names, names[from], a, level, ok, want)
				}
			}
		}
	}
}
