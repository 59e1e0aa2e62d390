package xlsx

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// readCell reads a cell.
func (r *Rows) readCell(s *scanner) {
	r.column++
	if place := s.attr("r"); place != nil {
		column, row, ok := parsePlace(place)
		if !ok || row != r.row.Number || column < r.column {
			s.fail(fmt.Sprintf("a cell at %.20q", place))
			return
		}
		r.column = column
	}
	r.kind = append(r.kind[:0], s.attr("t")...)
	style := parseCount(s.attr("s"), 1<<20)
	if r.column >= maxColumn || style < 0 {
		s.fail(fmt.Sprintf("a cell at %.20q in style %.20q", s.attr("r"), s.attr("s")))
		return
	}
	var formula, value, rich bool
	r.value = r.value[:0]
	for s.child(4) {
		switch {
		case s.named("f"):
			formula = true
		case s.named("v") && !value && !rich:
			value = true
			r.value = s.content(r.value)
		case s.named("is") && !rich && string(r.kind) == "inlineStr": // in place of any other value
			rich = true
			r.value = richText(s, 5, r.value[:0])
		case !s.named("extLst"):
			s.fail(fmt.Sprintf("a misplaced <%s>", s.name))
		}
	}
	switch {
	case formula && isBlank(r.value):
		if !value || string(r.kind) != "str" {
			r.row.NoValue = append(r.row.NoValue, r.column)
		}
	case len(r.value) > 0 && s.err == nil:
		for len(r.row.Cells) < r.column {
			r.row.Cells = append(r.row.Cells, "")
		}
		r.row.Cells = append(r.row.Cells, r.shown(s, style))
		if r.filled++; style < len(r.book.struck) && r.book.struck[style] {
			r.struck++
		}
	}
}

// shown is the text that the cell's value has in its format.
func (r *Rows) shown(s *scanner, style int) string {
	var f *format
	if style < len(r.book.formats) {
		f = r.book.formats[style]
	}
	switch string(r.kind) {
	case "s":
		text, err := r.book.sharedText(r.value)
		if err != nil && s.err == nil {
			s.err = err
		}
		return f.text(text)
	case "str": // the text that a formula makes
		return r.memory.keep(r.value)
	case "b":
		switch string(r.value) {
		case "1":
			return "TRUE"
		case "0":
			return "FALSE"
		}
	case "", "n":
		if x, ok := parseNumber(r.value); ok {
			r.row.Numbers = append(r.row.Numbers, r.column)
			if f != nil && r.WithValues {
				r.row.Values = append(r.row.Values, Value{r.column, string(appendGeneral(r.value[:0], x))})
			}
			return r.memory.keep(f.number(r.value[:0], x, r.book.Date1904))
		}
	case "d":
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly} {
			if t, err := time.Parse(layout, string(r.value)); err == nil {
				return isoDate(t.Round(time.Second))
			}
		}
	case "inlineStr", "e":
	default:
		s.fail(fmt.Sprintf("a cell of the kind %.20q", r.kind))
	}
	return f.text(r.memory.keep(r.value))
}

// parseNumber reads a number. Other texts that Go takes for one are none.
func parseNumber(value []byte) (x float64, ok bool) {
	value = bytes.TrimSpace(value)
	if len(value) == 0 || len(value) > 400 ||
		bytes.ContainsFunc(value, func(r rune) bool { return !strings.ContainsRune("0123456789+-.eE", r) }) {
		return 0, false
	}
	x, err := strconv.ParseFloat(string(value), 64)
	return x, err == nil
}

// parseCount reads a whole number from 0 to a bound: 0 where there is nothing,
// -1 where there is something else.
func parseCount(digits []byte, most int) int {
	n := 0
	for _, c := range digits {
		if n = n*10 + int(c-'0'); c < '0' || c > '9' || n > most {
			return -1
		}
	}
	return n
}

// parsePlace reads the place of a cell, such as AB12.
func parsePlace(place []byte) (column, row int, ok bool) {
	n := 0
	for ; n < len(place) && place[n]|0x20 >= 'a' && place[n]|0x20 <= 'z' && column <= maxColumn; n++ {
		column = column*26 + int(place[n]|0x20-'a') + 1
	}
	row = parseCount(place[n:], maxRow)
	return column - 1, row, column > 0 && column <= maxColumn && row > 0
}

// parseArea reads an area, such as A1:B2, or a single cell.
func parseArea(ref []byte) (area Area, ok bool) {
	first, last, two := bytes.Cut(ref, []byte(":"))
	if !two {
		last = first
	}
	var ok2 bool
	area.Left, area.Top, ok = parsePlace(first)
	area.Right, area.Bottom, ok2 = parsePlace(last)
	return area, ok && ok2 && area.Left <= area.Right && area.Top <= area.Bottom
}
