package predict

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// A completion is what one question can come to, had every case been read.
type completion struct {
	yes, of int
	chance  float64
}

// betaBinomialByHand is the chance of y of m by the product of an urn's draws.
func betaBinomialByHand(y, m int, a, b float64) float64 {
	p := 1.0
	for i := range m { // y of yes first, in every order alike
		if i < y {
			p *= (a + float64(i)) / (a + b + float64(i))
			p *= float64(m-i) / float64(y-i)
		} else {
			p *= (b + float64(i-y)) / (a + b + float64(i))
		}
	}
	return p
}

// completionsOf counts out a question by hand, under a prior.
func completionsOf(ins *discretion.Inspection, at int, a, b float64) (all []completion) {
	r, q := ins.Results.Questions[at], ins.Rules.Questions()[at]
	size := ins.Groups[q.Group]
	unread := size.Population - size.Sample
	for m := 0; m <= unread; m++ {
		applies := betaBinomialByHand(m, unread, float64(r.Of+1), float64(size.Sample-r.Of))
		switch {
		case r.Population > 0 && m != 0:
			continue
		case r.Population > 0:
			applies, m = 1, r.Population-r.Of
		case size.Sample == r.Of && m < unread:
			continue
		case size.Sample == r.Of:
			applies = 1
		}
		for y := 0; y <= m; y++ {
			all = append(all, completion{r.Yes + y, r.Of + m, applies * betaBinomialByHand(y, m, a+float64(r.Yes), b+float64(r.Of-r.Yes))})
		}
		if r.Population > 0 {
			break
		}
	}
	return all
}

// A countedOut is the chances of every rating, counted out over all completions.
type countedOut struct {
	rated [][]float64 // by standard
	whole []float64
	none  float64
	score map[int]float64
}

func newCountedOut(set *rules.Set) *countedOut {
	c := &countedOut{whole: make([]float64, len(set.OverallRatings())), score: map[int]float64{}}
	for i := range set.Standards {
		c.rated = append(c.rated, make([]float64, len(set.RatingsOf(i))))
	}
	return c
}

// every counts out all completions of the questions that are rated, each with its chance.
func (c *countedOut) every(a *discretion.Assessor, rated []int, of func(question int) []completion, weight float64) {
	ratings := make([]int, len(a.Rules.Standards))
	var visit func(k int, chance float64)
	visit = func(k int, chance float64) {
		if k < len(rated) {
			for _, o := range of(rated[k]) {
				a.SetCount(rated[k], o.yes, o.of)
				visit(k+1, chance*o.chance)
			}
			return
		}
		score, overall, ok := a.RateAll(ratings)
		for i, r := range ratings {
			if r != rules.Unrated {
				c.rated[i][r] += chance
			}
		}
		if !ok {
			c.none += chance
			return
		}
		c.whole[overall] += chance
		c.score[score] += chance
	}
	visit(0, weight)
}

// agrees holds chances against those counted out: to within an error, or to a rounding unit where they
// are said to be exact.
func (c *countedOut) agrees(t *testing.T, where string, r *Robustness, error float64) {
	t.Helper()
	within := func(basis Basis) float64 {
		if basis == ByEnumeration {
			return min(error, 1e-10)
		}
		return error
	}
	for i, st := range r.Standards {
		if st.Basis == ByJudgement {
			continue
		}
		same(t, fmt.Sprintf("%s%s (%s)", where, st.ID, st.Basis), st.Chances, c.rated[i], within(st.Basis))
	}
	if r.Overall.Chances == nil && slices.Max(c.whole) > 1-1e-9 {
		return // all that counts was given directly
	}
	same(t, fmt.Sprintf("%soverall (%s)", where, r.Overall.Basis), r.Overall.Chances, c.whole, within(r.Overall.Basis))
	for _, s := range r.Overall.Scores {
		if math.Abs(s.Chance-c.score[s.Score]) > within(r.Overall.Basis) {
			t.Fatalf("%sscore %d: %v, counted out %v", where, s.Score, s.Chance, c.score[s.Score])
		}
	}
}

func same(t *testing.T, where string, got, want []float64, within float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: chances %v, counted out %v", where, got, want)
	}
	for i := range want {
		if math.Abs(got[i]-want[i]) > within {
			t.Fatalf("%s: chances %v, counted out %v", where, got, want)
		}
	}
}

// ratedQuestions are those that are rated, by their places.
func ratedQuestions(set *rules.Set) (places []int) {
	for at, q := range set.Questions() {
		if !q.Information {
			places = append(places, at)
		}
	}
	return places
}

// Rules of the whole language, each question by itself: every chance is what counting out
// all completions of all questions gives.
func TestWholeLanguageCountedOut(t *testing.T) {
	tried, levels, limits, means := 0, 0, 0, 0
	for seed := uint64(0); tried < sweep(150, 600); seed++ {
		m, set := madeSet(t, seed, true)
		if set == nil {
			continue
		}
		ins := m.totals(set)
		if made := set.Rater(nil).Made(); len(made) > 0 && seed%4 == 0 { // what a panel decided is held
			ins.Judged[set.Standards[made[0]].ID] = set.RatingsOf(made[0])[0].ID
		}
		questions, ways := ratedQuestions(set), 1
		completions := map[int][]completion{}
		for _, q := range questions {
			completions[q] = completionsOf(ins, q, 0.5, 0.5)
			ways *= len(completions[q])
		}
		if ways > 30_000 {
			continue
		}
		tried++
		where := fmt.Sprintf("seed %d\n%s\n%+v\n", seed, m.text, ins.Results.Questions)
		r, err := Robust(ins, Options{Model: Separate, Replicates: 1000})
		if err != nil {
			t.Fatalf("%s%v", where, err)
		}
		if r.Replicates > 0 {
			t.Fatalf("%ssimulated", where)
		}
		a, err := discretion.NewAssessor(ins, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		c := newCountedOut(set)
		c.every(a, questions, func(q int) []completion { return completions[q] }, 1)
		if c.none > 0 {
			t.Fatalf("%sno rating with chance %v", where, c.none)
		}
		c.agrees(t, where, r, 1e-12)
		for _, st := range set.Standards {
			levels += len(st.Parts)
			limits += len(st.Limits)
			if st.Combine == rules.Mean && len(st.Parts) == 0 {
				means++
			}
		}
	}
	t.Logf("%d inspections; %d parts, %d limits, %d means of percentages", tried, levels, limits, means)
	if levels < tried/2 || limits < tried/4 || means < tried/4 {
		t.Error("too little of the language was tried")
	}
}

// Scores that all begin higher raise the overall score by as much for each standard that counts, and change
// nothing else: by totals and by cases, simulated and counted out, and before fieldwork.
func TestScoresMayBeginAnywhere(t *testing.T) {
	scored := func(from int) *rules.Set {
		set, err := rules.Parse("scored.toml", fmt.Appendf(nil, `id = "scored"
groups = [{ id = "all" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = %d }, { id = "green", name = "Green", score = %d }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
scoring = { standards = 2, maximum = %d, bands = [{ rating = "red", from = %d, to = %d }, { rating = "green", from = %d, to = %d }] }
standards = [
  { id = "one", group = "all", counted = true, questions = [{ id = "a" }, { id = "b" }] },
  { id = "two", group = "all", counted = true, questions = [{ id = "c" }] },
  { id = "apart", group = "all", questions = [{ id = "d" }] },
]
`, from, from+1, 2*from+2, 2*from, 2*from+1, 2*from+2, 2*from+2))
		if err != nil {
			t.Fatal(err)
		}
		if !set.Rater(nil).Additive() {
			t.Fatal("not a sum of scores")
		}
		return set
	}
	of := func(from, population int, totals bool) *discretion.Inspection {
		ins := ofPatterns(scored(from), population, "1101", "0010", "1110", "0111", "1011")
		if totals {
			ins.Groups["all"] = discretion.GroupSize{Population: population, Sample: 5}
			ins.Results.Grid = nil
		}
		return ins
	}
	agree := func(where string, got, want OverallChances, from int) {
		t.Helper()
		same(t, where, got.Chances, want.Chances, 1e-12)
		if len(got.Scores) != len(want.Scores) || len(want.Scores) < 2 {
			t.Fatalf("%s: %+v and %+v", where, got, want)
		}
		for i, s := range want.Scores {
			if got.Scores[i].Score != s.Score+2*from || math.Abs(got.Scores[i].Chance-s.Chance) > 1e-12 {
				t.Errorf("%s, from %d: %+v, from 0 %+v", where, from, got.Scores[i], s)
			}
		}
	}
	for _, from := range []int{1, 5} {
		for _, population := range []int{7, 40} { // counted out and simulated
			for _, totals := range []bool{true, false} {
				for _, model := range []Model{Tied, Separate} {
					o := Options{Model: model, Replicates: 2_000, Seed: "1"}
					want, err := Robust(of(0, population, totals), o)
					if err != nil {
						t.Fatal(err)
					}
					got, err := Robust(of(from, population, totals), o)
					if err != nil {
						t.Fatal(err)
					}
					agree(fmt.Sprint(population, totals, model), got.Overall.OverallChances, want.Overall.OverallChances, from)
				}
				outlookOf := func(from int) OverallChances {
					p, err := OutlookPlanFrom(of(from, population, totals), 0.5)
					if err != nil {
						t.Fatal(err)
					}
					p.Groups["all"] = discretion.GroupSize{Population: population, Sample: 4}
					return outlook(t, p, OutlookOptions{Replicates: 2_000, Seed: "1"}).Overall.OverallChances
				}
				agree(fmt.Sprint("outlook ", population, totals), outlookOf(from), outlookOf(0), from)
			}
		}
	}
}

// A mean of percentages has no chances where its number of cases has no end, or too many ways; of a second reading
// it has.
func TestMeanWithoutEndHasNoChances(t *testing.T) {
	for _, c := range []struct {
		of, population int
		agreement      float64
		want           bool
	}{
		{5, 0, 0, false}, {10, 0, 0, false}, {5, 0, 0.9, true}, {5, 0, 1, true}, {5, 30, 0, true},
		{5, 3 * mostUnknown, 0, false}, {5, 3 * mostUnknown, 0.9, true},
	} {
		set, err := rules.Parse("mean.toml", []byte(meanRules))
		if err != nil {
			t.Fatal(err)
		}
		ins := discretion.NewInspection(set)
		ins.Groups["all"] = discretion.GroupSize{Population: c.population, Sample: 10}
		if err := ins.Set("care.plan", 3, c.of); err != nil {
			t.Fatal(err)
		}
		for _, model := range []Model{Tied, Separate} {
			r, err := Robust(ins, Options{Model: model, Agreement: c.agreement, Replicates: 100})
			if err != nil {
				t.Fatal(err)
			}
			if st := r.Standards[0]; (st.Chances != nil) != c.want || (st.Why == "") != c.want {
				t.Errorf("%+v, %s: %v, %q", c, model, st.Chances, st.Why)
			}
		}
	}
}

// An overall rating that can come about in too many ways to be followed is simulated: where each standard weighs
// more than all before it together, the last one decides alone.
func TestTooManyWaysAreSimulated(t *testing.T) {
	var text strings.Builder
	text.WriteString(`id = "weights"
groups = [{ id = "all" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
scoring = { combine = "percent", bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }] }
`)
	const standards = 20
	for i := range standards {
		text.WriteString(fmt.Sprintf(`[[standards]]
id = "s%d"
group = "all"
counted = true
weight = %d
questions = [{ id = "q" }]
`, i, 1<<i))
	}
	set, err := rules.Parse("weights.toml", []byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	ins := discretion.NewInspection(set)
	ins.Groups["all"] = discretion.GroupSize{Population: 20, Sample: 10}
	for i := range standards {
		if err := ins.Set(fmt.Sprintf("s%d.q", i), 3+i%4, 10); err != nil {
			t.Fatal(err)
		}
	}
	for _, model := range []Model{Tied, Separate} {
		r, err := Robust(ins, Options{Model: model, Replicates: 2_000, Seed: "1"})
		if err != nil {
			t.Fatal(err)
		}
		if r.Replicates == 0 || r.Overall.Basis == ByEnumeration {
			t.Errorf("%s: %d replicates, %s", model, r.Replicates, r.Overall.Basis)
		}
		same(t, string(model), r.Overall.Chances, r.Standards[standards-1].Chances, 4*r.MonteCarloError)
	}
}
