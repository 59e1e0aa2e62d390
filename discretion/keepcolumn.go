package discretion

import (
	"fmt"
	"slices"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
)

// KeepColumn gives each case its value of a column, for [Inspection.Clusters] and
// [LeaveOut], who ask which cases belong together. It is found as the column of
// EstimateOptions.By is: a variable of the record, a column of the list, which may be nil,
// or the one of the judgements that OpenOptions.Keep names. Without a record it is that of
// the judgements.
func (ins *Inspection) KeepColumn(name string, list *ListColumn) error {
	if ins.Record == nil {
		if grid := ins.Results.Grid; grid != nil && grid.Kept == "" {
			return sheet.Problems{{Message: fmt.Sprintf("the judgements have no column %q", name),
				Fix: stats.Advise("add one beside the answers, with the name for each case; or, for a column of the list, give %v and %v as well",
					stats.Option{Name: "record", Value: "drawn.record.json"}, stats.Option{Name: "list", Value: "cases.xlsx"})}}
		}
		return nil // totals are refused by those who ask
	}
	c, err := ins.column(ins.Record, name, list, nil)
	if err != nil || !c.variable && c.list == nil {
		return err
	}
	if c.variable {
		if c.of, err = c.placesIn(ins.Record); err != nil {
			return err
		}
	}
	grid := ins.Results.Grid.clone()
	grid.Kept = name
	for i := range grid.Cases {
		grid.Cases[i].Kept = ""
		if at := c.valueOf(sample.NormalizeID(grid.Cases[i].ID)); at >= 0 && c.values[at] != blankValue {
			grid.Cases[i].Kept = c.values[at]
		}
	}
	ins.Results.Grid = grid
	return nil
}

// placesIn gives the place of the value of each case of the sample, for a variable of the
// record.
func (c *column) placesIn(record *sample.Record) (map[string]int, error) {
	of := map[string]int{}
	for i := range record.Groups {
		g := &record.Groups[i]
		status, err := record.Status(g.Group)
		if err != nil {
			return nil, err
		}
		for k, v := range g.Variables {
			if v.Name != c.name {
				continue
			}
			for _, chosen := range status.Sample {
				category := v.Categories[g.Cells[chosen.Cell].Values[k]].Category
				of[chosen.ID] = slices.Index(c.values, category)
			}
		}
	}
	return of, nil
}
