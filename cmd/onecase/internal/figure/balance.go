package figure

import (
	"fmt"
	"strconv"
	"strings"
)

// A Category is a category of a matching variable, in a group's population and
// in its sample.
type Category struct {
	Variable   string
	Name       string
	Population int     // cases in the population
	Due        float64 // its share of the sample, in cases
	Fewest     int     // in a sample, of its category
	Most       int     // and up
	Selected   int     // cases in the sample; only where one was drawn
}

// Balance shows each category's share of a sample: what its part of the
// population makes due and, where drawn, what was selected.
func Balance(title string, categories []Category, population, sample int, drawn bool) Drawing {
	const (
		row, heading = 14.5, 17
		labelAtMost  = 150
		column       = 54
	)
	labels, rows, last, largest := 70.0, 0.0, "", 1.0
	for i, c := range categories {
		if c.Variable != last || i == 0 {
			rows += heading
			last = c.Variable
		}
		rows += row
		labels = max(labels, min(labelAtMost, label.width(plain(c.Name))+12))
		largest = max(largest, float64(c.Most), float64(c.Selected), c.Due)
	}
	step := max(1, niceStep(largest, 6))
	s := scale{0, largest, labels + 10, pageWidth - 3*column - 8}
	entries := []keyEntry{{func(p *pen, x, y float64) { p.hatch(x, y-4, x+keyMark, y+4, 3.5, stroke{0.5, quiet, nil}) }, "due: the population's share, in cases of the sample"}}
	third := "may be"
	if drawn {
		third = "selected"
		entries = append(entries, keyEntry{func(p *pen, x, y float64) { p.rect(x, y-1.7, x+keyMark, y+1.7, accent) }, "selected"})
	} else {
		entries = append(entries, keyEntry{func(p *pen, x, y float64) { p.interval(x+4, x+keyMark-4, y) }, "fewest and most cases that a sample may have"})
	}
	keys, drawKey := key(entries)
	const head = 14
	d := Drawing{Title: title, Description: wordsOfBalance(categories, population, sample, drawn), height: head + rows + 4 + 16 + 6 + keys}
	d.paint = func(p *pen) {
		for i, name := range []string{"eligible", "due", third} {
			p.text(pageWidth-float64(2-i)*column, 8, name, small.to(right))
		}
		bottom := head + rows + 4
		var at []float64
		for v := 0.0; v <= largest; v += step {
			at = append(at, v)
			p.line(s.at(v), head, s.at(v), bottom, hair)
		}
		y, last := float64(head), ""
		for i, c := range categories {
			if c.Variable != last || i == 0 {
				last = c.Variable
				p.text(0, y+heading-5, shorten(c.Variable, strong, labels), strong)
				y += heading
			}
			p.category(c, s, y+row/2, labels, column, drawn)
			y += row
		}
		p.line(s.start, head, s.start, bottom, stroke{0.8, ink, nil})
		p.ticks(s, bottom, at, func(v float64) string { return number(v) })
		drawKey(p, bottom+20)
	}
	return d
}

// category draws one row with its middle at y.
func (p *pen) category(c Category, s scale, y, labels, column float64, drawn bool) {
	p.text(12, y+3, shorten(c.Name, label, labels-12), label)
	if c.Due > 0 {
		p.rect(s.start, y-5, s.at(c.Due), y+5, paper)
		p.hatch(s.start, y-5, s.at(c.Due), y+5, 3.5, stroke{0.5, quiet, nil})
	}
	third := strconv.Itoa(c.Fewest)
	if drawn {
		p.rect(s.start, y-2, max(s.at(float64(c.Selected)), s.start+0.8), y+2, accent)
		third = strconv.Itoa(c.Selected)
	} else if c.Most > c.Fewest {
		p.interval(s.at(float64(c.Fewest)), s.at(float64(c.Most)), y)
		third = c.span()
	} else {
		p.line(s.at(float64(c.Fewest)), y-4, s.at(float64(c.Fewest)), y+4, mark)
	}
	p.text(pageWidth-2*column, y+3, strconv.Itoa(c.Population), label.to(right))
	p.text(pageWidth-column, y+3, strconv.FormatFloat(c.Due, 'f', 2, 64), label.to(right))
	p.text(pageWidth, y+3, third, strong.to(right))
}

// span is how many cases of the category a sample has: 33 or 34, 28 to 36.
func (c Category) span() string {
	word := "or"
	if c.Most > c.Fewest+1 {
		word = "to"
	}
	return fmt.Sprintf("%d %s %d", c.Fewest, word, c.Most)
}

func wordsOfBalance(categories []Category, population, sample int, drawn bool) string {
	words := []string{fmt.Sprintf("%d of %d cases.", sample, population)}
	for _, c := range categories {
		text := fmt.Sprintf("%s %s: %d eligible, %s due, ", c.Variable, c.Name, c.Population, strconv.FormatFloat(c.Due, 'f', 2, 64))
		switch {
		case drawn:
			text += fmt.Sprintf("%d selected.", c.Selected)
		case c.Most > c.Fewest:
			text += c.span() + " in a sample."
		default:
			text += fmt.Sprintf("%d in a sample.", c.Fewest)
		}
		words = append(words, text)
	}
	return strings.Join(words, " ")
}
