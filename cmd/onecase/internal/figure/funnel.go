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
	Share  float64 // of all units together
	Units  []FunnelUnit
	Limits [][2][]Point // of each level, the lower and the upper: cases read, share
}

// Funnels shows a small chart for each question: the share of every unit over the cases
// read of it, with limits that narrow as there are more. Units outside the inner ones
// have their names; levels are the names of the limits, the inner ones first.
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
	entries = append(entries, lineKey(promised, "all units together"),
		keyEntry{func(p *pen, x, y float64) { p.unit(x+keyMark/2, y, true) }, "outside the inner limits"})
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
	p.line(across.start, up.at(f.Share), across.end, up.at(f.Share), promised)
	for i, l := range f.Limits {
		for _, side := range l {
			p.curve(side, across, up, lineStyles[(i+1)%len(lineStyles)])
		}
	}
	type room struct{ left, right, base float64 }
	var taken []room // by names, which are left out where they would touch another
	for _, u := range f.Units {
		x, y := across.at(float64(u.Of)), up.at(float64(u.Yes)/float64(u.Of))
		name := shorten(plain(u.Name), small, (across.end-across.start)/2)
		r := room{x - 5 - small.width(name), x - 5, y + 2.5}
		if r.left < across.start+2 {
			r.left, r.right = x+5, x+5+small.width(name)
		}
		touches := func(o room) bool { return r.left < o.right && o.left < r.right && math.Abs(r.base-o.base) < small.size }
		if u.Outside && !slices.ContainsFunc(taken, touches) {
			taken = append(taken, r)
			p.rect(r.left-1, r.base-6, r.right+1, r.base+2, paper) // above the limits
			p.text(r.left, r.base, name, small)
		}
	}
	for _, u := range f.Units {
		p.unit(across.at(float64(u.Of)), up.at(float64(u.Yes)/float64(u.Of)), u.Outside)
	}
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
		text := fmt.Sprintf("%s: %s together, %s", f.Name, phrase.Share(f.Share), phrase.Count(len(f.Units), "unit"))
		words = append(words, text+phrase.Either(len(outside) > 0,
			"; outside the inner limits: "+strings.Join(outside, ", "), ", none outside the inner limits")+".")
	}
	return strings.Join(words, " ")
}
