package predict

import (
	"math"
	"math/bits"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// From an earlier inspection's cases, questions move together: against every
// sample of whole cases.
func TestOutlookOfCasesEqualsEverySample(t *testing.T) {
	patterns := []string{"11", "11", "10", "01", "0-", "11", "1-", "11", "00", "11"}
	ins := ofPatterns(oneStandard(t, 2, rules.HalfUp), 10, patterns...)
	p, err := OutlookPlanFrom(ins, 0.5)
	if err != nil {
		t.Fatal(err)
	}
	p.Groups["all"] = discretion.GroupSize{Population: 10, Sample: 6}
	const replicates = 20_000
	got := outlook(t, p, OutlookOptions{Seed: "1", Replicates: replicates})
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
	for q, of := range []float64{10, 8} { // of 10 cases
		yes := []float64{7, 6}[q]
		if a := got.Questions[q].Assumption; a.Rate != yes/of || a.Applies != of/10 {
			t.Errorf("question %d: %+v, want %v of %v", q, a, yes, of)
		}
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
	p.Groups["all"] = discretion.GroupSize{Population: 10, Sample: 10}
	if st := outlook(t, p, OutlookOptions{Seed: "1", Replicates: 100}).Standards[0]; *st.Right != 1 || math.Abs(*st.Bias) > 1e-9 {
		t.Errorf("right %v, bias %v when every case is read", *st.Right, *st.Bias)
	}
	// And a population twice as large stands for each case twice.
	p.Groups["all"] = discretion.GroupSize{Population: 20, Sample: 6}
	if q := outlook(t, p, OutlookOptions{Replicates: 10}).Questions[1]; q.Population != 16 || q.Yes != 12 {
		t.Errorf("%d yes of %d", q.Yes, q.Population)
	}
}

func TestOutlookOneSeedOneResult(t *testing.T) {
	ins := kentByCase(t)
	p, err := OutlookPlanFrom(ins, 0.7)
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
			return outlook(t, plan, OutlookOptions{Seed: seed, Replicates: 3_000})
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
	if out := outlook(t, p, OutlookOptions{Seed: "1", Replicates: 2_000}); out.Overall.Why != "" ||
		out.Overall.True != "requires-improvement" || math.Abs(sum(out.Overall.Chances)-1) > 1e-9 {
		t.Errorf("%+v", out.Overall)
	}
	if out := outlook(t, totals, OutlookOptions{Seed: "1",
		Replicates: 100}); out.Overall.Why != "nothing is assumed of Governance and leadership; Staff; Partnerships and services; Information and facilities" {
		t.Errorf("%+v", out.Overall)
	}
}
