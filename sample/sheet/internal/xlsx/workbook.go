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
	"bytes"
	"cmp"
	"fmt"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds of Excel on a workbook.
const (
	maxRow    = 1_048_576
	maxColumn = 16_384
	maxFormat = 255     // characters of a number format
	maxTexts  = 8 << 20 // shared texts; a bound of ours
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
				list = append(list, relation{string(s.attr("Id")), string(s.attr("Type")), partName(of, string(s.attr("Target")))})
			}
		}
	})
	return list, err
}

// readBook reads the names of the sheets.
func (w *Workbook) readBook(book string, relations []relation) error {
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
						for _, r := range relations {
							if prefix, ok := strings.CutSuffix(string(a.name), ":id"); ok && prefix != "xmlns" && r.id == string(a.value) {
								sheet.part = r.part
							}
						}
					}
					w.Sheets = append(w.Sheets, sheet)
				}
			}
		}
	})
	if err == nil && (!found || len(w.Sheets) == 0) {
		return &Error{Part: book, What: "no list of sheets"}
	}
	return err
}

// readStyles reads the number formats of the cells.
func (w *Workbook) readStyles(part string) error {
	codes := map[int]string{}
	formats := map[int]*format{}
	_, err := w.read(part, func(s *scanner) {
		for s.child(1) {
			within := string(s.name)
			for s.child(2) {
				id, _ := strconv.Atoi(string(s.attr("numFmtId")))
				switch {
				case within == "numFmts" && s.named("numFmt"):
					code := string(s.attr("formatCode"))
					if n := utf8.RuneCountInString(code); n > maxFormat {
						s.fail(fmt.Sprintf("a number format of %d characters, more than Excel's %d,", n, maxFormat))
					}
					codes[id] = code
				case within == "cellXfs" && s.named("xf"):
					if formats[id] == nil {
						formats[id] = newFormat(cmp.Or(codes[id], builtInCode(id)))
					}
					w.formats = append(w.formats, formats[id])
				}
			}
		}
	})
	return err
}

// sharedText is the shared text with a number.
func (w *Workbook) sharedText(number []byte) (text string, err error) {
	if w.texts == nil {
		if err := w.readTexts(); err != nil {
			return "", err
		}
	}
	n := parseCount(number, len(w.texts)-1)
	if n < 0 {
		return "", &Error{What: fmt.Sprintf("a cell with the shared text %.20q, which is not there,", number)}
	}
	return w.texts[n], nil
}

// readTexts reads the shared texts.
func (w *Workbook) readTexts() error {
	var memory arena
	var buf []byte
	w.texts = []string{}
	_, err := w.read(w.textsPart, func(s *scanner) {
		for s.child(1) {
			if !s.named("si") {
				continue
			}
			buf = richText(s, 2, buf[:0])
			w.texts = append(w.texts, memory.keep(buf))
			if len(w.texts) > maxTexts {
				s.fail(fmt.Sprintf("more than %d texts", maxTexts))
			}
		}
	})
	return err
}

// richText appends the text of the element that began, at a depth: its own, or
// that of its runs, and not how they are pronounced.
func richText(s *scanner, depth int, to []byte) []byte {
	for s.child(depth) {
		switch string(s.name) {
		case "t":
			to = s.content(to)
		case "r":
			for s.child(depth + 1) {
				if s.named("t") {
					to = s.content(to)
				}
			}
		}
	}
	return unescape(to)
}

// unescape puts the characters in place of _xHHHH_, which stands for those that
// XML does not allow; _x005F_ stands for the first _ of such a text (ECMA-376,
// part 1, 22.9.2.19). A half of a pair of UTF-16 stays as it is.
func unescape(text []byte) []byte {
	if !bytes.Contains(text, []byte("_x")) {
		return text
	}
	out := text[:0]
	for i := 0; i < len(text); i++ {
		if i+7 <= len(text) && text[i] == '_' && text[i+1] == 'x' && text[i+6] == '_' {
			if n, err := strconv.ParseUint(string(text[i+2:i+6]), 16, 16); err == nil && utf8.ValidRune(rune(n)) {
				out = utf8.AppendRune(out, rune(n))
				i += 6
				continue
			}
		}
		out = append(out, text[i])
	}
	return out
}

// isTrue reads a truth value of XML.
func isTrue(value []byte) bool { return string(value) == "1" || string(value) == "true" }

// An arena holds many short texts in few pieces of memory.
type arena struct{ piece strings.Builder }

// keep returns a copy of a text.
func (a *arena) keep(text []byte) string {
	if a.piece.Cap()-a.piece.Len() < len(text) {
		a.piece = strings.Builder{}
		a.piece.Grow(max(len(text), 64<<10))
	}
	from := a.piece.Len()
	a.piece.Write(text)
	return a.piece.String()[from:]
}
