package figure

import (
	"fmt"

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

// limits are both, to one decimal as in tables.
func (l Limit) limits() string {
	return fmt.Sprintf("%.1f%% to %.1f%%", phrase.Tenths(l.Low), phrase.Tenths(l.High))
}

func (l Limit) label() (name string, bold bool) { return l.Name, l.Strong }

// words says it as a description does: "61.5% (24 of 39), 56.0% to 66.0%".
func (l Limit) words() string {
	of := phrase.Either(l.Result != "", " ("+l.Result+")", "")
	return fmt.Sprintf("%.1f%%%s, %s", phrase.Tenths(l.Share), of, l.limits())
}

// Limits shows estimates with their limits, one below the other on one scale. It
// reaches as far as they do.
func Limits(title string, groups []Group[Limit], confidence float64, strongMeans string) Drawing {
	const top, gap, mostOf = 4, 10, 50
	from, to, anyStrong, anyOther, limits, of := 1.0, 0.0, false, false, 0.0, 0.0
	for _, g := range groups {
		for _, l := range g.Rows {
			from, to = min(from, l.Low), max(to, l.High)
			anyStrong, anyOther = anyStrong || l.Strong, anyOther || !l.Strong
			limits, of = max(limits, labelStyle(l.Strong).width(l.limits())), max(of, min(small.width(plain(l.Result)), mostOf))
		}
	}
	var entries []keyEntry
	if anyOther {
		entries = append(entries, estimateKey(false, "estimate"))
	}
	entries = append(entries, limitsKey(confidence))
	if anyStrong {
		entries = append(entries, estimateKey(true, strongMeans))
	}
	rows := frame[Limit]{
		groups: groups, row: 13.5, middle: 6.75, heading: 18, least: 60, most: 190,
		widest: strong, ruled: true, beyond: gap - 4,
	}.measure()
	bottom := top + rows.height + 2
	s, ticks := roundScale(from, to, 8, 0, 1)
	s.start, s.end = rows.labels+gap, pageWidth-limits-of-2*gap
	opening := fmt.Sprintf("Limits are at %s confidence.", phrase.Share(confidence))
	words := sentences(opening, groups, func(l Limit) string { return l.Name + " " + l.words() })
	return Drawing{Title: title, Description: words, height: bottom + 18, paint: func(p *pen) {
		p.grid(s, ticks, top, bottom)
		rows.paint(p, top, func(l Limit, y float64) {
			p.interval(s.at(l.Low), s.at(l.High), y)
			p.estimate(s.at(min(max(l.Share, s.from), s.to)), y, l.Strong)
			p.text(pageWidth, y+3, l.limits(), labelStyle(l.Strong).to(right))
			p.text(pageWidth-limits-gap, y+3, shorten(l.Result, small, mostOf), small.to(right))
		})
		p.ticks(s, bottom, ticks, phrase.Share)
	}}.withKey(6, entries...)
}
