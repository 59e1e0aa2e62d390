package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
	"onecase/stats/phrase"
)

// countsOptions are the flags of counts.
type countsOptions struct {
	of, most int
	rounding stats.PercentRounding
}

func (o *countsOptions) bind(f *flagSet) {
	f.countUpTo(stats.MaxDenominator, &o.of, "of", "the denominator, `n` cases")
	f.countUpTo(stats.MaxDenominator, &o.most, "max", "look for denominators up to `n`; without it --of, else 100")
	oneOf(f, &o.rounding, "percent-rounding", "how shares were rounded, `WORD`: half-up, half-even, down or any", stats.HalfUp, stats.HalfEven, stats.Down, stats.AnyRounding)
}

// countsResult is the JSON of counts. One percentage has `counts`, several have `each`;
// both are null without a denominator.
type countsResult struct {
	Percents     []string              `json:"percents"`           // as written
	Rounding     stats.PercentRounding `json:"percent_rounding"`   // as asked for
	Of           int                   `json:"of" null:"zero"`     // of `--of`
	Attainable   *bool                 `json:"attainable"`         // every percentage has a count; null without `--of`
	Counts       []int                 `json:"counts" null:"zero"` // of one percentage; null without `--of` and for several
	Nearest      *int                  `json:"nearest,omitempty"`  // only where one percentage has no count
	Each         []percentCounts       `json:"each,omitempty"`     // only of several percentages
	Max          int                   `json:"max"`                // the largest number of cases tried
	Denominators []int                 `json:"denominators"`       // those for which all percentages have a count
	Warnings     []stats.Warning       `json:"warnings"`
}

type percentCounts struct {
	Percent string `json:"percent"`
	Counts  []int  `json:"counts"`
}

func (o *countsOptions) run(c *call) error {
	words, err := c.arguments("a percentage, such as 47%")
	if err != nil {
		return err
	}
	var percentages []stats.Percentage
	for text := range strings.SplitSeq(words[0], ",") {
		p, err := stats.ParsePercentage(text)
		if err != nil {
			return c.statsError(err)
		}
		percentages = append(percentages, p)
	}
	result := countsResult{Percents: each(percentages, stats.Percentage.String), Rounding: o.rounding, Of: o.of, Max: cmp.Or(o.most, o.of, 100)}
	if result.Denominators, err = stats.Denominators(percentages, result.Max, o.rounding); err != nil {
		return c.statsError(err)
	}
	if o.of != 0 {
		if err := result.countsOf(percentages); err != nil {
			return c.statsError(err)
		}
	}
	var working report.Derivation
	if c.explain {
		if working, err = countsWorking(result, percentages); err != nil {
			return c.statsError(err)
		}
	}
	return c.show(result, func() report.Document {
		return c.complete(countsDocument(result), nil, working)
	})
}

// countsOf fills in the counts of a known denominator.
func (r *countsResult) countsOf(percentages []stats.Percentage) error {
	attainable := true
	for _, p := range percentages {
		counts, err := fitting(p, r.Of, r.Rounding)
		if err != nil {
			return err
		}
		attainable = attainable && len(counts) > 0
		r.Each = append(r.Each, percentCounts{p.String(), counts})
	}
	r.Attainable = &attainable
	if len(percentages) == 1 {
		r.Counts, r.Each = r.Each[0].Counts, nil
		if !attainable {
			r.Nearest = new(percentages[0].Nearest(r.Of))
		}
	}
	return nil
}

// fitting returns the counts that print as a percentage at its denominator.
func fitting(p stats.Percentage, of int, rounding stats.PercentRounding) ([]int, error) {
	least, most, err := p.Counts(of, rounding)
	counts := []int{}
	for x := least; err == nil && x <= most; x++ {
		counts = append(counts, x)
	}
	return counts, err
}

func countsDocument(r countsResult) report.Document {
	d := report.Document{Title: "Counts behind " + strings.Join(r.Percents, ", ") + "%", Warnings: r.Warnings}
	if r.Of != 0 {
		each := r.Each
		if each == nil {
			each = []percentCounts{{r.Percents[0], r.Counts}}
		}
		table := report.Table{Columns: report.Columns(">percentage", ">of", "counts")}
		for _, e := range each {
			text := joinInts(e.Counts)
			if len(e.Counts) == 0 {
				text = "none: not attainable"
			}
			table.Rows = append(table.Rows, []string{e.Percent + "%", strconv.Itoa(r.Of), text})
		}
		if r.Nearest != nil {
			table.Notes = append(table.Notes, fmt.Sprintf("The nearest is %d of %d, %s.", *r.Nearest, r.Of, ratio(*r.Nearest, r.Of)))
		}
		d.Add(table)
	}
	d.Add(report.Table{
		Columns: report.Columns("percentages", "rounding", ">denominators up to", "that fit"),
		Rows:    [][]string{{strings.Join(r.Percents, ", "), string(r.Rounding), strconv.Itoa(r.Max), cmp.Or(joinInts(r.Denominators), "none")}},
	})
	return d
}

// ratio writes x of n as a percentage with one more digit than most print.
func ratio(x, n int) string {
	return strconv.FormatFloat(100*float64(x)/float64(n), 'f', 2, 64) + "%"
}

// maxListed is how many numbers a cell lists; JSON has them all.
const maxListed = 100

func joinInts(numbers []int) string {
	return phrase.First(maxListed, each(numbers, strconv.Itoa), ", ", " and")
}

// roundingFormula says when x of n is printed as p under a rounding.
var roundingFormula = map[stats.PercentRounding]string{
	stats.HalfUp:      "x of n is printed as p if p - u/2 <= 100 x/n < p + u/2, with u one unit of p's last digit",
	stats.HalfEven:    "x of n is printed as p if p - u/2 < 100 x/n < p + u/2, with u one unit of p's last digit; both ends too where that digit is even",
	stats.Down:        "x of n is printed as p if p <= 100 x/n < p + u, with u one unit of p's last digit",
	stats.AnyRounding: "x of n is printed as p by some rounding if p - u/2 <= 100 x/n < p + u, with u one unit of p's last digit",
}

// countsWorking shows the counts of each percentage and the denominators that fit all.
func countsWorking(r countsResult, percentages []stats.Percentage) (report.Derivation, error) {
	const source = "Brown and Heathers 2017, the GRIM test"
	var d report.Derivation
	for _, p := range percentages {
		low, high, err := p.Bounds(r.Rounding)
		if err != nil {
			return nil, err
		}
		result, at := fmt.Sprintf("100 x/n from %s to %s", low, high), ""
		if r.Of != 0 {
			counts, shares, err := countsAt(p, r.Of, r.Rounding)
			if err != nil {
				return nil, err
			}
			result, at = counts, ": "+result+"; "+shares
		}
		d.Add("counts that fit "+p.String()+"%", roundingFormula[r.Rounding], source, result, "p = %s%s", p, at)
	}
	d.Add("denominators that fit", "every n at which each percentage has a count", source, cmp.Or(joinInts(r.Denominators), "none"), "n = 1 to %d", r.Max)
	return d, nil
}

// countsAt lists the counts of a percentage at its denominator, and the shares of
// the first and the last with their neighbours outside.
func countsAt(p stats.Percentage, n int, rounding stats.PercentRounding) (counts, shares string, err error) {
	fit, err := fitting(p, n, rounding)
	if err != nil {
		return "", "", err
	}
	around := []int{p.Nearest(n) - 1, p.Nearest(n), p.Nearest(n) + 1}
	if len(fit) > 0 {
		least, most := fit[0], fit[len(fit)-1]
		around = []int{least - 1, least, most, most + 1}
	}
	var parts []string
	last := -1
	for _, x := range around {
		if x > last && x <= n { // skips counts below 0, above n and repeated
			parts = append(parts, fmt.Sprintf("%d/%d = %s", x, n, ratio(x, n)))
			last = x
		}
	}
	return cmp.Or(joinInts(fit), "none"), strings.Join(parts, ", "), nil
}
