package xlsx

import "bytes"

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
