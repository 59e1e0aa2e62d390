package main

import (
	"errors"
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
)

// impliedJSON holds the populations that a published size implies.
type impliedJSON struct {
	Low      int              `json:"low" null:"zero"`  // by the convention asked for; null where it gives that size for no population
	High     int              `json:"high" null:"zero"` // the same; null also where there is no upper limit
	Variants []impliedVariant `json:"variants"`         // the same by each convention
}

type impliedVariant struct {
	Name string `json:"name"`
	Low  int    `json:"low"`
	High int    `json:"high" null:"zero"` // null where there is no upper limit
}

// back works back from a published size: the populations it implies and, with a
// population, the conventions that give it and what it achieves.
func (o *sizeOptions) back(c *call) (a sizeAnswer, err error) {
	spec, n := o.SizeSpec, o.sample
	if err := o.checkFactors(c); err != nil {
		return a, err
	}
	implied, err := stats.Implied(n, spec)
	if err != nil {
		return a, err
	}
	result := newSizeResult(spec)
	result.Sample = n
	asked := stats.SizeConvention{Rounding: spec.Rounding}
	for _, i := range implied {
		if i.None {
			continue
		}
		result.Steps = append(result.Steps, i.Steps(spec)...)
		if result.Implied == nil {
			result.Implied = &impliedJSON{}
		}
		result.Implied.Variants = append(result.Implied.Variants, impliedVariant{i.String(), i.Low, i.High})
		if i.SizeConvention == asked {
			result.Implied.Low, result.Implied.High = i.Low, i.High
		}
	}
	if result.Implied == nil {
		result.Warnings.Add("none-fits", "try another confidence, margin or proportion",
			"No population gives a size of %d at this confidence and margin, by any convention.", n)
	} else if result.Implied.Low == 0 {
		result.Warnings.Add("none-fits-convention", "some populations do by the conventions that are listed",
			"No population gives a size of %d by the convention asked for: %s.", n, asked)
	}
	if spec.Population != stats.Infinite {
		if err := result.against(n, spec); err != nil {
			return a, err
		}
	}
	return result.answer(impliedDocument(result)), nil
}

// against compares a published size with those of a known population.
func (r *sizeResult) against(n int, spec stats.SizeSpec) error {
	margin, err := stats.Margin(stats.MarginSpec{Sample: n, Population: spec.Population, Confidence: spec.Confidence,
		Proportion: spec.Proportion})
	if err != nil {
		return err
	}
	chance, _, err := stats.WithinMargin(n, spec.Population, spec.Margin)
	if errors.Is(err, stats.ErrLargeSample) {
		r.Warnings = append(r.Warnings, stats.ChanceNotCounted(err))
	} else if err != nil {
		return err
	}
	sizes, err := stats.SizesByConvention(spec)
	if err != nil {
		return err
	}
	r.AchievedMargin, r.AchievedProbability, r.Steps = margin.Margin, chance, append(r.Steps, margin.Steps...)
	r.Variants = each(sizes, variantOf)
	for _, s := range sizes {
		if s.Sample == n {
			r.Reproduced = append(r.Reproduced, s.String())
		}
	}
	if len(r.Reproduced) == 0 {
		r.Warnings.Add("not-reproduced", "try another confidence, margin or proportion, or a size for several groups together",
			"No convention gives %d of %d.", n, spec.Population)
	}
	return nil
}

func impliedDocument(r sizeResult) report.Document {
	d := report.Document{Title: fmt.Sprintf("Populations that a size of %d implies", r.Sample), Warnings: r.Warnings}
	d.Add(report.Paragraph(fmt.Sprintf("At %s confidence, a margin of %s points and a proportion of %s.",
		show.Percent(r.Confidence), show.Points(r.Margin), show.Percent(r.Proportion))))
	if r.Implied != nil {
		table := report.Table{Columns: report.Columns("convention", ">from", ">to")}
		for _, v := range r.Implied.Variants {
			table.Add(v.Name, v.Low, show.KnownOr(v.High, "no limit"))
		}
		d.Add(table)
	}
	if r.Population != stats.Infinite {
		text := fmt.Sprintf("Read %d of %d: the margin by the formula is %s points, the least chance of an estimate within %s is %s.",
			r.Sample, r.Population, show.Points(r.AchievedMargin), show.Points(r.Margin), show.PercentTenths(r.AchievedProbability))
		if len(r.Reproduced) > 0 {
			text += " This size follows from: " + strings.Join(r.Reproduced, "; ") + "."
		}
		d.Add(report.Paragraph(text))
	}
	return d
}
