package workbook

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

const (
	// pageHeight is how high a page is in points: A4 on its side without its margins.
	pageHeight = 510
	// lineHeight is that of a line of text.
	lineHeight = 15
	// longestWhole is the widest word that a narrow column has room for.
	longestWhole = 30
	// beside is how much of a column's width is left free beside a text.
	beside = 2
	// leastToWrite is the least width of a column to write texts in by hand.
	leastToWrite = 20
	// morePages is how many more pages a sheet may take to be fewer side by side.
	morePages = 1.5
	// mostTried is how many numbers of pages side by side are tried.
	mostTried = 6
)

// A layout is one of the widths that columns could have on paper.
type layout struct {
	widths []float64
	across int // pages side by side
	pages  int // of all
}

// fitted are the widths with which a sheet is printed with letters of no less than the least size on few
// pages side by side, and how many of these. Where the columns are wider than a page, long texts go on in
// the next line of their cells; words stay whole.
func (s Sheet) fitted(natural []float64) (widths []float64, across int) {
	room := s.room()
	if s.sideBySide(natural, room) == 1 {
		return natural, 1
	}
	cells, least := s.measured()
	var tried []layout
	fewest := math.MaxInt
	first := s.sideBySide(least, room)
	for more := range mostTried {
		l := s.layout(cells, least, first+more)
		tried, fewest = append(tried, l), min(fewest, l.pages)
	}
	best := slices.IndexFunc(tried, func(l layout) bool { return float64(l.pages) <= morePages*float64(fewest) })
	widths, across = tried[best].widths, tried[best].across
	for _, b := range s.Blanks { // room to write
		for widths[b.Column] < b.Width {
			widths[b.Column]++
			if s.sideBySide(widths, room) > across {
				widths[b.Column]--
				break
			}
		}
	}
	return widths, across
}

// layout is that of so many pages side by side: the wider a page, the smaller its letters.
func (s Sheet) layout(cells [][]float64, least []float64, across int) layout {
	widths := s.widened(cells, least, across)
	high := pageHeight * s.roomFor(widths, across) / pageWidth
	return layout{widths, across, across * int(math.Ceil(s.height(cells, widths)/max(high-s.headerHeight(), lineHeight)))}
}

// widened are widths from the least ones on: the column that makes most rows high is widened, one
// character at a time, while all go over so many pages side by side.
func (s Sheet) widened(cells [][]float64, least []float64, across int) []float64 {
	widths, room := slices.Clone(least), s.room()
	for {
		makes := make([]int, len(widths))
		for _, row := range cells {
			highest, lines := -1, 1
			for i, w := range row {
				if n := folded(w, widths[i]); n > lines && widths[i] < widest {
					highest, lines = i, n
				}
			}
			if highest >= 0 {
				makes[highest]++
			}
		}
		most := slices.Max(makes)
		if most == 0 {
			return widths
		}
		widen := slices.Index(makes, most)
		widths[widen]++
		if s.sideBySide(widths, room) > across {
			widths[widen]--
			return widths
		}
	}
}

// room is how many characters of columns' widths a page holds with letters of the least size: small ones
// above upright headers are of that size already. What is to be filled in has the least size to read where fewer pages
// side by side hold the columns then.
func (s Sheet) room() float64 {
	letters := 11.0
	if s.Above != nil {
		letters = smallLetters
	}
	printed, read := pageWidth*letters/leastPrinted, pageWidth*letters/leastRead
	if s.Choice == nil && len(s.Blanks) == 0 {
		return read
	}
	if _, least := s.measured(); s.sideBySide(least, read) < s.sideBySide(least, printed) {
		return read
	}
	return printed
}

// tallHeight is the height in points of a row to write in by hand: two lines, or somewhat less where one or two rows would
// stand on a page by themselves, whether the columns fit the page at its full size or, in wider fonts, do not.
func (s Sheet) tallHeight(widths []float64) float64 {
	const most, fewest = 2 * lineHeight, 24
	height, rows, room := float64(most), len(s.Rows), s.room()
	for _, high := range []float64{pageHeight, pageHeight * s.roomFor(widths, s.sideBySide(widths, room)) / pageWidth} {
		high -= s.headerHeight()
		whole := max(int(high/most), 1)
		if over := rows % whole; rows < whole || over == 0 || over > 2 {
			continue
		}
		if less := math.Floor(high/math.Ceil(float64(rows)/float64(rows/whole))) - 1; less >= fewest {
			height = min(height, less)
		}
	}
	return height
}

// roomFor is how wide a page has to be, in characters, for columns to go over so many pages side by side.
func (s Sheet) roomFor(widths []float64, across int) float64 {
	room, most := float64(pageWidth), s.room()
	for room < most && s.sideBySide(widths, room) > across {
		room++
	}
	return room
}

// sideBySide is over how many pages of so much room columns of some widths go, those that stay on each.
func (s Sheet) sideBySide(widths []float64, room float64) int { return 1 + len(s.breaks(widths, room)) }

// shared are the columns that begin a page, the first aside, where columns go over so many pages side by side of which
// the widest is as narrow as can be, and how wide that may be, in whole characters.
func (s Sheet) shared(widths []float64, across int) (begin []int, room float64) {
	for room = 1; s.sideBySide(widths, room) > across; room++ {
		continue
	}
	return s.breaks(widths, room), room
}

// breaks are the columns that begin a page of so much room, the first aside.
func (s Sheet) breaks(widths []float64, room float64) (begin []int) {
	stay, used := 0.0, 0.0
	for i, w := range widths {
		if i < s.Stay {
			stay += w
		}
		if used += w; used > room && used > w+stay {
			begin = append(begin, i)
			used = stay + w
		}
	}
	return begin
}

// measured are the widths of the texts in the cells, and the least ones of the columns: those of each
// column's longest word, number or date, and of those to fill in what a hand needs.
func (s Sheet) measured() (cells [][]float64, least []float64) {
	const bold = 1.2
	least = make([]float64, len(s.Header))
	for i, h := range s.Header {
		least[i] = max(bold*widestWord(h)+beside, narrowest)
	}
	for _, row := range s.Rows {
		measured := make([]float64, min(len(row), len(least)))
		for i := range measured {
			if s.chosen(i) {
				continue
			}
			text, isText := row[i].(string)
			if !isText {
				least[i] = max(least[i], float64(shownLength(row[i])+2))
				continue
			}
			measured[i] = textWidth(text)
			least[i] = max(least[i], min(widestWord(text), longestWhole)+beside)
		}
		cells = append(cells, measured)
	}
	for i := range least {
		switch b := s.blank(i); {
		case s.chosen(i):
			least[i] = upright
		case b != nil:
			least[i] = max(least[i], min(b.Width, leastToWrite))
		}
	}
	return cells, least
}

// headerHeight is the height in points of the headers, which stand on every page.
func (s Sheet) headerHeight() float64 {
	switch {
	case s.Choice == nil:
		return 2 * lineHeight
	case s.Above == nil:
		return max(s.uprightHeight(), s.foldedHeight())
	}
	above, below := s.heights()
	return above + max(below, s.foldedHeight())
}

// height is the height in points of all rows with texts of some widths.
func (s Sheet) height(cells [][]float64, widths []float64) float64 {
	sum := 0.0
	for _, row := range cells {
		lines := 1
		if s.Tall {
			lines = 2
		}
		for i, w := range row {
			lines = max(lines, folded(w, widths[i]))
		}
		sum += lineHeight * float64(lines)
	}
	return sum
}

// folded is over how many lines a text of some width goes in a column, with room for words that stay whole.
func folded(text, width float64) int {
	if text <= width-beside {
		return 1
	}
	return int(math.Ceil(1.1 * text / max(width-beside, 1)))
}

// textWidth is about how wide a text is, in digits, in Calibri and the fonts that take its place.
func textWidth(text string) (width float64) {
	for _, r := range text {
		switch {
		case strings.ContainsRune("iljtfrI.,:;'!|() -", r):
			width += 0.6
		case strings.ContainsRune("mwMW@%", r):
			width += 1.5
		case unicode.IsUpper(r):
			width += 1.15
		default:
			width++
		}
	}
	return width
}

// widestWord is how wide the widest word of a text is.
func widestWord(text string) (width float64) {
	for word := range strings.FieldsSeq(text) {
		width = max(width, textWidth(word))
	}
	return width
}
