package discretion

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onecase/sample/sheet"
)

// A file of questions is read whole or refused.
func TestReadQuestionsBounds(t *testing.T) {
	line := func(i int) string { return fmt.Sprintf("Question %d\n", i) }
	for _, test := range []struct {
		lines int
		after string
		want  string
	}{
		{lines: maxQuestions},
		{lines: maxQuestions + 1, want: "1001 questions are more than the 1000 that a grid can have"},
		{lines: 3, after: strings.Repeat("\n", maxQuestionBytes) + "Another\n", want: "too large"},
	} {
		var text strings.Builder
		for i := range test.lines {
			text.WriteString(line(i))
		}
		name := filepath.Join(t.TempDir(), "questions.txt")
		if err := os.WriteFile(name, []byte(text.String()+test.after), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := ReadQuestions(name)
		switch {
		case test.want == "" && (err != nil || len(got) != test.lines):
			t.Errorf("%d lines: %d questions, %v", test.lines, len(got), err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%d lines: %v, want %q", test.lines, err, test.want)
		}
	}
}

// A table of anything else is no list of questions; a question may have commas.
func TestReadQuestionsFromTables(t *testing.T) {
	for text, want := range map[string]string{
		"case_id,gender\nK1,male\nK2,female\n":                               `this is a table, and not of questions: its columns are "case_id", "gender"`,
		"MRN,Q1\n1,yes\n2,no\n":                                              "not of questions",
		"id,gender\nK1,male\n":                                               "not of questions",
		"Team;Age;Offence type\nNorth;14;theft\nSouth;15;arson\n":            "not of questions",
		"id,text\nQ1,\"Is it clear, and right?\"\nQ2,Is it kept?\n":          "",
		"Code,Wording,Source\nQ1,Is it clear?,manual\n":                      "",
		"Wording,Code\nIs it clear?,Q1\n":                                    "",
		"Was the plan, in your view, right?\nWas it kept, read, and used?\n": "",
		"The plan is clear, and it is right\nThe child is heard\n":           "",
		"Question\nIs it clear, or not?\nIs it kept?\n":                      "",
	} {
		name := filepath.Join(t.TempDir(), "questions.csv")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := ReadQuestions(name)
		switch {
		case want == "" && (err != nil || len(got) == 0 || len(got) > 2):
			t.Errorf("%q: %v, %v", text, got, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// Columns are another table, and no questions with commas, where one is for the case, or where there are
// three or more and each has a header of at most three words that asks nothing.
func TestColumnsThatAreAnotherTable(t *testing.T) {
	for columns := 1; columns <= 4; columns++ {
		for words := 1; words <= 5; words++ {
			for _, asks := range []bool{false, true} {
				var header []string
				for i := range columns {
					header = append(header, fmt.Sprint("w", i))
				}
				header[columns-1] = strings.Repeat("w ", words-1) + "w"
				if asks {
					header[columns-1] += "?"
				}
				if got, want := isOtherTable(&sheet.Sheet{Header: header}), columns > 2 && words <= 3 && !asks; got != want {
					t.Errorf("%q is another table: %v", header, got)
				}
				if columns > 1 {
					header[0] = "case_id"
					if !isOtherTable(&sheet.Sheet{Header: header}) {
						t.Errorf("%q is no table of cases", header)
					}
				}
			}
		}
	}
	if isOtherTable(&sheet.Sheet{Header: []string{"case_id"}}) {
		t.Error("one column is another table")
	}
}
