package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"onecase/discretion"
)

// plannersList writes an Excel list as a service may send it: a title above the
// header, codes, dates as dates.
func plannersList(tb testing.TB, name string, rows int) {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	format := "dd/mm/yyyy"
	day, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	must(tb, err)
	w, err := f.NewStreamWriter("Sheet1")
	must(tb, err)
	must(tb, w.SetRow("A1", []any{"Cases open on 1 June 2021"}))
	must(tb, w.SetRow("A3", []any{"Case reference", "CRN", "Gender", "Disposal type", "RoSH level",
		"Safety and wellbeing", "Start date", "Case manager", "Team"}))
	start := time.Date(2020, 8, 1, 0, 0, 0, 0, time.UTC)
	for i := range rows {
		must(tb, w.SetRow(fmt.Sprintf("A%d", i+4), []any{
			fmt.Sprintf("K%05d", i), fmt.Sprintf("X%05d", i), []string{"M", "M", "M", "F"}[i%4],
			[]string{"RO", "YRO", "YCC", "CR", "DTO", "YC"}[i%6], []string{"RLRH", "RMRH", "RHRH", "V High"}[i*i%11%4],
			[]string{"Low", "Medium", "High"}[i/7%3],
			excelize.Cell{StyleID: day, Value: start.AddDate(0, 0, i%300)}, fmt.Sprintf("Manager %d", i%60), fmt.Sprintf("Team %d", i%7),
		}))
	}
	must(tb, w.Flush())
	must(tb, f.SaveAs(name))
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// pack draws from the list as a planner does, with one command, into a folder:
// the record, the sample with its plan and balance, and an empty grid.
func pack(tb testing.TB, list, folder string) {
	tb.Helper()
	in := func(name string) string { return filepath.Join(folder, name) }
	_, stderr, code := try("draw", list, "--as-of", "2021-06-21", "--seed", "dice 3 1 4 1 5", "--keep", "Team", "--format", "html",
		"--record", in("record.json"), "--output", in("sample.xlsx"), "--judgements", in("grid.xlsx"), "--force")
	if code != 0 {
		tb.Fatal(stderr)
	}
}

// The planner's path: one command makes the whole pack from an Excel list of 5,000
// rows. Repeated, it makes the same bytes, times apart. The pack verifies, and with
// one cell of the list changed it does not.
func TestPlannersPathFromExcelList(t *testing.T) {
	t.Chdir(t.TempDir())
	plannersList(t, "list.xlsx", 5000)
	files := map[string][2]string{}
	for i, folder := range []string{"first", "again"} {
		must(t, os.Mkdir(folder, 0o700))
		pack(t, "list.xlsx", folder)
		for _, name := range []string{"record.json", "sample.xlsx", "grid.xlsx"} {
			text, err := os.ReadFile(filepath.Join(folder, name))
			must(t, err)
			both := files[name]
			both[i] = string(text)
			files[name] = both
		}
	}
	times := regexp.MustCompile(`(?s)"salt": .*`)
	for name, both := range files {
		a, b := both[0], both[1]
		if name == "record.json" {
			a, b = times.ReplaceAllString(a, ""), times.ReplaceAllString(b, "")
		}
		if a != b || len(a) < 1000 {
			t.Errorf("%s of the second draw is not that of the first", name)
		}
	}
	if stdout, stderr, code := try("verify", "first/record.json", "list.xlsx"); code != 0 || !strings.HasPrefix(stdout, "Verified") {
		t.Fatalf("exit %d: %s%s", code, stdout, stderr)
	}
	changed := regexp.MustCompile(`"id":"K(\d+)"`).FindStringSubmatch(files["record.json"][0])
	if changed == nil {
		t.Fatal("nothing selected")
	}
	var row int
	fmt.Sscanf(changed[1], "%d", &row)
	f, err := excelize.OpenFile("list.xlsx")
	must(t, err)
	defer f.Close()
	cell := fmt.Sprintf("E%d", row+4)
	was, err := f.GetCellValue("Sheet1", cell)
	must(t, err)
	must(t, f.SetCellStr("Sheet1", cell, map[bool]string{true: "RLRH", false: "RMRH"}[was != "RLRH"]))
	must(t, f.SaveAs("changed.xlsx"))
	want := fmt.Sprintf("Changed, 1 case: K%s (row %d).", changed[1], row+4)
	if stdout, stderr, code := try("verify", "first/record.json", "changed.xlsx"); code != 1 || !strings.Contains(stdout, want) {
		t.Errorf("exit %d, want %q in: %s%s", code, want, stdout, stderr)
	}
}

// The planner's path takes 0.6 s of processor time as a whole process for 5,000
// rows, and 42 MB: reading the workbook, drawing with the table of plans, writing both
// workbooks and the record.
func BenchmarkPlannersPath(b *testing.B) {
	b.Chdir(b.TempDir())
	plannersList(b, "list.xlsx", 5000)
	b.ReportAllocs()
	for b.Loop() {
		pack(b, "list.xlsx", ".")
	}
}

// A sample drawn from a list of 300,000 rows of separated text, as a whole: reading,
// cleaning, drawing, writing. With twelve columns and names to compare it is 0.7 to 0.8 s of
// processor time and 190 MB as a whole process, and 1.0 s where two groups have tables of
// plans with weights of the least largest design effect.
func BenchmarkDrawFromLongList(b *testing.B) {
	b.Chdir(b.TempDir())
	var text bytes.Buffer
	text.WriteString("Case ID,CRN,Gender,Disposal,RoSH,Start date,Case manager,Team\n")
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 300_000 {
		fmt.Fprintf(&text, "K%06d,X%06d,%s,%s,%s,%s,Manager %d,Team %d\n", i, i, []string{"M", "M", "F"}[i%3],
			[]string{"RO", "YCC", "CR", "DTO"}[i%4],
			[]string{"Low", "Medium", "High", "V High"}[i%11%4], start.AddDate(0, 0, i%366).Format("02/01/2006"), i%300, i%12)
	}
	must(b, os.WriteFile("list.csv", text.Bytes(), 0o600))
	for b.Loop() {
		_, stderr, code := try("draw", "list.csv", "--as-of", "2020-12-15", "--seed", "1", "--record", "r.json",
			"--output", "s.csv", "--force")
		if code != 0 {
			b.Fatal(stderr)
		}
	}
}

// Limits of the demo's 22 questions from its record: 4 ms of the processor's time by the
// cells of the draw, where each answer is known; 0.42 s by the law of the draw over its
// plans, where totals are.
func BenchmarkEstimateOfTheDemo(b *testing.B) {
	b.Chdir(b.TempDir())
	if _, stderr, code := try("demo", "kent"); code != 0 {
		b.Fatal(stderr)
	}
	for _, name := range []string{"judgements.csv", "kent.toml"} {
		inspection, _, err := discretion.Open("kent/"+name, discretion.OpenOptions{Record: "kent/kent.record.json"})
		must(b, err)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, err := inspection.Estimate(inspection.Record, discretion.EstimateOptions{})
				must(b, err)
			}
		})
	}
}
