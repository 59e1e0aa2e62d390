package figure

import (
	"fmt"
	"strings"

	"onecase/stats/phrase"
)

// A Characteristic is the chance that a rule decides for "high" over every true
// share: its operating characteristic.
type Characteristic struct {
	Name   string
	Points []Point // true share, chance; in the order of shares
}

// A Mark is a true share that the figure points out, and why.
type Mark struct {
	Share float64
	Text  string
}

// lineStyles tell curves apart without colour.
var lineStyles = []stroke{
	{1.4, ink, nil},
	{1.4, accent, []float64{6, 3}},
	{1.4, ink, []float64{1.5, 2.5}},
	{1.4, accent, []float64{8, 2.5, 1.5, 2.5}},
	{0.7, ink, nil},
	{0.7, accent, []float64{3, 3}},
}

// Characteristics shows operating characteristic curves. It tells six curves
// apart; more take the same styles again.
func Characteristics(title, across, up string, curves []Characteristic, marks []Mark) Drawing {
	const (
		plot = 190
		axis = 34
		head = 16
	)
	var entries []keyEntry
	for i, c := range curves {
		style := lineStyles[i%len(lineStyles)]
		entries = append(entries, keyEntry{func(p *pen, x, y float64) { p.line(x, y, x+keyMark, y, style) }, c.Name})
	}
	keys, drawKey := key(entries)
	s := scale{0, 1, axis, pageWidth - 14}
	// Texts of marks stand above the plot, each on a line of its own if they
	// would touch.
	var bands []float64
	tiers := 0
	edges := map[int]float64{}
	for _, m := range marks {
		width := small.width(plain(m.Text))
		from := min(max(s.at(m.Share)-width/2, 0), pageWidth-width)
		tier := 0
		for edge, taken := edges[tier]; taken && from < edge+6; edge, taken = edges[tier] {
			tier++
		}
		edges[tier] = from + width
		bands = append(bands, float64(tier))
		tiers = max(tiers, tier+1)
	}
	top := head + float64(tiers)*10
	d := Drawing{Title: title, Description: wordsOfCharacteristics(across, up, curves, marks), height: top + plot + 16 + 14 + 6 + keys}
	d.paint = func(p *pen) {
		v := scale{0, 1, top + plot, top}
		p.text(0, 8, shorten("upwards: "+up, small, pageWidth), small)
		for _, at := range []float64{0, 0.25, 0.5, 0.75, 1} {
			p.line(s.start, v.at(at), s.end, v.at(at), hair)
			p.text(s.start-5, v.at(at)+2.5, phrase.Share(at), small.to(right))
		}
		for i, m := range marks {
			base := top - 5 - bands[i]*10
			p.line(s.at(m.Share), base+2, s.at(m.Share), v.start, promised)
			width := small.width(plain(m.Text))
			x := min(max(s.at(m.Share)-width/2, 0), pageWidth-width)
			p.text(x, base, m.Text, small)
		}
		p.frame(s.start, v.end, s.end, v.start, hair)
		p.ticks(s, v.start, []float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1}, phrase.Share)
		p.text(s.start, v.start+24, shorten("across: "+across, small, pageWidth-s.start), small)
		for i, c := range curves {
			var line [][2]float64
			for _, at := range c.Points {
				line = append(line, [2]float64{s.at(at.X), v.at(at.Y)})
			}
			if len(line) > 1 {
				p.stroke(p.path(line...), lineStyles[i%len(lineStyles)])
			}
		}
		drawKey(p, v.start+34)
	}
	return d
}

// wordsOfCharacteristics reads each curve at the marks, or else at the quarters.
func wordsOfCharacteristics(across, up string, curves []Characteristic, marks []Mark) string {
	shares := []float64{0.25, 0.5, 0.75}
	if len(marks) > 0 {
		shares = shares[:0]
		for _, m := range marks {
			shares = append(shares, m.Share)
		}
	}
	words := []string{fmt.Sprintf("Across: %s; upwards: %s.", across, up)}
	for _, m := range marks {
		words = append(words, m.Text+".")
	}
	for _, c := range curves {
		var at []string
		for _, share := range shares {
			if y, ok := read(c.Points, share); ok {
				at = append(at, fmt.Sprintf("%s at %s", phrase.Share(y), phrase.Share(share)))
			}
		}
		words = append(words, c.Name+": "+strings.Join(at, ", ")+".")
	}
	return strings.Join(words, " ")
}

// read is a curve's value at a place, on a straight line between its points.
func read(points []Point, x float64) (y float64, ok bool) {
	for i, b := range points {
		if b.X == x {
			return b.Y, true
		}
		if b.X > x && i > 0 {
			a := points[i-1]
			return a.Y + (b.Y-a.Y)*(x-a.X)/(b.X-a.X), true
		}
	}
	return 0, false
}
