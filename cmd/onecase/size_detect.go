package main

import (
	"fmt"
	"strconv"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A sizeToDetectResult is the JSON of size --detect.
type sizeToDetectResult struct {
	Criterion  string          `json:"criterion"`
	From       float64         `json:"from"`       // the share before
	To         float64         `json:"to"`         // the share after
	Confidence float64         `json:"confidence"` // asked for
	Power      float64         `json:"power"`      // chance of finding the change that was asked for
	Population int             `json:"population" null:"zero"`
	Earlier    sampleJSON      `json:"earlier"` // the earlier inspection
	Sample     int             `json:"sample"`
	Achieved   float64         `json:"achieved_power"`    // counted out: the chance of finding the change
	PowerAt    changeJSON      `json:"achieved_power_at"` // the true yes cases at which that chance is the worst
	FalseAlarm float64         `json:"false_alarm"`       // counted out: the chance of finding a change where there is none
	AlarmAt    changeJSON      `json:"false_alarm_at"`    // the true yes cases at which that chance is the worst
	Steps      []stats.Step    `json:"steps"`             // the derivation
	Warnings   []stats.Warning `json:"warnings"`
}

// toDetect finds the sample that shows a change from one inspection to the next.
func (o *sizeOptions) toDetect(*call) (a sizeAnswer, err error) {
	from, to := o.detect[0], o.detect[1]
	spec := stats.DetectSpec{
		FirstShare: from, SecondShare: to, FirstPopulation: o.Population, SecondPopulation: o.Population,
		Confidence: o.Confidence, Power: o.power,
	}
	if o.earlier.sample > 0 {
		spec.FirstSample, spec.FirstPopulation = o.earlier.sample, o.earlier.population
	}
	size, err := stats.SizeToDetect(spec)
	if err != nil {
		return a, err
	}
	result := sizeToDetectResult{
		Criterion: "detect", From: from, To: to, Confidence: spec.Confidence,
		Power: spec.Power, Population: spec.SecondPopulation,
		Earlier: sampleJSON{size.First, spec.FirstPopulation}, Sample: size.Second,
		Achieved: size.ActualPower, PowerAt: newChange(size, size.PowerAt), FalseAlarm: size.ActualFalseAlarm,
		AlarmAt: newChange(size, size.FalseAlarmAt), Steps: size.Steps,
		Warnings: worded(size.Warnings),
	}
	earlier, this := show.KnownOr(result.Earlier.Population, "unlimited"), show.KnownOr(result.Population, "unlimited")
	d := report.Document{Title: fmt.Sprintf("Read %s to find a change from %s to %s", phrase.Count(size.Second, "case"),
		show.Percent(from), show.Percent(to)), Warnings: size.Warnings}
	d.Add(report.Table{
		Columns: report.Columns("inspection", ">population", ">sample", ">share", ">yes with the change", ">yes without"),
		Rows: [][]string{
			{"earlier", earlier, strconv.Itoa(size.First), show.Percent(from), show.UnknownAs(result.PowerAt.Earlier, "-"),
				show.UnknownAs(result.AlarmAt.Earlier, "-")},
			{"this", this, strconv.Itoa(size.Second), show.Percent(to), show.UnknownAs(result.PowerAt.This, "-"),
				show.UnknownAs(result.AlarmAt.This, "-")},
		},
		Notes: []string{"yes: the whole numbers of cases next to the shares for which the chances below are worst"},
	}, report.Paragraph(fmt.Sprintf("The change is then found with a chance of %s; without any change one is found with a chance of %s (asked for: %s and %s).",
		show.PercentTenths(size.ActualPower), show.PercentTenths(size.ActualFalseAlarm), show.Percent(spec.Power), show.Percent(1-spec.Confidence))))
	return sizeAnswer{result: result, document: d, working: []report.Block{show.Steps(result.Steps)}}, nil
}

// changeJSON holds the yes cases of the populations of two inspections.
type changeJSON struct {
	Earlier *int `json:"earlier"` // null without a population
	This    *int `json:"this"`    // null without a population
}

func newChange(size stats.DetectSize, at [2]int) changeJSON {
	var c changeJSON
	if size.FirstPopulation != stats.Infinite {
		c.Earlier = &at[0]
	}
	if size.SecondPopulation != stats.Infinite {
		c.This = &at[1]
	}
	return c
}

// sampleJSON is a sample with its population, null where that is not known.
type sampleJSON struct {
	Sample     int `json:"sample"`
	Population int `json:"population" null:"zero"`
}
