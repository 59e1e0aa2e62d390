package figure

import (
	"fmt"
	"math"
	"strconv"
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

// open tells whether the limits leave open which way the share went.
func (c Change) open() bool { return c.Difference.Low <= 0 && c.Difference.High >= 0 }

// A ChangeGroup is a heading with the changes below it; the heading may be "".
type ChangeGroup struct {
	Name    string
	Changes []Change
}

// Changes shows two findings of each share with their limits, one above the
// other, and beside them the difference with its limits against a line at none.
func Changes(title string, groups []ChangeGroup, confidence float64) Drawing {
	const (
		row         = 23
		gap         = 12
		labelAtMost = 150
		words       = 76 // the room of the limits in words
		head        = 16 // the names of the two scales
		between     = 28 // the scales, so that their ends do not touch
	)
	labels, rows := 60.0, 0.0
	low, high := 1.0, 0.0   // of the shares
	least, most := 0.0, 0.0 // of the differences: none is always in sight
	for _, g := range groups {
		if g.Name != "" {
			rows += headingHeight
			labels = max(labels, min(labelAtMost, strong.width(plain(g.Name))))
		}
		for _, c := range g.Changes {
			rows += row
			labels = max(labels, min(labelAtMost, label.width(plain(c.Name))+12))
			low, high = min(low, c.Before.Low, c.After.Low), max(high, c.Before.High, c.After.High)
			least, most = min(least, c.Difference.Low), max(most, c.Difference.High)
		}
	}
	room := (pageWidth - labels - words - 2*gap - between) / 2
	shares, shareTicks := roundScale(low, high, 6, 0, 1)
	shares.start, shares.end = labels+gap, labels+gap+room
	differences, differenceTicks := roundScale(least, most, 6, -1, 1)
	differences.start, differences.end = shares.end+between, shares.end+between+room
	keys, drawKey := key(changeKey(confidence))
	d := Drawing{Title: title, Description: wordsOfChanges(groups, confidence), height: head + 4 + rows + 24 + keys}
	d.paint = func(p *pen) {
		const top = head + 2
		bottom := top + rows + 2
		for _, panel := range []struct {
			name  string
			scale scale
			ticks []float64
			text  func(float64) string
		}{{"share of yes cases", shares, shareTicks, phrase.Share}, {"difference in points", differences, differenceTicks, points}} {
			s := panel.scale
			p.text((s.start+s.end)/2, head-5, shorten(panel.name, small, room), small.to(centre))
			for _, v := range panel.ticks {
				p.line(s.at(v), top, s.at(v), bottom, hair)
			}
			p.frame(s.start, top, s.end, bottom, hair)
			p.ticks(s, bottom, panel.ticks, panel.text)
		}
		p.line(differences.at(0), top, differences.at(0), bottom, stroke{1, ink, nil})
		y := float64(top)
		for i, g := range groups {
			y = p.heading(g.Name, y, labels+gap, i > 0)
			for _, c := range g.Changes {
				p.text(12, y+row/2+3, shorten(c.Name, label, labels-12), label)
				p.change(c, shares, differences, y+row/2, words)
				y += row
			}
		}
		drawKey(p, bottom+18)
	}
	return d
}

// change draws both findings above and below y, and their difference at y.
func (p *pen) change(c Change, shares, differences scale, y, words float64) {
	p.interval(shares.at(c.Before.Low), shares.at(c.Before.High), y-4.5)
	p.before(shares.at(c.Before.Share), y-4.5)
	p.interval(shares.at(c.After.Low), shares.at(c.After.High), y+4.5)
	p.after(shares.at(c.After.Share), y+4.5)
	p.interval(differences.at(c.Difference.Low), differences.at(c.Difference.High), y)
	p.difference(differences.at(c.Difference.Share), y, c.open())
	style := strong
	if c.open() {
		style = label
	}
	p.text(pageWidth, y+3, shorten(c.Limits, style, words), style.to(right))
}

func (p *pen) before(x, y float64) { p.disc(x, y, 3, paper, outline) }

func (p *pen) after(x, y float64) { p.disc(x, y, 3, ink, outline) }

func (p *pen) difference(x, y float64, open bool) {
	p.diamond(x, y, 4.5, ink)
	if open {
		p.diamond(x, y, 3, paper)
	}
}

func changeKey(confidence float64) []keyEntry {
	return []keyEntry{
		{func(p *pen, x, y float64) { p.before(x+keyMark/2, y) }, "before"},
		{func(p *pen, x, y float64) { p.after(x+keyMark/2, y) }, "after"},
		{func(p *pen, x, y float64) { p.interval(x, x+keyMark, y) }, fmt.Sprintf("limits at %s confidence", phrase.Share(confidence))},
		{func(p *pen, x, y float64) { p.difference(x+keyMark/2, y, false) }, "difference whose limits leave out 0"},
		{func(p *pen, x, y float64) { p.difference(x+keyMark/2, y, true) }, "difference whose limits hold 0: it may have gone either way"},
	}
}

// points writes a difference of shares in percentage points: +20, 0, -5.
func points(share float64) string {
	text := strconv.FormatFloat(math.Round(share*1000)/10+0, 'f', -1, 64) // +0: no minus before 0
	if share > 0 && text != "0" {
		return "+" + text
	}
	return text
}

func wordsOfChanges(groups []ChangeGroup, confidence float64) string {
	words := []string{fmt.Sprintf("Limits are at %s confidence; differences are in percentage points, after less before.", phrase.Share(confidence))}
	share := func(l Limit) string {
		text := phrase.Share(l.Share)
		if l.Result != "" {
			text += " (" + l.Result + ")"
		}
		return fmt.Sprintf("%s, %s to %s", text, phrase.Share(l.Low), phrase.Share(l.High))
	}
	for _, g := range groups {
		var all []string
		for _, c := range g.Changes {
			all = append(all, fmt.Sprintf("%s before %s, after %s, difference %s, limits %s", c.Name, share(c.Before), share(c.After), points(c.Difference.Share), c.Limits))
		}
		name := ""
		if g.Name != "" {
			name = g.Name + ": "
		}
		words = append(words, name+strings.Join(all, "; ")+".")
	}
	return strings.Join(words, " ")
}
