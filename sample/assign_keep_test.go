package sample

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Three of four readers go on when one leaves on the second day: what was read and what the three
// had stays, the rest of the fourth's is shared out evenly over the days to come.
func TestAReaderLeaves(t *testing.T) {
	r, f := twoGroups(t)
	first, _, err := r.Assign(readersNamed("A", "B", "C", "D"), 5, "s", noon)
	if err != nil {
		t.Fatal(err)
	}
	was := map[string]Assigned{}
	var read, left []string // left: unread cases of D
	for _, c := range first.Cases {
		was[c.Case] = c
		switch {
		case c.Day <= 2 && c.Reader != "B": // B is behind
			read = append(read, c.Case)
		case c.Reader == "D":
			left = append(left, c.Case)
		}
	}
	dates := []string{"2026-12-07", "2026-12-08", "2026-12-09", "2026-12-10", "2026-12-11"}
	a, _, err := r.AssignWith(AssignOptions{Readers: readersNamed("A", "B", "C"), Days: 5, Dates: dates, Seed: "t",
		Read: read, Over: 2}, noon)
	if err != nil {
		t.Fatal(err)
	}
	more := map[string]int{}
	for _, c := range a.Cases {
		before := was[c.Case]
		if !slices.Contains(left, c.Case) {
			if c.Reader != before.Reader || c.Day != before.Day {
				t.Errorf("%s was with %s on day %d and is with %s on day %d", c.Case, before.Reader, before.Day, c.Reader, c.Day)
			}
			continue
		}
		if c.Day <= 2 || c.Reader == "D" {
			t.Errorf("%s is read by %s on day %d", c.Case, c.Reader, c.Day)
		}
		more[c.Reader]++
	}
	// 65 cases: one of the four had 17 and the others 16. D's six read ones apart, three readers share all
	// others as evenly as can be.
	total := map[string]int{}
	for _, c := range a.Cases {
		total[c.Reader]++
	}
	least, most := min(total["A"], total["B"], total["C"]), max(total["A"], total["B"], total["C"])
	if most-least > 1 || len(a.Cases) != 65 || sum([]int{more["A"], more["B"], more["C"]}) != len(left) {
		t.Errorf("the piles have %v, of which %v are new", total, more)
	}
	if a.DateOf(3) != "2026-12-09" || a.DateOf(0)+a.DateOf(6) != "" {
		t.Error("dates", a.DateOf(3), a.DateOf(0), a.DateOf(6))
	}
	if at := len(a.Readers) - 1; a.Readers[at].Name != "D" || !a.Readers[at].Gone {
		t.Errorf("readers %+v", a.Readers)
	}
	mustVerify(t, reread(t, written(t, r)), f)

	// Whoever is gone gets no reserve and reads nothing again.
	gone := a.Cases[slices.IndexFunc(a.Cases, func(c Assigned) bool { return c.Reader == "D" })].Case
	p, _, err := r.Replace(gone, "lost", UseReserve, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Reading() {
		if c.Case == p.By && (c.Reader == "D" || c.Reader == "") {
			t.Errorf("the reserve is read by %q", c.Reader)
		}
	}
	if !r.Stayed()[p.By] || r.Stayed()[gone] || len(r.Stayed()) != len(a.Kept) {
		t.Error("the reserve does not count among those that stayed", len(r.Stayed()), len(a.Kept))
	}
	// A reserve in the place of a case of a day that is over is read on the next day.
	for _, day := range []int{2, 4} {
		old := a.Cases[slices.IndexFunc(a.Cases, func(c Assigned) bool { return c.Reader == "A" && c.Day == day })]
		p, _, err := r.Replace(old.Case, "lost", UseReserve, noon)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Reading() {
			if c.Case == p.By && (c.Reader != "A" || c.Day != max(day, 3) || c.Order != old.Order) {
				t.Errorf("in the place of %+v there is %+v", old, c)
			}
		}
	}
	x, _, err := r.Reread(RereadOptions{Size: 20, Seed: "s"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range x.Cases {
		if c.Second == "D" || c.Second == c.First {
			t.Errorf("%s, read by %s, is read again by %s", c.Case, c.First, c.Second)
		}
	}
	if again, _, err := r.AssignAgain("u"); err != nil || len(again) != len(r.Reading()) {
		t.Error(len(again), err)
	}
	mustVerify(t, reread(t, written(t, r)), f)
}

// Whatever was read and whoever leaves or loses days: what was read stays, no day that is over gets
// a case, nobody has more than he can read unless he had it, and verifying finds every change.
func TestAssignWhileItIsRead(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r, f := drawnRecord(t)
		days := rapid.IntRange(0, 5).Draw(rt, "days")
		readers := readersNamed("A", "B", "C", "D")[:rapid.IntRange(2, 4).Draw(rt, "readers")]
		first, _, err := r.Assign(readers, days, "s", noon)
		if err != nil {
			rt.Fatal(err)
		}
		was := map[string]Assigned{}
		read := []string{}
		for _, c := range first.Cases {
			was[c.Case] = c
			if rapid.IntRange(0, 2).Draw(rt, "read") == 0 {
				read = append(read, c.Case)
			}
		}
		over := 0
		if days > 0 {
			over = rapid.IntRange(0, days-1).Draw(rt, "over")
		}
		now := slices.Clone(readers)
		now[0].Capacity = rapid.IntRange(0, 40).Draw(rt, "capacity")
		if days > 1 && rapid.Bool().Draw(rt, "fewer days") {
			now[0].Days = upTo(days)
			if rapid.Bool().Draw(rt, "from the second") {
				now[0].Days = now[0].Days[1:]
			} else {
				for i := range now[0].Days {
					now[0].Days[i]++
				}
				now[0].Days = now[0].Days[:days-1]
			}
			now[0].Days = slices.DeleteFunc(now[0].Days, func(d int) bool { return d == 0 })
			if len(now[0].Days) == 0 {
				now[0].Days = nil
			}
		}
		if rapid.Bool().Draw(rt, "one leaves") {
			now = now[:len(now)-1]
		}
		if rapid.Bool().Draw(rt, "one comes") {
			now = append(now, Reader{Name: "E"})
		}
		bar := Bar{Column: "cases", Cases: []string{first.Cases[0].Case, first.Cases[7].Case}}
		if rapid.Bool().Draw(rt, "bar") {
			now[len(now)-1].Bars = []Bar{bar}
		}
		a, _, err := r.AssignWith(AssignOptions{Readers: now, Days: days, Seed: "t", Read: read, Over: over}, noon)
		if err != nil {
			if len(r.Assignments) != 1 {
				rt.Fatal("an assignment that failed is in the record")
			}
			return // no room, or nothing to share out
		}
		seen, has, newOnes := map[string]bool{}, map[string]int{}, map[string]int{}
		placed := map[string][]Assigned{}
		for _, c := range a.Cases {
			seen[c.Case] = true
			has[c.Reader]++
			placed[c.Reader] = append(placed[c.Reader], c)
			stays := c.Reader == was[c.Case].Reader && c.Day == was[c.Case].Day
			if slices.Contains(read, c.Case) && !stays {
				rt.Errorf("%s was read and is moved", c.Case)
			}
			if slices.Contains(a.Kept, c.Case) {
				if !stays {
					rt.Errorf("%s was kept and is moved", c.Case)
				}
				continue
			}
			newOnes[c.Reader]++
			if days > 0 && c.Day <= over {
				rt.Errorf("%s is put on day %d of %d that are over", c.Case, c.Day, over)
			}
			at := slices.IndexFunc(a.Readers, func(x Reader) bool { return x.Name == c.Reader })
			if one := a.Readers[at]; one.Gone || one.Days != nil && !slices.Contains(one.Days, c.Day) ||
				len(one.Bars) > 0 && slices.Contains(bar.Cases, c.Case) {
				rt.Errorf("%s goes to %+v on day %d", c.Case, one, c.Day)
			}
		}
		if len(seen) != 39 || len(a.Cases) != 39 {
			rt.Fatalf("%d cases, %d of them different", len(a.Cases), len(seen))
		}
		for _, one := range a.Readers {
			if one.Capacity > 0 && newOnes[one.Name] > 0 && has[one.Name] > one.Capacity {
				rt.Errorf("%s has %d cases, %d of them new, and room for %d", one.Name, has[one.Name], newOnes[one.Name], one.Capacity)
			}
			if one.Gone {
				continue
			}
			cases := placed[one.Name]
			slices.SortFunc(cases, func(x, y Assigned) int { return x.Order - y.Order })
			for i, c := range cases {
				if c.Order != i+1 || i > 0 && c.Day < cases[i-1].Day {
					rt.Fatalf("%s reads in the order %+v", one.Name, cases)
				}
			}
		}
		text := written(t, r)
		tampers := map[string]func(a *Assignment){
			"one more kept": func(a *Assignment) {
				for _, c := range a.Cases {
					if !slices.Contains(a.Kept, c.Case) {
						a.Kept = append(a.Kept, c.Case)
						slices.Sort(a.Kept)
						return
					}
				}
			},
			"one kept moved": func(a *Assignment) {
				at := slices.IndexFunc(a.Cases, func(c Assigned) bool { return c.Case == a.Kept[0] })
				a.Cases[at].Order++
			},
			"another seed": func(a *Assignment) { a.Seed = "v" },
		}
		name := rapid.SampledFrom([]string{"nothing", "one more kept", "one kept moved", "another seed"}).Draw(rt, "tamper")
		if name == "nothing" {
			mustVerify(t, reread(t, text), f)
			return
		}
		bad := reread(t, text)
		tampers[name](&bad.Assignments[1])
		_, bad.Assignments[1].Seal = bad.entries()[1].seals(bad.Assignments[0].Seal)
		v, err := bad.Verify(f, "")
		if err != nil {
			rt.Fatal(err)
		}
		if moved := len(a.Cases) - len(a.Kept); v.Verified &&
			(name == "one kept moved" || moved > 6) { // of a few, two seeds can give the same
			rt.Errorf("%s: not found", name)
		}
	})
}

func TestAssignWhileItIsReadErrors(t *testing.T) {
	r, _ := drawnRecord(t)
	try := func(o AssignOptions, want string) {
		t.Helper()
		o.Seed = "s"
		before := len(r.Assignments)
		if _, _, err := r.AssignWith(o, noon); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, not %s", err, want)
		}
		if len(r.Assignments) != before {
			t.Error("an assignment that failed is in the record")
		}
	}
	two := readersNamed("A", "B")
	try(AssignOptions{Readers: two, Read: []string{}}, "has not been shared out")
	try(AssignOptions{Readers: two, Days: 2, Dates: []string{"2026-12-07"}}, "has 1 dates for 2 days")
	try(AssignOptions{Readers: two, Days: 2, Dates: []string{"2026-12-07", "2026-12-07"}}, `has the date "2026-12-07" of day 2`)
	try(AssignOptions{Readers: two, Days: 1, Dates: []string{"7/12/2026"}}, `has the date "7/12/2026" of day 1`)
	if _, _, err := r.Assign(two, 3, "s", noon); err != nil {
		t.Fatal(err)
	}
	try(AssignOptions{Readers: two, Days: 4, Read: []string{}}, "was shared out over 3 days")
	try(AssignOptions{Readers: two, Days: 3, Over: 4, Read: []string{}}, "of 3 days 4 cannot be over")
	try(AssignOptions{Readers: two, Days: 3, Read: []string{}}, "every case stays with its reader: there is nothing to share out anew")
	try(AssignOptions{Readers: readersNamed("E"), Days: 3, Read: []string{}}, "none can stay with its reader: share the sample out anew")
	try(AssignOptions{Readers: two[:1], Days: 3, Over: 3, Read: []string{r.Groups[0].Selected[0].ID}}, "room for 0 cases")
	tight := readersNamed("A")
	tight[0].Capacity = 25
	try(AssignOptions{Readers: tight, Days: 3, Read: []string{}}, "more are needed")
}

// A case stays with its pile where the pile may read it, has room for it, in all and on its day, and is there on
// that day or, where it is over, on a later one.
func TestWhatStaysWithAPile(t *testing.T) {
	for code := range 4 * 4 * 3 * 3 * 3 * 2 {
		day, over, most, perDay, kept, bar := code%4, code/4%4, code/16%3, code/48%3, code/144%3, code/432 == 1
		p := &pile{days: []int{1, 3}, most: most, perDay: []int{perDay, 1}}
		barred := map[caseOfPile]bool{{"K", 0}: bar}
		for range kept {
			p.kept = append(p.kept, Assigned{Day: 1})
		}
		want := !bar && (most == 0 || kept < most)
		switch {
		case day == 0:
		case day <= over:
			want = want && over < 3
		case day == 1:
			want = want && (perDay == 0 || kept < perDay)
		default:
			want = want && day == 3 // on which it has room for one, and keeps none
		}
		if got := p.stays(Assigned{Case: "K", Day: day}, over, barred); got != want {
			t.Errorf("day %d, %d over, %d at most, %d a day, %d kept, barred %v: %v", day, over, most, perDay, kept, bar, got)
		}
	}
}

// A reserve that may not be read by who read the case it stands in for goes to another, on the
// last of his days.
func TestReservesThatMayNotBeReadByTheSame(t *testing.T) {
	for days := range 4 {
		r, _ := drawnRecord(t)
		reserve := r.Groups[0].Reserves[0].ID
		readers := readersNamed("A", "B")
		readers[0].Bars = []Bar{{Column: "cases", Cases: []string{reserve}}}
		a, _, err := r.Assign(readers, days, "s", noon)
		if err != nil {
			t.Fatal(err)
		}
		last := 0
		for _, c := range a.Cases {
			if c.Reader == "B" {
				last = max(last, c.Order)
			}
		}
		at := slices.IndexFunc(a.Cases, func(c Assigned) bool { return c.Reader == "A" })
		for {
			by, _, err := r.Replace(a.Cases[at].Case, "restricted", UseReserve, noon)
			if err != nil {
				t.Fatal(err)
			}
			if by.By != reserve { // another reserve is closer
				at++
				for a.Cases[at].Reader != "A" {
					at++
				}
				continue
			}
			break
		}
		for _, c := range r.Reading() {
			if c.Case == reserve && (c.Reader != "B" || c.Day != days || c.Order != last+1) {
				t.Errorf("%d days: %+v, want reader B on day %d as number %d", days, c, days, last+1)
			}
		}
	}
}

// Of the first reader's cases as many stay as there is room for, those that stand first.
func TestTheFirstReaderKeepsNoMoreThanHeHasRoomFor(t *testing.T) {
	r, _ := drawnRecord(t)
	first, _, err := r.Assign(readersNamed("A", "B"), 0, "s", noon)
	if err != nil {
		t.Fatal(err)
	}
	now := readersNamed("A", "B")
	now[0].Capacity = 4
	a, _, err := r.AssignWith(AssignOptions{Readers: now, Seed: "t", Read: []string{}}, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range first.Cases {
		if stays := slices.Contains(a.Kept, c.Case); stays != (c.Reader == "B" || c.Order <= 4) {
			t.Errorf("%s, number %d of %s, stays: %v", c.Case, c.Order, c.Reader, stays)
		}
	}
}

// Beside what a pile keeps it can have what the days to come leave of the most cases a day, and never
// fewer than none; the days that are over count for nothing.
func TestRoomOfAPile(t *testing.T) {
	on := func(days ...int) (kept []Assigned) {
		for _, d := range days {
			kept = append(kept, Assigned{Day: d})
		}
		return kept
	}
	for _, c := range []struct {
		p       pile
		n, over int
		want    int
	}{
		{pile{}, 100, 0, 100},
		{pile{most: 7}, 100, 0, 7},
		{pile{most: 7, kept: on(1, 1, 2)}, 100, 0, 4},
		{pile{most: 2, kept: on(1, 1, 2)}, 100, 0, 0},
		{pile{days: []int{1, 2, 3}, perDay: []int{2, 3, 4}}, 100, 0, 9},
		{pile{days: []int{1, 2, 3}, perDay: []int{2, 3, 4}}, 100, 1, 7},
		{pile{days: []int{1, 2, 3}, perDay: []int{2, 3, 4}, kept: on(1, 2, 3, 3)}, 100, 0, 5},
		{pile{days: []int{1, 2, 3}, perDay: []int{2, 3, 4}, kept: on(1, 2, 3, 3)}, 100, 1, 4},
		{pile{days: []int{1, 2, 3}, perDay: []int{2, 3, 4}, kept: on(2, 3, 3, 3, 3, 3)}, 100, 1, 2},
		{pile{days: []int{1, 2}, kept: on(2)}, 5, 1, 5},
		{pile{days: []int{1, 2}}, 5, 2, 0},
		{pile{days: []int{3}, perDay: []int{9}, most: 4, kept: on(3)}, 100, 0, 3},
		{pile{days: []int{3}, perDay: []int{9}}, 6, 0, 6},
	} {
		if got := c.p.room(c.n, c.over); got != c.want {
			t.Errorf("%+v, %d cases, %d days over: room for %d, want %d", c.p, c.n, c.over, got, c.want)
		}
	}
}
