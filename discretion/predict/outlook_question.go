package predict

import (
	"cmp"
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
	if a.scale.Bands() == 0 {
		return out
	}
	if !a.endless {
		out.ExpectedOf = float64(a.sample) * float64(a.applies) / float64(a.population)
	}
	bands := make([]float64, a.scale.Bands())
	for _, p := range l.points[at] {
		if p.of == 0 {
			out.None = p.chance
			continue
		}
		band := a.scale.Band(p.yes, p.of)
		if band == rules.Unbanded {
			continue // its table has no row for so many cases
		}
		bands[band] += p.chance
		if p.yes > 0 && a.scale.Band(p.yes-1, p.of) != band || p.yes < p.of && a.scale.Band(p.yes+1, p.of) != band {
			out.OneCaseSwing += p.chance
		}
	}
	out.Chances = bands
	if band := a.band(); band != rules.Unbanded {
		out.True, out.Right = l.RatingOf(at, band), &bands[band]
		if l.o.Wanted > 0 && !a.scale.ByTable() {
			out.Wanted = l.wanted([]int{at}, band)
		}
	}
	for _, b := range a.scale.Unreachable(max(1, int(math.Round(out.ExpectedOf)))) {
		out.Unreachable = append(out.Unreachable, l.RatingOf(at, b))
	}
	return out
}

// mostTried is the largest sample that is tried for a wanted chance.
const mostTried = 2000

// wanted finds how many cases put the lowest of independent questions in a band.
func (l *outlooker) wanted(qs []int, band int) *WantedSize {
	most := mostTried
	if a := l.assumed[qs[0]]; !a.endless {
		most = min(most, a.population)
	}
	// reached[k][m] is what m applicable cases of question k show: the chance of the
	// band or a better one, and of a better one.
	reached := make([][][2]float64, len(qs))
	for k, q := range qs {
		a := l.assumed[q]
		applies := most
		if !a.endless {
			applies = min(most, a.applies)
		}
		reached[k] = [][2]float64{{1, 1}}
		for m := 1; m <= applies; m++ {
			t := tails(a.found(m).bands(a.scale, m))
			reached[k] = append(reached[k], [2]float64{t[band], t[band+1]})
		}
	}
	size := &WantedSize{}
	for n := 1; n <= most; n++ {
		all := [2]float64{1, 1}
		for k, q := range qs {
			var one [2]float64
			applicable := l.assumed[q].applicable(n)
			for i, weight := range applicable.p {
				for j, chance := range reached[k][applicable.from+i] {
					one[j] += weight * chance
				}
			}
			all[0], all[1] = all[0]*one[0], all[1]*one[1]
		}
		if all[0]-all[1] < l.o.Wanted-1e-12 {
			size.Stable = nil
			continue
		}
		size.First, size.Stable = cmp.Or(size.First, &n), cmp.Or(size.Stable, &n)
	}
	return size
}
