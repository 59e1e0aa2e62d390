package predict

import (
	"fmt"
	"math"
	"testing"

	"onecase/discretion"
)

func ways(n, k int) float64 {
	p := 1.0
	for i := range k {
		p *= float64(n-i) / float64(i+1)
	}
	if k > n {
		return 0
	}
	return p
}

// samplesOf counts out what a sample may show of a question by hand.
func samplesOf(p *OutlookPlan, at int) (all []completion) {
	size, a := p.Groups[p.Rules.Questions()[at].Group], p.Questions[at]
	N, n := size.Population, size.Sample
	applies := min(max(int(math.Round(a.Applies*float64(N))), 1), N)
	if a.Applies < 1 && N > 1 {
		applies = min(applies, N-1)
	}
	if a.Applies == 0 {
		applies = 0
	}
	yes := int(math.Round(a.Rate * float64(applies)))
	if a.Rate > 0 && a.Rate < 1 && applies > 1 {
		yes = min(max(yes, 1), applies-1)
	}
	for of := 0; of <= n; of++ {
		weight := ways(n, of) * math.Pow(a.Applies, float64(of)) * math.Pow(1-a.Applies, float64(n-of))
		if N > 0 {
			weight = ways(applies, of) * ways(N-applies, n-of) / ways(N, n)
		}
		for y := 0; y <= of; y++ {
			chance := ways(of, y) * math.Pow(a.Rate, float64(y)) * math.Pow(1-a.Rate, float64(of-y))
			if N > 0 && applies >= of {
				chance = ways(yes, y) * ways(applies-yes, of-y) / ways(applies, of)
			}
			if weight*chance > 0 {
				all = append(all, completion{y, of, weight * chance})
			}
		}
	}
	return all
}

// Rules of the whole language before fieldwork: every chance is what counting out all
// samples gives.
func TestWholeLanguageOutlook(t *testing.T) {
	tried, none := 0, 0
	for seed := uint64(0); tried < sweep(120, 500); seed++ {
		m, set := madeSet(t, seed, true)
		if set == nil {
			continue
		}
		set.Criteria = nil // they are simulated
		p := NewOutlookPlan(set, 0)
		for _, g := range set.Groups {
			size := discretion.GroupSize{Sample: 1 + m.IntN(3)}
			if m.one(2) {
				size.Population = size.Sample + m.IntN(4)
			}
			p.Groups[g.ID] = size
		}
		for i := range p.Questions {
			p.Questions[i] = Assumption{Rate: []float64{0, 0.3, 0.6, 0.8, 1}[m.IntN(5)], Applies: []float64{1, 1, 1, 0.5, 0}[m.IntN(5)]}
		}
		ins := discretion.NewInspection(set)
		m.judge(ins)
		p.Judged = ins.Judged
		questions, all := ratedQuestions(set), 1
		samples := map[int][]completion{}
		for _, q := range questions {
			samples[q] = samplesOf(p, q)
			all *= len(samples[q])
		}
		if all > 50_000 {
			continue
		}
		tried++
		where := fmt.Sprintf("seed %d\n%s\n%+v\n%+v\n", seed, m.text, p.Groups, p.Questions)
		o, err := p.Outlook(OutlookOptions{})
		if err != nil {
			t.Fatalf("%s%v", where, err)
		}
		if o.Replicates > 0 {
			t.Fatalf("%ssimulated", where)
		}
		a, err := discretion.NewAssessor(ins, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		c := newCountedOut(set)
		c.every(a, questions, func(q int) []completion { return samples[q] }, 1)
		for i, st := range o.Standards {
			sum := 0.0
			for _, chance := range c.rated[i] {
				sum += chance
			}
			switch {
			case st.Basis == ByJudgement:
			case st.Chances == nil && sum > 1e-12:
				t.Fatalf("%s%s has no chances, counted out %v", where, st.ID, c.rated[i])
			case st.Chances != nil:
				same(t, where+st.ID, append(append([]float64(nil), st.Chances...), st.None),
					append(append([]float64(nil), c.rated[i]...), 1-sum), 1e-12)
			}
		}
		if o.Overall.Chances == nil {
			if c.none < 1-1e-12 && o.Overall.Basis != "" {
				t.Fatalf("%sno overall chances: %s", where, o.Overall.Why)
			}
			none++
			continue
		}
		same(t, where+"overall", o.Overall.Chances, c.whole, 1e-12)
		for _, s := range o.Overall.Scores {
			if math.Abs(s.Chance-c.score[s.Score]) > 1e-12 {
				t.Fatalf("%sscore %d: %v, counted out %v", where, s.Score, s.Chance, c.score[s.Score])
			}
		}
	}
	if none > tried/2 {
		t.Errorf("%d of %d without overall chances", none, tried)
	}
}

// The true ratings that an outlook holds chances against are those of the whole population.
func TestWholeLanguageTrueRatings(t *testing.T) {
	tried := 0
	for seed := uint64(0); tried < sweep(200, 800); seed++ {
		m, set := madeSet(t, seed, true)
		if set == nil {
			continue
		}
		tried++
		p, ins := NewOutlookPlan(set, 0.5), discretion.NewInspection(set)
		m.judge(ins)
		p.Judged = ins.Judged
		for _, g := range set.Groups {
			p.Groups[g.ID] = discretion.GroupSize{Population: 4 + m.IntN(6), Sample: 3}
		}
		for i, q := range set.Questions() {
			N := p.Groups[q.Group].Population
			of := 2 + m.IntN(N-2)
			yes := 1 + m.IntN(of-1)
			p.Questions[i] = Assumption{Rate: float64(yes) / float64(of), Applies: float64(of) / float64(N)}
			ins.Results.Questions[i] = discretion.Result{Question: q.ID, Known: discretion.Counted, Yes: yes, Of: of}
		}
		a, err := discretion.Assess(ins, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		o, err := p.Outlook(OutlookOptions{Replicates: 10})
		if err != nil {
			t.Fatal(err)
		}
		for i, q := range o.Questions {
			r, size := ins.Results.Questions[i], p.Groups[q.Group]
			if want := float64(size.Sample*r.Of) / float64(size.Population); math.Abs(q.ExpectedOf-want) > 1e-12 ||
				q.Population != r.Of || q.Yes != r.Yes || (q.Chances == nil) != q.Information {
				t.Fatalf("seed %d\n%s: %+v, want %d of %d and %v in the sample", seed, m.text, q, r.Yes, r.Of, want)
			}
		}
		for i, st := range o.Standards {
			if st.True != a.Standards[i].Rating {
				t.Fatalf("seed %d\n%s: %s is truly %q, assessed %q", seed, m.text, st.ID, st.True, a.Standards[i].Rating)
			}
		}
		if o.Overall.True != a.Overall {
			t.Fatalf("seed %d\n%s: truly %q, assessed %q (%s)", seed, m.text, o.Overall.True, a.Overall, o.Overall.Why)
		}
	}
}

// Samples of whole cases: simulated chances of levels are near to those of counting out every
// sample of the cases of every group.
func TestWholeLanguageOutlookByCases(t *testing.T) {
	tried, fired := 0, 0.0
	for seed := uint64(0); tried < sweep(15, 50); seed++ {
		m, set := madeSet(t, seed, seed%2 == 0)
		if set == nil {
			continue
		}
		ins := m.cases(set)
		p, err := OutlookPlanFrom(ins, 0.5)
		if err != nil {
			t.Fatal(err)
		}
		places := map[string][]int{}
		for i, c := range ins.Results.Grid.Cases {
			places[c.Group] = append(places[c.Group], i)
		}
		for _, g := range set.Groups {
			p.Groups[g.ID] = discretion.GroupSize{Population: len(places[g.ID]), Sample: 1 + m.IntN(len(places[g.ID]))}
		}
		o, err := p.Outlook(OutlookOptions{Replicates: 20_000, Seed: "levels"})
		if err != nil {
			t.Fatal(err)
		}
		if o.Overall.Chances == nil || o.Overall.Basis == ByJudgement {
			continue
		}
		tried++
		c, samples := newCountedOut(set), 0.0
		flags := newCountedFlags(set)
		var visit func(g int, chosen []int)
		visit = func(g int, chosen []int) {
			if g < len(set.Groups) {
				all, n := places[set.Groups[g].ID], p.Groups[set.Groups[g].ID].Sample
				for bits := range 1 << len(all) {
					var some []int
					for k, at := range all {
						if bits>>k&1 == 1 {
							some = append(some, at)
						}
					}
					if len(some) == n {
						visit(g+1, append(append([]int(nil), chosen...), some...))
					}
				}
				return
			}
			samples++
			drawn := discretion.NewInspection(set)
			drawn.Judged, drawn.Results.Grid = ins.Judged, &discretion.Grid{}
			for _, at := range chosen {
				drawn.Results.Grid.Cases = append(drawn.Results.Grid.Cases, ins.Results.Grid.Cases[at])
			}
			drawn.Results.CountAnswers(set.Questions())
			a, err := discretion.Assess(drawn, discretion.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for i, st := range a.Standards {
				if rating, ok := set.RatingIn(st.ID, st.Rating); ok {
					c.rated[i][rating]++
				}
				flags.add(i, st, 1)
			}
			for i, r := range set.OverallRatings() {
				if r.ID == a.Overall {
					c.whole[i]++
				}
			}
		}
		visit(0, nil)
		c.scaled(1 / samples)
		flags.scale(1 / samples)
		where := fmt.Sprintf("seed %d\n%s\n%+v\n%+v\n", seed, m.text, p.Groups, ins.Results.Grid.Cases)
		for i, st := range o.Standards {
			fired += flags.agree(t, where, i, st, 20_000)
		}
		for i, st := range o.Standards {
			if st.Chances != nil && st.Basis != ByJudgement {
				same(t, where+st.ID, st.Chances, c.rated[i], 4*o.MonteCarloError)
			}
		}
		same(t, where+"overall", o.Overall.Chances, c.whole, 4*o.MonteCarloError)
	}
	if fired < 1 {
		t.Errorf("criteria have %v in all to fire by, which shows too little", fired)
	}
}
