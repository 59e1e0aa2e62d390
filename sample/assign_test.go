package sample

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"onecase/sample/internal/piles"
	"onecase/stats"
)

// twoGroups is a drawn record of two groups, of 39 and 26 cases.
func twoGroups(t testing.TB) (*Record, *Frame) {
	t.Helper()
	f := madeFrame("assign", 80, fourVariables)
	for i := range f.Cases {
		f.Cases[i].Group = []string{"court", "out"}[i%2]
	}
	plan, err := NewPlan(f, []Group{{ID: "court"}, {ID: "out"}},
		func() Design { d := DefaultDesign(); d.Sizes = map[string]int{"court": 39, "out": 26}; return d }())
	if err != nil {
		t.Fatal(err)
	}
	d, err := plan.Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	return NewRecord(d, ListSource{Name: "cases.csv", SHA256: strings.Repeat("ab", 32), Rows: 80}, "none", noon), f
}

func readersNamed(names ...string) (out []Reader) {
	for _, name := range names {
		out = append(out, Reader{Name: name})
	}
	return out
}

// A pile is within one case of its share of each group, and of each category in each
// group and over both; the days of a reader have as many cases each, or one more.
func TestPilesMatchTheSample(t *testing.T) {
	r, f := twoGroups(t)
	readers := readersNamed("A", "B", "C", "D")
	readers[2].Days = []int{1, 2, 4}
	readers[3].Capacity = 9
	a, warnings, err := r.Assign(readers, 5, "s", noon)
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	piles := map[string][]Assigned{}
	for _, c := range a.Cases {
		piles[c.Reader] = append(piles[c.Reader], c)
	}
	// 65 cases in the ratio 5, 5, 3 and 5 days, but at most 9 for D
	if got := fmt.Sprint(len(piles["A"])+len(piles["B"]), len(piles["C"]), len(piles["D"])); got != "42 14 9" && got != "43 13 9" {
		t.Errorf("piles of %s", got)
	}
	category := map[string][]string{} // of each case, by its own look at the frame
	for _, c := range f.Cases {
		category[c.ID] = append(category[c.ID], c.Group)
		for k, v := range c.Values {
			category[c.ID] = append(category[c.ID], fmt.Sprint(k, v), fmt.Sprint(k, v, c.Group))
		}
	}
	total := map[string]float64{}
	for _, c := range a.Cases {
		for _, name := range category[c.Case] {
			total[name]++
		}
	}
	largest := 0.0
	for _, pile := range piles {
		have := map[string]float64{}
		for _, c := range pile {
			for _, name := range category[c.Case] {
				have[name]++
			}
		}
		for name, all := range total {
			largest = max(largest, math.Abs(have[name]-all*float64(len(pile))/65))
		}
	}
	if largest >= 1 || math.Abs(largest-a.Largest) > 1e-8 {
		t.Errorf("the largest difference is %v, and it is said to be %v", largest, a.Largest)
	}
	for name, pile := range piles {
		days := map[int]int{}
		slices.SortFunc(pile, func(a, b Assigned) int { return a.Order - b.Order })
		for i, c := range pile {
			days[c.Day]++
			if c.Order != i+1 || i > 0 && c.Day < pile[i-1].Day {
				t.Errorf("%s: case %d is number %d on day %d", name, i+1, c.Order, c.Day)
			}
		}
		least, most := 99, 0
		for _, n := range days {
			least, most = min(least, n), max(most, n)
		}
		if most-least > 1 || name == "C" && (days[3] > 0 || len(days) != 3) {
			t.Errorf("%s reads %v a day", name, days)
		}
	}
	mustVerify(t, r, f)
}

// Readers of whom nothing is different have every case with the same chance: over 3,000
// seeds no case comes up beyond five standard errors of it.
func TestEveryReaderHasTheSameChance(t *testing.T) {
	r, _ := drawnRecord(t)
	const seeds = 3000
	counts := map[string]int{}
	for i := range seeds {
		a, _, err := assigned(r, readersNamed("A", "B", "C"), 0, fmt.Sprint("seed ", i))
		if err != nil {
			t.Fatal(err)
		}
		if chance, known := a.Chance(); !known || chance != 1.0/3 {
			t.Fatal(chance, known)
		}
		for _, c := range a.Cases {
			counts[c.Case+" "+c.Reader]++
		}
	}
	se := math.Sqrt(seeds * 2.0 / 9)
	for _, c := range r.Groups[0].Selected {
		for _, reader := range []string{"A", "B", "C"} {
			if z := (float64(counts[c.ID+" "+reader]) - seeds/3) / se; math.Abs(z) > 5 {
				t.Errorf("%s goes to %s in %d of %d: %.1f standard errors off", c.ID, reader, counts[c.ID+" "+reader], seeds, z)
			}
		}
	}
	unlike := readersNamed("A", "B")
	unlike[0].Capacity, unlike[1].Capacity = 20, 21
	if a, _, err := assigned(r, unlike, 0, "s"); err != nil {
		t.Error(err)
	} else if _, known := a.Chance(); known {
		t.Error("the chances of unlike readers are said to be known")
	}
}

// What readers say is kept: capacities, bars, pairs, days and cases a day, whatever they
// are; and where there is no room the cases missing are counted.
func TestReadersAreHeeded(t *testing.T) {
	r, _ := drawnRecord(t)
	var ids []string
	for _, c := range r.Groups[0].Selected {
		ids = append(ids, c.ID)
	}
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(0, 4).Draw(t, "days")
		readers := readersNamed("A", "B", "C", "D", "E")[:rapid.IntRange(1, 5).Draw(t, "readers")]
		for i := range readers {
			x := &readers[i]
			if rapid.Bool().Draw(t, "capacity") {
				x.Capacity = rapid.IntRange(1, 40).Draw(t, "most")
			}
			for d := 1; d <= days; d++ {
				if rapid.IntRange(0, 3).Draw(t, "there") > 0 {
					x.Days = append(x.Days, d)
				}
			}
			if len(x.Days) > 0 && rapid.Bool().Draw(t, "a day") {
				for range x.Days {
					x.PerDay = append(x.PerDay, rapid.IntRange(1, 12).Draw(t, "cases a day"))
				}
			}
			if rapid.Bool().Draw(t, "bar") {
				bar := Bar{Column: "cases",
					Cases: rapid.SliceOfDistinct(rapid.SampledFrom(ids), func(s string) string { return s }).Draw(t, "cases")}
				slices.Sort(bar.Cases)
				x.Bars = []Bar{bar}
			}
		}
		if len(readers) > 2 && rapid.Bool().Draw(t, "pair") {
			readers[0].Pair, readers[2].Pair = "C", "A"
		}
		a, _, err := assigned(r, readers, days, "s")
		if err != nil {
			if text := err.Error(); !strings.Contains(text, "more are needed") &&
				!strings.Contains(text, "no reader may read case") && !strings.Contains(text, "different days") {
				t.Fatal(err)
			}
			return
		}
		by := map[string]Reader{}
		for _, x := range readers {
			by[x.Name] = x
		}
		load, perDay := map[string]int{}, map[string]int{}
		if len(a.Cases) != len(ids) {
			t.Fatalf("%d of %d cases", len(a.Cases), len(ids))
		}
		for _, c := range a.Cases {
			both := []string{c.Reader}
			if by[c.Reader].Pair != c.Second {
				t.Fatalf("%s reads %s with %q", c.Reader, c.Case, c.Second)
			}
			if c.Second != "" {
				both = append(both, c.Second)
			}
			for _, name := range both {
				x := by[name]
				load[name]++
				perDay[fmt.Sprint(name, c.Day)]++
				at := slices.Index(x.Days, c.Day)
				if x.Bars != nil && slices.Contains(x.Bars[0].Cases, c.Case) || x.Capacity > 0 && load[name] > x.Capacity ||
					x.Days != nil && at < 0 || x.PerDay != nil && perDay[fmt.Sprint(name, c.Day)] > x.PerDay[at] {
					t.Fatalf("%+v has %+v", x, c)
				}
			}
		}
	})
}

func TestNoRoomIsCountedAndNamed(t *testing.T) {
	r, _ := drawnRecord(t)
	ids := r.Groups[0].Selected
	bar := func(from, to int) []Bar {
		b := Bar{Column: "cases"}
		for _, c := range ids[from:to] {
			b.Cases = append(b.Cases, c.ID)
		}
		return []Bar{b}
	}
	for _, c := range []struct {
		name    string
		readers []Reader
		days    int
		want    string
	}{
		{"capacities", []Reader{{Name: "A", Capacity: 20}, {Name: "B", Capacity: 12}}, 0,
			"room for 32 cases, and there are 39 to share out: 7 more are needed"},
		{"cases a day", []Reader{{Name: "A", Days: []int{1, 3}, PerDay: []int{20, 2}}, {Name: "B", Capacity: 12}}, 3,
			"room for 34 cases, and there are 39 to share out: 5 more"},
		{"a case for nobody", []Reader{{Name: "A", Bars: bar(3, 5)}, {Name: "B", Bars: bar(4, 9)}}, 0,
			"no reader may read case " + ids[4].ID},
		{"cases for one alone", []Reader{{Name: "A", Bars: bar(0, 5)}, {Name: "B", Capacity: 3}}, 0, "only B may read 5 cases"},
		{"the pair is not there", []Reader{{Name: "A", Pair: "B"}}, 0, `"A" is paired with "B", who is not among the readers`},
		{"paired one way", []Reader{{Name: "A", Pair: "B"}, {Name: "B"}}, 0, `"A" is paired with "B", who is not among`},
		{"three in a pair", []Reader{{Name: "A", Pair: "B"}, {Name: "B", Pair: "A"}, {Name: "C", Pair: "A"}}, 0,
			"who is not paired with him"},
		{"a pair on different days", []Reader{{Name: "A", Pair: "B", Days: []int{1}},
			{Name: "B", Pair: "A", Days: []int{2}}}, 3, "on different days"},
		{"nobody", nil, 0, "has 0 readers"},
		{"one twice", readersNamed("A", "A"), 0, `has the reader "A" twice`},
	} {
		if _, _, err := r.Assign(c.readers, c.days, "s", noon); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, not %s", c.name, err, c.want)
		}
	}
	if len(r.Assignments) > 0 {
		t.Error("an assignment that failed is in the record")
	}
}

// A reserve goes to who lost a case, or where he may not read it to who has most room;
// what left is read by nobody.
func TestReservesGoToWhoLostACase(t *testing.T) {
	r, f := drawnRecord(t)
	readers := readersNamed("A", "B", "C")
	readers[1].Capacity = 30
	barred := Bar{Column: "team"}
	for _, c := range r.Groups[0].Reserves {
		barred.Cases = append(barred.Cases, c.ID)
	}
	slices.Sort(barred.Cases)
	readers[2].Bars = []Bar{barred}
	if r.Reading() != nil {
		t.Error("a sample that is not shared out has readers")
	}
	a, _, err := r.Assign(readers, 2, "s", noon)
	if err != nil {
		t.Fatal(err)
	}
	first := func(name string) Assigned {
		return a.Cases[slices.IndexFunc(a.Cases, func(c Assigned) bool { return c.Reader == name })]
	}
	of := func(id string) Assigned {
		for _, c := range r.Reading() {
			if c.Case == id {
				return c
			}
		}
		return Assigned{}
	}
	replace := func(id string, policy Policy) string {
		p, _, err := r.Replace(id, "restricted", policy, noon)
		if err != nil {
			t.Fatal(err)
		}
		return p.By
	}
	lost := first("A")
	by := replace(lost.Case, UseReserve)
	want := lost
	want.Case = by
	if got := of(by); got != want || of(lost.Case) != (Assigned{}) {
		t.Errorf("%+v is replaced by %+v", lost, got)
	}
	by = replace(first("C").Case, UseReserve)
	if got := of(by); got.Reader != "B" && got.Reader != "A" || got.Order != 14 || got.Day != 2 {
		t.Errorf("the reserve that C may not read is %+v", got)
	}
	if failed := first("B").Case; replace(failed, CountFailed) != "" || of(failed) != (Assigned{}) || len(r.Reading()) != 38 {
		t.Error("a case that counts as failed is read")
	}
	if warnings, err := r.Extend(f, map[string]int{"all": 41}, noon); err != nil ||
		!slices.ContainsFunc(warnings, func(w stats.Warning) bool { return w.Code == "no-reader" }) {
		t.Fatal(err, warnings)
	}
	if got := of(r.Extensions[0].Added[0].ID); got.Case == "" || got.Reader != "" {
		t.Errorf("a case that was added is read by %+v", got)
	}
	mustVerify(t, r, f)
	if _, _, err := r.Assign(readersNamed("A", "B"), 0, "again", noon); err != nil {
		t.Fatal(err)
	}
	if got := r.Reading(); len(got) != 40 || slices.ContainsFunc(got, func(c Assigned) bool { return c.Reader == "" }) {
		t.Errorf("shared out again, %d cases are read: %+v", len(got), got)
	}
	mustVerify(t, reread(t, written(t, r)), f)
}

// A reserve that nobody may read is said to be so.
func TestReserveForNobody(t *testing.T) {
	r, _ := drawnRecord(t)
	barred := Bar{Column: "team"}
	for _, c := range r.Groups[0].Reserves {
		barred.Cases = append(barred.Cases, c.ID)
	}
	slices.Sort(barred.Cases)
	readers := readersNamed("A", "B")
	readers[0].Bars, readers[1].Bars = []Bar{barred}, []Bar{barred}
	if _, _, err := r.Assign(readers, 0, "s", noon); err != nil {
		t.Fatal(err)
	}
	_, warnings, err := r.Replace(r.Groups[0].Selected[0].ID, "lost", UseReserve, noon)
	if err != nil || !slices.ContainsFunc(warnings, func(w stats.Warning) bool { return w.Code == "no-reader" }) {
		t.Error(err, warnings)
	}
}

// Verifying shares the sample out again: an assignment that was changed is found, and said
// where.
func TestVerifyRepeatsAssignments(t *testing.T) {
	r, f := drawnRecord(t)
	if _, _, err := r.Assign(readersNamed("A", "B", "C"), 5, "s", noon); err != nil {
		t.Fatal(err)
	}
	text := written(t, r)
	mustVerify(t, reread(t, text), f)
	for _, c := range []struct {
		name   string
		tamper func(a *Assignment)
		want   string
	}{
		{"another reader", func(a *Assignment) {
			a.Cases[0].Reader = map[string]string{"A": "B", "B": "C", "C": "A"}[a.Cases[0].Reader]
		}, "and the seed gives"},
		{"another day", func(a *Assignment) { a.Cases[7].Day = 1 + a.Cases[7].Day%5 }, "and the seed gives"},
		{"another order", func(a *Assignment) { a.Cases[7].Order++ }, "and the seed gives"},
		{"a case taken out", func(a *Assignment) { a.Cases = a.Cases[1:] }, "the record has nobody for it"},
		{"another seed", func(a *Assignment) { a.Seed = "t" }, "and the seed gives"},
		{"a smaller difference", func(a *Assignment) { a.Largest = 0.1 }, "what the record says of it is not so"},
		{"a bar put in", func(a *Assignment) {
			for _, c := range a.Cases {
				if c.Reader == "A" {
					a.Readers[0].Bars = []Bar{{Column: "cases", Cases: []string{c.Case}}}
					return
				}
			}
		}, "and the seed gives"},
		{"too little room", func(a *Assignment) {
			for i := range a.Readers {
				a.Readers[i].Capacity = 1
			}
		}, "cannot be repeated"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := reread(t, text)
			c.tamper(&r.Assignments[0])
			last := r.entries()[0]
			_, r.Assignments[0].Seal = last.seals(r.Seal) // sealed anew, by somebody who knows how
			v, err := r.Verify(f, "")
			if err != nil {
				t.Fatal(err)
			}
			if v.Verified || !strings.HasPrefix(v.Differences[0].Where, "assignments.1") ||
				!strings.Contains(v.Differences[0].Message, c.want) {
				t.Errorf("%+v", v.Differences)
			}
		})
	}
	r.Assignments = nil
	if v, err := r.Verify(f, ""); err != nil || v.Verified {
		t.Error("an assignment taken out is not missed", err)
	}
}

// Damaged assignments are refused when the record is read.
func TestDamagedAssignments(t *testing.T) {
	r, _ := drawnRecord(t)
	readers := readersNamed("A", "B")
	readers[0].Days, readers[0].PerDay = []int{1, 2}, []int{12, 13}
	readers[1].Bars = []Bar{{Column: "cases", Cases: []string{r.Groups[0].Selected[0].ID, r.Groups[0].Selected[1].ID}}}
	if _, _, err := r.Assign(readers, 2, "s", noon); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		damage func(a *Assignment)
	}{
		{"rules", func(a *Assignment) { a.Algorithm = "onecase-assign-9" }},
		{"no seed", func(a *Assignment) { a.Seed = "" }},
		{"days", func(a *Assignment) { a.Days = 1 << 30 }},
		{"a day too far", func(a *Assignment) { a.Days = 1 }},
		{"days out of order", func(a *Assignment) { a.Readers[0].Days = []int{2, 1} }},
		{"cases a day", func(a *Assignment) { a.Readers[0].PerDay = []int{12} }},
		{"no cases a day", func(a *Assignment) { a.Readers[0].PerDay[1] = 0 }},
		{"capacity", func(a *Assignment) { a.Readers[0].Capacity = -1 }},
		{"no name", func(a *Assignment) { a.Readers[0].Name = "" }},
		{"a long name", func(a *Assignment) { a.Readers[0].Name = strings.Repeat("x", 300) }},
		{"bars out of order", func(a *Assignment) { slices.Reverse(a.Readers[1].Bars[0].Cases) }},
		{"cases out of order", func(a *Assignment) { slices.Reverse(a.Cases) }},
		{"a case twice", func(a *Assignment) { a.Cases[1] = a.Cases[0] }},
		{"nobody", func(a *Assignment) { a.Cases[1].Reader = "Z" }},
		{"a second nobody", func(a *Assignment) { a.Cases[1].Second = "Z" }},
		{"order", func(a *Assignment) { a.Cases[1].Order = 0 }},
		{"after", func(a *Assignment) { a.After = 1 }},
		{"before", func(a *Assignment) { a.After = -1 }},
	} {
		bad := reread(t, written(t, r))
		c.damage(&bad.Assignments[0])
		if _, err := ReadRecord(strings.NewReader(string(written(t, bad)))); err == nil {
			t.Errorf("%s: the record is read", c.name)
		}
	}
}

func BenchmarkAssign200To12(b *testing.B) {
	f := madeFrame("assign", 400, fourVariables)
	d, err := mustPlan(b, f, sized(200)).Draw("1")
	if err != nil {
		b.Fatal(err)
	}
	r := NewRecord(d, ListSource{}, "none", noon)
	readers := readersNamed("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")
	for i := 0; b.Loop(); i++ {
		if _, _, err := assigned(r, readers, 5, fmt.Sprint(i)); err != nil {
			b.Fatal(err)
		}
	}
}

// Cases are of one kind where they have the same categories and nobody is barred from one of them alone;
// a reserve is of the kind of the case that it replaced if all who may read that may read it.
func TestAlikeForAssignment(t *testing.T) {
	f := madeFrame("alike", 30, [][]float64{{.5, .5}})
	d, err := mustPlan(t, f, sized(12)).Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	r := NewRecord(d, ListSource{}, "none", noon)
	if _, ok := r.AlikeForAssignment(); ok {
		t.Error("kinds of a sample that was not shared out")
	}
	chosen := r.Groups[0].Selected
	value := map[string]string{}
	for _, c := range chosen {
		value[c.ID] = r.Groups[0].Values(c)[0]
	}
	readers := readersNamed("A", "B", "C")
	readers[1].Bars = []Bar{{Column: "cases", Cases: []string{chosen[0].ID}}}
	if _, _, err := r.Assign(readers, 0, "s", noon); err != nil {
		t.Fatal(err)
	}
	kindOf := func() map[string]int {
		kinds, ok := r.AlikeForAssignment()
		reading := r.Reading()
		if !ok || len(kinds) != len(reading) {
			t.Fatalf("%v, %v", kinds, ok)
		}
		of := map[string]int{}
		for i, a := range reading {
			of[a.Case] = kinds[i]
		}
		return of
	}
	of := kindOf()
	for a, kind := range of {
		for b, other := range of {
			alike := value[a] == value[b] && (a == chosen[0].ID) == (b == chosen[0].ID)
			if (kind == other) != alike {
				t.Errorf("%s and %s: kinds %d and %d", a, b, kind, other)
			}
		}
	}
	gone := chosen[1].ID
	by, _, err := r.Replace(gone, "restricted", UseReserve, noon)
	if err != nil {
		t.Fatal(err)
	}
	if now := kindOf(); now[by.By] != of[gone] {
		t.Errorf("the reserve is of kind %d, and replaced one of %d", now[by.By], of[gone])
	}
	r.Assignments[0].Readers[2].Bars = []Bar{{Column: "cases", Cases: []string{by.By}}}
	if now := kindOf(); slices.Contains(slices.Collect(maps.Values(of)), now[by.By]) {
		t.Errorf("a reserve that somebody is barred from is of the kind %d", now[by.By])
	}
}

// assigned works out an assignment that a record does not get.
func assigned(r *Record, readers []Reader, days int, seed string) (*Assignment, stats.Warnings, error) {
	a := &Assignment{Readers: readers, Days: days, Seed: NormalizeID(seed)}
	warnings, err := r.assignment(a)
	if err != nil {
		return nil, nil, err
	}
	return a, warnings, nil
}

// Piles are matched on the groups, if there are several, on every category over all groups and, where others
// are of it too, within each.
func TestPilesAreMatchedOnGroupsAndCategories(t *testing.T) {
	two, _ := twoGroups(t)
	f := madeFrame("one group", 40, fourVariables)
	one := NewRecord(mustDraw(t, f, sized(20), "1"), ListSource{Name: "cases.csv", SHA256: strings.Repeat("ab", 32), Rows: 40}, "none", noon)
	for _, r := range []*Record{one, two} {
		want, total := map[pileKey]int{}, map[pileKey]int{}
		for i := range r.Groups {
			g := &r.Groups[i]
			for _, c := range g.Selected {
				want[pileKey{group: g.Group}]++
				for k, v := range g.Values(c) {
					want[pileKey{g.Group, g.Variables[k].Name, v}]++
					total[pileKey{"", g.Variables[k].Name, v}]++
				}
			}
		}
		maps.DeleteFunc(want, func(k pileKey, n int) bool {
			return len(r.Groups) == 1 || k.variable != "" && n == total[pileKey{"", k.variable, k.category}]
		})
		maps.Copy(want, total)
		s, err := r.shared(&Assignment{})
		if err != nil {
			t.Fatal(err)
		}
		got := map[pileKey]int{}
		for i, key := range s.rows {
			got[key] = s.total[i]
		}
		if !maps.Equal(got, want) || len(s.rows) != len(want) {
			t.Errorf("%d groups: %v, not %v", len(r.Groups), got, want)
		}
	}
}

// A pile is said to differ just where one is a case or more from its share, be it in one place.
func TestPilesThatDifferAreSaid(t *testing.T) {
	differ := 0
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "cases")
		s := &sharedCases{rows: make([]pileKey, 3), total: make([]int, 3)}
		sharing := &piles.Sharing{Sizes: make([]int, 3)}
		them := []*pile{{readers: []*Reader{{Name: "A"}}}, {readers: []*Reader{{Name: "B"}}}, {readers: []*Reader{{Name: "C"}}}}
		have := [3][3]int{}
		for range n {
			row, to := rapid.IntRange(0, 2).Draw(t, "category"), rapid.IntRange(0, 2).Draw(t, "pile")
			s.cases = append(s.cases, sharedCase{rows: []int{row}})
			s.total[row]++
			sharing.Pile = append(sharing.Pile, to)
			sharing.Sizes[to]++
			have[to][row]++
		}
		places, most := 0, 0.0
		for to := range have {
			for row, k := range have[to] {
				off := math.Abs(float64(k*n-s.total[row]*sharing.Sizes[to])) / float64(n)
				if most = max(most, off); off >= 1 {
					places++
				}
			}
		}
		var warnings stats.Warnings
		if _, largest := s.differences(sharing, them, &warnings); math.Abs(largest-most) > 1e-8 || (len(warnings) > 0) != (places > 0) {
			t.Fatalf("%v: %d places, the largest difference is %v: %v, %v", have, places, most, largest, warnings)
		}
		if places == 1 {
			differ++
		}
	})
	if differ == 0 {
		t.Log("none differs in one place alone")
	}
}

// What a reader can read a day, over the days, is a capacity like another: the least of both counts, and with
// one of every reader the cases are shared out by them.
func TestCasesADayAreACapacity(t *testing.T) {
	for _, c := range []struct {
		readers []Reader
		want    []int
	}{
		{[]Reader{{Name: "A", Days: []int{1, 3}, PerDay: []int{2, 1}}, {Name: "B", Capacity: 9}}, []int{3, 9}},
		{[]Reader{{Name: "A", Days: []int{1, 3}, PerDay: []int{2, 1}, Capacity: 2}, {Name: "B", Capacity: 9}}, []int{2, 9}},
		{[]Reader{{Name: "A", Days: []int{1, 3}, PerDay: []int{2, 1}, Capacity: 7}, {Name: "B"}}, []int{3, 0}},
		{[]Reader{{Name: "A", Days: []int{1}}, {Name: "B"}}, []int{0, 0}},
	} {
		them, err := (&Assignment{Readers: c.readers, Days: 3}).piles()
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range them {
			if p.most != c.want[i] {
				t.Errorf("%+v: at most %d for %s, want %d", c.readers, p.most, p.readers[0].Name, c.want[i])
			}
		}
	}
}
