package stats

import (
	"math"
	"strings"
	"testing"
)

// R 4.2.2 and survey 4.1-1 by testdata/twophase.R.
func TestTwoPhaseAgainstSurvey(t *testing.T) {
	var file struct {
		Rows []struct {
			Population, Sample, Second []int
			Cells                      [][5]int
			Full, Simple               *[2]float64
		}
	}
	readTestdata(t, "twophase.json", &file)
	tried := map[TwoPhaseMethod]int{}
	for k, r := range file.Rows {
		design := TwoPhase{Second: r.Second}
		for g, n := range r.Sample {
			design.First = append(design.First, StratumCount{Population: r.Population[g], Sample: n})
		}
		for _, c := range r.Cells {
			design.Cells = append(design.Cells, SecondRead{First: c[0], Second: c[1], Read: c[2], Of: c[3], Yes: c[4]})
		}
		for method, want := range map[TwoPhaseMethod]*[2]float64{TwoPhaseFull: r.Full, TwoPhaseSimple: r.Simple} {
			if want == nil {
				continue
			}
			tried[method]++
			e, err := design.Estimate(method, 0.8)
			if err != nil || math.Abs(e.Proportion-want[0]) > 1e-8 || math.Abs(e.SE-want[1]) > 1e-8 {
				t.Errorf("row %d, %s: %v ± %v, want %v (%v)", k, method, e.Proportion, e.SE, want, err)
			}
		}
	}
	if tried[TwoPhaseFull] < 60 || tried[TwoPhaseSimple] < 40 {
		t.Errorf("tried %v", tried)
	}
}

// R 4.2.2 and survey 4.1-1 by testdata/twophase_chances.R: the cases of the sample had chances of their own.
func TestTwoPhaseChancesAgainstSurvey(t *testing.T) {
	var file struct {
		Rows []struct {
			Sample int
			Second []int
			Cases  [][4]float64
			Share  float64
			SE     float64
		}
	}
	readTestdata(t, "twophase_chances.json", &file)
	for k, r := range file.Rows {
		design := TwoPhase{First: []StratumCount{{Sample: r.Sample}}, Second: r.Second}
		for _, c := range r.Cases {
			design.Cells = append(design.Cells, SecondRead{Second: int(c[0]), Read: 1, Of: int(c[1]), Yes: int(c[2]), Chance: c[3]})
		}
		e, err := design.Estimate(TwoPhaseSimple, 0.8)
		if err != nil || math.Abs(e.Proportion-r.Share) > 1e-8 || math.Abs(e.SE-r.SE) > 1e-8 {
			t.Errorf("row %d: %v ± %v, want %v ± %v (%v)", k, e.Proportion, e.SE, r.Share, r.SE, err)
		}
		if e.Low > e.Proportion || e.High < e.Proportion || e.Low >= e.High {
			t.Errorf("row %d: limits %v to %v", k, e.Low, e.High)
		}
	}
	if len(file.Rows) < 40 {
		t.Errorf("%d rows", len(file.Rows))
	}
}

// R 4.2.2 and survey 4.1-1: svyciprop with method "beta" at 80% of
//
//	twophase(id = list(~1, ~1), strata = list(NULL, ~first), fpc = list(~N, NULL), subset = ~second, data = d, method = m)
//
// where 39 of 50 cases were read, 25 with a yes at first, of which 10 were read again and 9 are yes;
// of the other 14, 8 and 2.
func TestTwoPhaseLimitsAgainstSurvey(t *testing.T) {
	design := TwoPhase{First: []StratumCount{{Population: 50, Sample: 39}}, Second: []int{25, 14},
		Cells: []SecondRead{{First: 0, Second: 0, Read: 10, Of: 10, Yes: 9}, {First: 0, Second: 1, Read: 8, Of: 8, Yes: 2}}}
	for method, want := range map[TwoPhaseMethod][2]float64{TwoPhaseFull: {0.557069065881, 0.763581086435},
		TwoPhaseSimple: {0.557339725249, 0.763367787127}} {
		e, err := design.Estimate(method, 0.8)
		if err != nil || math.Abs(e.Low-want[0]) > 1e-8 || math.Abs(e.High-want[1]) > 1e-8 || e.DF != 16 {
			t.Errorf("%s: %v to %v with %d degrees of freedom, want %v (%v)", method, e.Low, e.High, e.DF, want, err)
		}
	}
	design.Cells[1] = SecondRead{First: 0, Second: 1, Read: 1, Of: 1, Yes: 0}
	if e, err := design.Estimate(TwoPhaseFull, 0.8); err != nil || code(e.Warnings) != "lonely-stratum" {
		t.Errorf("%+v, %v", e, err)
	}
	design.Cells = []SecondRead{{First: 0, Second: 0, Read: 10, Of: 10, Yes: 10}, {First: 0, Second: 1, Read: 8, Of: 8, Yes: 8}}
	if e, err := design.Estimate(TwoPhaseFull, 0.8); err != nil || e.Low != 1 || e.High != 1 || e.SE != 0 {
		t.Errorf("all second reads alike: %+v, %v", e, err)
	}
}

func TestTwoPhaseRefuses(t *testing.T) {
	good := func() TwoPhase {
		return TwoPhase{First: []StratumCount{{Population: 50, Sample: 39}}, Second: []int{25, 14},
			Cells: []SecondRead{{First: 0, Second: 0, Read: 10, Of: 10, Yes: 9}, {First: 0, Second: 1, Read: 8, Of: 8, Yes: 2}}}
	}
	for want, change := range map[string]func(*TwoPhase){
		"is not possible":      func(d *TwoPhase) { d.First[0].Population = 30 },
		"more or less":         func(d *TwoPhase) { d.Second[0] = 24 },
		"no such stratum":      func(d *TwoPhase) { d.Cells[0].Second = 2 },
		"10 of 8 read":         func(d *TwoPhase) { d.Cells[0].Read = 8 },
		"-1 yes of 10":         func(d *TwoPhase) { d.Cells[0].Yes = -1 },
		"11 yes of 10":         func(d *TwoPhase) { d.Cells[0].Yes = 11 },
		"more cases were read": func(d *TwoPhase) { d.Cells[0].Read = 26 },
		"nothing is known":     func(d *TwoPhase) { d.Cells = d.Cells[:1] },
		"cannot be put together": func(d *TwoPhase) {
			d.First = []StratumCount{{Sample: 20}, {Population: 30, Sample: 19}}
		},
		"of every cell or of none":    func(d *TwoPhase) { d.Cells[1].Chance = 0.5 },
		"goes with the method simple": func(d *TwoPhase) { d.Cells[0].Chance, d.Cells[1].Chance = 0.5, 0.5 },
		"no case of the domain": func(d *TwoPhase) {
			d.Cells = []SecondRead{{First: 0, Second: 0, Read: 10, Of: 0, Yes: 0}, {First: 0, Second: 1, Read: 8, Of: 0, Yes: 0}}
		},
	} {
		design := good()
		change(&design)
		if _, err := design.Estimate(TwoPhaseFull, 0.8); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	more := good() // a stratum of the second phase that no case fell in changes nothing
	more.Second = append(more.Second, 0)
	with, err := more.Estimate(TwoPhaseFull, 0.8)
	if without, _ := good().Estimate(TwoPhaseFull, 0.8); err != nil || with.Low != without.Low || with.High != without.High {
		t.Errorf("an empty stratum: %v to %v, without it %v to %v (%v)", with.Low, with.High, without.Low, without.High, err)
	}
	if _, err := good().Estimate("approx", 0.8); err == nil {
		t.Error("a method that there is none of passes")
	}
	if _, err := good().Estimate(TwoPhaseFull, 0); err == nil {
		t.Error("a level of 0 passes")
	}
}

// Where every case was read, and second answers are all alike where first ones are, nothing is
// in doubt: there is no standard error, not even one of rounding.
func TestTwoPhaseWithoutDoubt(t *testing.T) {
	for n := 4; n <= 60; n++ {
		for yes := 2; yes <= n-2; yes++ {
			again, againNo := 2+n%(yes-1), 2+yes%(n-yes-1)
			d := TwoPhase{First: []StratumCount{{Population: n, Sample: n}}, Second: []int{yes, n - yes},
				Cells: []SecondRead{{First: 0, Second: 0, Read: again, Of: again, Yes: again},
					{First: 0, Second: 1, Read: againNo, Of: againNo, Yes: 0}}}
			if e, err := d.Estimate(TwoPhaseFull, 0.8); err != nil || e.SE != 0 || e.Proportion != e.Low || e.Low != e.High {
				t.Fatalf("%d yes of %d: %+v, %v", yes, n, e, err)
			}
		}
	}
}
