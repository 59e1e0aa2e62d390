package discretion

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
)

// printEstimates prints estimates by the designs of a draw and the methods for them.
func printEstimates(p *printer, t *testing.T) {
	for _, design := range []struct {
		name   string
		change func(*sample.Design)
	}{
		{"matched", nil},
		{"simple", func(d *sample.Design) { d.Method = sample.Simple }},
		{"stratified", func(d *sample.Design) { d.Method = sample.Stratified }},
		{"thin", func(d *sample.Design) { d.Method, d.Sizes = sample.Stratified, map[string]int{"court": 10, "ooc": 5} }},
		{"census", func(d *sample.Design) { d.Sizes = map[string]int{"court": 50, "ooc": 20} }},
	} {
		record := recordedFrame(t, design.change)
		for k, o := range []EstimateOptions{{}, {By: "team"}, {By: "rosh", Together: true}, {Method: stats.Exact},
			{Method: stats.ExactTable}, {By: "gender", Method: stats.DesignLogit, Confidence: 0.95}} {
			if k >= map[string]int{"matched": 6, "stratified": 4, "simple": 2, "thin": 1, "census": 1}[design.name] {
				continue
			}
			for _, answers := range []func(testing.TB, *sample.Record) *Inspection{judged, graded}[:2-min(k/2, 1)] {
				ins := answers(t, record)
				if o.By == "team" {
					kept(ins, "team", team)
				}
				e, err := ins.Estimate(record, o)
				p.add(fmt.Sprint(design.name, k, " ", o.By, o.Method), e, err)
			}
		}
		for _, answers := range []func(testing.TB, *sample.Record) *Inspection{judged, graded} {
			all := answers(t, record)
			totals := NewInspection(all.Rules)
			totals.Results.Questions = slices.Clone(all.Results.Questions)
			for i := range totals.Results.Questions {
				if r := &totals.Results.Questions[i]; r.Known == Answered {
					r.Known = Counted
				}
			}
			e, err := totals.Estimate(record, EstimateOptions{})
			p.add(design.name+" from totals", e, err)
		}
		ins := judged(t, record)
		public, err := ins.Publish(3, "")
		if err != nil {
			t.Fatal(err)
		}
		e, err := ins.Estimate(record, EstimateOptions{By: "gender", Method: stats.Exact, Withheld: public.Withheld})
		p.add(design.name+" published", e, err)
		for k, policy := range []sample.Policy{sample.UseReserve, sample.NotAssessable, sample.CountFailed} {
			if design.name != "matched" && design.name != "stratified" {
				break
			}
			if _, _, err = record.Replace(record.Groups[0].Selected[k].ID, "lost", policy, weekStart.AddDate(0, 0, k)); err != nil {
				p.add("replace", err)
				continue
			}
			e, err := judged(t, record).Estimate(record, EstimateOptions{})
			p.add(fmt.Sprint(design.name, " and ", policy), e, err)
		}
	}
}

// printAgreement prints what two readings say of each other and of the truth.
func printAgreement(p *printer, t *testing.T) {
	rates := &Rates{All: stats.ErrorRates{Yes: stats.ErrorRate{Share: 0.1}, No: stats.ErrorRate{Share: 0.1}}}
	for _, look := range []bool{false, true} {
		for _, by := range []*Rates{nil, rates} {
			for _, change := range []string{"as drawn", "without a record", "one missing", "one added", "na",
				"replaced", "other answers", "chances apart", "only no"} {
				if by != nil && !slices.Contains([]string{"as drawn", "replaced", "chances apart"}, change) {
					continue
				}
				w, _, _ := weekOf(t, look)
				first, second := w.first.Results.Grid, w.second.Results.Grid
				switch change {
				case "without a record":
					w.first.Record, w.second.Record = nil, nil
				case "one missing":
					second.Cases = second.Cases[1:]
				case "one added":
					at := slices.IndexFunc(first.Cases, func(c Case) bool {
						return !slices.ContainsFunc(second.Cases, func(d Case) bool { return c.ID == d.ID })
					})
					second.Cases = append(second.Cases, first.Cases[at])
				case "na":
					second.Cases[0].Answers[0] = NA
				case "replaced":
					w.record.Replacements = append(w.record.Replacements,
						sample.Replacement{Group: "all", Case: first.Cases[0].ID, Reason: "gone", Policy: sample.CountFailed})
				case "only no":
					w.record.LastReread().Only = sample.OnlyNo
				case "chances apart":
					g := &w.record.Groups[0]
					g.Inclusion = sample.Inclusion{How: sample.BySimulation, Draws: 1000}
					for i := range 60 {
						g.Inclusion.Cases = append(g.Inclusion.Cases,
							sample.CaseChance{ID: fmt.Sprintf("K%02d", i+1), Chance: []float64{0.35, 0.65}[i%2]})
					}
				case "other answers":
					for i := range first.Cases {
						first.Cases[i].Answers[0] = []Answer{Yes, No, NA}[i%3]
					}
				}
				a, err := Agree(w.first, w.second, 0.8)
				if err == nil {
					err = a.Correct(by)
					p.add("why not", a.WhyNotCorrected())
				}
				if a != nil && change != "as drawn" {
					a.Standards, a.Pairs, a.Typical, a.Overall.Agreement = nil, nil, stats.Agreement{}, stats.Agreement{}
					if change != "na" {
						a.Questions[0].Agreement = stats.Agreement{}
					}
				}
				p.add(fmt.Sprint(change, look, by != nil), a, err)
			}
		}
	}
	for _, method := range []sample.Method{sample.DefaultDesign().Method, sample.Simple, sample.Stratified} {
		for _, change := range []string{"", "replaced", "not all eligible"} {
			record := recordedFrame(t, func(d *sample.Design) { d.Method = method })
			if _, _, err := record.Assign(weekReaders, 0, "a", weekStart); err != nil {
				t.Fatal(err)
			}
			if change == "replaced" {
				if _, _, err := record.Replace(record.Groups[0].Selected[0].ID, "lost", sample.UseReserve, weekStart); err != nil {
					t.Fatal(err)
				}
			}
			first := judged(t, record)
			if _, err := first.UseRecord(record); err != nil {
				t.Fatal(err)
			}
			reread, _, err := record.Reread(sample.RereadOptions{Size: 20, Seed: "r"}, weekStart)
			if err != nil {
				t.Fatal(err)
			}
			second := first.Clone()
			again := &second.Results.Grid.Cases
			*again = slices.DeleteFunc(*again, func(c Case) bool {
				return !slices.ContainsFunc(reread.Cases, func(r sample.RereadCase) bool { return r.Case == c.ID })
			})
			for i := range *again {
				for q, a := range (*again)[i].Answers {
					if a == Yes && (i+q)%5 == 0 {
						(*again)[i].Answers[q] = No
					}
				}
			}
			if change == "not all eligible" {
				(*again)[0].Answers = make([]Answer, len((*again)[0].Answers))
			}
			a, err := Agree(first, second, 0.8)
			if err == nil {
				err = a.Correct(nil)
			}
			if a != nil {
				a.Standards, a.Pairs, a.Typical, a.Overall.Agreement = nil, nil, stats.Agreement{}, stats.Agreement{}
				for i := range a.Questions {
					a.Questions[i].Agreement = stats.Agreement{}
				}
			}
			p.add(fmt.Sprint(method, change), a, err)
		}
	}
	rng := rand.New(rand.NewPCG(31, 1))
	one, two := make([][4]int, 12), make([][4]int, 12)
	for i := range one {
		for q, of := range []int{2, 2, 4, 4} {
			one[i][q], two[i][q] = rng.IntN(of+1)-1, rng.IntN(of+1)-1
		}
	}
	a, err := Agree(levelReading(t, one), levelReading(t, two), 0.9)
	p.add("levels", a, err)
	readers := map[string]string{"A": "Ann", "B": "Bo", "C": "Ann", "D": "", "E": "Bo", "F": "ann"}
	a, err = Agree(twiceReading{map[string]string{"A": "yy", "B": "yn", "C": "n-", "D": "-y",
		"E": "y-", "F": "nn"}, readers}.inspection(2, nil),
		twiceReading{map[string]string{"A": "yy", "B": "yy", "C": "n-", "D": "-n", "E": "--", "F": "ny"},
			map[string]string{"A": "Bo", "B": "Ann", "C": "Bo", "D": "Bo", "E": "Ann", "F": "Cy"}}.inspection(2, nil), 0.8)
	p.add("pairs", a, err)
}

// printProgress prints grids that are being filled.
func printProgress(p *printer, t *testing.T) {
	kent := kentByCaseRecorded(t)
	for i := range kent.Record.Groups {
		g := &kent.Record.Groups[i]
		g.Cells = []sample.DrawnCell{{Population: g.Population}}
	}
	if _, _, err := kent.Record.Assign([]sample.Reader{{Name: "A", Pair: "B"}, {Name: "B", Pair: "A"}, {Name: "C"}}, 4,
		"s", time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	for _, read := range []int{0, 5, len(kent.Results.Grid.Cases)} {
		table := &sheet.Sheet{File: "grid.csv", HeaderRow: 1, Header: []string{"case_id", "reader", "date"}}
		for _, q := range kent.Rules.Questions() {
			table.Header = append(table.Header, q.ID)
		}
		for i, c := range kent.Results.Grid.Cases {
			row := []string{c.ID, "", ""}
			for q, question := range kent.Rules.Questions() {
				text := ""
				if question.Group == c.Group && (i < read || i == read && q%2 == 0) {
					text, row[1], row[2] = c.Answers[q].String(), "A", fmt.Sprintf("2021-06-%02d", 1+i%28)
				}
				row = append(row, text)
			}
			table.Rows = append(table.Rows, sheet.NewRow(i+2, row...))
		}
		ins := NewInspection(kent.Rules)
		ins.soFar, ins.underway = true, true
		var err error
		if ins.groupOf, err = groupsOf(kent.Record); err != nil {
			t.Fatal(err)
		}
		warnings, err := ins.AddJudgements(table)
		if err != nil {
			t.Fatal(err)
		}
		more, err := ins.UseRecord(kent.Record)
		progress, err2 := ProgressOf(ins, ProgressOptions{Day: 2})
		if progress == nil {
			p.add(fmt.Sprint("read ", read), warnings, more, err, err2)
			continue
		}
		all := progress.Cases
		progress.Cases = all[:6]
		p.add(fmt.Sprint("read ", read), warnings, more, err, progress, err2)
		progress.Cases = all
		begun, noted, err := ins.Begun()
		p.add("begun", begun, noted, err)
		for _, q := range progress.Questions {
			if why := progress.WhyNothing(q); why != "" {
				p.add(q.ID, why)
			}
		}
		test, err := progress.TestReaders(nil)
		p.add("readers", test, err)
	}
	for variables := range 3 {
		progress := sharedOut(t, rand.New(rand.NewPCG(uint64(variables), 31)), 12, variables, named("A", "B", "C"), "s")
		test, err := progress.TestReaders(nil)
		p.add(fmt.Sprint("readers with ", variables), test, err)
	}
}

// printPools prints units together.
func printPools(p *printer, t *testing.T) {
	weights := map[string]float64{"North": 5, "Middle": 2, "South": 1}
	for _, o := range []PoolOptions{{}, {Weighting: WeightEqual, Together: true},
		{Weighting: WeightGiven, Weights: weights, Confidence: 0.95},
		{Weighting: WeightGiven}, {Weighting: "other"}, {Confidence: 2}} {
		pooled, err := Pool(region(t), o)
		if pooled != nil {
			pooled.Questions, pooled.Units = pooled.Questions[:4], nil
		}
		p.add(fmt.Sprintf("pool %+v", o.Weighting), pooled, err)
	}
}
