package show

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Estimate is the shares of each group's questions, and their differences.
func Estimate(e *discretion.Estimates, unread []discretion.UnreadCase, ins *discretion.Inspection,
	format string, explain bool) report.Document {
	set, hidden := ins.Rules, []string(nil)
	if ins.Withheld != nil {
		hidden = ins.Withheld.Questions
	}
	d := report.Document{Title: fmt.Sprintf("Estimates at %s confidence", Percent(e.Confidence)),
		Facts: inspectionFacts(ins, e.Confidence), Warnings: Warnings(set, e.Warnings)}
	d.Add(InShort(format, estimateFindings(e, set))...)
	if text := looksSentence(e.Looks); text != "" {
		d.Add(report.Paragraph(text))
	}
	if len(unread) > 0 {
		d.Add(report.Paragraph(unreadSentence(unread, set, format)))
	}
	for _, g := range e.Groups {
		d.Add(report.Heading(Group(set, g.Group)), report.Paragraph(Capital(g.Design)+"."))
		if t := estimateTable(e, set, g.Group, hidden); t.Rows != nil {
			d.Add(t)
		}
		if t := meanTable(e, set, g.Group); t.Rows != nil {
			d.Add(t)
		}
		if t := differenceTable(e, set, g.Group); t.Rows != nil {
			d.Add(t)
		}
	}
	d.Add(Figures(format, EstimateFigures(e, set))...)
	if explain {
		for _, q := range e.Questions {
			d.Add(report.Heading("Working: "+Join(", ", set.QuestionTitle(q.Question), q.Category)), explainEstimate(q, scaleOf(set, q.Question)))
		}
		for _, m := range e.Means {
			d.Add(report.Heading("Working: "+set.QuestionTitle(m.Question)), explainMean(m, scaleOf(set, m.Question)))
		}
		for _, q := range e.Differences {
			d.Add(report.Heading(fmt.Sprintf("Working: %s, %s less %s", set.QuestionTitle(q.Question), q.A, q.B)), explainDifference(q, e))
		}
	}
	return d
}

// unreadSentence says how many cases were drawn and not read, why, and what that leaves open.
func unreadSentence(cases []discretion.UnreadCase, set *rules.Set, format string) string {
	return fmt.Sprintf("%s drawn and not read (%s): what would have been answered is not known, and no limits here allow for it%s.",
		phrase.Count(len(cases), "case")+phrase.Plural(len(cases), " was", " were"), unreadWhy(cases),
		phrase.Either(len(set.Ratings) > 0,
			"; rating the same judgements with "+phrase.Plural(len(cases), "this case", "these cases")+" as no, as yes and like those read shows the most that could change"+phrase.Either(format == "table", " (onecase rate, --unread no,yes,like-read)", ""), ""))
}

// unreadWhy says why cases were not read, with how many each.
func unreadWhy(cases []discretion.UnreadCase) string {
	var parts []string
	for _, w := range []struct{ why, words string }{{"replaced", "replaced"}, {"not-assessable", "left out"},
		{"failed", "counted as no"}, {"not-judged", "without judgements"}} {
		n := 0
		for _, c := range cases {
			if c.Why == w.why {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, w.words))
		}
	}
	return strings.Join(parts, ", ")
}

// An estimateRow is a question, or a category of it.
type estimateRow struct {
	discretion.QuestionEstimate
	withheld bool
}

// estimateRows are the shares of a group's questions, with a row for each that is withheld: which these are is
// told by the numbers that are not, and a row that is only missing would be looked for.
func estimateRows(e *discretion.Estimates, set *rules.Set, group string, hidden []string) (rows []estimateRow) {
	for _, asked := range set.Questions() {
		if asked.Group != group {
			continue
		}
		if slices.Contains(hidden, asked.ID) && !scaleOf(set, asked.ID).HasPoints() {
			rows = append(rows, estimateRow{discretion.QuestionEstimate{Question: asked.ID}, true})
		}
		for _, q := range e.Questions {
			if q.Question == asked.ID {
				rows = append(rows, estimateRow{q, false})
			}
		}
		for _, h := range e.Hidden {
			if h.Question == asked.ID {
				rows = append(rows, estimateRow{discretion.QuestionEstimate{Question: h.Question, Category: h.Category}, true})
			}
		}
	}
	return rows
}

// estimateTable is the shares of a group's questions, of which some may be hidden.
func estimateTable(e *discretion.Estimates, set *rules.Set, group string, hidden []string) report.Table {
	type row = estimateRow
	asked := estimateRows(e, set, group, hidden)
	unsized, law := false, ""
	var cells cellsProofs
	for _, q := range asked {
		unsized = unsized || q.PopulationSource == discretion.PopulationAtMost && q.Read == q.Estimate.Of
		switch q.Interval.Method {
		case stats.ExactCells:
			cells.add(q.Interval.Guaranteed)
		case stats.ExactTable:
			law = tableNote(q.Interval.Guaranteed, q.LeastCoverage)
		}
	}
	by := func(methods ...stats.Method) func(row) bool {
		return func(q row) bool { return !q.withheld && slices.Contains(methods, q.Interval.Method) }
	}
	share := func(of func(row) float64) func(row) string {
		return func(q row) string { return phrase.Either(q.withheld, "", shareTenths(scaleOf(set, q.Question), of(q))) }
	}
	return report.Fill(report.Table{}, asked,
		underAsked(set, "question", func(q row) string { return q.Question }),
		report.Col(e.By, func(q row) string { return cmp.Or(q.Category, "(all)") }).If(e.By != ""),
		report.Num("not in yet", func(q row) int { return q.Waiting }).
			If(slices.ContainsFunc(e.Questions, func(q discretion.QuestionEstimate) bool { return q.Waiting > 0 })),
		report.Num("yes/of", func(q row) string {
			return phrase.Either(q.withheld, "withheld", fmt.Sprintf("%d/%d", q.Estimate.Yes, q.Estimate.Of))
		}),
		report.Num("cases", func(q row) string { return phrase.Either(q.withheld, "", estimatePopulation(q.QuestionEstimate)) }).
			Mark("", "cases: the eligible ones that the question applies to; all of them where it applied to every case read, which is taken to hold of the others.",
				func(q row) bool { return q.TakenForAll }).
			Mark("", "up to N: "+phrase.Either(unsized,
				"how many of the cases not read are of the category, or the question applies to,",
				"the question applies to part of the cases; how many of those not read")+
				" is not known, and the limits hold for every number there can be.",
				func(q row) bool {
					return q.PopulationSource == discretion.PopulationAtMost &&
						(q.Interval.Method == stats.Exact || q.Interval.Method == stats.ExactCells)
				}),
		report.Num("estimate", share(func(q row) float64 { return q.Estimate.Proportion })),
		report.Num("low", share(func(q row) float64 { return q.Interval.Low })),
		report.Num("high", share(func(q row) float64 { return q.Interval.High })),
		report.Col("method", func(q row) string { return methodTitle(q.Interval.Method, q.Interval.Guaranteed) }).
			Mark("", "exact: from the chances of every sample that could have been drawn; guaranteed. Where every case was read, both limits are the share itself.",
				func(q row) bool { return !q.withheld && q.Interval.Method == stats.Exact && q.Interval.Guaranteed }).
			Mark("", "as for a simple random sample: from the chances of such samples; not guaranteed for the draw that was made.",
				func(q row) bool { return !q.withheld && q.Interval.Method == stats.Exact && !q.Interval.Guaranteed }).
			Mark("", "beta: exact limits for as many cases drawn one by one as the sample is worth by its design; not guaranteed.", by(stats.DesignBeta)).
			Mark("", "logit: from standard errors, on a scale that keeps limits between 0% and 100%; not guaranteed.", by(stats.DesignLogit, stats.DesignXLogit)).
			Mark("", "mean: from standard errors; not guaranteed.", by(stats.DesignMean)).
			Note(cells.note(methodTitle(stats.ExactCells, true)+": ")).Note(law))
}

// meanTable is the figures of a group's questions whose answers have points.
func meanTable(e *discretion.Estimates, set *rules.Set, group string) report.Table {
	type row = discretion.QuestionMean
	figure := func(m row, v *float64) string {
		if v == nil {
			return "-"
		}
		return meanText(scaleOf(set, m.Question), *v)
	}
	t := report.Fill(report.Table{
		Notes: []string{"Answers with points: their mean, or their percent of the highest. Low and high are approximate limits from the standard error of the draw's design, and guarantee nothing."},
	}, only(e.Means, func(m row) bool { return m.Group == group }),
		underAsked(set, "question", func(m row) string { return m.Question }),
		report.Num("not in yet", func(m row) int { return m.Waiting }).
			If(slices.ContainsFunc(e.Means, func(m row) bool { return m.Waiting > 0 })),
		report.Num("answers", func(m row) int { return m.Estimate.Of }),
		report.Num("estimate", func(m row) string {
			return phrase.Either(m.Estimate.Of == 0, "-", meanText(scaleOf(set, m.Question), m.Estimate.Mean))
		}),
		report.Num("low", func(m row) string { return figure(m, m.Low) }),
		report.Num("high", func(m row) string { return figure(m, m.High) }))
	t.NoteIf(e.By != "", "These are of all cases; by category they are not worked out.")
	return t
}

// scaleOf is the scale that bands a question, by its id.
func scaleOf(set *rules.Set, question string) *rules.Scale {
	at, _ := set.QuestionIndex(question)
	return set.ScaleOf(at, "")
}

// meanText is a figure of points that a scale bands: 58.3%, or mean 2.857; with more decimals where fewer would lie in
// another band.
func meanText(s *rules.Scale, figure float64) string {
	if s.OfMean() {
		return "mean " + decimals(s, figure, 3)
	}
	return shareTenths(s, figure/100)
}

// shareTenths is [PercentTenths] of a share that a scale bands, with more decimals where one would lie in another band.
func shareTenths(s *rules.Scale, share float64) string {
	return phrase.Either(math.IsNaN(share), "-", decimals(s, 100*share, 1)+"%")
}

// shareRange is two limits of such a share: 25.0-62.5%.
func shareRange(s *rules.Scale, low, high float64) string {
	return strings.TrimSuffix(shareTenths(s, low), "%") + "-" + shareTenths(s, high)
}

// decimals writes a figure that a scale bands, with so many decimals at least.
func decimals(s *rules.Scale, figure float64, least int) string {
	whole, digits, _ := strings.Cut(s.Shown(figure, least), ".")
	return whole + "." + digits + strings.Repeat("0", max(0, least-len(digits)))
}

// differenceTable is the differences between categories of a group's questions.
func differenceTable(e *discretion.Estimates, set *rules.Set, group string) report.Table {
	type row = discretion.QuestionDifference
	by := func(m stats.Method) func(row) bool { return func(q row) bool { return q.Difference.Method == m } }
	return report.Fill(report.Table{
		Notes: []string{"points: the share of the first less that of the second, in percentage points. Maybe 0: whether the limits take in a difference of 0; where they do, the sample leaves open which share is higher."},
	}, only(e.Differences, func(q row) bool { return q.Group == group }),
		underAsked(set, "question", func(q row) string { return q.Question }),
		report.Col(e.By, func(q row) string { return q.A + " less " + q.B }),
		report.Num("points", func(q row) string { return signedPoints(q.Difference.Estimate) }),
		report.Num("low", func(q row) string { return signedPoints(q.Difference.Low) }),
		report.Num("high", func(q row) string { return signedPoints(q.Difference.High) }),
		report.Col("maybe 0", func(q row) string { return YesNo(q.Difference.HoldsZero()) }),
		report.Col("method", func(q row) string { return methodTitle(q.Difference.Method, q.Difference.Guaranteed) }).
			Mark("", "apart: each share's own limits put together, which are wider.", by(stats.Apart)).
			Mark("", "mean: from standard errors; not guaranteed.", by(stats.DesignMean)))
}

// methodTitle is a method of limits in words. Exact alone is said of what is proved of the draw that was made.
func methodTitle(m stats.Method, guaranteed bool) string {
	switch {
	case m == stats.Exact && !guaranteed:
		return "as for a simple random sample"
	case m == stats.ExactCells:
		return "exact, by cell"
	case m == stats.ExactTable:
		return "exact, by plan"
	}
	return string(m)
}

// cellsProofs counts limits over the cells of a draw, those that are guaranteed and the others.
type cellsProofs struct{ guaranteed, others int }

func (p *cellsProofs) add(guaranteed bool) {
	if guaranteed {
		p.guaranteed++
	} else {
		p.others++
	}
}

// note says, after some words, what these limits are; "" where there are none.
func (p cellsProofs) note(before string) string {
	sure := "guaranteed whatever the answers are, and "
	switch {
	case p.guaranteed+p.others == 0:
		return ""
	case p.guaranteed == 0:
		sure = ""
	case p.others > 0:
		sure = "guaranteed, whatever the answers are, where every case that was drawn has an answer, and "
	}
	return before + "over the groups of cases alike in every matched variable, from each of which the sample took cases at random; " +
		sure + "often wider than those of a simple random sample, as what is read in one group says nothing certain of another."
}

// What limits by the table of plans are, and whether they are guaranteed.
const (
	tableLaw   = "from the chances of every sample that this draw could have made: "
	lawSure    = "guaranteed, as they were tried with every set of answers that the cases can have"
	lawNotSure = "not guaranteed, as the cases can have too many sets of answers to try each"
)

// tableNote says what limits by the table of plans are.
func tableNote(guaranteed bool, least float64) string {
	how := methodTitle(stats.ExactTable, guaranteed) + ": " + tableLaw
	if guaranteed {
		return how + lawSure + "."
	}
	return how + lawNotSure + fmt.Sprintf("; in the worst one found, limits hold the truth in %s of draws.", PercentTenths(least))
}

func estimatePopulation(q discretion.QuestionEstimate) string {
	switch q.PopulationSource {
	case discretion.PopulationGiven:
		return fmt.Sprint(q.Population)
	case discretion.PopulationAtMost:
		return fmt.Sprintf("up to %d", q.Population)
	}
	return "-"
}
