package rules

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"onecase/sample"
	"onecase/sample/sheet"
)

// A starter agrees with itself, has a source for all that it says, says that its bands are
// not verified, and its examples can be used as they stand.
func TestStarter(t *testing.T) {
	text, err := Starter(Start{})
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
		decided, err := Parse("starter.toml", []byte(strings.ReplaceAll(text, `status = "unverified"`, `status = "own"`)))
		if err != nil || len(decided.Check())+len(decided.WarnUnverified()) > 0 {
			t.Errorf("%s, decided by its owner: %v %v", name, err, decided.UnverifiedBands())
		}
	}
}

func startOf(ids []string) (s Start) {
	for _, id := range ids {
		s.Questions = append(s.Questions, StartQuestion{ID: id})
	}
	return s
}

// The starter of any questions finds each of them by its id, or refuses those that cannot
// be.
func TestStarterFindsItsQuestions(t *testing.T) {
	refused, made := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-cQ]([a-c."\\é-]{0,3}|[ =:,])`), 1, 6, strings.ToLower).Draw(t, "ids")
		text, err := Starter(startOf(ids))
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
	for text, want := range map[string]string{"one": "", "a.one": "a.one", "B.TWO": "b.two", "two": "b.two",
		"a.b.two": "a.b.two", "three": ""} {
		at, ok := set.QuestionNamed(text)
		if ok != (want != "") || ok && set.Questions()[at].ID != want {
			t.Errorf("%q: %v %v, want %q", text, at, ok, want)
		}
	}
}

// What is typed for a starter is in it, and what cannot be is named.
func TestStarterOfAForm(t *testing.T) {
	groups := []sample.Group{{ID: "court", Name: "Court"}, {ID: "ooc", Name: "Out of court"}}
	text, err := Starter(Start{ID: "ours", Name: "Ours", Groups: groups,
		Measure: CountNo, Bands: []StartBand{{"Not yet", 4}, {"Nearly there", 2}, {"There", 0}},
		Questions: []StartQuestion{QuestionOf("court.planning.plan: Is there a plan?"), QuestionOf("ooc.visits.seen"),
			{ID: "ooc.visits.grade", Levels: []string{"1", "2", "3"}}}})
	if err != nil {
		t.Fatal(err)
	}
	set, err := Parse("ours.toml", []byte(text))
	if err != nil || len(set.Check()) > 0 {
		t.Fatalf("%v %v\n%s", err, set.Check(), text)
	}
	plan := set.Questions()[0]
	if set.ID != "ours" || plan.ID != "court.planning.plan" || plan.Text != "Is there a plan?" ||
		plan.Group != "court" || set.Questions()[1].Group != "ooc" || set.Questions()[2].AtLeast != "3" {
		t.Errorf("%+v", set.Questions())
	}
	for no, want := range map[int]string{0: "there", 1: "there", 2: "nearly-there", 3: "nearly-there", 4: "not-yet", 9: "not-yet"} {
		if got := set.Ratings[set.Scale("").Band(10-no, 10)].ID; got != want {
			t.Errorf("%d no answers: %s, want %s", no, got, want)
		}
	}
	if q := QuestionOf("Is there a plan?"); q.ID != "is-there-a-plan" || q.Text != "Is there a plan?" {
		t.Errorf("%+v", q)
	}
	for _, wrong := range []Start{
		{Groups: groups, Questions: []StartQuestion{{ID: "planning.plan"}}},
		{ID: "a b", Groups: groups[:1], Questions: []StartQuestion{{ID: "a,b"}}},
		{Bands: []StartBand{{"Low", 0}, {"High", 0}}}, {Bands: []StartBand{{"Low", 10}, {"High", 50}}},
		{Bands: []StartBand{{"Low", 0}, {"low", 50}}},
	} {
		if text, err := Starter(wrong); err == nil {
			t.Errorf("%+v gives\n%s", wrong, text)
		}
	}
}

// A question that is typed has the id before its colon, or one of its words.
func TestQuestionOfALine(t *testing.T) {
	for line, want := range map[string]StartQuestion{
		"plan: Is there a plan?":     {ID: "plan", Text: "Is there a plan?"},
		" plan :Is there: a plan?":   {ID: "plan", Text: "Is there: a plan?"},
		"plan":                       {ID: "plan"},
		"Is there a plan?":           {ID: "is-there-a-plan", Text: "Is there a plan?"},
		"In short: is there a plan?": {ID: "in-short-is-there-a-plan", Text: "In short: is there a plan?"},
		": is there a plan?":         {ID: "is-there-a-plan", Text: ": is there a plan?"},
		"plan?":                      {ID: "plan", Text: "plan?"},
	} {
		if got := QuestionOf(line); got.ID != want.ID || got.Text != want.Text {
			t.Errorf("%q: %+v, want %+v", line, got, want)
		}
	}
}
