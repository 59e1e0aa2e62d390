package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/workbook"
	"onecase/discretion"
	"onecase/sample"
)

// sampleSheets are the sheets of a sample file: the cases for the inspectors,
// and what shows that they were drawn fairly. Keep names original columns.
func sampleSheets(d *drawn, keep []string) ([]workbook.Sheet, error) {
	cases, err := newCaseColumns(d, keep)
	if err != nil {
		return nil, err
	}
	sheets := []workbook.Sheet{cases.sheet(d, "Selected"), cases.sheet(d, "Reserves"), balanceSheet(d.record)}
	if d.plan != nil {
		sheets = append(sheets, planSheet(d.plan))
	}
	if d.list != nil {
		sheets = append(sheets, leftOutSheet(d.list))
	}
	return append(sheets, provenanceSheet(d.record)), nil
}

// caseColumns says which columns the sheets of cases have.
type caseColumns struct {
	header []string
	start  map[string]time.Time // by id
	kept   map[string][]any     // by id: the original columns
	failed map[string]bool      // by id: the cases that count as not met
	width  int                  // of kept
}

// notMet marks a selected case that no one could read and that counts against the
// standard.
const notMet = "not met (not read)"

func newCaseColumns(d *drawn, keep []string) (*caseColumns, error) {
	c := &caseColumns{header: []string{"case_id", "group"}, start: map[string]time.Time{}, kept: map[string][]any{}, failed: map[string]bool{}, width: len(keep)}
	c.header = append(c.header, d.record.Frame.Variables...)
	for i := range d.record.Groups {
		for _, id := range status(d.record, d.record.Groups[i].Group).Failed {
			c.failed[id] = true
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
	return c, c.keep(d.list, keep)
}

// keep takes the original columns of the given headers.
func (c *caseColumns) keep(list *caseList, headers []string) error {
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
	for _, k := range list.Frame.Cases {
		var cells []any
		for _, p := range places {
			cells = append(cells, rows[k.Row][p])
		}
		c.kept[sample.NormalizeID(k.ID)] = cells
	}
	return nil
}

// sheet lists the selected cases or the reserves of every group.
func (c *caseColumns) sheet(d *drawn, name string) workbook.Sheet {
	s := workbook.Sheet{Name: name, Header: c.header}
	switch {
	case name == "Reserves":
		s.Header = append([]string{"order"}, s.Header...)
	case len(c.failed) > 0:
		s.Header = append(slices.Clone(s.Header), "counts as")
	}
	for i := range d.record.Groups {
		g := &d.record.Groups[i]
		status := status(d.record, g.Group)
		cases := status.Sample
		if name == "Reserves" {
			cases = status.Reserves
		}
		for n, k := range cases {
			var row []any
			if name == "Reserves" {
				row = append(row, n+1)
			}
			row = append(row, k.ID, g.Group)
			for _, v := range g.Values(k) {
				row = append(row, v)
			}
			if len(c.start) > 0 {
				if start, ok := c.start[k.ID]; ok {
					row = append(row, start)
				} else {
					row = append(row, nil)
				}
			}
			row = append(row, c.kept[k.ID]...)
			if name == "Selected" && len(c.failed) > 0 {
				if c.failed[k.ID] {
					row = append(row, notMet)
				} else {
					row = append(row, nil)
				}
			}
			s.Rows = append(s.Rows, row)
		}
	}
	return s
}

func balanceSheet(r *sample.Record) workbook.Sheet {
	s := workbook.Sheet{Name: "Balance", Header: []string{"group", "variable", "category", "eligible", "share", "selected", "difference"}}
	for i := range r.Groups {
		g := &r.Groups[i]
		for _, b := range g.BalanceOf(status(r, g.Group).Sample) {
			s.Rows = append(s.Rows, []any{g.Group, b.Variable, b.Category, b.Population, twoPlaces(b.Target), b.Selected, twoPlaces(b.Difference)})
		}
	}
	return s
}

func planSheet(p *sample.Plan) workbook.Sheet {
	s := workbook.Sheet{Name: "Plan", Header: []string{"group", "variable", "category", "eligible", "sample or share", "fewest", "most", "margin, points"}}
	for _, g := range p.Groups {
		s.Rows = append(s.Rows, []any{g.Group, "all", "", g.Population, float64(g.Sample), g.Sample, g.Sample, pointsCell(g.Margin)})
		for _, t := range g.Match {
			s.Rows = append(s.Rows, []any{g.Group, t.Variable, t.Category, t.Population, twoPlaces(t.Share), t.Fewest, t.Most, pointsCell(t.Margin)})
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
	return math.Round(1000*x) / 10
}

func twoPlaces(x float64) float64 {
	v, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 2, 64), 64)
	if err != nil {
		return x
	}
	return v
}

// writeTable writes sheets in the form the path's ending asks for: a workbook,
// or a CSV file of the first sheets that list cases, the set in front.
func writeTable(w io.Writer, path string, sheets []workbook.Sheet) error {
	if strings.ToLower(filepath.Ext(path)) == ".xlsx" {
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

// judgementSheets is an empty grid: a row for each selected case, a column for
// each question of the rules. Questions of other groups are answered na.
func judgementSheets(d *drawn) ([]workbook.Sheet, error) {
	if d.list.rules == nil {
		return nil, fmt.Errorf("--judgements needs the questions of a rule set: name one with --rules")
	}
	s := emptyGrid(d.list.rules)
	for i := range d.record.Groups {
		g := &d.record.Groups[i]
		for _, k := range status(d.record, g.Group).Sample {
			s.Rows = append(s.Rows, emptyRow(d.list.rules, g.Group, k.ID))
		}
	}
	return []workbook.Sheet{s}, nil
}

// replacedSheets is an empty grid for the case that took another's place, to
// add to the grid of the sample.
func replacedSheets(record *sample.Record, p *sample.Replacement) ([]workbook.Sheet, error) {
	name := record.Rules
	for _, o := range record.List.Reading {
		if o.Name == "rules" {
			name = o.Value // their file, where they are of a file
		}
	}
	if name == noRules {
		return nil, fmt.Errorf("--judgements needs the questions of a rule set, and the sample was drawn without one")
	}
	rules, err := discretion.LoadRules(name)
	if err != nil {
		return nil, err
	}
	s := emptyGrid(rules)
	s.Rows = append(s.Rows, emptyRow(rules, p.Group, p.By))
	return []workbook.Sheet{s}, nil
}

// emptyGrid is a grid without rows.
func emptyGrid(rules *discretion.RuleSet) workbook.Sheet {
	s := workbook.Sheet{Name: "Judgements", Header: []string{"case_id"}, Choice: &workbook.Choice{First: 1, Words: []string{"yes", "no", "na"}}}
	for _, q := range rules.Questions() {
		s.Header = append(s.Header, q.ID)
	}
	return s
}

// emptyRow is the row of a case: to be filled in, but for the questions of other
// groups.
func emptyRow(rules *discretion.RuleSet, group, id string) []any {
	row := []any{id}
	for _, q := range rules.Questions() {
		row = append(row, emptyAnswer(q, group))
	}
	return row
}

func emptyAnswer(q discretion.Question, group string) any {
	if q.Group != group {
		return discretion.NA.String()
	}
	return nil
}
