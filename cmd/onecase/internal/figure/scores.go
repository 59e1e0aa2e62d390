package figure

import (
	"fmt"
	"math"
	"strings"

	"onecase/stats/phrase"
)

// A ScoreChance is how likely a score is.
type ScoreChance struct {
	Score  int
	Chance float64
}

// Scores shows how likely each overall score is, against the bands of the
// overall rating. The score that the results gave is solid, the others hatched.
func Scores(title string, bands []Band, chances []ScoreChance, computed, maximum int) Drawing {
	const plot, axis = 150, 32
	largest := 0.0
	for _, c := range chances {
		largest = max(largest, c.Chance)
	}
	step := niceStep(max(largest, 0.01), 5)
	top := math.Ceil(largest/step-1e-9) * step
	// Each score is as wide as one point, its middle on the score; a band
	// begins half a point below its first score.
	s := scale{-0.5, float64(maximum) + 0.5, axis, pageWidth - 4}
	shifted := make([]Band, len(bands))
	names := make([]string, len(bands))
	for i, total := range totalsOf(bands, chances) {
		names[i] = bands[i].Name + " " + chance(total)
		shifted[i] = Band{names[i], bands[i].From - 0.5}
	}
	above, drawBands := bandGround(shifted, s)
	var at []float64
	apart := max(1, niceStep(float64(maximum), 20))
	for score := 0.0; score <= float64(maximum); score += apart {
		at = append(at, score)
	}
	v := scale{0, top, above + plot, above}
	return Drawing{Title: title, Description: wordsOfScores(names, chances, computed, maximum), height: v.start + 20, paint: func(p *pen) {
		drawBands(p, v.start)
		p.levels(s, v, step, 5)
		for _, c := range chances {
			x0, x1 := s.at(float64(c.Score)-0.36), s.at(float64(c.Score)+0.36)
			y := v.at(c.Chance)
			switch {
			case v.start-y < 0.05:
			case c.Score == computed:
				p.rect(x0, y, x1, v.start, accent)
			default:
				p.rect(x0, y, x1, v.start, paper)
				p.hatch(x0, y, x1, v.start, 3, outlineThin)
			}
		}
		p.line(s.start, v.start, s.end, v.start, axisLine)
		p.ticks(s, v.start, at, number)
	}}.withKey(2,
		keyEntry{func(p *pen, x, y float64) { p.rect(x+4, y-4, x+keyMark-4, y+4, accent) },
			fmt.Sprintf("the score from the results, %d", computed)},
		keyEntry{func(p *pen, x, y float64) { p.hatch(x+4, y-4, x+keyMark-4, y+4, 3, outlineThin) }, "other scores"})
}

// totalsOf adds up the chances within each band.
func totalsOf(bands []Band, chances []ScoreChance) []float64 {
	totals := make([]float64, len(bands))
	for _, c := range chances {
		for i := len(bands) - 1; i >= 0; i-- {
			if float64(c.Score) >= bands[i].From {
				totals[i] += c.Chance
				break
			}
		}
	}
	return totals
}

func wordsOfScores(bands []string, chances []ScoreChance, computed, maximum int) string {
	var each []string
	for _, c := range chances {
		if c.Chance >= 0.0005 {
			each = append(each, fmt.Sprintf("%d %s", c.Score, phrase.Share(c.Chance)))
		}
	}
	return fmt.Sprintf("The results give %d of %d. Overall rating: %s. Score: %s; all others less than 0.05%% each.",
		computed, maximum, strings.Join(bands, ", "), strings.Join(each, ", "))
}
