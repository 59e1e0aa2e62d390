package main

import (
	"regexp"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats"
)

func poolVerb() verb {
	o := new(poolOptions)
	return verb{
		name: "pool", args: "UNIT UNIT ... [flags]",
		brief: "several units of a region taken together, question by question",
		manual: `Takes the inspections of several units together. For each key question: the share of
yes answers in the region with its limits, the share of each unit, how far apart the
units are, and how often they would be as far apart by chance alone. A question that
a unit has no count for is pooled over the others, and says so.

Each UNIT is an inspection file or a table of judgements, read as by onecase rate,
and is called by its service, or by its file where that has none. All have to be
made under the same rules. The number of eligible cases of a group comes from the
file, from the record of the unit's draw, or from --population.

Weights: cases, the default, counts every eligible case that the question applies to
once. Their number is known where it is given, or where the question applied to every
case read of a group whose size is known; else it is estimated. equal counts every
unit once; UNIT=W takes weights of your own.

Limits are guaranteed where those numbers are known and there are not too many units
to try every split of the yes cases among them (up to four of the usual size). Else
they follow from the design, method beta, and say so.

No rules rate a region, so there is no rating: the band is the one that the pooled
share would fall in, for information.

JSON: questions have share, low and high as proportions and units with a row each;
left_out says what is not pooled.

Examples:
  onecase pool north.toml middle.toml south.toml
  onecase pool north.toml middle.toml south.toml --weights equal --explain
  onecase pool north.toml south.toml --weights North=2,South=1
  onecase pool kent.toml north.toml --record Kent=kent.record.json
  onecase pool north.toml middle.toml south.toml --plot region.svg`,
		flags: o.bind,
		long:  true,
		run:   o.run,
	}
}

// poolOptions are the flags of pool.
type poolOptions struct {
	judgementOptions
	records, populations, weights []string
	confidence                    float64
	plot                          plot
}

func (o *poolOptions) bind(f *flagSet) {
	f.rules(&o.rules, "the rule set of all units, `ID|FILE`; in place of those the inspection files name")
	f.texts(&o.records, "record", "`UNIT=RECORD`: the record of the draw of a unit, such as North=north.record.json: its populations come from it, and cases not in its sample are refused; may be repeated")
	f.texts(&o.populations, "population", "`UNIT:GROUP=N`: eligible cases of a group of a unit, such as North:court=50; may be repeated")
	f.texts(&o.weights, "weights", "`cases|equal|UNIT=W,...`: what a unit counts; without it cases")
	f.level(&o.confidence, "the limits")
	f.percentRounding(&o.rounding)
	f.text(&o.sheet, "sheet", "the worksheet `NAME` to read; without it the first with data")
	f.encoding(&o.encoding)
	o.plot.bind(f)
}

func (o *poolOptions) run(c *call) error {
	words := c.args
	if len(words) < 2 {
		return c.misuse("pool needs the inspections of two units or more")
	}
	if err := o.plot.check(c); err != nil {
		return err
	}
	options := discretion.PoolOptions{Rounding: o.rounding, Confidence: o.confidence}
	var err error
	if options.Weighting, options.Weights, err = o.weighting(c); err != nil {
		return err
	}
	records, err := o.unitRecords(c)
	if err != nil {
		return err
	}
	var units []*discretion.Inspection
	var warnings []stats.Warning
	for _, name := range words {
		unit, more, err := o.poolUnit(c, name, records)
		if err != nil {
			return err
		}
		for _, w := range more {
			w.Message = unit.Name() + ": " + w.Message
			warnings = append(warnings, w)
		}
		units = append(units, unit)
	}
	if err := c.noOtherUnit(records, units); err != nil {
		return err
	}
	if err := o.unitPopulations(c, units); err != nil {
		return err
	}
	pooled, err := discretion.Pool(units, options)
	if err != nil {
		return err
	}
	pooled.Warnings = append(warnings, pooled.Warnings...)
	if err := o.plot.write(c, poolWords{pooled}.title(), poolFigures(pooled)); err != nil {
		return err
	}
	return c.show(poolResultOf(pooled, records), func() report.Document {
		return poolDocument(pooled, c.format, c.explain)
	})
}

// unitWeight is one UNIT=W of a list. A unit may have commas in its name.
var unitWeight = regexp.MustCompile(`^(.+?)=([^,=]*)(?:,|$)`)

// weighting reads --weights.
func (o *poolOptions) weighting(c *call) (discretion.Weighting, map[string]float64, error) {
	texts := o.weights
	if len(texts) == 0 {
		return discretion.WeightCases, nil, nil
	}
	if len(texts) == 1 {
		switch texts[0] {
		case "cases":
			return discretion.WeightCases, nil, nil
		case "equal":
			return discretion.WeightEqual, nil, nil
		}
	}
	weights := map[string]float64{}
	for _, text := range texts {
		for rest := text; rest != ""; {
			m := unitWeight.FindStringSubmatch(rest)
			if m == nil {
				return "", nil, c.wrong("weights", strconv.Quote(text), "write cases, equal, or a weight for each unit, such as North=2,South=1")
			}
			rest = rest[len(m[0]):]
			name := strings.TrimSpace(m[1])
			w, err := strconv.ParseFloat(strings.TrimSpace(m[2]), 64)
			if err != nil || !(w > 0 && w <= maxCount) {
				return "", nil, c.wrong("weights", "", "%q is not a weight for %s; it has to be a number above 0", m[2], name)
			}
			if weights[name] > 0 {
				return "", nil, c.wrong("weights", "", "%s has two weights", name)
			}
			weights[name] = w
		}
	}
	return discretion.WeightGiven, weights, nil
}
