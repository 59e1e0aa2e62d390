package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/discretion"
	"onecase/sample"
	"onecase/sample/sheet"
)

// leftFile is the file beside a grid in CSV that keeps what was entered of the cases that left.
func leftFile(path string) string {
	return strings.TrimSuffix(path, filepath.Ext(path)) + ".left" + filepath.Ext(path)
}

// A textRecord is a record of separated text and where it stands.
type textRecord struct {
	cells    []string
	from, to int64
}

// textRecords are the records of separated text, nil where it cannot be read with a separator.
func textRecords(data []byte, comma rune) (records []textRecord) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = comma, -1, comma != '\t'
	for {
		from := r.InputOffset()
		cells, err := r.Read()
		if err != nil {
			break
		}
		records = append(records, textRecord{cells, from, r.InputOffset()})
	}
	if r.InputOffset() < int64(len(bytes.TrimRight(data, "\r\n"))) {
		return nil
	}
	return records
}

// inText gives the CSV file with the records of the reserve in the place of those of the case,
// all others as they stand, and the file that keeps what was entered of the case.
func (g *filledGrid) inText() ([]wholefile.File, error) {
	out, comma, err := g.rewritten(func(cells []string) (to []string, changed bool) {
		at := slices.IndexFunc(g.gone, func(row sheet.Row) bool { return sameCells(cells, row.Cells()) })
		if at < 0 || g.idOf(cells) != g.p.Case {
			return nil, false
		}
		if g.p.By == "" {
			return nil, true
		}
		return g.newCells(cells, g.gone[at]), true
	})
	if err != nil {
		return nil, err
	}
	return g.textFiles(out, comma)
}

// idOf is the case of a record.
func (g *filledGrid) idOf(cells []string) string {
	if g.columns.Case >= len(cells) {
		return ""
	}
	return sample.NormalizeID(strings.TrimSpace(sheet.CellText(cells[g.columns.Case])))
}

// rewritten gives the CSV file with some records changed, or taken out where they are changed to
// nothing, and all others as they stand, byte by byte.
func (g *filledGrid) rewritten(change func(cells []string) (to []string, changed bool)) (out []byte, comma rune, err error) {
	text, marked := bytes.CutPrefix(g.data, []byte("\ufeff"))
	if !utf8.Valid(text) {
		return nil, 0, errors.New("it is not in UTF-8: save it as CSV UTF-8, or as .xlsx")
	}
	for _, comma := range ",;\t|" {
		records := textRecords(text, comma)
		header := slices.IndexFunc(records, func(r textRecord) bool { return sameCells(r.cells, g.table.Header) })
		if header < 0 {
			continue
		}
		out := g.data[:0:0]
		if marked {
			out = append(out, "\ufeff"...)
		}
		from := int64(0)
		for _, r := range records[header+1:] {
			to, changed := change(r.cells)
			if !changed {
				continue
			}
			out = append(out, text[from:r.from]...)
			from = r.to
			if to != nil {
				record, err := separated(comma, bytes.HasSuffix(text[r.from:r.to], []byte("\r\n")), to)
				if err != nil {
					return nil, 0, err
				}
				out = append(out, record...)
			}
		}
		return append(out, text[from:]...), comma, nil
	}
	return nil, 0, errors.New("its header cannot be found as text: save it again as CSV UTF-8, or as .xlsx")
}

// sameCells compares the cells of a record with those of a row that was read.
func sameCells(record, row []string) bool {
	for i := range max(len(record), len(row)) {
		var a, b string
		if i < len(record) {
			a = strings.Join(strings.Fields(sheet.CellText(record[i])), " ")
		}
		if i < len(row) {
			b = strings.Join(strings.Fields(row[i]), " ")
		}
		if a != b {
			return false
		}
	}
	return true
}

// newCells are the cells of a record of the reserve.
func (g *filledGrid) newCells(old []string, row sheet.Row) []string {
	cells := make([]string, max(len(old), len(g.table.Header)))
	copy(cells, old)
	for column := range g.table.Header {
		if v, stays := g.cell(column, row); !stays {
			cells[column] = report.Inert(cellTexts([]any{v})[0])
		}
	}
	return cells
}

// separated is text of some records.
func separated(comma rune, crlf bool, records ...[]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = comma, crlf
	err := w.WriteAll(records)
	return b.Bytes(), err
}

// textFiles are the changed grid and the file that keeps what was entered.
func (g *filledGrid) textFiles(out []byte, comma rune) ([]wholefile.File, error) {
	path := leftFile(g.path)
	var left []byte
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		if left, err = sheet.Contents(path); err != nil {
			return nil, err
		}
	}
	rows := g.leftRows()
	if before := textRecords(left, comma); len(before) > 0 && slices.Equal(before[0].cells, rows[0]) {
		rows = rows[1:]
	}
	for i := range rows {
		for k := range rows[i] {
			rows[i][k] = report.Inert(rows[i][k])
		}
	}
	more, err := separated(comma, false, rows...)
	if err != nil {
		return nil, err
	}
	if len(left) > 0 && !bytes.HasSuffix(left, []byte("\n")) {
		left = append(left, '\n')
	}
	left = append(left, more...)
	after, err := g.read(out, "")
	if err != nil {
		return nil, err
	}
	kept, err := sheet.Read(bytes.NewReader(left), path, sheet.ReadOptions{Headers: discretion.JudgementHeaders(g.columns.Rules)})
	if err != nil {
		return nil, err
	}
	if err := g.check(after, kept); err != nil {
		return nil, err
	}
	return []wholefile.File{{Path: path, Force: true, Text: left}, {Path: g.path, Force: true, Text: out}}, nil
}
