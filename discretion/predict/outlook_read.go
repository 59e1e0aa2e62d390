package predict

// An answer is found as it truly is with the chance of agreement. Of yes and no a wrong one is the
// other. Of more levels it is each of the others with the same chance: the model of one coin
// (Zhang, Chen, Zhou and Jordan 2016), which is that of Dawid and Skene (1979) with one rate of
// error for all levels. It says nothing of which levels lie near to each other, so that a wrong
// answer moves a sum of points as far as it may on average over the others.

// read gives the level that an answer is found at.
func (q assumed) read(random *stream, level, levels int) int {
	if q.agreement == 0 || random.uniform() < q.agreement {
		return level
	}
	if levels == 2 {
		return 1 - level
	}
	other := int(random.below(float64(levels - 1)))
	if other >= level {
		other++
	}
	return other
}

// draw draws a sample of answers with points, case by case, and counts those at each level.
func (q assumed) draw(random *stream, levels []int) (count, of int) {
	clear(levels)
	shares, applies, all := make([]float64, len(q.Levels)), q.Applies, 1.0 // of the cases that are left
	copy(shares, q.Levels)
	if !q.endless {
		applies, all = float64(q.applies), float64(q.population)
		for level, n := range q.levels {
			shares[level] = float64(n)
		}
	}
	for range q.sample {
		if random.below(all) < applies {
			level := draw(random, shares)
			levels[q.read(random, level, len(levels))]++
			of++
			if !q.endless {
				shares[level]--
				applies--
			}
		}
		if !q.endless {
			all--
		}
	}
	return q.scale.Count(0, levels), of
}

// foundShares are the shares of levels as they are found.
func (q assumed) foundShares() []float64 {
	if q.agreement == 0 {
		return q.Levels
	}
	found, others := make([]float64, len(q.Levels)), float64(len(q.Levels)-1)
	for level, share := range q.Levels {
		found[level] = q.agreement*share + (1-q.agreement)/others*(1-share)
	}
	return found
}

// guessed is the chance that an answer is as good as drawn from all levels alike, so that it is
// wrong as often as it should be; of the others every one is found as it is.
func (q assumed) guessed() float64 {
	levels := float64(len(q.Levels))
	return (1 - q.agreement) * levels / (levels - 1)
}
