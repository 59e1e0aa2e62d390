package discretion

import (
	"fmt"
	"maps"
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
			for short := 1; short <= 2; short++ { // cases beyond the sample
				more, all := q, QuestionProgress{spans: []countSpan{{low: low, high: high + short, of: of + short}}}
				if more.short = short; !slices.Equal(more.options(a, true), all.options(a, true)) {
					t.Errorf("%d to %d of %d and %d more: %v", low, high, of, short, more.options(a, true))
				}
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
	for _, names := range [][]string{{"no", "yes"}, {"n", "no", "yes"}, {"no", "n", "yes", "y"}, {"y", "yes", "n", "no"},
		{"poor", "n", "good"}} {
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

// What a sample leaves open of a question makes the counts that every way to answer makes: of so
// many cases, those from the fewest yes to the most. Failed cases count as no once it applies to any.
func TestSpansAreEveryCount(t *testing.T) {
	ways := [][]Answer{{NA, No, Yes}, {No, Yes}, {NA, Yes}, {NA, No}, {Yes}, {No}}
	for code := range 3 * 3 * 3 * 3 * 2 * 2 * 2 * 2 {
		digit := func(base int) (d int) { d, code = code%base, code/base; return d }
		var all [][]Answer
		for i, way := range ways {
			for range digit([]int{3, 3, 3, 3, 2, 2}[i]) {
				all = append(all, way)
			}
		}
		failed, known := digit(2), digit(2) == 1
		var o opened
		found := map[[2]int]bool{{0, 0}: true} // yes, of
		for _, can := range all {
			o.add(can)
			next := map[[2]int]bool{}
			for c := range found {
				for _, a := range can {
					next[[2]int{c[0] + countIf(a == Yes), c[1] + countIf(a != NA)}] = true
				}
			}
			found = next
		}
		want, got := map[[2]int]bool{}, map[[2]int]bool{}
		for c := range found {
			if o.of == 0 && (c[1] > 0 || known) {
				c[1] += failed
			}
			want[c] = true
		}
		for _, s := range o.spans(failed, known) {
			for yes := range s.all() {
				got[[2]int{yes, s.of}] = true
			}
		}
		if !maps.Equal(got, want) {
			t.Fatalf("%v, %d failed: %v, want %v", all, failed, got, want)
		}
	}
}

func countIf(so bool) int {
	if so {
		return 1
	}
	return 0
}

// A header is the one asked for whatever its case, with the mark of lists or without; none is asked for by "".
func TestSameHeader(t *testing.T) {
	for _, c := range []struct {
		header, asked string
		want          bool
	}{{"Team", "team", true}, {" team ", "TEAM", true}, {"team" + ListMark, "team", true}, {"teams", "team", false}, {"", "team", false},
		{"", "", false}, {ListMark, "", false}, {"team", "", false}, {"team", "team" + ListMark, false}} {
		if sameHeader(c.header, c.asked) != c.want {
			t.Errorf("%q for %q: %v", c.header, c.asked, !c.want)
		}
	}
}

// The questions of a group are counted, and those of rules that come with the program are known.
func TestQuestionsOfAGroup(t *testing.T) {
	set := ladder(t, 3, 1, 2, ladders[0]...)
	c := &casesReader{sheetReader: &sheetReader{rules: set}}
	for _, g := range set.Groups {
		for last := range 7 {
			want := 0
			for q, question := range set.Questions() {
				want += countIf(question.Group == g.ID && q < last)
			}
			if got := c.countIn(g.ID, func(q int) bool { return q < last }); got != want {
				t.Errorf("%s: %d of the first %d, want %d", g.ID, got, last, want)
			}
		}
	}
	if ofShipped([]string{"no.such.question"}) || ofShipped(nil) || !ofShipped([]string{"no.such", "court.assessment.safety"}) {
		t.Error("questions of rules that come with the program")
	}
}

// The route that is sure is, of those that take no more cases than are enough, one of those with the
// fewest, and the first of these: none is named where all of them are. Every three numbers are tried.
func TestTheSureRoute(t *testing.T) {
	a, err := NewAssessor(NewInspection(ladder(t, 4, 4, 1, ladders[0]...)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	route := func(i, most int) Route { return Route{{Standard: fmt.Sprintf("s%d", i), Most: most}} }
	for code := range 4 * 4 * 4 {
		mosts := []int{1 + code%4, 1 + code/4%4, 1 + code/16}
		for enough := 1; enough <= 4; enough++ {
			swing, sure, least := &OverallSwing{Most: &[]int{enough}[0]}, 3, enough
			for i, most := range mosts {
				swing.Routes = append(swing.Routes, route(i, most))
				if most < least || most == least && sure == 3 {
					sure, least = i, most
				}
			}
			want := append(slices.Clone(swing.Routes), route(3, enough))[sure]
			if slices.Max(mosts) == least {
				want = nil
			}
			if a.nameSure(swing, route(3, enough)); !slices.Equal(swing.Sure, want) || *swing.Most != least {
				t.Errorf("%v, enough %d: %v, %d, want %v, %d", mosts, enough, swing.Sure, *swing.Most, want, least)
			}
		}
	}
	for to, want := range map[string]string{"r1": "to R1 lie between 2 and 5", "other": "to other lie between 2 and 5"} {
		a.out.Warnings = nil
		if a.warnGivenUp("the overall rating", to, 2, 5); !strings.Contains(a.out.Warnings[0].Message, want) {
			t.Errorf("%v", a.out.Warnings)
		}
	}
}

// Each further move of a standard gains more: bands that no count reaches are no moves of their own.
func TestMovesGainMore(t *testing.T) {
	for of := 1; of < 8; of++ {
		for yes := range of + 1 {
			set := ladder(t, 1, 1, 1, 10, 20, 40, 60, 70, 90)
			a, err := NewAssessor(withCounts(set, [2]int{yes, of}), Options{})
			if err != nil {
				t.Fatal(err)
			}
			var want, got []string
			for y := yes + 1; y <= of; y++ {
				to := fmt.Sprintf("r%d", bandByHand(y, of, rules.HalfUp, []int{10, 20, 40, 60, 70, 90}))
				if to != fmt.Sprintf("r%d", a.Bands[0]) && !slices.Contains(want, to) {
					want = append(want, to)
				}
			}
			for _, m := range a.moves(0, true) {
				got = append(got, m.to)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%d of %d: to %v, want %v", yes, of, got, want)
			}
		}
	}
}
