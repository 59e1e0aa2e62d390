package sample

import (
	"fmt"
	"slices"
	"testing"

	"onecase/sample/internal/rounding"
	"onecase/sample/internal/stream"
)

// The peers' figures below were measured on the 2-core Linux machine that these
// benchmarks ran on, with R 4.2: BalancedSampling 2.1.1, system.time over 2 (at
// 300,000 cases) to 1,000 runs of cube(p, X), X being p and the indicators of the
// categories of the same four variables, the first of each left out.

// benchWalk measures one accepted walk on counted cells, from the rounding: what
// the cube does on cases, which does not repeat a walk that misses a category.
func benchWalk(b *testing.B, N, n int) {
	p := mustPlan(b, madeFrame("bench", N, fourVariables), sized(n))
	g := newGrid(p.frame, "all", nil)
	t := &roundSpec{grid: g, name: "core", size: n, kept: make([]int, len(g.cells)), room: g.sizes()}
	if err := t.setChances(); err != nil {
		b.Fatal(err)
	}
	open := t.split().problem
	w, s := rounding.NewWalker(open), stream.New("bench")
	w.Searches = t.landsSingly(open)
	for b.Loop() {
		for w.Met(w.Walk(s)) < open.Classes() {
		}
	}
}

// cube: 0.06 ms at N = 51, 0.12 ms at 100, 0.26 ms at 300.
func BenchmarkWalk39Of51(b *testing.B)  { benchWalk(b, 51, 39) }
func BenchmarkWalk39Of100(b *testing.B) { benchWalk(b, 100, 39) }
func BenchmarkWalk50Of300(b *testing.B) { benchWalk(b, 300, 50) }

// The walk alone does not depend on the number of cases: the cube needs 6.6 to
// 12 ms for 300 of 10,000 and 330 to 560 ms for 300 of 300,000.
func BenchmarkWalk300Of10000(b *testing.B)  { benchWalk(b, 10_000, 300) }
func BenchmarkWalk300Of300000(b *testing.B) { benchWalk(b, 300_000, 300) }

// benchDraw measures a draw by a single walk. The cube gets a matrix of numbers
// that is ready, so the like of it here starts from counted cells: the walk, and
// the tickets of all cases. With counting, it starts from the frame in memory,
// where categories are text.
func benchDraw(b *testing.B, N, n int, counting bool) {
	f := madeFrame("bench", N, fourVariables)
	g := newGrid(f, "all", nil)
	for draw := 0; b.Loop(); draw++ {
		if counting {
			g = newGrid(f, "all", nil)
		}
		seed := fmt.Sprint(draw) // some walks are accepted at once, some need a few tries
		t := &roundSpec{grid: g, name: "core", size: n, kept: make([]int, len(g.cells)), room: g.sizes()}
		if err := t.setChances(); err != nil {
			b.Fatal(err)
		}
		p := t.split()
		up, _, err := t.walk(p.problem, stream.New(purposeSeed(purposeWalk+" core", "all", seed)))
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range up {
			p.base[p.open[f]]++
		}
		if taken, _ := g.take(p.base, 0, seed, nil); len(taken) != len(g.cells) {
			b.Fatal("cells are missing")
		}
	}
}

func BenchmarkWalkAndTickets39Of51(b *testing.B)      { benchDraw(b, 51, 39, false) }
func BenchmarkWalkAndTickets39Of100(b *testing.B)     { benchDraw(b, 100, 39, false) }
func BenchmarkWalkAndTickets50Of300(b *testing.B)     { benchDraw(b, 300, 50, false) }
func BenchmarkWalkAndTickets124Of500(b *testing.B)    { benchDraw(b, 500, 124, false) }
func BenchmarkWalkAndTickets152Of2000(b *testing.B)   { benchDraw(b, 2_000, 152, false) }
func BenchmarkWalkAndTickets300Of10000(b *testing.B)  { benchDraw(b, 10_000, 300, false) }
func BenchmarkWalkAndTickets300Of300000(b *testing.B) { benchDraw(b, 300_000, 300, false) }

func BenchmarkCountWalkAndTickets124Of500(b *testing.B)    { benchDraw(b, 500, 124, true) }
func BenchmarkCountWalkAndTickets152Of2000(b *testing.B)   { benchDraw(b, 2_000, 152, true) }
func BenchmarkCountWalkAndTickets300Of10000(b *testing.B)  { benchDraw(b, 10_000, 300, true) }
func BenchmarkCountWalkAndTickets300Of300000(b *testing.B) { benchDraw(b, 300_000, 300, true) }

// A plan's further draws follow its table: the work is the tickets.
func BenchmarkFurtherDraw124Of500(b *testing.B) {
	p := mustPlan(b, madeFrame("bench", 500, fourVariables), noReserve(sized(124)))
	i := 0
	for b.Loop() {
		i++
		if _, err := p.Draw(fmt.Sprint(i)); err != nil {
			b.Fatal(err)
		}
	}
}

func noReserve(d Design) Design {
	d.Reserve = 0
	return d
}

// matchShares are the four variables of the peers' comparison: gender 2,
// disposal 5, RoSH 4 and safety 4 categories.
var matchShares = [][]float64{{.86, .14}, {.5, .2, .15, .1, .05}, {.4, .35, .2, .05}, {.3, .4, .2, .1}}

// The largest difference of a category from its exact share, over 15
// categories of four variables at once, is below one case in every draw: the
// cube of BalancedSampling 2.1.1 has a mean of 1.06, 1.01 and 1.10 and a worst of
// 2.18, 2.20 and 2.54 over 400 draws at these sizes, sampling's samplecube with
// its LP landing a mean of 0.75 at N = 500.
func TestMatchingIsCloserThanTheCube(t *testing.T) {
	draws := sweep(100, 400)
	for _, c := range []struct {
		N, n int
		cube float64 // its mean
	}{{500, 124, 1.06}, {2000, 152, 1.01}, {100, 63, 1.10}} {
		p := mustPlan(t, madeFrame("matching", c.N, matchShares), noReserve(sized(c.n)))
		mean, worst := 0.0, 0.0
		for seed := range draws {
			d, err := p.Draw(fmt.Sprint(seed))
			if err != nil {
				t.Fatal(err)
			}
			gap := d.Groups[0].LargestDifference()
			mean += gap / float64(draws)
			worst = max(worst, gap)
		}
		t.Logf("%d of %d, %d draws: mean %.3f, worst %.3f", c.n, c.N, draws, mean, worst)
		if worst >= 1 || mean >= c.cube {
			t.Errorf("%d of %d: mean %.3f (the cube %.2f), worst %.3f", c.n, c.N, mean, c.cube, worst)
		}
	}
}

// The plan of the court group of the example of Kent, 39 of 50 in 17 cells, with all of its
// 1,294 plans. SciPy finds the least largest effect that weights of them have in 4.5 s.
func BenchmarkPlan39Of50InKent(b *testing.B) {
	for _, e := range readEffects(b) {
		if e.Group == "court" {
			for b.Loop() {
				e.plan(b, Algorithm)
			}
		}
	}
}

// The table of 80 cells, with plans that walks find: 0.13 s of processor time, a quarter of it
// the walks' eliminations, and as much the covariances of the plans.
func BenchmarkTableOf80Cells(b *testing.B) {
	shares := [][]float64{{.86, .14}, {.5, .2, .15, .1, .05}, {.4, .35, .2, .05}, {.5, .5}}
	g := newGrid(madeFrame("bench", 30_000, shares), "all", nil)
	s := &roundSpec{grid: g, name: "core", size: 165, kept: make([]int, len(g.cells)), room: g.sizes(), minimax: true}
	if err := s.setChances(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if s.plan().table == nil {
			b.Fatal("no table was found")
		}
	}
}

// Plans that are too many to list: 72 cells.
func BenchmarkPlan300Of10000(b *testing.B) {
	f := madeFrame("bench", 10_000, fourVariables)
	for b.Loop() {
		mustPlan(b, f, sized(300))
	}
}

// Twenty variables of two categories on 60 cases, half of them drawn, and 16 of three on 500 cases
// of 40 kinds: no table is found within the bound of work, and there are 9,000 walks, each with many
// searches for a landing.
func BenchmarkTwentyVariables30Of60(b *testing.B) {
	benchMany(b, madeFrame("many", 60, slices.Repeat([][]float64{{.5, .5}}, 20)), 30)
}

func BenchmarkSixteenVariables100Of500In40Kinds(b *testing.B) {
	f := madeFrame("many", 500, slices.Repeat([][]float64{{.4, .3, .3}}, 16))
	for i := range f.Cases[40:] {
		f.Cases[40+i].Values = f.Cases[i%40].Values
	}
	benchMany(b, f, 100)
}

func benchMany(b *testing.B, f *Frame, n int) {
	for b.Loop() {
		if _, err := mustPlan(b, f, sized(n)).Draw("1"); err != nil {
			b.Fatal(err)
		}
	}
}
