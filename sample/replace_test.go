package sample

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"onecase/sample/internal/rounding"
)

// The reserve that is used leaves the sample at least as well balanced as any
// other would.
func TestReplaceKeepsTheBalanceBest(t *testing.T) {
	r, f := drawnRecord(t)
	g := &r.Groups[0]
	for i := range 8 {
		id := g.Selected[4*i].ID
		before, err := r.Status("all")
		if err != nil {
			t.Fatal(err)
		}
		best := 1e9
		for _, c := range before.Reserves {
			after := slices.DeleteFunc(slices.Clone(before.Sample), func(c Chosen) bool { return c.ID == id })
			best = min(best, largest(g.BalanceOf(append(after, c))))
		}
		p, warnings, err := r.Replace(id, fmt.Sprint("reason ", i), UseReserve, noon)
		if err != nil || p.By == "" || len(warnings) > 0 {
			t.Fatalf("replacement %+v, %v, %v", p, warnings, err)
		}
		if p.Largest > best+1e-9 {
			t.Errorf("%s leaves a difference of %.3f; %.3f was possible", p.By, p.Largest, best)
		}
	}
	// The eight reserves are used up.
	p, warnings, err := r.Replace(g.Selected[1].ID, "one more", UseReserve, noon)
	if err != nil || p.By != "" || len(warnings) != 1 || warnings[0].Code != "no-reserve" ||
		!strings.Contains(p.Effect(), "smaller by one") {
		t.Errorf("replacement %+v, %v, %v", p, warnings, err)
	}
	s, err := r.Status("all")
	if err != nil || len(s.Sample) != 38 || len(s.Reserves) != 0 || len(s.Dropped) != 9 {
		t.Errorf("status %+v, %v", s, err)
	}
	mustVerify(t, reread(t, written(t, r)), f)
}

func TestReplacePolicies(t *testing.T) {
	r, f := drawnRecord(t)
	g := &r.Groups[0]
	for i, c := range []struct {
		policy  Policy
		sample  int
		by      bool
		explain string
	}{
		{CountFailed, 39, false, "answered no"},
		{NotAssessable, 38, false, "smaller by one"},
		{UseReserve, 38, true, "The sample size stays"},
	} {
		p, _, err := r.Replace(g.Selected[i].ID, "why", c.policy, noon)
		if err != nil {
			t.Fatal(err)
		}
		s, err := r.Status("all")
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Sample) != c.sample || (p.By != "") != c.by || !strings.Contains(c.policy.Effect(), c.explain) {
			t.Errorf("%s: sample %d, by %q, effect %q", c.policy, len(s.Sample), p.By, c.policy.Effect())
		}
	}
	mustVerify(t, reread(t, written(t, r)), f)
}

func TestReplaceErrors(t *testing.T) {
	r, _ := drawnRecord(t)
	g := &r.Groups[0]
	used := g.Selected[0].ID
	if _, _, err := r.Replace(used, "first", UseReserve, noon); err != nil {
		t.Fatal(err)
	}
	failed := g.Selected[1].ID
	if _, _, err := r.Replace(failed, "first", CountFailed, noon); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id, reason string
		policy     Policy
		want       string
	}{
		{"nobody", "x", UseReserve, `case "nobody" is not in the sample`},
		{strings.ToLower(g.Selected[2].ID), "x", UseReserve,
			fmt.Sprintf("is not in the sample; if it is the case %q, write its id so", g.Selected[2].ID)},
		{used, "x", UseReserve, "has left the sample already"},
		{failed, "x", UseReserve, "counts as failed already"},
		{g.Selected[2].ID, " ", UseReserve, "needs a reason"},
		{g.Selected[2].ID, strings.Repeat("x", 501), UseReserve, "at most 500"},
		{g.Selected[2].ID, "x", "ignore", "not one of replace, failed and not-assessable"},
	} {
		if _, _, err := r.Replace(c.id, c.reason, c.policy, noon); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q, %q: %v, want %q", c.id, c.policy, err, c.want)
		}
	}
	if len(r.Replacements) != 2 {
		t.Errorf("%d replacements after errors", len(r.Replacements))
	}
}

// An extension keeps every case, gets the size exactly, and is verified with
// what came before and after it.
func TestExtendKeepsEveryCase(t *testing.T) {
	f := madeFrame("extend", 51, fourVariables)
	r := NewRecord(mustDraw(t, f, sized(26), "1"), ListSource{Name: "l"}, "none", noon)
	if _, _, err := r.Replace(r.Groups[0].Selected[3].ID, "gone", UseReserve, noon); err != nil {
		t.Fatal(err)
	}
	before, _ := r.Status("all")
	for _, n := range []int{31, 40} {
		if _, err := r.Extend(f, map[string]int{"all": n}, noon); err != nil {
			t.Fatal(err)
		}
		after, err := r.Status("all")
		if err != nil {
			t.Fatal(err)
		}
		if len(after.Sample) != n {
			t.Errorf("%d cases after an extension to %d", len(after.Sample), n)
		}
		for _, c := range before.Sample {
			if place(after.Sample, c.ID) < 0 {
				t.Errorf("%s was lost by the extension to %d", c.ID, n)
			}
		}
		for _, c := range after.Reserves {
			if place(after.Sample, c.ID) >= 0 {
				t.Errorf("%s is in the sample and a reserve", c.ID)
			}
		}
	}
	s, _ := r.Status("all")
	if _, _, err := r.Replace(s.Sample[0].ID, "later", UseReserve, noon); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, reread(t, written(t, r)), f)
	r.Extensions[0].Added[0].ID, r.Extensions[0].Reserves[0].ID = r.Extensions[0].Reserves[0].ID, r.Extensions[0].Added[0].ID
	if v, err := r.Verify(f, ""); err != nil || v.Verified {
		t.Errorf("a tampered extension verifies (%v)", err)
	}
}

// An extension says which categories it leaves a case or more off their shares.
func TestExtendSaysWhereTheBalanceSuffers(t *testing.T) {
	f := cappedFrame("suffers", 60, fourVariables)
	d := sized(20)
	d.Caps = []Cap{{"manager", 5}}
	r := NewRecord(mustDraw(t, f, d, "1"), ListSource{}, "none", noon)
	warnings, err := r.Extend(f, map[string]int{"all": 26}, noon)
	if err != nil {
		t.Fatal(err)
	}
	s, err := r.Status("all")
	if err != nil {
		t.Fatal(err)
	}
	said := warned(warnings, "balance-missed")
	if len(said) != 1 {
		t.Fatalf("it says %q", said)
	}
	for _, b := range r.Groups[0].BalanceOf(s.Sample) {
		if named := strings.Contains(said[0], b.Variable+" "+b.Category+" ("); named != (math.Abs(b.Difference) >= 1-rounding.Slack) {
			t.Errorf("%s %s is %.2f off: it says %q", b.Variable, b.Category, b.Difference, said[0])
		}
	}
}

func TestExtendErrors(t *testing.T) {
	r, f := drawnRecord(t)
	for _, c := range []struct {
		sizes map[string]int
		want  string
	}{
		{map[string]int{"court": 44}, `the record has no group "court": the only group is "all"`},
		{map[string]int{"all": 39}, "group all has 39 cases in its sample: it cannot be extended to 39: the new size has to be from 40 to 50"},
		{map[string]int{"all": 51}, "cannot be extended to 51"},
	} {
		if _, err := r.Extend(f, c.sizes, noon); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %q", c.sizes, err, c.want)
		}
	}
	f.Cases = f.Cases[1:]
	if _, err := r.Extend(f, map[string]int{"all": 44}, noon); err == nil ||
		!strings.Contains(err.Error(), "does not agree with the list") {
		t.Errorf("another list: %v", err)
	}
}

// A replacement that leaves the sample below a least number says so, and an
// extension brings the number back where the list has the cases.
func TestReplaceSaysWhichLeastNumberIsMissed(t *testing.T) {
	f := countedFrame(map[string]int{"ax": 4, "bx": 8, "by": 8})
	d := sized(8)
	d.AtLeast = []AtLeast{{"a", "a", 3}}
	spared := 0
	for seed := range 20 {
		r := NewRecord(mustDraw(t, f, d, fmt.Sprint(seed)), ListSource{Name: "l"}, "none", noon)
		rare := func() (ids []string) {
			s, err := r.Status("all")
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range s.Sample {
				if r.Groups[0].Values(c)[0] == "a" {
					ids = append(ids, c.ID)
				}
			}
			return ids
		}
		p, warnings, err := r.Replace(rare()[0], "gone", UseReserve, noon)
		if err != nil {
			t.Fatal(err)
		}
		missed := warned(warnings, "least-missed")
		if low := len(rare()) < 3; low != (len(missed) == 1) {
			t.Fatalf("seed %d: %d left after %+v, warnings %v", seed, len(rare()), p, warnings)
		}
		if len(missed) > 0 {
			s, err := r.Status("all")
			if err != nil {
				t.Fatal(err)
			}
			want := "all: the sample is no longer as it was designed: it has 2 cases of a a, and at least 3 had to be in it"
			if i := slices.IndexFunc(s.Reserves, func(c Chosen) bool { return r.Groups[0].Values(c)[0] == "a" }); i >= 0 {
				want += "; reserve " + s.Reserves[i].ID +
					" is of that category, but the rule took the one that keeps every variable's balance best"
				spared++
			}
			if missed[0] != want {
				t.Errorf("seed %d: %q, want %q", seed, missed[0], want)
			}
			if fix := warnings[0].Fix.String(); fix != "draw LIST the option extend RECORD the option size all=9: what is missing is taken first" {
				t.Errorf("seed %d: to do: %q", seed, fix)
			}
		}
		if _, err := r.Extend(f, map[string]int{"all": 9}, noon); err != nil || len(rare()) < 3 {
			t.Fatalf("seed %d: %d after the extension, %v", seed, len(rare()), err)
		}
	}
	if spared == 0 {
		t.Error("no seed had a reserve of the category left")
	}
}

// All of a category were asked for and one has left for good: the sample can still
// be extended, with those that are left, and says what is missing.
func TestExtendWhenALeastNumberIsOutOfReach(t *testing.T) {
	f := countedFrame(map[string]int{"ax": 3, "bx": 8, "by": 9})
	d := sized(8)
	d.AtLeast = []AtLeast{{"a", "a", 3}}
	r := NewRecord(mustDraw(t, f, d, "1"), ListSource{Name: "l"}, "none", noon)
	_, warnings, err := r.Replace("ax-01", "gone", UseReserve, noon)
	if missed := warned(warnings, "least-missed"); err != nil || len(missed) != 1 ||
		!strings.HasSuffix(missed[0], "; the list has no other") || warnings[0].Fix != "" {
		t.Fatalf("warnings %v, %v", warnings, err)
	}
	warnings, err = r.Extend(f, map[string]int{"all": 10}, noon)
	if err != nil || len(warned(warnings, "least-missed")) != 1 {
		t.Fatalf("warnings %v, %v", warnings, err)
	}
	if s, err := r.Status("all"); err != nil || len(s.Sample) != 10 {
		t.Fatalf("status %+v, %v", s, err)
	}
	mustVerify(t, reread(t, written(t, r)), f)
}

// A reserve that nobody may read is said, and one that somebody may is not.
func TestReservesThatNobodyMayRead(t *testing.T) {
	for _, barred := range []bool{false, true} {
		r, _ := drawnRecord(t)
		readers := readersNamed("A", "B")
		if barred {
			reserves := []string{}
			for _, c := range byID(slices.Clone(r.Groups[0].Reserves)) {
				reserves = append(reserves, c.ID)
			}
			for i := range readers {
				readers[i].Bars = []Bar{{Column: "team", Cases: reserves}}
			}
		}
		_, warnings, err := r.Replace(r.Groups[0].Selected[0].ID, "lost", UseReserve, noon)
		if err != nil || warned(warnings, "no-reader") != nil {
			t.Fatalf("before there are readers: %v, %v", warnings, err)
		}
		if !barred {
			if _, _, err := r.Assign(readers, 0, "s", noon); err != nil {
				t.Fatal(err)
			}
		} else if _, _, err := r.Assign(readersNamed("A", "B"), 0, "s", noon); err != nil {
			t.Fatal(err)
		} else {
			r.Assignments[0].Readers = readers
		}
		p, warnings, err := r.Replace(r.Groups[0].Selected[1].ID, "lost", UseReserve, noon)
		if err != nil {
			t.Fatal(err)
		}
		said := warned(warnings, "no-reader")
		if barred != (len(said) == 1) || barred && !strings.Contains(said[0], p.By) {
			t.Errorf("barred %v: %q of %s", barred, said, p.By)
		}
	}
}
