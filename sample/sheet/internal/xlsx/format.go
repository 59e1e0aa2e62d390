package xlsx

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// readStyles reads the number formats of the cells, and which are struck through.
func (w *Workbook) readStyles(part string) error {
	codes := map[int]string{}
	formats := map[int]*format{}
	var struckFonts []bool
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
					if codes[id] = code; len(codes) > maxListed {
						s.fail(fmt.Sprintf("more than %d number formats", maxListed))
					}
				case within == "fonts" && s.named("font"):
					struck := false
					for s.child(3) {
						value := s.attr("val")
						struck = struck || s.named("strike") && (value == nil || isTrue(value))
					}
					if struckFonts = append(struckFonts, struck); len(struckFonts) > maxListed {
						s.fail(fmt.Sprintf("more than %d fonts", maxListed))
					}
				case within == "cellXfs" && s.named("xf"):
					font := parseCount(s.attr("fontId"), maxListed)
					w.struck = append(w.struck, font >= 0 && font < len(struckFonts) && struckFonts[font])
					if formats[id] == nil {
						formats[id] = newFormat(cmp.Or(codes[id], builtInCode(id)))
					}
					if w.formats = append(w.formats, formats[id]); len(w.formats) > maxListed {
						s.fail(fmt.Sprintf("more than %d styles of cells", maxListed))
					}
				}
			}
		}
	})
	return err
}

// builtIn are the number formats that a workbook names by number alone
// (ECMA-376, part 1, 18.8.30), without General and those that show less than the
// number, as fractions do.
var builtIn = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
	14: "d/m/y", 15: "d/m/y", 16: "d/m", 17: "m/y", 18: "h:mm", 19: "h:mm:ss", 20: "hh:mm", 21: "hh:mm:ss", 22: "d/m/y h:mm",
	37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
	41: "#,##0;(#,##0)", 42: `"$"#,##0;"$"(#,##0)`, 43: "#,##0.00;(#,##0.00)", 44: `"$"#,##0.00;"$"(#,##0.00)`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
}

// builtInCode is the code of a built-in format. 27 to 36 and 50 to 58 show a day
// in East Asian workbooks.
func builtInCode(id int) string {
	if id >= 27 && id <= 36 || id >= 50 && id <= 58 {
		return "d/m/y"
	}
	return builtIn[id]
}

// A format is a number format: how numbers from 0 up, numbers below and texts
// are shown. The one for zeros is passed over, for it may show a dash.
type format struct {
	date     bool // it shows a day
	sections []section
	forText  section // nil where texts are shown as they are
}

// A section is one of the parts of a number format that ; divides.
type section []piece

// A piece is part of a section. Its kind is the character that stands for it: a
// digit 0 # ?, a point . or comma , of a number, % @, y m d h s of a date or time, H for
// hours that go on, E for a power, l for text that stands for itself, and x for what is
// shown as General is, which needs no rules.
type piece struct {
	kind byte
	text string
}

func (s section) has(kinds string) bool {
	for _, p := range s {
		if strings.IndexByte(kinds, p.kind) >= 0 {
			return true
		}
	}
	return false
}

// hides says whether the section shows nothing, as each of ;;; does.
func (s section) hides() bool {
	return !slices.ContainsFunc(s, func(p piece) bool { return p.kind != 'l' || strings.TrimSpace(p.text) != "" })
}

// pieces matches the pieces of a number format, each with a kind of its own.
var pieces = regexp.MustCompile(`(?is)"([^"]*)"?|\\(.)|[_*].?|\[\$([^\]-]*)[^\]]*\]?|\[(h+|m+|s+)\]|\[[^\]]*\]?|general|am/pm|a/p|e[+-]|y+|m+|d+|h+|s+|.`)

// newFormat reads the code of a number format.
func newFormat(code string) *format {
	f := &format{}
	s := section{}
	for _, match := range pieces.FindAllStringSubmatch(code, -1) {
		whole, text := match[0], match[1]+match[2]+match[3]
		first := whole[0] | 0x20 // a letter in lower case
		switch {
		case whole == ";":
			f.sections, s = append(f.sections, s), section{}
		case match[4] != "":
			s = append(s, piece{'H', ""})
		case text != "" || whole[0] == '[' || whole[0] == '_' || whole[0] == '*' || whole[0] == '"' || whole[0] == '\\':
			s = append(s, piece{'l', text})
		case strings.IndexByte("0#?.%@", whole[0]) >= 0, whole == "," && len(s) > 0 && strings.IndexByte("0#?,", s[len(s)-1].kind) >= 0:
			s = append(s, piece{whole[0], whole})
		case len(whole) == 2 && first == 'e':
			s = append(s, piece{'E', ""})
		case first == 'a' && len(whole) > 1: // hours are shown without
		case strings.IndexByte("ymdhs", first) >= 0:
			s = append(s, piece{first, whole})
		case strings.IndexByte("abeg/", first) >= 0:
			s = append(s, piece{'x', whole})
		default:
			s = append(s, piece{'l', whole})
		}
	}
	f.sections = append(f.sections, s)
	for i, s := range f.sections {
		if i == 3 || s.has("@") {
			f.forText = s
		}
	}
	first := f.sections[0]
	f.date = first.has("dy") || first.has("m") && !first.has("hsH0#?")
	return f
}

// text is a text as the format shows it; the text itself where the format hides it.
func (f *format) text(value string) string {
	if f == nil || f.date || f.forText == nil {
		return value
	}
	var shown strings.Builder
	for _, p := range f.forText {
		switch {
		case p.kind == 'l':
			shown.WriteString(p.text)
		case p.kind == '@', strings.EqualFold(p.text, "general"):
			shown.WriteString(value)
		}
	}
	if strings.TrimSpace(shown.String()) == "" {
		return value
	}
	return shown.String()
}
