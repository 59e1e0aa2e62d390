package figure

import (
	"cmp"
	"fmt"
	"strings"

	"onecase/stats/phrase"
)

// A Question is a key question's result.
type Question struct {
	Name    string
	Result  string   // the cases, such as "24 of 39"
	Percent *float64 // 0..100, the figure that is banded; nil when there is no result
	Figure  string   // Percent as people read it; "": with two decimals at most
	Low     *float64 // limits as shares, 0..1; nil when they are not known
	High    *float64
	Driver  bool // sets the standard's rating

	Information bool // listed and in no band, so that its figure stands without a place among them
}

func (q Question) label() (name string, bold bool) { return q.Name, q.Driver }

func (q Question) figure() string { return cmp.Or(q.Figure, number(*q.Percent)+"%") }

func (q Question) hasLimits() bool { return q.Low != nil && q.High != nil }

// Questions shows each question's percentage with its limits against the bands.
// Each standard is a group, its rating the group's result.
func Questions(title string, bands []Band, standards []Group[Question], confidence float64) Drawing {
	const gap = 10
	rows := frame[Question]{
		groups: standards, row: 13.5, middle: 6.75, heading: 18, least: 60, most: 190,
		widest: strong, ruled: true, beyond: gap - 4,
	}.measure()
	results := 92.0
	for _, st := range standards {
		results = max(results, min(resultRoom, strong.width(plain(st.Result))))
	}
	s := scale{0, 100, rows.labels + gap, pageWidth - results - gap}
	top, drawBands := bandGround(bands, s)
	bottom := top + rows.height + 4
	edges := []float64{0, 100}
	for _, b := range bands {
		edges = append(edges, b.From)
	}
	words := sentences(wordsOfBands(bands, confidence), standards, Question.words)
	return Drawing{Title: title, Description: words, height: bottom + 20, paint: func(p *pen) {
		drawBands(p, bottom)
		rows.paint(p, top, func(q Question, y float64) { p.question(q, s, y) })
		p.ticks(s, bottom, edges, func(v float64) string { return number(v) + "%" })
	}}.withKey(6, estimateKey(true, "lowest question: sets the rating"), estimateKey(false, "other question"), limitsKey(confidence))
}

// question draws one row with its middle at y.
func (p *pen) question(q Question, s scale, y float64) {
	if q.Percent == nil {
		p.text(pageWidth, y+3, "no result", small.to(right))
		return
	}
	p.text(pageWidth-34, y+3, shorten(q.Result, label, 58), label.to(right))
	p.text(pageWidth, y+3, q.figure(), labelStyle(q.Driver).to(right))
	if q.Information {
		p.text(s.at(0)+4, y+3, "for information", small)
		return
	}
	if q.hasLimits() {
		p.interval(s.at(*q.Low*100), s.at(*q.High*100), y)
	}
	p.estimate(s.at(min(max(*q.Percent, 0), 100)), y, q.Driver)
}

func wordsOfBands(bands []Band, confidence float64) string {
	if len(bands) < 2 {
		return ""
	}
	edges := phrase.Each(bands[1:], func(b Band) string { return fmt.Sprintf("%s from %s%%", b.Name, number(b.From)) })
	return fmt.Sprintf("The bands are %s up to there, then %s. Limits are at %s confidence.",
		bands[0].Name, strings.Join(edges, ", "), phrase.Share(confidence))
}

func (q Question) words() string {
	if q.Percent == nil {
		return q.Name + " has no result"
	}
	var of []string
	if q.Result != "" {
		of = append(of, q.Result)
	}
	if q.hasLimits() {
		of = append(of, fmt.Sprintf("limits %s to %s", phrase.Share(*q.Low), phrase.Share(*q.High)))
	}
	if q.Driver {
		of = append(of, "the lowest")
	}
	if q.Information {
		of = append(of, "for information")
	}
	words := q.Name + " " + q.figure()
	if len(of) > 0 {
		words += " (" + strings.Join(of, ", ") + ")"
	}
	return words
}
