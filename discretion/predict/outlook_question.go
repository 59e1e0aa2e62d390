package predict

import (
	"math"

	"onecase/discretion/rules"
)

// question gives the outlook of one question.
func (l *outlooker) question(at int) QuestionOutlook {
	a := l.assumed[at]
	out := QuestionOutlook{Question: l.Rules.Questions()[at], Assumption: l.plan.Questions[at],
		Population: a.applies, Yes: a.yes, ExpectedOf: a.Applies * float64(a.sample)}
	if a.never() {
		out.ExpectedOf = 0
		return out
	}
	if !a.endless {
		out.ExpectedOf = float64(a.sample) * float64(a.applies) / float64(a.population)
	}
	bands := make([]float64, l.Scale.Bands())
	for _, p := range l.points[at] {
		if p.of == 0 {
			out.None = p.chance
			continue
		}
		band := l.Scale.Band(p.yes, p.of)
		bands[band] += p.chance
		if p.yes > 0 && l.Scale.Band(p.yes-1, p.of) != band || p.yes < p.of && l.Scale.Band(p.yes+1, p.of) != band {
			out.OneCaseSwing += p.chance
		}
	}
	out.Chances = inRatings(l.Assessor, bands)
	if band := a.band(); band != rules.Unbanded {
		out.True, out.Right = l.RatingOf(band), &bands[band]
		if l.o.Wanted > 0 {
			out.Wanted = l.wanted([]int{at}, band)
		}
	}
	for _, b := range l.Scale.Unreachable(max(1, int(math.Round(out.ExpectedOf)))) {
		out.Unreachable = append(out.Unreachable, l.RatingOf(b))
	}
	return out
}
