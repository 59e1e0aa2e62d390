package caselist

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"onecase/sample"
)

// findNoValue notes the cells below the header whose formula was saved without
// a result, as programs do that write formulas and do not calculate. Excelize
// shows such a cell as an empty one, so the sheet's part is read once more when
// it has formulas at all.
func (b *builder) findNoValue(f *excelize.File, archive *zip.Reader) error {
	part := sheetPart(f, archive, b.sheet.Name)
	if part == nil {
		return nil
	}
	data, err := readPart(part)
	if err != nil {
		return b.damaged()
	}
	if !bytes.Contains(data, []byte("<f>")) && !bytes.Contains(data, []byte("<f ")) && !bytes.Contains(data, []byte("<f/")) {
		return nil
	}
	b.sheet.NoValue = cellsWithoutValue(data, b.sheet.HeaderRow)
	return nil
}

// cellsWithoutValue lists the cells below a row that hold a formula and no value.
func cellsWithoutValue(sheet []byte, below int) []sample.Cell {
	var list []sample.Cell
	var at string
	var formula, value bool
	var in string
	d := xml.NewDecoder(bytes.NewReader(sheet))
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
				list = append(list, sample.Cell{Row: row, Column: column - 1})
			}
		}
	}
}

// sheetPart finds the part of the archive that holds a sheet: the workbook
// gives the sheet's relation, and its relations give the part.
func sheetPart(f *excelize.File, archive *zip.Reader, sheet string) *zip.File {
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
	data, err := readPart(findPart(archive, "xl/_rels/workbook.xml.rels"))
	if err != nil || xml.Unmarshal(data, &relations) != nil {
		return nil
	}
	for _, r := range relations.Relationship {
		if r.ID == relation {
			target := strings.ReplaceAll(r.Target, `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			return findPart(archive, strings.TrimPrefix(target, "/"))
		}
	}
	return nil
}

func findPart(archive *zip.Reader, name string) *zip.File {
	for _, part := range archive.File {
		if strings.EqualFold(strings.ReplaceAll(part.Name, `\`, "/"), name) {
			return part
		}
	}
	return nil
}

// readPart unpacks a part, whose size checkArchive has bounded.
func readPart(part *zip.File) ([]byte, error) {
	if part == nil {
		return nil, io.ErrUnexpectedEOF
	}
	r, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, maxUnpacked))
}
