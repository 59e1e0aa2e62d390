package main

import (
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion/rules"
	"onecase/stats"
)

// A comparePrinted is the JSON of compare of two percentages.
type comparePrinted struct {
	Before     string          `json:"before_percent"` // as written
	After      string          `json:"after_percent"`  // as written
	Difference float64         `json:"difference"`     // after less before, as printed
	Low        float64         `json:"low"`            // the least difference that prints so
	High       float64         `json:"high"`           // the greatest difference that prints so
	Confidence float64         `json:"confidence"`
	Fewest     int             `json:"fewest" null:"zero"` // cases in each of two samples below which chance alone may explain it; null where the percentages are the same
	Enough     int             `json:"enough" null:"zero"` // cases in each that are enough, whatever was rounded; null where no number is
	Warnings   []stats.Warning `json:"warnings"`
}

// printedPair reads two percentages in place of two inspections; ok is false where
// the words are not both percentages.
func printedPair(words []string) (pair [2]stats.Percentage, ok bool) {
	for i, word := range words {
		p, err := stats.ParsePercentage(word)
		if err != nil || !strings.HasSuffix(word, "%") {
			return pair, false
		}
		pair[i] = p
	}
	return pair, true
}

// printed compares two percentages of numbers of cases that are not known.
func (o *compareOptions) printed(c *call, pair [2]stats.Percentage) error {
	if o.Confidence == 0 {
		o.Confidence = rules.DefaultConfidence
	}
	d, err := stats.DifferenceOfPrinted(pair[0], pair[1], o.Confidence, o.rounding.Printed())
	if err != nil {
		return c.statsError(err)
	}
	result := comparePrinted{Before: d.Before.String(), After: d.After.String(), Difference: d.Difference, Low: d.Low, High: d.High,
		Confidence: d.Confidence, Fewest: d.Fewest, Enough: d.Enough}
	return c.show(result, func() report.Document {
		return c.complete(show.Printed(d), nil, show.PrintedWorking(d))
	})
}
