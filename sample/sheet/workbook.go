package sheet

import (
	"archive/zip"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"onecase/sample/sheet/internal/xlsx"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Bounds on a workbook, which is a zip archive and can unpack to much more
// than its own size.
const (
	maxUnpacked = 512 << 20 // bytes of all parts together
	maxParts    = 50_000
	bombSize    = 16 << 20 // parts larger than this may not be packed closer than
	bombRatio   = 200      // this; Excel's own XML is packed about 10 to 50 times
)

// readWorkbook reads one sheet of an Excel workbook.
func readWorkbook(b *builder, data string, opts ReadOptions) error {
	if strings.Count(data, "PK\x01\x02") > maxParts { // counted before the archive is held in memory
		return b.problem(0, "save only the sheet with the list, as .xlsx or as CSV", "the workbook has more than %d parts", maxParts)
	}
	archive, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		return b.problem(0, saveAgain, "the workbook is damaged and cannot be read")
	}
	if err := b.checkArchive(archive); err != nil {
		return err
	}
	book, err := xlsx.Open(archive)
	if err != nil {
		return b.damaged(err)
	}
	b.sheet.Date1904 = book.Date1904
	chosen, err := b.chooseSheet(book, opts.Sheet)
	if err != nil {
		return err
	}
	b.sheet.Name = chosen.Name
	rows := book.Rows(chosen)
	rows.WithValues = opts.Values
	if err := b.readRows(rows, opts); err != nil {
		return err
	}
	b.placeMerged()
	return nil
}

const saveAgain = "open it in Excel and save it again, as .xlsx or as CSV"

// damaged is the error of a workbook that cannot be read whole.
func (b *builder) damaged(err error) error {
	row := 0
	if damage, ok := errors.AsType[*xlsx.Error](err); ok {
		row = damage.Row
	}
	return b.problem(row, saveAgain, "the workbook is damaged: %v", err)
}

// checkArchive refuses archives that are no workbooks or would unpack to too much.
func (b *builder) checkArchive(archive *zip.Reader) error {
	names := make(map[string]bool, len(archive.File))
	var total uint64
	for _, part := range archive.File {
		names[part.Name] = true
		size, packed := part.UncompressedSize64, max(part.CompressedSize64, 1)
		total += size
		if size > maxUnpacked || total > maxUnpacked || size > bombSize && size/packed > bombRatio {
			return b.problem(0, "save only the sheet with the list, as .xlsx or as CSV",
				"the workbook would unpack to far more than any list of cases")
		}
	}
	switch {
	case names["xl/workbook.bin"]:
		return b.problem(0, "open it in Excel and save it as .xlsx", "this is a binary Excel workbook (.xlsb)")
	case !names["xl/workbook.xml"] && names["word/document.xml"]:
		return b.problem(0, "ask for the list as an Excel or CSV file, or copy its table into Excel", "this is a Word document")
	case names["content.xml"]:
		return b.problem(0, "open it and save it as .xlsx or as CSV", "this is an OpenDocument file (.ods)")
	case !names["[Content_Types].xml"] && !names["xl/workbook.xml"]:
		return b.problem(0, "unpack it and give the list in it", "this is a zip archive and no Excel workbook")
	}
	return nil
}

// chooseSheet finds the sheet asked for, or the first visible one that holds a
// list; where none does, the first with text.
func (b *builder) chooseSheet(book *xlsx.Workbook, want string) (xlsx.Sheet, error) {
	names := phrase.Each(book.Sheets, func(sheet xlsx.Sheet) string { return sheet.Name })
	if want != "" {
		for _, equal := range []func(string) bool{
			func(name string) bool { return name == want },
			func(name string) bool { return strings.EqualFold(strings.TrimSpace(name), strings.TrimSpace(want)) },
		} {
			if i := slices.IndexFunc(names, equal); i >= 0 {
				return book.Sheets[i], nil
			}
		}
		return xlsx.Sheet{}, b.problem(0, stats.Remedy("the sheets are "+phrase.QuoteAll(names)),
			"there is no sheet %s%s", phrase.Quote(want), DidYouMean(want, names))
	}
	var filled, lists []int
	best, first := noText, 0
	aside := func(sheet xlsx.Sheet) bool { return slices.Contains(b.headers.Aside, sheet.Name) }
	if !slices.ContainsFunc(book.Sheets, func(s xlsx.Sheet) bool { return !s.Hidden && !aside(s) }) {
		aside = func(xlsx.Sheet) bool { return false }
	}
	for i, sheet := range book.Sheets {
		if sheet.Hidden || aside(sheet) {
			continue
		}
		c, err := b.look(book.Rows(sheet))
		if err != nil {
			b.sheet.Name = sheet.Name
			return sheet, b.damaged(err)
		}
		if c == noText {
			continue
		}
		if c > best {
			best, first = c, len(filled)
		}
		filled = append(filled, i)
		if c == knownTable {
			lists = append(lists, i)
		}
	}
	if len(filled) == 0 {
		return xlsx.Sheet{}, b.problem(0,
			stats.Advise("the sheets are %s; choose one with %v", phrase.QuoteAll(names), stats.Option{Name: "sheet"}),
			"no visible sheet of the workbook has any text")
	}
	chosen := book.Sheets[filled[first]]
	if len(filled) > 1 {
		why := fmt.Sprintf("the first of %d with text", len(filled))
		if first > 0 {
			why = fmt.Sprintf("the first with headers and rows, of %d with text", len(filled))
		}
		named := func(of []int) string { return phrase.QuoteAll(phrase.Each(of, func(i int) string { return names[i] })) }
		fix := stats.Advise("to read another, name it with %v: %s", stats.Option{Name: "sheet"},
			named(slices.Delete(filled, first, first+1)))
		if len(lists) > 1 {
			fix += stats.Advise("; cases in %s were not read: if they belong to this list, copy them below those of %s",
				named(lists[1:]), phrase.Quote(chosen.Name))
		}
		b.sheet.Warnings.Add("sheet", fix, "the sheet %s was read, %s", phrase.Quote(chosen.Name), why)
	}
	return chosen, nil
}

// contents says what a sheet looks like; the greatest is most like a list.
type contents int

const (
	noText     contents = iota // or a chart
	someText                   // notes, a title
	someTable                  // a row of several texts, and rows below it
	knownTable                 // of which several are known headers
)

// look reads a sheet as far as its header may be.
func (b *builder) look(rows *xlsx.Rows) (contents, error) {
	found, header, seen := noText, noText, 0
	for row, err := range rows.All() {
		if err != nil {
			return found, err
		}
		cells := row.Cells
		if allBlank(cells) {
			continue
		}
		if seen > headRows {
			break
		}
		seen++
		found = max(found, someText, header) // the header counts once there is a row below it
		texts, known := 0, 0
		for _, c := range cells {
			if c = strings.TrimSpace(c); c != "" {
				texts++
				if b.headers.known(c) {
					known++
				}
			}
		}
		switch {
		case known >= 2:
			header = knownTable
		case texts >= 2:
			header = max(header, someTable)
		}
	}
	return found, nil
}

// readRows adds the rows of the chosen sheet one by one, and what it has merged.
func (b *builder) readRows(rows *xlsx.Rows, opts ReadOptions) error {
	var hidden, struck []int
	b.waits, b.packed.shared = true, true
	for row, err := range rows.All() {
		if err != nil {
			return b.damaged(err)
		}
		opts.told(row.Number, row.Number, rows.LastRow)
		if row.Hidden && !allBlank(row.Cells) {
			hidden = append(hidden, row.Number)
		}
		if row.Struck {
			struck = append(struck, row.Number)
		}
		for _, column := range row.NoValue {
			b.sheet.NoValue = append(b.sheet.NoValue, Cell{Row: row.Number, Column: column})
		}
		b.keepValues(row)
		b.keepNumbers(row)
		if len(b.sheet.NoValue) > maxRows {
			return b.problem(row.Number, "open the workbook in Excel, let it calculate, and save it",
				"more than %d formulas were saved without their results", maxRows)
		}
		if err := b.add(row.Number, row.Cells); err != nil {
			return err
		}
	}
	b.merged = rows.Merged
	b.settle()
	b.sheet.NoValue = slices.DeleteFunc(b.sheet.NoValue, func(c Cell) bool { return c.Row <= b.sheet.HeaderRow })
	above := func(row int) bool { return row <= b.sheet.HeaderRow }
	hidden, struck = slices.DeleteFunc(hidden, above), slices.DeleteFunc(struck, above)
	b.sheet.Hidden, b.sheet.Struck = hidden, struck
	b.sheet.Warnings = append(b.sheet.Warnings, UnlikeOthers(hidden, struck)...)
	return nil
}

// UnlikeOthers warns of rows that a workbook hides or strikes through, and that are read like the others.
func UnlikeOthers(hidden, struck []int) (w stats.Warnings) {
	if len(hidden) > 0 {
		w.Add("hidden-rows", "if a filter hides cases that are not meant, copy the visible rows to a new sheet",
			"%d hidden %s read like the others (the first is row %d)",
			len(hidden), phrase.Plural(len(hidden), "row was", "rows were"), hidden[0])
	}
	if len(struck) > 0 {
		w.Add("struck-rows", "if what is struck through is no case, delete those rows",
			"%d %s struck through and %s read like the others (the first is row %d)", len(struck),
			phrase.Plural(len(struck), "row is", "rows are"), phrase.Plural(len(struck), "was", "were"), struck[0])
	}
	return w
}

// keepValues keeps the numbers of a row that are shown as other texts, of a million.
func (b *builder) keepValues(row *xlsx.Row) {
	for _, v := range row.Values {
		if v.Text == row.Cells[v.Column] || len(b.sheet.Values) == maxRows {
			continue
		}
		if b.sheet.Values == nil {
			b.sheet.Values = map[Cell]string{}
		}
		b.sheet.Values[Cell{row.Number, v.Column}] = v.Text
	}
}

// keepNumbers keeps which cells of a row are numbers.
func (b *builder) keepNumbers(row *xlsx.Row) {
	if b.sheet.Numbers == nil && len(row.Numbers) > 0 {
		b.sheet.Numbers = map[Cell]uint64{}
	}
	for _, column := range row.Numbers {
		b.sheet.Numbers[Cell{row.Number / 64, column}] |= 1 << (row.Number % 64)
	}
}

// SpreadsheetDay is the day with a spreadsheet's number: counted from 1904, or
// from 1900 in a calendar that has a 29 February 1900, which never was. False
// outside the years 1900 to 9999.
func SpreadsheetDay(n int, date1904 bool) (time.Time, bool) { return xlsx.Day(n, date1904) }
