package sample

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"onecase/stats"
)

// refusals checks what a change of something sound gives: an error with a text, or none for "".
func refusals[T any](t *testing.T, sound func() T, check func(T) error, changes map[string]map[string]func(T)) {
	t.Helper()
	if err := check(sound()); err != nil {
		t.Fatal(err)
	}
	for want, all := range changes {
		for name, change := range all {
			x := sound()
			change(x)
			if err := check(x); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error %v, want %q", name, err, want)
			}
		}
	}
}

// What a record holds is within the ends of what can be, and just beyond them it is refused.
func TestEndsOfRecords(t *testing.T) {
	base, f := drawnRecord(t)
	for i := range 2 {
		if _, _, err := base.Replace(base.Groups[0].Selected[5*i].ID, "restricted", UseReserve, noon); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := base.Extend(f, map[string]int{"all": 42}, noon); err != nil {
		t.Fatal(err)
	}
	text := written(t, base)
	group := func(change func(g *GroupDraw)) func(*Record) { return func(r *Record) { change(&r.Groups[0]) } }
	core := func(change func(r *Round)) func(*Record) { return func(r *Record) { change(&r.Groups[0].Core) } }
	refusals(t, func() *Record { return reread(t, text) }, (*Record).check, map[string]map[string]func(*Record){
		"": {
			"the last plan of the table": core(func(r *Round) { r.Plan = len(r.Table) - 1 }),
			"the first plan":             core(func(r *Round) { r.Plan = 0 }),
			"a cell gives none":          core(func(r *Round) { r.Take[0] = 0 }),
			"the whole population":       group(func(g *GroupDraw) { g.Sample = g.Population }),
			"one case of one": func(r *Record) {
				g := &r.Groups[0]
				g.Population, g.Sample, g.Reserve, g.Reserves, g.Strata = 1, 1, nil, nil, nil
				g.Cells, g.Core = g.Cells[:1], Round{Method: ByShare, Take: []int{1}}
				g.Cells[0].Population = 1
				g.Selected = []Chosen{{ID: g.Selected[0].ID}}
				r.Frame.Cases, r.Extensions, r.Replacements = 1, nil, nil
				r.Times.Extended, r.Times.Replaced = nil, nil
			},
			"no sample":                    group(func(g *GroupDraw) { g.Sample = 0 }),
			"no reserves":                  group(func(g *GroupDraw) { g.Reserve, g.Reserves = nil, nil }),
			"an extension to all":          func(r *Record) { r.Extensions[0].Size = r.Groups[0].Population },
			"an extension before a change": func(r *Record) { r.Extensions[0].After = 0 },
			"one plan with all the weight": core(func(r *Round) {
				r.Plan, r.Table = 0, r.Table[:1]
				r.Table[0].Weight = WeightSum
			}),
			"a plan with the least weight": core(func(r *Round) {
				r.Table[0].Weight += r.Table[1].Weight - 1
				r.Table[1].Weight = 1
			}),
			"a plan that rounds none up":      core(func(r *Round) { r.Table[0].Up = nil }),
			"a plan that rounds all up":       core(func(r *Round) { r.Table[0].Up = upTo(len(r.Take)) }),
			"a stratum of the first and last": group(func(g *GroupDraw) { g.Strata = [][]int{{0, len(g.Cells) - 1}} }),
		},
		"it follows plan": {
			"a plan too many": core(func(r *Round) { r.Plan = len(r.Table) }),
			"plan -1":         core(func(r *Round) { r.Plan = -1 }),
		},
		"has a weight of": {
			"none": core(func(r *Round) { r.Table[1].Weight = 0 }),
		},
		"do not add up": {
			"more":  core(func(r *Round) { r.Table[0].Weight++ }),
			"less":  core(func(r *Round) { r.Table[0].Weight-- }),
			"twice": core(func(r *Round) { r.Table[0].Weight = WeightSum }),
			"above": core(func(r *Round) { r.Table[1].Weight = math.MaxInt64 }),
		},
		"its cells are not in order": {
			"a cell twice":      core(func(r *Round) { r.Table[0].Up[1] = r.Table[0].Up[0] }),
			"a cell before 0":   core(func(r *Round) { r.Table[0].Up[0] = -1 }),
			"a cell too many":   core(func(r *Round) { r.Table[0].Up = []int{len(r.Take)} }),
			"a stratum's cells": group(func(g *GroupDraw) { g.Strata = [][]int{{1, 0}} }),
		},
		"a cell gives": {
			"fewer than none": core(func(r *Round) { r.Take[0] = -1 }),
			"too many":        core(func(r *Round) { r.Take[0] = maxCases + 1 }),
			"a base of -1":    core(func(r *Round) { r.Base[0] = -1 }),
		},
		"do not fit the cells": {
			"take": core(func(r *Round) { r.Take = r.Take[1:] }),
			"base": core(func(r *Round) { r.Base = r.Base[1:] }),
		},
		"is not known": {"the method": core(func(r *Round) { r.Method = "other" })},
		"reserves: ":   {"reserves": group(func(g *GroupDraw) { g.Reserve.Take[0] = -1 })},
		"appears twice": {
			"no id": group(func(g *GroupDraw) { g.Selected[0].ID = "" }),
			"twice": group(func(g *GroupDraw) { g.Reserves[0].ID = g.Selected[0].ID }),
		},
		"in a cell that is not there": {
			"the cell after the last": group(func(g *GroupDraw) { g.Selected[0].Cell = len(g.Cells) }),
			"cell -1":                 group(func(g *GroupDraw) { g.Selected[0].Cell = -1 }),
		},
		"a sample of": {
			"more than there are":    group(func(g *GroupDraw) { g.Sample = g.Population + 1 }),
			"fewer than none":        group(func(g *GroupDraw) { g.Sample = -1 }),
			"no population":          group(func(g *GroupDraw) { g.Population, g.Sample = 0, 0 }),
			"too large a population": group(func(g *GroupDraw) { g.Population = maxCases + 1 }),
		},
		"is malformed": {
			"no cases":          group(func(g *GroupDraw) { g.Cells[0].Population = 0 }),
			"too many cases":    group(func(g *GroupDraw) { g.Cells[0].Population = g.Population + 1 }),
			"a value too few":   group(func(g *GroupDraw) { g.Cells[0].Values = g.Cells[0].Values[1:] }),
			"a holder too many": group(func(g *GroupDraw) { g.Cells[0].Holders = []int{0} }),
		},
		"a category that is not there": {
			"one too many":     group(func(g *GroupDraw) { g.Cells[0].Values[0] = len(g.Variables[0].Categories) }),
			"before the first": group(func(g *GroupDraw) { g.Cells[0].Values[0] = -1 }),
		},
		"its cells have":              {"another number of cases": group(func(g *GroupDraw) { g.Cells[0].Population++ })},
		"replacement 1 is in a group": {"group": func(r *Record) { r.Replacements[0].Group = "other" }},
		"lacks a case or a reason": {
			"no case":   func(r *Record) { r.Replacements[0].Case = "" },
			"no reason": func(r *Record) { r.Replacements[0].Reason = " " },
		},
		"replacement 1: ":           {"policy": func(r *Record) { r.Replacements[0].Policy = "other" }},
		"extension 1 is in a group": {"group": func(r *Record) { r.Extensions[0].Group = "other" }},
		"extension 1 comes after": {
			"too many": func(r *Record) { r.Extensions[0].After = 3 },
			"too few":  func(r *Record) { r.Extensions[0].After = -1 },
		},
		"extension 1 is to": {
			"none":     func(r *Record) { r.Extensions[0].Size = 0 },
			"too many": func(r *Record) { r.Extensions[0].Size = 51 },
		},
		"extension 1: ": {"a round": func(r *Record) { r.Extensions[0].Core.Take[0] = -1 }},
	})
}

// So it is of readers, dates and second readings.
func TestEndsOfAssignments(t *testing.T) {
	refusals(t, func() *Reader {
		return &Reader{Name: "A", Days: []int{1, 3}, PerDay: []int{2, 2}, Bars: []Bar{{Column: "manager", Cases: []string{"K1", "K2"}}}}
	}, func(r *Reader) error { return r.check(3) }, map[string]map[string]func(*Reader){
		"": {
			"no room for any":   func(r *Reader) { r.Capacity = 0 },
			"room for many":     func(r *Reader) { r.Capacity = maxAssigned },
			"one a day":         func(r *Reader) { r.PerDay[0] = 1 },
			"many a day":        func(r *Reader) { r.PerDay[0] = maxAssigned },
			"none said of days": func(r *Reader) { r.PerDay = nil },
		},
		"has a reader": {"blank": func(r *Reader) { r.Name = "" }, "not normalised": func(r *Reader) { r.Name = " A" }},
		"cases": {"room": func(r *Reader) { r.Capacity = -1 },
			"too much": func(r *Reader) { r.Capacity = maxAssigned + 1 }},
		"another number of days": {"more": func(r *Reader) { r.PerDay = []int{1} }},
		"on day": {
			"0":          func(r *Reader) { r.Days[0] = 0 },
			"4 of 3":     func(r *Reader) { r.Days[1] = 4 },
			"twice":      func(r *Reader) { r.Days[1] = 1 },
			"none a day": func(r *Reader) { r.PerDay[1] = 0 },
			"too many":   func(r *Reader) { r.PerDay[1] = maxAssigned + 1 },
		},
		"out of order": {"bars": func(r *Reader) { r.Bars[0].Cases = []string{"K2", "K1"} }},
	})
	for n, want := range map[int]string{0: "has 0 readers", 1: "", 2: "", MaxReaders: "", MaxReaders + 1: "has 501 readers"} {
		a := &Assignment{Algorithm: AssignAlgorithm, Seed: "s"}
		for i := range n {
			a.Readers = append(a.Readers, Reader{Name: fmt.Sprint("R", i)})
		}
		if err := a.check(); (err == nil) != (want == "") || err != nil && err.Error() != want {
			t.Errorf("%d readers: %v", n, err)
		}
	}
	a := &Assignment{Dates: []string{"2026-12-07", "2026-12-08"}}
	for day, want := range map[int]string{-1: "", 0: "", 1: "2026-12-07", 2: "2026-12-08", 3: ""} {
		if got := a.DateOf(day); got != want {
			t.Errorf("day %d is %q", day, got)
		}
	}
	r, _ := drawnRecord(t)
	x, _, err := r.Reread(RereadOptions{Size: 4, Seed: "s"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	refusals(t, func() *Reread {
		y := *x
		y.Strata, y.Cases = slices.Clone(x.Strata), slices.Clone(x.Cases)
		y.Strata[0].Cases = slices.Clone(x.Strata[0].Cases)
		return &y
	}, (*Reread).check, map[string]map[string]func(*Reread){
		"": {"the last class": func(x *Reread) { x.Strata[0].Class = 2 }, "all": func(x *Reread) { x.Cases[0].Chance = 1 }},
		"that is not in order": {
			"no class":        func(x *Reread) { x.Strata[0].Class = -1 },
			"a class of 3":    func(x *Reread) { x.Strata[0].Class = 3 },
			"not as ids rise": func(x *Reread) { slices.Reverse(x.Strata[0].Cases) },
		},
		"in two strata": {"twice": func(x *Reread) { x.Strata[0].Cases[1] = x.Strata[0].Cases[0] }},
		"out of order":  {"cases": func(x *Reread) { x.Cases[1] = x.Cases[0] }},
		"with a chance of": {
			"none":     func(x *Reread) { x.Cases[0].Chance = 0 },
			"too much": func(x *Reread) { x.Cases[0].Chance = 1.1 },
		},
	})
}

// The chance of a pile is known before the seed where no case stays and none is barred.
func TestChanceOfAPile(t *testing.T) {
	r, _ := drawnRecord(t)
	a, _, err := r.Assign(readersNamed("A", "B"), 0, "s", noon)
	if err != nil {
		t.Fatal(err)
	}
	if chance, known := a.Chance(); !known || chance != 0.5 {
		t.Errorf("%v, known %v", chance, known)
	}
	kept, barred := *a, *a
	kept.Kept = []string{a.Cases[0].Case}
	barred.Readers = slices.Clone(a.Readers)
	barred.Readers[0].Bars = []Bar{{Column: "cases", Cases: []string{a.Cases[0].Case}}}
	for name, a := range map[string]*Assignment{"kept": &kept, "barred": &barred} {
		if _, known := a.Chance(); known {
			t.Errorf("%s: the chance is said to be known", name)
		}
	}
}

// So it is of public copies.
func TestEndsOfPublicCopies(t *testing.T) {
	r, _ := drawnRecord(t, func(d *Design) { d.Caps = []Cap{{"manager", 6}}; d.Include = []Forced{{"K000003", "asked for"}} })
	if _, _, err := r.Replace(r.Groups[0].Selected[5].ID, "restricted", UseReserve, noon); err != nil {
		t.Fatal(err)
	}
	text := publicText(t, r.Public())
	cell := func(change func(c *PublicCell)) func(*PublicRecord) {
		return func(p *PublicRecord) { change(&p.Groups[0].Cells[0]) }
	}
	sound := func() *PublicRecord {
		p, err := ReadPublic(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	refusals(t, sound, (*PublicRecord).check, map[string]map[string]func(*PublicRecord){
		"": {
			"the last category":            cell(func(c *PublicCell) { c.Values[0] = 2 }),
			"an unknown holder":            cell(func(c *PublicCell) { c.Holders[0] = -1 }),
			"a large holder":               cell(func(c *PublicCell) { c.Holders[0] = maxPublic }),
			"all of a cell forced":         cell(func(c *PublicCell) { c.Forced = c.Population }),
			"a change of no cases":         func(p *PublicRecord) { p.Changes[0].Cases = 0 },
			"a change of a case":           func(p *PublicRecord) { p.Changes[0].Cases = 1 },
			"as many categories as can be": func(p *PublicRecord) { fillCategories(p, 0) },
			"a variable of none more":      func(p *PublicRecord) { p.Variables = append(p.Variables[:4:4], p.Variables[4:]...) },
		},
		"is malformed": {
			"a value too few":  cell(func(c *PublicCell) { c.Values = c.Values[1:] }),
			"a holder too few": cell(func(c *PublicCell) { c.Holders = nil }),
			"no cases":         cell(func(c *PublicCell) { c.Population = 0 }),
			"too many cases":   cell(func(c *PublicCell) { c.Population = 51 }),
			"forced below 0":   cell(func(c *PublicCell) { c.Forced = -1 }),
			"forced beyond":    cell(func(c *PublicCell) { c.Forced = c.Population + 1 }),
		},
		"no kind of change": {"other": func(p *PublicRecord) { p.Changes[0].What = "other" }},
		"and can be of 1 at most": {
			"-1":       func(p *PublicRecord) { p.Changes[0].Cases = -1 },
			"too many": func(p *PublicRecord) { p.Changes[0].Cases = 2 },
		},
		"a category that is not there": {
			"0":            cell(func(c *PublicCell) { c.Values[0] = 0 }),
			"one too many": cell(func(c *PublicCell) { c.Values[0] = 3 }),
		},
		"a holder that is not there": {
			"-2":       cell(func(c *PublicCell) { c.Holders[0] = -2 }),
			"too many": cell(func(c *PublicCell) { c.Holders[0] = maxPublic + 1 }),
		},
		"its cells have": {"a case more": cell(func(c *PublicCell) { c.Population++ })},
		"no group of the plan": {
			"another": func(p *PublicRecord) { p.Groups[0].Group = "other" },
			"blank":   func(p *PublicRecord) { p.Groups[0].Group, p.Order = " ", []string{" "} },
		},
		"checked up to": {"none": func(p *PublicRecord) { p.Cases = 0 }, "many": func(p *PublicRecord) { p.Cases = maxPublic + 1 }},
		"categories": {"-1": func(p *PublicRecord) { p.Variables[0].Categories = -1 },
			"many": func(p *PublicRecord) { p.Variables[0].Categories = maxPublic }},
		"its groups have":      {"other cases": func(p *PublicRecord) { p.Cases = 51 }},
		"change 1: ":           {"time": func(p *PublicRecord) { p.Changes[0].Time = "noon" }},
		"hexadecimal digits":   {"seal": func(p *PublicRecord) { p.Seal = p.Seal[1:] }},
		"is not normalised":    {"seed": func(p *PublicRecord) { p.Seed = " 1" }},
		"too many categories":  {"one more": func(p *PublicRecord) { fillCategories(p, 1) }},
		"follows":              {"rules": func(p *PublicRecord) { p.Algorithm = "onecase-draw-9" }},
		"this program reads 1": {"version": func(p *PublicRecord) { p.Version = 0 }},
	})
}

// The ends of what a design may ask for.
func TestEndsOfDesigns(t *testing.T) {
	sound := func() *Design {
		d := DefaultDesign()
		return &d
	}
	refusals(t, sound, func(d *Design) error { return d.Check() }, map[string]map[string]func(*Design){
		"": {
			"reserves of 10":    func(d *Design) { d.Reserve = 10 },
			"no reserves":       func(d *Design) { d.Reserve = 0 },
			"a census from 1":   func(d *Design) { d.CensusFrom = 1 },
			"a census from 0":   func(d *Design) { d.CensusFrom = 0 },
			"sizes of 1":        func(d *Design) { d.Sizes = map[string]int{"a": 1} },
			"a total of 1":      func(d *Design) { d.Whole, d.Total = true, 1 },
			"no total":          func(d *Design) { d.Whole = true },
			"a small share":     func(d *Design) { d.Split = map[string]float64{"a": 1e-9} },
			"a confidence":      func(d *Design) { d.Confidence = 0.999 },
			"a margin":          func(d *Design) { d.Margin = 0.001 },
			"another criterion": func(d *Design) { d.Criterion = stats.Estimate },
			"one from each":     func(d *Design) { d.Method, d.Least = Stratified, 1 },
			"equal":             func(d *Design) { d.Method, d.Allocation = Stratified, Equal },
			"a stratum":         func(d *Design) { d.Method, d.Collapse = Stratified, []Collapse{{"v", "a"}} },
			"all expected":      func(d *Design) { d.Expected = []Expected{{"v", "a", 1}} },
			"none expected":     func(d *Design) { d.Expected = []Expected{{"v", "a", 0}} },
			"caps of 1":         func(d *Design) { d.Caps = []Cap{{"manager", 1}, {"team", 1}} },
			"at least 1":        func(d *Design) { d.AtLeast = []AtLeast{{"v", "a", 1}} },
		},
		"reserves of":    {"more than 10": func(d *Design) { d.Reserve = 10.5 }, "below 0": func(d *Design) { d.Reserve = -0.1 }},
		"a census from":  {"more than 1": func(d *Design) { d.CensusFrom = 1.5 }, "below 0": func(d *Design) { d.CensusFrom = -0.1 }},
		"the confidence": {"1": func(d *Design) { d.Confidence = 1 }, "0": func(d *Design) { d.Confidence = 0 }},
		"the margin":     {"1": func(d *Design) { d.Margin = 1 }, "0": func(d *Design) { d.Margin = 0 }},
		"a sample of 0":  {"sizes": func(d *Design) { d.Sizes = map[string]int{"a": 0} }},
		"cases in all":   {"-1": func(d *Design) { d.Whole, d.Total = true, -1 }},
		"a total needs":  {"by group": func(d *Design) { d.Total = 1 }},
		"a share of": {"0": func(d *Design) { d.Split = map[string]float64{"a": 0} },
			"Inf":  func(d *Design) { d.Split = map[string]float64{"a": math.Inf(1)} },
			"1e20": func(d *Design) { d.Split = map[string]float64{"a": 1e20, "b": 1e20} }},
		"it has to be from 0 to 1": {
			"-0.1 expected": func(d *Design) { d.Expected = []Expected{{"v", "a", -0.1}} },
			"1.1 expected":  func(d *Design) { d.Expected = []Expected{{"v", "a", 0.5}, {"v", "b", 1.1}} },
			"none expected": func(d *Design) { d.Expected = []Expected{{"v", "a", math.NaN()}} }},
		"the method":     {"other": func(d *Design) { d.Method = "other" }},
		"the allocation": {"other": func(d *Design) { d.Allocation = "other" }},
		"belong to the stratified": {
			"a least number": func(d *Design) { d.Least = 1 },
			"an allocation":  func(d *Design) { d.Allocation = Equal },
			"a stratum":      func(d *Design) { d.Collapse = []Collapse{{"v", "a"}} },
			"of simple":      func(d *Design) { d.Method, d.Least = Simple, 1 },
		},
		"from every stratum": {"-1": func(d *Design) { d.Method, d.Least = Stratified, -1 }},
		"belong to the matched": {
			"caps":     func(d *Design) { d.Method, d.Caps = Simple, []Cap{{"manager", 1}} },
			"at least": func(d *Design) { d.Method, d.AtLeast = Stratified, []AtLeast{{"v", "a", 1}} },
		},
		"a cap by \"me\"": {"another": func(d *Design) { d.Caps = []Cap{{"me", 1}} }},
		"a cap of 0":      {"none": func(d *Design) { d.Caps = []Cap{{"team", 0}} }},
		"two caps":        {"twice": func(d *Design) { d.Caps = []Cap{{"team", 1}, {"team", 2}} }},
		"at least 0 of":   {"none": func(d *Design) { d.AtLeast = []AtLeast{{"v", "a", 0}} }},
	})
}

// Texts have at most so many bytes.
func TestEndsOfTexts(t *testing.T) {
	for n, ok := range map[int]bool{1: true, 200: true, 201: false} {
		if err := checkLabel("it", strings.Repeat("a", n)); (err == nil) != ok {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	for n, ok := range map[int]bool{0: false, 1: true, 1000: true, 1001: false} {
		if err := checkSeed(strings.Repeat("a", n)); (err == nil) != ok {
			t.Errorf("a seed of %d bytes: %v", n, err)
		}
	}
}

// Neyman's allocation is in proportion to cases times deviation: with 200 cases of which 1 in 10 is
// expected to be yes, and 100 of which 1 in 2 is, 200*0.3 to 100*0.5; and as even where the share is 9 in 10.
func TestNeymanTakesByDeviation(t *testing.T) {
	f := countedFrame(map[string]int{"a": 200, "b": 100})
	for _, share := range []float64{0.1, 0.9} {
		d := noReserve(sized(110))
		d.Method, d.Allocation = Stratified, Neyman
		d.Expected = []Expected{{f.Variables[0].Name, "a", share}}
		g := mustDraw(t, f, d, "1").Groups[0]
		got := map[string]int{}
		for c, n := range g.Core.Take {
			got[g.Values(Chosen{Cell: c})[0]] += n
		}
		if !maps.Equal(got, map[string]int{"a": 60, "b": 50}) {
			t.Errorf("expected %v of a: %v", share, got)
		}
	}
}

// Second readings are drawn by halves of the answered cases, those with fewer answers of no and those
// with more, and by themselves those that are not answered.
func TestRereadByAnswers(t *testing.T) {
	for _, counts := range [][]int{{0, 0, 1, 1, -1}, {0, 1, 2, 3}, {0, 0, 0, 2, -1}, {1, 1, 1}, {-1, -1, 3}, {5, 0}} {
		r, _ := drawnRecord(t)
		r.Groups[0].Selected = r.Groups[0].Selected[:len(counts)]
		o := RereadOptions{Size: 1, Seed: "s", No: map[string]int{}}
		var known []int
		for i, n := range counts {
			if n >= 0 {
				o.No[r.Groups[0].Selected[i].ID] = n
				known = append(known, n)
			}
		}
		x, _, err := r.Reread(o, noon)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(known)
		class := map[string]int{}
		for _, s := range x.Strata {
			for _, id := range s.Cases {
				class[id] = s.Class
			}
		}
		parted := len(known) > 0 && known[0] < known[len(known)-1]
		halves := map[int]int{}
		for i, n := range counts {
			got := class[r.Groups[0].Selected[i].ID]
			if (got > 0) != (parted && n >= 0) {
				t.Errorf("%v: the case with %d is of class %d", counts, n, got)
			}
			for k, m := range counts {
				if other := class[r.Groups[0].Selected[k].ID]; parted && n >= 0 && m > n && other < got {
					t.Errorf("%v: %d is of class %d and %d of %d", counts, n, got, m, other)
				}
			}
			halves[got]++
		}
		if parted && (halves[1] == 0 || halves[2] == 0) {
			t.Errorf("%v: classes of %v", counts, halves)
		}
	}
}

// fillCategories gives the first variable as many categories as are left to it, and so many more.
func fillCategories(p *PublicRecord, more int) {
	others := len(p.Variables)
	for _, v := range p.Variables[1:] {
		others += v.Categories
	}
	p.Variables[0].Categories = maxPublic - others + more
}
