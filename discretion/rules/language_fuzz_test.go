package rules

import (
	"os"
	"strings"
	"testing"
)

// A text is no TOML, or has findings, or is a rule set whose every figure has exactly one
// band: one that the rules have, no worse for one yes more, or none in a table without the
// number of cases.
func FuzzLanguage(f *testing.F) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		f.Fatal(err)
	}
	head := ""
	for i, part := range strings.Split(string(page), "```toml\n") {
		example, _, _ := strings.Cut(part, "```")
		switch i {
		case 0:
		case 1:
			head = example
			f.Add(example)
		default:
			f.Add(before(head, example) + example)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		set, err := Parse("fuzz.toml", []byte(text))
		if err != nil || len(set.Check()) > 0 {
			return
		}
		for at, s := range set.QuestionScales("") {
			for of := 1; of <= 12 && s.Bands() > 0; of++ {
				last := -1
				for yes := 0; yes <= of*s.Span(); yes += max(1, s.Span()/50) {
					band := s.Band(yes, of)
					if band == Unbanded && (s.ByPercent() || s.HasPoints()) ||
						band != Unbanded && (band >= s.Bands() || !s.Used(band)) || band < last {
						t.Fatalf("question %d: %d of %d has band %d after %d", at, yes, of, band, last)
					}
					last = band
				}
			}
		}
		rater := set.Rater(map[string]int{})
		ratings := make([]int, len(set.Standards))
		for i := range ratings {
			ratings[i] = len(set.RatingsOf(i)) - 1
		}
		rater.Fill(ratings, nil)
		if _, overall, ok := rater.Score(ratings); ok && (overall < 0 || overall >= len(set.OverallRatings())) {
			t.Fatalf("the best ratings make the overall rating %d", overall)
		}
	})
}
