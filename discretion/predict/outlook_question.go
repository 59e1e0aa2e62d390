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
		Population: a.applies, Yes: a.yes, Levels: a.levels, ExpectedOf: a.Applies * float64(a.sample)}
	if a.never() {
		out.ExpectedOf = 0
		return out
	}
	if a.scale.HasPoints() {
		out.Assumption.Levels = out.atLevels(a.scale.Levels())
	}
	if !a.endless {
		out.ExpectedOf = float64(a.sample) * float64(a.applies) / float64(a.population)
	}
	if a.scale.Bands() == 0 {
		return out
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
		if a.Levels == nil && (a.scale.Band(max(p.yes-1, 0), p.of) != band || a.scale.Band(min(p.yes+1, p.of), p.of) != band) {
			out.OneCaseSwing += p.chance
		}
	}
	if a.Levels != nil {
		out.OneCaseSwing = a.oneCaseSwing()
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

// oneCaseSwing is the chance that one case judged differently would move the band of answers with
// points: one at the worst level found to the best there is, or the other way about.
func (q assumed) oneCaseSwing() (chance float64) {
	applicable := q.applicable(q.sample)
	fewest, most := applicable.span()
	fewest = max(fewest, 1)
	best, step, known := len(q.Levels)-1, q.scale.Step(), map[[2]int][]law{}
	// Cases whose worst level is one and whose best another are those between the two, less
	// those that lack the one, or the other, and those that lack both once too often.
	for worst := range q.Levels {
		for at := worst; at <= best; at++ {
			for _, part := range []struct {
				from, to int
				sign     float64
			}{{worst, at, 1}, {worst + 1, at, -1}, {worst, at - 1, -1}, {worst + 1, at - 1, 1}} {
				if part.from > part.to {
					continue
				}
				key := [2]int{part.from, part.to}
				if known[key] == nil {
					known[key] = q.within(part.from, part.to, fewest, most)
				}
				for i, l := range known[key] {
					of := fewest + i
					weight := part.sign * applicable.p[of-applicable.from]
					for x, p := range l.p {
						count := (l.from+x)*step + of*q.scale.Above(part.from)
						band := q.scale.Band(count, of)
						if q.scale.Band(count+q.scale.Above(best)-q.scale.Above(worst), of) != band ||
							q.scale.Band(count-q.scale.Above(at), of) != band {
							chance += weight * p
						}
					}
				}
			}
		}
	}
	return min(max(chance, 0), 1)
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
		for a.Levels != nil && tooManySums(unitsOf(a.scale), 1, most) {
			most -= most/10 + 1
		}
		applies := most
		if !a.endless {
			applies = min(most, a.applies)
		}
		reached[k] = [][2]float64{{1, 1}}
		for i, found := range a.counts(1, applies) {
			t := tails(found.bands(a.scale, 1+i))
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
