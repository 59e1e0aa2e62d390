package workbook

import (
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"onecase/stats/phrase"
)

// pageWidth is how many characters of columns' widths a printed page holds at its full size, in
// the widest of the fonts that take the place of Calibri where a machine has none.
const pageWidth = 93

// The least sizes of a printed letter in points: what is smaller than the first cannot be filled in by hand,
// and what is smaller than the second cannot be read with ease.
const (
	leastPrinted = 8.0
	leastRead    = 7.0
)

// layOut says how a sheet is printed: on A4, on its side, the headers and the columns that
// stay on every page, its paper's head above, and the sheet's name, the day of printing and the page's number below. It is as wide as the
// page, or as several where its letters would be too small, over which the columns are shared evenly: breaks count only where a scale is
// given and no number of pages. It also says how far the sheet goes, and that ids made of digits are meant as text.
func layOut(f *excelize.File, s Sheet) error {
	widths, wide := s.fitted(naturalWidths(s))
	begin, room := s.shared(widths, wide)
	a4, landscape, over, any, fit, scale := 9, "landscape", "overThenDown", 0, wide == 1, uint(100*pageWidth/max(room, pageWidth))
	side, edge, foot := 0.4, 0.5, 0.2 // inches
	top := edge
	head := s.Paper.head()
	if head != "" {
		top = 0.65
	}
	end, endErr := s.end()
	titles := fmt.Sprintf("'%s'!$1:$%d", s.Name, s.headerRow())
	if s.Stay > 0 {
		last, err := excelize.ColumnNumberToName(s.Stay)
		if err != nil {
			return err
		}
		titles = fmt.Sprintf("'%s'!$A:$%s,%s", s.Name, last, titles)
	}
	var breakErr error
	for _, column := range begin {
		cell, err := excelize.CoordinatesToCellName(column+1, 1)
		breakErr = errors.Join(breakErr, err, f.InsertPageBreak(s.Name, cell))
	}
	return errors.Join(endErr, breakErr,
		f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}),
		f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Size: &a4, PageOrder: &over, Orientation: &landscape,
			AdjustTo: &scale, FitToWidth: &wide, FitToHeight: &any}),
		f.SetPageMargins(s.Name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &edge,
			Header: &foot, Footer: &foot}),
		f.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{OddHeader: head, OddFooter: "&L&A" + s.Foot + "&Cprinted &D&RPage &P of &N"}),
		f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: s.Name}),
		f.AddIgnoredErrors(s.Name, "A1:"+end, excelize.IgnoredErrorsNumberStoredAsText),
		f.SetSheetDimension(s.Name, "A1:"+end),
	)
}

// head is the head of a page: the service to the left, the marking in the middle and the day to the right,
// without signs that make a text look other than it is.
func (p Paper) head() string {
	part := func(place, text string) string {
		if text = phrase.Straight(text); text == "" {
			return ""
		}
		if runes := []rune(text); len(runes) > longestPart {
			text = string(runes[:longestPart-1]) + "…"
		}
		return place + strings.ReplaceAll(text, "&", "&&") // & begins a code
	}
	return part("&L", p.Service) + part(`&C&"-,Bold"`, p.Marking) + part("&R", p.Date)
}

// longestPart is the most characters of a part of a page's head, which together may have 255 with
// each & written twice.
const longestPart = 38
