package show

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats/phrase"
)

// findings are what a panel would look for first.
func (w rateWords) findings() (l Sentences) {
	a := w.a
	if a.Overall != "" && a.Score == nil {
		l = append(l, fmt.Sprintf("Overall: %s.", w.name(a.Overall)))
	} else if a.Overall != "" {
		text := fmt.Sprintf("Overall: %s, with %d of %d points.", w.name(a.Overall), *a.Score, *a.Maximum)
		if a.ScoreComputed != nil && *a.ScoreComputed != *a.Score {
			text += fmt.Sprintf(" Without what the panel decided it would be %d points, %s.", *a.ScoreComputed, w.name(a.OverallComputed))
		}
		l = append(l, text)
	}
	if w.noCases() {
		return slices.Concat(l, Sentences(w.limited())) // what would change it has a part of its own
	}
	standards := w.standardFindings()
	if standards == nil {
		return l // nothing is rated from cases
	}
	return slices.Concat(l, standards, w.overallFindings(w.a.Up, w.a.Down))
}

// standardFindings name the standards that are open to discretion and those that one case
// would change; there are none where nothing is rated from cases.
func (w rateWords) standardFindings() (l Sentences) {
	a := w.a
	var open, lower, raise, perhaps, over []string
	rated := 0
	for _, st := range a.Standards {
		if st.Judged || st.Computed == "" || st.Withheld {
			continue
		}
		rated++
		if st.Open {
			open = append(open, st.ID)
		}
		if one(st.Down) {
			lower = append(lower, st.ID)
		}
		switch up := st.Up; {
		case one(up):
			raise = append(raise, st.ID)
		case up != nil && up.Fewest != nil && *up.Fewest == 1:
			perhaps = append(perhaps, st.ID)
		}
		if overruled(st) && (one(st.Down) || st.Up != nil && st.Up.Fewest != nil && *st.Up.Fewest == 1) {
			over = append(over, st.ID)
		}
	}
	if rated == 0 {
		return nil
	}
	l.sayIf(w.withheld(), "What follows is of the standards of which all is shown.")
	if len(open) > 0 {
		l.Say("%s rated from cases %s open to professional discretion: %s.", PartOf(len(open), rated, "standard"),
			phrase.Plural(len(open), "is", "are"), w.titles(open))
	} else {
		l.sayIf(len(a.Inspection.Rules.Criteria) > 0, "No standard is open to professional discretion.")
	}
	l.sayIf(len(lower) > 0, "One case judged differently would lower the rating of %s.", w.titles(lower))
	l.sayIf(len(raise) > 0, "One case judged differently would raise the rating of %s.", w.titles(raise))
	l.sayIf(len(perhaps) > 0, "One case would raise the rating of %s, but only if it changes on several questions.", w.titles(perhaps))
	l.sayIf(len(over) > 0, "%s: counted from what the judgements make, not from what the panel decided.", w.titles(over))
	l.sayIf(len(lower)+len(raise)+len(perhaps) == 0, "No single case would change the rating of a standard.")
	return l
}

// overallFindings say how many cases would change the overall rating.
func (w rateWords) overallFindings(swings ...*discretion.OverallSwing) (l Sentences) {
	for _, s := range swings {
		if s == nil {
			continue
		}
		cases := "No number of cases"
		if s.Reachable {
			cases = Capital(casesText(*s.Fewest, *s.Most))
		}
		l.Say("%s judged differently would make the overall rating %s.", cases, w.name(s.To))
	}
	return l
}

// titles are the names of standards.
func (w rateWords) titles(ids []string) string { return w.rules().StandardTitles(ids) }

// one tells whether one case alone is sure to be enough.
func one(s *discretion.Swing) bool {
	return s != nil && s.Most != nil && *s.Most == 1
}

// planFindings are what a planner would look for first.
func planFindings(list *List, plan *sample.Plan) (l Sentences) {
	var sizes, margins []string
	for _, g := range plan.Groups {
		if g.Population == 0 {
			continue
		}
		sizes = append(sizes, fmt.Sprintf("%d of %d%s", g.Sample, g.Population, InGroup(list.Rules, g.Group)))
		if !math.IsNaN(g.Margin) {
			margins = append(margins, fmt.Sprintf("%s points%s", Points(g.Margin), InGroup(list.Rules, g.Group)))
		}
	}
	l.Say("Read %s%s.", PartOf(plan.Sample, plan.Population, "eligible case"), phrase.Either(len(sizes) > 1, ": "+And(sizes), ""))
	l.sayIf(len(margins) > 0, "At %s confidence a percentage found in %s then has a margin of error of %s.", Percent(plan.Design.Confidence),
		phrase.Either(len(sizes) > 1, "all of a group's sample", "the whole sample"), And(margins))
	left := 0
	for _, e := range list.Counts {
		left += e.Count
	}
	l.sayIf(left > 0, "%s of the list %s left out.", PartOf(left, list.Rows, "row"), phrase.Plural(left, "is", "are"))
	var missed, nothing []string
	var least *sample.Target
	group := ""
	for _, g := range plan.Groups {
		for i, m := range g.Match {
			words := categoryWords(m.Variable, m.Category) + InGroup(list.Rules, g.Group)
			switch {
			case m.Fewest == m.Population: // all are read
			case m.Fewest == 0:
				missed = append(missed, fmt.Sprintf("%s (%d eligible)", words, m.Population))
			case alone(m) == saysNothing:
				nothing = append(nothing, words)
			case least == nil || m.Fewest < least.Fewest:
				least, group = &g.Match[i], g.Group
			}
		}
	}
	l.sayIf(len(missed) > 0, "A sample may hold no case of %s, unless the design asks for one.", And(missed))
	l.sayIf(len(nothing) > 0, "On their own, so few cases say nothing of %s.", phrase.First(5, nothing, "; ", "; and"))
	if least != nil && !math.IsNaN(least.Margin) {
		l.Say("Small categories say little on their own: %s%s, with %s, is known %s.",
			categoryWords(least.Variable, least.Category), InGroup(list.Rules, group), phrase.Count(least.Fewest, "case"), alone(*least))
	}
	return l
}

// drawFindings are what a planner would look for first in a draw.
func drawFindings(d *Drawn) (l Sentences) {
	var sizes, chances []string
	total, reserves := 0, 0
	var furthest *sample.Balance
	for i := range d.Record.Groups {
		g := &d.Record.Groups[i]
		s := Status(d.Record, g.Group)
		total, reserves = total+len(s.Sample), reserves+len(s.Reserves)
		sizes = append(sizes, fmt.Sprintf("%d of %d%s", len(s.Sample), g.Population, InGroup(d.List.Rules, g.Group)))
		if p := SameChance(s); p != nil {
			chances = append(chances, fmt.Sprintf("%s%s", shortPercent(*p), InGroup(d.List.Rules, g.Group)))
		}
		for _, b := range Balance(d.List, g, s) {
			if furthest == nil || math.Abs(b.Difference) > math.Abs(furthest.Difference) {
				furthest = &b
			}
		}
	}
	l.Say("%s selected: %s. %s in reserve.", Capital(phrase.Count(total, "case")), And(sizes), Capital(phrase.Count(reserves, "case")))
	l.sayIf(len(chances) == len(d.Record.Groups), "Every case%s had the same chance: %s.", phrase.Either(len(chances) > 1, " of a group", ""), And(chances))
	if furthest != nil {
		l.Say("The category furthest from its exact share is %s, by %.2f cases: %.2f in exact proportion, %d selected.",
			categoryWords(furthest.Variable, furthest.Category), math.Abs(furthest.Difference), furthest.Target, furthest.Selected)
	}
	l.Say("Anyone who has the list and the record can repeat the draw, and get the same cases.")
	return l
}

// findings are the chances that matter most: of the overall rating, and of the
// standards that are least sure.
func (w robustWords) findings() (l Sentences) {
	had := phrase.Either(w.r.Agreement > 0, "Read again by a second inspector", "Had every eligible case been read")
	if w.r.Rates != nil {
		had = "Had every eligible case been read without error"
	}
	if o := w.r.Overall; o.Same != nil {
		l.Say("%s, the overall rating would be %s with a chance of %s%s.", had, w.name(o.Computed), Probability(*o.Same),
			phrase.Either(len(w.r.Held()) > 0, ", with what the panel decided; "+w.alone(), ""))
	}
	var standards []predict.StandardRobustness
	for _, st := range w.r.Standards {
		if st.Same != nil && st.Basis != predict.ByJudgement {
			standards = append(standards, st)
		}
	}
	slices.SortStableFunc(standards, func(a, b predict.StandardRobustness) int { return cmp.Compare(*a.Same, *b.Same) })
	const shown = 3
	least := each(standards[:min(shown, len(standards))], func(st predict.StandardRobustness) string {
		return fmt.Sprintf("%s: %s with a chance of %s", w.rules().StandardTitle(st.ID), w.name(st.Computed), Probability(*st.Same))
	})
	alike := 0
	for _, st := range standards[len(least):] {
		if *st.Same == *standards[shown-1].Same {
			alike++
		}
	}
	l = append(l, w.scoreFindings()...)
	l.sayIf(len(least) > 0, "Least sure: %s%s.", strings.Join(least, "; "),
		phrase.Either(alike > 0, fmt.Sprintf("; and %d more with the same chance as the last", alike), ""))
	return l
}

// estimateFindings say how sure the estimates are, from the least sure to the surest.
func estimateFindings(e *discretion.Estimates, set *rules.Set) (l Sentences) {
	var asked []discretion.QuestionEstimate
	for _, q := range e.Questions {
		if q.Estimate.Of > 0 && q.Category == "" {
			asked = append(asked, q)
		}
	}
	if len(asked) == 0 {
		return nil
	}
	const sameWidth = 1e-9
	width := func(q discretion.QuestionEstimate) float64 { return q.Interval.High - q.Interval.Low }
	wide := func(a, b discretion.QuestionEstimate) int { return cmp.Compare(width(a), width(b)) }
	least, surest := width(slices.MaxFunc(asked, wide)), width(slices.MinFunc(asked, wide))
	sayAsWide := func(which string, at float64) {
		alike := only(asked, func(q discretion.QuestionEstimate) bool { return math.Abs(width(q)-at) < sameWidth })
		q := alike[0]
		l.Say("%s%s, between %s and %s (%d of %d yes).", which, set.QuestionTitle(q.Question),
			shareTenths(scaleOf(set, q.Question), q.Interval.Low), shareTenths(scaleOf(set, q.Question), q.Interval.High), q.Estimate.Yes, q.Estimate.Of)
		others := len(alike) - 1
		l.sayIf(others > 0, "%s limits as %s.", phrase.Plural(others, "1 other question has", fmt.Sprintf("%d other questions have", others)), phrase.Either(at < least, "narrow", "wide"))
	}
	l.Say("The sample puts limits on the share of all eligible cases for %s, at %s confidence.",
		phrase.Count(len(asked), "question"), Percent(e.Confidence))
	categories := slices.ContainsFunc(e.Questions, func(q discretion.QuestionEstimate) bool { return q.Category != "" })
	all := phrase.Either(categories, " of all cases", "") // and not of the categories
	sayAsWide(phrase.Either(len(asked) > 1, "Least sure"+all+": ", ""), least)
	if surest+sameWidth < least {
		sayAsWide("Surest"+all+": ", surest)
	}
	return l
}
