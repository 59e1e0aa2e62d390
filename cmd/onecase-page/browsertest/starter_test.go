package browsertest

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestStartARulesFile fills in the form of a rules file, alone and with a table of judgements
// whose sheet is named, and uses what comes of it.
func TestStartARulesFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := open(t, 390, 844)
	var shipped struct {
		RuleSets []struct{ ID, Name string } `json:"rule_sets"`
	}
	p.check(json.Unmarshal(run(t, dir, "rules", "list", "--format", "json"), &shipped))
	for _, set := range shipped.RuleSets {
		if name := evaluate[string](p, fmt.Sprintf(`document.querySelector("#list-rules option[value=%s]")?.textContent`, set.ID)); name != set.Name {
			t.Errorf("the page calls the rules %s %q", set.ID, name)
		}
	}
	if offered := evaluate[int](p, `document.getElementById("list-rules").options.length`); offered != len(shipped.RuleSets)+2 {
		t.Errorf("the page offers %d rules: those that come with the program, to find them out, and none", offered)
	}
	p.click("Rules of your own")
	p.click("A rules file to start from")
	p.set("rules-id", "ours")
	p.set("rules-name", "Our own rules")
	p.set("rules-group", "court=Court\nooc=Out of court")
	p.set("rules-question", "court.plan.made: Is there a plan?\nooc.plan.made: Is there a plan?")
	p.set("rules-measure", "count-no")
	p.set("rules-band", "Weak=4\nSound=0")
	p.fits("form")
	p.click("Start a rules file")
	p.wait("A rules file to start from")
	text := p.saved("Save rules.toml", "rules.toml")
	for _, want := range []string{`id = "ours"`, `name = "Our own rules"`,
		`{ id = "court", name = "Court" }, { id = "ooc", name = "Out of court" }`,
		`text = "Is there a plan?"`, `measure = "count-no"`, "rating = \"weak\"\nfrom = 4"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	write(t, dir, "ours.toml", text)
	p.choose("rules-file", filepath.Join(dir, "ours.toml"))
	p.wait("Our own rules: nothing contradicts itself")

	// What cannot be is said where the form is.
	p.set("rules-question", "plan.made: Is there a plan?")
	p.click("Start a rules file")
	p.wait("this does not say of which group it is asked")

	// From a table: its grades are levels.
	p.set("rules-group", "")
	p.set("rules-question", "")
	p.set("rules-measure", "")
	p.set("rules-band", "")
	write(t, dir, "graded.csv", []byte("case_id,care.plan,care.grade\nK1,yes,3\nK2,no,1\n"))
	p.choose("rules-new-file", filepath.Join(dir, "graded.csv"))
	p.wait("Save it, put your own values in place of the placeholders")
	p.idle()
	if text = p.saved("Save rules.toml", "rules.toml"); !strings.Contains(string(text), `levels = ["1", "2", "3"]`) ||
		!strings.Contains(string(text), `at_least = "3"`) {
		t.Errorf("%s", text)
	}
	p.quiet()
}
