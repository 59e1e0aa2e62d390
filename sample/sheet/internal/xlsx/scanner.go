package xlsx

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
)

// Bounds on the XML of one part.
const (
	maxToken = 1 << 20 // bytes of one tag, or of one text between tags
	maxDepth = 256     // elements within each other
	maxAttrs = 256     // attributes of one element
)

// A token is what a scanner has come to.
type token int

const (
	startTag token = iota // of an element, with its name and attributes
	endTag
	text // between two tags, or part of it
)

// A scanner reads the XML of one part as a stream. It is stricter than XML asks:
// names are ASCII, the encoding is UTF-8 or UTF-16, and there are no document types, so no
// entities but XML's own five. Whatever is not well-formed ends it with an error.
type scanner struct {
	source io.Reader
	wide   bool // source is made of UTF-16, with U+FFFD for what is none
	buf    []byte
	at     int   // buf[at:end] is read, checked and not yet scanned
	end    int   // end of the whole characters
	read   int   // end of the bytes read: part of a character may follow the last whole one
	fault  error // why nothing follows buf[:end]; io.EOF at the end of the part
	err    error // why scanning stopped; nil at a proper end

	token token
	name  []byte // of the element that begins, without prefix
	attrs []attr // of the element that begins
	chars []byte // the text, with entities replaced
	empty bool   // the element that began is empty, so its end comes next

	names   []byte // the names of the open elements with their prefixes, one after another
	open    []int  // where each begins in names
	began   bool   // there was an outermost element
	scratch []byte
}

type attr struct{ name, value []byte }

func newScanner(source io.Reader) *scanner {
	s := &scanner{buf: make([]byte, 16<<10)}
	s.source, s.wide = inUTF8(source)
	if s.begins("\ufeff") {
		s.at += len("\ufeff")
	}
	if s.begins("<?xml") {
		s.declaration()
	}
	return s
}

// inUTF8 gives a part in UTF-8, and tells whether it is in UTF-16, as Office on telephones
// wrote it: it begins with the mark of that, or with a < of two bytes.
func inUTF8(source io.Reader) (utf8 io.Reader, wide bool) {
	r := bufio.NewReader(source)
	order := unicode.LittleEndian
	switch first, _ := r.Peek(2); string(first) {
	case "\xff\xfe", "<\x00":
	case "\xfe\xff", "\x00<":
		order = unicode.BigEndian
	default:
		return r, false
	}
	return unicode.UTF16(order, unicode.UseBOM).NewDecoder().Reader(r), true
}

// declaration reads the line that declares the XML. It names the encoding or none.
func (s *scanner) declaration() {
	if !s.scanAttrs(s.section("<?xml", "?>")) {
		return
	}
	encoding := strings.ToLower(string(s.attr("encoding")))
	known := encoding == "" || encoding == "utf-8" || encoding == "us-ascii"
	if s.wide {
		known = encoding == "" || strings.HasPrefix(encoding, "utf-16")
	}
	if string(s.attr("version")) != "1.0" || !known {
		s.fail("another encoding than UTF-8")
	}
}

// next goes on to the next token. False at the end of the part, or where err says why.
func (s *scanner) next() bool {
	if s.empty && s.err == nil {
		s.empty = false
		return s.close()
	}
	for s.err == nil {
		switch {
		case s.at == s.end && !s.fill():
			if len(s.open) > 0 || !s.began || s.fault != io.EOF {
				return s.cutOff()
			}
			return false
		case s.buf[s.at] == '<':
			if found := s.markup(); found || s.err != nil {
				return found
			}
		case !s.scanText():
			return false
		case len(s.open) > 0:
			return true
		case !isBlank(s.chars):
			return s.fail("text outside of the outermost element")
		}
	}
	return false
}

// markup reads what begins with <. False where it is no token, or not well-formed.
func (s *scanner) markup() bool {
	if s.at+1 == s.end && !s.fill() {
		return s.cutOff()
	}
	switch s.buf[s.at+1] {
	case '/':
		return s.scanEnd()
	case '?':
		return s.skip("<?", "?>")
	case '!':
		switch {
		case s.begins("<!--"):
			if end := s.find("--", len("<!--")); end >= 0 && s.find(">", end) != end+len("--") {
				return s.fail("a stray -- in a comment")
			}
			return s.skip("<!--", "-->")
		case len(s.open) > 0 && s.begins("<![CDATA["):
			raw := s.section("<![CDATA[", "]]>")
			s.token, s.chars = text, lineEnds(raw)
			return s.err == nil
		}
		return s.fail("a document type")
	}
	return s.scanStart()
}

// section is the text between two marks, of which the first comes next. The scanner goes
// on behind the second.
func (s *scanner) section(from, to string) []byte {
	end := s.find(to, len(from))
	if end < 0 {
		s.cutOff()
		return nil
	}
	inside := s.buf[s.at+len(from) : s.at+end]
	s.at += end + len(to)
	return inside
}

// skip passes over a comment or an instruction, which is no token.
func (s *scanner) skip(from, to string) bool {
	if inside := s.section(from, to); from == "<?" && (nameLen(inside) == 0 || strings.EqualFold(string(inside[:nameLen(inside)]), "xml")) {
		return s.fail("a misplaced <?")
	}
	return false
}

// child goes on to the next element in the open one at a depth, past whatever
// is left of the one before. False at the end of the outer element.
func (s *scanner) child(depth int) bool {
	for s.next() {
		switch {
		case s.token == startTag && len(s.open) == depth+1:
			return true
		case len(s.open) < depth:
			return false
		case s.token == text && len(s.open) == depth && !isBlank(s.chars):
			return s.fail("text between elements")
		}
	}
	return false
}

// content appends the text of the element that began, which holds no others.
func (s *scanner) content(to []byte) []byte {
	for s.next() {
		switch s.token {
		case text:
			to = append(to, s.chars...)
		case startTag:
			s.fail("a <" + string(s.name) + "> inside a text")
		case endTag:
			return to
		}
	}
	return to
}

// named says whether the element that begins has that name.
func (s *scanner) named(name string) bool { return string(s.name) == name }

// fill reads more behind buf[at:end], which moves to the front. False where
// there is no more.
func (s *scanner) fill() bool {
	if s.fault != nil {
		return false
	}
	copy(s.buf, s.buf[s.at:s.read])
	s.end, s.read, s.at = s.end-s.at, s.read-s.at, 0
	if s.read == len(s.buf) {
		if len(s.buf) >= maxToken {
			s.fault = errors.New("a tag or text of more than 1 MB")
			return false
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := s.source.Read(s.buf[s.read:])
	s.read += n
	valid, ok := validChars(s.buf[s.end:s.read])
	if at := bytes.Index(s.buf[s.end:s.read], []byte("\ufffd")); s.wide && at >= 0 {
		valid, ok = min(valid, at), false
	}
	s.end += valid
	switch {
	case !ok || err == io.EOF && s.end < s.read:
		s.fault = errors.New("a character that XML does not allow")
	case err == io.EOF:
		s.fault = err
	case err != nil:
		s.fault = errors.New("bytes that cannot be unpacked")
	}
	return valid > 0 || s.fill()
}

// find is the place of a mark in what is left, counted from at; -1 where it is
// not there.
func (s *scanner) find(mark string, from int) int {
	for {
		rest := s.buf[min(s.at+from, s.end):s.end]
		i := bytes.IndexByte(rest, mark[0])
		if i >= 0 && len(mark) > 1 {
			i = bytes.Index(rest, []byte(mark))
		}
		if i >= 0 {
			return from + i
		}
		from = max(from, s.end-s.at-len(mark)+1)
		if !s.fill() {
			return -1
		}
	}
}

// begins says whether what is left begins so.
func (s *scanner) begins(with string) bool {
	for s.end-s.at < len(with) {
		if !s.fill() {
			return false
		}
	}
	return string(s.buf[s.at:s.at+len(with)]) == with
}

// fail ends the scanning; what is wrong is a noun, such as "a stray <".
func (s *scanner) fail(what string) bool {
	if s.err == nil {
		s.err = errors.New(what)
	}
	return false
}

// cutOff fails because the part ends too early, or cannot be read on.
func (s *scanner) cutOff() bool {
	if s.fault != nil && s.fault != io.EOF {
		return s.fail(s.fault.Error())
	}
	return s.fail("a cut-off end")
}
