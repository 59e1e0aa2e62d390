package caselist

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"
)

// fillMerged gives each row that a merged cell of one column covers the text of
// that cell. A workbook keeps the text in the first row alone, and whoever merged
// the officer's name over three cases meant all three. Cells merged over several
// columns are titles, or nobody can tell which column is meant: they stay, and
// those that leave cells of cases blank are pointed out.
func (b *builder) fillMerged(f *excelize.File) {
	rows := b.sheet.Rows
	var filled, wide tally
	visited := 0
	for _, m := range mergedCells(sheetXML(f, b.sheet.Name)) {
		if m.column >= b.width || m.top <= b.sheet.HeaderRow {
			continue
		}
		first := sort.Search(len(rows), func(i int) bool { return rows[i].Number >= m.top })
		if first == len(rows) || rows[first].Number != m.top || rows[first].Cells[m.column] == "" {
			continue
		}
		if m.right > m.column {
			if first+1 < len(rows) && rows[first+1].Number <= m.bottom {
				wide.add(m.top)
			}
			continue
		}
		text := rows[first].Cells[m.column]
		found := false
		for i := first + 1; i < len(rows) && rows[i].Number <= m.bottom; i++ {
			if visited++; visited > len(rows)*b.width {
				return // they overlap, which no program writes
			}
			if cell := &rows[i].Cells[m.column]; *cell == "" {
				*cell, found = text, true
			}
		}
		if found {
			filled.add(m.top)
		}
	}
	if filled.count > 0 {
		b.warn("merged-cells", fmt.Sprintf("the text of %d merged %s was taken for every row it covers (the first is in row %d)",
			filled.count, plural(filled.count, "cell", "cells"), filled.first), "")
	}
	if wide.count > 0 {
		b.warn("merged-wide", fmt.Sprintf("%d %s merged over several rows and columns, and only the first row and column of %s was taken to have the text (the first is in row %d)",
			wide.count, plural(wide.count, "cell is", "cells are"), plural(wide.count, "it", "each"), wide.first), "unmerge them and fill in every cell")
	}
}

// A mergedCell is a cell merged over several rows, of one column or more.
type mergedCell struct{ column, right, top, bottom int }

// mergedCells lists those of a sheet, in its order.
func mergedCells(sheet []byte) []mergedCell {
	at := bytes.Index(sheet, []byte("mergeCells")) // some programs put x: before every name
	if at < 0 {
		return nil
	}
	at = max(0, bytes.LastIndexByte(sheet[:at], '<'))
	var list []mergedCell
	d := xml.NewDecoder(bytes.NewReader(sheet[at:]))
	for {
		token, err := d.RawToken()
		if err != nil {
			return list
		}
		switch t := token.(type) {
		case xml.StartElement:
			for _, a := range t.Attr {
				if t.Name.Local != "mergeCell" || a.Name.Local != "ref" {
					continue
				}
				from, to, _ := strings.Cut(a.Value, ":")
				left, top, err := excelize.CellNameToCoordinates(from)
				right, bottom, err2 := excelize.CellNameToCoordinates(to)
				if err == nil && err2 == nil && left <= right && top < bottom {
					list = append(list, mergedCell{left - 1, right - 1, top, bottom})
				}
			}
		case xml.EndElement:
			if t.Name.Local == "mergeCells" {
				return list
			}
		}
	}
}
