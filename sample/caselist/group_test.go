package caselist

import (
	"fmt"
	"strings"
	"testing"

	"onecase/sample"
)

func TestGroups(t *testing.T) {
	one := []sample.Group{{ID: "cases", Name: "All cases"}}
	for _, test := range []struct {
		name, list string
		opts       CleanOptions
		want, by   string
	}{
		{"one of all", "case_id,gender | A,M | B,F", CleanOptions{}, "A all, B all", "nothing: all cases are one group"},
		{"a rule set of one group", "case_id,gender | A,M", CleanOptions{Groups: one}, "A cases", "nothing: all cases are one group"},
		{"disposal", "case_id,disposal | A,RO | B,CR", CleanOptions{Groups: kentGroups}, "A court, B ooc", "disposal"},
		{"named", "case_id,group | A,Court | B,OOC | C,Out-of-court disposals | D,out of court", CleanOptions{Groups: kentGroups},
			"A court, B ooc, C ooc, D ooc", `column "group"`},
		{"named, else by disposal", "case_id,domain,disposal | A,court,RO | B,,CR | C,unknown,YRO | D,ooc,",
			CleanOptions{Groups: kentGroups},
			"A court, B ooc, C court, D ooc", `column "domain", and disposal`},
		{"named in the first column, else by disposal", "group,case_id,disposal | court,A,RO | ,B,CR", CleanOptions{Groups: kentGroups},
			"A court, B ooc", `column "group", and disposal`},
		{"by a rule in the first column", "domain,case_id | 2,A | 3,B",
			CleanOptions{Groups: kentGroups, Categories: []CategoryRule{{"group", "2", "court"}, {"Domain", "3", "ooc"}}},
			"A court, B ooc", `column "domain"`},
		{"named in the first column", "group,case_id | court,A | ooc,B", CleanOptions{Groups: kentGroups},
			"A court, B ooc", `column "group"`},
		{"named in the first column, without disposals", "group,case_id | north,A | south,B",
			CleanOptions{Groups: []sample.Group{{ID: "north"}, {ID: "south"}}},
			"A north, B south", `column "group"`},
		{"named, where disposals tell no groups apart", "case_id,group,disposal | A,north,RO | B,south,x",
			CleanOptions{Groups: []sample.Group{{ID: "north"}, {ID: "south"}}, Match: []string{}}, "A north, B south", `column "group"`},
		{"the group of all other disposals", "case_id,disposal | A,RO | B,YC | C,CR",
			CleanOptions{Groups: []sample.Group{{ID: "court", Disposals: []string{"community"}}, {ID: "rest"}}},
			"A court, B rest, C rest", "disposal"},
		{"every value once", "case_id,gender,area | A,M,North | B,M,North", CleanOptions{GroupBy: "area"},
			"A North, B North", `column "area"`},
		{"by a rule", "case_id,domain | A,2 | B,3",
			CleanOptions{Groups: kentGroups, Categories: []CategoryRule{{"group", "2", "court"}, {"group", "3", "ooc"}}},
			"A court, B ooc", `column "domain"`},
		{"the disposal where the column means something else", "case_id,group,disposal | A,x,RO | B,y,CR", CleanOptions{Groups: kentGroups},
			"A court, B ooc", "disposal"},
		{"disposal though a column names groups", "case_id,group,disposal | A,court,YC",
			CleanOptions{Groups: kentGroups, GroupBy: "disposal"}, "A ooc", "disposal"},
		{"a column that was said", "case_id,stage,disposal | A,court,YC",
			CleanOptions{Groups: kentGroups, GroupBy: "Stage"}, "A court", `column "stage"`},
		{"every value", "case_id,gender,area | A,M,North | B,M,South | C,M,", CleanOptions{GroupBy: "area"},
			"A North, B South, C unknown", `column "area"`},
		{"every value of a role", "case_id,gender,team | A,M,B | B,M,A | C,F,B", CleanOptions{GroupBy: "team"},
			"A B, B A, C B", `column "team"`},
	} {
		got, err := Clean(list(t, strings.Split(test.list, " | ")...), test.opts)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if fate(got) != test.want || got.GroupedBy != test.by {
			t.Errorf("%s: got %q by %s, want %q by %s", test.name, fate(got), got.GroupedBy, test.want, test.by)
		}
	}
}

// Groups made of a column's values are in the values' order, not the rows'.
func TestValueGroupsAreOrdered(t *testing.T) {
	got, err := Clean(list(t, "case_id,gender,area", "A,M,South", "B,M,North"), CleanOptions{GroupBy: "area"})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Groups) != 2 || got.Groups[0].ID != "North" || got.Groups[1].ID != "South" {
		t.Errorf("got %v", got.Groups)
	}
}

func TestTooManyGroups(t *testing.T) {
	lines := []string{"case_id,gender"}
	for i := range maxGroups + 1 {
		lines = append(lines, fmt.Sprintf("K%d,M", i))
	}
	_, err := Clean(list(t, lines...), CleanOptions{GroupBy: "case_id"})
	if want := `list.csv: the column "case_id" has more than 200 different values, too many for groups (choose another column with the option group-by)`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
}

func TestFitGroups(t *testing.T) {
	for _, test := range []struct {
		list string
		want Fit
	}{
		{"case_id,disposal | A,RO | B,CR", Fit{Rows: 2, Placed: 2, By: "disposal", Children: 1}},
		{"case_id,group | A,court | B,ooc", Fit{Rows: 2, Placed: 2, By: `column "group"`}},
		{"group,case_id | court,A | ooc,B", Fit{Rows: 2, Placed: 2, By: `column "group"`}},
		{"group,case_id | court,A | ,B",
			Fit{Rows: 2, Placed: 1, By: `column "group"`, Why: "row 3: the group is blank, and nothing else says which it is: court, ooc"}},
		{"case_id,disposal | A,RO | B,Fine",
			Fit{Rows: 2, Placed: 1, By: "disposal", Children: 1, Why: `row 3: disposal "Fine" is not one of community, custody, licence, youth-caution, youth-conditional-caution, community-resolution, unknown`}},
		{"case_id,group | A,x | B,y", Fit{Rows: 2, Placed: 0, By: `column "group"`, Why: `row 2: group "x" is not one of court, ooc`}},
		{"case_id,disposal | A,SSO | B,Suspended sentence order | C,YC", Fit{Rows: 3, Placed: 3, By: "disposal", Adults: 2, Children: 1}},
		{"case_id,gender | A,M", Fit{Rows: 1, Placed: 0, By: "", Why: "no column for the group (court, ooc) or the disposal was found"}},
	} {
		got := FitGroups(list(t, strings.Split(test.list, " | ")...), CleanOptions{Groups: kentGroups})
		if !strings.HasPrefix(got.Why, test.want.Why) {
			t.Errorf("%q: got why %q, want %q", test.list, got.Why, test.want.Why)
		}
		got.Why = test.want.Why
		if got != test.want || got.All() != (got.Placed == got.Rows) {
			t.Errorf("%q: got %+v, want %+v", test.list, got, test.want)
		}
	}
	if (Fit{}).All() || !(Fit{Rows: 1, Placed: 1}).All() {
		t.Error("a list fits if it has a row and each has a group")
	}
}

// The windows of the inspection of Kent, as of 21 June 2021: court cases
// started 6 to 9 months earlier, out-of-court ones 2 to 5, ends included.
func TestWindows(t *testing.T) {
	sheet := list(t, "case_id,disposal,start",
		"before,RO,2020-09-20", "first,RO,2020-09-21", "last,RO,2020-12-21", "after,RO,2020-12-22",
		"early,YC,2021-01-20", "one,YC,2021-01-21", "two,YC,2021-04-21", "late,YC,2021-04-22",
		"today,YC,2021-06-21", "tomorrow,YC,2021-06-22")
	got, err := Clean(sheet, CleanOptions{Groups: kentGroups, AsOf: date("2021-06-21")})
	if err != nil {
		t.Fatal(err)
	}
	want := "before outside-window, first court, last court, after outside-window, early outside-window, one ooc, two ooc, " +
		"late outside-window, today outside-window, tomorrow not-started"
	if fate(got) != want {
		t.Errorf("got %q, want %q", fate(got), want)
	}
	for _, e := range got.Exclusions {
		switch e.ID {
		case "before":
			if e.Detail != "started 2020-09-20; the window is 2020-09-21 to 2020-12-21" || e.Group != "court" || e.Row != 2 {
				t.Errorf("got %+v", e)
			}
		case "tomorrow":
			if e.Detail != "starts 2021-06-22, after the inspection's date 2021-06-21" || e.Group != "ooc" {
				t.Errorf("got %+v", e)
			}
		}
	}
	// Without windows only the future is left out; without a date nothing is.
	got, err = Clean(sheet, CleanOptions{AsOf: date("2021-06-21")})
	if err != nil || len(got.Frame.Cases) != 9 {
		t.Errorf("no windows: %v, %d cases", err, len(got.Frame.Cases))
	}
	got, err = Clean(sheet, CleanOptions{Groups: kentGroups})
	if err != nil || len(got.Frame.Cases) != 10 {
		t.Errorf("no date: %v, %d cases", err, len(got.Frame.Cases))
	}
}
