package main

import (
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats/phrase"
)

// questions is the table of key questions.
func (w rateWords) questions() report.Table {
	rated := len(w.a.Inspection.Rules.Bands) > 0
	names := []string{"Question", "Result", ">" + percentText(w.a.Confidence) + " limits"}
	if rated {
		names = append(names, "Band", ">Up", ">Down")
	}
	t := report.Table{Columns: report.Columns(names...)}
	unreachable := false
	for _, st := range w.a.Standards {
		if !hasResult(st) {
			continue
		}
		for _, q := range st.Results {
			row := []string{q.Question.ID, rateCount(q), limitsText(q)}
			if rated {
				band := ""
				if q.Band != "" {
					band = w.name(q.Band)
				} else if q.NotEnough {
					band = "not enough cases"
				}
				if len(q.Unreachable) > 0 {
					band, unreachable = band+" *", true
				}
				row = append(row, band, unknownAs(q.Up, "-"), unknownAs(q.Down, "-"))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	if rated {
		t.Notes = append(t.Notes, "Up and down: judgements on the question that would have to differ for it to leave its band.")
	}
	if note := w.limitsNote(); note != "" {
		t.Notes = append(t.Notes, note)
	}
	if unreachable {
		t.Notes = append(t.Notes, "* "+w.unreachableWords())
	}
	return t
}

// hasResult tells whether any question of a standard has a result.
func hasResult(st discretion.StandardAssessment) bool {
	return slices.ContainsFunc(st.Results, func(q discretion.QuestionAssessment) bool {
		return q.Known != discretion.NoResult
	})
}

// unreachableWords names the bands that no count can reach.
func (w rateWords) unreachableWords() string {
	var parts []string
	seen := map[int]bool{}
	for _, st := range w.a.Standards {
		for _, q := range st.Results {
			if len(q.Unreachable) == 0 || seen[q.Of] {
				continue
			}
			seen[q.Of] = true
			var names []string
			for _, b := range q.Unreachable {
				names = append(names, w.name(b))
			}
			parts = append(parts, fmt.Sprintf("no count of %s gives %s", phrase.Count(q.Of, "case"), strings.Join(names, " or ")))
		}
	}
	return strings.Join(parts, "; ") + "."
}

// limitsNote says for which populations the limits hold; "" where there are none.
func (w rateWords) limitsNote() string {
	given, atMost, unknown := false, false, false
	for _, st := range w.a.Standards {
		for _, q := range st.Results {
			if q.Low != nil {
				given = given || q.PopulationSource == discretion.PopulationGiven
				atMost = atMost || q.PopulationSource == discretion.PopulationAtMost
				unknown = unknown || q.PopulationSource == discretion.PopulationUnknown
			}
		}
	}
	var s []string
	if given {
		s = append(s, "for the population given with the question")
	}
	if atMost {
		s = append(s, "for every number of unread cases that a question can apply to")
	}
	if unknown {
		s = append(s, "for a population without limit, where its size is not known (--population gives it)")
	}
	if len(s) == 0 {
		return ""
	}
	return "Limits: " + strings.Join(s, "; ") + "."
}

func limitsText(q discretion.QuestionAssessment) string {
	if q.Low == nil {
		return ""
	}
	return fmt.Sprintf("%.0f-%.0f%%", 100**q.Low, 100**q.High)
}

// changed says what a what-if changed.
func (w rateWords) changed(before *discretion.Assessment, changes []change) string {
	var parts []string
	for _, c := range changes {
		if c.Case != "" {
			parts = append(parts, fmt.Sprintf("case %s on %s from %s to %s", c.Case, c.Question, c.From, c.To))
		} else {
			parts = append(parts, fmt.Sprintf("%s from %s to %s", c.Question, c.From, c.To))
		}
	}
	return "What if: " + strings.Join(parts, "; ") + ". Below is the result with the change."
}

// beforeAfter sets the ratings that a what-if changes side by side.
func (w rateWords) beforeAfter(before *discretion.Assessment) report.Block {
	t := report.Table{Columns: report.Columns("", "Before", "After")}
	for i, st := range w.a.Standards {
		if was := before.Standards[i]; was.Rating != st.Rating || was.Computed != st.Computed {
			t.Rows = append(t.Rows, []string{st.ID, w.rating(was), w.rating(st)})
		}
	}
	if len(t.Rows) == 0 {
		return report.Paragraph("No rating changes.")
	}
	if before.Score != nil && w.a.Score != nil {
		t.Rows = append(t.Rows,
			[]string{"score", fmt.Sprint(*before.Score), fmt.Sprint(*w.a.Score)},
			[]string{"overall", w.name(before.Overall), w.name(w.a.Overall)})
	}
	return t
}
