package predict

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"slices"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

func outlook(t testing.TB, p *OutlookPlan, o OutlookOptions) *Outlook {
	t.Helper()
	out, err := p.Outlook(o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// planOf is a plan under the rules of one standard.
func planOf(t testing.TB, rounding rules.Rounding, population, sample int, questions ...Assumption) *OutlookPlan {
	t.Helper()
	p := NewOutlookPlan(oneStandard(t, len(questions), rounding), 0)
	p.Questions = questions
	p.Groups["all"] = discretion.GroupSize{Population: population, Sample: sample}
	return p
}

func TestOutlookAgreesWithTheReferences(t *testing.T) {
	tables := references(t)
	for _, row := range tables["band_oc"] {
		p := planOf(t, rules.None, row.Population, row.Sample, Assumption{Rate: float64(row.M) / float64(row.Population), Applies: 1})
		q := outlook(t, p, OutlookOptions{}).Questions[0]
		near(t, fmt.Sprintf("%d yes of %d, %d read", row.M, row.Population, row.Sample), q.Chances, row.Observed, 1e-12)
		if q.Yes != row.M || q.Population != row.Population || q.ExpectedOf != float64(row.Sample) {
			t.Errorf("%d of %d, expected %v", q.Yes, q.Population, q.ExpectedOf)
		}
	}
	for _, row := range tables["misclassification"] {
		if row.Sensitivity != row.Specificity {
			continue
		}
		p := planOf(t, rules.None, row.Population, row.Sample, Assumption{Rate: float64(row.M) / float64(row.Population), Applies: 1})
		q := outlook(t, p, OutlookOptions{Agreement: row.Sensitivity}).Questions[0]
		near(t, fmt.Sprintf("%d yes of %d, %d read, %v agree", row.M, row.Population, row.Sample, row.Sensitivity),
			q.Chances, row.Observed, 1e-12)
	}
}

// A whole population of cases whose answers to each question are independent
// of those to the others, and every sample of it, counted: the chances of
// bands, of no case, of a swing, and the bias of the lowest of two questions.
func TestOutlookEqualsEverySample(t *testing.T) {
	for _, test := range []struct {
		population, sample int
		questions          []Assumption
	}{
		{9, 4, []Assumption{{Rate: 0.75, Applies: 0.9}, {Rate: 0.5, Applies: 0.44}}},
		{7, 7, []Assumption{{Rate: 0.6, Applies: 1}, {Rate: 0.5, Applies: 0.3}}},
		{8, 3, []Assumption{{Rate: 0.875, Applies: 1}, {Rate: 1, Applies: 0.25}}},
		{10, 5, []Assumption{{Rate: 0.7, Applies: 1}}},
	} {
		p := planOf(t, rules.HalfUp, test.population, test.sample, test.questions...)
		got := outlook(t, p, OutlookOptions{})
		results := make([]map[[2]int]*big.Rat, len(test.questions))
		trueBand, trueLowest := 3, 1.0
		for i, q := range got.Questions {
			results[i] = everySample(test.population, test.sample, q.Population, q.Yes)
			trueBand = min(trueBand, halfUp(q.Yes, q.Population))
			trueLowest = math.Min(trueLowest, float64(q.Yes)/float64(q.Population))
			want, none, swing := make([]float64, 4), 0.0, 0.0
			for r, chance := range results[i] {
				c, _ := chance.Float64()
				yes, of := r[0], r[1]
				if of == 0 {
					none += c
					continue
				}
				band := halfUp(yes, of)
				want[band] += c
				if yes < of && halfUp(yes+1, of) != band || yes > 0 && halfUp(yes-1, of) != band {
					swing += c
				}
			}
			what := fmt.Sprintf("%v question %d", test, i)
			near(t, what, append(slices.Clone(q.Chances), q.None, q.OneCaseSwing), append(want, none, swing), 1e-12)
			if math.Abs(*q.Right-want[halfUp(q.Yes, q.Population)]) > 1e-12 {
				t.Errorf("%s: right with %v", what, *q.Right)
			}
		}
		want, none, lowest := make([]float64, 4), 0.0, 0.0
		eachCombination(results, func(combination [][2]int, chance float64) {
			band, low := 4, 2.0
			for _, r := range combination {
				if r[1] > 0 {
					band = min(band, halfUp(r[0], r[1]))
					low = math.Min(low, float64(r[0])/float64(r[1]))
				}
			}
			if band == 4 {
				none += chance
				return
			}
			want[band] += chance
			lowest += chance * low
		})
		st := got.Standards[0]
		near(t, fmt.Sprint(test), append(slices.Clone(st.Chances), st.None, *st.Bias, *st.Right),
			append(want, none, lowest/(1-none)-trueLowest, want[trueBand]), 1e-12)
		score := 0.0
		for b, c := range want {
			score += float64(b) * c
		}
		if math.Abs(*st.ScoreBias-(score/(1-none)-float64(trueBand))) > 1e-12 {
			t.Errorf("%v: score bias %v", test, *st.ScoreBias)
		}
	}
}

// everySample draws every sample of n cases from N, of which a question applies
// to the first applies and is yes for the first yes, and gives the chance of
// each result.
func everySample(N, n, applies, yes int) map[[2]int]*big.Rat {
	results := map[[2]int]*big.Rat{}
	samples := int64(0)
	for set := range 1 << N {
		if bits.OnesCount(uint(set)) != n {
			continue
		}
		samples++
		r := [2]int{bits.OnesCount(uint(set & (1<<yes - 1))), bits.OnesCount(uint(set & (1<<applies - 1)))}
		if results[r] == nil {
			results[r] = new(big.Rat)
		}
		results[r].Add(results[r], big.NewRat(1, 1))
	}
	for _, c := range results {
		c.Quo(c, big.NewRat(samples, 1))
	}
	return results
}

// eachCombination calls f with every combination of independent results.
func eachCombination(results []map[[2]int]*big.Rat, f func(combination [][2]int, chance float64)) {
	var walk func(i int, combination [][2]int, chance float64)
	walk = func(i int, combination [][2]int, chance float64) {
		if i == len(results) {
			f(combination, chance)
			return
		}
		for r, c := range results[i] {
			p, _ := c.Float64()
			walk(i+1, append(slices.Clip(combination), r), chance*p)
		}
	}
	walk(0, nil, 1)
}

// Without a population samples are binomial, and the largest population comes
// near that.
func TestOutlookWithoutAPopulationIsTheLimit(t *testing.T) {
	a := []Assumption{{Rate: 0.65, Applies: 1}, {Rate: 0.8, Applies: 0.4}}
	endless := outlook(t, planOf(t, rules.HalfUp, 0, 30, a...), OutlookOptions{})
	large := outlook(t, planOf(t, rules.HalfUp, 1_000_000, 30, a...), OutlookOptions{})
	for i := range a {
		near(t, fmt.Sprint(i), endless.Questions[i].Chances, large.Questions[i].Chances, 1e-3)
		if endless.Questions[i].True != large.Questions[i].True {
			t.Errorf("%d: %s and %s", i, endless.Questions[i].True, large.Questions[i].True)
		}
	}
	near(t, "standard", endless.Standards[0].Chances, large.Standards[0].Chances, 1e-3)
}

// The lowest of several questions that all lie on a boundary is found a band too
// low far more often than any of them.
func TestTheLowestIsFoundTooLow(t *testing.T) {
	five := []Assumption{{Rate: 0.65, Applies: 1}, {Rate: 0.65, Applies: 1}, {Rate: 0.65, Applies: 1},
		{Rate: 0.65, Applies: 1}, {Rate: 0.65, Applies: 1}}
	out := outlook(t, planOf(t, rules.HalfUp, 200, 39, five...), OutlookOptions{})
	st, q := out.Standards[0], out.Questions[0]
	if *q.Right < 0.45 || *st.Right > 0.12 || *st.Bias > -0.05 || *st.ScoreBias > -0.5 {
		t.Errorf("question right %v, standard %v, bias %v, %v", *q.Right, *st.Right, *st.Bias, *st.ScoreBias)
	}
}

// The outlook of a whole inspection, with flags simulated.
func BenchmarkOutlook(b *testing.B) {
	p, err := OutlookPlanFrom(kent(b), 0.7)
	if err != nil {
		b.Fatal(err)
	}
	if err := p.SetSizes(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := p.Outlook(OutlookOptions{Seed: "1"}); err != nil {
			b.Fatal(err)
		}
	}
}

// Ten times the cases of Kent: 0.07 s.
func BenchmarkOutlookTenTimes(b *testing.B) {
	p, err := OutlookPlanFrom(kent(b), 0.7)
	if err != nil {
		b.Fatal(err)
	}
	if err := p.SetSizes(); err != nil {
		b.Fatal(err)
	}
	for id, g := range p.Groups {
		g.Population, g.Sample = 10*g.Population, 10*g.Sample
		p.Groups[id] = g
	}
	for b.Loop() {
		if _, err := p.Outlook(OutlookOptions{Seed: "1"}); err != nil {
			b.Fatal(err)
		}
	}
}
