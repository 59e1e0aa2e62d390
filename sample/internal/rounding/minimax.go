package rounding

import (
	"math"
	"slices"
)

// The largest design effect of a set of weighted plans is the most that any pattern of
// answers, alike within cells, can make the variance of its estimate exceed that of a
// simple random sample: the largest eigenvalue of the covariance of the cells' numbers,
// each in the unit of Problem.Unit. It is convex in the weights. [minimax] makes it
// small by multiplicative descent on a smooth bound of it, the Schatten norm
//
//	(trace C^p)^(1/p), p = 2^k,
//
// whose slope with respect to the weight of plan h is z_h' C^(p-1) z_h in some unit.
// Every step is calibrated, so that the cells keep their fractions. It uses + - * / and
// square roots alone.
const (
	fewestSteps = 40
	mostSteps   = 150
	minimaxWork = 150_000_000 // multiplications, about, that set the number of steps between these
	leastPower  = 3           // k at the start
	mostPower   = 6           // k at the end
	stalled     = 0.9998      // a step that leaves more than this of the norm raises k
	stepError   = 1e-5        // how near the cells' expectations stay on the way
	negligible  = 0.1         // of its starting weight: a plan with less is left out
	// spread is how much larger than the least that was found the effect may be made so
	// that the weights are spread over more plans.
	spread = 1.02
)

// minimax returns weights of the plans whose largest design effect is near the least
// there is. The weights that come in are calibrated and positive; the result is a mixture
// with them, as much of them as spread allows.
func minimax(plans [][]int, start, part, unit []float64) []float64 {
	weights, trial := slices.Clone(start), make([]float64, len(start))
	c := newCovariance(plans, part, unit)
	first, _ := calibrate(plans, weights, part, tableError)
	c.set(first)
	power, step := leastPower, 1.0
	norm := c.norm(power)
	at, mean := c.slopes(c.slope(power), weights)
	for range c.steps() {
		for h, w := range weights {
			if trial[h] = w * factor(-float64(step*(at[h]-mean))); trial[h] < float64(negligible*start[h]) {
				trial[h] = 0
			}
		}
		moved, ok := calibrate(plans, trial, part, stepError)
		now := norm
		if ok {
			c.set(moved)
			now = c.norm(power)
		}
		if now >= norm {
			step /= 2
			continue
		}
		if now > float64(norm*stalled) && power < mostPower {
			power++
		}
		weights, trial = trial, weights
		step *= 1.3
		norm = c.norm(power)
		at, mean = c.slopes(c.slope(power), weights)
	}
	last, ok := calibrate(plans, weights, part, tableError)
	if !ok {
		return start
	}
	low := c.mixture(first, last)
	for h := range weights {
		weights[h] = float64((1-low)*weights[h]) + float64(low*start[h])
	}
	return weights
}

// mixture is the largest share of the first covariance, in a mixture with the last one,
// whose largest design effect is within spread of the last one's.
func (c *covariance) mixture(first, last []float64) float64 {
	c.set(last)
	most := float64(spread * c.largest())
	mixed := make([]float64, len(first))
	low, high := 0.0, 1.0
	for range 12 {
		share := (low + high) / 2
		for i := range mixed {
			mixed[i] = float64((1-share)*last[i]) + float64(share*first[i])
		}
		c.set(mixed)
		if c.largest() <= most {
			low = share
		} else {
			high = share
		}
	}
	return low
}

// A covariance is that of the numbers which plans take from the cells, in the cells'
// units, with room for its powers.
type covariance struct {
	plans      [][]int
	part, unit []float64
	n          int
	matrix     []float64 // symmetric, n by n

	squares [mostPower + 1][]float64 // C^(2^i), with trace 1, of the last i that were worked out
	traces  []float64                // of the squares of what comes before, for all i worked out

	product, other []float64
}

func newCovariance(plans [][]int, part, unit []float64) *covariance {
	n := len(part)
	room := func() []float64 { return make([]float64, n*n) }
	c := &covariance{plans: plans, part: part, unit: unit, n: n, matrix: room(), product: room(), other: room()}
	for i := range c.squares {
		c.squares[i] = room()
	}
	return c
}

// steps is how many steps a descent has: fewer where each takes long.
func (c *covariance) steps() int {
	up := len(c.plans[0]) // as many as every plan has
	return max(fewestSteps, min(minimaxWork/(len(c.plans)*up*up+8*c.n*c.n*c.n), mostSteps))
}

// set makes it that of cells with a covariance of which the lower half is given.
func (c *covariance) set(cells []float64) {
	for a := range c.n {
		for b := range a + 1 {
			v := float64(cells[a*c.n+b] * float64(c.unit[a]*c.unit[b]))
			c.matrix[a*c.n+b], c.matrix[b*c.n+a] = v, v
		}
	}
	c.traces = c.traces[:0]
}

// square is C^(2^i) with trace 1. It keeps the last few, and none before those is asked for.
func (c *covariance) square(i int) []float64 {
	at := func(i int) []float64 { return c.squares[i%len(c.squares)] }
	for k := len(c.traces); k <= i; k++ {
		if k == 0 {
			copy(at(0), c.matrix)
		} else {
			c.multiply(at(k), at(k-1), at(k-1))
		}
		c.traces = append(c.traces, c.scale(at(k)))
	}
	return at(i)
}

// norm is (trace C^p)^(1/p) with p = 2^k. It squares C k times, each with trace 1, and puts
// the traces together again.
func (c *covariance) norm(k int) float64 {
	c.square(k)
	norm := 1.0
	for i, trace := range c.traces[:k+1] {
		for range i {
			trace = math.Sqrt(trace)
		}
		norm *= trace
	}
	return norm
}

// slope is C^(p-1) with trace 1 and p = 2^k, the product of the squares.
func (c *covariance) slope(k int) []float64 {
	copy(c.product, c.square(0))
	for i := 1; i < k; i++ {
		c.multiply(c.other, c.product, c.square(i))
		c.product, c.other = c.other, c.product
	}
	c.scale(c.product)
	return c.product
}

// scale divides a matrix by its trace, which it returns.
func (c *covariance) scale(m []float64) float64 {
	trace := 0.0
	for a := range c.n {
		trace += m[a*c.n+a]
	}
	for i := range m {
		m[i] /= trace
	}
	return trace
}

// multiply makes into the product of two symmetric matrices that commute, which is
// symmetric too. It works on four sums side by side, each in the order of the cells.
//
//go:norace
func (c *covariance) multiply(into, x, y []float64) {
	n := c.n
	for a := range n {
		lineX := x[a*n : (a+1)*n]
		b := 0
		for ; b+4 <= a+1; b += 4 {
			y0, y1, y2, y3 := y[b*n:][:n], y[(b+1)*n:][:n], y[(b+2)*n:][:n], y[(b+3)*n:][:n]
			var s0, s1, s2, s3 float64
			for i, v := range lineX {
				s0 += float64(v * y0[i])
				s1 += float64(v * y1[i])
				s2 += float64(v * y2[i])
				s3 += float64(v * y3[i])
			}
			for k, sum := range [...]float64{s0, s1, s2, s3} {
				into[a*n+b+k], into[(b+k)*n+a] = sum, sum
			}
		}
		for ; b <= a; b++ {
			sum, lineY := 0.0, y[b*n:][:n]
			for i, v := range lineX {
				sum += float64(v * lineY[i])
			}
			into[a*n+b], into[b*n+a] = sum, sum
		}
	}
}

// slopes is, for each plan, its slope: z' M z, where z is what the plan takes above the
// expectation, in the cells' units. A plan without weight has none. Mean is that of all.
//
//go:norace
func (c *covariance) slopes(m, weights []float64) (out []float64, mean float64) {
	n := c.n
	inner := make([]float64, n*n) // M between the cells' numbers
	expected := make([]float64, n)
	all := 0.0
	for a := range n {
		for b := range n {
			inner[a*n+b] = float64(m[a*n+b] * float64(c.unit[a]*c.unit[b]))
			expected[a] += float64(inner[a*n+b] * c.part[b])
		}
		all += float64(expected[a] * c.part[a])
	}
	out = make([]float64, len(c.plans))
	for h, plan := range c.plans {
		if weights[h] == 0 {
			continue
		}
		sum := all
		for k, a := range plan {
			line := inner[a*n : (a+1)*n]
			sum += line[a] - float64(2*expected[a])
			for _, b := range plan[:k] {
				sum += float64(2 * line[b])
			}
		}
		out[h] = sum
	}
	for h, w := range weights {
		mean += float64(w * out[h])
	}
	return out, mean
}

// exactPower is the power of two at which the norm is the largest eigenvalue to within
// a few millionths for as many cells as a table has.
const exactPower = 18

// largest is the largest eigenvalue.
func (c *covariance) largest() float64 {
	return c.norm(exactPower)
}

// LargestEffect is the largest design effect of a table, and a pattern of answers that
// comes to it: the cells' mean answers in units of 1 over the cell's unit, up to a factor.
func (r *Problem) LargestEffect(plans [][]int, weights []float64) (effect float64, pattern []float64) {
	c := newCovariance(plans, r.Part, r.Unit)
	mean, cells := make([]float64, c.n), make([]float64, c.n*c.n)
	moments(plans, weights, mean, cells)
	c.set(cells)
	direction := c.slope(exactPower)
	effect = c.norm(exactPower)
	most := 0
	for a := range c.n {
		if direction[a*c.n+a] > direction[most*c.n+most] {
			most = a
		}
	}
	return effect, slices.Clone(direction[most*c.n : (most+1)*c.n])
}
