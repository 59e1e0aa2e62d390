package main

import (
	"fmt"
	"strconv"

	"onecase/cmd/onecase/internal/figure"
	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
)

// coverageOptions are the flags of coverage.
type coverageOptions struct {
	population, sample int
	confidence         float64
	method             string
}

func (o *coverageOptions) bind(f *flagSet) {
	o.confidence, o.method = 0.80, allMethods
	f.count(&o.population, "population", "`CASES` in all; leave it out where it is not known")
	f.count(&o.sample, "sample", "`CASES` read")
	f.confidence(&o.confidence)
	f.methods(&o.method)
}

// A coverageResult is the JSON of the verb.
type coverageResult struct {
	Population int              `json:"population" null:"zero"`
	Sample     int              `json:"sample"`
	Confidence float64          `json:"confidence"`
	Methods    []stats.Coverage `json:"methods"`
	Warnings   []stats.Warning  `json:"warnings"`
}

func (o *coverageOptions) run(c *call) error {
	if _, err := c.arguments(); err != nil {
		return err
	}
	if o.sample == 0 {
		return c.misuse("coverage needs --sample")
	}
	if err := c.checkPopulation(o.sample, o.population); err != nil {
		return err
	}
	if o.sample > coverageUpTo {
		return fmt.Errorf("coverage goes up to samples of %d cases, not %d", coverageUpTo, o.sample)
	}
	methods, warnings, err := c.methods(o.method, o.sample, o.population)
	if err != nil {
		return err
	}
	result := coverageResult{Population: o.population, Sample: o.sample, Confidence: o.confidence, Warnings: warnings}
	if result.Methods, err = stats.Coverages(methods, o.sample, o.population, o.confidence); err != nil {
		return err
	}
	var figures []figure.Drawing
	if c.plot != "" || c.format == "html" {
		if figures, err = show.CoverageFigures(result.Methods, o.sample, o.population, o.confidence); err != nil {
			return err
		}
	}
	return c.showDrawn(result, figures, func() report.Document {
		d := c.withInputs(result.document(), []string{"sample", "population", "confidence"},
			strconv.Itoa(o.sample), show.KnownOr(o.population, "unknown"), show.Percent(o.confidence))
		return c.complete(d, figures, explainCoverage(result))
	})
}

// document shows the coverages to a person.
func (r coverageResult) document() report.Document {
	title := fmt.Sprintf("Limits from %d cases read, at %s confidence", r.Sample, show.Percent(r.Confidence))
	if r.Population != stats.Infinite {
		title = fmt.Sprintf("Limits from %d of %d cases, at %s confidence", r.Sample, r.Population, show.Percent(r.Confidence))
	}
	table := report.Table{
		Columns: report.Columns("method", "guaranteed", ">least coverage", ">at", ">mean coverage", ">mean width"),
		Notes: []string{
			"coverage: how often the limits hold the truth; at: the true share where that is least",
			"means are over every true share, each as likely",
		},
	}
	for _, m := range r.Methods {
		table.Add(m.Method, guaranteedCell(m.Guaranteed, m.Minimum, r.Confidence), show.PercentTenths(m.Minimum), show.PercentTenths(m.MinimumAt), show.PercentTenths(m.Mean), show.PercentTenths(m.MeanWidth))
	}
	return report.Document{Title: title, Blocks: []report.Block{table}, Warnings: r.Warnings}
}

// guaranteedCell says whether limits hold the truth as often as the confidence: by how they are made, or as it turned
// out for these numbers of cases alone.
func guaranteedCell(guaranteed bool, least, confidence float64) string {
	if !guaranteed && least >= confidence {
		return "not by construction"
	}
	return show.YesNo(guaranteed)
}

// explainCoverage is the working behind the figures.
func explainCoverage(r coverageResult) (d report.Derivation) {
	N, n := r.Population, r.Sample
	first := r.Methods[0]
	if N == stats.Infinite {
		d.Add("The coverage at a true share p adds up the chances of the counts whose limits hold p",
			"c(p) = sum of C(n, x) p^x (1-p)^(n-x) over x with low(x) <= p <= high(x)", "the definition of coverage, X binomial",
			"c(p) = "+show.Digits(first.Minimum), "n = %d, %s, next to p = %.5g", n, first.Method, first.MinimumAt)
	} else {
		d.Add("The coverage at K yes cases in the population adds up the chances of the counts whose limits hold K",
			"c(K) = sum of C(K, x) C(N-K, n-x) / C(N, n) over x with low(x) <= K/N <= high(x)",
			"the definition of coverage, X hypergeometric",
			fmt.Sprintf("c(%d) = %.5g", *first.MinimumCount, first.Minimum), "N = %d, n = %d, K = %d, %s", N, n,
			*first.MinimumCount, first.Method)
	}
	for _, m := range r.Methods {
		name, width := string(m.Method), m.MeanWidth*float64(n+1)
		if N != stats.Infinite {
			d.Add(name+": the least coverage, its mean, and the mean width of the limits",
				"least c(K) over K = 0..N; (sum of c(K)) / (N+1); (sum of (high(x) - low(x))) / (n+1)", "every K and every x counted out",
				fmt.Sprintf("%.5g; %.5g; %.5g", m.Minimum, m.Mean, m.MeanWidth),
				"c(%d); %.5g / %d; %.5g / %d", *m.MinimumCount, m.Mean*float64(N+1), N+1, width, n+1)
			continue
		}
		d.Add(name+": between two neighbouring limits the coverage rises and then falls, so it is least next to a limit",
			"least of c(p) on either side of every limit", "Wang, H. (2007)", show.Digits(m.Minimum), "c next to p = %.5g", m.MinimumAt)
		d.Add(name+": the mean over all p, and the mean width of the limits",
			"(sum of (I(high(x); x+1, n-x+1) - I(low(x); x+1, n-x+1))) / (n+1), I the incomplete beta function; (sum of (high(x) - low(x))) / (n+1)",
			"the integral of c(p) over p from 0 to 1, term by term", fmt.Sprintf("%.5g; %.5g", m.Mean, m.MeanWidth),
			"%.5g / %d; %.5g / %d", m.Mean*float64(n+1), n+1, width, n+1)
	}
	return d
}
