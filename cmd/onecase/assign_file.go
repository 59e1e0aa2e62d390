package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/workbook"
	"onecase/sample"
	"onecase/stats/phrase"
)

// assignSheets are the planner's sheets, who reads what and how the piles compare, and one
// for each reader, to print.
func assignSheets(d *drawn, a *sample.Assignment, isBook bool) []workbook.Sheet {
	columns := columnsOfRecord(d, isBook)
	kept := keptFromList(d)
	few := append(slices.Clone(columns[:2]), kept...) // id and group, and what helps to find the file
	if d.List != nil {
		columns = withKept(d, columns, true)
	}
	cells, fewCells := map[string][]any{}, map[string][]any{}
	for i := range d.Record.Groups {
		g := &d.Record.Groups[i]
		for n, k := range show.Status(d.Record, g.Group).Sample {
			of := func(c caseColumn) any { return c.cell(listedCase{k, g, n + 1}) }
			cells[k.ID], fewCells[k.ID] = each(columns, of), each(few, of)
		}
	}
	header := func(c caseColumn) string { return c.header }
	days := a.Days > 0
	when := []string{"order"}
	if days {
		when = []string{"order", "day"}
	}
	all := workbook.Sheet{Name: "Who reads what", Header: slices.Concat([]string{"reader"}, when,
		each(columns, header)), Stay: 1}
	piles := a.ByReader()
	paired := slices.ContainsFunc(piles, func(p sample.ReaderPile) bool { return p.Reader.Pair != "" })
	if paired {
		all.Header = slices.Insert(all.Header, 1, "with")
	}
	place := func(c sample.Assigned) []any {
		return []any{filled(c.Order), dayCell(a, c.Day, true)}[:len(when)]
	}
	ownPlace := func(c sample.Assigned) []any { // with the weekday
		cells := place(c)
		if days {
			if _, dated := cells[1].(time.Time); dated {
				cells[1] = show.DayName(a.Dates, c.Day)
			}
		}
		return cells
	}
	row := func(c sample.Assigned) []any {
		if paired {
			return []any{filled(c.Reader), filled(c.Second)}
		}
		return []any{filled(c.Reader)}
	}
	var own []workbook.Sheet
	names := map[string]bool{}
	for _, p := range piles {
		s := workbook.Sheet{Name: sheetName("Reader "+pileName(p), names), Stay: 1, Tall: true,
			Header: slices.Concat(when, each(few, header), []string{"read on", "note"})}
		first := len(s.Header) - 2
		s.Blanks = []workbook.Blank{{Column: first, Date: true, Width: 11}, {Column: first + 1, Width: 45}}
		for _, c := range p.Cases {
			all.Rows = append(all.Rows, slices.Concat(row(c), place(c), cells[c.Case]))
			s.Rows = append(s.Rows, slices.Concat(ownPlace(c), fewCells[c.Case], []any{nil, nil}))
		}
		if !p.Reader.Gone {
			own = append(own, s)
		}
	}
	for _, c := range a.Cases {
		if c.Reader == "" { // added since, or nobody may read it
			all.Rows = append(all.Rows, slices.Concat(row(c), place(c), cells[c.Case]))
		}
	}
	sheets := []workbook.Sheet{all, loadSheet(a, piles)}
	if len(a.Piles) > 0 { // not of a sample that has changed since
		sheets = append(sheets, pileSheet(a, piles, d.GroupNames()))
	}
	sheets = onPaper(d.Record, append(sheets, own...))
	for i := len(sheets) - len(own); i < len(sheets); i++ {
		sheets[i].Paper.Service = show.Join(", ", sheets[i].Name, sheets[i].Paper.Service)
	}
	return sheets
}

func pileName(p sample.ReaderPile) string {
	if p.Reader.Pair != "" {
		return p.Reader.Name + " and " + p.Reader.Pair
	}
	return p.Reader.Name
}

// keptFromList are the columns of the list that help to find a file.
func keptFromList(d *drawn) []caseColumn {
	if d.List == nil {
		return nil
	}
	return keptColumns(d, true)
}

// loadSheet is how much each reader has on each day, and how much more he can read.
func loadSheet(a *sample.Assignment, piles []sample.ReaderPile) workbook.Sheet {
	s := workbook.Sheet{Name: "Load", Header: []string{"reader", "cases"}, Stay: 1}
	for day := range a.Days {
		s.Header = append(s.Header, show.DayName(a.Dates, day+1))
	}
	s.Header = append(s.Header, "capacity", "room for more")
	for _, p := range piles {
		row := []any{pileName(p) + phrase.Either(p.Reader.Gone, " (gone)", ""), len(p.Cases)}
		perDay := make([]int, a.Days)
		for _, c := range p.Cases {
			if c.Day > 0 {
				perDay[c.Day-1]++
			}
		}
		row = append(row, each(perDay, func(n int) any { return n })...)
		if p.Most > 0 {
			row = append(row, p.Most, p.Most-len(p.Cases))
		} else {
			row = append(row, nil, nil)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// pileSheet compares the piles: a row for each category, and for each pile its cases and
// its share.
func pileSheet(a *sample.Assignment, piles []sample.ReaderPile, group func(id string) string) workbook.Sheet {
	s := workbook.Sheet{Name: "Piles", Header: []string{"category", phrase.Either(a.Kept != nil, "shared out anew",
		"in the sample")}, Stay: 1}
	column := map[string]int{}
	piles = slices.DeleteFunc(slices.Clone(piles), func(p sample.ReaderPile) bool { return p.Reader.Gone })
	for i, p := range piles {
		s.Header = append(s.Header, pileName(p), "share")
		column[p.Reader.Name] = 2 + 2*i
	}
	for _, row := range show.PileRows(a, group) {
		cells := append([]any{row.Category, row.All}, make([]any, 2*len(piles))...)
		for reader, p := range row.Of {
			cells[column[reader]], cells[column[reader]+1] = p.Cases, casesCell(p.Share)
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

// sheetName makes a name that a workbook takes, and that no other sheet has.
func sheetName(text string, taken map[string]bool) string {
	text = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return '-'
		}
		return r
	}, text), "'")
	cut := func(most int) string { // Excel counts in UTF-16
		short := utf16.Encode([]rune(text))
		return string(utf16.Decode(short[:min(len(short), most)]))
	}
	name := cut(31)
	for n := 2; taken[strings.ToLower(name)]; n++ {
		end := fmt.Sprintf(" (%d)", n)
		name = cut(31-len(end)) + end
	}
	taken[strings.ToLower(name)] = true
	return name
}
