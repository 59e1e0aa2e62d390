package predict

// A second reading gives each answer the level of the first with the chance of agreement, and each
// other level with the same chance: one coin between the two readings, as outlook has it between the
// truth and one. Cases that count as failed stay at the worst level.

// again gives the law of the sum of points that a second reading finds, in steps, of so many cases at
// each level of which some at the worst are held: that of a sum of independent points, a case at a time.
func again(units, cases []int, held int, agreement float64) law {
	best, sum := units[len(units)-1], []float64{1}
	wrong := (1 - agreement) / float64(len(units)-1)
	for first, n := range cases {
		if first == 0 {
			n -= held
		}
		for range n {
			next := make([]float64, len(sum)+best)
			for x, before := range sum {
				for second, unit := range units {
					if second == first {
						next[x+unit] += before * agreement
					} else {
						next[x+unit] += before * wrong
					}
				}
			}
			sum = next
		}
	}
	return law{p: sum}
}

// tooManyAgain reports whether the sums of so many cases, read again, are more than are followed.
func tooManyAgain(units []int, of int) bool {
	n, best := float64(of), float64(units[len(units)-1])
	return n*n/2*best*float64(len(units)) > mostPointSteps || n*best > mostPointSums
}

// countsAgain gives the chances of the counts of a question that a second reading finds.
func (e *estimator) countsAgain(at int) []point {
	result, held := e.Results[at], e.HeldNo(at)
	q := e.pointsOf(at)
	if q == nil {
		return reread(result.Yes, result.Of-held, e.o.Agreement, e.o.Agreement).counts(0, result.Of, 1)
	}
	if q.again == nil {
		for x, p := range again(unitsOf(q.scale), q.read, held, e.o.Agreement).p {
			if p > 0 {
				q.again = append(q.again, point{x * q.scale.Step(), result.Of, p})
			}
		}
	}
	return q.again
}

// spanAgain are all of these, without chances; nil where they are too many.
func (e *estimator) spanAgain(at int) []point {
	if e.pointsOf(at) == nil {
		result := e.Results[at]
		return countsUpTo(0, result.Of-e.HeldNo(at), result.Of)
	}
	if points := e.countsAgain(at); len(points) <= mostCounts {
		return points
	}
	return nil
}
