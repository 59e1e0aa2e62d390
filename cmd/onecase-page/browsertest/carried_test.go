package browsertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNothingIsCarriedOver plans, draws and reads again from one list, and then opens another: size, seed and questions
// of the first, and what the week's steps hold of its sample, are not taken for those of the second.
func TestNothingIsCarriedOver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	list, err := os.ReadFile(filepath.Join(kent, "cases.csv"))
	p := open(t, 1366, 768)
	p.check(err)
	write(t, dir, "east.csv", list)
	write(t, dir, "west.csv", list)
	p.choose("list-file", filepath.Join(dir, "east.csv"))
	p.set("as-of", "2021-06-21")
	p.idle()
	p.click("2. Plan")
	p.set("total", "30")
	p.click("3. Draw")
	p.set("seed", "east")
	p.click("A grid with questions of your own")
	p.set("questions", "Is there a plan?")
	p.click("The service, and the letter that asks it for the files")
	p.set("service", "Eastgate")
	p.click("Draw")
	p.wait("Drawn:")
	p.idle()
	p.click("After the draw")
	p.idle()
	p.set("assign-names", "A\nB")
	p.set("reread-cases", "4")
	p.click("Draw a second reading")
	p.wait("second reading of 4 cases")

	p.click("1. Your list")
	p.choose("list-file", filepath.Join(dir, "west.csv"))
	p.wait("Of the list before, the number of cases, the seed, the questions and the service were not taken over.")
	for _, id := range []string{"total", "seed", "questions", "service"} {
		if left := p.value(id); left != "" {
			t.Errorf("the field %s still has %q", id, left)
		}
	}
	p.click("3. Draw")
	p.click("Draw")
	p.click("Draw without saving it")
	p.wait("Drawn: 39 of 50 (court disposals)")
	p.click("After the draw")
	p.idle()
	if text := p.text(); strings.Contains(text, "second reading of 4 cases") || p.value("assign-names") != "" || p.value("reread-cases") != "" {
		t.Errorf("what was done with the first sample stands with the second:\n%s", text)
	}
	p.quiet()
}

// TestTypedInStays types in totals, looks at other rules and comes back: they are there, and are saved with the service's
// name and the numbers of eligible cases.
func TestTypedInStays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.click("type the totals in")
	p.idle()
	p.set("rate-rules", "us-title-iv-e")
	p.idle()
	question := evaluate[string](p, `document.querySelector("[data-yes]").dataset.yes`)
	group := evaluate[string](p, `document.querySelector("[data-population]").dataset.population`)
	p.set("total-yes-"+question, "71")
	p.set("total-of-"+question, "80")
	p.set("population-"+group, "900")
	p.set("rate-service", "Adams County")
	p.idle()
	p.set("rate-rules", "food-hygiene-2012")
	p.idle()
	p.set("rate-rules", "us-title-iv-e")
	p.idle()
	if yes := p.value("total-yes-" + question); yes != "71" {
		t.Errorf("yes cases: %q", yes)
	}
	saved := p.saved("Save what was typed in (Adams_County.toml)", "Adams_County.toml")
	write(t, dir, "Adams_County.toml", saved)
	if !strings.Contains(string(saved), "population = 900") {
		t.Errorf("saved without the eligible cases:\n%s", saved)
	}
	p.same(dir, p.saved("Save as JSON", "Adams_County.ratings.json"))

	// A grid of other rules says whose it is.
	p.choose("rate-files", filepath.Join(kent, "..", "schemes", "child-welfare.csv"))
	p.wait("Rate by the rules “Child")
	p.click("Rate by the rules “Child and Family Services Review, round 3”")
	p.wait("Turn this answer")
	p.idle()
	p.quiet()
}

// Totals can be typed in under every rule set.
func TestEveryRuleSetHasItsForm(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.click("type the totals in")
	p.idle()
	sets := evaluate[[]string](p, `[...document.getElementById("rate-rules").options].map((o) => o.value).filter(Boolean)`)
	if len(sets) < 10 {
		t.Fatalf("rule sets: %q", sets)
	}
	for _, id := range sets {
		p.set("rate-rules", id)
		p.idle()
		if text := p.text(); strings.Contains(text, "This did not work") || strings.Contains(text, "Cannot read") {
			t.Errorf("%s: %s", id, text)
		}
		if n := evaluate[int](p, `document.querySelectorAll("[data-yes], [data-level], [data-judged], select[id^=judged-]").length`); n == 0 {
			t.Errorf("%s: there is nothing to type in", id)
		}
	}
	p.quiet()
}
