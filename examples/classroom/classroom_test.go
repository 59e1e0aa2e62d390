// Package classroom_test holds the pages of the classroom against themselves.
// That their commands print what they show is tested with those of the other
// manuals, in cmd/onecase.
package classroom_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	console    = regexp.MustCompile("(?s)```console\n.*?```")
	percentage = regexp.MustCompile(`[0-9]+(\.[0-9]+)?%`)
	question   = regexp.MustCompile(`(?m)^[0-9]+\. `)
)

// pages reads the classroom's pages by their file names.
func pages(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(text)
	}
	return texts
}

// Prose says no percentage that no command of the classroom prints, so that it
// can't fall behind the program.
func TestEveryPercentageInProseIsPrinted(t *testing.T) {
	printed := map[string]bool{}
	texts := pages(t)
	for _, text := range texts {
		for _, block := range console.FindAllString(text, -1) {
			for _, figure := range percentage.FindAllString(block, -1) {
				printed[figure] = true
			}
		}
	}
	for name, text := range texts {
		for _, figure := range percentage.FindAllString(console.ReplaceAllString(text, ""), -1) {
			if !printed[figure] {
				t.Errorf("%s says %s, which no command on the pages prints", name, figure)
			}
		}
	}
}

// Every exercise is in the index, and the answers have a part for it with an
// answer for each of its questions.
func TestEveryQuestionHasAnAnswer(t *testing.T) {
	texts := pages(t)
	answers := map[string]string{}
	for _, part := range strings.Split(texts["answers.md"], "\n## ")[1:] {
		title, body, _ := strings.Cut(part, "\n")
		answers[title] = body
	}
	exercises := 0
	for name, text := range texts {
		if !strings.HasPrefix(name, "exercise-") {
			continue
		}
		exercises++
		title, _, _ := strings.Cut(strings.TrimPrefix(text, "# "), "\n")
		if !strings.Contains(texts["README.md"], "]("+name+")") {
			t.Errorf("the index has no link to %s", name)
		}
		_, questions, found := strings.Cut(text, "\n## Questions\n")
		if !found {
			t.Errorf("%s asks nothing", name)
		}
		asked := len(question.FindAllString(questions, -1))
		answered := len(question.FindAllString(console.ReplaceAllString(answers[title], ""), -1))
		if asked == 0 || asked != answered {
			t.Errorf("%s has %d questions, and the answers to %q are %d", name, asked, title, answered)
		}
	}
	if exercises != 6 || len(answers) != exercises {
		t.Errorf("there are %d exercises and answers to %d, for the six of the index", exercises, len(answers))
	}
}

// Each exercise says what it is for, asks before it answers, and leads on.
func TestEveryExerciseHasItsParts(t *testing.T) {
	count := 0
	for name, text := range pages(t) {
		if !strings.HasPrefix(name, "exercise-") {
			continue
		}
		count++
		at := -1
		for _, part := range []string{"\n\n*After this you can ", "**Guess first.** ", "```console\n",
			"\n## Questions\n", "\n## One thing to try next\n"} {
			next := strings.Index(text, part)
			if next <= at {
				t.Errorf("%s has no %q, or not in its place", name, strings.TrimSpace(part))
			}
			at = max(at, next)
		}
	}
	if count != 6 {
		t.Errorf("%d exercises", count)
	}
}
