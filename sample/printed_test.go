package sample

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"onecase/stats"
	"onecase/stats/printed"
)

func newPrinter() *printed.Printer {
	return &printed.Printer{Digits: 7, Short: map[string]string{"stats.Warning": "Message", "sample.Frame": "", "stats.Size": "Sample",
		"sample.Table": "", "sample.Cell": "", "stats.Step": "", "time.Time": ""}}
}

// printedFrames are small frames: two groups, holders, cells of one case, and variables of few cases.
func printedFrames() map[string]*Frame {
	two := cappedFrame("printed", 24, fourVariables[:2])
	for i := range two.Cases {
		if i%3 == 0 {
			two.Cases[i].Group = "some"
		}
	}
	return map[string]*Frame{"two": two, "capped": cappedFrame("printed", 20, fourVariables[:3]),
		"plain": madeFrame("printed", 13, fourVariables[1:3]), "none": madeFrame("printed", 9, nil)}
}

// printedDesigns are designs of every kind, those that cannot be kept too.
func printedDesigns() map[string]func(*Design) {
	return map[string]func(*Design){
		"usual":       func(*Design) {},
		"planned":     func(d *Design) { d.Sizes = nil },
		"wide":        func(d *Design) { d.Sizes, d.Margin, d.Criterion = nil, 0.2, stats.IntervalWidth },
		"estimate":    func(d *Design) { d.Sizes, d.Margin, d.Criterion = nil, 0.15, stats.Estimate },
		"whole":       func(d *Design) { d.Sizes, d.Whole = nil, true },
		"total":       func(d *Design) { d.Whole, d.Total = true, 9 },
		"total only":  func(d *Design) { d.Sizes, d.Whole, d.Total = nil, true, 8 },
		"too many":    func(d *Design) { d.Sizes, d.Whole, d.Total = nil, true, 25 },
		"split":       func(d *Design) { d.Sizes, d.Whole, d.Split = nil, true, map[string]float64{"all": 1, "some": 2} },
		"census":      func(d *Design) { d.CensusFrom = 0.3 },
		"simple":      func(d *Design) { d.Method = Simple },
		"strata":      func(d *Design) { d.Method = Stratified },
		"equal":       func(d *Design) { d.Method, d.Allocation, d.Least = Stratified, Equal, 1 },
		"least":       func(d *Design) { d.Method, d.Least = Stratified, 2 },
		"predecessor": func(d *Design) { d.Method, d.Allocation = Stratified, Predecessor },
		"neyman": func(d *Design) {
			d.Method, d.Allocation, d.Expected = Stratified, Neyman, []Expected{{"v1", "a", .3}, {"v1", "b", .9}, {"v2", "a", 0.1}}
		},
		"collapse":      func(d *Design) { d.Method, d.Collapse = Stratified, []Collapse{{"v2", "b"}} },
		"cap":           func(d *Design) { d.Caps = []Cap{{"manager", 2}} },
		"caps":          func(d *Design) { d.Caps = []Cap{{"manager", 2}, {"team", 4}} },
		"tight":         func(d *Design) { d.Caps = []Cap{{"manager", 1}} },
		"at least":      func(d *Design) { d.AtLeast = []AtLeast{{"v1", "b", 2}} },
		"at least most": func(d *Design) { d.AtLeast = []AtLeast{{"v1", "b", 5}} },
		"forced":        func(d *Design) { d.Include = []Forced{{"K000003", "asked for"}, {"K000004", "asked for"}} },
		"no reserves":   func(d *Design) { d.Reserve = 0 },
		"all reserves":  func(d *Design) { d.Reserve = 10 },
		"one":           func(d *Design) { d.Sizes = map[string]int{"all": 1, "some": 1} },
		"unknown":       func(d *Design) { d.Sizes = map[string]int{"all": 6, "other": 1} },
	}
}

// usual is the design that those are changes of.
func usual(f *Frame) Design {
	d := sized(6)
	if f.Cases[0].Group == "some" {
		d.Sizes["some"] = 3
	}
	return d
}

// Plans and draws of small frames, with their effects, and every refusal, are those of
// testdata/printed-draws.txt. Other tests prove them; this one keeps any number and any word from
// changing unseen.
func TestPrintedDraws(t *testing.T) {
	p, frames := newPrinter(), printedFrames()
	for _, of := range slices.Sorted(maps.Keys(frames)) {
		designs := printedDesigns()
		for _, kind := range slices.Sorted(maps.Keys(designs)) {
			f, name := frames[of], of+", "+kind
			d := usual(f)
			designs[kind](&d)
			plan, err := NewPlan(f, nil, d)
			if err != nil {
				p.Add(name, err)
				continue
			}
			p.Add(name, plan.Readings, plan.Warnings, fmt.Sprintf("%.6g", plan.Guesses()), plan.WarnGuesses())
			for i := range plan.Groups {
				g := &plan.Groups[i]
				p.Add("\tplan", g.Group, g.Sample, g.Reserves, g.ReserveAsked, g.Margin, g.Census, g.LargestEffect())
				if slices.Contains([]string{"usual", "cap", "at least", "strata", "simple", "forced", "neyman"}, kind) {
					p.Add("\tmatch", string(g.Range), g.Match)
				}
			}
			draw, err := plan.Draw("printed")
			if err != nil {
				p.Add("\tdraw", err)
				continue
			}
			p.Add("\tdraw", draw.Warnings)
			for i := range draw.Groups {
				g := &draw.Groups[i]
				p.Add("\t"+g.Group, ids(g.Selected), "|", ids(g.Reserves))
				low, high := g.Inclusion.Range()
				p.Add("\tchances", []float64{low, high}, g.LargestDifference(), g.LargestEffect())
				answers := make([]CellAnswer, len(g.Cells))
				for c := range answers {
					answers[c] = CellAnswer{Mean: float64(c%3) / 2, Variance: float64(c%2) / 4}
				}
				v, err := g.Variance(answers)
				effect, none := g.DesignEffect(answers)
				joint, unknown := g.JointChance(0, len(g.Cells)-1)
				p.Add("\tvariance", v, err, g.SimpleVariance(answers), effect, none, joint, unknown)
				_, covariance, ok := g.Balancing(g.Selected)
				if kind == "usual" {
					p.Add("\tcovariance", covariance, ok)
				}
				if kind == "usual" || kind == "cap" || kind == "strata" {
					p.Add("\tbalance", g.Balance(), g.CategoryEffects())
				}
			}
		}
	}
	p.Check(t, "testdata/printed-draws.txt")
}

// printedRecord is a small record with changes of every kind.
func printedRecord(t *testing.T, p *printed.Printer) (*Record, *Frame) {
	t.Helper()
	f := printedFrames()["two"]
	d := usual(f)
	d.Caps = []Cap{{"team", 5}}
	r := newRecord(mustDraw(t, f, d, "printed"), ListSource{Name: "cases.csv", SHA256: strings.Repeat("ab", 32), Rows: 60},
		"none", noon, strings.Repeat("0a", saltBytes))
	r.Program = "onecase" // not the version, which is sealed
	r.Seal = r.sealOfDraw()
	x, ws, err := r.Replace(r.Groups[0].Selected[1].ID, "restricted", UseReserve, noon)
	p.Add("replace", x, ws, err)
	x, ws, err = r.Replace(r.Groups[0].Selected[0].ID, "lost", CountFailed, noon)
	p.Add("failed", x, ws, err)
	x, ws, err = r.Replace(r.Groups[1].Selected[0].ID, "not theirs", NotAssessable, noon)
	p.Add("not assessable", x, ws, err)
	ws, err = r.Extend(f, map[string]int{"all": 8}, noon)
	p.Add("extend", r.Extensions, ws, err)
	a, ws, err := r.AssignWith(AssignOptions{Readers: []Reader{{Name: "Ann Lee", Capacity: 9, Days: []int{1, 2}, PerDay: []int{3, 2}},
		{Name: "Bo Ray", Pair: "Di Fox"}, {Name: "Di Fox", Pair: "Bo Ray"},
		{Name: "Cy Orr", Bars: []Bar{{Column: "manager", Cases: []string{r.Groups[0].Selected[2].ID}}}}},
		Days: 3, Dates: []string{"2026-12-07", "2026-12-08", "2026-12-09"}, Seed: "piles"}, noon)
	p.Add("assign", a, ws, err)
	if err != nil {
		t.Fatal(err)
	}
	read := []string{a.Cases[0].Case, a.Cases[1].Case}
	a, ws, err = r.AssignWith(AssignOptions{Readers: []Reader{{Name: "Ann Lee", Capacity: 9},
		{Name: "Bo Ray", Pair: "Di Fox"}, {Name: "Di Fox", Pair: "Bo Ray"},
		{Name: "Ed Gill", Capacity: 4}}, Days: 3, Seed: "more piles", Read: read, Over: 1}, noon)
	p.Add("assign again", a, ws, err)
	no := map[string]int{}
	for i, c := range r.Reading() {
		no[c.Case] = i % 3
	}
	y, ws, err := r.Reread(RereadOptions{Size: 4, Seed: "second", No: no}, noon)
	p.Add("reread", y, ws, err)
	return r, f
}

// Changes of a record, and what stands and is found after them.
func TestPrintedChanges(t *testing.T) {
	p := newPrinter()
	r, f := printedRecord(t, p)
	for _, g := range r.Groups {
		s, err := r.Status(g.Group)
		p.Add("status "+g.Group, s, err)
	}
	p.Add("reading", r.Reading())
	now := r.AssignedNow()
	if now != nil {
		chance, known := now.Chance()
		p.Add("now", now.Readers, now.Cases, chance, known, now.ByReader(), now.DateOf(0), now.DateOf(1), now.DateOf(3), now.DateOf(4))
	}
	again, searched, err := r.AssignAgain("other")
	p.Add("assign again", again, searched, err)
	kinds, ok := r.AlikeForAssignment()
	p.Add("alike", kinds, ok, r.Stayed())
	p.Add("last", r.LastReread().Order(), r.LastReread().Named(), r.LastReread().Size())
	v, err := r.Verify(f, strings.Repeat("ab", 32))
	p.Add("verify", v, err)
	changed := *f
	changed.Cases = slices.Clone(f.Cases)
	changed.Cases[2].Manager, changed.Cases[5].ID = "Other", "K999999"
	for _, c := range []struct {
		name string
		f    *Frame
	}{{"changed", &changed}, {"fewer", &Frame{Variables: f.Variables, Cases: f.Cases[1:]}}} {
		v, err := r.Verify(c.f, strings.Repeat("cd", 32))
		p.Add("verify "+c.name, v, err)
	}
	for _, o := range []RereadOptions{{}, {Size: -1, Seed: "s"}, {Size: 1}, {Size: 1000, Seed: "s"}, {Size: 2, Seed: "s", Only: "x"},
		{Size: 2, Seed: "s", Only: OnlyNo}, {Size: 3, Seed: "s", Readers: []string{"Ann Lee"}},
		{Size: 3, Seed: "s", Readers: []string{"Z", "Z"}},
		{Size: 3, Seed: "s", Readers: []string{"Z"}}, {Size: 3, Seed: "s", First: map[string]string{"x": "y"}},
		{Size: 3, Seed: "s", Readers: []string{""}}, {Size: 3, Seed: "s", No: map[string]int{"x": 1}}, {Size: 11, Seed: "s"}} {
		one := *r
		x, ws, err := one.Reread(o, noon)
		p.Add(fmt.Sprintf("reread %d %q %v", o.Size, o.Only, o.Readers), x, ws, err)
	}
	for _, o := range []AssignOptions{{}, {Seed: "s"}, {Seed: "s", Readers: readersNamed("A", "A")}, {Seed: "s", Readers: readersNamed("")},
		{Seed: "s", Readers: readersNamed("A"), Days: -1}, {Seed: "s", Readers: readersNamed("A"), Days: MaxDays + 1},
		{Seed: "s", Readers: []Reader{{Name: "A", Capacity: 2}}}, {Seed: "s", Readers: []Reader{{Name: "A", Capacity: -1}}},
		{Seed: "s", Readers: []Reader{{Name: "A", Days: []int{1}}}}, {Seed: "s", Readers: []Reader{{Name: "A", Days: []int{3}}}, Days: 2},
		{Seed: "s", Readers: []Reader{{Name: "A", Pair: "A"}}}, {Seed: "s", Readers: []Reader{{Name: "A", Pair: "B"}, {Name: "B"}}},
		{Seed: "s", Readers: []Reader{{Name: "A", Bars: []Bar{{Column: "manager", Cases: []string{"x"}}}}}},
		{Seed: "s", Readers: []Reader{{Name: "A", PerDay: []int{1, 1}}}, Days: 2}, {Seed: "s", Readers: readersNamed("A", "B", "C")},
		{Seed: "s", Readers: readersNamed("A", "B"), Days: 2, Over: 1},
		{Seed: "s", Readers: readersNamed("A", "B"), Days: 2, Over: 2, Read: []string{}},
		{Seed: "s", Readers: readersNamed("A", "B"), Read: []string{"x"}},
		{Seed: "s", Readers: readersNamed("Ann Lee", "B"), Read: []string{}},
		{Seed: "s", Readers: readersNamed("A"), Days: 2, Dates: []string{"2026-12-07"}}} {
		one := *r
		a, ws, err := one.AssignWith(o, noon)
		p.Add(fmt.Sprintf("assign %+v", o), a, ws, err)
	}
	for _, c := range []struct {
		id, reason string
		policy     Policy
	}{{"x", "lost", UseReserve}, {r.Groups[0].Selected[0].ID, "lost", UseReserve}, {r.Groups[0].Selected[3].ID, "", UseReserve},
		{r.Groups[0].Selected[3].ID, "lost", "x"}, {r.Groups[0].Selected[3].ID, strings.Repeat("x", 2000), CountFailed},
		{r.Groups[1].Selected[1].ID, "lost", UseReserve}, {r.Groups[0].Reserves[0].ID, "lost", UseReserve}} {
		one := *r
		x, ws, err := one.Replace(c.id, c.reason, c.policy, noon)
		p.Add("replace "+c.id+" "+string(c.policy), x, ws, err)
	}
	for _, size := range []int{0, 7, 8, 9, 16, 17, 100} {
		one := reread(t, written(t, r))
		ws, err := one.Extend(f, map[string]int{"all": size}, noon)
		p.Add(fmt.Sprint("extend to ", size), one.Extensions[len(one.Extensions)-1], ws, err)
	}
	for _, few := range []int{0, 1, 2, 3, 5, 100} {
		shown, withheld := Publish(r.Groups[0].Balance(), few)
		p.Add(fmt.Sprint("publish ", few), shown, withheld)
	}
	public := r.Public()
	for _, k := range []int{0, 1, 2, 5} {
		p.Add(fmt.Sprint("small cells ", k), public.SmallCells(k))
	}
	found, err := public.Verify()
	p.Add("public verify", found, err)
	p.Check(t, "testdata/printed-changes.txt")
}

// A place in a JSON text, and what is written there instead.
type jsonChange struct {
	place string
	apply func()
	undo  func()
}

// jsonChanges are changes of every place of a text: of lists at the first place and the last.
func jsonChanges(place string, v any, set func(any)) (all []jsonChange) {
	change := func(name string, to any) {
		all = append(all, jsonChange{place + " " + name, func() { set(to) }, func() { set(v) }})
	}
	switch x := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(x)) {
			all = append(all, jsonChanges(place+"."+k, x[k], func(to any) { x[k] = to })...)
		}
	case []any:
		for i := range x {
			if i == 0 || i == len(x)-1 {
				all = append(all, jsonChanges(fmt.Sprintf("%s[%d]", place, i), x[i], func(to any) { x[i] = to })...)
			}
		}
		change("none", []any{})
		if n := len(x); n > 0 {
			change("one less", x[:n-1])
			change("last twice", append(slices.Clone(x), x[n-1]))
			back := slices.Clone(x)
			slices.Reverse(back)
			change("turned", back)
		}
	case json.Number:
		n, err := x.Int64()
		if err != nil {
			change("-1", -1)
			change("2", 2)
			break
		}
		for _, to := range []int64{-1, 0, n - 1, n + 1, 3_000_000} {
			change(fmt.Sprint(to), to)
		}
	case string:
		for _, to := range []string{"", "x", x + " ", strings.Repeat("y", 250)} {
			if len(to) < 250 || len(x) < 60 {
				change(fmt.Sprintf("%.12q", to), to)
			}
		}
	case bool:
		change(fmt.Sprint(!x), !x)
	}
	return all
}

// printChanges adds what reading says of each change of a text; places where all is accepted are one line.
func printChanges(t *testing.T, p *printed.Printer, text []byte, read func([]byte) error) {
	t.Helper()
	var root any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&root); err != nil {
		t.Fatal(err)
	}
	for _, c := range jsonChanges("", root, func(any) {}) {
		c.apply()
		changed, err := json.Marshal(root)
		c.undo()
		if err != nil {
			t.Fatal(err)
		}
		p.Add(c.place, read(changed))
	}
}

// What is said of a record, and of a public copy, with one thing in it changed: of each key, to every
// kind of value.
func TestPrintedRecordsWithAChange(t *testing.T) {
	p := newPrinter()
	r, f := printedRecord(t, newPrinter())
	printChanges(t, p, written(t, r), func(text []byte) error {
		r, err := ReadRecord(bytes.NewReader(text))
		if err != nil {
			return err
		}
		resealed(r)
		v, err := r.Verify(f, "")
		if err != nil {
			return fmt.Errorf("verify: %w", err)
		}
		var found []string
		for _, d := range v.Differences {
			found = append(found, d.Where)
		}
		if len(found) > 0 {
			return fmt.Errorf("%d found: %s: %s", len(found), strings.Join(slices.Compact(found), " "), v.Differences[0].Message)
		}
		return nil
	})
	p.Check(t, "testdata/printed-records.txt")
}

// The same of a public copy, and of verifying it.
func TestPrintedPublicCopiesWithAChange(t *testing.T) {
	r, _ := printedRecord(t, newPrinter())
	p := newPrinter()
	printChanges(t, p, []byte(publicText(t, r.Public())), func(text []byte) error {
		c, err := ReadPublic(bytes.NewReader(text))
		if err != nil {
			return err
		}
		v, err := c.Verify()
		if err != nil {
			return fmt.Errorf("verify: %w", err)
		}
		for _, d := range v.Differences {
			return fmt.Errorf("found: %v", d)
		}
		return nil
	})
	p.Check(t, "testdata/printed-public.txt")
}
