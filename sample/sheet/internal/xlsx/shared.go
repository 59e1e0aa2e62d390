package xlsx

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

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
	all := 0 // bytes
	w.texts = []string{}
	_, err := w.read(w.textsPart, func(s *scanner) {
		for s.child(1) {
			if !s.named("si") {
				continue
			}
			buf = richText(s, 2, buf[:0])
			w.texts = append(w.texts, memory.keep(buf))
			if all += len(buf); len(w.texts) > maxTexts || all > maxText {
				s.fail(fmt.Sprintf("more than %d texts, or %d MB of them,", maxTexts, maxText>>20))
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
