package main

import (
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// robustDocument says what robust found: the overall rating first, then the
// standards, then the questions.
func robustDocument(r *predict.Robustness, format string, explain bool) report.Document {
	w := robustWords{r}
	d := report.Document{Title: w.title(), Warnings: r.Warnings}
	d.Add(inShort(format, w.findings())...)
	d.Add(report.Paragraph(w.summary()))
	if o := r.Overall; o.Chances != nil {
		d.Add(report.Heading("Overall rating"), w.overall())
		d.Add(figureBlocks(format, robustFigures(r))...)
		d.Add(w.scores())
	}
	d.Add(report.Heading("Standards"), w.standards())
	if questions := w.questions(); len(questions.Rows) > 0 {
		d.Add(report.Heading("Key questions"), questions)
	}
	if r.More > 0 {
		d.Add(report.Heading(fmt.Sprintf("%s of each group", phrase.Count(r.More, "more case"))), w.more())
	}
	d.Add(namesInFull(format, w.rules())...)
	if explain {
		d.Add(report.Heading("Working"), w.working())
	}
	return d
}

// robustWords puts chances in words.
type robustWords struct{ r *predict.Robustness }

func (w robustWords) rules() *rules.Set { return w.r.Inspection.Rules }

// name gives the name of a rating.
func (w robustWords) name(rating string) string {
	return ratingName(w.rules(), rating, "not rated")
}

func (w robustWords) title() string {
	service := w.r.Inspection.Service
	if service == "" {
		service = w.rules().Name
	}
	if o := w.r.Overall; o.Same != nil {
		return fmt.Sprintf("%s: %s again with a chance of %s", service, w.name(o.Computed), probability(*o.Same))
	}
	return service + ": how sure the ratings are"
}

// summary says what was asked and how it was answered.
func (w robustWords) summary() string {
	r := w.r
	var s []string
	if r.Agreement > 0 {
		s = append(s, fmt.Sprintf("The same cases, read again by someone who judges each answer the same with a chance of %s, independently.", percentText(r.Agreement)))
	} else {
		s = append(s, fmt.Sprintf("The chance of each rating, had every eligible case been read: the unread cases are predicted from the read ones (prior %s).", r.Prior))
	}
	switch {
	case r.Replicates > 0:
		s = append(s, fmt.Sprintf("Exact for questions and where so marked; else from %d simulated populations, seed %q, with a standard error of at most %.2f points.",
			r.Replicates, r.Seed, 100*r.MonteCarloError))
	case r.Method() == predict.ByIndependence && slices.ContainsFunc(r.Questions, func(q predict.QuestionRobustness) bool {
		return unpredictable(q.Result, q.PopulationSource)
	}):
		s = append(s, "Exact for questions. Whole cases are not predicted where the number of eligible cases is not known: standards and overall are worked out as if questions were independent.")
	case r.Method() == predict.ByIndependence:
		s = append(s, "Exact for questions. From totals it is not known how questions move together: standards and overall are worked out as if they were independent.")
	default:
		s = append(s, "Exact.")
	}
	s = append(s, "Discretion is not applied, and judged standards are held.")
	if why := r.Overall.Why; why != "" && w.rules().Scoring != nil {
		s = append(s, fmt.Sprintf("There is no overall rating: %s.", why))
	}
	return strings.Join(s, " ")
}

// unpredictable reports whether a question was answered case by case, and the
// number of cases it stands for is not known: then no whole cases are predicted.
func unpredictable(r discretion.Result, population discretion.PopulationSource) bool {
	return r.Known == discretion.Answered && population == discretion.PopulationUnknown
}

// probability writes a chance as a percentage; one that is neither 0 nor 1 is not
// shown as such.
func probability(p float64) string {
	switch {
	case p <= 0:
		return "0"
	case p < 0.0005:
		return "<0.1%"
	case p > 0.9995 && p < 1-1e-12:
		return ">99.9%"
	}
	return fmt.Sprintf("%.1f%%", 100*p)
}

// ratingColumns are columns for the chances of ratings.
func (w robustWords) ratingColumns(before []string, after ...string) []report.Column {
	names := before
	for _, rating := range w.rules().Ratings {
		names = append(names, ">"+rating.Name)
	}
	return report.Columns(append(names, after...)...)
}

// chances fills the cells of those columns and marks the rating as it stands.
func (w robustWords) chances(chances []float64, computed string) []string {
	var cells []string
	for i, rating := range w.rules().Ratings {
		switch {
		case chances == nil:
			cells = append(cells, "-")
		case rating.ID == computed:
			cells = append(cells, "*"+probability(chances[i]))
		default:
			cells = append(cells, probability(chances[i]))
		}
	}
	return cells
}

const starNote = "*: the rating that the judgements make as they are."

func (w robustWords) overall() report.Table {
	o := w.r.Overall
	return report.Table{
		Columns: w.ratingColumns(nil, "Found by"),
		Rows:    [][]string{append(w.chances(o.Chances, o.Computed), w.basis(o.Basis))},
		Notes:   []string{starNote},
	}
}

func (w robustWords) scores() report.Table {
	t := report.Table{Columns: report.Columns(">Score", ">Chance")}
	left := 0.0
	for _, s := range w.r.Overall.Scores {
		if s.Chance < 0.0005 {
			left += s.Chance
			continue
		}
		mark := ""
		if w.r.Overall.Computed != "" && s.Score == w.r.Overall.Score {
			mark = "*"
		}
		t.Rows = append(t.Rows, []string{fmt.Sprint(s.Score), mark + probability(s.Chance)})
	}
	if left > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("Scores of less than 0.05%% each are left out: together %s.", probability(left)))
	}
	return t
}

// basis puts in words how chances were found.
func (w robustWords) basis(b predict.Basis) string {
	if b == "" {
		return "-"
	}
	return string(b)
}

func (w robustWords) standards() report.Table {
	t := report.Table{Columns: w.ratingColumns([]string{"Standard"}, ">Same, any dependence", "Found by"), Notes: []string{starNote}}
	bounded := false
	for _, st := range w.r.Standards {
		row := append([]string{st.ID}, w.chances(st.Chances, st.Computed)...)
		bound := ""
		if at, ok := w.rules().RatingIndex(st.Computed); ok && st.Bounds != nil {
			bounded = true
			bound = fmt.Sprintf("%.1f–%.1f%%", 100*st.Bounds[at].Low, 100*st.Bounds[at].High)
		}
		t.Rows = append(t.Rows, append(row, bound, w.basis(st.Basis)))
	}
	if bounded {
		t.Notes = append(t.Notes, "Same, any dependence: the least and the greatest chance of the rating as it stands, however the answers to different questions go together.")
	} else {
		t.Columns = append(t.Columns[:len(t.Columns)-2], t.Columns[len(t.Columns)-1])
		for i, row := range t.Rows {
			t.Rows[i] = append(row[:len(row)-2], row[len(row)-1])
		}
	}
	return t
}

func (w robustWords) questions() report.Table {
	t := report.Table{Columns: w.ratingColumns([]string{"Question", ">Yes/of (cases)"}), Notes: []string{starNote}}
	if w.r.Agreement > 0 {
		t.Columns[1].Name = "Yes/of"
	}
	atMost := false
	for _, q := range w.r.Questions {
		if q.Known == discretion.NoResult {
			continue
		}
		cases := w.cases(q)
		atMost = atMost || strings.Contains(cases, "≤")
		t.Rows = append(t.Rows, append([]string{q.Question.ID, strings.TrimSpace(robustCount(q) + " " + cases)}, w.chances(q.Chances, q.Band)...))
	}
	if atMost {
		t.Notes = append(t.Notes, "In brackets: the eligible cases that the question applies to; all of the group where it applied to every case read. ≤: it is not known to how many of the unread cases the question applies; that is predicted as well.")
	}
	return t
}

// robustCount is a question's result.
func robustCount(q predict.QuestionRobustness) string {
	switch {
	case q.Known == discretion.PercentOnly:
		return fmt.Sprintf("%s%%", q.Percent)
	case q.Known == discretion.NoCase:
		return "no case"
	}
	return fmt.Sprintf("%d/%d", q.Yes, q.Of)
}

// cases is the number of eligible cases of a question.
func (w robustWords) cases(q predict.QuestionRobustness) string {
	switch {
	case q.Chances == nil || w.r.Agreement > 0:
		return ""
	case q.PopulationSource == discretion.PopulationUnknown:
		return "(many)"
	case q.PopulationSource == discretion.PopulationAtMost && q.Result.Population > q.Of && !w.always(q):
		return fmt.Sprintf("(≤%d)", q.Result.Population)
	}
	return fmt.Sprintf("(%d)", q.Result.Population)
}

// always reports whether a question applied to every case that was read of its
// group; it then applies to every unread one.
func (w robustWords) always(q predict.QuestionRobustness) bool {
	return q.Result.Population == w.r.Inspection.Groups[q.Group].Population
}

func (w robustWords) more() report.Table {
	t := report.Table{Columns: report.Columns("Question", ">Surest band now", ">with more", ">Observed band changes")}
	for _, q := range w.r.Questions {
		if m := q.More; m != nil {
			t.Rows = append(t.Rows, []string{q.Question.ID, probability(m.Certainty), probability(m.Expected), probability(m.Changes)})
		}
	}
	for _, st := range w.r.Standards {
		if st.Changes != nil {
			t.Rows = append(t.Rows, []string{st.ID, "", "", probability(*st.Changes)})
		}
	}
	if c := w.r.Overall.Changes; c != nil {
		t.Rows = append(t.Rows, []string{"overall", "", "", probability(*c)})
	}
	t.Notes = append(t.Notes, "Surest band: the chance of the most probable band, were every case read; with more, what that chance is on average once they are read. For standards and overall, the chance that the rating changes.")
	return t
}
