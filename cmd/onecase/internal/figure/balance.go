package figure

import (
	"fmt"
	"strconv"
	"strings"

	"onecase/stats/phrase"
)

// A Category is a category of a matching variable, in a group's population and
// in its sample.
type Category struct {
	Variable   string
	Name       string
	Population int     // cases in the population
	Share      float64 // of the sample in exact proportion, in cases
	Fewest     int     // fewest cases of the category in a sample
	Most       int     // most cases of the category in a sample
	Selected   int     // cases in the sample; only where one was drawn
}

func (c Category) label() (name string, bold bool) { return c.Name, false }

// held is how many cases of the category a sample has: 34 where it is drawn or
// certain, else 33 or 34, 28 to 36.
func (c Category) held(drawn bool) string {
	switch {
	case drawn:
		return strconv.Itoa(c.Selected)
	case c.Most <= c.Fewest:
		return strconv.Itoa(c.Fewest)
	case c.Most == c.Fewest+1:
		return fmt.Sprintf("%d or %d", c.Fewest, c.Most)
	}
	return fmt.Sprintf("%d to %d", c.Fewest, c.Most)
}

// Balance shows for each category its exact share of the sample and, where drawn, the
// cases selected.
func Balance(title string, categories []Category, population, sample int, drawn bool) Drawing {
	const head, column = 14, 54
	var groups []Group[Category]
	var ticks []float64
	largest := 1.0
	for _, c := range categories {
		groups = Under(groups, c.Variable, c)
		largest = max(largest, float64(c.Most), float64(c.Selected), c.Share)
	}
	step := max(1, niceStep(largest, 6))
	for v := 0.0; v <= largest; v += step {
		ticks = append(ticks, v)
	}
	rows := frame[Category]{groups: groups, row: 14.5, middle: 7.25, heading: 17, least: 70, most: 150, widest: label}.measure()
	bottom := head + rows.height + 4
	s := scale{0, largest, rows.labels + 10, pageWidth - 3*column - 8}
	shareKey := keyEntry{func(p *pen, x, y float64) { p.hatch(x, y-4, x+keyMark, y+4, 3.5, thin) },
		"exact share: the cases of the sample in exact proportion"}
	third := "may be"
	thirdKey := keyEntry{func(p *pen, x, y float64) { p.interval(x+4, x+keyMark-4, y) }, "fewest and most cases that a sample may have"}
	if drawn {
		third = "selected"
		thirdKey = keyEntry{func(p *pen, x, y float64) { p.rect(x, y-1.7, x+keyMark, y+1.7, accent) }, third}
	}
	return Drawing{Title: title, Description: wordsOfBalance(categories, population, sample, drawn),
		height: bottom + 20, paint: func(p *pen) {
			columns := func(base float64, last textStyle, others textStyle, texts ...string) {
				p.text(pageWidth-2*column, base, texts[0], others.to(right))
				p.text(pageWidth-column, base, texts[1], others.to(right))
				p.text(pageWidth, base, texts[2], last.to(right))
			}
			columns(8, small, small, "eligible", "exact share", third)
			for _, v := range ticks {
				p.line(s.at(v), head, s.at(v), bottom, hair)
			}
			rows.paint(p, head, func(c Category, y float64) {
				p.category(c, s, y, drawn)
				columns(y+3, strong, label, strconv.Itoa(c.Population), cases(c.Share), c.held(drawn))
			})
			p.line(s.start, head, s.start, bottom, axisLine)
			p.ticks(s, bottom, ticks, number)
		}}.withKey(2, shareKey, thirdKey)
}

// category draws the bars of one row with its middle at y.
func (p *pen) category(c Category, s scale, y float64, drawn bool) {
	if c.Share > 0 {
		p.rect(s.start, y-5, s.at(c.Share), y+5, paper)
		p.hatch(s.start, y-5, s.at(c.Share), y+5, 3.5, thin)
	}
	fewest := s.at(float64(c.Fewest))
	switch {
	case drawn:
		p.rect(s.start, y-2, max(s.at(float64(c.Selected)), s.start+0.8), y+2, accent)
	case c.Most > c.Fewest:
		p.interval(fewest, s.at(float64(c.Most)), y)
	default:
		p.line(fewest, y-4, fewest, y+4, mark)
	}
}

// cases writes a number of cases that need not be whole.
func cases(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

func wordsOfBalance(categories []Category, population, sample int, drawn bool) string {
	held := phrase.Either(drawn, "selected", "in a sample")
	words := []string{fmt.Sprintf("%d of %d cases.", sample, population)}
	for _, c := range categories {
		words = append(words, fmt.Sprintf("%s %s: %d eligible, exact share %s, %s %s.", c.Variable, c.Name,
			c.Population, cases(c.Share), c.held(drawn), held))
	}
	return strings.Join(words, " ")
}
