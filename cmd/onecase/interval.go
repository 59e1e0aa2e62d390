package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
	"onecase/stats/phrase"
)

// intervalOptions are the flags of interval.
type intervalOptions struct {
	population, of int
	confidence     float64
	method         string
	rounding       stats.PercentRounding
	misread        stats.ErrorRates
	rates          [2]*verbFlag // --wrong-yes and --wrong-no
}

func (o *intervalOptions) bind(f *flagSet) {
	o.confidence, o.method = 0.80, string(stats.Exact)
	f.count(&o.population, "population", "`CASES` in all, read or not; leave it out where it is not known")
	f.confidence(&o.confidence)
	f.methods(&o.method)
	f.countUpTo(stats.MaxDenominator, &o.of, "of", "the cases read, `n`, where a percentage or words stand in place of YES/OF")
	f.printedRounding(&o.rounding)
	o.rates[0] = f.errorRate(&o.misread.Yes, "wrong-yes",
		"`SHARE` of true no cases that are read as yes, or 3/60 where it was found; the limits are then for the true cases")
	o.rates[1] = f.errorRate(&o.misread.No, "wrong-no", "`SHARE` of true yes cases that are read as no, in the same way")
}

// An intervalResult is the JSON of the verb.
type intervalResult struct {
	Yes        *int           `json:"yes"` // null where several counts fit what is printed
	Of         int            `json:"of"`
	Printed    string         `json:"printed,omitempty"` // only of a percentage or words: as written
	Reading    string         `json:"reading,omitempty"` // only of those: what it is taken to mean
	Counts     []int          `json:"counts,omitempty"`  // only of those: the counts that fit it; limits are over all of them
	Population int            `json:"population" null:"zero"`
	Confidence float64        `json:"confidence"`
	WrongYes   *float64       `json:"wrong_yes,omitempty"`   // only of `--wrong-yes`, `--wrong-no`: the share of true no read as yes
	WrongNo    *float64       `json:"wrong_no,omitempty"`    // only of those: the share of true yes read as no
	Found      *ratesFound    `json:"rates_found,omitempty"` // only where a rate was found: its cases
	Corrected  *float64       `json:"corrected,omitempty"`   // only of those: the share that is most likely true
	Intervals  []intervalRow  `json:"intervals"`             // of each method
	Warnings   stats.Warnings `json:"warnings"`

	rates stats.ErrorRates // in WrongYes, WrongNo and Found
}

// ratesFound are the cases that rates were found in; null where a rate is stated.
type ratesFound struct {
	WrongYes *rateFound `json:"wrong_yes"`
	WrongNo  *rateFound `json:"wrong_no"`
}

type rateFound struct {
	Wrong int `json:"wrong"` // cases that were misread
	Of    int `json:"of"`    // cases whose truth is known
}

func ratesFoundOf(r stats.ErrorRates) *ratesFound {
	if !r.Found() {
		return nil
	}
	of := func(r stats.ErrorRate) *rateFound {
		if r.Of == 0 {
			return nil
		}
		return &rateFound{r.Wrong, r.Of}
	}
	return &ratesFound{of(r.Yes), of(r.No)}
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
	result, counts, err := o.asked(c)
	if err != nil {
		return err
	}
	of := result.Of
	if err := c.checkPopulation(of, o.population); err != nil {
		return err
	}
	var methods []stats.Method
	if methods, result.Warnings, err = c.methods(o.method, of, o.population); err != nil {
		return err
	}
	if o.rates[0].IsSet() || o.rates[1].IsSet() {
		return o.runMisread(c, result, counts)
	}
	var workings []report.Block
	for _, m := range methods {
		spec := stats.IntervalSpec{Method: m, Of: of, Population: o.population, Confidence: o.confidence}
		i, least, err := overCounts(spec, counts)
		if err != nil {
			return err
		}
		if c.explain {
			if workings, err = addWorkings(workings, spec, counts); err != nil {
				return err
			}
		}
		result.Intervals = append(result.Intervals,
			intervalRow{Method: i.Method, limits: limitsOf(i), Guaranteed: i.Guaranteed, CoverageMin: least})
		result.Warnings = append(result.Warnings, i.Warnings...)
	}
	if of > coverageUpTo {
		result.Warnings.Add("coverage-not-computed", "", "the least coverage is worked out for samples of up to %d cases", coverageUpTo)
	}
	return c.showIntervals(result, workings)
}

// showIntervals shows a result with its figure and its working.
func (c *call) showIntervals(result intervalResult, workings []report.Block) error {
	said := result.Warnings
	result.Warnings = worded(said)
	figures := intervalFigures(result)
	return c.showDrawn(result, figures, func() report.Document {
		d := c.withInputs(result.document(), []string{"yes", "of", "population", "confidence"},
			result.yes(), strconv.Itoa(result.Of), show.KnownOr(result.Population, "unknown"), show.Percent(result.Confidence))
		d.Blocks, d.Warnings = append(show.InShort(c.format, result.findings()), d.Blocks...), said
		d.Add(show.Figures(c.format, figures)...)
		d.Add(workings...)
		return d
	})
}

// mostCounts is the most counts that a percentage or words may fit: each has limits.
const mostCounts = 5000

// asked reads the argument: YES/OF, or what is printed of --of cases.
func (o *intervalOptions) asked(c *call) (r intervalResult, counts []int, err error) {
	words, err := c.arguments("the yes cases and the cases read, such as 2/4")
	if err != nil {
		return r, nil, err
	}
	r = intervalResult{Of: o.of, Population: o.population, Confidence: o.confidence}
	if o.of == 0 {
		yes, of, err := parseFraction(words[0])
		if _, printed := stats.ParseStatement(words[0]); err != nil && printed == nil {
			return r, nil, c.misuse("%v; %q needs the number of cases read: --of 138", err, words[0])
		}
		if err != nil {
			return r, nil, c.misuse("%v", err)
		}
		r.Yes, r.Of = &yes, of
		return r, []int{yes}, nil
	}
	printed, err := stats.ParseStatement(words[0])
	if err != nil {
		return r, nil, c.statsError(err)
	}
	if counts, err = fitting(printed, o.of, o.rounding); err != nil {
		return r, nil, c.statsError(err)
	}
	switch nearest := printed.Nearest(o.of); {
	case len(counts) == 0:
		return r, nil, fmt.Errorf("no count of %d cases is printed as %s (the nearest is %d, %s): check the number of cases, or ask for the limits of a count, such as %d/%d",
			o.of, asPrinted(printed), nearest, ratio(nearest, o.of), nearest, o.of)
	case len(counts) > mostCounts:
		return r, nil, fmt.Errorf("%d counts of %d cases fit %s: limits are worked out for %d at most", len(counts),
			o.of, asPrinted(printed), mostCounts)
	case len(counts) == 1:
		r.Yes = &counts[0]
	}
	r.Printed, r.Reading, r.Counts = asPrinted(printed), printed.Reading(), counts
	return r, counts, nil
}

// yes is the yes cases, from the least to the most that fit what is printed.
func (r intervalResult) yes() string {
	if r.Yes != nil {
		return strconv.Itoa(*r.Yes)
	}
	return fmt.Sprintf("%d to %d", r.Counts[0], r.Counts[len(r.Counts)-1])
}

// middle is the estimate, that of the middle count where there are several.
func (r intervalResult) middle() float64 {
	if r.Yes != nil {
		return float64(*r.Yes) / float64(r.Of)
	}
	return float64(r.Counts[0]+r.Counts[len(r.Counts)-1]) / float64(2*r.Of)
}

// estimate is the share that the limits are around: with the errors of reading taken out
// where their rates are stated.
func (r intervalResult) estimate() float64 {
	if r.Corrected != nil {
		return *r.Corrected
	}
	return r.middle()
}

// overCounts returns the lowest and the highest of one method's limits over counts in
// ascending order, and its least coverage, which these limits have at least; nil for a
// sample so large that it is not worked out.
func overCounts(spec stats.IntervalSpec, counts []int) (all stats.Interval, least *float64, err error) {
	var table *stats.Table
	if spec.Of <= coverageUpTo {
		if table, err = stats.NewTable(spec.Method, spec.Of, spec.Population, spec.Confidence); err != nil {
			return all, nil, err
		}
		p, _ := table.LeastCoverage()
		least = &p
	}
	for k, yes := range counts {
		spec.Yes = yes
		var i stats.Interval
		if table != nil {
			i = table.Interval(yes)
		} else if i, err = stats.IntervalFor(spec); err != nil {
			return all, nil, err
		}
		if k == 0 {
			all = i
		}
		all.Low, all.High = min(all.Low, i.Low), max(all.High, i.High)
		all.LowCount, all.HighCount = min(all.LowCount, i.LowCount), max(all.HighCount, i.HighCount)
	}
	return all, least, nil
}

// addWorkings adds the working of a method's limits, for the least and the most count.
func addWorkings(workings []report.Block, spec stats.IntervalSpec, counts []int) ([]report.Block, error) {
	ends := slices.Compact([]int{counts[0], counts[len(counts)-1]})
	for _, yes := range ends {
		spec.Yes = yes
		i, err := stats.IntervalFor(spec)
		if err != nil {
			return nil, err
		}
		heading := "Working: " + string(spec.Method)
		if len(ends) > 1 {
			heading += fmt.Sprintf(", %d of %d", yes, spec.Of)
		}
		workings = append(workings, report.Heading(heading), show.IntervalWorking(i))
	}
	return workings, nil
}

// document shows the intervals to a person.
func (r intervalResult) document() report.Document {
	share := show.PercentTenths(r.middle())
	if r.Printed != "" {
		share = r.Printed
	}
	title := fmt.Sprintf("%s of %d cases read: %s; ", r.yes(), r.Of, share)
	counted := r.Population != stats.Infinite
	title += phrase.Either(counted, fmt.Sprintf("%d cases in all", r.Population), "how many there are in all is not known")
	table := report.Fill(report.Table{Caption: fmt.Sprintf("Limits at %s confidence", show.Percent(r.Confidence))}, r.Intervals,
		report.Col("method", func(i intervalRow) stats.Method { return i.Method }),
		report.Num("low", func(i intervalRow) string { return show.PercentTenths(i.Low) }),
		report.Num("high", func(i intervalRow) string { return show.PercentTenths(i.High) }),
		report.Num("low cases", func(i intervalRow) string { return show.UnknownAs(i.LowCount, "") }).If(counted),
		report.Num("high cases", func(i intervalRow) string { return show.UnknownAs(i.HighCount, "") }).If(counted),
		report.Col("guaranteed", func(i intervalRow) string {
			if i.CoverageMin == nil {
				return show.YesNo(i.Guaranteed)
			}
			return guaranteedCell(i.Guaranteed, *i.CoverageMin, r.Confidence)
		}),
		report.Num("least coverage", func(i intervalRow) string {
			if i.CoverageMin == nil {
				return ""
			}
			return show.PercentTenths(*i.CoverageMin)
		}).Note("least coverage: how often the limits hold the truth, in the worst case"))
	table.NoteIf(len(r.Counts) > 1, fmt.Sprintf("%d counts fit what is printed: the limits go from the lowest to the highest of all of them", len(r.Counts)))
	if r.Corrected != nil {
		title += fmt.Sprintf("; with the errors of reading taken out, %s", show.PercentTenths(*r.Corrected))
		table.Notes = append(table.Notes,
			fmt.Sprintf("the limits are for the cases that are truly yes, where %s true no cases are read as yes and %s true yes cases as no, each independently of the others; %s",
				show.ErrorRateOf(r.rates.Yes), show.ErrorRateOf(r.rates.No), phrase.Either(r.rates.Found(),
					"the doubt of rates that were found is carried through: half of what the confidence leaves is theirs", "they are guaranteed if those rates are true")))
	}
	table.NoteIf(r.Printed != "", fmt.Sprintf("%q is read as: %s", r.Printed, r.Reading))
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
