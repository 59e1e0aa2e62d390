package main

import (
	"fmt"
	"strconv"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// sizeResult is the JSON of size by a margin, forwards, backwards and as a
// table.
type sizeResult struct {
	Confidence  float64         `json:"confidence"`
	Margin      float64         `json:"margin"`
	Proportion  float64         `json:"proportion"`
	Population  *int            `json:"population"`
	Criterion   stats.Criterion `json:"criterion"`
	Rounding    stats.Rounding  `json:"rounding"`
	Effect      float64         `json:"design_effect"`
	Response    float64         `json:"response"`
	Z           float64         `json:"z"`
	Infinite    *float64        `json:"infinite"`
	Sample      *int            `json:"sample"`
	StableFrom  *int            `json:"stable_from"`
	Achieved    *float64        `json:"achieved_margin"`
	Probability *float64        `json:"achieved_probability"`
	Steps       []stats.Step    `json:"steps"`
	Levels      []levelJSON     `json:"levels"`
	Variants    []variantJSON   `json:"variants"`
	Implied     *impliedJSON    `json:"implied"`
	Reproduced  []string        `json:"reproduced_by,omitempty"`
	Table       []sizeRow       `json:"table,omitempty"`
	Warnings    []stats.Warning `json:"warnings"`
}

type levelJSON struct {
	Confidence float64 `json:"confidence"`
	Sample     int     `json:"sample"`
}

type variantJSON struct {
	Name   string `json:"name"`
	Sample int    `json:"sample"`
}

func newSizeResult(spec stats.SizeSpec) sizeResult {
	return sizeResult{
		Confidence: spec.Confidence, Margin: spec.Margin, Proportion: spec.Proportion,
		Population: populationOrNull(spec.Population), Criterion: spec.Criterion, Rounding: spec.Rounding,
		Effect: spec.DesignEffect, Response: spec.Response, Z: stats.Z(spec.Confidence),
		Steps: []stats.Step{}, Levels: []levelJSON{}, Variants: []variantJSON{}, Warnings: []stats.Warning{},
	}
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
	r := newSizeResult(spec)
	r.Infinite = &size.Infinite
	r.Sample, r.StableFrom = &size.Sample, &size.StableFrom
	r.Achieved, r.Probability = report.Number(size.AchievedMargin), report.Number(size.AchievedProbability)
	r.Steps = size.Steps
	for _, at := range stats.SizesByLevel(spec, shownLevels) {
		r.Levels = append(r.Levels, levelJSON{at.Confidence, at.Sample})
	}
	for _, v := range variants {
		r.Variants = append(r.Variants, variantJSON{v.String(), v.Sample})
	}
	r.Warnings = append(r.Warnings, size.Warnings...)
	return r.answer(sizeDocument(r)), nil
}

// answer is the result with a document and its working.
func (r sizeResult) answer(d report.Document) sizeAnswer {
	return sizeAnswer{result: r, document: d, working: []report.Block{symbols, derivation(workedSteps(r.Steps))}}
}

func sizeDocument(r sizeResult) report.Document {
	title := fmt.Sprintf("Read %s of an unlimited population", countOf(*r.Sample, "case"))
	if r.Population != nil {
		title = fmt.Sprintf("Read %d of %s", *r.Sample, countOf(*r.Population, "case"))
	}
	d := report.Document{Title: title, Warnings: r.Warnings}
	head := report.Table{
		Columns: report.Columns(">population", ">confidence", ">margin", "criterion", ">sample", ">stable from", ">margin reached", ">least chance within margin"),
		Rows: [][]string{{unknownAs(r.Population, "unlimited"), percentText(r.Confidence), percentText(r.Margin), string(r.Criterion),
			strconv.Itoa(*r.Sample), strconv.Itoa(*r.StableFrom), percentOrDash(r.Achieved), percentOrDash(r.Probability)}},
	}
	head.Notes = []string{r.inputs(), "stable from: this sample and every larger one meets the criterion; margin reached: by the formula, for this sample; least chance within margin: how often the estimate is that near the truth, whatever the truth is"}
	d.Add(head)
	if len(r.Levels) > 0 {
		table := report.Table{Caption: "At other levels of confidence", Columns: report.Columns(">confidence", ">sample")}
		for _, l := range r.Levels {
			table.Rows = append(table.Rows, []string{percentText(l.Confidence), strconv.Itoa(l.Sample)})
		}
		d.Add(table)
	}
	table := report.Table{Caption: "The formula by other conventions", Columns: report.Columns("convention", ">sample")}
	for _, v := range r.Variants {
		table.Rows = append(table.Rows, []string{v.Name, strconv.Itoa(v.Sample)})
	}
	d.Add(table)
	return d
}

// inputs says in a line what a size rests on besides the columns of its table.
func (r sizeResult) inputs() string {
	text := fmt.Sprintf("for a proportion of %s, rounding %s", percentText(r.Proportion), r.Rounding)
	if r.Effect != 1 {
		text += ", a design effect of " + plain(r.Effect)
	}
	if r.Response != 1 {
		text += ", a response of " + percentText(r.Response)
	}
	return text
}
