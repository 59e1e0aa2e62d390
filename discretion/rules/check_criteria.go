package rules

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// checkCriteria finds criteria that are unknown, or never or always fire.
func (r *Set) checkCriteria(fs *Findings) {
	seen := map[CriterionID]bool{}
	for _, c := range r.Criteria {
		where := fmt.Sprintf("discretion.%s", c.ID)
		fs.when(seen[c.ID], where, "occurs twice")
		seen[c.ID] = true
		fs.when(!r.RatesQuestions(), where, "cannot fire: there are no bands")
		fs.when(len(r.Bands) > 0 && len(r.questions) == 0, where, "cannot fire: no standard has questions")
		switch c.ID {
		case NearBoundary:
			r.checkNearBoundary(fs, where, c)
		case OneCaseSwing:
			fs.when(c.Cases != 1, where, "cases is %d; a one-case swing has 1", c.Cases)
			fs.when(c.Change != OneCase && c.Change != OneAnswer, where, "change %q is neither case nor answer", c.Change)
			fs.when(!c.Inclusive, where, "can never fire: with inclusive = false fewer than one case would have to change the rating")
			fs.when(c.Percent != "" || c.Points != 0 || c.Mean != 0, where, "takes cases, inclusive and change only")
		case SmallSample:
			fs.when(c.Cases < 1 || c.Cases == 1 && !c.Inclusive, where, "can never fire: no question is rated on fewer cases")
			fs.when(c.Change != "" || c.Percent != "" || c.Points != 0 || c.Mean != 0, where, "takes cases and inclusive only")
			fs.when(r.Target.Size > 0 && c.Cases >= r.Target.Size, where, "always fires: the sample is %d cases", r.Target.Size)
		default:
			fs.add(where, "is none of near-boundary, one-case-swing, small-sample")
		}
	}
}

func (r *Set) checkNearBoundary(fs *Findings, where string, c Criterion) {
	fs.when(c.Percent != Rounded && c.Percent != Exact, where, "percent %q is neither rounded nor exact", c.Percent)
	fs.when(c.Change != "" || c.Cases != 0, where, "takes points, inclusive and percent only")
	fs.when(c.Percent == Rounded && r.Percent.Rounding == None, where,
		"is measured from the rounded percentage, and percentages are not rounded (percent.rounding)")
	fs.when(c.Points < 0 || c.Points == 0 && !c.Inclusive, where, "can never fire: no percentage is within %v points", c.Points)
	means := slices.ContainsFunc(r.questions, func(q Question) bool { return q.Measure == MeanPoints && !q.Information })
	fs.when(means && c.Mean <= 0, where,
		"mean, how far a mean of points may be from a boundary, is missing: such a figure is no percentage")
	fs.when(!means && c.Mean != 0, where, "has mean, and no question is rated by a mean of points")
	fs.when(math.Abs(c.Mean*100-math.Round(c.Mean*100)) > 1e-6 || c.Mean > mostPoints, where,
		"mean %v is not from 0 to %d with at most two decimals", c.Mean, mostPoints)
	if r.Percent.Measure != PercentYes {
		points := slices.ContainsFunc(r.questions, func(q Question) bool { return q.HasPoints() && !q.Information })
		fs.when(!points, where, "cannot fire: the bands are not percentages")
		return
	}
	farthest, ok := 0.0, false
	for _, q := range r.questions {
		if q.Measure == MeanPoints {
			means = true
			continue
		}
		for _, cuts := range r.boundariesOf(q.Place) {
			farthest, ok = math.Max(farthest, farthestFrom(cuts)), true
		}
	}
	for _, st := range r.Standards {
		if cuts := cutsOf(st.Bands); st.Combine == Mean && !st.figured() && len(cuts) > 0 {
			farthest, ok = math.Max(farthest, farthestFrom(cuts)), true
		}
	}
	if !ok {
		fs.when(r.RatesQuestions() && !means, where, "cannot fire: one band has no boundary")
		return
	}
	fs.when(c.Points > farthest || c.Points == farthest && c.Inclusive, where,
		"always fires: no percentage is more than %s points from a boundary",
		strconv.FormatFloat(math.Round(farthest*100)/100, 'f', -1, 64))
}

// boundariesOf gives the boundaries of a question, by its place, in percent: those of its
// bands, or those of each number of cases in its table.
func (r *Set) boundariesOf(place int) (all [][]float64) {
	bands, decide := r.bandsOf(place)
	if cuts := cutsOf(bands); len(cuts) > 0 {
		all = append(all, cuts)
	}
	for _, d := range decide {
		var cuts []float64
		for _, yes := range d.Yes {
			if yes <= d.Cases {
				cuts = append(cuts, 100*float64(yes)/float64(d.Cases))
			}
		}
		if len(cuts) > 0 {
			all = append(all, cuts)
		}
	}
	return all
}

// cutsOf gives where the bands above the worst begin.
func cutsOf(bands []Band) (cuts []float64) {
	for _, b := range bands[min(1, len(bands)):] {
		cuts = append(cuts, b.From)
	}
	return cuts
}

// farthestFrom is the farthest any percentage can be from a boundary: at an end, or
// halfway between two.
func farthestFrom(cuts []float64) float64 {
	farthest := math.Max(cuts[0], 100-cuts[len(cuts)-1])
	for i := 1; i < len(cuts); i++ {
		farthest = math.Max(farthest, (cuts[i]-cuts[i-1])/2)
	}
	return farthest
}
