package rounding

import "math"

// calibrate changes the weights of plans so that each cell is rounded up with
// just its fraction as probability. Weights come in positive (a plan of weight
// zero is left out), and go out positive with sum 1. It returns the lower half of the
// cells' covariance, and whether every cell came that near.
//
// Each round solves the linear step of generalised regression (Deville and
// Särndal 1992) and multiplies each weight by a factor near 1 plus that step,
// which stays positive. It uses + - * / alone, so that every machine gets the
// same bits.
func calibrate(plans [][]int, weights, part []float64, near float64) (cov []float64, ok bool) {
	scaleTo1(weights)
	n := len(part)
	cov = make([]float64, n*n)
	mean, gap := make([]float64, n), make([]float64, n)
	best, idle := 1.0, 0
	for range 200 {
		moments(plans, weights, mean, cov)
		worst := 0.0
		for c := range gap {
			gap[c] = part[c] - mean[c]
			worst = max(worst, math.Abs(gap[c]))
		}
		if worst < near {
			return cov, true
		}
		// Where no weights reach the fractions the gap stops closing.
		if idle++; worst < float64(best*0.9) {
			best, idle = worst, 0
		}
		if idle == 12 {
			return nil, false
		}
		slope := solve(cov, gap)
		at := 0.0
		for c, m := range mean {
			at += float64(slope[c] * m)
		}
		for i, plan := range plans {
			step := -at
			for _, c := range plan {
				step += slope[c]
			}
			weights[i] *= factor(step)
		}
		scaleTo1(weights)
	}
	return nil, false
}

// factor is a positive function with value and slope 1 at 0.
func factor(x float64) float64 {
	return (1 + max(x, 0)) / (1 - min(x, 0))
}

func scaleTo1(weights []float64) {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	for i := range weights {
		weights[i] /= sum
	}
}

// moments sets the mean and the covariance of the cells under the weights.
//
// The race detector leaves out the inner loops of this package, here and where they say so:
// they touch what one goroutine has, and would take ten times as long.
//
//go:norace
func moments(plans [][]int, weights, mean, cov []float64) {
	n := len(mean)
	clear(mean)
	clear(cov)
	for i, plan := range plans {
		w := weights[i]
		if w == 0 {
			continue
		}
		for k, a := range plan {
			mean[a] += w
			line := cov[a*n : (a+1)*n]
			for _, b := range plan[:k+1] {
				line[b] += w
			}
		}
	}
	for a := range n {
		for b := range a + 1 {
			cov[a*n+b] -= float64(mean[a] * mean[b])
		}
	}
}

// solve returns a solution x of cov x = gap, with cov symmetric and given by its
// lower half, which it overwrites. What depends on earlier columns gets 0: the
// cells of a row whose sum is fixed, for one.
//
//go:norace
func solve(cov, gap []float64) []float64 {
	n := len(gap)
	x := make([]float64, n)
	copy(x, gap)
	kept := make([]bool, n)
	// Cholesky without square roots: cov = L D L', D on the diagonal.
	for j := range n {
		lineJ := cov[j*n : (j+1)*n]
		first := lineJ[j]
		d := first
		for k := range j {
			if kept[k] {
				d -= float64(float64(lineJ[k]*lineJ[k]) * cov[k*n+k])
			}
		}
		if d <= float64(first*1e-12) || d <= 1e-300 {
			continue
		}
		kept[j] = true
		lineJ[j] = d
		for i := j + 1; i < n; i++ {
			lineI := cov[i*n : (i+1)*n]
			v := lineI[j]
			for k := range j {
				if kept[k] {
					v -= float64(float64(lineI[k]*lineJ[k]) * cov[k*n+k])
				}
			}
			lineI[j] = v / d
		}
	}
	for j := range n {
		if !kept[j] {
			x[j] = 0
			continue
		}
		for k := range j {
			if kept[k] {
				x[j] -= float64(cov[j*n+k] * x[k])
			}
		}
	}
	for j := n - 1; j >= 0; j-- {
		if !kept[j] {
			continue
		}
		x[j] /= cov[j*n+j]
		for i := j + 1; i < n; i++ {
			if kept[i] {
				x[j] -= float64(cov[i*n+j] * x[i])
			}
		}
	}
	return x
}
