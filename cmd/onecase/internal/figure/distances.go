package figure

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
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

// words says it beside a bar: "1 to Good", "3–6 to Good".
func (r Reach) words() string {
	if r.None != "" {
		return r.None
	}
	cases := strconv.Itoa(r.Fewest)
	if r.Most > r.Fewest {
		cases += "–" + strconv.Itoa(r.Most)
	}
	return cases + " to " + r.To
}

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
	const (
		row         = 24
		head        = 16
		labelAtMost = 170
	)
	labels := 60.0
	for _, d := range distances {
		labels = max(labels, min(labelAtMost, max(strong.width(plain(d.Name)), small.width(plain(d.Rating)))))
	}
	// One case is as wide as lets every bar and the words at its end fit in.
	half := (pageWidth - labels - 10) / 2
	unit := 22.0
	for _, d := range distances {
		for _, r := range []Reach{d.Down, d.Up} {
			if n := r.cases(); n > 0 {
				unit = min(unit, (half-min(label.width(plain(r.words())), half*0.7)-zeroGap-8)/n)
			}
		}
	}
	unit = max(unit, 0)
	entries := []keyEntry{{func(p *pen, x, y float64) { p.cases(x, y, 10, 2, 2) }, "the fewest cases that would have to be judged differently"}}
	if slices.ContainsFunc(distances, func(d Distance) bool { return d.Up.uncertain() || d.Down.uncertain() }) {
		entries = append(entries, keyEntry{func(p *pen, x, y float64) { p.cases(x, y, 10, 0, 2) }, "up to the most, where no case counts in several questions"})
	}
	keys, drawKey := key(entries)
	zero := labels + 10 + half
	body := float64(len(distances)) * row
	d := Drawing{Title: title, Description: wordsOfDistances(distances), height: head + body + 10 + keys}
	d.paint = func(p *pen) {
		p.text(zero-8, 8, "towards a worse rating", small.to(right))
		p.text(zero+8, 8, "towards a better rating", small)
		for i, d := range distances {
			y := head + float64(i)*row
			p.line(0, y, pageWidth, y, hair)
			p.text(0, y+10.5, shorten(d.Name, strong, labels), strong)
			p.text(0, y+20, shorten(d.Rating, small, labels), small)
			p.reach(zero, y+row/2, -unit, half, d.Down)
			p.reach(zero, y+row/2, unit, half, d.Up)
		}
		p.line(zero, 0, zero, head+body, stroke{1, ink, nil})
		drawKey(p, head+body+10)
	}
	return d
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
	p.text(x+sign*(length+zeroGap+5), y+3, shorten(r.words(), style, half-length-zeroGap-7), style.to(to))
}

// cases draws a box for each case: solid up to the fewest, hatched up to the
// most. Where a box would be too thin, it is one bar.
func (p *pen) cases(x, y, unit float64, fewest, most int) {
	const half, gap = 4.5, 1.5
	bar := func(from, to int, solid bool) {
		x0, x1 := x+unit*float64(from), x+unit*float64(to)
		if x1 < x0 {
			x0, x1 = x1, x0
		}
		switch {
		case x1-x0 < 0.01:
		case solid:
			p.rect(x0+gap/2, y-half, max(x1-gap/2, x0+gap/2+0.4), y+half, accent)
		default:
			p.hatch(x0+gap/2, y-half, max(x1-gap/2, x0+gap/2+0.4), y+half, 3, stroke{0.6, accent, nil})
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

func wordsOfDistances(distances []Distance) string {
	var words []string
	say := func(r Reach, way string) string {
		switch {
		case r.None != "":
			return way + ": " + r.None
		case r.Most > r.Fewest:
			return fmt.Sprintf("%s: %d to %d cases to %s", way, r.Fewest, r.Most, r.To)
		case r.Fewest == 1:
			return fmt.Sprintf("%s: 1 case to %s", way, r.To)
		}
		return fmt.Sprintf("%s: %d cases to %s", way, r.Fewest, r.To)
	}
	for _, d := range distances {
		words = append(words, fmt.Sprintf("%s, %s; %s; %s.", d.Name, d.Rating, say(d.Down, "down"), say(d.Up, "up")))
	}
	return strings.Join(words, " ")
}
