package sample

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"onecase/stats"
)

// cappedFrame is a frame in which one manager holds a third of the cases.
func cappedFrame(name string, N int, shares [][]float64) *Frame {
	f := madeFrame(name, N, shares)
	for i := range N / 3 {
		f.Cases[i].Manager = "Manager 0"
	}
	return f
}

// walkedFrame is a frame in which one manager holds a quarter of the cases and 30
// the others: with a cap there are too many cells for a table.
func walkedFrame() *Frame {
	f := madeFrame("capped walk", 330, [][]float64{{.6, .4}, {.5, .3, .2}, {.4, .3, .2, .1}})
	for i := range f.Cases {
		f.Cases[i].Manager = fmt.Sprint("Manager ", max(0, i%40-9))
	}
	return f
}

// chanceOf lists the chances of an inclusion by case.
func chanceOf(f *Frame, in *Inclusion) map[string]float64 {
	out := map[string]float64{}
	for _, c := range f.Cases {
		if in.PerCase != nil {
			out[c.ID] = *in.PerCase
		}
	}
	for _, c := range in.Cases {
		out[c.ID] = c.Chance
	}
	return out
}

// The chances after an extension of a constrained draw are those that the tables of
// both rounds give, added up over every plan of the core and every plan of the
// extension that follows it: exact, without a simulation.
func TestChancesAfterAnExtensionAddUpOverEveryPlan(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*Design)
	}{
		{"capped", func(d *Design) { d.Caps = []Cap{{"manager", 4}} }},
		{"least numbers", func(d *Design) { d.AtLeast = []AtLeast{{"v1", "b", 5}} }},
		{"capped and forced", func(d *Design) {
			d.Caps, d.Include = []Cap{{"manager", 4}}, []Forced{{"K000007", "asked for"}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := cappedFrame("extended chances", 24, fourVariables[:1])
			d := sized(10)
			c.edit(&d)
			p := mustPlan(t, f, d)
			draw, err := p.Draw("1")
			if err != nil {
				t.Fatal(err)
			}
			r := NewRecord(draw, ListSource{}, "none", noon)
			const more = 3
			e, err := r.extension(p, &r.Groups[0], 10+more, nil)
			if err != nil {
				t.Fatal(err)
			}
			if e.Inclusion.How != ByDesign || len(e.Inclusion.Cases) != 24 || e.PerCase != nil {
				t.Fatalf("chances by %s of %d cases", e.Inclusion.How, len(e.Inclusion.Cases))
			}
			ready := &p.Groups[0]
			want := make([]float64, len(ready.grid.cells)) // expected cases per cell
			for _, h := range ready.outcomes() {
				next, err := ready.next(d, "extension-1", more, h.take)
				if err != nil {
					t.Fatal(err)
				}
				round := next.plan()
				if round.table == nil && len(round.open) > 0 {
					t.Fatal("an extension without a table: this tests nothing")
				}
				for c := range want {
					n := float64(h.take[c] + round.base[c])
					if round.table != nil {
						n += round.table.chance(len(want))[c]
					}
					want[c] += h.chance * n
				}
			}
			chance, total := chanceOf(f, e.Inclusion), 0.0
			for c, cell := range ready.grid.cells {
				for _, i := range cell.cases {
					id := f.Cases[i].ID
					w := want[c] / float64(ready.core.room[c])
					if ready.forced[i] {
						w = 1
					}
					if math.Abs(chance[id]-w) > 1e-8 {
						t.Errorf("%s has the chance %.10f, the tables give %.10f", id, chance[id], w)
					}
					total += chance[id]
				}
			}
			if math.Abs(total-10-more) > 1e-6 {
				t.Errorf("the chances add up to %v", total)
			}
		})
	}
}

// The same against what happens: draws with 2,000 seeds, each extended.
func TestCasesComeUpInExtendedSamplesAsOftenAsTheirChancesSay(t *testing.T) {
	draws := sweep(300, 2_000)
	t.Logf("%d draws and extensions", draws)
	f := cappedFrame("extended", 24, fourVariables[:1])
	d := noReserve(sized(10))
	d.Caps = []Cap{{"manager", 4}}
	p := mustPlan(t, f, d)
	times := map[string]int{}
	var in *Inclusion
	for seed := range draws {
		draw, err := p.Draw(fmt.Sprint(seed))
		if err != nil {
			t.Fatal(err)
		}
		r := &Record{Design: d, Seed: draw.Seed, Groups: draw.Groups}
		e, err := r.extension(p, &r.Groups[0], 13, nil)
		if err != nil {
			t.Fatal(err)
		}
		if in == nil {
			in = e.Inclusion
		}
		for _, c := range slices.Concat(draw.Groups[0].Selected, e.Added) {
			times[c.ID]++
		}
	}
	for id, chance := range chanceOf(f, in) {
		if tail := binomialTail(times[id], draws, chance); tail < falseAlarm/2/24 {
			t.Errorf("%s was selected %d times in %d, its chance is %.4f (tail %.1e)", id, times[id], draws, chance, tail)
		}
	}
}

// Where a capped draw has too many cells for a table, the chances in the record are
// those of simulated draws: they add up to the sample, none is 0, and draws
// with other seeds come up as often, by a test of two frequencies.
func TestChancesOfACappedWalkAreSimulated(t *testing.T) {
	f := walkedFrame()
	d := noReserve(sized(60))
	d.Caps = []Cap{{"manager", 9}}
	p := mustPlan(t, f, d)
	told := 0
	draw, err := p.Draw("1", func(done, total int) {
		if done <= told || done > total {
			t.Errorf("progress: %d of %d after %d", done, total, told)
		}
		told = done
	})
	if err != nil {
		t.Fatal(err)
	}
	g := &draw.Groups[0]
	in := &g.Inclusion
	if g.Core.Method != ByWalk || in.How != BySimulation || in.Draws != simulatedDraws(len(g.Cells)) {
		t.Fatalf("chosen by %s, chances by %s over %d draws", g.Core.Method, in.How, in.Draws)
	}
	if told != in.Draws {
		t.Errorf("the last that was told is draw %d of %d", told, in.Draws)
	}
	chance, total := chanceOf(f, in), 0.0
	for id, c := range chance {
		if total += c; c <= 0 || c > 1 {
			t.Errorf("%s has the chance %v", id, c)
		}
	}
	if math.Abs(total-60) > 1e-6 {
		t.Errorf("the chances add up to %v", total)
	}
	draws := sweep(150, 500)
	t.Logf("%d draws with other seeds", draws)
	times := frequencies(t, p, draws)
	// Cases of a cell share its frequency in both, so cells are compared.
	cell, pop := map[string]int{}, make([]float64, len(g.Cells))
	for c, members := range p.Groups[0].grid.cells {
		for _, i := range members.cases {
			cell[f.Cases[i].ID] = c
		}
		pop[c] = float64(len(members.cases))
	}
	sims, seen := make([]float64, len(pop)), make([]float64, len(pop))
	for id, c := range chance {
		sims[cell[id]] += c
		seen[cell[id]] += float64(times[id]) / float64(draws)
	}
	for c := range pop {
		// A cell gives its base or one more, so its number is a base and a yes or no.
		share := (sims[c]*float64(in.Draws) + seen[c]*float64(draws)) / float64(in.Draws+draws)
		share -= math.Floor(share)
		sd := math.Sqrt(max(share*(1-share), 0.01) * (1/float64(in.Draws) + 1/float64(draws)))
		if z := math.Abs(sims[c]-seen[c]) / sd; z > 5.8 { // 1e-6 over 150 cells, two-sided
			t.Errorf("cell %d gives %.3f cases in simulated draws and %.3f in draws with other seeds (z %.1f)", c, sims[c], seen[c], z)
		}
	}
	// A record from before chances were simulated has those the walk was set.
	older := *g
	older.Inclusion = Inclusion{How: g.aimed.How, Cases: slices.Clone(g.aimed.Cases)}
	for _, halved := range []bool{false, true} {
		if halved {
			older.Inclusion.Cases[0].Chance /= 2
		}
		v := &Verification{}
		if v.compareGroups(&older, g); (len(v.Differences) == 0) == halved {
			t.Errorf("an older record, a chance changed %v: %+v", halved, v.Differences)
		}
	}
}

// A replacement changes no chance of being drawn: an extension after it has
// those of the same extension without it, in a plain draw n over N.
func TestReplacementsChangeNoChance(t *testing.T) {
	for _, capped := range []bool{false, true} {
		f := cappedFrame("replaced", 40, fourVariables[:2])
		d := sized(12)
		if capped {
			d.Caps = []Cap{{"manager", 4}}
		}
		extended := func(change func(*Record)) *Status {
			r := NewRecord(mustDraw(t, f, d, "1"), ListSource{}, "none", noon)
			change(r)
			s, err := r.Status("all")
			if err != nil {
				t.Fatal(err)
			}
			warnings, err := r.Extend(f, map[string]int{"all": len(s.Sample) + 4}, noon)
			if err != nil || warned(warnings, "chances-unknown") != nil {
				t.Fatal(warnings, err)
			}
			if v, err := r.Verify(f, ""); err != nil || !v.Verified {
				t.Fatalf("not verified: %+v, %v", v, err)
			}
			if s, err = r.Status("all"); err != nil {
				t.Fatal(err)
			}
			// The same record as an older program would have left it.
			before := r.Seal
			if k := len(r.Replacements); k > 0 {
				before = r.Replacements[k-1].Seal
			}
			e := &r.Extensions[0]
			e.Inclusion, e.PerCase, e.Seal = nil, nil, ""
			e.Seal = r.sealer().seal(before, stamp(noon), *e)
			if v, err := r.Verify(f, ""); err != nil || !v.Verified {
				t.Errorf("an older record: %+v, %v", v, err)
			}
			return s
		}
		plain := extended(func(*Record) {})
		for _, policy := range []Policy{UseReserve, CountFailed, NotAssessable} {
			s := extended(func(r *Record) {
				if _, _, err := r.Replace(r.Groups[0].Selected[3].ID, "restricted", policy, noon); err != nil {
					t.Fatal(err)
				}
			})
			if !same(s.Inclusion, plain.Inclusion) {
				t.Errorf("capped %v, %s: the chances are not those without the replacement", capped, policy)
			}
		}
		if !capped && *plain.PerCase != 0.4 {
			t.Errorf("16 of 40: a chance of %v", *plain.PerCase)
		}
		if capped && plain.Inclusion.How != ByDesign {
			t.Errorf("chances by %s", plain.Inclusion.How)
		}
	}
}

// After two extensions of a capped draw the chances are simulated.
func TestChancesAfterTwoExtensionsAreSimulated(t *testing.T) {
	f := cappedFrame("twice", 40, fourVariables[:2])
	d := sized(10)
	d.Caps = []Cap{{"manager", 5}}
	r := NewRecord(mustDraw(t, f, d, "1"), ListSource{}, "none", noon)
	for _, n := range []int{13, 17} {
		if _, err := r.Extend(f, map[string]int{"all": n}, noon); err != nil {
			t.Fatal(err)
		}
	}
	in := r.Extensions[1].Inclusion
	total := 0.0
	for _, c := range in.Cases {
		total += c.Chance
	}
	if in.How != BySimulation || in.Draws != 2000 || math.Abs(total-17) > 1e-6 {
		t.Errorf("chances by %s over %d draws add up to %v", in.How, in.Draws, total)
	}
	if v, err := r.Verify(f, ""); err != nil || !v.Verified {
		t.Errorf("not verified: %+v, %v", v, err)
	}
}

// A chance that cannot be worked out is said to be unknown, with the reason.
func TestUnknownChancesSayWhy(t *testing.T) {
	in := Inclusion{How: ChanceUnknown, Reason: "for a reason"}
	var ws stats.Warnings
	in.warn(&ws, "court", 10)
	said := warned(ws, "chances-unknown")
	if len(said) != 1 || !strings.HasSuffix(said[0], "is not known: for a reason") {
		t.Errorf("it says %q", said)
	}
}

// Of ten cases six share their manager with two and their team with the other two, and one of each is
// the most. One case is drawn and one is added: after one of the six none can be, and else it is one of
// the two on the other side. So 6 in 10 draws fail, or 4 in 10 of those without two of the six.
func TestSimulatedDrawsThatCannotBeExtended(t *testing.T) {
	for _, c := range []struct {
		six   int
		fails float64
	}{{6, 0.6}, {2, 1.0 / 3}} {
		f := countedFrame(map[string]int{"x": c.six + 4})
		for i := range f.Cases {
			f.Cases[i].Manager, f.Cases[i].Team = "M", "T"
			if i >= c.six {
				f.Cases[i].Team = "T2"
			}
			if i >= c.six+2 {
				f.Cases[i].Manager, f.Cases[i].Team = "M2", "T"
			}
		}
		d := sized(1)
		d.Caps = []Cap{{"manager", 1}, {"team", 1}}
		const draws = 2000
		in := mustPlan(t, f, d).Groups[0].simulate(d, "extension-1", []int{1}, func(int, int) {})
		failed := draws - in.Draws
		if c.fails > 0.5 {
			var of int
			if _, err := fmt.Sscanf(in.Reason, "of %d draws with other seeds, %d could not be made", &of, &failed); err != nil || of != draws || in.How != ChanceUnknown {
				t.Errorf("%s, %q", in.How, in.Reason)
			}
		} else {
			for _, k := range in.Cases {
				want := 0.5
				if k.ID < fmt.Sprintf("x-%02d", c.six) {
					want = 0
				}
				// The core's first aim counts as one draw more.
				if math.Abs(k.Chance-want) > 0.001 {
					t.Errorf("%s has the chance %v, want %v", k.ID, k.Chance, want)
				}
			}
		}
		if tail := binomialTail(failed, draws, c.fails); tail < 1e-6 {
			t.Errorf("%d of %d draws fail, expected %.0f", failed, draws, c.fails*draws)
		}
	}
}

// An extension of a sample with a case that is taken whatever the seed adds to the others' chance alone:
// of 20 cases one is taken, 5 of 19 are drawn and 4 of the 14 that are left are added, so 9 of 19.
func TestExtensionsBesideForcedCases(t *testing.T) {
	f := countedFrame(map[string]int{"f": 8, "m": 12})
	d := sized(6)
	d.Include = []Forced{{"f-03", "asked for"}}
	r := NewRecord(mustDraw(t, f, d, "1"), ListSource{}, "none", noon)
	if _, err := r.Extend(f, map[string]int{"all": 10}, noon); err != nil {
		t.Fatal(err)
	}
	for id, chance := range chanceOf(f, r.Extensions[0].Inclusion) {
		want := 9.0 / 19
		if id == "f-03" {
			want = 1
		}
		if math.Abs(chance-want) > 1e-8 {
			t.Errorf("%s has the chance %v, want %v", id, chance, want)
		}
	}
}

// On one core every simulated draw but the first few is told, in order.
func TestSimulationsTellEveryDraw(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	d := sized(2)
	d.Caps = []Cap{{"manager", 1}}
	f := countedFrame(map[string]int{"x": 4})
	for i := range f.Cases {
		f.Cases[i].Manager = fmt.Sprint("M", i/2)
	}
	var told []int
	in := mustPlan(t, f, d).Groups[0].simulate(d, "extension-1", nil, func(done, total int) {
		if total != 2_000 {
			t.Errorf("%d of %d", done, total)
		}
		told = append(told, done)
	})
	want := upTo(2_001)[firstDraws+1:]
	if !slices.Equal(told, want) || in.Draws != 2_000 {
		t.Errorf("%d told, want %d, the first %v", len(told), len(want), told[:min(3, len(told))])
	}
}

// Cases that no seed selects are counted, where each has a chance of its own and where all have one.
func TestCasesThatNoSeedSelectsAreCounted(t *testing.T) {
	none, some := 0.0, 0.5
	for _, c := range []struct {
		in   Inclusion
		want int
	}{
		{Inclusion{PerCase: &none}, 5}, {Inclusion{PerCase: &some}, 0},
		{Inclusion{Cases: []CaseChance{{ID: "A"}, {ID: "B", Chance: 0.5}, {ID: "C"}, {ID: "D", Chance: 1}}}, 2},
	} {
		if got := c.in.never(5); got != c.want {
			t.Errorf("%+v: %d, want %d", c.in, got, c.want)
		}
	}
}
