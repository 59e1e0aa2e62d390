package sample

import (
	"slices"
	"strings"
	"testing"

	"onecase/stats"
)

// warned returns the messages of the warnings with a code.
func warned(warnings []stats.Warning, code string) []string {
	var out []string
	for _, w := range warnings {
		if w.Code == code {
			out = append(out, w.Message)
		}
	}
	return out
}

// Two of the four cases cannot keep all three variables with even chances, so c
// is given up. Plan and draw say so once, and why, whichever plan is followed.
func TestAVariableGivenUpIsSaidWithItsReason(t *testing.T) {
	f := countedFrame(map[string]int{"xxx": 1, "xyy": 1, "yxy": 1, "yyx": 1})
	p := mustPlan(t, f, sized(2))
	said := warned(p.Warnings, "variable-given-up")
	if len(said) != 1 || !strings.HasPrefix(said[0], "all: c: given up, for no set of plans that keeps every category and every chance was found in ") || !strings.HasSuffix(said[0], " of c x by 1, c y by 1") {
		t.Errorf("the plan says %q", said)
	}
	for _, m := range p.Groups[0].Match {
		if wide := m.Fewest == 0 && m.Most == 2; wide != (m.Variable == "c") {
			t.Errorf("%s %s: fewest %d, most %d", m.Variable, m.Category, m.Fewest, m.Most)
		}
	}
	for _, seed := range []string{"1", "2", "3", "4"} {
		d, err := p.Draw(seed)
		if err != nil {
			t.Fatal(err)
		}
		if got := warned(d.Warnings, "variable-given-up"); !slices.Equal(got, said) {
			t.Errorf("seed %s: the draw says %q", seed, got)
		}
	}
}

// Where no variable is given up there is no such word.
func TestNothingIsSaidToBeGivenUpThatIsKept(t *testing.T) {
	d := mustDraw(t, countedFrame(map[string]int{"xx": 10, "xy": 5, "yx": 1, "yy": 4}), sized(10), "1")
	if got := warned(d.Warnings, "variable-given-up"); got != nil {
		t.Errorf("the draw says %q", got)
	}
}

// An extension says it too.
func TestAnExtensionSaysWhatItGivesUp(t *testing.T) {
	f := countedFrame(map[string]int{"xxx": 2, "xyy": 2, "yxy": 2, "yyx": 2})
	r := NewRecord(mustDraw(t, f, sized(4), "1"), ListSource{}, "none", noon)
	warnings, err := r.Extend(f, map[string]int{"all": 6}, noon)
	if err != nil {
		t.Fatal(err)
	}
	said := warned(warnings, "variable-given-up")
	if up := r.Extensions[0].Core.GivenUp; len(up) != 1 || len(said) != 1 || !strings.HasPrefix(said[0], "all, extension: c: given up") {
		t.Errorf("given up %v, and it says %q", up, said)
	}
}

// A plan counts on the design's constraints and says who has no chance.
func TestPlanFollowsConstraints(t *testing.T) {
	f := countedFrame(map[string]int{"f": 3, "m": 3})
	d := sized(3)
	d.AtLeast = []AtLeast{{Variable: "a", Category: "f", Count: 2}}
	female := mustPlan(t, f, d).Groups[0].Match[0]
	if margin, err := d.groupMargin(2, 3); err != nil || female.Category != "f" || female.Fewest != 2 || female.Margin != margin {
		t.Errorf("two at least: %+v, margin %v (%v)", female, margin, err)
	}
	d = sized(2)
	d.Include = []Forced{{"x-00", "asked for"}, {"x-01", "asked for"}}
	p := mustPlan(t, countedFrame(map[string]int{"x": 2, "y": 8}), d)
	said := warned(p.Warnings, "no-chance")
	if len(said) != 1 || said[0] != "all: 8 of 10 cases can never be selected under this design" {
		t.Errorf("the plan says %q", said)
	}
	draw, err := p.Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	if got := warned(draw.Warnings, "no-chance"); !slices.Equal(got, said) {
		t.Errorf("the draw says %q", got)
	}
	if x := p.Groups[0].Match[0]; x.Fewest != 2 || x.Most != 2 {
		t.Errorf("both taken whatever the seed: %+v", x)
	}
}
