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

// madeOf says in a few words what a rating was made of: 61% of the highest score.
func (w rateWords) madeOf(m *discretion.Working, parts bool) string {
	text := "lowest of its questions"
	switch {
	case m.Combine == rules.Lowest && parts:
		text = "lowest of its parts"
	case m.Combine == rules.Sum && w.rules().Scoring != nil && w.rules().Scoring.Own:
		text = "its parts"
	case m.Combine == rules.Sum:
		text = fmt.Sprintf("%d of %d", *m.Sum, *m.Maximum)
	case m.Combine == rules.Percent:
		text = fmt.Sprintf("%s (%d of %d)", shortPercent(*m.Figure/100), *m.Sum, *m.Maximum)
	case m.Combine == rules.Mean && parts:
		text = fmt.Sprintf("mean score %.4g", *m.Figure)
	case m.Combine == rules.Mean:
		text = "mean " + shortPercent(*m.Figure/100)
	}
	if len(m.Limits) > 0 {
		text += ", limited"
	}
	return text
}

// limited lists the limits that held a rating down.
func (w rateWords) limited() report.List {
	var l report.List
	add := func(title, rating string, m *discretion.Working) {
		if m != nil && len(m.Limits) > 0 {
			l = append(l, fmt.Sprintf("%s: by its bands %s; by a limit %s: %s.", title,
				w.name(m.Before), w.name(rating), strings.Join(m.Limits, "; ")))
		}
	}
	for _, st := range w.a.Standards {
		add(w.rules().StandardTitle(st.ID), st.Rating, st.Working)
	}
	add("Overall", w.a.Overall, w.a.Working)
	return l
}

// combineFormulas say how each figure over parts is made.
var combineFormulas = map[rules.Combine]string{
	rules.Lowest:  "the lowest rating",
	rules.Sum:     "the sum of the scores",
	rules.Mean:    "the sum of the scores over their number, with weights",
	rules.Percent: "100 × the sum of the scores / the highest there can be",
}

// addMade shows how a rating came of those of parts, or of a mean, and the limits on it.
func (w rateWords) addMade(d *report.Derivation, title, of, rating, source string, m *discretion.Working, parts []string) {
	result := w.name(m.Before)
	if m.Figure != nil {
		result = fmt.Sprintf("%.4g, %s", *m.Figure, w.name(m.Before))
	}
	d.Add(title, of, source, result, "%s",
		strings.Join(parts, phrase.Either(m.Combine == rules.Lowest || m.Combine == rules.Mean, "; ", " + ")))
	for _, l := range m.Limits {
		d.Add(title+": limit", "a limit that holds takes a better rating down to its own", source, "at most "+w.name(rating), "%s", l)
	}
}

// addLevel shows how a standard that is no lowest question has its rating.
func (w rateWords) addLevel(d *report.Derivation, st discretion.StandardAssessment) {
	set := w.rules()
	var parts []string
	for _, id := range st.Parts {
		at, _ := set.StandardIndex(id)
		part := w.a.Standards[at]
		if rating, ok := set.RatingNamed(part.Rating); ok {
			parts = append(parts, w.partText(part, rating, st.Working))
		}
	}
	of := combineFormulas[st.Working.Combine] + " of its parts"
	if len(st.Parts) == 0 {
		of = phrase.Either(st.Working.Combine == rules.Mean, "the weighted mean of the percentages of its questions",
			"the lowest band of its key questions")
		for _, q := range st.Results {
			if q.HasBand() && !q.Information {
				parts = append(parts, fmt.Sprintf("%s%s %s", rules.Continued(q.Question.Title()), timesText(q.Weight), w.percentWorking(q)))
			}
		}
	}
	w.addMade(d, "The rating of "+set.StandardTitle(st.ID), of, st.Rating, w.source("standards."+st.ID), st.Working, parts)
	for _, s := range []*discretion.Swing{st.Up, st.Down} {
		if s != nil {
			d.Add(fmt.Sprintf("Cases that would bring %s to %s", set.StandardTitle(st.ID), w.name(s.To)),
				phrase.Either(s.Exact, "the fewest cases of which all answers, turned one way, are enough, found exactly", "the fewest cases of which all answers, turned one way, are enough: at least, and at most"),
				"the rules are monotone: no other change of these cases does more",
				Join(": ", spanText(s.Fewest, s.Most), strings.Join(s.Cases, ", ")),
				"from %s to %s%s", w.name(st.Rating), w.name(s.To), w.caseMovesText(s.Moves))
		}
	}
}

// timesText is a weight as it stands behind a name; "" for once.
func timesText(weight int) string {
	return phrase.Either(weight > 1, fmt.Sprintf(" × %d:", weight), ":")
}

// partText is one part in a working: its rating where the lowest is taken, else its score.
func (w rateWords) partText(part discretion.StandardAssessment, rating rules.Rating, m *discretion.Working) string {
	title := rules.Continued(w.rules().StandardTitle(part.ID))
	if m.Combine == rules.Lowest {
		return title + ": " + w.name(part.Rating)
	}
	return fmt.Sprintf("%d%s (%s)", rating.Score, phrase.Either(part.Weight > 1, fmt.Sprintf(" × %d", part.Weight), ""), title)
}

// addWhole shows how an overall rating that is no plain sum came about.
func (w rateWords) addWhole(d *report.Derivation) {
	var parts []string
	for _, st := range w.a.Standards {
		at, _ := w.rules().RatingIn(st.ID, st.Rating)
		scale := w.rules().ScaleNamed(st.Scale)
		if st.Counted && st.Rating != "" {
			parts = append(parts, w.partText(st, scale[at], w.a.Working))
		}
	}
	w.addMade(d, "The overall rating", combineFormulas[w.a.Working.Combine]+" of the standards that count", w.a.Overall,
		w.source("scoring"), w.a.Working, parts)
}

// notByJudgement says that no way by judged standards was found.
const notByJudgement = "no three changes are enough"

// judgedText says which judged standards would change the overall rating; where no cases do, also that none
// does.
func (w rateWords) judgedText(s *discretion.OverallSwing) string {
	if len(s.Judged) == 0 && (s.Reachable || !w.anyJudged()) {
		return ""
	}
	return " By judgement: " + w.judgedWays(s) + "."
}

// anyJudged tells whether a rated standard is judged, and so may change the overall rating where no cases do.
func (w rateWords) anyJudged() bool {
	return slices.ContainsFunc(w.a.Standards, func(st discretion.StandardAssessment) bool {
		return st.Judged && st.Rating != "" && st.Decision == nil
	})
}

// judgedWays names a few ways by judged standards.
func (w rateWords) judgedWays(s *discretion.OverallSwing) string {
	if len(s.Judged) == 0 {
		return notByJudgement + ", each of one standard to its next rating; more than three are not tried"
	}
	return fewWays(w.ways(s), s.JudgedMore)
}

// ways are the listed ways, each with the rating that it comes to where that is beyond the next.
func (w rateWords) ways(s *discretion.OverallSwing) (texts []string) {
	for i, way := range s.Judged {
		to := s.JudgedTo[i]
		texts = append(texts, w.judgedWay(way)+phrase.Either(to != s.To, ", which makes it "+w.name(to), ""))
	}
	return texts
}

// judgedWay is the standards of one way and the ratings that they come to.
func (w rateWords) judgedWay(way discretion.JudgedWay) string {
	return strings.Join(each(way, func(s discretion.JudgedStep) string {
		return fmt.Sprintf("%s to %s", w.rules().StandardTitle(s.Standard), w.name(s.To))
	}), " with ")
}

// unrated says why standards with results, or parts, have no rating.
func (w rateWords) unrated() report.List {
	var l report.List
	for _, st := range w.a.Standards {
		counted := slices.ContainsFunc(st.Results, func(q discretion.QuestionAssessment) bool { return q.HasCount() })
		if st.Rating == "" && !st.NotEnough && w.rules().RatesQuestions() && (counted || len(st.Parts) > 0) {
			l = append(l, fmt.Sprintf("%s: %s.", w.rules().StandardTitle(st.ID), st.Why))
		}
	}
	return l
}
