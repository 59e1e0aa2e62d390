// Package figure draws the pictures of reports: where each question lies
// between the bands, how many cases away a rating is, how a sample compares with
// its population, what changed between two inspections, how often limits hold,
// what a decision rule does, and how likely each score is.
//
// Every figure is made from plain numbers and texts, is the same byte for byte
// each time, says in words what it shows, and needs no colour: what matters
// differs in shape, hatching or line style as well.
//
// They are drawn on the canvases of gonum/plot with its fonts, and not with its
// Plot type: rows with text at both ends are no axis with ticks, and Plot would
// link back ends for PDF, EPS and TeX into a program that has to fit a web page.
package figure

import (
	"bytes"
	"fmt"
	"html"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgsvg"

	"onecase/cmd/onecase/internal/report"
)

// pageWidth is the width of every figure in points: what A4 leaves between the
// margins of a report.
const pageWidth = 504

// fileMargin surrounds a drawing that is a file of its own; a report has its own
// margins.
const fileMargin = 14

// A Drawing is a figure ready to be drawn.
type Drawing struct {
	Title       string
	Description string // what it shows, numbers included, in words

	height float64 // in points
	margin float64 // around it
	paint  func(*pen)
}

// Figure makes the drawing a part of a document. The document shows the title,
// so the picture does not.
func (d Drawing) Figure() report.Figure {
	return report.Figure{Title: d.Title, Description: d.Description, SVG: d.svg()}
}

// SVG is the drawing as a file of its own.
func (d Drawing) SVG() []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + d.alone().svg())
}

// Lacking lists the letters of the drawing that the font of PNG pictures lacks, each
// once. A PNG shows blanks or boxes for them; SVG leaves letters to its reader.
func (d Drawing) Lacking() string {
	var letters []rune
	for _, box := range d.alone().draw(vgsvg.New(100, 100)) {
		for _, r := range label.lacking(box.text) {
			if !slices.Contains(letters, r) {
				letters = append(letters, r)
			}
		}
	}
	return string(letters)
}

// Column puts drawings one below the other, each with its title.
func Column(title string, drawings ...Drawing) Drawing {
	if len(drawings) == 1 {
		return drawings[0]
	}
	all := Drawing{Title: title}
	var words []string
	titled := make([]Drawing, len(drawings))
	for i, d := range drawings {
		titled[i] = d.titled()
		all.height += titled[i].height + columnGap
		words = append(words, d.Title+". "+d.Description)
	}
	all.Description = strings.Join(words, " ")
	all.paint = func(p *pen) {
		for _, d := range titled {
			d.paint(p)
			p.top += d.height + columnGap
		}
	}
	return all
}

const (
	titleHeight = 24 // of a title on one line
	titleLine   = 14 // each further line of it
	columnGap   = 12 // below each drawing of a column
)

var titleStyle = textStyle{size: 11, bold: true, ink: ink}

// titleLines sets the title on one line or two; what goes beyond is cut.
func (d Drawing) titleLines() []string {
	words := strings.Fields(plain(d.Title))
	n := len(words)
	for n > 1 && titleStyle.width(strings.Join(words[:n], " ")) > pageWidth {
		n--
	}
	lines := []string{shorten(strings.Join(words[:n], " "), titleStyle, pageWidth)}
	if n < len(words) {
		lines = append(lines, shorten(strings.Join(words[n:], " "), titleStyle, pageWidth))
	}
	return lines
}

// titled is the drawing below its title.
func (d Drawing) titled() Drawing {
	lines, paint := d.titleLines(), d.paint
	above := titleHeight + titleLine*float64(len(lines)-1)
	d.height += above
	d.paint = func(p *pen) {
		for i, line := range lines {
			p.text(0, 13+float64(i)*titleLine, line, titleStyle)
		}
		p.top += above
		paint(p)
		p.top -= above
	}
	return d
}

// alone is the drawing in a file of its own.
func (d Drawing) alone() Drawing {
	d = d.titled()
	d.margin = fileMargin
	return d
}

// extent is the width and height of the picture in points.
func (d Drawing) extent() (width, height float64) {
	return pageWidth + 2*d.margin, d.height + 2*d.margin
}

// draw paints on a canvas and returns where its texts stand.
func (d Drawing) draw(canvas vg.Canvas) []textBox {
	width, height := d.extent()
	p := &pen{canvas: canvas, height: height}
	p.rect(0, 0, width, height, paper)
	p.left, p.top = d.margin, d.margin
	d.paint(p)
	return p.texts
}

// svg writes the drawing with what screen readers need. Each text says how wide
// it is, so that a reader without the fonts named does not see texts overlap.
func (d Drawing) svg() string {
	width, height := d.extent()
	canvas := vgsvg.NewWith(vgsvg.UseWH(vg.Length(width), vg.Length(height)))
	boxes := d.draw(canvas)
	var out bytes.Buffer
	if _, err := canvas.WriteTo(&out); err != nil {
		panic(err) // a buffer takes every byte
	}
	// The canvas opens with a prologue of its own, up to the group that turns
	// its axes.
	text := out.String()
	text = text[strings.Index(text, "<g "):]
	// Text is escaped, so that quotes and angle brackets are the canvas's own.
	text = strings.ReplaceAll(text, `style="font-family:Liberation Sans;`,
		`style="font-family:'Liberation Sans',Arial,Helvetica,sans-serif;`)
	parts := strings.Split(text, "<text ")
	for i, box := range boxes {
		parts[i+1] = fmt.Sprintf(`<text textLength="%.5g" lengthAdjust="spacingAndGlyphs" `, box.right-box.left) + parts[i+1]
	}
	text = strings.Join(parts, "")
	return fmt.Sprintf("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "+
		"width=\"%.5[1]gpt\" height=\"%.5[2]gpt\" viewBox=\"0 0 %.5[1]g %.5[2]g\">\n<title>%[3]s</title>\n<desc>%[4]s</desc>\n%[5]s",
		width, height, html.EscapeString(plain(d.Title)), html.EscapeString(plain(d.Description)), text)
}
