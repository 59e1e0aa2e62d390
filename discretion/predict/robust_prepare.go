package predict

import (
	"fmt"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// replicatesFor is DefaultReplicates, or as many as take some seconds: a
// replicate predicts one answer for each unread case and question of a group.
func replicatesFor(ins *discretion.Inspection) int {
	const leastReplicates, answers = 1_000, 1_000_000_000
	most := 1
	for _, g := range ins.Groups {
		most = max(most, g.Population)
	}
	return min(max(answers/most/max(1, len(ins.Rules.Questions())), leastReplicates), DefaultReplicates)
}

func (o Options) check(set *rules.Set) error {
	switch {
	case len(set.Bands) == 0:
		return fmt.Errorf("%s has no bands, so there is no rating to be sure of", set.ID)
	case set.Percent.Measure == rules.CountNo && o.Agreement == 0:
		return fmt.Errorf("%s: %w", set.ID, errCountOfSample)
	case o.Agreement < 0 || o.Agreement > 1:
		return fmt.Errorf("an agreement of %v is not a chance from 0 to 1", o.Agreement)
	case o.More < 0:
		return fmt.Errorf("%d more cases is below 0", o.More)
	case o.More > 0 && o.Agreement > 0:
		return fmt.Errorf("a second reading reads the same cases: ask for more cases or for agreement, not both")
	case o.Replicates < 1 || o.Replicates > maxReplicates:
		return fmt.Errorf("%d replicates: it has to be from 1 to %d", o.Replicates, maxReplicates)
	}
	return o.Prior.check()
}

// A robuster is one calculation while it is made.
type robuster struct {
	*discretion.Assessor
	o         Options
	out       *Robustness
	standards []int // the computed rating of each
	simulated int   // groups simulated so far
}

// warn adds a warning to the result.
func (r *robuster) warn(code string, fix stats.Remedy, format string, args ...any) {
	r.out.Warnings = append(r.out.Warnings, stats.Warning{Code: code, Message: fmt.Sprintf(format, args...), Fix: fix})
}

// prepare fills in what was observed, and warns of what cannot be used as it is.
func (r *robuster) prepare() {
	for at, q := range r.Rules.Questions() {
		result := r.Results[at]
		qr := QuestionRobustness{Question: q, Result: result, Band: r.RatingOf(r.Bands[at]), PopulationSource: discretion.PopulationUnknown}
		if result.HasCount() {
			qr.Result.Population, qr.PopulationSource = r.Population(at)
			qr.TakenForAll = qr.PopulationSource == discretion.PopulationAtMost && qr.Result.Population > result.Of && result.Of == r.Sampled(q.Group)
		}
		r.out.Questions = append(r.out.Questions, qr)
		r.warnCount(result)
	}
	for i, st := range r.Rules.Standards {
		computed := r.Rater.Standard(i, r.Bands)
		r.standards = append(r.standards, computed)
		sr := StandardRobustness{Standard: st}
		if _, judged := r.Inspection.Judged[st.ID]; judged {
			sr.Standard.Judged = true
		} else if computed != rules.Unrated {
			sr.Computed = r.Rules.Ratings[computed].ID
			for _, id := range r.Missing(st) {
				sr.Missing = append(sr.Missing, id)
				if r.Results[r.Rules.QuestionPlace(id)].Known == discretion.NoResult {
					r.warn("question-missing", "add its result", "%s has no result; %s is taken without it and could be lower", id, st.ID)
				}
			}
		}
		r.out.Standards = append(r.out.Standards, sr)
	}
	r.warnPopulations()
	r.warnFewer()
}

// warnCount says what stands in for a result without a count.
func (r *robuster) warnCount(result discretion.Result) {
	switch result.Known {
	case discretion.Nearest:
		w := discretion.NearestWarning(result, r.Scale.Rounding, "the prediction")
		r.warn("nearest-count", w.Fix, "%s", w.Message)
	case discretion.PercentOnly:
		r.warn("no-denominator", "say how many cases it applied to, under \"of\"",
			"%s: %s%% of a number of cases that is not stated; it is left out", result.Question, result.Percent)
	}
}

// warnPopulations says which groups' populations were missed, and which are too
// large for what is not known of them.
func (r *robuster) warnPopulations() {
	if r.o.Agreement > 0 {
		return
	}
	for at, q := range r.out.Questions {
		if p := r.prediction(at); q.HasCount() && p.tooMany() {
			r.warn("taken-for-many", "give its population, the eligible cases that it applies to",
				"%s: it is not known to which of %d unread cases it applies; they are taken for many, which changes a chance by less than 0.001", q.Question.ID, p.unread.cases)
		}
	}
	for _, g := range r.Rules.Groups {
		unknown := 0
		for _, q := range r.out.Questions {
			if q.Group == g.ID && q.HasCount() && q.PopulationSource == discretion.PopulationUnknown {
				unknown++
			}
		}
		if unknown > 0 {
			r.warn("no-population", stats.Advise("give %v, the eligible cases", stats.Option{Name: "population", Value: g.ID + "=N"}),
				"the number of eligible cases of %s is not known: the unread cases are taken for many, and questions for independent", g.ID)
		}
	}
}
