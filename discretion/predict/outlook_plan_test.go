package predict

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats"
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

// Where rules rate a fixed number of cases, a sample of fewer is warned of, but for that of every case there is;
// a group without a sample is left out.
func TestOutlookOfFewerThanRated(t *testing.T) {
	set, err := rules.Load("us-title-iv-e")
	if err != nil {
		t.Fatal(err)
	}
	group, rated := set.Groups[0].ID, set.Target.Size
	for _, population := range []int{0, 1, 2, 30, rated, rated + 20} {
		for _, sample := range []int{0, 1, 2, 29, 30, rated - 1, rated, rated + 1} {
			if population > 0 && sample > population {
				continue
			}
			p := NewOutlookPlan(set, 0.9)
			p.Groups[group] = discretion.GroupSize{Population: population, Sample: sample}
			l, err := newOutlooker(p, OutlookOptions{})
			if err != nil {
				t.Fatal(err)
			}
			warned := slices.ContainsFunc(l.out.Warnings, func(w stats.Warning) bool { return w.Code == "outside-sizes" })
			if want := sample > 0 && sample < rated && sample != population; warned != want {
				t.Errorf("%d of %d, and %d are rated: %v", sample, population, rated, l.out.Warnings)
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
		{NewOutlookPlan(sqs, 0.5), OutlookOptions{}, "Short Quality Screening, 2012 to 2017 rates no question by bands, so no rating has a chance"},
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

// The sizes of an outlook, and to how many cases a question applies, are those of the record;
// groups that are not in the rules are left out.
func TestOutlookTakesTheRecord(t *testing.T) {
	set := oneStandard(t, 2, rules.HalfUp)
	set.Questions()[1].Conditions = []rules.Condition{{Column: "risk", Not: []string{"low"}}}
	defer func() { set.Questions()[1].Conditions = nil }()
	drawn := func(group string) sample.GroupDraw {
		return sample.GroupDraw{Group: group, Population: 40,
			Variables: []sample.DrawnVariable{{Name: "risk", Categories: []sample.DrawnCategory{{Category: "high"}, {Category: "low"}}}},
			Cells:     []sample.DrawnCell{{Values: []int{0}, Population: 10}, {Values: []int{1}, Population: 30}},
			Selected:  []sample.Chosen{{ID: "A"}, {ID: "B", Cell: 1}, {ID: "C", Cell: 1}}}
	}
	record := &sample.Record{Rules: set.ID, Groups: []sample.GroupDraw{drawn("other"), drawn("all")}}
	for _, other := range []bool{false, true} {
		p := NewOutlookPlan(set, 0.5)
		if other {
			record.Rules = "others"
		}
		if err := p.UseRecord(record); err != nil {
			t.Fatal(err)
		}
		if len(p.Groups) != 1 || p.Groups["all"] != (discretion.GroupSize{Population: 40, Sample: 3}) ||
			p.Questions[0].Applies != 1 || p.Questions[1].Applies != 0.25 {
			t.Errorf("%+v, %+v", p.Groups, p.Questions)
		}
		if warned := len(p.Warnings) == 1 && p.Warnings[0].Code == "other-rules"; warned != other {
			t.Errorf("drawn under other rules %v: %v", other, p.Warnings)
		}
	}
	if err := NewOutlookPlan(set, 0.5).UseRecord(&sample.Record{Groups: []sample.GroupDraw{drawn("other")}}); err == nil {
		t.Error("a record of other groups is taken")
	}
}

// Without shares at each level all cases are at the best or the worst.
func TestAssumedShares(t *testing.T) {
	for levels := 2; levels <= 4; levels++ {
		want := make([]float64, levels)
		want[0], want[levels-1] = 0.75, 0.25
		if got := (Assumption{Rate: 0.25}).atLevels(levels); !slices.Equal(got, want) {
			t.Errorf("%d levels: %v", levels, got)
		}
	}
	a := Assumption{}
	a.SetLevels([]float64{0.1, 0.3, 0.6})
	if got := a.atLevels(3); a.Rate != 0.6 || !slices.Equal(got, []float64{0.1, 0.3, 0.6}) {
		t.Errorf("%+v, %v", a, got)
	}
}

// What a plan may ask for ends where it makes no sense.
func TestEndsOfOutlookPlans(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p *OutlookPlan, o *OutlookOptions)
		want   string
	}{
		{"a census", func(p *OutlookPlan, _ *OutlookOptions) {
			p.Groups["all"] = discretion.GroupSize{Population: 9, Sample: 9}
		}, ""},
		{"more than all", func(p *OutlookPlan, _ *OutlookOptions) {
			p.Groups["all"] = discretion.GroupSize{Population: 9, Sample: 10}
		},
			"a sample of 10 out of 9"},
		{"no end", func(p *OutlookPlan, _ *OutlookOptions) {
			p.Groups["all"] = discretion.GroupSize{Sample: discretion.MaxCases}
		}, ""},
		{"too many", func(p *OutlookPlan, _ *OutlookOptions) {
			p.Groups["all"] = discretion.GroupSize{Sample: discretion.MaxCases + 1}
		},
			"is not possible"},
		{"fewer than none", func(p *OutlookPlan, _ *OutlookOptions) { p.Groups["all"] = discretion.GroupSize{Sample: -1} }, "is not possible"},
		{"none", func(p *OutlookPlan, _ *OutlookOptions) { p.Groups["all"] = discretion.GroupSize{} }, ""},
		{"never yes", func(p *OutlookPlan, _ *OutlookOptions) { p.Questions[0].Rate = 0 }, ""},
		{"always yes", func(p *OutlookPlan, _ *OutlookOptions) { p.Questions[0].Rate = 1 }, ""},
		{"above 1", func(p *OutlookPlan, _ *OutlookOptions) { p.Questions[0].Rate = 1.01 }, "1.01 is not a share"},
		{"below 0", func(p *OutlookPlan, _ *OutlookOptions) { p.Questions[0].Applies = -0.01 }, "-0.01 is not a share"},
		{"levels of yes and no", func(p *OutlookPlan, _ *OutlookOptions) { p.Questions[0].Levels = []float64{1, 0} }, "has not 2 levels"},
		{"wanted", func(_ *OutlookPlan, o *OutlookOptions) { o.Wanted = 0.999 }, ""},
		{"wanted 1", func(_ *OutlookPlan, o *OutlookOptions) { o.Wanted = 1 }, "a wanted chance of 1"},
		{"wanted below 0", func(_ *OutlookPlan, o *OutlookOptions) { o.Wanted = -0.1 }, "a wanted chance of -0.1"},
		{"wanted and agreement", func(_ *OutlookPlan, o *OutlookOptions) { o.Wanted, o.Agreement = 0.5, 0.9 }, "ask for one of"},
		{"agreement", func(_ *OutlookPlan, o *OutlookOptions) { o.Agreement = 0.9 }, ""},
	} {
		p, o := NewOutlookPlan(oneStandard(t, 2, rules.HalfUp), 0.5), OutlookOptions{Replicates: 1}
		c.change(p, &o)
		if err := p.check(o); (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	plan := NewOutlookPlan(withPoints(t, "").Rules, 0.5)
	for text, want := range map[string]string{"0.2 0.3 0.5": "", "0 0 1": "", "0.5 0.5": "has not 2 levels", "0.2 0.3 0.4": "add up to 90",
		"-0.1 0.1 1": "-0.1 is not", "0 1.1 0": "1.1 is not", "0.2 0.3 0.5000001": "", "0.2 0.3 0.50001": "add up to"} {
		var shares []float64
		for part := range strings.FieldsSeq(text) {
			x, err := strconv.ParseFloat(part, 64)
			if err != nil {
				t.Fatal(err)
			}
			shares = append(shares, x)
		}
		said := ""
		plan.checkLevels(plan.Rules.Questions()[0], shares, func(format string, args ...any) { said += fmt.Sprintf(format, args...) })
		if (said == "") != (want == "") || !strings.Contains(said, want) {
			t.Errorf("%s: %q, want %q", text, said, want)
		}
	}
}

// A rating that was given directly is said to be.
func TestOutlookOfJudgedStandards(t *testing.T) {
	p, err := OutlookPlanFrom(kent(t), 0.5)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.SetSizes(); err != nil {
		t.Fatal(err)
	}
	p.Judged["court.planning"] = "good"
	o, err := p.Outlook(OutlookOptions{Replicates: 100, Seed: "1"})
	if err != nil {
		t.Fatal(err)
	}
	for i, st := range o.Standards {
		if want := p.Rules.Standards[i].Judged || st.Standard.ID == "court.planning"; st.Standard.Judged != want || st.Judged != want {
			t.Errorf("%s: judged %v, want %v", st.Standard.ID, st.Standard.Judged, want)
		}
	}
}
