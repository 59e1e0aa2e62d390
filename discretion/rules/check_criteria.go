package rules

import (
	"fmt"
	"math"
)

// checkCriteria finds criteria that are not known, or that can never fire or
// always do.
func (r *Set) checkCriteria(fs *Findings) {
	seen := map[CriterionID]bool{}
	for _, c := range r.Criteria {
		where := fmt.Sprintf("discretion.%s", c.ID)
		if seen[c.ID] {
			fs.add(where, "occurs twice")
		}
		seen[c.ID] = true
		if len(r.Bands) == 0 {
			fs.add(where, "cannot fire: there are no bands")
		} else if len(r.questions) == 0 {
			fs.add(where, "cannot fire: no standard has questions")
		}
		switch c.ID {
		case NearBoundary:
			r.checkNearBoundary(fs, where, c)
		case OneCaseSwing:
			if c.Cases != 1 {
				fs.add(where, "cases is %d; a one-case swing has 1", c.Cases)
			}
			if c.Change != OneCase && c.Change != OneAnswer {
				fs.add(where, "change %q is neither case nor answer", c.Change)
			}
			if !c.Inclusive {
				fs.add(where, "can never fire: with inclusive = false fewer than one case would have to change the rating")
			}
			if c.Percent != "" || c.Points != 0 {
				fs.add(where, "takes cases, inclusive and change only")
			}
		case SmallSample:
			if c.Cases < 1 || c.Cases == 1 && !c.Inclusive {
				fs.add(where, "can never fire: no question is rated on fewer cases")
			}
			if c.Change != "" || c.Percent != "" || c.Points != 0 {
				fs.add(where, "takes cases and inclusive only")
			}
			if size := r.Target.Size; size > 0 && c.Cases >= size {
				fs.add(where, "always fires: the sample is %d cases", size)
			}
		default:
			fs.add(where, "is none of near-boundary, one-case-swing, small-sample")
		}
	}
}

func (r *Set) checkNearBoundary(fs *Findings, where string, c Criterion) {
	if c.Percent != Rounded && c.Percent != Exact {
		fs.add(where, "percent %q is neither rounded nor exact", c.Percent)
	}
	if c.Change != "" || c.Cases != 0 {
		fs.add(where, "takes points, inclusive and percent only")
	}
	if c.Percent == Rounded && r.Percent.Rounding == None {
		fs.add(where, "is measured from the rounded percentage, and percentages are not rounded (percent.rounding)")
	}
	if c.Points < 0 || c.Points == 0 && !c.Inclusive {
		fs.add(where, "can never fire: no percentage is within %v points", c.Points)
	}
	if r.Percent.Measure != PercentYes {
		fs.add(where, "cannot fire: the bands are not percentages")
		return
	}
	if len(r.Bands) == 1 {
		fs.add(where, "cannot fire: one band has no boundary")
	}
	// The farthest any percentage can be from a boundary.
	farthest, before := 0.0, 0.0
	for i := 1; i < len(r.Bands); i++ {
		at := r.Bands[i].From
		if i == 1 {
			farthest = at
		} else {
			farthest = math.Max(farthest, (at-before)/2)
		}
		before = at
	}
	farthest = math.Max(farthest, 100-before)
	if len(r.Bands) > 1 && (c.Points > farthest || c.Points == farthest && c.Inclusive) {
		fs.add(where, "always fires: no percentage is more than %v points from a boundary", farthest)
	}
}
