package show

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// working is the working behind the ratings: each standard's, then the
// score, then what would change the overall rating.
func (w rateWords) working() (d report.Derivation) {
	for _, st := range w.a.Standards {
		switch {
		case st.Working != nil:
			w.addPoints(&d, st)
			w.addLevel(&d, st)
			w.addCriteria(&d, st)
		case len(st.Drivers) > 0:
			w.addRating(&d, st)
			w.addSwings(&d, st)
			w.addCriteria(&d, st)
		}
	}
	switch {
	case w.a.Working == nil:
	case w.rules().Scoring.Combine == "" && len(w.rules().Scoring.Limits) == 0 && w.rules().OneScale():
		w.addScore(&d)
	default:
		w.addWhole(&d)
	}
	for _, s := range []*discretion.OverallSwing{w.a.Up, w.a.Down} {
		if s != nil {
			w.addRoutes(&d, s)
		}
	}
	w.addPrecision(&d)
	w.addCorrected(&d)
	w.addWithout(&d)
	w.addUnread(&d)
	return d
}

// source is where a value of the rules comes from.
func (w rateWords) source(value string) string {
	s, ok := w.a.Inspection.Rules.SourceOf(value)
	return phrase.Either(ok, fmt.Sprintf("%s (%s)", s.Text, s.Status), "the rule set; no source given")
}

// addRating shows why a standard has its rating.
func (w rateWords) addRating(d *report.Derivation, st discretion.StandardAssessment) {
	var parts []string
	for _, q := range st.Results {
		if q.HasBand() {
			parts = append(parts, fmt.Sprintf("%s %s: %s", rules.Continued(q.Question.Title()), w.percentWorking(q), w.name(q.Band)))
		}
	}
	d.Add("The rating of "+w.rules().StandardTitle(st.ID), "the lowest band of its key questions", w.source("bands"),
		fmt.Sprintf("%s, set by %s", w.name(st.Computed), w.drivers(st)), "lowest of %s", strings.Join(parts, "; "))
}

// percentWorking shows how a question's figure is made.
func (w rateWords) percentWorking(q discretion.QuestionAssessment) string {
	switch {
	case q.Points != nil:
		return w.pointsWorking(q)
	case q.Figure == nil:
		return fmt.Sprintf("%d no of %d", q.Of-q.Yes, q.Of)
	case q.Known == discretion.Nearest || q.Known == discretion.PercentOnly:
		return fmt.Sprintf("%s%% as printed", q.Percent)
	case w.a.Rounding == rules.None:
		return fmt.Sprintf("100 × %d/%d = %.2f", q.Yes, q.Of, *q.Figure)
	}
	return fmt.Sprintf("100 × %d/%d = %.2f, rounded %s %.0f", q.Yes, q.Of, 100*float64(q.Yes)/float64(q.Of),
		roundingWords(w.a.Rounding), *q.Figure)
}

// addSwings shows the fewest cases that change a standard's rating.
func (w rateWords) addSwings(d *report.Derivation, st discretion.StandardAssessment) {
	if up := st.Up; up != nil {
		var needs []string
		for _, q := range st.Results {
			if q.Up != nil && q.Band == st.Computed {
				needs = append(needs, fmt.Sprintf("%s %d", rules.Continued(q.Question.Title()), *q.Up))
			}
		}
		formula := phrase.Either(up.Exact, "the least set of cases that gives each its need, found exactly",
			"at least the largest need, at most their sum")
		d.Add(fmt.Sprintf("Cases that would raise %s to %s", w.rules().StandardTitle(st.ID), w.name(up.To)),
			"every question in the lowest band has to rise; "+formula,
			"the lowest question sets the rating, so no question may stay behind",
			Join(": ", spanText(up.Fewest, up.Most), strings.Join(up.Cases, ", ")),
			"answers that must change from \"no\" to \"yes\": %s", strings.Join(needs, ", "))
	}
	if down := st.Down; down != nil && down.Fewest != nil {
		d.Add(fmt.Sprintf("Cases that would lower %s to %s", w.rules().StandardTitle(st.ID), w.name(down.To)),
			"one question falling below the lowest band is enough; the least need", "the lowest question sets the rating",
			fmt.Sprintf("%s, on %s", spanText(down.Fewest, down.Most), And(questionNames(w.rules(), down.Through))),
			"answers that must change from \"yes\" to \"no\" to fall below %s: %s", w.name(st.Computed), w.needsBelow(st))
	}
}

// needsBelow gives what every question needs to fall below the standard's band.
func (w rateWords) needsBelow(st discretion.StandardAssessment) string {
	set := w.a.Inspection.Rules
	scales := set.QuestionScales(w.a.Rounding)
	var needs []string
	band, _ := set.RatingIn(st.ID, st.Computed)
	for _, q := range st.Results {
		if !q.HasCount() {
			continue
		}
		if need, ok := scales[q.Question.Place].Lower(q.Yes, q.Of, band-1); ok {
			needs = append(needs, fmt.Sprintf("%s %d", rules.Continued(q.Question.Title()), need))
		}
	}
	return strings.Join(needs, ", ")
}

// addCriteria shows each criterion for discretion.
func (w rateWords) addCriteria(d *report.Derivation, st discretion.StandardAssessment) {
	for _, f := range st.Flags {
		c, _ := w.a.Inspection.Rules.Criterion(f.Criterion)
		formula := ""
		switch {
		case f.Criterion == rules.OneCaseSwing:
			formula = fmt.Sprintf("one %s judged differently changes the standard's rating", c.Change)
		case f.Criterion == rules.NearBoundary && w.isMean(f.Question):
			formula = fmt.Sprintf("the driver's mean of points is %s a boundary",
				phrase.Either(c.Inclusive, fmt.Sprintf("within %v of", c.Mean), fmt.Sprintf("less than %v from", c.Mean)))
		case f.Criterion == rules.NearBoundary && c.Inclusive:
			formula = fmt.Sprintf("the driver's %s percentage is within %v points of a boundary", c.Percent, c.Points)
		case f.Criterion == rules.NearBoundary:
			formula = fmt.Sprintf("the driver's %s percentage is less than %v points from a boundary", c.Percent, c.Points)
		case f.Criterion == rules.SmallSample && c.Inclusive:
			formula = fmt.Sprintf("the driver has %s or fewer", phrase.Count(c.Cases, "case"))
		case f.Criterion == rules.SmallSample:
			formula = fmt.Sprintf("the driver has fewer than %s", phrase.Count(c.Cases, "case"))
		}
		var result strings.Builder
		result.WriteString(firesText(f.Fires))
		for _, r := range f.Readings {
			fmt.Fprintf(&result, "; read as %s, %s", strings.ReplaceAll(r.Name, "-", " "), firesText(r.Fires))
		}
		if f.ImpliedBy != "" {
			fmt.Fprintf(&result, "; at this number of cases it adds nothing to %s", criterionName(f.ImpliedBy))
		}
		d.Add(fmt.Sprintf("Is %s open to discretion? %s", w.rules().StandardTitle(st.ID), criterionName(f.Criterion)),
			formula, w.source("discretion."+string(f.Criterion)), result.String(), "%s", f.Detail)
	}
}

func firesText(fires *bool) string {
	if fires == nil {
		return "cannot be told"
	}
	return YesNo(*fires)
}

// addScore adds up the score.
func (w rateWords) addScore(d *report.Derivation) {
	set := w.a.Inspection.Rules
	var parts []string
	for _, st := range w.a.Standards {
		if at, ok := set.RatingIndex(st.Rating); ok && st.Counted {
			parts = append(parts, fmt.Sprint(set.Ratings[at].Score))
		}
	}
	band := ""
	for _, b := range set.Scoring.Bands {
		if *w.a.Score >= b.From && *w.a.Score <= b.To {
			band = fmt.Sprintf("%s (%d to %d)", w.name(b.Rating), b.From, b.To)
		}
	}
	d.Add("The overall rating", "the sum of the scores of the standards that count", w.source("scoring.bands"),
		fmt.Sprintf("%d of %d, %s", *w.a.Score, *w.a.Maximum, band), "%s", strings.Join(parts, " + "))
}

// addRoutes shows what changes the overall rating.
func (w rateWords) addRoutes(d *report.Derivation, s *discretion.OverallSwing) {
	if w.noCases() {
		ways := notByJudgement
		if len(s.Judged) > 0 {
			ways = w.everyWay(s)
		}
		d.Add("What would make the overall rating "+w.name(s.To), "the fewest steps of judged standards, three at most, each of one to its next rating",
			"decided ratings as the start; those decided by the panel held", ways, "from %s to %s", w.name(w.a.Overall), w.name(s.To))
		return
	}
	result := "no number of cases can do it"
	if s.Reachable {
		routes := each(s.Routes, w.routeText)
		result = Join(": ", spanText(s.Fewest, s.Most), strings.Join(routes, "; or "))
		result = Join("; ", result, w.sureText(s)) + w.caseMovesText(s.Moves)
	}
	switch {
	case len(s.Judged) > 0:
		result += ". By judgement: " + w.everyWay(s)
	case !s.Reachable && w.anyJudged():
		result += ". By judgement: " + notByJudgement + ", each of one standard to its next rating"
	}
	formula, numbers := "the fewest cases whose standards move the score that far; cases of one group may serve several of its standards", phrase.Count(s.Points, "point")+" to move"
	if s.Points == 0 {
		formula, numbers = "the fewest cases whose standards bring the overall rating there; cases of one group may serve several of its standards", fmt.Sprintf("from %s to %s", w.name(w.a.Overall), w.name(s.To))
	}
	title, held := "Cases that would make the overall rating ",
		"decided ratings as the start; judged standards and those decided by discretion held"
	if w.corrected {
		title, held = "Cases that would make the corrected overall rating ",
			"ratings by corrected shares as the start; judged standards held"
	}
	d.Add(title+w.name(s.To), formula, held, result, "%s", numbers)
}

// everyWay names the ways by judged standards that are listed, and counts the others.
func (w rateWords) everyWay(s *discretion.OverallSwing) string {
	return strings.Join(w.ways(s), "; or ") +
		phrase.Either(s.JudgedMore > 0, fmt.Sprintf("; and %s", phrase.Count(s.JudgedMore, "other way")), "")
}

// addPrecision shows how the limits and the margin of each question are made.
func (w rateWords) addPrecision(d *report.Derivation) {
	for _, st := range w.a.Standards {
		for _, q := range st.Results {
			if q.Low == nil || q.Margin == nil {
				continue
			}
			share := q.Drawn()
			formula, source := "limits: every share of the eligible cases that leaves more than half of 1 - confidence in both tails; ",
				"Katz 1953, Buonaccorsi 1987 (Clopper and Pearson 1934 without a population); Cochran 1977, chapter 3"
			switch q.LimitsBy {
			case stats.ExactTable:
				formula, source = "limits: "+tableFormula(w.a.Confidence)+"; ", tableSource+"; Cochran 1977, chapter 3"
			case stats.ExactCells:
				formula, source = "limits: every share of the eligible cases, over every way to split them among the cells of the draw, for which such a sample is not among the unlikeliest "+
					Percent((1-w.a.Confidence)/2)+" (of a question that applies to part of them: the numbers of yes and of no cases, each with half of that); ", "Wendell and Schmee 1996; Buehler 1957; Cochran 1977, chapter 3"
			}
			d.Add("Limits and margin of "+w.rules().QuestionTitle(q.Question.ID),
				formula+"margin: z sqrt(p (1-p)/n × (N-n)/(N-1)) with p = 0.5", source,
				fmt.Sprintf("%s to %s; margin %s points", shortPercent(*q.Low), shortPercent(*q.High), Points(*q.Margin)),
				"x = %d, n = %d, %s, confidence %s%s", q.Yes, q.Of, eligibleText(share)+takenForAllText(q.TakenForAll), Percent(w.a.Confidence),
				phrase.Either(q.LimitsBy == stats.Exact, subsampleTails(share, w.a.Confidence), ""))
		}
	}
}

// takenForAllText says in a working why a question is taken to apply to every eligible case.
func takenForAllText(taken bool) string {
	return phrase.Either(taken, ", as it applied to every case read, which is taken to hold of the others", "")
}

// addWithout shows the ratings that are others without one manager, team or reader.
func (w rateWords) addWithout(d *report.Derivation) {
	for _, v := range w.beside.Without {
		for i, st := range w.a.Standards {
			if other := v.Assessment.Standards[i]; other.Rating != st.Rating {
				d.Add(fmt.Sprintf("The rating of %s without %s", w.rules().StandardTitle(st.ID), v.Value),
					"the lowest band of its key questions, over the other cases", w.source("bands"),
					fmt.Sprintf("%s, not %s", w.name(other.Rating), w.name(st.Rating)), "%s left out; %s",
					phrase.Count(v.Cases, "case"), w.becoming(st, other))
			}
		}
	}
}

// unreadFormulas are what is added to the yes cases and to all cases for cases not read.
var unreadFormulas = map[discretion.Unread]string{
	discretion.UnreadNo:   "yes of (of + u), u the cases of the group that were drawn and not read",
	discretion.UnreadYes:  "(yes + u) of (of + u), u the cases of the group that were drawn and not read",
	discretion.UnreadLike: "(yes + a × yes/of) of (of + a), a = u × of/read, both rounded to whole cases, u the cases of the group that were drawn and not read",
}

// addUnread shows what cases that were not read do to each standard.
func (w rateWords) addUnread(d *report.Derivation) {
	if w.beside.Unread == nil || len(w.beside.Unread.Cases) == 0 {
		return
	}
	for _, e := range w.beside.Unread.Each {
		for i, st := range w.a.Standards {
			if other := e.Assessment.Standards[i]; len(other.Drivers) > 0 {
				d.Add(fmt.Sprintf("%s, %s", w.rules().StandardTitle(st.ID), rules.Continued(unreadWords[e.Assume])),
					"the lowest band of its key questions, each with "+unreadFormulas[e.Assume]+
						"; no question applies to more cases than are eligible", w.source("bands"),
					w.name(other.Computed), "%s", w.becoming(st, other))
			}
		}
	}
}

// becoming shows the counts of a standard's questions in two assessments.
func (w rateWords) becoming(before, after discretion.StandardAssessment) string {
	var parts []string
	for i, q := range before.Results {
		if q.HasBand() || after.Results[i].HasBand() {
			parts = append(parts, fmt.Sprintf("%s %s becomes %s", rules.Continued(q.Question.Title()), rateCount(q),
				rateCount(after.Results[i])))
		}
	}
	return strings.Join(parts, "; ")
}
