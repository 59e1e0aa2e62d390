package stats

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// An AnswerPair is one answer of a case that was read twice: the number of the category
// that the first reading gave, from 0, and that of the second.
type AnswerPair struct{ First, Second int }

// An AgreementSpec is what two readings of the same cases answered.
type AgreementSpec struct {
	Categories int            // that an answer may have, at least 2
	Cases      [][]AnswerPair // the answers of each case that was read twice; one without answers counts for nothing
	// Population is how many cases there were to read twice, the sample that the second
	// reading was drawn from; Infinite where that is not known.
	Population int
	Confidence float64 // two-sided, in 0..1
	// Weights say how far each two categories are alike, from 0 to 1, 1 for the same one; nil: others
	// are not alike at all. See [QuadraticWeights].
	Weights [][]float64
}

// QuadraticWeights are those of categories that are worth so much: 1 less the square of how far
// two are apart, of the farthest there are (Cohen 1968). So irrCAC's quadratic.weights.
func QuadraticWeights(worth []float64) [][]float64 {
	span := slices.Max(worth) - slices.Min(worth)
	weights := make([][]float64, len(worth))
	for k, x := range worth {
		for _, y := range worth {
			weights[k] = append(weights[k], 1-(x-y)*(x-y)/(span*span))
		}
	}
	return weights
}

// An Agreement is how far two readings of the same cases agree.
type Agreement struct {
	Cases, Answers int     // read twice
	Same           int     // answers alike in both readings
	Table          [][]int // answers by the first reading's category, then the second's
	Population     int
	Confidence     float64

	Share Coefficient // of the answers that are the same, or by weights how far they are; no chance is taken off
	Kappa Coefficient // Cohen (1960); by weights 1968
	Scott Coefficient // Scott's pi (1955)
	AC1   Coefficient // Gwet (2008); by weights his AC2
	Alpha Coefficient // Krippendorff (1970)

	weights [][]float64
}

// A Coefficient is one measure of agreement with approximate limits. What is not defined is
// NaN, and Why says why.
type Coefficient struct {
	Value float64 // (observed - Chance) / (1 - Chance): 1 where all agree, 0 where no more do than by chance
	// Chance is the agreement that is put down to chance.
	Chance float64
	SE     float64
	// Unit is the standard error that one case from a population without end would have, so
	// that SE is Unit sqrt((1 - n/N)/n).
	Unit      float64
	Low, High float64
	Why       string // why there is no value, or no limits; "" where there are both
}

// maxCategories bounds the table of [AgreementOf].
const maxCategories = 100

// AgreementOf works out how far two readings agree. Every coefficient has the linearised
// standard error of Gwet, K. L. (2008, Computing inter-rater reliability and its variance in
// the presence of high agreement, British Journal of Mathematical and Statistical Psychology
// 61; 2014, Handbook of inter-rater reliability, 4th edition, chapter 5), as his R package
// irrCAC has it for a table of two readers: with u = a - (1 - coefficient) e for each answer,
// a being its weight, 1 where the readings are alike, and e what the answer adds to the chance,
//
//	SE = sqrt((1 - n/N) mean(square of (u - mean u)) / n) / (1 - Chance)
//
// Cases are what was drawn, so where a case has several answers their u are added up case by
// case first (Taylor linearisation of a ratio over clusters; Särndal, Swensson and Wretman
// 1992, chapter 8); then n counts cases, and answers of one case may be alike. Limits are
// value -+ t SE with n - 1 degrees of freedom, cut to -1..1. They are not guaranteed.
//
// Chance: for kappa the sum of the products of both readings' shares of each category; for
// Scott's pi and alpha the sum of the squares of the mean shares p; for AC1 the sum of
// p (1 - p) over the categories less one. Weights count each product of two categories' shares, and
// the sum of AC1 by their mean. Alpha has 1/(2 answers) of the disagreement taken
// off for small numbers, and Scott's standard error, as in irrCAC.
func AgreementOf(spec AgreementSpec) (Agreement, error) {
	a := Agreement{Population: spec.Population, Confidence: spec.Confidence, weights: spec.Weights}
	if err := checkShares(namedShare{"confidence", spec.Confidence}); err != nil {
		return a, err
	}
	if spec.Categories < 2 || spec.Categories > maxCategories {
		return a, fmt.Errorf("stats: answers have to have from 2 to %d categories, got %d", maxCategories, spec.Categories)
	}
	if a.weights == nil {
		a.weights = make([][]float64, spec.Categories)
		for k := range a.weights {
			a.weights[k] = make([]float64, spec.Categories)
			a.weights[k][k] = 1
		}
	}
	if err := checkWeights(a.weights, spec.Categories); err != nil {
		return a, err
	}
	a.Table = make([][]int, spec.Categories)
	for k := range a.Table {
		a.Table[k] = make([]int, spec.Categories)
	}
	for _, answers := range spec.Cases {
		for _, p := range answers {
			if min(p.First, p.Second) < 0 || max(p.First, p.Second) >= spec.Categories {
				return a, fmt.Errorf("stats: an answer is of category %d or %d, and there are %d", p.First, p.Second, spec.Categories)
			}
			a.Table[p.First][p.Second]++
			a.Answers++
			if p.First == p.Second {
				a.Same++
			}
		}
		if len(answers) > 0 {
			a.Cases++
		}
	}
	if a.Answers == 0 {
		return a, errors.New("stats: no answer was given twice")
	}
	if spec.Population != Infinite && spec.Population < a.Cases {
		return a, fmt.Errorf("stats: %d cases cannot have been read twice of %d", a.Cases, spec.Population)
	}
	a.coefficients(spec.Cases)
	return a, nil
}

// checkWeights finds what is wrong with weights.
func checkWeights(weights [][]float64, categories int) error {
	if len(weights) != categories || slices.ContainsFunc(weights, func(row []float64) bool { return len(row) != categories }) {
		return fmt.Errorf("stats: weights %v are not those of each two of %d categories", weights, categories)
	}
	for k, row := range weights {
		for l, w := range row {
			if !(w >= 0 && w <= 1) || w != weights[l][k] || k == l && w != 1 {
				return fmt.Errorf("stats: a weight of %v is not from 0 to 1, or not the same both ways, or not 1 for one category", w)
			}
		}
	}
	return nil
}

// coefficients fills the five measures.
func (a *Agreement) coefficients(cases [][]AnswerPair) {
	n, q := float64(a.Answers), len(a.Table)
	first, second, mean := make([]float64, q), make([]float64, q), make([]float64, q)
	for k, row := range a.Table {
		for l, count := range row {
			first[k] += float64(count) / n
			second[l] += float64(count) / n
		}
	}
	weight := 0.0 // of all pairs of categories
	// What a category has in common with the answers of the first reading, the second, both.
	toFirst, toSecond, toMean := make([]float64, q), make([]float64, q), make([]float64, q)
	for k := range q {
		for l, w := range a.weights[k] {
			weight += w
			toFirst[k] += w * first[l]
			toSecond[k] += w * second[l]
			toMean[k] += w * (first[l] + second[l]) / 2
		}
	}
	product, square, spread := 0.0, 0.0, 0.0
	weight /= float64(q) * float64(q-1)
	for k := range q {
		mean[k] = (first[k] + second[k]) / 2
		product += first[k] * toSecond[k]
		square += mean[k] * toMean[k]
		spread += mean[k] * (1 - mean[k]) * weight
	}
	a.Share = a.coefficient(0, func(AnswerPair) float64 { return 0 }, cases)
	a.Share.Low = max(0, a.Share.Low)
	a.Kappa = a.coefficient(product, func(p AnswerPair) float64 { return toSecond[p.First] + toFirst[p.Second] }, cases)
	a.Scott = a.coefficient(square, func(p AnswerPair) float64 { return toMean[p.First] + toMean[p.Second] }, cases)
	a.AC1 = a.coefficient(spread, func(p AnswerPair) float64 { return (2 - mean[p.First] - mean[p.Second]) * weight }, cases)
	a.Alpha = a.Scott
	a.Alpha.Value += (1 - a.Alpha.Value) / (2 * n)
	a.limits(&a.Alpha)
}

// coefficient is one measure, from its chance and what each answer adds to twice of it.
func (a *Agreement) coefficient(chance float64, adds func(AnswerPair) float64, cases [][]AnswerPair) Coefficient {
	c := Coefficient{Chance: chance, Value: math.NaN(), SE: math.NaN(), Unit: math.NaN(), Low: math.NaN(), High: math.NaN()}
	if 1-chance < 1e-12 {
		c.Why = "every answer of both readings is the same one, so that they would be alike by chance as well"
		return c
	}
	share := 0.0
	for k, row := range a.Table {
		for l, count := range row {
			share += a.weights[k][l] * float64(count)
		}
	}
	share /= float64(a.Answers)
	c.Value = (share - chance) / (1 - chance)
	u := func(p AnswerPair) float64 { return a.weights[p.First][p.Second] - (1-c.Value)*adds(p) }
	middle := share - 2*(1-c.Value)*chance // the mean of u
	squares := 0.0
	for _, answers := range cases {
		sum := 0.0
		for _, p := range answers {
			sum += u(p) - middle
		}
		squares += sum * sum
	}
	// Of n cases with m answers in all: each counts n/m of a mean answer.
	c.Unit = math.Sqrt(squares*float64(a.Cases)) / float64(a.Answers) / (1 - chance)
	if c.Unit < 1e-9 {
		c.Unit = 0 // sums of what is nothing
	}
	a.limits(&c)
	return c
}

// limits fills the standard error and the limits of a coefficient that has a value.
func (a *Agreement) limits(c *Coefficient) {
	if math.IsNaN(c.Value) {
		return
	}
	left := 1.0
	if a.Population != Infinite {
		left -= float64(a.Cases) / float64(a.Population)
	}
	c.SE = c.Unit * math.Sqrt(left/float64(a.Cases))
	c.Low, c.High = math.NaN(), math.NaN()
	switch {
	case left == 0:
		c.Low, c.High = c.Value, c.Value
	case a.Cases == 1:
		c.Why = "one case was read twice, which shows no spread to make limits from"
	case c.Unit == 0:
		c.Why = "the cases read twice are all alike in this, which shows no spread to make limits from"
	default:
		t := studentZ(a.Confidence, float64(a.Cases-1))
		c.Low, c.High = max(-1, c.Value-t*c.SE), min(1, c.Value+t*c.SE)
	}
}

// Within is how far off a coefficient is likely to be at most when so many cases are read
// twice: z Unit sqrt((1 - n/N)/n). NaN where the spread is not known.
func (c Coefficient) Within(n, population int, confidence float64) float64 {
	left := 1.0
	if population != Infinite {
		left -= float64(n) / float64(population)
	}
	if c.Unit == 0 {
		return math.NaN()
	}
	return Z(confidence) * c.Unit * math.Sqrt(left/float64(n))
}

// CasesFor is how many cases have to be read twice for a coefficient to be known to within
// so much: n0 = (z Unit/within)^2 without a population, n0 / (1 + n0/N) with one, rounded up
// (Cochran 1977, section 4.4). It takes Unit as it was found. 0 where that is not known.
func (c Coefficient) CasesFor(within float64, population int, confidence float64) int {
	if !(c.Unit > 0) || !(within > 0) {
		return 0
	}
	n := math.Pow(Z(confidence)*c.Unit/within, 2)
	if population != Infinite {
		n /= 1 + n/float64(population)
	}
	return int(min(math.Ceil(n-1e-9), MaxPopulation))
}
