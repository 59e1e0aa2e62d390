package caselist

import (
	"fmt"
	"testing"
	"time"

	"onecase/sample"
	"onecase/sample/sheet"
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

func bigSheet(rows int) *sheet.Sheet {
	list := &sheet.Sheet{File: "big.csv", HeaderRow: 1, Header: bigHeader}
	for i := range rows {
		list.Rows = append(list.Rows, sheet.NewRow(i+2, bigRow(i)...))
	}
	return list
}

var kentGroups = []sample.Group{
	{ID: "court", Name: "Court disposals", Disposals: []string{"community", "custody", "licence"},
		Window: &sample.Window{MinMonths: 6, MaxMonths: 9}},
	{ID: "ooc", Name: "Out-of-court disposals", Disposals: []string{"youth-caution", "youth-conditional-caution", "community-resolution"},
		Window: &sample.Window{MinMonths: 2, MaxMonths: 5}},
}

// The list of 300 000 rows is cleaned, once it has been read.
func BenchmarkClean300k(b *testing.B) {
	list := bigSheet(300_000)
	opts := CleanOptions{Groups: kentGroups, AsOf: time.Date(2020, 12, 15, 0, 0, 0, 0, time.UTC)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Clean(list, opts); err != nil {
			b.Fatal(err)
		}
	}
}
