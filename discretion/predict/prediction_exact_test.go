package predict

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"onecase/discretion/rules"
)

// choose is a binomial coefficient.
func choose(n, k int) *big.Rat {
	if k < 0 || k > n {
		return new(big.Rat)
	}
	return new(big.Rat).SetInt(new(big.Int).Binomial(int64(n), int64(k)))
}

// rising is a (a+1) ... (a+k-1) with a in halves.
func rising(halves, k int) *big.Rat {
	p := big.NewRat(1, 1)
	for i := range k {
		p.Mul(p, big.NewRat(int64(halves+2*i), 2))
	}
	return p
}

// ratPredict is predict in exact rationals, for a prior in halves, with bands by
// comparing whole numbers.
func ratPredict(yes, of, population, a, b int, band func(yes, of int) int) []*big.Rat {
	chances := []*big.Rat{new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)}
	k := population - of
	for y := range k + 1 {
		p := choose(k, y)
		p.Mul(p, rising(2*yes+a, y)).Mul(p, rising(2*(of-yes)+b, k-y)).Quo(p, rising(2*of+a+b, k))
		at := chances[band(yes+y, population)]
		at.Add(at, p)
	}
	return chances
}

// halfUp bands 100 yes/of rounded half up at 50, 65 and 80: 100 yes/of + 1/2 is
// at least the boundary.
func halfUp(yes, of int) int {
	band := 0
	for _, cut := range []int{50, 65, 80} {
		if 200*yes >= (2*cut-1)*of {
			band++
		}
	}
	return band
}

// Every chance of a band is within 1e-12 of the exact fraction, with the rounded
// percentages of the rules, for every count out of up to 12 cases, every
// population up to 16, and some larger.
func TestBandChancesEqualExactFractions(t *testing.T) {
	s := youth(t, rules.HalfUp)
	type table struct{ of, population int }
	tables := []table{{39, 50}, {26, 30}, {4, 8}, {39, 100}, {20, 120}}
	for of := 1; of <= 12; of++ {
		for population := of; population <= 16; population++ {
			tables = append(tables, table{of, population})
		}
	}
	checked := 0
	for _, tab := range tables {
		step := 1 + (tab.population-tab.of)/40*tab.of/3 // the large ones are slow in fractions
		for yes := 0; yes <= tab.of; yes += step {
			for _, prior := range []Prior{Jeffreys, Uniform, {1.5, 0.5}} {
				got := predict(s, yes, tab.of, tab.population, prior)
				want := make([]float64, 4)
				for b, p := range ratPredict(yes, tab.of, tab.population, int(2*prior.Yes), int(2*prior.No), halfUp) {
					want[b], _ = p.Float64()
				}
				near(t, fmt.Sprintf("%d/%d of %d, %v", yes, tab.of, tab.population, prior), got, want, 1e-12)
				checked++
			}
		}
	}
	if checked < 2000 {
		t.Errorf("only %d tables were checked", checked)
	}
}

// The operating characteristic is within 1e-12 of the exact fraction.
func TestOperatingEqualsExactFractions(t *testing.T) {
	s := youth(t, rules.HalfUp)
	for _, tab := range []struct{ population, n int }{{1, 1}, {7, 3}, {12, 12}, {31, 26}, {51, 39}, {101, 40}} {
		for yes, got := range operatingCurve(t, s, tab.n, tab.population) {
			want := make([]*big.Rat, 4)
			for b := range want {
				want[b] = new(big.Rat)
			}
			for x := 0; x <= tab.n; x++ {
				p := choose(yes, x)
				p.Mul(p, choose(tab.population-yes, tab.n-x)).Quo(p, choose(tab.population, tab.n))
				at := want[halfUp(x, tab.n)]
				at.Add(at, p)
			}
			for b := range want {
				if w, _ := want[b].Float64(); math.Abs(got[b]-w) > 1e-12 {
					t.Errorf("%d yes of %d, %d read: band %d %v, want %v", yes, tab.population, tab.n, b, got[b], w)
				}
			}
		}
	}
}
