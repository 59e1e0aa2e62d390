package stats

import (
	"fmt"
	"math"
)

func printPlans(p *printer) {
	cells := []int{5, 4, 3}
	for _, c := range []struct {
		plans   [][]int
		chances []float64
	}{
		{[][]int{{3, 2, 1}, {2, 2, 2}}, []float64{0.25, 0.75}}, {[][]int{{5, 4, 3}}, []float64{1}},
		{[][]int{{1, 0, 0}, {0, 1, 0}}, []float64{0.5, 0.5}},
		{nil, nil}, {[][]int{{3, 2, 1}}, nil}, {[][]int{{3, 2, 1}, {2, 2, 1}}, []float64{0.5, 0.5}}, {[][]int{{3, 2}}, []float64{1}},
		{[][]int{{6, 0, 0}}, []float64{1}}, {[][]int{{-1, 2, 0}}, []float64{1}}, {[][]int{{0, 0, 0}}, []float64{1}},
		{[][]int{{3, 2, 1}}, []float64{0.9}},
	} {
		d, err := NewPlansDesign(cells, c.plans, c.chances)
		if p.add(fmt.Sprint("NewPlansDesign", c), err); err != nil {
			continue
		}
		p.add("Counts", d.Counts([]int{2, 1, 3}))
		for _, work := range []float64{1e6, 3e4, 1000, 1} {
			table, err := d.Limits(0.8, []float64{0.5, 0.3, 0.1}, work)
			p.add(fmt.Sprint("Limits", work), *table, err)
			least, yes := d.LeastCoverage(table.Low, table.High, []float64{0.5, 0.3, 0.1}, work)
			p.add("LeastCoverage", least, yes, d.Coverage([]int{2, 1, 3}, table.Low, table.High), d.Interval(table, 1))
		}
		_, err = d.Limits(1, nil, 1)
		p.add("Limits", err)
	}
}

func printIntervals(p *printer) {
	for _, c := range [][3]int{{20, 39, 51}, {0, 5, 9}, {5, 5, 9}, {1, 1, 1}, {1, 4, Infinite}, {0, 4, Infinite},
		{4, 4, Infinite}, {2, 4, 5},
		{3, 40, 100_000}, {1, 1, 2}, {5, 4, 9}, {-1, 4, 9}, {0, 0, 9}, {1, 30, 29}, {1, 4, -3}} {
		for _, m := range append(Methods(), Combined, "normal") {
			for _, confidence := range []float64{0.8, 0.95} {
				i, err := IntervalFor(IntervalSpec{m, c[0], c[1], c[2], confidence})
				p.add(fmt.Sprint("IntervalFor ", m, c, confidence), i, err)
			}
		}
	}
	for _, m := range Methods() {
		formula, source := m.Formula()
		p.add(fmt.Sprint(m), m.Guaranteed(), m.NeedsPopulation(), formula, source)
		for _, c := range [][2]int{{3, 7}, {4, 9}, {3, Infinite}} {
			table, err := NewTable(m, c[0], c[1], 0.8)
			if err != nil {
				p.add("NewTable", err)
				continue
			}
			coverage := table.Coverage()
			if coverage.MinimumCount != nil {
				p.add("MinimumCount", *coverage.MinimumCount)
				for yes := range c[1] + 1 {
					covered, width := table.CoverageAt(yes)
					p.add("CoverageAt", covered, width)
				}
				coverage.MinimumCount = nil
			}
			least, at := table.LeastCoverage()
			if c[1] == Infinite { // several shares have it, and rounding decides between them
				at, coverage.MinimumAt = 0, 0
			}
			p.add(fmt.Sprint("Coverage", c), coverage, least, at)
		}
	}
	for _, name := range []string{"exact", "Exact", "exat", "", "mover", "combined", "beta"} {
		m, err := ParseMethod(name)
		p.add("ParseMethod "+name, m, err)
	}
	p.add("methods", DesignMethods(), DifferenceMethods())
	for _, c := range [][2]int{{3, 7}, {10_000, 50_000}, {10_001, 50_000}, {1000, 1_000_001}, {1001, 1_000_000},
		{1001, 1_000_001}, {4, 10_000_000}, {4, 10_000_001}} {
		for _, m := range []Method{Shortest, FixedWidth, Exact} {
			p.add(fmt.Sprint("Check ", m, c), m.Check(c[0], c[1]))
		}
	}
	for _, c := range [][2]int{{3, 7}, {4, 9}, {1, 1}, {1, 2}, {5, 12}, {2, 20}} {
		for _, confidence := range []float64{0.5, 0.8, 0.99} {
			table, err := NewFixedWidthTable(c[0], c[1], confidence)
			p.add(fmt.Sprint("NewFixedWidthTable", c, confidence), table, err)
		}
	}
	_, err := NewFixedWidthTable(3, 2, 0.8)
	_, second := NewFixedWidthTable(1, 2, 1)
	p.add("NewFixedWidthTable", err, second)
	for _, s := range []DrawnShare{{3, 5, 5, 9}, {0, 0, 0, 4}, {0, 5, 5, 5},
		{3, 5, Infinite, Infinite}, {1, 5, 5, 4000}, {4, 5, 5, 100_000}, {2, 5, 5, 100_000}, {1, 1000, 1000, 100_000},
		{999, 1000, 1000, 100_000},
		{3, 2, 5, 9}, {3, 5, 4, 9}} {
		for _, confidence := range []float64{0.8, 0.99} {
			i, err := SubsampleInterval(s, confidence)
			p.add(fmt.Sprintf("SubsampleInterval(%+v, %v)", s, confidence), i, err)
		}
		low, high, err := SubsampleEnds(s, 0.8)
		p.add("SubsampleEnds", low, high, err)
	}
	for _, c := range [][3]int{{3, 5, 9}, {0, 5, 5}, {6, 5, 9}, {-1, 5, 9}, {1, 9, 5}} {
		least, most, err := SubsamplePopulation(c[0], c[1], c[2])
		p.add(fmt.Sprint("SubsamplePopulation", c), least, most, err)
	}
}

func printStrata(p *printer) {
	for _, strata := range [][]StratumCount{
		{{20, 13, 8}, {15, 9, 5}}, {{20, 13, 8}, {15, 9, 5}, {18, 11, 7}}, {{20, 13, 8}, {15, 0, 0}},
		{{5, 5, 3}, {15, 9, 5}}, {{5, 5, 3}}, {{4, 0, 0}},
		{{12, 6, 0}, {9, 4, 0}}, {{12, 6, 6}, {9, 4, 4}}, {{6, 2, 1}, {7, 3, 1}, {8, 3, 3}, {9, 4, 2}},
		{{30, 3, 1}, {20, 15, 9}, {10, 5, 5}},
		{{300, 100, 51}, {200, 90, 33}, {100, 50, 49}}, {{20, 21, 8}}, {{20, 13, 14}}, {{20, 13, -1}}, {{-1, 0, 0}}, {{20, -1, 0}}, nil,
		{{MaxPopulation, 1, 0}, {1, 1, 0}}, {{tooMany, 1, 0}},
	} {
		weights := []float64{1, 2, 0.5, 1}[:len(strata)]
		for _, confidence := range []float64{0.8, 0.95} {
			i, err := CombinedInterval(strata, confidence)
			p.add(fmt.Sprint("CombinedInterval", strata, confidence), i, err)
			w, err := WeightedInterval(strata, weights, confidence)
			p.add("WeightedInterval", w, err)
			var domains []DomainCount
			var of, yes []int
			for _, s := range strata {
				domains = append(domains, DomainCount{s, (s.Sample + s.Yes) / 2})
				of, yes = append(of, (s.Sample+s.Yes)/2), append(yes, s.Yes)
			}
			if err == nil && i.Population < 100 {
				d, err := DomainInterval(domains, confidence)
				p.add("DomainInterval", d, err)
				cells, err := NewCellsDesign(strata, confidence)
				if p.add("NewCellsDesign", err); err == nil {
					c, err := cells.Interval(yes)
					d, derr := cells.DomainInterval(of, yes)
					p.add("CellsDesign", cells.Short(), c, err, d, derr)
				}
			}
		}
	}
	fine := []StratumCount{{20, 13, 8}, {15, 9, 5}}
	for _, weights := range [][]float64{{1}, {1, 0}, {1, -1}, {1, math.MaxInt32}, {1, math.MaxInt32 + 1}, {1, math.NaN()}} {
		_, err := WeightedInterval(fine, weights, 0.8)
		p.add(fmt.Sprint("WeightedInterval", weights), err)
	}
	for _, d := range [][]DomainCount{{{fine[0], 7}}, {{fine[0], 14}}, {{fine[0], 13}}, {{StratumCount{20, 13, 0}, 0}},
		{{StratumCount{20, 13, 0}, 0}, {fine[1], 6}},
		{{StratumCount{13, 13, 4}, 6}, {fine[1], 6}}, {{StratumCount{13, 13, 4}, 6}},
		{{fine[1], 6}, {fine[1], 6}, {StratumCount{15, 9, 5}, 7}}} {
		i, err := DomainInterval(d, 0.8)
		p.add(fmt.Sprint("DomainInterval", d), i, err)
	}
	cells, _ := NewCellsDesign(fine, 0.8)
	for _, yes := range [][]int{{1}, {14, 1}, {-1, 2}, {1, 2}} {
		i, err := cells.Interval(yes)
		d, derr := cells.DomainInterval([]int{3, 4}, yes)
		p.add(fmt.Sprint("CellsDesign", yes), i, err, d, derr)
	}
	_, err := NewCellsDesign(nil, 0.8)
	_, level := NewCellsDesign(fine, 0)
	p.add("NewCellsDesign", err, level)
}
