package caselist

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"onecase/sample"
)

// bigRow is row i of a long list, as a service might send it.
func bigRow(i int) []string {
	gender := []string{"M", "F"}[i%7/6]
	disposal := []string{"RO", "YRO", "YCC", "CR", "DTO"}[i%5]
	rosh := []string{"Low", "Medium", "High", "V High"}[i%11%4]
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%366)
	return []string{
		fmt.Sprintf("K%06d", i), fmt.Sprintf("X%06d", i), fmt.Sprintf("First%d", i%977), fmt.Sprintf("Family%d", i%4999),
		fmt.Sprintf("%02d/%02d/2005", i%28+1, i%12+1), gender, disposal, rosh, "Medium",
		day.Format("02/01/2006"), fmt.Sprintf("Manager %d", i%300), fmt.Sprintf("Team %d", i%12),
	}
}

var bigHeader = []string{"Case ID", "CRN", "First name", "Surname", "DoB", "Gender", "Disposal", "RoSH", "Safety",
	"Start date", "Case manager", "Team"}

func bigCSV(rows int) []byte {
	var b bytes.Buffer
	b.WriteString(strings.Join(bigHeader, ",") + "\n")
	for i := range rows {
		b.WriteString(strings.Join(bigRow(i), ",") + "\n")
	}
	return b.Bytes()
}

var kentGroups = []sample.Group{
	{ID: "court", Name: "Court disposals", Disposals: []string{"community", "custody", "licence"},
		Window: &sample.Window{MinMonths: 6, MaxMonths: 9}},
	{ID: "ooc", Name: "Out-of-court disposals", Disposals: []string{"youth-caution", "youth-conditional-caution", "community-resolution"},
		Window: &sample.Window{MinMonths: 2, MaxMonths: 5}},
}

// A list of 300 000 rows is read in 0.2 s and cleaned in 0.3 s of a processor's
// time, so that a draw from it takes about a second as a whole process: 1.0 s of
// processor time on a machine busy with other work, and a third less than with
// encoding/csv for every line and people compared by text.
func BenchmarkReadCSV300k(b *testing.B) {
	data := bigCSV(300_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(bytes.NewReader(data), "big.csv", ReadOptions{Headers: Headers}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkClean300k(b *testing.B) {
	sheet, err := Read(bytes.NewReader(bigCSV(300_000)), "big.csv", ReadOptions{Headers: Headers})
	if err != nil {
		b.Fatal(err)
	}
	opts := CleanOptions{Groups: kentGroups, AsOf: time.Date(2020, 12, 15, 0, 0, 0, 0, time.UTC)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Clean(sheet, opts); err != nil {
			b.Fatal(err)
		}
	}
}

// bigWorkbook has dates as dates and the rest as text.
func bigWorkbook(tb testing.TB, rows int) []byte {
	f := excelize.NewFile()
	defer f.Close()
	format := "dd/mm/yyyy"
	date, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	check(tb, err)
	w, err := f.NewStreamWriter("Sheet1")
	check(tb, err)
	set := func(row int, texts []string) {
		cells := make([]any, len(texts))
		for i, t := range texts {
			cells[i] = t
			if d, err := time.Parse("02/01/2006", t); err == nil && i == 9 {
				cells[i] = excelize.Cell{StyleID: date, Value: d}
			}
		}
		check(tb, w.SetRow(fmt.Sprintf("A%d", row), cells))
	}
	set(1, bigHeader)
	for i := range rows {
		set(i+2, bigRow(i))
	}
	check(tb, w.Flush())
	var out bytes.Buffer
	check(tb, f.Write(&out))
	return out.Bytes()
}

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// The rows of a workbook are read as a stream: beside the workbook's own XML, once,
// only the text that is kept is in memory. As a whole process (plan, nine columns, a
// busy 2-core machine): 6 s of processor time and 199 MB, nearly all of it in
// encoding/xml. With excelize's temporary files it is 119 MB, but 8.7 s, and a copy
// of the list lies on the disk; its raw values would lose zeros in front of ids that
// come from a number format.
func BenchmarkReadXLSX100k(b *testing.B) {
	data := bigWorkbook(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		sheet, err := Read(bytes.NewReader(data), "big.xlsx", ReadOptions{Headers: Headers})
		if err != nil {
			b.Fatal(err)
		}
		if len(sheet.Rows) != 100_000 || sheet.Rows[0].Cells[9] != "2020-01-01" {
			b.Fatal("wrong rows")
		}
	}
}
