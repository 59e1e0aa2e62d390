package stats

import (
	"fmt"
)

func printSizes(p *printer) {
	for _, s := range []SizeSpec{
		{Confidence: 0.8, Margin: 0.05}, {Confidence: 0.8, Margin: 0.05, Population: 50}, {Confidence: 0.95, Margin: 0.1, Population: 1},
		{Confidence: 0.95, Margin: 0.1, Population: 300, Rounding: RoundNearest, Response: 0.9},
		{Confidence: 0.9, Margin: 0.08, Proportion: 0.3, Population: 200, Rounding: RoundEachStep, DesignEffect: 1.3, Response: 0.8},
		{Confidence: 0.8, Margin: 0.05, Population: 50, Criterion: Estimate},
		{Confidence: 0.8, Margin: 0.05, Population: 50, Criterion: IntervalWidth},
		{Confidence: 0.8, Margin: 0.1, Population: 31, Criterion: Estimate, Response: 0.9},
		{Confidence: 0.9, Margin: 0.12, Population: 31, Criterion: IntervalWidth, Response: 0.9},
		{Confidence: 0.8, Margin: 0.3, Population: 8, Criterion: Estimate}, {Confidence: 0.5, Margin: 0.4, Population: 3},
		{Confidence: 0.99, Margin: 0.001, Population: 100}, {Confidence: 0.8, Margin: 0.05, Population: MaxPopulation, DesignEffect: 2},
		// Refused.
		{Confidence: 0.8, Margin: 0.05, Population: -1}, {Confidence: 0.8, Margin: 0.05, Population: tooMany},
		{Margin: 0.05}, {Confidence: 1, Margin: 0.05}, {Confidence: 0.8}, {Confidence: 0.8, Margin: 0.05, Proportion: 1},
		{Confidence: 0.8, Margin: 0.05, DesignEffect: -1}, {Confidence: 0.8, Margin: 0.05, DesignEffect: 1000},
		{Confidence: 0.8, Margin: 0.05, DesignEffect: 1000.5}, {Confidence: 0.8, Margin: 0.05, Response: -0.1},
		{Confidence: 0.8, Margin: 0.05, Response: 1.1}, {Confidence: 0.8, Margin: 0.05, Rounding: "down"},
		{Confidence: 0.8, Margin: 1e-9, Population: 9}, {Confidence: 0.8, Margin: 9e-10, Population: 9}, {Confidence: 0.8, Margin: 1e-6},
		{Confidence: 0.8, Margin: 0.05, Criterion: "most"}, {Confidence: 0.8, Margin: 0.05, Criterion: Estimate},
		{Confidence: 0.8, Margin: 0.05, Population: 50, Criterion: Estimate, DesignEffect: 2},
		{Confidence: 0.8, Margin: 0.05, Population: 50, Criterion: Estimate, Rounding: RoundNearest},
		{Confidence: 0.8, Margin: 0.001, Population: 50_000, Criterion: Estimate},
		{Confidence: 0.8, Margin: 0.001, Population: 50_000, Criterion: IntervalWidth},
	} {
		size, err := SampleSize(s)
		p.add(fmt.Sprintf("SampleSize(%+v)", s), size, err)
	}
	for _, s := range []SizeSpec{{Confidence: 0.8, Margin: 0.05, Population: 50}, {Confidence: 0.9, Margin: 0.07}, {Confidence: 0.8}} {
		list, err := SizesByConvention(s)
		p.add("SizesByConvention", s, list, err)
		p.add("SizesByLevel", s, SizesByLevel(s, []float64{0.5, 0.8, 0.9, 0.95, 0.99, 1}))
		s.Criterion = Estimate
		p.add("SizesByLevel", s, SizesByLevel(s, []float64{0.8, 0.95, 0.9999}))
	}
	for _, n := range []int{1, 39, 164, 165, 1000, 0, -1} {
		for _, s := range []SizeSpec{{Confidence: 0.8, Margin: 0.05},
			{Confidence: 0.9, Margin: 0.05, DesignEffect: 1.2, Response: 0.9}, {}} {
			list, err := Implied(n, s)
			p.add(fmt.Sprintf("Implied(%d, %+v)", n, s), list, err)
			for _, i := range list {
				p.add("Steps", i.Steps(s))
			}
		}
	}
	for _, c := range [][3]float64{{39, 50, 0.05}, {1, 1, 0.1}, {1, 2, 0.3}, {5, 10, 0.2}, {10, 5, 0.1}, {5, 10, 0},
		{5, 10, 1}, {20_001, 1e9, 0.0001}} {
		chance, K, err := WithinMargin(int(c[0]), int(c[1]), c[2])
		p.add(fmt.Sprint("WithinMargin", c), chance, K, err)
		if err != nil {
			p.add("ChanceNotCounted", ChanceNotCounted(err))
		}
	}
}

func printMargins(p *printer) {
	specs := []MarginSpec{{39, 50, 0.8, 0}, {39, Infinite, 0.8, 0.3}, {1, 1, 0.9, 0}, {1, 2, 0.9, 0.2}, {0, 9, 0.8, 0}, {10, 9, 0.8, 0},
		{1, -1, 0.8, 0}, {1, 2, 0, 0}, {1, 2, 0.8, 1}, {1, tooMany, 0.8, 0}}
	for _, s := range specs {
		m, err := Margin(s)
		p.add(fmt.Sprintf("Margin(%+v)", s), m, err)
		for _, second := range specs[:4] {
			s.Confidence, second.Confidence = 0.8, 0.8
			d, err := MarginOfDifference(s, second)
			p.add("MarginOfDifference", d, err)
		}
	}
	d, err := MarginOfDifference(specs[0], specs[2])
	p.add("MarginOfDifference", d, err)
	for _, s := range []DetectSpec{
		{0.5, 0.65, 50, 50, 0, 0.8, 0.8}, {0.5, 0.65, Infinite, Infinite, 0, 0.95, 0.8}, {0.5, 0.65, 300, 60, 0, 0.8, 0.8},
		{0.5, 0.65, 60, 300, 0, 0.8, 0.9}, {0.7, 0.5, 500, 400, 80, 0.9, 0.8}, {0.7, 0.5, Infinite, 400, 100, 0.9, 0.8},
		{0.7, 0.5, 41, Infinite, 31, 0.8, 0.7}, {0.5, 0.1, 1, 40, 0, 0.8, 0.8}, {0.5, 0.1, 40, 1, 1, 0.8, 0.5},
		{0.9, 0.1, 4, 4, 0, 0.95, 0.9},
		{0.5, 0.5, 50, 50, 0, 0.8, 0.8}, {0, 0.5, 50, 50, 0, 0.8, 0.8}, {0.4, 1, 50, 50, 0, 0.8, 0.8}, {0.4, 0.5, 50, 50, 0, 1, 0.8},
		{0.4, 0.5, 50, 50, 0, 0.8, 1}, {0.4, 0.5, 50, 50, 0, 0.8, 0.49}, {0.4, 0.5, 50, 50, 60, 0.8, 0.8}, {0.4, 0.5, -1, 50, 0, 0.8, 0.8},
		{0.4, 0.5, 50, -1, 0, 0.8, 0.8}, {0.5, 0.65, Infinite, 50, 4, 0.8, 0.8}, {0.5, 0.65, 50, Infinite, 4, 0.8, 0.8},
		{0.5, 0.65, 50, 50, 9, 0.8, 0.8}, {0.5, 0.500001, Infinite, Infinite, 0, 0.8, 0.8}, {0.5, 0.500001, 9, Infinite, 9, 0.8, 0.8},
		{0.4, 0.5, 50, 50, -1, 0.8, 0.8},
	} {
		d, err := SizeToDetect(s)
		p.add(fmt.Sprintf("SizeToDetect(%+v)", s), d, err)
	}
	for first := 1; first <= 30; first++ {
		for _, N := range []int{12, 50, Infinite} {
			d, err := SizeToDetect(DetectSpec{0.5, 0.7, 30, N, first, 0.8, 0.7})
			p.add(fmt.Sprint("SizeToDetect after ", first, ", ", N), d.Second, d.ActualPower, d.ActualFalseAlarm, err)
		}
	}
	for _, s := range []DecisionSpec{
		{0.5, 0.8, [2]float64{0.1, 0.1}, 20}, {0.5, 0.8, [2]float64{0.1, 0.2}, Infinite}, {0.34, 0.6, [2]float64{0.1, 0.1}, 3},
		{0.7, 0.9, [2]float64{0.1, 0.1}, 600}, {0.4, 0.5, [2]float64{0.001, 0.001}, 10}, {0.4, 0.45, [2]float64{0.1, 0.1}, 2},
		{0.45, 0.46, [2]float64{0.4, 0.4}, 1}, {0.01, 0.99, [2]float64{0.4, 0.4}, 1},
		{0.9, 0.7, [2]float64{0.1, 0.1}, 600}, {0.7, 0.7, [2]float64{0.1, 0.1}, 600}, {0, 0.7, [2]float64{0.1, 0.1}, 600},
		{0.5, 1, [2]float64{0.1, 0.1}, 600}, {0.5, 0.7, [2]float64{0, 0.1}, 600}, {0.5, 0.7, [2]float64{0.1, 1}, 600},
		{0.5, 0.7, [2]float64{0.1, 0.1}, -1},
	} {
		d, err := DecisionSize(s)
		p.add(fmt.Sprintf("DecisionSize(%+v)", s), d, err)
	}
	for _, s := range []AtMostSpec{
		{0.05, 0, 0.9, 500}, {0.05, 0.01, 0.95, Infinite}, {0.5, 0, 0.9, 1}, {0.5, 0.2, 0.9, 10}, {0.1, 0.05, 0.99, 20}, {0.1, 0, 0.999, 10},
		{0.9, 0.8, 0.99, 4}, {0, 0, 0.9, 500}, {0.05, 0.05, 0.9, 500}, {0.05, -0.01, 0.9, 500}, {0.05, 0, 1, 500}, {0.05, 0, 0.9, -2},
	} {
		d, err := SizeAtMost(s)
		p.add(fmt.Sprintf("SizeAtMost(%+v)", s), d, err)
	}
}
