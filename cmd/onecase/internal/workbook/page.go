package workbook

import (
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// layOut says how a sheet is printed: on A4, on its side, as wide as the page, the
// headers on every page and the sheet's name and the page's number below. It also
// says how far the sheet goes, and that ids made of digits are meant as text.
func layOut(f *excelize.File, s Sheet) error {
	a4, landscape, one, any, fit := 9, "landscape", 1, 0, true
	side, edge, foot := 0.4, 0.5, 0.2 // inches
	end, endErr := s.end()
	titles := fmt.Sprintf("'%s'!$1:$%d", s.Name, s.headerRow())
	if s.Stay > 0 {
		last, err := excelize.ColumnNumberToName(s.Stay)
		if err != nil {
			return err
		}
		titles = fmt.Sprintf("'%s'!$A:$%s,%s", s.Name, last, titles)
	}
	return errors.Join(endErr,
		f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}),
		f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &one, FitToHeight: &any}),
		f.SetPageMargins(s.Name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &edge, Bottom: &edge, Footer: &foot}),
		f.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&RPage &P of &N"}),
		f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: s.Name}),
		f.AddIgnoredErrors(s.Name, "A1:"+end, excelize.IgnoredErrorsNumberStoredAsText),
		f.SetSheetDimension(s.Name, "A1:"+end),
	)
}
