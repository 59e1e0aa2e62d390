package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// sharePair reads a flag of two proportions with a comma between.
func (c *call) sharePair(name string) (a, b float64, err error) {
	first, second, ok := strings.Cut(c.String(name), ",")
	if !ok {
		return 0, 0, c.misuse("--%s %q: it has to be two shares with a comma between, such as 50%%,65%%", name, c.String(name))
	}
	for i, text := range []string{first, second} {
		s := share{high: 1, openEnds: true}
		if err := s.Set(text); err != nil {
			return 0, 0, c.misuse("--%s %q: %v", name, text, err)
		}
		if i == 0 {
			a = s.value
		} else {
			b = s.value
		}
	}
	return a, b, nil
}

// sampleOf reads a flag such as 31/41, the cases read and their population, or
// 31 where the population is not known.
func (c *call) sampleOf(name string) (n, N int, err error) {
	first, second, finite := strings.Cut(c.String(name), "/")
	n, err = strconv.Atoi(strings.TrimSpace(first))
	if err == nil && finite {
		N, err = strconv.Atoi(strings.TrimSpace(second))
	}
	if err != nil || n < 1 || finite && N < 1 {
		return 0, 0, c.misuse("--%s %q: write the cases read and their population as 31/41", name, c.String(name))
	}
	return n, N, nil
}

func (c *call) sizeToDetect() error {
	from, to, err := c.sharePair("detect")
	if err != nil {
		return err
	}
	spec := stats.DetectSpec{
		FirstShare: from, SecondShare: to, FirstPopulation: c.count("population"), SecondPopulation: c.count("population"),
		Confidence: c.share("confidence"), Power: c.share("power"),
	}
	if c.IsSet("earlier") {
		if spec.FirstSample, spec.FirstPopulation, err = c.sampleOf("earlier"); err != nil {
			return err
		}
	}
	size, err := stats.SizeToDetect(spec)
	if err != nil {
		return c.statsError(err)
	}
	result := struct {
		Verb       string          `json:"verb"`
		Schema     int             `json:"schema"`
		Criterion  string          `json:"criterion"`
		From       float64         `json:"from"`
		To         float64         `json:"to"`
		Confidence float64         `json:"confidence"`
		Power      float64         `json:"power"`
		Population *int            `json:"population"`
		Earlier    sampleJSON      `json:"earlier"`
		Sample     int             `json:"sample"`
		Achieved   float64         `json:"achieved_power"`
		PowerAt    changeJSON      `json:"achieved_power_at"`
		FalseAlarm float64         `json:"false_alarm"`
		AlarmAt    changeJSON      `json:"false_alarm_at"`
		Steps      []stats.Step    `json:"steps"`
		Warnings   []stats.Warning `json:"warnings"`
	}{"size", 1, "detect", from, to, spec.Confidence, spec.Power, populationOrNull(spec.SecondPopulation),
		sampleJSON{size.First, populationOrNull(spec.FirstPopulation)}, size.Second,
		size.ActualPower, newChange(size, size.PowerAt), size.ActualFalseAlarm, newChange(size, size.FalseAlarmAt), size.Steps, append([]stats.Warning{}, size.Warnings...)}
	return c.show(result, func() report.Document {
		earlier, this := unknownAs(result.Earlier.Population, "unlimited"), unknownAs(result.Population, "unlimited")
		d := report.Document{Title: fmt.Sprintf("Read %s to find a change from %s to %s", counted(size.Second), percentText(from), percentText(to)), Warnings: result.Warnings}
		d.Add(report.Table{
			Columns: report.Columns("inspection", ">population", ">sample", ">share", ">yes with the change", ">yes without"),
			Rows: [][]string{
				{"earlier", earlier, strconv.Itoa(size.First), percentText(from), unknownAs(result.PowerAt.Earlier, "-"), unknownAs(result.AlarmAt.Earlier, "-")},
				{"this", this, strconv.Itoa(size.Second), percentText(to), unknownAs(result.PowerAt.This, "-"), unknownAs(result.AlarmAt.This, "-")},
			},
			Notes: []string{"yes: the whole numbers of cases next to the shares for which the chances below are worst"},
		}, report.Paragraph(fmt.Sprintf("The change is then found with a chance of %s; without any change one is found with a chance of %s (asked for: %s and %s).",
			percentOf(size.ActualPower), percentOf(size.ActualFalseAlarm), percentText(spec.Power), percentText(1-spec.Confidence))))
		if c.explain() {
			d.Add(report.Heading("Working"), derivation(result.Steps))
		}
		return d
	})
}

// changeJSON holds the yes cases of the populations of two inspections, null
// where a population is not known.
type changeJSON struct {
	Earlier *int `json:"earlier"`
	This    *int `json:"this"`
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
	Sample     int  `json:"sample"`
	Population *int `json:"population"`
}

func (c *call) sizeToDecide() error {
	low, high, err := c.sharePair("decide")
	if err != nil {
		return err
	}
	riskLow, riskHigh, err := c.sharePair("risks")
	if err != nil {
		return err
	}
	if err := c.checkPlot(); err != nil {
		return err
	}
	rule, err := stats.DecisionSize(stats.DecisionSpec{Population: c.count("population"), Low: low, High: high, RiskLow: riskLow, RiskHigh: riskHigh})
	if err != nil {
		return c.statsError(err)
	}
	result := struct {
		Verb       string          `json:"verb"`
		Schema     int             `json:"schema"`
		Criterion  string          `json:"criterion"`
		Low        float64         `json:"low"`
		High       float64         `json:"high"`
		Risks      [2]float64      `json:"risks"`
		Population *int            `json:"population"`
		Sample     int             `json:"sample"`
		Limit      int             `json:"limit"`
		Achieved   [2]float64      `json:"achieved_risks"`
		Steps      []stats.Step    `json:"steps"`
		Warnings   []stats.Warning `json:"warnings"`
	}{"size", 1, "decide", low, high, [2]float64{riskLow, riskHigh}, populationOrNull(rule.Population), rule.Sample, rule.Limit,
		[2]float64{rule.ActualRiskLow, rule.ActualRiskHigh}, rule.Steps, append([]stats.Warning{}, rule.Warnings...)}
	title := fmt.Sprintf("Read %s; call the population high if more than %d are yes", counted(rule.Sample), rule.Limit)
	if err := c.plot(title, decisionFigures(rule)); err != nil {
		return err
	}
	return c.show(result, func() report.Document {
		d := report.Document{Title: title, Warnings: result.Warnings}
		d.Add(report.Table{
			Columns: report.Columns("population is", ">share of yes", "called wrongly", ">chance", ">allowed"),
			Rows: [][]string{
				{"low", "up to " + percentText(low), "high", percentOf(rule.ActualRiskLow), percentText(riskLow)},
				{"high", "from " + percentText(high), "low", percentOf(rule.ActualRiskHigh), percentText(riskHigh)},
			},
			Notes: []string{"Between the two shares either call is accepted."},
		})
		d.Add(figureBlocks(c.String("format"), decisionFigures(rule))...)
		if c.explain() {
			d.Add(report.Heading("Working"), derivation(result.Steps))
		}
		return d
	})
}

func (c *call) sizeAtMost() error {
	s := share{high: 1, openEnds: true}
	if err := s.Set(c.String("at-most")); err != nil {
		return c.misuse("--at-most %q: %v", c.String("at-most"), err)
	}
	spec := stats.AtMostSpec{Population: c.count("population"), Tolerable: s.value, Expected: c.share("expected"), Confidence: c.share("confidence")}
	size, err := stats.SizeAtMost(spec)
	if err != nil {
		return c.statsError(err)
	}
	result := struct {
		Verb       string          `json:"verb"`
		Schema     int             `json:"schema"`
		Criterion  string          `json:"criterion"`
		AtMost     float64         `json:"at_most"`
		Expected   float64         `json:"expected"`
		Confidence float64         `json:"confidence"`
		Population *int            `json:"population"`
		Sample     int             `json:"sample"`
		Allowed    int             `json:"allowed"`
		Risk       float64         `json:"risk"`
		Steps      []stats.Step    `json:"steps"`
		Warnings   []stats.Warning `json:"warnings"`
	}{"size", 1, "at-most", spec.Tolerable, spec.Expected, spec.Confidence, populationOrNull(spec.Population), size.Sample, size.Allowed, size.Risk, size.Steps, []stats.Warning{}}
	return c.show(result, func() report.Document {
		d := report.Document{Title: fmt.Sprintf("Read %s; fewer than %s are faulty if no more than %d of them are", counted(size.Sample), percentText(spec.Tolerable), size.Allowed)}
		d.Add(report.Table{
			Columns: report.Columns(">population", ">one-sided confidence", ">tolerable", ">sample", ">allowed", ">risk"),
			Rows: [][]string{{unknownAs(populationOrNull(spec.Population), "unlimited"), percentText(spec.Confidence), percentText(spec.Tolerable),
				strconv.Itoa(size.Sample), strconv.Itoa(size.Allowed), percentOf(size.Risk)}},
			Notes: []string{fmt.Sprintf("Where %s or more are faulty, so few are found with a chance of at most %s.", percentText(spec.Tolerable), percentText(math.Round((1-spec.Confidence)*1e9)/1e9))},
		})
		if c.explain() {
			d.Add(report.Heading("Working"), derivation(result.Steps))
		}
		return d
	})
}
