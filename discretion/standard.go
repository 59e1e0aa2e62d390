package discretion

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// standard assesses one standard.
func (a *Assessor) standard(i int) StandardAssessment {
	st := StandardAssessment{Standard: a.Rules.Standards[i]}
	if rating, ok := a.Inspection.Judged[st.ID]; ok {
		st.Rating, st.Standard.Judged = rating, true
		return st
	}
	if a.beside != nil {
		st.Results = a.beside.Standards[i].Results
	} else {
		for _, q := range st.Questions {
			st.Results = append(st.Results, a.question(q))
		}
	}
	if rating, withheld := a.Inspection.Withheld.Rating(st.ID); withheld {
		st.Computed, st.Rating, st.Withheld = rating, rating, true
		if d := a.decisions[st.ID]; d != nil {
			st.Decision, st.Rating = d, d.To
		}
		if st.Rating == "" {
			st.Why = "it has none, and why is withheld"
		}
		a.warnMissing(st)
		return st
	}
	qs := banded(st.Standard, a.Bands)
	plain := a.Rater.Plain(i)
	if !plain && len(a.rated(i)) > 0 {
		a.turnedStandard(i, &st)
	}
	if plain && len(qs) > 0 {
		st.Computed = a.RatingOf(qs[0], lowest(qs, a.Bands))
		st.Drivers = phrase.Each(a.drivers(qs), func(q int) string { return a.Results[q].Question })
		st.Missing = a.Missing(st.Standard)
		st.Up, st.Down = a.up(st.ID, qs), a.down(qs)
		if a.byPercent(qs) && a.beside == nil {
			st.Weigh = a.weigh(qs)
		}
	}
	if a.Rules.RatesQuestions() {
		a.warnMissing(st)
	}
	st.Rating = st.Computed
	if plain {
		st.Flags = a.flags(qs)
	}
	for _, f := range st.Flags {
		st.Open = st.Open || f.Fires != nil && *f.Fires
	}
	if d := a.decisions[st.ID]; d != nil {
		st.Decision, st.Rating = d, d.To
		if len(a.Rules.Criteria) > 0 && !st.Open {
			to, _ := a.Rules.RatingNamed(d.To)
			a.out.Warnings.Add("discretion-not-open", "check the results, or say which reading of the criteria was used",
				"%s was changed to %s, but none of the published criteria opens it to discretion", stats.ID(st.ID), to.Name)
		}
	}
	if st.Rating == "" {
		st.Why = cmp.Or(st.Why, a.whyUnrated(st))
		if st.NotEnough {
			a.out.Warnings.Add("not-enough-cases", notEnoughFix, "%s: %s", stats.ID(st.ID), st.Why)
		} else if why := a.NotEnough(st.Standard); why != "" {
			st.NotEnough = true
			a.out.Warnings.Add("not-enough-cases", notEnoughFix, "%s: %s", stats.ID(st.ID), why)
		}
	}
	return st
}

// banded gives the standard's questions that have a band.
func banded(st rules.Standard, bands []int) []int {
	var qs []int
	for _, q := range st.Questions {
		if bands[q.Place] != rules.Unbanded {
			qs = append(qs, q.Place)
		}
	}
	return qs
}

// lowest is the lowest band of some questions.
func lowest(qs, bands []int) int {
	low := bands[qs[0]]
	for _, q := range qs {
		low = min(low, bands[q])
	}
	return low
}

// driver is the first of the drivers.
func (a *Assessor) driver(qs []int) int { return slices.MinFunc(qs, a.order) }

// drivers gives the questions with the lowest exact percentage in the lowest band.
func (a *Assessor) drivers(qs []int) []int {
	least := a.driver(qs)
	return slices.DeleteFunc(slices.Clone(qs), func(q int) bool { return a.order(q, least) > 0 })
}

// order compares questions by band, then by the figure that is banded, before rounding.
func (a *Assessor) order(p, q int) int {
	return cmp.Or(a.Bands[p]-a.Bands[q], a.figure(p).compare(a.figure(q)))
}

// figure is the figure that the bands divide, before rounding; more is better. A mean of
// points is in percent of the highest.
func (a *Assessor) figure(q int) percentage {
	r, s := a.Results[q], a.Scales[q]
	switch {
	case s.HasPoints():
		return figureOf(s.PercentOfHighest(r.count(s), r.Of))
	case a.Rules.Percent.Measure == rules.CountNo && r.HasCount():
		return percentage{int64(r.Yes - r.Of), 1}
	}
	return a.exactPercent(q, r)
}

// Missing gives the questions of a standard without a number of cases or any result.
func (a *Assessor) Missing(st rules.Standard) []string {
	var ids []string
	for _, q := range st.Questions {
		r := a.Results[q.Place]
		if !q.Information && !r.HasCount() && r.Known != NoCase {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// warnMissing warns of questions without a number of cases. Under rules that count no
// answers they have no band, and the standard may have no rating.
func (a *Assessor) warnMissing(st StandardAssessment) {
	const fix, percent = "say how many cases it applied to", "%s: %s%% of a number of cases that is not stated; "
	for _, q := range st.Results {
		switch id, rated := stats.ID(q.Question.ID), st.Computed != ""; {
		case q.Information:
		case q.Known == NoResult && rated:
			a.out.Warnings.Add("question-missing", "add its result",
				"%s has no result; %s is rated without it and could be lower", id, stats.ID(st.ID))
		case rated && !st.Withheld && st.Combine != rules.Mean && q.HasCount() &&
			a.Bands[q.Question.Place] == rules.Unbanded && a.Scales[q.Question.Place].Bands() > 0:
			a.out.Warnings.Add("no-row", "add a row to the table, or read the number of cases that it is for",
				"%s: the table of the rules has no row for %s; %s is rated without it and could be lower", id,
				phrase.Count(q.Of, "case"), stats.ID(st.ID))
		case len(q.same) > 0 && q.Known != PercentOnly:
			a.out.Warnings.Add("same-cases", "where they may be of other cases, leave same_cases out",
				"%s: %d is the only number of cases, up to %d, that %s%% and the other percentages of the same cases fit; it is taken", id, q.Of, q.sameUpTo, q.Percent)
		case len(q.same) > 0:
			a.out.Warnings.Add("same-cases", "add another percentage of the same cases, or their number under of",
				"%s: %s fit the percentages that are said to be of the same cases, so that the number of cases is not known",
				id, cmp.Or(phrase.First(8, phrase.Each(q.fitting, strconv.Itoa), ", ", " and"),
					"no number of cases up to "+strconv.Itoa(q.sameUpTo)))
		case q.Known == PercentOnly && rated:
			a.out.Warnings.Add("no-denominator", fix, percent+"it is rated, and left out where cases are counted that would change %s", id,
				q.Percent, stats.ID(st.ID))
		case q.Known == PercentOnly:
			a.out.Warnings.Add("no-denominator", fix, percent+"the rules count no answers, so it has no band", id, q.Percent)
		}
	}
}

// whyUnrated says why a standard has no rating.
func (a *Assessor) whyUnrated(st StandardAssessment) string {
	switch {
	case !a.Rules.RatesQuestions() && !st.Judged:
		return "the rules have no ratings"
	case st.Judged && st.NotRated == rules.NoCases:
		return "not rated: no rating was given, and the rules rate it only where there are cases"
	case st.Judged:
		return "it is judged directly, and no rating was given"
	}
	if why := a.NotEnough(st.Standard); why != "" {
		return why
	}
	for _, q := range st.Results {
		if q.Known == PercentOnly {
			return "the number of cases of " + a.Rules.QuestionTitle(q.Question.ID) + " is not stated, and the rules count no answers"
		}
	}
	for _, q := range st.Results {
		if s := a.Scales[q.Question.Place]; q.HasCount() && s.Bands() > 0 && s.Band(q.Result.count(s), q.Of) == rules.Unbanded {
			return fmt.Sprintf("the table of the rules has no row for %s, as %s has", phrase.Count(q.Of, "case"),
				a.Rules.QuestionTitle(q.Question.ID))
		}
	}
	if slices.ContainsFunc(st.Results, func(q QuestionAssessment) bool { return q.Known != NoCase }) {
		return "none of its questions has a result"
	}
	return "no case applies to any of its questions"
}

// weigh gathers what a panel should weigh.
func (a *Assessor) weigh(qs []int) *Weigh {
	w, in := &Weigh{}, map[int]bool{}
	low, high := 100.0, 0.0
	for _, q := range qs {
		r := a.Results[q]
		if r.HasCount() && (w.SmallestSample == nil || r.Of < *w.SmallestSample) {
			w.SmallestSample = new(r.Of)
		}
		low, high = min(low, a.shown(q, r)), max(high, a.shown(q, r))
		in[a.Bands[q]] = true
	}
	w.Points = high - low
	for b := range a.Scales[qs[0]].Bands() {
		if in[b] {
			w.Bands = append(w.Bands, a.RatingOf(qs[0], b))
		}
	}
	return w
}

// shown is the percentage of a question's result that is banded.
func (a *Assessor) shown(q int, r Result) float64 {
	if r.asPrinted() {
		return a.Scales[q].PercentOfPrinted(r.Percent)
	}
	return a.Scales[q].Percent(r.Yes, r.Of)
}
