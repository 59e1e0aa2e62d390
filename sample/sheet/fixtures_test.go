package sheet

import (
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"onecase/stats"
)

// Every workbook of the folder that ONECASE_FIXTURES names reads, sheet by sheet and cell
// by cell, as excelize reads it, or is refused. Numbers are compared as numbers, whatever
// their format shows; what is above the header or repeats it is not compared. excelize
// itself leaves out halves of a pair of UTF-16 such as _xD801_, and texts of parts that are
// in an unusual folder: both are logged alone.
func TestFixturesCellByCell(t *testing.T) {
	folder := os.Getenv("ONECASE_FIXTURES")
	if folder == "" {
		t.Skip("set ONECASE_FIXTURES to a folder of workbooks")
	}
	books, refused, sheets, cells := 0, 0, 0, 0
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !slices.Contains([]string{".xlsx", ".xlsm"}, strings.ToLower(filepath.Ext(name))) {
			return err
		}
		books++
		for sheet, want := range rawCells(t, name) {
			s, err := ReadFile(name, ReadOptions{Sheet: sheet, Values: true})
			if err != nil {
				refused++
				continue
			}
			sheets++
			cells += compareRaw(t, name, s, want)
		}
		return nil
	})
	if err != nil || books == 0 {
		t.Fatal(books, err)
	}
	t.Logf("%d workbooks; %d sheets with %d cells compared, %d sheets refused", books, sheets, cells, refused)
}

// rawCells are the cells of each sheet as excelize reads them; none where it cannot, or is
// not done soon.
func rawCells(t *testing.T, name string) map[string][][]string {
	read := make(chan map[string][][]string, 1)
	go func() {
		sheets := map[string][][]string{}
		defer func() { read <- sheets }()
		book, err := excelize.OpenFile(name, excelize.Options{UnzipSizeLimit: 64 << 20, RawCellValue: true})
		if err != nil {
			return
		}
		defer book.Close()
		for _, sheet := range book.GetSheetList() {
			if rows, err := book.GetRows(sheet); err == nil {
				sheets[sheet] = rows
			}
		}
	}()
	select {
	case sheets := <-read:
		return sheets
	case <-time.After(20 * time.Second):
		t.Logf("%s: excelize is not done", name)
		return nil
	}
}

// compareRaw compares the rows below a header with raw cells, and counts those cells.
func compareRaw(t *testing.T, name string, s *Sheet, want [][]string) (cells int) {
	merged := map[Cell]bool{}
	for _, span := range s.Across {
		for column := span.First; column <= span.Last; column++ {
			merged[Cell{span.Row, column}] = true
		}
	}
	filled := slices.ContainsFunc(s.Warnings, func(w stats.Warning) bool { return w.Code == "merged-cells" })
	for _, row := range s.Rows {
		if row.Number > len(want) {
			continue // excelize stops before it
		}
		raw := want[row.Number-1]
		for i, shown := range row.Cells() {
			got, peer := s.Value(row, i), ""
			if i < len(raw) {
				peer = strings.TrimSpace(raw[i])
			}
			cells++
			switch {
			case got == peer, sameValue(shown, got, peer), peer == "" && (filled || merged[Cell{row.Number, i}]):
			case peer == "", strings.Contains(got, "_xD"):
				t.Logf("%s, sheet %q, row %d, column %d: %q, which excelize has not", name, s.Name, row.Number, i+1, got)
			default:
				t.Errorf("%s, sheet %q, row %d, column %d: %q, and excelize has %q", name, s.Name, row.Number, i+1, got, peer)
			}
		}
	}
	return cells
}

// sameValue reports whether a cell shown so, with a value, has what another reader read.
func sameValue(shown, value, peer string) bool {
	if at, err := time.Parse(time.RFC3339, strings.TrimSuffix(peer, "Z")+"Z"); err == nil {
		peer = strings.TrimSuffix(at.Round(time.Second).Format(time.DateTime), " 00:00:00")
	}
	x, err := strconv.ParseFloat(peer, 64)
	if err != nil {
		return strings.Join(strings.Fields(value), " ") == strings.Join(strings.Fields(peer), " ")
	}
	y, err := strconv.ParseFloat(value, 64)
	return err == nil && math.Abs(x-y) <= 1e-13*math.Abs(x) || shown == "TRUE" && x == 1 || shown == "FALSE" && x == 0
}
