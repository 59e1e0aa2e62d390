package main

import (
	"fmt"
	"strconv"

	"onecase/cmd/onecase/internal/report"
)

func sizeDocument(c *call, r sizeResult) report.Document {
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
	if c.explain() {
		d.Add(report.Heading("Working"), symbols, derivation(workedSteps(r.Steps)))
	}
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
