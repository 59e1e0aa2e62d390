package workbook

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"onecase/stats/phrase"
)

// Widths of columns, in characters.
const (
	narrowest = 8
	widest    = 70   // longer text goes on in the next line of its cell
	upright   = 4.25 // under an upright header of two lines
)

// smallLetters is the size in points of upright headers and of the texts above them.
const smallLetters = 8

// styles are the numbers of a workbook's cell styles.
type styles struct {
	header, number, upright int // number: the header of a column of numbers or dates
	small, above, beside    int // the upright header under a text, that text, and other texts in its row
	text, long              int
	answer, given           int // to be chosen, and there already
	written, dated          int // to be written
	date                    int
	decimals                [3]int // by places
}

func newStyles(f *excelize.File) (*styles, error) {
	const asTyped = 49 // Excel's text format: an id never turns into a number, nor text into a formula
	st := &styles{}
	grey := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}}
	line := []excelize.Border{{Type: "bottom", Color: "7F7F7F", Style: 1}}
	box := slices.Clone(line)
	for _, side := range []string{"top", "left", "right"} {
		box = append(box, excelize.Border{Type: side, Color: "BFBFBF", Style: 1})
	}
	head := func(a excelize.Alignment) excelize.Style {
		a.Vertical = "bottom"
		return excelize.Style{NumFmt: asTyped, Font: font(excelize.Font{Bold: true}), Fill: grey, Border: line, Alignment: &a}
	}
	for _, s := range []struct {
		number *int
		style  excelize.Style
	}{
		{&st.header, head(excelize.Alignment{Horizontal: "left", Indent: 1, WrapText: true})},
		{&st.number, head(excelize.Alignment{Horizontal: "right", Indent: 1, WrapText: true})},
		{&st.upright, head(excelize.Alignment{Horizontal: "center", TextRotation: 90, WrapText: true})},
		{&st.small, excelize.Style{NumFmt: asTyped, Font: font(excelize.Font{Size: smallLetters, Color: "595959"}),
			Fill: grey, Border: line, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "bottom", TextRotation: 90}}},
		{&st.above, excelize.Style{NumFmt: asTyped, Font: font(excelize.Font{Size: smallLetters}), Border: box,
			Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", TextRotation: 90, WrapText: true}}},
		{&st.beside, excelize.Style{NumFmt: asTyped, Font: font(excelize.Font{Size: 9}),
			Alignment: &excelize.Alignment{Horizontal: "left", Indent: 1, Vertical: "bottom", WrapText: true}}},
		{&st.written, excelize.Style{NumFmt: asTyped, Border: box,
			Alignment: &excelize.Alignment{Horizontal: "left", Indent: 1, Vertical: "top", WrapText: true}}},
		{&st.dated, boxed(formatted("yyyy-mm-dd"), box)},
		{&st.text, excelize.Style{NumFmt: asTyped, Alignment: &excelize.Alignment{Horizontal: "left", Indent: 1, Vertical: "top"}}},
		{&st.long, excelize.Style{NumFmt: asTyped,
			Alignment: &excelize.Alignment{Horizontal: "left", Indent: 1, Vertical: "top", WrapText: true}}},
		{&st.answer, excelize.Style{NumFmt: asTyped, Border: box, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "top"}}},
		{&st.given, excelize.Style{NumFmt: asTyped, Border: box, Font: font(excelize.Font{Color: "7F7F7F"}),
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "top"}}},
		{&st.date, formatted("yyyy-mm-dd")},
		{&st.decimals[0], formatted("0")},
		{&st.decimals[1], formatted("0.0")},
		{&st.decimals[2], formatted("0.00")},
	} {
		var err error
		if *s.number, err = f.NewStyle(&s.style); err != nil {
			return nil, err
		}
	}
	return st, nil
}

// font is a variant of the font of cells without a style.
func font(f excelize.Font) *excelize.Font {
	f.Family, f.Size = "Calibri", cmp.Or(f.Size, 11)
	return &f
}

func boxed(s excelize.Style, box []excelize.Border) excelize.Style {
	s.Border = box
	return s
}

// formatted is a style of numbers and dates: to the right, apart from the text
// beside them.
func formatted(code string) excelize.Style {
	return excelize.Style{CustomNumFmt: &code, Alignment: &excelize.Alignment{Horizontal: "right", Indent: 1, Vertical: "top"}}
}

// of is the style that shows a value; 0 for none of its own.
func (st *styles) of(v any) int {
	switch v := v.(type) {
	case string:
		return st.text
	case time.Time:
		return st.date
	case int:
		return st.decimals[0]
	case Decimal:
		return st.decimals[v.Places]
	}
	return 0
}

// ofHeader is the style of a column's header.
func (st *styles) ofHeader(s Sheet, column int) int {
	switch {
	case s.chosen(column) && s.Above != nil:
		return st.small
	case s.chosen(column):
		return st.upright
	}
	numbers := false
	for _, row := range s.Rows {
		if column >= len(row) || row[column] == nil {
			continue
		}
		if _, text := row[column].(string); text {
			return st.header
		}
		numbers = true
	}
	if numbers {
		return st.number
	}
	return st.header
}

// ofAbove is the style of the text above a column's header.
func (st *styles) ofAbove(s Sheet, column int) int {
	if s.chosen(column) {
		return st.above
	}
	return st.beside
}

// put writes a value in a cell, in a column from 0 and a row from 1.
func put(f *excelize.File, sheet string, column, row int, v any, style int) error {
	cell, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return err
	}
	switch v := v.(type) {
	case nil:
		if style != 0 {
			break // a cell to fill in
		}
		return nil
	case string:
		err = f.SetCellStr(sheet, cell, phrase.Straight(v))
	case Decimal:
		if v.Exact {
			err = f.SetCellFloat(sheet, cell, v.Value, -1, 64)
			break
		}
		scale := math.Pow10(v.Places)
		err = f.SetCellFloat(sheet, cell, math.Round(v.Value*scale)/scale+0, v.Places, 64) // + 0: no cell shows -0.00
	default:
		err = f.SetCellValue(sheet, cell, v)
	}
	if err == nil && style != 0 {
		err = f.SetCellStyle(sheet, cell, cell, style)
	}
	return err
}

// widths are the columns' widths in characters, from their longest cells, and as a printed page needs them.
func widths(s Sheet) []float64 {
	fitted, _ := s.fitted(naturalWidths(s))
	return fitted
}

// naturalWidths are the columns' widths in characters, from their longest cells.
func naturalWidths(s Sheet) []float64 {
	out := make([]float64, len(s.Header))
	longer := func(i, n int) {
		if i < len(out) {
			out[i] = max(out[i], float64(min(max(n+2, narrowest), widest)))
		}
	}
	for i, h := range s.Header {
		longer(i, s.headerWidth(h)+2) // room for the filter's button
	}
	for _, row := range s.Rows {
		for i, v := range row {
			longer(i, shownLength(v))
		}
	}
	for i := range out {
		switch b := s.blank(i); {
		case s.chosen(i):
			out[i] = upright
		case b != nil && b.Width > 0:
			out[i] = b.Width
		}
	}
	return out
}

// headerWidth is how many characters a header needs: beside upright ones, which are high, those of its
// longest word; else it goes over up to four lines where it is long.
func (s Sheet) headerWidth(text string) int {
	const short = 10
	n, word := utf8.RuneCountInString(text), longestWord(text)
	switch {
	case s.Choice != nil:
		return word
	case n <= 16:
		return n
	}
	return min(n, max(short, n/4+1, word))
}

// longestWord is how many characters the longest word of a text has.
func longestWord(text string) (n int) {
	for word := range strings.FieldsSeq(text) {
		n = max(n, utf8.RuneCountInString(word))
	}
	return n
}

// foldedHeight is the height in points of a row with headers that go on in the next line.
func (s Sheet) foldedHeight() float64 {
	lines := 1
	for i, h := range s.Header {
		if !s.chosen(i) {
			lines = max(lines, len(strings.Fields(h)))
		}
	}
	return min(15*float64(lines), 400)
}

// shownLength is how many characters a cell shows.
func shownLength(v any) int {
	switch v := v.(type) {
	case string:
		return utf8.RuneCountInString(v)
	case time.Time:
		return len(time.DateOnly)
	case int:
		return len(strconv.Itoa(v))
	case Decimal:
		return len(strconv.FormatFloat(v.Value, 'f', v.Places, 64))
	}
	return 0
}

// uprightHeight is the height in points of a row with upright headers, each in up to two lines
// where it has several words. Excel has rows of at most 409 points.
func (s Sheet) uprightHeight() float64 {
	longest := 0
	for i, h := range s.Header {
		if !s.chosen(i) {
			continue
		}
		n, word := utf8.RuneCountInString(h), longestWord(h)
		if word < n {
			n = max(word, (n+word+1)/2)
		}
		longest = max(longest, n)
	}
	return float64(min(7*longest+24, 400))
}

// heights are the heights in points of the texts above small upright headers and of these
// headers. A text goes on in up to three lines, which stand side by side.
func (s Sheet) heights() (above, headers float64) {
	text, header := 0, 0
	for i := range s.Header {
		if s.chosen(i) && i < len(s.Above) {
			text, header = max(text, utf8.RuneCountInString(s.Above[i])), max(header, utf8.RuneCountInString(s.Header[i]))
		}
	}
	return min(max(4.2*float64(text)/2.4+18, 60), 200), min(4.2*float64(header)+14, 200)
}

// folds is over how many lines a text goes in a column.
func (s Sheet) folds(v any, width float64) int {
	text, _ := v.(string)
	if width < widest && float64(shownLength(v)+2) <= width {
		return 1
	}
	return folded(textWidth(text), width)
}
