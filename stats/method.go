package stats

import (
	"fmt"
	"strings"
)

// A Method is a way to make limits from a sample, named as the command names
// it.
type Method string

// The methods for a share from a simple random sample: see [IntervalFor]. With a
// population each makes limits for a finite one; without, for a binomial sample.
// README.md gives the formulas and their sources.
const (
	// Exact inverts both tails, each at half of what the level leaves:
	// hypergeometric, and Clopper and Pearson (1934) without a population.
	// Guaranteed.
	Exact Method = "exact"
	// Shortest has the least total width among methods with guaranteed
	// coverage: Bartroff, Lorden and Wang (2023). Without a population it is
	// Blaker's (2000) interval. Guaranteed for simple random samples.
	Shortest Method = "shortest"
	// FixedWidth has one width, in cases, for every count, and the least there
	// can be: the Push algorithm of Bartroff and Chakraborty (2025). Needs a
	// population. Guaranteed for simple random samples.
	FixedWidth Method = "fixed-width"
	// MidP is Exact with half of the observed count's own probability in
	// either tail: Lancaster (1961). Not guaranteed.
	MidP Method = "mid-p"
	// Wilson inverts the normal test of the proportion: Wilson (1927). Not
	// guaranteed.
	Wilson Method = "wilson"
	// AgrestiCoull is the normal interval about Wilson's midpoint: Agresti
	// and Coull (1998). Not guaranteed.
	AgrestiCoull Method = "agresti-coull"
	// Jeffreys is the equal-tailed posterior interval from a Beta(1/2, 1/2)
	// prior: beta-binomial for the cases not read. Not guaranteed.
	Jeffreys Method = "jeffreys"
	// Wald is the estimate more or less z standard errors: the textbook's
	// interval. Not guaranteed, and often far below its level.
	Wald Method = "wald"
)

// The methods for a share from a [Design], named as R package survey's svyciprop
// names them. t is the quantile of Student's distribution with the estimate's
// degrees of freedom, p the proportion and se its standard error. None is
// guaranteed: they rest on a normal approximation.
const (
	// DesignLogit is logit(p) +- t se/(p(1-p)), taken back.
	DesignLogit Method = "logit"
	// DesignBeta is Korn and Graubard's: Clopper and Pearson's limits for the
	// effective sample size p(1-p)/se^2 times the square of t at n-1 over t at
	// the degrees of freedom. Source: Korn, E. L. and Graubard, B. I. (1998),
	// Confidence intervals for proportions with small expected number of
	// positive counts estimated from survey data, Survey Methodology 24. Like
	// svyciprop it does not cap the effective size at the size.
	DesignBeta Method = "beta"
	// DesignXLogit is DesignLogit. The names are apart because svyciprop finds
	// logit by fitting a regression and xlogit by this formula.
	DesignXLogit Method = "xlogit"
	// DesignMean is p +- t se, cut off at 0 and 1.
	DesignMean Method = "mean"
	// DesignAsin is arcsin(sqrt p) +- t se/(2 sqrt(p(1-p))), cut off at 0 and
	// a right angle, taken back.
	DesignAsin Method = "asin"
)

// The methods of [DifferenceInterval] are Exact and Mover.
//
// Mover joins the Exact limits l..u of either share,
//
//	d - sqrt((p2-l2)² + (u1-p1)²)  to  d + sqrt((u2-p2)² + (p1-l1)²),  d = p2 - p1
//
// It is not guaranteed: where one sample is a census, or nearly, it covers far
// less than it claims. Sources: Newcombe, R. G. (1998), Interval estimation for
// the difference between independent proportions, Statistics in Medicine 17,
// method 10, with Wilson's limits; Zou, G. Y. and Donner, A. (2008),
// Construction of confidence limits about effect measures, Statistics in
// Medicine 27, for any limits of the two.
const Mover Method = "mover"

// Results name these methods; nobody can ask for them.
const (
	// Combined is the method of [CombinedInterval]. Guaranteed for stratified
	// simple random samples.
	Combined Method = "combined"
	// ExactCells is the method of limits for a matched draw, whose strata are the cells
	// of its plan: see [CellsDesign]. Guaranteed for draws at random within cells.
	ExactCells Method = "exact-cells"
	// ExactTable is the method of limits by the law of a matched draw, over its table of
	// plans: see [PlansDesign.Limits]. Guaranteed where every population was tried.
	ExactTable Method = "exact-table"
	// Weighted is the method of [WeightedInterval]. Guaranteed for stratified
	// simple random samples.
	Weighted Method = "weighted"
	// Apart is the difference of limits that each of two shares has on its own,
	// at a level at which all four hold together. Guaranteed, and wide.
	Apart Method = "apart"
)

// A subject is what the limits of a method are of.
type subject uint8

const (
	ofShare      subject = 1 << iota // a share, from a simple random sample
	ofDesign                         // a share, from a Design
	ofDifference                     // the difference between two shares
)

// A methodRow says all there is to say about a method. Functions that it does
// not have are nil.
type methodRow struct {
	Method
	choosable       subject // for which subjects it can be asked for; 0: results name it
	guaranteed      bool    // covers at least its level, whatever the population
	simpleOnly      bool    // and that for simple random samples only
	needsPopulation bool    // has no limits without one
	// formula is that of limits of a Design or a difference, with its source.
	formula, source string
	// tooLarge returns an error for a sample of n from N that takes too long.
	tooLarge func(n, N int) error

	// A method that counts cases has limits, in a finite population, that are
	// whole numbers of cases. lowCount returns one lower limit; the upper one is
	// its mirror image. counts returns the limits of every x: where that is
	// quicker than one by one, or the only way.
	lowCount func(x, n, N int, l level, from guess) int
	counts   func(n, N int, l level) (lows, highs []int)
	// limits returns limits as proportions: without a population, or of methods
	// that do not count cases.
	limits func(x, n, N int, l level) (low, high float64)
	// design returns the limits of an estimate from a Design.
	design func(e ProportionEstimate, confidence float64) (low, high float64)
}

// methodTable has a row for each method, in the order they are shown.
var methodTable = []methodRow{
	{Method: Exact, choosable: ofShare | ofDifference, guaranteed: true,
		lowCount: exactTails{}.lowCount, counts: exactTails{}.counts, limits: mirrored(exactTails{}.low)},
	{Method: Shortest, choosable: ofShare, guaranteed: true, simpleOnly: true, tooLarge: shortestTooLarge,
		counts: shortestCounts, limits: mirrored(blakerLow)},
	{Method: FixedWidth, choosable: ofShare, guaranteed: true, simpleOnly: true, needsPopulation: true, tooLarge: fixedWidthTooLarge,
		counts: fixedWidthCounts},
	{Method: MidP, choosable: ofShare,
		lowCount: exactTails{mid: true}.lowCount, counts: exactTails{mid: true}.counts, limits: mirrored(exactTails{mid: true}.low)},
	{Method: Wilson, choosable: ofShare, limits: wilson},
	{Method: AgrestiCoull, choosable: ofShare, limits: agrestiCoull},
	{Method: Jeffreys, choosable: ofShare, lowCount: jeffreysLowCount, limits: mirrored(jeffreysLow)},
	{Method: Wald, choosable: ofShare, limits: wald},
	{Method: DesignLogit, choosable: ofDesign, design: ProportionEstimate.logitLimits, formula: logitFormula, source: svyciprop},
	{Method: DesignBeta, choosable: ofDesign, design: ProportionEstimate.betaLimits,
		formula: "beta quantiles for p n* of n*, n* = p(1-p)/se^2 (t at n-1 / t at the degrees of freedom)^2",
		source:  "Korn and Graubard 1998; " + svyciprop},
	{Method: DesignXLogit, choosable: ofDesign, design: ProportionEstimate.logitLimits, formula: logitFormula, source: svyciprop},
	{Method: DesignMean, choosable: ofDesign, design: ProportionEstimate.meanLimits, formula: "p +- t se", source: svyciprop},
	{Method: DesignAsin, choosable: ofDesign, design: ProportionEstimate.asinLimits,
		formula: "sin^2(arcsin(sqrt p) +- t se / (2 sqrt(p(1-p))))", source: svyciprop},
	{Method: Mover, choosable: ofDifference,
		formula: "d - sqrt((p2-l2)² + (u1-p1)²) to d + sqrt((u2-p2)² + (p1-l1)²), with the exact limits l to u of each share",
		source:  "Newcombe 1998, method 10, with exact limits in place of Wilson's; Zou and Donner 2008"},
	{Method: Combined, guaranteed: true},
	{Method: ExactCells, guaranteed: true},
	{Method: ExactTable},
	{Method: Weighted, guaranteed: true},
	{Method: Apart, guaranteed: true,
		formula: "l2 - u1 to u2 - l1, each share's own exact limits at a level at which both hold together", source: "Sidak 1967"},
}

const (
	logitFormula = "logit p +- t se/(p(1-p)), taken back"
	svyciprop    = "R survey, svyciprop"
)

// row returns what the table says about the method; about no method, nothing.
func (m Method) row() methodRow {
	for _, row := range methodTable {
		if row.Method == m {
			return row
		}
	}
	return methodRow{}
}

// methodsFor lists the methods that can be asked for, in the order they are shown.
func methodsFor(s subject) []Method {
	var list []Method
	for _, row := range methodTable {
		if row.choosable&s != 0 {
			list = append(list, row.Method)
		}
	}
	return list
}

// Methods lists the methods of [IntervalFor] in the order they are shown.
func Methods() []Method { return methodsFor(ofShare) }

// DesignMethods lists the methods of [ProportionEstimate.Interval] in the order
// they are shown.
func DesignMethods() []Method { return methodsFor(ofDesign) }

// DifferenceMethods lists the methods of [DifferenceInterval].
func DifferenceMethods() []Method { return methodsFor(ofDifference) }

// Guaranteed reports whether the method's limits cover the truth with at least
// the stated confidence for every possible population, under simple random
// sampling (of strata, for Combined and Weighted).
func (m Method) Guaranteed() bool { return m.row().guaranteed }

// Formula is how the method makes limits of an estimate from a [Design] or of a
// difference, and who says so; empty for methods of other limits.
func (m Method) Formula() (formula, source string) { return m.row().formula, m.row().source }

// NeedsPopulation reports whether the method is defined for a finite
// population only.
func (m Method) NeedsPopulation() bool { return m.row().needsPopulation }

// ParseMethod returns the method of the given name, one of Methods.
func ParseMethod(name string) (Method, error) {
	if m := Method(name); m.row().choosable&ofShare != 0 {
		return m, nil
	}
	return "", fmt.Errorf("there is no method %q; the methods are %s", name, methodList(ofShare, ", "))
}

// methodList names methods in one line, with a separator before the last.
func methodList(s subject, last string) string {
	var text strings.Builder
	methods := methodsFor(s)
	for i, m := range methods {
		switch {
		case i == len(methods)-1:
			text.WriteString(last)
		case i > 0:
			text.WriteString(", ")
		}
		text.WriteString(string(m))
	}
	return text.String()
}

// Check returns an error where the method refuses samples of the given size
// from the population, or is not one of Methods.
func (m Method) Check(sample, population int) error {
	if _, err := ParseMethod(string(m)); err != nil {
		return err
	}
	row := m.row()
	switch {
	case row.needsPopulation && population == Infinite:
		return fmt.Errorf("stats: %s limits need the size of the population", m)
	case sample == population || row.tooLarge == nil:
		return nil
	}
	return row.tooLarge(sample, population)
}
