package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/workbook"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
)

// caseColumns says which columns the sheets of cases have.
type caseColumns struct {
	header []string
	dated  bool                 // the list has start dates
	start  map[string]time.Time // by id; zero where the list has none
	kept   map[string][]any     // by id: the original columns
	came   map[string]string    // by id: the case whose place it took
	failed map[string]bool      // by id: the cases that count as not met
}

// notMet marks a selected case that could not be read and counts as not met.
const notMet = "not met (not read)"

// newCaseColumns keeps the draw's original columns, with dates as dates if the file
// can hold them.
func newCaseColumns(d *drawn, dates bool) *caseColumns {
	c := &caseColumns{header: []string{"case_id", "group"}, start: map[string]time.Time{}, kept: map[string][]any{}, came: map[string]string{}, failed: map[string]bool{}}
	c.header = append(c.header, d.record.Frame.Variables...)
	named := map[string]bool{} // the cases that the sheets have
	for i := range d.record.Groups {
		s := status(d.record, d.record.Groups[i].Group)
		for _, id := range s.Failed {
			c.failed[id] = true
		}
		for _, k := range slices.Concat(s.Sample, s.Reserves) {
			named[k.ID] = true
		}
	}
	for _, p := range d.record.Replacements {
		if p.By != "" {
			c.came[p.By] = p.Case
		}
	}
	if d.list == nil {
		return c
	}
	var cases []sample.Case
	for _, k := range d.list.Frame.Cases {
		c.dated = c.dated || !k.Start.IsZero()
		if k.ID = sample.NormalizeID(k.ID); named[k.ID] {
			cases = append(cases, k)
			c.start[k.ID] = k.Start
		}
	}
	if c.dated {
		c.header = append(c.header, "start")
	}
	c.keep(d.list, cases, d.keep, dates)
	return c
}

// keep takes the original columns under some headers of the list, for some cases.
func (c *caseColumns) keep(list *caseList, cases []sample.Case, headers []string, dates bool) {
	if len(headers) == 0 {
		return
	}
	places := each(headers, func(h string) int { return slices.Index(list.sheet.Header, h) })
	c.header = append(c.header, headers...)
	rows := map[int][]string{}
	for _, k := range cases {
		rows[k.Row] = nil
	}
	for _, r := range list.sheet.Rows {
		if _, ok := rows[r.Number]; ok {
			rows[r.Number] = r.Cells
		}
	}
	isDate := each(places, func(p int) bool { return dates && isDateColumn(list, p) })
	for _, k := range cases {
		var cells []any
		for i, p := range places {
			cells = append(cells, keptCell(rows[k.Row][p], isDate[i]))
		}
		c.kept[k.ID] = cells
	}
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

// keptCell is an original cell as it is written again.
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
		text := row.Cells[place]
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

// sheet lists the selected cases or the reserves of every group.
func (c *caseColumns) sheet(d *drawn, name string) workbook.Sheet {
	s := workbook.Sheet{Name: name, Header: slices.Clone(c.header)}
	reserves := name == "Reserves"
	if reserves {
		s.Header = append([]string{"order"}, s.Header...)
	} else {
		s.Header = append(s.Header, c.changeHeader()...)
	}
	for i := range d.record.Groups {
		g := &d.record.Groups[i]
		status := status(d.record, g.Group)
		if !reserves {
			for _, k := range status.Sample {
				s.Rows = append(s.Rows, append(c.row(g, k), c.change(k.ID)...))
			}
			continue
		}
		for n, k := range status.Reserves {
			s.Rows = append(s.Rows, append([]any{n + 1}, c.row(g, k)...))
		}
	}
	return s
}

// row describes a case.
func (c *caseColumns) row(g *sample.GroupDraw, k sample.Chosen) []any {
	row := []any{k.ID, g.Group}
	for _, v := range g.Values(k) {
		row = append(row, v)
	}
	if c.dated {
		var start any
		if day := c.start[k.ID]; !day.IsZero() {
			start = day
		}
		row = append(row, start)
	}
	return append(row, c.kept[k.ID]...)
}

// changeHeader names the columns that mark replacements, if there are any.
func (c *caseColumns) changeHeader() []string {
	var header []string
	if len(c.came) > 0 {
		header = append(header, "in place of")
	}
	if len(c.failed) > 0 {
		header = append(header, "counts as")
	}
	return header
}

// change marks a selected case under changeHeader.
func (c *caseColumns) change(id string) []any {
	var cells []any
	if len(c.came) > 0 {
		cells = append(cells, cellOf(c.came, id))
	}
	if len(c.failed) > 0 {
		var counts any
		if c.failed[id] {
			counts = notMet
		}
		cells = append(cells, counts)
	}
	return cells
}

// cellOf is the value of an id as a cell, empty where it has none.
func cellOf[V any](of map[string]V, id string) any {
	if v, ok := of[id]; ok {
		return v
	}
	return nil
}
