package discretion

import (
	"fmt"
	"math"
)

// checkBands finds bands that leave a gap, overlap, or stop short of the ends.
func (r *RuleSet) checkBands(fs *Findings) {
	p := r.Percent
	switch p.Rounding {
	case HalfUp, HalfEven, Down, None:
	case "":
		if len(r.Bands) > 0 && p.Measure == PercentYes {
			fs.add("percent.rounding", "is missing: half-up, half-even, down or none")
		}
	default:
		fs.add("percent.rounding", "%q is none of half-up, half-even, down, none", p.Rounding)
	}
	if p.Measure != PercentYes && p.Measure != CountNo {
		fs.add("percent.measure", "%q is neither percent-yes nor count-no", p.Measure)
		return
	}
	before := -1
	for i, b := range r.Bands {
		where := "bands." + b.Rating
		before = r.checkStep(fs, where, b.Rating, before)
		if b.To < b.From {
			fs.add(where, "runs from %v down to %v", b.From, b.To)
		}
		for _, end := range []float64{b.From, b.To} {
			if math.Abs(end*100-math.Round(end*100)) > 1e-6 {
				fs.add(where, "%v has more than two decimals", end)
			}
		}
		if i > 0 {
			r.checkNeighbours(fs, r.Bands[i-1], b)
		}
	}
	if len(r.Bands) == 0 {
		return
	}
	worst, best := r.Bands[0], r.Bands[len(r.Bands)-1]
	if p.Measure == CountNo {
		if best.From != 0 {
			fs.add("bands."+best.Rating, "the best band begins at %v no answers, not at 0", best.From)
		}
		return
	}
	if worst.From != 0 {
		fs.add("bands."+worst.Rating, "the worst band begins at %v%%, not at 0", worst.From)
	}
	if best.To != 100 {
		fs.add("bands."+best.Rating, "the best band ends at %v%%, not at 100", best.To)
	}
}

// checkNeighbours finds a gap or an overlap between two bands, of which the
// second is the better.
func (r *RuleSet) checkNeighbours(fs *Findings, worse, better Band) {
	low, high := worse, better
	if r.Percent.Measure == CountNo {
		low, high = better, worse
	}
	// Whole figures with both ends included meet when one ends just before the
	// next; exact ones, or those whose lower end is left out, when they touch.
	whole := r.Percent.Measure == CountNo || r.Percent.Rounding != None && r.Percent.Inclusive
	want := low.To
	if whole {
		want++
	}
	if high.From == want {
		return
	}
	what := "a gap"
	if high.From < want {
		what = "an overlap"
	}
	fs.add("bands."+better.Rating, "%s: %s ends at %v and %s begins at %v; it should begin at %v", what, low.Rating, low.To, high.Rating, high.From, want)
}

func (r *RuleSet) ratingIDs() []string {
	ids := make([]string, len(r.Ratings))
	for i, rt := range r.Ratings {
		ids[i] = rt.ID
	}
	return ids
}

// checkScoring finds a stated number of standards or maximum that differs from
// what the standards give, and overall bands with gaps and overlaps.
func (r *RuleSet) checkScoring(fs *Findings) {
	sc := r.Scoring
	if sc == nil {
		return
	}
	if len(r.Ratings) == 0 {
		fs.add("scoring", "there are no ratings to score")
		return
	}
	counted := 0
	for _, st := range r.Standards {
		if st.Counted {
			counted++
		}
	}
	if sc.Standards != counted {
		fs.add("scoring.standards", "says that %d standards count, but %d of those listed do", sc.Standards, counted)
	}
	least, most := r.Ratings[0].Score, r.Ratings[len(r.Ratings)-1].Score
	if sc.Maximum != counted*most {
		fs.add("scoring.maximum", "says %d, but %d standards of at most %d make %d", sc.Maximum, counted, most, counted*most)
	}
	if len(sc.Bands) == 0 {
		fs.add("scoring.bands", "there is none")
		return
	}
	before := -1
	for i, b := range sc.Bands {
		where := "scoring.bands." + b.Rating
		before = r.checkStep(fs, where, b.Rating, before)
		if b.To < b.From {
			fs.add(where, "runs from %d down to %d", b.From, b.To)
		}
		if i > 0 && b.From != sc.Bands[i-1].To+1 {
			what := "a gap"
			if b.From <= sc.Bands[i-1].To {
				what = "an overlap"
			}
			fs.add(where, "%s: %s ends at %d and %s begins at %d", what, sc.Bands[i-1].Rating, sc.Bands[i-1].To, b.Rating, b.From)
		}
	}
	first, last := sc.Bands[0], sc.Bands[len(sc.Bands)-1]
	if first.From != counted*least {
		fs.add("scoring.bands."+first.Rating, "begins at %d, but the lowest score is %d", first.From, counted*least)
	}
	if last.To != sc.Maximum {
		fs.add("scoring.bands."+last.Rating, "ends at %d, but the maximum is said to be %d", last.To, sc.Maximum)
	}
	if last.To != counted*most && sc.Maximum != last.To {
		fs.add("scoring.bands."+last.Rating, "ends at %d, but the standards listed can make %d", last.To, counted*most)
	}
}

// checkCriteria finds criteria that are not known, or that can never fire or
// always do.
func (r *RuleSet) checkCriteria(fs *Findings) {
	seen := map[CriterionID]bool{}
	for _, c := range r.Criteria {
		where := fmt.Sprintf("discretion.%s", c.ID)
		if seen[c.ID] {
			fs.add(where, "occurs twice")
		}
		seen[c.ID] = true
		if len(r.Bands) == 0 {
			fs.add(where, "cannot fire: there are no bands")
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
		case SmallSample:
			if c.Cases < 1 || c.Cases == 1 && !c.Inclusive {
				fs.add(where, "can never fire: no question is rated on fewer cases")
			}
			if c.Change != "" || c.Percent != "" || c.Points != 0 {
				fs.add(where, "takes cases and inclusive only")
			}
		default:
			fs.add(where, "is none of near-boundary, one-case-swing, small-sample")
		}
	}
}

func (r *RuleSet) checkNearBoundary(fs *Findings, where string, c Criterion) {
	if c.Percent != Rounded && c.Percent != Exact {
		fs.add(where, "percent %q is neither rounded nor exact", c.Percent)
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
	if len(r.Bands) > 1 && c.Points >= farthest {
		fs.add(where, "always fires: no percentage is more than %v points from a boundary", farthest)
	}
}

// checkStep reports a band whose rating is not known or is no better than that
// of the bands before it, and gives the best rating so far.
func (r *RuleSet) checkStep(fs *Findings, where, rating string, before int) int {
	at, ok := r.RatingIndex(rating)
	switch {
	case !ok:
		fs.add(where, "there is no rating %q%s", rating, didYouMean(rating, r.ratingIDs()))
	case at <= before:
		fs.add(where, "stands after a band for a better rating, or occurs twice (the worst comes first)")
	}
	return max(before, at)
}
