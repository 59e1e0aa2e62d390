package discretion

import (
	"errors"
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

// A reading is the answers of cases, by id: y, n or - (na) for each question; and who read
// them.
type twiceReading struct{ answers, readers map[string]string }

// inspection is a reading as it would be read from a file.
func (r twiceReading) inspection(questions int, record *sample.Record) *Inspection {
	var ids []string
	for q := range questions {
		ids = append(ids, fmt.Sprint("q", q))
	}
	ins := NewInspection(rules.Plain([]string{allCases}, ids))
	grid := &Grid{File: "reading.csv", Kept: ReaderColumn}
	for id, answers := range r.answers {
		c := Case{ID: id, Group: allCases, Row: len(grid.Cases) + 2, Kept: r.readers[id]}
		for _, a := range answers {
			c.Answers = append(c.Answers, map[rune]Answer{'y': Yes, 'n': No, '-': NA}[a])
		}
		grid.Cases = append(grid.Cases, c)
	}
	grid.sort()
	ins.File, ins.Results.Grid, ins.Record = grid.File, grid, record
	return ins
}

// smallRecord is the record of a simple draw of n of 60 cases.
func smallRecord(t testing.TB, n int) *sample.Record {
	t.Helper()
	f := &sample.Frame{}
	for i := range 60 {
		f.Cases = append(f.Cases, sample.Case{ID: fmt.Sprintf("C%02d", i), Group: allCases})
	}
	d := sample.DefaultDesign()
	d.Sizes, d.Method = map[string]int{allCases: n}, sample.Simple
	plan, err := sample.NewPlan(f, []sample.Group{{ID: allCases}}, d)
	if err != nil {
		t.Fatal(err)
	}
	draw, err := plan.Draw("s")
	if err != nil {
		t.Fatal(err)
	}
	return sample.NewRecord(draw, sample.ListSource{Name: "list.csv"}, rules.NoRules, time.Now())
}

// sampledOf are the ids of a record's sample.
func sampledOf(r *sample.Record) (ids []string) {
	for _, c := range r.Groups[0].Selected {
		ids = append(ids, c.ID)
	}
	return ids
}

// drawTwice draws a second reading of so many cases, and reads them.
func drawTwice(t testing.TB, r sample.Record, o sample.RereadOptions, answers map[string]string) (*sample.Record, twiceReading) {
	t.Helper()
	x, _, err := r.Reread(o, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	second := twiceReading{map[string]string{}, map[string]string{}}
	for _, c := range x.Cases {
		second.answers[c.Case] = answers[c.Case]
	}
	return &r, second
}

// na both times is left out, na once is a difference, and na is a category where it occurs.
func TestAgreeLeavesOutWhatNeitherFound(t *testing.T) {
	first := twiceReading{answers: map[string]string{"A": "yy", "B": "yn", "C": "n-", "D": "-y", "E": "y-", "F": "nn"}}
	second := twiceReading{answers: map[string]string{"A": "yy", "B": "yy", "C": "n-", "D": "-n", "E": "--", "F": "ny"}}
	a, err := Agree(first.inspection(2, nil), second.inspection(2, nil), 0.8)
	if err != nil {
		t.Fatal(err)
	}
	q0, q1 := a.Questions[0], a.Questions[1]
	if q0.Answers != 5 || q0.Same != 4 || q0.Neither != 1 || q0.Applies != 1 || len(q0.Table) != 3 || q0.Table[0][2] != 1 {
		t.Errorf("%+v", q0.AgreedPart)
	}
	if q1.Answers != 4 || q1.Same != 1 || q1.Neither != 2 || q1.Applies != 0 || len(q1.Table) != 2 {
		t.Errorf("%+v", q1.AgreedPart)
	}
	if a.Overall.Answers != 9 || a.Overall.Same != 5 || a.Overall.Cases != 6 || a.Cases != 6 || a.Population != stats.Infinite {
		t.Errorf("%+v", a.Overall)
	}
	// Of 5 cases that the first found q0 to apply to, 4 were answered alike: Clopper and Pearson.
	want, err := stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: 4, Of: 5, Confidence: 0.8})
	if got := q0.Limits; err != nil || got.Low != want.Low || got.High != want.High || got.Guaranteed {
		t.Errorf("limits %+v, want %+v", got, want)
	}
}

// An outcome that is made of items agrees in its own row, and is no answer that readers gave.
func TestAgreeCountsNoOutcomeOfItems(t *testing.T) {
	set := itemSet(t, itemsHow(0, 0))
	first := judgedAs(t, set, "case_id,s.a,s.b,s.c,s.low\nK1,yes,4,yes,yes\nK2,no,3,yes,yes\nK3,no,1,no,no\n")
	second := judgedAs(t, set, "case_id,s.a,s.b,s.c,s.low\nK1,no,4,yes,yes\nK2,no,3,yes,no\nK3,no,1,no,no\n")
	a, err := Agree(first, second, 0.8)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Correct(nil); err != nil {
		t.Fatal(err)
	}
	items, err := stats.EqualReadersOf(5, 2, 5)
	if err != nil {
		t.Fatal(err)
	}
	if a.Overall.Answers != 12 || a.Overall.Same != 10 || a.Typical.Answers != 12 || a.Standards[0].Answers != 12 || *a.Equal != items ||
		len(a.Questions) != 5 || a.AnsweredTwice() != 3 {
		t.Errorf("overall %+v, typical %+v, equal %+v, want %+v, %d questions", a.Overall, a.Typical, a.Equal, items, len(a.Questions))
	}
	at, _ := set.QuestionIndex("s.done")
	if q := a.Questions[3]; !a.Made(at) || a.Made(at-1) || q.ID != "s.done" || q.Answers != 3 || q.Same != 2 {
		t.Errorf("%+v", q.AgreedPart)
	}
}

// Both readers' answers are told apart in a pair, whoever read first.
func TestAgreePairs(t *testing.T) {
	first := twiceReading{map[string]string{"1": "y", "2": "y", "3": "n", "4": "y"}, map[string]string{"1": "A",
		"2": "B", "3": "B", "4": "C"}}
	second := twiceReading{map[string]string{"1": "n", "2": "n", "3": "y", "4": "y"}, map[string]string{"1": "B",
		"2": "A", "3": "A", "4": "A"}}
	a, err := Agree(first.inspection(1, nil), second.inspection(1, nil), 0.8)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Pairs) != 2 || a.Pairs[0].Readers != [2]string{"A", "B"} || a.Pairs[1].Readers != [2]string{"A", "C"} {
		t.Fatalf("%+v", a.Pairs)
	}
	// A: yes, no, yes; B: no, yes, no.
	if got := fmt.Sprint(a.Pairs[0].Table); got != "[[0 2] [1 0]]" {
		t.Errorf("the table of A and B is %s", got)
	}
}

// For every second reading that 400 seeds draw, of populations whose second answers were made
// to be hard: limits of the share hold what all cases would show in at least the stated part
// of draws, and are guaranteed; with strata of readers and answers and without.
func TestLimitsOfAgreementHold(t *testing.T) {
	const n, m, seeds = 18, 6, 400
	record := smallRecord(t, n)
	ids := sampledOf(record)
	for _, strata := range []bool{false, true} {
		for name, alike := range map[string]func(i int) bool{
			"a reader apart": func(i int) bool { return i%3 != 0 }, "half": func(i int) bool { return i < n/2 },
			"one differs": func(i int) bool { return i != 4 }, "few alike": func(i int) bool { return i%6 == 1 },
		} {
			first, answers, o := twiceReading{map[string]string{}, map[string]string{}}, map[string]string{}, sample.RereadOptions{Size: m}
			share := 0.0
			for i, id := range ids {
				first.answers[id] = strings.Split("y n y y n y", " ")[i%6]
				answers[id] = first.answers[id]
				if alike(i) {
					share += 1.0 / n
				} else {
					answers[id] = map[string]string{"y": "n", "n": "y"}[answers[id]]
				}
			}
			if strata {
				o.First, o.No = map[string]string{}, map[string]int{}
				for i, id := range ids {
					o.First[id], o.No[id] = strings.Split("A B C", " ")[i%3], strings.Count(first.answers[id], "n")
				}
			}
			held := 0
			for seed := range seeds {
				o.Seed = fmt.Sprint("seed ", seed)
				drawn, second := drawTwice(t, *record, o, answers)
				a, err := Agree(first.inspection(1, drawn), second.inspection(1, nil), 0.8)
				if err != nil {
					t.Fatal(err)
				}
				limits := a.Questions[0].Limits
				if !strata && (!limits.Guaranteed || !limits.HasCounts || limits.Population != n) ||
					a.Population != n || a.Left != 0 || a.WhyNotCorrected() != "" {
					t.Fatalf("%+v of %d", limits, a.Population)
				}
				if limits.Low <= share+1e-12 && limits.High >= share-1e-12 {
					held++
				}
			}
			if float64(held) < 0.8*seeds-3*math.Sqrt(0.16*seeds) {
				t.Errorf("%s, strata %v: limits held the share in %d of %d", name, strata, held, seeds)
			}
		}
	}
}

// A case whose first answer is not known leaves open how many cases the question applies to,
// and one of na is known not to.
func TestAgreeKnowsTheFirstAnswers(t *testing.T) {
	record := smallRecord(t, 12)
	ids := sampledOf(record)
	first, answers := twiceReading{map[string]string{}, map[string]string{}}, map[string]string{}
	for i, id := range ids {
		first.answers[id] = string("yyn-"[i%4])
		answers[id] = first.answers[id]
	}
	drawn, second := drawTwice(t, *record, sample.RereadOptions{Size: 5, Seed: "s"}, answers)
	a, err := Agree(first.inspection(1, drawn), second.inspection(1, nil), 0.8)
	if err != nil {
		t.Fatal(err)
	}
	if l := a.Questions[0].Limits; !l.HasCounts || l.Population != 9 || l.HighCount != 9 || !l.Guaranteed {
		t.Errorf("%+v", l)
	}
	for _, id := range ids {
		if _, twice := second.answers[id]; !twice {
			delete(first.answers, id)
			break
		}
	}
	b, err := Agree(first.inspection(1, drawn), second.inspection(1, nil), 0.8)
	if err != nil {
		t.Fatal(err)
	}
	if l := b.Questions[0].Limits; l.HasCounts && l.Population == 9 || l.Low > a.Questions[0].Limits.Low {
		t.Errorf("%+v", l)
	}
}

// What happened to the sample, or to the reading, since it was drawn takes the guarantee.
func TestAgreeWithoutGuarantee(t *testing.T) {
	record := smallRecord(t, 12)
	ids := sampledOf(record)
	first, answers, no := twiceReading{map[string]string{}, map[string]string{}}, map[string]string{}, map[string]int{}
	for i, id := range ids {
		first.answers[id], answers[id], no[id] = string("yn"[i%2]), "y", i%2
	}
	codes := func(a *Agreed) (codes []string) {
		for _, w := range a.Warnings {
			codes = append(codes, w.Code)
		}
		return codes
	}
	for name, c := range map[string]struct {
		change func(drawn *sample.Record, second twiceReading)
		only   string
		code   string
		why    string
	}{
		"not all read": {change: func(_ *sample.Record, s twiceReading) { delete(s.answers, slices.Collect(keys(s.answers))[0]) }, code: "second-answers-missing", why: "have no second answers"},
		"replaced since": {change: func(r *sample.Record, s twiceReading) {
			for _, id := range ids {
				if _, twice := s.answers[id]; !twice {
					if _, _, err := r.Replace(id, "lost", sample.NotAssessable, time.Now()); err != nil {
						t.Fatal(err)
					}
					return
				}
			}
		}, code: "sample-changed"},
		"only no": {only: sample.OnlyNo, code: "only-no-read", why: "not how often yes was"},
	} {
		drawn, second := drawTwice(t, *record, sample.RereadOptions{Size: 4, Seed: "s", No: no, Only: c.only}, answers)
		if c.change != nil {
			c.change(drawn, second)
		}
		a, err := Agree(first.inspection(1, drawn), second.inspection(1, nil), 0.8)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(codes(a), c.code) || c.only == "" && a.Questions[0].Limits.Guaranteed ||
			!strings.Contains(a.WhyNotCorrected(), c.why) || (c.why == "") != (a.WhyNotCorrected() == "") {
			t.Errorf("%s: %v, %+v, %q", name, codes(a), a.Questions[0].Limits, a.WhyNotCorrected())
		}
		if c.only != "" && a.Population != 6 {
			t.Errorf("%d cases have an answer of no", a.Population)
		}
	}
	bare, err := Agree(first.inspection(1, record), twiceReading{answers: map[string]string{ids[0]: "y"}}.inspection(1, nil), 0.8)
	if err != nil || !slices.Contains(codes(bare), "not-drawn") || bare.WhyNotCorrected() == "" {
		t.Errorf("%v, %v", codes(bare), err)
	}
}

func keys(of map[string]string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for k := range of {
			if !yield(k) {
				return
			}
		}
	}
}

// Everything wrong is said at once, each with its row and what to do.
func TestAgreeProblems(t *testing.T) {
	record := smallRecord(t, 12)
	ids := sampledOf(record)
	answers := map[string]string{}
	for _, id := range ids {
		answers[id] = "y"
	}
	first := twiceReading{answers, map[string]string{}}
	drawn, second := drawTwice(t, *record, sample.RereadOptions{Size: 4, Seed: "s"}, answers)
	for _, id := range ids {
		if _, twice := second.answers[id]; !twice {
			second.answers[id] = "y"
			break
		}
	}
	second.answers["C99"] = "y"
	for id := range second.answers {
		first.readers[id], second.readers[id] = "A", "B"
	}
	second.readers[drawn.Rereads[0].Cases[0].Case] = "a"
	_, err := Agree(first.inspection(1, drawn), second.inspection(1, nil), 0.8)
	problems, ok := errors.AsType[sheet.Problems](err)
	if !ok || len(problems) != 3 {
		t.Fatalf("%v", err)
	}
	for _, want := range []string{"case C99 is not in the first reading", "was not drawn to be read again", "was read by A both times"} {
		if !slices.ContainsFunc(problems,
			func(p sheet.Problem) bool { return strings.Contains(p.Message, want) && p.Row > 0 && p.Fix != "" }) {
			t.Errorf("no problem says %q: %v", want, problems)
		}
	}
}

func BenchmarkAgree500CasesOn25Questions(b *testing.B) {
	first, second := twiceReading{answers: map[string]string{}}, twiceReading{answers: map[string]string{}}
	for i := range 500 {
		id, one, two := fmt.Sprintf("C%03d", i), "", ""
		for q := range 25 {
			one += string("yyn-"[(i+q*q)%4])
			two += string("yyn-"[(i+q*q+(i*q%7)/6)%4])
		}
		first.answers[id], second.answers[id] = one, two
	}
	x, y := first.inspection(25, nil), second.inspection(25, nil)
	for b.Loop() {
		if _, err := Agree(x, y, 0.8); err != nil {
			b.Fatal(err)
		}
	}
}

// Answers that one reading alone found to apply say nothing of readers who are equal.
func TestEqualReadersOfAnswersGivenTwice(t *testing.T) {
	first := twiceReading{answers: map[string]string{"A": "yy", "B": "yn", "C": "n-", "D": "-y", "E": "y-", "F": "ny"}}
	second := twiceReading{answers: map[string]string{"A": "yn", "B": "yn", "C": "ny", "D": "yy", "E": "--", "F": "n-"}}
	a, err := Agree(first.inspection(2, nil), second.inspection(2, nil), 0.8)
	if err != nil {
		t.Fatal(err)
	}
	a.equal()
	want, err := stats.EqualReadersOf(3, 1, 3) // A, B, D; A; B, C, F
	if err != nil || a.Equal == nil || *a.Equal != want {
		t.Errorf("%+v, want %+v (%v)", a.Equal, want, err)
	}
}
