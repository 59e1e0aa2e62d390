package show

import (
	"fmt"
	"math"
	"slices"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Compare says what changed: the ratings first, then the questions.
func Compare(c *predict.Compared, format string, explain bool) report.Document {
	w := compareWords{c}
	return accountDocument(w, format, explain, c.Warnings, func(d *report.Document) {
		d.Add(w.summary())
		if len(c.Standards) > 0 {
			d.Add(report.Heading("Ratings"), w.ratings())
		}
		if len(c.Questions) > 0 {
			d.Add(report.Heading("Key questions"), w.chance(), w.questions())
			if t := w.clearest(); t.Rows != nil {
				d.Add(t)
			}
			d.Add(Figures(format, CompareFigures(c))...)
		}
		if len(c.Means) > 0 {
			d.Add(report.Heading("Answers with points"), w.means())
		}
		d.Section("Not compared", leftOutList(w.rules(), c.Left))
	})
}

// compareWords puts a comparison in words.
type compareWords struct{ c *predict.Compared }

// rules are those of the later inspection, whose words both are in.
func (w compareWords) rules() *rules.Set { return w.c.After.Inspection.Rules }

// name gives the name of a rating.
func (w compareWords) name(rating string) string {
	later := ratingName(w.c.After.Inspection.Rules, rating, "not rated")
	return ratingName(w.c.Before.Inspection.Rules, rating, later)
}

// dated is an inspection's name with its date.
func dated(ins *discretion.Inspection) string {
	return ins.Name() + phrase.Either(ins.Date != "", " ("+Day(ins.Date)+")", "")
}

func (w compareWords) facts() []report.Fact {
	var d report.Document
	d.Fact("Earlier", dated(w.c.Before.Inspection))
	d.Fact("Later", dated(w.c.After.Inspection))
	d.Fact("Rules", RulesTitle(w.rules()))
	d.Fact("Confidence", Percent(w.c.Confidence))
	return d.Facts
}

func (w compareWords) title() string {
	before, after := w.c.Before.Inspection, w.c.After.Inspection
	title := fmt.Sprintf("%s, then %s", dated(before), dated(after))
	if o := w.c.Overall; o != nil {
		title += ": " + w.fromTo(o.Before, o.After)
	}
	return title
}

// fromTo is a rating before and after.
func (w compareWords) fromTo(before, after string) string {
	return w.name(before) + phrase.Either(before == after, " both times", ", then "+w.name(after))
}

func (w compareWords) summary() report.Paragraph {
	c := w.c
	var s Sentences
	s.sayIf(len(c.Questions) > 0, "Differences are the later share less the earlier one, in percentage points, with limits at %s confidence.", Percent(c.Confidence))
	guaranteed := w.sameDraw() == "" && !slices.ContainsFunc(c.Questions, func(q predict.QuestionCompared) bool { return !q.Difference.Guaranteed })
	switch {
	case len(c.Questions) == 0:
		s.sayIf(len(c.Means) == 0, "No question has a figure in both inspections: ratings alone are compared.")
	case c.Method == stats.Exact && guaranteed:
		s.Say("The limits are guaranteed for samples that were drawn independently, simple random ones or matched ones with their record: whatever the cases not read hold, at least %s of such pairs of samples have limits that take in the difference.",
			Percent(c.Confidence))
	case c.Method == stats.Exact:
		s.Say("The limits are exact for simple random samples that were drawn independently; where a sample was drawn otherwise, or changed after the draw, they are not guaranteed.")
	default:
		s.Say("The limits (mover) are not guaranteed: they hold the truth less often than they say where most cases were read.")
	}
	s.sayIf(c.Replicates > 0, "Chances are from %d simulated populations where exact is too much, seed %q, with a standard error of at most %.2f points.",
		c.Replicates, c.Seed, 100*c.MonteCarloError)
	return s.paragraph()
}

// holding counts the questions whose limits include a difference of 0.
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

// sameDraw says that both inspections are of one draw, where they are; else "".
func (w compareWords) sameDraw() string {
	for _, warning := range w.c.Warnings {
		if warning.Code == "same-draw" {
			return Capital(warning.Message)
		}
	}
	return ""
}

func (w compareWords) findings() (l Sentences) {
	same := w.sameDraw()
	l.sayIf(same != "", "%s.", same)
	if o := w.c.Overall; o != nil {
		text := fmt.Sprintf("Overall: %s.", w.fromTo(o.Before, o.After))
		if o.Chances != nil {
			text += fmt.Sprintf(" Had every eligible case been read both times, the later rating would be better with a chance of %s, the same %s, worse %s.",
				Probability(o.Chances.Better), Probability(o.Chances.Same), Probability(o.Chances.Worse))
		}
		l = append(l, text)
	}
	zero, up, down := w.holding()
	l.sayIf(zero+up+down > 0, "Of %s, the limits of the difference lie above 0 for %d and below 0 for %d. For %d they take in 0: the samples leave open whether the share rose or fell.",
		phrase.Count(zero+up+down, "key question"), up, down, zero)
	return l
}

// ratings is the table of ratings, the overall one last.
func (w compareWords) ratings() report.Table {
	type row = predict.RatingCompared
	rows := w.c.Standards
	if w.c.Overall != nil {
		rows = append(rows[:len(rows):len(rows)], *w.c.Overall)
	}
	anyOf := func(is func(row) bool) bool { return slices.ContainsFunc(rows, is) }
	by := func(b predict.Basis) func(row) bool { return func(r row) bool { return r.Basis == b } }
	t := report.Fill(report.Table{
		Notes: []string{"Better, same, worse: the chance of each, had every eligible case been read in both inspections. Discretion is not applied there, and judged standards are held."},
	}, rows,
		underStandard(w.rules(), "Rating of", func(r row) string { return r.ID }).
			Mark("†", "", by(predict.ByIndependence)).Mark("‡", "", by(predict.BySimulation)),
		report.Col("Before", func(r row) string { return w.rating(r.Before, r.ComputedBefore) }),
		report.Col("After", func(r row) string { return w.rating(r.After, r.ComputedAfter) }),
		report.Several(report.Columns(">Better", ">Same", ">Worse"), func(r row) []string {
			cells := make([]string, 3)
			if p := r.Chances; p != nil {
				cells = []string{Probability(p.Better), Probability(p.Same), Probability(p.Worse)}
			}
			if b := r.Bounds; b != nil {
				cells[0] += " " + boundText(b.Better)
				cells[2] += " " + boundText(b.Worse)
			}
			return cells
		}))
	t.NoteIf(w.c.Model == predict.Tied, "Each question's share of yes is taken to lie near those of the other questions of its standard, in each inspection by itself.")
	t.NoteIf(len(w.c.Means) > 0, "Answers with points are predicted level by level, each question by itself.")
	t.NoteIf(anyOf(func(r row) bool { return decided(r.Before, r.ComputedBefore) || decided(r.After, r.ComputedAfter) }),
		"*: decided by the panel; the judgements alone make another rating.")
	note := "†: from totals, the answers of a case are taken as independent"
	if slices.ContainsFunc(w.c.Questions, func(q predict.QuestionCompared) bool {
		return unpredictable(q.Before.Result, q.Before.PopulationSource) || unpredictable(q.After.Result, q.After.PopulationSource)
	}) {
		note = "†: where the number of eligible cases is not known, or totals alone, the answers of a case are taken as independent"
	}
	if anyOf(func(r row) bool { return r.Bounds != nil }) {
		note += "; in brackets, the least and the greatest chance however questions go together"
	}
	chanceBy := func(b predict.Basis) bool { return anyOf(func(r row) bool { return r.Chances != nil && r.Basis == b }) }
	t.NoteIf(chanceBy(predict.ByIndependence), note+".")
	t.NoteIf(chanceBy(predict.BySimulation), simulatedNote)
	return t
}

func (w compareWords) rating(rating, computed string) string {
	return w.name(rating) + phrase.Either(decided(rating, computed), " *", "")
}

// decided reports whether a rating is another than the judgements alone make.
func decided(rating, computed string) bool { return computed != "" && computed != rating }

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
	type row = predict.QuestionCompared
	other := func(q row) bool { return q.Difference.Method != w.c.Method }
	cells := slices.ContainsFunc(w.c.Questions, func(q row) bool { return other(q) && q.Difference.Method == stats.ExactCells })
	unsure := slices.ContainsFunc(w.c.Questions, func(q row) bool { return other(q) && !q.Difference.Guaranteed })
	return report.Fill(report.Table{
		Notes: []string{"Points: the share after less the share before. Maybe 0: whether the limits take in a difference of 0; where they do, the samples leave open whether the share rose or fell."},
	}, w.c.Questions,
		underQuestion(w.rules(), "Question", func(q row) rules.Question { return q.After.Question }),
		report.Num("Before", func(q row) string { return countWithShare(q.Before, "%s %s") }),
		report.Num("After", func(q row) string { return countWithShare(q.After, "%s %s") }),
		report.Num("Points", func(q row) string { return signedPoints(q.Difference.Estimate) }),
		report.Num(Percent(w.c.Confidence)+" limits", func(q row) string {
			return fmt.Sprintf("%s to %s", signedPoints(q.Difference.Low), signedPoints(q.Difference.High))
		}).Mark(" *", "*: each share's own limits put together, which are wider"+
			phrase.Either(cells, "; those of a matched sample are over the groups of cases alike in every matched variable"+phrase.Either(unsure,
				", but for those that are taken as of a simple random sample, which guarantee nothing.", "."), "."), other).
			Mark("", "Limits are for all eligible cases where a question applied to every case read, which is taken to hold of the others.",
				func(q row) bool { return q.Before.TakenForAll || q.After.TakenForAll }),
		report.Col("Maybe 0", func(q row) string { return YesNo(q.HoldsZero()) }),
		report.Col("Band", func(q row) string { return w.bands(q.Before.Band, q.After.Band) }).IfAny())
}

// chance says how many of the differences chance alone would show.
func (w compareWords) chance() report.Paragraph {
	s := Sentences{looksSentence(w.c.Looks)}
	zero, up, down := w.holding()
	at := phrase.Either(w.c.Looks.Guaranteed, "up to", "about")
	apart := phrase.Either(w.c.Looks.Together == "", fmt.Sprintf("for %s %s of them by chance alone", at, oneDecimal(w.c.Looks.Misses())),
		fmt.Sprintf("for any of them in %s %s of samples", at, Percent(1-w.c.Confidence)))
	s.sayIf(zero+up+down > 1, "Limits leave out 0 for %d of %s; had no share changed, they would %s.", up+down,
		phrase.Count(zero+up+down, "question"), apart)
	return s.paragraph()
}

// clearest is the questions whose limits leave out 0, in the order of their p-values.
func (w compareWords) clearest() report.Table {
	type row = predict.QuestionCompared
	apart := only(w.c.Clearest(), func(q row) bool { return !q.HoldsZero() })
	tested := func(q row) bool { return !math.IsNaN(q.P) }
	t := report.Fill(report.Table{Caption: "The clearest differences first"}, apart,
		report.Col("Question", func(q row) string { return w.rules().QuestionTitle(q.After.Question.ID) }),
		report.Num("Points", func(q row) string { return signedPoints(q.Difference.Estimate) }),
		report.Num("p", func(q row) string { return pText(q.P) }).
			Mark("", "p: how often, at most, two samples would be as far apart as these if the shares were equal; 0: they cannot be. An exact test for two finite populations, which leaves out 0 where the limits do (Suissa and Shuster 1985).", tested).
			If(slices.ContainsFunc(apart, tested)))
	t.NoteIf(slices.ContainsFunc(apart, func(q row) bool { return tested(q) && !q.Proved }),
		"The p-values take matched samples for simple random ones, so they are not proved.")
	return t
}

// pText is a p-value with three decimals; a dash where there is none.
func pText(p float64) string {
	switch {
	case math.IsNaN(p):
		return "-"
	case p == 0:
		return "0"
	case p < 0.0005:
		return "<0.001"
	}
	return fmt.Sprintf("%.3f", p)
}

func (w compareWords) bands(before, after string) string {
	switch {
	case before == "" && after == "":
		return ""
	case before == after:
		return w.name(after)
	}
	return fmt.Sprintf("%s to %s", w.name(before), w.name(after))
}

// means is the table of questions whose answers have points.
func (w compareWords) means() report.Table {
	type row = predict.MeanCompared
	t := report.Fill(report.Table{
		Notes: []string{"Answers with points: their mean, or their percent of the highest, after less before. The limits are approximate, each pair by itself; they take the samples for simple random ones " +
			"and guarantee nothing."},
	}, w.c.Means,
		underQuestion(w.rules(), "Question", func(q row) rules.Question { return q.After.Question }),
		report.Num("Before", func(q row) string {
			return meanText(w.rules().ScaleOf(q.After.Question.Place, ""), q.Difference.First.Mean)
		}),
		report.Num("After", func(q row) string {
			return meanText(w.rules().ScaleOf(q.After.Question.Place, ""), q.Difference.Second.Mean)
		}),
		report.Num("Difference", func(q row) string { return meanChange(q.After.Points.Of, q.Difference.Estimate) }),
		report.Several(report.Columns(">About "+Percent(w.c.Confidence)+" limits", "Maybe 0"), func(q row) []string {
			d, of := q.Difference, q.After.Points.Of
			if !d.Limited {
				return []string{"-", ""}
			}
			return []string{meanChange(of, d.Low) + " to " + meanChange(of, d.High), YesNo(d.Low <= 0 && d.High >= 0)}
		}),
		report.Col("Band", func(q row) string { return w.bands(q.Before.Band, q.After.Band) }).IfAny())
	t.NoteIf(slices.ContainsFunc(w.c.Means, func(q row) bool { return !q.Difference.Limited }),
		"-: no limits, as the answers do not vary in one of the inspections, or there are too few of them to show how much they vary.")
	return t
}

// meanChange is a difference of points: of means +0.357, in percent of the highest +5.2 points.
func meanChange(m rules.Measure, v float64) string {
	return phrase.Either(m == rules.MeanPoints, signed(v, 3), signedPoints(v/100))
}

// leftOutList says what was left out, and why.
func leftOutList(set *rules.Set, left []discretion.LeftOut) report.List {
	return each(left, func(l discretion.LeftOut) string { return fmt.Sprintf("%s: %s.", Capital(set.Title(l.ID)), l.Why) })
}
