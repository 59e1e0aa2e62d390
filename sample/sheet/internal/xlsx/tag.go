package xlsx

import "bytes"

// Kinds of bytes, as bits.
const (
	inPlainName  byte = 1 << iota // a letter or a digit
	inPlainValue                  // anything but ", &, <
	inPlainText                   // anything but <, &, >, a carriage return
)

var kinds = func() (kinds [256]byte) {
	for b := range kinds {
		c := byte(b)
		if c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' {
			kinds[b] |= inPlainName
		}
		if c != '"' && c != '&' && c != '<' {
			kinds[b] |= inPlainValue
		}
		if c != '<' && c != '&' && c != '>' && c != '\r' {
			kinds[b] |= inPlainText
		}
	}
	return kinds
}()

// run is how many bytes at the front are of a kind.
func run(b []byte, kind byte) int {
	for n, c := range b {
		if kinds[c]&kind == 0 {
			return n
		}
	}
	return len(b)
}

// scanPlain reads a tag that begins an element in one go: one that is all there, with
// names of letters and digits, one space before each attribute, and values that are as they
// stand. False where it is no such tag; then it is still to be read.
func (s *scanner) scanPlain() bool {
	if len(s.open) == 0 || len(s.open) == maxDepth {
		return false
	}
	b := s.buf[s.at+1 : s.end]
	n := run(b, inPlainName)
	if n == 0 || b[0] <= '9' {
		return false
	}
	name := b[:n]
	s.attrs = s.attrs[:0]
	for n+1 < len(b) && b[n] == ' ' {
		from := n + 1
		n = from + run(b[from:], inPlainName)
		if n == from || n+2 > len(b) || b[from] <= '9' || b[n] != '=' || b[n+1] != '"' {
			return false
		}
		a := attr{name: b[from:n]}
		from = n + 2
		n = from + run(b[from:], inPlainValue)
		if n == len(b) || b[n] != '"' || s.attr(string(a.name)) != nil || len(s.attrs) == maxAttrs {
			return false
		}
		a.value = b[from:n]
		s.attrs = append(s.attrs, a)
		n++
	}
	empty := n+1 < len(b) && b[n] == '/'
	if empty {
		n++
	}
	if n >= len(b) || b[n] != '>' {
		return false
	}
	s.at += 1 + n + 1
	s.begin(name, name, empty)
	return true
}

// begin puts an element among the open ones.
func (s *scanner) begin(whole, name []byte, empty bool) {
	s.began, s.token, s.empty = true, startTag, empty
	s.open = append(s.open, len(s.names))
	s.names = append(s.names, whole...)
	s.name = name
}

// scanStart reads the tag that begins an element.
func (s *scanner) scanStart() bool {
	if s.scanPlain() {
		return true
	}
	end := s.tagEnd()
	if end < 0 {
		return s.cutOff()
	}
	tag := s.buf[s.at+1 : s.at+end]
	s.at += end + 1
	empty := len(tag) > 0 && tag[len(tag)-1] == '/'
	if empty {
		tag = tag[:len(tag)-1]
	}
	n := nameLen(tag)
	if n == 0 {
		return s.fail("a stray <")
	}
	if len(s.open) == 0 && s.began || len(s.open) == maxDepth {
		return s.fail("a misplaced <" + string(tag[:n]) + ">")
	}
	s.begin(tag[:n], tag[bytes.IndexByte(tag[:n], ':')+1:n], empty)
	return s.scanAttrs(tag[n:])
}

// tagEnd is the place of the > that ends a tag and is in no quotation marks,
// counted from at; -1 where there is none.
func (s *scanner) tagEnd() int {
	quote := byte(0)
	for n := 1; ; {
		for i, c := range s.buf[s.at+n : s.end] {
			switch {
			case c == quote:
				quote = 0
			case quote != 0:
			case c == '"' || c == '\'':
				quote = c
			case c == '>':
				return n + i
			}
		}
		if n = s.end - s.at; !s.fill() {
			return -1
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
	if last := len(s.open) - 1; last >= 0 {
		name, rest := s.names[s.open[last]:], s.buf[s.at+len("</"):s.end]
		if len(rest) > len(name) && rest[len(name)] == '>' && string(rest[:len(name)]) == string(name) {
			s.at += len("</") + len(name) + 1
			return s.close()
		}
	}
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
