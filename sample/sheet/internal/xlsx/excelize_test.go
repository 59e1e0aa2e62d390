package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func open(tb testing.TB, data []byte) *Workbook {
	tb.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	check(tb, err)
	book, err := Open(archive)
	check(tb, err)
	return book
}

// grid has the text of every cell by row number, without blanks around and
// without empty cells at the end.
func grid(rows *Rows) (map[int][]string, error) {
	all := map[int][]string{}
	for row, err := range rows.All() {
		if err != nil {
			return nil, err
		}
		if cells := trimmed(row.Cells); len(cells) > 0 {
			all[row.Number] = cells
		}
	}
	return all, nil
}

func trimmed(cells []string) []string {
	out := []string{}
	for i, c := range cells {
		if c = strings.TrimSpace(c); c != "" {
			out = append(append(out, make([]string, i-len(out))...), c)
		}
	}
	return out
}

// The formats of numbers that are no dates and that lists have: excelize shows
// numbers in them as Excel does, but for zeros that have a section of their own.
var numberFormats = []string{
	"", "General", "0", "00000", "0.0", "0.00", "#,##0", "#,##0.00", "0%", "0.0%", "0.00%", "0.00E+00", "@", "#",
	"#.##", "0.###", "#,##0.###",
	`"K"0000`, `0" cases"`, `"£"#,##0.00`, `[$£-809]#,##0`, `[$€-2] #,##0.00`, "[Red]0.00", "0;[Red]-0",
	"0.00_);(0.00)", "#,##0;[Red](#,##0)",
	`_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-`, `000\-000`, `00" "00" "00`, "(000) 000-0000", "0,",
	"0.0,,", "[<100]0;0", "$#,##0", "-0", "+0;-0", "0;0;0;@", "General;-General", `"Mr "@`, `0;-0;0;"text "@`,
	"h:mm", "hh:mm", "hh:mm:ss", "[h]:mm", "[hh]:mm:ss",
}

// Every cell reads as excelize reads it, and every date as it was written.
func TestCellsAreThoseOfExcelize(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	numbers := []float64{0, 1, 7, 12, 13.5, 0.5, 0.25, 0.125, 0.1, 0.3, 1.0 / 3, 2.5, 99.995, 123, 1234, 12345.678,
		1234567, 12345678901, 1e15, 0.00001, 1e-7, 44289, 44289.5}
	books := sweep(10, 300)
	t.Logf("%d workbooks", books)
	for range books {
		f := excelize.NewFile()
		styles := map[string]int{}
		for _, code := range numberFormats {
			if styles[code] = 0; code != "" {
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
				check(t, err)
				styles[code] = style
			}
		}
		for _, id := range []int{1, 2, 3, 4, 9, 11, 20, 21, 37, 38, 39, 40, 41, 42, 43, 44, 46, 49} {
			style, err := f.NewStyle(&excelize.Style{NumFmt: id})
			check(t, err)
			styles[fmt.Sprint("built-in ", id)] = style
		}
		names := slices.Clone(numberFormats)
		for name := range styles {
			if strings.HasPrefix(name, "built-in") {
				names = append(names, name)
			}
		}
		written := map[string]string{} // what was put into a cell, for the message
		for row := 1; row <= 40; row++ {
			for column := 1; column <= 8; column++ {
				if random.IntN(4) == 0 {
					continue
				}
				cell, err := excelize.CoordinatesToCellName(column, row)
				check(t, err)
				var value any
				name := names[random.IntN(len(names))]
				isTime := strings.Contains(name, "h:") || strings.Contains(name, "h]") ||
					slices.Contains([]string{"built-in 20", "built-in 21", "built-in 46"}, name)
				switch random.IntN(6) {
				case 0:
					value = []string{"K1", "00123", " a b ", "x_x0041_y", "_x005F_", "Łódź & <b>",
						"line\nbreak", "", "12.50"}[random.IntN(9)]
				case 1:
					value = random.IntN(2) == 0
				case 2:
					if isTime || strings.HasPrefix(name, "General") {
						continue // no time is less than none
					}
					value = -numbers[random.IntN(len(numbers))]
				default:
					x := numbers[random.IntN(len(numbers))]
					if isTime && x > 1e5 || strings.HasPrefix(name, "General") && len(strconv.FormatFloat(x, 'f', -1, 64)) > 11 {
						continue // excelize's hours overflow, and its General loses digits that the cell has
					}
					value = x
				}
				check(t, f.SetCellValue("Sheet1", cell, value))
				check(t, f.SetCellStyle("Sheet1", cell, cell, styles[name]))
				written[fmt.Sprint(row, " ", column)] = fmt.Sprintf("%v as %s", value, name)
			}
		}
		var out bytes.Buffer
		check(t, f.Write(&out))
		again, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
		check(t, err)
		want, err := again.GetRows("Sheet1")
		check(t, err)
		book := open(t, out.Bytes())
		got, err := grid(book.Rows(book.Sheets[0]))
		check(t, err)
		for i, cells := range want {
			cells = trimmed(cells)
			for j := range max(len(cells), len(got[i+1])) {
				a, b := "", ""
				if j < len(cells) {
					a = cells[j]
				}
				if j < len(got[i+1]) {
					b = got[i+1][j]
				}
				if a != b {
					t.Errorf("%s: got %q, want %q", written[fmt.Sprint(i+1, " ", j+1)], b, a)
				}
			}
		}
	}
}
