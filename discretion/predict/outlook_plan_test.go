package predict

import (
	"math"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// An earlier inspection known by its totals gives shares, rates and judged
// ratings; what a question applies to is taken from how many cases it had.
func TestOutlookLikeKent(t *testing.T) {
	p, err := OutlookPlanFrom(kent(t), 0.7)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.SetSizes(); err != nil {
		t.Fatal(err)
	}
	if p.Cases != nil {
		t.Error("cases from totals")
	}
	out := outlook(t, p, OutlookOptions{Seed: "1", Replicates: 2_000})
	at, _ := p.Rules.QuestionIndex("ooc.joint-working.police")
	q := out.Questions[at]
	// 4 of 26 in 30: 5 cases, of which 2 or 3 are yes.
	if q.Population != 5 || math.Abs(q.ExpectedOf-26*5.0/30) > 1e-12 || q.OneCaseSwing < 0.9 {
		t.Errorf("%+v", q)
	}
	at, _ = p.Rules.QuestionIndex("court.reviewing.desistance")
	if a := p.Questions[at]; a.Rate != 0.82 || a.Applies != 1 {
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
		set, err := rules.Load(test.rules)
		if err != nil {
			t.Fatal(err)
		}
		p := NewOutlookPlan(set, 0.9)
		for g, n := range test.populations {
			p.Groups[g] = discretion.GroupSize{Population: n}
		}
		if err := p.SetSizes(); err != nil {
			t.Fatal(err)
		}
		if test.want == nil {
			test.want = map[string]int{set.Groups[0].ID: set.Target.Size}
		}
		for g, n := range test.want {
			if p.Groups[g].Sample != n || n == 0 {
				t.Errorf("%s %s: %d, want %d", test.rules, g, p.Groups[g].Sample, n)
			}
		}
		// A rule that counts no answers has no band for a population.
		if set.Percent.Measure == rules.CountNo {
			if q := outlook(t, p, OutlookOptions{}).Questions[0]; q.True != "" || q.Right != nil || math.Abs(sum(q.Chances)-1) > 1e-12 {
				t.Errorf("%+v", q)
			}
		}
	}
}

func TestOutlookRefuses(t *testing.T) {
	good := func() *OutlookPlan { return planOf(t, rules.HalfUp, 20, 10, Assumption{Rate: 0.5, Applies: 1}) }
	sqs, err := rules.Load("hmip-sqs-2012")
	if err != nil {
		t.Fatal(err)
	}
	tooMany := good()
	tooMany.Groups["all"] = discretion.GroupSize{Population: 20, Sample: 21}
	bad := good()
	bad.Questions[0].Rate = 1.2
	for _, test := range []struct {
		plan *OutlookPlan
		o    OutlookOptions
		want string
	}{
		{NewOutlookPlan(sqs, 0.5), OutlookOptions{}, "hmip-sqs-2012 rates no question by bands, so no rating has a chance"},
		{tooMany, OutlookOptions{}, "group all: a sample of 21 out of 20 is not possible"},
		{bad, OutlookOptions{}, "s.q1: 1.2 is not a share from 0 to 1"},
		{good(), OutlookOptions{Agreement: -0.1}, "an agreement of -0.1 is not a chance from 0 to 1"},
		{good(), OutlookOptions{Wanted: 1}, "a wanted chance of 1 is not below 1"},
		{good(), OutlookOptions{Wanted: 0.8, Agreement: 0.9},
			"the size for a wanted chance is worked out for answers that are found as they are: ask for one of wanted and agreement"},
		{good(), OutlookOptions{Rounding: "up"}, `percent rounding "up" is none of half-up, half-even, down, none`},
	} {
		if _, err := test.plan.Outlook(test.o); err == nil || err.Error() != test.want {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
}
