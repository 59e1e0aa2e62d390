package show

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Pool says what the units make together: the pooled shares first, then
// each unit's.
func Pool(p *discretion.Pooled, format string, explain bool) report.Document {
	w := poolWords{p}
	return accountDocument(w, format, explain, p.Warnings, func(d *report.Document) {
		d.Add(w.summary())
		if len(p.Questions) > 0 {
			d.Add(report.Heading("The region"), w.region(), report.Heading("Unit by unit"))
			d.Add(Figures(format, PoolFigures(p))...)
			d.Add(w.units())
		}
		if len(p.Means) > 0 {
			d.Add(report.Heading("Answers with points"), w.means())
		}
		d.Section("Not pooled", leftOutList(p.Rules, p.Left))
	})
}

// poolWords puts pooled units in words.
type poolWords struct{ p *discretion.Pooled }

func (w poolWords) rules() *rules.Set { return w.p.Rules }

// scale is the one that bands a question.
func (w poolWords) scale(q rules.Question) *rules.Scale {
	return w.p.Rules.ScaleOf(q.Place, w.p.Rounding)
}

func (w poolWords) facts() []report.Fact {
	var d report.Document
	d.Fact("Units", And(each(w.p.Units, func(u discretion.PoolUnit) string { return u.Name })))
	d.Fact("Rules", RulesTitle(w.p.Rules))
	d.Fact("Confidence", Percent(w.p.Confidence))
	return d.Facts
}

func (w poolWords) title() string {
	names := each(w.p.Units, func(u discretion.PoolUnit) string { return u.Name })
	return fmt.Sprintf("%s taken together: %s", phrase.Count(len(names), "unit"), And(names))
}

func (w poolWords) summary() report.Paragraph {
	var s Sentences
	switch w.p.Weighting {
	case discretion.WeightCases:
		s.Say("Every eligible case that a question applies to counts once, in whichever unit it is.")
	case discretion.WeightEqual:
		s.Say("Every unit counts the same, whatever its size.")
	default:
		s.Say("Units count by the weights given.")
	}
	s.sayIf(len(w.p.Rules.Bands) > 0, "The band is the one that the pooled share would fall in, for information: these rules rate units, and not what several of them make together.")
	return s.paragraph()
}

func (w poolWords) findings() (l Sentences) {
	if len(w.p.Questions) == 0 {
		return nil
	}
	lowest := slices.MinFunc(w.p.Questions, func(a, b discretion.QuestionPooled) int { return cmp.Compare(a.Share, b.Share) })
	scale := w.scale(lowest.Question)
	l.Say("The lowest pooled share is %s on %s, with limits of %s to %s at %s confidence.",
		shareTenths(scale, lowest.Share), w.p.Rules.QuestionTitle(lowest.ID), shareTenths(scale, lowest.Interval.Low),
		shareTenths(scale, lowest.Interval.High), Percent(w.p.Confidence))
	var outside []string
	for _, q := range w.p.Questions {
		for _, u := range q.Units {
			if f := u.Funnel; len(f) > 0 && !f[len(f)-1].Inside {
				outside = append(outside, fmt.Sprintf("%s on %s (%s)", u.Unit, w.p.Rules.QuestionTitle(q.ID), yesOf(u.QuestionAssessment)))
			}
		}
	}
	l.sayIf(len(outside) > 0, "Outside what chance alone gives in all but 2 of 1,000 deals: %s.", And(outside))
	w.apart(&l)
	return l
}

// apart says where the units are further apart than chance often puts them. The more questions there are, the
// rarer it has to be of one of them.
func (w poolWords) apart(l *Sentences) {
	asked := slices.Clone(w.p.Questions)
	asked = slices.DeleteFunc(asked, func(q discretion.QuestionPooled) bool { return q.SpreadChance == nil })
	if len(asked) == 0 {
		return
	}
	slices.SortStableFunc(asked, func(a, b discretion.QuestionPooled) int { return cmp.Compare(*a.SpreadChance, *b.SpreadChance) })
	of := func(q discretion.QuestionPooled) string {
		return fmt.Sprintf("%s (%s)", w.p.Rules.QuestionTitle(q.ID), w.spread(q))
	}
	rare := 0
	for rare < len(asked) && *asked[rare].SpreadChance <= 0.05/float64(len(asked)) {
		rare++
	}
	looked := phrase.Either(len(asked) == 1, "", fmt.Sprintf(", with %d questions looked at", len(asked)))
	if rare == 0 {
		l.Say("In the cases that were read the units are no further apart than chance alone may deal them%s; it does so least often on %s. "+
			"All eligible cases may be further apart, where much of them was read: the limits of each unit say how far.", looked, of(asked[0]))
		return
	}
	l.Say("The units are further apart than chance alone often puts them%s: %s.", looked, And(each(asked[:rare], of)))
}

// region is the table of pooled shares.
func (w poolWords) region() report.Table {
	type row = discretion.QuestionPooled
	anyOf := func(is func(row) bool) bool { return slices.ContainsFunc(w.p.Questions, is) }
	beta := func(q row) bool { return q.Interval.Method == stats.DesignBeta }
	without := func(q row) bool { return len(q.Without) > 0 }
	t := report.Fill(report.Table{
		Notes: []string{"Units apart: the highest share of a unit less the lowest, in points. By chance: how often the cases that were read would be as far apart if their yes answers were dealt out to the units at random. It is about the cases read, and does not say how far apart all eligible cases are."},
	}, w.p.Questions,
		underQuestion(w.p.Rules, "Question", func(q row) rules.Question { return q.Question }).Mark(" *", "", without),
		report.Num("Share", func(q row) string { return shareTenths(w.scale(q.Question), q.Share) }),
		report.Num(Percent(w.p.Confidence)+" limits", func(q row) string { return shareRange(w.scale(q.Question), q.Interval.Low, q.Interval.High) }),
		report.Col("Guaranteed", func(q row) string { return YesNo(q.Interval.Guaranteed) }),
		report.Num("Units apart", func(q row) string { return Points(q.Spread) }),
		report.Num("By chance", func(q row) string { return chanceOr(q.SpreadChance, "-") }),
		report.Col("Band of the share", func(q row) string { return ratingName(w.p.Rules, q.Band, "") }).If(len(w.p.Rules.Bands) > 0))
	t.NoteIf(anyOf(func(q row) bool { return q.Census }),
		"By chance -: every eligible case was read, so that how far the units are apart is known, and no chance of a sample.")
	t.NoteIf(anyOf(func(q row) bool { return !q.Interval.Guaranteed && !beta(q) }),
		"Guaranteed no: a sample was matched, and it is not known whose its answers are; or it changed after the draw.")
	var why Sentences
	unitIs := func(is func(discretion.UnitShare) bool) bool {
		return anyOf(func(q row) bool { return beta(q) && slices.ContainsFunc(q.Units, is) })
	}
	why.sayIf(unitIs(func(u discretion.UnitShare) bool { return u.Eligible == 0 }), "the number of eligible cases of a unit is not known")
	why.sayIf(unitIs(func(u discretion.UnitShare) bool { return u.Eligible > 0 && u.Estimated }), "the number of cases that the question applies to is estimated")
	why.sayIf(anyOf(func(q row) bool {
		return beta(q) && !slices.ContainsFunc(q.Units, func(u discretion.UnitShare) bool { return u.Estimated })
	}), "there are too many units or groups of cases to try every way that the answers can lie in them")
	t.NoteIf(len(why) > 0, "Guaranteed no: limits from the design (beta), as "+strings.Join(why, ", or ")+".")
	withheld := anyOf(func(q row) bool { return len(q.Withheld) > 0 })
	t.NoteIf(anyOf(without), phrase.Either(withheld, "*: the count of a unit is withheld, or it has none; the share is that of the units whose count is shown.",
		"*: not every unit has a count; the share is that of those that have."))
	t.NoteIf(withheld, "How far apart the units are is said of those whose count is shown. All of them may be further apart, or less far.")
	looks := looksSentence(w.p.Looks)
	t.NoteIf(looks != "", looks)
	return t
}

// means is the table of questions whose answers have points: that of all units below its own.
func (w poolWords) means() report.Table {
	t := report.Table{Columns: report.Columns("Question", ">Cases", ">Figure", ">Standard error",
		">About "+Percent(w.p.Confidence)+" limits", ">Eligible", ">Weight"),
		Notes: []string{"Answers with points: their mean, or their percent of the highest; that of all units is the mean of theirs by their weights. The limits are approximate, each pair by itself; " +
			"they take every unit's sample for a simple random one and guarantee nothing."}}
	none, estimated, without := false, false, false
	for _, m := range w.p.Means {
		scale := w.scale(m.Question)
		t.AddHeading(w.p.Rules.QuestionTitle(m.ID))
		for _, u := range m.Units {
			cases := "-"
			if u.Eligible > 0 {
				cases = phrase.Either(u.Estimated, fmt.Sprintf("~%.1f", u.Eligible), fmt.Sprintf("%.0f", u.Eligible))
			}
			estimated = estimated || u.Estimated && u.Eligible > 0
			t.Add("· "+u.Unit, u.Of, meanText(scale, u.Estimate.Mean), fmt.Sprintf("%.3f", u.Estimate.SE), "", cases,
				fmt.Sprintf("%.3f", u.Weight))
		}
		limits := "-"
		if m.Low != nil {
			limits = meanText(scale, *m.Low) + " to " + strings.TrimPrefix(meanText(scale, *m.High), "mean ")
		}
		none, without = none || m.Low == nil, without || len(m.Without) > 0
		t.Add("all units"+phrase.Either(len(m.Without) > 0, " *", ""), m.Estimate.Of, meanText(scale, m.Estimate.Mean),
			fmt.Sprintf("%.3f", m.Estimate.SE), limits, "", "")
	}
	t.NoteIf(none, "-: no limits, as the answers do not vary, or there are too few of them to show how much they vary.")
	t.NoteIf(estimated, "~: estimated from the share of the cases read that it applied to.")
	t.NoteIf(without, "*: not every unit has cases; the figure is that of those that have.")
	return t
}

// spread says how far the units are apart, and what chance alone would give.
func (w poolWords) spread(q discretion.QuestionPooled) string {
	return fmt.Sprintf("%s points; as far in %s of random deals", Points(q.Spread), Probability(*q.SpreadChance))
}

// units is the table of the units' own shares, each question above its units.
func (w poolWords) units() report.Table {
	type row = discretion.UnitShare
	estimated := func(u row) bool { return u.Eligible > 0 && u.Estimated }
	units := slices.Concat(each(w.p.Questions, func(q discretion.QuestionPooled) []row { return q.Units })...)
	t := report.Fill(report.Table{Notes: []string{"Eligible: the cases that the question applies to, of those eligible; where it applied to every case read, all of them. " +
		"By chance: the yes cases that the unit would have at this level if the yes answers of all cases read were dealt out at random; *: it has fewer or more. " +
		"Of a hundred units that are no different, chance alone puts up to 5 outside at 95%, and it is the same for a hundred questions." +
		phrase.Either(slices.ContainsFunc(units, estimated), " ~: estimated from the share of the cases read that it applied to.", "")}}, units,
		report.Under("Question", func(u row) (question, unit string) { return w.p.Rules.QuestionTitle(u.ID), u.Unit }),
		report.Num("Yes/of", func(u row) string { return yesOf(u.QuestionAssessment) }),
		report.Num("Share", func(u row) string { return shareTenths(w.scale(u.Question), float64(u.Yes)/float64(u.Of)) }),
		report.Num(Percent(w.p.Confidence)+" limits", func(u row) string {
			if u.Low == nil {
				return ""
			}
			return shareRange(w.scale(u.Question), *u.Low, *u.High)
		}),
		report.Num("By chance 95%", func(u row) string { return funnelText(u, 0) }),
		report.Num("99.8%", func(u row) string { return funnelText(u, 1) }),
		report.Num("Eligible", func(u row) string {
			switch {
			case estimated(u):
				return fmt.Sprintf("~%.1f", u.Eligible)
			case u.Eligible > 0:
				return fmt.Sprintf("%.0f", u.Eligible)
			}
			return "-"
		}),
		report.Num("Weight", func(u row) string { return fmt.Sprintf("%.3f", u.Weight) }))
	looks := looksSentence(w.p.UnitLooks)
	t.NoteIf(looks != "", looks)
	return t
}

// funnelText is what chance alone would give a unit at a level: 15-27, with a * where
// the unit has fewer or more; a dash at a census.
func funnelText(u discretion.UnitShare, level int) string {
	if level >= len(u.Funnel) {
		return "-"
	}
	f := u.Funnel[level]
	return fmt.Sprintf("%d-%d%s", f.Low, f.High, phrase.Either(f.Inside, "", "*"))
}
