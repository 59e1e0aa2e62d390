package rules

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"onecase/sample/sheet"
)

// A starter agrees with itself, has a source for all that it says, says that its bands are
// not verified, and its examples can be used as they stand.
func TestStarter(t *testing.T) {
	text, err := Starter(nil)
	if err != nil {
		t.Fatal(err)
	}
	var used []string
	example := false
	for line := range strings.Lines(text) {
		plain, isComment := strings.CutPrefix(line, "# ")
		starts := strings.HasPrefix(plain, "[") || strings.HasPrefix(plain, "match =")
		if example = isComment && (example || starts); example {
			line = plain
		}
		used = append(used, line)
		if line == "[[standards]]\n" {
			used = append(used, "counted = true\n")
		}
	}
	for name, text := range map[string]string{"as it is": text, "with its examples": strings.Join(used, "")} {
		set, err := Parse("starter.toml", []byte(text))
		if err != nil || len(set.Check()) > 0 {
			t.Fatalf("%s: %v %v\n%s", name, err, set.Check(), text)
		}
		has := set.Scoring != nil && len(set.Criteria) == 1 && len(set.Match) == 1 && set.Target.Margin > 0 && set.Reserves > 0
		if has != (name == "with its examples") {
			t.Errorf("%s: %+v", name, set)
		}
		if bare := set.Unsourced(); name == "as it is" && (len(bare) > 0 || len(set.UnverifiedBands()) == 0) {
			t.Errorf("no source of %v; unverified %v", bare, set.UnverifiedBands())
		}
	}
}

// The starter of any questions finds each of them by its id, or refuses those that cannot
// be.
func TestStarterFindsItsQuestions(t *testing.T) {
	refused, made := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-cQ]([a-c."\\é-]{0,3}|[ =:,])`), 1, 6, strings.ToLower).Draw(t, "ids")
		text, err := Starter(ids)
		if err != nil {
			if _, ok := errors.AsType[sheet.Problems](err); !ok {
				if _, ok := errors.AsType[Findings](err); !ok {
					t.Fatalf("%q: %v", ids, err)
				}
			}
			refused++
			return
		}
		made++
		set, err := Parse("starter.toml", []byte(text))
		if err != nil || len(set.Check()) > 0 || len(set.Questions()) != len(ids) {
			t.Fatalf("%q: %v %v", ids, err, set.Check())
		}
		found := map[int]bool{}
		for _, id := range ids {
			at, ok := set.QuestionNamed(id)
			if !ok || found[at] {
				t.Fatalf("%q: %q is not found, or is another", ids, id)
			}
			found[at] = true
		}
	})
	if refused == 0 || made == 0 {
		t.Errorf("%d made, %d refused", made, refused)
	}
}

// A question may be named without its standard where no other has the name.
func TestQuestionNamedShort(t *testing.T) {
	set, err := Parse("x.toml", []byte("id = \"x\"\n[[standards]]\nid = \"a\"\nquestions = [{ id = \"one\" }, { id = \"b.two\" }]\n[[standards]]\nid = \"b\"\nquestions = [{ id = \"one\" }, { id = \"two\" }]\n"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"one": "", "a.one": "a.one", "B.TWO": "b.two", "two": "b.two", "a.b.two": "a.b.two", "three": ""} {
		at, ok := set.QuestionNamed(text)
		if ok != (want != "") || ok && set.Questions()[at].ID != want {
			t.Errorf("%q: %v %v, want %q", text, at, ok, want)
		}
	}
}
