package xlsx

import (
	"bytes"
	"encoding/binary"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanText reads the text before the next tag.
func (s *scanner) scanText() bool {
	if n := run(s.buf[s.at:s.end], inPlainText); s.at+n < s.end && s.buf[s.at+n] == '<' {
		s.token, s.chars = text, s.buf[s.at:s.at+n]
		s.at += n
		return true
	}
	n := s.find("<", 0)
	if n < 0 {
		if s.fault != io.EOF || len(s.open) > 0 {
			return s.cutOff()
		}
		n = s.end - s.at
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

// validChars is the length of the whole characters at the front, and whether
// XML allows what follows them.
func validChars(b []byte) (n int, ok bool) {
	for n < len(b) {
		for ; n+8 <= len(b); n += 8 { // of the characters from space to DEL
			if w := binary.LittleEndian.Uint64(b[n:]); (w|(w-0x2020202020202020))&0x8080808080808080 != 0 {
				break
			}
		}
		if n == len(b) {
			break
		}
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
