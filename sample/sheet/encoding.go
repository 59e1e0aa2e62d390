package sheet

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	xunicode "golang.org/x/text/encoding/unicode"

	"onecase/stats"
	"onecase/stats/phrase"
)

// encodings are those that can be asked for, by name.
var encodings = map[string]encoding.Encoding{
	"utf-8":        nil,
	"utf-16le":     xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM),
	"utf-16be":     xunicode.UTF16(xunicode.BigEndian, xunicode.UseBOM),
	"windows-1250": charmap.Windows1250,
	"windows-1251": charmap.Windows1251,
	"windows-1252": charmap.Windows1252,
	"windows-1253": charmap.Windows1253,
	"windows-1254": charmap.Windows1254,
	"windows-1257": charmap.Windows1257,
	"iso-8859-1":   charmap.ISO8859_1,
	"iso-8859-2":   charmap.ISO8859_2,
	"iso-8859-15":  charmap.ISO8859_15,
	"ibm850":       charmap.CodePage850,
	"macintosh":    charmap.Macintosh,
}

// Encodings lists the names that ReadOptions.Encoding may have.
func Encodings() []string {
	names := make([]string, 0, len(encodings))
	for name := range encodings {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

const (
	utf8BOM    = "\xef\xbb\xbf"
	utf16leBOM = "\xff\xfe"
	utf16beBOM = "\xfe\xff"
)

// decode returns the text of a file as UTF-8 without a byte order mark. A mark
// is believed; without one, text that is valid UTF-8 is UTF-8, text with zero
// bytes is UTF-16 if it is text in it, and anything else is read as
// Windows-1252, because no guess between the many one-byte encodings is safe.
// Guesses come with a warning.
func (b *builder) decode(data string, name string) (string, error) {
	if name != "" {
		return b.decodeAs(data, strings.ToLower(strings.TrimSpace(name)))
	}
	switch {
	case strings.HasPrefix(data, utf8BOM):
		return b.decodeAs(data, "utf-8")
	case isUTF32(data):
		return "", b.problem(0, "save the list as UTF-8 or as .xlsx", "this is text in UTF-32")
	case strings.HasPrefix(data, utf16leBOM):
		return b.decodeAs(data, "utf-16le")
	case strings.HasPrefix(data, utf16beBOM):
		return b.decodeAs(data, "utf-16be")
	}
	if strings.Contains(data, "\x00") {
		order := utf16Order(data)
		if order == "" {
			line := 1 + strings.Count(data[:strings.IndexByte(data, 0)], "\n")
			return "", b.problem(0, "save the list as .xlsx or as CSV",
				"this is neither a text file nor an Excel workbook: line %d has a zero byte", line)
		}
		b.sheet.Warnings.Add("encoding", "if its text is not right, save the list as UTF-8",
			"the file does not say its encoding and was read as %s", order)
		return b.decodeAs(data, order)
	}
	if utf8.ValidString(data) {
		return data, nil
	}
	text, err := b.decodeAs(data, "windows-1252")
	if err == nil {
		at, line := firstInvalid(data)
		word, _ := charmap.Windows1252.NewDecoder().String(wordAround(data, at))
		b.sheet.Warnings.Add("encoding",
			stats.Advise("if that text is not right, name the encoding with %v, or save the list as UTF-8", stats.Option{Name: "encoding"}),
			"the file is not UTF-8 and was read as Windows-1252; the first text this changed is %s in line %d",
			phrase.Quote(word), line)
	}
	return text, err
}

func (b *builder) decodeAs(data string, name string) (string, error) {
	enc, ok := encodings[name]
	if !ok {
		return "", b.problem(0, stats.Remedy("use one of "+strings.Join(Encodings(), ", ")),
			"there is no encoding %s%s", phrase.Quote(name), DidYouMean(name, Encodings()))
	}
	if enc == nil {
		data = strings.TrimPrefix(data, utf8BOM)
		if !utf8.ValidString(data) {
			_, line := firstInvalid(data)
			return "", b.problem(0, stats.Advise("leave %v out, or name another", stats.Option{Name: "encoding"}),
				"line %d is not valid UTF-8", line)
		}
		return data, nil
	}
	if order := utf16Order(data); order != "" && order != name && !strings.HasPrefix(data, utf16leBOM) &&
		!strings.HasPrefix(data, utf16beBOM) {
		return "", b.problem(0, stats.Advise("add %v or leave %v out", stats.Option{Name: "encoding", Value: order},
			stats.Option{Name: "encoding"}),
			"the file is not text in %s", name)
	}
	text, _ := enc.NewDecoder().String(data) // never fails: what means nothing is utf8.RuneError
	if at := strings.IndexRune(text, utf8.RuneError); at >= 0 {
		line := 1 + strings.Count(text[:at], "\n")
		return "", b.problem(0, stats.Advise("name the encoding with %v, or save the list as UTF-8", stats.Option{Name: "encoding"}),
			"line %d has a byte that means nothing in %s", line, name)
	}
	return text, nil
}

// isUTF32 tells whether a file is text in UTF-32: each four bytes are a character, in one
// order or the other. Two characters of UTF-16 would be one of those that nothing is given to.
func isUTF32(data string) bool {
	for _, place := range [][4]int{{0, 1, 2, 3}, {3, 2, 1, 0}} { // of the bytes, the lowest first
		left := data[:len(data)-len(data)%4]
		for len(left) > 0 {
			r := uint32(left[place[0]]) | uint32(left[place[1]])<<8 | uint32(left[place[2]])<<16 | uint32(left[place[3]])<<24
			if r == 0 || r > 0x3ffff {
				break
			}
			left = left[4:]
		}
		if len(left) == 0 && len(data)%4 == 0 {
			return true
		}
	}
	return false
}

// utf16Order tells in which byte order a file without a mark is text in UTF-16:
// the separators, digits and line ends of any list have a byte that is zero, in
// the first place of the two or in the second. "" when the file is no such text.
func utf16Order(data string) string {
	if len(data)%2 != 0 {
		return ""
	}
	var zeros [2]int // in first and second places
	for i := range len(data) {
		if data[i] == 0 {
			zeros[i%2]++
		}
	}
	name := "utf-16le"
	switch {
	case zeros[0] == zeros[1]:
		return ""
	case zeros[0] > zeros[1]:
		name = "utf-16be"
	}
	text, _ := encodings[name].NewDecoder().String(data)
	notText := func(r rune) bool {
		return r == utf8.RuneError || unicode.IsControl(r) && !unicode.IsSpace(r)
	}
	if strings.ContainsFunc(text, notText) || !strings.ContainsAny(text, "\n\r") {
		return "" // a list has lines, also where a stray zero byte makes nonsense of them
	}
	return name
}

// firstInvalid is the place of the first byte that is not UTF-8, of which there is one, and its
// line from 1.
func firstInvalid(data string) (at, line int) {
	for line = 1; ; {
		r, size := utf8.DecodeRuneInString(data[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			return at, line
		case r == '\n':
			line++
		}
		at += size
	}
}

// wordAround is the run of bytes around at that holds no blank, separator or
// quotation mark.
func wordAround(data string, at int) string {
	const most = 40
	stop := func(c byte) bool { return c <= ' ' || c == ',' || c == ';' || c == '"' }
	from, to := at, at+1
	for from > 0 && at-from < most && !stop(data[from-1]) {
		from--
	}
	for to < len(data) && to-at < most && !stop(data[to]) {
		to++
	}
	return data[from:to]
}
