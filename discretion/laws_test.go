package discretion

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onecase/sample"
	"onecase/stats"
)

// A single answer is flipped where it is one of yes and no that a case gives by itself.
func TestFlipsOfSingleAnswersAlone(t *testing.T) {
	for _, c := range []struct {
		question, want string
		change         func(ins *Inspection)
	}{
		{"s.plain", "", func(*Inspection) {}},
		{"s.two", "has levels with points", func(*Inspection) {}},
		{"graded.first", "has levels with points", func(*Inspection) {}},
		{"s.plain", "known by its total alone", func(ins *Inspection) { ins.Results.Questions[1].setCount(1, 2) }},
		{"s.plain", "counts case C00 as failed", func(ins *Inspection) { ins.Results.Grid.Cases[0].Held = true }},
		{"s.plain", "does not apply to case C00 (na)", func(ins *Inspection) { // it applies to no case
			for i := range ins.Results.Grid.Cases {
				ins.Results.Grid.Cases[i].Answers[1] = NA
			}
			ins.Results.CountAnswers(ins.Rules.Questions())
		}},
	} {
		ins := levelReading(t, [][4]int{{1, 1, 2, 2}, {0, 0, 1, 1}})
		ins.Results.CountAnswers(ins.Rules.Questions())
		for q, levels := range []int{2, 0, 4, 4} {
			ins.Results.Questions[q].levels = levels
		}
		c.change(ins)
		was, err := ins.Flip("C00", c.question)
		if c.want == "" && (err != nil || was != Yes || ins.Results.Questions[1].Yes != 0 || ins.Results.Questions[1].Of != 2) ||
			c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, %v, want %q", c.question, was, err, c.want)
		}
	}
}

// The middle number of cases answered twice is that of the questions that any case was.
func TestAnsweredTwiceIsTheMiddle(t *testing.T) {
	for want, cases := range map[int][]int{0: {0, 0}, 1: {0, 1}, 4: {9, 0, 4, 1}, 7: {7, 3}} {
		a := &Agreed{First: NewInspection(ladder(t, 1, 1, 1, ladders[0]...))}
		for _, n := range cases {
			var q AgreedQuestion
			q.Cases = n
			a.Questions = append(a.Questions, q)
		}
		if got := a.AnsweredTwice(); got != want {
			t.Errorf("%v: %d, want %d", cases, got, want)
		}
	}
}

// Cases of the sample without a row are named together, however few, and those that nobody was given.
func TestCasesWithoutARow(t *testing.T) {
	for lacking := range 4 {
		ins := NewInspection(ladder(t, 1, 1, 1, ladders[0]...))
		ins.Record, ins.Results.Grid = &sample.Record{}, &Grid{}
		p := &Progress{Inspection: ins, Ordered: true}
		var ids []string
		for i := range 4 {
			c := CaseProgress{ID: fmt.Sprint("K", i), Row: i + 2, Assigned: sample.Assigned{Reader: "A"}, Waiting: []int{0}}
			if i < lacking {
				c.Row, c.Assigned.Reader = 0, ""
				ids = append(ids, c.ID)
			}
			p.Cases = append(p.Cases, c)
		}
		p.find()
		for _, kind := range []FindingKind{NotInTable, NoReader} {
			var found [][]string
			for _, f := range p.Findings {
				if f.Kind == kind {
					found = append(found, f.Cases)
				}
			}
			if len(found) != min(lacking, 1) || lacking > 0 && !slices.Equal(found[0], ids) {
				t.Errorf("%d of 4: %s of %v, want %v", lacking, kind, found, ids)
			}
		}
	}
}

// A case is out of turn where it was read or begun and one of the same reader, and second reader, that comes first
// was not, unless that is a reserve or counts as failed.
func TestOutOfTurn(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 3))
	found, set := 0, ladder(t, 1, 1, 1, ladders[0]...)
	for range 200 {
		ins := NewInspection(set)
		ins.Record, ins.Results.Grid = &sample.Record{Replacements: []sample.Replacement{{Case: "LEFT", By: "K2"}}}, &Grid{}
		p := &Progress{Inspection: ins, Ordered: true}
		for i := range 2 + rng.IntN(6) {
			c := CaseProgress{ID: fmt.Sprint("K", i), Row: i + 2, Failed: rng.IntN(6) == 0}
			c.Assigned = sample.Assigned{Reader: []string{"A", "B"}[rng.IntN(2)], Second: []string{"", "C"}[rng.IntN(2)], Order: i + 1}
			if rng.IntN(2) == 0 {
				c.Waiting, c.Begun = []int{0}, rng.IntN(3) == 0
			}
			p.Cases = append(p.Cases, c)
		}
		p.readers()
		p.findOrder(func(_ FindingKind, cases []string, _ int, _ stats.Remedy, format string, args ...any) {
			p.Findings = append(p.Findings, Finding{Kind: OutOfOrder, Cases: cases})
		})
		var want, got []string
		for i, c := range p.Cases {
			for _, before := range p.Cases[:i] {
				open := len(before.Waiting) > 0 && !before.Begun && before.ID != "K2"
				if open && !before.Failed && !c.Failed && (len(c.Waiting) == 0 || c.Begun) &&
					before.Assigned.Reader == c.Assigned.Reader && before.Assigned.Second == c.Assigned.Second {
					want = append(want, c.ID)
					break
				}
			}
		}
		for _, f := range p.Findings {
			got = append(got, f.Cases...)
			found++
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Fatalf("%+v: %v, want %v", p.Cases, got, want)
		}
	}
	if found < 20 {
		t.Errorf("%d found: this tests nothing", found)
	}
}

// Cases with different chances of being drawn weigh as much as one over their chance.
func TestEstimatesWeighByTheChances(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) {
		d.Include = []sample.Forced{{ID: "K001", Reason: "asked for"}, {ID: "K002", Reason: "asked for"}}
	})
	status, err := record.Status("court")
	if err != nil || status.Inclusion == nil && len(record.Groups[0].Inclusion.Cases) == 0 {
		t.Fatal(err, "no chances")
	}
	cases := record.Groups[0].Inclusion.Cases
	if status.Inclusion != nil {
		cases = status.Inclusion.Cases
	}
	chance := map[string]float64{}
	for _, c := range cases {
		chance[c.ID] = c.Chance
	}
	ins := judged(t, record)
	yes, of := 0.0, 0.0
	at, _ := ins.Rules.QuestionIndex("court.assessment.safety")
	for _, c := range ins.Results.Grid.Cases {
		if p := chance[c.ID]; p > 0 && c.Answers[at] != NA {
			of += 1 / p
			if c.Answers[at] == Yes {
				yes += 1 / p
			}
		}
	}
	for _, method := range []stats.Method{"", stats.Exact} {
		q := estimates(t, ins, record, EstimateOptions{Method: method}).find(t, "court.assessment.safety", "")
		if got := q.Estimate.Proportion; math.Abs(got-yes/of) > 1e-12 {
			t.Errorf("%v, want %v: %s", got, yes/of, q.Design)
		}
	}
	if distinct := slices.Compact(slices.Sorted(maps.Values(chance))); len(distinct) < 2 {
		t.Errorf("all chances are %v: this tests nothing", distinct)
	}
}
