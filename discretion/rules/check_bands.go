package rules

import (
	"math"
	"slices"

	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// checkBands finds bands that leave a gap, overlap, or stop short of the ends: the set's,
// and those of standards and questions.
func (r *Set) checkBands(fs *Findings) {
	p, percent := r.Percent, r.Percent.Measure == PercentYes
	known := slices.Contains([]Rounding{HalfUp, HalfEven, Down, None}, p.Rounding)
	fs.when(p.Rounding == "" && r.RatesQuestions() && percent, "percent.rounding", "is missing: half-up, half-even, down or none")
	fs.when(p.Rounding != "" && !known, "percent.rounding", "%q is none of half-up, half-even, down, none", p.Rounding)
	if !percent && p.Measure != CountNo {
		fs.add("percent.measure", "%q is neither percent-yes nor count-no", p.Measure)
		return
	}
	r.checkOwn(fs, "", r.Ratings, r.Bands, r.Decide)
	if len(r.Bands) > 0 {
		r.checkReached(fs)
	}
	for i, st := range r.Standards {
		if scale := r.RatingsOf(i); !st.figured() && !(st.onlyPoints() && st.AnyPoints() && st.Combine != Mean) {
			r.checkOwn(fs, "standards."+st.ID+".", scale, st.Bands, st.Decide)
		}
		for _, q := range st.Questions {
			if q.HasPoints() {
				r.checkPointBands(fs, q)
			} else {
				r.checkOwn(fs, "standards."+q.ID+".", r.RatingsOf(i), q.Bands, q.Decide)
			}
		}
	}
	fs.when(!percent && len(r.Bands) > 0 && p.Rounding != "", "percent.rounding", "has no meaning: the bands count no answers")
}

// checkOwn checks the bands, or the table, of questions, whose values have a prefix.
func (r *Set) checkOwn(fs *Findings, prefix string, scale []Rating, bands []Band, decide []Decided) {
	percent := r.Percent.Measure == PercentYes
	fs.when(len(bands) > 0 && len(decide) > 0, prefix+"decide", "stands beside bands; only one of them can decide")
	before := -1
	for i, b := range bands {
		where := prefix + "bands." + b.Rating
		before = checkStep(fs, where, scale, b.Rating, before)
		fs.when(b.To < b.From, where, "runs from %v down to %v", b.From, b.To)
		fs.when(percent && (b.From < 0 || b.To > 100), where, "runs from %v%% to %v%%; percentages are from 0 to 100", b.From, b.To)
		for _, end := range []float64{b.From, b.To} {
			fs.when(math.Abs(end*100-math.Round(end*100)) > 1e-6, where, "%v has more than two decimals", end)
			fs.when(percent && rounds(r.Percent.Rounding) && end != math.Round(end), where,
				"%v is not whole, and percentages are rounded to whole ones; make it whole, or rounding none", end)
		}
		if i > 0 {
			r.checkNeighbours(fs, prefix, bands[i-1], b)
		}
		fs.when(i > 0 && b.To >= b.From && r.empty(b, i == len(bands)-1), where, "no figure falls in it")
		fs.when(!percent && (b.From != math.Round(b.From) || b.To != math.Round(b.To)), where,
			"no answers are whole, and it runs from %v to %v", b.From, b.To)
	}
	r.checkDecided(fs, prefix, scale, decide)
	if len(bands) == 0 {
		return
	}
	worst, best := bands[0], bands[len(bands)-1]
	fs.when(percent && worst.From != 0, prefix+"bands."+worst.Rating, "the worst band begins at %v%%, not at 0", worst.From)
	fs.when(percent && best.To != 100, prefix+"bands."+best.Rating, "the best band ends at %v%%, not at 100", best.To)
	fs.when(!percent && best.From != 0, prefix+"bands."+best.Rating, "the best band begins at %v no answers, not at 0", best.From)
	fs.when(!percent && r.Target.Size > 0 && worst.To != float64(r.Target.Size), prefix+"bands."+worst.Rating,
		"the worst band ends at %v no answers, and the sample is %d cases", worst.To, r.Target.Size)
}

// rounds tells whether percentages are made whole before they are banded.
func rounds(r Rounding) bool { return r != None && r != "" }

// checkDecided finds rows of a table that occur twice, do not rise, are never used, or give a
// rating for nothing, and ratings that no row gives. One yes more than the cases says that a
// rating is out of reach there.
func (r *Set) checkDecided(fs *Findings, prefix string, scale []Rating, decide []Decided) {
	where, size := prefix+"decide", r.Target.Size
	seen := map[int]bool{}
	reached := make([]bool, len(scale))
	for _, d := range decide {
		fs.when(d.Cases < 1, where, "%d cases cannot be answered", d.Cases)
		fs.when(seen[d.Cases], where, "%d cases occur twice", d.Cases)
		seen[d.Cases] = true
		fs.when(size > 0 && d.Cases > size, where, "the row for %d cases is never used: target.size is %d", d.Cases, size)
		fs.when(len(d.Yes) != len(scale)-1, where,
			"%d cases: yes has %d numbers, and there are %d ratings above the worst", d.Cases, len(d.Yes), len(scale)-1)
		for i, yes := range d.Yes {
			fs.when(yes < 1, where, "%d cases: %d yes answers are always reached", d.Cases, yes)
			fs.when(yes > d.Cases+1, where,
				"%d cases: there cannot be %d yes answers (%d say that a rating is out of reach there)", d.Cases, yes, d.Cases+1)
			before := d.Yes[max(i-1, 0)]
			fs.when(yes < before, where, "%d cases: %d yes answers stand after %d (the worst rating comes first)", d.Cases, yes, before)
			better := i+1 < len(d.Yes) && d.Yes[i+1] == yes
			if i+1 < len(scale) && yes <= d.Cases && !better {
				reached[i+1] = true
			}
		}
	}
	fs.when(len(decide) > 0 && size > 0 && !seen[size], where, "has no row for the %d cases of target.size", size)
	for i := 1; i < len(scale) && len(decide) > 0; i++ {
		all := prefix == "" || !slices.Contains(reached, true)
		fs.when(all && !reached[i], where, "no row gives %s", scale[i].ID)
	}
}

// checkNeighbours finds a gap or an overlap between a band and the next better one.
func (r *Set) checkNeighbours(fs *Findings, prefix string, worse, better Band) {
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
	what := phrase.Either(high.From < want, "an overlap", "a gap")
	or := phrase.Either(!whole && high.From == low.To+1 && !r.Percent.Inclusive,
		"; or inclusive should be true, as whole figures that are printed from and to mostly are", "")
	fs.add(prefix+"bands."+better.Rating, "%s: %s ends at %v and %s begins at %v; it should begin at %v%s",
		what, low.Rating, low.To, high.Rating, high.From, want, or)
}

// checkReached finds ratings that no band gives.
func (r *Set) checkReached(fs *Findings) {
	for _, rt := range r.Ratings {
		given := slices.ContainsFunc(r.Bands, func(b Band) bool { return b.Rating == rt.ID })
		fs.when(!given, "ratings."+rt.ID, "no band gives it")
	}
}

// empty reports whether no percentage falls in a band above the worst.
func (r *Set) empty(b Band, best bool) bool {
	p := r.Percent
	switch {
	case p.Measure == CountNo:
		return false
	case p.Rounding != None && p.Inclusive:
		return math.Ceil(b.From) > math.Floor(b.To)
	case p.Rounding != None:
		return math.Floor(b.From)+1 > math.Floor(b.To)
	case p.Inclusive && best:
		return b.From > b.To
	}
	return b.From >= b.To
}

// checkStep reports a band with an unknown rating, or one no better than those before,
// and gives the best so far.
func checkStep(fs *Findings, where string, scale []Rating, rating string, before int) int {
	at, ok := ratingIn(scale, rating)
	fs.when(!ok, where, "there is no rating %q%s", rating, sheet.DidYouMean(rating, ratingIDs(scale)))
	fs.when(ok && at <= before, where, "stands after a band for a better rating, or occurs twice (the worst comes first)")
	return max(before, at)
}
