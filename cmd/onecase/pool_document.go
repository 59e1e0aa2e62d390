package main

import (
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats"
	"onecase/stats/phrase"
)

// poolDocument says what the units make together: the pooled shares first, then
// each unit's.
func poolDocument(p *discretion.Pooled, format string, explain bool) report.Document {
	w := poolWords{p}
	d := report.Document{Title: w.title(), Warnings: p.Warnings}
	d.Add(inShort(format, w.findings())...)
	d.Add(report.Paragraph(w.summary()), report.Heading("The region"), w.region(), report.Heading("Unit by unit"))
	d.Add(figureBlocks(format, poolFigures(p))...)
	d.Add(w.units())
	if len(p.Left) > 0 {
		var l report.List
		for _, out := range p.Left {
			l = append(l, fmt.Sprintf("%s: %s.", out.ID, out.Why))
		}
		d.Add(report.Heading("Not pooled"), l)
	}
	d.Add(namesInFull(format, p.Rules)...)
	if explain {
		d.Add(report.Heading("Working"), w.working())
	}
	return d
}

// poolWords puts pooled units in words.
type poolWords struct{ p *discretion.Pooled }

func (w poolWords) title() string {
	var names []string
	for _, u := range w.p.Units {
		names = append(names, u.Name)
	}
	return fmt.Sprintf("%s taken together: %s", phrase.Count(len(names), "unit"), inWords(names))
}

func (w poolWords) summary() string {
	var s []string
	switch w.p.Weighting {
	case discretion.WeightCases:
		s = append(s, "Every eligible case that a question applies to counts once, in whichever unit it is.")
	case discretion.WeightEqual:
		s = append(s, "Every unit counts the same, whatever its size.")
	default:
		s = append(s, "Units count as the weights given say.")
	}
	if len(w.p.Rules.Bands) > 0 {
		s = append(s, "No rules rate a region: the band is the one that the pooled share would fall in, for information.")
	}
	return strings.Join(s, " ")
}

// findings are what a reader would look for first.
func (w poolWords) findings() report.Findings {
	lowest := slices.MinFunc(w.p.Questions, func(a, b discretion.QuestionPooled) int {
		switch {
		case a.Share < b.Share:
			return -1
		case a.Share > b.Share:
			return 1
		}
		return 0
	})
	l := report.Findings{fmt.Sprintf("The lowest pooled share is %s on %s, with limits of %s to %s at %s confidence.",
		percentOf(lowest.Share), namedQuestion(w.p.Rules, lowest.ID), percentOf(lowest.Interval.Low), percentOf(lowest.Interval.High), percentText(w.p.Confidence))}
	var apart []string
	for _, q := range w.p.Questions {
		if q.SpreadChance != nil && *q.SpreadChance <= 1-w.p.Confidence {
			apart = append(apart, fmt.Sprintf("%s (%s)", q.ID, w.spread(q)))
		}
	}
	if len(apart) > 0 {
		l = append(l, fmt.Sprintf("The units are further apart than chance alone would often put them on %s.", inWords(apart)))
	}
	return l
}

// region is the table of pooled shares.
func (w poolWords) region() report.Table {
	banded := len(w.p.Rules.Bands) > 0
	columns := []string{"Question", ">Share", ">" + percentText(w.p.Confidence) + " limits", "Guaranteed", ">Units apart", ">By chance"}
	if banded {
		columns = append(columns, "Band of the share")
	}
	t := report.Table{Columns: report.Columns(columns...)}
	beta, matched, without, standard := false, false, false, ""
	for _, q := range w.p.Questions {
		if q.Standard != standard {
			standard = q.Standard
			t.Rows = append(t.Rows, append([]string{standard}, make([]string, len(t.Columns)-1)...))
		}
		name := "· " + short(q.ID, standard)
		if len(q.Without) > 0 {
			name, without = name+" *", true
		}
		chance := "-"
		if q.SpreadChance != nil {
			chance = probability(*q.SpreadChance)
		}
		row := []string{name, percentOf(q.Share), fmt.Sprintf("%.1f-%.1f%%", 100*q.Interval.Low, 100*q.Interval.High), yesNo(q.Interval.Guaranteed), points(q.Spread), chance}
		if banded {
			row = append(row, w.name(q.Band))
		}
		beta = beta || q.Interval.Method == stats.DesignBeta
		matched = matched || !q.Interval.Guaranteed && q.Interval.Method != stats.DesignBeta
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(t.Notes, "Units apart: the highest share of a unit less the lowest, in points. By chance: how often they would be as far apart if it made no difference to a judgement of which unit the case is.")
	if matched {
		t.Notes = append(t.Notes, "Guaranteed no: a sample was matched, and the guarantee is proved for simple random ones alone.")
	}
	if beta {
		t.Notes = append(t.Notes, "Guaranteed no: limits from the design (beta), as the number of cases that the question applies to is estimated, or there are too many units.")
	}
	if without {
		t.Notes = append(t.Notes, "*: not every unit has a count; the share is that of those that have.")
	}
	return t
}

// spread says how far the units are apart, and what chance alone would give.
func (w poolWords) spread(q discretion.QuestionPooled) string {
	return fmt.Sprintf("%s points; as far in %s of random deals", points(q.Spread), probability(*q.SpreadChance))
}

func (w poolWords) name(rating string) string {
	return ratingName(w.p.Rules, rating, "")
}

// units is the table of the units' own shares, each question above its units.
func (w poolWords) units() report.Table {
	t := report.Table{Columns: report.Columns("Question", ">Yes/of", ">Share", ">"+percentText(w.p.Confidence)+" limits", ">Eligible", ">Weight")}
	estimated := false
	for _, q := range w.p.Questions {
		t.Rows = append(t.Rows, []string{q.ID, "", "", "", "", ""})
		for _, u := range q.Units {
			cases := "-"
			switch {
			case u.Eligible > 0 && u.Estimated:
				cases, estimated = fmt.Sprintf("~%.1f", u.Eligible), true
			case u.Eligible > 0:
				cases = fmt.Sprintf("%.0f", u.Eligible)
			}
			counts := fmt.Sprintf("%d/%d", u.Yes, u.Of)
			if u.Known == discretion.Nearest {
				counts = fmt.Sprintf("?/%d", u.Of)
			}
			t.Rows = append(t.Rows, []string{"· " + u.Unit, counts, percentOf(float64(u.Yes) / float64(u.Of)), limitsText(u.QuestionAssessment), cases, fmt.Sprintf("%.3f", u.Weight)})
		}
	}
	note := "Eligible: the cases that the question applies to, of those eligible; where it applied to every case read, all of them."
	if estimated {
		note += " ~: estimated from the share of the cases read that it applied to."
	}
	t.Notes = append(t.Notes, note)
	return t
}
