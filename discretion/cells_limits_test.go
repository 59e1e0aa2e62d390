package discretion

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"onecase/sample"
	"onecase/stats"
)

// matchedOnce is an inspection of a matched sample with its record.
func matchedOnce(t *testing.T, service string) *Inspection {
	t.Helper()
	record := recordedFrame(t, nil)
	ins := judged(t, record)
	ins.Service = service
	if _, err := ins.UseRecord(record); err != nil {
		t.Fatal(err)
	}
	return ins
}

func assessed(t *testing.T, ins *Inspection) *Assessment {
	t.Helper()
	a, err := Assess(ins, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func warned(list []stats.Warning, code string) bool {
	return slices.ContainsFunc(list, func(w stats.Warning) bool { return w.Code == code })
}

// The limits of an assessment are those of an estimate, for a part of the cases and for all.
func TestAssessmentLimitsOverCells(t *testing.T) {
	ins := matchedOnce(t, "Kent")
	a := assessed(t, ins)
	e := estimates(t, ins, ins.Record, EstimateOptions{})
	part, whole := a.result("court.assessment.public"), a.result("court.assessment.safety")
	if want := e.find(t, part.Question.ID, "").Interval; *part.Low != want.Low || *part.High != want.High ||
		part.LimitsBy != stats.ExactCells || !part.Guaranteed {
		t.Errorf("%+v to %+v by %s, want %+v", *part.Low, *part.High, part.LimitsBy, want)
	}
	if want := e.find(t, whole.Question.ID, "").Interval; *whole.Low != want.Low || *whole.High != want.High || !whole.TakenForAll ||
		whole.LimitsBy != stats.ExactCells {
		t.Errorf("%+v to %+v by %s, want %+v", *whole.Low, *whole.High, whole.LimitsBy, want)
	}
	if warned(a.Warnings, "matched-draw") {
		t.Errorf("warnings %v", a.Warnings)
	}
	// A total of all cases does not say which cells the answers are from: its limits are by the law of the draw.
	if err := ins.Set("court.assessment.safety", 25, 39); err != nil {
		t.Fatal(err)
	}
	a = assessed(t, ins)
	if q := a.result("court.assessment.safety"); q.LimitsBy != stats.ExactTable || warned(a.Warnings, "matched-draw") || !warned(a.Doubts("Kent"), "matched-draw") {
		t.Errorf("by %s, guaranteed %v, warnings %v", q.LimitsBy, q.Guaranteed, a.Warnings)
	}
	// One of a part of them has limits as of a simple random sample.
	if err := ins.Set("court.assessment.safety", 25, 38); err != nil {
		t.Fatal(err)
	}
	a = assessed(t, ins)
	if q := a.result("court.assessment.safety"); q.LimitsBy != stats.Exact || q.Guaranteed || !warned(a.Warnings, "matched-draw") {
		t.Errorf("by %s, guaranteed %v, warnings %v", q.LimitsBy, q.Guaranteed, a.Warnings)
	}
}

// A share is known where every case that the question applies to was read, whatever the draw. Where cases left the sample, the
// warning says what an estimate's says.
func TestWhatLimitsAreOf(t *testing.T) {
	ins := matchedOnce(t, "Kent")
	at, _ := ins.Rules.QuestionIndex("court.assessment.public")
	if err := ins.Set("court.assessment.public", 7, 9); err != nil {
		t.Fatal(err)
	}
	ins.Results.Questions[at].Population = 9
	a := assessed(t, ins)
	if got := a.result("court.assessment.public"); !got.EveryCaseRead() || *got.Low != *got.High || warned(a.Warnings, "matched-draw") ||
		warned(a.Warnings, "sample-changed") {
		t.Errorf("%+v, warnings %v", got, a.Warnings)
	}
	record := recordedFrame(t, nil)
	if _, _, err := record.Replace(record.Group("court").Selected[3].ID, "lost", sample.UseReserve, time.Now()); err != nil {
		t.Fatal(err)
	}
	ins = judged(t, record)
	if _, err := ins.UseRecord(record); err != nil {
		t.Fatal(err)
	}
	said := func(list []stats.Warning) (of []string) {
		for _, w := range list {
			if w.Code == "sample-changed" {
				of = append(of, w.Message)
			}
		}
		return of
	}
	rated, estimated := said(assessed(t, ins).Warnings), said(estimates(t, ins, record, EstimateOptions{}).Warnings)
	if len(rated) != 1 || !slices.Equal(rated, estimated) {
		t.Errorf("rated: %q\nestimated: %q", rated, estimated)
	}
}

// What is published of a matched sample has the limits of the estimates that are published of it, and their promise.
func TestPublishedLimitsAreOfTheEstimates(t *testing.T) {
	ins := matchedOnce(t, "Kent")
	public, err := ins.Publish(2, "")
	if err != nil {
		t.Fatal(err)
	}
	e, byLaw := estimates(t, ins, ins.Record, EstimateOptions{Withheld: public.Withheld}), 0
	a := assessed(t, public)
	for _, one := range e.Questions {
		q := a.result(one.Question)
		if one.Interval.Method == stats.ExactTable {
			byLaw++
		}
		if i := one.Interval; *q.Low != i.Low || *q.High != i.High || q.LimitsBy != i.Method || q.Guaranteed != i.Guaranteed {
			t.Errorf("%s: %v to %v by %s, guaranteed %v; estimated %+v", one.Question, *q.Low, *q.High, q.LimitsBy, q.Guaranteed, i)
		}
	}
	if byLaw == 0 {
		t.Error("no limits are by the law of the draw")
	}
}

// A record of a draw for another service is named, and one without a service or of the same is not.
func TestRecordOfAnotherService(t *testing.T) {
	record := recordedFrame(t, nil)
	for _, c := range []struct {
		inspection, record string
		other              bool
	}{{"Oak ward", "Theatre", true}, {"Oak ward", "oak ward ", false}, {"", "Theatre", false}, {"Oak ward", "", false}} {
		ins := judged(t, record)
		ins.Service, record.List.Service = c.inspection, c.record
		warnings, err := ins.UseRecord(record)
		if err != nil {
			t.Fatal(err)
		}
		if warned(warnings, "other-service") != c.other {
			t.Errorf("%+v: %v", c, warnings)
		}
	}
}

// A stratified draw is not a simple random one either.
func TestAssessmentLimitsOverStrata(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Stratified })
	ins := judged(t, record)
	if _, err := ins.UseRecord(record); err != nil {
		t.Fatal(err)
	}
	draw, counts := record.Group("court"), []stats.DomainCount{}
	for _, cells := range draw.Strata {
		s := stats.DomainCount{}
		for _, c := range draw.Selected {
			if slices.Contains(cells, c.Cell) {
				s.Sample++
			}
		}
		for _, c := range cells {
			s.Population += draw.Cells[c].Population
		}
		counts = append(counts, s)
	}
	for _, c := range draw.Selected {
		h := slices.IndexFunc(draw.Strata, func(cells []int) bool { return slices.Contains(cells, c.Cell) })
		at := slices.IndexFunc(ins.Results.Grid.Cases, func(k Case) bool { return sample.NormalizeID(k.ID) == c.ID })
		place, _ := ins.Rules.QuestionNamed("court.assessment.public")
		if ins.Results.Grid.Cases[at].Answers[place] == Yes {
			counts[h].Of++
			counts[h].Yes++
		}
	}
	want, err := stats.DomainInterval(counts, 0.80)
	if err != nil {
		t.Fatal(err)
	}
	q := assessed(t, ins).result("court.assessment.public")
	if *q.Low != want.Low || *q.High != want.High || !q.Guaranteed || q.LimitsBy != stats.ExactCells {
		t.Errorf("%v to %v by %s, want %v to %v", *q.Low, *q.High, q.LimitsBy, want.Low, want.High)
	}
}

// The limits of a pool are over the cells of each unit's draw.
func TestPoolOverCells(t *testing.T) {
	a, b := matchedOnce(t, "A"), matchedOnce(t, "B")
	b.Record.List.Name = "another"
	for _, weighting := range []Weighting{WeightCases, WeightEqual} {
		p, err := Pool([]*Inspection{a, b}, PoolOptions{Weighting: weighting})
		if err != nil {
			t.Fatal(err)
		}
		var strata []stats.StratumCount
		var weights []float64
		for _, u := range p.Units {
			parts, proved := u.Assessment.strata(*u.Assessment.result("court.assessment.safety"), 50)
			if len(parts) < 3 || !proved {
				t.Fatalf("%d cells, proved %v", len(parts), proved)
			}
			for _, part := range parts {
				strata, weights = append(strata, part), append(weights, float64(part.Population)/100)
			}
		}
		want, err := stats.CombinedInterval(strata, 0.80)
		if weighting == WeightEqual {
			want, err = stats.WeightedInterval(strata, weights, 0.80)
		}
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(p.Questions, func(q QuestionPooled) bool { return q.ID == "court.assessment.safety" })
		if got := p.Questions[i].Interval; got.Low != want.Low || got.High != want.High || !got.Guaranteed ||
			got.Yes != 52 && weighting == WeightCases {
			t.Errorf("%s: %+v, want %+v", weighting, got, want)
		}
	}
}

// Cases whose chances of being drawn are far apart are not counted alike without a word.
func TestChancesFarApart(t *testing.T) {
	for _, c := range []struct {
		chances []float64
		want    string
	}{{nil, ""}, {[]float64{0.5, 0.5}, ""}, {[]float64{0.9, 0.1, 0.4}, "its cases had chances of 10% to 90% of being drawn"},
		{[]float64{0.2, 0.2 * mostApart}, ""}, {[]float64{0.2, 0.2*mostApart + 0.01}, "its cases had chances of 20%"}} {
		ins := youth2018(t)
		g := sample.GroupDraw{Group: "court"}
		for i, p := range c.chances {
			g.Inclusion.Cases = append(g.Inclusion.Cases, sample.CaseChance{ID: fmt.Sprint(i), Chance: p})
		}
		ins.Record = &sample.Record{Groups: []sample.GroupDraw{g}}
		got := ins.chancesApart("court")
		if !strings.HasPrefix(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%v: %q", c.chances, got)
		}
		var warnings stats.Warnings
		if ins.WarnChances(&warnings); (len(warnings) == 1) != (c.want != "") {
			t.Errorf("%v: %v", c.chances, warnings)
		}
	}
	// After an extension the chances are those of the larger sample.
	ins := youth2018(t)
	chances := func(least, most float64) *sample.Inclusion {
		return &sample.Inclusion{Cases: []sample.CaseChance{{ID: "1", Chance: least}, {ID: "2", Chance: most}}}
	}
	ins.Record = &sample.Record{Groups: []sample.GroupDraw{{Group: "court", Inclusion: *chances(0.5, 1)}}, Extensions: []sample.Extension{{Group: "court"}}}
	for _, c := range []struct {
		extended *sample.Inclusion
		want     string
	}{
		{chances(0.75, 1), "its cases had chances of 75% to 100% of being drawn"},
		{chances(0.9, 1), ""},
		{&sample.Inclusion{How: sample.ChanceUnknown}, "its cases had chances of 50% to 100% of being drawn at first"},
		{nil, "its cases had chances of 50% to 100% of being drawn at first"},
	} {
		ins.Record.Extensions[0].Inclusion = c.extended
		if got := ins.chancesApart("court"); got != c.want {
			t.Errorf("extended to %+v: %q, want %q", c.extended, got, c.want)
		}
	}
}

// The method of limits is that of the cases drawn: it stays while answers are still to come, and where cases left the sample.
func TestMethodOfLimitsStays(t *testing.T) {
	f := &sample.Frame{Variables: []sample.Variable{{Name: "a", Categories: []string{"0", "1", "2", "3"}}, {Name: "b", Categories: []string{"0", "1", "2", "3"}}}}
	for i := range 60 {
		f.Cases = append(f.Cases, sample.Case{ID: fmt.Sprintf("K%03d", i), Group: "court", Values: []string{fmt.Sprint(i % 4), fmt.Sprint(i / 4 % 4)}})
	}
	flips := 0
	for _, n := range []int{33} { // a size at which the cases read would make another method
		design := sample.DefaultDesign()
		design.Sizes, design.Reserve = map[string]int{"court": n}, 0
		plan, err := sample.NewPlan(f, nil, design)
		if err != nil {
			t.Fatal(err)
		}
		draw, err := plan.Draw("cells")
		if err != nil {
			t.Fatal(err)
		}
		record := sample.NewRecord(draw, sample.ListSource{Name: "cases.csv"}, "hmip-youth-2018", time.Now())
		all := record.Group("court").Selected
		at := func(read []sample.Chosen) (asDrawn, asRead bool) {
			status, err := record.Status("court")
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			var cells []int
			for _, c := range read {
				ids, cells = append(ids, c.ID), append(cells, c.Cell)
			}
			s := sampleCells(record, "court", status, ids, cells)
			places, parts, design, err := s.part(domain{}, 0.8)
			if err != nil {
				t.Fatal(err)
			}
			asDrawn, err = s.short(places, parts, 0.8)
			if err != nil {
				t.Fatal(err)
			}
			return asDrawn, design.Short()
		}
		want, same := at(all)
		if want != same {
			t.Errorf("%d drawn and read: short %v, and of these cells %v", n, want, same)
		}
		for left := range 3 {
			short, now := at(all[left:])
			if short != want {
				t.Errorf("%d of %d read: short %v, as drawn %v", n-left, n, short, want)
			}
			if now != want {
				flips++
			}
		}
	}
	if flips == 0 {
		t.Error("in no case would the cases read have made another method")
	}
}
