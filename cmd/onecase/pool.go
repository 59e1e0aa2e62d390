package main

import (
	"regexp"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// poolOptions are the flags of pool.
type poolOptions struct {
	judgementOptions
	records, populations, weights []string
	confidence                    float64
	together                      bool
}

func (o *poolOptions) bind(f *flagSet) {
	f.rules(&o.rules, "the rule set of all units, `ID|FILE`; in place of those the inspection files name")
	f.texts(&o.records, "record", "`UNIT=RECORD`: the record of the draw of a unit, such as North=north.record.json: its populations come from it, and cases not in its sample are refused; may be repeated")
	f.texts(&o.populations, "population", "`UNIT:GROUP=N`: eligible cases of a group of a unit, such as North:court=50; may be repeated")
	f.texts(&o.weights, "weights", "`cases|equal|UNIT=W,...`: what a unit counts; without it cases")
	f.level(&o.confidence, "the limits").shows("the rules' own, else " + show.Percent(rules.DefaultConfidence))
	f.onOff(&o.together, "together", "make the region's limits hold all at once with the confidence, and all of the units'; in place of each on its own")
	f.percentRounding(&o.rounding)
	f.text(&o.sheet, "sheet", "the worksheet `NAME` to read; without it the first with data")
	f.encoding(&o.encoding)
	o.said = true
	o.bindPlain(f)
	f.publish(&o.publish)
}

func (o *poolOptions) run(c *call) error {
	words := c.args
	if len(words) < 2 {
		return c.misuse("pool needs the inspections of two units or more")
	}
	options := discretion.PoolOptions{Rounding: o.rounding, Confidence: o.confidence, Together: o.together}
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
			warnings = append(warnings, w.In(unit.Name()))
		}
		units = append(units, unit)
	}
	if err := c.noOtherUnit(records, units); err != nil {
		return err
	}
	if err := o.unitPopulations(c, units); err != nil {
		return err
	}
	for i, unit := range units {
		if units[i], warnings, err = o.published(c, unit.Name(), unit, warnings); err != nil {
			return err
		}
	}
	tell, stop := c.progress("questions")
	options.Progress = tell
	pooled, err := discretion.Pool(units, options)
	stop()
	if err != nil {
		return err
	}
	pooled.Warnings = append(warnings, pooled.Warnings...)
	result := poolResultOf(pooled, records)
	result.Withheld = c.withheld
	return c.showDrawn(result, show.PoolFigures(pooled), func() report.Document {
		return show.Pool(pooled, c.format, c.explain)
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
				return "", nil, c.wrong("weights", strconv.Quote(text),
					"write cases, equal, or a weight for each unit, such as North=2,South=1")
			}
			rest = rest[len(m[0]):]
			name := strings.TrimSpace(m[1])
			w, err := readDecimal(m[2])
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
