package main

import (
	"maps"
	"slices"

	"onecase/cmd/onecase/internal/show"
	"onecase/sample"
	"onecase/sample/caselist"
)

// eligibleIDs are the ids of all cases that could be drawn, or of the sample and its
// reserves where the record has no others.
func eligibleIDs(record *sample.Record) []string {
	ids := slices.Sorted(maps.Keys(record.Frame.Rows))
	if ids == nil {
		for i := range record.Groups {
			s := show.Status(record, record.Groups[i].Group)
			ids = append(ids, caseIDs(slices.Concat(s.Sample, s.Reserves))...)
		}
	}
	return ids
}

// barColumns are the columns by which a reader can be kept from cases: the group and the
// matching variables, and those of the list, where there is one, with the team and the
// manager under those names.
func barColumns(d *drawn) []caselist.CaseColumn {
	var out []caselist.CaseColumn
	add := func(header string) *caselist.CaseColumn {
		out = append(out, caselist.CaseColumn{Header: header, Of: map[string]string{}})
		return &out[len(out)-1]
	}
	groups := add("group")
	for i := range d.Record.Groups {
		g := &d.Record.Groups[i]
		groups.Values = append(groups.Values, g.Group)
		s := show.Status(d.Record, g.Group)
		for _, c := range slices.Concat(s.Sample, s.Reserves) {
			groups.Of[c.ID] = g.Group
		}
	}
	for _, name := range d.Record.Frame.Variables {
		column := add(name)
		for i := range d.Record.Groups {
			g := &d.Record.Groups[i]
			s := show.Status(d.Record, g.Group)
			for k, v := range g.Variables {
				if v.Name != name {
					continue
				}
				column.Values = append(column.Values, each(v.Categories,
					func(c sample.DrawnCategory) string { return c.Category })...)
				for _, c := range slices.Concat(s.Sample, s.Reserves) {
					column.Of[c.ID] = g.Values(c)[k]
				}
			}
		}
	}
	if d.List == nil {
		return out
	}
	cases, _ := d.casesOfList()
	atRow := map[int]string{}
	for id, k := range cases {
		atRow[k.Row] = id
	}
	for place, header := range d.List.Sheet.Header {
		if header == "" {
			continue
		}
		column := add(header)
		for _, row := range d.List.Sheet.Rows {
			value := row.Cell(place)
			column.Values = append(column.Values, value)
			if id, ok := atRow[row.Number]; ok {
				column.Of[id] = value
			}
		}
	}
	for _, by := range []struct {
		role caselist.Role
		of   func(sample.Case) string
	}{
		{caselist.Team, func(c sample.Case) string { return c.Team }},
		{caselist.Manager, func(c sample.Case) string { return c.Manager }},
	} {
		column, of := add(string(by.role)), by.of
		for _, k := range d.List.Frame.Cases {
			column.Values = append(column.Values, of(k))
		}
		for id, k := range cases {
			column.Of[id] = of(k)
		}
	}
	for i := range out {
		slices.Sort(out[i].Values)
		out[i].Values = slices.DeleteFunc(slices.Compact(out[i].Values), func(v string) bool { return v == "" })
	}
	return out
}
