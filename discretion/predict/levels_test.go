package predict

import (
	"fmt"
	"math"
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

// agrees holds chances against those counted out.
func (c *countedOut) agrees(t *testing.T, where string, r *Robustness, within float64) {
	t.Helper()
	for i, st := range r.Standards {
		if st.Basis == ByJudgement {
			continue
		}
		same(t, fmt.Sprintf("%s%s (%s)", where, st.ID, st.Basis), st.Chances, c.rated[i], within)
	}
	same(t, fmt.Sprintf("%soverall (%s)", where, r.Overall.Basis), r.Overall.Chances, c.whole, within)
	for _, s := range r.Overall.Scores {
		if math.Abs(s.Chance-c.score[s.Score]) > within {
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
	for seed := uint64(0); tried < sweep(150, 1500); seed++ {
		m, set := madeSet(t, seed, true)
		if set == nil {
			continue
		}
		ins := m.totals(set)
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
