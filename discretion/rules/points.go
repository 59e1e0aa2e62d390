package rules

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Points are counted in hundredths, as whole numbers.
const pointUnits = 100

// The most points of a level, and the most cases of a question whose answers have points:
// sums of them stay whole numbers that any computer holds.
const (
	mostPoints     = 100
	MostWithPoints = 100_000
)

// points are what the answers to a question are worth.
type points struct {
	levels   []int // hundredths of a point of each level, rising
	mean     bool  // the figure is their mean; else their percent of the highest
	rounding Rounding
	decimals int
}

// LevelPoints gives the points of levels, in hundredths: those stated, or the levels
// themselves where they are numbers that rise, or 0, 1, 2 from the worst.
func (a Answers) LevelPoints() []int {
	var all []int
	if len(a.Points) > 0 {
		for _, p := range a.Points {
			all = append(all, int(math.Round(p*pointUnits)))
		}
		return all
	}
	for _, l := range a.Levels {
		v, ok := wholeNumber(l)
		if !ok || len(all) > 0 && v*pointUnits <= all[len(all)-1] {
			all = all[:0]
			break
		}
		all = append(all, v*pointUnits)
	}
	if len(all) == 0 {
		for at := range a.Levels {
			all = append(all, at*pointUnits)
		}
	}
	return all
}

// wholeNumber reads a level that is a number from 0 to mostPoints.
func wholeNumber(level string) (int, bool) {
	v, err := strconv.Atoi(strings.TrimSpace(level))
	return v, err == nil && v >= 0 && v <= mostPoints
}

// LevelNamed gives the place of the level that a text is, whatever its letter case, or that
// has as many points; -1 where there is none.
func (r *Set) LevelNamed(q Question, text string) int {
	a, _ := r.answersOf(q)
	text = strings.TrimSpace(text)
	at := slices.IndexFunc(a.Levels, func(l string) bool { return strings.EqualFold(strings.TrimSpace(l), text) })
	if v, err := strconv.ParseFloat(text, 64); at < 0 && err == nil && r.ReadsPoints(q) && len(a.LevelPoints()) == len(a.Levels) {
		at = slices.IndexFunc(a.LevelPoints(), func(p int) bool { return float64(p)/pointUnits == v })
	}
	return at
}

// ReadsPoints tells whether an answer may be written by its points: where it has some and no
// level is a number itself.
func (r *Set) ReadsPoints(q Question) bool {
	a, ok := r.answersOf(q)
	return ok && q.HasPoints() && !slices.ContainsFunc(a.Levels, func(l string) bool {
		_, err := strconv.ParseFloat(strings.TrimSpace(l), 64)
		return err == nil
	})
}

// HasPoints tells whether a question is rated by the points of its answers.
func (q Question) HasPoints() bool { return q.Measure == MeanPoints || q.Measure == PercentPoints }

// PointsQuestion is the id of the first question that is rated by points; "" where none is.
func (r *Set) PointsQuestion() string {
	q, _ := first(r.questions, Question.HasPoints)
	return q.ID
}

// AnyPoints tells whether any question of a standard is rated by points.
func (st Standard) AnyPoints() bool { return slices.ContainsFunc(st.Questions, Question.HasPoints) }

// answersOf gives the levels that a question's answers have.
func (r *Set) answersOf(q Question) (Answers, bool) {
	return first(r.Answers, func(a Answers) bool { return q.Answers != "" && a.ID == q.Answers })
}

// withPoints gives a question's scale the points of its answers.
func (r *Set) withPoints(s *Scale, q Question) *Scale {
	a, ok := r.answersOf(q)
	if !q.HasPoints() || !ok || len(a.Levels) < 2 || len(a.LevelPoints()) != len(a.Levels) {
		return s
	}
	p := &points{levels: a.LevelPoints(), mean: q.Measure == MeanPoints, rounding: q.Rounding, decimals: min(max(q.Decimals, 0), 2)}
	s.rule.Measure = q.Measure
	if p.mean {
		s.rule.Inclusive = true
	}
	if p.rounding == "" {
		p.rounding = None
		if !p.mean && s.Rounding != "" {
			p.rounding = s.Rounding
		}
	}
	if p.levels[len(p.levels)-1] <= 0 {
		return s // a finding
	}
	s.points, s.Rounding = p, p.rounding
	return s
}

func (p *points) low() int  { return p.levels[0] }
func (p *points) high() int { return p.levels[len(p.levels)-1] }

// exact is the figure of cases whose points are so many hundredths above the lowest there
// can be: in percent, or in points where it is a mean.
func (p *points) exact(above, of int) Figure {
	sum := int64(p.low())*int64(of) + int64(above)
	if p.mean {
		return Figure{sum, pointUnits * int64(of)}
	}
	return Figure{100 * sum, int64(p.high()) * int64(of)}
}

// banded is the figure as it is banded, in 1/den hundredths.
func (p *points) banded(above, of int) (num, den int64) {
	f := p.exact(above, of)
	if p.rounding == None {
		return 100 * f.Num, f.Den
	}
	step := int64(math.Pow10(p.decimals))
	return 100 / step * rounded(step*f.Num, f.Den, p.rounding), 1
}

// HasPoints tells whether answers have points.
func (s *Scale) HasPoints() bool { return s.points != nil }

// OfMean tells whether the bands divide a mean of points.
func (s *Scale) OfMean() bool { return s.points != nil && s.points.mean }

// Span is how far the count of one case goes: 1, and where answers have points the
// hundredths between the worst level and the best.
func (s *Scale) Span() int {
	if s.points == nil {
		return 1
	}
	return s.points.high() - s.points.low()
}

// Step is the largest number that every count is a multiple of: 1, and where answers have points
// some hundredths.
func (s *Scale) Step() int {
	if s.points == nil {
		return 1
	}
	return s.points.step()
}

func (p *points) step() int {
	step := 0
	for _, l := range p.levels {
		step = int(gcd(int64(step), int64(l-p.low())))
	}
	return step
}

// Sums gives the counts that a number of cases can have whose answers have points; ok is false
// where there are too many to go through.
func (s *Scale) Sums(of int) (counts []int, ok bool) { return s.points.sums(of) }

// Levels is how many levels answers with points have.
func (s *Scale) Levels() int { return len(s.points.levels) }

// Above is what a case at a level adds to the count.
func (s *Scale) Above(level int) int { return s.points.levels[level] - s.points.low() }

// Count is the count that a scale bands: yes answers, or what the cases at each level have
// above the worst, in hundredths of a point.
func (s *Scale) Count(yes int, levels []int) int {
	switch {
	case s.points == nil:
		return yes
	case levels == nil:
		return yes * s.Span()
	}
	sum := 0
	for level, cases := range levels {
		sum += cases * s.Above(level)
	}
	return sum
}

// PointsOf is what the answers to a question are worth together.
type PointsOf struct {
	Levels  []float64 // points of each level, worst first
	Cases   []int     // at each level
	Sum     float64
	Mean    float64 // exact; Percent too
	Percent float64 // of the highest there can be
	Of      Measure // the one that is banded
}

// PointsOf adds up the points of cases at each level; nil for a scale without points.
func (s *Scale) PointsOf(cases []int, of int) *PointsOf {
	if s.points == nil || of == 0 {
		return nil
	}
	p := &PointsOf{Cases: cases, Of: s.rule.Measure}
	for _, l := range s.points.levels {
		p.Levels = append(p.Levels, float64(l)/pointUnits)
	}
	sum := s.Count(0, cases) + s.points.low()*of
	p.Sum, p.Mean = float64(sum)/pointUnits, float64(sum)/float64(pointUnits*of)
	p.Percent = 100 * float64(sum) / (float64(s.points.high()) * float64(of))
	return p
}

// Rounds says how the figure of points is rounded, and to how many decimals.
func (s *Scale) Rounds() (Rounding, int) {
	if s.points == nil {
		return s.Rounding, 0
	}
	return s.points.rounding, s.points.decimals
}

// FigureAt is the exact figure of a count out of a number of cases: a percentage, or a mean.
func (s *Scale) FigureAt(count, of int) Figure {
	if s.points == nil {
		num, den := s.Exact(int64(count), int64(of))
		return Figure{num, den}
	}
	return s.points.exact(count, of)
}

// Banded is the figure of answers with points as it is banded.
func (s *Scale) Banded(count, of int) Figure {
	num, den := s.points.banded(count, of)
	return Figure{num, 100 * den}
}

// PercentOfHighest is a count in percent of the highest that cases can have, exactly: what
// figures in points and in percent are compared by.
func (s *Scale) PercentOfHighest(count, of int) Figure {
	if !s.OfMean() {
		return s.FigureAt(count, of)
	}
	percent := *s.points
	percent.mean = false
	return percent.exact(count, of)
}

// mostSums is the most sums of points that are gone through.
const mostSums = 2_000_000

// sums gives the counts that a number of cases can have whose answers have points; ok is
// false where there are more than mostSums to look at.
func (p *points) sums(of int) (counts []int, ok bool) {
	step := p.step()
	most := of * (p.high() - p.low()) / step
	if most > mostSums {
		return nil, false
	}
	fewest := make([]int32, most+1) // cases above the worst level that make a sum
	for sum := range fewest {
		if sum > 0 {
			fewest[sum] = math.MaxInt32
			for _, l := range p.levels[1:] {
				if before := sum - (l-p.low())/step; before >= 0 && fewest[before] < math.MaxInt32 {
					fewest[sum] = min(fewest[sum], fewest[before]+1)
				}
			}
		}
		if int(fewest[sum]) <= of {
			counts = append(counts, sum*step)
		}
	}
	return counts, true
}
