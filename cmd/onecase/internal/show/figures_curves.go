package show

import (
	"cmp"
	"fmt"
	"slices"

	"onecase/cmd/onecase/internal/figure"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// curvePoints is how many true shares a curve is worked out for at most.
const curvePoints = 400

// CoverageFigures show how often the limits of each method, from a sample of a population,
// hold the truth, over the true share.
func CoverageFigures(methods []stats.Coverage, sample, population int, confidence float64) ([]figure.Drawing, error) {
	title := fmt.Sprintf("How often limits from %s hold the truth", phrase.Count(sample, "case"))
	if population != stats.Infinite {
		title = fmt.Sprintf("How often limits from %d of %d cases hold the truth", sample, population)
	}
	var curves []figure.Coverage
	for _, m := range methods {
		t, err := stats.NewTable(m.Method, sample, population, confidence)
		if err != nil {
			return nil, err
		}
		curves = append(curves, figure.Coverage{Method: string(m.Method), Minimum: m.Minimum, MinimumAt: m.MinimumAt, Mean: m.Mean,
			Points: withPoint(coveragePoints(t), figure.Point{X: m.MinimumAt, Y: m.Minimum})})
	}
	return []figure.Drawing{figure.Coverages(title, curves, confidence)}, nil
}

// coveragePoints works out a table's coverage over the true share.
func coveragePoints(t *stats.Table) []figure.Point {
	return curve(t.Population, func(yes int, share float64) float64 {
		if t.Population == stats.Infinite {
			return coverageOfShare(t, share)
		}
		covered, _ := t.CoverageAt(yes)
		return covered
	})
}

// curve is a chance over the true shares that a population can have, or over
// curvePoints of them where there are more.
func curve(population int, at func(yes int, share float64) float64) []figure.Point {
	of := population
	if of == stats.Infinite {
		of = curvePoints
	}
	var points []figure.Point
	for _, yes := range spread(of) {
		share := float64(yes) / float64(of)
		points = append(points, figure.Point{X: share, Y: at(yes, share)})
	}
	return points
}

// withPoint puts a point among others in the order of shares: the least coverage
// may lie between two of a curve's points, or at a jump.
func withPoint(points []figure.Point, p figure.Point) []figure.Point {
	at, found := slices.BinarySearchFunc(points, p, func(a, b figure.Point) int { return cmp.Compare(a.X, b.X) })
	if found && points[at].Y == p.Y {
		return points
	}
	return slices.Insert(slices.Clip(points), at, p)
}

// spread is 0..population, or as many of these numbers as a curve has points.
func spread(population int) []int {
	steps := min(population, curvePoints)
	numbers := make([]int, steps+1)
	for i := range numbers {
		numbers[i] = int(int64(i) * int64(population) / int64(steps))
	}
	return numbers
}

// coverageOfShare is the chance that limits without a population hold a true share.
// Limits rise with the count, so the counts whose limits hold it are a run.
func coverageOfShare(t *stats.Table, share float64) float64 {
	first := slices.IndexFunc(t.High, func(high float64) bool { return high >= share })
	after := slices.IndexFunc(t.Low, func(low float64) bool { return low > share })
	if after < 0 {
		after = len(t.Low)
	}
	if first < 0 || first >= after {
		return 0
	}
	return atMost(t.Of, stats.Infinite, share, after-1) - atMost(t.Of, stats.Infinite, share, first-1)
}

// atMost is the chance of no more than limit yes cases among n, from a
// population of which a share is yes.
func atMost(n, population int, share float64, limit int) float64 {
	if population != stats.Infinite {
		yes := int(share*float64(population) + 0.5)
		return stats.Hypergeometric{N: population, K: yes, Draws: n}.CDF(float64(limit))
	}
	return stats.Binomial{N: n, P: share}.CDF(float64(limit))
}

// OutlookFigures show for each group which band a question that applies to all of
// its cases would be found in, over the true share. There is none for a group of
// unknown size, or without bands.
func OutlookFigures(o *predict.Outlook) ([]figure.Drawing, error) {
	set, words := o.Plan.Rules, outlookWords{o}
	scale := set.Scale(o.Rounding)
	marks := each(set.Bands[min(1, len(set.Bands)):], func(b rules.Band) figure.Mark {
		return figure.Mark{Share: b.From / 100, Text: fmt.Sprintf("%s from %s", words.name(b.Rating), Percent(b.From/100))}
	})
	if set.Percent.Measure == rules.CountNo { // no share is where a band begins
		marks = nil
	}
	var figures []figure.Drawing
	for _, g := range set.Groups {
		size := o.Plan.Groups[g.ID]
		if len(set.Bands) == 0 || size.Population == 0 || size.Sample == 0 {
			continue
		}
		curves := each(set.Bands, func(b rules.Band) figure.Characteristic {
			return figure.Characteristic{Name: "found " + words.name(b.Rating)}
		})
		for _, yes := range spread(size.Population) {
			chances, err := predict.Operating(scale, size.Sample, size.Population, yes)
			if err != nil {
				return nil, err
			}
			for i, chance := range chances {
				curves[i].Points = append(curves[i].Points, figure.Point{X: float64(yes) / float64(size.Population), Y: chance})
			}
		}
		title := fmt.Sprintf("%s: which band %d of %d cases show", g.Name, size.Sample, size.Population)
		figures = append(figures, figure.Characteristics(title, "true share of yes cases",
			"chance of each band, for a question that applies to every case", curves, marks))
	}
	return figures, nil
}

// DecisionFigures show how a decision rule decides over the true share.
func DecisionFigures(rule stats.DecisionRule) []figure.Drawing {
	chances := figure.Characteristic{
		Name:   fmt.Sprintf("%s, high if more than %d are yes", phrase.Count(rule.Sample, "case"), rule.Limit),
		Points: curve(rule.Population, func(_ int, share float64) float64 { return 1 - atMost(rule.Sample, rule.Population, share, rule.Limit) }),
	}
	marks := []figure.Mark{
		{Share: rule.Low, Text: "low: up to " + Percent(rule.Low)},
		{Share: rule.High, Text: "high: from " + Percent(rule.High)},
	}
	return []figure.Drawing{figure.Characteristics("How the rule decides", "true share of yes cases",
		"chance that the population is called high", []figure.Characteristic{chances}, marks)}
}
