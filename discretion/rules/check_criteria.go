package rules

import (
	"fmt"
	"math"
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
			fs.when(c.Percent != "" || c.Points != 0, where, "takes cases, inclusive and change only")
		case SmallSample:
			fs.when(c.Cases < 1 || c.Cases == 1 && !c.Inclusive, where, "can never fire: no question is rated on fewer cases")
			fs.when(c.Change != "" || c.Percent != "" || c.Points != 0, where, "takes cases and inclusive only")
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
	if r.Percent.Measure != PercentYes {
		fs.add(where, "cannot fire: the bands are not percentages")
		return
	}
	if len(r.Bands) < 2 {
		fs.when(len(r.Bands) == 1, where, "cannot fire: one band has no boundary")
		return
	}
	// The farthest any percentage can be from a boundary: at an end, or halfway.
	farthest := math.Max(r.Bands[1].From, 100-r.Bands[len(r.Bands)-1].From)
	for i := 2; i < len(r.Bands); i++ {
		farthest = math.Max(farthest, (r.Bands[i].From-r.Bands[i-1].From)/2)
	}
	fs.when(c.Points > farthest || c.Points == farthest && c.Inclusive, where,
		"always fires: no percentage is more than %v points from a boundary", farthest)
}
