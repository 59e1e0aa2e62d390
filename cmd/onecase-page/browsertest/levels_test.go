package browsertest

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// ofLevels are rules with answers of more than two levels, and one of yes and no.
const ofLevels = `
id = "levels"
name = "Rules of levels"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "amber", name = "Amber", score = 1 }, { id = "green", name = "Green", score = 2 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "amber", from = 50, to = 79 }, { rating = "green", from = 80, to = 100 }]
[[answers]]
id = "partly"
levels = ["no", "partly", "yes"]
points = [0, 0.5, 1]
[[answers]]
id = "grade"
levels = ["1", "2", "3", "4"]
[[standards]]
id = "care"
name = "Care"
group = "all"
questions = [
  { id = "plan", name = "Plan" },
  { id = "review", name = "Review", answers = "partly", measure = "percent" },
  { id = "visits", name = "Visits", answers = "partly", measure = "percent" },
  { id = "quality", name = "Quality", answers = "grade", measure = "mean", bands = [{ rating = "red", from = 1, to = 1.9 }, { rating = "amber", from = 1.9, to = 3.1 }, { rating = "green", from = 3.1, to = 4 }] },
]
[[discretion]]
criterion = "small-sample"
cases = 5
inclusive = true
`

// TestOutlookOfLevels asks for the shares of the levels that a rule set's answers have, and gives what
// the command gives for them.
func TestOutlookOfLevels(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "levels.toml", []byte(ofLevels))
	p := open(t, 390, 844)
	p.click("Rules of your own")
	p.choose("rules-file", filepath.Join(dir, "levels.toml"))
	p.wait("nothing contradicts itself")
	p.click("Quick sums")
	p.click("What may the sample be expected to show?")
	p.set("outlook-rules", "levels.toml")
	p.wait("Care, review; Care, visits. The shares make 100 together")
	p.set("outlook-rate", "70")
	p.set("outlook-level-0-0", "30")
	p.set("outlook-level-0-2", "60")
	p.set("outlook-level-1-2", "100%")
	p.set("outlook-all", "40")
	p.fits("form")
	p.click("What to expect?")
	p.wait("The shares of Care, review add up to 90%, not to 100%")
	p.set("outlook-level-0-1", "10")
	p.click("What to expect?")
	p.wait("no: 30%, partly: 10%, yes: 60%")
	p.idle()
	json := p.saved("Save as JSON", "outlook.json")
	p.same(dir, json)
	if !bytes.Contains(json, []byte(`"level": "partly"`)) || !bytes.Contains(json, []byte(`"rate": 0.7,`)) {
		t.Errorf("%s", json)
	}
	p.quiet()
}

// TestTotalsOfLevels types in how many cases are at each level, and rates and reads again what was typed
// as the command does.
func TestTotalsOfLevels(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "levels.toml", []byte(strings.Replace(ofLevels, `name = "Care"`, "name = \"Care\"\ncounted = true", 1)+
		"[scoring]\ncombine = \"lowest\"\n"))
	p := open(t, 390, 844)
	p.click("Rules of your own")
	p.choose("rules-file", filepath.Join(dir, "levels.toml"))
	p.wait("nothing contradicts itself")
	p.click("4. Rate")
	p.click("type the totals in")
	p.wait("Totals: how many cases were judged yes")
	p.set("rate-rules", "levels.toml")
	p.wait("of answers with points, how many cases are at each level")
	for id, value := range map[string]string{
		"total-yes-care.plan": "6", "total-of-care.plan": "7",
		"total-level-0-care.review": "1", "total-level-1-care.review": "3", "total-level-2-care.review": "2",
		"total-level-2-care.visits":  "5",
		"total-level-0-care.quality": "1", "total-level-1-care.quality": "1", "total-level-2-care.quality": "3",
		"total-level-3-care.quality": "2",
	} {
		p.set(id, value)
	}
	p.wait("mean 2.86 (1: 1, 2: 1, 3: 3, 4: 2), Amber")
	p.wait("58% (no: 1, partly: 3, yes: 2), Amber")
	p.wait("Overall Amber")
	p.wait("To Green: between 2 and 3 cases")
	p.fits("totals")
	p.idle()
	write(t, dir, "inspection.toml", p.saved("Save what was typed in (inspection.toml)", "inspection.toml"))
	p.same(dir, p.saved("Save as JSON", "inspection.ratings.json"))
	p.set("agreement", "90")
	p.click("Work it out")
	p.wait("each of the others with the same chance (one coin)")
	if shown := p.text(); strings.Contains(shown, "null") || strings.Contains(shown, "NaN") || strings.Contains(shown, "undefined") {
		t.Errorf("%s", shown)
	}
	p.quiet()
}
