package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
)

// The design of every shipped set is the usual one with what the rules say, and
// can be planned with.
func TestDesignSaysWhatTheRulesSay(t *testing.T) {
	for _, id := range rules.IDs() {
		set, err := rules.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		if err := set.Design().Check(); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	set := &rules.Set{Target: rules.Target{Confidence: 0.90, Margin: 0.08, Reading: rules.Whole, Split: map[string]float64{"a": 1}},
		Reserves: 0.35, Caps: map[string]int{"team": 9, "manager": 4}}
	want := sample.Design{Confidence: 0.90, Margin: 0.08, Criterion: stats.Normal, Reserve: 0.35, Whole: true,
		Split: map[string]float64{"a": 1},
		Caps:  []sample.Cap{{By: "manager", Most: 4}, {By: "team", Most: 9}}}
	if d := cmp.Diff(want, set.Design()); d != "" {
		t.Error(d)
	}
	set = &rules.Set{Target: rules.Target{Size: 80}}
	want = sample.DefaultDesign()
	want.Whole, want.Total = true, 80
	if d := cmp.Diff(want, set.Design()); d != "" {
		t.Error(d)
	}
}

// A list is meant for the default rules where any row fits a group of them.
func TestForList(t *testing.T) {
	for _, test := range []struct{ list, why string }{
		{"id,disposal\n1,custody\n2,youth caution\n",
			"Rules: Youth offending services, 2018 to 2021. Every one of the 2 rows fits one of their groups, by "},
		{"id,disposal\n1,custody\n2,prison ship\n",
			"Rules: Youth offending services, 2018 to 2021. 1 of the 2 rows fit one of their groups, by "},
		{"id,disposal\n1,galleys\n2,prison ship\n",
			"Rules: none, and one group of all cases. The rules tried first, Youth offending services, 2018 to 2021, do not fit the list ("},
		{"id,disposal\n1,suspended sentence\n2,custody\n",
			"Rules: none, and one group of all cases. The list is not taken for one under the rules tried first, Youth offending services, 2018 to 2021: 1 row has a disposal that only adults get,"},
		{"id,disposal\n1,suspended sentence\n2,youth caution\n", "Rules: Youth offending services, 2018 to 2021. Every one of the 2 rows fits"},
		{"id,disposal\n1,community\n2,custody\n",
			"Rules: Youth offending services, 2018 to 2021. Every one of the 2 rows fits one of their groups, by disposal. Adults can have every one"},
	} {
		list, err := sheet.Read(strings.NewReader(test.list), "list.csv", sheet.ReadOptions{Headers: caselist.Headers})
		if err != nil {
			t.Fatal(err)
		}
		set, why, err := rules.ForList(list, caselist.CleanOptions{})
		if err != nil || !strings.HasPrefix(why, test.why) || (set == nil) != strings.HasPrefix(why, "Rules: none") {
			t.Errorf("%q: %v, %v", why, set != nil, err)
		}
	}
}

// A sample outside the sizes that the rules ask for is warned of, but for one of all cases.
func TestWarnSizes(t *testing.T) {
	set, err := rules.Load("hmip-youth-2025")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		children, of int
		want         string
	}{
		{0, 0, ""}, {1, 1, ""}, {13, 13, ""}, {14, 200, ""}, {91, 200, ""},
		{13, 0, "children: 13 cases, and Youth justice services, 2025 on asks for at least 14"},
		{13, 14, "children: 13 cases, and Youth justice services, 2025 on asks for at least 14"},
		{92, 92, "children: 92 cases, and Youth justice services, 2025 on asks for at most 91"},
	} {
		warnings := set.WarnSizes(map[string]int{"children": c.children, "victims": 9}, map[string]int{"children": c.of})
		if c.want == "" && len(warnings) == 0 {
			continue
		}
		if len(warnings) != 1 || warnings[0].Message != c.want {
			t.Errorf("%d of %d: %v, want %q", c.children, c.of, warnings, c.want)
		}
	}
}

// Rules that rate a sample of a fixed size warn of any other, but for one of all cases there are.
func TestWarnPlannedOfAFixedSize(t *testing.T) {
	set, err := rules.Load("us-title-iv-e")
	if err != nil {
		t.Fatal(err)
	}
	group := set.Groups[0].ID
	for _, c := range []struct {
		cases, of int
		warned    bool
	}{{0, 0, false}, {80, 900, false}, {40, 900, true}, {81, 900, true}, {80, 0, false}, {60, 60, false}, {59, 60, true}} {
		warnings := set.WarnPlanned(map[string]int{group: c.cases}, map[string]int{group: c.of})
		if c.warned != (len(warnings) == 1) || c.warned && !strings.Contains(warnings[0].Message, fmt.Sprintf(" rates a sample of %d", min(80, max(c.of, c.cases)))) {
			t.Errorf("%+v: %v", c, warnings)
		}
	}
}
