// Package stats is exact inference about a proportion in a small finite
// population.
//
// Its opinion: when 39 of 50 cases are read, count. The number of yes cases in
// such a sample is hypergeometric, so limits with a coverage that is
// guaranteed for every possible population can be had, and so can the true
// coverage of every approximation. Normal formulas are here because reports
// use them, and so that they can be compared. At N = 51 and n = 39 the usual
// interval with its finite correction covers as little as 0.67 for a claimed
// 0.80. A size is by the published formula unless another [Criterion] is asked
// for; what it promises is worked out beside it.
//
// Most people want two calls. [IntervalFor] with [Exact] gives limits for x yes
// cases among n read of N. [Coverages] says how often a method's limits hold
// the truth. The rest, by what is asked:
//
//   - How many cases? [SampleSize]; [SizesByConvention] for the formula's
//     variants, [Implied] for the populations behind a published size,
//     [DecisionSize], [SizeAtMost] and [SizeToDetect] for other aims.
//   - What does a sample of n promise? [Margin], by the formula; [WithinMargin],
//     exactly.
//   - What of a sub-sample whose population is known within bounds only?
//     [SubsampleInterval].
//   - Did a share change between two inspections? [DifferenceInterval].
//   - How far do two readings of the same cases agree? [AgreementOf].
//   - Several samples in one share: [CombinedInterval], [WeightedInterval].
//   - A matched or stratified sample, case by case: [NewDesign], then
//     [Design.Proportion].
//   - Which counts fit a printed percentage? [ParsePercentage],
//     [Percentage.Counts], [Denominators]. Words and bounds: [ParseStatement].
//
// # Conventions
//
// A proportion and a confidence are float64 in 0..1; counts are int, a sample's
// before its population's; confidence is two-sided, 0.80 leaving 0.10 on either
// side. A level is read as the decimal it is written as: 0.8 is 4/5, not the
// float64 next to it, so a tail of exactly 1/10 is decided as one. A population
// of [Infinite] is one without a known end. Every method of a distribution
// panics on parameters that make no distribution, as gonum's do; every other
// function returns an error that says what was wrong.
//
// # What it does not do
//
// The package refuses samples larger than their population, populations above
// [MaxPopulation], and levels of 0 or 1. It does not know about clusters or
// replicate weights; weights that differ from case to case are for a [Design]
// alone.
package stats
