package figure

import (
	"fmt"
	"math"
	"strings"

	"onecase/stats/phrase"
)

// A Point of a curve.
type Point struct{ X, Y float64 }

// A Coverage is how often the limits of one method hold the truth.
type Coverage struct {
	Method    string
	Minimum   float64 // the least coverage
	MinimumAt float64 // the true share where it is
	Mean      float64
	Points    []Point // true share, coverage; in the order of shares, the least among them
}

// Coverages shows a small chart for each method, all on one scale: the chance
// that its limits hold the truth over every true share, and the level promised.
func Coverages(title string, methods []Coverage, confidence float64) Drawing {
	const (
		columns = 2
		gap     = 22
		axis    = 28 // the room of the vertical scale's labels
		head    = 20
		plot    = 76
		panel   = head + plot + 26
	)
	// All on one vertical scale, from a tenth below the least coverage.
	floor := confidence
	for _, m := range methods {
		floor = min(floor, m.Minimum)
	}
	floor = max(0, math.Floor(floor*10-1e-9)/10)
	if confidence-floor > 0.45 {
		floor = 0
	}
	lines := float64((len(methods) + columns - 1) / columns)
	return Drawing{Title: title, Description: wordsOfCoverages(methods, confidence), height: lines*panel + 14, paint: func(p *pen) {
		const width = (pageWidth - gap*(columns-1)) / float64(columns)
		for i, m := range methods {
			x, y := float64(i%columns)*(width+gap), float64(i/columns*panel)
			p.coverage(m, scale{0, 1, x + axis, x + width - 12}, scale{floor, 1, y + head + plot, y + head}, x, width, confidence)
		}
		p.text(0, lines*panel+6, "across: the true share of yes cases; upwards: the coverage", small)
	}}.withKey(2,
		lineKey(solid, "chance that the limits hold the truth"), lineKey(promised, "promised: "+phrase.Share(confidence)),
		keyEntry{func(p *pen, x, y float64) { p.rect(x, y-3, x+keyMark, y+3, accent) }, "short of the promise"},
		keyEntry{func(p *pen, x, y float64) { p.least(x+keyMark/2, y) }, "least"})
}

// coverage draws one method's chart.
func (p *pen) coverage(m Coverage, across, up scale, left, width, confidence float64) {
	facts := fmt.Sprintf("least %s, mean %s", phrase.Share(m.Minimum), phrase.Share(m.Mean))
	p.text(left, up.end-9, shorten(m.Method, strong, width-small.width(facts)-8), strong)
	p.text(across.end, up.end-9, facts, small.to(right))
	p.frame(across.start, up.end, across.end, up.start, hair)
	step := 0.1
	if up.to-up.from > 0.5 {
		step = 0.25
	}
	p.levels(across, up, step, 4)
	p.ticks(across, up.start, []float64{0, 0.25, 0.5, 0.75, 1}, phrase.Share)
	p.shortfall(m.Points, across, up, confidence)
	p.line(across.start, up.at(confidence), across.end, up.at(confidence), promised)
	p.curve(m.Points, across, up, solid)
	p.least(across.at(m.MinimumAt), up.at(max(m.Minimum, up.from)))
}

// least marks the least coverage.
func (p *pen) least(x, y float64) {
	p.diamond(x, y, 3.4, paper)
	p.diamond(x, y, 2.4, ink)
}

// shortfall fills what lies between the level promised and a curve below it.
func (p *pen) shortfall(points []Point, across, up scale, level float64) {
	var area [][2]float64
	corner := func(x, y float64) { area = append(area, [2]float64{across.at(x), up.at(max(y, up.from))}) }
	end := func(x float64) {
		corner(x, level)
		p.fill(p.path(area...), accent)
		area = nil
	}
	for i, b := range points {
		crossing := b.X // of the level, on the way to b
		if i > 0 {
			a := points[i-1]
			crossing = a.X + (b.X-a.X)*(level-a.Y)/(b.Y-a.Y)
		}
		switch {
		case b.Y < level && area == nil:
			corner(crossing, level)
			corner(b.X, b.Y)
		case b.Y < level:
			corner(b.X, b.Y)
		case area != nil:
			end(crossing)
		}
	}
	if area != nil {
		end(points[len(points)-1].X)
	}
}

func wordsOfCoverages(methods []Coverage, confidence float64) string {
	words := []string{fmt.Sprintf("The limits promise %s.", phrase.Share(confidence))}
	for _, m := range methods {
		kept := phrase.Either(m.Minimum < confidence, "does not keep it", "keeps it")
		words = append(words, fmt.Sprintf("%s %s: at least %s, %s on average.", m.Method, kept, phrase.Share(m.Minimum),
			phrase.Share(m.Mean)))
	}
	return strings.Join(words, " ")
}
