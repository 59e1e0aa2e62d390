package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
)

// The hints of a first run answer all its questions: with them a second run asks nothing.
func TestHintsAnswerEverything(t *testing.T) {
	for _, test := range []struct{ list, flags string }{
		{`Case no,Order type,Disposal type,RoSH,Start|K1,RO,x,Low,2020-12-01|K2,Community "plus" £5 100%,x,low $ish,2020-12-02|K3,Custody: life!,x,med/high,2020-12-03|` +
			`K3,RO,x,low,2020-12-03|TBC,RO,x,low,2020-12-03|,RO,x,low,2020-12-03|K4,RO,x,` + "high`,2020-12-01", "--as-of 2021-06-21"},
		{"CRN,First name,Family name,DOB,Disposal|X1,Ann,Lee,2005-01-01,RO|X2,Bob,Ray,2006-02-02,Community order ISS|X3,Cy,Dee,2006-02-02,YRO", ""},
		{"Ref,Sex,RoSH|1,F,low|2,M,Tier 9|3,M,high", "--rules none --as-of 2021-06-21"},
	} {
		name := filepath.Join(t.TempDir(), "list.csv")
		if err := os.WriteFile(name, []byte(strings.ReplaceAll(strings.ReplaceAll(test.list, `"`, "“"), "|", "\n")+
			"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		words := append([]string{"plan", name}, strings.Fields(test.flags)...)
		_, asked, _ := try(words...)
		for line := range strings.Lines(asked) {
			hint := regexp.MustCompile(`--(?:category|column|skip-rows|keep-row) (?:"[^"]*"|[^ ),"]+)`).FindString(line) // the first of several ways
			// What nobody can guess is for the planner to say
			hint = strings.Replace(hint, "=CATEGORY", "=unknown", 1)
			words = append(words, splitWords(hint)...)
		}
		if _, still, code := try(words...); code != 0 {
			t.Errorf("%s\nasked\n%swith %q it asks\n%s", test.list, asked, words, still)
		}
	}
}

// A name in a hint lacks the signs that a shell takes apart, and is found in the list.
func TestNamesInHintsAreFound(t *testing.T) {
	t.Chdir(t.TempDir())
	var list strings.Builder
	list.WriteString("Case ID,Team,Sentence\n")
	for i := range 40 {
		list.WriteString(fmt.Sprintf("K%d,%s,%s\n", i, []string{"N $1", "100% E!"}[i%2], []string{"a `b`", "a;b", "c"}[i%3]))
	}
	write(t, "cases.csv", list.String())
	args := strings.Fields("plan cases.csv --rules none --group-by Team --match Sentence --format json")
	result := mustRun(t, args...)
	for _, hint := range []string{`--size \"N 1=20\"`, `--category \"disposal:a;b=a b\"`} {
		if !strings.Contains(result, hint) {
			t.Errorf("no %s in %s", hint, result)
		}
	}
	result = mustRun(t, append(args, "--size", "N 1=20,100 E=9", "--category", "disposal:a;b=a b")...)
	for _, want := range []string{`"group": "N $1"`, `"sample": 20`, `"sample": 9`, "\"category\": \"a `b`\""} {
		if !strings.Contains(result, want) {
			t.Errorf("no %s in %s", want, result)
		}
	}
	if strings.Contains(result, `"a b"`) || strings.Contains(result, `"a;b"`) {
		t.Errorf("a category of its own: %s", result)
	}
	mustRun(t, append(args, "--split", "N 1=60,100 E=40")...)
}

// A week without rules goes on from each result by the commands that it names, pasted as they are:
// from the draw to the shares, with names that have blanks, quotes and signs of a shell.
func TestTheWeekByItsHints(t *testing.T) {
	for _, list := range []struct{ from, name, flags string }{
		{"../../examples/adult/cases.xlsx", "O'Neil's $list.xlsx", "--rules none --match gender,PDU --size all=20 --seed s"},
		{"../../examples/ward/patients.csv", `the "ward" list.csv`, "--match gender,Ward --size all=25 --seed s"},
	} {
		text, err := os.ReadFile(list.from)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(list.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			write(t, list.name, string(text))
			write(t, "readers.csv", "reader\nA\nB\nC\n")
			write(t, "questions.csv", "Was it in time?\nWas \"everybody\" asked?\n")
			record := strings.TrimSuffix(list.name, filepath.Ext(list.name)) + ".record.json"
			verbs := pasteAll(t, mustRun(t, append([]string{"draw", list.name}, strings.Fields(list.flags)...)...))
			grid := "it's a \"grid\".xlsx"
			if err := os.Rename("grid.xlsx", grid); err != nil {
				t.Fatal(err)
			}
			again := mustRun(t, "reread", record, "--cases", "8", "--into", grid, "--seed", "s")
			f, err := excelize.OpenFile(grid)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			fillSheet(t, f, "Judgements")
			fillSheet(t, f, "Second reading")
			if err := f.Save(); err != nil {
				t.Fatal(err)
			}
			verbs += pasteAll(t, again) + pasteAll(t, mustRun(t, "progress", grid, "--record", record))
			// Who reads again is left to chance, and with it whether second answers say how often
			// first ones were wrong.
			if verbs = strings.Replace(verbs, "agree rate ", "agree ", 1); verbs != "record verify assign verify progress agree estimate " {
				t.Error(verbs)
			}
		})
	}
}

// pasteAll runs every command that a result names, and those that their results name, and gives
// their verbs.
func pasteAll(t *testing.T, result string) (verbs string) {
	t.Helper()
	for line := range strings.Lines(result) {
		if command, ok := strings.CutPrefix(strings.TrimSpace(line), "onecase "); ok && strings.HasPrefix(line, "  ") {
			words := strings.ReplaceAll(command, `'\''`, "\x00") // a quote within quotes
			args := splitWords(words)
			for i := range args {
				args[i] = strings.ReplaceAll(args[i], "\x00", "'")
			}
			verbs += args[0] + " " + pasteAll(t, mustRun(t, args...))
		}
	}
	return verbs
}

// A hint is one word in every shell; those that are here say so.
func TestHintsCanBePasted(t *testing.T) {
	for _, test := range []struct{ value, want string }{
		{"disposal:Ref Order=community", `--category "disposal:Ref Order=community"`},
		{`disposal:Fine $5 "x" 'y' it` + "`s\\ 9% !=custody", `--category "disposal:Fine 5 x 'y' it s 9=custody"`},
		{"rosh:N/A=unknown", "--category rosh:N/A=unknown"},
		{"disposal:A, B; C & D | E=community", `--category "disposal:A, B; C & D | E=community"`},
		{"disposal:“Plus” order=community", `--category "disposal: Plus order=community"`},
		{"disposal:\u202eFine\u2069=community", "--category \"disposal: Fine=community\""},
	} {
		got := show.Flag(stats.Option{Name: "category", Value: test.value})
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.value, got, test.want)
		}
		for _, name := range []string{"bash", "zsh"} {
			shell, err := exec.LookPath(name)
			if err != nil {
				continue
			}
			out, err := exec.Command(shell, "-c", "printf '[%s]' "+got).Output()
			if word := strings.Trim(strings.TrimPrefix(got, "--category "), `"`); err != nil || string(out) != "[--category]["+word+"]" {
				t.Errorf("%s is %s to %s, %v", got, out, name, err)
			}
		}
	}
	if got, want := show.Flag(stats.Option{Name: "bands", Value: `Age "in" $=10-13,14+`}), `--bands "Age in=10-13,14+"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := show.Quoted("149,150"); got != `"149,150"` { // two words to PowerShell
		t.Error(got)
	}
}
