package stats

import (
	"cmp"
	"flag"
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata/printed.txt anew")

// A printer writes results as text, a line for each.
type printer struct{ strings.Builder }

var (
	decimals = regexp.MustCompile(`-?\d+\.\d+(?:e[+-]\d+)?|-?\d+e[+-]\d+`)
	pointer  = regexp.MustCompile(`\(?0x[0-9a-f]+\)?`)
	zeros    = regexp.MustCompile(`\b[A-Z][A-Za-z]*:(?:0|false|\[\]|\{\}|<nil>)?([ }])`)
	marked   = regexp.MustCompile(` marked:[^}]*`) // the message again
	gaps     = regexp.MustCompile(`\{ +| +\}|  +`)
)

// add writes what a call gave, numbers with nine digits, which every machine has alike.
func (p *printer) add(call string, results ...any) {
	fmt.Fprintf(p, "%s:", call)
	for _, r := range results {
		if e, ok := r.(error); ok {
			fmt.Fprintf(p, " ! %s", strings.ReplaceAll(e.Error(), "\n", " ! "))
			continue
		} else if r == nil {
			continue
		}
		text := marked.ReplaceAllString(pointer.ReplaceAllString(fmt.Sprintf("%+v", r), "@"), "")
		for range 2 { // what is 0 is left out, and then what is empty
			text = gaps.ReplaceAllStringFunc(zeros.ReplaceAllString(text, "$1"), func(gap string) string {
				return cmp.Or(strings.TrimSpace(gap), " ")
			})
		}
		text = strings.NewReplacer(" {Name:", "\n\t{Name:", "[{Name:", "[\n\t{Name:",
			"{Code:", "\n\t{Code:").Replace(text) // steps, warnings
		fmt.Fprint(p, " ", decimals.ReplaceAllStringFunc(text, func(x string) string {
			v, _ := strconv.ParseFloat(x, 64)
			return strconv.FormatFloat(v, 'g', 9, 64)
		}))
	}
	p.WriteString("\n")
}

// Results, workings, warnings and refusals are those of testdata/printed.txt, word for word. Other
// tests prove the numbers; this one keeps any of them, and any word, from changing unseen.
func TestPrinted(t *testing.T) {
	p := &printer{}
	for _, part := range []func(*printer){printSizes, printMargins, printPlans, printIntervals, printStrata, printDesigns,
		printDifferences, printReadings, printTexts, printLaws} {
		part(p)
	}
	const name = "testdata/printed.txt"
	if *update {
		if err := os.WriteFile(name, []byte(p.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(strings.Split(string(want), "\n"), strings.Split(p.String(), "\n")); diff != "" {
		t.Error(diff)
	}
}

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
		{Confidence: 0.8, Margin: 0.05, Population: -1}, {Confidence: 0.8, Margin: 0.05, Population: MaxPopulation + 1},
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
		{1, -1, 0.8, 0}, {1, 2, 0, 0}, {1, 2, 0.8, 1}, {1, MaxPopulation + 1, 0.8, 0}}
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
		{3, 5, Infinite, Infinite}, {1, 5, 5, 4000}, {4, 5, 5, 100_000}, {2, 5, 5, 100_000},
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
		{{MaxPopulation, 1, 0}, {1, 1, 0}}, {{MaxPopulation + 1, 1, 0}},
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

func printDesigns(p *printer) {
	strata := []Stratum{{"a", 12}, {"b", 9}, {"c", 2}}
	var cases []DrawnCase
	for i := range 11 {
		cases = append(cases, DrawnCase{Stratum: string("aaaaaabbbbc"[i])})
	}
	answers := func(text string) (list []Answer) {
		for _, c := range text {
			list = append(list, map[rune]Answer{'y': Yes, 'n': No, '-': OutsideDomain, '?': 9}[c])
		}
		return list
	}
	values := []float64{1, 2, 3, 4, 5, 6, 0, 1, 0, 2, 9}
	for _, lonely := range []Lonely{LonelyFail, LonelyCertainty, LonelyAdjust, LonelyAverage, "none"} {
		d, err := NewDesign(strata, cases, lonely)
		if p.add(fmt.Sprintf("NewDesign %q", lonely), err); err != nil {
			continue
		}
		p.add(d.String(), d.Sample(), d.Population())
		for _, text := range []string{"yynnynyynny", "yyyyyyyyyyy", "-----------", "yn---------", "y---------n",
			"yyyyyynnnn-", "----------y", "y", "yynnynyynn?",
			"yyy--------", "yn----yn---"} {
			e, err := d.Proportion(answers(text))
			if p.add(fmt.Sprintf("Proportion %q %s", lonely, text), e, err); err != nil {
				continue
			}
			for _, m := range append(DesignMethods(), Exact) {
				i, err := e.Interval(m, 0.8)
				p.add(fmt.Sprint("Interval ", m), i, err)
			}
			inside := make([]bool, len(cases))
			for k := range inside {
				inside[k] = text[k] != '-'
			}
			m, err := d.Mean(values, inside)
			low, high, ok := m.Limits(0.8)
			p.add("Mean", m, err, low, high, ok)
		}
		post, err := d.PostStratify([]Stratum{{"x", 10}, {"y", 13}}, strings.Split("x,y,x,y,x,y,x,y,x,y,x", ","))
		if p.add("PostStratify", err); err == nil {
			e, err := post.Proportion(answers("yynnynyynny"))
			p.add("Proportion", e, err)
			_, err = post.PostStratify(nil, nil)
			_, balanced := post.Balance(nil, nil)
			p.add("twice", err, balanced)
		}
	}
	d, _ := NewDesign(strata, cases, LonelyCertainty)
	e, _ := d.Proportion(answers("yynnynyynny"))
	_, err := e.Interval(DesignBeta, 1)
	_, mean := d.Mean(values[1:], nil)
	p.add("refused", err, mean)
	classes := strings.Split("x,y,x,y,x,y,x,y,x,y,x", ",")
	for _, sizes := range [][]Stratum{{{"x", 10}}, {{"x", 10}, {"x", 3}}, {{"x", 10}, {"y", 0}}, {{"x", 10},
		{"y", MaxPopulation + 1}}, {{"x", 10}, {"y", 3}, {"z", 3}}} {
		_, err := d.PostStratify(sizes, classes)
		p.add("PostStratify", err)
	}
	_, err = d.PostStratify([]Stratum{{"x", 10}}, classes[1:])
	p.add("PostStratify", err)
	for _, c := range []struct {
		strata []Stratum
		cases  []DrawnCase
	}{
		{nil, nil}, {[]Stratum{{"a", 12}, {"a", 3}}, cases[:3]}, {[]Stratum{{"a", -1}}, cases[:3]},
		{[]Stratum{{"a", MaxPopulation + 1}}, cases[:1]},
		{[]Stratum{{"a", MaxPopulation}, {"b", 1}}, append(cases[:1:1], cases[6])},
		{[]Stratum{{"a", 12}, {"b", 3}}, cases[:3]}, {[]Stratum{{"a", 12}}, cases},
		{[]Stratum{{"a", 2}}, cases[:3]}, {[]Stratum{{"a", Infinite}}, cases[:3]}, {[]Stratum{{"a", Infinite}, {"b", 9}}, cases[:8]},
		{[]Stratum{{"a", 12}}, []DrawnCase{{"a", -1}, {"a", MaxPopulation + 1.0}, {"a", math.NaN()}}},
		{[]Stratum{{"a", 12}}, []DrawnCase{{"a", 3}, {"a", 4}, {"a", 5}}},
		{[]Stratum{{"a", Infinite}}, []DrawnCase{{"a", 3}, {"a", 4}, {"a", 5}}},
		{[]Stratum{{"a", 3}}, cases[:3]}, {[]Stratum{{"a", 12}}, cases[:1]},
	} {
		d, err := NewDesign(c.strata, c.cases, LonelyCertainty)
		if p.add(fmt.Sprint("NewDesign", c), err); err != nil {
			continue
		}
		e, err := d.Proportion(answers("ynyyyyyy")[:len(c.cases)])
		i, ierr := e.Interval(DesignBeta, 0.8)
		p.add(d.String(), e, err, i, ierr)
	}
	one, _ := NewDesign([]Stratum{{"a", 30}}, cases[:6], LonelyFail)
	columns := [][]float64{{1, 0, 1, 0, 1, 0}, {0, 1, 0, 1, 0, 1}, {1, 2, 3, 4, 5, 7}}
	for _, c := range [][2][][]float64{{nil, nil}, {columns[:1], nil}, {columns, nil},
		{columns, {{0.1, 0, 0}, {0, 0.2, 0.1}, {0, 0.1, 0.3}}}, {columns, {{1}}},
		{{{1, 2}}, nil}, {{{1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}, {0, 0, 1, 0, 0, 0}, {0, 0, 0, 1, 0, 0}, {0, 0, 0, 0, 1, 0}}, nil},
		{{{1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}, {0, 0, 1, 0, 0, 0}, {0, 0, 0, 1, 0, 0}}, nil}} {
		b, err := one.Balance(c[0], c[1])
		if p.add("Balance", err); err == nil {
			e, err := b.Proportion(answers("yynny-"))
			i, ierr := e.Interval(DesignBeta, 0.8)
			p.add("Proportion", e, err, i, ierr)
			m, err := b.Mean(values[:6], []bool{true, true, true, true, true, false})
			p.add("Mean", m, err)
		}
	}
	_, err = d.Balance(nil, nil)
	weighted, _ := NewDesign([]Stratum{{"a", 30}}, []DrawnCase{{"a", 3}, {"a", 3.1}}, LonelyFail)
	_, unequal := weighted.Balance(nil, nil)
	p.add("Balance", err, unequal)
}

func printDifferences(p *printer) {
	shares := []DrawnShare{{3, 8, 12, 12}, {6, 9, 9, 9}, {2, 5, 5, 7}, {4, 9, Infinite, Infinite}, {0, 4, 9, 9}, {5, 5, 9, 9},
		{3, 2, 5, 9}, {3, 5, 4, 9}, {1, 5, 9, 8}, {1, 5, 0, 8}, {1, 5, 9, MaxPopulation + 1}}
	for i, first := range shares {
		for _, second := range shares[:min(i+1, 6)] {
			for _, m := range []Method{Exact, Mover, "normal"} {
				if m == "normal" && i > 0 {
					continue
				}
				d, err := DifferenceInterval(m, first, second, 0.8)
				p.add(fmt.Sprintf("DifferenceInterval(%s, %+v, %+v)", m, first, second), d, err, d.HoldsZero())
			}
			if chance, err := DifferenceTest(first, second, 0.8); first.Most == Infinite || err != nil || second.Most != Infinite {
				p.add("DifferenceTest", chance, err)
			}
		}
	}
	wide := DrawnShare{3, 8, 10, 4000}
	many := DrawnShare{30, 5001, 10_000, 10_000}
	for _, pair := range [][2]DrawnShare{{wide, shares[0]}, {shares[0], wide}, {many, shares[0]}, {shares[0], many}} {
		d, err := DifferenceInterval(Exact, pair[0], pair[1], 0.8)
		chance, cerr := DifferenceTest(pair[0], pair[1], 0.8)
		p.add("DifferenceInterval", d, err, chance, cerr)
	}
	_, err := DifferenceInterval(Exact, shares[0], shares[1], 1)
	_, terr := DifferenceTest(shares[0], shares[1], 1)
	p.add("level", err, terr)
	own := func(low, high float64, fail error) func(float64) (Interval, error) {
		return func(confidence float64) (Interval, error) {
			i := Interval{Low: low, High: high * confidence, Guaranteed: low > 0}
			i.Warnings.Add("own", "", "at %v", confidence)
			return i, fail
		}
	}
	for _, confidence := range []float64{0.8, 0.95, 1} {
		d, err := ApartDifference(own(0.1, 0.5, nil), own(0.2, 0.9, nil), confidence)
		p.add("ApartDifference", d, err)
	}
	_, err = ApartDifference(own(0, 1, ErrNoSample), own(0, 1, nil), 0.8)
	_, serr := ApartDifference(own(0, 1, nil), own(0, 1, ErrNoSample), 0.8)
	p.add("ApartDifference", err, serr)
	a, b := []StratumCount{{20, 13, 8}, {15, 9, 5}}, []StratumCount{{12, 8, 2}}
	for _, pair := range [][2][]StratumCount{{a, b}, {b, a}, {a, a}, {b, b}, {{{5, 5, 3}}, b}, {{{5, 0, 0}}, b},
		{b, {{5, 0, 0}}}, {{{5, 6, 0}}, b}, {b, nil}} {
		d, err := StrataDifference(pair[0], pair[1], 0.8)
		p.add(fmt.Sprint("StrataDifference", pair), d, err)
	}
	_, err = StrataDifference(a, b, 0)
	p.add("StrataDifference", err)
	means := []MeanEstimate{{Of: 10, Strata: 2, Mean: 3, SE: 0.5, DF: 8}, {Of: 7, Strata: 1, Mean: 4, SE: 0.2, DF: 6},
		{Of: 5, Strata: 1, Mean: 2, Census: true},
		{Of: 3, Strata: 3, Mean: 1}, {}}
	for _, first := range means {
		for _, second := range means {
			p.add("DifferenceOfMeans", DifferenceOfMeans(first, second, 0.8))
			p.add("MeanOfMeans", MeanOfMeans([]MeanEstimate{first, second}, []float64{0.25, 0.75}))
		}
		low, high, ok := first.Limits(0.95)
		p.add("Limits", low, high, ok)
	}
	for _, texts := range [][2]string{{"38", "34"}, {"34", "35"}, {"50", "50"}, {"0", "100"}, {"34.5", "38"}, {"100", "99.9"}} {
		for _, r := range []PercentRounding{HalfUp, HalfEven, Down, AnyRounding, "up"} {
			before, _ := ParsePercentage(texts[0])
			after, _ := ParsePercentage(texts[1])
			d, err := DifferenceOfPrinted(before, after, 0.8, r)
			p.add("DifferenceOfPrinted", d, err)
		}
	}
	for _, samples := range [][]DrawnShare{{{Yes: 3, Of: 8}, {Yes: 6, Of: 9}},
		{{Yes: 3, Of: 8}, {Yes: 6, Of: 9}, {Yes: 1, Of: 1}}, {{Yes: 0, Of: 8}, {Yes: 0, Of: 9}},
		{{Yes: 8, Of: 8}, {Yes: 0, Of: 9}}, {{Yes: 3, Of: 8}}, {{Yes: 3, Of: 1001}, {Yes: 1, Of: 2}}, {{Yes: 1, Of: 2}, {Yes: -1, Of: 8}},
		{{Yes: 500, Of: 1000}, {Yes: 480, Of: 1000}}} {
		chance, err := SpreadChance(samples)
		p.add(fmt.Sprint("SpreadChance", samples), chance, err)
	}
	for _, c := range [][3]int{{5, 12, 20}, {20, 12, 20}, {0, 12, 20}, {1, 0, 4}, {1, 4, 4}, {-1, 4, 4}, {5, 4, 4},
		{1, 5, 4}, {1, -1, 4}, {0, 0, 0}} {
		low, high, err := DealtRange(c[0], c[1], c[2], 0.8)
		p.add(fmt.Sprint("DealtRange", c), low, high, err)
	}
	for _, dependent := range [][]int{nil, {0}, {3}, {1, 1}, {3, 0, 2}, {1, 4}, {1}} {
		each, how := Together(0.8, dependent)
		l := NewLooks(0.8)
		l.Hold(dependent)
		l.Add(0, 1, true)
		l.Add(1, 1, false)
		l.Add(2, 3, false)
		p.add(fmt.Sprint("Together", dependent), each, how, l, l.Misses())
	}
}

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
		func(d *TwoPhase) { d.First[0].Population = -1 }, func(d *TwoPhase) { d.First[0].Population = MaxPopulation + 1 },
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
			{{21, 0, 0}, {14, 0, 0}}, {{21, 1, 1}, {14, 1, 0}}, {{21, 22, 0}, {14, 1, 0}}} {
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
	for _, text := range strings.Split("47%|47.0|47 per cent|0|100%|two-thirds|3/4|one in five|two out of three|a half|halves|three quarters|nineteen twentieths|three cases|"+
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
	for _, h := range []Hypergeometric{{-1, 0, 0}, {MaxPopulation + 1, 0, 0}, {9, -1, 5}, {9, 10, 5}, {9, 4, -1}, {9, 4, 10}} {
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
	for _, b := range []Binomial{{-1, 0.4}, {9, -0.1}, {9, 1.1}, {9, math.NaN()}, {MaxPopulation + 1, 0.4}} {
		p.add(fmt.Sprintf("%+v", b), refused(func() { b.Prob(1) }), refused(func() { b.CDF(1) }), refused(func() { b.Survival(1) }))
	}
	for _, b := range []BetaBinomial{{9, 0.5, 0.5}, {9, 3, 7}, {0, 1, 1}, {1, 0.1, 20}, {200, 40, 2}, {12, 1, 1}} {
		p.add(fmt.Sprintf("%+v", b), b.Mean(), b.Mode(), b.Variance())
		for _, x := range []float64{-1, 0, 0.5, 1, 4, 9, 10, 150, 199, 200} {
			p.add(fmt.Sprint(x), b.Prob(x), b.CDF(x), b.Survival(x))
		}
	}
	for _, b := range []BetaBinomial{{-1, 1, 1}, {9, 0, 1}, {9, 1, 0}, {9, math.NaN(), 1}, {9, math.Inf(1), 1}, {MaxPopulation + 1, 1, 1}} {
		p.add(fmt.Sprintf("%+v", b), refused(func() { b.Prob(1) }), refused(func() { b.CDF(1) }),
			refused(func() { b.Survival(1) }), refused(func() { b.Mode() }))
	}
	for _, confidence := range []float64{0.5, 0.8, 0.95, 0.999999} {
		p.add("Z", Z(confidence))
	}
}
