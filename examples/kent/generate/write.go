package main

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// listCSV is the list as a program would export it. Its last column says in
// every row that the case is made up.
func listCSV(cases []listed) ([]byte, error) {
	rows := [][]string{{"case_id", "gender", "age", "disposal", "rosh", "safety", "start_date", "team", "case_manager", "origin"}}
	for _, c := range cases {
		rows = append(rows, []string{c.id, c.gender, strconv.Itoa(c.age), c.disposal, c.rosh, c.safety,
			c.start.Format(time.DateOnly), c.team, c.manager, "synthetic"})
	}
	return toCSV(rows)
}

func toCSV(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// notice stands above the header of the workbook, as titles do in real lists.
const notice = "Kent, current cases on 21 June 2021. SYNTHETIC: made by a program, no real child or case"

// listXLSX is the same list as a service would send it: a title above the
// header, long headings, codes for the RoSH classification, dates as dates.
func listXLSX(cases []listed) ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	const sheet = "Long list"
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return nil, err
	}
	day := "dd/mm/yyyy"
	dates, err := book.NewStyle(&excelize.Style{CustomNumFmt: &day})
	if err != nil {
		return nil, err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, err
	}
	rows := [][]any{{notice}, {}, {"Case reference", "Gender", "Age", "Case/sentence type",
		"Risk of Serious Harm [RoSH] classification", "Safety and wellbeing classification",
		"Date of sentence or release on licence", "Team", "Responsible officer"}}
	codes := map[string]string{"low": "RLRH", "medium": "RMRH", "high": "RHRH", "very high": "RVRH"}
	genders := map[string]string{"male": "M", "female": "F"}
	for _, c := range cases {
		rows = append(rows, []any{c.id, genders[c.gender], c.age, c.disposal, codes[c.rosh], c.safety,
			c.start, c.team, c.manager})
	}
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return nil, err
		}
		if err := book.SetSheetRow(sheet, cell, &row); err != nil {
			return nil, err
		}
	}
	const head = 3
	for _, err := range []error{
		book.MergeCell(sheet, "A1", "I1"),
		book.SetCellStyle(sheet, "A1", "I1", bold),
		book.SetRowStyle(sheet, head, head, bold),
		book.SetColStyle(sheet, "G", dates),
		book.SetCellStyle(sheet, "G4", "G"+strconv.Itoa(len(cases)+head), dates),
		book.SetColWidth(sheet, "A", "I", 18),
		book.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: "A4", ActivePane: "bottomLeft"}),
	} {
		if err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
