package rounding

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"onecase/sample/internal/stream"

	"pgregory.net/rapid"
)

// A table rounds every cell up with its fraction as probability, and the rows
// that no plan misses are those it says it keeps.
func TestTablesKeepEveryFraction(t *testing.T) {
	found := 0
	check(t, 60, 200, func(t *rapid.T) {
		r := randomRounding(t)
		table, _, ok := Table(r, stream.New("table"))
		if !ok {
			return
		}
		found++
		sum, chance := int64(0), make([]float64, len(r.Part))
		plans := make([][]int, len(table))
		up := make([]bool, len(r.Part))
		met := r.Classes()
		for i, p := range table {
			if p.Weight < 1 {
				t.Fatalf("plan %d has the weight %d", i, p.Weight)
			}
			sum += p.Weight
			clear(up)
			for _, c := range p.Up {
				chance[c] += float64(p.Weight) / float64(WeightSum)
				up[c] = true
			}
			plans[i] = p.Up
			met = min(met, r.Met(up))
		}
		if sum != WeightSum {
			t.Fatalf("the weights add up to %d", sum)
		}
		for c, part := range r.Part {
			if math.Abs(chance[c]-part) > 1e-10 {
				t.Errorf("cell %d is rounded up with probability %v, its fraction is %v", c, chance[c], part)
			}
		}
		if met < Kept {
			t.Errorf("a plan breaks a row of class %d, which is never given up", met)
		}
		if missed := r.Misses(plans...); (len(missed) == 0) != (met == r.Classes()) {
			t.Errorf("%d classes of %d are kept, and the rows missed are %v", met, r.Classes(), missed)
		}
	})
	if found == 0 {
		t.Error("no table was found: nothing is shown")
	}
}

// Where walks take long fewer are made; where one walk alone takes too long it sets
// out without the last variables. The size is kept all the same.
func TestTheBoundOfWorkEndsEveryRounding(t *testing.T) {
	defer func(before int64) { maxWork = before }(maxWork)
	r := &Problem{Rows: []Row{{Low: 20, High: 20}}}
	for c := range 40 {
		r.Part = append(r.Part, 0.5)
		r.Rows[0].Cells = append(r.Rows[0].Cells, c)
	}
	for v := range 5 { // halves of the cells, each of which is due 10
		row := Row{Low: 10, High: 10, Class: Kept + v}
		for c := range 40 {
			if c>>v&1 == 0 {
				row.Cells = append(row.Cells, c)
			}
		}
		row.Low, row.High = len(row.Cells)/2, (len(row.Cells)+1)/2
		r.Rows = append(r.Rows, row)
	}
	for _, c := range []struct{ work, walks, keeps int }{{1 << 30, Tries, 7}, {40 * 36 * 3, 3, 7}, {40 * 36, 1, 7},
		{40*36 - 1, 1, 6}, {40 * 9, 1, 4}, {1, 1, Kept}} {
		maxWork = int64(c.work)
		if keeps, _ := r.Bound(); r.Walks(Tries) != c.walks || keeps != c.keeps {
			t.Errorf("work of %d: %d walks that keep %d classes, want %d and %d", c.work, r.Walks(Tries), keeps, c.walks, c.keeps)
		}
		// A table's walks, those that measure one and that one itself are as much work as is said, or less by what is no whole walk.
		if _, one := r.Bound(); one <= maxWork {
			if took := one * int64(r.TableWalks()+r.Walks(math.MaxInt32)+1); took > MostWork() || maxWork == one && took < MostWork() {
				t.Errorf("work of %d: the walks of a rounding take up to %d, said to be %d", c.work, took, MostWork())
			}
		}
		up := 0
		for _, on := range NewWalker(r).Walk(stream.New("bound")) {
			if on {
				up++
			}
		}
		if up != 20 {
			t.Errorf("work of %d: %d cells are rounded up, want 20", c.work, up)
		}
		if _, walks, ok := Table(r, stream.New("bound")); ok != (c.walks == Tries) {
			t.Errorf("work of %d: table %t after %d walks", c.work, ok, walks)
		}
	}
}

// Weights that keep the largest design effect small make it no larger than without, but for what is
// given up to have more plans, whether all plans are listed or some are found; and they keep the fractions.
func TestTablesOfTheLeastEffect(t *testing.T) {
	smaller := 0
	check(t, 200, 600, func(t *rapid.T) {
		r := roundingOf(t, rapid.IntRange(4, 18).Draw(t, "cells"), rapid.IntRange(1, 3).Draw(t, "variables"))
		for range r.Part {
			r.Unit = append(r.Unit, 1)
		}
		var effects [2]float64
		for k := range effects {
			r.Minimax = k == 1
			table, _, ok := Table(r, stream.New("table"))
			if !ok {
				return
			}
			plans, weights, chance := make([][]int, len(table)), make([]float64, len(table)), make([]float64, len(r.Part))
			for i, p := range table {
				plans[i], weights[i] = p.Up, float64(p.Weight)/float64(WeightSum)
				for _, c := range p.Up {
					chance[c] += weights[i]
				}
			}
			if len(r.Misses(plans...)) > 0 {
				return // a class was given up
			}
			for c, p := range r.Part {
				if math.Abs(chance[c]-p) > 1e-10 {
					t.Fatalf("cell %d is rounded up with probability %v, its fraction is %v", c, chance[c], p)
				}
			}
			effects[k], _ = r.LargestEffect(plans, weights)
		}
		if effects[1] > 1.03*effects[0] {
			t.Fatalf("a largest effect of %v, and without looking for the least %v", effects[1], effects[0])
		}
		if effects[1] < 0.97*effects[0] {
			smaller++
		}
	})
	t.Logf("%d effects became smaller", smaller)
	if smaller == 0 {
		t.Error("no effect became smaller: this tests nothing")
	}
}

// sizeOnly is cells with the same fraction, of which a whole number is rounded up.
func sizeOnly(cells, up int) *Problem {
	r := &Problem{Rows: []Row{{Low: up, High: up}}}
	for c := range cells {
		r.Part, r.Unit = append(r.Part, float64(up)/float64(cells)), append(r.Unit, 1)
		r.Rows[0].Cells = append(r.Rows[0].Cells, c)
	}
	return r
}

// A table is looked for in three rounds for each number of classes, the first with four walks for each cell and 20 more, the second
// with twice and the third with four times as many; only the third has none that search.
func TestTablesAreLookedForInRounds(t *testing.T) {
	rounds := [4]int{}
	check(t, 400, 1_200, func(t *rapid.T) {
		r := roundingOf(t, rapid.IntRange(3, 30).Draw(t, "cells"), rapid.IntRange(1, 5).Draw(t, "variables"))
		w, s := NewWalker(r), stream.New("rounds")
		set, found, classes := &planSet{places: map[string]int{}, most: r.TableWalks()}, -1, r.Classes()
		for ; found < 0 && classes >= Kept; classes-- {
			for round := 0; found < 0 && round < 3; round++ {
				w.Searches = round < 2
				if set.collect(w, s, (4*len(r.Part)+20)<<round, classes) && set.fill(w, s, classes) {
					if _, ok := set.calibrate(r.Part, classes, r.Classes()); ok {
						found = round
					}
				}
			}
		}
		rounds[found+1]++
		if table, walks, ok := Table(r, stream.New("rounds")); ok != (found >= 0) || walks != set.walks || ok && len(table) == 0 {
			t.Fatalf("a table: %v after %d walks, not %d of round %d", ok, walks, set.walks, found)
		}
	})
	t.Log(rounds)
}

// Walks are collected until as many as asked for have kept the classes or 200 in a row have not, or no more may be made. Those that
// keep one class fewer are noted too, each with how often it came up.
func TestCollectWalksUntilEnoughKeepTheClasses(t *testing.T) {
	ended, some := 0, 0
	check(t, 1_500, 3_000, func(t *rapid.T) {
		r := roundingOf(t, rapid.IntRange(5, 14).Draw(t, "cells"), rapid.IntRange(2, 6).Draw(t, "variables"))
		met, more := rapid.IntRange(Kept+1, r.Classes()).Draw(t, "classes"), rapid.IntRange(1, 20).Draw(t, "more")
		set := &planSet{places: map[string]int{}, most: rapid.SampledFrom([]int{0, 1, 5, 20, 1 << 30}).Draw(t, "most")}
		got := set.collect(NewWalker(r), stream.New("collect"), more, met)
		w, s := NewWalker(r), stream.New("collect")
		times, walks, kept, missed := map[string]float64{}, 0, 0, 0
		for kept < more && missed < 200 {
			if walks++; walks > set.most {
				break
			}
			up := w.Walk(s)
			m := r.Met(up)
			if m >= met-1 {
				times[fmt.Sprint(Ones(up))]++
			}
			if missed++; m >= met {
				kept, missed = kept+1, 0
			}
		}
		if got != (kept == more) || set.walks != walks || len(set.plans) != len(times) {
			t.Fatalf("%v with %d plans after %d walks; %d of %d kept, %d plans, %d walks",
				got, len(set.plans), set.walks, kept, more, len(times), walks)
		}
		for i, plan := range set.plans {
			if set.start[i] != times[fmt.Sprint(plan)] {
				t.Fatalf("%v came up %v times, not %v", plan, times[fmt.Sprint(plan)], set.start[i])
			}
		}
		if !got {
			ended++
		} else if walks > kept {
			some++
		}
	})
	if some == 0 {
		t.Error("no walk broke a class: this tests nothing")
	}
	t.Logf("%d ended, %d with walks that did not keep the classes", ended, some)
}

// A cell that the plans so far do not round up, or down, gets plans that do, whose weights to start with add up
// to what its fraction says.
func TestFillingUpCountsByTheFraction(t *testing.T) {
	r := &Problem{Part: []float64{0.01, 0.33, 0.33, 0.33}, Rows: []Row{{Cells: []int{0, 1, 2, 3}, Low: 1, High: 1}}}
	set := &planSet{places: map[string]int{}, most: 100}
	for c := 1; c < 4; c++ {
		up := make([]bool, 4)
		up[c] = true
		set.add(up, Kept, 10)
	}
	if !set.fill(NewWalker(r), stream.New("fill"), Kept) {
		t.Fatal("no more walks may be made")
	}
	for i, plan := range set.plans {
		c := plan[0]
		want := 30 * r.Part[c] // by two walks, of 30 times
		if c > 0 {
			want = 10 + 30*r.Part[c]/2 // by one more, beside that which was there
		}
		if len(plan) != 1 || math.Abs(set.start[i]-want) > 1e-12 {
			t.Errorf("%v starts with %v, not %v", plan, set.start[i], want)
		}
	}
	if len(set.plans) != 4 || set.walks != 5 {
		t.Errorf("%d plans after %d walks", len(set.plans), set.walks)
	}
	for most := range 40 { // of four cells, each to be up twice and down twice, where no walks were made before
		set := &planSet{places: map[string]int{}, most: most}
		ok := set.fill(NewWalker(r), stream.New("fill"), Kept)
		if ok != (set.walks <= most) || !ok && set.walks != most+1 || ok != (most >= 16) {
			t.Errorf("%d walks of %d, ended %v", set.walks, most, ok)
		}
	}
}

// A cell that no plan can round up is walked towards 20 times; one that is down in a plan once more.
func TestFillingUpGivesUpAfterItsTries(t *testing.T) {
	r := &Problem{Part: []float64{0.5}, Rows: []Row{{Cells: []int{0}, Class: Kept}}}
	set := &planSet{places: map[string]int{}, most: 100}
	set.add([]bool{false}, r.Classes(), 1)
	if !set.fill(NewWalker(r), stream.New("fill"), r.Classes()) || set.walks != 20+1 || len(set.plans) != 1 {
		t.Errorf("%d plans after %d walks", len(set.plans), set.walks)
	}
}

// A plan starts with a 64th of its weight for each class from the first that it breaks on.
func TestPlansThatBreakClassesAreRare(t *testing.T) {
	set := &planSet{plans: [][]int{{0}, {1}, {0, 1}, {}}, met: []int{Kept + 2, Kept + 2, Kept + 1, Kept + 1}, start: []float64{1, 1, 1, 1}}
	for lowest, want := range map[int][]float64{Kept + 2: {1, 1, 0, 0}, Kept + 1: {64, 64, 1, 1}} {
		weights, ok := set.calibrate([]float64{0.5, 0.5}, lowest, Kept+2)
		scaleTo1(want)
		if !ok || !slices.EqualFunc(weights, want, func(a, b float64) bool { return math.Abs(a-b) < 1e-12 }) {
			t.Errorf("weights %v, not %v", weights, want)
		}
	}
}

// The least effect is looked for among all plans where they can be listed, without more walks; else among
// those of 2 (4q + 20) more walks too.
func TestMoreWalksForTheLeastEffectWherePlansAreTooMany(t *testing.T) {
	for _, c := range []struct{ cells, up, more int }{{12, 6, 0}, {18, 9, 2 * (4*18 + 20)}} {
		r := sizeOnly(c.cells, c.up)
		_, without, _ := Table(r, stream.New("table"))
		r.Minimax = true
		table, with, ok := Table(r, stream.New("table"))
		if !ok || with-without != c.more || without != 4*c.cells+20 {
			t.Errorf("%d of %d: %d walks more, want %d, than %d", c.up, c.cells, with-without, c.more, without)
		}
		if all := 924; c.more == 0 && len(table) != all {
			t.Errorf("%d of %d: %d plans of %d", c.up, c.cells, len(table), all)
		}
	}
}
