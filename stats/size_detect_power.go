package stats

import "math"

// countsNextTo returns the whole numbers of yes cases next to a share of N, one
// where the share is that of a whole number; without a population the share.
func countsNextTo(share float64, N int) []yesCount {
	below, above := countBelow(share, N), countAbove(share, N)
	if below == above {
		return []yesCount{below}
	}
	return []yesCount{below, above}
}

// countOut fills in what the sizes achieve for the test at z.
func (d *DetectSize) countOut(z float64) {
	d.ActualPower = math.Inf(1)
	for _, a := range countsNextTo(d.FirstShare, d.FirstPopulation) {
		for _, b := range countsNextTo(d.SecondShare, d.SecondPopulation) {
			if p := d.chance(a, b, z); p < d.ActualPower {
				d.ActualPower, d.PowerAt = p, [2]int{a.K, b.K}
			}
		}
	}
	nearest := math.Inf(1)
	for _, a := range countsNextTo(d.FirstShare, d.FirstPopulation) {
		for _, b := range countsNextTo(d.FirstShare, d.SecondPopulation) {
			gap := math.Abs(a.share - b.share)
			if gap > nearest+1e-12 {
				continue
			}
			p := d.chance(a, b, z)
			if gap < nearest-1e-12 || p > d.ActualFalseAlarm {
				d.ActualFalseAlarm, d.FalseAlarmAt = p, [2]int{a.K, b.K}
			}
			nearest = min(gap, nearest)
		}
	}
}

// chance returns the chance that the test calls the difference real where the
// populations are these.
func (d *DetectSize) chance(a, b yesCount, z float64) float64 {
	first, second := a.probabilities(d.First), b.probabilities(d.Second)
	n1, n2 := float64(d.First), float64(d.Second)
	perCase := estimateVariance(0.5, d.First, d.FirstPopulation)*4 + estimateVariance(0.5, d.Second, d.SecondPopulation)*4
	sum := 0.0
	for x1, a := range first {
		if a == 0 {
			continue
		}
		for x2, b := range second {
			if b == 0 {
				continue
			}
			pooled := float64(x1+x2) / (n1 + n2)
			gap := float64(x1)/n1 - float64(x2)/n2
			if gap*gap > z*z*pooled*(1-pooled)*perCase+1e-14 {
				sum += a * b
			}
		}
	}
	return min(sum, 1)
}

// probabilities returns P(X = 0..n), with what is below 1e-16 as 0.
func (c yesCount) probabilities(n int) []float64 {
	p := make([]float64, n+1)
	for x := range p {
		if c.N == Infinite {
			p[x] = Binomial{n, c.share}.prob(x)
		} else {
			p[x] = Hypergeometric{N: c.N, K: c.K, Draws: n}.prob(x)
		}
		if p[x] < 1e-16 {
			p[x] = 0
		}
	}
	return p
}
