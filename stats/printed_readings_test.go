package stats

import (
	"fmt"
	"math"
	"strings"
)

func printReadings(p *printer) {
	for _, spec := range []IntervalSpec{{Exact, 25, 39, 50, 0.8}, {Exact, 0, 5, 9, 0.8}, {Exact, 5, 5, 9, 0.8},
		{Exact, 3, 8, Infinite, 0.8}, {Exact, 0, 30, Infinite, 0.8},
		{Exact, 1, 1, 1, 0.8}, {Wald, 1, 4, 9, 0.8}, {Exact, 5, 4, 9, 0.8}, {Exact, 1, 1000, 2000, 0.8},
		{Exact, 1, 1001, 2000, 0.8}, {Exact, 1, 4, 9, 1}} {
		for _, m := range []Misreading{{}, {0.1, 0.1}, {0, 0.3}, {0.3, 0}, {0.5, 0.5}, {1, 0}, {0, -0.1}, {0.45, 0.5}} {
			if spec.Of == 1000 && m != (Misreading{}) {
				continue
			}
			l, err := MisreadInterval(spec, m)
			p.add(fmt.Sprintf("MisreadInterval(%+v, %+v)", spec, m), l, err, m.Check(), m.Correct(0.4))
			if err == nil && spec.Population != Infinite && m.WrongYes+m.WrongNo > 0 {
				p.add("Tail", l.Tail(spec.Yes, true), l.Tail(spec.Yes, false))
			}
		}
	}
	for _, m := range []Misreading{{}, {0.1, 0.2}} {
		for _, c := range [][2]int{{4, 9}, {3, Infinite}, {1001, 2000}, {400, 2000}, {5, 5}} {
			least, known := MisreadCoverage(c[0], c[1], 0.8, m)
			p.add(fmt.Sprint("MisreadCoverage", c, m), least, known)
		}
	}
	stated, found := ErrorRate{Share: 0.1}, ErrorRate{Wrong: 2, Of: 30}
	for _, rates := range []ErrorRates{{stated, stated}, {found, stated}, {stated, found}, {found, found},
		{ErrorRate{Wrong: 1, Of: 2}, found}, {ErrorRate{Wrong: 3, Of: 2}, found},
		{ErrorRate{Share: 0.5}, ErrorRate{Share: 0.5}}, {ErrorRate{Wrong: 0, Of: 1}, ErrorRate{Wrong: 0, Of: 1}}} {
		for _, s := range []DrawnShare{{25, 39, 50, 50}, {0, 9, 9, 12}, {9, 9, 9, 12},
			{3, 8, Infinite, Infinite}, {9, 8, 9, 9}, {1, 1001, 2000, 2000}, {0, 39, Infinite, Infinite},
			{39, 39, Infinite, Infinite}} {
			l, err := MisreadShare(s, 0.8, rates)
			p.add(fmt.Sprintf("MisreadShare(%+v, %+v)", s, rates), rates.Found(), rates.Misreading(), l, err)
		}
	}
	_, err := MisreadShare(DrawnShare{1, 2, 3, 3}, 1, ErrorRates{})
	p.add("MisreadShare", err)
	for _, c := range [][3]int{{8, 2, 4}, {8, 0, 4}, {3, 6, 3}, {12, 1, 1}, {1, 1, 12}, {0, 0, 5}, {5, 0, 0}, {0, 0, 0},
		{-1, 2, 3}, {9, 3, 1}, {1, 3, 9}, {4, 1, 0}} {
		e, err := EqualReadersOf(c[0], c[1], c[2])
		least, most, alike := e.Of(0.4)
		p.add(fmt.Sprint("EqualReadersOf", c), e, err, least, most, alike)
	}
	good := func() TwoPhase {
		return TwoPhase{First: []StratumCount{{Population: 30, Sample: 20}, {Population: 20, Sample: 15}}, Second: []int{21, 14},
			Cells: []SecondRead{{First: 0, Second: 0, Read: 6, Of: 6, Yes: 5},
				{First: 1, Second: 0, Read: 3, Of: 2, Yes: 2}, {First: 0, Second: 1, Read: 4, Of: 4, Yes: 1},
				{First: 1, Second: 1, Read: 4, Of: 3}}}
	}
	for k, change := range []func(*TwoPhase){
		func(*TwoPhase) {}, func(d *TwoPhase) { d.First[1].Population = 15 }, func(d *TwoPhase) { d.First[1].Population = 14 },
		func(d *TwoPhase) { d.First[0].Population = -1 }, func(d *TwoPhase) { d.First[0].Population = tooMany },
		func(d *TwoPhase) { d.First[1].Sample = 0 }, func(d *TwoPhase) { d.First[1].Population = 0 },
		func(d *TwoPhase) { d.Second[1] = 15 },
		func(d *TwoPhase) { d.Cells[1].First = 2 }, func(d *TwoPhase) { d.Cells[1].First = -1 },
		func(d *TwoPhase) { d.Cells[2].Second = 2 },
		func(d *TwoPhase) { d.Cells[2].Second = -1 }, func(d *TwoPhase) { d.Cells[1].Yes = 3 }, func(d *TwoPhase) { d.Cells[1].Yes = -1 },
		func(d *TwoPhase) { d.Cells[1].Of = 4 }, func(d *TwoPhase) { d.Cells[2].Read = 11 }, func(d *TwoPhase) { d.Cells[2].Read = 10 },
		func(d *TwoPhase) { d.Cells = d.Cells[:2] }, func(d *TwoPhase) { d.Cells[1].Chance = 0.5 },
		func(d *TwoPhase) {
			for i := range d.Cells {
				d.Cells[i].Chance = 0.5
			}
		},
		func(d *TwoPhase) {
			d.First, d.Cells = []StratumCount{{Sample: 35}},
				[]SecondRead{{Second: 0, Read: 9, Of: 9, Yes: 7, Chance: 0.5}, {Second: 1, Read: 8, Of: 8, Yes: 2, Chance: 1}}
		},
		func(d *TwoPhase) {
			d.First, d.Cells = []StratumCount{{Sample: 35}},
				[]SecondRead{{Second: 0, Read: 9, Of: 9, Yes: 7, Chance: 0.5}, {Second: 1, Read: 8, Of: 8, Yes: 2, Chance: 1.5}}
		},
		func(d *TwoPhase) {
			d.First, d.Cells = []StratumCount{{Sample: 35}}, []SecondRead{{Second: 0, Read: 9, Of: 9, Yes: 7}, {Second: 1, Read: 1, Of: 1}}
		},
		func(d *TwoPhase) {
			for i := range d.Cells {
				d.Cells[i].Of, d.Cells[i].Yes = 0, 0
			}
		},
		func(d *TwoPhase) {
			d.Cells = []SecondRead{{Read: 1, Of: 1, Yes: 1}, {First: 1, Second: 1, Read: 1, Of: 1}}
		},
		func(d *TwoPhase) {
			d.First, d.Second = []StratumCount{{Population: 1, Sample: 1}}, []int{1}
			d.Cells = []SecondRead{{Read: 1, Of: 1, Yes: 1}}
		},
	} {
		d := good()
		change(&d)
		for _, m := range []TwoPhaseMethod{TwoPhaseFull, TwoPhaseSimple} {
			e, err := d.Estimate(m, 0.8)
			p.add(fmt.Sprint("TwoPhase ", k, " ", m), e, err)
		}
	}
	_, err = good().Estimate("approx", 0.8)
	_, level := good().Estimate(TwoPhaseFull, 1)
	p.add("TwoPhase", err, level)
	for _, s := range []DrawnShare{{0, 35, 50, 50}, {0, 35, 35, 35}, {0, 35, 35, 40},
		{0, 35, Infinite, Infinite}, {0, 34, 50, 50}, {0, 35, 30, 40}} {
		for _, strata := range [][]StratumCount{{{21, 9, 7}, {14, 8, 2}}, {{21, 21, 15}, {14, 14, 2}},
			{{21, 0, 0}, {14, 0, 0}}, {{21, 1, 1}, {14, 0, 0}}, {{21, 1, 1}, {14, 1, 0}}, {{21, 22, 0}, {14, 1, 0}}} {
			l, err := TwoPhaseInterval(s, strata, 0.8)
			p.add(fmt.Sprint("TwoPhaseInterval", s, strata), l, err)
			l, alone, err := SecondReadsInterval(s, strata, 0.8)
			p.add("SecondReadsInterval", l, alone, err)
		}
	}
	_, err = TwoPhaseInterval(DrawnShare{0, 35, 50, 50}, []StratumCount{{35, 9, 7}}, 1)
	p.add("TwoPhaseInterval", err)
	printAgreement(p)
}

func printAgreement(p *printer) {
	pairs := func(text string) (cases [][]AnswerPair) {
		for word := range strings.FieldsSeq(text) {
			var answers []AnswerPair
			for i := 0; i+1 < len(word); i += 2 {
				answers = append(answers, AnswerPair{int(word[i] - '0'), int(word[i+1] - '0')})
			}
			cases = append(cases, answers)
		}
		return cases
	}
	quadratic := QuadraticWeights([]float64{0, 1, 3})
	if _, err := AgreementOf(AgreementSpec{100, pairs("00"), 9, 0.8, nil}); err != nil {
		p.add("AgreementOf", err)
	}
	for _, spec := range []AgreementSpec{
		{3, pairs("00 01 11 22 21 0011 20"), 20, 0.8, nil},
		{3, pairs("00 01 11 22 21 0011 20"), Infinite, 0.95, quadratic}, {2, pairs("00 11 00"), 3, 0.8, nil},
		{2, pairs("00 00 00"), 9, 0.8, nil}, {2, pairs("01"), 9, 0.8, nil}, {2, pairs("00 11 00 11"), 9, 0.8, nil},
		{2, pairs("01 10 01"), 9, 0.8, nil},
		{2, [][]AnswerPair{{}, {{0, 1}}, {{0, 0}}}, 9, 0.8, nil}, {2, pairs("00 11 01 00"), 4, 0.8, nil},
		{1, pairs("00"), 9, 0.8, nil}, {101, pairs("00"), 9, 0.8, nil}, {2, pairs("02"), 9, 0.8, nil},
		{2, [][]AnswerPair{{{-1, 0}}}, 9, 0.8, nil}, {2, nil, 9, 0.8, nil},
		{2, pairs("00 01 11"), 2, 0.8, nil}, {2, pairs("00"), -1, 0.8, nil}, {2, pairs("00"), 9, 1, nil},
		{2, pairs("00 01"), 9, 0.8, quadratic},
		{2, pairs("00 01"), 9, 0.8, [][]float64{{1, 2}, {0, 1}}},
		{2, pairs("00 01"), 9, 0.8, [][]float64{{1, 0.5}, {0.4, 1}}}, {2, pairs("00 01"), 9, 0.8, [][]float64{{0.9, 0}, {0, 1}}},
	} {
		a, err := AgreementOf(spec)
		if p.add(fmt.Sprint("AgreementOf", spec), a, err); err != nil {
			continue
		}
		for _, c := range []Coefficient{a.Share, a.Kappa} {
			for _, N := range []int{Infinite, 20} {
				p.add("Within", c.Within(9, N, 0.8), c.CasesFor(0.1, N, 0.8), c.CasesFor(0, N, 0.8), c.CasesFor(1e-9, N, 0.8))
			}
		}
	}
	for _, clusters := range [][]DrawnShare{{{Yes: 3, Of: 5}, {Yes: 5, Of: 6}, {Yes: 1, Of: 4}},
		{{Yes: 2, Of: 4}, {Yes: 2, Of: 4}, {Yes: 2, Of: 4}}, {{Yes: 4, Of: 4}, {Yes: 0, Of: 3}},
		{{Yes: 0, Of: 4}, {Yes: 0, Of: 3}}, {{Yes: 4, Of: 4}, {Yes: 3, Of: 3}}, {{Yes: 1, Of: 2}, {Yes: 0, Of: 1}},
		{{Yes: 1, Of: 1}, {Yes: 0, Of: 1}}, {{Yes: 1, Of: 5}}, nil, {{Yes: 3, Of: 2}},
		{{Yes: -1, Of: 2}}, {{Yes: 0, Of: -1}}, {{Yes: 0, Of: 0}, {Yes: 1, Of: 3}, {Yes: 2, Of: 3}}} {
		s, err := ClusterShareOf(clusters, 0.8)
		p.add(fmt.Sprint("ClusterShareOf", clusters), s, err)
	}
	_, err := ClusterShareOf([]DrawnShare{{Yes: 3, Of: 5}, {Yes: 5, Of: 6}}, 1)
	p.add("ClusterShareOf", err)
}

func printTexts(p *printer) {
	for text := range strings.SplitSeq("47%|47.0|47 per cent|0|100%|two-thirds|3/4|one in five|two out of three|a half|halves|three quarters|nineteen twentieths|three cases|"+
		"twenty-one cases|ninety nine records|a hundred|all|every case|none|no|no case|all but three|all but one case|all but|most|a majority of cases|the minority|>98%|>=98%|"+
		"< 3 cases|<= 40%|≥ 1/3|≤ half|at least half|half or more|three cases or fewer|more than 2 in 3|fewer than three cases|under 40%|between 40% and 50%|between 50% and 40%|"+
		"between one third and half|between a and b|between 40%|exactly two-thirds|exactly 3 cases|nearly half|well over half|about 40%|some|the vast majority|many|a few|40 or more|"+
		"over 40|> 40|forty|5/4|0/4|none of the cases|eleven in twelve|1000001 cases|1000000 cases|twenty-ten cases|twenty zero cases|one of them|101%||lots|-5|up to 3 children|no more than 10%|"+
		"upwards of 60%|60% or above|exceeding 60%|not less than 60%|one twelfth|two tenths", "|") {
		s, err := ParseStatement(text)
		percentage, plain := s.Percentage()
		p.add(fmt.Sprintf("ParseStatement %q", text), s.String(), s.Reading(), percentage, plain, err)
		if err != nil {
			continue
		}
		for _, n := range []int{1, 3, 7, 39, 60} {
			for _, r := range []PercentRounding{HalfUp, Down, AnyRounding} {
				least, most, err := s.Counts(n, r)
				p.add("Counts", n, r, least, most, s.Nearest(n), err)
			}
		}
		least, most, err := s.Counts(0, HalfUp)
		p.add("Counts", least, most, err)
		least, most, err = s.Counts(MaxDenominator+1, HalfUp)
		p.add("Counts", least, most, err)
		least, most, err = s.Counts(4, "up")
		p.add("Counts", least, most, err)
	}
	for _, text := range []string{"47", "47.0 %", "0", "100", "100.0", "100.1", "101", "1.123456", "1.1234567", "", "x", "33.3", "0.05"} {
		percentage, err := ParsePercentage(text)
		if p.add(fmt.Sprintf("ParsePercentage %q", text), percentage, err); err != nil {
			continue
		}
		p.add("as a fraction", percentage.Rat(), percentage.String())
		for _, r := range []PercentRounding{HalfUp, HalfEven, Down, AnyRounding, "up"} {
			low, high, err := percentage.Bounds(r)
			list, lerr := Denominators([]Percentage{percentage}, 40, r)
			p.add("Bounds", low, high, err, list, lerr)
			for _, n := range []int{1, 2, 8, 39, MaxDenominator} {
				least, most, err := percentage.Counts(n, r)
				p.add("Counts", least, most, err, percentage.Nearest(n))
			}
		}
	}
	var placed PlacedWarnings
	for _, place := range []string{"a", "b", "c", "d"} {
		placed.Add(place, NewWarning("x", "fix", "of all"), NewWarning("y", "", "%d cases", len(place)))
		placed.Add(place+place, NewWarning("y", "", "%d cases", 2))
	}
	p.add("PlacedWarnings", placed.Warnings())
}

func printLaws(p *printer) {
	refused := func(f func()) (why any) {
		defer func() { why = recover() }()
		f()
		return nil
	}
	for _, h := range []Hypergeometric{{9, 4, 5}, {9, 0, 5}, {9, 9, 5}, {9, 4, 0}, {9, 4, 9}, {0, 0, 0}, {1, 1, 1},
		{300, 120, 40}, {12, 11, 10}} {
		p.add(fmt.Sprintf("%+v", h), h.Mean(), h.Mode(), h.Variance())
		for _, x := range []float64{-1, 0, 0.5, 1, 2, 3, 4, 5, 9, 10, 16} {
			p.add(fmt.Sprint(x), h.Prob(x), h.CDF(x), h.Survival(x))
		}
		p.add("Quantile", h.Quantile(0), h.Quantile(0.1), h.Quantile(0.5), h.Quantile(0.9), h.Quantile(1))
	}
	for _, h := range []Hypergeometric{{-1, 0, 0}, {tooMany, 0, 0}, {9, -1, 5}, {9, 10, 5}, {9, 4, -1}, {9, 4, 10}} {
		p.add(fmt.Sprintf("%+v", h), refused(func() { h.Prob(1) }), refused(func() { h.CDF(1) }),
			refused(func() { h.Survival(1) }), refused(func() { h.Mode() }))
	}
	h := Hypergeometric{9, 4, 5}
	p.add("Quantile", refused(func() { h.Quantile(-0.1) }), refused(func() { h.Quantile(1.1) }), refused(func() { h.Quantile(math.NaN()) }))
	for _, b := range []Binomial{{9, 0.4}, {9, 0}, {9, 1}, {0, 0.4}, {300, 0.1}, {1, 0.5}} {
		p.add(fmt.Sprintf("%+v", b), b.Mean())
		for _, x := range []float64{-1, 0, 0.5, 1, 4, 9, 10, 30} {
			p.add(fmt.Sprint(x), b.Prob(x), b.CDF(x), b.Survival(x))
		}
	}
	for _, b := range []Binomial{{-1, 0.4}, {9, -0.1}, {9, 1.1}, {9, math.NaN()}, {tooMany, 0.4}} {
		p.add(fmt.Sprintf("%+v", b), refused(func() { b.Prob(1) }), refused(func() { b.CDF(1) }), refused(func() { b.Survival(1) }))
	}
	for _, b := range []BetaBinomial{{9, 0.5, 0.5}, {9, 3, 7}, {0, 1, 1}, {1, 0.1, 20}, {200, 40, 2}, {12, 1, 1}} {
		p.add(fmt.Sprintf("%+v", b), b.Mean(), b.Mode(), b.Variance())
		for _, x := range []float64{-1, 0, 0.5, 1, 4, 9, 10, 150, 199, 200} {
			p.add(fmt.Sprint(x), b.Prob(x), b.CDF(x), b.Survival(x))
		}
	}
	for _, b := range []BetaBinomial{{-1, 1, 1}, {9, 0, 1}, {9, 1, 0}, {9, math.NaN(), 1}, {9, math.Inf(1), 1}, {tooMany, 1, 1}} {
		p.add(fmt.Sprintf("%+v", b), refused(func() { b.Prob(1) }), refused(func() { b.CDF(1) }),
			refused(func() { b.Survival(1) }), refused(func() { b.Mode() }))
	}
	for _, confidence := range []float64{0.5, 0.8, 0.95, 0.999999} {
		p.add("Z", Z(confidence))
	}
}
