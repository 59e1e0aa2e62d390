package main

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

func sizeVerb() verb {
	return verb{
		name: "size", args: "--population N [flags]", brief: "how many cases to read",
		manual: `Says how many cases of a population to read, by the normal formula that
published sizes use or by a criterion that holds for every population:

  normal    z² p (1-p) / e² with its finite correction; guarantees nothing
  estimate  the estimate is within the margin with the confidence asked for
  interval  some interval of twice the margin holds the truth with it

Shows the size at other levels and by other conventions beside it.

Examples:
  onecase size --population 50
  onecase size --population 50 --criterion interval
  onecase size --population 1217 --confidence 95 --margin 3 --proportion 0.2
  onecase size --population 200 --design-effect 1.5 --response 90%
  onecase size --table 10,20,50,100,500
  onecase size --sample 39                      which populations imply 39?
  onecase size --sample 39 --population 51      which conventions give 39 of 51?
  onecase size --population 50 --detect 50%,65% --earlier 31/41
  onecase size --population 600 --decide 70%,90% --risks 10%,10%
  onecase size --population 500 --at-most 4% --confidence 95`,
		flags: []cli.Flag{
			countFlag("population", "`N` cases to choose from; without it, as many as may be"),
			countFlag("sample", "work back from a published size of `n` cases"),
			&cli.StringFlag{Name: "table", Usage: "`LIST` of populations, with the size of each by every criterion"},
			confidenceFlag(),
			marginFlag(),
			shareFlag("proportion", "`SHARE` of yes that is expected; one half needs most cases", 0.5),
			choiceFlag("criterion", "`WORD`: normal, estimate or interval", "normal", "estimate", "interval"),
			choiceFlag("rounding", "`WORD`: up, nearest or up-each-step", "up", "nearest", "up-each-step"),
			&cli.Float64Flag{Name: "design-effect", Usage: "`FACTOR` by which the design widens the variance", Value: 1},
			&cli.GenericFlag{Name: "response", Usage: "`SHARE` of the selected cases that can be read", Value: &share{value: 1, high: 1}},
			&cli.StringFlag{Name: "detect", Usage: "size to find a change `FROM,TO` between two inspections"},
			shareFlag("power", "with --detect: the `CHANCE` of finding it", 0.80),
			&cli.StringFlag{Name: "earlier", Usage: "with --detect: the earlier inspection's `SAMPLE/POPULATION`"},
			&cli.StringFlag{Name: "decide", Usage: "size and limit to tell a share of `LOW,HIGH` apart"},
			&cli.StringFlag{Name: "risks", Usage: "with --decide: the two `RISKS`, of calling low high and high low", Value: "10%,10%"},
			&cli.StringFlag{Name: "at-most", Usage: "size to show that fewer than a `SHARE` are faulty"},
			rateFlag("expected", "with --at-most: the `SHARE` of faulty cases that is expected", 0),
			plotFlag(),
		},
		run: runSize,
	}
}

// sizeModes are the flags that make another question of size, with the flags
// that go with each.
var sizeModes = map[string][]string{
	"sample":  {"population", "confidence", "margin", "proportion", "rounding", "design-effect", "response"},
	"table":   {"confidence", "margin", "proportion", "rounding"},
	"detect":  {"population", "confidence", "power", "earlier"},
	"decide":  {"population", "risks", "plot"},
	"at-most": {"population", "confidence", "expected"},
}

// everyVerb are the flags that every verb has.
var everyVerb = []string{"format", "explain", "output", "force"}

// sizeModesWith lists the modes that a flag goes with.
func sizeModesWith(name string) []string {
	var modes []string
	for _, mode := range slices.Sorted(maps.Keys(sizeModes)) {
		if slices.Contains(sizeModes[mode], name) {
			modes = append(modes, "--"+mode)
		}
	}
	return modes
}

func runSize(c *call) error {
	if _, err := c.arguments(); err != nil {
		return err
	}
	mode := ""
	for name := range sizeModes {
		if c.IsSet(name) && (mode == "" || name < mode) {
			mode = name
		}
	}
	allowed := append([]string{mode}, sizeModes[mode]...)
	if mode == "" {
		allowed = []string{"population", "confidence", "margin", "proportion", "criterion", "rounding", "design-effect", "response"}
	}
	for _, name := range c.LocalFlagNames() {
		if slices.Contains(allowed, name) || slices.Contains(everyVerb, name) {
			continue
		}
		if mode == "" {
			return c.misuse("--%s belongs with %s", name, inWords(sizeModesWith(name)))
		}
		return c.misuse("--%s and --%s do not go together", mode, name)
	}
	switch mode {
	case "sample":
		return c.sizeBack()
	case "table":
		return c.sizeTable()
	case "detect":
		return c.sizeToDetect()
	case "decide":
		return c.sizeToDecide()
	case "at-most":
		return c.sizeAtMost()
	}
	return c.sizeForward()
}

// sizeSpec is what the flags of a size by a margin say.
func (c *call) sizeSpec() (stats.SizeSpec, error) {
	spec := stats.SizeSpec{
		Population:   c.count("population"),
		Confidence:   c.share("confidence"),
		Margin:       c.share("margin"),
		Proportion:   c.share("proportion"),
		Criterion:    stats.Criterion(c.choice("criterion")),
		Rounding:     stats.Rounding(c.choice("rounding")),
		DesignEffect: c.Float64("design-effect"),
		Response:     c.share("response"),
	}
	// A zero would stand for the default.
	if spec.DesignEffect == 0 || spec.Response == 0 {
		return spec, c.misuse("--design-effect and --response have to be above 0")
	}
	return spec, nil
}

// statsError is an error of package stats for this command: all it is given
// comes from flags, so what it refuses is a usage error, unless the answer is
// that there is none.
func (c *call) statsError(err error) error {
	if errors.Is(err, stats.ErrNoSample) {
		return errors.New(strings.TrimPrefix(err.Error(), "stats: "))
	}
	return c.misuse("%s", strings.TrimPrefix(err.Error(), "stats: "))
}

// shownLevels are the confidences that size shows side by side.
var shownLevels = []float64{0.80, 0.90, 0.95, 0.99}

// sizeForward answers how many cases to read.
func (c *call) sizeForward() error {
	spec, err := c.sizeSpec()
	if err != nil {
		return err
	}
	if spec.Criterion != stats.Normal && spec.Population == stats.Infinite {
		return c.misuse("--criterion %s counts over a population: give --population", spec.Criterion)
	}
	size, err := stats.SampleSize(spec)
	if err != nil {
		return c.statsError(err)
	}
	variants, err := stats.SizesByConvention(spec)
	if err != nil {
		return c.statsError(err)
	}
	result := newSizeResult(spec)
	result.Infinite = &size.Infinite
	result.Sample, result.StableFrom = &size.Sample, &size.StableFrom
	result.Achieved, result.Probability = report.Number(size.AchievedMargin), report.Number(size.AchievedProbability)
	result.Steps = size.Steps
	for _, at := range stats.SizesByLevel(spec, shownLevels) {
		result.Levels = append(result.Levels, levelJSON{at.Confidence, at.Sample})
	}
	for _, v := range variants {
		result.Variants = append(result.Variants, variantJSON{v.String(), v.Sample})
	}
	result.Warnings = append(result.Warnings, size.Warnings...)
	return c.show(result, func() report.Document { return sizeDocument(c, result) })
}
