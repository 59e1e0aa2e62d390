package discretion

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"onecase/sample"
)

// sharedOut is an inspection with every case read, of a sample that was shared out.
func sharedOut(t testing.TB, rng *rand.Rand, cases, variables int, readers []sample.Reader, seed string) *Progress {
	t.Helper()
	frame := sample.Frame{}
	for v := range variables {
		frame.Variables = append(frame.Variables, sample.Variable{Name: fmt.Sprint("v", v), Categories: []string{"a", "b", "c"}})
	}
	for i := range cases {
		c := sample.Case{ID: fmt.Sprintf("C%02d", i), Group: "g0"}
		for v := range variables {
			c.Values = append(c.Values, []string{"a", "b", "c"}[(i>>v+v)%3])
		}
		frame.Cases = append(frame.Cases, c)
	}
	design := sample.DefaultDesign()
	design.Sizes = map[string]int{"g0": cases}
	plan, err := sample.NewPlan(&frame, []sample.Group{{ID: "g0"}}, design)
	if err != nil {
		t.Fatal(err)
	}
	draw, err := plan.Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	record := sample.NewRecord(draw, sample.ListSource{Name: "l"}, "ladder", time.Unix(0, 0))
	if _, _, err := record.Assign(readers, 0, seed, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	set := ladder(t, 1, 1, 2, ladders[0]...)
	ins := NewInspection(set)
	ins.Results.Grid = randomInspection(t, rng, set, cases).Results.Grid
	for i := range ins.Results.Grid.Cases {
		ins.Results.Grid.Cases[i].ID, ins.Results.Grid.Cases[i].Row = fmt.Sprintf("C%02d", i), i+2
		ins.Results.Grid.Cases[i].Answers[0] = Yes - Answer(rng.IntN(2)) // some answer of each
	}
	ins.Results.CountAnswers(set.Questions())
	if _, err := ins.UseRecord(record); err != nil {
		t.Fatal(err)
	}
	p, err := ProgressOf(ins, ProgressOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func named(names ...string) (readers []sample.Reader) {
	for _, name := range names {
		readers = append(readers, sample.Reader{Name: name})
	}
	return readers
}

// byExchanges is the law of the largest difference over every order of the cases of each kind, one
// after the other, by kinds found here anew.
func byExchanges(p *Progress, names []string, kind func(id string) string) []float64 {
	return byExchangesOf(p, names, kind, func(string) bool { return true })
}

// byExchangesOf is byExchanges of some cases.
func byExchangesOf(p *Progress, names []string, kind func(id string) string, compared func(id string) bool) []float64 {
	reading := slices.DeleteFunc(p.Inspection.Record.Reading(), func(a sample.Assigned) bool { return !compared(a.Case) })
	counts, pile := p.countsOf(reading), make([]int, len(reading))
	var kinds []string
	of := map[string][]int{}
	for i, a := range reading {
		pile[i] = slices.Index(names, a.Reader)
		k := kind(a.Case)
		if of[k] == nil {
			kinds = append(kinds, k)
		}
		of[k] = append(of[k], i)
	}
	var all []float64
	var each func(k int)
	each = func(k int) {
		if k == len(kinds) {
			all = append(all, largestDifference(pile, counts, len(names)))
			return
		}
		cases := of[kinds[k]]
		was := make([]int, len(cases))
		for i, c := range cases {
			was[i] = pile[c]
		}
		orders(len(cases), func(order []int) {
			for i, at := range order {
				pile[cases[i]] = was[at]
			}
			each(k + 1)
		})
		for i, c := range cases {
			pile[c] = was[i]
		}
	}
	each(0)
	return all
}

// Where kinds leave enough of the comparison, p is that of every order of the cases of each kind, so is
// what would be seen, a drawn one is near to it, and it is as small as a level no more often than
// that: with no variable, one and two, and up to four readers.
func TestReadersAgainstEveryExchange(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 15))
	counted := 0
	for trial := range sweep(24, 150) {
		names := [][]string{{"A", "B"}, {"A", "B", "C"}, {"A", "B", "C", "D"}}[trial%3]
		variables := trial / 3 % 2
		p := sharedOut(t, rng, 6+trial%3, variables, named(names...), fmt.Sprint(trial))
		got, err := p.TestReaders(nil)
		if err != nil || got.Why != "" || got.Over != WithinKinds || got.Sharings != 0 {
			t.Fatalf("%+v, %v", got, err)
		}
		all := byExchanges(p, names, func(id string) string { return fmt.Sprint(p.valuesOf(id)) })
		slices.Sort(all)
		tail := func(t float64) float64 {
			first, _ := slices.BinarySearch(all, t-1e-12)
			return float64(len(all)-first) / float64(len(all))
		}
		seen := math.Abs(got.Readers[got.Largest].Difference())
		if want := tail(seen); math.Abs(got.P-want) > 1e-9 {
			t.Errorf("trial %d: p %v, by every exchange of %d %v", trial, got.P, len(all), want)
		}
		least := 0.0
		for _, d := range all {
			if tail(d) <= seenLevel+1e-12 && (least == 0 || d < least) {
				least = d
			}
		}
		if math.Abs(got.Seen-least) > 1e-12 {
			t.Errorf("trial %d: %v would be seen, by every exchange %v", trial, got.Seen, least)
		}
		reading := p.Inspection.Record.Reading()
		piles := make([]int, len(reading))
		for i, a := range reading {
			piles[i] = slices.Index(names, a.Reader)
		}
		kinds, _ := p.Inspection.Record.AlikeForAssignment()
		drawn := &ReaderTest{Readers: got.Readers, Sharings: drawnWithin}
		drawn.conclude(seen, newSharedKinds(piles, p.countsOf(reading), len(names), kinds).drawn(fmt.Sprint(trial)))
		if math.Abs(drawn.P-got.P) > 5*drawn.MonteCarloError+0.001 {
			t.Errorf("trial %d: p %v, drawn %v with an error of %v", trial, got.P, drawn.P, drawn.MonteCarloError)
		}
		for _, level := range []float64{0.05, 0.1, 0.3} {
			rejected := 0
			for _, d := range all {
				if tail(d) <= level {
					rejected++
				}
			}
			if float64(rejected) > level*float64(len(all))+1e-9 {
				t.Errorf("trial %d: at level %v it is %d of %d", trial, level, rejected, len(all))
			}
		}
		if len(all) > 1 {
			counted++
		}
	}
	if counted < 20 {
		t.Errorf("%d counted", counted)
	}
}

// valuesOf are the categories of a case.
func (p *Progress) valuesOf(id string) []string {
	for _, g := range p.Inspection.Record.Groups {
		for _, c := range g.Selected {
			if c.ID == id {
				return g.Values(c)
			}
		}
	}
	return nil
}

// Within kinds, and by the rules where most cases are the only ones of their kind, p is below a level no
// more often than that, over seeds of the assignment.
func TestReadersOfMatchedPilesKeepTheLevel(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 16))
	for _, c := range []struct {
		over             Sharings
		cases, variables int
		trials           int
		again            bool
	}{{WithinKinds, 24, 1, sweep(60, 400), false}, {ByTheRules, 14, 3, sweep(10, 100), false},
		{WithinKinds, 48, 0, sweep(60, 400), true}, {ByTheRules, 24, 3, sweep(10, 100), true}} {
		rejected := 0
		for trial := range c.trials {
			var p *Progress
			if c.again {
				p = sharedAgain(t, rng, c.cases, c.variables, fmt.Sprint("seed ", trial))
			} else {
				p = sharedOut(t, rng, c.cases, c.variables, named("A", "B", "C"), fmt.Sprint("seed ", trial))
			}
			got, err := p.TestReaders(nil)
			// Few cases that were shared out anew can be of few kinds, by chance.
			if err != nil || got.Why != "" || got.Over != c.over && !c.again {
				t.Fatalf("%+v, %v", got, err)
			}
			if got.P <= 0.1 {
				rejected++
			}
		}
		if mean, sd := 0.1*float64(c.trials), math.Sqrt(0.09*float64(c.trials)); float64(rejected) > mean+3.5*sd {
			t.Errorf("%s: p is at most 0.1 in %d of %d", c.over, rejected, c.trials)
		}
		t.Logf("%s: p is at most 0.1 in %d of %d", c.over, rejected, c.trials)
	}
}

// sharedAgain is an inspection of a sample of which C read a part and left; the rest of C's cases were
// shared out anew to A and B, and all is read.
func sharedAgain(t testing.TB, rng *rand.Rand, cases, variables int, seed string) *Progress {
	p := sharedOut(t, rng, cases, variables, named("A", "B", "C"), "first of "+seed)
	o := sample.AssignOptions{Readers: named("A", "B"), Seed: seed, Read: []string{}}
	for i, a := range p.Inspection.Record.Reading() {
		if a.Reader != "C" && i%2 == 0 || a.Reader == "C" && a.Order == 1 {
			o.Read = append(o.Read, a.Case)
		}
	}
	if _, _, err := p.Inspection.Record.AssignWith(o, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	p, err := ProgressOf(p.Inspection, ProgressOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// After a sample was shared out anew while it was read, p is that of every order of the cases that
// were shared out then, within their kinds; those that stayed are not compared.
func TestReadersOfCasesSharedOutAnew(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 19))
	for trial := range sweep(10, 60) {
		variables := trial % 2
		p := sharedAgain(t, rng, 18, variables, fmt.Sprint(trial))
		record := p.Inspection.Record
		anew := map[string]string{}
		for _, a := range record.Reading() {
			if !slices.Contains(record.AssignedNow().Kept, a.Case) {
				anew[a.Case] = a.Reader
			}
		}
		got, err := p.TestReaders(nil)
		if err != nil || got.Why != "" || got.Stayed != 18-len(anew) || len(got.Readers) != 2 ||
			got.Readers[0].Cases+got.Readers[1].Cases != len(anew) {
			t.Fatalf("%+v, %v", got, err)
		}
		if got.Over != WithinKinds {
			continue
		}
		all := byExchangesOf(p, []string{"A", "B"}, func(id string) string { return fmt.Sprint(p.valuesOf(id)) },
			func(id string) bool { return anew[id] != "" })
		seen, large := math.Abs(got.Readers[got.Largest].Difference()), 0
		for _, d := range all {
			if d >= seen-1e-12 {
				large++
			}
		}
		if want := float64(large) / float64(len(all)); math.Abs(got.P-want) > 1e-9 {
			t.Errorf("trial %d: p %v, by every exchange of %d %v", trial, got.P, len(all), want)
		}
	}
}

// A reader who says no to all is seen; a pair counts as one; and there is no test where
// the cases were not shared out, or are not read.
func TestReadersSeesAnotherReader(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 17))
	readers := append(named("A", "B"), sample.Reader{Name: "C", Pair: "D"}, sample.Reader{Name: "D", Pair: "C"})
	p := sharedOut(t, rng, 30, 1, readers, "s")
	assigned := map[string]string{}
	for _, a := range p.Inspection.Record.Reading() {
		assigned[a.Case] = a.Reader
	}
	for _, c := range p.Inspection.Results.Grid.Cases {
		for q, a := range c.Answers {
			if a != NA {
				c.Answers[q] = Yes
				if assigned[c.ID] == "C" {
					c.Answers[q] = No
				}
			}
		}
	}
	got, err := p.TestReaders(nil)
	if err != nil || len(got.Readers) != 3 || got.Readers[got.Largest].Second != "D" || got.Over != WithinKinds ||
		got.P > 0.0002 || got.Seen <= 0 || got.Seen >= 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	p.Read--
	if got, err := p.TestReaders(nil); err != nil ||
		got.Why != "1 case is not read in full: whole piles are compared, as only those were shared out by chance" {
		t.Errorf("%+v, %v", got, err)
	}
	p = sharedOut(t, rng, 6, 0, named("A"), "s")
	if got, err := p.TestReaders(nil); err != nil || cmp.Or(got.Why, "none") == "none" {
		t.Errorf("%+v, %v", got, err)
	}
	p.Inspection.Record.Assignments = nil
	if p, err = ProgressOf(p.Inspection, ProgressOptions{}); err != nil {
		t.Fatal(err)
	}
	if got, err := p.TestReaders(nil); err != nil || got.Why[:39] != "the record does not share the cases out" {
		t.Errorf("%+v, %v", got, err)
	}
}

// Peer: none known tests readers against the assignment that was made. The aim is below two seconds.
func BenchmarkReaders200To12(b *testing.B) {
	rng := rand.New(rand.NewPCG(5, 18))
	names := []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}
	for _, variables := range []int{2, 4, 9} {
		b.Run(fmt.Sprint(variables, " variables"), func(b *testing.B) {
			p := sharedOut(b, rng, 200, variables, named(names...), "s")
			for b.Loop() {
				if got, err := p.TestReaders(nil); err != nil || got.Why != "" {
					b.Fatalf("%+v, %v", got, err)
				} else {
					b.ReportMetric(got.Kept, "kept")
				}
			}
		})
	}
	b.Run("65 to 2, counted", func(b *testing.B) {
		p := sharedOut(b, rng, 65, 2, named("A", "B"), "s")
		for b.Loop() {
			if got, err := p.TestReaders(nil); err != nil || got.Why != "" || got.Sharings > 0 {
				b.Fatalf("%+v, %v", got, err)
			}
		}
	})
}

// More sharings are drawn of fewer cases.
func TestSharingsFor(t *testing.T) {
	for cases, want := range map[int]int{1: 999, 100: 999, 101: 199, 300: 199, 301: 99, 9999: 99} {
		if got := sharingsFor(cases); got != want {
			t.Errorf("%d cases: %d", cases, got)
		}
	}
}

// What each reader has read is counted case by case.
func TestReadersAreCountedByAnswers(t *testing.T) {
	p := sharedOut(t, rand.New(rand.NewPCG(3, 3)), 12, 1, named("A", "B"), "counted")
	got, err := p.TestReaders(nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][3]int{}
	for _, a := range p.Inspection.Record.Reading() {
		n := want[a.Reader]
		n[0]++
		for _, c := range p.Inspection.Results.Grid.Cases {
			for _, answer := range c.Answers {
				if c.ID == a.Case && answer != NA {
					n[2]++
					if answer == Yes {
						n[1]++
					}
				}
			}
		}
		want[a.Reader] = n
	}
	for _, r := range got.Readers {
		if n := [3]int{r.Cases, r.Yes, r.Of}; n != want[r.Reader] || len(got.Readers) != 2 || r.Yes == r.Of {
			t.Errorf("%s: %v, want %v", r.Reader, n, want[r.Reader])
		}
	}
}

// Where sharings by the rules are held against the one that was made anybody can draw them again: seeds are
// the words, the record's digest and their number from 1; drawing ends at ten as large, with 39 drawn at the
// least, or at as many as are drawn of so few cases. P, its error and what would be seen follow by counting.
func TestReadersByTheRulesAreDrawnAgain(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 21))
	whole := 0
	for trial := range 4 {
		p := sharedOut(t, rng, 14, 3, named("A", "B", "C"), fmt.Sprint("again ", trial))
		record := p.Inspection.Record
		worth := map[string][2]float64{}
		for _, a := range record.Reading() {
			i := slices.IndexFunc(p.Inspection.Results.Grid.Cases, func(c Case) bool { return c.ID == a.Case })
			var sum [2]float64
			for q, answer := range p.Inspection.Results.Grid.Cases[i].Answers {
				if answer != NA && trial%2 == 0 { // C says no to all, and the others yes
					if answer = Yes; a.Reader == "C" {
						answer = No
					}
					p.Inspection.Results.Grid.Cases[i].Answers[q] = answer
				}
				if answer != NA {
					sum[1]++
				}
				if answer == Yes {
					sum[0]++
				}
			}
			worth[a.Case] = sum
		}
		largest := func(reading []sample.Assigned) (most float64) {
			for _, reader := range []string{"A", "B", "C"} {
				var own, others [2]float64
				for _, a := range reading {
					to := &others
					if a.Reader == reader {
						to = &own
					}
					to[0], to[1] = to[0]+worth[a.Case][0], to[1]+worth[a.Case][1]
				}
				most = max(most, math.Abs(own[0]/own[1]-others[0]/others[1]))
			}
			return most
		}
		var told []int
		got, err := p.TestReaders(func(done, total int) {
			if told = append(told, done); done != len(told) || total != 999 {
				t.Fatalf("%d of %d are drawn at call %d", done, total, len(told))
			}
		})
		if err != nil || got.Over != ByTheRules {
			t.Fatalf("%+v, %v", got, err)
		}
		seen, large := largest(record.Reading()), 0
		var drawn []float64
		for len(drawn) < 999 && (large < 10 || len(drawn) < 39) {
			again, _, err := record.AssignAgain(fmt.Sprintf("readers alike|%s|%d", record.Digest(), len(drawn)+1))
			if err != nil {
				t.Fatal(err)
			}
			drawn = append(drawn, largest(again))
			if drawn[len(drawn)-1] > seen-1e-9 {
				large++
			}
		}
		n := len(drawn)
		if n == 999 {
			whole++
		} else {
			n-- // it ends in place of telling
		}
		least := 0.0
		for _, d := range drawn {
			above := 1
			for _, other := range drawn {
				if other > d-1e-9 {
					above++
				}
			}
			if float64(above) <= 0.05*float64(len(drawn)+1) && (least == 0 || d < least) {
				least = d
			}
		}
		want := float64(1+large) / float64(1+len(drawn))
		if got.Sharings != len(drawn) || len(told) != n || math.Abs(got.P-want) > 1e-12 || math.Abs(got.Seen-least) > 1e-9 ||
			math.Abs(got.MonteCarloError-math.Sqrt(want*(1-want)/float64(len(drawn)))) > 1e-12 {
			t.Errorf("trial %d: %+v, told %d; drawn %d, p %v, seen %v", trial, got, len(told), len(drawn), want, least)
		}
	}
	if whole == 0 || whole == 4 {
		t.Errorf("all are drawn in %d of 4", whole)
	}
}

// P and what would be seen are those of any list of differences with chances, or of drawn ones beside the
// one that was made, by counting anew for each.
func TestConclusionsByCounting(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 22))
	for range 3000 {
		found, sharings, sum := make([]weighed, 1+rng.IntN(60)), 0, 0.0
		for i := range found {
			found[i] = weighed{float64(rng.IntN(12)) / 10, rng.Float64()}
			sum += found[i].chance
		}
		one, all := 0.0, 1.0 // the sharing that was made, and all
		if rng.IntN(2) == 0 {
			sharings, one, all = len(found), 1, float64(1+len(found))
		}
		for i := range found {
			if found[i].chance /= sum; sharings > 0 {
				found[i].chance = 1
			}
		}
		share := func(least float64) float64 {
			sum := one
			for _, w := range found {
				if w.difference > least-1e-9 {
					sum += w.chance
				}
			}
			return sum / all
		}
		seen := float64(rng.IntN(14)) / 10
		least := 0.0
		for _, w := range found {
			if share(w.difference) <= seenLevel && (least == 0 || w.difference < least) {
				least = w.difference
			}
		}
		got := ReaderTest{Sharings: sharings}
		got.conclude(seen, slices.Clone(found))
		deviation := 0.0
		if p := share(seen); sharings > 0 {
			deviation = math.Sqrt(p * (1 - p) / float64(sharings))
		}
		if math.Abs(got.P-share(seen)) > 1e-9 || got.Seen != least || math.Abs(got.MonteCarloError-deviation) > 1e-9 {
			t.Fatalf("%v of %v: %+v, want %v and %v", seen, found, got, share(seen), least)
		}
	}
}
