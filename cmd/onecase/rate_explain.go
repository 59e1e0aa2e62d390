package main

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// working is the working behind the ratings: each standard's, then the
// score, then what would change the overall rating.
func (w rateWords) working() report.Derivation {
	a := w.a
	var d report.Derivation
	for _, st := range a.Standards {
		if len(st.Drivers) > 0 {
			d = append(d, w.ratingStep(st))
			d = append(d, w.swingSteps(st)...)
		}
	}
	if a.Score != nil {
		d = append(d, w.scoreStep())
	}
	for _, s := range []*discretion.OverallSwing{a.Up, a.Down} {
		if s != nil {
			d = append(d, w.routeStep(s))
		}
	}
	return append(d, w.precisionSteps()...)
}

// source is where a value of the rules comes from.
func (w rateWords) source(value string) string {
	s, ok := w.a.Inspection.Rules.SourceOf(value)
	if !ok {
		return "the rule set; no source given"
	}
	return fmt.Sprintf("%s (%s)", s.Text, s.Status)
}

// ratingStep shows why a standard has its rating.
func (w rateWords) ratingStep(st discretion.StandardAssessment) report.Step {
	var parts []string
	for _, q := range st.Results {
		if !q.HasBand() {
			continue
		}
		parts = append(parts, fmt.Sprintf("%s %s: %s", short(q.Question.ID, st.ID), w.percentWorking(q), w.name(q.Band)))
	}
	return report.Step{
		Title:        fmt.Sprintf("The rating of %s", st.ID),
		Formula:      "the lowest band of its key questions",
		Substitution: "lowest of " + strings.Join(parts, "; "),
		Result:       fmt.Sprintf("%s, set by %s", w.name(st.Computed), w.drivers(st)),
		Source:       w.source("bands"),
	}
}

// percentWorking shows how a question's figure comes about.
func (w rateWords) percentWorking(q discretion.QuestionAssessment) string {
	switch {
	case q.Figure == nil:
		return fmt.Sprintf("%d no of %d", q.Of-q.Yes, q.Of)
	case q.Known == discretion.Nearest || q.Known == discretion.PercentOnly:
		return fmt.Sprintf("%s%% as printed", q.Percent)
	case w.a.Rounding == rules.None:
		return fmt.Sprintf("100 × %d/%d = %.2f", q.Yes, q.Of, *q.Figure)
	}
	return fmt.Sprintf("100 × %d/%d = %.2f, rounded %s %.0f", q.Yes, q.Of, 100*float64(q.Yes)/float64(q.Of), roundingWords(w.a.Rounding), *q.Figure)
}

// swingSteps show the fewest cases that change a standard's rating.
func (w rateWords) swingSteps(st discretion.StandardAssessment) []report.Step {
	var steps []report.Step
	if up := st.Up; up != nil {
		var needs []string
		for _, q := range st.Results {
			if q.Up != nil && q.Band == st.Computed {
				needs = append(needs, fmt.Sprintf("%s %d", short(q.Question.ID, st.ID), *q.Up))
			}
		}
		formula := "every question in the lowest band has to rise; at least the largest need, at most their sum"
		if up.Exact {
			formula = "every question in the lowest band has to rise; the least set of cases that gives each its need, found exactly"
		}
		step := report.Step{
			Title: fmt.Sprintf("Cases that would raise %s to %s", st.ID, w.name(up.To)), Formula: formula,
			Substitution: "answers that must change from \"no\" to \"yes\": " + strings.Join(needs, ", "),
			Result:       spanText(true, up.Fewest, up.Most),
			Source:       "the lowest question sets the rating, so no question may stay behind",
		}
		if len(up.Cases) > 0 {
			step.Result += ": " + strings.Join(up.Cases, ", ")
		}
		steps = append(steps, step)
	}
	if down := st.Down; down != nil && down.Fewest != nil {
		steps = append(steps, report.Step{
			Title:        fmt.Sprintf("Cases that would lower %s to %s", st.ID, w.name(down.To)),
			Formula:      "one question falling below the lowest band is enough; the least need",
			Substitution: fmt.Sprintf("answers that must change from \"yes\" to \"no\" to fall below %s: %s", w.name(st.Computed), w.needsBelow(st)),
			Result:       fmt.Sprintf("%s, on %s", spanText(true, down.Fewest, down.Most), shortList(down.Through, st.ID)),
			Source:       "the lowest question sets the rating",
		})
	}
	return append(steps, w.criteriaSteps(st)...)
}

// needsBelow gives what every question needs to fall below the standard's band.
func (w rateWords) needsBelow(st discretion.StandardAssessment) string {
	set := w.a.Inspection.Rules
	scale := set.Scale(w.a.Rounding)
	var needs []string
	for band := range scale.Bands() {
		if set.Ratings[scale.Rating(band)].ID != st.Computed {
			continue
		}
		for _, q := range st.Results {
			if !q.HasCount() {
				continue
			}
			if need, ok := scale.Lower(q.Yes, q.Of, band-1); ok {
				needs = append(needs, fmt.Sprintf("%s %d", short(q.Question.ID, st.ID), need))
			}
		}
	}
	return strings.Join(needs, ", ")
}

// criteriaSteps show each criterion for discretion.
func (w rateWords) criteriaSteps(st discretion.StandardAssessment) []report.Step {
	var steps []report.Step
	for _, f := range st.Flags {
		c, _ := w.a.Inspection.Rules.Criterion(f.Criterion)
		step := report.Step{Title: fmt.Sprintf("Is %s open to discretion? %s", st.ID, f.Criterion), Substitution: f.Detail, Source: w.source("discretion." + string(f.Criterion))}
		switch f.Criterion {
		case rules.NearBoundary:
			near := "within %v points of"
			if !c.Inclusive {
				near = "less than %v points from"
			}
			step.Formula = fmt.Sprintf("the driver's %s percentage is "+near+" a boundary", c.Percent, c.Points)
		case rules.OneCaseSwing:
			step.Formula = fmt.Sprintf("one %s judged differently changes the standard's rating", c.Change)
		case rules.SmallSample:
			step.Formula = fmt.Sprintf("the driver has %s or fewer", phrase.Count(c.Cases, "case"))
			if !c.Inclusive {
				step.Formula = fmt.Sprintf("the driver has fewer than %s", phrase.Count(c.Cases, "case"))
			}
		}
		step.Result = firesText(f.Fires)
		for _, r := range f.Readings {
			step.Result += fmt.Sprintf("; read as %s, %s", r.Name, firesText(r.Fires))
		}
		if f.ImpliedBy != "" {
			step.Result += fmt.Sprintf("; at this number of cases it adds nothing to %s", f.ImpliedBy)
		}
		steps = append(steps, step)
	}
	return steps
}

func firesText(fires *bool) string {
	if fires == nil {
		return "cannot be told"
	}
	return yesNo(*fires)
}

func shortList(questions []string, standard string) string {
	var names []string
	for _, q := range questions {
		names = append(names, short(q, standard))
	}
	return strings.Join(names, " and ")
}

// scoreStep adds up the score.
func (w rateWords) scoreStep() report.Step {
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
	return report.Step{
		Title: "The overall rating", Formula: "the sum of the scores of the standards that count",
		Substitution: strings.Join(parts, " + "), Result: fmt.Sprintf("%d of %d, %s", *w.a.Score, *w.a.Maximum, band),
		Source: w.source("scoring.bands"),
	}
}

// routeStep shows what changes the overall rating.
func (w rateWords) routeStep(s *discretion.OverallSwing) report.Step {
	step := report.Step{
		Title:        "Cases that would make the overall rating " + w.name(s.To),
		Formula:      "the fewest cases whose standards move the score that far; cases of one group may serve several of its standards",
		Substitution: fmt.Sprintf("%s to move", phrase.Count(s.Points, "point")),
		Result:       "no number of cases can do it",
		Source:       "decided ratings as the start; judged standards and those decided by discretion held",
	}
	if s.Reachable {
		step.Result = spanText(true, s.Fewest, s.Most)
		for i, r := range s.Routes {
			join := "; or "
			if i == 0 {
				join = ": "
			}
			var parts []string
			for _, x := range r {
				parts = append(parts, w.stepText(x))
			}
			step.Result += join + strings.Join(parts, " with ")
		}
	}
	return step
}

// precisionSteps say how the limits and the margin of each question are made.
func (w rateWords) precisionSteps() report.Derivation {
	var steps report.Derivation
	for _, st := range w.a.Standards {
		for _, q := range st.Results {
			if q.Low == nil || q.Margin == nil {
				continue
			}
			population, least := "no limit", q.Result.Population
			if q.Result.Population > 0 {
				population = fmt.Sprintf("N = %d", q.Result.Population)
				if q.PopulationSource == discretion.PopulationAtMost {
					least = q.Of
					population = fmt.Sprintf("N = %d to %d", least, q.Result.Population)
				}
			}
			steps = append(steps, report.Step{
				Title:   "Limits and margin of " + q.Question.ID,
				Formula: "limits: every share of the eligible cases that leaves more than half of 1 - confidence in both tails; margin: z sqrt(p (1-p)/n × (N-n)/(N-1)) with p = 0.5",
				Substitution: fmt.Sprintf("x = %d, n = %d, %s, confidence %s%s", q.Yes, q.Of, population, percentText(w.a.Confidence),
					subsampleTails(q.Yes, q.Of, least, q.Result.Population, w.a.Confidence)),
				Result: fmt.Sprintf("%s to %s; margin %s points", shortPercent(*q.Low), shortPercent(*q.High), points(*q.Margin)),
				Source: "Katz 1953, Buonaccorsi 1987 (Clopper and Pearson 1934 without a population); Cochran 1977, chapter 3",
			})
		}
	}
	return steps
}
