package stats

// An Interval is a pair of limits for the proportion of yes cases in a
// population, with what they were made from.
type Interval struct {
	Method     Method
	Yes        int     // yes cases in the sample
	Of         int     // cases in the sample
	Population int     // cases in the population, or Infinite
	Confidence float64 // the two-sided level asked for

	// Low and High are the limits as proportions. A method that is built on
	// counts has them as LowCount and HighCount over Population too.
	Low, High float64
	// HasCounts says that the limits are whole numbers of cases in the
	// population. Where it is false LowCount and HighCount are 0 and mean
	// nothing.
	HasCounts           bool
	LowCount, HighCount int

	// Guaranteed says that the method covers at least Confidence for every
	// possible population under simple random sampling.
	Guaranteed bool
	Warnings   []Warning
}
