package caselist

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onecase/sample"
	"onecase/sample/sheet"
)

// readersOf reads a table of readers over five days, for four cases.
func readersOf(t testing.TB, text string, days int) ([]sample.Reader, string, error) {
	t.Helper()
	table, err := sheet.Read(strings.NewReader(text), "readers.csv", sheet.ReadOptions{Headers: ReaderHeaders})
	check(t, err)
	ids := []string{"K1", "K2", "K3", "K4", "K9"}
	columns := []CaseColumn{
		{"team", map[string]string{"K1": "North", "K2": "South", "K3": "north ", "K4": "East, far"}, []string{"North",
			"South", "West", "East, far"}},
		{"Case manager", map[string]string{"K1": "a.b", "K2": "c.d", "K3": "c.d", "K4": ""}, []string{"a.b", "c.d"}},
	}
	readers, warnings, err := Readers(table, columns, ids, days)
	return readers, codes(warnings), err
}

// The bounds of numbers are within them, and a category that no case has bars nobody.
func TestReadersAtTheBounds(t *testing.T) {
	got, _, err := readersOf(t, "reader,capacity,days,not-team\nA,1,1:1 5:20000,\nB,20000,5-5,West\n", 5)
	check(t, err)
	want := []sample.Reader{{Name: "A", Capacity: 1, Days: []int{1, 5}, PerDay: []int{1, 20000}},
		{Name: "B", Capacity: 20000, Days: []int{5}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestReaders(t *testing.T) {
	got, warned, err := readersOf(t, `Reader,Capacity,Days,Pair,not-team,not-Case Manager,not-cases,phone
A,12,"1,2,4",B,North,,,1
b,,1:4 2:3,,,a.b,"K2; K9",
Anna Smith,9,1-3,,"EAST, far",,,
7,,,,"North, South",c.d,K4,
8,,,,"EAST, far; north",,K1,
`, 5)
	check(t, err)
	want := []sample.Reader{
		{Name: "A", Capacity: 12, Days: []int{1, 2, 4}, Pair: "b", Bars: []sample.Bar{{Column: "team", Cases: []string{"K1", "K3"}}}},
		{Name: "b", Days: []int{1, 2}, PerDay: []int{4, 3},
			Pair: "A", Bars: []sample.Bar{{Column: "Case manager", Cases: []string{"K1"}}, {Column: "cases", Cases: []string{"K2", "K9"}}}},
		{Name: "Anna Smith", Capacity: 9, Days: []int{1, 2, 3}, Bars: []sample.Bar{{Column: "team", Cases: []string{"K4"}}}},
		{Name: "7", Bars: []sample.Bar{{Column: "team", Cases: []string{"K1", "K2", "K3"}},
			{Column: "Case manager", Cases: []string{"K2", "K3"}}, {Column: "cases", Cases: []string{"K4"}}}},
		{Name: "8", Bars: []sample.Bar{{Column: "team", Cases: []string{"K1", "K3", "K4"}}, {Column: "cases", Cases: []string{"K1"}}}},
	}
	if d := cmp.Diff(want[1], got[1]); d != "" || warned != "column-ignored looks-like-name" {
		t.Errorf("%s, warned of %s", d, warned)
	}
	if got[0].Pair = "b"; cmp.Diff(want, got) != "" {
		t.Error(cmp.Diff(want, got))
	}
}

// Initials, numbers and what services call their people are no full names.
func TestLooksLikeName(t *testing.T) {
	for text, want := range map[string]bool{"A": false, "AB": false, "A B": false, "A. Smith": false, "Anna": false,
		"12": false, "Reader 3": false, "TEAM LEAD": false,
		"Anna Smith": true, "Smith, Anna": true, "Li Na": true, "ANN Lee": false, "ANNA Lee": true, "B Lee": false,
		"SMITH, Anna": true, "AB lead": false, "María del Carmen": true, "Ёлкина Анна": true} {
		if LooksLikeName(text) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
}

// Each kind of bad input is a problem with its row, its column and what to do.
func TestReaderProblems(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"name,capacity\nA,3\n", `row 1: there is no column reader (give the readers' initials`},
		{"reader,Initials\nA,B\n", `row 1, column "Initials": a second column for reader (leave one of them out)`},
		{"reader,capacity\nA,-1\nB,22\n", `row 2, column "capacity": "-1" is not a number of cases from 1 to 20000 (leave the cell empty`},
		{"reader,capacity\nA,1.5\n", `"1.5" is not a number of cases`},
		{"reader,capacity\nA,0\n", `"0" is not a number of cases`},
		{"reader,capacity\nA,999999999999999999999\n", `is not a number of cases`},
		{"reader,capacity\nAb,1\nB,1\naB,1\n", `row 4, column "reader": "aB" is in row 2 already, as "Ab"`},
		{"reader,capacity\n,1\n", `row 2: the row has no reader`},
		{"reader,capacity\n" + strings.Repeat("x", 61) + ",1\n", `is too long for a reader`},
		{"reader,days\nA,6\n", `row 2, column "days": "6" is not a day from 1 to 5 (write the days as`},
		{"reader,days\nA,2026-03-01\n", `row 2: a spreadsheet has made a date of the days, "2026-03-01" (write each day`},
		{"reader\nA\nA\u200b\n", `row 3: the reader "A\u200b" has a character that cannot be seen (type it anew)`},
		{"reader\nA\n\u0410\n", `row 3, column "reader": "А" looks like "A" in row 2 (give readers`},
		{"reader\nA\nTotal\n", `row 3: the row looks like a total, and no reader`},
		{"reader,days\nA,Monday\n", `"Monday" is not a day`},
		{"reader,days\nA,3-1\n", `"3-1" is not a day`},
		{"reader,days\nA,\"1,1\"\n", `day 1 is there twice`},
		{"reader,days\nA,\"1:4,2\"\n", `some days have a number of cases and some have none`},
		{"reader,days\nA,1:0\n", `"1:0" is not a day`},
		{"reader,days\nA,0\n", `"0" is not a day`},
		{"reader,days\nA,1:20001\n", `"1:20001" is not a day`},
		{"reader,capacity\nA,20001\n", `"20001" is not a number of cases`},
		{"reader,pair\nA,C\nB,\n", `row 2, column "pair": "C" is not among the readers`},
		{"reader,pair\nA,A\n", `"A" is paired with himself`},
		{"reader,pair\nA,B\nB,C\nC,\n", `"B" is paired with "C" already`},
		{"reader,not-tem\nA,North\n", `row 1, column "not-tem": nothing says what the tem of a case is: there are team, Case manager; did you mean "team"?`},
		{"reader,not-team\nA,Nroth\n", `row 2, column "not-team": no case has the team "Nroth"; did you mean "North"?`},
		{"reader,not-cases\nA,k1\n", `row 2, column "not-cases": "k1" is no case that was drawn from`},
		{"reader,not-cases\nA,K1;K7\n", `row 2, column "not-cases": "K7" is no case that was drawn from`},
	} {
		_, _, err := readersOf(t, c.text, 5)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, not %s", c.text, err, c.want)
		}
	}
	if _, _, err := readersOf(t, "reader,days\nA,1\n", 0); err == nil ||
		!strings.Contains(err.Error(), "there are no days to be there on") {
		t.Error(err)
	}
	if _, _, err := readersOf(t, "reader\n"+strings.Repeat("x", 60)+"\nB\n", 5); err != nil {
		t.Errorf("the longest reader that there can be: %v", err)
	}
	var many strings.Builder
	many.WriteString("reader,capacity\n")
	if _, _, err := readersOf(t, "reader,not-tem\nA,\nB,\n", 5); err != nil {
		t.Errorf("a column that bars nobody: %v", err)
	}
	var most strings.Builder
	for i := range sample.MaxReaders {
		fmt.Fprintf(&most, "%d\n", i)
	}
	if readers, _, err := readersOf(t, "reader\n"+most.String(), 5); err != nil || len(readers) != sample.MaxReaders {
		t.Errorf("as many readers as can be: %d, %v", len(readers), err)
	}
	if _, warned, err := readersOf(t, "reader,not-\nA,x\n", 5); err != nil || warned != "column-ignored" {
		t.Errorf("a column that names nothing: %s, %v", warned, err)
	}
	for i := range 10_000 {
		many.WriteString(fmt.Sprintf("%d,1\n", i))
	}
	if _, _, err := readersOf(t, many.String(), 5); err == nil ||
		!strings.Contains(err.Error(), "readers.csv: there are 10000 readers: at most 500 can be") {
		t.Error(err)
	}
}

// FuzzReaders reads what it can: every reader that comes out is one that an assignment
// takes, and everything else a problem.
func FuzzReaders(f *testing.F) {
	f.Add("reader,capacity,days,pair,not-team,not-cases\nA,3,1:2 3:1,B,North;South,K1\nB,,,,,\n")
	f.Add("initials,not-case manager\nŁ,\"a.b, c.d\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := sheet.Read(strings.NewReader(text), "readers.csv", sheet.ReadOptions{Headers: ReaderHeaders})
		if err != nil {
			return
		}
		readers, _, err := Readers(table, []CaseColumn{{"team", map[string]string{"K1": "North"}, []string{"North"}}},
			[]string{"K1", "K2"}, 5)
		if err != nil {
			return
		}
		for i, r := range readers {
			same := func(other sample.Reader) bool { return strings.EqualFold(r.Name, other.Name) }
			if slices.ContainsFunc(readers[:i], same) || r.Name == "" || r.Capacity < 0 || len(r.Days) > 5 ||
				r.PerDay != nil && len(r.PerDay) != len(r.Days) {
				t.Fatalf("%+v", r)
			}
			for _, bar := range r.Bars {
				for _, id := range bar.Cases {
					if id != "K1" && id != "K2" {
						t.Fatalf("%+v", r)
					}
				}
			}
		}
	})
}

// A number counts as it is and not as its format shows it, and a formula without its result is
// no blank.
func TestReadersOfAWorkbook(t *testing.T) {
	table := &sheet.Sheet{File: "r.xlsx", HeaderRow: 1, Header: []string{"reader", "capacity", "note"},
		Rows:   []sheet.Row{sheet.NewRow(2, "A", "2,000"), sheet.NewRow(3, "B", "26")},
		Values: map[sheet.Cell]string{{Row: 2, Column: 1}: "2000"}, NoValue: []sheet.Cell{{Row: 2, Column: 2}}}
	readers, _, err := Readers(table, nil, nil, 0)
	if check(t, err); readers[0].Capacity != 2000 {
		t.Errorf("%+v", readers)
	}
	table.Values[sheet.Cell{Row: 3, Column: 1}] = "25.6"
	if _, _, err := Readers(table, nil, nil, 0); err == nil ||
		!strings.Contains(err.Error(), `row 3, column "capacity": "25.6" is not a number`) {
		t.Error(err)
	}
	table.NoValue[0].Column = 1
	if _, _, err := Readers(table, nil, nil, 0); err == nil ||
		!strings.Contains(err.Error(), `row 2, column "capacity": the formula in this cell was saved without its result`) {
		t.Error(err)
	}
}
