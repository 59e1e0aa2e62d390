package figure

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"onecase/stats/phrase"
)

// A Distance is how far a standard is from its next ratings.
type Distance struct {
	Name     string
	Rating   string
	Down, Up Reach
}

// A Reach is the number of cases that would have to be judged differently. From
// totals it lies between Fewest and Most.
type Reach struct {
	To     string // the rating reached
	Fewest int
	Most   int    // Fewest where it is exact
	None   string // why there is no number; then the others do not count
}

// words says it beside a bar, "3–6 to Good", or in a description, "3 to 6 cases
// to Good".
func (r Reach) words(between, cases string) string {
	if r.None != "" {
		return r.None
	}
	text := strconv.Itoa(r.Fewest)
	if r.uncertain() {
		text += between + strconv.Itoa(r.Most)
	}
	return text + cases + " to " + r.To
}

func (r Reach) sentence() string {
	return r.words(" to ", " "+phrase.Plural(max(r.Fewest, r.Most), "case", "cases"))
}

func (r Reach) atBar() string { return r.words("–", "") }

func (r Reach) uncertain() bool { return r.None == "" && r.Most > r.Fewest }

func (r Reach) cases() float64 {
	if r.None != "" {
		return 0
	}
	return float64(max(r.Most, r.Fewest))
}

// zeroGap keeps bars clear of the line in the middle.
const zeroGap = 3

// Distances shows how many cases away each standard is from a worse and from a
// better rating.
func Distances(title string, distances []Distance) Drawing {
	const row, head = 24, 16
	labels, uncertain := 60.0, false
	var words []string
	for _, d := range distances {
		labels = max(labels, min(170, max(strong.width(plain(d.Name)), small.width(plain(d.Rating)))))
		uncertain = uncertain || d.Up.uncertain() || d.Down.uncertain()
		words = append(words, fmt.Sprintf("%s, %s; down: %s; up: %s.", d.Name, d.Rating, d.Down.sentence(), d.Up.sentence()))
	}
	// One case is as wide as lets every bar and the words at its end fit in.
	half := (pageWidth - labels - 10) / 2
	unit := 22.0
	for _, d := range distances {
		for _, r := range []Reach{d.Down, d.Up} {
			if n := r.cases(); n > 0 {
				unit = min(unit, (half-min(label.width(plain(r.atBar())), half*0.7)-zeroGap-8)/n)
			}
		}
	}
	unit = max(unit, 0)
	entries := []keyEntry{{func(p *pen, x, y float64) { p.cases(x, y, 10, 2, 2) },
		"the fewest cases that would have to be judged differently"}}
	if uncertain {
		entries = append(entries, keyEntry{func(p *pen, x, y float64) { p.cases(x, y, 10, 0, 2) },
			"up to the most, where no case counts in several questions"})
	}
	names, zero, bottom := make([][]string, len(distances)), labels+10+half, float64(head)
	for i, d := range distances {
		names[i] = wrapped(d.Name, strong, labels)
		bottom += row + lower(names[i])
	}
	return Drawing{Title: title, Description: strings.Join(words, " "), height: bottom + 10, paint: func(p *pen) {
		p.text(zero-8, 8, "towards a worse rating", small.to(right))
		p.text(zero+8, 8, "towards a better rating", small)
		y := float64(head)
		for i, d := range distances {
			p.line(0, y, pageWidth, y, hair)
			p.block(0, y+10.5, names[i], strong)
			more := lower(names[i])
			p.text(0, y+20+more, shorten(d.Rating, small, labels), small)
			p.reach(zero, y+(row+more)/2, -unit, half, d.Down)
			p.reach(zero, y+(row+more)/2, unit, half, d.Up)
			y += row + more
		}
		p.line(zero, 0, zero, bottom, solid)
	}}.withKey(0, entries...)
}

// reach draws a bar of cases from a place to one side, with words at its end.
func (p *pen) reach(x, y, unit, half float64, r Reach) {
	length := math.Abs(unit) * r.cases()
	style, sign, to := label, 1.0, left
	if unit < 0 {
		sign, to = -1, right
	}
	if r.None != "" {
		style = small
	} else {
		p.cases(x+sign*zeroGap, y, unit, r.Fewest, r.Most)
	}
	p.text(x+sign*(length+zeroGap+5), y+3, shorten(r.atBar(), style, half-length-zeroGap-7), style.to(to))
}

// cases draws a box for each case: solid up to the fewest, hatched up to the
// most. Where a box would be too thin, it is one bar.
func (p *pen) cases(x, y, unit float64, fewest, most int) {
	const half, gap = 4.5, 1.5
	bar := func(from, to int, whole bool) {
		a, b := x+unit*float64(from), x+unit*float64(to)
		x0 := min(a, b) + gap/2
		x1 := max(max(a, b)-gap/2, x0+0.4)
		switch {
		case math.Abs(a-b) < 0.01:
		case whole:
			p.rect(x0, y-half, x1, y+half, accent)
		default:
			p.hatch(x0, y-half, x1, y+half, 3, outlineThin)
		}
	}
	most = max(most, fewest)
	if math.Abs(unit) < 4 {
		bar(0, fewest, true)
		bar(fewest, most, false)
		return
	}
	for i := range most {
		bar(i, i+1, i < fewest)
	}
}
