package figure

import (
	"math"
	"slices"
	"strconv"

	"onecase/stats/phrase"
)

// The texts of all figures.
var (
	label  = textStyle{size: 8.5, ink: ink}
	strong = textStyle{size: 8.5, bold: true, ink: ink}
	small  = textStyle{size: 7.5, ink: quiet}
)

func (s textStyle) to(a align) textStyle {
	s.align = a
	return s
}

// A scale maps values to places in points.
type scale struct {
	from, to   float64 // values
	start, end float64 // places
}

func (s scale) at(value float64) float64 {
	return s.start + (value-s.from)/(s.to-s.from)*(s.end-s.start)
}

// ticks writes values below a horizontal scale, the first ones first, leaving out
// those that would touch one before.
func (p *pen) ticks(s scale, y float64, values []float64, text func(float64) string) {
	type room struct{ from, to float64 }
	var taken []room
	for _, v := range values {
		x, half := s.at(v), small.width(text(v))/2+1.5
		if slices.ContainsFunc(taken, func(r room) bool { return x-half < r.to && r.from < x+half }) {
			continue
		}
		p.line(x, y, x, y+3, thin)
		p.text(x, y+11, text(v), small.to(centre))
		taken = append(taken, room{x - half, x + half})
	}
}

// grid draws a box with a vertical line at each tick.
func (p *pen) grid(s scale, ticks []float64, top, bottom float64) {
	for _, v := range ticks {
		p.line(s.at(v), top, s.at(v), bottom, hair)
	}
	p.frame(s.start, top, s.end, bottom, hair)
}

// levels draws horizontal lines a step apart, with their shares a gap to the left.
func (p *pen) levels(across, up scale, step, gap float64) {
	for v := math.Ceil(up.from/step-1e-9) * step; v <= up.to+1e-9; v += step {
		p.line(across.start, up.at(v), across.end, up.at(v), hair)
		p.text(across.start-gap, up.at(v)+2.5, phrase.Share(v), small.to(right))
	}
}

// curve draws lines from point to point, along the lower edge where they lie below it.
func (p *pen) curve(points []Point, across, up scale, s stroke) {
	var line [][2]float64
	for _, at := range points {
		line = append(line, [2]float64{across.at(at.X), up.at(max(at.Y, up.from))})
	}
	if len(line) > 1 {
		p.stroke(p.path(line...), s)
	}
}

// chance writes a probability. Only 0 and 1 are shown as 0% and 100%.
func chance(p float64) string {
	switch {
	case p > 0 && p < 0.0005:
		return "<0.1%"
	case p > 0.9995 && p < 1-1e-12:
		return ">99.9%"
	}
	return phrase.Share(p)
}

// number writes a number with two decimals at most.
func number(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

// niceStep is the least of 1, 2 and 5 times a power of ten that divides a length
// into no more than so many parts.
func niceStep(length float64, parts int) float64 {
	power := math.Pow(10, math.Floor(math.Log10(length/float64(parts))))
	for _, m := range []float64{1, 2, 5} {
		if length/(m*power) <= float64(parts)+1e-9 {
			return m * power
		}
	}
	return 10 * power
}

// roundScale is a scale with ticks at round values that holds all from low to
// high, within the bounds there are; those at the ends come first.
func roundScale(low, high float64, parts int, from, to float64) (scale, []float64) {
	const narrowest = 0.05 // the least that the scale spans
	if high-low < narrowest {
		low, high = low-narrowest/2, high+narrowest/2
	}
	step := niceStep(high-low, parts)
	first, last := math.Floor(max(from, low)/step+1e-9), math.Ceil(min(to, high)/step-1e-9)
	var ticks []float64
	for i := first; i <= last; i++ {
		ticks = append(ticks, i*step)
	}
	ticks = slices.Insert(ticks[:len(ticks)-1], 1, ticks[len(ticks)-1])
	return scale{from: first * step, to: last * step}, ticks
}

// A Band is a stretch of a scale with a name, from its value up to the next
// band's.
type Band struct {
	Name string
	From float64
}

// A banner is a text above a chart that belongs to a place in it. Its room includes
// the gap to the next; tiers count from the lowest line of banners.
type banner struct {
	text     string
	from, to float64
	middle   float64 // of the place
	tier     int
}

const bannerGap = 6

// place adds a banner above the middle, as near as its bounds allow, in the first
// tier from the given one up where it touches no other.
func place(banners []banner, text string, middle, start, end float64, tier int) []banner {
	width := small.width(text) + bannerGap
	x := min(max(middle, start+width/2), end-width/2)
	b := banner{text, x - width/2, x + width/2, middle, tier}
	for slices.ContainsFunc(banners, func(o banner) bool { return o.tier == b.tier && b.from < o.to && o.from < b.to }) {
		b.tier++
	}
	return append(banners, b)
}

// bandGround lays out bands with their names above. A name that is wider than its
// band moves up a line, or more where it would touch another, with a line down to
// its band. It returns the height of the names, and what draws them and the bands
// below: every other one shaded, with lines between.
func bandGround(bands []Band, s scale) (top float64, draw func(p *pen, bottom float64)) {
	const lineHeight = 11
	edges := make([]float64, len(bands), len(bands)+1)
	for i, b := range bands {
		edges[i] = s.at(max(b.From, s.from))
	}
	edges = append(edges, s.end)
	var names []banner
	most := 0
	for i, b := range bands {
		text, tier := shorten(b.Name, small, s.end-s.start), 0
		if small.width(text)+bannerGap > edges[i+1]-edges[i] {
			tier = 1
		}
		names = place(names, text, (edges[i]+edges[i+1])/2, s.start, s.end, tier)
		most = max(most, names[i].tier)
	}
	top = float64(most+1) * lineHeight
	base := func(n banner) float64 { return top - 4 - float64(n.tier)*lineHeight }
	return top, func(p *pen, bottom float64) {
		for _, n := range names {
			if n.tier > 0 {
				p.line(n.middle, base(n), n.middle, top, hair)
			}
		}
		for _, n := range names {
			p.rect(n.from+2, base(n)-7, n.to-2, base(n)+2.5, paper) // above a line to a name higher up
			p.text((n.from+n.to)/2, base(n), n.text, small.to(centre))
		}
		for i, x := range edges[:len(bands)] {
			if i%2 == 0 {
				p.rect(x, top, edges[i+1], bottom, tint)
			}
			if i > 0 {
				p.line(x, top, x, bottom, stroke{0.7, quiet, nil})
			}
		}
		p.frame(s.start, top, s.end, bottom, hair)
	}
}

// A keyEntry explains a mark: what draws it within a width of keyMark, and its meaning.
type keyEntry struct {
	draw func(p *pen, x, y float64) // the mark, its left end and middle
	text string
}

const (
	keyMark = 20
	keyLine = 13
)

func lineKey(s stroke, text string) keyEntry {
	return keyEntry{func(p *pen, x, y float64) { p.line(x, y, x+keyMark, y, s) }, text}
}

// withKey adds a key below a drawing, and room below the key. Its entries fill one
// line after the other.
func (d Drawing) withKey(below float64, entries ...keyEntry) Drawing {
	top, paint := d.height, d.paint
	spots := make([][2]float64, len(entries))
	x, y := 0.0, 0.0
	for i, e := range entries {
		width := keyMark + 4 + small.width(plain(e.text))
		if x > 0 && x+width > pageWidth {
			x, y = 0, y+keyLine
		}
		spots[i] = [2]float64{x, top + y}
		x += width + 14
	}
	d.height += y + keyLine + below
	d.paint = func(p *pen) {
		paint(p)
		for i, e := range entries {
			x, y := spots[i][0], spots[i][1]
			e.draw(p, x, y+5)
			p.text(x+keyMark+4, y+8, shorten(e.text, small, pageWidth-x-keyMark-4), small)
		}
	}
	return d
}
