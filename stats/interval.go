package stats

// An IntervalSpec says which limits are wanted, for Yes cases among the Of that were
// read.
type IntervalSpec struct {
	Method     Method
	Yes        int     // yes cases in the sample
	Of         int     // cases in the sample
	Population int     // cases in the population, or Infinite
	Confidence float64 // two-sided, in 0..1
}

// An Interval is a pair of limits for the proportion of yes cases in a
// population, with what they were made from. Both ends belong to it.
type Interval struct {
	IntervalSpec

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
	Warnings   Warnings
}

// IntervalFor returns limits for the proportion of yes cases in a population.
//
// Every method gives Yes/Of and nothing else when the whole population was
// read. An Exact, MidP or Jeffreys interval takes the work of some tens of
// tail sums whatever the population. Shortest and FixedWidth make their whole
// table: Shortest refuses populations above 10,000,000, and FixedWidth samples
// above 10,000 and samples above 1,000 from populations above 1,000,000.
// FixedWidth needs a population.
func IntervalFor(spec IntervalSpec) (Interval, error) {
	l, err := newLevel(spec.Confidence)
	if err != nil {
		return Interval{}, err
	}
	return intervalAt(l, spec)
}

// intervalAt is IntervalFor at the level of the spec's confidence.
func intervalAt(l level, spec IntervalSpec) (Interval, error) {
	if err := checkDesign(spec.Method, spec.Of, spec.Population); err != nil {
		return Interval{}, err
	}
	if err := checkYes(spec.Yes, spec.Of); err != nil {
		return Interval{}, err
	}
	i, row := Interval{IntervalSpec: spec}, spec.Method.row()
	if row.countsCases(spec.Population) {
		i.setCounts(row.oneCount(spec.Yes, spec.Of, spec.Population, l))
	} else {
		i.Low, i.High = row.shares(spec.Yes, spec.Of, spec.Population, l)
	}
	i.complete(row)
	return i, nil
}

// checkMethod returns the level, or an error where a method refuses what it is
// given.
func checkMethod(m Method, sample, population int, confidence float64) (level, error) {
	l, err := newLevel(confidence)
	if err != nil {
		return l, err
	}
	return l, checkDesign(m, sample, population)
}

// checkDesign returns an error where a method refuses a sample or its population.
func checkDesign(m Method, sample, population int) error {
	if err := checkSample(sample, population); err != nil {
		return err
	}
	return m.Check(sample, population)
}

// setCounts sets limits that are numbers of cases.
func (i *Interval) setCounts(low, high int) {
	i.HasCounts, i.LowCount, i.HighCount = true, low, high
	i.Low, i.High = float64(low)/float64(i.Population), float64(high)/float64(i.Population)
}

// complete says what the method promises and a reader has to know.
func (i *Interval) complete(m methodRow) {
	i.Guaranteed = m.guaranteed
	switch {
	case i.Of == i.Population:
	case m.simpleOnly:
		i.Warnings.Add("simple-random-only", "for a matched draw, make the limits from its record and the judgements case by case",
			"the guarantee of %s limits is for simple random draws; after a matched draw they can cover far less, where answers follow its cells", i.Method)
	case !i.Guaranteed && i.Low == i.High:
		i.Warnings.Add("no-width", "use exact limits",
			"%s limits have no width at %d of %d, as if the rest of the population were known", i.Method, i.Yes, i.Of)
	}
}

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
// sample single intervals where that is less. What a method refuses is said at
// [IntervalFor].
func NewTable(method Method, sample, population int, confidence float64) (*Table, error) {
	l, err := checkMethod(method, sample, population, confidence)
	if err != nil {
		return nil, err
	}
	t := &Table{
		Method: method, Of: sample, Population: population, Confidence: confidence,
		Low: make([]float64, sample+1), High: make([]float64, sample+1),
	}
	row := method.row()
	if !row.countsCases(population) {
		for x := range t.Low {
			t.Low[x], t.High[x] = row.shares(x, sample, population, l)
		}
		return t, nil
	}
	t.LowCount, t.HighCount = row.allCounts(sample, population, l)
	for x := range t.Low {
		t.Low[x] = float64(t.LowCount[x]) / float64(population)
		t.High[x] = float64(t.HighCount[x]) / float64(population)
	}
	return t, nil
}

// Interval returns the limits for x yes cases, 0 <= x <= t.Of.
func (t *Table) Interval(x int) Interval {
	i := Interval{IntervalSpec: IntervalSpec{t.Method, x, t.Of, t.Population, t.Confidence}, Low: t.Low[x], High: t.High[x]}
	if t.LowCount != nil {
		i.setCounts(t.LowCount[x], t.HighCount[x])
	}
	i.complete(t.Method.row())
	return i
}
