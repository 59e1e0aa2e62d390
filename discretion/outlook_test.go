package discretion

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func lookAt(t testing.TB, p *OutlookPlan, o OutlookOptions) *Outlook {
	t.Helper()
	out, err := p.Look(o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// planOf is a plan under the rules of one standard.
func planOf(t testing.TB, rounding Rounding, population, sample int, questions ...Assumption) *OutlookPlan {
	t.Helper()
	p := NewOutlookPlan(oneStandard(t, len(questions), rounding), 0)
	p.Questions = questions
	p.Groups["all"] = GroupSize{population, sample}
	return p
}

func TestOutlookAgreesWithTheReferences(t *testing.T) {
	tables := references(t)
	for _, row := range tables["band_oc"] {
		p := planOf(t, None, row.Population, row.Sample, Assumption{float64(row.M) / float64(row.Population), 1})
		q := lookAt(t, p, OutlookOptions{}).Questions[0]
		near(t, fmt.Sprintf("%d yes of %d, %d read", row.M, row.Population, row.Sample), q.Chances, row.Observed, 1e-12)
		if q.Yes != row.M || q.Population != row.Population || q.ExpectedOf != float64(row.Sample) {
			t.Errorf("%d of %d, expected %v", q.Yes, q.Population, q.ExpectedOf)
		}
	}
	for _, row := range tables["misclassification"] {
		if row.Sensitivity != row.Specificity {
			continue
		}
		p := planOf(t, None, row.Population, row.Sample, Assumption{float64(row.M) / float64(row.Population), 1})
		q := lookAt(t, p, OutlookOptions{Agreement: row.Sensitivity}).Questions[0]
		near(t, fmt.Sprintf("%d yes of %d, %d read, %v agree", row.M, row.Population, row.Sample, row.Sensitivity), q.Chances, row.Observed, 1e-12)
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
		{9, 4, []Assumption{{0.75, 0.9}, {0.5, 0.44}}},
		{7, 7, []Assumption{{0.6, 1}, {0.5, 0.3}}},
		{8, 3, []Assumption{{0.875, 1}, {1, 0.25}}},
		{10, 5, []Assumption{{0.7, 1}}},
	} {
		p := planOf(t, HalfUp, test.population, test.sample, test.questions...)
		got := lookAt(t, p, OutlookOptions{})
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

// Flags are those that Assess finds, with their chances: each simulated chance
// is within five standard errors of the sum over every result.
func TestOutlookFlagsAreThoseOfAssess(t *testing.T) {
	rules, err := LoadRules("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	p := NewOutlookPlan(rules, 0.62)
	p.Groups["ooc"] = GroupSize{12, 7}
	at, _ := rules.QuestionIndex("ooc.joint-working.police")
	p.Questions[at].Applies = 0.3
	const replicates = 20_000
	got := lookAt(t, p, OutlookOptions{Seed: "1", Replicates: replicates})
	i, _ := rules.StandardIndex("ooc.joint-working")
	st := got.Standards[i]
	var results []map[[2]int]*big.Rat
	var ids []string
	for _, q := range rules.Standards[i].Questions {
		at, _ := rules.QuestionIndex(q.ID)
		ids = append(ids, q.ID)
		results = append(results, everySample(12, 7, got.Questions[at].Population, got.Questions[at].Yes))
	}
	want, flagged := map[CriterionID]float64{}, 0.0
	eachCombination(results, func(combination [][2]int, chance float64) {
		ins := NewInspection(rules)
		for k, r := range combination {
			if err := ins.Set(ids[k], r[0], r[1]); err != nil {
				t.Fatal(err)
			}
		}
		a := assess(t, ins, Options{}).Standards[i]
		for _, f := range a.Flags {
			if f.Fires != nil && *f.Fires {
				want[f.Criterion] += chance
			}
		}
		if a.Open {
			flagged += chance
		}
	})
	within := func(what string, got, want float64) {
		if se := math.Sqrt(want * (1 - want) / replicates); math.Abs(got-want) > 5*se+1e-12 {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	within("flagged", *st.Flagged, flagged)
	for _, c := range st.Criteria {
		within(string(c.Criterion), c.Chance, want[c.Criterion])
	}
	if len(st.Criteria) != 3 || flagged < 0.2 || flagged > 0.999 {
		t.Errorf("%v, flagged %v: the test tests nothing", st.Criteria, flagged)
	}
}

// From an earlier inspection's cases, questions move together: against every
// sample of whole cases.
func TestOutlookOfCasesEqualsEverySample(t *testing.T) {
	rules := oneStandard(t, 2, HalfUp)
	patterns := []string{"11", "11", "10", "01", "0-", "11", "1-", "11", "00", "11"}
	ins := ofPatterns(rules, 10, patterns...)
	p, err := OutlookLike(ins, 0.5)
	if err != nil {
		t.Fatal(err)
	}
	p.Groups["all"] = GroupSize{10, 6}
	const replicates = 20_000
	got := lookAt(t, p, OutlookOptions{Seed: "1", Replicates: replicates})
	want, lowest, samples := make([]float64, 4), 0.0, 0.0
	for set := range 1 << len(patterns) {
		if bits.OnesCount(uint(set)) != 6 {
			continue
		}
		samples++
		band, low := 3, 1.0
		for q := range 2 {
			yes, of := 0, 0
			for i, p := range patterns {
				if set>>i&1 == 1 && p[q] != '-' {
					of++
					if p[q] == '1' {
						yes++
					}
				}
			}
			band, low = min(band, halfUp(yes, of)), math.Min(low, float64(yes)/float64(of))
		}
		want[band]++
		lowest += low
	}
	st := got.Standards[0]
	for b := range want {
		c := want[b] / samples
		if se := math.Sqrt(c * (1 - c) / replicates); math.Abs(st.Chances[b]-c) > 5*se+1e-12 {
			t.Errorf("band %d: %v, want %v", b, st.Chances[b], c)
		}
	}
	if bias := lowest/samples - 7.0/10; math.Abs(*st.Bias-bias) > 0.005 {
		t.Errorf("bias %v, want %v", *st.Bias, bias)
	}
	if st.Basis != BySimulation || *st.Right != st.Chances[2] {
		t.Errorf("%s, right %v of %v", st.Basis, *st.Right, st.Chances)
	}
	// With as many cases as the population has, what is found is what is true.
	p.Groups["all"] = GroupSize{10, 10}
	if st := lookAt(t, p, OutlookOptions{Seed: "1", Replicates: 100}).Standards[0]; *st.Right != 1 || math.Abs(*st.Bias) > 1e-9 {
		t.Errorf("right %v, bias %v when every case is read", *st.Right, *st.Bias)
	}
	// And a population twice as large stands for each case twice.
	p.Groups["all"] = GroupSize{20, 6}
	if q := lookAt(t, p, OutlookOptions{Replicates: 10}).Questions[1]; q.Population != 16 || q.Yes != 12 {
		t.Errorf("%d yes of %d", q.Yes, q.Population)
	}
}

// The numbers of cases from which a chance is reached are those of trying each.
func TestWantedSizesAreThoseOfTryingEach(t *testing.T) {
	for _, wanted := range []float64{0.3, 0.6, 0.9, 0.999} {
		p := planOf(t, HalfUp, 40, 1, Assumption{0.72, 1}, Assumption{0.7, 0.4})
		got := lookAt(t, p, OutlookOptions{Wanted: wanted})
		var reached [3][]bool // two questions, then the standard
		for n := 1; n <= 40; n++ {
			p.Groups["all"] = GroupSize{40, n}
			at := lookAt(t, p, OutlookOptions{})
			for i := range 2 {
				reached[i] = append(reached[i], *at.Questions[i].Right >= wanted-1e-12)
			}
			reached[2] = append(reached[2], *at.Standards[0].Right >= wanted-1e-12)
		}
		for i, w := range []*WantedSize{got.Questions[0].Wanted, got.Questions[1].Wanted, got.Standards[0].Wanted} {
			first := slices.Index(reached[i], true) + 1
			stable := len(reached[i])
			for stable > 1 && reached[i][stable-2] {
				stable--
			}
			if *w.First != first || *w.Stable != stable {
				t.Errorf("wanted %v, %d: first %d, stable %d; by trying each %d and %d", wanted, i, *w.First, *w.Stable, first, stable)
			}
		}
	}
}

// Without a population samples are binomial, and the largest population comes
// near that.
func TestOutlookWithoutAPopulationIsTheLimit(t *testing.T) {
	a := []Assumption{{0.65, 1}, {0.8, 0.4}}
	endless := lookAt(t, planOf(t, HalfUp, 0, 30, a...), OutlookOptions{})
	large := lookAt(t, planOf(t, HalfUp, 1_000_000, 30, a...), OutlookOptions{})
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
	five := []Assumption{{0.65, 1}, {0.65, 1}, {0.65, 1}, {0.65, 1}, {0.65, 1}}
	out := lookAt(t, planOf(t, HalfUp, 200, 39, five...), OutlookOptions{})
	st, q := out.Standards[0], out.Questions[0]
	if *q.Right < 0.45 || *st.Right > 0.12 || *st.Bias > -0.05 || *st.ScoreBias > -0.5 {
		t.Errorf("question right %v, standard %v, bias %v, %v", *q.Right, *st.Right, *st.Bias, *st.ScoreBias)
	}
}

func TestOutlookOneSeedOneResult(t *testing.T) {
	ins := kentByCase(t)
	p, err := OutlookLike(ins, 0.7)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.SetSizes(); err != nil {
		t.Fatal(err)
	}
	if p.Groups["court"].Sample != 39 || p.Groups["ooc"].Sample != 26 {
		t.Errorf("%v", p.Groups)
	}
	totals := NewOutlookPlan(ins.Rules, 0.7)
	totals.Groups = p.Groups
	for _, plan := range []*OutlookPlan{p, totals} {
		at := func(cores int, seed string) *Outlook {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			return lookAt(t, plan, OutlookOptions{Seed: seed, Replicates: 3_000})
		}
		one, many := at(1, "kent"), at(5, "kent")
		for i, st := range one.Standards {
			if diff := cmp.Diff(st, many.Standards[i]); diff != "" {
				t.Error(diff)
			}
		}
		if diff := cmp.Diff(one.Overall, many.Overall); diff != "" {
			t.Error(diff)
		}
		other := at(1, "other").Standards
		if cmp.Equal(one.Standards, other) {
			t.Error("two seeds give one result")
		}
	}
	if out := lookAt(t, p, OutlookOptions{Seed: "1", Replicates: 2_000}); out.Overall.Why != "" || out.Overall.True != "requires-improvement" || math.Abs(sum(out.Overall.Chances)-1) > 1e-9 {
		t.Errorf("%+v", out.Overall)
	}
	if out := lookAt(t, totals, OutlookOptions{Seed: "1", Replicates: 100}); out.Overall.Why != "nothing is assumed of org.governance, org.staff, org.partnerships, org.information" {
		t.Errorf("%+v", out.Overall)
	}
}

// An earlier inspection known by its totals gives shares, rates and judged
// ratings; what a question applies to is taken from how many cases it had.
func TestOutlookLikeKent(t *testing.T) {
	p, err := OutlookLike(kent(t), 0.7)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.SetSizes(); err != nil {
		t.Fatal(err)
	}
	if p.Cases != nil {
		t.Error("cases from totals")
	}
	out := lookAt(t, p, OutlookOptions{Seed: "1", Replicates: 2_000})
	at, _ := p.Rules.QuestionIndex("ooc.joint-working.police")
	q := out.Questions[at]
	// 4 of 26 in 30: 5 cases, of which 2 or 3 are yes.
	if q.Population != 5 || math.Abs(q.ExpectedOf-26*5.0/30) > 1e-12 || q.OneCaseSwing < 0.9 {
		t.Errorf("%+v", q)
	}
	at, _ = p.Rules.QuestionIndex("court.reviewing.desistance")
	if a := p.Questions[at]; a != (Assumption{0.82, 1}) {
		t.Errorf("82%% of an unknown number: %v", a)
	}
	if out.Overall.Why != "" || math.Abs(sum(out.Overall.Chances)-1) > 1e-9 || out.Overall.Basis != ByIndependence {
		t.Errorf("%+v", out.Overall)
	}
}

// Sizes come from the rules: a fixed one, or that of confidence and margin.
func TestOutlookSizes(t *testing.T) {
	for _, test := range []struct {
		rules       string
		populations map[string]int
		want        map[string]int
	}{
		{"hmip-youth-2018", map[string]int{"court": 50, "ooc": 30}, map[string]int{"court": 39, "ooc": 26}},
		{"hmip-youth-2018", nil, map[string]int{"court": 165, "ooc": 165}},
		{"us-title-iv-e", nil, nil},
	} {
		rules, err := LoadRules(test.rules)
		if err != nil {
			t.Fatal(err)
		}
		p := NewOutlookPlan(rules, 0.9)
		for g, n := range test.populations {
			p.Groups[g] = GroupSize{Population: n}
		}
		if err := p.SetSizes(); err != nil {
			t.Fatal(err)
		}
		if test.want == nil {
			test.want = map[string]int{rules.Groups[0].ID: rules.Target.Size}
		}
		for g, n := range test.want {
			if p.Groups[g].Sample != n || n == 0 {
				t.Errorf("%s %s: %d, want %d", test.rules, g, p.Groups[g].Sample, n)
			}
		}
		// A rule that counts no answers has no band for a population.
		if rules.Percent.Measure == CountNo {
			if q := lookAt(t, p, OutlookOptions{}).Questions[0]; q.True != "" || q.Right != nil || math.Abs(sum(q.Chances)-1) > 1e-12 {
				t.Errorf("%+v", q)
			}
		}
	}
}

func TestOutlookRefuses(t *testing.T) {
	good := func() *OutlookPlan { return planOf(t, HalfUp, 20, 10, Assumption{0.5, 1}) }
	sqs, err := LoadRules("hmip-sqs-2012")
	if err != nil {
		t.Fatal(err)
	}
	tooMany := good()
	tooMany.Groups["all"] = GroupSize{20, 21}
	bad := good()
	bad.Questions[0].Rate = 1.2
	for _, test := range []struct {
		plan *OutlookPlan
		o    OutlookOptions
		want string
	}{
		{NewOutlookPlan(sqs, 0.5), OutlookOptions{}, "hmip-sqs-2012 has no bands, so there is no rating to look out for"},
		{tooMany, OutlookOptions{}, "group all: a sample of 21 out of 20 is not possible"},
		{bad, OutlookOptions{}, "s.q1: 1.2 is not a share from 0 to 1"},
		{good(), OutlookOptions{Agreement: -0.1}, "an agreement of -0.1 is not a chance from 0 to 1"},
		{good(), OutlookOptions{Wanted: 1}, "a wanted chance of 1 is not below 1"},
		{good(), OutlookOptions{Wanted: 0.8, Agreement: 0.9}, "the size for a wanted chance is worked out for answers that are found as they are: ask for one of wanted and agreement"},
		{good(), OutlookOptions{Rounding: "up"}, `percent rounding "up" is none of half-up, half-even, down, none`},
	} {
		if _, err := test.plan.Look(test.o); err == nil || err.Error() != test.want {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
}

// The outlook of a whole inspection, with flags simulated.
func BenchmarkOutlook(b *testing.B) {
	p, err := OutlookLike(kent(b), 0.7)
	if err != nil {
		b.Fatal(err)
	}
	if err := p.SetSizes(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := p.Look(OutlookOptions{Seed: "1"}); err != nil {
			b.Fatal(err)
		}
	}
}
