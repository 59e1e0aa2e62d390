package predict

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

// randomChances are chances of bands, some of them 0.
func randomChances(rng *rand.Rand, bands int) []float64 {
	c, sum := make([]float64, bands), 0.0
	for sum == 0 {
		for b := range c {
			c[b] = float64(rng.IntN(4)) * rng.Float64()
			sum += c[b]
		}
	}
	for b := range c {
		c[b] /= sum
	}
	return c
}

// The bounds are the least and the greatest chance that any joint distribution
// with the questions' own chances gives: the optimum of a linear program over
// all of them.
func TestLowestBoundsAreSharp(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 19))
	for range 60 {
		questions := [][]float64{randomChances(rng, 3), randomChances(rng, 3)}
		if rng.IntN(2) == 0 {
			questions = append(questions, randomChances(rng, 3))
		}
		bounds := lowestBounds(questions)
		for band, bound := range bounds {
			low, high := extremes(t, questions, band)
			if math.Abs(bound.Low-low) > 1e-7 || math.Abs(bound.High-high) > 1e-7 {
				t.Errorf("%v band %d: %v, the linear program has %v to %v", questions, band, bound, low, high)
			}
		}
		var reached [][]float64
		for _, q := range questions {
			reached = append(reached, tails(q))
		}
		for b, c := range lowestIndependent(reached) {
			if c < bounds[b].Low-1e-12 || c > bounds[b].High+1e-12 {
				t.Errorf("%v: independence %v is outside %v", questions, c, bounds[b])
			}
		}
	}
}

// extremes solves the two linear programs.
func extremes(t *testing.T, questions [][]float64, band int) (low, high float64) {
	bands, cells := len(questions[0]), 1
	for range questions {
		cells *= bands
	}
	// The last equation of every question but the first follows from the rest.
	rows := bands + (len(questions)-1)*(bands-1)
	A, b, c := mat.NewDense(rows, cells, nil), make([]float64, rows), make([]float64, cells)
	for cell := range cells {
		row, rest, lowest := 0, cell, bands
		for q := range questions {
			in := rest % bands
			rest /= bands
			lowest = min(lowest, in)
			equations := bands
			if q > 0 {
				equations--
			}
			if in < equations {
				A.Set(row+in, cell, 1)
			}
			row += equations
		}
		if lowest == band {
			c[cell] = 1
		}
	}
	row := 0
	for q, chances := range questions {
		for in, chance := range chances {
			if q == 0 || in < bands-1 {
				b[row] = chance
				row++
			}
		}
	}
	solve := func(sign float64) float64 {
		objective := make([]float64, cells)
		for i := range c {
			objective[i] = sign * c[i]
		}
		value, _, err := lp.Simplex(objective, A, b, 1e-12, nil)
		if err != nil {
			t.Fatalf("%v: %v", questions, err)
		}
		return sign * value
	}
	return solve(1), solve(-1)
}

// The lowest of five questions that are each held with 0.55 is held with 0.05.
func TestTheLowestOfFiveIsSeldomHeld(t *testing.T) {
	question := tails([]float64{0.45, 0.55})
	chances := lowestIndependent([][]float64{question, question, question, question, question})
	if math.Abs(chances[1]-math.Pow(0.55, 5)) > 1e-15 {
		t.Errorf("%v", chances)
	}
}
