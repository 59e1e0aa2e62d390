package main

import (
	"fmt"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// intervalOptions are the flags of interval.
type intervalOptions struct {
	population int
	confidence float64
	method     string
}

func (o *intervalOptions) bind(f *flagSet) {
	o.confidence, o.method = 0.80, string(stats.Exact)
	f.count(&o.population, "population", "`CASES` in all, read or not; leave it out where it is not known")
	f.confidence(&o.confidence)
	f.methods(&o.method)
}

// An intervalResult is the JSON of the verb.
type intervalResult struct {
	Yes        int            `json:"yes"`
	Of         int            `json:"of"`
	Population int            `json:"population" null:"zero"`
	Confidence float64        `json:"confidence"`
	Intervals  []intervalRow  `json:"intervals"` // of each method
	Warnings   stats.Warnings `json:"warnings"`
}

type intervalRow struct {
	Method stats.Method `json:"method"`
	limits
	Guaranteed  bool     `json:"guaranteed"`   // it covers with the confidence whatever the true share
	CoverageMin *float64 `json:"coverage_min"` // the least chance that it covers
}

// coverageUpTo is the largest sample for which the least coverage is worked out; each
// count of the sample takes a few tail sums.
const coverageUpTo = 5000

func (o *intervalOptions) run(c *call) error {
	words, err := c.arguments("the yes cases and the cases read, such as 2/4")
	if err != nil {
		return err
	}
	yes, of, err := parseFraction(words[0])
	if err != nil {
		return c.misuse("%v", err)
	}
	if err := c.checkPopulation(of, o.population); err != nil {
		return err
	}
	methods, warnings, err := c.methods(o.method, of, o.population)
	if err != nil {
		return err
	}
	result := intervalResult{Yes: yes, Of: of, Population: o.population, Confidence: o.confidence, Warnings: warnings}
	var workings []report.Block
	for _, m := range methods {
		i, least, err := intervalWithCoverage(stats.IntervalSpec{Method: m, Yes: yes, Of: of, Population: o.population, Confidence: o.confidence})
		if err != nil {
			return err
		}
		if c.explain {
			workings = append(workings, report.Heading("Working: "+string(m)), explainInterval(i))
		}
		result.Intervals = append(result.Intervals, intervalRow{Method: i.Method, limits: limitsOf(i), Guaranteed: i.Guaranteed, CoverageMin: least})
		result.Warnings = append(result.Warnings, i.Warnings...)
	}
	if of > coverageUpTo {
		result.Warnings.Add("coverage-not-computed", "", "the least coverage is worked out for samples of up to %d cases", coverageUpTo)
	}
	result.Warnings = worded(result.Warnings)
	figures := intervalFigures(result)
	return c.showDrawn(result, figures, func() report.Document {
		d := c.withInputs(result.document(), []string{"yes", "of", "population", "confidence"},
			strconv.Itoa(yes), strconv.Itoa(of), knownOr(o.population, "unknown"), percentText(o.confidence))
		d.Blocks = append(inShort(c.format, result.findings()), d.Blocks...)
		d.Add(figureBlocks(c.format, figures)...)
		d.Add(workings...)
		return d
	})
}

// intervalWithCoverage returns one method's limits and its least coverage, nil
// for a sample so large that it is not worked out.
func intervalWithCoverage(spec stats.IntervalSpec) (stats.Interval, *float64, error) {
	if spec.Of > coverageUpTo {
		i, err := stats.IntervalFor(spec)
		return i, nil, err
	}
	table, err := stats.NewTable(spec.Method, spec.Of, spec.Population, spec.Confidence)
	if err != nil {
		return stats.Interval{}, nil, err
	}
	least, _ := table.LeastCoverage()
	return table.Interval(spec.Yes), &least, nil
}

// document shows the intervals to a person.
func (r intervalResult) document() report.Document {
	title := fmt.Sprintf("%d of %d cases read: %s; ", r.Yes, r.Of, percentOf(float64(r.Yes)/float64(r.Of)))
	table := report.Table{
		Caption: fmt.Sprintf("Limits at %s confidence", percentText(r.Confidence)),
		Columns: report.Columns("method", ">low", ">high", ">low cases", ">high cases", "guaranteed", ">least coverage"),
	}
	for _, i := range r.Intervals {
		least := ""
		if i.CoverageMin != nil {
			least = percentOf(*i.CoverageMin)
		}
		table.Add(i.Method, percentOf(i.Low), percentOf(i.High), unknownAs(i.LowCount, ""), unknownAs(i.HighCount, ""), yesNo(i.Guaranteed), least)
	}
	if r.Population != stats.Infinite {
		title += fmt.Sprintf("%d cases in all", r.Population)
	} else {
		title += "how many there are in all is not known"
		table = table.Without("low cases", "high cases")
	}
	table.Notes = []string{"least coverage: how often the limits hold the truth, in the worst case"}
	return report.Document{Title: title, Blocks: []report.Block{table}, Warnings: r.Warnings}
}

// parseFraction reads "yes/of".
func parseFraction(text string) (yes, of int, err error) {
	left, right, ok := strings.Cut(text, "/")
	if ok {
		yes, err = strconv.Atoi(strings.TrimSpace(left))
		if err == nil {
			of, err = strconv.Atoi(strings.TrimSpace(right))
		}
	}
	switch {
	case !ok || err != nil || yes < 0 || of < 0:
		return 0, 0, fmt.Errorf("%q is not yes cases/cases read; write it as 2/4", text)
	case of == 0:
		return 0, 0, fmt.Errorf("%s: at least one case has to be read", text)
	case of > maxCount:
		return 0, 0, fmt.Errorf("%s: at most %d cases can be read", text, maxCount)
	case yes > of:
		return 0, 0, fmt.Errorf("%s: %d yes cases are more than the %d read", text, yes, of)
	}
	return yes, of, nil
}
