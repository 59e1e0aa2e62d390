package predict

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
)

// inspectionFrom reads an inspection file given as text.
func inspectionFrom(t testing.TB, text string) *discretion.Inspection {
	t.Helper()
	ins, err := discretion.ParseInspection("test.toml", []byte(text), "")
	if err != nil {
		t.Fatal(err)
	}
	return ins
}

func followUp(t testing.TB) *discretion.Inspection {
	t.Helper()
	text, err := os.ReadFile("../../examples/kent/follow-up.toml")
	if err != nil {
		t.Fatal(err)
	}
	return inspectionFrom(t, string(text))
}

func compare(t testing.TB, before, after *discretion.Inspection, o CompareOptions) *Compared {
	t.Helper()
	c, err := Compare(before, after, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Inspections named the wrong way round are compared as they are named, with a
// warning; where a date is missing or not a day there is none.
func TestCompareWarnsOfReversedDates(t *testing.T) {
	reversed := func(c *Compared) bool {
		return slices.ContainsFunc(c.Warnings, func(w stats.Warning) bool { return w.Code == "dates-reversed" })
	}
	earlier, later := kent(t), followUp(t)
	if reversed(compare(t, earlier, later, CompareOptions{})) {
		t.Error("a warning where the earlier inspection is named first")
	}
	if !reversed(compare(t, later, earlier, CompareOptions{})) {
		t.Error("no warning where the later inspection is named first")
	}
	later.Date = "summer 2023"
	if reversed(compare(t, later, earlier, CompareOptions{})) {
		t.Error("a warning about a date that is not a day")
	}
}

// Kent and a made-up inspection after it: every question with a count in both, and
// the one without a number of cases named.
func TestCompareKent(t *testing.T) {
	c := compare(t, kent(t), followUp(t), CompareOptions{Model: Separate})
	if len(c.Questions) != 22 || len(c.Standards) != 12 || c.Overall == nil || c.Confidence != 0.8 {
		t.Fatalf("%d questions, %d standards, overall %v, confidence %v", len(c.Questions), len(c.Standards), c.Overall, c.Confidence)
	}
	if len(c.Left) != 1 || c.Left[0].ID != "court.reviewing.desistance" || !strings.Contains(c.Left[0].Why, "earlier") {
		t.Errorf("left out: %v", c.Left)
	}
	for _, q := range c.Questions {
		d, b, a := q.Difference, q.Before, q.After
		if want := float64(a.Yes)/float64(a.Of) - float64(b.Yes)/float64(b.Of); d.Estimate != want {
			t.Errorf("%s: difference %v, want %v", b.Question.ID, d.Estimate, want)
		}
		if d.Low > d.Estimate || d.High < d.Estimate || !d.Guaranteed || d.Method != stats.Exact {
			t.Errorf("%s: limits %v to %v of %v, %s", b.Question.ID, d.Low, d.High, d.Estimate, d.Method)
		}
	}
	if o := c.Overall; o.Before != "requires-improvement" || o.After != "good" || o.Basis != ByIndependence || o.Chances.Better < 0.9 {
		t.Errorf("overall: %+v", o)
	}
	// A standard's chances are made of robust's, for both inspections.
	before, err := Robust(kent(t), Options{Model: Separate})
	if err != nil {
		t.Fatal(err)
	}
	after, err := Robust(followUp(t), Options{Model: Separate})
	if err != nil {
		t.Fatal(err)
	}
	for i, st := range c.Standards {
		if st.ID == "court.reviewing" || st.Basis == ByJudgement {
			continue
		}
		var want Ways
		for b, p := range before.Standards[i].Chances {
			for a, q := range after.Standards[i].Chances {
				switch {
				case a > b:
					want.Better += p * q
				case a == b:
					want.Same += p * q
				default:
					want.Worse += p * q
				}
			}
		}
		got := *st.Chances
		if math.Abs(got.Better-want.Better)+math.Abs(got.Same-want.Same)+math.Abs(got.Worse-want.Worse) > 1e-9 {
			t.Errorf("%s: %+v, by every pair of ratings %+v", st.ID, got, want)
		}
		bounds := st.Bounds
		if bounds == nil {
			if before.Standards[i].Basis == ByIndependence || after.Standards[i].Basis == ByIndependence {
				t.Errorf("%s: no bounds", st.ID)
			}
			continue
		}
		if got.Better < bounds.Better.Low-1e-9 || got.Better > bounds.Better.High+1e-9 ||
			got.Worse < bounds.Worse.Low-1e-9 || got.Worse > bounds.Worse.High+1e-9 {
			t.Errorf("%s: %+v beyond its bounds %+v", st.ID, got, *bounds)
		}
	}
	if st := c.Standards[0]; st.Chances != nil || st.Basis != ByJudgement {
		t.Errorf("a judged standard has chances: %+v", st)
	}
}

// Simulations of two inspections err independently; one that is exact adds nothing to the other.
func TestCompareStatesItsSimulation(t *testing.T) {
	o := CompareOptions{Replicates: 1_000, Seed: "1"}
	totals, cases := kent(t), kentByCase(t)
	one := compare(t, cases, totals, o).Simulation
	if one.Replicates != 1_000 || one.Seed != "1" || one.MonteCarloError <= 0 {
		t.Errorf("%+v", one)
	}
	both := one
	both.MonteCarloError *= math.Sqrt2
	for _, c := range []struct {
		before, after *discretion.Inspection
		want          Simulation
	}{{totals, totals, Simulation{}}, {totals, cases, one}, {cases, cases, both}} {
		got := compare(t, c.before, c.after, o).Simulation
		if math.Abs(got.MonteCarloError-c.want.MonteCarloError) > 1e-12 || got.Replicates != c.want.Replicates || got.Seed != c.want.Seed {
			t.Errorf("%+v, want %+v", got, c.want)
		}
	}
}

// Exchanging the inspections changes the signs, and better and worse.
func TestCompareMirrors(t *testing.T) {
	there, back := compare(t, kent(t), followUp(t), CompareOptions{}), compare(t, followUp(t), kent(t), CompareOptions{})
	for i, q := range there.Questions {
		a, b := q.Difference, back.Questions[i].Difference
		if a.Low != -b.High || a.High != -b.Low || a.Estimate != -b.Estimate {
			t.Errorf("%s: %v to %v, exchanged %v to %v", q.Before.Question.ID, a.Low, a.High, b.Low, b.High)
		}
	}
	for i, st := range there.Standards {
		if st.Chances == nil {
			continue
		}
		if a, b := *st.Chances, *back.Standards[i].Chances; math.Abs(a.Better-b.Worse) > 1e-12 || math.Abs(a.Worse-b.Better) > 1e-12 {
			t.Errorf("%s: %+v, exchanged %+v", st.ID, a, b)
		}
	}
}

// What has no count in one inspection bears on no chance: the rest decides.
func TestCompareMatchesQuestions(t *testing.T) {
	const head = "rules = \"hmip-youth-2018\"\n[groups.court]\npopulation = 50\n"
	safety := "[results.\"court.assessment.safety\"]\nyes = 20\nof = 40\n"
	public := "[results.\"court.assessment.public\"]\nyes = 3\nof = 40\n"
	after := inspectionFrom(t, head+strings.Replace(safety, "20", "30", 1))
	with := compare(t, inspectionFrom(t, head+safety+public), after, CompareOptions{})
	without := compare(t, inspectionFrom(t, head+safety), after, CompareOptions{})
	if *with.Standards[0].Chances != *without.Standards[0].Chances {
		t.Errorf("chances %+v, without the question that is not matched %+v", *with.Standards[0].Chances, *without.Standards[0].Chances)
	}
	if with.Standards[0].Before != "inadequate" || len(with.Left) != 1 || with.Warnings[0].Code != "questions-unmatched" {
		t.Errorf("%+v, left %v, warnings %v", with.Standards[0], with.Left, with.Warnings)
	}
}

// Inspections with nothing in common cannot be compared.
func TestCompareNothing(t *testing.T) {
	a := inspectionFrom(t, "rules = \"hmip-youth-2018\"\n[results.\"court.assessment.safety\"]\nyes = 20\nof = 40\n")
	b := inspectionFrom(t, "rules = \"hmip-youth-2018\"\n[results.\"ooc.assessment.safety\"]\nyes = 20\nof = 40\n")
	if _, err := Compare(a, b, CompareOptions{}); err == nil || !strings.Contains(err.Error(), "nothing to compare") {
		t.Errorf("the error is %v", err)
	}
	if _, err := Compare(a, a, CompareOptions{Method: stats.Wald}); err == nil || !strings.Contains(err.Error(), "exact and mover") {
		t.Errorf("the error is %v", err)
	}
}

// The bounds on better and worse hold for any way in which the answers to two
// questions go together, in either inspection.
func TestWaysBoundsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const bands = 3
		// A joint law of two questions, and what is known of it: the two margins.
		draw := func(name string) (lowest []float64, law ratingLaw) {
			var joint [bands][bands]float64
			total := 0.0
			for i := range joint {
				for j := range joint[i] {
					joint[i][j] = float64(rapid.IntRange(0, 5).Draw(t, name))
					total += joint[i][j]
				}
			}
			if total == 0 {
				joint[0][0], total = 1, 1
			}
			lowest = make([]float64, bands)
			questions := [2][]float64{make([]float64, bands), make([]float64, bands)}
			for i := range joint {
				for j := range joint[i] {
					p := joint[i][j] / total
					lowest[min(i, j)] += p
					questions[0][i] += p
					questions[1][j] += p
				}
			}
			for r := range bands {
				a, b := tails(questions[0])[r], tails(questions[1])[r]
				law.low, law.high = append(law.low, max(0, a+b-1)), append(law.high, min(a, b))
			}
			return lowest, law
		}
		before, knownBefore := draw("before")
		after, knownAfter := draw("after")
		better := exceeds(tails(after), tails(before))
		if low, high := exceeds(knownAfter.low, knownBefore.high),
			exceeds(knownAfter.high, knownBefore.low); better < low-1e-9 || better > high+1e-9 {
			t.Fatalf("better %v is not within %v to %v", better, low, high)
		}
	})
}

func BenchmarkCompareKent(b *testing.B) {
	before, after := kent(b), followUp(b)
	for b.Loop() {
		if _, err := Compare(before, after, CompareOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

// What is doubtful in the results of one inspection is doubtful in a comparison and
// in a pool.
func TestComparingAndPoolingSayWhatIsDoubtful(t *testing.T) {
	text, err := os.ReadFile("../../examples/kent/follow-up.toml")
	if err != nil {
		t.Fatal(err)
	}
	gone := "[results.\"court.assessment.safety\"]\nyes = 25\nof = 36\n"
	if !strings.Contains(string(text), gone) {
		t.Fatal("the example has changed")
	}
	before, after := kent(t), inspectionFrom(t, strings.Replace(string(text), gone, "", 1))
	c, err := Compare(before, after, CompareOptions{Confidence: .8})
	if err != nil {
		t.Fatal(err)
	}
	p, err := discretion.Pool([]*discretion.Inspection{before, after}, discretion.PoolOptions{Confidence: .8})
	if err != nil {
		t.Fatal(err)
	}
	for who, ws := range map[string][]stats.Warning{"after": c.Warnings, after.Name(): p.Warnings} {
		if !slices.ContainsFunc(ws, func(w stats.Warning) bool {
			return w.Code == "question-missing" && strings.HasPrefix(w.Message, who+": court.assessment.safety")
		}) {
			t.Errorf("nothing says that a question is missing of %s: %v", who, ws)
		}
	}
}

// The limits of a difference are made of those that each share has on its own where a
// sample was matched, at a level at which both hold.
func TestCompareOverCells(t *testing.T) {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	f := &sample.Frame{Variables: []sample.Variable{{Name: "gender", Categories: []string{"female", "male"}}}}
	for i := range 30 {
		f.Cases = append(f.Cases, sample.Case{ID: fmt.Sprintf("K%03d", i),
			Group: "court", Values: []string{[]string{"female", "male", "male"}[i%3]}})
	}
	design := sample.DefaultDesign()
	design.Sizes = map[string]int{"court": 20}
	plan, err := sample.NewPlan(f, nil, design)
	if err != nil {
		t.Fatal(err)
	}
	inspection := func(seed string, answers ...string) *discretion.Inspection {
		draw, err := plan.Draw(seed)
		if err != nil {
			t.Fatal(err)
		}
		record := sample.NewRecord(draw, sample.ListSource{Name: "cases.csv"}, set.ID, time.Date(2021, 6, 21, 0, 0, 0, 0, time.UTC))
		ins := discretion.NewInspection(set)
		table := &sheet.Sheet{File: "j.csv", HeaderRow: 1, Header: []string{"case_id", "question", "answer"}}
		for i, c := range record.Groups[0].Selected {
			table.Rows = append(table.Rows, sheet.NewRow(i+2, c.ID, "court.assessment.safety", answers[i%3]))
		}
		if _, err := ins.AddJudgements(table); err != nil {
			t.Fatal(err)
		}
		if _, err := ins.UseRecord(record); err != nil {
			t.Fatal(err)
		}
		return ins
	}
	c, err := Compare(inspection("one", "yes", "no", "yes"), inspection("two", "yes", "no", "no"), CompareOptions{})
	if err != nil {
		t.Fatal(err)
	}
	own := 2*math.Sqrt(0.9) - 1 // (1 - tail)^2 = 0.9
	before, err := c.Before.ShareLimits(c.Questions[0].Before, own)
	if err != nil {
		t.Fatal(err)
	}
	after, err := c.After.ShareLimits(c.Questions[0].After, own)
	if err != nil {
		t.Fatal(err)
	}
	if d := c.Questions[0].Difference; d.Low != after.Low-before.High || d.High != after.High-before.Low ||
		!d.Guaranteed || d.Method != stats.ExactCells ||
		d.Estimate >= 0 || d.Estimate != float64(d.Second.Yes)/float64(d.Second.Of)-float64(d.First.Yes)/float64(d.First.Of) {
		t.Errorf("%+v", d)
	}
}

// Limits leave out 0 where the p-value is at most what the level leaves; the clearest
// differences come first; limits that hold at once hold the others.
func TestCompareOrdersByAnExactTest(t *testing.T) {
	before, after := kent(t), followUp(t)
	c := compare(t, before, after, CompareOptions{})
	last := -1.0
	for _, q := range c.Clearest() {
		if q.P < last || math.IsNaN(q.P) {
			t.Errorf("%s: %v after %v", q.Before.Question.ID, q.P, last)
		}
		if last = q.P; q.HoldsZero() == (q.P <= 0.2) || !q.Proved {
			t.Errorf("%s: p-value %v (proved %v), limits %v to %v", q.Before.Question.ID, q.P, q.Proved,
				q.Difference.Low, q.Difference.High)
		}
	}
	if len(c.Clearest()) != len(c.Questions) || c.Looks.Limits != 22 || math.Abs(c.Looks.Misses()-4.4) > 1e-12 || !c.Looks.Guaranteed {
		t.Errorf("%+v", c.Looks)
	}
	together := compare(t, before, after, CompareOptions{Together: true})
	// Twelve questions of the court group, one of them without a count, and eleven of the other.
	if each, how := stats.Together(0.80, []int{11, 11}); together.Looks.Each != each ||
		together.Looks.Together != how || together.Confidence != 0.80 {
		t.Errorf("%+v, want %v by %s", together.Looks, each, how)
	}
	for i, q := range together.Questions {
		if d := c.Questions[i].Difference; q.Difference.Low > d.Low || q.Difference.High < d.High ||
			q.Difference.Confidence != together.Looks.Each {
			t.Errorf("%s: %+v, apart %+v", q.Before.Question.ID, q.Difference, d)
		}
	}
}

// The smallest p comes first and none last, and of equal ones the larger difference, either way.
func TestClearest(t *testing.T) {
	c := &Compared{}
	for _, q := range []struct{ p, difference float64 }{{math.NaN(), 0.9}, {0.5, 0.1}, {0.5, -0.3}, {0.01, 0.1},
		{math.NaN(), -0.95}, {1, 0}} {
		var one QuestionCompared
		one.P, one.Difference.Estimate = q.p, q.difference
		c.Questions = append(c.Questions, one)
	}
	var got strings.Builder
	for _, q := range c.Clearest() {
		got.WriteString(fmt.Sprint(q.P, " ", q.Difference.Estimate, "; "))
	}
	if got.String() != "0.01 0.1; 0.5 -0.3; 0.5 0.1; 1 0; NaN -0.95; NaN 0.9; " {
		t.Error(got.String())
	}
}
