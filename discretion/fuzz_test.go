package discretion

import (
	"os"
	"strings"
	"testing"

	"onecase/sample"
)

// Whatever stands in an inspection file, reading and rating it gives an
// assessment or an error, and what is given keeps its promises.
func FuzzInspection(f *testing.F) {
	if text, err := os.ReadFile("../examples/kent/kent.toml"); err == nil {
		f.Add(string(text))
	}
	f.Add("rules = \"hmip-youth-2018\"\n[results.\"court.assessment.safety\"]\npercent = 47\nof = 35\n[groups.court]\npopulation = 36\n")
	f.Add("rules = \"us-title-iv-e\"\n[results.\"eligibility.free-of-error\"]\npercent = 47.123456\n")
	f.Add("rules = \"hmip-sqs-2012\"\n[results.\"public.victims\"]\nyes = 0\nof = 0\npopulation = 3\n")
	f.Add("rules = \"us-cfsr-2001\"\n[results.\"safety-1.achieved\"]\nyes = 62\nof = 65\n")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "population") && len(text) > 4000 {
			return
		}
		ins, err := ParseInspection("x.toml", []byte(text), "")
		if err != nil {
			return
		}
		for i := range ins.Results.Questions {
			if ins.Results.Questions[i].Of > 10_000 || ins.Results.Questions[i].Population > 10_000 {
				return // right, and slow
			}
		}
		for id, g := range ins.Groups {
			if g.Population > 10_000 {
				ins.Groups[id] = GroupSize{}
			}
		}
		a, err := Assess(ins, Options{})
		if err != nil {
			return
		}
		for _, st := range a.Standards {
			for _, s := range []*Swing{st.Up, st.Down} {
				if s != nil && s.Fewest != nil && s.Most != nil && (*s.Fewest < 1 || *s.Fewest > *s.Most) {
					t.Errorf("%s: %d to %d cases", st.ID, *s.Fewest, *s.Most)
				}
			}
			for _, q := range st.Results {
				if q.Low != nil && (*q.Low < 0 || *q.High > 1 || *q.Low > *q.High) {
					t.Errorf("%s: %v to %v", q.Question.ID, *q.Low, *q.High)
				}
			}
		}
	})
}

// The same for a table of judgements.
func FuzzJudgements(f *testing.F) {
	f.Add("case_id,question,answer\nA,court.assessment.safety,yes\n")
	f.Add("case_id,court.assessment.safety,ooc.planning.safety\nA,yes,\nB,,no\n")
	f.Add("question,percent,of,population\ncourt.assessment.safety,47,35,40\n")
	f.Add("question,yes,of\ncourt.assessment.safety,4,3\n")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.TrimSpace(text) == "" {
			return
		}
		ins := youth2018(t)
		if _, err := ins.AddJudgements(table(text)); err != nil {
			return
		}
		for i := range ins.Results.Questions {
			if ins.Results.Questions[i].Of > 10_000 || ins.Results.Questions[i].Population > 10_000 {
				return // right, and slow
			}
		}
		if _, err := Assess(ins, Options{}); err != nil {
			t.Errorf("judgements that were taken are not rated: %v", err)
		}
	})
}

// And for a table that is being filled.
func FuzzUnderway(f *testing.F) {
	f.Add("case_id,question,answer,reader\nA,court.assessment.safety,yes,1\nA,court.assessment.safety,,2\nX,ooc.planning.safety,no,\nC,court.assessment.safety,,\n")
	f.Add("case_id,court.assessment.safety,ooc.planning.safety,reader\nA,yes,,1\nB,,no,\nC,na,,\nD,,,\nR,yes,,\n")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.TrimSpace(text) == "" {
			return
		}
		record := &sample.Record{Rules: "hmip-youth-2018",
			Groups: []sample.GroupDraw{
				{Group: "court", Population: 5, Selected: []sample.Chosen{{ID: "A"}, {ID: "B"}, {ID: "R"}},
					Reserves: []sample.Chosen{{ID: "S"}}},
				{Group: "ooc", Population: 5, Selected: []sample.Chosen{{ID: "C"}, {ID: "D"}}},
			},
			Replacements: []sample.Replacement{{Group: "court", Case: "R", By: "S", Reason: "gone",
				Policy: sample.UseReserve}, {Group: "ooc", Case: "D", Reason: "lost", Policy: sample.CountFailed}},
		}
		ins := youth2018(t)
		var err error
		ins.soFar, ins.underway, ins.keep = true, true, "reader"
		if ins.groupOf, err = groupsOf(record); err != nil {
			t.Fatal(err)
		}
		if _, err := ins.AddJudgements(table(text)); err != nil || ins.Results.Grid == nil {
			return
		}
		if _, err := ins.UseRecord(record); err != nil {
			t.Fatalf("what was put aside is not: %v", err)
		}
		p, err := ProgressOf(ins, ProgressOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if p.Of != 5 || p.Read < 1 || p.Read > p.Of {
			t.Errorf("%d of %d read", p.Read, p.Of)
		}
		for _, o := range p.outcomes() {
			if len(o.text()) == 0 || o.Settled != (len(o.text()) == 1) {
				t.Errorf("%+v", o)
			}
		}
	})
}
