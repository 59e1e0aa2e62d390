package sample

import (
	"fmt"
	"slices"
	"testing"
)

// countedFrame is a frame of one group "all" with as many cases of each code as
// are given: a letter per variable, a, b, c, ...
func countedFrame(codes map[string]int) *Frame {
	f := &Frame{}
	names := make([]string, 0, len(codes))
	for code := range codes {
		names = append(names, code)
	}
	slices.Sort(names)
	for k := range names[0] {
		v := Variable{Name: string(rune('a' + k))}
		for _, code := range names {
			if c := code[k : k+1]; !slices.Contains(v.Categories, c) {
				v.Categories = append(v.Categories, c)
			}
		}
		f.Variables = append(f.Variables, v)
	}
	for _, code := range names {
		for i := range codes[code] {
			c := Case{ID: fmt.Sprintf("%s-%02d", code, i), Group: "all", Row: len(f.Cases) + 2}
			for k := range code {
				c.Values = append(c.Values, code[k:k+1])
			}
			f.Cases = append(f.Cases, c)
		}
	}
	return f
}

// brokenBy lists the variables of which some plan of a group's table takes a
// category beyond its share rounded down and up, from the record alone.
func brokenBy(g *GroupDraw) []string {
	var names []string
	for k, v := range g.Variables {
		broken := false
		for _, plan := range g.Core.Table {
			counts := make([]int, len(v.Categories))
			for c, cell := range g.Cells {
				counts[cell.Values[k]] += g.Core.Base[c] + plan.up(c)
			}
			for i, category := range v.Categories {
				share := g.Sample * category.Population
				broken = broken || counts[i] < share/g.Population || counts[i] > (share+g.Population-1)/g.Population
			}
		}
		if broken {
			names = append(names, v.Name)
		}
	}
	return names
}

// A variable is named as given up when a plan of the table breaks one of its
// shares, and never else.
func TestGivenUpNamesWhatPlansBreak(t *testing.T) {
	kept := mustDraw(t, countedFrame(map[string]int{"xx": 10, "xy": 5, "yx": 1, "yy": 4}), sized(10), "1")
	if got := kept.Groups[0].Core.GivenUp; got != nil {
		t.Errorf("every plan keeps every category, and %v are named as given up", got)
	}
	given, all := 0, 0
	for variables := 2; variables <= 4; variables++ {
		for i := range 200 {
			N := 6 + i%7
			f := madeFrame(fmt.Sprint("given up", variables, i), N, fourVariables[:variables])
			g := &mustDraw(t, f, sized(2+i%(N-3)), "1").Groups[0]
			want := brokenBy(g)
			if g.Core.Method == ByTable && !slices.Equal(g.Core.GivenUp, want) {
				t.Errorf("%d variables, population %d: %v are named as given up, the plans break %v", variables, i, g.Core.GivenUp, want)
			}
			all++
			if want != nil {
				given++
			}
		}
	}
	if given < 5 || given > all/2 {
		t.Errorf("a variable was given up in %d of %d draws: this tests nothing", given, all)
	}
}

// What records do not hold of a round comes back from the same draw made again, of the
// reserves too where both have some.
func TestMissedCategoriesComeBack(t *testing.T) {
	missed := []MissedCategory{{Variable: "v", Category: "a", By: 1}}
	others := []MissedCategory{{Variable: "w", Category: "b", By: 1}}
	with := func() *GroupDraw { return &GroupDraw{Core: Round{Missed: missed}, Reserve: &Round{Missed: others}} }
	without := func() *GroupDraw { return &GroupDraw{Core: Round{Missed: missed}} }
	for _, c := range []struct {
		read, again *GroupDraw
		reserves    int
	}{{&GroupDraw{Reserve: &Round{}}, with(), 1}, {&GroupDraw{}, with(), 0}, {&GroupDraw{Reserve: &Round{}}, without(), 0}, {&GroupDraw{}, without(), 0}} {
		c.read.miss(c.again)
		if !slices.Equal(c.read.Core.Missed, missed) || c.read.Reserve != nil && len(c.read.Reserve.Missed) != c.reserves {
			t.Errorf("%+v, reserves %+v", c.read, c.read.Reserve)
		}
	}
}
