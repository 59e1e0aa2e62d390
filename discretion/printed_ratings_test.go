package discretion

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"onecase/discretion/internal/rulestest"
	"onecase/discretion/rules"
	"onecase/stats"
)

// printRatings prints what is said of the inspections that come as examples, and of changes to them.
func printRatings(p *printer, t *testing.T) {
	for _, name := range []string{"kent/kent", "kent/follow-up", "kent/kent-prompts", "medway/medway", "region/north",
		"schemes/adult-care", "schemes/authority", "schemes/care-grades", "schemes/childrens-services", "schemes/food",
		"schemes/hospital", "schemes/lots", "schemes/partial-lots"} {
		ins, warnings, err := Open("../examples/"+name+".toml", OpenOptions{})
		if err != nil {
			t.Fatal(err)
		}
		a, err := Assess(ins, Options{})
		if full := slices.Contains([]string{"kent/kent", "schemes/childrens-services", "schemes/lots", "schemes/care-grades"}, name); full {
			p.add(name, warnings, a, err)
		} else {
			p.add(name, warnings, short(a), err)
		}
		public, err := ins.Publish(3, "")
		if err != nil {
			p.add("published", err)
			continue
		}
		a, err = Assess(public, Options{Rates: &Rates{All: stats.ErrorRates{Yes: stats.ErrorRate{Share: 0.1},
			No: stats.ErrorRate{Share: 0.05}}}})
		p.add("published", len(public.Withheld.Questions), public.Withheld.Standards(public.Rules), short(a), err)
	}
}

// short are an assessment's ratings and what would change them, a line for each standard.
func short(a *Assessment) (all []string) {
	if a == nil {
		return nil
	}
	p := &printer{seen: map[string]bool{}}
	for i := range a.Standards {
		st := &a.Standards[i]
		p.Reset()
		p.add(st.ID, st.Rating, st.Computed, st.Why, st.Drivers, st.Missing, st.Up, st.Down, st.Weigh)
		for _, f := range st.Flags {
			p.add(string(f.Criterion), f.Fires, f.Question, f.Points, f.Direction, f.Detail)
		}
		all = append(all, p.String())
	}
	p.Reset()
	p.add("overall", a.Score, a.ScoreComputed, a.Overall, a.OverallComputed, a.WhyNoOverall, a.Possible, a.Up, a.Down, a.Warnings)
	return append(all, p.String())
}

// printCases prints the ratings of answers case by case under rules of the whole language, and of Kent's.
func printCases(p *printer, t *testing.T) {
	kent := kentByCaseRecorded(t)
	a, err := Assess(kent, Options{Rates: &Rates{All: stats.ErrorRates{Yes: stats.ErrorRate{Share: 0.1},
		No: stats.ErrorRate{Share: 0.05}}}})
	p.add("kent by case", short(a), short(a.Corrected), err)
	for _, st := range a.Standards {
		for _, up := range []bool{false, true} {
			turns, known := a.Alone(st, up)
			p.add(st.ID, len(turns), turns[:min(len(turns), 3)], known)
		}
	}
	few := kent.Clone()
	few.Results.Grid.Cases = slices.DeleteFunc(few.Results.Grid.Cases, func(c Case) bool { return c.ID[3] == '7' })
	few.Results.CountAnswers(few.Rules.Questions())
	n, err := NonResponseOf(few, Options{}, Unreads)
	p.add("without some", n.Cases, err)
	for _, each := range n.Each {
		p.add(string(each.Assume), short(each.Assessment))
	}
	kept(kent, "team", func(id string) string { return []string{"North", " north", "South", ""}[int(id[3]-'0')%4] })
	without, err := LeaveOut(kent, Options{})
	for _, w := range without {
		p.add("without "+w.Value, w.Cases, short(w.Assessment), w.Assessment.Looks(), w.Assessment.Doubts("it"))
	}
	p.add("left out", len(without), err)
	levels := levelReading(t, [][4]int{{0, 1, 3, 2}, {1, 0, 2, -1}, {1, 1, 0, 3}, {-1, 1, 1, 1}})
	kept(levels, "team", func(id string) string { return map[string]string{"C00": "A", "C03": "B"}[id] })
	levels.Results.CountAnswers(levels.Rules.Questions())
	without, err = LeaveOut(levels, Options{})
	for _, w := range without {
		p.add("without "+w.Value, w.Cases, w.Assessment)
	}
	p.add("left out", len(without), err)
	for seed := range uint64(10) {
		m := &rulestest.Maker{Rand: rand.New(rand.NewPCG(seed, 31))}
		set, err := rules.Parse("language.toml", []byte(m.Make()))
		if err != nil {
			t.Fatal(err)
		}
		if len(set.Check()) > 0 {
			continue
		}
		ins := inspectionOf(m, set, m.Cases())
		a, err := Assess(ins, Options{})
		p.add(fmt.Sprint("language ", seed), short(a), err)
		totals := NewInspection(set) // the same, without cases
		totals.Judged, totals.Results.Questions = ins.Judged, slices.Clone(ins.Results.Questions)
		for i := range totals.Results.Questions {
			if r := &totals.Results.Questions[i]; r.Known == Answered {
				r.Known = Counted
			}
		}
		a, err = Assess(totals, Options{})
		p.add("totals", short(a), err)
	}
}
