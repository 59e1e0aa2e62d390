// Package xlsx reads the rows of a workbook in Office Open XML (.xlsx, .xlsm;
// ECMA-376, part 1) as text: what a spreadsheet shows in each cell, but dates as
// year, month and day whatever their format.
//
// A workbook is read whole or refused. XML that is not well-formed, rows out of
// order, places outside of a sheet, texts that are not there and parts that do
// not unpack to what the archive says end the reading with an [Error]. Parts are
// read as streams, so that only the text of the cells is in memory.
package xlsx

import (
	"archive/zip"
	"cmp"
	"fmt"
	"path"
	"strings"
)

// Bounds of Excel on a workbook.
const (
	maxRow    = 1_048_576
	maxColumn = 16_384
	maxFormat = 255      // characters of a number format
	maxTexts  = 4 << 20  // shared texts; a bound of ours
	maxText   = 56 << 20 // bytes of all of them; the same
	maxListed = 1 << 16  // sheets, relations, number formats or styles of cells; Excel has 65,490 styles
)

// An Error says what is wrong with a workbook and where.
type Error struct {
	Part string // the file in the archive; "" where it is the archive
	Row  int    // of the sheet, from 1; 0 where it is not of one row
	What string // a noun, such as "a stray <"
}

func (e *Error) Error() string {
	if e.Part == "" {
		return e.What
	}
	return e.What + " in " + e.Part
}

// A Workbook is a workbook whose sheets can be read.
type Workbook struct {
	Sheets   []Sheet
	Date1904 bool // days count from 1904 and not from 1900

	parts     map[string]*zip.File // by name in lower case
	formats   []*format            // by style
	struck    []bool               // by style: its font is struck through
	textsPart string
	texts     []string // the shared texts, nil until a cell needs them
}

// A Sheet is a sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool
	part   string
}

// Open reads what the sheets of a workbook have in common.
func Open(archive *zip.Reader) (*Workbook, error) {
	w := &Workbook{parts: make(map[string]*zip.File, len(archive.File))}
	for _, file := range archive.File {
		name := partName("", file.Name)
		if _, again := w.parts[name]; again {
			return nil, &Error{What: fmt.Sprintf("two parts named %.100s", name)}
		}
		w.parts[name] = file
	}
	book := "xl/workbook.xml"
	root, err := w.relations("")
	if err != nil {
		return nil, err
	}
	for _, r := range root {
		if strings.HasSuffix(r.kind, "/officeDocument") {
			book = r.part
		}
	}
	relations, err := w.relations(book)
	if err != nil {
		return nil, err
	}
	styles := partName(book, "styles.xml")
	w.textsPart = partName(book, "sharedStrings.xml")
	for _, r := range relations {
		switch path.Base(r.kind) {
		case "styles":
			styles = r.part
		case "sharedStrings":
			w.textsPart = r.part
		}
	}
	if err := w.readBook(book, relations); err != nil {
		return nil, err
	}
	return w, w.readStyles(styles)
}

// partName is the name of a part, in lower case, that another part refers to.
func partName(from, target string) string {
	target = strings.ToLower(strings.ReplaceAll(target, `\`, "/"))
	if !strings.HasPrefix(target, "/") {
		target = path.Join("/", path.Dir(from), target)
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// read reads a part, if it is there, with a function that goes through its
// outermost element.
func (w *Workbook) read(part string, visit func(s *scanner)) (found bool, err error) {
	file, found := w.parts[part]
	if !found {
		return false, nil
	}
	content, err := file.Open()
	if err != nil {
		return true, &Error{Part: file.Name, What: "bytes that cannot be unpacked"}
	}
	defer content.Close()
	s := newScanner(content)
	for s.child(0) {
		visit(s)
	}
	if s.err == nil {
		return true, nil
	}
	damage, ok := s.err.(*Error)
	if !ok {
		damage = &Error{What: s.err.Error()}
	}
	damage.Part = cmp.Or(damage.Part, file.Name)
	return true, damage
}

// A relation of a part is another part that it uses.
type relation struct{ id, kind, part string }

// relations are those of a part; the archive itself has the name "".
func (w *Workbook) relations(of string) (list []relation, err error) {
	dir, base := path.Split(of)
	_, err = w.read(dir+"_rels/"+base+".rels", func(s *scanner) {
		for s.child(1) {
			if s.named("Relationship") && string(s.attr("TargetMode")) != "External" {
				if len(list) == maxListed {
					s.fail(fmt.Sprintf("more than %d relations", maxListed))
				}
				list = append(list, relation{string(s.attr("Id")), string(s.attr("Type")), partName(of, string(s.attr("Target")))})
			}
		}
	})
	return list, err
}

// readBook reads the names of the sheets.
func (w *Workbook) readBook(book string, relations []relation) error {
	parts := make(map[string]string, len(relations))
	for _, r := range relations {
		parts[r.id] = r.part
	}
	found, err := w.read(book, func(s *scanner) {
		for s.child(1) {
			switch string(s.name) {
			case "workbookPr":
				w.Date1904 = isTrue(s.attr("date1904"))
			case "sheets":
				for s.child(2) {
					state := string(s.attr("state"))
					sheet := Sheet{Name: string(s.attr("name")), Hidden: state != "" && state != "visible"}
					for _, a := range s.attrs {
						if prefix, ok := strings.CutSuffix(string(a.name), ":id"); ok && prefix != "xmlns" && parts[string(a.value)] != "" {
							sheet.part = parts[string(a.value)]
						}
					}
					if w.Sheets = append(w.Sheets, sheet); len(w.Sheets) > maxListed {
						s.fail(fmt.Sprintf("more than %d sheets", maxListed))
					}
				}
			}
		}
	})
	if err == nil && (!found || len(w.Sheets) == 0) {
		return &Error{Part: book, What: "no list of sheets"}
	}
	return err
}

// isTrue reads a truth value of XML.
func isTrue(value []byte) bool { return string(value) == "1" || string(value) == "true" }
