package figure

import (
	"fmt"
	"strings"

	"onecase/stats/phrase"
)

// A Group is a heading with the rows below it; the heading may be "".
type Group[T any] struct {
	Name   string
	Result string // at the right end of the heading, such as a rating
	Rows   []T
}

// Under adds a row to the last group if that has the row's heading, else to a new
// group.
func Under[T any](groups []Group[T], heading string, row T) []Group[T] {
	if len(groups) == 0 || groups[len(groups)-1].Name != heading {
		groups = append(groups, Group[T]{Name: heading})
	}
	last := &groups[len(groups)-1]
	last.Rows = append(last.Rows, row)
	return groups
}

// sentences says in words what groups of rows show: the opening, and a sentence
// for each group.
func sentences[T any](opening string, groups []Group[T], say func(T) string) string {
	words := []string{opening}
	for _, g := range groups {
		heading, rows := g.Name, make([]string, len(g.Rows))
		for i, row := range g.Rows {
			rows[i] = say(row)
		}
		if g.Result != "" {
			heading += ", " + g.Result
		}
		if heading != "" {
			heading += ": "
		}
		words = append(words, heading+strings.Join(rows, "; ")+".")
	}
	return strings.TrimPrefix(strings.Join(words, " "), " ") // the opening may be ""
}

// A labelled row has a name, which is bold if the row is told apart.
type labelled interface {
	label() (name string, bold bool)
}

// A frame lays out groups of rows one below the other, with their labels in a
// column at the left.
type frame[T labelled] struct {
	groups       []Group[T]
	row, heading float64   // heights
	middle       float64   // of a row, below its top
	least, most  float64   // bounds of the width of the column
	widest       textStyle // of labels
	ruled        bool      // whether headings have a line above them and widen the column
	beyond       float64   // how far headings reach beyond the column

	labels, height float64 // set by measure: the width of the column, the height of all rows
}

const (
	indent     = 12  // of labels below a heading
	resultRoom = 130 // at the right, for results in words
)

func (f frame[T]) measure() frame[T] {
	f.labels = f.least
	widen := func(text string, s textStyle, from float64) {
		f.labels = max(f.labels, min(f.most, from+s.width(plain(text))))
	}
	for _, g := range f.groups {
		if f.ruled {
			widen(g.Name, strong, 0)
		}
		for _, row := range g.Rows {
			name, _ := row.label()
			widen(name, f.widest, indent)
		}
	}
	f.height = f.layOut(nil, 0, nil)
	return f
}

// paint draws headings and labels from top down, and each row with its middle at y.
func (f frame[T]) paint(p *pen, top float64, draw func(row T, y float64)) { f.layOut(p, top, draw) }

// layOut is paint; without a pen it draws nothing. It returns where the rows end.
func (f frame[T]) layOut(p *pen, top float64, draw func(row T, y float64)) (bottom float64) {
	for i, g := range f.groups {
		if g.Name != "" {
			lines, result := wrapped(g.Name, strong, f.labels+f.beyond), wrapped(g.Result, strong, resultRoom)
			if p != nil {
				if f.ruled && i > 0 {
					p.line(0, top+2, pageWidth, top+2, hair)
				}
				p.block(0, top+f.heading-5, lines, strong)
				p.block(pageWidth, top+f.heading-5, result, strong.to(right))
			}
			top += f.heading + max(lower(lines), lower(result))
		}
		for _, row := range g.Rows {
			name, bold := row.label()
			style := labelStyle(bold)
			lines := wrapped(name, style, f.labels-indent)
			if p != nil {
				p.block(indent, top+f.middle+3, lines, style)
				draw(row, top+f.middle+lower(lines)/2)
			}
			top += f.row + lower(lines)
		}
	}
	return top
}

func labelStyle(bold bool) textStyle {
	if bold {
		return strong
	}
	return label
}

// interval draws limits: a line with an end at each.
func (p *pen) interval(x0, x1, y float64) {
	p.line(x0, y, x1, y, mark)
	for _, x := range []float64{x0, x1} {
		p.line(x, y-2.5, x, y+2.5, mark)
	}
}

// estimate marks what lies between limits.
func (p *pen) estimate(x, y float64, toldApart bool) {
	if toldApart {
		p.diamond(x, y, 4, ink)
	} else {
		p.disc(x, y, 3, paper, outline)
	}
}

func estimateKey(toldApart bool, text string) keyEntry {
	return keyEntry{func(p *pen, x, y float64) { p.estimate(x+keyMark/2, y, toldApart) }, text}
}

func limitsKey(confidence float64) keyEntry {
	return keyEntry{func(p *pen, x, y float64) { p.interval(x, x+keyMark, y) },
		fmt.Sprintf("limits at %s confidence", phrase.Share(confidence))}
}
