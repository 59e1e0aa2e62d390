package caselist

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
)

// list reads a list of lines with a header.
func list(t *testing.T, lines ...string) *sheet.Sheet {
	t.Helper()
	list, err := sheet.Read(strings.NewReader(strings.Join(lines, "\n")+"\n"), "list.csv", sheet.ReadOptions{Headers: Headers})
	check(t, err)
	return list
}

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func codes(warnings []stats.Warning) string {
	var list []string
	for _, w := range warnings {
		list = append(list, w.Code)
	}
	return strings.Join(list, " ")
}

// fate says what became of each row: "K1 court", or "K2 outside-window".
func fate(r *Result) string {
	rows := map[int]string{}
	for _, c := range r.Frame.Cases {
		rows[c.Row] = c.ID + " " + c.Group
	}
	for _, e := range r.Exclusions {
		rows[e.Row] = e.ID + " " + string(e.Reason)
	}
	var order []int
	for n := range rows {
		order = append(order, n)
	}
	slices.Sort(order)
	var all []string
	for _, n := range order {
		all = append(all, rows[n])
	}
	return strings.Join(all, ", ")
}

const kentHeader = "case_id,disposal,gender,rosh,safety,start_date"

func TestCleanFrame(t *testing.T) {
	sheet := list(t, "Case ID,Team,Disposal,Sex,RoSH level,Safety,Start,Case manager",
		"K1,North,RO,M,RLRH,High,31/12/2020,Ann",
		" K2 ,South,YCC,F,V High,,2021-03-01,Bob",
		"K3,South,DTO,m,medium,Low,3 Jan 2021,Ann")
	got, err := Clean(sheet, CleanOptions{Groups: kentGroups, AsOf: date("2021-07-31")})
	if err != nil {
		t.Fatal(err)
	}
	want := sample.Frame{
		Variables: []sample.Variable{
			{Name: "gender", Categories: []string{"male", "female"}},
			{Name: "disposal", Categories: []string{"community", "custody", "youth-conditional-caution"}},
			{Name: "rosh", Categories: []string{"low", "medium", "very high"}},
			{Name: "safety", Categories: []string{"low", "high", "unknown"}},
		},
		Cases: []sample.Case{
			{ID: "K1", Group: "court", Values: []string{"male", "community", "low", "high"}, Manager: "Ann",
				Team: "North", Start: date("2020-12-31"), Row: 2},
			{ID: "K2", Group: "ooc", Values: []string{"female", "youth-conditional-caution", "very high", "unknown"},
				Manager: "Bob", Team: "South", Start: date("2021-03-01"), Row: 3},
			{ID: "K3", Group: "court", Values: []string{"male", "custody", "medium", "low"}, Manager: "Ann",
				Team: "South", Start: date("2021-01-03"), Row: 4},
		},
	}
	if diff := cmp.Diff(want, got.Frame); diff != "" {
		t.Error(diff)
	}
	if got.GroupedBy != "disposal" || got.Coverage != 1 || got.Rows != 3 || len(got.Exclusions)+len(got.Problems)+len(got.Warnings) != 0 {
		t.Errorf("got %+v", got)
	}
	if len(sheet.Rows[1].Cells()) != 8 || sheet.Rows[1].Cell(0) != "K2" {
		t.Errorf("the sheet was changed: %v", sheet.Rows[1])
	}
}

// Every problem says where it is, what is wrong and what to do.
func TestCleanProblems(t *testing.T) {
	asOf := date("2021-06-21")
	for _, test := range []struct {
		name, list string // lines are apart by a blank bar: " | "
		opts       CleanOptions
		want       string // messages likewise
	}{
		{"category", kentHeader + " | A,community,male,Med,low,2021-01-01", CleanOptions{Groups: kentGroups},
			`row 2: RoSH "Med" is not one of low, medium, high, very high, unknown (add it with the option category rosh:Med=medium)`},
		{"category that is like none", kentHeader + " | A,Fine,male,low,low,2021-01-01", CleanOptions{Groups: kentGroups},
			`row 2: disposal "Fine" is not one of community, custody, licence, youth-caution, youth-conditional-caution, community-resolution, unknown (add it with the option category disposal:Fine=CATEGORY)`},
		{"category that needs quotation marks", kentHeader + " | A,community,male,Very lo,low,2021-01-01", CleanOptions{Groups: kentGroups},
			`row 2: RoSH "Very lo" is not one of low, medium, high, very high, unknown (add it with the option category "rosh:Very lo=CATEGORY")`},
		{"category behind its number", kentHeader + " | A,community,male,3 - High,low,2021-01-01", CleanOptions{Groups: kentGroups},
			`row 2: RoSH "3 - High" is not one of low, medium, high, very high, unknown (add it with the option category "rosh:3 - High=high")`},
		{"code of a category", kentHeader + " | A,community,1,high,low,2021-01-01", CleanOptions{Groups: kentGroups},
			`row 2: gender "1" is not one of male, female, other, unknown (add it with the option category gender:1=CATEGORY)`},
		{"date", kentHeader + " | A,community,male,low,low,31/31/2021", CleanOptions{Groups: kentGroups, AsOf: asOf},
			`row 2: start date "31/31/2021" is not a date (write it as 2020-12-31 or 31/12/2020, or leave such rows out with the option skip-problems)`},
		{"month first", kentHeader + " | A,community,male,low,low,03/04/2021 | B,community,male,low,low,03/31/2021",
			CleanOptions{Groups: kentGroups, AsOf: asOf, SkipProblems: true},
			`the dates of column "start_date" seem to have the month first (03/31/2021 in row 3) (write them with the day first or as 2020-12-31)` +
				` | row 3: start date "03/31/2021" is not a date: the day has to come first (write it as 2020-12-31 or 31/12/2020)`},
		{"no date for a window", kentHeader + " | A,community,male,low,low,", CleanOptions{Groups: kentGroups, AsOf: asOf},
			`row 2: the start date is blank, so the window cannot be checked (fill it in, or leave the case out with the option exclude)`},
		{"repeated id", "case_id,gender | A,M | B,F | A ,F | A,F", CleanOptions{},
			`row 4: case id "A" is already in row 2, where "gender" differs (say which row is right with the option keep-row 2, or give each case its own id; if it is the number of a person, of whom one case is to be kept, add the option column person=case_id)` +
				` | row 5: case id "A" is already in row 2, where "gender" differs (say which row is right with the option keep-row 2, or give each case its own id; if it is the number of a person, of whom one case is to be kept, add the option column person=case_id)`},
		{"repeated id beside a number of persons", "case_id,PNC,gender | A,20/1234567A,M | A,20/1234568B,F", CleanOptions{},
			`row 3: case id "A" is already in row 2, where "PNC" differs (say which row is right with the option keep-row 2, or give each case its own id)`},
		{"neither group nor start", kentHeader + " | A,Fine,male,low,low,", CleanOptions{Groups: kentGroups, AsOf: asOf},
			`row 2: disposal "Fine" is not one of community, custody, licence, youth-caution, youth-conditional-caution, community-resolution, unknown (add it with the option category disposal:Fine=CATEGORY)` +
				` | row 2: the start date is blank, so the window cannot be checked (fill it in, or leave the case out with the option exclude)`},
		{"neither group nor start, where a group has no window", kentHeader + " | A,Fine,male,low,low,",
			CleanOptions{Groups: append(slices.Clone(kentGroups), sample.Group{ID: "all", Disposals: []string{"x"}}), AsOf: asOf},
			`row 2: disposal "Fine" is not one of community, custody, licence, youth-caution, youth-conditional-caution, community-resolution, x, unknown (add it with the option category disposal:Fine=CATEGORY)`},
		{"a category of the disposal, which nothing needs", "case_id,disposal,gender | A,RO,M",
			CleanOptions{Match: []string{"gender"}, Categories: []CategoryRule{{"disposal", "Fine", "community"}}},
			`there is a category for "disposal", which the sample is not matched on (write it as ROLE:TEXT=CATEGORY with a role in use)`},
		{"blank id", "case_id,gender | ,M", CleanOptions{},
			`row 2: the case id is blank (fill it in; if it is no case, set it aside with the option skip-rows ROWS)`},
		{"rounded id", "case_id,gender | 1.23457E+16,M", CleanOptions{},
			`row 2: case id "1.23457E+16" is a number that the spreadsheet rounded (format the column as text and enter the ids again)`},
		{"spreadsheet's error", "case_id,gender,area | #N/A,#REF!,#VALUE!", CleanOptions{Match: []string{"gender", "area"}},
			`row 2: case id holds the spreadsheet's error #N/A (mend the formula, or type the value)` +
				` | row 2: gender holds the spreadsheet's error #REF! (mend the formula, or type the value)` +
				` | row 2: area holds the spreadsheet's error #VALUE! (mend the formula, or type the value)`},
		{"control character", "case_id,gender | A\x07,M", CleanOptions{}, `row 2: case id "A\a" has a control character (type it again)`},
		{"long id", "case_id,gender | " + strings.Repeat("A", 201) + ",M", CleanOptions{},
			`row 2: case id "` + strings.Repeat("A", 60) + `"... is longer than 200 bytes (check that this is the right column)`},
		{"no id column", "name,gender | A,M", CleanOptions{},
			`no column for the case id was found among "name", "gender" (say which it is with the option column id=HEADER; if the headings are further down, set aside the rows above them with the option skip-rows 1)`},
		{"no header", "K1,M | K2,F", CleanOptions{},
			`no column for the case id was found among "K1", "M" (say which it is with the option column id=HEADER; if the headings are further down, set aside the rows above them with the option skip-rows 1; if row 1 is a case already, put a row of headers above it)`},
		{"no start column", "case_id,disposal | A,RO", CleanOptions{Groups: kentGroups, AsOf: asOf},
			`no column for the start date was found among "case_id", "disposal" (say which it is with the option column start=HEADER, or leave the option as-of out to take cases of any date)`},
		{"two id columns", "case_id,case ref | A,1", CleanOptions{},
			`2 columns could be the case id: "case_id", "case ref" (say which with the option column id=case_id)`},
		{"no column to match on", "case_id,x | A,1", CleanOptions{Match: []string{"rosh", "y"}},
			`no column for RoSH was found among "case_id", "x" (say which it is with the option column rosh=HEADER) | there is no column "y" (the columns are "case_id", "x")`},
		{"match on names", "case_id,surname | A,Alder", CleanOptions{Match: []string{"Surname"}},
			`a sample is not matched on names or dates of birth: "Surname" is one (take it out of the option match)`},
		{"two columns of one header", "case_id,Sex,Sex | A,M,M", CleanOptions{},
			`2 columns could be the gender: "Sex", "Sex" (give each its own header, or leave one out of the file)`},
		{"nothing to group by", "case_id,gender | A,M", CleanOptions{Groups: kentGroups},
			`no column for the group (court, ooc) or the disposal was found (say which it is with the option column disposal=HEADER or the option column group=HEADER, or make one group of all with the option rules none)`},
		{"no column to group by", "case_id,gender | A,M", CleanOptions{GroupBy: "area"},
			`there is no column "area" (the columns are "case_id", "gender")`},
		{"unknown group", "case_id,group | A,court | B,prison", CleanOptions{Groups: kentGroups},
			`row 3: group "prison" is not one of court, ooc (add it with the option category group:prison=CATEGORY)`},
		{"blank group", "case_id,group | A,court | B,", CleanOptions{Groups: kentGroups},
			`row 3: the group is blank, and nothing else says which it is: court, ooc (fill it in)`},
		{"blank disposal", "case_id,disposal | A,RO | B,", CleanOptions{Groups: kentGroups},
			`row 3: the disposal is not recorded, so the case cannot be put in a group: court, ooc (fill it in)`},
		{"disposal of no group", "case_id,disposal | A,RO | B,YC", CleanOptions{Groups: kentGroups[:1]},
			`row 3: disposal youth-caution belongs to none of the groups court (name the the option rules that have it, or leave the case out with the option exclude)`},
		{"group against disposal", "case_id,group,disposal | A,court,YC", CleanOptions{Groups: kentGroups},
			`row 2: group court does not go with disposal youth-caution, which belongs to ooc (mend the one that is wrong, or choose one with the option group-by)`},
		{"one row, one problem for a disposal", "case_id,disposal | A,RO | B,Fine", CleanOptions{Groups: kentGroups},
			`row 3: disposal "Fine" is not one of community, custody, licence, youth-caution, youth-conditional-caution, community-resolution, unknown (add it with the option category disposal:Fine=CATEGORY)`},
		{"choices about nobody", "case_id,gender | A,M", CleanOptions{Include: []Choice{{"X", "r"}}, Exclude: []Choice{{"Y", "r"}}},
			`there is no case "Y" to exclude (check the id, or take that the option exclude out) | there is no case "X" to include (check the id, or take that the option include out)`},
		{"include what is not eligible", kentHeader + " | A,community,male,low,low,2020-01-01",
			CleanOptions{Groups: kentGroups, AsOf: asOf, Include: []Choice{{"A", "asked for"}}},
			`case "A" is to be included and is not eligible: started 2020-01-01; the window is 2020-09-21 to 2020-12-21 (take that the option include out, or deal with the reason)`},
		{"include what is excluded", "case_id,gender | A,M",
			CleanOptions{Include: []Choice{{"A", "asked for"}}, Exclude: []Choice{{"A", "on remand"}}},
			`case "A" is to be included and is not eligible: on remand (take that the option include out, or deal with the reason)`},
		{"category for nothing", "case_id,gender | A,M", CleanOptions{Categories: []CategoryRule{{"rsh", "Med", "medium"}}},
			`there is a category for "rsh", which the sample is not matched on (write it as ROLE:TEXT=CATEGORY with a role in use)`},
	} {
		_, err := Clean(list(t, strings.Split(test.list, " | ")...), test.opts)
		if err == nil {
			t.Errorf("%s: no error", test.name)
			continue
		}
		got := strings.ReplaceAll(strings.ReplaceAll(err.Error(), "list.csv, ", ""), "list.csv: ", "")
		if got != strings.ReplaceAll(test.want, " | ", "\n") {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, strings.ReplaceAll(test.want, " | ", "\n"))
		}
	}
}

// A bad list reports every problem it has, in the order of its rows, with the
// cell that is at fault.
func TestCleanReportsAllProblems(t *testing.T) {
	list := list(t, "ref number,Disposal,Sex,RoSH,Start,Note",
		"A,Fine,Q,Med,2021-01-01,x",
		"B,RO,M,low,2021-01-01,x",
		"C,RO,M,low,2021-01-01,x,y",
		"A,RO,M,Med,2021-01-01,x")
	result, err := Clean(list, CleanOptions{Groups: kentGroups})
	problems, ok := errors.AsType[sheet.Problems](err)
	if !ok {
		t.Fatalf("got %v", err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%d %s=%s", p.Row, p.Column, p.Value))
	}
	want := []string{"2 Disposal=Fine", "2 Sex=Q", "2 RoSH=Med", "4 =", "5 RoSH=Med", "5 ref number=A"}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !slices.IsSortedFunc(problems, func(a, b sheet.Problem) int { return a.Row - b.Row }) {
		t.Errorf("not in the order of rows: %v", problems)
	}
	if got, want := fate(result), "A problem, B court,  problem, A problem"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSkipProblems(t *testing.T) {
	sheet := list(t, kentHeader,
		"A,community,male,#REF!,low,2021-01-01",
		"B,community,male,low,low,2021-01-01",
		"C,community,male,low,low,2021-01-01,spare",
		"D,community,male,low,low,2021-01-01",
		"D,community,male,low,low,2021-01-02")
	if _, err := Clean(sheet, CleanOptions{Groups: kentGroups}); err == nil {
		t.Error("problems are no error")
	}
	got, err := Clean(sheet, CleanOptions{Groups: kentGroups, SkipProblems: true})
	if err != nil {
		t.Fatal(err)
	}
	if want := "A problem, B court,  problem, D problem, D problem"; fate(got) != want {
		t.Errorf("got %q, want %q", fate(got), want)
	}
	if len(got.Problems) != 3 || got.Rows != 5 || got.Coverage != 0.2 {
		t.Errorf("%d problems, %d rows, coverage %v", len(got.Problems), got.Rows, got.Coverage)
	}
	if diff := cmp.Diff([]ReasonCount{{RowProblem, 4, 0.8}}, got.Counts); diff != "" {
		t.Error(diff)
	}
	if e := got.Exclusions[0]; e.ID != "A" || e.Detail != "RoSH holds the spreadsheet's error #REF!" {
		t.Errorf("left out: %+v", e)
	}
}

// A text that is no known category is a question, which no option passes over; a record
// of an earlier draw may.
func TestUnknownIsAQuestion(t *testing.T) {
	cases := list(t, kentHeader, "A,Life sentence,male,low,low,2021-01-01", "B,community,male,low,low,2021-01-01",
		"C,community,#N/A,Med,low,2021-01-01")
	opts := CleanOptions{Groups: kentGroups, SkipProblems: true}
	_, err := Clean(cases, opts)
	var problems sheet.Problems
	errors.As(err, &problems)
	if len(problems) != 2 || !strings.Contains(problems[0].Message, "Life sentence") || !strings.Contains(problems[1].Message, "Med") {
		t.Errorf("skipped but for %v", err)
	}
	opts.SkipUnknown = true
	if got, err := Clean(cases, opts); err != nil || fate(got) != "A problem, B court, C problem" {
		t.Errorf("as recorded: %v, %v", fate(got), err)
	}
}

// A category that was typed without the signs that a shell takes apart is the column's own.
func TestCategoriesTypedWithoutSigns(t *testing.T) {
	for typed, want := range map[string]string{"Top 10": "Top 10%", "top 10": "top 10", "low": "low"} {
		for _, groups := range [][]sample.Group{nil, {{ID: "all"}}} {
			got, err := Clean(list(t, "case_id,area", "A,Top 10%", "B,x"),
				CleanOptions{Groups: groups, Match: []string{"area"}, Categories: []CategoryRule{{"area", "x", typed}}})
			if err != nil || got.Frame.Cases[1].Values[0] != want {
				t.Errorf("%q: %v, %v, want %s", typed, got, err, want)
			}
		}
	}
}

// A rule for a variable that nothing uses is refused, whatever puts cases in groups.
func TestCategoryRulesOfNothing(t *testing.T) {
	for _, text := range []string{"case_id,group,area | A,court,x", "case_id,disposal,area | A,RO,x", "group,case_id,area | court,A,x"} {
		_, err := Clean(list(t, strings.Split(text, " | ")...),
			CleanOptions{Groups: kentGroups, Categories: []CategoryRule{{"area", "x", "y"}}})
		if err == nil || !strings.Contains(err.Error(), `there is a category for "area", which the sample is not matched on`) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// Where ids have colons the id of a decision is the longest that a reason follows.
func TestColonsInIDs(t *testing.T) {
	for text, want := range map[string]string{"K1:gone": "K1", "K1:2:gone": "K1:2", "K1:3:gone": "K1", "K1:2: a:b": "K1:2", "K1:2:": "K1"} {
		id, reason, _ := strings.Cut(text, ":")
		got, err := Clean(list(t, "case_id,gender", "K1,M", "K1:2,F", "K9,M"), CleanOptions{Exclude: []Choice{{id, reason}}})
		if err != nil || len(got.Exclusions) != 1 || got.Exclusions[0].ID != want {
			t.Errorf("%s: %v, %+v, want %s", text, err, got, want)
		}
	}
}

func TestCategoryRules(t *testing.T) {
	sheet := list(t, "case_id,rosh,area", "A,Med,N", "B,,north", "C,high,North", "D,VH,North")
	got, err := Clean(sheet, CleanOptions{Match: []string{"RoSH", "area"}, Categories: []CategoryRule{
		{"rosh", "med", "medium"}, {"rosh", "", "low"}, {"rosh", "High", "not low"}, {"rosh", "VH", "not low"},
		{"Area", "N", "North"}, {"area", "S", "South"}}})
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, c := range got.Frame.Cases {
		values = append(values, strings.Join(c.Values, "/"))
	}
	if diff := cmp.Diff([]string{"medium/North", "low/north", "not low/North", "not low/North"}, values); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]sample.Variable{{Name: "rosh", Categories: []string{"low", "medium", "not low"}},
		{Name: "area", Categories: []string{"North", "north"}}}, got.Frame.Variables); diff != "" {
		t.Error(diff)
	}
	if want := "new-category unused-category similar-categories"; codes(got.Warnings) != want {
		t.Errorf("got warnings %v, want %s", got.Warnings, want)
	}
}

// Every warning says what is the matter and what would mend it.
func TestCleanWarnings(t *testing.T) {
	asOf := date("2021-06-21")
	kent := func(opts CleanOptions) CleanOptions {
		opts.Groups, opts.AsOf = kentGroups, asOf
		return opts
	}
	for _, test := range []struct {
		name, list string
		opts       CleanOptions
		want       string // each with its code, " | " between
	}{
		{"no window", kentHeader + " | A,community,male,low,low,2021-01-01", CleanOptions{Groups: kentGroups},
			`no-window: the rules count windows back from the inspection's date, which is not given, so cases of any start date are eligible (give the date with the option as-of 2021-06-21)`},
		{"no window and no start", "case_id,disposal | A,RO", CleanOptions{Groups: kentGroups},
			`no-window: the rules count windows back from the inspection's date, which is not given, so cases of any start date are eligible (give the date with the option as-of 2021-06-21, and the column of start dates, of which none was found, with the option column start=HEADER)`},
		{"no start column and no window", "case_id,gender | A,M", CleanOptions{AsOf: asOf},
			`no-start: no column for the start date was found, so cases that start after the inspection's date cannot be left out (say which it is with the option column start=HEADER)`},
		{"no start date and no window", "case_id,gender,start | A,M,", CleanOptions{AsOf: asOf},
			`no-start: 1 case has no start date and was taken to have started (the first is in row 2)`},
		{"no start dates", "case_id,gender,start | A,M,2021-01-01 | B,M, | C,M,", CleanOptions{AsOf: asOf},
			`no-start: 2 cases have no start date and were taken to have started (the first is in row 3)`},
		{"starts that cannot be read", "case_id,gender,start | A,M,soon | B,M,2021-01-01 | C,M,then", CleanOptions{AsOf: asOf},
			`start-unread: "start", rows 2, 4: the start date cannot be read; no window needs it, and the cases are kept (write it as 2020-12-31 or 31/12/2020)`},
		{"month first", "case_id,gender,start | A,M,1/2/2021 | B,M,12/31/2020 | C,M,11/30/2020", CleanOptions{},
			`month-first: the dates of column "start" seem to have the month first (12/31/2020 in row 3); no window needs them, so their cases are kept, and of a person's cases the wrong one may be taken for the first (write them with the day first or as 2020-12-31)` +
				` | start-unread: "start", rows 3, 4: the start date cannot be read; no window needs it, and the cases are kept (write it as 2020-12-31 or 31/12/2020)`},
		{"day or month first", "case_id,gender,start | A,M,2/2/2021 | B,M,1/2/2021 | C,M,3/4/2021", CleanOptions{},
			`day-first: no date of column "start" shows whether the day or the month comes first; they were read with the day first (1/2/2021 in row 3 as 1 February 2021) (if the month comes first, write them as 2020-12-31)`},
		{"day first", "case_id,gender,start | A,M,1/2/2021 | B,M,13/2/2021", CleanOptions{}, ``},
		{"nothing to match on", "case_id,area | A,North", CleanOptions{},
			`no-match: no column was recognised as one to match on, so the sample is matched on nothing (name what to match on with the option match, or a column with the option column gender=HEADER)`},
		{"nothing that the rules match on", "case_id,area | A,North", CleanOptions{MatchFound: []string{"rosh", "ward"}},
			`no-match: no column for RoSH or "ward" was found, so the sample is matched on nothing (name what to match on with the option match, or a column with the option column rosh=HEADER)`},
		{"one that the rules match on is missing", "case_id,gender | A,M", CleanOptions{MatchFound: []string{"gender", "rosh"}},
			`match-missing: the rules match on RoSH too, for which no column was found; the sample is not matched on that (name what to match on with the option match, or a column with the option column rosh=HEADER)`},
		{"two are", "case_id,gender | A,M", CleanOptions{MatchFound: []string{"gender", "rosh", "ward"}},
			`match-missing: the rules match on RoSH or "ward" too, for which no column was found; the sample is not matched on that (name what to match on with the option match, or a column with the option column rosh=HEADER)`},
		{"group not used", "case_id,gender,group | A,M,x", CleanOptions{},
			`group-unused: the column "group" was not used: all cases are one group (to sample each of its groups apart, add the option group-by group or name the the option rules)`},
		{"group says nothing", "case_id,disposal,group | A,RO,x", CleanOptions{Groups: kentGroups},
			`group-unused: no value of the column "group" is one of the groups court, ooc, so the disposal puts the cases in groups` +
				` | no-window: the rules count windows back from the inspection's date, which is not given, so cases of any start date are eligible (give the date with the option as-of 2021-06-21, and the column of start dates, of which none was found, with the option column start=HEADER)`},
		{"nobody eligible", kentHeader + " | A,community,male,low,low,2011-01-01", kent(CleanOptions{}),
			`no-eligible: the one row of group court is not eligible (check the date of the inspection: the window is 2020-09-21 to 2020-12-21 and the list's start dates run from 2011-01-01 to 2011-01-01)`},
		{"nobody of three", kentHeader +
			" | A,RO,male,low,low,2011-01-02 | B,RO,male,low,low,2011-01-01 | C,RO,male,low,low,2011-01-03", kent(CleanOptions{}),
			`no-eligible: none of the 3 rows of group court is eligible (check the date of the inspection: the window is 2020-09-21 to 2020-12-21 and the list's start dates run from 2011-01-01 to 2011-01-03)`},
		{"nobody but for a bar", kentHeader + " | A,community,male,low,low,2020-12-01",
			kent(CleanOptions{Exclude: []Choice{{"A", "sealed"}}}),
			`no-eligible: the one row of group court is not eligible`},
		{"equal rows", "case_id,gender | A,M | A,M | B,F | A,M", CleanOptions{},
			`row-twice: 2 rows repeat another row of the same case in every cell and are not counted again (rows 3, 5)`},
		{"similar ids", "case_id,gender | A1,M | a1,M", CleanOptions{},
			`similar-ids: 1 case id differs from another only in letter case, blanks, leading zeros or signs that look alike, and both are cases here ("A1" in row 2 and "a1" in row 3) (if they are one case, leave one of them out with the option exclude)`},
		{"own categories", "case_id,rosh | A,Tier 2 | B,low | C,Med | D,Tier 1 | E,High but safe | F,V high?", CleanOptions{},
			`own-category: RoSH: "High but safe", "Med", "Tier 1", "Tier 2" are not among low, medium, high, very high, unknown, and are categories of their own (to count one as another category, add the option category "rosh:High but safe=high" the option category rosh:Med=medium)`},
		{"own category", "case_id,rosh | A,Tier 2 | B,low", CleanOptions{},
			`own-category: RoSH: "Tier 2" is not among low, medium, high, very high, unknown, and is a category of its own (to count one as another category, add the option category "rosh:Tier 2=unknown")`},
		{"own disposals", "case_id,disposal | A,Life | B,Custody", CleanOptions{},
			`own-category: disposal: "Life" is a category of its own (to count one as another category, add the option category disposal:Life=unknown)`},
		{"disposals of rules that have none", "case_id,disposal | A,Foster care | B,In-home", CleanOptions{Groups: []sample.Group{{ID: "all"}}},
			`own-category: disposal: "Foster care", "In-home" are categories of their own (to count one as another category, add the option category "disposal:Foster care=unknown")`},
		{"nothing but own disposals", "case_id,disposal | A,Life | B,Recall", CleanOptions{},
			`own-category: disposal: "Life", "Recall" are categories of their own (to count one as another category, add the option category disposal:Life=unknown)`},
		{"categories that a rule makes up", "case_id,rosh,gender | A,Tier 2,M | B,low,F", CleanOptions{Groups: []sample.Group{{ID: "all"}},
			Categories: []CategoryRule{{"rosh", "Tier 2", "hgh"}, {"rosh", "Tier 3", "hgh"}, {"gender", "x", Unknown}}},
			`new-category: "hgh" is a new category of RoSH beside low, medium, high, very high; did you mean "high"?` +
				` | unused-category: no cell of rosh reads "Tier 3", so its category is not used` +
				` | unused-category: no cell of gender reads "x", so its category is not used`},
		{"categories alike", "case_id,area | A,North | B,north | C,NORTH!", CleanOptions{Match: []string{"area"}},
			`similar-categories: "NORTH!" and "North" are different categories of area (if they are one, add the option category area:North=NORTH!)` +
				` | similar-categories: "NORTH!" and "north" are different categories of area (if they are one, add the option category area:north=NORTH!)`},
		{"a column that is not taken", "case_id,order | A,1 | B,2", CleanOptions{},
			`not-taken: the column "order" was not taken for the disposal: it holds numbers or dates and no value that is known as one (the first is "1" in row 2) (if it is, say so with the option column disposal=order)` +
				` | no-match: no column was recognised as one to match on, so the sample is matched on nothing (name what to match on with the option match, or a column with the option column gender=HEADER)`},
		{"placeholders", "case_id,CRN,gender | A,99999999,M | B,99999999,M | C,see notes,M | D,See notes,F", CleanOptions{},
			`number-placeholder: "CRN": a placeholder for a missing number makes nobody the same person ("see notes" in rows 4, 5; "99999999" in rows 2, 3) (if rows are of one person, leave all but one of them out with the option exclude; else clear these cells)`},
		{"people unlike", "case_id,CRN,first name,surname,dob,gender | A,X1,Ann,Lee,1/2/2005,F | B,X1,Bo,Ray,3/4/2006,M", CleanOptions{},
			`person-unlike: "CRN": rows with the same number have unlike names and dates of birth; only those with the same name or date of birth are one person ("X1" in rows 2, 3) (check the numbers; if rows are of one person, leave all but one of them out with the option exclude)`},
		{"nothing to say", "case_id,gender | A,M", CleanOptions{}, ""},
	} {
		got, err := Clean(list(t, strings.Split(test.list, " | ")...), test.opts)
		check(t, err)
		var said []string
		for _, w := range got.Warnings {
			text := w.Code + ": " + w.Message
			if w.Fix != "" {
				text += " (" + w.Fix.String() + ")"
			}
			said = append(said, text)
		}
		if all := strings.Join(said, " | "); all != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, all, test.want)
		}
	}
}

func TestMatch(t *testing.T) {
	sheet := list(t, "case_id,gender,rosh,area,\"level, of need\",team,start date", "A,M,low,North,x,T1,2021-01-01")
	for _, test := range []struct {
		match []string
		want  string
	}{
		{nil, "gender rosh"},
		{[]string{}, ""},
		{[]string{"rosh", "gender"}, "rosh gender"},
		{[]string{"RoSH", "Area"}, "rosh area"},
		{[]string{"level, of need", "rosh", "rosh"}, "level, of need rosh"},
		{[]string{"team"}, "team"},
		{[]string{"start"}, "start date"},
	} {
		got, err := Clean(sheet, CleanOptions{Match: test.match})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, v := range got.Frame.Variables {
			names = append(names, v.Name)
		}
		if strings.Join(names, " ") != test.want {
			t.Errorf("%q: got %q, want %q", test.match, names, test.want)
		}
	}
}

// Names and dates of birth are in nothing that Clean returns.
func TestNoNamesLeave(t *testing.T) {
	sheet := list(t, "case_id,CRN,first name,surname,dob,rosh,start",
		"A,X1,Zebedee,Quillfeather,03/04/2005,low,2021-01-01",
		"B,X2,Zebedee,Quillfeather,03/04/2005,low,2021-01-02",
		"C,X1,Zebedee,Quillfeather,not known,Med,soon")
	for _, skip := range []bool{false, true} {
		got, err := Clean(sheet, CleanOptions{SkipProblems: skip})
		text := fmt.Sprintf("%+v %v", *got, err)
		for _, private := range []string{"Zebedee", "Quillfeather", "2005"} {
			if strings.Contains(text, private) {
				t.Errorf("%q is in %s", private, text)
			}
		}
	}
}

// A line break inside an id is found with the other problems of the list, and
// not by the draw.
func TestLineBreakInAnID(t *testing.T) {
	sheet, err := sheet.Read(strings.NewReader("case_id,gender\n\"x\ny\",M\nB,Q\n"), "list.csv", sheet.ReadOptions{Headers: Headers})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Clean(sheet, CleanOptions{Groups: []sample.Group{{ID: "all"}}})
	want := `list.csv, row 2: case id "x\ny" has a line break or another control character (type it again, on one line)
list.csv, row 3: gender "Q" is not one of male, female, other, unknown (add it with the option category gender:Q=CATEGORY)`
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// A text that is no category comes with what it could mean, once for its row
// even where the column both places and matches the case.
func TestCleanProblemsNameTheCategories(t *testing.T) {
	text := kentHeader + " | A,Fine,male,Med,low,2021-01-01 | B,Fine,male,low,low,2021-01-01 | C,community,male,low,low,soon"
	_, err := Clean(list(t, strings.Split(text, " | ")...), CleanOptions{Groups: kentGroups, AsOf: date("2021-06-21")})
	problems, ok := errors.AsType[sheet.Problems](err)
	if !ok || len(problems) != 4 {
		t.Fatalf("got %v", err)
	}
	for i, want := range []*sheet.Categories{
		{Of: "disposal", Names: tables[Disposal].categories}, {Of: "rosh", Names: tables[RoSH].categories},
		{Of: "disposal", Names: tables[Disposal].categories}, nil,
	} {
		if got := problems[i].Known; !reflect.DeepEqual(got, want) {
			t.Errorf("%v: known %+v, want %+v", problems[i], got, want)
		}
	}
	if n := len(problems.Repeated()); n != 3 {
		t.Errorf("%d different problems, want 3", n)
	}
}

// A cell whose formula was saved without a result is no blank: in a column that is
// used it is a problem.
func TestCleanFormulasWithoutResult(t *testing.T) {
	_, err := Clean(&sheet.Sheet{
		File: "list.xlsx", Name: "Sheet1", HeaderRow: 2, Header: []string{"case id", "gender", "rosh", "note"},
		Rows: []sheet.Row{
			sheet.NewRow(3, "K1", "M", "Low", "x"),
			sheet.NewRow(4, "", "F", "", ""),
			sheet.NewRow(5, "K3", "M", "Low", "7"),
		},
		NoValue: []sheet.Cell{{Row: 4, Column: 0}, {Row: 4, Column: 2}, {Row: 4, Column: 3}},
	}, CleanOptions{})
	want := `list.xlsx, sheet "Sheet1", row 4: "case id": the formula in this cell was saved without its result (open the workbook in Excel, let it calculate, and save it)
list.xlsx, sheet "Sheet1", row 4: "rosh": the formula in this cell was saved without its result (open the workbook in Excel, let it calculate, and save it)`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %v", err, want)
	}
}

// A bare number that stands for a date is of the calendar of its workbook.
func TestCleanDate1904(t *testing.T) {
	r, err := Clean(&sheet.Sheet{
		HeaderRow: 1, Header: []string{"case id", "start date"}, Date1904: true,
		Rows: []sheet.Row{sheet.NewRow(2, "K1", "2021-04-03"), sheet.NewRow(3, "K2", "42827")},
	}, CleanOptions{})
	check(t, err)
	if a, b := r.Frame.Cases[0].Start, r.Frame.Cases[1].Start; !a.Equal(b) || !a.Equal(date("2021-04-03")) {
		t.Errorf("starts %v and %v", a, b)
	}
}

// What other programs write is cleaned like a list of text. The headers that are
// recognised are more than those which the tests of package sheet know.
func TestCleanOtherProgramsWorkbooks(t *testing.T) {
	for _, file := range []string{"openpyxl.xlsx", "libreoffice.xlsx"} {
		list, err := sheet.ReadFile(filepath.Join("../sheet/testdata", file), sheet.ReadOptions{Headers: Headers, Sheet: "long list"})
		check(t, err)
		r, err := Clean(list, CleanOptions{Groups: kentGroups})
		check(t, err)
		if list.HeaderRow != 4 || len(r.Frame.Cases) != 8 || len(r.Recognised) != 9 {
			t.Errorf("%s: header in row %d, %d cases, recognised %v", file, list.HeaderRow, len(r.Frame.Cases), r.Recognised)
		}
	}
}
