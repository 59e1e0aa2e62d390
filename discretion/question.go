package discretion

import (
	"strings"

	"onecase/discretion/rules"
	"onecase/stats"
)

// question assesses one question.
func (a *Assessor) question(question rules.Question) QuestionAssessment {
	at := question.Place
	r := a.Results[at]
	q := QuestionAssessment{Question: question, Result: r, PopulationSource: PopulationUnknown}
	if !r.HasBand() {
		return q
	}
	scale := a.Scales[at]
	p := float64(r.Yes) / float64(r.Of)
	if r.asPrinted() {
		p = a.exactPercent(at, r).float() / 100
	}
	q.Proportion = &p
	if scale.HasPoints() {
		q.Proportion, q.Figure = nil, new(figureOf(scale.Banded(r.count(scale), r.Of)).float())
		q.Points = scale.PointsOf(r.AtLevels(), r.Of)
	} else if scale.ByPercent() {
		q.Figure = new(a.shown(at, r))
	} else if r.Known == Recovered || r.asPrinted() {
		printed, _ := r.Percent.Rat().Float64()
		q.Figure = &printed
	}
	if q.Figure != nil {
		q.FigureText = FigureText(scale, *q.Figure)
		// Percentages that are not rounded stand one below the other, and all have decimals then.
		if whole := !strings.Contains(q.FigureText, "."); whole && scale.Rounding == rules.None && !scale.OfMean() && r.Known != Recovered && !r.asPrinted() {
			q.FigureText = strings.TrimSuffix(q.FigureText, "%") + ".0%"
		}
	}
	band, best := a.bounds(scale, at)
	if q.NotEnough = band != best; !q.NotEnough {
		q.Band = a.RatingOf(at, band)
	}
	if !r.HasCount() {
		if a.rates != nil {
			a.correctPercent(&q, a.rates.Question(question.ID))
		}
		return q
	}
	q.Result.Population, q.PopulationSource = a.Population(at)
	q.TakenForAll = a.TakenForAll(at)
	if scale.HasPoints() {
		a.pointed(&q)
		return q
	}
	a.precision(&q)
	if a.rates != nil {
		a.correct(&q, a.rates.Question(question.ID))
	}
	if q.Band != "" {
		q.Up = a.judgementsUp(at, band+1)
		if need, _, ok := a.fall(scale, at, band-1); ok {
			q.Down = &need
		}
		for _, b := range scale.Unreachable(r.Of) {
			q.Unreachable = append(q.Unreachable, a.RatingOf(at, b))
		}
	}
	if r.Known == Nearest {
		a.out.Warnings = append(a.out.Warnings, NearestWarning(r, a.Scale.Rounding, "the cases that would change a rating"))
	}
	return q
}

// pointed adds to a question whose answers have points what would take it out of its band.
func (a *Assessor) pointed(q *QuestionAssessment) {
	if q.Band == "" {
		return
	}
	at := q.Question.Place
	scale, left, count := a.Scales[at], a.unread[at], q.Result.count(a.Scales[at])
	band := scale.Band(count, q.Of+left)
	if need, ok := scale.Raise(count, q.Of+left, band+1); ok {
		q.UpMoves = a.movesOf(at, need, true)
	}
	if need, ok := scale.Lower(count+left*scale.Span(), q.Of+left, band-1); ok {
		q.DownMoves = a.movesOf(at, need, false)
	}
	q.Up, q.Down = casesMoved(q.UpMoves), casesMoved(q.DownMoves)
	for _, b := range scale.Unreachable(q.Of) {
		q.Unreachable = append(q.Unreachable, a.RatingOf(at, b))
	}
}

// movesOf is the fewest answers with points that move a count so far: from the worst levels
// to the best, or the other way round. Nil where all do not.
func (a *Assessor) movesOf(at, need int, up bool) (moves []LevelMove) {
	levels := a.Rules.Questions()[at].Levels
	to := levels[0]
	if up {
		to = levels[len(levels)-1]
	}
	for _, st := range a.stepsOf(at, up) {
		if n := min(st.count, (max(need, 0)+st.gain-1)/st.gain); n > 0 {
			moves, need = append(moves, LevelMove{levels[st.level], to, n}), need-n*st.gain
		}
	}
	if need > 0 {
		return nil
	}
	return moves
}

// casesMoved is how many answers moves are of; nil for none.
func casesMoved(moves []LevelMove) *int {
	n := 0
	for _, m := range moves {
		n += m.Cases
	}
	if n == 0 {
		return nil
	}
	return &n
}

// precision adds the margin and the limits to a question with a count.
func (a *Assessor) precision(q *QuestionAssessment) {
	confidence := a.out.Confidence
	if m, err := stats.Margin(stats.MarginSpec{Sample: q.Of, Population: q.Result.Population, Confidence: confidence}); err == nil {
		q.Margin = &m.Margin
	}
	if i, err := a.out.ShareLimits(*q, confidence); err == nil {
		q.Low, q.High, q.LimitsBy, q.Guaranteed = &i.Low, &i.High, i.Method, i.Guaranteed
	}
}

// Population is the eligible cases that a question applies to; 0: not known.
func (a *Assessor) Population(at int) (int, PopulationSource) {
	r := a.Results[at]
	if r.Population > 0 {
		return r.Population, PopulationGiven
	}
	group := a.Rules.Questions()[at].Group
	if whole := a.Inspection.Groups[group].Population; whole > 0 {
		return r.Of + whole - a.Sampled(group) + a.Inspection.Results.Grid.Waiting(at), PopulationAtMost
	}
	return 0, PopulationUnknown
}

// judgementsUp is how many no answers, at least one, must become yes for a question to
// reach a band; nil when none can. A count for a percentage may be over it already.
func (a *Assessor) judgementsUp(at, band int) *int {
	r := a.Results[at]
	need, ok := a.Scales[at].Raise(r.Yes, r.Of+a.unread[at], band)
	if !ok || need > r.Of-r.Yes-a.HeldNo(at) {
		return nil
	}
	return new(max(need, 1))
}

// NearestWarning says which count replaces a percentage, and for what use.
func NearestWarning(r Result, rounding rules.Rounding, use string) stats.Warning {
	if least, most, err := r.Percent.Counts(r.Of, rounding.Printed()); err == nil && least < most {
		return stats.NewWarning("several-counts", "give the count, or the percentage with more decimals",
			"%s: %d to %d of %d all make %s%%; %d is used for %s", stats.ID(r.Question), least, most, r.Of, r.Percent, r.Yes, use)
	}
	return stats.NewWarning("not-attainable", "check the percentage and the number of cases",
		"%s: no whole count of %d makes %s%%; it is rated as printed, and %d is taken for %s", stats.ID(r.Question),
		r.Of, r.Percent, r.Yes, use)
}
