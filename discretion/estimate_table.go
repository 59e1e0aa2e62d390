package discretion

import (
	"onecase/sample"
	"onecase/stats"
)

// tableLimits are limits by the law of a group's draw, made when they are first needed.
type tableLimits struct {
	draw       *sample.GroupDraw
	confidence float64
	design     *stats.PlansDesign
	table      *stats.PlansTable
}

// tableWork is how many multiplications the limits of a group may take, were every plan
// worked out by itself: less than a tenth of a second for the plans of some dozens of cases.
const tableWork = 5e8

// newTableLimits is nil where the draw has no law.
func newTableLimits(draw *sample.GroupDraw, confidence float64) *tableLimits {
	design := draw.Plans()
	if design == nil {
		return nil
	}
	return &tableLimits{draw: draw, confidence: confidence, design: design}
}

// interval is the limits for so many yes cases in the sample. Where not every population
// could be tried a warning has the least coverage that was found.
func (t *tableLimits) interval(yes int) (stats.Interval, error) {
	if t.table == nil {
		var err error
		if t.table, err = t.draw.TableLimits(t.design, t.confidence, tableWork); err != nil {
			return stats.Interval{}, err
		}
	}
	i := t.design.Interval(t.table, yes)
	if !t.table.Exact {
		i.Warnings.Add("coverage-found", "",
			"no guarantee is proved for limits by the table of plans, as not every population could be tried: in the worst one found they hold the truth in %.1f%% of draws",
			100*t.table.Least)
	}
	return i, nil
}
