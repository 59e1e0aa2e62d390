package stats

import (
	"fmt"
	"math"
	"strconv"
)

// infiniteSize returns the size for a population without end,
// z^2 p (1-p) / e^2. Source: Cochran (1977), Sampling Techniques, 3rd ed.,
// equation 4.2.
func infiniteSize(z, p, e float64) float64 {
	return z * z * p * (1 - p) / (e * e)
}

// finiteSize returns the size for a population of N that has the precision of
// n0 cases from one without end, n0 / (1 + (n0-1)/N). Source: Cochran (1977),
// equation 4.3. With less one left out, n0 / (1 + n0/N), it is the form that
// takes the variance over N instead of N-1.
func finiteSize(n0 float64, N int, lessOne bool) float64 {
	if N == Infinite || n0 == 0 {
		return n0
	}
	if lessOne {
		return n0 / (1 + (n0-1)/float64(N))
	}
	return n0 / (1 + n0/float64(N))
}

// roundUp is the least whole number not below x, where an x that is a whole
// number but for the rounding of its calculation counts as one.
func roundUp(x float64) float64 {
	if near := math.Round(x); math.Abs(x-near) <= 1e-12*x {
		return near
	}
	return math.Ceil(x)
}

// rounded makes a whole number of x, at least 1.
func rounded(x float64, r Rounding) float64 {
	if r == RoundNearest {
		return max(1, math.Floor(x+0.5))
	}
	return max(1, roundUp(x))
}

// roundingWords name the roundings for people.
var roundingWords = map[Rounding]struct{ short, long string }{
	RoundUp:       {"up", "rounded up"},
	RoundNearest:  {"nearest", "rounded to the nearest"},
	RoundEachStep: {"up at each step", "rounded up after each step"},
}

// A stage is the size at a step of the formula, before and after it was rounded up
// where every step is.
type stage struct{ before, after float64 }

// formulaStages are the sizes on the way through the normal formula.
type formulaStages struct {
	z                        float64
	infinite, design, finite stage
	unrounded                float64 // before the last rounding and the cap at the population
}

// stages works out the normal formula. Without a population finite is design.
func (c SizeConvention) stages(spec SizeSpec) formulaStages {
	each := func(x float64) stage {
		if c.Rounding == RoundEachStep {
			return stage{x, roundUp(x)}
		}
		return stage{x, x}
	}
	s := formulaStages{z: Z(spec.Confidence)}
	if c.RoundedZ {
		s.z = math.Round(s.z*100) / 100
	}
	s.infinite = each(infiniteSize(s.z, spec.Proportion, spec.Margin))
	s.design = each(s.infinite.after * spec.DesignEffect)
	s.finite = each(finiteSize(s.design.after, spec.Population, !c.OverN))
	s.unrounded = s.finite.after / spec.Response
	return s
}

// byFormula fills in the size by the normal formula and its steps.
func (s *Size) byFormula(f formulaStages) {
	add := func(name, formula, substitution string, n stage, source string) {
		if s.Rounding == RoundEachStep {
			formula += ", rounded up"
			substitution += " = " + number(n.before) + ", rounded up"
		}
		s.step(name, formula, substitution, n.after, source)
	}
	n := f.design.after
	add("infinite", "z² p (1-p) / e²", fmt.Sprintf("%s² × %s × %s / %s²",
		number(s.Z), number(s.Proportion), number(1-s.Proportion), number(s.Margin)), f.infinite, "Cochran 1977, chapter 4")
	add("design effect", "n × deff", fmt.Sprintf("%s × %s", number(f.infinite.after), number(s.DesignEffect)), f.design,
		"Kish 1965, chapter 8")
	if s.Population != Infinite {
		add("finite correction", "n / (1 + (n-1)/N)",
			fmt.Sprintf("%s / (1 + %s/%d)", number(n), number(n-1), s.Population), f.finite, "Cochran 1977, chapter 4")
	}
	s.step("response", "n / response", fmt.Sprintf("%s / %s", number(f.finite.after), number(s.Response)), f.unrounded,
		"n cases read are n / response selected")
	s.finish(f.unrounded)
}

// byEnumeration fills in the size by an exact criterion.
func (s *Size) byEnumeration() {
	level, _ := newLevel(s.Confidence) // spec.check has passed it
	n, stable := estimateSizes(s.Population, level, s.Margin)
	name, formula, source := "estimate", "least n with P(|X/n - K/N| <= e) >= confidence for every K = 0..N",
		"enumeration of the hypergeometric distribution"
	substitution := fmt.Sprintf("e = %s, N = %d, confidence %s", number(s.Margin), s.Population, number(s.Confidence))
	if s.Criterion == IntervalWidth {
		n, stable = pushSizes(s.Population, level, s.Margin, stable)
		name, formula, source = "interval",
			"least n with an interval of at most floor(2 e N) cases that holds every K = 0..N with the confidence",
			"Bartroff and Chakraborty 2025, the Push algorithm"
		substitution += fmt.Sprintf(", width %d", pushWidth(s.Population, s.Margin))
	}
	s.step(name, formula, substitution, float64(n), source)
	inflated := float64(n) / s.Response
	s.step("response", "n / response", fmt.Sprintf("%d / %s", n, number(s.Response)), inflated, "n cases read are n / response selected")
	s.finish(inflated)
	s.StableFrom = int(min(rounded(float64(stable)/s.Response, RoundUp), float64(s.Population)))
}

// finish rounds and caps n.
func (s *Size) finish(n float64) {
	whole := rounded(n, s.Rounding)
	how, done, why := "up to a whole number", "up", "no fewer cases than the formula asks for"
	if s.Rounding == RoundNearest {
		how, done, why = "to the nearest whole number", "to the nearest", "the convention asked for"
	}
	s.step("rounding", how, number(n)+" rounded "+done, whole, why)
	if s.Population != Infinite {
		before := whole
		whole = min(whole, float64(s.Population))
		s.step("cap at N", "min(n, N)", fmt.Sprintf("min(%s, %d)", number(before), s.Population), whole, "no more cases than there are")
	}
	s.Sample = int(whole)
	s.StableFrom = s.Sample
}

func (s *Size) step(name, formula, substitution string, value float64, source string) {
	s.Steps = append(s.Steps, Step{name, formula, substitution, value, source})
}

// number writes x for people: whole, or with six significant digits.
func number(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}

// points writes a margin in percentage points.
func points(e float64) string {
	return strconv.FormatFloat(math.Round(e*1e6)/1e4, 'f', -1, 64) + " points"
}
