package discretion

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"onecase/sample"
	"onecase/stats"
)

// Every division of a few judged cases over up to three strata of up to four cases: strata with fewer
// than two judged cases, unless they were read whole, are one with the smallest others that give the two.
func TestThinStrataAreMerged(t *testing.T) {
	type part struct{ cases, judged int }
	var kinds []part
	for cases := 1; cases <= 4; cases++ {
		for judged := range min(cases, 3) + 1 {
			kinds = append(kinds, part{cases, judged})
		}
	}
	thin := func(p part) bool { return p.judged < 2 && p.judged < p.cases }
	check := func(parts ...part) {
		t.Helper()
		draw := &sample.GroupDraw{Group: "g", Core: sample.Round{Method: sample.ByStrata},
			Variables: []sample.DrawnVariable{{Name: "v"}}}
		g := &boundGroup{draw: draw}
		var pooled, rest []int
		for h, p := range parts {
			draw.Variables[0].Categories = append(draw.Variables[0].Categories, sample.DrawnCategory{Category: fmt.Sprint("c", h)})
			draw.Cells = append(draw.Cells, sample.DrawnCell{Values: []int{h}, Population: p.cases})
			draw.Strata = append(draw.Strata, []int{h})
			g.cells = append(g.cells, slices.Repeat([]int{h}, p.judged)...)
			if thin(p) {
				pooled = append(pooled, h)
			} else {
				rest = append(rest, h)
			}
		}
		slices.SortStableFunc(rest, func(a, b int) int { return parts[a].cases - parts[b].cases })
		sum := func(of []int) (all part) {
			for _, h := range of {
				all.cases, all.judged = all.cases+parts[h].cases, all.judged+parts[h].judged
			}
			return all
		}
		for len(pooled) > 0 && len(rest) > 0 && thin(sum(pooled)) {
			pooled, rest = append(pooled, rest[0]), rest[1:]
		}
		if len(pooled) == 1 { // there is no other
			pooled, rest = nil, []int{0}
		}
		slices.Sort(pooled)
		g.makeStrata()
		if want := len(rest) + min(len(pooled), 1); len(g.strata) != want {
			t.Fatalf("%v: %d strata, want %d", parts, len(g.strata), want)
		}
		for h, p := range parts {
			at := g.strata[g.stratum[h]]
			name, cases := fmt.Sprint("c", h), p.cases
			if slices.Contains(pooled, h) {
				names := make([]string, len(pooled))
				for i, other := range pooled {
					names[i] = fmt.Sprint("c", other)
				}
				slices.Sort(names)
				got := strings.Split(at.Name, " + ")
				slices.Sort(got)
				name, cases = strings.Join(names, " + "), sum(pooled).cases
				at.Name = strings.Join(got, " + ")
			}
			if at.Name != name || at.Population != cases {
				t.Errorf("%v: the cases of stratum %d are in %q of %d, want %q of %d", parts, h+1, at.Name, at.Population, name, cases)
			}
		}
		merged := len(pooled) > 0
		if g.assumed != merged || merged != (len(g.warnings) == 1) {
			t.Errorf("%v: assumed %v, %v", parts, g.assumed, g.warnings)
		}
		if merged && !strings.HasPrefix(g.warnings[0].Message, fmt.Sprint(len(pooled), " strata ")) {
			t.Errorf("%v: %s", parts, g.warnings[0].Message)
		}
	}
	for _, a := range kinds {
		check(a)
		for _, b := range kinds {
			check(a, b)
			for _, c := range kinds {
				check(a, b, c)
			}
		}
	}
}

// A stratum of several cells is named by its number and has the cases of all of them; a draw
// without strata has one of all its cases.
func TestStrataOfSeveralCells(t *testing.T) {
	draw := &sample.GroupDraw{Group: "g", Population: 12, Core: sample.Round{Method: sample.ByStrata},
		Variables: []sample.DrawnVariable{{Name: "v",
			Categories: []sample.DrawnCategory{{Category: "a"}, {Category: "b"}, {Category: "c"}}}},
		Cells:  []sample.DrawnCell{{Values: []int{0}, Population: 3}, {Values: []int{1}, Population: 4}, {Values: []int{2}, Population: 5}},
		Strata: [][]int{{1}, {0, 2}}}
	g := &boundGroup{draw: draw, cells: []int{0, 2, 1, 1}}
	g.makeStrata()
	if got := fmt.Sprint(g.strata, g.stratum, g.assumed); got != "[{b 4} {stratum 2 8}] [1 0 1] false" {
		t.Error(got)
	}
	draw.Core.Method = sample.ByWalk
	g = &boundGroup{draw: draw, cells: []int{0}}
	g.makeStrata()
	if got := fmt.Sprint(g.strata, g.stratum, g.assumed); got != "[{g 12}] [0 0 0] false" {
		t.Error(got)
	}
}

// Totals are answers of a sample whose cases weigh the same, and of no more cases than it has.
func TestAnswersFromTotals(t *testing.T) {
	for strata := 1; strata <= 3; strata++ {
		for _, weighted := range []bool{false, true} {
			for of := range 5 {
				for yes := range of + 1 {
					g := &boundGroup{draw: &sample.GroupDraw{Group: "g"}, strata: make([]stats.Stratum, strata), weighted: weighted, cells: make([]int, 3)}
					answers, err := g.answers(nil, 0, Result{Yes: yes, Of: of})
					if want := strata == 1 && !weighted && of <= 3; (err == nil) != want {
						t.Errorf("%d strata, weighted %v, %d of 3 cases: %v", strata, weighted, of, err)
					}
					count := map[stats.Answer]int{}
					for _, a := range answers {
						count[a]++
					}
					if err == nil && (count[stats.Yes] != yes || count[stats.No] != of-yes || len(answers) != 3) {
						t.Errorf("%d yes of %d: %v", yes, of, answers)
					}
				}
			}
		}
	}
}

// Strata of which no case was read have no exact limits, be it of one case; one without cases is none.
func TestUnreadStrataHaveNoExactLimits(t *testing.T) {
	for cases := range 4 {
		strata := []stats.StratumCount{{Population: 9, Sample: 4, Yes: 2}, {Population: 7, Sample: 3, Yes: 3}, {Population: cases}}
		e := QuestionEstimate{Population: 16 + cases, Estimate: stats.ProportionEstimate{Yes: 5, Of: 7}}
		iv, ok, err := (&boundGroup{}).exact(e, strata, true, 0.8)
		if err != nil || ok != (cases == 0) || ok && (iv.LowCount < 5 || iv.HighCount > 14) {
			t.Errorf("%d cases of which none was read: %+v, %v, %v", cases, iv, ok, err)
		}
	}
}
