package stats

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// balancing is what a sample was balanced on.
type balancing struct {
	kept     []int       // the columns that do not depend on those before them
	basis    [][]float64 // per kept column: orthonormal, the constant first
	triangle [][]float64 // column k of the kept ones is sum_i triangle[k][i] basis[i]
	rounding [][]float64 // covariance of the columns' totals; nil for none
}

// Balance returns the design of a sample that was drawn so that the totals of
// some columns over its cases stay near their expectation, as the cube method
// and plans of matched numbers do. columns[j][i] is column j of case i, in the
// order of the design: for a matching variable, 1 for the cases of one category.
// Rounding is the covariance, over draws, of the columns' totals, which is 0
// (or nil) where they are kept exactly.
//
// An estimate then varies by what the columns do not explain of its scores z,
// and by what rounding leaves of what they do:
//
//	V = (1 - n/N) n/(n - q) sum e_k^2 + b' rounding b
//
// with b the coefficients of the regression of z on the columns and a constant, e
// its residuals and q its rank. Without columns that is simple random sampling.
// The degrees of freedom are at most n - q. Source: Deville, J.-C. and Tillé, Y.
// (2005), Variance approximation under balanced sampling, Journal of Statistical
// Planning and Inference 128.
//
// It is for a design of one stratum whose cases weigh the same, and needs more
// cases than q.
func (d *Design) Balance(columns, rounding [][]float64) (*Design, error) {
	switch {
	case len(d.strata) != 1 || d.post != nil:
		return nil, errors.New("stats: a balanced design has one stratum and is not post-stratified")
	case slices.ContainsFunc(d.cases, func(c designCase) bool { return math.Abs(c.weight/d.cases[0].weight-1) > 1e-9 }):
		return nil, errors.New("stats: the cases of a balanced design weigh the same")
	case rounding != nil && len(rounding) != len(columns):
		return nil, fmt.Errorf("stats: a covariance of %d columns for %d", len(rounding), len(columns))
	}
	n := len(d.cases)
	b := &balancing{rounding: rounding}
	b.add(-1, slices.Repeat([]float64{1}, n))
	for j, column := range columns {
		if len(column) != n {
			return nil, fmt.Errorf("stats: column %d has %d values for %d cases", j+1, len(column), n)
		}
		b.add(j, column)
	}
	if len(b.basis) >= n {
		return nil, fmt.Errorf("stats: %d cases balanced on %d independent columns leave nothing to see a variance in", n, len(b.basis))
	}
	out := *d
	out.balance = b
	return &out, nil
}

// dependent is the share of a column's length that the earlier columns have to
// leave for it to count as another.
const dependent = 1e-9

// add orthogonalises a column, twice for the sake of rounding, and keeps it unless
// it depends on those before it.
func (b *balancing) add(number int, column []float64) {
	left := slices.Clone(column)
	coordinates := make([]float64, len(b.basis)+1)
	for range 2 {
		for i, u := range b.basis {
			c := floats.Dot(u, left)
			coordinates[i] += c
			floats.AddScaled(left, -c, u)
		}
	}
	length := math.Sqrt(floats.Dot(left, left))
	if length <= dependent*math.Sqrt(floats.Dot(column, column)) {
		return
	}
	floats.Scale(1/length, left)
	coordinates[len(b.basis)] = length
	b.kept, b.basis, b.triangle = append(b.kept, number), append(b.basis, left), append(b.triangle, coordinates)
}

// variance is that of the sum of the scores z, f being the finite correction.
func (b *balancing) variance(z []float64, f float64) float64 {
	n, q := float64(len(z)), len(b.basis)
	along := make([]float64, q) // z in the basis
	left := slices.Clone(z)
	for i, u := range b.basis {
		along[i] = floats.Dot(u, left)
		floats.AddScaled(left, -along[i], u)
	}
	v := f * n / (n - float64(q)) * floats.Dot(left, left)
	if b.rounding == nil {
		return v
	}
	coefficient := make([]float64, len(b.rounding)) // of the columns; 0 for those that depend on others
	solved := make([]float64, q)
	for k := q - 1; k >= 0; k-- {
		solved[k] = along[k]
		for later := k + 1; later < q; later++ {
			solved[k] -= solved[later] * b.triangle[later][k]
		}
		solved[k] /= b.triangle[k][k]
		if j := b.kept[k]; j >= 0 {
			coefficient[j] = solved[k]
		}
	}
	for i, row := range b.rounding {
		v += coefficient[i] * floats.Dot(row, coefficient)
	}
	return max(v, 0)
}
