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

// A Mark is a true share that the figure points out, and why. Marks come in the order
// of shares.
type Mark struct {
	Share float64
	Text  string
}

// Characteristics shows operating characteristic curves. It tells six curves
// apart; more take the same styles again.
func Characteristics(title, across, up string, curves []Characteristic, marks []Mark) Drawing {
	const plot, axis, head = 190, 34, 16
	s := scale{0, 1, axis, pageWidth - 14}
	var above []banner
	tiers := 0
	for _, m := range marks {
		above = place(above, plain(m.Text), s.at(m.Share), -bannerGap/2, pageWidth+bannerGap/2, 0)
		tiers = max(tiers, above[len(above)-1].tier+1)
	}
	entries := make([]keyEntry, len(curves))
	for i, c := range curves {
		entries[i] = lineKey(lineStyles[i%len(lineStyles)], c.Name)
	}
	top := head + float64(tiers)*10
	bottom := top + plot
	return Drawing{Title: title, Description: wordsOfCharacteristics(across, up, curves, marks), height: bottom + 34, paint: func(p *pen) {
		v := scale{0, 1, bottom, top}
		p.text(0, 8, shorten("upwards: "+up, small, pageWidth), small)
		p.levels(s, v, 0.25, 5)
		for _, m := range above {
			base := top - 5 - float64(m.tier)*10
			p.line(m.middle, base+2, m.middle, bottom, promised)
			p.text((m.from+m.to)/2, base, m.text, small.to(centre))
		}
		p.frame(s.start, top, s.end, bottom, hair)
		p.ticks(s, bottom, []float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1}, phrase.Share)
		p.text(s.start, bottom+24, shorten("across: "+across, small, pageWidth-s.start), small)
		for i, c := range curves {
			p.curve(c.Points, s, v, lineStyles[i%len(lineStyles)])
		}
	}}.withKey(2, entries...)
}

// wordsOfCharacteristics reads each curve at the marks, or else at the quarters.
func wordsOfCharacteristics(across, up string, curves []Characteristic, marks []Mark) string {
	words := []string{fmt.Sprintf("Across: %s; upwards: %s.", across, up)}
	var shares []float64
	for _, m := range marks {
		shares = append(shares, m.Share)
		words = append(words, m.Text+".")
	}
	if len(marks) == 0 {
		shares = []float64{0.25, 0.5, 0.75}
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
