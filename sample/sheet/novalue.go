package sheet

import (
	"bytes"
	"encoding/xml"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// findNoValue notes the cells below the header whose formula was saved without
// a result, as programs do that write formulas and do not calculate. Excelize
// shows such a cell as an empty one, so the sheet's XML is read once more when
// it has formulas at all.
func (b *builder) findNoValue(f *excelize.File) {
	data := sheetXML(f, b.sheet.Name)
	if bytes.Contains(data, []byte("<f>")) || bytes.Contains(data, []byte("<f ")) || bytes.Contains(data, []byte("<f/")) {
		b.sheet.NoValue = cellsWithoutValue(data, b.sheet.HeaderRow)
	}
}

// cellsWithoutValue lists the cells below a row that hold a formula and no value.
func cellsWithoutValue(part []byte, below int) []Cell {
	var list []Cell
	var at string
	var formula, value bool
	var in string
	d := xml.NewDecoder(bytes.NewReader(part))
	for {
		token, err := d.RawToken()
		if err != nil {
			return list
		}
		switch t := token.(type) {
		case xml.StartElement:
			in = t.Name.Local
			switch in {
			case "c":
				at, formula, value = "", false, false
				for _, a := range t.Attr {
					if a.Name.Local == "r" {
						at = a.Value
					}
				}
			case "f":
				formula = true
			}
		case xml.CharData:
			if (in == "v" || in == "t") && len(bytes.TrimSpace(t)) > 0 {
				value = true
			}
		case xml.EndElement:
			in = ""
			if t.Name.Local != "c" || !formula || value {
				continue
			}
			column, row, err := excelize.CellNameToCoordinates(at)
			if err == nil && row > below {
				list = append(list, Cell{Row: row, Column: column - 1})
			}
		}
	}
}

// sheetXML is the part of the workbook that holds a sheet: the workbook gives
// the sheet's relation, and its relations give the part. Nil when it is not
// where it should be.
func sheetXML(f *excelize.File, sheet string) []byte {
	if f.WorkBook == nil {
		return nil
	}
	relation := ""
	for _, s := range f.WorkBook.Sheets.Sheet {
		if s.Name == sheet {
			relation = s.ID
		}
	}
	var relations struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if xml.Unmarshal(part(f, "xl/_rels/workbook.xml.rels"), &relations) != nil {
		return nil
	}
	for _, r := range relations.Relationship {
		if r.ID == relation {
			target := strings.ReplaceAll(r.Target, `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			return part(f, strings.TrimPrefix(target, "/"))
		}
	}
	return nil
}

// part is a part of the workbook as excelize keeps it, without a copy.
func part(f *excelize.File, name string) []byte {
	if content, ok := f.Pkg.Load(name); ok {
		data, _ := content.([]byte)
		return data
	}
	return nil
}
