package stats

import "slices"

// A PlansTable has limits for the number of yes cases in a population, for each number of
// yes cases in a matched sample, by the law of the draw itself.
type PlansTable struct {
	Confidence float64
	Low, High  []int // by yes cases in the sample
	// Exact tells that every population was tried, so that the limits are guaranteed.
	Exact bool
	// Least is the least coverage found, with the yes cases of each cell that have it. Where
	// every population could be tried in half the work there is none that is less.
	Least      float64
	LeastCells []int
}

// Limits inverts the test over the law of the draw: the lower limit for x yes cases is the
// least total M that some split of it among the cells gives with
//
//	P(x yes cases or more in the sample | M_1, ..., M_C) > (1 - confidence)/2
//
// over plans and cells, and the upper limit is the lower one of the no cases. Where work,
// in multiplications, allows it every split is tried, and the limits cover at least the
// confidence by the proof of [CombinedInterval], without a plan being given. Else they are
// the limits of a simple random sample, widened for splits that follow the pattern (see
// LeastCoverage), for some that were dealt and for the worst found for the limits so far,
// again and again while there is work: nothing is guaranteed, and Least says what was
// found.
func (d *PlansDesign) Limits(confidence float64, pattern []float64, work float64) (*PlansTable, error) {
	if err := checkShares(namedShare{"confidence", confidence}); err != nil {
		return nil, err
	}
	t := &PlansTable{Confidence: confidence}
	cost, splits := d.cost(), 1.0
	for _, n := range d.cells {
		splits *= float64(n + 1)
	}
	tails := make([][]float64, d.population+1) // the most chance of x or more, by the total
	for M := range tails {
		tails[M] = make([]float64, d.sample+1)
	}
	if t.Exact = splits*cost <= work; t.Exact {
		d.everySplit(func(yes []int) { d.raise(tails, yes) })
		d.invert(t, tails, nil)
		if 2*splits*cost > work {
			t.Least, t.LeastCells = d.LeastCoverage(t.Low, t.High, pattern, work/4)
			return t, nil
		}
		search := coverageSearch{PlansDesign: d, low: t.Low, high: t.High, least: 2}
		d.everySplit(func(yes []int) { search.try(yes) })
		t.Least, t.LeastCells = search.least, search.yes
		return t, nil
	}
	simple, err := NewTable(Exact, d.sample, d.population, confidence)
	if err != nil {
		return nil, err
	}
	for _, yes := range d.starts(pattern, simple.LowCount, simple.HighCount, max(int(work/4/cost/2), 1)) {
		d.raise(tails, yes)
		d.raise(tails, d.mirror(yes))
	}
	const rounds = 6
	for range rounds {
		d.invert(t, tails, simple.LowCount)
		t.Least, t.LeastCells = d.LeastCoverage(t.Low, t.High, pattern, work/2/rounds)
		if t.Least >= confidence {
			break
		}
		d.raise(tails, t.LeastCells)
		d.raise(tails, d.mirror(t.LeastCells))
	}
	d.invert(t, tails, simple.LowCount)
	t.Least, t.LeastCells = d.LeastCoverage(t.Low, t.High, pattern, work/4)
	return t, nil
}

// everySplit visits the yes cases of each cell of every population.
func (d *PlansDesign) everySplit(visit func(yes []int)) {
	yes := make([]int, len(d.cells))
	for more := true; more; {
		visit(yes)
		more = false
		for c := range yes {
			if yes[c]++; yes[c] <= d.cells[c] {
				more = true
				break
			}
			yes[c] = 0
		}
	}
}

// mirror is the population with yes and no exchanged.
func (d *PlansDesign) mirror(yes []int) []int {
	no := slices.Clone(d.cells)
	for c := range no {
		no[c] -= yes[c]
	}
	return no
}

// raise takes in the tails of one population.
func (d *PlansDesign) raise(tails [][]float64, yes []int) {
	of, tail := tails[sumOf(yes)], 0.0
	for x, p := range slices.Backward(d.Counts(yes)) {
		tail += p
		of[x] = max(of[x], tail)
	}
}

// invert makes the limits from the tails, and none above those of most, if there are any.
func (d *PlansDesign) invert(t *PlansTable, tails [][]float64, most []int) {
	n := d.sample
	t.Low, t.High = make([]int, n+1), make([]int, n+1)
	for x := range t.Low {
		t.Low[x] = slices.IndexFunc(tails, func(tail []float64) bool { return tail[x] > (1-t.Confidence)/2*(1+tailTie) })
		if most != nil && (t.Low[x] < 0 || t.Low[x] > most[x]) {
			t.Low[x] = most[x]
		}
	}
	for x := range t.High {
		t.High[x] = d.population - t.Low[n-x]
	}
}

// Interval is the limits for a sample with so many yes cases, by method ExactTable.
func (d *PlansDesign) Interval(t *PlansTable, yes int) Interval {
	i := Interval{IntervalSpec: IntervalSpec{Method: ExactTable, Yes: yes, Of: d.sample, Population: d.population,
		Confidence: t.Confidence}, Guaranteed: t.Exact}
	i.setCounts(t.Low[yes], t.High[yes])
	return i
}
