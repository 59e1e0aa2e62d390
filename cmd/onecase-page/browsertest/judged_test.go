package browsertest

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestRulesWithoutCases opens ratings that are all judged: what would change them is told in judgements and never in
// cases, a limit that holds the rating is said, the published figure stands on the page, and scores that are the rules'
// own do not.
func TestRulesWithoutCases(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	p.click("4. Rate")
	for _, scheme := range []struct {
		inspection  string
		has, hasNot []string
		bar         bool
	}{
		{"rules = \"food-hygiene-2012\"\n[judged]\nhygiene = \"0-points\"\nstructure = \"0-points\"\nmanagement = \"20-points\"\n",
			[]string{"Overall 1, major improvement necessary", "By its bands 4, good; by a limit 1, major improvement necessary: "}, []string{"60 of 80", "point from", "points from"}, false},
		{"rules = \"cqc-adult-social-care-2018\"\n[judged]\nsafe = \"requires-improvement\"\neffective = \"good\"\ncaring = \"good\"\nresponsive = \"good\"\nwell-led = \"good\"\nregulations = \"met\"\n",
			[]string{"Overall Good", "To Outstanding, by judgement: "}, []string{"5 of 7", "9 of 15"}, false},
		{"rules = \"cqc-local-authority-2023\"\n[judged]\nneeds = \"2\"\nhealthier-lives = \"3\"\nequity = \"2\"\nprovision = \"3\"\npartnerships = \"3\"\nsystems = \"2\"\nsafeguarding = \"2\"\ngovernance = \"2\"\nlearning = \"3\"\n",
			[]string{"Overall Requires improvement", "61.1% of the highest score (22 of 36)", "To Inadequate, by judgement: no three changes are enough"}, nil, false},
		{"rules = \"hmip-pdu-2023\"\n[judged]\nleadership = \"good\"\nstaffing = \"good\"\nservices = \"good\"\nassessment = \"good\"\nplanning = \"good\"\ndelivery = \"good\"\nreviewing = \"good\"\n",
			[]string{"Good, 14 of 21"}, nil, true},
	} {
		dir := t.TempDir()
		write(t, dir, "inspection.toml", []byte(scheme.inspection))
		p.choose("rate-files", filepath.Join(dir, "inspection.toml"))
		p.wait(scheme.has[0])
		p.idle()
		text := evaluate[string](p, `document.getElementById("rate-result").innerText`)
		for _, words := range scheme.has {
			if !strings.Contains(text, words) {
				t.Errorf("%q is missing from\n%s", words, text)
			}
		}
		for _, words := range append(scheme.hasNot, "cases judged differently") {
			if strings.Contains(text, words) {
				t.Errorf("%q stands in\n%s", words, text)
			}
		}
		if bar := evaluate[bool](p, `document.querySelector("#rate-result .track.score") !== null`); bar != scheme.bar {
			t.Errorf("a bar of scores: %v, not %v, beside\n%s", bar, scheme.bar, text)
		}
	}
	p.quiet()
}
