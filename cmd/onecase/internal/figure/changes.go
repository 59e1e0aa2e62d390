package figure

import (
	"fmt"
	"strings"

	"onecase/stats/phrase"
)

// A Change is a share found twice and the difference between the two, all as
// shares: a rise of five points is 0.05.
type Change struct {
	Name          string
	Before, After Limit
	Difference    Limit
	Limits        string // those of the difference in words, such as "+1.2 to +9.8"
}

func (c Change) label() (name string, bold bool) { return c.Name, false }

// open tells whether the limits leave open which way the share went.
func (c Change) open() bool { return c.Difference.Low <= 0 && c.Difference.High >= 0 }

func (c Change) words() string {
	return fmt.Sprintf("%s before %s, after %s, difference %s, limits %s",
		c.Name, c.Before.words(), c.After.words(), points(c.Difference.Share), c.Limits)
}

// Changes shows two findings of each share with their limits, one above the
// other, and beside them the difference with its limits against a line at none.
func Changes(title string, groups []Group[Change], confidence float64) Drawing {
	const (
		gap       = 12
		limitRoom = 76 // of the limits in words
		head      = 16 // the names of the two scales
		top       = head + 2
		between   = 28 // the scales, so that their ends do not touch
	)
	low, high := 1.0, 0.0   // of the shares
	least, most := 0.0, 0.0 // of the differences: none is always in sight
	for _, g := range groups {
		for _, c := range g.Rows {
			low, high = min(low, c.Before.Low, c.After.Low), max(high, c.Before.High, c.After.High)
			least, most = min(least, c.Difference.Low), max(most, c.Difference.High)
		}
	}
	rows := frame[Change]{
		groups: groups, row: 23, middle: 11, heading: 18, least: 60, most: 150,
		widest: label, ruled: true, beyond: gap - 4,
	}.measure()
	bottom := top + rows.height + 2
	room := (pageWidth - rows.labels - limitRoom - 2*gap - between) / 2
	shares, shareTicks := roundScale(low, high, 6, 0, 1)
	shares.start, shares.end = rows.labels+gap, rows.labels+gap+room
	differences, differenceTicks := roundScale(least, most, 6, -1, 1)
	differences.start, differences.end = shares.end+between, shares.end+between+room
	panel := func(p *pen, name string, s scale, ticks []float64, text func(float64) string) {
		p.text((s.start+s.end)/2, head-5, shorten(name, small, room), small.to(centre))
		p.grid(s, ticks, top, bottom)
		p.ticks(s, bottom, ticks, text)
	}
	opening := fmt.Sprintf("Limits are at %s confidence; differences are in percentage points, after less before.",
		phrase.Share(confidence))
	return Drawing{Title: title, Description: sentences(opening, groups, Change.words), height: bottom + 18, paint: func(p *pen) {
		panel(p, "share of yes cases", shares, shareTicks, phrase.Share)
		panel(p, "difference in points", differences, differenceTicks, points)
		p.line(differences.at(0), top, differences.at(0), bottom, solid)
		rows.paint(p, top, func(c Change, y float64) {
			p.interval(shares.at(c.Before.Low), shares.at(c.Before.High), y-4.5)
			p.estimate(shares.at(c.Before.Share), y-4.5, false)
			p.interval(shares.at(c.After.Low), shares.at(c.After.High), y+4.5)
			p.after(shares.at(c.After.Share), y+4.5)
			p.interval(differences.at(c.Difference.Low), differences.at(c.Difference.High), y)
			p.difference(differences.at(c.Difference.Share), y, c.open())
			style := labelStyle(!c.open())
			p.text(pageWidth, y+3, shorten(c.Limits, style, limitRoom), style.to(right))
		})
	}}.withKey(6,
		estimateKey(false, "before"),
		keyEntry{func(p *pen, x, y float64) { p.after(x+keyMark/2, y) }, "after"},
		limitsKey(confidence),
		keyEntry{func(p *pen, x, y float64) { p.difference(x+keyMark/2, y, false) }, "difference whose limits leave out 0"},
		keyEntry{func(p *pen, x, y float64) { p.difference(x+keyMark/2, y, true) },
			"difference whose limits hold 0: it may have gone either way"})
}

func (p *pen) after(x, y float64) { p.disc(x, y, 3, ink, outline) }

func (p *pen) difference(x, y float64, open bool) {
	p.diamond(x, y, 4.5, ink)
	if open {
		p.diamond(x, y, 3, paper)
	}
}

// points writes a difference of shares in percentage points: +20, 0, -5.
func points(share float64) string {
	text := strings.TrimSuffix(phrase.Share(share), "%")
	if share > 0 && text != "0" {
		return "+" + text
	}
	return text
}
