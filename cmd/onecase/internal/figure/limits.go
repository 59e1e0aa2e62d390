package figure

import (
	"fmt"
	"strings"

	"onecase/stats/phrase"
)

// A Limit is an estimate between its limits, all as shares.
type Limit struct {
	Name      string
	Result    string // the cases behind it, such as "24 of 39"
	Share     float64
	Low, High float64
	Strong    bool // told apart: a method that guarantees, a whole group
}

// A LimitGroup is a heading with the estimates below it; the heading may be "".
type LimitGroup struct {
	Name   string
	Limits []Limit
}

// Limits shows estimates with their limits, one below the other on one scale. It
// reaches as far as they do.
func Limits(title string, groups []LimitGroup, confidence float64, strongMeans string) Drawing {
	const (
		row         = 13.5
		gap         = 10
		labelAtMost = 190
		results     = 130 // the room of the cases and of the limits in words
	)
	labels, rows := 60.0, 0.0
	from, to := 1.0, 0.0
	anyStrong := false
	for _, g := range groups {
		if g.Name != "" {
			rows += headingHeight
			labels = max(labels, min(labelAtMost, strong.width(plain(g.Name))))
		}
		for _, l := range g.Limits {
			rows += row
			labels = max(labels, min(labelAtMost, strong.width(plain(l.Name))+12))
			from, to = min(from, l.Low), max(to, l.High)
			anyStrong = anyStrong || l.Strong
		}
	}
	s, ticks := roundScale(from, to, 8, 0, 1)
	s.start, s.end = labels+gap, pageWidth-results-gap
	entries := []keyEntry{
		{func(p *pen, x, y float64) { p.disc(x+keyMark/2, y, 3, paper, outline) }, "estimate"},
		{func(p *pen, x, y float64) { p.interval(x, x+keyMark, y) }, fmt.Sprintf("limits at %s confidence", phrase.Share(confidence))},
	}
	if anyStrong {
		entries = append(entries, keyEntry{func(p *pen, x, y float64) { p.diamond(x+keyMark/2, y, 4, ink) }, strongMeans})
	}
	keys, drawKey := key(entries)
	d := Drawing{Title: title, Description: wordsOfLimits(groups, confidence), height: 6 + rows + 24 + keys}
	d.paint = func(p *pen) {
		const top = 4
		bottom := top + rows + 2
		for _, v := range ticks {
			p.line(s.at(v), top, s.at(v), bottom, hair)
		}
		p.frame(s.start, top, s.end, bottom, hair)
		y := float64(top)
		for i, g := range groups {
			y = p.heading(g.Name, y, labels+gap, i > 0)
			for _, l := range g.Limits {
				p.limit(l, s, y+row/2, labels)
				y += row
			}
		}
		p.ticks(s, bottom, ticks, phrase.Share)
		drawKey(p, bottom+18)
	}
	return d
}

// headingHeight is the room of the heading of a group.
const headingHeight = 18

// heading draws the name of a group below y, with a line above it where it is not
// the first, and returns where its rows begin. A group without a name has none.
func (p *pen) heading(name string, y, room float64, line bool) float64 {
	if name == "" {
		return y
	}
	if line {
		p.line(0, y+2, pageWidth, y+2, hair)
	}
	p.text(0, y+headingHeight-5, shorten(name, strong, room-4), strong)
	return y + headingHeight
}

// limit draws one row with its middle at y.
func (p *pen) limit(l Limit, s scale, y, labels float64) {
	style := label
	if l.Strong {
		style = strong
	}
	p.text(12, y+3, shorten(l.Name, style, labels-12), style)
	p.interval(s.at(l.Low), s.at(l.High), y)
	x := s.at(min(max(l.Share, s.from), s.to))
	if l.Strong {
		p.diamond(x, y, 4, ink)
	} else {
		p.disc(x, y, 3, paper, outline)
	}
	words := phrase.Share(l.Low) + " to " + phrase.Share(l.High)
	p.text(pageWidth, y+3, words, style.to(right))
	p.text(pageWidth-84, y+3, shorten(l.Result, small, 50), small.to(right))
}

func wordsOfLimits(groups []LimitGroup, confidence float64) string {
	words := []string{fmt.Sprintf("Limits are at %s confidence.", phrase.Share(confidence))}
	for _, g := range groups {
		var all []string
		for _, l := range g.Limits {
			text := l.Name + " " + phrase.Share(l.Share)
			if l.Result != "" {
				text += " (" + l.Result + ")"
			}
			all = append(all, fmt.Sprintf("%s, %s to %s", text, phrase.Share(l.Low), phrase.Share(l.High)))
		}
		name := ""
		if g.Name != "" {
			name = g.Name + ": "
		}
		words = append(words, name+strings.Join(all, "; ")+".")
	}
	return strings.Join(words, " ")
}
