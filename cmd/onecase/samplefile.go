package main

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/cmd/onecase/internal/workbook"
	"onecase/sample"
	"onecase/sample/caselist"
)

// sampleSheets are the sheets of a sample file: the cases and, in a workbook, the
// evidence that the draw was fair.
func sampleSheets(d *drawn, path string) []workbook.Sheet {
	people := isWorkbook(path)
	columns := columnsInCodes
	if people {
		columns = columnsInWords
	}
	of := columns(d)
	reserves := of
	if !people {
		reserves = slices.Concat([]caseColumn{orderColumn}, of)
	}
	sheets := []workbook.Sheet{
		caseSheet(d, "Selected", slices.Concat(of, weightColumns(d.Record, of, people), changeColumns(d.Record)),
			func(s *sample.Status) []sample.Chosen { return s.Sample }),
		caseSheet(d, "Reserves", reserves, func(s *sample.Status) []sample.Chosen { return s.Reserves }),
	}
	if !people {
		return sheets
	}
	sheets[1].Hidden = true
	if len(d.Record.Replacements) > 0 {
		sheets = append(sheets, changesSheet(d))
	}
	sheets = append(sheets, balanceSheet(d))
	if d.Plan != nil {
		sheets = append(sheets, planSheet(d.Plan, d.GroupNames()))
	}
	if d.List != nil {
		sheets = append(sheets, leftOutSheet(d.List))
	}
	return onPaper(d.Record, append(sheets, provenanceSheet(d)))
}

// tableFile is a file with the text of tableText.
func tableFile(path string, force bool, sheets []workbook.Sheet) (wholefile.File, error) {
	text, err := tableText(path, sheets)
	return wholefile.File{Path: path, Force: force, Text: text}, err
}

// A fileSet is files made in memory, which are put in place together or not at all, the
// last of them last.
type fileSet struct {
	files []wholefile.File
	err   error // the first
}

// files begins a set with the files that were to be written with the result.
func (c *call) files() fileSet {
	set := fileSet{files: c.beside}
	c.beside = nil
	return set
}

func (s *fileSet) add(file wholefile.File, err error) {
	s.files, s.err = append(s.files, file), cmp.Or(s.err, err)
}

func (s *fileSet) write() error {
	if s.err != nil {
		return s.err
	}
	return wholefile.Write(s.files...)
}

// writtenFiles name files that were asked for, each with what it is.
type writtenFiles []string

func (w *writtenFiles) add(what, name string) {
	if name != "" {
		*w = append(*w, what+" "+name)
	}
}

// recordFile is the file of a record.
func recordFile(path string, force bool, record *sample.Record) (wholefile.File, error) {
	var text bytes.Buffer
	err := record.Write(&text)
	return wholefile.File{Path: path, Force: force, Text: text.Bytes()}, err
}

// changesSheet lists the replacements in order.
func changesSheet(d *drawn) workbook.Sheet {
	group := d.GroupNames()
	s := workbook.Sheet{Name: "Changes", Header: []string{"no.", "group", "case", "what became of it", "in its place",
		"alike in", "reason"}}
	became := map[sample.Policy]string{sample.UseReserve: "left the sample",
		sample.CountFailed: "stays, and counts as " + notMet, sample.NotAssessable: "left the sample"}
	for i, p := range d.Record.Replacements {
		s.Rows = append(s.Rows, []any{i + 1, group(p.Group), p.Case, became[p.Policy], p.By,
			strings.Join(each(p.Shared, caselist.VariableTitle), ", "), p.Reason})
	}
	return s
}

func balanceSheet(d *drawn) workbook.Sheet {
	r, group := d.Record, d.GroupNames()
	s := workbook.Sheet{Name: "Balance", Header: []string{"group", "variable", "category", "eligible", "exact share", "selected", "difference"}}
	for i := range r.Groups {
		g := &r.Groups[i]
		for _, b := range show.Balance(d.List, g, show.Status(r, g.Group)) {
			s.Rows = append(s.Rows, []any{group(g.Group), caselist.VariableTitle(b.Variable),
				caselist.CategoryTitle(b.Variable, b.Category), b.Population, casesCell(b.Target), b.Selected, casesCell(b.Difference)})
		}
	}
	return s
}

func planSheet(p *sample.Plan, group func(id string) string) workbook.Sheet {
	s := workbook.Sheet{Name: "Plan", Header: []string{"group", "variable", "category", "eligible", "exact share", "fewest",
		"most", "margin, points"}}
	for _, g := range p.Groups {
		s.Rows = append(s.Rows, []any{group(g.Group), "all of them", "", g.Population, casesCell(float64(g.Sample)),
			g.Sample, g.Sample, pointsCell(g.Margin)})
		for _, t := range g.Match {
			var alone any
			if points, says := show.Within(t); says {
				alone = workbook.Decimal{Value: points}
			}
			s.Rows = append(s.Rows, []any{group(g.Group), caselist.VariableTitle(t.Variable),
				caselist.CategoryTitle(t.Variable, t.Category), t.Population, casesCell(t.Share), t.Fewest, t.Most, alone})
		}
	}
	return s
}

// pointsCell is a margin in percentage points, as a number with one decimal; empty
// where there is none.
func pointsCell(x float64) any {
	if math.IsNaN(x) {
		return nil
	}
	return workbook.Decimal{Value: 100 * x, Places: 1}
}

// casesCell is a number of cases, perhaps with a fraction.
func casesCell(x float64) workbook.Decimal { return workbook.Decimal{Value: x, Places: 2} }

// tableText makes a file of sheets in the form of the path's ending: a workbook, or a CSV
// file of the first sheets that list cases, with the set in its first column.
func tableText(path string, sheets []workbook.Sheet) ([]byte, error) {
	var out bytes.Buffer
	if isWorkbook(path) {
		err := workbook.Write(&out, sheets)
		return out.Bytes(), err
	}
	first := sheets[0]
	t := report.Table{Columns: report.Columns(first.Header...)}
	for _, row := range first.Rows {
		t.Rows = append(t.Rows, cellTexts(row))
	}
	if first.Name == "Selected" {
		t.Columns = append(report.Columns("set", "order"), t.Columns...)
		for i := range t.Rows {
			t.Rows[i] = append([]string{"selected", strconv.Itoa(i + 1)}, t.Rows[i]...)
		}
		for _, row := range sheets[1].Rows {
			cells := append([]string{"reserve"}, cellTexts(row)...)
			for len(cells) < len(t.Columns) {
				cells = append(cells, "") // reserves count as nothing yet
			}
			t.Rows = append(t.Rows, cells)
		}
	}
	err := report.CSV(&out, t)
	return out.Bytes(), err
}

func cellTexts(row []any) []string {
	out := make([]string, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case nil:
		case time.Time:
			out[i] = v.Format(time.DateOnly)
		case workbook.Decimal:
			out[i] = show.Plain(v.Value)
		default:
			out[i] = fmt.Sprint(v)
		}
	}
	return out
}
