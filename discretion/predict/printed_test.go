package predict

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats/printed"
)

func newPrinter() *printed.Printer {
	return &printed.Printer{Digits: 7, Short: map[string]string{"rules.Question": "ID", "rules.Standard": "ID",
		"discretion.Inspection": "", "discretion.Assessment": "", "discretion.Rates": "", "predict.OutlookPlan": "",
		"rules.PointsOf": "", "discretion.Result": "", "discretion.QuestionAssessment": "", "stats.Warning": "Message"}}
}

// leaveOpen takes away what is known of an inspection: populations, counts, and what may be judged again.
func leaveOpen(set *rules.Set, ins *discretion.Inspection, turn int) {
	for i, g := range set.Groups {
		if size := ins.Groups[g.ID]; (turn+i)%2 == 0 {
			size.Population = 0
			ins.Groups[g.ID] = size
		}
	}
	if ins.Results.Grid != nil {
		ins.Results.Grid.Cases[0].Held = true
		return
	}
	for at := range ins.Results.Questions {
		r := &ins.Results.Questions[at]
		switch (turn/3 + at) % 6 {
		case 1:
			r.Known, r.Yes, r.Of, r.Population = discretion.NoCase, 0, 0, 0
		case 2:
			r.Population = 0
		case 3:
			if at%2 == 0 {
				r.Known, r.Yes, r.Of, r.Population = discretion.NoResult, 0, 0, 0
			}
		}
	}
}

// Chances under rules of the whole language, of totals and of cases, with every option, and every
// refusal, are those of testdata/printed-made.txt. Other tests count small ones out; this one keeps
// any number and any word from changing unseen.
func TestPrintedOfMadeRules(t *testing.T) {
	p := newPrinter()
	for seed := range uint64(90) {
		m, set := madeSet(t, 500+seed, seed%3 == 0)
		if set == nil {
			continue
		}
		ins, other := m.totals(set), m.totals(set)
		if seed%2 == 1 {
			ins, other = m.cases(set), m.cases(set)
		}
		if seed%3 == 2 {
			leaveOpen(set, ins, int(seed))
		}
		for i, o := range []Options{{}, {Model: Separate}, {Agreement: 0.9}, {Rates: stated(0.1, 0.05)}, {More: 1},
			{Model: Separate, More: 2, Rounding: rules.HalfEven}, {Prior: Prior{2, 1}, Agreement: 0.7, Model: Separate}} {
			if i > 1 && uint64(i)%4 != seed%4 { // a few of them for each
				continue
			}
			o.Replicates, o.Seed = 300, "printed"
			r, err := Robust(ins, o)
			p.Add(fmt.Sprintf("%d robust %d", seed, i), r, err)
		}
		plan, err := OutlookPlanFrom(ins, 0.8)
		if err != nil {
			p.Add(fmt.Sprintf("%d plan", seed), err)
			continue
		}
		for g, size := range plan.Groups {
			size.Sample = 1 + size.Population/2
			plan.Groups[g] = size
		}
		for i, o := range []OutlookOptions{{}, {Agreement: 0.9}, {Wanted: 0.6}, {Rounding: rules.Down}} {
			if i > 0 && uint64(i) != 1+seed%3 {
				continue
			}
			o.Replicates, o.Seed = 300, "printed"
			if i == 2 {
				plan.Cases = nil
			}
			out, err := plan.Outlook(o)
			p.Add(fmt.Sprintf("%d outlook %d", seed, i), out, err)
		}
		c, err := Compare(ins, other, CompareOptions{Replicates: 300, Seed: "printed", Together: seed%4 < 2,
			Model: []Model{Tied, Separate}[seed%2]})
		p.Add(fmt.Sprintf("%d compare", seed), c, err)
		if c != nil {
			var order []string
			for _, q := range c.Clearest() {
				order = append(order, q.Before.Question.ID)
			}
			p.Add("\tclearest", order)
		}
	}
	p.Check(t, "testdata/printed-made.txt")
}

// The same of the rule sets that come with the program, with answers still to come too.
func TestPrintedOfShippedRules(t *testing.T) {
	p := newPrinter()
	for _, id := range rules.IDs() {
		set, err := rules.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		if len(set.Questions()) > 60 || !set.RatesQuestions() {
			continue
		}
		ins := openMade(t, set, 0, false)
		r, err := Robust(ins, Options{Replicates: 300, More: 3, Seed: "printed"})
		p.Add(id+" robust", r, err)
		plan, err := OutlookPlanFrom(ins, 0.8)
		if err == nil {
			plan.Cases = nil
			if err = plan.SetSizes(); err == nil {
				p.Add(id+" sizes", plan.Groups)
				var out *Outlook
				out, err = plan.Outlook(OutlookOptions{Replicates: 300, Seed: "printed"})
				p.Add(id+" outlook", out)
			}
		}
		p.Add(id+" plan", err)
		if ins.Results.Grid == nil {
			continue
		}
		for _, left := range []int{1, 5} {
			progress, err := discretion.ProgressOf(openMade(t, set, left, true), discretion.ProgressOptions{})
			if err != nil {
				p.Add(id+" progress", err)
				continue
			}
			f, err := Finish(progress, Options{Replicates: 300, Seed: "printed"})
			p.Add(fmt.Sprint(id, " with ", left, " left"), f, err)
		}
	}
	p.Check(t, "testdata/printed-shipped.txt")
}

// What is refused, and how numbers of chance are read and written.
func TestPrintedRefusals(t *testing.T) {
	p := newPrinter()
	ins := kent(t)
	for _, o := range []Options{{Model: "x"}, {More: -1}, {More: 1, Agreement: 0.9}, {Agreement: 1.01}, {Agreement: -0.01},
		{Agreement: 0.4}, {Agreement: math.NaN()}, {Replicates: -1}, {Replicates: 1}, {Replicates: 10_000_001},
		{Prior: Prior{0, 1}}, {Prior: Prior{1, 0}}, {Prior: Prior{1e-9, 1}}, {Prior: Prior{1e9, 1}}, {Rates: stated(0.6, 0.5)},
		{Rates: stated(0.1, 0.1), Agreement: 0.9}, {Rates: stated(0.1, 0.1), More: 1}, {Rounding: "x"}} {
		_, err := Robust(ins, o)
		p.Add(fmt.Sprintf("robust %+v", []any{o.Model, o.More, o.Agreement, o.Replicates, o.Prior, o.Rounding, o.Rates != nil}), err)
	}
	open := kent(t)
	for g, size := range open.Groups {
		size.Population = map[string]int{"court": 900}[g]
		open.Groups[g] = size
	}
	byCase := kentByCase(t)
	byCase.Results.Grid.Cases[0].Held = true
	for i, c := range []*discretion.Inspection{ins, open, byCase} {
		for j, o := range []Options{{}, {Model: Separate}, {Agreement: 0.9}, {Rates: stated(0.1, 0.05)}, {More: 7}} {
			if i+j > 4 || i == 0 && j == 1 || i == 1 && j != 1 && j != 2 { // the rest takes long
				continue
			}
			o.Replicates, o.Seed = 200, "printed"
			r, err := Robust(c, o)
			p.Add(fmt.Sprintf("kent %d, %d", i, j), r, err)
		}
	}
	for _, text := range []string{"jeffreys", "uniform", "Jeffreys", "1,1", "0.5,0.5", "0.5, 2", "64,64", "64.1,1",
		"1,65", "0,1", "1,0", "-1,1",
		"1", "1,2,3", "x,1", "1,x", "", "NaN,1", "Inf,1", "0.01,0.01", "0.001,1", "1e-3,1e3", "1000,1000", "1000.1,1"} {
		prior, err := ParsePrior(text)
		p.Add("prior "+text, prior, err)
	}
	plan := func(change func(*OutlookPlan)) *OutlookPlan {
		plan := NewOutlookPlan(ins.Rules, 0.7)
		plan.Groups["court"] = discretion.GroupSize{Population: 50, Sample: 39}
		change(plan)
		return plan
	}
	for i, change := range []func(*OutlookPlan){
		func(*OutlookPlan) {},
		func(p *OutlookPlan) { p.Groups["court"] = discretion.GroupSize{Population: 38, Sample: 39} },
		func(p *OutlookPlan) { p.Groups["court"] = discretion.GroupSize{Population: 39, Sample: 39} },
		func(p *OutlookPlan) { p.Groups["court"] = discretion.GroupSize{Sample: -1} },
		func(p *OutlookPlan) { p.Groups["court"] = discretion.GroupSize{Sample: discretion.MaxCases + 1} },
		func(p *OutlookPlan) { p.Groups["court"] = discretion.GroupSize{Sample: 7} },
		func(p *OutlookPlan) { p.Questions[0].Rate = 1.01 },
		func(p *OutlookPlan) { p.Questions[1].Applies = -0.01 },
		func(p *OutlookPlan) { p.Questions[1].Rate = math.NaN() },
		func(p *OutlookPlan) { p.Questions[2].Levels = []float64{0.5, 0.5} },
		func(p *OutlookPlan) {
			p.Questions = slices.Repeat([]Assumption{{Rate: 1, Applies: 0.5}}, len(p.Questions))
		},
		func(p *OutlookPlan) {
			p.Questions[0], p.Questions[1] = Assumption{}, Assumption{Applies: 0.02, Rate: 0.5}
		},
	} {
		out, err := plan(change).Outlook(OutlookOptions{Replicates: 200, Seed: "printed"})
		p.Add(fmt.Sprint("outlook ", i), out, err)
	}
	for _, o := range []OutlookOptions{{Wanted: 1}, {Wanted: -0.1}, {Wanted: 0.5, Agreement: 0.9}, {Agreement: 1.1}, {Agreement: 0.3},
		{Replicates: -1}, {Replicates: 1}, {Wanted: 0.9}, {Agreement: 0.95}, {Agreement: 1}, {Rounding: "x"}} {
		if o.Replicates == 0 {
			o.Replicates = 200
		}
		o.Seed = "printed"
		out, err := plan(func(*OutlookPlan) {}).Outlook(o)
		p.Add(fmt.Sprintf("outlook %+v", []any{o.Wanted, o.Agreement, o.Replicates, o.Rounding}), out, err)
	}
	for _, o := range []CompareOptions{{}, {Together: true, Confidence: 0.95}, {Method: "x"}, {Confidence: 1},
		{Confidence: -1}, {Model: "x"},
		{Method: "newcombe", Model: Separate}, {Replicates: -1}} {
		o.Replicates, o.Seed = max(o.Replicates, 200), "printed"
		c, err := Compare(ins, followUp(t), o)
		p.Add(fmt.Sprintf("compare %+v", []any{o.Together, o.Confidence, o.Method, o.Model}), c, err)
	}
	p.Check(t, "testdata/printed.txt")
}
