package xlsx

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
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
// names are ASCII, the encoding is UTF-8, and there are no document types, so no
// entities but XML's own five. Whatever is not well-formed ends it with an error.
type scanner struct {
	source io.Reader
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
	s := &scanner{source: source, buf: make([]byte, 16<<10)}
	if s.begins("\ufeff") {
		s.at += len("\ufeff")
	}
	if s.begins("<?xml") {
		s.declaration()
	}
	return s
}

// fail ends the scanning; what is wrong is a noun, such as "a stray <".
func (s *scanner) fail(what string) bool {
	if s.err == nil {
		s.err = errors.New(what)
	}
	return false
}

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

// validChars is the length of the whole characters at the front, and whether
// XML allows what follows them.
func validChars(b []byte) (n int, ok bool) {
	for n < len(b) {
		if c := b[n]; c >= ' ' && c < utf8.RuneSelf {
			n++
			continue
		}
		if !utf8.FullRune(b[n:]) {
			return n, true
		}
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size == 1 || !isChar(r) {
			return n, false
		}
		n += size
	}
	return n, true
}

// isChar says whether XML allows a character (XML 1.0, production 2).
func isChar(r rune) bool {
	return r >= ' ' && r < 0xd800 || r == '\t' || r == '\n' || r == '\r' || r >= 0xe000 && r <= utf8.MaxRune && r != 0xfffe && r != 0xffff
}

// cutOff fails because the part ends too early, or cannot be read on.
func (s *scanner) cutOff() bool {
	if s.fault != nil && s.fault != io.EOF {
		return s.fail(s.fault.Error())
	}
	return s.fail("a cut-off end")
}

// find is the place of a mark in what is left, counted from at; -1 where it is
// not there.
func (s *scanner) find(mark string, from int) int {
	for {
		if i := bytes.Index(s.buf[min(s.at+from, s.end):s.end], []byte(mark)); i >= 0 {
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

// section is what stands between two marks, of which the first comes next. It
// goes on behind the second.
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

// declaration reads the line that declares the XML. It names UTF-8 or no encoding.
func (s *scanner) declaration() {
	if !s.scanAttrs(s.section("<?xml", "?>")) {
		return
	}
	encoding := strings.ToLower(string(s.attr("encoding")))
	if string(s.attr("version")) != "1.0" || encoding != "" && encoding != "utf-8" && encoding != "us-ascii" {
		s.fail("another encoding than UTF-8")
	}
}

// scanText reads the text before the next tag.
func (s *scanner) scanText() bool {
	n := bytes.IndexByte(s.buf[s.at:s.end], '<')
	if n < 0 {
		if n = s.find("<", s.end-s.at); n < 0 {
			if s.fault != io.EOF || len(s.open) > 0 {
				return s.cutOff()
			}
			n = s.end - s.at
		}
	}
	s.token = text
	s.chars = s.buf[s.at : s.at+n]
	s.at += n
	for _, c := range s.chars {
		if c == '&' || c == '\r' || c == '>' {
			s.scratch = s.scratch[:0]
			return s.replace(&s.chars)
		}
	}
	return true
}

// replace puts the characters in place of a text's entities.
func (s *scanner) replace(chars *[]byte) bool {
	raw := lineEnds(*chars)
	if bytes.Contains(raw, []byte("]]>")) {
		return s.fail("a stray ]]>")
	}
	from := len(s.scratch)
	for {
		at := bytes.IndexByte(raw, '&')
		if at < 0 {
			break
		}
		s.scratch = append(s.scratch, raw[:at]...)
		end := bytes.IndexByte(raw[at:], ';')
		if end < 0 {
			return s.fail("a stray &")
		}
		r, ok := entity(string(raw[at+1 : at+end]))
		if !ok {
			return s.fail("a stray &")
		}
		s.scratch = utf8.AppendRune(s.scratch, r)
		raw = raw[at+end+1:]
	}
	s.scratch = append(s.scratch, raw...)
	*chars = s.scratch[from:]
	return true
}

// entity is the character that stands between & and ;.
func entity(name string) (r rune, ok bool) {
	number, ok := strings.CutPrefix(name, "#")
	if !ok {
		r = map[string]rune{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}[name]
		return r, r > 0
	}
	base := 10
	if hex, ok := strings.CutPrefix(number, "x"); ok {
		number, base = hex, 16
	}
	n, err := strconv.ParseUint(number, base, 21)
	return rune(n), err == nil && isChar(rune(n))
}

// lineEnds makes a line feed of each line end, as XML does.
func lineEnds(raw []byte) []byte {
	if bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}

// scanStart reads the tag that begins an element.
func (s *scanner) scanStart() bool {
	end := s.tagEnd()
	if end < 0 {
		return s.cutOff()
	}
	tag := s.buf[s.at+1 : s.at+end]
	s.at += end + 1
	if s.empty = len(tag) > 0 && tag[len(tag)-1] == '/'; s.empty {
		tag = tag[:len(tag)-1]
	}
	n := nameLen(tag)
	if n == 0 {
		return s.fail("a stray <")
	}
	if len(s.open) == 0 && s.began || len(s.open) == maxDepth {
		return s.fail("a misplaced <" + string(tag[:n]) + ">")
	}
	s.began = true
	s.token = startTag
	s.open = append(s.open, len(s.names))
	s.names = append(s.names, tag[:n]...)
	s.name = tag[bytes.IndexByte(tag[:n], ':')+1 : n]
	return s.scanAttrs(tag[n:])
}

// tagEnd is the place of the > that ends a tag and is in no quotation marks,
// counted from at; -1 where there is none.
func (s *scanner) tagEnd() int {
	quote := byte(0)
	for i := 1; ; i++ {
		if s.at+i == s.end && !s.fill() {
			return -1
		}
		switch c := s.buf[s.at+i]; {
		case c == quote:
			quote = 0
		case quote != 0:
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
}

// scanAttrs takes the attributes of a tag apart.
func (s *scanner) scanAttrs(tag []byte) bool {
	s.attrs, s.scratch = s.attrs[:0], s.scratch[:0]
	for {
		rest := trimSpace(tag)
		if len(rest) == 0 {
			return true
		}
		n := nameLen(rest)
		value := trimSpace(rest[n:])
		if len(rest) == len(tag) || n == 0 || len(value) == 0 || value[0] != '=' {
			return s.fail("a tag with a stray character")
		}
		value = trimSpace(value[1:])
		if len(value) == 0 || value[0] != '"' && value[0] != '\'' {
			return s.fail("an attribute that is not in quotation marks")
		}
		end := 1
		special := false
		for ; end < len(value) && value[end] != value[0]; end++ {
			special = special || value[end] == '&' || value[end] == '<'
		}
		if end == len(value) {
			return s.fail("an attribute that is not in quotation marks")
		}
		a := attr{rest[:n], value[1:end]}
		if special && (bytes.IndexByte(a.value, '<') >= 0 || !s.replace(&a.value)) {
			return s.fail("a stray < or & in an attribute")
		}
		for _, other := range s.attrs {
			if bytes.Equal(other.name, a.name) || len(s.attrs) == maxAttrs {
				return s.fail("a repeated attribute")
			}
		}
		s.attrs = append(s.attrs, a)
		tag = value[end+1:]
	}
}

// named says whether the element that begins has that name.
func (s *scanner) named(name string) bool { return string(s.name) == name }

// attr is the value of an attribute of the element that begins; nil where it
// has none of the name.
func (s *scanner) attr(name string) []byte {
	for _, a := range s.attrs {
		if string(a.name) == name {
			return a.value
		}
	}
	return nil
}

// scanEnd reads the tag that ends an element.
func (s *scanner) scanEnd() bool {
	end := s.find(">", len("</"))
	if end < 0 {
		return s.cutOff()
	}
	name := s.buf[s.at+len("</") : s.at+end]
	for len(name) > 0 && isSpace(name[len(name)-1]) {
		name = name[:len(name)-1]
	}
	if len(s.open) == 0 || !bytes.Equal(name, s.names[s.open[len(s.open)-1]:]) {
		return s.fail("a </" + string(name[:min(len(name), 40)]) + "> that ends nothing")
	}
	s.at += end + 1
	return s.close()
}

// close ends the innermost open element.
func (s *scanner) close() bool {
	last := len(s.open) - 1
	s.names, s.open = s.names[:s.open[last]], s.open[:last]
	s.token = endTag
	return true
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

// nameLen is the length of the name at the front, 0 where there is none.
func nameLen(b []byte) (n int) {
	prefixed, starts := false, true // it starts again behind a prefix
	for ; n < len(b); n++ {
		switch c := b[n]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_':
			starts = false
		case starts:
			return 0
		case c == ':' && !prefixed:
			prefixed, starts = true, true
		case (c < '0' || c > '9') && c != '-' && c != '.':
			return n
		}
	}
	if starts {
		return 0
	}
	return n
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// trimSpace cuts the white space off the front.
func trimSpace(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	return b
}

func isBlank(b []byte) bool { return len(trimSpace(b)) == 0 }
