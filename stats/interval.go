package stats

import "fmt"

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

// IntervalFor returns the limits of method for the proportion of yes cases in
// a population, from yes cases among of read. The population is Infinite where
// it is not known. Both ends belong to the interval.
//
// Every method gives yes/of and nothing else when the whole population was
// read. An Exact, MidP or Jeffreys interval takes the work of some tens of
// tail sums whatever the population. Shortest and Push make their whole table:
// Shortest refuses populations above 10,000,000, and Push samples above 10,000
// and samples above 1,000 from populations above 1,000,000. Push needs a
// population.
func IntervalFor(method Method, yes, of, population int, confidence float64) (Interval, error) {
	if err := checkSample(of, population); err != nil {
		return Interval{}, err
	}
	if yes < 0 || yes > of {
		return Interval{}, fmt.Errorf("stats: the yes cases have to be from 0 to the %d read, got %d", of, yes)
	}
	l, err := newLevel(confidence)
	if err != nil {
		return Interval{}, err
	}
	if err := method.Check(of, population); err != nil {
		return Interval{}, err
	}
	i := Interval{
		Method: method, Yes: yes, Of: of, Population: population, Confidence: confidence,
		HasCounts: method.countsCases(population), Guaranteed: method.Guaranteed(),
	}
	if i.HasCounts {
		if i.LowCount, i.HighCount, err = method.counts(yes, of, population, l); err != nil {
			return Interval{}, err
		}
		i.Low = float64(i.LowCount) / float64(population)
		i.High = float64(i.HighCount) / float64(population)
	} else {
		i.Low, i.High = method.limits(yes, of, population, l)
	}
	i.Warnings = i.warnings()
	return i, nil
}

// warnings says what a reader of the interval has to know.
func (i Interval) warnings() []Warning {
	if i.Of == i.Population {
		return nil
	}
	var list []Warning
	switch {
	case i.Method == Shortest || i.Method == Push:
		list = append(list, Warning{
			Code:    "simple-random-only",
			Message: fmt.Sprintf("the guarantee of %s limits is for simple random draws; after a matched draw they may cover a little less", i.Method),
			Fix:     "use exact limits, whose guarantee nearly always survives matching",
		})
	case !i.Guaranteed && i.Low == i.High:
		list = append(list, Warning{
			Code:    "no-width",
			Message: fmt.Sprintf("%s limits have no width at %d of %d, as if the rest of the population were known", i.Method, i.Yes, i.Of),
			Fix:     "use exact limits",
		})
	}
	return list
}
