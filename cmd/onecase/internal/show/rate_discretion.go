package show

import (
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// open lists the standards that a criterion opens to discretion, and why.
func (w rateWords) open() report.List {
	var l report.List
	for _, st := range w.a.Standards {
		if !st.Open {
			continue
		}
		on := phrase.Either(len(st.Drivers) > 0, " on "+w.drivers(st), "")
		text := fmt.Sprintf("%s (%s%s): %s.", w.rules().StandardTitle(st.ID), w.name(st.Computed), on,
			strings.Join(each(firing(st), criterionWords), "; "))
		if up := st.Up; up != nil && len(up.BlockedBy) > 0 {
			text += fmt.Sprintf(" To reach %s, the share has to rise on %s too.", w.name(up.To),
				And(questionNames(w.rules(), up.BlockedBy)))
		}
		if st.Weigh != nil {
			text += " To weigh: " + w.weighWords(st.Weigh) + "."
		}
		l = append(l, text)
	}
	return l
}

// firing are the flags of a standard that open it to discretion.
func firing(st discretion.StandardAssessment) []discretion.Flag {
	return slices.DeleteFunc(slices.Clone(st.Flags), func(f discretion.Flag) bool {
		return f.Fires == nil || !*f.Fires
	})
}

// criterionName is a criterion in words: near boundary.
func criterionName(id rules.CriterionID) string { return strings.ReplaceAll(string(id), "-", " ") }

func criterionWords(f discretion.Flag) string {
	switch f.Criterion {
	case rules.SmallSample:
		return "small sample, " + f.Detail
	case rules.NearBoundary:
		return "near a boundary, " + f.Detail
	}
	return f.Detail
}

// weighWords says what a panel is told to weigh.
func (w rateWords) weighWords(weigh *discretion.Weigh) string {
	var s Sentences
	if weigh.SmallestSample != nil {
		s.Say("the smallest sub-sample of any of its questions has %s", phrase.Count(*weigh.SmallestSample, "case"))
	}
	s.Say("its questions lie %s apart", phrase.Count(int(weigh.Points+0.5), "point"))
	if len(weigh.Bands) > 1 {
		s.Say("in the bands %s", strings.Join(each(weigh.Bands, w.name), ", "))
	} else {
		s.Say("in one band")
	}
	return strings.Join(s, ", ")
}

// decisions lists what the panel decided.
func (w rateWords) decisions() report.List {
	var l report.List
	for _, st := range w.a.Standards {
		if d := st.Decision; d != nil {
			l = append(l, fmt.Sprintf("%s: %s, computed as %s.%s", w.rules().StandardTitle(st.ID), w.name(d.To),
				w.name(st.Computed), phrase.Either(d.Reason != "", " Reason: "+d.Reason, "")))
		}
	}
	return l
}

// overall lists what would change the overall rating.
func (w rateWords) overall() report.List {
	a := w.a
	if a.Overall == "" {
		return append(report.List{fmt.Sprintf("There is no overall rating: %s.", a.WhyNoOverall)}, w.possible()...)
	}
	if a.SwingWithheld() {
		return report.List{Capital(hidden) + ", as it counts cases."}
	}
	up, down := "there is no better rating.", "there is no worse rating."
	if a.Up != nil {
		up = w.overallSwing(a.Up, "more")
	}
	if a.Down != nil {
		down = w.overallSwing(a.Down, "fewer")
	}
	return report.List{"Up: " + up, "Down: " + down}
}

// possible lists what is known of an overall rating that there is not.
func (w rateWords) possible() (l report.List) {
	p := w.a.Possible
	if p == nil {
		return nil
	}
	known := phrase.Either(p.Published, "What was published and the ratings here", "The ratings that there are")
	score := ""
	switch {
	case w.a.Maximum == nil:
	case p.Low == p.High:
		score = fmt.Sprintf("a score of %d of %d: ", p.Low, *w.a.Maximum)
	default:
		score = fmt.Sprintf("a score from %d to %d of %d: ", p.Low, p.High, *w.a.Maximum)
	}
	ratings := strings.Join(each(p.Overall, w.name), " or ")
	l = append(l, fmt.Sprintf("%s leave %s%s%s.", known, score, ratings,
		phrase.Either(len(p.Overall) == 1 && p.Low < p.High, ", whatever the others are", "")))
	for _, st := range p.Standards {
		if len(p.Standards) <= 4 && len(st.Ratings) < len(w.a.Inspection.Rules.Ratings) {
			l = append(l, fmt.Sprintf("%s can only be %s.", st.ID, strings.Join(each(st.Ratings, w.name), " or ")))
		}
	}
	if p.Up != nil && w.a.Maximum != nil {
		l = append(l, "Up: "+w.possibleStep(p.Up, "more", "higher"))
	}
	if p.Down != nil && w.a.Maximum != nil {
		l = append(l, "Down: "+w.possibleStep(p.Down, "fewer", "lower"))
	}
	return l
}

func (w rateWords) possibleStep(s *discretion.PossibleStep, direction, way string) string {
	head := fmt.Sprintf("%s %s would be %s", phrase.Count(s.Points, "point"), direction, w.name(s.To))
	if s.Fewest == nil || s.Enough == nil {
		return head + "."
	}
	text := fmt.Sprintf("%s: %s in all, by %s rated %s", head, phrase.Count(s.Points, "step"),
		phrase.Count(*s.Fewest, "standard"), way)
	if *s.Fewest == *s.Enough {
		return text + ", which are enough whatever ratings make the score."
	}
	return fmt.Sprintf("%s at the least; whatever ratings make the score, %d are enough.", text, *s.Enough)
}

func (w rateWords) overallSwing(s *discretion.OverallSwing, direction string) string {
	head := fmt.Sprintf("%s %s would be %s", phrase.Count(s.Points, "point"), direction, w.name(s.To))
	if s.Points == 0 {
		head = "the next rating would be " + w.name(s.To)
	}
	switch {
	case !s.Reachable && w.noCases():
		return head + "." + w.judgedText(s)
	case !s.Reachable:
		return head + ". No number of cases can do it: judged standards " +
			phrase.Either(w.corrected, "are held.", "and those the panel decided are held.") + w.judgedText(s)
	}
	text := fmt.Sprintf("%s. It takes %s judged differently", head, casesText(*s.Fewest, *s.Most))
	text = Join(": ", text, Join("; ", fewWays(each(s.Routes, w.routeText), 0), w.sureText(s)))
	if slices.ContainsFunc(s.Routes, func(r discretion.Route) bool { return len(r) > 1 && (*s.Most > *s.Fewest || routeCases(r) > *s.Fewest) }) {
		text += ". One case can count in several standards of its group, so these are not added up"
	}
	if len(s.Cases) > 0 {
		text += phrase.Either(len(s.Routes) > 1, ". For the first of these ways other answers are enough in ", ". Other answers are enough in ") + w.enoughIn(s)
	}
	return text + "." + w.judgedText(s)
}

// enoughIn says in which cases other answers are enough for the first way to another overall rating: where one
// is, in any of how many.
func (w rateWords) enoughIn(s *discretion.OverallSwing) string {
	if len(s.Cases) == 1 && len(s.Routes[0]) == 1 && !w.corrected {
		step := s.Routes[0][0]
		at, _ := w.rules().StandardIndex(step.Standard)
		st := w.a.Standards[at]
		for i, swing := range []*discretion.Swing{st.Down, st.Up} {
			if turns, known := w.a.Alone(st, i == 1); known && swing != nil && swing.To == step.To && len(turns) > 0 {
				return phrase.Plural(len(turns), "case "+turns[0].Case+" alone", fmt.Sprintf("any one of %d cases, of which %s is one", len(turns), s.Cases[0]))
			}
		}
	}
	return phrase.Either(len(s.Cases) == 1, "case ", "the cases ") + strings.Join(s.Cases, ", ") + ", and perhaps in others instead"
}

// fewWays names three ways at most, and counts the others with so many more that nothing lists.
func fewWays(ways []string, more int) string {
	const shown = 3
	text := strings.Join(ways[:min(shown, len(ways))], ", or ")
	if others := len(ways) - shown + more; others > 0 {
		text += ", and " + phrase.Count(others, "other way") + phrase.Either(more == 0, " (the working has all)", "")
	}
	return text
}

// sureText names the route that takes no more cases than are enough, where another is named
// that may.
func (w rateWords) sureText(s *discretion.OverallSwing) string {
	if len(s.Sure) == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s always enough for %s", *s.Most, phrase.Plural(*s.Most, "is", "are"), w.routeText(s.Sure))
}

// casesText is a number of cases of which the bounds are known.
func casesText(fewest, most int) string {
	return phrase.Either(most > fewest, fmt.Sprintf("%d to %d cases", fewest, most), phrase.Count(fewest, "case"))
}

// routeText writes the parts of a route.
func (w rateWords) routeText(r discretion.Route) string {
	return strings.Join(each(r, w.stepText), " with ")
}

// routeCases adds up the cases that each standard of a route takes alone.
func routeCases(r discretion.Route) (n int) {
	for _, step := range r {
		n += step.Cases
	}
	return n
}

// stepText writes one standard's part in a route, with the cases it takes.
func (w rateWords) stepText(step discretion.RouteStep) string {
	least := phrase.Either(step.Most > step.Cases, "at least ", "")
	return fmt.Sprintf("%s to %s (%s%d)", w.rules().StandardTitle(step.Standard), w.name(step.To), least, step.Cases)
}

func (w rateWords) published(p *discretion.Comparison) report.Block {
	if p.Agrees != nil && *p.Agrees {
		return report.Paragraph("Every rating given agrees.")
	}
	t := report.Table{Columns: report.Columns("Of", "Published", "Here")}
	show := func(of, text string) string {
		switch {
		case text == "":
			return "not known"
		case of == "score":
			return text
		}
		return w.name(text)
	}
	for _, d := range p.Differences {
		t.Add(w.rules().Title(d.Of), show(d.Of, d.Published), show(d.Of, d.Here))
	}
	return t
}
