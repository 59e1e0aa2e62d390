package browsertest

import (
	"bytes"
	"path/filepath"
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
	p.wait("the shares of care.review add up to 90%, not to 100%")
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
