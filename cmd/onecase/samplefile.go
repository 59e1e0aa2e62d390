package main

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/cmd/onecase/internal/workbook"
	"onecase/sample"
	"onecase/sample/caselist"
)

// sampleSheets are the sheets of a sample file: the cases for the inspectors, and
// in a workbook what shows that they were drawn fairly. Keep names original
// columns.
func sampleSheets(d *drawn, path string, keep []string) ([]workbook.Sheet, error) {
	cases, err := newCaseColumns(d, keep, isWorkbook(path))
	if err != nil {
		return nil, err
	}
	sheets := []workbook.Sheet{cases.sheet(d, "Selected"), cases.sheet(d, "Reserves")}
	if !isWorkbook(path) {
		return sheets, nil
	}
	if len(d.record.Replacements) > 0 {
		sheets = append(sheets, changesSheet(d.record))
	}
	sheets = append(sheets, balanceSheet(d))
	if d.plan != nil {
		sheets = append(sheets, planSheet(d.plan))
	}
	if d.list != nil {
		sheets = append(sheets, leftOutSheet(d.list))
	}
	return append(sheets, provenanceSheet(d.record)), nil
}

// writeSample writes the sample file of a draw as it stands.
func writeSample(d *drawn, path string, keep []string, force bool) error {
	sheets, err := sampleSheets(d, path, keep)
	if err != nil {
		return err
	}
	var table bytes.Buffer
	if err := writeTable(&table, path, sheets); err != nil {
		return err
	}
	return wholefile.Write(path, force, copyOf(&table))
}

// caseColumns says which columns the sheets of cases have.
type caseColumns struct {
	header []string
	start  map[string]time.Time // by id
	kept   map[string][]any     // by id: the original columns
	came   map[string]string    // by id: the case whose place it took
	failed map[string]bool      // by id: the cases that count as not met
}

// notMet marks a selected case that no one could read and that counts against the
// standard.
const notMet = "not met (not read)"

// newCaseColumns keeps original columns, dates in them as dates where the file can
// hold those.
func newCaseColumns(d *drawn, keep []string, dates bool) (*caseColumns, error) {
	c := &caseColumns{header: []string{"case_id", "group"}, start: map[string]time.Time{}, kept: map[string][]any{}, came: map[string]string{}, failed: map[string]bool{}}
	c.header = append(c.header, d.record.Frame.Variables...)
	for i := range d.record.Groups {
		for _, id := range status(d.record, d.record.Groups[i].Group).Failed {
			c.failed[id] = true
		}
	}
	for _, p := range d.record.Replacements {
		if p.By != "" {
			c.came[p.By] = p.Case
		}
	}
	if d.list == nil {
		return c, nil
	}
	for _, k := range d.list.Frame.Cases {
		if !k.Start.IsZero() {
			c.start[sample.NormalizeID(k.ID)] = k.Start
		}
	}
	if len(c.start) > 0 {
		c.header = append(c.header, "start")
	}
	return c, c.keep(d.list, keep, dates)
}

// keep takes the original columns of the given headers.
func (c *caseColumns) keep(list *caseList, headers []string, dates bool) error {
	var places []int
	for _, h := range headers {
		place := slices.IndexFunc(list.sheet.Header, func(s string) bool { return strings.EqualFold(s, strings.TrimSpace(h)) })
		if place < 0 {
			return fmt.Errorf("--keep %q: the list has no such column; it has %s", h, strings.Join(list.sheet.Header, ", "))
		}
		places = append(places, place)
		c.header = append(c.header, list.sheet.Header[place])
	}
	if places == nil {
		return nil
	}
	rows := map[int][]string{}
	for _, r := range list.sheet.Rows {
		rows[r.Number] = r.Cells
	}
	isDate := make([]bool, len(places))
	for i, p := range places {
		isDate[i] = dates && isDateColumn(list, p)
	}
	for _, k := range list.Frame.Cases {
		var cells []any
		for i, p := range places {
			cells = append(cells, keptCell(rows[k.Row][p], isDate[i]))
		}
		c.kept[sample.NormalizeID(k.ID)] = cells
	}
	return nil
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

// isDateColumn says whether a column of the list holds dates and nothing else. A
// column of numbers alone is none, though Excel keeps dates as numbers: it may hold
// ids. One with times of day stays text, so that they are kept.
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
	if len(c.start) > 0 {
		row = append(row, cellOf(c.start, k.ID))
	}
	return append(row, c.kept[k.ID]...)
}

// changeHeader has the columns that mark what replacements did to a sample, where
// they did anything.
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

// changesSheet lists what was done about cases that could not be read, in order.
func changesSheet(r *sample.Record) workbook.Sheet {
	s := workbook.Sheet{Name: "Changes", Header: []string{"no.", "group", "case_id", "what became of it", "in its place", "alike in", "reason"}}
	became := map[sample.Policy]string{sample.UseReserve: "left the sample", sample.CountFailed: "stays, and counts as " + notMet, sample.NotAssessable: "left the sample"}
	for i, p := range r.Replacements {
		s.Rows = append(s.Rows, []any{i + 1, p.Group, p.Case, became[p.Policy], p.By, strings.Join(p.Shared, ", "), p.Reason})
	}
	return s
}

func balanceSheet(d *drawn) workbook.Sheet {
	r := d.record
	s := workbook.Sheet{Name: "Balance", Header: []string{"group", "variable", "category", "eligible", "share", "selected", "difference"}}
	for i := range r.Groups {
		g := &r.Groups[i]
		for _, b := range shownBalance(d.list, g, status(r, g.Group)) {
			s.Rows = append(s.Rows, []any{g.Group, b.Variable, b.Category, b.Population, casesCell(b.Target), b.Selected, casesCell(b.Difference)})
		}
	}
	return s
}

func planSheet(p *sample.Plan) workbook.Sheet {
	s := workbook.Sheet{Name: "Plan", Header: []string{"group", "variable", "category", "eligible", "sample or share", "fewest", "most", "margin, points"}}
	for _, g := range p.Groups {
		s.Rows = append(s.Rows, []any{g.Group, "all", "", g.Population, casesCell(float64(g.Sample)), g.Sample, g.Sample, pointsCell(g.Margin)})
		for _, t := range g.Match {
			s.Rows = append(s.Rows, []any{g.Group, t.Variable, t.Category, t.Population, casesCell(t.Share), t.Fewest, t.Most, pointsCell(t.Margin)})
		}
	}
	return s
}

// provenanceSheet says where the sample came from. It holds no time, so that the
// same draw gives the same file.
func provenanceSheet(r *sample.Record) workbook.Sheet {
	s := workbook.Sheet{Name: "Provenance", Header: []string{"what", "value"}}
	add := func(what, value string) { s.Rows = append(s.Rows, []any{what, value}) }
	add("seed", r.Seed)
	add("algorithm", r.Algorithm)
	add("program", r.Program)
	add("list", r.List.Name)
	add("list, SHA-256 of the file", r.List.SHA256)
	add("eligible cases, SHA-256", r.Frame.SHA256)
	add("rules", r.Rules)
	for _, o := range r.List.Reading {
		add("read with --"+o.Name, o.Value)
	}
	add("confidence", percentText(r.Design.Confidence))
	add("margin, points", points(r.Design.Margin))
	add("criterion", string(r.Design.Criterion))
	for i := range r.Groups {
		g := &r.Groups[i]
		s := status(r, g.Group)
		add(g.Group+", chance of each case", chanceText(g, s))
		if len(s.Dropped) > 0 {
			add(g.Group+", left the sample", strings.Join(caseIDs(s.Dropped), ", "))
		}
	}
	add("to check", "onecase verify RECORD LIST repeats the draw and lists every difference")
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

// casesCell is a number of cases that need not be whole.
func casesCell(x float64) workbook.Decimal { return workbook.Decimal{Value: x, Places: 2} }

// writeTable writes sheets in the form the path's ending asks for: a workbook,
// or a CSV file of the first sheets that list cases, the set in front.
func writeTable(w io.Writer, path string, sheets []workbook.Sheet) error {
	if isWorkbook(path) {
		return workbook.Write(w, sheets)
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
	return report.CSV(w, t)
}

func cellTexts(row []any) []string {
	out := make([]string, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case nil:
		case time.Time:
			out[i] = v.Format(time.DateOnly)
		default:
			out[i] = fmt.Sprint(v)
		}
	}
	return out
}
