package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
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
	f.printedRounding(&o.rounding)
}

// printedRounding is how the shares that a report prints were rounded.
func (f *flagSet) printedRounding(rounding *stats.PercentRounding) {
	oneOf(f, rounding, "percent-rounding", "how shares were rounded, `WORD`: half-up, half-even, down or any",
		stats.HalfUp, stats.HalfEven, stats.Down, stats.AnyRounding)
}

// countsResult is the JSON of counts. One percentage has `counts`, several have `each`;
// both are null without a denominator. Where one denominator alone fits several, `each`
// is of that.
type countsResult struct {
	Percents     []string              `json:"percents"`           // as written
	Readings     []string              `json:"readings"`           // what each is taken to mean, in words
	Rounding     stats.PercentRounding `json:"percent_rounding"`   // as asked for
	Of           int                   `json:"of" null:"zero"`     // of `--of`
	Attainable   *bool                 `json:"attainable"`         // every percentage has a count; null without `--of`
	Counts       []int                 `json:"counts" null:"zero"` // of one percentage; null without `--of` and for several
	Nearest      *int                  `json:"nearest,omitempty"`  // only where one percentage has no count
	Each         []percentCounts       `json:"each,omitempty"`     // only of several percentages: with `--of`, or at the one denominator that fits all
	Max          int                   `json:"max"`                // the largest number of cases tried
	Denominators []int                 `json:"denominators"`       // those for which all percentages have a count
	Warnings     []stats.Warning       `json:"warnings"`
}

type percentCounts struct {
	Percent string `json:"percent"`
	Of      int    `json:"of"` // cases
	Counts  []int  `json:"counts"`
}

func (o *countsOptions) run(c *call) error {
	words, err := c.arguments("a percentage, such as 47%")
	if err != nil {
		return err
	}
	var printed []stats.Statement
	for text := range strings.SplitSeq(words[0], ",") {
		s, err := stats.ParseStatement(text)
		if err != nil {
			return c.statsError(err)
		}
		printed = append(printed, s)
	}
	result := countsResult{Percents: each(printed, stats.Statement.String), Readings: each(printed, stats.Statement.Reading),
		Rounding: o.rounding, Of: o.of, Max: cmp.Or(o.most, o.of, 100)}
	if result.Denominators, err = stats.Denominators(printed, result.Max, o.rounding); err != nil {
		return c.statsError(err)
	}
	if err := result.count(printed); err != nil {
		return c.statsError(err)
	}
	var working report.Derivation
	if c.explain {
		if working, err = countsWorking(result, printed); err != nil {
			return c.statsError(err)
		}
	}
	return c.show(result, func() report.Document {
		return c.complete(result.document(printed), nil, working)
	})
}

// count fills in the counts of a known denominator: the one given, or the only one
// that several percentages can share.
func (r *countsResult) count(printed []stats.Statement) error {
	of := r.Of
	if of == 0 && len(printed) > 1 && len(r.Denominators) == 1 {
		of = r.Denominators[0]
	}
	if of == 0 {
		return nil
	}
	attainable := true
	for _, p := range printed {
		counts, err := fitting(p, of, r.Rounding)
		if err != nil {
			return err
		}
		attainable = attainable && len(counts) > 0
		r.Each = append(r.Each, percentCounts{p.String(), of, counts})
	}
	if r.Of != 0 {
		r.Attainable = &attainable
	}
	if len(printed) == 1 {
		r.Counts, r.Each = r.Each[0].Counts, nil
		if !attainable {
			r.Nearest = new(printed[0].Nearest(of))
		}
	}
	return nil
}

// fitting returns the counts that fit what is printed at its denominator.
func fitting(p stats.Printed, of int, rounding stats.PercentRounding) ([]int, error) {
	least, most, err := p.Counts(of, rounding)
	counts := []int{}
	for x := least; err == nil && x <= most; x++ {
		counts = append(counts, x)
	}
	return counts, err
}

// asPrinted is a statement as people write it.
func asPrinted(s stats.Statement) string {
	if p, ok := s.Percentage(); ok {
		return p.String() + "%"
	}
	return s.String()
}

func (r countsResult) document(printed []stats.Statement) report.Document {
	names := show.And(each(printed, asPrinted))
	d := report.Document{Title: "Counts behind " + names, Warnings: r.Warnings}
	if r.Counts != nil || r.Each != nil {
		rows := r.Each
		if rows == nil {
			rows = []percentCounts{{r.Percents[0], r.Of, r.Counts}}
		}
		table := report.Table{Columns: report.Columns(">percentage", ">of", "counts")}
		for i, e := range rows {
			table.Add(asPrinted(printed[i]), strconv.Itoa(e.Of), cmp.Or(joinInts(e.Counts), "none: not attainable"))
		}
		if r.Nearest != nil {
			table.Notes = append(table.Notes, fmt.Sprintf("The nearest is %d of %d, %s.", *r.Nearest, r.Of, ratio(*r.Nearest, r.Of)))
		}
		if r.Of == 0 {
			table.Notes = append(table.Notes,
				fmt.Sprintf("%d is the only number of cases, up to %d, at which all of them have a count: if they are of the same cases, these are the counts.", rows[0].Of, r.Max))
		}
		d.Add(table)
	}
	var words []string
	for _, p := range printed {
		if _, plain := p.Percentage(); !plain {
			words = append(words, fmt.Sprintf("%q is read as: %s.", p, p.Reading()))
		}
	}
	if len(words) < len(printed) || r.Of == 0 {
		d.Add(report.Table{
			Columns: report.Columns("percentages", "rounding", ">denominators up to", "that fit"),
			Rows: [][]string{{strings.Join(r.Percents, ", "), string(r.Rounding), strconv.Itoa(r.Max),
				cmp.Or(joinInts(r.Denominators), "none")}},
		})
	}
	if len(words) > 0 {
		d.Add(report.Paragraph(strings.Join(words, " ")))
	}
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

// countsWorking shows the counts of each statement and the denominators that fit all.
func countsWorking(r countsResult, printed []stats.Statement) (report.Derivation, error) {
	const grim = "Brown and Heathers 2017, the GRIM test"
	var d report.Derivation
	for i, p := range printed {
		name, formula, within, source := p.String(), "the words, as they are read", p.Reading(), "arithmetic"
		if percentage, ok := p.Percentage(); ok {
			low, high, err := percentage.Bounds(r.Rounding)
			if err != nil {
				return nil, err
			}
			name, formula, within, source = name+"%", roundingFormula[r.Rounding], fmt.Sprintf("100 x/n from %s to %s", low, high), grim
		}
		result, at := within, ""
		of := r.Of
		if r.Each != nil {
			of = r.Each[i].Of
		}
		if of != 0 {
			counts, shares, err := countsAt(p, of, r.Rounding)
			if err != nil {
				return nil, err
			}
			result, at = counts, ": "+within+"; "+shares
		}
		d.Add("counts that fit "+name, formula, source, result, "p = %s%s", p, at)
	}
	d.Add("denominators that fit", "every n at which each percentage has a count", grim,
		cmp.Or(joinInts(r.Denominators), "none"), "n = 1 to %d", r.Max)
	return d, nil
}

// countsAt lists the counts of a statement at its denominator, and the shares of
// the first and the last with their neighbours outside.
func countsAt(p stats.Statement, n int, rounding stats.PercentRounding) (counts, shares string, err error) {
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
