package main

import (
	"archive/zip"
	"fmt"
	"go/ast"
	"go/token"
	"html"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"onecase/discretion/rules"
)

// codeForm is a word that is a code and no English: small letters and digits joined by hyphens or points.
var codeForm = regexp.MustCompile(`^[a-z][a-z0-9]*([-.][a-z0-9]+)+$`)

// hyphened are words of English of that form.
var hyphened = []string{"follow-up", "made-up", "well-led"}

// printedCodes are the codes that a person could be shown: texts of the sources that have the form of
// one, but for names of flags and files, and the ids of every rule set that comes with the program.
func printedCodes(t *testing.T) map[string]bool {
	t.Helper()
	codes := map[string]bool{}
	for _, file := range searchCodes(t).syntax {
		ast.Inspect(file, func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				if text, err := strconv.Unquote(literal.Value); err == nil && codeForm.MatchString(text) &&
					!slices.Contains([]string{".csv", ".html", ".json", ".toml", ".xlsx"}, filepath.Ext(text)) {
					codes[text] = true
				}
			}
			return true
		})
	}
	for _, id := range rules.IDs() {
		set, err := rules.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		ids := append([]string{set.ID}, set.StandardIDs()...)
		for _, q := range set.Questions() {
			ids = append(ids, q.ID)
		}
		for _, r := range set.Ratings {
			ids = append(ids, r.ID)
		}
		for _, id := range ids {
			codes[id] = codes[id] || codeForm.MatchString(id)
		}
	}
	for _, word := range hyphened {
		delete(codes, word)
	}
	maps.DeleteFunc(codes, func(_ string, is bool) bool { return !is })
	if len(codes) < 300 || !codes["exact-cells"] || !codes["court.assessment.safety"] || !codes["youth-conditional-caution"] {
		t.Fatalf("%d codes, not all there are", len(codes))
	}
	return codes
}

// word is what could be a code in a text.
var word = regexp.MustCompile(`[\pL\d][\pL\d_.-]*[\pL\d]`)

// typedText is what is there to be typed, hashed or opened: commands, flags with their values, texts in
// quotation marks, the id of a rule set behind its name, the line that is hashed.
var typedText = regexp.MustCompile(`(?m)^  (onecase|--).*$|--[a-z-]+ ("[^"]*"|\S+)|"[^"]*"|Rules: [^.]*\([a-z0-9-]+\)|onecase-(draw|commit)-\d\S*( / \S+ / \S+ / .*$)?`)

// wantWords wants no code in a text that a person reads.
func wantWords(t *testing.T, codes map[string]bool, what, text string) {
	t.Helper()
	for _, w := range word.FindAllString(strings.Join(strings.Fields(typedText.ReplaceAllString(text, "")), " "), -1) {
		if codes[w] {
			at := strings.Index(text, w)
			t.Errorf("%s says %q: %q", what, w, text[max(0, at-60):min(len(text), at+len(w)+20)])
		}
	}
}

// Whoever plans or sits on a panel is shown no code, in a week of any of the three examples: in no
// report with its working, on no screen, in no letter and no workbook but the grid, whose headers are
// read back.
func TestPeopleAreShownNoCodes(t *testing.T) {
	codes := printedCodes(t)
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	write(t, "readers.csv", "reader,capacity\nA,60\nB,5\nC,20\n")
	runLine(t, "demo kent")
	of := func(example, line string) string {
		return strings.ReplaceAll(line, "@", filepath.ToSlash(filepath.Join(examples, example)))
	}
	draw := " --record r.json --output s.xlsx --letter l.docx --judgements g.xlsx"
	for _, week := range [][]string{
		{
			"plan kent/cases.csv --as-of 2021-06-21", "commit kent/cases.csv --as-of 2021-06-21",
			"draw kent/cases.csv --as-of 2021-06-21 --seed 1 --cap manager=6 --at-least disposal:custody=1" + draw,
			"assign r.json --readers readers.csv --days 5 --seed 2 --output w.xlsx",
			"replace r.json --case - --reason lost --policy not-assessable",
			"verify r.json kent/cases.csv", "progress kent/judgements.csv --record kent/kent.record.json",
			"reread r.json --cases 9 --seed 3 --judgements b.xlsx", "size --population 50",
			"rate kent/judgements.csv --record kent/kent.record.json --unread all --wrong-yes 10% --panel p.html",
			"robust kent/kent.toml --more 3", "outlook kent/kent.toml --replicates 200 --seed 1",
			"estimate kent/judgements.csv --record kent/kent.record.json --by gender",
			of("kent", "compare kent/kent.toml @/follow-up.toml"),
			of("region", "pool @/north.toml @/middle.toml @/south.toml"), of("schemes", "rate @/partial-lots.toml --panel p.html"),
			of("schemes", "rate @/hospital.toml --panel p.html"), of("schemes", "rate @/adult-care.toml"),
		},
		{
			of("adult", "draw @/cases.xlsx --rules none --match gender,disposal,rosh,PDU --category rosh:Med=medium "+
				"--category rosh:N/A=unknown --size all=60 --seed") + " _4" + of("adult", " --questions @/questions.csv") + draw,
			"replace r.json --case X100140 --reason lost", "replace r.json --case X100637 --reason lost",
			"verify r.json" + of("adult", " @/cases.xlsx"), of("adult", "estimate @/judgements.csv --record r.json --by disposal"),
			of("adult", "rate @/judgements.csv --record r.json"),
		},
		{
			of("ward", "plan @/patients.csv"),
			of("ward", "draw @/patients.csv --match gender,Ward --size all=25 --seed 1 --questions @/questions.csv") + draw,
			"replace r.json --case - --reason lost",
		},
	} {
		for _, line := range week {
			args := strings.Fields(line)
			for i, a := range args {
				args[i] = strings.ReplaceAll(a, "_", "dice 2 6 4 ")
			}
			formats := []string{"html", "table"}
			if args[0] == "replace" {
				formats = formats[:1] // a case is replaced once
				if args[3] == "-" {
					args[3] = firstSelected(t, "r.json")
				}
			}
			for _, format := range formats {
				form := []string{"--format", format, "--explain"}
				if args[0] != "replace" && args[0] != "verify" && args[0] != "size" {
					form = append(form, "--force")
				}
				text := withoutStyle(mustRun(t, append(slices.Clone(args), form...)...))
				if format == "html" {
					text = html.UnescapeString(markupTag.ReplaceAllString(text, " "))
				}
				wantWords(t, codes, fmt.Sprint(args, " as ", format), text)
			}
		}
		for _, name := range []string{"l.docx", "s.xlsx", "w.xlsx", "p.html"} {
			if _, err := os.Stat(name); err == nil {
				wantWords(t, codes, name, fileText(t, name))
				os.Remove(name)
			}
		}
	}
}

// fileText is the text in a letter, a workbook or a page.
func fileText(t *testing.T, name string) string {
	t.Helper()
	switch filepath.Ext(name) {
	case ".docx":
		z, err := zip.OpenReader(name)
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		f, err := z.Open("word/document.xml")
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		return html.UnescapeString(markupTag.ReplaceAllString(string(text), " "))
	case ".xlsx":
		f, err := excelize.OpenFile(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		var text strings.Builder
		for _, sheet := range f.GetSheetList() {
			rows, err := f.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				fmt.Fprintln(&text, strings.Join(row, " "))
			}
		}
		return text.String()
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return html.UnescapeString(markupTag.ReplaceAllString(withoutStyle(string(text)), " "))
}
