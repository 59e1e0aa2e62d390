package rules

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"onecase/stats/phrase"
)

// checkAnswerPoints finds points that are not those of the levels, or do not rise with them.
func (r *Set) checkAnswerPoints(fs *Findings, where string, a Answers) {
	if len(a.Points) > 0 && len(a.Points) != len(a.Levels) {
		fs.add(where, "has %s of %s; each level has its points", phrase.Count(len(a.Points), "number"),
			phrase.Count(len(a.Levels), "level"))
		return
	}
	for i, p := range a.Points {
		if !(p >= 0 && p <= mostPoints) || math.Abs(p*pointUnits-math.Round(p*pointUnits)) > 1e-9 {
			fs.add(where, "%v points of %s are not from 0 to %d with at most two decimals", p, a.Levels[i], mostPoints)
			return
		}
		fs.when(i > 0 && p <= a.Points[i-1], where,
			"%s has %s after %v of %s; points rise with the level (the worst comes first)", a.Levels[i], pointsText(p),
			a.Points[max(i-1, 0)], a.Levels[max(i-1, 0)])
	}
	used := slices.ContainsFunc(r.questions, func(q Question) bool { return q.Answers == a.ID && q.HasPoints() })
	fs.when(len(a.Points) > 0 && !used, where, "has points, and no question is measured by them (measure = \"mean\" or \"percent\")")
	fs.when(len(a.Levels) > 1+math.MaxUint8, where, "has %d levels, and no answers have more than %d", len(a.Levels), 1+math.MaxUint8)
}

// checkMeasure finds a measure that is none, or that has nothing to measure, and rounding
// without one.
func (r *Set) checkMeasure(fs *Findings, where string, q Question) {
	if !q.HasPoints() {
		fs.when(q.Measure != "", where, "measure %q is neither mean nor percent; without it a question is rated by the share of yes", q.Measure)
		fs.when(q.Rounding != "" || q.Decimals != 0, where, "rounding and decimals are of a measure by points")
		return
	}
	known := slices.Contains([]Rounding{"", HalfUp, HalfEven, Down, None}, q.Rounding)
	fs.when(!known, where, "rounding %q is none of half-up, half-even, down, none", q.Rounding)
	fs.when(q.Decimals < 0 || q.Decimals > 2, where, "decimals is %d; a figure has none, 1 or 2", q.Decimals)
	fs.when(q.Decimals != 0 && q.Rounding == None, where, "decimals have no meaning without rounding")
	fs.when(q.Answers == "", where, "has a measure and no answers with points")
	fs.when(q.AtLeast != "", where, "has at_least as well as a measure; at_least is for the share of cases at a level or above")
	fs.when(len(q.Decide) > 0, where, "a table by number of cases counts yes answers, and it is measured by points")
	if st, ok := first(r.Standards, func(st Standard) bool { return st.ID == q.Standard }); ok && !q.Information {
		fs.when(q.Measure == MeanPoints && st.Combine == Mean && len(st.Parts) == 0, where,
			"is a mean of points, and its standard the mean of percentages; measure it in percent")
	}
}

// checkPointBands finds bands of a question with points that leave a figure without one, that
// overlap, or that no figure falls in.
func (r *Set) checkPointBands(fs *Findings, q Question) {
	at, _ := r.StandardIndex(q.Standard)
	s := r.ScaleOf(q.Place, "")
	if q.Information || !s.HasPoints() {
		return
	}
	st := r.Standards[at]
	where, bands := "standards."+q.ID, q.Bands
	if len(bands) == 0 && len(st.Bands) > 0 && (q.Measure == PercentPoints || st.onlyPoints()) {
		bands = st.Bands
	}
	if len(bands) == 0 && q.Measure == PercentPoints && r.Percent.Measure == PercentYes && len(st.Decide)+len(r.Decide) == 0 {
		bands = r.Bands
	}
	if len(bands) == 0 {
		fs.when(r.RatesQuestions(), where,
			"is measured by points and has no bands of its own (those of percentages of yes are none for it)")
		return
	}
	p := s.points
	least, most, step := 100*float64(p.low())/float64(p.high()), 100.0, 0.0
	if p.mean {
		least, most = float64(p.low())/pointUnits, float64(p.high())/pointUnits
	}
	if p.rounding != None {
		step = 1 / math.Pow10(p.decimals)
		n, d := p.banded(0, 1)
		least = float64(n) / float64(100*d)
	}
	before, low := -1, 0.0 // percentages may begin at 0
	if p.mean {
		low = least
	}
	for i, b := range bands {
		where := where + ".bands." + b.Rating
		before = checkStep(fs, where, r.RatingsOf(at), b.Rating, before)
		fs.when(b.To < b.From, where, "runs from %v down to %v", b.From, b.To)
		fs.when(b.From < low || b.To > most, where, "runs from %v to %v, and the %s is from %v to %v",
			b.From, b.To, p.name(), figureEnd(least), figureEnd(most))
		for _, end := range []float64{b.From, b.To} {
			fs.when(math.Abs(end*100-math.Round(end*100)) > 1e-6, where, "%v has more than two decimals", end)
		}
		fs.when(b.To < least, where, "no figure falls in it: the lowest is %v", figureEnd(least))
		if i > 0 {
			checkFigures(fs, where, bands[i-1], b, step, s.rule.Inclusive)
		}
	}
	fs.when(bands[0].From > least, where+".bands."+bands[0].Rating,
		"the worst band begins at %v, and the lowest figure is %v", bands[0].From, figureEnd(least))
	last := bands[len(bands)-1]
	fs.when(last.To < most, where+".bands."+last.Rating, "the best band ends at %v, and the highest figure is %v", last.To, figureEnd(most))
}

// checkFigures finds a figure between two bands, or one in both. Figures are whole steps; a
// step of 0 is none, and any figure may be hit. Inclusive: one where a band begins is in it.
func checkFigures(fs *Findings, where string, worse, better Band, step float64, inclusive bool) {
	if step == 0 {
		fs.when(better.From > worse.To, where,
			"a gap: %s ends at %v and it begins at %v, and figures are not rounded; it should begin at %v",
			worse.Rating, worse.To, better.From, worse.To)
		fs.when(better.From < worse.To, where, "an overlap: %s ends at %v and it begins at %v; it should begin at %v",
			worse.Rating, worse.To, better.From, worse.To)
		return
	}
	in := func(v float64) float64 { return math.Round(v/step*1e6) / 1e6 } // in steps
	last, first := math.Floor(in(worse.To)), math.Ceil(in(better.From))
	if !inclusive {
		first = math.Floor(in(better.From)) + 1
	}
	fs.when(last+1 < first, where, "a gap: %s ends at %v and it begins at %v, and %v falls in neither", worse.Rating,
		worse.To, better.From, figureEnd((last+1)*step))
	fs.when(last >= first, where, "an overlap: %s ends at %v and it begins at %v", worse.Rating, worse.To, better.From)
	fs.when(first > math.Floor(in(better.To)), where, "no figure falls in it")
}

// figureEnd writes an end of figures with at most two decimals.
func figureEnd(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }

// onlyPoints tells whether all questions that a standard is rated by have points.
func (st Standard) onlyPoints() bool {
	return !slices.ContainsFunc(st.Questions, func(q Question) bool { return !q.Information && !q.HasPoints() })
}

// onlyMeans tells whether all questions that a standard is rated by are means of points.
func (st Standard) onlyMeans() bool {
	return len(st.Questions) > 0 && !slices.ContainsFunc(st.Questions,
		func(q Question) bool { return !q.Information && q.Measure != MeanPoints })
}

// name is what the figure is called.
func (p *points) name() string {
	return phrase.Either(p.mean, "mean", "percentage of the highest points")
}

// levelWords lists levels with their points: no 0, partly 1, yes 2.
func (a Answers) levelWords() string {
	var parts []string
	points := a.LevelPoints()
	if len(points) != len(a.Levels) {
		return strings.Join(a.Levels, ", ") // a finding
	}
	for i, l := range a.Levels {
		parts = append(parts, phrase.Either(l == figureEnd(float64(points[i])/pointUnits), l,
			l+" "+figureEnd(float64(points[i])/pointUnits)))
	}
	return strings.Join(parts, ", ")
}

// measureWords says how the answers to a question make its figure.
func (r *Set) measureWords(q Question) string {
	a, _ := r.answersOf(q)
	s := r.ScaleOf(q.Place, "")
	text := phrase.Either(q.Measure == MeanPoints, "the mean of the points of the answers",
		"the points of the answers in percent of the highest there can be")
	if text += " (" + a.levelWords() + ")"; s.points != nil && s.points.rounding != None {
		text += ", rounded " + map[Rounding]string{HalfUp: "half up", HalfEven: "half to even", Down: "down"}[s.points.rounding] + " to " +
			phrase.Either(s.points.decimals == 0, "a whole number", phrase.Count(s.points.decimals, "decimal"))
	} else {
		text += ", not rounded"
	}
	return text
}

// pointsText is a number of points: 1 point, 0.5 points.
func pointsText(p float64) string {
	return strconv.FormatFloat(p, 'f', -1, 64) + phrase.Either(p == 1, " point", " points")
}
