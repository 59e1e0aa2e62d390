package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/show"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
)

// A testTask is a task made of functions.
type testTask struct {
	flags func(*flagSet)
	do    func(*call) error
}

func (j testTask) bind(f *flagSet)   { j.flags(f) }
func (j testTask) run(c *call) error { return j.do(c) }

// readList reads a list whose lines are separated by " | ", with flags as a user types
// them.
func readList(t *testing.T, lines string, flags ...string) (*show.List, error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(name, []byte(strings.ReplaceAll(lines, " | ", "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var got *show.List
	o := new(listOptions)
	read := verb{name: "read", task: testTask{o.bind, func(c *call) (err error) {
		got, err = o.read(c, name)
		return err
	}}}
	app := &cli.App{Name: "onecase", Writer: io.Discard, ErrWriter: io.Discard, DisableSliceFlagSeparator: true, HideHelpCommand: true,
		ExitErrHandler: func(*cli.Context, error) {}, Commands: []*cli.Command{read.command(nil, io.Discard, io.Discard)}}
	app.Setup()
	args := append([]string{"read"}, flags...)
	if err := prepare(app, &args); err != nil {
		return nil, err
	}
	return got, app.Run(append([]string{app.Name}, args...))
}

func TestDefaultRules(t *testing.T) {
	for _, test := range []struct {
		name, list string
		flags      []string
		rules, why string
		groups     string
	}{
		{"every row fits by disposal", "case_id,disposal | A,RO | B,CR", nil,
			"hmip-youth-2018", "Rules: Youth offending services, 2018 to 2021. Every one of the 2 rows fits one of their groups, by disposal.", "court ooc"},
		{"every row fits by group", "case_id,group | A,court | B,ooc", nil,
			"hmip-youth-2018", `Rules: Youth offending services, 2018 to 2021. Every one of the 2 rows fits one of their groups, by column "group".`, "court ooc"},
		{"no row fits", "case_id,gender | A,M", nil,
			"none", "Rules: none, and one group of all cases. The rules tried first, Youth offending services, 2018 to 2021, do not fit the list (no column for the group or the disposal was found).", "all"},
		{"no row fits, with another group column", "case_id,gender,group | A,M,x", nil,
			"none", `Rules: none, and one group of all cases. The rules tried first, Youth offending services, 2018 to 2021, do not fit the list (row 2: group "x" is not one of court, ooc).`, "all"},
		{"none said", "case_id,disposal | A,RO", []string{"--rules", "none"}, "none", "", "all"},
		{"said", "case_id,disposal | A,RO", []string{"--rules", "hmip-youth-2018"}, "hmip-youth-2018", "", "court ooc"},
		{"grouped by a column", "case_id,gender,area | A,M,N | B,F,S", []string{"--rules", "none",
			"--group-by", "area"}, "none", "", "N S"},
	} {
		got, err := readList(t, test.list, test.flags...)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var groups []string
		for _, g := range got.Groups {
			groups = append(groups, g.ID)
		}
		if got.RulesID != test.rules || got.Why != test.why || strings.Join(groups, " ") != test.groups ||
			(got.Rules == nil) != (test.rules == "none") {
			t.Errorf("%s: got rules %s, %q, groups %v", test.name, got.RulesID, got.Why, groups)
		}
	}
}

// If only some rows fit, the others are problems: one misspelt disposal must
// not turn the rules off.
func TestDefaultRulesWithAMisspeltDisposal(t *testing.T) {
	_, err := readList(t, "case_id,disposal | A,RO | B,Refferal")
	problems, ok := errors.AsType[sheet.Problems](err)
	if !ok || len(problems) != 1 || problems[0].Row != 3 || problems[0].Column != "disposal" {
		t.Errorf("got %v", err)
	}
	got, err := readList(t, "case_id,disposal | A,RO | B,Refferal", "--category", "disposal:Refferal=community")
	if err != nil || len(got.Frame.Cases) != 2 {
		t.Errorf("got %v", err)
	}
}

// A list of other work meets rules that nobody chose, and the first line says how to go on.
func TestOtherRulesAreOffered(t *testing.T) {
	list := "case_id,disposal | A,CO" + strings.Repeat(" | B,Recall", 5)
	_, err := readList(t, list)
	if err == nil || !strings.Contains(err.Error(), "some rows fit the rules hmip-youth-2018, which were taken for that, and some do not") {
		t.Errorf("got %v", err)
	}
	if _, err := readList(t, list, "--rules", "hmip-youth-2018"); err == nil || strings.Contains(err.Error(), "some rows fit") {
		t.Errorf("rules that were named: %v", err)
	}
}

func TestListFlags(t *testing.T) {
	got, err := readList(t, `ref,who,"a, b",c,d,when | 1,M,x,y,Med,2021-01-01 | 2,F,x,y,Low,2021-01-02 | N/A,F,x,y,Low,2021-01-03`,
		"--column", "id=ref", "--column", "gender=who", "--column", "rosh=d", "--column", "start=when", "--match",
		"a, b", "--match", "c,gender", "--match", "rosh",
		"--category", "rosh:Med=medium", "--exclude", "2:on remand: sealed", "--include", "1:asked for",
		"--skip-problems", "--rules", "none", "--as-of", "21/6/2021")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, v := range got.Frame.Variables {
		names = append(names, v.Name)
	}
	if want := []string{"a, b", "c", "gender", "rosh"}; !slices.Equal(names, want) {
		t.Errorf("matched on %q, want %q", names, want)
	}
	if len(got.Frame.Cases) != 1 || got.Frame.Cases[0].ID != "1" || got.Frame.Cases[0].Values[3] != "medium" {
		t.Errorf("got %v", got.Frame.Cases)
	}
	if len(got.Exclusions) != 2 || got.Exclusions[0].Reason != caselist.Barred || got.Exclusions[0].Detail != "on remand: sealed" ||
		got.Exclusions[1].Reason != caselist.RowProblem {
		t.Errorf("got %v", got.Exclusions)
	}
	if len(got.Include) != 1 || got.Include[0] != (caselist.Choice{ID: "1", Reason: "asked for"}) {
		t.Errorf("got %v", got.Include)
	}
	if got.AsOf.Format("2006-01-02") != "2021-06-21" {
		t.Errorf("as of %v", got.AsOf)
	}
}

func TestListFlagMisuse(t *testing.T) {
	for _, test := range []struct{ flag, value, want string }{
		{"--column", "id", `--column "id": write it as ROLE=HEADER`},
		{"--column", "sex=Gender", `--column "sex=Gender": there is no role "sex"; the roles are id, group, gender,`},
		{"--category", "rosh=low", `--category "rosh=low": write it as ROLE:TEXT=CATEGORY, such as rosh:Med=medium`},
		{"--category", "rosh:Med", `--category "rosh:Med": write it as`},
		{"--category", "rosh:Med=", `--category "rosh:Med=": write it as`},
		{"--include", "K017", `--include "K017": write it as ID:REASON, such as K017:on remand`},
		{"--exclude", ":why", `--exclude ":why": write it as ID:REASON`},
		{"--exclude", "K017: ", `--exclude "K017:": write it as ID:REASON`},
		{"--as-of", "6/21/2021", `--as-of: "6/21/2021" is not a date: the day has to come first; write it as 2021-06-21`},
		{"--as-of", "soon", `--as-of: "soon" is not a date; write it as 2021-06-21`},
	} {
		_, err := readList(t, "case_id,gender | A,M", test.flag, test.value)
		usage, ok := errors.AsType[*usageError](err)
		if !ok || !strings.HasPrefix(usage.Error(), test.want) {
			t.Errorf("%s %s: got %v, want %q", test.flag, test.value, err, test.want)
		}
	}
	if _, err := readList(t, "case_id,gender | A,M", "--column", "id=case_id", "--column", "id=gender"); err == nil ||
		err.Error() != "--column: the role id is given two columns" {
		t.Errorf("got %v", err)
	}
	if _, err := readList(t, "case_id,gender | A,M", "--rules", "hmip-youth-2081"); err == nil ||
		!strings.Contains(err.Error(), "there is no rule set") {
		t.Errorf("got %v", err)
	}
	if _, err := readList(t, "case_id,group,gender | A,court,Q", "--rules", "hmip-youth-2018"); err == nil ||
		!strings.Contains(err.Error(), "row 2: gender") {
		t.Errorf("got %v", err)
	}
}

// A problem that is in many rows is a line; of very many different ones the first are
// printed, and how many more there are.
func TestProblemsAreCounted(t *testing.T) {
	t.Chdir(t.TempDir())
	var list strings.Builder
	list.WriteString("case_id,Type of disposal,gender\n")
	for i := range 300 {
		fmt.Fprintf(&list, "K%d,Banana,G%d\n", i, i)
	}
	if err := os.WriteFile("cases.csv", []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := try("plan", "cases.csv", "--rules", "hmip-youth-2018")
	if code != 1 || stdout != "" {
		t.Errorf("exit %d, stdout %q", code, stdout)
	}
	if want := `onecase: cases.csv, rows 2-301, column "Type of disposal": disposal "Banana" is not one of `; !strings.Contains(stderr, want) {
		t.Errorf("got %.500s", stderr)
	}
	if lines := strings.Split(strings.TrimSpace(stderr), "\n"); len(lines) != 51 ||
		!strings.HasPrefix(lines[50], `onecase: cases.csv, row 51: gender "G49"`) ||
		!strings.HasSuffix(lines[50], "; and 250 more like this, in 250 rows") {
		t.Errorf("%d lines, the last is %s", len(lines), lines[len(lines)-1])
	}
}
