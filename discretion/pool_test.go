package discretion

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"onecase/sample"
	"onecase/stats"
)

// region are the three made-up units of examples.
func region(t testing.TB) []*Inspection {
	t.Helper()
	var units []*Inspection
	for _, name := range []string{"north", "middle", "south"} {
		text, err := os.ReadFile("../examples/region/" + name + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		units = append(units, inspectionFrom(t, string(text)))
	}
	return units
}

func (p *Pooled) pooled(t testing.TB, id string) QuestionPooled {
	t.Helper()
	at := slices.IndexFunc(p.Questions, func(q QuestionPooled) bool { return q.ID == id })
	if at < 0 {
		t.Fatalf("%s is not pooled", id)
	}
	return p.Questions[at]
}

// A question that applied to every case read: the share of all eligible cases, with
// the limits of the strata together; with other weights, those of the weighted mean.
func TestPoolOfKnownSizes(t *testing.T) {
	strata := []stats.StratumCount{{Population: 46, Sample: 36, Yes: 22}, {Population: 62, Sample: 45, Yes: 20},
		{Population: 24, Sample: 21, Yes: 16}}
	p, err := Pool(region(t), PoolOptions{})
	if err != nil {
		t.Fatal(err)
	}
	q := p.pooled(t, "court.assessment.safety")
	want, err := stats.CombinedInterval(strata, 0.80)
	if err != nil || q.Interval.LowCount != want.LowCount || q.Interval.HighCount != want.HighCount || !q.Interval.Guaranteed {
		t.Errorf("limits %+v, want %+v, %v", q.Interval, want, err)
	}
	if share := (46*22.0/36 + 62*20.0/45 + 24*16.0/21) / 132; math.Abs(q.Share-share) > 1e-12 {
		t.Errorf("share %v, want %v", q.Share, share)
	}
	if q.Band != "requires-improvement" || math.Abs(q.Spread-(16.0/21-20.0/45)) > 1e-12 || len(q.Without) > 0 {
		t.Errorf("%+v", q)
	}
	for weighting, weights := range map[Weighting][]float64{WeightEqual: {1, 1, 1}, WeightGiven: {5, 2, 1}} {
		o := PoolOptions{Weighting: weighting, Weights: map[string]float64{"North": 5, "Middle": 2, "South": 1}}
		p, err := Pool(region(t), o)
		if err != nil {
			t.Fatal(err)
		}
		q := p.pooled(t, "court.assessment.safety")
		want, err := stats.WeightedInterval(strata, weights, 0.80)
		if err != nil || math.Abs(q.Interval.Low-want.Low) > 1e-9 || math.Abs(q.Interval.High-want.High) > 1e-9 || !q.Interval.Guaranteed {
			t.Errorf("%s: limits %v to %v, want %v to %v, %v", weighting, q.Interval.Low, q.Interval.High, want.Low, want.High, err)
		}
	}
}

// A question that applied to part of the cases: the ratio of the estimated yes cases
// to the estimated cases, with limits from the design, which says that it gives no
// guarantee. The figures are those of R 4.2.2 and survey 4.1-1: svyciprop(~yes,
// subset(design, applies == 1), method = "beta", level = 0.8) with three strata.
func TestPoolOfEstimatedSizes(t *testing.T) {
	p, err := Pool(region(t), PoolOptions{})
	if err != nil {
		t.Fatal(err)
	}
	q := p.pooled(t, "court.planning.safety")
	yes := 46*19.0/36 + 62*21.0/45 + 24*13.0/21
	all := 46*31.0/36 + 62*40.0/45 + 24*17.0/21
	if math.Abs(q.Share-yes/all) > 1e-12 || q.Interval.Method != stats.DesignBeta || q.Interval.Guaranteed {
		t.Errorf("share %v, want %v; %+v", q.Share, yes/all, q.Interval)
	}
	if math.Abs(q.Interval.Low-0.561780392786) > 1e-7 || math.Abs(q.Interval.High-0.630038233929) > 1e-7 {
		t.Errorf("limits %v to %v, survey has 0.561780 to 0.630038", q.Interval.Low, q.Interval.High)
	}
	police := p.pooled(t, "ooc.joint-working.police")
	if !slices.Equal(police.Without, []string{"South"}) || len(police.Units) != 2 {
		t.Errorf("%+v", police)
	}
}

// Too many units to try every split among: limits from the design.
func TestPoolOfManyUnits(t *testing.T) {
	var units []*Inspection
	for i := range 9 {
		units = append(units, inspectionFrom(t,
			fmt.Sprintf("service = \"unit %d\"\nrules = \"hmip-youth-2018\"\n[groups.court]\npopulation = 120\nsample = 60\n[results.\"court.assessment.safety\"]\nyes = %d\nof = 60\n", i, 30+i)))
	}
	p, err := Pool(units, PoolOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if q := p.Questions[0]; q.Interval.Method != stats.DesignBeta || q.Interval.Guaranteed || math.Abs(q.Share-34.0/60) > 1e-12 {
		t.Errorf("%+v", q)
	}
}

// What cannot be pooled says why.
func TestPoolRefuses(t *testing.T) {
	units := region(t)
	other := inspectionFrom(t, "service = \"Other\"\nrules = \"hmip-youth-2021\"\n")
	for _, c := range []struct {
		units []*Inspection
		o     PoolOptions
		want  string
	}{
		{units[:1], PoolOptions{}, "two units or more"},
		{[]*Inspection{units[0], units[0]}, PoolOptions{}, "two units are called North"},
		{[]*Inspection{units[0], other}, PoolOptions{}, `Other under "Youth justice services, 2021 to 2024"`},
		{units, PoolOptions{Weighting: "size"}, "no weighting"},
		{units, PoolOptions{Weighting: WeightGiven, Weights: map[string]float64{"North": 1}}, "has no weight"},
		{units, PoolOptions{Weighting: WeightGiven, Weights: map[string]float64{"Nort": 1}}, `did you mean "North"`},
		{units, PoolOptions{Weighting: WeightGiven, Weights: map[string]float64{"North": math.NaN()}}, "above 0"},
		{units, PoolOptions{Confidence: 2}, "confidence"},
	} {
		if _, err := Pool(c.units, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: the error is %v, want %q", c.o, err, c.want)
		}
	}
}

// The order of the units decides nothing, and the pooled share lies within theirs.
func TestPoolInAnyOrder(t *testing.T) {
	units := region(t)
	for _, weighting := range []Weighting{WeightCases, WeightEqual} {
		o := PoolOptions{Weighting: weighting}
		there, err := Pool(units, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, order := range [][]int{{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
			back, err := Pool([]*Inspection{units[order[0]], units[order[1]], units[order[2]]}, o)
			if err != nil {
				t.Fatal(err)
			}
			for i, q := range there.Questions {
				r := back.Questions[i]
				if math.Abs(q.Share-r.Share) > 1e-12 || math.Abs(q.Interval.Low-r.Interval.Low) > 1e-9 ||
					math.Abs(*q.SpreadChance-*r.SpreadChance) > 1e-9 {
					t.Errorf("%s, %v: %v and %v", q.ID, order, q.Interval, r.Interval)
				}
			}
		}
		for _, q := range there.Questions {
			low, high, sum := 1.0, 0.0, 0.0
			for _, u := range q.Units {
				share := float64(u.Yes) / float64(u.Of)
				low, high, sum = min(low, share), max(high, share), sum+u.Weight
			}
			if q.Share < low || q.Share > high || math.Abs(sum-1) > 1e-12 || q.Interval.Low > q.Share || q.Interval.High < q.Share {
				t.Errorf("%s: %+v", q.ID, q)
			}
		}
	}
}

func BenchmarkPoolRegion(b *testing.B) {
	units := region(b)
	for b.Loop() {
		if _, err := Pool(units, PoolOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

// Limits that are guaranteed for simple random samples are not called so where a
// unit's sample was matched.
func TestPoolOfAMatchedSampleGuaranteesNothing(t *testing.T) {
	const head = "rules = \"hmip-youth-2018\"\n[groups.court]\npopulation = 12\nsample = 8\n[results.\"court.assessment.safety\"]\nyes = 5\nof = 8\n"
	matched, other := inspectionFrom(t, "service = \"A\"\n"+head), inspectionFrom(t, "service = \"B\"\n"+head)
	for _, record := range []bool{false, true} {
		if record {
			matched.Record = &sample.Record{Groups: []sample.GroupDraw{{Group: "court",
				Cells: make([]sample.DrawnCell, 2), Core: sample.Round{Method: sample.ByTable}}}}
		}
		p, err := Pool([]*Inspection{matched, other}, PoolOptions{})
		if err != nil {
			t.Fatal(err)
		}
		warned := slices.ContainsFunc(p.Warnings, func(w stats.Warning) bool { return w.Code == "matched-draw" })
		if p.Questions[0].Interval.Guaranteed == record || warned != record {
			t.Errorf("matched %v: guaranteed %v, warned %v", record, p.Questions[0].Interval.Guaranteed, warned)
		}
	}
}

// Eight units of 360 cases and twelve questions: 0.35 s of the processor's time. The whole
// command takes 0.4 s, and took 1.3 s in an earlier version.
func BenchmarkPoolOfEightLargeUnits(b *testing.B) {
	var units []*Inspection
	for i := range 8 {
		var text strings.Builder
		text.WriteString(fmt.Sprintf("service = \"unit %d\"\nrules = \"hmip-youth-2018\"\n[groups.court]\npopulation = 900\nsample = 360\n", i))
		for _, st := range []string{"assessment", "planning", "delivery", "reviewing"} {
			for k, q := range []string{"desistance", "safety", "public"} {
				text.WriteString(fmt.Sprintf("[results.\"court.%s.%s\"]\nyes = %d\nof = %d\n", st, q, 180+(7+k)*i, 360-k*i))
			}
		}
		units = append(units, inspectionFrom(b, text.String()))
	}
	for b.Loop() {
		if _, err := Pool(units, PoolOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

// Every eligible case was read: nothing is left to chance.
func TestPoolOfACensus(t *testing.T) {
	var units []*Inspection
	for i := range 3 {
		units = append(units, inspectionFrom(t,
			fmt.Sprintf("service = \"unit %d\"\nrules = \"hmip-youth-2018\"\n[groups.court]\npopulation = 20\nsample = 20\n"+
				"[results.\"court.assessment.safety\"]\nyes = %d\nof = 20\n[results.\"court.planning.safety\"]\nyes = %d\nof = 15\n", i, 10+i, 10+i)))
	}
	p, err := Pool(units, PoolOptions{})
	if err != nil {
		t.Fatal(err)
	}
	whole, part := p.pooled(t, "court.assessment.safety"), p.pooled(t, "court.planning.safety")
	if !whole.Census || whole.SpreadChance != nil || whole.Units[0].Funnel != nil {
		t.Errorf("%+v", whole)
	}
	if part.Census || part.SpreadChance == nil || len(part.Units[0].Funnel) != 2 {
		t.Errorf("%+v", part)
	}
}

// All limits of the region hold at once, and all of the units', at the levels that follow
// from how many there are.
func TestPoolTogether(t *testing.T) {
	apart, err := Pool(region(t), PoolOptions{})
	if err != nil {
		t.Fatal(err)
	}
	together, err := Pool(region(t), PoolOptions{Together: true})
	if err != nil {
		t.Fatal(err)
	}
	asked, perUnit := map[string]map[string]bool{}, map[string]int{}
	for _, u := range apart.Units {
		for i, r := range u.Assessment.Inspection.Results.Questions {
			group := apart.Rules.Questions()[i].Group
			if r.Known == NoResult || r.Known == PercentOnly {
				continue
			}
			if asked[group] == nil {
				asked[group] = map[string]bool{}
			}
			asked[group][r.Question] = true
			perUnit[u.Name+" "+group]++
		}
	}
	var region, own []int
	for _, questions := range asked {
		region = append(region, len(questions))
	}
	for _, n := range perUnit {
		own = append(own, n)
	}
	if each, how := stats.Together(0.80, region); together.Looks.Each != each || together.Looks.Together != how {
		t.Errorf("%+v, want %v by %s", together.Looks, each, how)
	}
	if each, how := stats.Together(0.80, own); together.UnitLooks.Each != each || together.UnitLooks.Together != how {
		t.Errorf("%+v, want %v by %s", together.UnitLooks, each, how)
	}
	for i, q := range together.Questions {
		before := apart.Questions[i]
		if q.Interval.Low > before.Interval.Low || q.Interval.High < before.Interval.High {
			t.Errorf("%s: %+v, apart %+v", q.ID, q.Interval, before.Interval)
		}
		for k, u := range q.Units {
			if *u.Low > *before.Units[k].Low || *u.High < *before.Units[k].High {
				t.Errorf("%s in %s: %v to %v, apart %v to %v", q.ID, u.Unit, *u.Low, *u.High, *before.Units[k].Low, *before.Units[k].High)
			}
		}
	}
	if apart.Looks.Together != "" || apart.Looks.Limits != len(apart.Questions) ||
		apart.UnitLooks.Limits <= apart.Looks.Limits || together.Confidence != 0.80 {
		t.Errorf("%+v, %+v", apart.Looks, apart.UnitLooks)
	}
}
