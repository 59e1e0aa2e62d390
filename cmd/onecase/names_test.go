package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
)

// Reports name standards, questions and groups in the words of their rules and never by
// their ids, which are for programs and for typing; and they speak of no flag.
func TestReportsSpeakTheWordsOfTheRules(t *testing.T) {
	folder := t.TempDir()
	mustRun(t, "demo", filepath.Join(folder, "k"))
	judgements, record := filepath.Join(folder, "k/judgements.csv"), filepath.Join(folder, "k/kent.record.json")
	writeWeek(t, filepath.Join(folder, "k"))
	medway := "../../examples/medway/medway.toml"
	region, err := filepath.Glob("../../examples/region/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	errors := filepath.Join(folder, "errors.csv")
	write(t, errors, "question,yes,of\neligibility.free-of-error,77,80\n")
	for _, report := range []struct {
		set  string
		args []string
	}{
		{"hmip-youth-2018", []string{"rate", kentFile, "--explain"}},
		{"hmip-youth-2018", []string{"rate", kentFile, "--set", "ooc.joint-working.police=3/4"}},
		{"hmip-youth-2018", []string{"rate", judgements, "--rules", "hmip-youth-2018", "--record", record}},
		{"hmip-youth-2018", []string{"rate", judgements, "--rules", "hmip-youth-2018"}},
		{"hmip-youth-2018", []string{"progress", filepath.Join(folder, "k/week.csv"), "--record",
			filepath.Join(folder, "k/assigned.json"), "--day", "3", "--explain"}},
		{"hmip-youth-2018", []string{"robust", kentFile, "--more", "3", "--explain"}},
		{"hmip-youth-2018", []string{"robust", judgements, "--rules", "hmip-youth-2018", "--record", record,
			"--replicates", "200", "--seed", "1"}},
		{"hmip-youth-2018", []string{"outlook", kentFile, "--replicates", "200", "--seed", "1", "--explain"}},
		{"hmip-youth-2018", []string{"compare", kentFile, followUpFile, "--explain"}},
		{"hmip-youth-2018", append([]string{"pool", "--explain"}, region...)},
		{"hmip-youth-2018", []string{"estimate", judgements, "--record", record, "--by", "gender", "--explain"}},
		{"hmip-sqs-2012", []string{"rate", medway}},
		{"us-title-iv-e", []string{"rate", errors, "--rules", "us-title-iv-e"}},
	} {
		set, err := rules.Load(report.set)
		if err != nil {
			t.Fatal(err)
		}
		ids := idPattern(set)
		for _, format := range []string{"table", "markdown", "html"} {
			text := mustRun(t, append(report.args, "--format", format)...)
			if found := ids.FindString(text); found != "" {
				t.Errorf("%v as %s has the id %q", report.args, format, found)
			}
			if flag := regexp.MustCompile(`[ (]--[a-z][a-z-]+`).FindString(withoutStyle(text)); flag != "" && format != "table" {
				t.Errorf("%v as %s speaks of %q", report.args, format, flag)
			}
			if format == "table" {
				fits(t, text)
			}
		}
		figure := filepath.Join(folder, "figure.svg")
		if _, _, code := try(append(report.args, "--plot", figure, "--force")...); code == 0 {
			drawn, err := os.ReadFile(figure)
			if found := ids.FindString(string(drawn)); err != nil || found != "" {
				t.Errorf("the figure of %v has the id %q (%v)", report.args, found, err)
			}
		}
	}
}

// Plans, draws and what follows them name groups, variables, categories and decisions in words; their
// codes are for what is to be typed, which a report does not ask for.
func TestPlansAndDrawsSpeakInWords(t *testing.T) {
	folder := t.TempDir()
	mustRun(t, "demo", filepath.Join(folder, "k"))
	list, record := filepath.Join(folder, "k/cases.xlsx"), filepath.Join(folder, "r.json")
	readers := filepath.Join(folder, "readers.csv")
	write(t, readers, "reader\nA\nB\n")
	codes := regexp.MustCompile(`(^|[^-\w])(court|ooc|rosh|very-high|community-resolution|youth-(conditional-)?caution|not-assessable|outside-window|largest design effect)($|[^-\w])`)
	typed := regexp.MustCompile(`(?m)^  (onecase|--).*$|--[a-z-]+ \S+`)
	for _, args := range [][]string{
		{"plan", list, "--as-of", "2021-06-21"},
		{"draw", list, "--as-of", "2021-06-21", "--seed", "1", "--record", record, "--output", filepath.Join(folder, "s.xlsx"), "--force"},
		{"assign", record, "--readers", readers, "--days", "5"},
		{"replace", record, "--case", "", "--reason", "lost"},
		{"replace", record, "--case", "", "--reason", "lost", "--policy", "failed"},
		{"replace", record, "--case", "", "--reason", "lost", "--policy", "not-assessable"},
		{"draw", list, "--extend", record, "--size", "ooc=28", "--record", filepath.Join(folder, "x.json"), "--output",
			filepath.Join(folder, "x.xlsx"), "--force"},
		{"verify", record, list},
		{"verify", filepath.Join(folder, "x.json"), list},
		{"demo", filepath.Join(folder, "k")},
	} {
		for _, format := range []string{"table", "markdown", "html"} {
			if args[0] == "replace" {
				args[3] = firstSelected(t, record)
			}
			text := withoutStyle(mustRun(t, append(args, "--format", format)...))
			shown := typed.ReplaceAllString(text, "")
			if found := codes.FindStringIndex(shown); found != nil {
				t.Errorf("%v as %s says %q", args, format, shown[max(0, found[0]-40):min(len(shown), found[1]+20)])
			}
			if flag := regexp.MustCompile(`[ (]--[a-z][a-z-]+`).FindString(text); flag != "" && format == "html" && args[0] != "demo" {
				t.Errorf("%v as %s speaks of %q", args, format, flag)
			}
		}
	}
}

// firstSelected is a case of the sample of a record that can be replaced.
func firstSelected(t *testing.T, record string) string {
	t.Helper()
	r, err := discretion.ReadRecord(record)
	if err != nil {
		t.Fatal(err)
	}
	now := show.Status(r, r.Groups[0].Group)
	for _, c := range now.Sample {
		if !slices.Contains(now.Failed, c.ID) {
			return c.ID
		}
	}
	t.Fatal("no case is left")
	return ""
}

// withoutStyle is a page without its style sheet, whose variables look like flags.
func withoutStyle(page string) string {
	_, body, found := strings.Cut(page, "</style>")
	if !found {
		return page
	}
	return body
}

// idPattern finds ids of questions, and of standards that no word of a language can be.
func idPattern(set *rules.Set) *regexp.Regexp {
	var ids []string
	for _, q := range set.Questions() {
		ids = append(ids, regexp.QuoteMeta(q.ID))
	}
	for _, id := range set.StandardIDs() {
		if strings.Contains(id, ".") {
			ids = append(ids, regexp.QuoteMeta(id))
		}
	}
	return regexp.MustCompile(`\b(` + strings.Join(ids, "|") + `)\b`)
}

// brokenWord is a cell that ends in the middle of a word.
var brokenWord = regexp.MustCompile(`[a-z]-+ *│`)

// Ratings and chances fit a terminal of 80 columns, and no word of theirs is broken.
func TestReportsFitEightyColumns(t *testing.T) {
	inspection, _, err := discretion.Open(kentFile, discretion.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	assessment, err := discretion.Assess(inspection, discretion.Options{})
	if err != nil {
		t.Fatal(err)
	}
	robustness, err := predict.Robust(inspection, predict.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, document := range []report.Document{show.Rate(assessment, nil, nil, show.Besides{}, "table", false),
		show.Robust(robustness, nil, "table", false)} {
		var out strings.Builder
		if err := report.Write(&out, "table", report.Screen{Width: 80}, document); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 || brokenWord.MatchString(line) {
				t.Errorf("%d columns: %s", n, line)
			}
		}
	}
}
