package sample

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Every start of a systematic draw, which are all equally likely: each place is taken by just
// m of the N, a draw has m cases, and a run of places has its share, rounded up or down.
func TestSystematicChancesByEnumeration(t *testing.T) {
	for n := 1; n <= 14; n++ {
		for m := 1; m <= n; m++ {
			times := make([]int, n)
			for start := range n {
				before := []int{0} // taken ahead of each place
				for place := range n {
					now := before[place]
					if taken(place, m, n, start) {
						times[place]++
						now++
					}
					before = append(before, now)
				}
				if before[n] != m {
					t.Fatalf("%d of %d from start %d: %d cases", m, n, start, before[n])
				}
				for from := range n {
					for to := from + 1; to <= n; to++ {
						if off := (before[to]-before[from])*n - (to-from)*m; off <= -n || off >= n {
							t.Fatalf("%d of %d from start %d: places %d to %d have %d", m, n, start, from, to, before[to]-before[from])
						}
					}
				}
			}
			for place, k := range times {
				if k != m {
					t.Fatalf("%d of %d: place %d is taken from %d starts", m, n, place, k)
				}
			}
		}
	}
}

// assignedRecord is a drawn record shared out among readers in turn.
func assignedRecord(t *testing.T, readers ...string) *Record {
	t.Helper()
	r, _ := drawnRecord(t)
	a := Assignment{After: len(r.entries()), Algorithm: AssignAlgorithm, Seed: "s"}
	for _, name := range readers {
		a.Readers = append(a.Readers, Reader{Name: name})
	}
	for i, c := range r.Groups[0].Selected {
		a.Cases = append(a.Cases, Assigned{Case: c.ID, Reader: readers[i%len(readers)], Order: i + 1})
	}
	a.Seal = r.sealNext(noon, a)
	r.Assignments, r.Times.Assigned = append(r.Assignments, a), append(r.Times.Assigned, stamp(noon))
	return r
}

// Over seeds each case comes up as often as its chance says, and pairs of a stratum alike.
func TestRereadChances(t *testing.T) {
	r := assignedRecord(t, "A", "B", "C")
	times, together := map[string]int{}, map[string]int{}
	const seeds, size = 3000, 10
	var strata []RereadStratum
	for i := range seeds {
		now := *r
		x, _, err := now.Reread(RereadOptions{Size: size, Seed: fmt.Sprint("seed ", i)}, noon)
		if err != nil || len(x.Cases) != size {
			t.Fatalf("%d cases, %v", len(x.Cases), err)
		}
		if strata = x.Strata; x.Design != "10 of 39 cases, each with the same chance: systematic with a random start through the cases by group, first reader, at random within" {
			t.Fatalf("no first answers were given, and the design is %q", x.Design)
		}
		for k, c := range x.Cases {
			if math.Abs(c.Chance-float64(size)/39) > 1e-9 {
				t.Fatalf("chance %v", c.Chance)
			}
			times[c.Case]++
			for _, d := range x.Cases[:k] {
				if c.First == d.First {
					together[d.Case+" "+c.Case]++
				}
			}
		}
	}
	expected := seeds * float64(size) / 39
	for _, c := range r.Groups[0].Selected {
		if off := math.Abs(float64(times[c.ID])-expected) / math.Sqrt(expected*(1-float64(size)/39)); off > 4.5 {
			t.Errorf("%s came up %d times of %.0f expected", c.ID, times[c.ID], expected)
		}
	}
	for _, s := range strata { // 13 cases each: all pairs of a stratum have one chance
		least, most, pairs := seeds, 0, 0
		for i, a := range s.Cases {
			for _, b := range s.Cases[i+1:] {
				n := together[a+" "+b]
				least, most, pairs = min(least, n), max(most, n), pairs+1
			}
		}
		if pairs != 78 || least < 80 || most > 220 {
			t.Errorf("stratum %s: %d pairs came up from %d to %d times", s.Reader, pairs, least, most)
		}
	}
}

// Whatever the readers, numbers and answers: nobody reads a case again that he read first,
// second readers are as even as brute force finds, and verifying repeats it all.
func TestRereadReaders(t *testing.T) {
	base, _ := drawnRecord(t)
	rapid.Check(t, func(t *rapid.T) {
		now := *base
		names := []string{"A", "B", "C", "D"}[:rapid.IntRange(2, 4).Draw(t, "readers")]
		o := RereadOptions{Size: rapid.IntRange(1, 8).Draw(t, "size"), Seed: rapid.StringN(1, 9, -1).Draw(t, "seed"),
			First: map[string]string{}, No: map[string]int{}}
		if NormalizeID(o.Seed) == "" || checkText("", NormalizeID(o.Seed)) != nil {
			return
		}
		for _, c := range now.Groups[0].Selected {
			o.First[c.ID] = rapid.SampledFrom(names).Draw(t, "first")
			o.No[c.ID] = rapid.IntRange(0, 5).Draw(t, "no")
		}
		if o.Only = rapid.SampledFrom([]string{"", OnlyNo}).Draw(t, "only"); o.Only == "" {
			o.Readers = names
		}
		x, _, err := now.Reread(o, noon)
		if err != nil {
			if strings.Contains(err.Error(), "nobody may read") || strings.Contains(err.Error(), "cannot be drawn") {
				return
			}
			t.Fatal(err)
		}
		has := map[string]int{}
		for _, c := range x.Cases {
			if c.Second == "" || c.Second == c.First || c.First != o.First[c.Case] || o.Only == OnlyNo && o.No[c.Case] == 0 {
				t.Fatalf("%+v", c)
			}
			has[c.Second]++
		}
		most := 0
		for _, k := range has {
			most = max(most, k)
		}
		if best := fewestMost(x.Cases, x.Readers, map[string]int{}); most != best {
			t.Fatalf("a reader has %d cases; %d would do: %v", most, best, x.Cases)
		}
		v := &Verification{}
		entries := now.entries()
		if v.compareReread(entries[len(entries)-1]); len(v.Differences) > 0 {
			t.Fatalf("%+v", v.Differences)
		}
	})
}

// fewestMost is the least that the most loaded reader can have, by trying everything.
func fewestMost(cases []RereadCase, readers []string, has map[string]int) int {
	if len(cases) == 0 {
		return slices.Max(append(slices.Collect(maps.Values(has)), 0))
	}
	best := math.MaxInt
	for _, name := range readers {
		if name != cases[0].First {
			has[name]++
			best = min(best, fewestMost(cases[1:], readers, has))
			has[name]--
		}
	}
	return best
}

// Pairs and bars of the assignment hold for second readers too, and replaced cases have the
// readers of those they replaced.
func TestRereadKeepsBarsAndPairs(t *testing.T) {
	r := assignedRecord(t, "A", "B", "C", "D")
	a := &r.Assignments[0]
	for i := range a.Cases {
		if a.Cases[i].Reader == "A" {
			a.Cases[i].Second = "B"
		}
	}
	barred := []string{}
	for _, c := range a.Cases[:20] {
		barred = append(barred, c.Case)
	}
	a.Readers[2].Bars = []Bar{{Column: "team", Cases: barred}}
	a.Seal = ""
	a.Seal = r.sealer().seal(r.Seal, stamp(noon), *a)
	p, _, err := r.Replace(a.Cases[4].Case, "restricted", UseReserve, noon)
	if err != nil {
		t.Fatal(err)
	}
	x, _, err := r.Reread(RereadOptions{Size: 39, Seed: "all"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range x.Cases {
		if c.First == "A" && c.Second == "B" || c.Second == "C" && slices.Contains(barred, c.Case) || c.First == "" || c.Chance != 1 {
			t.Errorf("%+v", c)
		}
		if c.Case == p.By && c.First != a.Cases[4].Reader {
			t.Errorf("the reserve %+v", c)
		}
	}
	v, entries := &Verification{}, r.entries()
	if v.compareReread(entries[len(entries)-1]); len(v.Differences) > 0 {
		t.Errorf("%+v", v.Differences)
	}
}

// Sharing out anew says which cases of the second reading would be read twice by one reader, and the
// second reading that is drawn again has none.
func TestSharingAnewNamesWhoWouldReadTwice(t *testing.T) {
	r, _ := drawnRecord(t)
	readers := []Reader{{Name: "a"}, {Name: "b"}, {Name: "c"}}
	share := func(seed string) string {
		_, warnings, err := r.Assign(readers, 0, seed, noon)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range warnings {
			if w.Code == "reads-own-again" {
				return w.Message
			}
		}
		return ""
	}
	if said := share("1"); said != "" {
		t.Errorf("nothing is read again, and it says %q", said)
	}
	x, _, err := r.Reread(RereadOptions{Size: 8, Seed: "s"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	if said := share("1"); said != "" {
		t.Errorf("the same sharing: %q", said)
	}
	said, named := share("2"), 0
	for _, now := range r.Reading() {
		for _, k := range x.Cases {
			if k.Case == now.Case && k.Second == now.Reader {
				named++
				if !strings.Contains(said, k.Case+" ("+k.Second+")") {
					t.Errorf("%s is read twice by %s, and it says %q", k.Case, k.Second, said)
				}
			}
		}
	}
	if named == 0 || strings.Count(said, "(") != named {
		t.Errorf("%d cases are read twice by one reader, and it says %q", named, said)
	}
	if x, _, err = r.Reread(RereadOptions{Size: 8, Seed: "s"}, noon); err != nil {
		t.Fatal(err)
	}
	for _, now := range r.Reading() {
		for _, k := range x.Cases {
			if k.Case == now.Case && k.Second == now.Reader {
				t.Errorf("drawn again, %s reads %s twice", k.Second, k.Case)
			}
		}
	}
}

func TestRereadRefuses(t *testing.T) {
	r := assignedRecord(t, "A")
	no := map[string]int{r.Groups[0].Selected[0].ID: 2, r.Groups[0].Selected[1].ID: 0}
	for _, c := range []struct {
		o    RereadOptions
		want string
	}{
		{RereadOptions{Size: 3, Seed: "s"}, "nobody may read "},
		{RereadOptions{Size: 39, Seed: "s", Readers: []string{"a"}}, "nobody may read "},
		{RereadOptions{Size: 3, Seed: "s", Readers: []string{"B\x00"}}, "control character"},
		{RereadOptions{Size: 0, Seed: "s"}, "0 cases cannot be drawn of the 39"},
		{RereadOptions{Size: 40, Seed: "s"}, "40 cases cannot be drawn of the 39"},
		{RereadOptions{Size: 3, Seed: " "}, "the seed is empty"},
		{RereadOptions{Size: 3, Seed: "s", Only: "yes"}, `got "yes"`},
		{RereadOptions{Size: 3, Seed: "s", Only: OnlyNo}, "have to be known"},
		{RereadOptions{Size: 2, Seed: "s", Only: OnlyNo, No: no}, "2 cases cannot be drawn of the 1"},
		{RereadOptions{Size: 1, Seed: "s", Only: OnlyNo, No: map[string]int{}}, "no case can be drawn"},
	} {
		before := len(r.Rereads)
		if _, _, err := r.Reread(c.o, noon); err == nil || !strings.Contains(err.Error(), c.want) || len(r.Rereads) != before {
			t.Errorf("%+v: %v, want %q", c.o, err, c.want)
		}
	}
	plain, f := drawnRecord(t)
	x, warnings, err := plain.Reread(RereadOptions{Size: 3, Seed: "s", Readers: []string{"B", "A"}}, noon)
	if err != nil || len(warnings) != 1 || warnings[0].Code != "first-reader-unknown" || x.Cases[0].Second != "" {
		t.Errorf("%+v, %v, %v", x, warnings, err)
	}
	for where, tamper := range map[string]func(*Reread){
		"rereads.1.strata": func(x *Reread) { x.Strata[0].Cases = x.Strata[0].Cases[1:] },
		"rereads.1.cases":  func(x *Reread) { x.Cases[0].Chance = 0.5 },
		"rereads.1":        func(x *Reread) { x.Only = OnlyNo; x.Seed = "other" },
		"rereads.1.":       func(x *Reread) { slices.Reverse(x.Strata[0].Cases) },
	} {
		changed := reread(t, written(t, plain))
		tamper(&changed.Rereads[0])
		v, err := changed.Verify(f, "")
		if err != nil || v.Verified || !slices.ContainsFunc(v.Differences,
			func(d Difference) bool { return strings.HasPrefix(d.Where, where) }) {
			t.Errorf("%s: %+v, %v", where, v, err)
		}
	}
}

// The middle parts the answered cases as evenly as any number does.
func TestTheMiddlePartsIntoHalves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 4), 0, 9).Draw(t, "counts")
		no, ids := map[string]int{}, []string{"not answered"}
		for i, n := range counts {
			ids = append(ids, fmt.Sprint(i))
			no[ids[i+1]] = n
		}
		parted := func(at int) (off int, both bool) { // the difference between its two sides
			above := 0
			for _, n := range counts {
				if n > at {
					above++
				}
			}
			return max(2*above-len(counts), len(counts)-2*above), above > 0 && above < len(counts)
		}
		got := middleOf(ids, no)
		least := len(counts)
		for at := range 5 {
			if off, both := parted(at); both {
				least = min(least, off)
			}
		}
		off, both := parted(got)
		if least == len(counts) && got != -1 || least < len(counts) && (!both || off != least || !slices.Contains(counts, got)) {
			t.Fatalf("%v is parted at %d", counts, got)
		}
	})
}
