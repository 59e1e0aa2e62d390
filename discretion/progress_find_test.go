package discretion

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onecase/sample"
)

// What each reader has read, begun and left open, as one counts it day by day.
func TestReadersAreCountedByDay(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 7))
	for trial := range 200 {
		days, today := rng.IntN(4), rng.IntN(4) // 0: not spread over days; no day asked about
		p := &Progress{Ordered: true, Day: today}
		for i := range rng.IntN(12) {
			c := CaseProgress{ID: fmt.Sprintf("K%02d", i), Assigned: sample.Assigned{
				Reader: []string{"", "B", "A"}[rng.IntN(3)], Order: i + 1}}
			if c.Assigned.Reader == "B" {
				c.Assigned.Second = []string{"", "D", "C"}[rng.IntN(3)]
			}
			if days > 0 {
				c.Assigned.Day = 1 + rng.IntN(days)
			}
			if rng.IntN(2) == 0 {
				c.Waiting, c.Begun = []int{0}, rng.IntN(2) == 0
			}
			p.Cases = append(p.Cases, c)
		}
		slices.SortStableFunc(p.Cases, inReadingOrder)
		p.readers()
		at := 0
		for _, pair := range [][2]string{{"A", ""}, {"B", ""}, {"B", "C"}, {"B", "D"}} {
			want := ReaderProgress{Reader: pair[0], Second: pair[1]}
			perDay := map[int]*DayProgress{}
			for _, c := range p.Cases {
				if c.Assigned.Reader != pair[0] || c.Assigned.Second != pair[1] {
					continue
				}
				d := perDay[c.Assigned.Day]
				if d == nil {
					d = &DayProgress{Day: c.Assigned.Day}
					perDay[c.Assigned.Day] = d
				}
				want.Assigned, d.Assigned = want.Assigned+1, d.Assigned+1
				if len(c.Waiting) == 0 {
					want.Read, d.Read = want.Read+1, d.Read+1
					continue
				}
				want.Open = append(want.Open, c.ID)
				if c.Begun {
					want.Begun++
				}
				if days > 0 && c.Assigned.Day <= today {
					want.Behind++
				}
			}
			for day := 1; day <= days; day++ {
				if d := perDay[day]; d != nil {
					want.Days = append(want.Days, *d)
				}
			}
			if want.Assigned == 0 {
				continue
			}
			if at >= len(p.Readers) || fmt.Sprint(p.Readers[at]) != fmt.Sprint(want) {
				t.Fatalf("trial %d: readers %+v, want as number %d %+v", trial, p.Readers, at+1, want)
			}
			at++
		}
		if at != len(p.Readers) {
			t.Fatalf("trial %d: %d readers, want %d", trial, len(p.Readers), at)
		}
	}
}

// Progress counts the cases of a group, and says why nothing is foretold.
func TestCountsAndWhyNothing(t *testing.T) {
	p := &Progress{Inspection: youth2018(t), Short: map[string]int{"court": 0, "ooc": 1}, Cases: []CaseProgress{
		{Group: "court"}, {Group: "court", Waiting: []int{1}}, {Group: "ooc"}, {Group: "court"}, {Group: "court", Failed: true}}}
	if of, read, failed := p.CountIn("court"); of != 4 || read != 2 || failed != 1 {
		t.Errorf("%d of %d, and %d failed", read, of, failed)
	}
	for _, c := range []struct {
		open, of int
		group    string
		want     string
	}{{0, 0, "court", ""}, {0, 3, "ooc", ""}, {1, 0, "court", "no yes or no is in"}, {1, 3, "court", ""},
		{1, 1, "ooc", "the sample is smaller"}, {1, 0, "ooc", "no yes or no is in"}} {
		q := QuestionProgress{Of: c.of, Open: make([]string, c.open)}
		q.Group = c.group
		if got := p.WhyNothing(q); !strings.HasPrefix(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// A grid that has cases, and none of the sample, is another one's, unless a case of it was answered as one of
// the sample is not asked, looks like one, or was one until it left: every set of these.
func TestGridsOfOtherSamples(t *testing.T) {
	for set := range 1 << 6 {
		has := func(bit int) bool { return set>>bit&1 == 1 }
		ins := NewInspection(ladder(t, 1, 1, 1, ladders[0]...))
		ins.Record = &sample.Record{Replacements: []sample.Replacement{{Case: "LEFT", By: "R1"}, {Case: "LOST", Policy: sample.CountFailed}}}
		ins.Results.Grid = &Grid{}
		p := &Progress{Inspection: ins, Cases: []CaseProgress{{ID: "K7", Waiting: []int{0}}, {ID: "K8", Waiting: []int{0}}}}
		add := func(a Aside) { ins.Results.Grid.aside = append(ins.Results.Grid.aside, a) }
		foreign := false
		for bit, id := range []string{"ZZ", "LOST", "LEFT", "k07"} {
			if has(bit) {
				add(Aside{Case: id})
				foreign = true
			}
		}
		if has(4) {
			add(Aside{Case: "K7", Question: "ooc.safety"})
		}
		if has(5) {
			p.Cases[1].Row = 3 // it is in the grid
		}
		if want := foreign && !has(2) && !has(3) && !has(4) && !has(5); p.isForeign() != want {
			t.Errorf("%+v of another sample: %v, want %v", ins.Results.Grid.aside, !want, want)
		}
	}
}

// A case waits for the answers to the questions of its group that the table names and that have no other
// result: all of them where it has no row. Every table of four questions of two groups is tried.
func TestWhatACaseWaitsFor(t *testing.T) {
	set := ladder(t, 2, 1, 2, ladders[0]...)
	for code := range 1 << 12 {
		has := func(bit int) bool { return code>>bit&1 == 1 }
		ins, row, all, some := NewInspection(set), &Case{}, []int(nil), []int(nil)
		ins.Results.Grid = &Grid{named: make([]bool, 4)}
		for q, question := range set.Questions() {
			ins.Results.Grid.named[q] = has(q)
			if has(4 + q) {
				ins.Results.Questions[q].setCount(1, 2) // it has a row of totals
			}
			if has(8 + q) {
				row.Waiting = append(row.Waiting, q)
			}
			if question.Group == "g1" && has(q) && !has(4+q) {
				if all = append(all, q); has(8 + q) {
					some = append(some, q)
				}
			}
		}
		p := &Progress{Inspection: ins}
		c := CaseProgress{ID: "C", Group: "g1"}
		if got := p.waitingOf(c, nil); !slices.Equal(got, all) {
			t.Fatalf("%b: without a row it waits for %v, want %v", code, got, all)
		}
		if got := p.waitingOf(c, row); !slices.Equal(got, some) {
			t.Fatalf("%b: it waits for %v, want %v", code, got, some)
		}
	}
}
