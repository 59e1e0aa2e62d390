package predict

import (
	"math"
	"math/big"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// Flags are those that Assess finds, with their chances: each simulated chance
// is within five standard errors of the sum over every result.
func TestOutlookFlagsAreThoseOfAssess(t *testing.T) {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	p := NewOutlookPlan(set, 0.62)
	p.Groups["ooc"] = discretion.GroupSize{Population: 12, Sample: 7}
	at, _ := set.QuestionIndex("ooc.joint-working.police")
	p.Questions[at].Applies = 0.3
	const replicates = 20_000
	got := outlook(t, p, OutlookOptions{Seed: "1", Replicates: replicates})
	i, _ := set.StandardIndex("ooc.joint-working")
	st := got.Standards[i]
	var results []map[[2]int]*big.Rat
	var ids []string
	for _, q := range set.Standards[i].Questions {
		at, _ := set.QuestionIndex(q.ID)
		ids = append(ids, q.ID)
		results = append(results, everySample(12, 7, got.Questions[at].Population, got.Questions[at].Yes))
	}
	want, flagged := map[rules.CriterionID]float64{}, 0.0
	eachCombination(results, func(combination [][2]int, chance float64) {
		ins := discretion.NewInspection(set)
		for k, r := range combination {
			if err := ins.Set(ids[k], r[0], r[1]); err != nil {
				t.Fatal(err)
			}
		}
		assessment, err := discretion.Assess(ins, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		a := assessment.Standards[i]
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
