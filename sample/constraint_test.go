package sample

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"onecase/sample/internal/stream"
	"onecase/stats"
)

// byHolder counts cases by manager.
func byManager(f *Frame, cases []Chosen) map[string]int {
	manager := map[string]string{}
	for _, c := range f.Cases {
		manager[c.ID] = c.Manager
	}
	n := map[string]int{}
	for _, c := range cases {
		n[manager[c.ID]]++
	}
	return n
}

// chancesAdd checks that the chances the record gives add up to the sample, lie in
// 0..1, and are those the table of plans gives, to 1e-9.
func chancesAdd(t *testing.T, g *GroupDraw) {
	t.Helper()
	chance := map[string]float64{}
	total := 0.0
	for _, c := range g.Inclusion.Cases {
		chance[c.ID] = c.Chance
		total += c.Chance
		if c.Chance < 0 || c.Chance > 1 {
			t.Errorf("%s has the chance %v", c.ID, c.Chance)
		}
	}
	if math.Abs(total-float64(g.Sample)) > 1e-6 {
		t.Errorf("the chances add up to %v, not %d", total, g.Sample)
	}
	if g.Core.Method != ByTable {
		t.Fatalf("chosen by %s", g.Core.Method)
	}
	forced := map[int]int{}
	for _, c := range g.Selected {
		if c.Forced {
			forced[c.Cell]++
			if chance[c.ID] != 1 {
				t.Errorf("%s is taken whatever the seed, and has the chance %v", c.ID, chance[c.ID])
			}
		}
	}
	up := g.Core.Table.chance(len(g.Cells))
	for _, list := range [][]Chosen{g.Selected, g.Reserves} {
		for _, c := range list {
			if c.Forced {
				continue
			}
			want := (float64(g.Core.Base[c.Cell]) + up[c.Cell]) / float64(g.Cells[c.Cell].Population-forced[c.Cell])
			if math.Abs(chance[c.ID]-want) > 1.1e-9 {
				t.Errorf("%s: the record has the chance %.12f, the table gives %.12f", c.ID, chance[c.ID], want)
			}
		}
	}
}

// A cap that binds lowers the chances of those over it and raises the others,
// and no plan of the table breaks it.
func TestCapsAreKeptAndChancesSaid(t *testing.T) {
	f := madeFrame("caps", 60, fourVariables)
	for i := range 20 { // one manager holds a third of the cases
		f.Cases[i].Manager = "Manager 0"
	}
	d := sized(30)
	d.Caps = []Cap{{"manager", 6}}
	p := mustPlan(t, f, d)
	for seed := range 20 {
		draw, err := p.Draw(fmt.Sprint(seed))
		if err != nil {
			t.Fatal(err)
		}
		g := &draw.Groups[0]
		if len(g.Selected) != 30 {
			t.Errorf("%d selected", len(g.Selected))
		}
		for m, n := range byManager(f, g.Selected) {
			if n > 6 {
				t.Errorf("%d cases of %s", n, m)
			}
		}
		if seed == 0 {
			chancesAdd(t, g)
		}
	}
}

func TestACapThatDoesNotBindLeavesChancesEven(t *testing.T) {
	f := madeFrame("caps", 60, fourVariables)
	d := sized(12)
	d.Caps = []Cap{{"manager", 6}}
	g := mustDraw(t, f, d, "1").Groups[0]
	if p := g.Inclusion.PerCase; p == nil || *p != 0.2 {
		t.Errorf("the chance per case is %v", p)
	}
}

// Cases whose manager is not known are not one manager's.
func TestUnknownManagersAreNotCapped(t *testing.T) {
	f := madeFrame("blank", 40, fourVariables[:1])
	for i := range f.Cases {
		f.Cases[i].Manager = ""
	}
	f.Cases[0].Manager = "Ann"
	d := sized(30)
	d.Caps = []Cap{{"manager", 2}}
	if g := mustDraw(t, f, d, "1").Groups[0]; len(g.Selected) != 30 {
		t.Errorf("%d selected", len(g.Selected))
	}
}

func TestLeastNumbersAreKeptInEveryPlan(t *testing.T) {
	f := madeFrame("least", 60, fourVariables)
	d := sized(15)
	d.AtLeast = []AtLeast{{"v3", "b", 8}, {"v4", "d", 3}}
	draw := mustDraw(t, f, d, "1")
	g := &draw.Groups[0]
	chancesAdd(t, g)
	for k, plan := range g.Core.Table {
		take := slices.Clone(g.Core.Base)
		for _, c := range plan.Up {
			take[c]++
		}
		var v3b, v4d int
		for c, n := range take {
			values := g.Values(Chosen{Cell: c})
			if values[2] == "b" {
				v3b += n
			}
			if values[3] == "d" {
				v4d += n
			}
		}
		if v3b < 8 || v4d < 3 || sum(take) != 15 {
			t.Fatalf("plan %d has %d of v3 b and %d of v4 d in %d", k, v3b, v4d, sum(take))
		}
	}
}

// All cases of a category can be asked for.
func TestAllOfACategory(t *testing.T) {
	f := madeFrame("all of it", 60, fourVariables)
	population := 0
	for _, c := range f.Cases {
		if c.Values[3] == "d" {
			population++
		}
	}
	d := sized(20)
	d.AtLeast = []AtLeast{{"v4", "d", population}}
	g := mustDraw(t, f, d, "1").Groups[0]
	chancesAdd(t, &g)
	for _, b := range g.Balance() {
		if b.Variable == "v4" && b.Category == "d" && b.Selected != population {
			t.Errorf("%d of %d", b.Selected, population)
		}
	}
}

func TestForcedCasesAreTakenAndTheRestMatched(t *testing.T) {
	f := madeFrame("forced", 50, fourVariables)
	d := sized(20)
	d.Include = []Forced{{"K000003", "asked for"}, {" K000044 ", "asked for"}}
	p := mustPlan(t, f, d)
	for seed := range 10 {
		draw, err := p.Draw(fmt.Sprint(seed))
		if err != nil {
			t.Fatal(err)
		}
		g := &draw.Groups[0]
		chancesAdd(t, g)
		if list := ids(g.Selected); !strings.Contains(list, "K000003") || !strings.Contains(list, "K000044") {
			t.Errorf("selected %s", list)
		}
		if g.Inclusion.PerCase != nil {
			t.Error("chances differ, and one is given for all")
		}
	}
}

func TestConstraintsThatContradict(t *testing.T) {
	f := madeFrame("contradict", 40, fourVariables)
	for _, c := range []struct {
		name string
		edit func(*Design)
		want string
	}{
		{"caps below the size", func(d *Design) { d.Caps = []Cap{{"manager", 1}} },
			"a sample of 20 cannot keep every cap and least number asked for (at most 1 of one manager leaves room for "},
		{"more of a category than there are", func(d *Design) { d.AtLeast = []AtLeast{{"v4", "d", 39}} }, "and the group has"},
		{"least numbers above the size", func(d *Design) { d.AtLeast = []AtLeast{{"v1", "a", 20}, {"v1", "b", 5}} },
			"cannot keep every cap and least number"},
		{"more forced cases than the sample", func(d *Design) {
			d.Sizes["all"] = 1
			d.Include = []Forced{{"K000001", "x"}, {"K000002", "x"}}
		}, "2 cases are to be taken whatever the seed, and the sample is 1"},
	} {
		d := sized(20)
		c.edit(&d)
		p, err := NewPlan(f, nil, d)
		if err == nil {
			_, err = p.Draw("1")
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// A cap that forced cases fill shuts the holder's other cases out, and the draw
// says so.
func TestCasesWithoutAChanceAreSaid(t *testing.T) {
	f := madeFrame("shut", 40, fourVariables)
	var first []Forced
	for _, c := range f.Cases {
		if c.Manager == "Manager 0" && len(first) < 2 {
			first = append(first, Forced{c.ID, "asked for"})
		}
	}
	d := sized(10)
	d.Caps, d.Include = []Cap{{"manager", 2}}, first
	draw := mustDraw(t, f, d, "1")
	if !slices.ContainsFunc(draw.Warnings, func(w stats.Warning) bool { return w.Code == "no-chance" }) {
		t.Errorf("warnings %v", draw.Warnings)
	}
}

// Whatever least numbers a sample can keep, chances that keep them are found, though
// they leave some cases none.
func TestLeastNumbersThatCanBeKeptAreNeverRefused(t *testing.T) {
	s := stream.New("feasible")
	categories := [][]int{{0, 1}, {2, 3}, {0, 2}, {1, 3}} // of four cells, two by two
	kept, shut := 0, 0
	for range 400 {
		room := []int{1 + s.Below(4), 1 + s.Below(4), 1 + s.Below(4), 1 + s.Below(4)}
		size := 1 + s.Below(sum(room)-1)
		var bounds []bound
		for _, cells := range categories {
			if s.Below(2) == 0 {
				bounds = append(bounds, bound{name: fmt.Sprint("least ", cells), cells: cells,
					least: 1 + s.Below(min(size, room[cells[0]]+room[cells[1]])), most: noMost})
			}
		}
		got, err := chances("all", size, size, room, bounds)
		if !feasible(size, room, bounds) {
			continue
		}
		kept++
		where := fmt.Sprintf("%d of %v with %+v", size, room, bounds)
		if err != nil {
			t.Errorf("%s: %v", where, err)
			continue
		}
		total := 0.0
		for c, p := range got {
			total += p * float64(room[c])
			if p == 0 {
				shut++
			}
		}
		if math.Abs(total-float64(size)) > 1e-9 {
			t.Errorf("%s: the chances %v add up to %v", where, got, total)
		}
		for _, b := range bounds {
			have := 0.0
			for _, c := range b.cells {
				have += got[c] * float64(room[c])
			}
			if have < float64(b.least)-1e-9 {
				t.Errorf("%s: the chances %v give %v to %s", where, got, have, b.name)
			}
		}
	}
	if kept < 100 || shut < 20 {
		t.Errorf("%d designs that can be kept, %d cells without a chance: this tests too little", kept, shut)
	}
}

// feasible tells whether some numbers of cases per cell keep every bound.
func feasible(size int, room []int, bounds []bound) bool {
	take := make([]int, len(room))
	var try func(c, left int) bool
	try = func(c, left int) bool {
		if c == len(room) {
			if left != 0 {
				return false
			}
			for _, b := range bounds {
				have := 0
				for _, k := range b.cells {
					have += take[k]
				}
				if have < b.least || have > b.most {
					return false
				}
			}
			return true
		}
		for take[c] = 0; take[c] <= min(room[c], left); take[c]++ {
			if try(c+1, left-take[c]) {
				return true
			}
		}
		return false
	}
	return try(0, size)
}

// Two of three women in a sample of two: the men have no chance, and the draw
// says so.
func TestALeastNumberThatTakesTheWholeSample(t *testing.T) {
	f := countedFrame(map[string]int{"f": 3, "m": 3})
	d := sized(2)
	d.AtLeast = []AtLeast{{Variable: "a", Category: "f", Count: 2}}
	draw := mustDraw(t, f, d, "1")
	g := &draw.Groups[0]
	for _, c := range g.Selected {
		if g.Values(c)[0] != "f" {
			t.Errorf("%s was selected", c.ID)
		}
	}
	if !slices.ContainsFunc(draw.Warnings, func(w stats.Warning) bool { return w.Code == "no-chance" }) {
		t.Errorf("no word of the men: %v", draw.Warnings)
	}
}

// Once a least number is met, an extension owes its category nothing more: all cases
// that are left have the same chance.
func TestExtensionsOweNothingToALeastNumberThatIsMet(t *testing.T) {
	d := sized(10)
	d.AtLeast = []AtLeast{{Variable: "a", Category: "f", Count: 1}}
	p := mustPlan(t, countedFrame(map[string]int{"f": 2, "m": 38}), d)
	next, err := p.Groups[0].next(d, "extension-1", 4, []int{1, 9})
	if err != nil {
		t.Fatal(err)
	}
	for c, chance := range next.chance {
		if chance != 4.0/30 {
			t.Errorf("cell %d: a chance of %v, where 4 of 30 are added", c, chance)
		}
	}
}

// What contradicts itself is blamed on a cap only if that cap leaves too little room.
func TestContradictionsAreBlamedOnTheirCause(t *testing.T) {
	room := []int{10, 10}
	caps := []bound{{name: "the cap", cells: []int{0}, most: 5}, {name: "the cap", cells: []int{1}, most: 5}}
	least := func(n int) bound { return bound{name: "the least number", cells: []int{0}, least: n, most: noMost} }
	for _, c := range []struct {
		size   int
		bounds []bound
		want   string
	}{
		{11, caps, "(the cap leaves room for 10)"},
		{10, caps, ""},
		{11, append(slices.Clone(caps), bound{name: "the other", cells: []int{0}, most: 0}), "(the cap leaves room for 10)"},
		{11, append(slices.Clone(caps), bound{name: "a cap", cells: []int{1}, most: 0}), "(a cap leaves room for 10)"},
		{10, append(slices.Clone(caps), least(6)), " is broken first)"},
		{5, []bound{least(6)}, "(the least number is broken first)"},
	} {
		_, err := chances("all", c.size, c.size, room, c.bounds)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%d cases under %+v: %v", c.size, c.bounds, err)
		}
	}
}

// The cases of a category that a group has are counted by variable and category, and none of those that it lacks.
func TestEligibleOfACategory(t *testing.T) {
	f := madeFrame("eligible", 40, fourVariables) // whose variables share the names of their categories
	g := &mustDraw(t, f, sized(20), "1").Groups[0]
	for k, v := range f.Variables {
		for _, category := range append([]string{"none"}, v.Categories...) {
			want := 0
			for _, c := range f.Cases {
				if c.Values[k] == category {
					want++
				}
			}
			if got := g.eligible(AtLeast{v.Name, category, 1}); got != want {
				t.Errorf("%s %s: %d, not %d", v.Name, category, got, want)
			}
		}
	}
}
