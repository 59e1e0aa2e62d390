package main

import (
	"fmt"
	"math"
	"strconv"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
	"onecase/stats/phrase"
)

// sizeResult is the JSON of size by a margin, forwards, backwards and as a
// table.
type sizeResult struct {
	stats.Size
	Levels     []stats.LevelSize `json:"levels"`                  // the size at other confidences
	Variants   []variantJSON     `json:"variants"`                // the size by other conventions
	Implied    *impliedJSON      `json:"implied"`                 // with `--sample`: the populations that the size implies
	Reproduced []string          `json:"reproduced_by,omitempty"` // only with `--sample` and `--population`: the conventions that give this size
	Table      []sizeRow         `json:"table,omitempty"`         // only with `--table`: a row for each population
	Warnings   stats.Warnings    `json:"warnings"`
}

type variantJSON struct {
	Name   string `json:"name"`
	Sample int    `json:"sample"`
}

func variantOf(s stats.ConventionSize) variantJSON { return variantJSON{s.String(), s.Sample} }

func newSizeResult(spec stats.SizeSpec) sizeResult {
	return sizeResult{Size: stats.Size{SizeSpec: spec, Z: stats.Z(spec.Confidence), AchievedMargin: math.NaN(),
		AchievedProbability: math.NaN()}}
}

// shownLevels are the confidences that size shows side by side.
var shownLevels = []float64{0.80, 0.90, 0.95, 0.99}

// forward answers how many cases to read.
func (o *sizeOptions) forward(c *call) (a sizeAnswer, err error) {
	spec := o.SizeSpec
	if err := o.checkFactors(c); err != nil {
		return a, err
	}
	if spec.Criterion != stats.Normal && spec.Population == stats.Infinite {
		return a, c.misuse("--criterion %s counts over a population: give --population", spec.Criterion)
	}
	size, err := stats.SampleSize(spec)
	if err != nil {
		return a, err
	}
	variants, err := stats.SizesByConvention(spec)
	if err != nil {
		return a, err
	}
	r := sizeResult{Size: size, Levels: stats.SizesByLevel(spec, shownLevels), Warnings: worded(size.Warnings)}
	r.Variants = each(variants, variantOf)
	return r.answer(sizeDocument(r, size.Warnings)), nil
}

// answer is the result with a document and its working.
func (r sizeResult) answer(d report.Document) sizeAnswer {
	return sizeAnswer{result: r, document: d, working: []report.Block{show.Symbols, show.Steps(show.WorkedSteps(r.Steps))}}
}

func sizeDocument(r sizeResult, said []stats.Warning) report.Document {
	title := fmt.Sprintf("Read %s of an unlimited population", phrase.Count(r.Sample, "case"))
	if r.Population != stats.Infinite {
		title = fmt.Sprintf("Read %d of %s", r.Sample, phrase.Count(r.Population, "case"))
	}
	d := report.Document{Title: title, Warnings: said}
	head := report.Table{
		Columns: report.Columns(">population", ">confidence", ">margin, points", "criterion", ">sample", ">stable from",
			">margin reached", ">least chance within margin"),
		Rows: [][]string{{show.KnownOr(r.Population, "unlimited"), show.Percent(r.Confidence), show.Points(r.Margin), string(r.Criterion),
			strconv.Itoa(r.Sample), strconv.Itoa(r.StableFrom), show.Points(r.AchievedMargin), show.PercentTenths(r.AchievedProbability)}},
	}
	head.Notes = []string{r.inputs(), "stable from: this sample and every larger one meets the criterion; margin reached: by the formula, for this sample; least chance within margin: how often the estimate is that near the truth, whatever the truth is"}
	d.Add(head)
	if len(r.Levels) > 0 {
		table := report.Table{Caption: "At other levels of confidence", Columns: report.Columns(">confidence", ">sample")}
		for _, l := range r.Levels {
			table.Add(show.Percent(l.Confidence), l.Sample)
		}
		d.Add(table)
	}
	table := report.Table{Caption: "The formula by other conventions", Columns: report.Columns("convention", ">sample")}
	for _, v := range r.Variants {
		table.Add(v.Name, v.Sample)
	}
	d.Add(table)
	return d
}

// inputs names the inputs of a size that its table has no column for.
func (r sizeResult) inputs() string {
	text := fmt.Sprintf("for a proportion of %s, rounding %s", show.Percent(r.Proportion), r.Rounding)
	if r.DesignEffect != 1 {
		text += ", a design effect of " + show.Plain(r.DesignEffect)
	}
	if r.Response != 1 {
		text += ", a response of " + show.Percent(r.Response)
	}
	return text
}
