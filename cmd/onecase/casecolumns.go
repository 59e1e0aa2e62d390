package main

import (
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/workbook"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
)

// A caseColumn is a column of the sheets of cases: its header, and the cell of a case.
type caseColumn struct {
	header string
	cell   func(listedCase) any
}

// A listedCase is a case of a group, with its place in the sample or the reserves of
// the group, from 1.
type listedCase struct {
	sample.Chosen
	group *sample.GroupDraw
	place int
}

// notMet marks a selected case that could not be read and counts as not met.
const notMet = "not met (not read)"

// caseSheet lists some cases of every group.
func caseSheet(d *drawn, name string, columns []caseColumn, cases func(*sample.Status) []sample.Chosen) workbook.Sheet {
	s := workbook.Sheet{Name: name, Header: each(columns, func(c caseColumn) string { return c.header })}
	for i := range d.record.Groups {
		g := &d.record.Groups[i]
		for n, k := range cases(status(d.record, g.Group)) {
			s.Rows = append(s.Rows, each(columns, func(c caseColumn) any { return c.cell(listedCase{k, g, n + 1}) }))
		}
	}
	return s
}

// orderColumn is the place of a reserve.
var orderColumn = caseColumn{"order", func(c listedCase) any { return c.place }}

// columnsOfRecord are the columns that a record has of each case.
func columnsOfRecord(r *sample.Record) []caseColumn {
	columns := []caseColumn{
		{"case_id", func(c listedCase) any { return c.ID }},
		{"group", func(c listedCase) any { return c.group.Group }},
	}
	for _, name := range r.Frame.Variables {
		columns = append(columns, caseColumn{name, func(c listedCase) any {
			at := slices.IndexFunc(c.group.Variables, func(v sample.DrawnVariable) bool { return v.Name == name })
			if at < 0 {
				return nil
			}
			return c.group.Values(c.Chosen)[at]
		}})
	}
	return columns
}

// columnsOfCases are the columns of a sheet of cases: those of the record, the start
// where the list has dates, and the list's own columns that the draw keeps. Dates stay
// dates if the file can hold them.
func columnsOfCases(d *drawn, dates bool) []caseColumn {
	columns := columnsOfRecord(d.record)
	if d.list == nil {
		return columns
	}
	cases, dated := d.casesOfList()
	if dated {
		columns = append(columns, caseColumn{"start", func(c listedCase) any {
			if day := cases[c.ID].Start; !day.IsZero() {
				return day
			}
			return nil
		}})
	}
	columns = append(columns, caseColumn{ownHeader("row", d.keep), func(c listedCase) any {
		if k, ok := cases[c.ID]; ok {
			return k.Row
		}
		return nil
	}})
	return append(columns, keptColumns(d, dates)...)
}

// keptColumns are the list's own columns that the draw keeps.
func keptColumns(d *drawn, dates bool) (columns []caseColumn) {
	cases, _ := d.casesOfList()
	rows := map[int][]string{}
	for _, k := range cases {
		rows[k.Row] = nil
	}
	for _, r := range d.list.sheet.Rows {
		if _, ok := rows[r.Number]; ok {
			rows[r.Number] = r.Cells()
		}
	}
	for _, header := range d.keep {
		place := slices.Index(d.list.sheet.Header, header)
		isDate := dates && isDateColumn(d.list, place)
		columns = append(columns, caseColumn{header, func(c listedCase) any {
			if k, ok := cases[c.ID]; ok {
				return keptCell(rows[k.Row][place], isDate)
			}
			return nil
		}})
	}
	return columns
}

// casesOfList are the cases of the list, by id, that are in the sample or its reserves;
// dated tells whether any case of the list has a start.
func (d *drawn) casesOfList() (cases map[string]sample.Case, dated bool) {
	named := map[string]bool{}
	for i := range d.record.Groups {
		s := status(d.record, d.record.Groups[i].Group)
		for _, k := range slices.Concat(s.Sample, s.Reserves) {
			named[k.ID] = true
		}
	}
	cases = map[string]sample.Case{}
	for _, k := range d.list.Frame.Cases {
		dated = dated || !k.Start.IsZero()
		if k.ID = sample.NormalizeID(k.ID); named[k.ID] {
			cases[k.ID] = k
		}
	}
	return cases, dated
}

// weightColumns are for whoever goes on in a program for surveys: what each selected case
// counts, 1 / its chance of being drawn, and the eligible cases of its group. A header that the
// list's own columns have is told apart. A weight is empty where chances are not known.
func weightColumns(r *sample.Record, taken []caseColumn) []caseColumn {
	chances := map[string]map[string]float64{}
	same := map[string]*float64{}
	for i := range r.Groups {
		name := r.Groups[i].Group
		s := status(r, name)
		if same[name] = sameChance(s); same[name] == nil && s.Inclusion != nil {
			chances[name] = map[string]float64{}
			for _, c := range s.Inclusion.Cases {
				chances[name][c.ID] = c.Chance
			}
		}
	}
	weight := func(c listedCase) any {
		chance := chances[c.group.Group][c.ID]
		if p := same[c.group.Group]; p != nil {
			chance = *p
		}
		if chance == 0 {
			return nil
		}
		return nineDigits(1 / chance)
	}
	headers := each(taken, func(t caseColumn) string { return t.header })
	return []caseColumn{{ownHeader("weight", headers), weight}, {ownHeader("population", headers), func(c listedCase) any { return c.group.Population }}}
}

// ownHeader is the header of a column that the list does not have, told apart from those
// of the list that are the same.
func ownHeader(name string, taken []string) string {
	if slices.ContainsFunc(taken, func(header string) bool { return strings.EqualFold(strings.TrimSpace(header), name) }) {
		return name + " (draw)"
	}
	return name
}

// changeColumns mark the replacements among the selected cases, if there are any.
func changeColumns(r *sample.Record) []caseColumn {
	came, failed := map[string]any{}, map[string]any{} // by id: the case whose place it took, and what it counts as
	for i := range r.Groups {
		for _, id := range status(r, r.Groups[i].Group).Failed {
			failed[id] = notMet
		}
	}
	for _, p := range r.Replacements {
		if p.By != "" {
			came[p.By] = p.Case
		}
	}
	var columns []caseColumn
	if len(came) > 0 {
		columns = append(columns, caseColumn{"in place of", func(c listedCase) any { return came[c.ID] }})
	}
	if len(failed) > 0 {
		columns = append(columns, caseColumn{"counts as", func(c listedCase) any { return failed[c.ID] }})
	}
	return columns
}

// keptHeaders are the headers of --keep, spelt as in the list; without the flag, those
// in the record of an earlier draw.
func keptHeaders(given []string, list *caseList, earlier *sample.Record) ([]string, error) {
	texts, fault := given, "--keep %q: the list has no such column; it has %s"
	if len(given) == 0 && earlier != nil {
		texts, fault = earlier.List.Keep, "the draw kept the column %q in the sample file, and the list has no such column now: say with --keep which to have; it has %s"
	}
	var headers []string
	for _, text := range texts {
		place := slices.IndexFunc(list.sheet.Header, func(s string) bool { return s != "" && strings.EqualFold(s, strings.TrimSpace(text)) })
		if place < 0 {
			named := slices.DeleteFunc(slices.Clone(list.sheet.Header), func(h string) bool { return h == "" })
			return nil, fmt.Errorf(fault+"%s", text, strings.Join(named, ", "), sheet.DidYouMean(text, named))
		}
		if h := list.sheet.Header[place]; !slices.Contains(headers, h) {
			headers = append(headers, h)
		}
	}
	return headers, nil
}

// keptCell is a cell of the list as the sample file has it.
func keptCell(text string, isDate bool) any {
	if text == "" {
		return nil
	}
	if isDate {
		if day, err := caselist.ParseDate(text); err == nil {
			return day
		}
	}
	return text
}

// isDateColumn tells whether a column of the list holds only dates. Plain numbers may
// be ids, so they are no dates, although Excel stores dates as numbers. A column with
// times of day stays text, to keep the times.
func isDateColumn(list *caseList, place int) bool {
	found := false
	seen := map[string]bool{}
	for _, row := range list.sheet.Rows {
		text := row.Cell(place)
		if text == "" || seen[text] {
			continue
		}
		seen[text] = true
		if !strings.ContainsAny(text, "/-. ") || strings.Contains(text, ":") {
			return false
		}
		if _, err := caselist.ParseDate(text); err != nil {
			return false
		}
		found = true
	}
	return found
}
