package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
)

// In CSV every cell is one text or one number, and empty where there is none: a
// spreadsheet takes 4-6 and 2/4 for dates.

// standardCells is the table of ratings for CSV, the overall rating last.
func (w rateWords) standardCells() report.Table {
	names := []string{"standard", "rating", "computed", "score", "driver", "percent", "yes", "of",
		"up_to", "up_fewest", "up_most", "down_to", "down_fewest", "down_most", "open"}
	criteria := w.a.Inspection.Rules.Criteria
	for _, c := range criteria {
		names = append(names, string(c.ID))
	}
	t := report.Table{Columns: report.Columns(names...)}
	for _, st := range w.a.Standards {
		row := []string{st.ID, w.rating(st), w.nameOrNone(st.Computed), w.scoreOf(st.Rating), w.drivers(st), "", "", ""}
		for _, q := range st.Results {
			if len(st.Drivers) > 0 && q.Question.ID == st.Drivers[0] {
				copy(row[5:], countCells(q))
			}
		}
		row = append(row, w.swingCells(st.Up)...)
		row = append(row, w.swingCells(st.Down)...)
		open := ""
		if len(st.Flags) > 0 {
			open = yesNo(st.Open)
		}
		row = append(row, open)
		fires := map[discretion.CriterionID]string{}
		for _, f := range st.Flags {
			fires[f.Criterion] = firesText(f.Fires)
		}
		for _, c := range criteria {
			row = append(row, fires[c.ID])
		}
		t.Rows = append(t.Rows, row)
	}
	if w.a.Inspection.Rules.Scoring != nil {
		t.Rows = append(t.Rows, w.overallCells(len(names)))
	}
	return t
}

// overallCells is the row of the overall rating, so many columns wide.
func (w rateWords) overallCells(columns int) []string {
	a := w.a
	row := make([]string, columns)
	copy(row, []string{"overall", w.name(a.Overall), w.nameOrNone(a.OverallComputed), unknownAs(a.Score, "")})
	for at, s := range map[int]*discretion.OverallSwing{8: a.Up, 11: a.Down} {
		if s != nil {
			copy(row[at:], []string{w.name(s.To), unknownAs(s.Fewest, ""), unknownAs(s.Most, "")})
		}
	}
	return row
}

func (w rateWords) nameOrNone(rating string) string {
	if rating == "" {
		return ""
	}
	return w.name(rating)
}

func (w rateWords) scoreOf(rating string) string {
	rules := w.a.Inspection.Rules
	at, ok := rules.RatingIndex(rating)
	if !ok || rules.Scoring == nil {
		return ""
	}
	return fmt.Sprint(rules.Ratings[at].Score)
}

// swingCells is where a swing leads, and the fewest and the most cases of it.
func (w rateWords) swingCells(s *discretion.Swing) []string {
	if s == nil {
		return []string{"", "", ""}
	}
	return []string{w.name(s.To), unknownAs(s.Fewest, ""), unknownAs(s.Most, "")}
}

// countCells is a question's percentage as it is banded, its yes answers and its
// cases.
func countCells(q discretion.QuestionAssessment) []string {
	cells := []string{"", "", ""}
	if q.Figure != nil {
		cells[0] = shortPercent(*q.Figure / 100)
	}
	if q.Of > 0 || q.Known == discretion.NoCase {
		cells[2] = fmt.Sprint(q.Of)
	}
	switch q.Known {
	case discretion.Counted, discretion.Answered, discretion.Recovered, discretion.NoCase:
		cells[1] = fmt.Sprint(q.Yes)
	}
	return cells
}

// questionCells is the table of key questions for CSV.
func (w rateWords) questionCells() report.Table {
	t := report.Table{Columns: report.Columns("question", "percent", "yes", "of", "low", "high", "band", "up", "down")}
	for _, st := range w.a.Standards {
		if !hasResult(st) {
			continue
		}
		for _, q := range st.Results {
			row := append([]string{q.Question.ID}, countCells(q)...)
			low, high := "", ""
			if q.Low != nil {
				low, high = fmt.Sprintf("%.0f%%", 100**q.Low), fmt.Sprintf("%.0f%%", 100**q.High)
			}
			t.Rows = append(t.Rows, append(row, low, high, w.nameOrNone(q.Band), unknownAs(q.Up, ""), unknownAs(q.Down, "")))
		}
	}
	return t
}
