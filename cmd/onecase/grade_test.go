package main

import (
	"html"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

var (
	textBlock  = regexp.MustCompile(`(?s)<(?:p|li)\b[^>]*>(.*?)</(?:p|li)>`)
	markupTag  = regexp.MustCompile(`<[^>]*>`)
	sentence   = regexp.MustCompile(`[.!?]+(\s|$)`)
	vowels     = regexp.MustCompile(`[aeiouy]+`)
	notLetters = regexp.MustCompile(`[^\pL\pN']+`)
)

// firstPage is what a report says in sentences before its first table: paragraphs and entries of
// lists, each of which ends a sentence. What is in quotation marks is the list's own.
func firstPage(t *testing.T, page string) []string {
	t.Helper()
	before, _, found := strings.Cut(withoutStyle(page), "<table")
	if !found {
		t.Fatal("the report has no table")
	}
	var blocks []string
	for _, m := range textBlock.FindAllStringSubmatch(before, -1) {
		text := html.UnescapeString(markupTag.ReplaceAllString(m[1], ""))
		blocks = append(blocks, regexp.MustCompile(`"[^"]*"`).ReplaceAllString(text, "this"))
	}
	return blocks
}

// silent is an end whose e is not heard, as in rate, rates and rated, but not in table, cases and counted.
var silent = regexp.MustCompile(`([^l]e|[^scgxzlh]es|[^td]ed)$`)

// syllables of an English word: its groups of vowels, but for a silent end, and at least one. A number counts
// as one.
func syllables(word string) int {
	word = strings.ToLower(word)
	n := len(vowels.FindAllString(word, -1))
	if silent.MatchString(word) {
		n--
	}
	return max(n, 1)
}

// grade is the Flesch-Kincaid grade of texts (Kincaid et al. 1975): 0.39 words a sentence + 11.8 syllables a
// word - 15.59.
func grade(blocks []string) float64 {
	words, sentences, sounds := 0, 0, 0
	for _, block := range blocks {
		for _, s := range sentence.Split(block, -1) {
			its := strings.FieldsFunc(notLetters.ReplaceAllString(s, " "), unicode.IsSpace)
			if len(its) == 0 {
				continue
			}
			sentences++
			words += len(its)
			for _, w := range its {
				sounds += syllables(w)
			}
		}
	}
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(sounds)/float64(words) - 15.59
}

func TestGradeOfKnownTexts(t *testing.T) {
	for text, want := range map[string]float64{
		"The cat sat on the mat.":                                   0.39*6 + 11.8*1 - 15.59,
		"One table. A little apple.":                                0.39*2.5 + 11.8*8/5 - 15.59,
		"The estimate is for the cases that can be used; no other.": 0.39*12 + 11.8*16/12 - 15.59,
	} {
		if got := grade([]string{text}); got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%q has the grade %.2f, not %.2f", text, got, want)
		}
	}
}

// The first page of each report can be read by whoever left school: at grade 12 or below.
func TestFirstPagesAreReadable(t *testing.T) {
	folder := t.TempDir()
	mustRun(t, "demo", filepath.Join(folder, "k"))
	list, record, judgements := filepath.Join(folder, "k/cases.xlsx"), filepath.Join(folder, "k/kent.record.json"),
		filepath.Join(folder, "k/judgements.csv")
	region, err := filepath.Glob("../../examples/region/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"plan", list, "--as-of", "2021-06-21"},
		{"plan", "../../examples/ward/patients.csv"},
		{"plan", "../../examples/adult/cases.xlsx", "--rules", "none", "--match", "gender,disposal,rosh,PDU",
			"--category", "rosh:Med=medium", "--category", "rosh:N/A=unknown", "--size", "all=60"},
		{"draw", list, "--as-of", "2021-06-21", "--seed", "1", "--record", filepath.Join(folder, "r.json"), "--output",
			filepath.Join(folder, "s.xlsx")},
		{"draw", "../../examples/ward/patients.csv", "--seed", "1", "--record", filepath.Join(folder, "w.json"),
			"--output", filepath.Join(folder, "w.xlsx")},
		{"rate", kentFile}, {"rate", judgements, "--record", record}, {"rate", "../../examples/medway/medway.toml"},
		{"robust", kentFile}, {"robust", kentFile, "--model", "separate"}, {"robust", kentFile, "--reread", "0.9"},
		{"outlook", kentFile, "--replicates", "200", "--seed", "1"},
		{"compare", kentFile, followUpFile},
		append([]string{"pool"}, region...),
		{"estimate", judgements, "--record", record}, {"estimate", judgements, "--record", record, "--by", "gender"},
	} {
		blocks := firstPage(t, mustRun(t, append(args, "--format", "html")...))
		if g := grade(blocks); g > 12 || len(blocks) == 0 {
			t.Errorf("the first page of %s reads at grade %.1f, over 12", strings.Join(args[:2], " "), g)
			for _, b := range blocks {
				t.Logf("%5.1f  %s", grade([]string{b}), b)
			}
		}
	}
}
