package discretion

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
