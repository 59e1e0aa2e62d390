package discretion

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"onecase/discretion/internal/rulestest"
	"onecase/discretion/rules"
)

// Under rules that fix the size of the sample a standard, and the whole, is rated where the cases still to be
// read cannot change that, whether all of these are at the worst or at the best; and what would change the
// rating does so against the other end: over the whole language.
func TestFixedSamplesOverTheWholeLanguage(t *testing.T) {
	tried, rated, not := 0, 0, 0
	for seed := uint64(0); tried < sweep(100, 600); seed++ {
		m := &rulestest.Maker{Rand: rand.New(rand.NewPCG(seed, 43))}
		text := m.Make()
		cases := m.Cases()
		if slices.ContainsFunc(cases, func(c rulestest.Case) bool { return c.Held || c.Group > 0 }) {
			continue
		}
		left := m.IntN(3)
		text += fmt.Sprintf("[target]\nsize = %d\n", len(cases)+left)
		set, err := rules.Parse("language.toml", []byte(text))
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, text)
		}
		if len(set.Check()) > 0 {
			continue
		}
		tried++
		a := assess(t, inspectionOf(m, set, cases), Options{})
		c := languageCheck{T: t, m: m, a: a, cases: cases, where: fmt.Sprintf("seed %d, %d left\n%s\n%v\n", seed, left, text, cases)}
		up, down := c.everyOf(left, true), c.everyOf(left, false)
		ratings := slices.Clone(up.ratings[0])
		for s, worst := range ratings {
			if worst != down.ratings[0][s] {
				ratings[s] = -1
			}
		}
		for s, st := range m.Rules.Standards {
			if st.Parts != nil {
				ratings[s] = m.Rules.Combined(st, st.Parts, ratings)
			}
			got := a.Standards[s]
			open := up.ratings[0][s] != down.ratings[0][s] && st.Parts == nil
			if got.Rating != c.name(st.Scale, ratings[s]) || got.NotEnough != open || (got.Why == "") != (ratings[s] >= 0) {
				c.fail("t%d: rated %q, not enough %v (%s), want %q", s, got.Rating, got.NotEnough, got.Why, c.name(st.Scale, ratings[s]))
			}
			if open {
				not++
			}
			if ratings[s] < 0 || st.Judged >= 0 || st.Parts != nil {
				continue
			}
			rated++
			c.swing(fmt.Sprint("t", s, " up"), st.Scale, got.Up, up, func(set int) int { return up.ratings[set][s] - ratings[s] }, s)
			c.swing(fmt.Sprint("t", s, " down"), st.Scale, got.Down, down, func(set int) int { return ratings[s] - down.ratings[set][s] }, s)
		}
		if a.Overall != c.name(m.Rules.Overall.Scale, c.overallOf(ratings)) {
			c.fail("overall %q", a.Overall)
		}
	}
	t.Logf("%d inspections, %d standards rated, %d not", tried, rated, not)
	if not < tried/10 || rated < tried/2 {
		t.Error("too few standards were open, or rated")
	}
}

// everyOf is every with so many cases that are still to be read, to all of which a question with answers
// applies: at the worst on the way up, at the best on the way down.
func (c *languageCheck) everyOf(left int, up bool) (f found) {
	r := &c.m.Rules
	for set := range uint(1) << len(c.cases) {
		cases := r.Derived(r.TurnedBy(c.cases, set, up))
		unread := rulestest.Case{Answers: make([]int, len(r.Questions))}
		for q, question := range r.Questions {
			if !slices.ContainsFunc(cases, func(k rulestest.Case) bool { return k.Answers[q] > 0 }) {
				continue
			}
			if unread.Answers[q] = 1; !up {
				unread.Answers[q] = question.Best()
			}
		}
		bands, ratings, overall := r.RateAnswers(append(cases, slices.Repeat([]rulestest.Case{unread}, left)...))
		f.bands, f.ratings, f.overall = append(f.bands, bands), append(f.ratings, ratings), append(f.overall, overall)
	}
	return f
}
