package stats

import (
	"math"
	"math/big"
	"strings"
	"testing"
)

// Without limits to the populations the size is the textbook's:
// (1.959964 + 0.841621)^2 (0.5*0.5 + 0.65*0.35) / 0.15^2 = 166.6 a side.
func TestSizeToDetect(t *testing.T) {
	d, err := SizeToDetect(DetectSpec{FirstShare: 0.5, SecondShare: 0.65, Confidence: 0.95, Power: 0.8})
	if err != nil || d.First != 167 || d.Second != 167 || math.Abs(d.ActualPower-0.8) > 0.01 || math.Abs(d.ActualFalseAlarm-0.05) > 0.01 {
		t.Errorf("%+v, %v", d, err)
	}
	// Finite populations need fewer, and no more than they have.
	e, err := SizeToDetect(DetectSpec{FirstShare: 0.5, SecondShare: 0.65, FirstPopulation: 300, SecondPopulation: 60,
		Confidence: 0.95, Power: 0.8})
	if err != nil || e.Second != 60 || e.First >= 167 || len(e.Warnings) == 0 {
		t.Errorf("%+v, %v", e, err)
	}
}

// The variance at the planned sizes is within the one allowed, and not at one
// case fewer.
func TestDetectVariance(t *testing.T) {
	for _, spec := range []DetectSpec{
		{0.5, 0.65, 50, 50, 0, 0.8, 0.8}, {0.5, 0.65, 300, 60, 0, 0.8, 0.8}, {0.5, 0.65, 60, 300, 0, 0.8, 0.9},
		{0.7, 0.5, 500, 400, 80, 0.9, 0.8}, {0.7, 0.5, Infinite, 400, 100, 0.9, 0.8}, {0.7, 0.5, 41, Infinite, 31, 0.8, 0.7},
		{0.5, 0.1, 1, 40, 0, 0.8, 0.8}, {0.5, 0.1, 40, 1, 0, 0.8, 0.8}, {0.5, 0.1, 2, 40, 0, 0.8, 0.8},
	} {
		d, err := SizeToDetect(spec)
		if err != nil {
			t.Errorf("%+v: %v", spec, err)
			continue
		}
		allowed := d.Steps[0].Value * d.Steps[0].Value
		variance := func(n1, n2 int) float64 {
			return estimateVariance(spec.FirstShare, n1, spec.FirstPopulation) +
				estimateVariance(spec.SecondShare, n2, spec.SecondPopulation)
		}
		if v := variance(d.First, d.Second); v > allowed*(1+1e-9) {
			t.Errorf("%+v: %d and %d have %v, allowed %v", spec, d.First, d.Second, v, allowed)
		}
		first, second := d.First, d.Second-1
		if spec.FirstSample == 0 && first != spec.FirstPopulation {
			first--
			if d.Second == spec.SecondPopulation {
				second++
			}
		}
		if v := variance(first, second); v <= allowed {
			t.Errorf("%+v: %d and %d would do", spec, first, second)
		}
	}
}

// The power counted out is that of enumeration in fractions.
func TestDetectPowerAgainstFractions(t *testing.T) {
	d, err := SizeToDetect(DetectSpec{FirstShare: 0.5, SecondShare: 0.8, FirstPopulation: 20, SecondPopulation: 30,
		Confidence: 0.8, Power: 0.8})
	if err != nil {
		t.Fatal(err)
	}
	z := Z(0.8)
	power := new(big.Rat)
	for x1 := 0; x1 <= d.First; x1++ {
		for x2 := 0; x2 <= d.Second; x2++ {
			p1, p2 := float64(x1)/float64(d.First), float64(x2)/float64(d.Second)
			pooled := float64(x1+x2) / float64(d.First+d.Second)
			se := math.Sqrt(pooled * (1 - pooled) * (1/float64(d.First)*float64(20-d.First)/19 + 1/float64(d.Second)*float64(30-d.Second)/29))
			if math.Abs(p1-p2) > z*se {
				power.Add(power, new(big.Rat).Mul(exactWindow(20, 10, d.First, x1, x1), exactWindow(30, 24, d.Second, x2, x2)))
			}
		}
	}
	if want, _ := power.Float64(); math.Abs(d.ActualPower-want) > 1e-12 {
		t.Errorf("power %v, want %v", d.ActualPower, want)
	}
}

// From half of 41 to 65% of 50, 31 cases read of each: no whole numbers of
// cases have these shares. From 21 to 33 a change is found more often than the
// power asked for, from 21 to 32 less; the power is the least of the four.
func TestDetectPowerIsLeastOfWholeCounts(t *testing.T) {
	d, err := SizeToDetect(DetectSpec{FirstShare: 0.5, SecondShare: 0.65, FirstPopulation: 41, SecondPopulation: 50,
		FirstSample: 31, Confidence: 0.8, Power: 0.8})
	if err != nil || d.Second != 31 {
		t.Fatalf("%+v, %v", d, err)
	}
	pair := func(a, b int) float64 {
		return d.chance(yesCount{N: 41, K: a}, yesCount{N: 50, K: b}, Z(0.8))
	}
	// Counted by hand over both samples in another language.
	for _, c := range []struct {
		a, b int
		want float64
	}{{20, 33, 0.908}, {21, 33, 0.835}, {21, 32, 0.751}} {
		if got := pair(c.a, c.b); math.Abs(got-c.want) > 5e-4 {
			t.Errorf("%d of 41 and %d of 50: %v, want %v", c.a, c.b, got, c.want)
		}
	}
	if d.PowerAt != [2]int{21, 32} || math.Abs(d.ActualPower-pair(21, 32)) > 1e-15 {
		t.Errorf("power %v at %v", d.ActualPower, d.PowerAt)
	}
	if d.FalseAlarmAt[1] != 25 || d.ActualFalseAlarm != max(pair(20, 25), pair(21, 25)) {
		t.Errorf("false alarm %v at %v", d.ActualFalseAlarm, d.FalseAlarmAt)
	}
	if len(d.Warnings) == 0 || d.Warnings[0].Code != "power-short" ||
		!strings.Contains(d.Warnings[0].Message, "21 of 41 yes in the first population and 32 of 50") {
		t.Errorf("%v", d.Warnings)
	}
	// In equal populations no change is the same number in both.
	e, err := SizeToDetect(DetectSpec{FirstShare: 0.5, SecondShare: 0.7, FirstPopulation: 41, SecondPopulation: 41,
		Confidence: 0.8, Power: 0.8})
	if err != nil || e.FalseAlarmAt[0] != e.FalseAlarmAt[1] {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestDetectErrors(t *testing.T) {
	for _, c := range []struct {
		spec DetectSpec
		want string
	}{
		{DetectSpec{0.5, 0.5, 50, 50, 0, 0.8, 0.8}, "no change to find"},
		{DetectSpec{0, 0.5, 50, 50, 0, 0.8, 0.8}, "first share"},
		{DetectSpec{0.4, 0.5, 50, 50, 0, 0.8, 0.3}, "power"},
		{DetectSpec{0.4, 0.5, 50, 50, 60, 0.8, 0.8}, "larger than its population"},
		{DetectSpec{0.4, 0.5, -1, 50, 0, 0.8, 0.8}, "population"},
		{DetectSpec{0.5, 0.65, Infinite, 50, 4, 0.8, 0.8}, "no second one"},
		{DetectSpec{0.5, 0.500001, Infinite, Infinite, 0, 0.8, 0.8}, "more than"},
	} {
		if _, err := SizeToDetect(c.spec); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, want %q", c.spec, err, c.want)
		}
	}
}
