package predict

import (
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// prepare fills in what was observed, and warns of what cannot be used as it is.
func (e *estimator) prepare() {
	for at, q := range e.Rules.Questions() {
		result := e.Results[at]
		out := QuestionRobustness{Question: q, Result: result, Band: e.RatingOf(at, e.Bands[at]),
			PopulationSource: discretion.PopulationUnknown}
		if result.HasCount() {
			out.Result.Population, out.PopulationSource = e.Population(at)
			out.TakenForAll = e.TakenForAll(at)
		}
		if e.o.Rates != nil && result.HasCount() && !q.HasPoints() && result.Of > e.HeldNo(at) {
			share := e.CorrectedShare(at, e.o.Rates.Question(q.ID))
			out.Corrected, out.CorrectedBand = &share, e.RatingOf(at, e.Scales[at].BandOfShare(share))
		}
		if q.HasPoints() && result.HasCount() {
			out.Points = e.Scales[at].PointsOf(result.AtLevels(), result.Of)
		}
		e.out.Questions = append(e.out.Questions, out)
		e.warnCount(result)
	}
	computed := make([]int, len(e.Rules.Standards))
	if score, rating, ok := e.RateAll(computed); ok {
		e.out.Overall.Score, e.out.Overall.Computed = score, e.Rules.OverallRatings()[rating].ID
	}
	for i, st := range e.Rules.Standards {
		out := StandardRobustness{Standard: st}
		if _, judged := e.Inspection.Judged[st.ID]; judged {
			out.Standard.Judged = true
			for _, d := range e.Inspection.Decisions {
				if e.o.HoldDecisions && d.Standard == st.ID {
					out.Decided = d.To
				}
			}
		} else if computed[i] != rules.Unrated {
			out.Computed, out.Missing = e.Rules.RatingsOf(i)[computed[i]].ID, e.Missing(st)
			for _, q := range st.Questions {
				if !q.Information && e.Results[q.Place].Known == discretion.NoResult {
					e.out.Warnings.Add("question-missing", "add its result",
						"%s has no result; %s is taken without it and could be lower", stats.ID(q.ID), stats.ID(st.ID))
				}
			}
		}
		e.out.Standards = append(e.out.Standards, out)
	}
	if e.o.Agreement == 0 {
		e.warnPopulations()
		e.Inspection.WarnChances(&e.out.Warnings)
	}
	e.warnLacking()
	e.warnFewer()
}

// warnCount says what stands in for a result without a count.
func (e *estimator) warnCount(result discretion.Result) {
	switch result.Known {
	case discretion.Nearest:
		w := discretion.NearestWarning(result, e.Scale.Rounding, "the prediction")
		w.Code = "nearest-count"
		e.out.Warnings = append(e.out.Warnings, w)
	case discretion.PercentOnly:
		e.out.Warnings.Add("no-denominator", "say how many cases it applied to",
			"%s: %s%% of a number of cases that is not stated; it is left out", stats.ID(result.Question), result.Percent)
	}
}

// warnPopulations names groups and questions whose populations matter and are not
// known.
func (e *estimator) warnPopulations() {
	for at, q := range e.out.Questions {
		if p := e.prediction(at); q.HasCount() && !q.HasPoints() && p.tooMany() {
			e.out.Warnings.Add("taken-for-many", "give its population, the eligible cases that it applies to",
				"%s: it is not known to which of %d unread cases it applies; they are taken for many, which changes a chance by less than 0.001", stats.ID(q.Question.ID), p.unread.cases)
		}
	}
	for _, g := range e.Rules.Groups {
		for _, q := range e.out.Questions {
			if q.Group == g.ID && q.HasCount() && !q.HasPoints() && q.PopulationSource == discretion.PopulationUnknown {
				e.out.Warnings.Add("no-population",
					stats.Advise("give %v, the eligible cases", stats.Option{Name: "population", Value: g.ID + "=N"}),
					"the number of eligible cases of %s is not known: it is supposed that very many were not read, and that no question tells of another", stats.ID(g.ID))
				break
			}
		}
	}
}

// warnFewer names what has fewer unread cases than are asked for.
func (e *estimator) warnFewer() {
	warn := func(id string, unread int) {
		e.out.Warnings.Add("fewer-unread", "", "%s: of %s asked for %d can be read; no more are unread", stats.ID(id),
			phrase.Count(e.o.More, "more case"), unread)
	}
	for _, g := range e.Rules.Groups {
		if unread := e.unreadOf(g.ID); unread >= 0 && unread < e.o.More && e.Sampled(g.ID) > 0 {
			warn(g.ID, unread)
		}
	}
	for at, q := range e.out.Questions {
		if n := e.moreOf(at, e.o.More); n < e.o.More && e.unreadOf(q.Group) < 0 && q.HasCount() {
			warn(q.Question.ID, n)
		}
	}
}
