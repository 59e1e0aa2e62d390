package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/cmd/onecase/internal/workbook"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
)

// A filledGrid is a grid that people work in, in a file, while a case of it is replaced.
type filledGrid struct {
	path    string
	data    []byte
	set     *rules.Set // nil for none
	table   *sheet.Sheet
	columns *discretion.GridColumns
	gone    []sheet.Row // of the case that cannot be read

	p     *sample.Replacement
	comes string // the case that gets a row: the reserve, or one that is new in the sample; "" for none
	group *sample.GroupDraw
	in    int            // its cell
	fresh map[string]any // what the grid has of it beforehand, by header in lower case
}

// checkInPlace refuses a grid that cannot be changed in its place, before anything is done. Others
// are the files of other flags.
func (c *call) checkInPlace(flag, path string, others map[string]string) error {
	if path == "" {
		return nil
	}
	if strings.EqualFold(filepath.Ext(path), ".xlsm") {
		return c.wrong(flag, path, "it may have macros, which would be lost: save it as .xlsx")
	}
	if !isTable(path) {
		return c.wrong(flag, path, "it has to end in .xlsx or .csv")
	}
	for other, name := range others {
		if name != "" && filepath.Clean(name) == filepath.Clean(path) {
			return c.misuse("--%s and --%s name the same file", other, flag)
		}
	}
	folder, name := filepath.Split(path)
	for _, mark := range []string{"~$" + name, ".~lock." + name + "#"} {
		if _, err := os.Lstat(filepath.Join(folder, mark)); err == nil {
			return fmt.Errorf("%s is open in a spreadsheet: save and close it first, or what is entered there would be lost (if it is not, delete %s)", path, mark)
		}
	}
	return nil
}

// openFilled locks and reads a grid that people work in, under the record's rules or those given.
// Nobody else can change it until unlock.
func openFilled(path, given string, record *sample.Record) (g *filledGrid, unlock func(), err error) {
	if unlock, err = wholefile.Lock(path); err != nil {
		return nil, nil, err
	}
	if g, err = readFilled(path, given, record); err != nil {
		unlock()
		return nil, nil, err
	}
	return g, unlock, nil
}

func readFilled(path, given string, record *sample.Record) (g *filledGrid, err error) {
	g = &filledGrid{path: path}
	if g.set, err = rulesOf(record, given); err != nil {
		return nil, err
	}
	if g.data, err = sheet.Contents(path); err != nil {
		return nil, err
	}
	if g.table, err = g.read(g.data, ""); err != nil {
		return nil, err
	}
	if err := g.table.Problems.Err(); err != nil {
		return nil, err
	}
	if g.columns, err = discretion.ColumnsOf(g.set, g.table); err != nil {
		return nil, err
	}
	drawn := map[string]bool{}
	for i := range record.Groups {
		for _, k := range show.Status(record, record.Groups[i].Group).Sample {
			drawn[k.ID] = true
		}
	}
	if !slices.ContainsFunc(g.table.Rows, func(row sheet.Row) bool { return drawn[g.id(row)] }) {
		return nil, fmt.Errorf("%s has no case of the sample: it is not the grid of this record", path)
	}
	return g, nil
}

// read reads a sheet of the grid's file, "" for that of the answers.
func (g *filledGrid) read(data []byte, name string) (*sheet.Sheet, error) {
	return sheet.Read(bytes.NewReader(data), g.path,
		sheet.ReadOptions{Sheet: name, Headers: discretion.JudgementHeaders(cmp.Or(g.set, rules.Plain(nil, nil))), Values: true})
}

func (g *filledGrid) id(row sheet.Row) string { return sample.NormalizeID(row.Cell(g.columns.Case)) }

// listed are the columns of the list that the grid has, of those that the draw kept; none of no grid.
func (g *filledGrid) listed(keep []string) (has []string) {
	if g == nil {
		return nil
	}
	for _, header := range keep {
		if slices.ContainsFunc(g.table.Header, func(h string) bool { return strings.EqualFold(h, header+discretion.ListMark) }) {
			has = append(has, header)
		}
	}
	return has
}

// replaced gives the files of the grid with the replacement that was made, and what is said of
// it. A case that counts as failed keeps its row.
func (g *filledGrid) replaced(now *drawn, p *sample.Replacement) (files []wholefile.File, moved *movedRows, err error) {
	g.p = p
	reserve := 0 // the row that the reserve has already
	for _, row := range g.table.Rows {
		switch g.id(row) {
		case p.Case:
			g.gone = append(g.gone, row)
		case p.By:
			if p.By != "" {
				reserve = row.Number
			}
		}
	}
	if reserve > 0 {
		if len(g.gone) == 0 {
			return nil, nil, fmt.Errorf("%s has %s in the place of %s already, row %d: without --grid the record alone is changed", g.path, p.By, p.Case, reserve)
		}
		return nil, nil, fmt.Errorf("%s has a row for %s already, row %d: take it out first", g.path, p.By, reserve)
	}
	moved = &movedRows{File: g.path, Rows: len(g.gone)}
	if p.Policy == sample.CountFailed {
		moved.Rows = 0
		return nil, moved, nil
	}
	if len(g.gone) == 0 {
		return nil, nil, fmt.Errorf("%s has no row for %s: without --grid the record alone is changed", g.path, p.Case)
	}
	g.beforehand(now, p.Group, p.By)
	if isWorkbook(g.path) {
		moved.Kept, moved.again = "the sheet "+discretion.LeftSheet, g.isReadTwice()
		files, err = g.inWorkbook(now.Record)
	} else {
		moved.Kept = leftFile(g.path)
		files, err = g.inText()
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s cannot be changed in its place, so no file was written: %w", g.path, err)
	}
	return files, moved, nil
}

// isReadTwice tells whether the workbook has the case on the sheet of the second reading.
func (g *filledGrid) isReadTwice() bool {
	second, err := g.read(g.data, discretion.SecondSheet)
	if err != nil {
		return false // there is no such sheet
	}
	columns, err := discretion.ColumnsOf(g.set, second)
	return err == nil && slices.ContainsFunc(second.Rows,
		func(row sheet.Row) bool { return sample.NormalizeID(row.Cell(columns.Case)) == g.p.Case })
}

// A movedRows is what became of a filled grid.
type movedRows struct {
	File string `json:"file"`
	Rows int    `json:"rows"`             // of the case, which were moved; 0 where it stays
	Kept string `json:"kept" null:"zero"` // where what was entered of the case stands now

	again bool // the case is on the sheet of the second reading as well
}

// beforehand finds what the grid has of the case that gets a row.
func (g *filledGrid) beforehand(now *drawn, group, id string) {
	g.comes, g.group, g.fresh = id, now.Record.Group(group), map[string]any{}
	layout := gridOf(now, nil, isWorkbook(g.path))
	header, _, _ := layout.columns()
	for _, k := range show.Status(now.Record, group).Sample {
		if k.ID != id {
			continue
		}
		g.in = k.Cell
		for i, v := range layout.row(listedCase{Chosen: k, group: g.group}) {
			g.fresh[strings.ToLower(header[i])] = v
		}
	}
	if layout.readers == nil { // whoever reads it now: the reserve goes to him
		delete(g.fresh, readerHeader)
	}
}

// cell is what a column of a row of the case that gets it has; stays says that it is as it was.
func (g *filledGrid) cell(column int, row sheet.Row) (v any, stays bool) {
	applies := func(q int) bool { return appliesTo(g.columns.Rules.Questions()[q], g.group, g.in) }
	asked := func(places []int) (any, bool) {
		if g.columns.Asked(places, g.group.Group) && (len(places) == 0 || slices.ContainsFunc(places, applies)) {
			return nil, false
		}
		return discretion.NA.String(), false
	}
	header := strings.ToLower(g.table.Header[column])
	switch places := g.columns.Questions[column]; {
	case column == g.columns.Case:
		return g.comes, false
	case column == g.columns.Question:
		return nil, true
	case column == g.columns.Answer:
		return asked(g.columns.Rules.QuestionsNamed(row.Cell(g.columns.Question)))
	case places != nil:
		return asked(places)
	}
	if v, ok := g.fresh[header]; ok {
		return v, false
	}
	return nil, slices.Contains([]string{readerHeader, dayHeader, orderHeader}, header)
}

// leftRows are the texts of the rows of the case, below the header, with why it left.
func (g *filledGrid) leftRows() [][]string {
	rows := [][]string{append(slices.Clone(g.table.Header), "in its place", "why it left")}
	for _, row := range g.gone {
		rows = append(rows, append(g.entered(row), g.p.By, g.p.Reason))
	}
	return rows
}

// leftSheet is the sheet of a workbook that keeps these rows, with its questions upright.
func (g *filledGrid) leftSheet() workbook.Sheet {
	rows := g.leftRows()
	s := workbook.Sheet{Name: discretion.LeftSheet, Header: rows[0], Stay: g.columns.Case + 1}
	for _, row := range rows[1:] {
		cells := each(row, func(text string) any { return filled(text) })
		for i, text := range row {
			if n, err := strconv.Atoi(text); err == nil && strconv.Itoa(n) == text && strings.EqualFold(rows[0][i], orderHeader) {
				cells[i] = n
			}
			if on, err := time.Parse(time.DateOnly, text); err == nil && strings.EqualFold(rows[0][i], dayHeader) {
				cells[i] = on
			}
		}
		s.Rows = append(s.Rows, cells)
	}
	if asked := slices.Sorted(maps.Keys(g.columns.Questions)); len(asked) > 0 {
		s.Choice = &workbook.Choice{First: asked[0], Last: asked[len(asked)-1]}
	}
	return s
}

// entered are the texts of a row: a date as it is shown, and a number as it is, whatever digits
// are shown of it.
func (g *filledGrid) entered(row sheet.Row) []string {
	cells := make([]string, len(g.table.Header))
	for i := range cells {
		cells[i] = row.Cell(i)
		shown := strings.ReplaceAll(strings.TrimSuffix(cells[i], "%"), ",", "")
		if _, err := strconv.ParseFloat(shown, 64); err == nil {
			cells[i] = g.table.Value(row, i)
		}
	}
	return cells
}

// inWorkbook gives the workbook with the rows of the reserve in the place of those of the case,
// which it keeps on a sheet of their own.
func (g *filledGrid) inWorkbook(record *sample.Record) ([]wholefile.File, error) {
	left := onPaper(record, []workbook.Sheet{g.leftSheet()})
	edit := workbook.Edit{Sheet: g.table.Name, Left: left[0], Remove: g.p.By == ""}
	for _, row := range g.gone {
		cells := map[int]any{}
		for column := range g.table.Header {
			if v, stays := g.cell(column, row); !stays && !edit.Remove && (v != nil || row.Cell(column) != "" && !g.isOwn(column)) {
				cells[column] = v
			}
		}
		edit.Rows = append(edit.Rows, workbook.RowEdit{Row: row.Number, Cells: cells, Empty: g.own(row)})
	}
	out, err := edit.Apply(g.data)
	if err != nil {
		return nil, err
	}
	after, err := g.read(out, g.table.Name)
	if err != nil {
		return nil, err
	}
	kept, err := g.read(out, discretion.LeftSheet)
	if err := cmp.Or(err, g.check(after, kept)); err != nil {
		return nil, err
	}
	return []wholefile.File{{Path: g.path, Force: true, Text: out}}, nil
}

// with gives the workbook with one more sheet and all others as they are.
func (g *filledGrid) with(one workbook.Sheet) (wholefile.File, error) {
	out, err := workbook.Add(g.data, one)
	if errors.Is(err, workbook.ErrHasSheet) {
		return wholefile.File{}, fmt.Errorf("%s has a sheet %s already: give that one another name, or take it out", g.path, one.Name)
	}
	var after, added *sheet.Sheet
	if err == nil {
		after, err = g.read(out, g.table.Name)
	}
	if err == nil {
		added, err = g.read(out, one.Name)
	}
	sameRow := func(a, b sheet.Row) bool { return a.Number == b.Number && slices.Equal(a.Cells(), b.Cells()) }
	if err == nil && (!slices.Equal(after.Header, g.table.Header) ||
		!slices.EqualFunc(after.Rows, g.table.Rows, sameRow) || len(added.Rows) != len(one.Rows)) {
		err = errors.New("what is entered there would not be as it is")
	}
	if err != nil {
		return wholefile.File{}, fmt.Errorf("%s cannot be changed in its place, so no file was written: %w", g.path, err)
	}
	return wholefile.File{Path: g.path, Force: true, Text: out}, nil
}

// isOwn tells a column that is none of the grid's: one that its readers added.
func (g *filledGrid) isOwn(column int) bool {
	_, known := g.fresh[strings.ToLower(g.table.Header[column])]
	return !known && column != g.columns.Case && column != g.columns.Question && column != g.columns.Answer &&
		g.columns.Questions[column] == nil
}

// own are the filled cells of a row in columns that readers added.
func (g *filledGrid) own(row sheet.Row) (columns []int) {
	for column := range g.table.Header {
		if _, stays := g.cell(column, row); !stays && g.isOwn(column) && row.Cell(column) != "" {
			columns = append(columns, column)
		}
	}
	return columns
}

// check compares the grid as it would be written with what it was: every other row as it stood,
// the reserve in the place of the case with nothing of its answers, and all that was entered of
// the case among what is kept.
func (g *filledGrid) check(after, left *sheet.Sheet) error {
	if !slices.Equal(after.Header, g.table.Header) {
		return errors.New("its header would be another")
	}
	rows := after.Rows
	for _, row := range g.table.Rows {
		isGone := g.id(row) == g.p.Case
		if isGone && g.p.By == "" {
			continue
		}
		if len(rows) == 0 {
			return errors.New("a row would be lost")
		}
		next := rows[0]
		rows = rows[1:]
		if !isGone && !slices.Equal(next.Cells(), row.Cells()) {
			return fmt.Errorf("row %d would be another", row.Number)
		}
		if isGone && g.id(next) != g.p.By {
			return fmt.Errorf("row %d would not be that of %s", row.Number, g.p.By)
		}
	}
	if len(rows) > 0 {
		return errors.New("it would have rows that nobody wrote")
	}
	for _, row := range g.gone {
		want := textsOf(g.entered(row))
		if !slices.ContainsFunc(left.Rows, func(kept sheet.Row) bool { return holds(textsOf(kept.Cells()), want) }) {
			return fmt.Errorf("case %s has entries in row %d, which would be lost; empty them first if it is to be replaced all the same", g.id(row), row.Number)
		}
	}
	return nil
}

// textsOf counts the texts of some cells.
func textsOf(cells []string) map[string]int {
	out := map[string]int{}
	for _, c := range cells {
		if c = strings.TrimPrefix(strings.TrimSpace(c), "'"); c != "" { // the mark of text that is no formula
			out[c]++
		}
	}
	return out
}

// holds tells whether all of some texts are among others.
func holds(all, want map[string]int) bool {
	return !slices.ContainsFunc(slices.Collect(maps.Keys(want)), func(text string) bool { return all[text] < want[text] })
}
