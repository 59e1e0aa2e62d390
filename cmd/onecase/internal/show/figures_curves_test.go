package show

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"onecase/cmd/onecase/internal/figure"
	"onecase/stats"
)

// A curve over shares is the same coverage that the library sums up in its least
// and its mean.
func TestCurvesOfCoverageAgreeWithTheLibrary(t *testing.T) {
	for _, method := range []stats.Method{stats.Exact, stats.Wilson, stats.Wald} {
		for _, population := range []int{stats.Infinite, 51, 1000} {
			table, err := stats.NewTable(method, 20, population, 0.8)
			if err != nil {
				t.Fatal(err)
			}
			points, c := coveragePoints(table), table.Coverage()
			// The curve that is drawn has the least, between its points or at a jump.
			drawn := withPoint(points, figure.Point{X: c.MinimumAt, Y: c.Minimum})
			lowest := slices.MinFunc(drawn, func(a, b figure.Point) int { return cmp.Compare(a.Y, b.Y) })
			if math.Abs(lowest.Y-c.Minimum) > 1e-12 ||
				!slices.IsSortedFunc(drawn, func(a, b figure.Point) int { return cmp.Compare(a.X, b.X) }) {
				t.Errorf("%s, population %d: the drawn curve's least is %.6f, the library's %.6f", method, population, lowest.Y, c.Minimum)
			}
			sum, least := 0.0, 1.0
			for _, at := range points {
				sum += at.Y
				least = min(least, at.Y)
			}
			mean := sum / float64(len(points))
			tolerance := 1e-12 // every count of a small population has its point
			all := population != stats.Infinite && population <= curvePoints
			if !all {
				tolerance = 0.004
			}
			if math.Abs(mean-c.Mean) > tolerance {
				t.Errorf("%s, population %d: the curve's mean is %.4f, the library's %.4f", method, population, mean, c.Mean)
			}
			if least < c.Minimum-1e-12 || all && least > c.Minimum+1e-12 {
				t.Errorf("%s, population %d: the curve's least is %.4f, the library's %.4f", method, population, least, c.Minimum)
			}
		}
	}
}

// The curve of a decision rule passes through the risks that the rule states.
func TestTheCurveOfARuleHasItsRisks(t *testing.T) {
	for _, population := range []int{stats.Infinite, 600} {
		rule, err := stats.DecisionSize(stats.DecisionSpec{Population: population, Low: 0.7, High: 0.9, Risks: [2]float64{0.1, 0.1}})
		if err != nil {
			t.Fatal(err)
		}
		low := 1 - atMost(rule.Sample, population, 0.7, rule.Limit)
		high := atMost(rule.Sample, population, 0.9, rule.Limit)
		if math.Abs(low-rule.ActualRisks[0]) > 1e-9 || math.Abs(high-rule.ActualRisks[1]) > 1e-9 {
			t.Errorf("population %d: risks %.6f and %.6f, the rule has %.6f and %.6f", population, low, high,
				rule.ActualRisks[0], rule.ActualRisks[1])
		}
	}
}

func TestSpreadHasBothEnds(t *testing.T) {
	for _, population := range []int{1, 50, 400, 401, 2_000_000_000} {
		numbers := spread(population)
		if numbers[0] != 0 || numbers[len(numbers)-1] != population || len(numbers) > curvePoints+1 {
			t.Errorf("population %d: %d numbers from %d to %d", population, len(numbers), numbers[0], numbers[len(numbers)-1])
		}
	}
}

func TestFiguresFitOnSheets(t *testing.T) {
	categories := make([]figure.Category, 93)
	parts := sheets(categories, func(figure.Category) int { return 1 })
	if len(parts) != 3 || len(parts[0]) != 40 || len(parts[2]) != 13 {
		t.Errorf("93 rows make %d parts of %d, ...", len(parts), len(parts[0]))
	}
	if parts := sheets([]int{39, 5, 60, 1}, func(rows int) int { return rows }); len(parts) != 4 {
		t.Errorf("parts %v", parts)
	}
	if parts := sheets([]int(nil), func(int) int { return 1 }); parts != nil {
		t.Errorf("nothing makes parts %v", parts)
	}
}
