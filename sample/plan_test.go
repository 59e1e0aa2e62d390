package sample

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"onecase/stats"
)

// kentFrame has 50 court cases, 43 of them male, and 30 out-of-court cases.
func kentFrame() *Frame {
	f := &Frame{Variables: []Variable{{"gender", []string{"male", "female"}}}}
	for i := range 80 {
		c := Case{ID: fmt.Sprintf("K%03d", i+1), Group: "court", Values: []string{"male"}, Row: i + 2}
		if i >= 50 {
			c.Group = "ooc"
		}
		if i >= 43 && i < 50 || i >= 76 {
			c.Values = []string{"female"}
		}
		f.Cases = append(f.Cases, c)
	}
	return f
}

// Kent 2021 published 39 court and 26 out-of-court cases.
func TestPlanKent(t *testing.T) {
	d := DefaultDesign()
	d.Split = map[string]float64{"court": 0.6, "ooc": 0.4}
	p := mustPlan(t, kentFrame(), d)
	for g, want := range []struct {
		population, sample, reserves, asked int
		margin                              float64
	}{
		{50, 39, 8, 8, 0.0486152},
		{30, 26, 4, 6, 0.0466714},
	} {
		got := p.Groups[g]
		if got.Population != want.population || got.Sample != want.sample || got.Reserves != want.reserves ||
			got.ReserveAsked != want.asked {
			t.Errorf("%+v, want %+v", got, want)
		}
		if math.Abs(got.Margin-want.margin) > 1e-6 {
			t.Errorf("%s: margin %.7f, want %.7f", got.Group, got.Margin, want.margin)
		}
	}
	male := p.Groups[0].Match[0]
	if male.Population != 43 || math.Abs(male.Share-33.54) > 1e-12 || male.Fewest != 33 || male.Most != 34 ||
		math.Abs(male.Margin-0.0544) > 5e-5 {
		t.Errorf("court, male: %+v", male)
	}
	codes := map[string]bool{}
	for _, w := range p.Warnings {
		codes[w.Code] = true
	}
	if !codes["near-census"] || !codes["too-few-for-reserves"] {
		t.Errorf("warnings %v", p.Warnings)
	}
}

// The published target can be read in two ways, and the plan shows both: each
// group to the margin, or one inspection, then split 60 to 40.
func TestPlanShowsBothReadings(t *testing.T) {
	d := DefaultDesign()
	d.Split = map[string]float64{"court": 0.6, "ooc": 0.4}
	p := mustPlan(t, kentFrame(), d)
	if len(p.Readings) != 2 {
		t.Fatalf("%d readings", len(p.Readings))
	}
	each, whole := p.Readings[0], p.Readings[1]
	if each.Total != 65 || !slices.Equal(each.Samples, []int{39, 26}) || each.Margin >= 0.05 {
		t.Errorf("each group: %+v", each)
	}
	if whole.Total != 55 || !slices.Equal(whole.Samples, []int{33, 22}) || whole.Margins[0] < 0.05 || whole.Margins[1] < 0.05 {
		t.Errorf("whole, then split: %+v", whole)
	}
	d.Whole = true
	if p = mustPlan(t, kentFrame(), d); p.Groups[0].Sample != 33 || p.Groups[1].Sample != 22 {
		t.Errorf("the plan follows %d and %d", p.Groups[0].Sample, p.Groups[1].Sample)
	}
	d.Total = 40
	if p = mustPlan(t, kentFrame(), d); p.Groups[0].Sample != 24 || p.Groups[1].Sample != 16 {
		t.Errorf("40 in all are %d and %d", p.Groups[0].Sample, p.Groups[1].Sample)
	}
	d.Sizes = map[string]int{"ooc": 20}
	if p = mustPlan(t, kentFrame(), d); p.Groups[0].Sample != 20 || p.Groups[1].Sample != 20 {
		t.Errorf("40 in all with a size of 20 are %d and %d", p.Groups[0].Sample, p.Groups[1].Sample)
	}
}

// A group without a case is named as every other warning names its group, so
// that what shows warnings can put its own name for it.
func TestPlanSaysWhichGroupIsEmpty(t *testing.T) {
	f := kentFrame()
	f.Cases = slices.DeleteFunc(f.Cases, func(c Case) bool { return c.Group == "ooc" })
	p, err := NewPlan(f, []Group{{ID: "court"}, {ID: "ooc"}}, DefaultDesign())
	if err != nil {
		t.Fatal(err)
	}
	if w := p.Warnings[len(p.Warnings)-1]; w.Code != "empty-group" || w.Message != "ooc: nothing is drawn, as there is no eligible case" {
		t.Errorf("warnings %+v", p.Warnings)
	}
}

// A group that the split leaves out is read nothing of, and the plan says so.
func TestPlanSaysWhichGroupHasNoShare(t *testing.T) {
	d := DefaultDesign()
	d.Whole, d.Total, d.Split = true, 30, map[string]float64{"court": 100}
	p := mustPlan(t, kentFrame(), d)
	if w := p.Warnings[0]; p.Groups[1].Sample != 0 || w.Code != "no-share" ||
		w.Message != "ooc: the sample says nothing of this group: it has no share in the split, so none of its 30 cases is read" {
		t.Errorf("%d of ooc, warnings %+v", p.Groups[1].Sample, p.Warnings)
	}
	d.Sizes = map[string]int{"ooc": 5}
	if p = mustPlan(t, kentFrame(), d); p.Groups[0].Sample != 25 || p.Groups[1].Sample != 5 || p.Warnings[0].Code == "no-share" {
		t.Errorf("%d and %d, warnings %+v", p.Groups[0].Sample, p.Groups[1].Sample, p.Warnings)
	}
}

// What a sub-sample would need is its own size, and the sample that holds it.
func TestPlanSaysWhatSubSamplesNeed(t *testing.T) {
	p := mustPlan(t, kentFrame(), DefaultDesign())
	female := p.Groups[0].Match[1]
	if female.Population != 7 || female.Needed != 7 || female.SampleNeeded != 50 {
		t.Errorf("female: %+v", female)
	}
}

func TestPlanCensus(t *testing.T) {
	d := DefaultDesign()
	d.CensusFrom = 0.85
	p := mustPlan(t, kentFrame(), d)
	if g := p.Groups[1]; !g.Census || g.Sample != 30 || g.Reserves != 0 || g.Margin != 0 {
		t.Errorf("26 of 30 with a census from 0.85: %+v", g)
	}
	if g := p.Groups[0]; g.Census || g.Sample != 39 {
		t.Errorf("39 of 50 with a census from 0.85: %+v", g)
	}
}

func TestPlanErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*Frame, *Design)
		want string
	}{
		{"no case", func(f *Frame, _ *Design) { f.Cases = nil }, "no case is left"},
		{"an id twice", func(f *Frame, _ *Design) { f.Cases[1].ID = " K001" }, `row 3: the id "K001" is that of another case too (row 2)`},
		{"no id", func(f *Frame, _ *Design) { f.Cases[0].ID = "" }, "row 2: a case has no id"},
		{"a control character", func(f *Frame, _ *Design) { f.Cases[0].ID = "K\n1" }, "control character at byte 2"},
		{"a value that is no category", func(f *Frame, _ *Design) { f.Cases[0].Values = []string{"x"} }, `"x" is no category of gender`},
		{"values missing", func(f *Frame, _ *Design) { f.Cases[0].Values = nil }, "0 values for 1 variables"},
		{"confidence", func(_ *Frame, d *Design) { d.Confidence = 80 }, "the confidence 80 is not between 0 and 1"},
		{"margin", func(_ *Frame, d *Design) { d.Margin = math.NaN() }, "the margin NaN"},
		{"criterion", func(_ *Frame, d *Design) { d.Criterion = "best" }, `the criterion "best"`},
		{"a size above the population", func(_ *Frame, d *Design) { d.Sizes = map[string]int{"ooc": 31} },
			"a sample of 31 for ooc, which has 30 cases"},
		{"two sizes above the populations",
			func(_ *Frame, d *Design) { d.Sizes = map[string]int{"court": 51, "ooc": 31} },
			"a sample of 51 for court, which has 50 cases\na sample of 31 for ooc, which has 30 cases"},
		{"an unknown group", func(_ *Frame, d *Design) { d.Sizes = map[string]int{"cuort": 31} },
			`there is no group "cuort": the groups are "court", "ooc"`},
		{"too many in all", func(_ *Frame, d *Design) { d.Whole, d.Total = true, 81 }, "81 cases in all, and 80 are eligible"},
		{"sizes above the cases in all", func(_ *Frame, d *Design) {
			d.Whole, d.Total, d.Sizes = true, 30, map[string]int{"court": 20, "ooc": 11}
		}, "the sizes of groups add up to 31, and 30 cases in all were asked for"},
		{"sizes below the cases in all", func(_ *Frame, d *Design) {
			d.Whole, d.Total, d.Sizes = true, 30, map[string]int{"court": 10, "ooc": 11}
		}, "30 cases in all were asked for, the groups' own sizes are 21 of them, and the other groups have 0 for the other 9"},
		{"an unknown category", func(_ *Frame, d *Design) { d.AtLeast = []AtLeast{{"gender", "other", 1}} },
			`gender has no category "other"`},
		{"an unknown variable", func(_ *Frame, d *Design) { d.AtLeast = []AtLeast{{"age", "15", 1}} },
			`"age" is not a matching variable: those are gender`},
		{"a cap without managers", func(_ *Frame, d *Design) { d.Caps = []Cap{{"manager", 6}} }, "a cap by manager: the list names none"},
		{"a forced case that is not there", func(_ *Frame, d *Design) { d.Include = []Forced{{"X", "why"}} },
			`case "X" is to be taken, and is not among`},
		{"an allocation without strata", func(_ *Frame, d *Design) { d.Allocation = Neyman }, "belong to the stratified method"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, d := kentFrame(), DefaultDesign()
			c.edit(f, &d)
			_, err := NewPlan(f, nil, d)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestPlanLeavesTheFrameAsItIs(t *testing.T) {
	f := kentFrame()
	f.Cases[0].ID, f.Cases[0].Values = " K001 ", []string{" male"}
	mustPlan(t, f, DefaultDesign())
	if f.Cases[0].ID != " K001 " || f.Cases[0].Values[0] != " male" {
		t.Error("the frame was changed")
	}
}

// A split that is no percentages is used as it stands, and said.
func TestPlanSaysHowASplitIsScaled(t *testing.T) {
	for _, c := range []struct {
		court, ooc float64
		want       string
	}{
		{60, 30, "the sizes follow shares that were scaled: the split adds up to 90 and not to 100, so its shares are court 66.7%, ooc 33.3%"},
		{60, 40, ""}, {0.6, 0.4, ""},
	} {
		d := DefaultDesign()
		d.Whole, d.Split = true, map[string]float64{"court": c.court, "ooc": c.ooc}
		got := ""
		for _, w := range mustPlan(t, kentFrame(), d).Warnings {
			if w.Code == "split-scaled" {
				got = w.Message
			}
		}
		if got != c.want {
			t.Errorf("%v:%v: got %q, want %q", c.court, c.ooc, got, c.want)
		}
	}
}

// A cap cannot bound the cases of which the list does not say who holds them, and
// the plan says how many those are.
func TestPlanSaysWhichCasesACapDoesNotReach(t *testing.T) {
	f := madeFrame("holders", 24, fourVariables[:1])
	for i := range f.Cases {
		f.Cases[i].Manager = map[bool]string{true: "M"}[i < 8]
	}
	d := sized(10)
	d.Caps = []Cap{{"manager", 4}}
	got := warned(mustPlan(t, f, d).Warnings, "cap-unknown")
	if want := "all: the draw is fair, and the cap of 4 does not bound every case: the list names no manager for 16 of 24 cases"; len(got) != 1 || got[0] != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for i := range f.Cases {
		f.Cases[i].Manager = fmt.Sprint("M", i%6)
	}
	if got := warned(mustPlan(t, f, d).Warnings, "cap-unknown"); got != nil {
		t.Errorf("got %q where every case has a manager", got)
	}
}

// Strata that never give a case are said before there is a seed, as the draw says them.
func TestPlanSaysWhichStrataGiveNoCase(t *testing.T) {
	f := madeFrame("strata", 60, fourVariables)
	for _, rule := range []Allocation{Proportional, Predecessor} {
		d := sized(12)
		d.Method, d.Allocation = Stratified, rule
		p := mustPlan(t, f, d)
		draw, err := p.Draw("1")
		if err != nil {
			t.Fatal(err)
		}
		if i := slices.IndexFunc(p.Warnings, func(w stats.Warning) bool { return w.Code == mayBeMissed }); i < 0 ||
			p.Warnings[i].Fix.String() != "to be sure of some of every stratum, set the option least 1" {
			t.Errorf("%s: warnings %v", rule, p.Warnings)
		}
		before, after := warned(p.Warnings, "no-chance"), warned(draw.Warnings, "no-chance")
		if len(before) != 1 || !slices.Equal(before, after) {
			t.Errorf("%s: the plan says %q, the draw %q", rule, before, after)
		}
	}
}

// A size that the caps leave no room for is not offered without a word, and an
// extension to it is refused with the room there is.
func TestSizesBeyondTheCapsAreSaid(t *testing.T) {
	f := madeFrame("room", 40, fourVariables[:1])
	for i := range f.Cases {
		f.Cases[i].Manager = fmt.Sprint("M", i%4)
	}
	d := sized(16)
	d.Caps = []Cap{{"manager", 5}}
	p := mustPlan(t, f, d)
	i := slices.IndexFunc(p.Warnings, func(w stats.Warning) bool { return w.Code == "margin-missed" })
	if want := "33 cases would be enough, and at most 5 of one manager leaves room for 20"; i < 0 || p.Warnings[i].Fix.String() != want {
		t.Errorf("got %v, want %q", p.Warnings, want)
	}
	r := NewRecord(mustDraw(t, f, d, "1"), ListSource{}, "none", noon)
	_, err := r.Extend(f, map[string]int{"all": 21}, noon)
	if err == nil || !strings.HasSuffix(err.Error(),
		"(at most 5 of one manager leaves room for 20): the record fixes them, so ask for fewer cases, or make a new draw with other limits") {
		t.Errorf("extended to 21: %v", err)
	}
}

// Where every case is read there is nothing to reserve, and nobody is told that
// reserves are missing.
func TestCensusHasNoReserves(t *testing.T) {
	for _, c := range []struct {
		n    int
		want string
	}{
		{1, "all: the only case is read, so there is none for a reserve: if it cannot be read, nothing takes its place"},
		{12, "all: every one of the 12 cases is read, so there is none for a reserve: a case that cannot be read leaves the sample smaller"},
	} {
		f := madeFrame("census", c.n, [][]float64{{.5, .5}})
		p := mustPlan(t, f, sized(c.n))
		if len(p.Warnings) != 1 || p.Warnings[0].Code != "census" || p.Warnings[0].Message != c.want {
			t.Errorf("%d cases: %v", c.n, p.Warnings)
		}
		if p = mustPlan(t, f, noReserve(sized(c.n))); len(p.Warnings) > 0 {
			t.Errorf("%d cases, no reserves: %v", c.n, p.Warnings)
		}
	}
	f := madeFrame("census", 12, [][]float64{{.5, .5}})
	draw, err := mustPlan(t, f, sized(6)).Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	r := NewRecord(draw, ListSource{}, "none", noon)
	warnings, err := r.Extend(f, map[string]int{"all": 12}, noon)
	if err != nil || len(warnings) != 1 || warnings[0].Code != "census" {
		t.Errorf("extended to every case: %v, %v", warnings, err)
	}
	if _, err := r.Extend(f, map[string]int{"all": 13}, noon); err == nil ||
		err.Error() != "group all has every case in its sample that can be, 12: it cannot be extended to 13" {
		t.Errorf("extended beyond every case: %v", err)
	}
}

func TestFewReserves(t *testing.T) {
	for _, c := range []struct {
		given, asked int
		want         string
	}{
		{0, 1, "the sample is as planned; no case is left for reserves, 1 was asked for"},
		{1, 2, "the sample is as planned; 1 case is left for reserves, 2 were asked for"},
		{2, 3, "the sample is as planned; 2 cases are left for reserves, 3 were asked for"},
	} {
		if got := fewReserves(c.given, c.asked); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// Cases that share their values are each looked at where a value is none of the categories.
func TestWrongValuesThatCasesShare(t *testing.T) {
	right, wrong := []string{"f"}, []string{"x"}
	f := &Frame{Variables: []Variable{{Name: "gender", Categories: []string{"f", "m"}}}}
	for i, values := range [][]string{right, wrong, right, wrong} {
		f.Cases = append(f.Cases, Case{ID: fmt.Sprint("K", i), Group: "all", Values: values, Row: i + 2})
	}
	err := f.Check()
	if err == nil || !strings.Contains(err.Error(), "K1") || !strings.Contains(err.Error(), "K3") || strings.Contains(err.Error(), "K2") {
		t.Errorf("%v, not of K1 and K3", err)
	}
}

// A category's share of a sample lies between whole numbers, which are the share itself
// where that is whole: every category of up to 12 cases.
func TestTargetsAreSharesRoundedDownAndUp(t *testing.T) {
	for N := 1; N <= 12; N++ {
		for n := 0; n <= N; n++ {
			for pop := 1; pop <= N; pop++ {
				got, err := DefaultDesign().target(pop, n, N)
				if err != nil {
					t.Fatal(err)
				}
				apart := 1
				if n*pop%N == 0 {
					apart = 0
				}
				if got.Fewest*N > n*pop || got.Most*N < n*pop || got.Most-got.Fewest != apart || math.Abs(got.Share*float64(N)-float64(n*pop)) > 1e-9 {
					t.Errorf("%d of %d, a category of %d: %+v", n, N, pop, got)
				}
			}
		}
	}
}

// A total is shared out among the groups without a size of their own, all of it, up to the last case
// that they have; a margin gives them what they have without the others' sizes.
func TestTotalsWithSizesOfGroups(t *testing.T) {
	for _, c := range []struct {
		total, court, ooc int // court has the size
		want              string
	}{{35, 5, 30, ""}, {36, 5, 0, "30 for the other 31"}, {1, 1, 0, ""}, {1, 2, 0, "add up to 2"}, {5, 5, 0, ""}, {0, 5, 26, ""}} {
		d := DefaultDesign()
		d.Whole, d.Total, d.Sizes = true, c.total, map[string]int{"court": c.court}
		if c.total == 0 {
			d.Whole = false
		}
		p, err := NewPlan(kentFrame(), nil, d)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c, err)
		}
		if err == nil && (p.Groups[0].Sample != c.court || p.Groups[1].Sample != c.ooc) {
			t.Errorf("%+v: %d and %d", c, p.Groups[0].Sample, p.Groups[1].Sample)
		}
	}
	d := DefaultDesign()
	d.Whole = true
	without := mustPlan(t, kentFrame(), d)
	d.Sizes = map[string]int{"court": 5}
	if p := mustPlan(t, kentFrame(), d); p.Groups[0].Sample != 5 || p.Groups[1].Sample != without.Groups[1].Sample {
		t.Errorf("%d and %d", p.Groups[0].Sample, p.Groups[1].Sample)
	}
}
