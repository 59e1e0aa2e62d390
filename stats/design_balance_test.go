package stats

import (
	"math"
	"testing"
)

// balancedSample is twelve of thirty cases with two variables of 3 and 2
// categories: the columns of the categories, and the answers.
func balancedSample(t *testing.T) (d *Design, columns [][]float64, answers []Answer) {
	t.Helper()
	for _, y := range []int{1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0} {
		answers = append(answers, No+Answer(y))
	}
	columns = make([][]float64, 5)
	for j := range columns {
		columns[j] = make([]float64, 12)
	}
	for i, a := range []int{1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3} {
		columns[a-1][i] = 1
		columns[3+i%2][i] = 1
	}
	if _, err := NewDesign([]Stratum{{"all", 30}}, make([]DrawnCase, 12), LonelyFail); err == nil {
		t.Fatal("a case without its stratum was taken")
	}
	cases := make([]DrawnCase, 12)
	for i := range cases {
		cases[i].Stratum = "all"
	}
	d, err := NewDesign([]Stratum{{"all", 30}}, cases, LonelyFail)
	if err != nil {
		t.Fatal(err)
	}
	return d, columns, answers
}

// The values are R 4.2.2's: m <- lm(y ~ factor(a) + factor(b)), then
// (1 - n/N)/(n (n - q)) sum(residuals(m)^2), q = m$rank, and with rounding of the
// second variable's numbers by a covariance of 0.24 and -0.24,
// 0.24 coef(m)[4]^2/n^2 more.
func TestBalanceAgainstR(t *testing.T) {
	d, columns, answers := balancedSample(t)
	rounding := make([][]float64, 5)
	for j := range rounding {
		rounding[j] = make([]float64, 5)
	}
	rounding[3][3], rounding[4][4], rounding[3][4], rounding[4][3] = 0.24, 0.24, -0.24, -0.24
	for _, c := range []struct {
		rounding [][]float64
		want     float64
	}{{nil, 0.0154796511627907}, {rounding, 0.015561001442221}} {
		balanced, err := d.Balance(columns, c.rounding)
		if err != nil {
			t.Fatal(err)
		}
		e, err := balanced.Proportion(answers)
		if err != nil || math.Abs(e.SE*e.SE-c.want) > 1e-14 || e.Balance != 4 || e.DF != 8 {
			t.Errorf("variance %.15g, not %.15g; rank %d, %d degrees of freedom (%v)", e.SE*e.SE, c.want, e.Balance, e.DF, err)
		}
	}
}

// Balanced on nothing, a sample is a simple random one.
func TestBalanceOnNothingIsSimpleRandom(t *testing.T) {
	d, _, answers := balancedSample(t)
	answers[3], answers[7] = OutsideDomain, OutsideDomain
	simple, err := d.Proportion(answers)
	if err != nil {
		t.Fatal(err)
	}
	balanced, err := d.Balance(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if e, err := balanced.Proportion(answers); err != nil || math.Abs(e.SE-simple.SE) > 1e-15 || e.DF != simple.DF {
		t.Errorf("%v and %v, %d and %d degrees of freedom (%v)", e.SE, simple.SE, e.DF, simple.DF, err)
	}
}

func TestBalancesThatAreRefused(t *testing.T) {
	d, columns, _ := balancedSample(t)
	two, err := NewDesign([]Stratum{{"a", 5}, {"b", 5}}, []DrawnCase{{Stratum: "a"}, {Stratum: "b"}}, LonelyCertainty)
	if err != nil {
		t.Fatal(err)
	}
	full := make([][]float64, 12)
	for j := range full {
		full[j] = make([]float64, 12)
		full[j][j] = 1
	}
	for name, try := range map[string]func() (*Design, error){
		"two strata":       func() (*Design, error) { return two.Balance(nil, nil) },
		"a short column":   func() (*Design, error) { return d.Balance([][]float64{{1}}, nil) },
		"another rounding": func() (*Design, error) { return d.Balance(columns, full[:2]) },
		"as many as cases": func() (*Design, error) { return d.Balance(full, nil) },
	} {
		if got, err := try(); err == nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}
