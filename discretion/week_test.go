package discretion

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
)

// A week is a whole inspection of one question, made up: 60 cases, 30 of them drawn at random and
// shared out to two readers, 12 read again by the other.
type week struct {
	truth         map[string]bool
	random        *rand.Rand
	record        *sample.Record
	first, second *Inspection
	again         map[string]bool // the second reading of every case of the list, read again or not
}

var (
	weekErrors  = map[string]stats.Misreading{"A": {WrongYes: 0.1, WrongNo: 0.1}, "B": {WrongYes: 0.1, WrongNo: 0.1}}
	weekStart   = time.Date(2021, 6, 21, 9, 0, 0, 0, time.UTC)
	weekReaders = []sample.Reader{{Name: "A"}, {Name: "B"}}
)

// read is one reading of a case.
func (w *week) read(id string, m stats.Misreading) bool {
	if w.truth[id] {
		return w.random.Float64() >= m.WrongNo
	}
	return w.random.Float64() < m.WrongYes
}

// weekPlan is a plan to draw 30 of a list's cases at random.
func weekPlan(t *testing.T, cases int) (ids []string, plan *sample.Plan) {
	t.Helper()
	f := &sample.Frame{}
	for i := range cases {
		ids = append(ids, fmt.Sprintf("K%02d", i+1))
		f.Cases = append(f.Cases, sample.Case{ID: ids[i], Group: "all"})
	}
	design := sample.DefaultDesign()
	design.Sizes = map[string]int{"all": 30}
	plan, err := sample.NewPlan(f, nil, design)
	if err != nil {
		t.Fatal(err)
	}
	return ids, plan
}

// newWeek draws, assigns, reads, draws the second reading, with a look at the first answers or
// without, and reads again, with errors or without.
func newWeek(t *testing.T, plan *sample.Plan, ids []string, number, yes int, look bool, errors map[string]stats.Misreading) *week {
	t.Helper()
	w := &week{truth: map[string]bool{}, random: rand.New(rand.NewPCG(uint64(number), 15)), again: map[string]bool{}}
	for i, at := range w.random.Perm(len(ids)) {
		w.truth[ids[at]] = i < yes
	}
	draw, err := plan.Draw(fmt.Sprint("week ", number))
	if err != nil {
		t.Fatal(err)
	}
	w.record = sample.NewRecord(draw, sample.ListSource{Name: "cases.csv"}, rules.NoRules, weekStart)
	if _, _, err := w.record.Assign(weekReaders, 5, fmt.Sprint("assign ", number), weekStart); err != nil {
		t.Fatal(err)
	}
	first, no := [][]string{}, map[string]int{}
	for _, a := range w.record.Reading() {
		yes := w.read(a.Case, weekErrors[a.Reader])
		first = append(first, []string{a.Case, answerText(yes)})
		no[a.Case] = 1
		if yes {
			no[a.Case] = 0
		}
	}
	options := sample.RereadOptions{Size: 12, Seed: fmt.Sprint("reread ", number)}
	if look {
		options.No = no
	}
	reread, _, err := w.record.Reread(options, weekStart)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		w.again[id] = w.read(id, errors["A"]) // both readers err alike
	}
	var second [][]string
	for _, c := range reread.Cases {
		if c.First == c.Second || c.Second == "" {
			t.Fatalf("%+v", c)
		}
		second = append(second, []string{c.Case, answerText(w.again[c.Case])})
	}
	w.first, w.second = w.inspection(t, first), w.inspection(t, second)
	return w
}

func answerText(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// inspection reads a grid with the record.
func (w *week) inspection(t *testing.T, rows [][]string) *Inspection {
	t.Helper()
	list := &sheet.Sheet{File: "grid.csv", HeaderRow: 1, Header: []string{"case_id", "safe"}}
	for i, row := range rows {
		list.Rows = append(list.Rows, sheet.NewRow(i+2, row...))
	}
	ins := NewInspection(rules.Plain([]string{"all"}, []string{"safe"}))
	if _, err := ins.AddJudgements(list); err != nil {
		t.Fatal(err)
	}
	if _, err := ins.UseRecord(w.record); err != nil {
		t.Fatal(err)
	}
	return ins
}

// yes counts the cases of the list, or of the sample, with a yes.
func (w *week) yes(answers map[string]bool) (all, sampled int) {
	inSample := map[string]bool{}
	for _, c := range w.record.Groups[0].Selected {
		inSample[c.ID] = true
	}
	for id, yes := range answers {
		if yes {
			all++
			if inSample[id] {
				sampled++
			}
		}
	}
	return all, sampled
}

// Limits that are made from a whole week hold the truth at the level: at stated rates, by a second
// reading without errors, drawn with a look at the first answers or without, and at rates found
// in it; by a second reading with errors they hold what it would find in every case.
func TestAWholeWeekCovers(t *testing.T) {
	ids, plan := weekPlan(t, 60)
	weeks := sweep(80, 2000)
	held, width := map[string]int{}, map[string]int{}
	count := func(what string, low, high, truth int) {
		if low <= truth && truth <= high {
			held[what]++
		}
		width[what] += high - low
	}
	rates := stats.ErrorRates{Yes: stats.ErrorRate{Share: 0.1}, No: stats.ErrorRate{Share: 0.1}}
	for number := range weeks {
		K := []int{18, 36, 48, 57}[number%4]
		for _, look := range []bool{true, false} {
			w := newWeek(t, plan, ids, number, K, look, nil) // the second reading is the truth
			_, inSample := w.yes(w.truth)
			agreed, err := Agree(w.first, w.second, 0.8)
			if err == nil {
				err = agreed.Correct(nil)
			}
			if err != nil {
				t.Fatal(err)
			}
			c := agreed.Questions[0].Corrected
			if c == nil || !c.Guaranteed || !c.Sample.Guaranteed || !c.HasCounts {
				t.Fatalf("week %d: %+v, %s", number, c, agreed.Questions[0].WhyNotCorrected)
			}
			name := fmt.Sprintf("second reading true, look %v", look)
			count(name, c.LowCount, c.HighCount, K)
			count(name+", of the sample", c.Sample.LowCount, c.Sample.HighCount, inSample)
			if look {
				continue
			}
			found := stats.ErrorRates{}
			for _, x := range agreed.Twice(0) {
				rate, wrong := &found.No, x.First == No
				if x.Second == No {
					rate, wrong = &found.Yes, x.First == Yes
				}
				rate.Of++
				if wrong {
					rate.Wrong++
				}
			}
			if found.Yes.Of == 0 || found.No.Of == 0 || found.Misreading().Check() != nil {
				count("found rates", 0, 60, K) // nothing is known
			} else if l, err := stats.MisreadShare(stats.DrawnShare{Yes: w.first.Results.Questions[0].Yes, Of: 30,
				Least: 60, Most: 60}, 0.8, found); err != nil {
				t.Fatal(err)
			} else {
				count("found rates", l.LowCount, l.HighCount, K)
			}
			if err := agreed.Correct(&Rates{All: rates}); err != nil {
				t.Fatal(err)
			}
			c = agreed.Questions[0].Corrected
			count("stated rates", c.LowCount, c.HighCount, K)
		}
		w := newWeek(t, plan, ids, number, K, true, weekErrors)
		agreed, err := Agree(w.first, w.second, 0.8)
		if err == nil {
			err = agreed.Correct(nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		all, _ := w.yes(w.again)
		count("second reading errs, what it would find", agreed.Questions[0].Corrected.LowCount,
			agreed.Questions[0].Corrected.HighCount, all)
	}
	if len(held) != 7 {
		t.Errorf("%d kinds of limits", len(held))
	}
	for what, n := range held {
		share := float64(n) / float64(weeks)
		t.Logf("%s: hold in %.3f of %d weeks, %.1f cases wide", what, share, weeks, float64(width[what])/float64(weeks))
		if share < 0.8-3*math.Sqrt(0.16/float64(weeks)) {
			t.Errorf("%s: limits hold in %.3f of %d weeks", what, share, weeks)
		}
	}
}
