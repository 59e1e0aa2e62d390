package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// randomSheet is a sheet of cells of all kinds, with columns to choose in and to fill in.
func randomSheet(rng *rand.Rand) Sheet {
	s := Sheet{Name: "Random", Tall: rng.IntN(4) == 0}
	columns := 1 + rng.IntN(6)
	kinds := make([]int, columns)
	for i := range columns {
		s.Header, kinds[i] = append(s.Header, strings.Repeat("head ", 1+rng.IntN(8))), rng.IntN(6)
	}
	for range rng.IntN(4) {
		var row []any
		for i := range rng.IntN(columns + 1) {
			var v any
			switch kinds[i] {
			case 0:
				v = strings.Repeat("m", rng.IntN(100))
			case 1:
				v = strings.Repeat("some words ", rng.IntN(12))
			case 2:
				v = rng.IntN(10_000)
			case 3:
				v = Decimal{Value: float64(rng.IntN(100)) / 3, Places: rng.IntN(3), Exact: rng.IntN(2) == 0}
			case 4:
				v = time.Date(2021, 4, 1+rng.IntN(28), 0, 0, 0, 0, time.UTC)
			}
			if rng.IntN(5) == 0 {
				v = nil
			}
			row = append(row, v)
		}
		s.Rows = append(s.Rows, row)
	}
	if rng.IntN(3) == 0 {
		s.Choice = &Choice{First: columns - 1, Last: columns - 1, Words: []string{"yes", "no"}}
	} else if rng.IntN(2) == 0 {
		s.Blanks = []Blank{{Column: rng.IntN(columns), Width: []float64{0, 8, 20}[rng.IntN(3)], Date: rng.IntN(3) == 0}}
	}
	return s
}

// blankOf is the one column to fill in, if it is that one.
func blankOf(s Sheet, column int) *Blank {
	if len(s.Blanks) == 0 || s.Blanks[0].Column != column {
		return nil
	}
	return &s.Blanks[0]
}

// wholeWidth is the width of a column as its longest cell needs it.
func wholeWidth(s Sheet, column int) float64 {
	n := s.headerWidth(s.Header[column]) + 4
	for _, row := range s.Rows {
		if column < len(row) {
			n = max(n, shownLength(row[column])+2)
		}
	}
	return float64(min(max(n, 8), 70))
}

// Each column has the width of its longest cell, of what is given or of an answer; each cell what was written, in a
// style that folds it just where it goes over several lines, and then its row is high enough; and headers
// stand above numbers to the right.
func TestColumnsAndRowsHaveRoom(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	folded, widths := 0, 0
	for trial := range 120 {
		s := randomSheet(rng)
		var b bytes.Buffer
		if err := Write(&b, []Sheet{s}); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		text := parts(b.Bytes(), "xl/worksheets/sheet1.xml")[0]
		style := func(cell string) *excelize.Style {
			id, err := f.GetCellStyle(s.Name, cell)
			style, err2 := f.GetStyle(id)
			if err := errors.Join(err, err2); err != nil {
				t.Fatal(err)
			}
			return style
		}
		sum, width := 0.0, make([]float64, len(s.Header))
		for i := range s.Header {
			column, err := excelize.ColumnNumberToName(i + 1)
			if err != nil {
				t.Fatal(err)
			}
			if width[i], err = f.GetColWidth(s.Name, column); err != nil {
				t.Fatal(err)
			}
			want, blank := wholeWidth(s, i), blankOf(s, i)
			switch {
			case s.chosen(i):
				want = 4.25
			case blank != nil && blank.Width > 0:
				want = blank.Width
			}
			if sum += want; sum <= s.room() && i == len(s.Header)-1 {
				if width[i] != want {
					t.Fatalf("trial %d, column %d is %v wide, want %v: %+v", trial, i, width[i], want, s)
				}
				widths++
			}
			numbers, texts := false, false
			for _, row := range s.Rows {
				if i < len(row) && row[i] != nil {
					_, isText := row[i].(string)
					numbers, texts = numbers || !isText, texts || isText
				}
			}
			if right := style(column+"1").Alignment.Horizontal == "right"; !s.chosen(i) && right != (numbers && !texts) {
				t.Fatalf("trial %d, the header of column %d stands to the right: %v: %+v", trial, i, right, s)
			}
		}
		for r, row := range s.Rows {
			lines := 1
			if s.Tall {
				lines = 2
			}
			for i := range s.Header {
				var v any
				if i < len(row) {
					v = row[i]
				}
				cell, err := excelize.CoordinatesToCellName(i+1, r+2)
				if err != nil {
					t.Fatal(err)
				}
				text, isText := v.(string)
				high := 1
				if n := shownLength(v); width[i] >= widest || float64(n+2) > width[i] {
					if need := textWidth(text); need > width[i]-2 {
						high = int(1.1*need/(width[i]-2)) + 1
					}
				}
				blank := blankOf(s, i)
				if id, err := f.GetCellStyle(s.Name, cell); err != nil || v == nil && blank == nil && !s.chosen(i) && id != 0 {
					t.Fatalf("trial %d, the empty %s has the style %d: %v", trial, cell, id, err)
				}
				if a := style(cell).Alignment; a != nil && (a.Indent == 1) != (a.Horizontal != "center") {
					t.Fatalf("trial %d, %s stands to the %s, %d from the line", trial, cell, a.Horizontal, a.Indent)
				}
				if _, date := v.(time.Time); blank != nil && (blank.Date || date) || s.chosen(i) {
					continue
				}
				if isText || blank != nil {
					if wraps := style(cell).Alignment.WrapText; wraps != (high > 1 || blank != nil) {
						t.Fatalf("trial %d, %s of %v folds: %v, %q", trial, cell, width[i], wraps, text)
					}
					lines = max(lines, high)
				}
				if exact, isDecimal := v.(Decimal); isDecimal {
					if got, err := f.GetCellValue(s.Name, cell, excelize.Options{RawCellValue: true}); err != nil ||
						exact.Exact && got != fmt.Sprint(exact.Value) {
						t.Fatalf("trial %d, %s is %q, not %v: %v", trial, cell, got, exact.Value, err)
					}
					want := strconv.FormatFloat(exact.Value, 'f', exact.Places, 64)
					if got, err := f.GetCellValue(s.Name, cell); err != nil || blank == nil && got != want {
						t.Fatalf("trial %d, %s shows %q, not %s: %v", trial, cell, got, want, err)
					}
				}
			}
			_, after, there := strings.Cut(text, fmt.Sprintf(`<row r="%d" `, r+2))
			start, _, _ := strings.Cut(after, ">")
			set := there && strings.Contains(start, `ht="`)
			height, err := f.GetRowHeight(s.Name, r+2)
			if err != nil || set != (lines > 1) || lines > 1 && height != min(15*float64(lines), 400) {
				t.Fatalf("trial %d, row %d has %v points (set: %v) for %d lines: %+v", trial, r+2, height, set, lines, s)
			}
			if lines > 2 {
				folded++
			}
		}
		f.Close()
	}
	if folded < 8 || widths < 50 {
		t.Errorf("%d rows with folded texts, %d widths: this tests little", folded, widths)
	}
}

// A page has more room above where it has a head.
func TestRoomForTheHead(t *testing.T) {
	for _, p := range []Paper{{}, {Service: "Kent"}, {Date: "2026-11-30"}} {
		f := reopened(t, []Sheet{{Name: "Cases", Header: []string{"id"}, Paper: p}})
		margins, err := f.GetPageMargins("Cases")
		head, err2 := f.GetHeaderFooter("Cases")
		want := 0.5
		if p != (Paper{}) {
			want = 0.65
		}
		if err != nil || err2 != nil || *margins.Top != want || head.OddHeader != p.head() {
			t.Errorf("%+v: %v above, head %+v", p, *margins.Top, head)
		}
	}
}

// Columns whose rows are all of one line stay as narrow as they may be, and the one that makes most rows high is
// widened, the first of those that make as many.
func TestColumnsAreWidenedForHighRowsAlone(t *testing.T) {
	const room = pageWidth*11/leastPrinted - 5 // of a page: five characters may be added, or as many as there are
	for _, c := range []struct {
		cells [][]float64
		least []float64
		wider []int
	}{
		{[][]float64{{3, 6, 2}, {1, 0, 5}}, []float64{8, 8, 8}, nil},
		{[][]float64{{200, 3, 3}}, []float64{8, 8, 8}, []int{0}},
		{[][]float64{{3, 3, 30}, {200, 3, 3}, {3, 3, 30}}, []float64{8, 8, 8}, []int{0, 2}},
		{[][]float64{{3, 3, 99}, {99, 3, 3}, {3, 3, 99}}, []float64{room - 48, 8, 40}, []int{2}},
		{[][]float64{{3, 3, 99}, {99, 3, 3}, {99, 3, 3}}, []float64{40, 8, room - 48}, []int{0}},
		{[][]float64{{3, 99, 3}, {3, 3, 99}}, []float64{room - 68, 28, 40}, []int{1}},
	} {
		s, least := Sheet{}, c.least
		widths := s.widened(c.cells, least, 1)
		for i, w := range widths {
			if (w > least[i]) != slices.Contains(c.wider, i) {
				t.Errorf("%v: widths %v, wider should be %v", c.cells, widths, c.wider)
			}
		}
	}
}

// A header is the same where all its cells are, but for blank ones at its end.
func TestSameHeader(t *testing.T) {
	for _, c := range []struct {
		row, header []string
		same        bool
	}{
		{nil, nil, true}, {nil, []string{""}, true}, {nil, []string{"", ""}, true}, {[]string{"a"}, []string{""}, true},
		{[]string{"a"}, []string{"a"}, true}, {[]string{"a"}, []string{"a", ""}, true}, {[]string{"a", "b"}, []string{"a"}, true},
		{nil, []string{"a"}, false}, {[]string{"a"}, []string{"b"}, false}, {[]string{"a"}, []string{"a", "b"}, false},
		{[]string{"a"}, []string{"", "b"}, false},
	} {
		if sameHeader(c.row, c.header) != c.same {
			t.Errorf("%q and %q: the same %v", c.row, c.header, !c.same)
		}
	}
}

// All columns of a sheet are widened that need it, and none is made narrower.
func TestEveryColumnIsWidened(t *testing.T) {
	for wide := range 1 << 3 {
		f := excelize.NewFile()
		defer f.Close()
		s := Sheet{Name: "Sheet1", Header: []string{"a", "b", "c"}, Rows: [][]any{{strings.Repeat("x", 28), strings.Repeat("x", 18), "x"}}}
		var want []float64
		for i, needed := range widths(s) {
			had := 5.0
			if wide>>i&1 == 1 {
				had = 50
			}
			column := string(rune('A' + i))
			if err := f.SetColWidth("Sheet1", column, column, had); err != nil {
				t.Fatal(err)
			}
			want = append(want, max(needed, had))
		}
		if err := s.widen(f); err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if w, err := f.GetColWidth("Sheet1", string(rune('A'+i))); err != nil || w != want[i] {
				t.Errorf("%03b: column %d is %v wide, want %v: %v", wide, i, w, want[i], err)
			}
		}
	}
}

// A sheet is added where there is none of its name, wherever that one stands.
func TestAddAsTheLastSheet(t *testing.T) {
	s := Sheet{Name: "More", Header: []string{"id"}, Rows: [][]any{{"K1"}}}
	data, err := Add(filled(t, nothing), s)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	names := []string{"Sheet1", "Own", "More"}
	if got, err := f.GetCellValue("More", "A2"); err != nil || got != "K1" || !slices.Equal(f.GetSheetList(), names) {
		t.Errorf("%q, %v: %v", got, f.GetSheetList(), err)
	}
	for _, name := range names {
		s.Name = name
		if _, err := Add(data, s); !errors.Is(err, ErrHasSheet) {
			t.Errorf("%s is added again: %v", name, err)
		}
	}
}

// What stood in rows is kept below what is there, also where the sheet for it is the first.
func TestKeptBelowOnTheFirstSheet(t *testing.T) {
	edit := Edit{Sheet: "Own", Left: leftSheet([]string{"id", "q", "note", "yes answers"}, []string{"K9", "no", "x", "2"}),
		Rows: []RowEdit{{Row: 5, Cells: map[int]any{0: "K9"}}}}
	edit.Left.Name = "Sheet1"
	out, err := edit.Apply(filled(t, nothing))
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Sheet1")
	if err != nil || len(rows) != 5 || rows[1][0] != "K1" || rows[4][0] != "K9" {
		t.Errorf("%q: %v", rows, err)
	}
}

// Each part of a workbook has to be there after a change, but for folders and what a spreadsheet makes again; and each
// formula.
func TestKeptParts(t *testing.T) {
	made := func(names ...string) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, name := range names {
			part, err := w.Create(name)
			if err == nil && strings.HasPrefix(name, "xl/worksheets/s") {
				_, err = part.Write([]byte("<f>1</f><f t=\"shared\">2</f>"))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	all := []string{"xl/", "xl/calcChain.xml", "docProps/thumbnail.jpeg", "/xl/custom.bin", "xl/worksheets/sheet1.xml"}
	for lost := range 1 << len(all) {
		var has []string
		for i, name := range all {
			if lost>>i&1 == 0 {
				has = append(has, name)
			}
		}
		if err := kept(made(all...), made(has...)); (err == nil) != (lost < 8) {
			t.Errorf("%q of %q: %v", has, all, err)
		}
	}
	if err := kept(made("a"), made("a", "A")); err == nil || !strings.Contains(err.Error(), "unusual names") {
		t.Errorf("a part twice: %v", err)
	}
	if err := kept(made("xl/worksheets/s1", "xl/worksheets/t2"), made("xl/worksheets/t2", "xl/worksheets/s1")); err != nil {
		t.Error(err)
	}
}

// Texts above the headers of answers stand upright and so high that they fit, between 60 and 200 points; those
// beside them lie. Letters are of 11 points but where they are small.
func TestTextsAboveAnswersStandUpright(t *testing.T) {
	for letters, want := range map[int][2]float64{0: {60, 14}, 10: {60, 98}, 80: {158, 98}, 200: {200, 98}} {
		s := Sheet{Name: "Grid", Above: []string{"beside", strings.Repeat("x", letters)},
			Header: []string{"id", strings.Repeat("y", min(20, 2*letters))},
			Rows:   [][]any{{"K1", nil}}, Choice: &Choice{First: 1, Last: 1, Words: []string{"yes", "no"}}}
		if above, headers := s.heights(); above != want[0] || headers != want[1] {
			t.Errorf("%d letters: %v and %v points, want %v", letters, above, headers, want)
		}
		f := reopened(t, []Sheet{s})
		for cell, want := range map[string][2]float64{"A1": {0, 9}, "B1": {90, smallLetters}, "A2": {0, 11}, "B2": {90, smallLetters}} {
			id, err := f.GetCellStyle("Grid", cell)
			style, err2 := f.GetStyle(id)
			if err != nil || err2 != nil || float64(style.Alignment.TextRotation) != want[0] || style.Font.Size != want[1] {
				t.Errorf("%s: turned by %d, of %v points, want %v", cell, style.Alignment.TextRotation, style.Font.Size, want)
			}
			if thick := slices.ContainsFunc(style.Border, func(b excelize.Border) bool { return b.Style != 1 }); thick {
				t.Errorf("%s has thick lines: %+v", cell, style.Border)
			}
		}
	}
}

// Columns go over to the next page where they do not fit, after those that stay; one that is too wide for any page does
// not leave the page that it would be alone on.
func TestPagesSideBySide(t *testing.T) {
	for _, c := range []struct {
		stay   int
		widths []float64
		pages  int
	}{
		{0, nil, 1}, {0, []float64{50, 43}, 1}, {0, []float64{50, 44}, 2}, {0, []float64{120}, 1}, {0, []float64{120, 1}, 2},
		{1, []float64{20, 100, 10}, 2}, {1, []float64{20, 73, 73}, 2}, {1, []float64{20, 37, 37, 36}, 2}, {2, []float64{20, 30, 43, 43, 44}, 3},
	} {
		if got := (Sheet{Stay: c.stay}).sideBySide(c.widths, 93); got != c.pages {
			t.Errorf("%v with %d that stay: %d pages, want %d", c.widths, c.stay, got, c.pages)
		}
	}
}

// The remarks of rows are kept with them, also below rows that were kept before.
func TestRemarksAreKeptOnceMore(t *testing.T) {
	var edits []Edit
	for row := 3; row <= 4; row++ {
		edits = append(edits, Edit{Sheet: "Sheet1", Left: leftSheet([]string{"id"}, []string{fmt.Sprint("K", row-1)}),
			Rows: []RowEdit{{Row: row, Cells: map[int]any{0: "K9"}}}})
	}
	f := edited(t, edits...)
	for cell, want := range map[string]string{"B2": "remarks: B3: see the letter", "B3": "remarks: B4: stays"} {
		if got, err := f.GetCellValue("Left", cell); err != nil || got != want {
			t.Errorf("%s is %q (%v), not %q", cell, got, err, want)
		}
	}
}

// Each column to choose in offers its own words, or else those of all; columns side by side with the same words have one list.
func TestColumnsOfferTheirOwnWords(t *testing.T) {
	const columns = 4
	all := [][]string{{"yes", "no"}, {"a", "b"}, {"c"}}
	for pattern := range 81 {
		c := &Choice{First: 1, Last: columns, Words: all[0], Own: map[int][]string{}}
		s := Sheet{Name: "Grid", Header: []string{"id", "a", "b", "c", "d"}, Rows: [][]any{{"K1"}, {"K2"}}, Choice: c}
		lists := 0
		for i, rest := 1, pattern; i <= columns; i, rest = i+1, rest/3 {
			if k := rest % 3; k > 0 {
				c.Own[i] = all[k]
			}
			if i == 1 || !slices.Equal(c.words(i), c.words(i-1)) {
				lists++
			}
		}
		f := reopened(t, []Sheet{s})
		got, err := f.GetDataValidations("Grid")
		if err != nil || len(got) != lists {
			t.Fatalf("%v: %d lists, want %d: %v", c.Own, len(got), lists, err)
		}
		for i := 1; i <= columns; i++ {
			found := 0
			for _, list := range got {
				first, last, _ := strings.Cut(list.Sqref, ":")
				left, top, err := excelize.CellNameToCoordinates(first)
				right, bottom, err2 := excelize.CellNameToCoordinates(last)
				if err != nil || err2 != nil || top != 2 || bottom != 3 {
					t.Fatalf("%v: a list of %s", c.Own, list.Sqref)
				}
				if left <= i+1 && i+1 <= right {
					found++
					if want := `"` + strings.Join(c.words(i), ",") + `"`; list.Formula1 != want {
						t.Fatalf("%v: column %d offers %s, not %s", c.Own, i, list.Formula1, want)
					}
				}
			}
			if found != 1 {
				t.Fatalf("%v: column %d has %d lists", c.Own, i, found)
			}
		}
	}
}

// A text has one line where the column has room for its characters, or for their widths; else as many as its width takes
// with room for whole words. In the widest columns widths alone count.
func TestTextsFold(t *testing.T) {
	for _, letter := range []string{"m", "x", "i"} {
		for n := range 90 {
			text := strings.Repeat(letter, n)
			for width := 3.0; width <= widest; width++ {
				want := 1
				if need := textWidth(text); (float64(n) > width-2 || width == widest) && need > width-2 {
					want = int(math.Ceil(1.1 * need / (width - 2)))
				}
				if got := (Sheet{}).folds(text, width); got != want {
					t.Fatalf("%d times %s in %v: %d lines, want %d", n, letter, width, got, want)
				}
			}
		}
	}
}

// A column has room for the longest word of its bold header, for the words of its texts up to 30 characters, and for its numbers and
// dates, each with two characters beside it; and 8 at least.
func TestLeastWidths(t *testing.T) {
	day := time.Date(2021, 6, 21, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		header string
		cells  []any
		want   float64
	}{
		{"x", nil, 8}, {"xxxxx x", nil, 8}, {"xxxxxx x", nil, 1.2*6 + 2}, {strings.Repeat("x", 40), nil, 50}, {"x", []any{"xxx xxxxxx"}, 8},
		{"x", []any{"x xxxxxxx", "xx"}, 9}, {"x", []any{strings.Repeat("x", 29)}, 31}, {"x", []any{strings.Repeat("x", 40)}, 32},
		{"x", []any{day}, 12}, {"x", []any{123456}, 8}, {"x", []any{1234567}, 9}, {"x", []any{Decimal{Value: 123456, Places: 2}, 1}, 11},
		{"x", []any{nil}, 8}, {"xxxxxxxxx", []any{"xxxxxxxxx"}, 1.2*9 + 2},
	} {
		s := Sheet{Header: []string{c.header, "x"}}
		for _, v := range c.cells {
			s.Rows = append(s.Rows, []any{v}, []any{nil, "x", "beyond the headers"})
		}
		cells, least := s.measured()
		if math.Abs(least[0]-c.want) > 1e-9 || least[1] != 8 || len(cells) != len(s.Rows) {
			t.Errorf("%q and %v: at least %v, want %v", c.header, c.cells, least, c.want)
		}
		for r, row := range s.Rows {
			for i, w := range cells[r] {
				if text, _ := row[i].(string); w != textWidth(text) {
					t.Errorf("%v is %v wide", row[i], w)
				}
			}
		}
	}
}

// Headers beside answers, and short ones, take as many characters as their longest word, or as they have; others at least 10 that hold
// their longest word, the fewest with which they are less than four such lines.
func TestHeadersGoOverFourLines(t *testing.T) {
	for n := range 80 {
		for word := 1; word <= n; word++ {
			text := strings.Repeat("x", word) + strings.Repeat(" x", n)[:n-word]
			if got := (Sheet{Choice: &Choice{}}).headerWidth(text); got != word {
				t.Fatalf("%q beside answers takes %d", text, got)
			}
			want := n
			if n > 16 {
				for want = max(10, word); 4*want <= n; want++ {
					continue
				}
			}
			if got := (Sheet{}).headerWidth(text); got != want {
				t.Fatalf("%q takes %d, want %d", text, got, want)
			}
		}
	}
}

// Upright headers go over two lines where they have several words, about half of the letters in each and words whole, of 7 points
// a letter, beside 24, and up to 400; those that lie have 15 points a word.
func TestHeightsOfHeaders(t *testing.T) {
	for _, c := range []struct {
		headers         []string
		upright, folded float64
	}{
		{[]string{"", "x"}, 31, 15}, {[]string{"two words", "xxxx"}, 52, 30}, {[]string{"", "xxxx xx"}, 24 + 7*6, 15},
		{[]string{"", "xxxx xxx"}, 24 + 7*6, 15}, {[]string{"", "xx xx xx xx"}, 24 + 7*7, 15}, {[]string{"", "xxxxxxxxxx x"}, 24 + 7*11, 15},
		{[]string{"a b c", strings.Repeat("x", 53)}, 24 + 7*53, 45}, {[]string{"a", strings.Repeat("x", 54)}, 400, 15},
		{[]string{strings.Repeat("a ", 27), "x"}, 31, 400}, {[]string{strings.Repeat("a ", 26), "x xx"}, 24 + 7*3, 390},
	} {
		s := Sheet{Header: c.headers, Choice: &Choice{First: 1, Last: 1}}
		if upright, folded := s.uprightHeight(), s.foldedHeight(); upright != c.upright || folded != c.folded {
			t.Errorf("%q: %v and %v points, want %v and %v", c.headers, upright, folded, c.upright, c.folded)
		}
	}
}

// What is kept of rows of other columns has their header above it, below what is there.
func TestKeptUnderItsOwnHeader(t *testing.T) {
	var edits []Edit
	for i, header := range [][]string{{"id", "q"}, {"id", "q"}, {"id", "other"}, {"id", "other", "more"}, {"id", "other"}} {
		edits = append(edits, Edit{Sheet: "Sheet1", Left: leftSheet(header, []string{fmt.Sprint("K", i), "no"}),
			Rows: []RowEdit{{Row: 2, Cells: map[int]any{0: "K9"}}}})
	}
	f := edited(t, edits...)
	rows, err := f.GetRows("Left")
	var got []string
	for _, row := range rows {
		got = append(got, strings.Join(row, " "))
	}
	// Only the first header of a sheet is looked at.
	want := []string{"id q", "K0 no", "K1 no", "id other", "K2 no", "id other more", "K3 no", "id other", "K4 no"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, want %q: %v", got, want, err)
	}
}
