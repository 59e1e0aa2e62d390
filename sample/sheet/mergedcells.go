package sheet

import (
	"bytes"
	"encoding/xml"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A mergedCell is a cell merged over several rows, several columns, or both.
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
				if err == nil && err2 == nil && left <= right && top <= bottom && (left < right || top < bottom) {
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
