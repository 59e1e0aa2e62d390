package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/stats"
	"onecase/stats/phrase"
)

// compareDocument says what changed: the ratings first, then the questions.
func compareDocument(c *predict.Compared, format string, explain bool) report.Document {
	w := compareWords{c}
	d := report.Document{Title: w.title(), Warnings: c.Warnings}
	d.Add(inShort(format, w.findings())...)
	d.Add(report.Paragraph(w.summary()))
	if len(c.Standards) > 0 {
		d.Add(report.Heading("Ratings"), w.ratings())
	}
	if len(c.Questions) > 0 {
		d.Add(report.Heading("Key questions"), w.questions())
		d.Add(figureBlocks(format, compareFigures(c))...)
	}
	if len(c.Left) > 0 {
		d.Add(report.Heading("Not compared"), w.left())
	}
	d.Add(namesInFull(format, c.After.Inspection.Rules)...)
	if explain {
		d.Add(report.Heading("Working"), w.working())
	}
	return d
}

// compareWords puts a comparison in words.
type compareWords struct{ c *predict.Compared }

// name gives the name of a rating.
func (w compareWords) name(rating string) string {
	later := ratingName(w.c.After.Inspection.Rules, rating, "not rated")
	return ratingName(w.c.Before.Inspection.Rules, rating, later)
}

// dated is an inspection's name with its date.
func dated(ins *discretion.Inspection) string {
	if ins.Date == "" {
		return ins.Name()
	}
	return fmt.Sprintf("%s (%s)", ins.Name(), ins.Date)
}

func (w compareWords) title() string {
	before, after := w.c.Before.Inspection, w.c.After.Inspection
	title := fmt.Sprintf("%s, then %s", dated(before), dated(after))
	if o := w.c.Overall; o != nil {
		title += ": " + w.fromTo(o.Before, o.After)
	}
	return title
}

// fromTo is how a rating went.
func (w compareWords) fromTo(before, after string) string {
	if before == after {
		return w.name(before) + " both times"
	}
	return fmt.Sprintf("%s, then %s", w.name(before), w.name(after))
}

func (w compareWords) summary() string {
	c := w.c
	s := []string{fmt.Sprintf("Differences are the later share less the earlier one, in percentage points, with limits at %s confidence.", percentText(c.Confidence))}
	if c.Method == stats.Exact {
		s = append(s, "The limits are guaranteed for independent simple random draws, whatever the cases that were not read hold.")
	} else {
		s = append(s, "The limits (mover) are not guaranteed: they hold the truth less often than they say where most cases were read.")
	}
	if c.Replicates > 0 {
		s = append(s, fmt.Sprintf("Chances are from %d simulated populations where exact is too much, seed %q, with a standard error of at most %.2f points.",
			c.Replicates, c.Seed, 100*c.MonteCarloError))
	}
	return strings.Join(s, " ")
}

// holding counts the questions whose limits hold no difference at all.
func (w compareWords) holding() (zero, up, down int) {
	for _, q := range w.c.Questions {
		switch {
		case q.HoldsZero():
			zero++
		case q.Difference.Low > 0:
			up++
		default:
			down++
		}
	}
	return zero, up, down
}

// findings are what a reader would look for first.
func (w compareWords) findings() report.Findings {
	var l report.Findings
	if o := w.c.Overall; o != nil {
		text := fmt.Sprintf("Overall: %s.", w.fromTo(o.Before, o.After))
		if o.Chances != nil {
			text += fmt.Sprintf(" Had every eligible case been read both times, the later rating would be better with a chance of %s, the same %s, worse %s.",
				probability(o.Chances.Better), probability(o.Chances.Same), probability(o.Chances.Worse))
		}
		l = append(l, text)
	}
	if zero, up, down := w.holding(); zero+up+down > 0 {
		l = append(l, fmt.Sprintf("Of %s, the limits of the difference lie above 0 for %d and below 0 for %d. For %d they hold 0: the samples leave open whether the share rose or fell.",
			phrase.Count(zero+up+down, "key question"), up, down, zero))
	}
	return l
}

// ratings is the table of ratings, the overall one last.
func (w compareWords) ratings() report.Table {
	t := report.Table{Columns: report.Columns("Rating of", "Before", "After", ">Better", ">Same", ">Worse", "Found by")}
	rows := w.c.Standards
	if w.c.Overall != nil {
		rows = append(rows[:len(rows):len(rows)], *w.c.Overall)
	}
	bases := map[predict.Basis]bool{}
	bounded, decided := false, false
	for _, r := range rows {
		row := []string{r.ID, w.rating(r.Before, r.ComputedBefore), w.rating(r.After, r.ComputedAfter), "", "", "", string(r.Basis)}
		decided = decided || strings.HasSuffix(row[1], "*") || strings.HasSuffix(row[2], "*")
		if p := r.Chances; p != nil {
			row[3], row[4], row[5] = probability(p.Better), probability(p.Same), probability(p.Worse)
			bases[r.Basis] = true
		}
		if b := r.Bounds; b != nil {
			bounded = true
			row[3] += " " + boundText(b.Better)
			row[5] += " " + boundText(b.Worse)
		}
		t.Rows = append(t.Rows, row)
	}
	if len(bases) < 2 { // nothing to tell apart
		t.Columns = t.Columns[:len(t.Columns)-1]
		for i, row := range t.Rows {
			t.Rows[i] = row[:len(row)-1]
		}
	}
	t.Notes = append(t.Notes, "Better, same, worse: the chance of each, had every eligible case been read in both inspections. Discretion is not applied there, and judged standards are held.")
	if decided {
		t.Notes = append(t.Notes, "*: decided by the panel; the judgements alone make another rating.")
	}
	if bases[predict.ByIndependence] {
		note := "From totals, questions are taken as independent"
		if slices.ContainsFunc(w.c.Questions, func(q predict.QuestionCompared) bool {
			return unpredictable(q.Before.Result, q.Before.PopulationSource) || unpredictable(q.After.Result, q.After.PopulationSource)
		}) {
			note = "Where the number of eligible cases is not known, or totals alone, questions are taken as independent"
		}
		if bounded {
			note += "; in brackets, the least and the greatest chance however they go together"
		}
		t.Notes = append(t.Notes, note+".")
	}
	return t
}

func (w compareWords) rating(rating, computed string) string {
	text := w.name(rating)
	if computed != "" && computed != rating {
		text += " *"
	}
	return text
}

// boundText is the least and the greatest chance in whole percent, rounded
// outwards.
func boundText(b predict.Bound) string {
	low, high := math.Floor(100*b.Low), math.Ceil(100*b.High)
	if low == high {
		return fmt.Sprintf("(%.0f%%)", low)
	}
	return fmt.Sprintf("(%.0f-%.0f%%)", low, high)
}

// questions is the table of questions, each below its standard.
func (w compareWords) questions() report.Table {
	t := report.Table{Columns: report.Columns("Question", ">Before", ">After", ">Points", ">"+percentText(w.c.Confidence)+" limits", "0 inside", "Band")}
	other, standard := false, ""
	for _, q := range w.c.Questions {
		if st := q.Before.Question.Standard; st != standard {
			standard = st
			t.Rows = append(t.Rows, []string{st, "", "", "", "", "", ""})
		}
		d := q.Difference
		limits := fmt.Sprintf("%s to %s", signedPoints(d.Low), signedPoints(d.High))
		if d.Method != w.c.Method {
			limits, other = limits+" *", true
		}
		t.Rows = append(t.Rows, []string{"· " + short(q.Before.Question.ID, standard), compareCount(q.Before), compareCount(q.After), signedPoints(d.Estimate),
			limits, yesNo(q.HoldsZero()), w.bands(q)})
	}
	t.Notes = append(t.Notes, "Points: the share after less the share before. 0 inside: whether the limits hold no difference at all; where they do, the samples leave open whether the share rose or fell.")
	if other {
		t.Notes = append(t.Notes, "*: each share's own limits put together, which are guaranteed and wider.")
	}
	return t
}

// compareCount is a question's result: 41% 16/39.
func compareCount(q discretion.QuestionAssessment) string {
	counts := fmt.Sprintf("%d/%d", q.Yes, q.Of)
	if q.Known == discretion.Nearest {
		counts = fmt.Sprintf("?/%d", q.Of)
	}
	if q.Figure == nil {
		return counts
	}
	return shortPercent(*q.Figure/100) + " " + counts
}

func (w compareWords) bands(q predict.QuestionCompared) string {
	switch {
	case q.Before.Band == "" && q.After.Band == "":
		return ""
	case q.Before.Band == q.After.Band:
		return w.name(q.After.Band)
	}
	return fmt.Sprintf("%s to %s", w.name(q.Before.Band), w.name(q.After.Band))
}

// left lists what is not compared.
func (w compareWords) left() report.List {
	var l report.List
	for _, out := range w.c.Left {
		l = append(l, fmt.Sprintf("%s: %s.", out.ID, out.Why))
	}
	return l
}
