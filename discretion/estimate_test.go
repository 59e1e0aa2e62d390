package discretion

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
)

// recordedFrame is a frame of 50 court cases, 8 of them female, and of 20
// out-of-court ones, with the record of a draw from it.
func recordedFrame(t testing.TB, change func(*sample.Design)) *sample.Record {
	t.Helper()
	record, _ := recordAndFrame(t, change)
	return record
}

func recordAndFrame(t testing.TB, change func(*sample.Design)) (*sample.Record, *sample.Frame) {
	t.Helper()
	f := &sample.Frame{Variables: []sample.Variable{{Name: "gender", Categories: []string{"female", "male"}},
		{Name: "rosh", Categories: []string{"high", "low"}}}}
	for i := range 70 {
		c := sample.Case{ID: fmt.Sprintf("K%03d", i+1), Group: "court", Values: []string{"male", "low"}}
		if i >= 50 {
			c.Group = "ooc"
		}
		if i%6 == 0 {
			c.Values[0] = "female"
		}
		if i%4 == 1 {
			c.Values[1] = "high"
		}
		f.Cases = append(f.Cases, c)
	}
	design := sample.DefaultDesign()
	design.Sizes = map[string]int{"court": 39, "ooc": 16}
	if change != nil {
		change(&design)
	}
	plan, err := sample.NewPlan(f, nil, design)
	if err != nil {
		t.Fatal(err)
	}
	draw, err := plan.Draw("an example")
	if err != nil {
		t.Fatal(err)
	}
	return sample.NewRecord(draw, sample.ListSource{Name: "cases.csv"}, "hmip-youth-2018", time.Date(2021, 6, 21, 0, 0, 0, 0, time.UTC)), f
}

// judged answers two questions for every case of the record's sample: the first
// applies to all and is yes in two cases of three, the second applies to every
// other case and is always yes.
func judged(t testing.TB, record *sample.Record) *Inspection {
	t.Helper()
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	ins := NewInspection(set)
	list := &sheet.Sheet{File: "judgements.csv", HeaderRow: 1, Header: []string{"case_id", "question", "answer"}}
	add := func(cells ...string) {
		list.Rows = append(list.Rows, sheet.NewRow(len(list.Rows)+2, cells...))
	}
	for _, g := range record.Groups {
		status, err := record.Status(g.Group)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range status.Sample {
			add(c.ID, g.Group+".assessment.safety", [3]string{"yes", "yes", "no"}[i%3])
			add(c.ID, g.Group+".assessment.public", [2]string{"yes", "na"}[i%2])
		}
	}
	if _, err := ins.AddJudgements(list); err != nil {
		t.Fatal(err)
	}
	return ins
}

func estimates(t testing.TB, ins *Inspection, record *sample.Record, o EstimateOptions) *Estimates {
	t.Helper()
	e, err := ins.Estimate(record, o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (e *Estimates) find(t testing.TB, question, category string) QuestionEstimate {
	t.Helper()
	for _, q := range e.Questions {
		if q.Question == question && q.Category == category {
			return q
		}
	}
	t.Fatalf("no estimate of %s %s", question, category)
	return QuestionEstimate{}
}

func TestEstimateOfAMatchedDraw(t *testing.T) {
	record := recordedFrame(t, nil)
	e := estimates(t, judged(t, record), record, EstimateOptions{By: "gender", Method: stats.Exact})
	if len(e.Questions) != 2*2*3 || len(e.Groups) != 2 {
		t.Fatalf("%d estimates of %d groups", len(e.Questions), len(e.Groups))
	}
	if g := e.Groups[0]; g.Population != 50 || g.Sample != 39 || g.Judged != 39 ||
		g.Design != "matched on gender, risk of serious harm, taken as a simple random sample: 39 of 50 cases, finite correction" {
		t.Errorf("%+v", g)
	}
	// The whole group: hypergeometric, 26 of 39 of 50.
	q := e.find(t, "court.assessment.safety", "")
	want, err := stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: 26, Of: 39, Population: 50, Confidence: 0.80})
	if err != nil {
		t.Fatal(err)
	}
	if q.Interval.Low != want.Low || q.Interval.High != want.High || q.Interval.Method != stats.Exact ||
		q.Population != 50 || q.PopulationSource != PopulationGiven {
		t.Errorf("%+v", q)
	}
	// The categories add up to it, and have their own populations.
	women, men := e.find(t, "court.assessment.safety", "female"), e.find(t, "court.assessment.safety", "male")
	if women.Population != 9 || men.Population != 41 || women.Estimate.Yes+men.Estimate.Yes != 26 ||
		women.Estimate.Of+men.Estimate.Of != 39 {
		t.Errorf("%+v\n%+v", women, men)
	}
	if want, _ := stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: women.Estimate.Yes,
		Of: women.Estimate.Of, Population: 9, Confidence: 0.80}); women.Interval.Low != want.Low || women.Interval.High != want.High {
		t.Errorf("%+v, want %v to %v", women.Interval, want.Low, want.High)
	}
	// A question that applies to part of the sample: 20 of 39, so to 20 to 31 of
	// 50.
	q = e.find(t, "court.assessment.public", "")
	if q.Estimate.Of != 20 || q.Population != 31 || q.PopulationSource != PopulationAtMost || q.Interval.High != 1 ||
		q.Interval.Low >= 1 || q.Interval.Guaranteed {
		t.Errorf("%+v", q)
	}
}

// A simple random draw has exact limits, and a matched one those over its cells. Where
// it is taken for a simple random one, nothing is guaranteed.
func TestEstimateGuarantee(t *testing.T) {
	for _, c := range []struct {
		draw          sample.Method
		asked, method stats.Method
		guaranteed    bool
	}{
		{sample.Simple, "", stats.Exact, true},
		{sample.Matched, "", stats.ExactCells, true},
		{sample.Matched, stats.ExactCells, stats.ExactCells, true},
		{sample.Matched, stats.Exact, stats.Exact, false},
	} {
		record := recordedFrame(t, func(d *sample.Design) { d.Method = c.draw })
		e := estimates(t, judged(t, record), record, EstimateOptions{Method: c.asked})
		for _, q := range e.Questions {
			if q.Interval.Method != c.method || q.Interval.Guaranteed != c.guaranteed || e.Method != c.method {
				t.Errorf("%+v: %s, %+v", c, e.Method, q.Interval)
			}
		}
		if warned := slices.ContainsFunc(e.Warnings,
			func(w stats.Warning) bool { return w.Code == "matched-draw" }); warned == c.guaranteed {
			t.Errorf("%+v: warnings %v", c, e.Warnings)
		}
	}
}

// The limits of a matched draw are those of its cells as strata.
func TestEstimateOverCells(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Include = []sample.Forced{{ID: "K001", Reason: "asked for"}} })
	ins := judged(t, record)
	draw := record.Group("court")
	strata := make([]stats.DomainCount, len(draw.Cells)+1) // the last is of the case that is taken whatever the seed
	for c, cell := range draw.Cells {
		strata[c].Population = cell.Population
	}
	place := map[string]int{}
	for _, c := range draw.Selected {
		place[c.ID] = c.Cell
		if c.Forced {
			strata[c.Cell].Population--
			strata[len(draw.Cells)].Population++
			place[c.ID] = len(draw.Cells)
		}
	}
	question := func(id string) []stats.DomainCount {
		counts := slices.Clone(strata)
		for _, c := range ins.Results.Grid.Cases {
			if c.Group != "court" {
				continue
			}
			s := &counts[place[c.ID]]
			s.Sample++
			for q, question := range ins.Rules.Questions() {
				if question.ID != id {
					continue
				}
				if c.Answers[q] != NA {
					s.Of++
				}
				if c.Answers[q] == Yes {
					s.Yes++
				}
			}
		}
		return counts
	}
	e := estimates(t, ins, record, EstimateOptions{})
	var whole []stats.StratumCount
	for _, s := range question("court.assessment.safety") {
		whole = append(whole, s.StratumCount)
	}
	want, err := stats.CombinedInterval(whole, 0.80)
	if err != nil {
		t.Fatal(err)
	}
	if got := e.find(t, "court.assessment.safety", "").Interval; got.LowCount != want.LowCount ||
		got.HighCount != want.HighCount || got.Yes != 26 || !got.Guaranteed {
		t.Errorf("%+v, want %+v", got, want)
	}
	want, err = stats.DomainInterval(question("court.assessment.public"), 0.80)
	if err != nil {
		t.Fatal(err)
	}
	if got := e.find(t, "court.assessment.public", "").Interval; got.Low != want.Low || got.High != want.High ||
		got.Of != 20 || !got.Guaranteed {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// Nothing is guaranteed where something else than the draw decided which cases were read.
func TestEstimateOfAChangedSampleGuaranteesNothing(t *testing.T) {
	at := time.Date(2021, 6, 22, 0, 0, 0, 0, time.UTC)
	for name, change := range map[string]func(*sample.Record, *sample.Frame) error{
		"replaced": func(r *sample.Record, _ *sample.Frame) error {
			_, _, err := r.Replace(r.Groups[0].Selected[0].ID, "file lost", sample.UseReserve, at)
			return err
		},
		"extended": func(r *sample.Record, f *sample.Frame) error {
			_, err := r.Extend(f, map[string]int{"court": 42}, at)
			return err
		},
	} {
		for _, method := range []sample.Method{sample.Simple, sample.Matched} {
			record, frame := recordAndFrame(t, func(d *sample.Design) { d.Method = method })
			if err := change(record, frame); err != nil {
				t.Fatal(err)
			}
			e := estimates(t, judged(t, record), record, EstimateOptions{})
			if q := e.find(t, "court.assessment.safety", ""); q.Interval.Guaranteed {
				t.Errorf("%s, %s: %+v", name, method, q.Interval)
			}
			if q := e.find(t, "ooc.assessment.safety", ""); !q.Interval.Guaranteed {
				t.Errorf("%s, %s: %+v", name, method, q.Interval)
			}
			if !slices.ContainsFunc(e.Warnings, func(w stats.Warning) bool { return w.Code == "sample-changed" }) {
				t.Errorf("%s, %s: warnings %v", name, method, e.Warnings)
			}
		}
	}
}

// Under the design-based methods the limits are those of the design itself.
func TestEstimateByDesign(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Stratified })
	ins := judged(t, record)
	for _, m := range stats.DesignMethods() {
		e := estimates(t, ins, record, EstimateOptions{Method: m, Confidence: 0.95})
		q := e.find(t, "court.assessment.safety", "")
		if q.Interval.Method != m || q.Interval.Confidence != 0.95 || q.Estimate.Strata < 3 || q.Estimate.SE <= 0 {
			t.Errorf("%s: %+v", m, q)
		}
		want, err := q.Estimate.Interval(m, 0.95)
		if err != nil || want.Low != q.Interval.Low || want.High != q.Interval.High {
			t.Errorf("%s: %+v, want %+v (%v)", m, q.Interval, want, err)
		}
	}
	// Exact joint limits of the four strata of the larger group.
	e := estimates(t, ins, record, EstimateOptions{})
	if q := e.find(t, "court.assessment.safety", ""); q.Interval.Method != stats.Combined || !q.Interval.Guaranteed ||
		q.Interval.Low > q.Estimate.Proportion || q.Interval.High < q.Estimate.Proportion {
		t.Errorf("%+v", q)
	}
	// A part of the cases, whose numbers in the strata are not known.
	if q := e.find(t, "court.assessment.public", ""); q.Interval.Guaranteed && q.Interval.Method != stats.DesignBeta {
		t.Errorf("%+v", q)
	}
}

// Strata from which fewer than two cases were drawn are merged, and every case
// still stands for the population.
func TestEstimateMergesThinStrata(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) {
		d.Method = sample.Stratified
		d.Sizes = map[string]int{"court": 10, "ooc": 5}
	})
	e := estimates(t, judged(t, record), record, EstimateOptions{Method: stats.DesignLogit})
	merged := false
	for _, w := range e.Warnings {
		merged = merged || w.Code == "merged-strata" && strings.HasPrefix(w.Message, "ooc: 2 strata with fewer than two judged cases")
	}
	if !merged {
		t.Errorf("no warning: %v", e.Warnings)
	}
	for _, q := range e.Questions {
		if math.IsNaN(q.Estimate.Proportion) || q.Interval.High-q.Interval.Low <= 0 {
			t.Errorf("%s: %+v", q.Question, q.Interval)
		}
	}
}

// A matched sample that was judged case by case has the variance of a balanced
// one, wherever it is the one that was drawn.
func TestEstimateUsesWhatMatchingGains(t *testing.T) {
	record := recordedFrame(t, nil)
	e := estimates(t, judged(t, record), record, EstimateOptions{Method: stats.DesignMean})
	q := e.find(t, "court.assessment.safety", "")
	if q.Estimate.Balance < 3 || q.Estimate.DF != 39-q.Estimate.Balance ||
		q.Design != "matched on gender, risk of serious harm: 39 of 50 cases, finite correction, the variance that matching leaves" ||
		slices.ContainsFunc(e.Warnings, func(w stats.Warning) bool { return w.Code == "matched-draw" }) {
		t.Errorf("%+v, %s, %v", q.Estimate, q.Design, e.Warnings)
	}
	if exact := estimates(t, judged(t, record), record, EstimateOptions{}).find(t,
		"court.assessment.safety", ""); exact.Estimate.SE != q.Estimate.SE {
		t.Errorf("with exact limits the standard error is %v, not %v", exact.Estimate.SE, q.Estimate.SE)
	}
	if _, _, err := record.Replace(record.Groups[0].Selected[0].ID, "file lost", sample.UseReserve,
		time.Date(2021, 6, 22, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	replaced := estimates(t, judged(t, record), record, EstimateOptions{Method: stats.DesignMean}).find(t, "court.assessment.safety", "")
	if replaced.Estimate.Balance != 0 || replaced.Estimate.DF != 38 {
		t.Errorf("after a replacement: %+v", replaced.Estimate)
	}
}

// Limits that are exact for the strata as merged are not proved for the draw as
// it was made.
func TestMergedStrataGuaranteeNothing(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) {
		d.Method = sample.Stratified
		d.Sizes = map[string]int{"court": 39, "ooc": 5}
	})
	exact := 0
	for _, q := range estimates(t, judged(t, record), record, EstimateOptions{}).Questions {
		if q.Group == "ooc" && (q.Interval.Method == stats.Exact || q.Interval.Method == stats.Combined) {
			exact++
			if q.Interval.Guaranteed {
				t.Errorf("%s: %+v", q.Question, q.Interval)
			}
		}
		if q.Question == "court.assessment.safety" && !q.Interval.Guaranteed {
			t.Errorf("%s, whose strata are as drawn: %+v", q.Question, q.Interval)
		}
	}
	if exact == 0 {
		t.Error("no estimate by merged strata has exact limits")
	}
}

// An extension has chances of its own: where they differ they weigh the cases. A
// record from before it had them cannot serve where they are needed.
func TestEstimateAfterAnExtension(t *testing.T) {
	extend := func(change func(*sample.Design), replace, older bool) (*Estimates, error) {
		record, frame := recordAndFrame(t, change)
		if replace {
			if _, _, err := record.Replace(record.Groups[0].Selected[0].ID, "file lost", sample.UseReserve,
				time.Date(2021, 6, 22, 0, 0, 0, 0, time.UTC)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := record.Extend(frame, map[string]int{"court": 42}, time.Date(2021, 6, 23, 0, 0, 0, 0, time.UTC)); err != nil {
			t.Fatal(err)
		}
		if older {
			record.Extensions[0].Inclusion, record.Extensions[0].PerCase = nil, nil
		}
		return judged(t, record).Estimate(record, EstimateOptions{Method: stats.Exact})
	}
	forced := func(d *sample.Design) { d.Include = []sample.Forced{{ID: "K001", Reason: "asked for"}} }
	e, err := extend(forced, false, false)
	if err != nil {
		t.Fatal(err)
	}
	if q := e.find(t, "court.assessment.safety", ""); !strings.Contains(q.Design, "weighted by the recorded chances") {
		t.Errorf("a case taken whatever the seed: %s", q.Design)
	}
	want := "the cases of court had different chances of being drawn, and the record does not have those of the sample after its extension"
	if _, err := extend(forced, false, true); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v", err)
	}
	simple := func(d *sample.Design) { d.Method = sample.Simple }
	for _, c := range []struct{ replaced, older bool }{{false, false}, {true, false}, {true, true}} {
		e, err := extend(simple, c.replaced, c.older)
		if err != nil {
			t.Fatal(err)
		}
		q := e.find(t, "court.assessment.safety", "")
		warned := slices.ContainsFunc(e.Warnings, func(w stats.Warning) bool { return w.Code == "chances-unknown" })
		if warned != c.older || q.Interval.Guaranteed {
			t.Errorf("%+v: %+v, %v", c, q.Interval, e.Warnings)
		}
		left := "1 of the 42 cases, 39 drawn and 3 added later, has left the sample"
		if strings.Contains(fmt.Sprint(e.Warnings), left) != c.replaced {
			t.Errorf("%+v: %v", c, e.Warnings)
		}
	}
}

// A percentage that no count has, one without a denominator and a question
// without a result are each said, never passed over or made up in silence.
func TestEstimateSaysWhatStandsInAndWhatIsLeftOut(t *testing.T) {
	record := recordedFrame(t, nil)
	ins, err := ParseInspection("x.toml", []byte(`rules = "hmip-youth-2018"
[results."court.assessment.safety"]
percent = 47
of = 35
[results."court.reviewing.desistance"]
percent = 82
`), "")
	if err != nil {
		t.Fatal(err)
	}
	e, err := ins.Estimate(record, EstimateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, w := range e.Warnings {
		said[w.Code] = w.Message
	}
	for code, want := range map[string]string{
		"not-attainable":   "court.assessment.safety: no whole count of 35 makes 47%",
		"no-denominator":   "court.reviewing.desistance: 82% of a number of cases that is not stated; it is left out",
		"question-missing": "Court disposals: assessment, desistance; Court disposals: assessment, safety of others; Court disposals: planning, desistance; and 18 more: there is no result",
	} {
		if !strings.Contains(said[code], want) {
			t.Errorf("%s: %q, want %q", code, said[code], want)
		}
	}
}

// Where every case of a category was read there is nothing to estimate, by any
// method.
func TestEstimateOfACategoryReadInFull(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) {
		d.AtLeast = []sample.AtLeast{{Variable: "gender", Category: "female", Count: 3}}
	})
	ins := judged(t, record)
	for _, method := range []stats.Method{stats.Exact, stats.DesignLogit, stats.DesignBeta, stats.DesignMean} {
		q := estimates(t, ins, record, EstimateOptions{Method: method, By: "gender"}).find(t, "ooc.assessment.safety", "female")
		share := float64(q.Estimate.Yes) / float64(q.Estimate.Of)
		if q.Estimate.Of != 3 || q.Interval.Low != share || q.Interval.High != share {
			t.Errorf("%s: %d of %d, limits %v to %v", method, q.Estimate.Yes, q.Estimate.Of, q.Interval.Low, q.Interval.High)
		}
	}
}

// Totals serve where every case has the same chance, and not elsewhere.
func TestEstimateFromTotals(t *testing.T) {
	totals := func() *Inspection {
		set, err := rules.Load("hmip-youth-2018")
		if err != nil {
			t.Fatal(err)
		}
		ins := NewInspection(set)
		_, err = ins.AddJudgements(&sheet.Sheet{File: "totals.csv", HeaderRow: 1, Header: []string{"question", "yes", "of"},
			Rows: []sheet.Row{sheet.NewRow(2, "court.assessment.safety", "26", "39")}})
		if err != nil {
			t.Fatal(err)
		}
		return ins
	}
	record := recordedFrame(t, nil)
	byCase := estimates(t, judged(t, record), record, EstimateOptions{Method: stats.Exact}).find(t, "court.assessment.safety", "")
	if q := estimates(t, totals(), record, EstimateOptions{}).find(t,
		"court.assessment.safety", ""); q.Interval.Low != byCase.Interval.Low || q.Interval.High != byCase.Interval.High {
		t.Errorf("from totals %+v, by case %+v", q.Interval, byCase.Interval)
	}
	for _, c := range []struct {
		record *sample.Record
		by     string
		want   string
	}{
		{record, "gender", "totals do not say which cases are of which gender: give the judgements case by case (case_id, question, answer)"},
		{recordedFrame(t, func(d *sample.Design) { d.Method = sample.Stratified }), "",
			"the cases of court do not weigh the same, so totals are not enough: give the judgements case by case (case_id, question, answer)"},
		{recordedFrame(t, func(d *sample.Design) { d.Sizes["court"] = 30 }), "",
			"court.assessment.safety has 39 cases and the sample of court has 30 (give the record that the sample was drawn with)"},
	} {
		if _, err := totals().Estimate(c.record, EstimateOptions{By: c.by}); err == nil || err.Error() != c.want {
			t.Errorf("error %q, want %q", err, c.want)
		}
	}
}

func TestEstimateErrors(t *testing.T) {
	record := recordedFrame(t, nil)
	ins := judged(t, record)
	other := recordedFrame(t, func(d *sample.Design) { d.Sizes["court"] = 20 })
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	lower := judged(t, record)
	right := lower.Results.Grid.Cases[0].ID
	lower.Results.Grid.Cases[0].ID = strings.ToLower(right)
	stranger := judged(t, record)
	stranger.Results.Grid.Cases[0].ID = "Z999"
	for _, c := range []struct {
		ins    *Inspection
		record *sample.Record
		o      EstimateOptions
		want   string
	}{
		{stranger, record, EstimateOptions{}, "case Z999 has judgements and is not in the sample of Court disposals (leave it out"},
		{ins, record, EstimateOptions{By: "gendr"}, `the record has the variables gender, rosh and no "gendr"; did you mean "gender"?`},
		{ins, record, EstimateOptions{Method: "wald"},
			`there is no method "wald" for estimates; the methods are exact-cells, exact-table, exact, logit, beta, xlogit, mean and asin`},
		{ins, record, EstimateOptions{Confidence: 80}, "stats: the confidence has to be above 0 and below 1, got 80"},
		{ins, other, EstimateOptions{}, "judgements.csv, row "},
		{ins, other, EstimateOptions{}, "cases have judgements and are not in the sample of Court disposals: K001 in row 2, K005 in row 6, "},
		{lower, record, EstimateOptions{}, "(if it is the case " + strconv.Quote(right) + ", write its id so)"},
		{NewInspection(set), record, EstimateOptions{}, "there is nothing to estimate: no question of a group of the record has a count"},
	} {
		if _, err := c.ins.Estimate(c.record, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %q, want %q", err, c.want)
		}
	}
}

// Cases of the sample without judgements are left out of the design.
func TestEstimateWithoutSomeCases(t *testing.T) {
	record := recordedFrame(t, nil)
	ins := judged(t, record)
	grid := ins.Results.Grid
	grid.Cases = grid.Cases[2:]
	ins.Results.CountAnswers(ins.Rules.Questions())
	e := estimates(t, ins, record, EstimateOptions{Method: stats.Exact})
	if over := estimates(t, ins, record, EstimateOptions{}).find(t,
		"court.assessment.safety", "").Interval; over.Method != stats.ExactCells || over.Guaranteed {
		t.Errorf("%+v", over)
	}
	if g := e.Groups[0]; g.Judged != 37 || g.Sample != 39 || !strings.Contains(g.Design, "simple random sample: 37 of 50 cases") {
		t.Errorf("%+v", g)
	}
}

// A case that was recorded as failed counts as no, judged or not.
func TestEstimateCountsFailedCases(t *testing.T) {
	record := recordedFrame(t, nil)
	ins := judged(t, record)
	before := estimates(t, ins, record, EstimateOptions{}).find(t, "court.assessment.safety", "")
	failed := record.Groups[0].Selected[0].ID // answered yes
	if _, _, err := record.Replace(failed, "file lost", sample.CountFailed, time.Date(2021, 6, 22, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if _, err := ins.UseRecord(record); err != nil {
		t.Fatal(err)
	}
	after := estimates(t, ins, record, EstimateOptions{}).find(t, "court.assessment.safety", "")
	if after.Estimate.Yes != before.Estimate.Yes-1 || after.Estimate.Of != before.Estimate.Of {
		t.Errorf("%d of %d, before %d of %d", after.Estimate.Yes, after.Estimate.Of, before.Estimate.Yes, before.Estimate.Of)
	}
}

// Where cells are too many and small, and where only totals are known, limits of questions
// that apply to every case are by the law of the draw, with the least coverage found.
func TestEstimateByTheTable(t *testing.T) {
	f := &sample.Frame{Variables: []sample.Variable{{Name: "a"}, {Name: "b"}}}
	for i := range 9 {
		f.Variables[0].Categories = append(f.Variables[0].Categories, fmt.Sprint("a", i))
		f.Variables[1].Categories = append(f.Variables[1].Categories, fmt.Sprint("b", i))
	}
	for i := range 60 {
		f.Cases = append(f.Cases, sample.Case{ID: fmt.Sprintf("K%03d", i),
			Group: "court", Values: []string{fmt.Sprint("a", i%9), fmt.Sprint("b", (i*i+i/9)%9)}})
	}
	design := sample.DefaultDesign()
	design.Sizes, design.Reserve = map[string]int{"court": 20}, 0
	plan, err := sample.NewPlan(f, nil, design)
	if err != nil {
		t.Fatal(err)
	}
	draw, err := plan.Draw("many cells")
	if err != nil {
		t.Fatal(err)
	}
	record := sample.NewRecord(draw, sample.ListSource{Name: "cases.csv"}, "hmip-youth-2018", time.Date(2021, 6, 21, 0, 0, 0, 0, time.UTC))
	ins := judged(t, record)
	e := estimates(t, ins, record, EstimateOptions{})
	whole, part := e.find(t, "court.assessment.safety", ""), e.find(t, "court.assessment.public", "")
	if whole.Interval.Method != stats.ExactTable || whole.Interval.Guaranteed || whole.LeastCoverage < 0.7 ||
		!warned(e.Warnings, "coverage-found") {
		t.Errorf("%+v, least coverage %v, warnings %v", whole.Interval, whole.LeastCoverage, e.Warnings)
	}
	if said := fmt.Sprintf("the truth in %.1f%% of draws", 100*whole.LeastCoverage); !strings.Contains(fmt.Sprint(e.Warnings), said) {
		t.Errorf("%q is not in %v", said, e.Warnings)
	}
	if part.Interval.Method != stats.Exact || part.Interval.Guaranteed || !warned(e.Warnings, "matched-draw") ||
		e.Method != stats.ExactTable {
		t.Errorf("%s, %+v, warnings %v", e.Method, part.Interval, e.Warnings)
	}
	// The table is at least as wide as the limits of a simple random sample.
	simple := estimates(t, ins, record, EstimateOptions{Method: stats.Exact}).find(t, "court.assessment.safety", "").Interval
	if whole.Interval.LowCount > simple.LowCount || whole.Interval.HighCount < simple.HighCount {
		t.Errorf("%+v inside %+v", whole.Interval, simple)
	}
	// What the answers are does not decide the method.
	for i := range ins.Results.Grid.Cases {
		ins.Results.Grid.Cases[i].Answers[0] = Yes
	}
	ins.Results.CountAnswers(ins.Rules.Questions())
	if again := estimates(t, ins, record, EstimateOptions{}).find(t,
		"court.assessment.safety", ""); again.Interval.Method != stats.ExactTable {
		t.Errorf("%+v", again.Interval)
	}
}
