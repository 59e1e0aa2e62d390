package stats

import (
	"math/big"
	"testing"
)

func TestDecimal(t *testing.T) {
	for x, want := range map[float64]*big.Rat{
		0.05: big.NewRat(1, 20), 0.8: big.NewRat(4, 5), 0.999: big.NewRat(999, 1000),
		1e-7: big.NewRat(1, 10_000_000), 3: big.NewRat(3, 1), 0.30000000000000004: big.NewRat(30000000000000004, 1e17),
	} {
		if got := decimal(x); got.Cmp(want) != 0 {
			t.Errorf("decimal(%v) = %v, want %v", x, got, want)
		}
	}
}

// 0.07 * 100 is 7.000000000000001 in float64.
func TestWholePart(t *testing.T) {
	for _, c := range []struct {
		x    float64
		k    int64
		want int64
	}{{0.07, 100, 7}, {0.29, 100, 29}, {0.05, 19, 0}, {0.05, 20, 1}, {0.05, 1 << 60, 57646075230342348}, {0.5, 0, 0}} {
		if got := wholePart(decimal(c.x), c.k); got != c.want {
			t.Errorf("floor(%v * %d) = %d, want %d", c.x, c.k, got, c.want)
		}
	}
}
