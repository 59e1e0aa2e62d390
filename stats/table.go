package stats

// A Table holds a method's limits for every count x = 0..Of that a sample may
// have.
type Table struct {
	Method     Method
	Of         int     // cases in the sample
	Population int     // cases in the population, or Infinite
	Confidence float64 // the two-sided level asked for

	// Low and High are the limits by x, as proportions.
	Low, High []float64
	// LowCount and HighCount are the limits by x as numbers of cases in the
	// population; nil for methods not built on counts.
	LowCount, HighCount []int
}

// NewTable returns the limits of method for every possible count in a sample
// of the given size, from a population of the given size or Infinite.
//
// Exact, MidP and Shortest take O(population + sample) operations, or those of
// sample single intervals where that is less. Shortest refuses populations
// above 10,000,000.
func NewTable(method Method, sample, population int, confidence float64) (*Table, error) {
	l, err := newLevel(confidence)
	if err != nil {
		return nil, err
	}
	if err := checkSample(sample, population); err != nil {
		return nil, err
	}
	if err := method.Check(sample, population); err != nil {
		return nil, err
	}
	t := &Table{
		Method: method, Of: sample, Population: population, Confidence: confidence,
		Low: make([]float64, sample+1), High: make([]float64, sample+1),
	}
	if !method.countsCases(population) {
		for x := range t.Low {
			t.Low[x], t.High[x] = method.limits(x, sample, population, l)
		}
		return t, nil
	}
	if t.LowCount, t.HighCount, err = method.allCounts(sample, population, l); err != nil {
		return nil, err
	}
	for x := range t.Low {
		t.Low[x] = float64(t.LowCount[x]) / float64(population)
		t.High[x] = float64(t.HighCount[x]) / float64(population)
	}
	return t, nil
}

// Interval returns the limits for x yes cases, 0 <= x <= t.Of.
func (t *Table) Interval(x int) Interval {
	i := Interval{
		Method: t.Method, Yes: x, Of: t.Of, Population: t.Population, Confidence: t.Confidence,
		Low: t.Low[x], High: t.High[x], Guaranteed: t.Method.Guaranteed(),
	}
	if t.LowCount != nil {
		i.HasCounts = true
		i.LowCount, i.HighCount = t.LowCount[x], t.HighCount[x]
	}
	i.Warnings = i.warnings()
	return i
}
