package discretion

import (
	"fmt"
	"onecase/discretion/rules"
)

// replicatesFor is DefaultReplicates, or as many as take some seconds: a
// replicate predicts one answer for each unread case and question of a group.
func replicatesFor(ins *Inspection) int {
	const leastReplicates, answers = 1_000, 1_000_000_000
	most := 1
	for _, g := range ins.Groups {
		most = max(most, g.Population)
	}
	return min(max(answers/most/max(1, len(ins.Rules.Questions())), leastReplicates), DefaultReplicates)
}

func (o RobustOptions) check(set *rules.Set) error {
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
	*assessor
	o         RobustOptions
	out       *Robustness
	standards []int // the computed rating of each
	simulated int   // groups simulated so far
}

// prepare fills in what was observed, and warns of what cannot be used as it is.
func (r *robuster) prepare() {
	for at, q := range r.rules.Questions() {
		result := r.results[at]
		qr := QuestionRobustness{Question: q, Result: result, Band: r.ratingOf(r.bands[at]), PopulationSource: PopulationUnknown}
		if result.HasCount() {
			qr.Result.Population, qr.PopulationSource = r.population(at)
			qr.TakenForAll = qr.PopulationSource == PopulationAtMost && qr.Result.Population > result.Of && result.Of == r.sampled(q.Group)
		}
		r.out.Questions = append(r.out.Questions, qr)
		r.warnCount(result)
	}
	for i, st := range r.rules.Standards {
		computed := r.rater.Standard(i, r.bands)
		r.standards = append(r.standards, computed)
		sr := StandardRobustness{Standard: st}
		if _, judged := r.ins.Judged[st.ID]; judged {
			sr.Standard.Judged = true
		} else if computed != rules.Unrated {
			sr.Computed = r.rules.Ratings[computed].ID
			for _, id := range r.missing(st) {
				sr.Missing = append(sr.Missing, id)
				if r.results[r.rules.QuestionPlace(id)].Known == NoResult {
					r.warn("question-missing", "add its result", "%s has no result; %s is taken without it and could be lower", id, st.ID)
				}
			}
		}
		r.out.Standards = append(r.out.Standards, sr)
	}
	r.warnPopulations()
	r.warnFewer()
	r.out.Warnings = append(r.out.Warnings, r.assessor.out.Warnings...)
}

// warnCount says what stands in for a result without a count.
func (r *robuster) warnCount(result Result) {
	switch result.Known {
	case Nearest:
		w := nearestWarning(result, r.scale.Rounding, "the prediction")
		r.warn("nearest-count", w.Fix, "%s", w.Message)
	case PercentOnly:
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
	for _, g := range r.rules.Groups {
		unknown := 0
		for _, q := range r.out.Questions {
			if q.Group == g.ID && q.HasCount() && q.PopulationSource == PopulationUnknown {
				unknown++
			}
		}
		if unknown > 0 {
			r.warn("no-population", fmt.Sprintf("give --population %s=N, the eligible cases", g.ID),
				"the number of eligible cases of %s is not known: the unread cases are taken for many, and questions for independent", g.ID)
		}
	}
}
