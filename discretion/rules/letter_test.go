package rules

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLetter(t *testing.T) {
	if got := (&Set{}).LetterParagraphs(); len(got) != 4 || got[2] != LetterCases || !cmp.Equal(got, (*Set)(nil).LetterParagraphs()) {
		t.Errorf("the plain letter: %q", got)
	}
	own := &Set{Letter: "\nFiles, {service}\r\n\r\nPlease send\n{count} by {date}.\n \n\n{cases}\n"}
	if d := cmp.Diff([]string{"Files, {service}", "Please send {count} by {date}.", "{cases}"}, own.LetterParagraphs()); d != "" {
		t.Error(d)
	}
	for _, c := range []struct{ letter, want string }{
		{"", ""}, {PlainLetter, ""}, {own.Letter, ""},
		{"A\n\n{cases}\n\n{sevice}", "there is no place {sevice}; the places are {service}, {date}, {count}, {cases}"},
		{"A\n\nB", "{cases} has to stand once, as a paragraph of its own"},
		{"A\n\nThese: {cases}", "{cases} has to stand once, as a paragraph of its own"},
		{"A\n\n{cases}\n\n{cases}", "{cases} has to stand once, as one paragraph"},
		{"{cases}\n\nB", "the first paragraph is the title"},
		{"A\n\n{cases}\n\n" + strings.Repeat("B", maxLetter), "it has 20012 bytes: at most 20000 are allowed"},
	} {
		var fs Findings
		(&Set{Letter: c.letter}).checkLetter(&fs)
		var got strings.Builder
		for _, f := range fs {
			got.WriteString(f.Message)
		}
		if got.String() != c.want {
			t.Errorf("%q: %q, want %q", c.letter, got.String(), c.want)
		}
	}
}
