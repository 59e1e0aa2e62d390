package figure

import (
	"fmt"
	"strings"

	"onecase/stats/phrase"
)

// A Question is a key question's result.
type Question struct {
	Name    string
	Result  string   // the cases, such as "24 of 39"
	Percent *float64 // 0..100, the figure that is banded; nil when there is no result
	Low     *float64 // limits as shares, 0..1; nil when they are not known
	High    *float64
	Driver  bool // sets the standard's rating
}

// A Standard is a heading with its questions.
type Standard struct {
	Name      string
	Rating    string
	Questions []Question
}

// Questions shows each question's percentage with its limits against the bands,
// by standard.
func Questions(title string, bands []Band, standards []Standard, confidence float64) Drawing {
	const (
		row, heading  = 13.5, 18
		gap           = 10
		labelAtMost   = 190
		resultsAtMost = 130
		smallestLabel = 60
	)
	labels, results, rows := float64(smallestLabel), 92.0, 0.0
	for _, st := range standards {
		rows += heading
		labels = max(labels, min(labelAtMost, strong.width(plain(st.Name))))
		results = max(results, min(resultsAtMost, strong.width(plain(st.Rating))))
		for _, q := range st.Questions {
			labels = max(labels, min(labelAtMost, strong.width(plain(q.Name))+12))
			rows += row
		}
	}
	s := scale{0, 100, labels + gap, pageWidth - results - gap}
	names, drawNames := bandNames(bands, s)
	keys, drawKey := key([]keyEntry{
		{func(p *pen, x, y float64) { p.diamond(x+keyMark/2, y, 4, ink) }, "lowest question: sets the rating"},
		{func(p *pen, x, y float64) { p.disc(x+keyMark/2, y, 3, paper, outline) }, "other question"},
		{func(p *pen, x, y float64) { p.interval(x, x+keyMark, y) }, fmt.Sprintf("limits at %s confidence", phrase.Share(confidence))},
	})
	d := Drawing{Title: title, Description: wordsOfQuestions(bands, standards, confidence), height: names + rows + 8 + 16 + 6 + keys}
	d.paint = func(p *pen) {
		top, bottom := names, names+rows+4
		drawNames(p, top)
		p.bandGround(bands, s, top, bottom)
		y := top
		for i, st := range standards {
			if i > 0 {
				p.line(0, y+2, pageWidth, y+2, hair)
			}
			rating := shorten(st.Rating, strong, results)
			p.text(0, y+heading-5, shorten(st.Name, strong, labels+gap-4), strong)
			p.text(pageWidth, y+heading-5, rating, strong.to(right))
			y += heading
			for _, q := range st.Questions {
				p.question(q, s, y+row/2, labels, row)
				y += row
			}
		}
		edges := []float64{0, 100}
		for _, b := range bands {
			edges = append(edges, b.From)
		}
		p.ticks(s, bottom, edges, func(v float64) string { return number(v) + "%" })
		drawKey(p, bottom+20)
	}
	return d
}

// question draws one row with its middle at y.
func (p *pen) question(q Question, s scale, y, labels, row float64) {
	style := label
	if q.Driver {
		style = strong
	}
	p.text(12, y+3, shorten(q.Name, style, labels-12), style)
	if q.Percent == nil {
		p.text(pageWidth, y+3, "no result", small.to(right))
		return
	}
	p.text(pageWidth-34, y+3, shorten(q.Result, label, 58), label.to(right))
	p.text(pageWidth, y+3, number(*q.Percent)+"%", style.to(right))
	if q.Low != nil && q.High != nil {
		p.interval(s.at(*q.Low*100), s.at(*q.High*100), y)
	}
	x := s.at(min(max(*q.Percent, 0), 100))
	if q.Driver {
		p.diamond(x, y, 4, ink)
	} else {
		p.disc(x, y, 3, paper, outline)
	}
}

// interval draws limits: a line with an end at each.
func (p *pen) interval(x0, x1, y float64) {
	p.line(x0, y, x1, y, mark)
	for _, x := range []float64{x0, x1} {
		p.line(x, y-2.5, x, y+2.5, mark)
	}
}

func wordsOfQuestions(bands []Band, standards []Standard, confidence float64) string {
	var text strings.Builder
	if len(bands) > 1 {
		var edges []string
		for _, b := range bands[1:] {
			edges = append(edges, fmt.Sprintf("%s from %s%%", b.Name, number(b.From)))
		}
		fmt.Fprintf(&text, "The bands are %s up to there, then %s. Limits are at %s confidence.", bands[0].Name, strings.Join(edges, ", "), phrase.Share(confidence))
	}
	for _, st := range standards {
		var questions []string
		for _, q := range st.Questions {
			if q.Percent == nil {
				questions = append(questions, q.Name+" has no result")
				continue
			}
			of := []string{}
			if q.Result != "" {
				of = append(of, q.Result)
			}
			if q.Low != nil && q.High != nil {
				of = append(of, fmt.Sprintf("limits %s to %s", phrase.Share(*q.Low), phrase.Share(*q.High)))
			}
			if q.Driver {
				of = append(of, "the lowest")
			}
			words := fmt.Sprintf("%s %s%%", q.Name, number(*q.Percent))
			if len(of) > 0 {
				words += " (" + strings.Join(of, ", ") + ")"
			}
			questions = append(questions, words)
		}
		if text.Len() > 0 {
			text.WriteString(" ")
		}
		text.WriteString(st.Name)
		if st.Rating != "" {
			text.WriteString(", " + st.Rating)
		}
		text.WriteString(": " + strings.Join(questions, "; ") + ".")
	}
	return text.String()
}
