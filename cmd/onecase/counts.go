package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
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

// countsResult is the JSON of counts. One percentage has counts, several have
// each; both are null without a denominator.
type countsResult struct {
	Percents     []string        `json:"percents"`           // as written
	Rounding     string          `json:"percent_rounding"`   // as asked for
	Of           int             `json:"of" null:"zero"`     // of `--of`
	Attainable   *bool           `json:"attainable"`         // every percentage has a count; null without `--of`
	Counts       []int           `json:"counts" null:"zero"` // of one percentage; null without `--of` and for several
	Nearest      *int            `json:"nearest,omitempty"`  // only where one percentage has no count
	Each         []percentCounts `json:"each,omitempty"`     // only of several percentages
	Max          int             `json:"max"`                // the largest number of cases tried
	Denominators []int           `json:"denominators"`       // those for which all percentages have a count
	Warnings     []stats.Warning `json:"warnings"`
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
	of, most, rounding := o.of, cmp.Or(o.most, o.of, 100), o.rounding
	result := countsResult{Rounding: string(rounding), Of: of, Max: most}
	for _, p := range percentages {
		result.Percents = append(result.Percents, p.String())
	}
	if result.Denominators, err = stats.Denominators(percentages, most, rounding); err != nil {
		return c.statsError(err)
	}
	if of != 0 {
		if err := c.countsOf(&result, percentages, of, rounding); err != nil {
			return err
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
func (c *call) countsOf(result *countsResult, percentages []stats.Percentage, of int, rounding stats.PercentRounding) error {
	attainable := true
	for _, p := range percentages {
		counts, err := fitting(p, of, rounding)
		if err != nil {
			return c.statsError(err)
		}
		attainable = attainable && len(counts) > 0
		result.Each = append(result.Each, percentCounts{p.String(), counts})
	}
	result.Attainable = &attainable
	if len(percentages) == 1 {
		result.Counts, result.Each = result.Each[0].Counts, nil
		if !attainable {
			nearest := percentages[0].Nearest(of)
			result.Nearest = &nearest
		}
	}
	return nil
}

// fitting are the counts of a percentage at its denominator.
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
		Rows:    [][]string{{strings.Join(r.Percents, ", "), r.Rounding, strconv.Itoa(r.Max), cmp.Or(joinInts(r.Denominators), "none")}},
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
	var words []string
	for _, n := range numbers[:min(len(numbers), maxListed)] {
		words = append(words, strconv.Itoa(n))
	}
	text := strings.Join(words, ", ")
	if more := len(numbers) - maxListed; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
