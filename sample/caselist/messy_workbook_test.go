package caselist

import (
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"onecase/sample"
)

// book writes a workbook with what fill puts in it.
func book(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	out, err := f.WriteToBuffer()
	check(t, err)
	return out.Bytes()
}

func setRow(t testing.TB, f *excelize.File, sheet, cell string, values ...any) {
	t.Helper()
	check(t, f.SetSheetRow(sheet, cell, &values))
}

func messyWorkbooks(t *testing.T) []messy {
	return []messy{
		{name: "a title merged over the columns, a notes sheet, a hidden sheet, formatted blank rows",
			data: book(t, func(f *excelize.File) {
				setRow(t, f, "Sheet1", "A1", "Please read: how to fill in this return")
				_, err := f.NewSheet("Old")
				check(t, err)
				setRow(t, f, "Old", "A1", "case_id", "gender", "disposal", "start date")
				setRow(t, f, "Old", "A2", "OLD1", "M", "RO", "2020-12-01")
				check(t, f.SetSheetVisible("Old", false))
				_, err = f.NewSheet("Long list")
				check(t, err)
				setRow(t, f, "Long list", "A1", "Youth justice service: cases")
				check(t, f.MergeCell("Long list", "A1", "D1"))
				setRow(t, f, "Long list", "A3", "Child", "", "Sentence", "")
				check(t, f.MergeCell("Long list", "A3", "B3"))
				setRow(t, f, "Long list", "A4", "Case\nreference ", "Gender\u00a0", "Disposal type", "Start\ndate")
				setRow(t, f, "Long list", "A5", "K1", "M", "RO", time.Date(2020, 12, 1, 0, 0, 0, 0, time.UTC))
				setRow(t, f, "Long list", "A6", "K2", "F", "YRO", "2/12/2020")
				setRow(t, f, "Long list", "A7", 17, "F", "YRO", 44167)
				check(t, f.SetCellFormula("Long list", "A8", `="K"&3`))
				bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
				check(t, err)
				check(t, f.SetCellStyle("Long list", "A9", "D400", bold))
			}), want: `
header in row 4 of Long list
id: Case reference
gender: Gender
disposal: Disposal type
start: Start date
K1 court male community 2020-12-01
K2 court female community 2020-12-02
17 court female community 2020-12-02
warning sheet: the sheet "Long list" was read, the first with headers and rows, of 2 with text
warning day-first: no date of column "Start date" shows whether the day or the month comes first; they were read with the day first (2/12/2020 in row 6 as 2 December 2020)
`},
		{name: "cells merged over several rows, and over several columns", data: book(t, func(f *excelize.File) {
			setRow(t, f, "Sheet1", "A1", "Case no", "Sex", "Disposal", "Date of start")
			check(t, f.MergeCell("Sheet1", "A1", "A2"))
			setRow(t, f, "Sheet1", "A3", "K1", "F", "RO", "2020-12-01")
			setRow(t, f, "Sheet1", "A4", "K2", "", "YRO", "2020-12-02")
			setRow(t, f, "Sheet1", "A5", "K3", "", "RO", "2020-12-03")
			check(t, f.MergeCell("Sheet1", "B3", "B5"))
			setRow(t, f, "Sheet1", "A6", "K4", "", "DTO", "2020-12-04")
			setRow(t, f, "Sheet1", "A7", "K5", "", "DTO", "2020-12-04")
			check(t, f.MergeCell("Sheet1", "B6", "B7"))
			setRow(t, f, "Sheet1", "A8", "K6", "M", "", "2020-12-05")
			setRow(t, f, "Sheet1", "A9", "K7", "", "", "2020-12-05")
			check(t, f.MergeCell("Sheet1", "B8", "C9"))
		}), want: `
header in row 1 of Sheet1
id: Case no
gender: Sex
disposal: Disposal
start: Date of start
K1 court female community 2020-12-01
K2 court female community 2020-12-02
K3 court female community 2020-12-03
K4 court unknown custody 2020-12-04
K5 court unknown custody 2020-12-04
2 problem
row 8: the disposal is not recorded, so the case cannot be put in a group: court, ooc
row 9: the disposal is not recorded, so the case cannot be put in a group: court, ooc
warning merged-cells: the text of 1 merged cell was taken for every row it covers (the first is in row 3)
warning merged-wide: 1 cell is merged over several rows and columns, and only the first row and column of it was taken to have the text (the first is in row 8)
warning blank-rows: 1 blank row was passed over (the first is row 2)
`},
		{name: "a heading and a note merged over the columns, and an officer's cell down to notes", data: book(t, func(f *excelize.File) {
			setRow(t, f, "Sheet1", "A1", "Case no", nil, "Sex", "Disposal", "Date of start", "Case manager")
			setRow(t, f, "Sheet1", "A2", "Team North")
			check(t, f.MergeCell("Sheet1", "A2", "F2"))
			setRow(t, f, "Sheet1", "A3", "K1", nil, "F", "RO", "2020-12-01", "Ash")
			check(t, f.MergeCell("Sheet1", "A1", "B1"))
			check(t, f.MergeCell("Sheet1", "A3", "B3"))
			setRow(t, f, "Sheet1", "A4", "K2", nil, "M", "RO", "2020-12-02")
			setRow(t, f, "Sheet1", "A5", "with transfers")
			setRow(t, f, "Sheet1", "A6", "K3", nil, "M", "RO", "2020-12-02")
			check(t, f.MergeCell("Sheet1", "F3", "F6"))
			setRow(t, f, "Sheet1", "A7", "Printed in June")
			check(t, f.MergeCell("Sheet1", "A7", "E8"))
		}), opts: CleanOptions{Groups: []sample.Group{{ID: "all"}}, Match: []string{"gender", "manager"}}, want: `
header in row 1 of Sheet1
id: Case no
gender: Sex
disposal: Disposal
start: Date of start
manager: Case manager
K1 all female Ash 2020-12-01
K2 all male Ash 2020-12-02
K3 all male unknown 2020-12-02
3 set-aside
warning merged-cells: the text of 1 merged cell was taken for every row it covers (the first is in row 3)
warning merged-end: 1 merged cell goes over a row with one text and nothing else, as a note has, and was not taken for that row and those below it (the first such row is 5)
warning set-aside: 3 rows are no cases and were set aside: row 2, a heading or a note ("Team North"); row 5, a heading or a note ("with transfers"); row 7, a heading or a note ("Printed in June")
`},
		{name: "a header over two rows", data: book(t, func(f *excelize.File) {
			setRow(t, f, "Sheet1", "A1", "Cases of Kent")
			check(t, f.MergeCell("Sheet1", "A1", "H1"))
			setRow(t, f, "Sheet1", "A2", "Case no", "Sex", "Order", nil, "RoSH", nil, "Previous order", "Child")
			setRow(t, f, "Sheet1", "A3", nil, nil, "Type", "Date", "Level", "Date", "Start date", "Date of birth")
			for _, m := range [][2]string{{"A2", "A3"}, {"B2", "B3"}, {"C2", "D2"}, {"E2", "F2"}} {
				check(t, f.MergeCell("Sheet1", m[0], m[1]))
			}
			setRow(t, f, "Sheet1", "A4", "K1", "F", "RO", "2020-12-01", "Low", "2021-01-01", "2019-12-01", "2005-12-01")
			setRow(t, f, "Sheet1", "A5", "K2", "M", "RO", "2020-12-02", "High", "2021-01-01", "2019-12-01", "2005-12-01")
		}), want: `
header in row 3 of Sheet1
id: Case no
gender: Sex
disposal: Order Type
rosh: RoSH Level
start: Order Date
dob: Date of birth
K1 court female community low 2020-12-01
K2 court male community high 2020-12-02
warning header-joined: the header is in rows 2 and 3, whose texts were put together
`},
		{name: "a header over two rows, of which the lower has more", data: book(t, func(f *excelize.File) {
			setRow(t, f, "Sheet1", "A1", "Case no", "Child", nil, "Case")
			setRow(t, f, "Sheet1", "A2", nil, "Gender", "Surname", "Disposal type", "Start date", "RoSH level")
			for _, m := range [][2]string{{"A1", "A2"}, {"B1", "C1"}, {"D1", "F1"}} {
				check(t, f.MergeCell("Sheet1", m[0], m[1]))
			}
			setRow(t, f, "Sheet1", "A3", "K1", "F", "Ash", "RO", "2020-12-01", "Low")
		}), want: `
header in row 2 of Sheet1
id: Case no
gender: Gender
disposal: Disposal type
rosh: RoSH level
start: Start date
family-name: Surname
K1 court female community low 2020-12-01
warning header-joined: the header is in rows 1 and 2, whose texts were put together
`},
		{name: "a logo merged beside the title and the header", data: book(t, func(f *excelize.File) {
			setRow(t, f, "Sheet1", "A1", "YJS", "Printed in June")
			setRow(t, f, "Sheet1", "A2", nil, "Case no", "Sex", "Disposal", "Start date")
			check(t, f.MergeCell("Sheet1", "A1", "A2"))
			setRow(t, f, "Sheet1", "A3", nil, "K1", "F", "RO", "2020-12-01")
		}), want: `
header in row 2 of Sheet1
id: Case no
gender: Sex
disposal: Disposal
start: Start date
K1 court female community 2020-12-01
warning header-joined: the header is in rows 1 and 2, whose texts were put together
`},
		{name: "rows hidden by a filter, ids with leading zeros, a column without a header", data: book(t, func(f *excelize.File) {
			setRow(t, f, "Sheet1", "A1", "Case no", "Sex", "", "Disposal", "Date of start")
			setRow(t, f, "Sheet1", "A2", 7, "M", "x", "RO", "2020-12-01")
			format := "00000"
			zeros, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			check(t, err)
			check(t, f.SetCellStyle("Sheet1", "A2", "A2", zeros))
			setRow(t, f, "Sheet1", "A3", "00008", "F", "", "RO", "2020-12-01")
			setRow(t, f, "Sheet1", "A4", 1.5, "F", "", "RO", "2020-12-01")
			check(t, f.SetRowVisible("Sheet1", 3, false))
			struck, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: true}})
			check(t, err)
			check(t, f.SetCellStyle("Sheet1", "A4", "E4", struck))
		}), want: `
header in row 1 of Sheet1
id: Case no
gender: Sex
disposal: Disposal
start: Date of start
00007 court male community 2020-12-01
00008 court female community 2020-12-01
1.5 court female community 2020-12-01
warning hidden-rows: 1 hidden row was read like the others (the first is row 3)
warning struck-rows: 1 row is struck through and was read like the others (the first is row 4)
`},
	}
}
