package predict

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// cases makes a small inspection of cases, and few unread.
func (m *setMaker) cases(set *rules.Set) *discretion.Inspection {
	ins, grid := discretion.NewInspection(set), &discretion.Grid{}
	for _, g := range set.Groups {
		read := 1 + m.IntN(3)
		ins.Groups[g.ID] = discretion.GroupSize{Population: read + 1 + m.IntN(3), Sample: read}
		for k := range read {
			c := discretion.Case{ID: fmt.Sprint(g.ID, k), Group: g.ID, Answers: make([]discretion.Answer, len(set.Questions()))}
			for at, q := range set.Questions() {
				if q.Group == g.ID {
					c.Answers[at] = []discretion.Answer{discretion.NA, discretion.No, discretion.No, discretion.Yes,
						discretion.Yes, discretion.Yes}[m.IntN(6)]
					if q.HasPoints() && c.Answers[at] == discretion.No {
						c.SetLevel(at, m.IntN(len(q.Levels)), len(q.Levels))
					}
				}
			}
			grid.Cases = append(grid.Cases, c)
		}
	}
	ins.Results.Grid = grid
	ins.Results.CountAnswers(set.Questions())
	m.judge(ins)
	return ins
}

// Whole cases, each question by itself: simulated chances of levels are near to those of
// counting out every way to draw the unread cases from the urns.
func TestWholeLanguageByCases(t *testing.T) {
	const replicates, tooManyWays = 20_000, 200_001
	tried, simulated := 0, 0
	for seed := uint64(0); tried < sweep(15, 50); seed++ {
		m, set := madeSet(t, seed, true)
		if set == nil {
			continue
		}
		ins := m.cases(set)
		r, err := Robust(ins, Options{Model: Separate, Replicates: replicates, Seed: "levels"})
		if err != nil {
			t.Fatal(err)
		}
		if r.Replicates == 0 || r.Overall.Chances == nil {
			continue // nothing is made of others, or a standard has no result
		}
		a, err := discretion.NewAssessor(ins, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		// Every outcome of each group's urn, and then of all groups.
		type outcome struct {
			yes, of []int
			chance  float64
		}
		var groups [][]outcome
		var questions [][]int
		ways := 1
		for _, g := range set.Groups {
			var qs []int
			for _, q := range ratedQuestions(set) {
				if set.Questions()[q].Group == g.ID && a.Results[q].HasCount() {
					qs = append(qs, q)
				}
			}
			var all []outcome
			u := newUrn(ins.Results.Grid, g.ID, qs, ins.Groups[g.ID].Population-ins.Groups[g.ID].Sample, Jeffreys)
			if !u.enumerate(func(yes, of []int, chance float64) {
				all = append(all, outcome{slices.Clone(yes), slices.Clone(of), chance})
			}) {
				ways = tooManyWays
				break
			}
			groups, questions, ways = append(groups, all), append(questions, qs), ways*len(all)
		}
		if ways >= tooManyWays {
			continue
		}
		tried++
		c, ratings := newCountedOut(set), make([]int, len(set.Standards))
		var visit func(g int, chance float64)
		visit = func(g int, chance float64) {
			if g < len(groups) {
				for _, o := range groups[g] {
					for i, q := range questions[g] {
						a.SetCount(q, o.yes[i], o.of[i])
					}
					visit(g+1, chance*o.chance)
				}
				return
			}
			score, overall, ok := a.RateAll(ratings)
			if !ok {
				t.Fatal("no overall rating")
			}
			for i, rating := range ratings {
				c.rated[i][rating] += chance
			}
			c.whole[overall] += chance
			c.score[score] += chance
		}
		visit(0, 1)
		for _, st := range r.Standards {
			if st.Basis == BySimulation {
				simulated++
			}
		}
		c.agrees(t, fmt.Sprintf("seed %d\n%s\n%+v\n", seed, m.text, ins.Results.Grid.Cases), r, 4*r.MonteCarloError)
	}
	if simulated < tried {
		t.Errorf("%d of %d standards were simulated", simulated, tried)
	}
}

// Kent's ratings, simulated as rules of the whole language are, are those simulated as a sum
// of scores.
func TestLevelsOfPlainRules(t *testing.T) {
	ins := kentByCase(t)
	for _, model := range []Model{Tied, Separate} {
		o := Options{Model: model, Prior: Jeffreys, Replicates: 20_000, Seed: "one"}
		want, err := Robust(ins, o)
		if err != nil {
			t.Fatal(err)
		}
		a, err := discretion.NewAssessor(ins, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		e, s := newEstimator(a, o), scenario{}
		s = e.fullReading()
		out := newOutcome(a)
		if model == Tied {
			var cases, totals []*tiedStandard
			for _, k := range e.tie().standards {
				out.rated[k.at] = e.tiedChances(k, s)
				if e.wholeKnown(e.Rules.Standards[k.at].Group) {
					cases = append(cases, k)
				} else {
					totals = append(totals, k)
				}
			}
			e.tiedLevels(cases, totals, s, &out)
		} else {
			for i := range want.Standards {
				out.rated[i] = want.Standards[i].RatingChances
				if want.Standards[i].Basis == ByJudgement {
					out.rated[i] = newOutcome(a).rated[i]
				}
			}
			e.separateLevels(s, &out)
		}
		same(t, string(model), out.whole.Chances, want.Overall.Chances, 5*want.MonteCarloError)
		for _, sc := range out.whole.Scores {
			at := slices.IndexFunc(want.Overall.Scores, func(w ScoreChance) bool { return w.Score == sc.Score })
			if got := sc.Chance; at < 0 && got > 0.01 ||
				at >= 0 && (got-want.Overall.Scores[at].Chance > 0.02 || want.Overall.Scores[at].Chance-got > 0.02) {
				t.Errorf("%s: score %d has %v", model, sc.Score, got)
			}
		}
	}
}

// meanRules have a mean of one question's percentages.
const meanRules = `
id = "mean"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
[[standards]]
id = "care"
name = "Care"
group = "all"
combine = "mean"
bands = [{ rating = "red", from = 0, to = 69 }, { rating = "green", from = 70, to = 100 }]
questions = [{ id = "plan" }]
`

// A mean of too many counts is simulated: of one question's percentages it is rated as the
// lowest of that question is.
func TestMeanOfManyCounts(t *testing.T) {
	of := func(text string) *discretion.Inspection {
		set, err := rules.Parse("mean.toml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		ins := discretion.NewInspection(set)
		ins.Groups["all"] = discretion.GroupSize{Population: 260, Sample: 30}
		ins.Results.Questions[0] = discretion.Result{Question: "care.plan", Known: discretion.Counted, Yes: 16, Of: 24}
		return ins
	}
	for _, model := range []Model{Tied, Separate} {
		o := Options{Model: model, Replicates: 20_000}
		mean, lowest := robust(t, of(meanRules), o), robust(t, of(strings.Replace(meanRules, "combine = \"mean\"\n", "", 1)), o)
		if mean.Replicates == 0 || lowest.Replicates > 0 {
			t.Fatal("the mean is exact, or the lowest is simulated")
		}
		same(t, string(model), mean.Standards[0].Chances, lowest.Standards[0].Chances, 4*mean.MonteCarloError)
	}
}
