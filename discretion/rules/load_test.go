package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onecase/sample"
)

func TestShippedRuleSetsAgreeWithThemselves(t *testing.T) {
	for _, id := range IDs() {
		r, err := Load(id)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		if r.ID != id {
			t.Errorf("the file of %s holds the rule set %s", id, r.ID)
		}
		if missing := r.Unsourced(); len(missing) > 0 {
			t.Errorf("%s: no source for %v", id, missing)
		}
	}
}

func TestKentRulesAsPublished(t *testing.T) {
	r, err := Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	groups := []sample.Group{
		{ID: "court", Name: "Court disposals", Disposals: []string{"community", "custody", "licence"},
			Window: &sample.Window{MinMonths: 6, MaxMonths: 9}},
		{ID: "ooc", Name: "Out-of-court disposals", Disposals: []string{"youth-caution", "youth-conditional-caution",
			"community-resolution"},
			Window: &sample.Window{MinMonths: 2, MaxMonths: 5}},
	}
	if d := cmp.Diff(groups, r.Groups); d != "" {
		t.Error(d)
	}
	target := Target{Confidence: 0.8, Margin: 0.05, Reading: EachGroup, Split: map[string]float64{"court": 0.6, "ooc": 0.4}}
	if d := cmp.Diff(target, r.Target); d != "" {
		t.Error(d)
	}
	if n := len(r.Questions()); n != 23 {
		t.Errorf("%d questions; the report has 23", n)
	}
	if i, ok := r.QuestionIndex("ooc.joint-working.police"); !ok || r.Questions()[i].Group != "ooc" {
		t.Error("ooc.joint-working.police is not a question of the group ooc")
	}
	for value, want := range map[string]Status{
		"bands.good":                         Read,
		"scoring.maximum":                    Inferred,
		"reserves":                           Unverified,
		"discretion.near-boundary.points":    Read,
		"discretion.near-boundary.inclusive": Inferred,
	} {
		if s, ok := r.SourceOf(value); !ok || s.Status != want {
			t.Errorf("%s has status %q, want %q", value, s.Status, want)
		}
	}
}

// The annexe of the Kent report says ten standards and a scale of 0 to 30, and
// prints twelve standards and bands up to 36.
func TestKentAnnexeContradictsItself(t *testing.T) {
	r, err := LoadUnchecked("testdata/kent-annexe.toml")
	if err != nil {
		t.Fatal(err)
	}
	want := Findings{
		{"scoring.standards", "row 199: says that 10 standards count, but 12 of those listed do", 199},
		{"scoring.maximum", "row 200: says 30, but 12 standards of at most 3 make 36", 200},
		{"scoring.bands.outstanding", "row 205: ends at 36, but the maximum is 30", 205},
	}
	if d := cmp.Diff(want, r.Check()); d != "" {
		t.Error(d)
	}
	if _, err := Load("testdata/kent-annexe.toml"); err == nil || !strings.Contains(err.Error(), "contradicts itself") {
		t.Errorf("Load gives %v", err)
	}
}

func TestLoadRulesErrors(t *testing.T) {
	dir := t.TempDir()
	file := func(text string) string {
		p := filepath.Join(dir, "mine.toml")
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, c := range []struct{ name, in, want string }{
		{"unknown id", "hmip-youth-2081", `or give the name of a TOML file; did you mean "hmip-youth-2018"?`},
		{"no such file", filepath.Join(dir, "none.toml"), "none.toml: there is no such file (check the name and the folder)"},
	} {
		if _, err := Load(c.in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q in it", c.name, err, c.want)
		}
	}
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "id = \"x\"\n[target]\nconfidense = 0.8\n",
			`row 3: unknown key "target.confidense"; did you mean "confidence"? (the keys here are confidence, margin, reading, split, size, least, most)`},
		{"word for a number", "id = \"x\"\n[target]\nmargin = \"five\"\n",
			"target.margin: row 3: this is a text, and the key takes a number"},
		{"decimal comma", "id = \"x\"\n[target]\nmargin = 0,05\n", "row 3, column 11"},
	} {
		if _, err := Load(file(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q in it", c.name, err, c.want)
		}
	}
}

// A file has no published rules' id, unless it decides as they do: nobody takes other bands for those that were published.
func TestFilesDoNotPassForPublishedRules(t *testing.T) {
	text, err := shipped.ReadFile("sets/hmip-youth-2018.toml")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "mine.toml")
	for _, c := range []struct {
		what     string
		from, to string // in the file
		passes   bool
	}{
		{"nothing changed", "\n", "\n", true},
		{"another name", `name = "Youth offending services, 2018 to 2021"`, `name = "Jugendhilfe"`, true},
		{"the words of a band", `label = "too few"`, `label = "zu wenige"`, true},
		{"bands", "to = 64\n", "to = 59\n", false},
		{"the target", "margin = 0.05", "margin = 0.06", false},
		{"a remark", "to = 18 },", "to = 18 }, # as printed", true},
		{"a criterion", "points = 5", "points = 6", false},
		{"another id", `id = "hmip-youth-2018"`, `id = "ours"`, true},
	} {
		changed := strings.Replace(string(text), c.from, c.to, 1)
		if changed == string(text) && c.from != c.to {
			t.Fatalf("%s: the file has no %q", c.what, c.from)
		}
		if c.what == "bands" {
			changed = strings.Replace(changed, "from = 65\n", "from = 60\n", 1)
		}
		if err := os.WriteFile(file, []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Load(file)
		if c.passes && err != nil || !c.passes && (err == nil || !strings.Contains(err.Error(), "give them an id of their own")) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}
