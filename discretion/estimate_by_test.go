package discretion

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
)

// kept gives every case of the judgements a value of a column.
func kept(ins *Inspection, name string, value func(id string) string) {
	ins.Results.Grid.Kept = name
	for i := range ins.Results.Grid.Cases {
		c := &ins.Results.Grid.Cases[i]
		c.Kept = value(c.ID)
	}
}

// team gives the cases of a frame teams: three cases in five are North's.
func team(id string) string {
	n := 0
	fmt.Sscanf(id, "K%d", &n)
	return [...]string{"North", "South", " north", "South", "North"}[n%5]
}

func (e *Estimates) between(t testing.TB, question, a, b string) QuestionDifference {
	t.Helper()
	for _, d := range e.Differences {
		if d.Question == question && d.A == a && d.B == b {
			return d
		}
	}
	t.Fatalf("no difference on %s between %s and %s: %+v", question, a, b, e.Differences)
	return QuestionDifference{}
}

// Two categories of a simple random draw: independent samples of populations of known
// size, A less B.
func TestDifferenceOfVariable(t *testing.T) {
	simple, frame := recordAndFrame(t, func(d *sample.Design) { d.Method = sample.Simple })
	list := &ListColumn{Frame: frame}
	for _, c := range frame.Cases {
		list.Values = append(list.Values, c.Values[0])
	}
	e := estimates(t, judged(t, simple), simple, EstimateOptions{By: "gender", List: list})
	d := e.between(t, "court.assessment.safety", "female", "male")
	women, men := e.find(t, "court.assessment.safety", "female"), e.find(t, "court.assessment.safety", "male")
	want, err := stats.DifferenceInterval(stats.Exact, share(men), share(women), 0.80)
	if err != nil || d.Difference.Low != want.Low || d.Difference.High != want.High || !d.Difference.Guaranteed ||
		math.Abs(d.Difference.Estimate-(women.Estimate.Proportion-men.Estimate.Proportion)) > 1e-12 {
		t.Errorf("%+v, want %+v", d, want)
	}
	// A question that applies to part of the cases: of the sizes that those can have.
	d = e.between(t, "court.assessment.public", "female", "male")
	if f := d.Difference.Second; f.Least != f.Of || f.Most <= f.Of {
		t.Errorf("%+v", f)
	}
}

func share(q QuestionEstimate) stats.DrawnShare {
	return stats.DrawnShare{Yes: q.Estimate.Yes, Of: q.Estimate.Of, Least: q.Population, Most: q.Population}
}

// A column of the list has sizes that are known; of the same column of the judgements
// only what was read is known, and limits are wider. Spellings of one value are one.
func TestDifferenceOfColumn(t *testing.T) {
	record, frame := recordAndFrame(t, func(d *sample.Design) { d.Method = sample.Simple })
	list := &ListColumn{Frame: frame}
	teams := map[string]int{}
	for _, c := range frame.Cases {
		list.Values = append(list.Values, team(c.ID))
		if c.Group == "court" {
			teams[strings.ToLower(strings.TrimSpace(team(c.ID)))]++
		}
	}
	ins := judged(t, record)
	kept(ins, "Team", team)
	byList := estimates(t, ins, record, EstimateOptions{By: "team", List: list})
	byJudgements := estimates(t, ins, record, EstimateOptions{By: "team"})
	question := "court.assessment.safety"
	for _, name := range []string{"North", "South"} {
		known, unknown := byList.find(t, question, name), byJudgements.find(t, question, name)
		if known.Population != teams[strings.ToLower(name)] || known.PopulationSource != PopulationGiven || !known.Interval.Guaranteed {
			t.Errorf("%s by list: %+v", name, known)
		}
		if unknown.Population != unknown.Read+11 || unknown.PopulationSource != PopulationAtMost || !unknown.Interval.Guaranteed ||
			unknown.Interval.Low > known.Interval.Low || unknown.Interval.High < known.Interval.High {
			t.Errorf("%s by judgements: %+v", name, unknown)
		}
	}
	known, unknown := byList.between(t, question, "North", "South").Difference,
		byJudgements.between(t, question, "North", "South").Difference
	if !known.Guaranteed || !unknown.Guaranteed || known.Estimate != unknown.Estimate || unknown.Low > known.Low ||
		unknown.High < known.High || known.First.Most != teams["south"] {
		t.Errorf("by list %+v\nby judgements %+v", known, unknown)
	}
	frame.Cases = frame.Cases[1:]
	if _, err := ins.Estimate(record, EstimateOptions{By: "team", List: list}); err == nil ||
		!strings.Contains(err.Error(), "the list is not the one that the sample was drawn from") {
		t.Errorf("another list: %v", err)
	}
}

// Cases of a stratified draw are counted stratum by stratum.
func TestDifferenceInStrata(t *testing.T) {
	record, frame := recordAndFrame(t, func(d *sample.Design) { d.Method = sample.Stratified })
	ins := judged(t, record)
	e := estimates(t, ins, record, EstimateOptions{By: "gender"})
	d := e.between(t, "court.assessment.safety", "female", "male").Difference
	if d.Method != stats.Combined || !d.Guaranteed || d.Low > d.Estimate || d.High < d.Estimate {
		t.Errorf("%+v", d)
	}
	logit := estimates(t, ins, record, EstimateOptions{By: "gender", Method: stats.DesignLogit}).between(t,
		"court.assessment.safety", "female", "male").Difference
	if logit.Method != stats.DesignMean || logit.Guaranteed || math.Abs(logit.Estimate-d.Estimate) > 1e-12 {
		t.Errorf("%+v", logit)
	}
	list := &ListColumn{Frame: frame}
	for _, c := range frame.Cases {
		list.Values = append(list.Values, team(c.ID))
	}
	if d := estimates(t, ins, record, EstimateOptions{By: "team", List: list}).between(t, "court.assessment.safety",
		"North", "South").Difference; d.Method != stats.Combined || !d.Guaranteed {
		t.Errorf("%+v", d)
	}
	kept(ins, "team", team)
	if d := estimates(t, ins, record, EstimateOptions{By: "team"}).between(t, "court.assessment.safety",
		"North", "South").Difference; d.Guaranteed {
		t.Errorf("%+v", d)
	}
}

// A value of one case is warned of; cases without a value are counted apart, and not
// set against others.
func TestDifferenceOfSmallDomains(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Simple })
	ins := judged(t, record)
	first := ins.Results.Grid.Cases[0].ID
	kept(ins, "reader", func(id string) string {
		switch {
		case id == first:
			return "Ann"
		case strings.HasSuffix(id, "7"):
			return ""
		}
		return "Bob"
	})
	e := estimates(t, ins, record, EstimateOptions{By: "reader"})
	said := slices.IndexFunc(e.Warnings, func(w stats.Warning) bool { return w.Code == "one-case" })
	if said < 0 || e.Warnings[said].Message != "Ann of court: one case of it was read, so its rows are that case's answers, whole" {
		t.Errorf("%v", e.Warnings)
	}
	e.find(t, "court.assessment.safety", "not stated")
	e.between(t, "court.assessment.safety", "Ann", "Bob")
	if slices.ContainsFunc(e.Differences, func(d QuestionDifference) bool { return d.A == "not stated" || d.B == "not stated" }) {
		t.Errorf("%+v", e.Differences)
	}
}

func TestColumnErrors(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Simple })
	ins := judged(t, record)
	try := func(o EstimateOptions, want string) {
		t.Helper()
		if _, err := ins.Estimate(record, o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	try(EstimateOptions{By: "team"}, `and no "team"; nor have the judgements a column "team" (for a column of the list, give the list as well`)
	try(EstimateOptions{By: "gender"}, `the sample was not matched on gender, so the record does not say which cases are of which; nor have`)
	kept(ins, "case", func(id string) string { return id })
	try(EstimateOptions{By: "case"}, "case has 55 values (K001, K003, K004 and 52 more), and estimates are made for up to 12: put values together in a column of its own")
	kept(ins, "team", func(string) string { return " " })
	try(EstimateOptions{By: "team"}, `column "team" has no value for any case`)
}

// A column of the table is kept beside the answers, in either form; a case with two
// values is a problem.
func TestKeepColumn(t *testing.T) {
	read := func(header []string, rows ...[]string) (*Inspection, []stats.Warning, error) {
		ins := judged(t, recordedFrame(t, nil))
		ins.Results = emptyResults(ins.Rules)
		ins.keep = "TEAM"
		table := &sheet.Sheet{File: "judgements.csv", HeaderRow: 1, Header: header}
		for i, cells := range rows {
			table.Rows = append(table.Rows, sheet.NewRow(i+2, cells...))
		}
		warnings, err := ins.AddJudgements(table)
		return ins, warnings, err
	}
	long := []string{"case_id", "team", "question", "answer"}
	ins, warnings, err := read(long,
		[]string{"K001", "", "court.assessment.safety", "yes"},
		[]string{"K001", "North", "court.assessment.public", "no"}, []string{"K002", "South", "court.assessment.safety", "yes"})
	if err != nil || ins.Results.Grid.Kept != "team" || ins.Results.Grid.Cases[0].Kept != "North" ||
		ins.Results.Grid.Cases[1].Kept != "South" ||
		slices.ContainsFunc(warnings, func(w stats.Warning) bool { return w.Code == "column-ignored" }) {
		t.Errorf("%+v, %v, %v", ins.Results.Grid, warnings, err)
	}
	ins, _, err = read([]string{"case_id", "Team",
		"court.assessment.safety"}, []string{"K001", "North", "yes"}, []string{"K002", "South", "no"})
	if err != nil || ins.Results.Grid.Kept != "Team" || ins.Results.Grid.Cases[1].Kept != "South" {
		t.Errorf("%+v, %v", ins.Results.Grid, err)
	}
	_, _, err = read(long, []string{"K001", "North", "court.assessment.safety", "yes"}, []string{"K001", "South",
		"court.assessment.public", "no"})
	if err == nil || !strings.Contains(err.Error(),
		`judgements.csv, row 3, column "team": case K001 has "South" here and "North" in an earlier row (a case has one value in this column`) {
		t.Errorf("error %v", err)
	}
}

// Limits that hold at once have the level that follows from how many there are in each
// group, and hold the others.
func TestEstimateTogether(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Simple })
	ins := judged(t, record)
	kept(ins, "team", team)
	apart, together := estimates(t, ins, record, EstimateOptions{By: "team"}),
		estimates(t, ins, record, EstimateOptions{By: "team", Together: true})
	// Two questions in either group, each of all, of two teams and of their difference.
	each, how := stats.Together(0.80, []int{8, 8})
	if together.Looks.Each != each || together.Looks.Together != how || together.Looks.Limits != 16 ||
		apart.Looks.Limits != 16 || apart.Looks.Together != "" ||
		math.Abs(apart.Looks.Misses()-3.2) > 1e-12 || !apart.Looks.Guaranteed {
		t.Errorf("apart %+v, together %+v, want %v by %s", apart.Looks, together.Looks, each, how)
	}
	for i, q := range together.Questions {
		if a := apart.Questions[i].Interval; q.Interval.Low > a.Low || q.Interval.High < a.High || q.Interval.Confidence != each {
			t.Errorf("%s: %+v, apart %+v", q.Question, q.Interval, a)
		}
	}
	if together.Confidence != 0.80 {
		t.Errorf("%v", together.Confidence)
	}
}

// In a matched draw differences are over the cells of the draw, as shares are: guaranteed
// where the cells are not too many and small, and not where the sample is taken for a
// simple random one.
func TestDifferenceInAMatchedDraw(t *testing.T) {
	record, frame := recordAndFrame(t, nil)
	ins := judged(t, record)
	kept(ins, "team", team)
	list := &ListColumn{Frame: frame}
	for _, c := range frame.Cases {
		list.Values = append(list.Values, team(c.ID))
	}
	for _, c := range []struct {
		o        EstimateOptions
		a, b     string
		question string
		method   stats.Method
		proved   bool
	}{
		{EstimateOptions{By: "gender", Method: stats.ExactCells}, "female", "male", "court.assessment.safety", stats.ExactCells, true},
		{EstimateOptions{By: "gender", Method: stats.ExactCells}, "female", "male", "court.assessment.public", stats.Apart, true},
		{EstimateOptions{By: "team", Method: stats.ExactCells, List: list}, "North", "South", "court.assessment.safety",
			stats.ExactCells, true},
		{EstimateOptions{By: "team", Method: stats.ExactCells}, "North", "South", "court.assessment.safety", stats.Apart, true},
		{EstimateOptions{By: "gender", Method: stats.Exact}, "female", "male", "court.assessment.safety", stats.Exact, false},
		{EstimateOptions{By: "team", Method: stats.DesignLogit}, "North", "South", "court.assessment.safety", stats.DesignMean, false},
	} {
		e := estimates(t, ins, record, c.o)
		d := e.between(t, c.question, c.a, c.b).Difference
		if d.Method != c.method || d.Guaranteed != c.proved || d.Low > d.Estimate || d.High < d.Estimate || d.Low < -1 || d.High > 1 {
			t.Errorf("%+v of %s: %+v", c.o, c.question, d)
		}
		for _, name := range []string{c.a, c.b} {
			if q := e.find(t, c.question, name); q.Interval.Guaranteed != c.proved {
				t.Errorf("%+v of %s %s: %+v", c.o, c.question, name, q.Interval)
			}
		}
	}
	// Whatever is chosen by itself, limits for a simple random sample are never called
	// guaranteed.
	for _, by := range []string{"", "gender", "rosh", "team"} {
		e := estimates(t, ins, record, EstimateOptions{By: by})
		for _, q := range e.Questions {
			if q.Interval.Guaranteed && q.Interval.Method == stats.Exact && q.Estimate.Of < q.Population {
				t.Errorf("%s %s: %+v", q.Question, q.Category, q.Interval)
			}
		}
		for _, d := range e.Differences {
			if d.Difference.Guaranteed && d.Difference.Method == stats.Exact {
				t.Errorf("%+v", d)
			}
		}
	}
}

// Where so many differences of categories of unknown size would take long, each share has
// limits of its own, which are guaranteed and wider.
func TestManyDifferencesAreQuick(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Simple; d.Sizes["court"] = 20 })
	g, err := judged(t, record).bindGroup(record, "court", -1, EstimateOptions{Confidence: 0.80})
	if err != nil {
		t.Fatal(err)
	}
	half := domain{inside: make([]bool, 20), most: []int{40}}
	other := domain{inside: make([]bool, 20), most: []int{40}}
	answers := make([]stats.Answer, 20)
	for i := range answers {
		half.inside[i], other.inside[i] = i < 10, i >= 10
		answers[i] = [...]stats.Answer{stats.Yes, stats.No, stats.Yes}[i%3]
	}
	a, b := g.count(answers, half), g.count(answers, other)
	few, ok, err := g.difference(a, b, 1, EstimateOptions{Confidence: 0.80})
	if err != nil || !ok || few.Method != stats.Exact || !few.Guaranteed {
		t.Fatalf("%+v, %v", few, err)
	}
	many, ok, err := g.difference(a, b, 1000, EstimateOptions{Confidence: 0.80})
	if err != nil || !ok || many.Method != stats.Apart || !many.Guaranteed || many.Low > few.Low ||
		many.High < few.High || many.First != few.First {
		t.Errorf("%+v, few %+v, %v", many, few, err)
	}
}

// More numbers than can be told apart are to be put in bands, which are suggested.
func TestManyNumbersAskForBands(t *testing.T) {
	var ids, days []string
	for i := range 13 {
		ids, days = append(ids, fmt.Sprint("C", i)), append(days, fmt.Sprint(10+i))
	}
	c := &column{name: "Days"}
	if err := c.take(ids, days); err != nil {
		t.Fatal(err)
	}
	const want = "Days has 13 different numbers, and estimates are made for up to 12 values (put them in bands with the option bands 10-12,13-15,16-18,19+)"
	if err := c.checkValues(); err == nil || err.Error() != want {
		t.Errorf("%v, to be %s", err, want)
	}
	c = &column{name: "Days", bands: []caselist.Band{{Low: 10, High: 15}, {Low: 16, High: 30}}}
	if err := c.take(append(ids, "none"), append(days, " ")); err != nil || c.checkValues() != nil {
		t.Fatal(err)
	}
	if c.values[c.valueOf("C5")] != "10-15" || c.values[c.valueOf("C6")] != "16-30" || c.values[c.valueOf("none")] != blankValue {
		t.Errorf("the bands are %v of %v", c.of, c.values)
	}
}
