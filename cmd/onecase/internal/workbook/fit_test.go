package workbook

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// On paper no letter is smaller than the least size, whatever the columns: those of each page fit its
// width, no word is split that a page could hold, and a sheet that fits one page as it is stays so. Else it goes over
// the fewest pages side by side that make at most half as many pages again as others would; and columns to write in
// have their width, or as much of it as these pages hold.
func TestSheetsAreReadableOnPaper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "of", "community", "disposals", "2021-06-21",
				"MMMWWWmmmwww"}), 0, rapid.IntRange(1, 40).Draw(t, "most")).Draw(t, "words"), " ")
		})
		columns := rapid.IntRange(1, 25).Draw(t, "columns")
		s := Sheet{Stay: rapid.IntRange(0, min(columns, 2)).Draw(t, "stay"),
			Header: rapid.SliceOfN(text, columns, columns).Draw(t, "header")}
		for range rapid.IntRange(0, 12).Draw(t, "rows") {
			row := make([]any, columns)
			for i := range row {
				row[i] = text.Draw(t, "cell")
			}
			s.Rows = append(s.Rows, row)
		}
		if rapid.Bool().Draw(t, "blank") {
			s.Blanks = []Blank{{Column: columns - 1, Width: float64(rapid.IntRange(8, 60).Draw(t, "width"))}}
		}
		natural := naturalWidths(s)
		widths, across := s.fitted(natural)
		all, stay, used := 0.0, 0.0, 0.0
		for i, w := range natural {
			if all += w; i < s.Stay {
				stay += widths[i]
			}
		}
		if all <= s.room() {
			if across != 1 {
				t.Fatalf("%d pages side by side for columns of %v", across, natural)
			}
		} else if cells, least := s.measured(); s.sideBySide(natural, s.room()) > 1 {
			first := s.sideBySide(least, s.room())
			var pages []int
			for a := range mostTried {
				pages = append(pages, s.layout(cells, least, first+a).pages)
			}
			for a, n := range pages {
				if few := 2*n <= 3*slices.Min(pages); few && first+a < across || !few && first+a == across {
					t.Fatalf("%d pages side by side, of %v for %d and more", across, pages, first)
				}
			}
			for _, b := range s.Blanks {
				if widths[b.Column]++; widths[b.Column]-1 < b.Width && s.sideBySide(widths, s.room()) <= across {
					t.Fatalf("a column to write in of %v and not %v", widths[b.Column]-1, b.Width)
				}
				widths[b.Column]--
			}
		}
		pages := 1
		for _, w := range widths {
			if used += w; used > s.room() && used > w+stay {
				pages, used = pages+1, stay+w
			}
			if used > s.room() && used > w+stay {
				t.Fatalf("columns of %v on one page", widths)
			}
		}
		if pages > across {
			t.Fatalf("%v go over %d pages side by side, and not %d", widths, pages, across)
		}
		for _, row := range s.Rows {
			for i, v := range row {
				if w := widestWord(v.(string)); across > 1 && w+beside > widths[i] && w <= longestWhole {
					t.Fatalf("%q is split in a column of %v", v, widths[i])
				}
			}
		}
	})
}

// A page at its full size holds the header, of two lines, and 32 more lines; where columns are wider than that page, it holds
// as many more as its letters are smaller.
func TestLinesOfAPage(t *testing.T) {
	for wide := 80; float64(wide) < (Sheet{}).room(); wide++ {
		for lines, text := range []float64{1: 3, 2: 100, 3: 180} { // in a column of 70
			for _, tall := range []bool{false, true} {
				for across := 1; across <= 2 && lines > 0; across++ {
					room, high := pageWidth, lines
					if across == 1 {
						room = max(room, wide)
					}
					if tall {
						high = max(high, 2)
					}
					rows := (34*room/pageWidth - 2) / high
					for more := range 2 {
						cells := slices.Repeat([][]float64{{text, 3}}, rows+more)
						l := Sheet{Tall: tall}.layout(cells, []float64{70, float64(wide - 70)}, across)
						if l.pages != across*(1+more) {
							t.Fatalf("%d pages for %d rows of %d lines, columns of %d, %d side by side", l.pages, rows+more, high, wide, across)
						}
					}
				}
			}
		}
	}
}

// A sample of thirteen usual columns is one page wide, and one with long texts a few.
func TestSamplesArePagesWide(t *testing.T) {
	long := strings.Repeat("the plan was reviewed with the family ", 5)
	usual := Sheet{Stay: 1, Header: strings.Split("case_id,group,gender,disposal,rosh,safety,start_date,team,case_manager,"+
		"row in the list,weight,population", ",")}
	for range 65 {
		usual.Rows = append(usual.Rows, []any{"K001", "Out-of-court disposals", "female", "youth conditional caution",
			"very high", "medium",
			"2021-06-21", "North", "CM13", 283, Decimal{Value: 1.15, Places: 2}, 30})
	}
	wide := Sheet{Stay: 1, Header: strings.Split(strings.Repeat("Detail of need,", 24)+"Notes", ",")}
	for range 40 {
		row := make([]any, 25)
		for i := range row {
			row[i] = "seen by the police"
			if i > 20 {
				row[i] = long
			}
		}
		wide.Rows = append(wide.Rows, row)
	}
	for _, test := range []struct {
		sheet Sheet
		most  int
	}{{usual, 1}, {wide, 4}} {
		if _, across := test.sheet.fitted(naturalWidths(test.sheet)); across > test.most {
			t.Errorf("%d columns go over %d pages side by side, more than %d", len(test.sheet.Header), across, test.most)
		}
	}
}

// A grid of 23 questions, with a reader, a day and room for notes, is two pages wide: at 8 points
// their upright texts do not fit one.
func TestGridPagesWide(t *testing.T) {
	s := Sheet{Above: []string{"yes, no or na (does not apply)"}, Header: []string{"case_id"}, Rows: [][]any{{"K016"}}, Stay: 1,
		Choice: &Choice{First: 1, Last: 23, Words: []string{"yes", "no", "na"}},
		Blanks: []Blank{{Column: 24, Width: 10}, {Column: 25, Width: 11}, {Column: 26, Width: 30}}}
	for range 23 {
		s.Above, s.Header = append(s.Above, "Does planning focus enough on keeping other people safe?"), append(s.Header, "court.planning.public")
	}
	s.Header = append(s.Header, "reader", "read on", "notes")
	if _, wide := s.fitted(naturalWidths(s)); wide != 2 {
		t.Errorf("%d pages wide", wide)
	}
}

// No row to write in by hand stands on a page alone, or with one other, where rows that are a little less high take it.
func TestNoTallRowStandsAlone(t *testing.T) {
	for rows, want := range map[int]float64{1: 30, 16: 30, 17: 27, 18: 25, 19: 30, 33: 27, 40: 30} {
		s := Sheet{Tall: true, Header: []string{"case_id", "note"}, Rows: slices.Repeat([][]any{{"K001", nil}}, rows),
			Blanks: []Blank{{Column: 1, Width: 30}}}
		if got := s.tallHeight(widths(s)); got != want {
			t.Errorf("%d rows are %v points high, not %v", rows, got, want)
		}
	}
}

// Pages side by side are as full as each other: no sharing of the columns in their order has a widest page that is narrower by a
// whole character, and a grid of 23 questions has none with what is to fill in beside one question alone.
func TestPagesSideBySideAreEven(t *testing.T) {
	for questions := range 60 {
		s := Sheet{Name: "Judgements", Stay: 1, Header: []string{"case_id"}, Above: make([]string, questions+4), Rows: [][]any{{"K001"}},
			Choice: &Choice{First: 1, Last: questions, Words: []string{"yes", "no"}},
			Blanks: []Blank{{Column: questions + 1, Width: 10}, {Column: questions + 2, Width: 11}, {Column: questions + 3, Width: 30}}}
		for range questions {
			s.Header = append(s.Header, "court.assessment.safety")
		}
		s.Header = append(s.Header, "reader", "date", "note")
		widths, across := s.fitted(naturalWidths(s))
		width := func(from, to int) (sum float64) {
			for i := range to {
				if i < s.Stay || i >= from {
					sum += widths[i]
				}
			}
			return sum
		}
		// narrowest is how wide the widest of so many pages has to be that hold the columns from one on.
		var narrowest func(from, pages int) float64
		narrowest = func(from, pages int) float64 {
			least := width(from, len(widths))
			for to := from + 1; pages > 1 && to < len(widths); to++ {
				least = min(least, max(width(from, to), narrowest(to, pages-1)))
			}
			return least
		}
		begin, room := s.shared(widths, across)
		widest, from := 0.0, 0
		for _, to := range append(slices.Clone(begin), len(widths)) {
			widest, from = max(widest, width(from, to)), to
		}
		if want := narrowest(0, across); len(begin) != across-1 || widest > room || room > math.Ceil(want)+1 {
			t.Fatalf("%d questions: pages begin at %v, the widest %v of %v wide, not %v", questions, begin, widest, room, want)
		}
		if questions == 23 && (len(begin) != 1 || begin[0] < 15 || begin[0] > 20) {
			t.Errorf("the second page of a grid begins at %v", begin)
		}
		f := reopened(t, []Sheet{s})
		raw, _ := f.Pkg.Load("xl/worksheets/sheet1.xml")
		written, _ := raw.([]byte)
		page, err := f.GetPageLayout(s.Name)
		props, failed := f.GetSheetProps(s.Name)
		if scaled := float64(*page.AdjustTo) / 100; err != nil || failed != nil || *props.FitToPage != (across == 1) || widest*scaled > pageWidth {
			t.Errorf("%d questions over %d pages: fitted %v, at %v", questions, across, *props.FitToPage, scaled)
		}
		var ids []int
		for _, found := range regexp.MustCompile(`<brk id="(\d+)"`).FindAllStringSubmatch(string(written), -1) {
			id, _ := strconv.Atoi(found[1])
			ids = append(ids, id)
		}
		if !slices.Equal(ids, begin) {
			t.Errorf("%d questions: breaks before %v, not %v", questions, ids, begin)
		}
	}
}

// A grid whose columns go over more pages side by side with larger letters has them of the least size to read.
func TestColumnsStayTogether(t *testing.T) {
	grid := func(questions int) Sheet {
		s := Sheet{Stay: 1, Header: []string{"case_id"}, Above: make([]string, questions+4)}
		for range questions {
			s.Header = append(s.Header, "court.assessment.safety")
		}
		s.Header = append(s.Header, "reader", "date", "note")
		s.Choice = &Choice{First: 1, Last: questions}
		s.Blanks = []Blank{{Column: questions + 1, Width: 10}, {Column: questions + 2, Width: 11}, {Column: questions + 3, Width: 30}}
		s.Rows = slices.Repeat([][]any{append([]any{"K001"}, make([]any, questions+3)...)}, 40)
		return s
	}
	tight := 0
	for questions := range 30 {
		s := grid(questions)
		_, across := s.fitted(naturalWidths(s))
		cells, least := s.measured()
		if s.room() > pageWidth {
			tight++
			if s.sideBySide(least, pageWidth) == 1 {
				t.Errorf("%d questions have small letters, and fit without", questions)
			}
		} else if n := s.layout(cells, least, 1).pages; across > 1 && s.sideBySide(least, pageWidth*smallLetters/leastRead) == 1 {
			t.Errorf("%d questions go over %d pages side by side, %d", questions, across, n)
		}
	}
	if tight == 0 {
		t.Error("no grid has the small letters")
	}
}
