package discretion

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
)

// graded answers three questions for every case of a record's group of court cases: one of two levels
// with points, one of yes and no that has the same answers, and one of four grades.
func graded(t testing.TB, record *sample.Record) *Inspection {
	t.Helper()
	set, err := rules.Parse("graded.toml", []byte(`id = "graded"
groups = [{ id = "court", name = "Court" }, { id = "ooc", name = "Out of court" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
answers = [{ id = "two", levels = ["no", "yes"], points = [0, 1] }, { id = "grade", levels = ["1", "2", "3", "4"] }]
[[standards]]
id = "s"
name = "S"
group = "court"
questions = [{ id = "two", answers = "two", measure = "percent" }, { id = "plain" }, { id = "grade", answers = "grade", measure = "percent" }]
[[standards]]
id = "other"
name = "Other"
group = "ooc"
questions = [{ id = "plain" }]
`))
	if err != nil {
		t.Fatal(err)
	}
	ins := NewInspection(set)
	list := &sheet.Sheet{File: "judgements.csv", HeaderRow: 1, Header: []string{"case_id", "s.two", "s.plain", "s.grade", "other.plain"}}
	for _, g := range record.Groups {
		status, err := record.Status(g.Group)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range status.Sample {
			n := 0
			if _, err := fmt.Sscanf(c.ID, "K%d", &n); err != nil {
				t.Fatal(err)
			}
			answer, grade := [...]string{"yes", "no", "yes", "na", "no"}[n%5], fmt.Sprint(1+n*7%13%4)
			row := []string{c.ID, answer, answer, grade, ""}
			if g.Group == "ooc" {
				row = []string{c.ID, "", "", "", "yes"}
			}
			list.Rows = append(list.Rows, sheet.NewRow(len(list.Rows)+2, row...))
		}
	}
	if _, err := ins.AddJudgements(list); err != nil {
		t.Fatal(err)
	}
	if _, err := ins.UseRecord(record); err != nil {
		t.Fatal(err)
	}
	return ins
}

// Points of two levels, 0 and 1, are estimated as yes and no are, by every design of a draw; and
// what compare and pool take is what is estimated.
func TestMeansByDesignAreShares(t *testing.T) {
	day := time.Date(2021, 6, 22, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		change func(*sample.Design)
		after  func(*sample.Record) error
	}{
		"simple":     {change: func(d *sample.Design) { d.Method = sample.Simple }},
		"stratified": {change: func(d *sample.Design) { d.Method = sample.Stratified }},
		"thin":       {change: func(d *sample.Design) { d.Method, d.Sizes = sample.Stratified, map[string]int{"court": 10, "ooc": 5} }},
		"matched":    {},
		"forced":     {change: func(d *sample.Design) { d.Include = []sample.Forced{{ID: "K001", Reason: "asked for"}} }},
		"replaced": {after: func(r *sample.Record) error {
			_, _, err := r.Replace(r.Groups[0].Selected[0].ID, "file lost", sample.UseReserve, day)
			return err
		}},
		"failed": {change: func(d *sample.Design) { d.Method = sample.Simple }, after: func(r *sample.Record) error {
			_, _, err := r.Replace(r.Groups[0].Selected[0].ID, "file lost", sample.CountFailed, day)
			return err
		}},
	} {
		record := recordedFrame(t, c.change)
		if c.after != nil {
			if err := c.after(record); err != nil {
				t.Fatal(err)
			}
		}
		ins := graded(t, record)
		e := estimates(t, ins, record, EstimateOptions{Method: stats.DesignMean, Confidence: 0.8})
		share := e.find(t, "s.plain", "").Estimate
		two := e.Means[0]
		if two.Question != "s.two" || len(e.Means) != 2 {
			t.Fatalf("%s: %+v", name, e.Means)
		}
		for i, pair := range [][2]float64{{two.Estimate.Mean, 100 * share.Proportion}, {two.Estimate.SE, 100 * share.SE},
			{float64(two.Estimate.DF), float64(share.DF)}, {float64(two.Estimate.Of), float64(share.Of)}} {
			if math.Abs(pair[0]-pair[1]) > 1e-9 {
				t.Errorf("%s, %d: of points %v, of yes and no %v", name, i, pair[0], pair[1])
			}
		}
		a, err := Assess(ins, Options{Confidence: 0.8})
		if err != nil {
			t.Fatal(err)
		}
		for i, m := range e.Means {
			got, err := a.Mean(*a.result(m.Question))
			if err != nil || math.Abs(got.Mean-m.Estimate.Mean) > 1e-9 || math.Abs(got.SE-m.Estimate.SE) > 1e-9 {
				t.Errorf("%s: mean %d compared by %+v (%v), estimated as %+v", name, i, got, err, m.Estimate)
			}
		}
	}
}

// Expected values are those of R's survey 4.1: svymean of svydesign(~1, strata = ~h, fpc = ~N) with the
// 7, 10 and 22 cases read of 9, 13 and 28, and confint by t at 80%.
func TestMeansOfAStratifiedDrawAsR(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Stratified })
	m := estimates(t, graded(t, record), record, EstimateOptions{Confidence: 0.8}).Means[1]
	for i, pair := range [][2]float64{{m.Estimate.Mean, 60.28961038961039}, {m.Estimate.SE, 2.31541506107285}, {float64(m.Estimate.DF), 36},
		{*m.Low, 57.26680387660002}, {*m.High, 63.31241690262076}} {
		if math.Abs(pair[0]-pair[1]) > 1e-9 {
			t.Errorf("%d: %v, R has %v", i, pair[0], pair[1])
		}
	}
}

// From totals a simple draw has the mean that its cases have, and others are refused.
func TestMeansFromTotals(t *testing.T) {
	totals := func(record *sample.Record) *Inspection {
		ins := graded(t, record)
		ins.Results.Grid = nil
		return ins
	}
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Simple })
	cases, sums := estimates(t, graded(t, record), record, EstimateOptions{}).Means,
		estimates(t, totals(record), record, EstimateOptions{}).Means
	for i := range cases {
		if a, b := cases[i].Estimate, sums[i].Estimate; math.Abs(a.Mean-b.Mean) > 1e-9 || math.Abs(a.SE-b.SE) > 1e-9 || a.DF != b.DF {
			t.Errorf("by cases %+v, from totals %+v", a, b)
		}
	}
	for _, change := range []func(*sample.Design){
		func(d *sample.Design) { d.Method = sample.Stratified },
		func(d *sample.Design) { d.Include = []sample.Forced{{ID: "K001", Reason: "asked for"}} },
	} {
		record := recordedFrame(t, change)
		if _, err := totals(record).Estimate(record, EstimateOptions{}); err == nil ||
			!strings.Contains(err.Error(), "totals are not enough") && !strings.Contains(err.Error(), "case by case") {
			t.Errorf("totals of cases that do not weigh the same: %v", err)
		}
	}
}

// Limits of means are approximate, and are at the level at which all limits hold at once, as many as
// there are with those of shares.
func TestMeansBesideSharesTogether(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Simple })
	together := estimates(t, graded(t, record), record, EstimateOptions{Together: true})
	each, _ := stats.Together(0.80, []int{3, 1})
	if together.Looks.Each != each || together.Looks.Guaranteed || together.Looks.Limits != 4 {
		t.Errorf("%+v, want %v", together.Looks, each)
	}
	for _, m := range together.Means {
		low, high, ok := m.Estimate.Limits(each)
		if !ok || math.Abs(*m.Low-low) > 1e-9 || math.Abs(*m.High-high) > 1e-9 {
			t.Errorf("%s: %v to %v, want %v to %v", m.Question, *m.Low, *m.High, low, high)
		}
	}
}

// A mean has limits where the answers vary; that it has none is said where they are all alike, and of a question that
// applies to no case nothing is said. Where no number of eligible cases is known, it is that of endless cases.
func TestLimitsOfMeansThatDoNotVary(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Simple })
	for name, answer := range map[string]func(i int) Answer{"none": func(int) Answer { return NA }, "alike": func(int) Answer { return No },
		"vary": func(i int) Answer { return []Answer{Yes, No, No}[i%3] }} {
		ins := graded(t, record)
		for i := range ins.Results.Grid.Cases {
			ins.Results.Grid.Cases[i].Answers[0] = answer(i)
		}
		e := estimates(t, ins, record, EstimateOptions{Confidence: 0.8})
		said := slices.ContainsFunc(e.Warnings, func(w stats.Warning) bool { return w.Code == "no-mean-limits" })
		if m := e.Means[0]; m.Question != "s.two" || (m.Low != nil) != (name == "vary") || said != (name == "alike") {
			t.Errorf("%s: %+v, %+v", name, m, e.Warnings)
		}
	}
	ins := graded(t, record)
	ins.Record = nil
	ins.Groups = nil
	a, err := Assess(ins, Options{Confidence: 0.8})
	if err != nil {
		t.Fatal(err)
	}
	q := a.result("s.two")
	m, err := a.Mean(*q)
	share := float64(q.Yes) / float64(q.Of)
	if se := 100 * math.Sqrt(share*(1-share)/float64(q.Of-1)); err != nil || math.Abs(m.Mean-100*share) > 1e-9 || math.Abs(m.SE-se) > 1e-9 {
		t.Errorf("%+v (%v), want %v and %v", m, err, 100*share, se)
	}
}

// What is published of means is that of totals, and nothing of a question that is withheld.
func TestMeansPublished(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Simple })
	whole := estimates(t, graded(t, record), record, EstimateOptions{Confidence: 0.8})
	for fewerThan, shown := range map[int][]string{2: {"s.two", "s.grade"}, 8: {"s.two"}, 20: nil} {
		public, err := graded(t, record).Publish(fewerThan, "")
		if err != nil {
			t.Fatal(err)
		}
		e, err := public.Estimate(record, EstimateOptions{Confidence: 0.8, Withheld: public.Withheld})
		if err != nil && shown != nil {
			t.Fatal(err)
		}
		var got []string
		if e != nil {
			for _, m := range e.Means {
				got = append(got, m.Question)
				at := slices.IndexFunc(whole.Means, func(w QuestionMean) bool { return w.Question == m.Question })
				if w := whole.Means[at].Estimate; math.Abs(m.Estimate.Mean-w.Mean) > 1e-9 || math.Abs(m.Estimate.SE-w.SE) > 1e-9 {
					t.Errorf("%s: published %+v, found %+v", m.Question, m.Estimate, w)
				}
			}
		}
		if !slices.Equal(got, shown) {
			t.Errorf("fewer than %d: %v is published, want %v (%+v)", fewerThan, got, shown, public.Results.Questions)
		}
	}
}

// Units whose cases were not drawn alike are put together from their own means.
func TestPooledMeansOfStratifiedDraws(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Stratified })
	a, b := graded(t, record), graded(t, recordedFrame(t, func(d *sample.Design) { d.Method = sample.Simple }))
	a.Service, b.Service = "A", "B"
	own := estimates(t, a, record, EstimateOptions{Confidence: 0.8}).Means
	for _, weighting := range []Weighting{WeightEqual, WeightCases} {
		p, err := Pool([]*Inspection{a, b}, PoolOptions{Confidence: 0.8, Weighting: weighting})
		if err != nil {
			t.Fatal(err)
		}
		grade := p.Means[len(p.Means)-1]
		u := grade.Units
		se := math.Hypot(u[0].Estimate.SE, u[1].Estimate.SE) / 2
		if grade.ID != "s.grade" || math.Abs(u[0].Estimate.SE-own[1].Estimate.SE) > 1e-9 ||
			math.Abs(grade.Estimate.SE-se) > 1e-9 || grade.Low == nil {
			t.Errorf("%s: %+v of %+v", weighting, grade.Estimate, u)
		}
		left := slices.ContainsFunc(p.Left, func(l LeftOut) bool { return l.ID == "s.two" && strings.Contains(l.Why, "not drawn alike") })
		if left != (weighting == WeightCases) { // to how many it applies is estimated
			t.Errorf("%s: left out %+v", weighting, p.Left)
		}
	}
}
