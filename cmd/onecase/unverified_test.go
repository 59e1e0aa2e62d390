package main

import (
	"os"
	"strings"
	"testing"

	"onecase/cmd/onecase/internal/report"
)

// Ratings by bands that nobody has read in the rules say so in every form, on the result itself.
func TestUnverifiedBandsAreSaidInEveryForm(t *testing.T) {
	t.Chdir(t.TempDir())
	one := "rules = \"hmip-youth-2021\"\n[groups.court]\npopulation = 50\n[results.\"court.assessment.desistance\"]\nyes = 27\nof = 30\n" + judgedAll
	for name, text := range map[string]string{"one.toml": "service = \"A\"\n" + one,
		"two.toml": "service = \"B\"\n" + strings.Replace(one, "27", "20", 1)} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	runLine(t, "demo kent")
	runLine(t, "draw kent/cases.xlsx --rules hmip-youth-2021 --as-of 2021-06-21 --seed 7 --record r.json --output s.csv --judgements grid.csv")
	fillCSV(t, "grid.csv", "filled.csv")
	const said = "the boundaries between ratings of"
	for _, verb := range []string{
		"rate one.toml", "rate filled.csv --record r.json", "robust one.toml --seed 1 --replicates 200",
		"compare one.toml two.toml", "pool one.toml two.toml",
		"outlook --rules hmip-youth-2021 --population court=50,ooc=30 --rate 0.7 --seed 1 --replicates 200",
		"progress filled.csv --record r.json",
	} {
		for _, form := range report.Formats {
			if got := strings.Join(strings.Fields(runLine(t, verb+" --format "+form)), " "); !strings.Contains(got, said) {
				t.Errorf("%s --format %s does not say it", verb, form)
			}
		}
		if strings.HasPrefix(verb, "progress") {
			continue // it has no figures
		}
		runLine(t, verb+" --plot p.svg --force")
		picture, err := os.ReadFile("p.svg")
		if err != nil || strings.Count(string(picture), said) < 2 { // in its description and in the picture
			t.Errorf("%s --plot does not say it: %v", verb, err)
		}
	}
}

// judgedAll are ratings of all other standards, so that there is a score to draw.
const judgedAll = `[judged]
"org.governance" = "good"
"org.staff" = "good"
"org.partnerships" = "good"
"org.information" = "good"
"court.planning" = "good"
"court.delivery" = "good"
"court.reviewing" = "good"
"ooc.assessment" = "good"
"ooc.planning" = "good"
"ooc.delivery" = "good"
"ooc.policy" = "good"
`
