package rules

import (
	"os"
	"strings"
	"testing"
)

// Every example of the page on the language agrees with itself, after the first one with
// what it does not write itself.
func TestExamplesOfTheLanguage(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	head, tried := "", 0
	for section := range strings.SplitSeq(string(page), "\n## ") {
		name, _, _ := strings.Cut(section, "\n")
		for i, part := range strings.Split(section, "```toml\n") {
			if i == 0 {
				continue
			}
			example, _, _ := strings.Cut(part, "```")
			text := example
			if head == "" {
				head = example
			} else {
				text = before(head, example) + example
			}
			set, err := Parse("README.md", []byte(text))
			if err != nil {
				t.Errorf("%s: %v\n%s", name, err, text)
				continue
			}
			if findings := set.Check(); len(findings) > 0 {
				t.Errorf("%s:\n%v\n%s", name, findings, text)
			}
			tried++
		}
	}
	if tried < 4 {
		t.Errorf("%d examples were read", tried)
	}
}

// before is what of the first example another one does not write itself.
func before(head, example string) string {
	var kept []string
	own, _, _ := strings.Cut("\n"+example, "\n[[")
	keep := true
	for line := range strings.SplitSeq(head, "\n") {
		if key, _, ok := strings.Cut(line, " = "); ok && !strings.HasPrefix(line, " ") {
			keep = !strings.Contains(own, "\n"+key+" = ") && !strings.Contains("\n"+example, "\n[["+key+"]]")
		}
		if keep {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n") + "\n"
}
