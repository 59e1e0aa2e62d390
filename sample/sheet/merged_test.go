package sheet

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// What is merged over rows is filled in, what is merged over columns is said, and a
// header over two rows is put together. What comes of it in a list of cases is in the
// tests of package caselist.
func TestMergedCells(t *testing.T) {
	for _, test := range []struct {
		name   string
		rows   [][]any // from row 1
		merged []string
		want   string
		across []Span
		codes  string
	}{
		{"a title, and headings of columns", [][]any{{"Cases of Kent"}, {}, {"Child", nil, "Sentence"},
			{"case id", "gender", "disposal", "start date"}, {"K1", "M", "RO", "x"}},
			[]string{"A1:D1", "A3:B3", "C3:D3"}, "4:case id|gender|disposal|start date 5:K1|M|RO|x", nil, ""},
		{"over rows, and over rows and columns", [][]any{{"case id", "sex", "disposal"}, {"K1", "F", "RO"},
			{"K2", nil, "YRO"}, {"K3", "", "RO"}, {"K4", "M"}, {"K5"}},
			[]string{"B2:B4", "B5:C6"}, "1:case id|sex|disposal 2:K1|F|RO 3:K2|F|YRO 4:K3|F|RO 5:K4|M| 6:K5||",
			[]Span{{5, 1, 2}, {6, 1, 2}}, "merged-cells merged-wide"},
		{"to the right of all headers", [][]any{{"case id", "sex"}, {"K1", "F"}}, []string{"C1:C2"}, "1:case id|sex 2:K1|F", nil, ""},
		{"a header over a row below and its neighbour", [][]any{{"case id", "sex", nil, "team"}, {"K1", nil, nil, "x"},
			{"K2", "F", nil, "y"}},
			[]string{"B1:C2"}, "1:case id|sex||team 2:K1|||x 3:K2|F||y", nil, ""},
		{"a header over two rows beside cells without text", [][]any{{"case id", "Order"}, {nil, "Type", "Date"}, {"K1", "RO", "x"}},
			[]string{"A1:A2", "C1:D1"}, "2:case id|Order Type|Date 3:K1|RO|x", nil, "header-joined"},
		{"next to the table", [][]any{{"case id", "sex"}, {"K1", "F", "see below"}, {"K2", "M"}},
			[]string{"C2:C3"}, "1:case id|sex| 2:K1|F|see below 3:K2|M|", nil, "no-header"},
		{"a blank cell below merged ones", [][]any{{"case id", "sex", "team"}, {"K1", "F", "x"}, {"K2", nil, "x"}, {"K3", nil, "x"}},
			[]string{"B2:B3"}, "1:case id|sex|team 2:K1|F|x 3:K2|F|x 4:K3||x", nil, "merged-cells"},
		{"over rows without text", [][]any{{"case id", "sex"}, {"K1"}, {"K2"}}, []string{"B2:B3"}, "1:case id|sex 2:K1| 3:K2|", nil, ""},
		{"a heading, a note, and an officer's cell over a note",
			[][]any{{"case id", "sex", "case manager"}, {"Team North"}, {"K1", "F", "Ash"}, {"K2", "M"}, {"with transfers"}, {"K3", "M"}},
			[]string{"A2:C2", "C3:C6"}, "1:case id|sex|case manager 2:Team North|| 3:K1|F|Ash 4:K2|M|Ash 5:with transfers|| 6:K3|M|",
			[]Span{{2, 0, 2}}, "merged-cells merged-end"},
		{"a header over two rows", [][]any{{"Cases of Kent"},
			{"case id", "sex", "Order", nil, "RoSH", nil, "Previous order", "Child"},
			{nil, nil, "Type", "Date", "Level", "Date", "Start date", "Date of birth"}, {"K1", "F", "RO", "x", "Low", "y", "z", "d"}},
			[]string{"A1:H1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"},
			"3:case id|sex|Order Type|Order Date|RoSH Level|RoSH Date|Previous order Start date|Date of birth 4:K1|F|RO|x|Low|y|z|d", nil, "header-joined"},
		{"a header over two rows, of which the lower has more", [][]any{{"case id", "Child", nil, "Case"},
			{nil, "gender", "Surname", "disposal", "start date"}, {"K1", "F", "Ash", "RO", "x"}},
			[]string{"A1:A2", "B1:C1", "D1:E1"}, "2:case id|gender|Child Surname|disposal|start date 3:K1|F|Ash|RO|x",
			nil, "header-joined"},
		{"a header over two rows beside one that is not", [][]any{{"case id", nil, "Order"},
			{nil, "remarks", "Type", "Date"}, {"K1", "x", "RO", "y"}},
			[]string{"A1:A2", "C1:D1"}, "2:case id|remarks|Order Type|Order Date 3:K1|x|RO|y", nil, "header-joined"},
		{"beside the table", [][]any{{"case id", "sex"}, {"K1", "F", nil, "see below"}, {"K2", "M"}},
			[]string{"D2:E3"}, "1:case id|sex|| 2:K1|F||see below 3:K2|M||", nil, "no-header"},
		{"a logo beside the title and the header", [][]any{{"YJS", "Printed in June"}, {nil, "case id", "sex"}, {nil, "K1", "F"}},
			[]string{"A1:A2"}, "2:YJS|case id|sex 3:|K1|F", nil, "header-joined"},
		{"a logo beside the header and a row that is none of it", [][]any{{"YJS", "case id", "sex"}, {nil, "K1", "F"}, {nil, "K2", "M"}},
			[]string{"A1:A2"}, "1:YJS|case id|sex 2:|K1|F 3:|K2|M", nil, ""},
	} {
		sheet := readBook(t, book(t, func(f *excelize.File) {
			for i, row := range test.rows {
				setRow(t, f, "Sheet1", fmt.Sprintf("A%d", i+1), row...)
			}
			for _, area := range test.merged {
				check(t, f.MergeCell("Sheet1", area[:2], area[3:]))
			}
		}), ReadOptions{Headers: testHeaders})
		if got := shape(sheet); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
		if got := codes(sheet.Warnings); got != test.codes {
			t.Errorf("%s: got warnings %q, want %q", test.name, got, test.codes)
		}
		if diff := cmp.Diff(test.across, sheet.Across); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// Where no header stands alone, the texts of both rows are put together, unless fewer
// are known then.
func TestNoHeaderStandsAlone(t *testing.T) {
	for above, want := range map[string]string{
		"Case": "2:YJS|Case id|sex 3:|K1|F", "Printed in June": "2:|id|sex 3:|K1|F",
	} {
		sheet := readBook(t, book(t, func(f *excelize.File) {
			setRow(t, f, "Sheet1", "A1", "YJS", above)
			setRow(t, f, "Sheet1", "A2", nil, "id", "sex")
			check(t, f.MergeCell("Sheet1", "A1", "A2"))
			setRow(t, f, "Sheet1", "A3", nil, "K1", "F")
		}), ReadOptions{Headers: Headers{Known: isTestHeader}})
		if got := shape(sheet); got != want {
			t.Errorf("%s: got %q, want %q", above, got, want)
		}
	}
}

// What was done with merged cells is said with their number and the first row.
func TestMergedCellsAreSaid(t *testing.T) {
	sheet := readBook(t, book(t, func(f *excelize.File) {
		for i, row := range [][]any{{"Cases"}, {"case id", "Order", nil, "team"}, {nil, "Type", "Date"},
			{"K1", "RO", "x", "North"}, {"K2", "YRO", "y"},
			{"K3", "RO", "z", "South"}, {"K4"}, {"note"}, {"K5", "RO", "z"}} {
			setRow(t, f, "Sheet1", fmt.Sprintf("A%d", i+1), row...)
		}
		for _, area := range []string{"A2:A3", "B2:C2", "D2:D3", "D4:D5", "D6:D9", "B6:C7"} {
			check(t, f.MergeCell("Sheet1", area[:2], area[3:]))
		}
	}), ReadOptions{Headers: testHeaders})
	var got []string
	for _, w := range sheet.Warnings {
		got = append(got, w.Message)
	}
	want := []string{"the header is in rows 2 and 3, whose texts were put together",
		"the text of 1 merged cell was taken for every row it covers (the first is in row 4)",
		"1 merged cell goes over a row with one text and nothing else, as a note has, and was not taken for that row and those below it (the first such row is 7)",
		"1 cell is merged over several rows and columns, and only the first row and column of it was taken to have the text (the first is in row 6)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
