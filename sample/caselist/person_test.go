package caselist

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"onecase/sample"
	"onecase/sample/sheet"
)

func merges(r *Result) string {
	var all []string
	for _, m := range r.Merges {
		all = append(all, fmt.Sprintf("%s<%s by %s", m.Kept, m.Left, m.By))
	}
	return strings.Join(all, ", ")
}

func TestMergePeople(t *testing.T) {
	const names = "case_id,CRN,PNC,first name,surname,dob,gender,disposal,start"
	for _, test := range []struct {
		name, list string
		opts       CleanOptions
		want       string // fates
		merges     string
	}{
		{"the earliest stays", "case_id,CRN,gender,start | A,X1,M,2021-03-01 | B,X1,M,2021-01-01 | C,X1,M,2021-02-01", CleanOptions{},
			"A duplicate-person, B all, C duplicate-person", `B<A by same "CRN", B<C by same "CRN"`},
		{"blank numbers never match", "case_id,CRN,gender,start | A,,M,2021-03-01 | B,,M,2021-01-01 | C,-,M,2021-01-01 | D,-,M,2021-01-01", CleanOptions{},
			"A all, B all, C all, D all", ""},
		{"nor do texts that say there is none",
			"case_id,PNC,gender | A,Not known,M | B,not known,M | C,N/A,M | D,n/a,M | E,0000,M | F,0000,M | G,TBC,M | H,tbc,M", CleanOptions{},
			"A all, B all, C all, D all, E all, F all, G all, H all", ""},
		{"a PNC number has one form", "case_id,PNC,gender | A,2012/0123456a,M | B,2012 0123456A,M", CleanOptions{},
			"A all, B duplicate-person", `A<B by same "PNC"`},
		{"the same day: the first by id", "case_id,CRN,gender,start | B,X1,M,2021-01-01 | A,X1,M,2021-01-01", CleanOptions{},
			"B duplicate-person, A all", `A<B by same "CRN"`},
		{"by id and not by what stands first", "gender,case_id,CRN,start | F,B,X1,2021-01-01 | M,A,X1,2021-01-01", CleanOptions{},
			"B duplicate-person, A all", `A<B by same "CRN"`},
		{"no start comes last", "case_id,CRN,gender,start | A,X1,M, | B,X1,M,2021-01-01", CleanOptions{},
			"A duplicate-person, B all", `B<A by same "CRN"`},
		{"names and date of birth together",
			names + " | A,,,Ann,O'Neil,3/4/2005,F,RO,2021-01-01 | B,,, ann ,ONEIL,2005-04-03,F,RO,2021-01-02 | C,,,Ann,O'Neil,4/3/2005,F,RO,2021-01-01", CleanOptions{},
			"A all, B duplicate-person, C all", "A<B by same names and date of birth"},
		{"names with and without their accents",
			names + " | A,,,José,Núñez,3/4/2005,M,RO,2021-01-01 | B,,,Jose,Nunez,3/4/2005,M,RO,2021-01-02 | C,,,Jose,Nunes,3/4/2005,M,RO,2021-01-02", CleanOptions{},
			"A all, B duplicate-person, C all", "A<B by same names and date of birth"},
		{"names without all three match nothing",
			names + " | A,,,Ann,Lee,,F,RO,2021-01-01 | B,,,Ann,Lee,,F,RO,2021-01-02 | C,,,,Lee,3/4/2005,F,RO,2021-01-01 | D,,,,Lee,3/4/2005,F,RO,2021-01-01", CleanOptions{},
			"A all, B all, C all, D all", ""},
		{"a family name and a date of birth match nothing",
			"case_id,surname,dob,gender | A,Lee,3/4/2005,F | B,Lee,3/4/2005,F", CleanOptions{},
			"A all, B all", ""},
		{"links carry on", names + " | A,X1,,Ann,Lee,3/4/2005,F,RO,2021-01-03 | B,,P2,Ann,Lee,3/4/2005,F,RO,2021-01-02 | C,,P2,Anne,Leigh,,F,RO,2021-01-01", CleanOptions{},
			"A duplicate-person, B duplicate-person, C all", `C<A by linked through other rows of the list, C<B by same "PNC"`},
		{"all that they share", names + " | A,X1,P1,Ann,Lee,3/4/2005,F,RO,2021-01-01 | B,X1,P1,Ann,Lee,3/4/2005,F,RO,2021-01-02", CleanOptions{},
			"A all, B duplicate-person", `A<B by same "CRN"; same "PNC"; same names and date of birth`},
		{"an earlier case that is not eligible leaves the next",
			"case_id,CRN,disposal,start | A,X1,RO,2019-01-01 | B,X1,RO,2020-11-01 | C,X1,RO,2020-12-01",
			CleanOptions{Groups: kentGroups, AsOf: date("2021-06-21")}, "A outside-window, B court, C duplicate-person",
			`B<C by same "CRN"`},
		{"a barred case leaves the next", "case_id,CRN,gender,start | A,X1,M,2021-01-01 | B,X1,M,2021-01-02",
			CleanOptions{Exclude: []Choice{{" A", "sealed"}}},
			"A barred, B all", ""},
		{"a case that is not eligible still links",
			names + " | A,X1,,,,,F,RO,2020-12-01 | B,X1,P1,,,,F,RO,2010-01-01 | C,,P1,,,,F,RO,2020-11-01",
			CleanOptions{Groups: kentGroups, AsOf: date("2021-06-21")}, "A duplicate-person, B outside-window, C court",
			"C<A by linked through other rows of the list"},
		{"across groups", "case_id,CRN,disposal,start | A,X1,YC,2021-03-01 | B,X1,RO,2020-11-01",
			CleanOptions{Groups: kentGroups, AsOf: date("2021-06-21")}, "A duplicate-person, B court", `B<A by same "CRN"`},
		{"a person's number alone identifies rows",
			"CRN,gender,start | X1,M,2021-03-01 | X1,M,2021-01-01 | X2,F,2021-01-01", CleanOptions{},
			"X1 duplicate-person, X1 all, X2 all", `X1<X1 by same "CRN"`},
		{"a person's number given as the id", "CRN,gender,start | X1,M,2021-03-01 | X1,M,2021-01-01",
			CleanOptions{Columns: map[Role]string{ID: "CRN"}},
			"X1 duplicate-person, X1 all", `X1<X1 by same "CRN"`},
		{"a case id beside it is an id", "id,CRN,gender,start | 1,X1,M,2021-03-01 | 2,X1,M,2021-01-01", CleanOptions{},
			"1 duplicate-person, 2 all", `2<1 by same "CRN"`},
	} {
		got, err := Clean(list(t, strings.Split(test.list, " | ")...), test.opts)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if diff := cmp.Diff(test.want, fate(got)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
		if diff := cmp.Diff(test.merges, merges(got)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestMergeDetail(t *testing.T) {
	got, err := Clean(list(t, "case_id,CRN,disposal,start", "A,X1,YC,2021-03-01", "B,X1,RO,2020-11-01"),
		CleanOptions{Groups: kentGroups, AsOf: date("2021-06-21")})
	if err != nil {
		t.Fatal(err)
	}
	wantMerge := Merge{Kept: "B", Left: "A", KeptRow: 3, LeftRow: 2, KeptGroup: "court", LeftGroup: "ooc", By: `same "CRN"`}
	if diff := cmp.Diff([]Merge{wantMerge}, got.Merges); diff != "" {
		t.Error(diff)
	}
	want := Exclusion{ID: "A", Row: 2, Group: "ooc", Reason: DuplicatePerson,
		Detail: `the person is among the eligible cases with "B" in row 3, in another group (court), which started 2020-11-01 (same "CRN")`}
	if diff := cmp.Diff([]Exclusion{want}, got.Exclusions); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{`same "CRN"`}, got.PersonChecks); diff != "" {
		t.Error(diff)
	}
}

// randomSheet is a list with everything that can go wrong in it.
func randomSheet(t *rapid.T) *sheet.Sheet {
	s := &sheet.Sheet{File: "list.csv", HeaderRow: 1,
		Header: []string{"case_id", "CRN", "first name", "surname", "dob", "gender", "disposal", "start", "rosh", "area"}}
	pick := func(name string, texts ...string) string { return rapid.SampledFrom(texts).Draw(t, name) }
	n := rapid.IntRange(1, 25).Draw(t, "rows")
	for i := range n {
		id := fmt.Sprintf("K%d", i)
		if pick("odd id", "no", "no", "no", "no", "yes") == "yes" {
			id = pick("id", "", "K1", "K2", "#N/A", "1.2E+10")
		}
		s.Rows = append(s.Rows, sheet.NewRow(i+2, id,
			pick("crn", "", "X1", "X2", "X3", "X4", "n/a"), pick("first", "", "Ann", "Bo"), pick("surname", "", "Lee", "Ray"),
			pick("dob", "", "3/4/2005", "2005-04-03", "soon"), pick("gender", "M", "F", "M", "F", "", "Q"),
			pick("disposal", "RO", "YC", "DTO", "CR", "RO", "YC", "", "Fine"),
			pick("start", "2020-11-01", "1/12/2020", "2021-03-01", "44197", "2022-01-01", "", "x", "2010-01-01"),
			pick("rosh", "low", "RHRH", "", "Med"), pick("area", "North", "South", "")))
	}
	if rapid.Bool().Draw(t, "unread rows") {
		s.Problems = sheet.Problems{{File: "list.csv", Row: n + 2, Message: "x"},
			{File: "list.csv", Row: n + 2, Message: "y"}, {File: "list.csv", Row: n + 3, Message: "x"}}
	}
	return s
}

func randomOptions(t *rapid.T) CleanOptions {
	opts := CleanOptions{SkipProblems: true}
	if rapid.Bool().Draw(t, "groups") {
		opts.Groups = kentGroups
	}
	if rapid.Bool().Draw(t, "as of") {
		opts.AsOf = date("2021-06-21")
	}
	if rapid.Bool().Draw(t, "match area") {
		opts.Match = []string{"rosh", "area"}
	}
	if rapid.Bool().Draw(t, "bar") {
		opts.Exclude = []Choice{{ID: "K1", Reason: "sealed"}}
	}
	return opts
}

// Nothing is dropped without a line that says so: every row is in the frame or
// has exactly one exclusion, and the counts add up to the list.
func TestNoRowIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sheet, opts := randomSheet(t), randomOptions(t)
		r, _ := Clean(sheet, opts)
		seen := map[int]int{}
		for _, c := range r.Frame.Cases {
			seen[c.Row]++
		}
		for _, e := range r.Exclusions {
			seen[e.Row]++
			if e.Reason == "" || e.Detail == "" {
				t.Fatalf("an exclusion without a reason: %+v", e)
			}
		}
		rows := map[int]bool{}
		for _, row := range sheet.Rows {
			rows[row.Number] = true
		}
		for _, p := range sheet.Problems {
			rows[p.Row] = true
		}
		for row := range rows {
			if seen[row] != 1 {
				t.Fatalf("row %d is accounted for %d times", row, seen[row])
			}
		}
		total := len(r.Frame.Cases)
		for _, c := range r.Counts {
			total += c.Count
		}
		if len(seen) != len(rows) || r.Rows != len(rows) || total != len(rows) {
			t.Fatalf("%d rows, %d in the result, %d accounted for, %d counted", len(rows), r.Rows, len(seen), total)
		}
		before, after := map[string]int{}, map[string]int{}
		for _, s := range r.Shares {
			before[s.Variable] += s.Before
			after[s.Variable] += s.After
		}
		for _, v := range r.Frame.Variables {
			if after[v.Name] != len(r.Frame.Cases) || before[v.Name] > len(sheet.Rows) {
				t.Fatalf("the shares of %s count %d and %d cases", v.Name, before[v.Name], after[v.Name])
			}
		}
	})
}

// The order of the list decides nothing: the same cases are in the frame, with
// the same values, and the same ones are out for the same reasons. The last row stays a
// case, since only what is below all cases is a note for being there.
func TestRowOrderDecidesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, opts := randomSheet(t), randomOptions(t)
		last := sheet.NewRow(len(list.Rows)+4, "K99", "", "", "", "", "F", "YC", "2020-11-01", "low", "North")
		mixed := *list
		mixed.Rows = append(rapid.Permutation(list.Rows).Draw(t, "order"), last)
		list.Rows = append(list.Rows, last)
		a, errA := Clean(list, opts)
		b, errB := Clean(&mixed, opts)
		if (errA == nil) != (errB == nil) {
			t.Fatalf("errors %v and %v", errA, errB)
		}
		facts := func(r *Result) map[int]string {
			m := map[int]string{}
			for _, c := range r.Frame.Cases {
				m[c.Row] = fmt.Sprint(c.ID, c.Group, c.Values, c.Start)
			}
			for _, e := range r.Exclusions {
				m[e.Row] = fmt.Sprint(e.ID, e.Group, e.Reason)
			}
			return m
		}
		if diff := cmp.Diff(facts(a), facts(b)); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(a.Frame.Variables, b.Frame.Variables); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(a.Shares, b.Shares, cmpopts.EquateNaNs()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// No two cases of a frame are of one person, and of every person with an
// eligible case one is kept: the first to start.
func TestOnePersonOneCase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sheet := randomSheet(t)
		opts := randomOptions(t)
		r, _ := Clean(sheet, opts)
		crn := map[string]string{}
		for _, c := range r.Frame.Cases {
			key := numberKey(sheet.Rows[c.Row-2].Cell(1))
			if other, ok := crn[key]; ok && key != "" {
				t.Fatalf("%s and %s are of person %s", other, c.ID, key)
			}
			crn[key] = c.ID
		}
		start := map[string]sample.Case{}
		for _, c := range r.Frame.Cases {
			start[c.ID] = c
		}
		for _, m := range r.Merges {
			kept, ok := start[m.Kept]
			if !ok {
				t.Fatalf("%s was left out for %s, which is not in the frame", m.Left, m.Kept)
			}
			left, err := ParseDate(sheet.Rows[m.LeftRow-2].Cell(7))
			if err == nil && (kept.Start.IsZero() || left.Before(kept.Start)) {
				t.Fatalf("%s started before %s", m.Left, m.Kept)
			}
		}
	})
}

// What people type where something is not known never makes one person of two.
func TestPlaceholdersAreNobody(t *testing.T) {
	for _, list := range []string{
		"ref,CRN,start\nA1,TBA,2020-12-01\nA2,tba,2020-12-02\nA3,not issued,2020-12-02\nA4,Not issued,2020-12-02\nA5,0000,2020-12-01\nA6,0,2020-12-01\n",
		"ref,first name,surname,dob\nA1,Ann,Sel,N/A\nA2,Ann,Sel,N/A\nA3,Ann,Sel,TBC\nA4,Ann,Sel,tbc\n",
		"ref,first name,surname,dob\nA1,Redacted,Redacted,2005-01-01\nA2,Redacted,Redacted,2005-01-01\n",
	} {
		sheet, err := sheet.Read(strings.NewReader(list), "list.csv", sheet.ReadOptions{Headers: Headers})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Clean(sheet, CleanOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Merges) > 0 || len(got.Frame.Cases) != len(sheet.Rows) {
			t.Errorf("%d of %d cases are left of\n%s%v", len(got.Frame.Cases), len(sheet.Rows), list, got.Merges)
		}
	}
}

// Names and dates of birth would stand in every result as names of groups.
func TestGroupsAreNotMadeOfNames(t *testing.T) {
	list := "ref,first name,surname,dob,gender\nA1,Ann,Sel,2005-01-02,F\nA2,Bo,Tor,2005-02-01,M\n"
	for _, by := range []string{"dob", "surname", "first name", "family-name"} {
		sheet, err := sheet.Read(strings.NewReader(list), "list.csv", sheet.ReadOptions{Headers: Headers})
		if err != nil {
			t.Fatal(err)
		}
		_, err = Clean(sheet, CleanOptions{GroupBy: by})
		if err == nil || !strings.Contains(err.Error(), "groups are not made of names or dates of birth") {
			t.Errorf("grouped by %s: %v", by, err)
		}
	}
}

// firstRows finds what a map of the keys would.
func TestFirstRowsAgainstAMap(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		keys := make([]string, rng.IntN(200))
		for i := range keys {
			keys[i] = strings.Repeat("x", rng.IntN(1+rng.IntN(60))) // "" is none
		}
		seen, want := map[string]int32{}, make([]int32, len(keys))
		for i, k := range keys {
			if _, ok := seen[k]; !ok {
				seen[k] = int32(i)
			}
			if want[i] = seen[k]; k == "" {
				want[i] = -1
			}
		}
		got := firstRows(len(keys), func(i int) (string, bool) { return keys[i], keys[i] != "" })
		if !slices.Equal(got, want) {
			t.Fatalf("%q: got %v, want %v", keys, got, want)
		}
	}
}
