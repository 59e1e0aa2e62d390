package figure

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"onecase/stats/phrase"
)

// A FunnelUnit is one unit of a funnel.
type FunnelUnit struct {
	Name    string
	Yes, Of int
	Outside bool // of the inner limits
}

// A Funnel is what units show of one question beside what chance alone would give.
type Funnel struct {
	Name   string
	Share  float64 // of yes among all cases read, whichever unit they are of
	Units  []FunnelUnit
	Limits [][2][]Point // of each level, the lower and the upper: cases read, share
}

// Funnels shows a small chart for each question: the share of every unit over the cases
// read of it, with limits that narrow as there are more. Units outside the inner ones
// have their names where there is room beside the limits; levels are the names of the limits, the inner ones first.
func Funnels(title string, funnels []Funnel, levels []string) Drawing {
	const (
		columns = 2
		gap     = 22
		axis    = 28
		head    = 16
		plot    = 120
		panel   = head + plot + 28
		width   = (pageWidth - gap*(columns-1)) / float64(columns)
	)
	lines := float64((len(funnels) + columns - 1) / columns)
	var entries []keyEntry
	for i, level := range levels {
		entries = append(entries, lineKey(lineStyles[(i+1)%len(lineStyles)], "by chance alone, "+level))
	}
	entries = append(entries, lineKey(promised, "all cases read, each counted once"))
	for _, outside := range []bool{true, false} {
		entries = append(entries, keyEntry{func(p *pen, x, y float64) { p.unit(x+keyMark/2, y, outside) },
			phrase.Either(outside, "a unit outside the inner limits", "a unit within them")})
	}
	return Drawing{Title: title, Description: wordsOfFunnels(funnels), height: lines*panel + 14, paint: func(p *pen) {
		for i, f := range funnels {
			x, y := float64(i%columns)*(width+gap), float64(i/columns*panel)
			p.funnel(f, scale{0, 1, x + axis, x + width - 6}, scale{0, 1, y + head + plot, y + head}, x)
		}
		p.text(0, lines*panel+6, "across: the cases read of a unit; upwards: its share of yes cases", small)
	}}.withKey(2, entries...)
}

// funnel draws one question's chart.
func (p *pen) funnel(f Funnel, across, up scale, left float64) {
	most := 1
	for _, u := range f.Units {
		most = max(most, u.Of)
	}
	step := niceStep(float64(most), 4)
	across.to = math.Ceil(float64(most)*1.02/step) * step
	p.text(left, up.end-6, shorten(f.Name, strong, across.end-left), strong)
	p.levels(across, up, 0.25, 4)
	p.frame(across.start, up.end, across.end, up.start, hair)
	var ticks []float64
	for v := 0.0; v <= across.to+step/2; v += step {
		ticks = append(ticks, v)
	}
	p.ticks(across, up.start, ticks, number)
	lines := [][]Point{{{across.from, f.Share}, {across.to, f.Share}}}
	p.curve(lines[0], across, up, promised)
	for i, l := range f.Limits {
		for _, side := range l {
			p.curve(side, across, up, lineStyles[(i+1)%len(lineStyles)])
			lines = append(lines, side)
		}
	}
	var taken []textBox // by points, and by names
	for _, u := range f.Units {
		x, y := across.at(float64(u.Of)), up.at(float64(u.Yes)/float64(u.Of))
		taken = append(taken, textBox{"", x - 2.6, y - 2.6, x + 2.6, y + 2.6})
	}
	free := func(r textBox) bool {
		return r.left > across.start && r.right < across.end+4 && r.top > up.end-3 && r.bottom < up.start &&
			!slices.ContainsFunc(taken, r.touches) &&
			!slices.ContainsFunc(lines, func(line []Point) bool { return r.crossed(line, across, up) })
	}
	for i, u := range f.Units {
		if !u.Outside {
			continue
		}
		point, name := taken[i], shorten(plain(u.Name), small, (across.end-across.start)/2)
		width := small.width(name)
		x, y := (point.left+point.right)/2, (point.top+point.bottom)/2
		var rooms []textBox // level with the point first, then further up and down
		for _, off := range []float64{0, -8, 8, -18, 18, -30, 30, -44, 44} {
			for _, left := range []float64{point.left - 1 - width, point.right + 1, x - width/2} {
				rooms = append(rooms, textBox{name, left, y + off - 4, left + width, y + off + 4})
			}
		}
		for _, r := range rooms {
			end, middle := min(max(x, r.left), r.right), (r.top+r.bottom)/2
			leader := textBox{"", min(x, end), min(y, middle), max(x, end), max(y, middle)}
			far := math.Abs(middle-y) > 8
			if !free(r) || far && slices.ContainsFunc(taken, func(o textBox) bool { return o != point && leader.touches(o) }) {
				continue
			}
			if taken = append(taken, r); far {
				p.line(x, y, end, middle-math.Copysign(4, middle-y), thin)
			}
			p.text(r.left, r.bottom-1.8, name, small)
			break
		}
	}
	for _, u := range f.Units {
		p.unit(across.at(float64(u.Of)), up.at(float64(u.Yes)/float64(u.Of)), u.Outside)
	}
}

// touches says whether two boxes have room in common.
func (b textBox) touches(o textBox) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}

// crossed says whether a line of points, which goes from left to right, passes through a box.
func (b textBox) crossed(line []Point, across, up scale) bool {
	for i := 1; i < len(line); i++ {
		x0, x1 := across.at(line[i-1].X), across.at(line[i].X)
		y0, y1 := up.at(line[i-1].Y), up.at(line[i].Y)
		from, to := max(x0, b.left), min(x1, b.right)
		if from > to || x0 == x1 {
			continue
		}
		at := func(x float64) float64 { return y0 + (y1-y0)*(x-x0)/(x1-x0) }
		if min(at(from), at(to)) < b.bottom && max(at(from), at(to)) > b.top {
			return true
		}
	}
	return false
}

// unit marks a unit: a ring, filled where it is outside.
func (p *pen) unit(x, y float64, outside bool) {
	if outside {
		p.disc(x, y, 2.6, ink, solid)
		return
	}
	p.disc(x, y, 2.4, paper, solid)
}

func wordsOfFunnels(funnels []Funnel) string {
	var words []string
	for _, f := range funnels {
		var outside []string
		for _, u := range f.Units {
			if u.Outside {
				outside = append(outside, fmt.Sprintf("%s (%d of %d)", u.Name, u.Yes, u.Of))
			}
		}
		text := fmt.Sprintf("%s: %s of all cases read, %s", f.Name, phrase.Share(f.Share), phrase.Count(len(f.Units), "unit"))
		words = append(words, text+phrase.Either(len(outside) > 0,
			"; outside the inner limits: "+strings.Join(outside, ", "), ", none outside the inner limits")+".")
	}
	return strings.Join(words, " ")
}
