package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
)

// rateDocument says what rate found: the ratings first, then what is open to
// discretion and what would change the overall rating, then the questions.
func rateDocument(a, before *discretion.Assessment, changes []change, format string, explain bool) report.Document {
	w := rateWords{a: a}
	d := report.Document{Title: w.title(), Warnings: a.Warnings}
	d.Add(inShort(format, w.findings())...)
	if before != nil {
		d.Add(report.Paragraph(w.changed(before, changes)), w.beforeAfter(before))
	}
	d.Add(report.Paragraph(w.summary()))
	if len(a.Inspection.Rules.Ratings) > 0 {
		d.Add(w.standards())
	}
	d.Add(figureBlocks(format, distanceFigures(a))...)
	if open := w.open(); len(open) > 0 {
		d.Add(report.Heading("Open to professional discretion"), open)
	} else if len(a.Inspection.Rules.Criteria) > 0 {
		d.Add(report.Heading("Open to professional discretion"), report.Paragraph("No standard: none of the published criteria is met."))
	}
	if decisions := w.decisions(); len(decisions) > 0 {
		d.Add(report.Heading("Decided by the panel"), decisions)
	}
	if a.Inspection.Rules.Scoring != nil {
		d.Add(report.Heading("What would change the overall rating"), w.overall())
	}
	if p := a.Published; p != nil {
		d.Add(report.Heading("Compared with what was published"), w.published(p))
	}
	if slices.ContainsFunc(a.Standards, hasResult) {
		d.Add(report.Heading("Key questions"), w.questions())
	}
	d.Add(figureBlocks(format, questionFigures(a))...)
	d.Add(namesInFull(format, a.Inspection.Rules)...)
	if explain {
		d.Add(report.Heading("Working"), w.working())
	}
	return d
}

// rateWords puts an assessment in words.
type rateWords struct{ a *discretion.Assessment }

// name gives the name of a rating.
func (w rateWords) name(rating string) string {
	return ratingName(w.a.Inspection.Rules, rating, "not rated")
}

func (w rateWords) title() string {
	ins := w.a.Inspection
	service := ins.Service
	if service == "" {
		service = cmp.Or(ins.Rules.Name, ins.Rules.ID)
	}
	switch {
	case w.a.Overall != "":
		return fmt.Sprintf("%s: %s, %d of %d", service, w.name(w.a.Overall), *w.a.Score, *w.a.Maximum)
	case len(ins.Rules.Ratings) == 0:
		return service + ": findings, without ratings"
	}
	return service + ": ratings"
}

func (w rateWords) summary() string {
	a := w.a
	var s []string
	switch {
	case a.ScoreComputed != nil && a.Score != nil && *a.ScoreComputed != *a.Score:
		s = append(s, fmt.Sprintf("The judgements alone make %d, %s; with what the panel decided, %d, %s.",
			*a.ScoreComputed, w.name(a.OverallComputed), *a.Score, w.name(a.Overall)))
	case a.Overall == "" && a.Inspection.Rules.Scoring != nil:
		s = append(s, fmt.Sprintf("There is no overall rating: %s.", a.WhyNoOverall))
	}
	set := a.Inspection.Rules
	note := ""
	if set.Note != "" {
		note = ": " + strings.TrimSuffix(set.Note, ".")
	}
	s = append(s, fmt.Sprintf("Rules %s%s.", set.ID, note))
	if len(set.Bands) > 0 && a.Rounding != set.Percent.Rounding {
		s = append(s, fmt.Sprintf("Percentages are rounded %s here.", roundingWords(a.Rounding)))
	}
	return strings.Join(s, " ")
}

func roundingWords(r rules.Rounding) string {
	switch r {
	case rules.HalfUp:
		return "half up"
	case rules.HalfEven:
		return "half to even"
	case rules.Down:
		return "down"
	}
	return "not at all"
}

// standards is the table of ratings.
func (w rateWords) standards() report.Table {
	t := report.Table{Columns: report.Columns("Standard", "Rating", "Driver", "Result", ">Up", ">Down", "Open")}
	for _, st := range w.a.Standards {
		row := []string{st.ID, w.rating(st), "", "", "", "", ""}
		switch {
		case st.Judged && st.Rating == "":
			row[2] = "to be judged"
		case st.Judged:
			row[2] = "judged"
		case st.NotEnough:
			row[2] = "not enough cases"
		}
		if len(st.Drivers) > 0 {
			row[2], row[3] = w.drivers(st), w.driverResult(st)
			row[4], row[5] = spanText(st.Up != nil, fewestOf(st.Up), mostOf(st.Up)), spanText(st.Down != nil, fewestOf(st.Down), mostOf(st.Down))
			row[6] = "no"
			if st.Open {
				row[6] = "yes"
			}
		}
		t.Rows = append(t.Rows, row)
	}
	if len(w.a.Inspection.Rules.Bands) == 0 {
		return t
	}
	t.Notes = append(t.Notes, "Driver: the key question with the lowest percentage, which sets the rating. Up and down: the fewest cases that would have to be judged differently for a better or a worse rating; two numbers where totals leave it open. Open: to professional discretion.")
	return t
}

func (w rateWords) rating(st discretion.StandardAssessment) string {
	text := w.name(st.Rating)
	if st.Decision != nil && st.Computed != st.Rating {
		text += " (decided)"
	}
	return text
}

// short is a question's id without its standard's.
func short(question, standard string) string {
	return strings.TrimPrefix(question, standard+".")
}

func (w rateWords) drivers(st discretion.StandardAssessment) string {
	var names []string
	for _, d := range st.Drivers {
		names = append(names, short(d, st.ID))
	}
	return strings.Join(names, ", ")
}

func (w rateWords) driverResult(st discretion.StandardAssessment) string {
	for _, q := range st.Results {
		if q.Question.ID == st.Drivers[0] {
			return rateCount(q)
		}
	}
	return ""
}

// rateCount is a question's result: 41% (16/39), or 16/39 where nothing is
// banded as a percentage.
func rateCount(q discretion.QuestionAssessment) string {
	counts := ""
	switch q.Known {
	case discretion.NoResult:
		return "no result"
	case discretion.NoCase:
		return "no case"
	case discretion.PercentOnly:
		counts = "of ?"
	case discretion.Nearest:
		counts = fmt.Sprintf("?/%d", q.Of)
	default:
		counts = fmt.Sprintf("%d/%d", q.Yes, q.Of)
	}
	if q.Figure == nil {
		return counts
	}
	return fmt.Sprintf("%s (%s)", shortPercent(*q.Figure/100), counts)
}

func fewestOf(s *discretion.Swing) *int {
	if s == nil {
		return nil
	}
	return s.Fewest
}

func mostOf(s *discretion.Swing) *int {
	if s == nil {
		return nil
	}
	return s.Most
}

// spanText writes bounds on a number of cases: 2, 3-5, "none" where there is no
// rating that way, "?" where it is not known.
func spanText(there bool, fewest, most *int) string {
	switch {
	case !there:
		return "none"
	case fewest == nil:
		return "?"
	case most == nil:
		return fmt.Sprintf("%d or more", *fewest)
	case *fewest == *most:
		return fmt.Sprint(*fewest)
	}
	return fmt.Sprintf("%d-%d", *fewest, *most)
}
