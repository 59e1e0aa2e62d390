package main

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/figure"
	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
)

// sizeOptions are the flags of size.
type sizeOptions struct {
	stats.SizeSpec
	sample        int
	table         string
	detect        [2]float64
	power         float64
	earlier       drawnSample
	decide, risks [2]float64
	atMost        float64
	expected      float64
}

func (o *sizeOptions) bind(f *flagSet) {
	o.SizeSpec = stats.SizeSpec{Confidence: 0.80, Margin: 0.05, Proportion: 0.5, DesignEffect: 1, Response: 1}
	o.power, o.risks = 0.80, [2]float64{0.10, 0.10}
	f.count(&o.Population, "population", "`N` cases to choose from; without it, as many as may be")
	f.count(&o.sample, "sample", "work back from a published size of `n` cases")
	f.text(&o.table, "table", "`LIST` of populations, with the size of each by every criterion")
	f.confidence(&o.Confidence)
	f.margin(&o.Margin)
	f.share(&o.Proportion, "proportion", "`SHARE` of yes that is expected; one half needs most cases")
	oneOf(f, &o.Criterion, "criterion", "`WORD`: normal, estimate or interval", stats.Normal, stats.Estimate, stats.IntervalWidth)
	oneOf(f, &o.Rounding, "rounding", "`WORD`: up, nearest or up-each-step", stats.RoundUp, stats.RoundNearest, stats.RoundEachStep)
	f.number(&o.DesignEffect, "design-effect", "`FACTOR` by which the design widens the variance")
	f.rate(&o.Response, "response", "`SHARE` of the selected cases that can be read")
	f.pair(&o.detect, "detect", "size to find a change `FROM,TO` between two inspections")
	f.share(&o.power, "power", "with --detect: the `CHANCE` of finding it")
	f.drawn(&o.earlier, "earlier", "with --detect: the earlier inspection's `SAMPLE/POPULATION`")
	f.pair(&o.decide, "decide", "size and limit to tell a share of `LOW,HIGH` apart")
	f.pair(&o.risks, "risks", "with --decide: the two `RISKS`, of calling low high and high low")
	f.share(&o.atMost, "at-most", "size to show that fewer than a `SHARE` are faulty")
	f.rate(&o.expected, "expected", "with --at-most: the `SHARE` of faulty cases that is expected")
}

// A sizeQuestion is what size can be asked.
type sizeQuestion struct {
	ask  func(*sizeOptions, *call) (sizeAnswer, error)
	with []string // the flags that go with it, beside its own and those of every verb
}

// sizeQuestions are the questions by the flag that asks them, "" for none.
var sizeQuestions = map[string]sizeQuestion{
	"": {(*sizeOptions).forward, []string{"population", "confidence", "margin", "proportion", "criterion",
		"rounding", "design-effect", "response"}},
	"sample":  {(*sizeOptions).back, []string{"population", "confidence", "margin", "proportion", "rounding", "design-effect", "response"}},
	"table":   {(*sizeOptions).ofTable, []string{"confidence", "margin", "proportion", "rounding"}},
	"detect":  {(*sizeOptions).toDetect, []string{"population", "confidence", "power", "earlier"}},
	"decide":  {(*sizeOptions).toDecide, []string{"population", "risks", "plot"}},
	"at-most": {(*sizeOptions).forAtMost, []string{"population", "confidence", "expected"}},
}

// everyVerb are the flags that every verb has.
var everyVerb = []string{"format", "explain", "output", "force"}

// sizeFlagsWith lists the questions that a flag goes with.
func sizeFlagsWith(name string) []string {
	var flags []string
	for _, asks := range slices.Sorted(maps.Keys(sizeQuestions)) {
		if asks != "" && slices.Contains(sizeQuestions[asks].with, name) {
			flags = append(flags, "--"+asks)
		}
	}
	return flags
}

// sizeQuestion finds the question that the flags ask, and refuses flags that do not go
// with it.
func (c *call) sizeQuestion() (sizeQuestion, error) {
	var given []string
	for _, f := range c.flags {
		if f.IsSet() {
			given = append(given, f.name)
		}
	}
	slices.Sort(given)
	asks := ""
	if at := slices.IndexFunc(given, func(name string) bool { return sizeQuestions[name].ask != nil }); at >= 0 {
		asks = given[at]
	}
	q := sizeQuestions[asks]
	for _, name := range given {
		switch {
		case name == asks || slices.Contains(q.with, name) || slices.Contains(everyVerb, name):
		case asks == "":
			return q, c.misuse("--%s belongs with %s", name, show.And(sizeFlagsWith(name)))
		default:
			return q, c.misuse("--%s and --%s do not go together", asks, name)
		}
	}
	return q, nil
}

// A sizeAnswer is the answer to a question of size.
type sizeAnswer struct {
	result   any // as JSON
	document report.Document
	figures  []figure.Drawing
	working  []report.Block
}

func (o *sizeOptions) run(c *call) error {
	if _, err := c.arguments(); err != nil {
		return err
	}
	q, err := c.sizeQuestion()
	if err != nil {
		return err
	}
	a, err := q.ask(o, c)
	if err != nil {
		return c.statsError(err)
	}
	return c.showDrawn(a.result, a.figures, func() report.Document { return c.complete(a.document, a.figures, a.working...) })
}

// checkFactors refuses a zero, which would stand for the default.
func (o *sizeOptions) checkFactors(c *call) error {
	if o.DesignEffect == 0 || o.Response == 0 {
		return c.misuse("--design-effect and --response have to be above 0")
	}
	return nil
}

// statsError words an error of package stats. Its inputs come from flags, so it is a
// usage error, unless it says that no sample does.
func (c *call) statsError(err error) error {
	if _, ok := errors.AsType[*usageError](err); ok {
		return err
	}
	message := strings.TrimPrefix(err.Error(), "stats: ")
	if errors.Is(err, stats.ErrNoSample) {
		return errors.New(message)
	}
	return c.misuse("%s", message)
}
