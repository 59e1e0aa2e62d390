package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"onecase/stats"
	"onecase/stats/phrase"
)

// Bounds on a workbook, which is a zip archive and can unpack to much more
// than its own size.
const (
	maxUnpacked = 512 << 20 // bytes of all parts together
	bombSize    = 16 << 20  // parts larger than this may not be packed closer than
	bombRatio   = 200       // this; Excel's own XML is packed about 10 to 50 times
)

// readWorkbook reads one sheet of an Excel workbook.
func readWorkbook(b *builder, data []byte, opts ReadOptions) (err error) {
	if err := b.checkArchive(data); err != nil {
		return err
	}
	defer func() {
		// Parts of excelize panic on workbooks that no program would write.
		if recover() != nil {
			err = b.damaged()
		}
	}()
	// Everything is kept in memory: excelize would put large parts into
	// temporary files, and lists of cases should leave no copies behind.
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return b.damaged()
	}
	defer f.Close()
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		b.sheet.Date1904 = *props.Date1904
	}
	if err := markDates(f); err != nil {
		return b.damaged()
	}
	if err := b.chooseSheet(f, opts.Sheet); err != nil {
		return err
	}
	b.merged = mergedCells(sheetXML(f, b.sheet.Name))
	if err := b.readRows(f, opts); err != nil {
		return err
	}
	b.settle()
	b.placeMerged()
	b.findNoValue(f)
	return nil
}

func (b *builder) damaged() error {
	return b.problem(0, "the workbook is damaged and cannot be read", "open it in Excel and save it again, as .xlsx or as CSV")
}

// checkArchive refuses archives that are no workbooks or would unpack to too much.
func (b *builder) checkArchive(data []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return b.damaged()
	}
	names := make(map[string]bool, len(archive.File))
	var total uint64
	for _, part := range archive.File {
		names[part.Name] = true
		size, packed := part.UncompressedSize64, max(part.CompressedSize64, 1)
		total += size
		if size > maxUnpacked || total > maxUnpacked || size > bombSize && size/packed > bombRatio {
			return b.problem(0, "the workbook would unpack to far more than any list of cases",
				"save only the sheet with the list, as .xlsx or as CSV")
		}
	}
	switch {
	case names["xl/workbook.bin"]:
		return b.problem(0, "this is a binary Excel workbook (.xlsb)", "open it in Excel and save it as .xlsx")
	case names["content.xml"]:
		return b.problem(0, "this is an OpenDocument file (.ods)", "open it and save it as .xlsx or as CSV")
	case !names["[Content_Types].xml"] && !names["xl/workbook.xml"]:
		return b.problem(0, "this is a zip archive and no Excel workbook", "unpack it and give the list in it")
	}
	return nil
}

// chooseSheet finds the sheet asked for, or the first visible one that holds a
// list; where none does, the first with text.
func (b *builder) chooseSheet(f *excelize.File, want string) error {
	names := f.GetSheetList()
	if want != "" {
		for _, equal := range []func(string) bool{
			func(name string) bool { return name == want },
			func(name string) bool { return strings.EqualFold(strings.TrimSpace(name), strings.TrimSpace(want)) },
		} {
			if i := slices.IndexFunc(names, equal); i >= 0 {
				b.sheet.Name = names[i]
				return nil
			}
		}
		return b.problem(0, fmt.Sprintf("there is no sheet %s%s", phrase.Quote(want), DidYouMean(want, names)), stats.Remedy("the sheets are "+phrase.QuoteAll(names)))
	}
	var filled []string
	best, first := noText, 0
	for _, name := range names {
		if visible, err := f.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		c := b.look(f, name)
		if c == noText {
			continue
		}
		if c > best {
			best, first = c, len(filled)
		}
		filled = append(filled, name)
	}
	if len(filled) == 0 {
		return b.problem(0, "no visible sheet of the workbook has any text", stats.Advise("the sheets are %s; choose one with %v", phrase.QuoteAll(names), stats.Option{Name: "sheet"}))
	}
	b.sheet.Name = filled[first]
	if len(filled) > 1 {
		why := fmt.Sprintf("the first of %d with text", len(filled))
		if first > 0 {
			why = fmt.Sprintf("the first with headers and rows of %d with text", len(filled))
		}
		b.warn("sheet", fmt.Sprintf("the sheet %s was read, %s", phrase.Quote(filled[first]), why),
			stats.Advise("to read another, name it with %v: %s", stats.Option{Name: "sheet"}, phrase.QuoteAll(slices.Delete(slices.Clone(filled), first, first+1))))
	}
	return nil
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
func (b *builder) look(f *excelize.File, sheet string) contents {
	rows, err := f.Rows(sheet)
	if err != nil {
		return noText // a chart, not a table
	}
	defer rows.Close()
	found, header := noText, noText
	for seen := 0; seen <= headRows && rows.Next(); {
		cells, err := rows.Columns()
		if err != nil {
			return found
		}
		if allBlank(cells) {
			continue
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
	return found
}

// lastRow is the last row that the chosen sheet says it has, 0 where it says
// nothing that can be read.
func (b *builder) lastRow(f *excelize.File) int {
	area, err := f.GetSheetDimension(b.sheet.Name)
	if err != nil {
		return 0
	}
	_, end, _ := strings.Cut(area, ":")
	_, row, err := excelize.CellNameToCoordinates(end)
	if err != nil {
		return 0
	}
	return row
}

// readRows adds the rows of the chosen sheet one by one.
func (b *builder) readRows(f *excelize.File, opts ReadOptions) error {
	rows, err := f.Rows(b.sheet.Name)
	if err != nil {
		return b.problem(0, "this sheet is no table: "+err.Error(), stats.Advise("choose another with %v", stats.Option{Name: "sheet"}))
	}
	defer rows.Close()
	var hidden tally
	total, number := b.lastRow(f), 0
	for rows.Next() {
		number++
		opts.told(number, number, total)
		cells, err := rows.Columns()
		if err != nil {
			return b.problem(number, "the workbook is damaged here: "+err.Error(), "open it in Excel and save it again")
		}
		if rows.GetRowOpts().Hidden && !allBlank(cells) {
			hidden.add(number)
		}
		for i, c := range cells {
			cells[i] = unmark(c, b.sheet.Date1904)
		}
		if err := b.add(number, cells); err != nil {
			return err
		}
	}
	if err := rows.Error(); errors.Is(err, excelize.ErrMaxRows) {
		return b.damaged()
	}
	if hidden.count > 0 {
		b.warn("hidden-rows", fmt.Sprintf("%d hidden %s read like the others (the first is row %d)",
			hidden.count, phrase.Plural(hidden.count, "row was", "rows were"), hidden.first),
			"if a filter hides cases that are not meant, copy the visible rows to a new sheet")
	}
	return nil
}
