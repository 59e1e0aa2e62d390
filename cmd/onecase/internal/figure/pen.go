package figure

import (
	"image/color"
	"math"
	"strings"
	"sync"
	"unicode"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"onecase/stats/phrase"
)

// The inks. Each differs from the others in lightness too.
var (
	paper  = color.Gray{0xff}
	tint   = color.Gray{0xee} // every other band
	rule   = color.Gray{0xb4} // thin lines
	quiet  = color.Gray{0x55} // text of lesser weight
	ink    = color.Gray{0x14}
	accent = color.RGBA{0x0b, 0x4f, 0x6c, 0xff}
)

// A stroke is a way to draw lines.
type stroke struct {
	width vg.Length
	ink   color.Color
	dash  []vg.Length // lengths of ink and of gap, in turn; nil is solid
}

// The lines of all figures.
var (
	hair        = stroke{width: 0.5, ink: rule}
	thin        = stroke{width: 0.5, ink: quiet}
	mark        = stroke{width: 1.2, ink: accent}
	outline     = stroke{width: 0.8, ink: accent}
	outlineThin = stroke{width: 0.6, ink: accent}
	solid       = stroke{width: 1, ink: ink}
	axisLine    = stroke{width: 0.8, ink: ink}
	promised    = stroke{0.8, quiet, []vg.Length{4, 2.5}} // what is asked for
)

// lineStyles tell curves apart without colour.
var lineStyles = []stroke{
	{1.4, ink, nil},
	{1.4, accent, []vg.Length{6, 3}},
	{1.4, ink, []vg.Length{1.5, 2.5}},
	{1.4, accent, []vg.Length{8, 2.5, 1.5, 2.5}},
	{0.7, ink, nil},
	{0.7, accent, []vg.Length{3, 3}},
}

// A pen draws on a canvas in points from the top left corner, as a page is read.
// It rounds places to a hundredth of a point, so that a last bit does not decide
// what is written.
type pen struct {
	canvas vg.Canvas
	height float64
	left   float64 // where the drawing begins
	top    float64
	texts  []textBox
}

// A textBox is the room that a text takes, from the canvas's top left corner.
type textBox struct {
	text                     string
	left, top, right, bottom float64
}

func (p *pen) at(x, y float64) vg.Point {
	hundredth := func(v float64) vg.Length { return vg.Length(math.Round(v*100) / 100) }
	return vg.Point{X: hundredth(p.left + x), Y: hundredth(p.height - p.top - y)}
}

func (p *pen) path(points ...[2]float64) vg.Path {
	var path vg.Path
	path.Move(p.at(points[0][0], points[0][1]))
	for _, at := range points[1:] {
		path.Line(p.at(at[0], at[1]))
	}
	return path
}

func (p *pen) stroke(path vg.Path, s stroke) {
	p.canvas.SetLineWidth(s.width)
	p.canvas.SetLineDash(s.dash, 0)
	p.canvas.SetColor(s.ink)
	p.canvas.Stroke(path)
}

func (p *pen) fill(path vg.Path, ink color.Color) {
	path.Close()
	p.canvas.SetColor(ink)
	p.canvas.Fill(path)
}

func (p *pen) line(x0, y0, x1, y1 float64, s stroke) {
	p.stroke(p.path([2]float64{x0, y0}, [2]float64{x1, y1}), s)
}

func (p *pen) rect(x0, y0, x1, y1 float64, ink color.Color) { p.fill(p.box(x0, y0, x1, y1), ink) }

func (p *pen) frame(x0, y0, x1, y1 float64, s stroke) {
	path := p.box(x0, y0, x1, y1)
	path.Close()
	p.stroke(path, s)
}

func (p *pen) box(x0, y0, x1, y1 float64) vg.Path {
	return p.path([2]float64{x0, y0}, [2]float64{x1, y0}, [2]float64{x1, y1}, [2]float64{x0, y1})
}

// hatch fills a box with lines that rise to the right, a gap apart.
func (p *pen) hatch(x0, y0, x1, y1, gap float64, s stroke) {
	p.frame(x0, y0, x1, y1, s)
	height := y1 - y0
	for x := x0 - height + gap; x < x1; x += gap {
		// The line goes from (x, y1) to (x + height, y0), cut off at the box.
		from, to := max(x, x0), min(x+height, x1)
		if to > from {
			p.line(from, y1-(from-x), to, y1-(to-x), s)
		}
	}
}

// disc is a round mark, diamond a square one on its corner.
func (p *pen) disc(x, y, radius float64, fill color.Color, s stroke) {
	var path vg.Path
	path.Move(p.at(x+radius, y))
	path.Arc(p.at(x, y), vg.Length(radius), 0, 2*math.Pi)
	path.Close()
	p.canvas.SetColor(fill)
	p.canvas.Fill(path)
	p.stroke(path, s)
}

func (p *pen) diamond(x, y, radius float64, ink color.Color) {
	p.fill(p.path([2]float64{x - radius, y}, [2]float64{x, y - radius}, [2]float64{x + radius, y}, [2]float64{x, y + radius}), ink)
}

// An align is the part of a text that lies left of its place.
type align float64

const (
	left   align = 0
	centre align = 0.5
	right  align = 1
)

type textStyle struct {
	size  float64 // in points
	bold  bool
	align align
	ink   color.Color
}

// text writes a line of text on a base line.
func (p *pen) text(x, base float64, text string, s textStyle) {
	if text = plain(text); text == "" {
		return
	}
	width := s.width(text)
	x -= width * float64(s.align)
	p.canvas.SetColor(s.ink)
	p.canvas.FillString(s.face(), p.at(x, base), text)
	x, y := p.left+x, p.top+base
	p.texts = append(p.texts, textBox{text, x, y - 0.74*s.size, x + width, y + 0.21*s.size})
}

// fonts has the two faces that figures use; plot's own collection would bring
// ten more into every program and page.
var fonts = sync.OnceValue(func() *font.Cache {
	var faces font.Collection
	for weight, ttf := range map[xfont.Weight][]byte{
		xfont.WeightNormal: regular,
		xfont.WeightBold:   bold,
	} {
		face, err := opentype.Parse(ttf)
		if err != nil {
			panic(err) // the fonts come with the program
		}
		faces = append(faces, font.Face{Font: font.Font{Typeface: "Liberation", Variant: "Sans", Weight: weight}, Face: face})
	}
	return font.NewCache(faces)
})

func (s textStyle) face() font.Face {
	f := font.Font{Typeface: "Liberation", Variant: "Sans"}
	if s.bold {
		f.Weight = xfont.WeightBold
	}
	return fonts().Lookup(f, vg.Length(s.size))
}

// width is how wide a text is, in points. A letter that the font lacks is taken
// to be as wide as it is high, as those of Chinese are.
func (s textStyle) width(text string) float64 {
	lacking := s.lacking(text)
	known := text
	for _, r := range lacking {
		known = strings.Replace(known, string(r), "", 1)
	}
	face := s.face()
	return float64(face.Width(known)) + float64(len(lacking))*s.size
}

// lacking are the letters of a text that the font does not have.
func (s textStyle) lacking(text string) []rune {
	face := s.face()
	var letters []rune
	for _, r := range text {
		if i, err := face.Face.GlyphIndex(nil, r); err != nil || i == 0 {
			letters = append(letters, r)
		}
	}
	return letters
}

// shorten cuts a text that is too wide and ends it with an ellipsis.
func shorten(text string, s textStyle, width float64) string {
	text = plain(text)
	if s.width(text) <= width {
		return text
	}
	letters := []rune(text)
	for len(letters) > 0 && s.width(string(letters)+"…") > width {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimRight(string(letters), " ") + "…"
}

// mostLines is how many lines a name may take; leading is from one to the next.
const (
	mostLines = 3
	leading   = 10.5
)

// wrapped folds a text between words into lines no wider than width; what is too long
// even then is shortened.
func wrapped(text string, s textStyle, width float64) []string {
	lines := []string{""}
	for word := range strings.FieldsSeq(plain(text)) {
		last := len(lines) - 1
		joined := strings.TrimPrefix(lines[last]+" "+word, " ")
		if lines[last] == "" || s.width(joined) <= width || len(lines) == mostLines {
			lines[last] = joined
		} else {
			lines = append(lines, word)
		}
	}
	for i, line := range lines {
		lines[i] = shorten(line, s, width)
	}
	return lines
}

// block writes lines, the first on a base line.
func (p *pen) block(x, base float64, lines []string, s textStyle) {
	for i, line := range lines {
		p.text(x, base+float64(i)*leading, line, s)
	}
}

// lower is how much lower the last of some lines is than the first.
func lower(lines []string) float64 { return float64(len(lines)-1) * leading }

// plain is text without what no line of a picture can hold: control characters,
// line ends, bytes that are not text.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || phrase.Misleading(r) || r == 0xfffe || r == 0xffff:
			return unicode.ReplacementChar
		}
		return r
	}, text)
}
