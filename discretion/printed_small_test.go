package discretion

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"onecase/discretion/rules"
	"onecase/sample"
)

// printLimits prints the figures of answers with points and the limits of shares behind records.
func printLimits(p *printer, t *testing.T) {
	for _, method := range []sample.Method{sample.DefaultDesign().Method, sample.Simple, sample.Stratified} {
		for _, answers := range []func(testing.TB, *sample.Record) *Inspection{judged, graded} {
			record := recordedFrame(t, func(d *sample.Design) { d.Method = method })
			ins := answers(t, record)
			if _, err := ins.UseRecord(record); err != nil {
				t.Fatal(err)
			}
			a := assess(t, ins, Options{Confidence: 0.9})
			for _, st := range a.Standards {
				for _, q := range st.Results {
					if q.Known == NoResult {
						continue
					}
					p.add(q.Question.ID, q)
					if q.Question.HasPoints() {
						m, err := a.Mean(q)
						p.add("mean", m, err)
						continue
					}
					i, err := a.ShareLimits(q, 0.95)
					p.add("limits", i, err)
				}
			}
		}
	}
	rng := rand.New(rand.NewPCG(31, 2))
	var units []*Inspection
	for k := range 3 {
		cases := make([][4]int, 9+k)
		for i := range cases {
			for q, of := range []int{2, 2, 4, 4} {
				cases[i][q] = rng.IntN(of+1) - 1
			}
		}
		ins := levelReading(t, cases)
		ins.Service = string(rune('A' + k))
		ins.Groups["all"] = GroupSize{Population: 20 + k, Sample: 9 + k}
		ins.Results.CountAnswers(ins.Rules.Questions())
		units = append(units, ins)
	}
	for _, weighting := range []Weighting{WeightCases, WeightEqual} {
		pooled, err := Pool(units, PoolOptions{Weighting: weighting})
		p.add("points pooled", pooled.Questions, pooled.Means, pooled.Left, pooled.Warnings, err)
	}
}

// printFieldwork prints small grids that are being filled, under rules of every kind.
func printFieldwork(p *printer, t *testing.T) {
	for trial := range 12 {
		rng := rand.New(rand.NewPCG(31, uint64(trial)))
		w, rounding := randomFieldwork(t, rng, trial, 2+trial%4)
		if language, r := languageFieldwork(t, uint64(trial)); language != nil && trial%2 == 0 {
			w, rng = language, r
		}
		var all []int
		for at := range w.cases {
			all = append(all, at)
		}
		without := slices.DeleteFunc(w.asked(all...), func(cell) bool { return rng.IntN(4) >= trial%5 })
		progress := w.underway(t, rounding, trial%3 == 0, without)
		for _, q := range progress.Questions {
			p.add(fmt.Sprint(trial, " ", q.ID), q.Outcome, q.Yes, q.Of, q.SoFar, len(q.Open), q.Known, q.Derived)
		}
		for _, st := range progress.Standards {
			p.add(st.ID, st.Outcome, st.SoFar, st.Open, st.Awaits)
		}
		p.add("overall", progress.Overall, progress.Warnings, progress.Findings)
	}
}

// printTotals prints what rows of totals are read as, with numbers left out and at their bounds.
func printTotals(p *printer, t *testing.T) {
	for _, yes := range []string{"", "0", "2", "4"} {
		for _, of := range []string{"", "0", "3"} {
			for _, percent := range []string{"", "0", "0.5", "67", "66.7%", "101"} {
				for _, population := range []string{"", "0", "2", "3"} {
					if population != "" && percent == "0.5" || yes+of+percent+population == "" {
						continue
					}
					ins := youth2018(t)
					_, err := ins.AddJudgements(table("question,yes,of,percent,population\ncourt.assessment.safety," +
						yes + "," + of + "," + percent + "," + population + "\n"))
					r := ins.Results.Questions[slices.IndexFunc(ins.Results.Questions,
						func(r Result) bool { return r.Question == "court.assessment.safety" })]
					if err != nil {
						p.add(yes+"/"+of+" "+percent+"% of "+population, p.once(err.Error()))
					} else {
						p.add(yes+"/"+of+" "+percent+"% of "+population, int(r.Known), r.Yes, r.Of, r.Population, r.Percent.String())
					}
				}
			}
		}
	}
}

// printRecords prints what is taken from tables with the record of their draw.
func printRecords(p *printer, t *testing.T) {
	p.folder = t.TempDir()
	defer func() { p.folder = "" }()
	in := func(name string) string { return filepath.Join(p.folder, name) }
	for k, record := range []*sample.Record{smallRecord(t, 4), recordedFrame(t, func(d *sample.Design) {
		d.Sizes = map[string]int{"court": 3, "ooc": 2}
	})} {
		if _, _, err := record.Assign([]sample.Reader{{Name: "Ann", Pair: "Bo"},
			{Name: "Bo", Pair: "Ann"}, {Name: "Cy"}}, 2, "a", weekStart); err != nil {
			t.Fatal(err)
		}
		file, err := os.Create(in("record.json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := record.Write(file); err != nil {
			t.Fatal(err)
		}
		file.Close()
		questions := [2][]string{{"Was it safe?", "Was it quick?"}, {"court.planning.safety", "ooc.planning.safety"}}[k]
		var ids, groups []string
		for _, g := range record.Groups {
			for _, c := range g.Selected {
				ids, groups = append(ids, c.ID), append(groups, g.Group)
			}
		}
		answer := func(i, q int) string {
			if k == 1 && groups[i] != []string{"court", "ooc"}[q] {
				return ""
			}
			return []string{"yes", "no", "na"}[(i+q)%3]
		}
		wide := "case_id," + questions[0] + "," + questions[1] + ",reader,date,note\n"
		half, long, strange := wide, "case_id,question,answer,reader\n", wide+"Z9,yes,no,Ann,,\n"
		for i, id := range ids {
			wide += id + "," + answer(i, 0) + "," + answer(i, 1) + ",Ann,1 June 2021,x\n"
			half += []string{id + "," + answer(i, 0) + ",,Bo,,\n", id + ",,,,,to ask\n", id + ",,,Cy,2021-06-02,\n"}[i%3]
			for q := range questions {
				if answer(i, q) != "" {
					long += id + "," + questions[q] + "," + answer(i, q) + "," + []string{"Ann", "Bo", "", "Cy"}[(i*q+i)%4] + "\n"
				}
			}
			strange += " " + id + "x," + answer(i, 0) + ",no,Dee,," + strconv.Itoa(i) + "\n"
		}
		for _, name := range []string{"wide", "half", "long", "strange"} {
			text := map[string]string{"wide": wide, "half": half, "long": long, "strange": strange}[name]
			if err := os.WriteFile(in(name+".csv"), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, o := range []OpenOptions{{}, {Plain: true}, {Plain: true, SoFar: true, AlikeIDs: true},
				{Plain: true, Underway: true, Keep: ReaderColumn}} {
				o.Record = in("record.json")
				ins, warnings, err := Open(in(name+".csv"), o)
				p.add(fmt.Sprint(name, k, o.Plain, o.SoFar, o.Underway), warnings, err)
				if err != nil || ins.Results.Grid == nil {
					continue
				}
				p.add("grid", *ins.Results.Grid)
				if o.Underway {
					begun, noted, err := ins.Begun()
					p.add("begun", begun, noted, err)
					progress, err := ProgressOf(ins, ProgressOptions{Day: 1})
					p.add("progress", progress, err)
				}
			}
		}
	}
}

// printTexts prints small figures, and what criteria and scores of Kent are.
func printTexts(p *printer, t *testing.T) {
	for _, n := range []int{100, 101, 300, 301} {
		p.add(fmt.Sprint("sharings for ", n), sharingsFor(n))
	}
	for _, assume := range Unreads {
		for _, yes := range []int{0, 2, 5} {
			for _, read := range []int{0, 5, 8} {
				more, moreYes := unreadAnswers(assume, yes, min(read, 5), read, 3)
				p.add(fmt.Sprint(assume, yes, read), more, moreYes)
			}
		}
	}
	ins := kent(t)
	for _, rounding := range []rules.Rounding{rules.HalfUp, rules.HalfEven, rules.Down, rules.None} {
		p.add(string(rounding), short(assess(t, ins, Options{Rounding: rounding})))
	}
	a, err := NewAssessor(ins, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for score := range 37 {
		up, down := a.possibleSteps(score, score%13)
		p.add(fmt.Sprint("score ", score), a.overallOf(score), up, down)
	}
	for i, st := range a.Rules.Standards {
		for _, c := range a.Rules.Criteria {
			p.add(st.ID+" "+string(c.ID), a.FiresIn(i, c))
		}
	}
	for _, text := range []string{"id,text\na,What?\nb,\n,c\na,again\n", "text,id\nWhat?,a\n",
		"question\nWas it?\nWas it?\n", "Was it, and how?\nWas it?\n",
		"case_id,q\nA,yes\n", "a,b,c\n1,2,3\n", ""} {
		name := filepath.Join(t.TempDir(), "q.csv")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		p.folder = filepath.Dir(name)
		of, err := ReadQuestions(name)
		p.add("questions", len(of), err)
		for _, q := range of {
			p.add(q.ID, q.Text)
		}
	}
	p.folder = ""
}
