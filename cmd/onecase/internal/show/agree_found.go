package show

import (
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats"
	"onecase/stats/phrase"
)

// found is how often first answers were wrong, by the second reading as the truth, over all answers
// of yes and no that were given twice; nothing where the shares are not corrected by it. On the
// terminal it has the command that carries it into the ratings.
func (w agreeWords) found(format string) []report.Block {
	if w.Overall.Levels != nil || !slices.ContainsFunc(w.Questions, func(q discretion.AgreedQuestion) bool {
		return q.Corrected != nil && q.Corrected.By != discretion.ByRates
	}) {
		return nil
	}
	var parts []string
	var command strings.Builder
	command.WriteString(w.rate)
	var rates stats.Misreading
	for _, e := range []struct {
		flag, found   string
		first, second int // in the table: yes is 0, no is 1
		rate          *float64
	}{
		{"wrong-yes", "that are truly no, %d %s read as yes", 0, 1, &rates.WrongYes},
		{"wrong-no", "that are truly yes, %d %s read as no", 1, 0, &rates.WrongNo},
	} {
		wrong, right := w.Overall.Table[e.first][e.second], w.Overall.Table[e.second][e.second]
		if wrong+right == 0 {
			continue
		}
		parts = append(parts, fmt.Sprintf("of %d answers "+e.found, wrong+right, wrong,
			phrase.Plural(wrong, "was", "were")))
		*e.rate = float64(wrong) / float64(wrong+right)
		fmt.Fprintf(&command, " --%s %d/%d", e.flag, wrong, wrong+right)
	}
	if len(parts) == 0 {
		return nil
	}
	text := "If the second reading is the truth, then at first, over all questions, " + strings.Join(parts, ", and ") +
		"."
	if rates.Check() != nil {
		return []report.Block{report.Paragraph(text +
			" By so many wrong answers a yes is no sign of a yes: no result is corrected by them.")}
	}
	text += " Taken for the rates of every question, this supposes that all are misread alike and that each answer is " +
		"misread by itself."
	if format != "table" {
		return []report.Block{report.Paragraph(text)}
	}
	return []report.Block{report.Paragraph(text + " To carry these rates into the results:"), report.Commands{command.String()}}
}
