package predict

import (
	"onecase/discretion"
	"onecase/discretion/rules"
)

// A tree puts chances of standards with questions together to those of standards made of
// others and of the overall rating, whose parts it takes as independent of each other. It is
// exact then: limits, sums and means are followed through every combination that matters.
type tree struct {
	*discretion.Assessor
	made  []int              // standards made of others, parts first
	laws  map[int]*rules.Law // of these, and of rules.Overall
	parts map[int][]int
	known []bool // standards that have chances, or are certain to have no rating and may be left out
}

// newTree prepares a tree where these standards with questions have chances, and no case
// applies to those that are absent. Many says that there are too many ways to follow.
func newTree(a *discretion.Assessor, has, absent func(standard int) bool) (t *tree, many bool) {
	t = &tree{Assessor: a, laws: map[int]*rules.Law{}, parts: map[int][]int{}, known: make([]bool, len(a.Rules.Standards))}
	for i := range a.Rules.Standards {
		t.known[i] = a.Rater.Given(i) != rules.Unrated ||
			!a.Rater.MadeOf(i) && (has(i) || a.Rules.Standards[i].NotRated == rules.NoCases && !a.Rules.Standards[i].Judged && absent(i))
	}
	for _, at := range append(a.Rater.Made(), rules.Overall) {
		if at != rules.Overall && a.Rater.Given(at) != rules.Unrated {
			continue
		}
		parts := a.Rater.Parts(at)
		known := len(parts) > 0
		for _, part := range parts {
			known = known && t.known[part]
		}
		if !known {
			continue
		}
		var options [][]rules.Option
		for _, part := range parts {
			options = append(options, t.options(part))
		}
		law, ok := a.Rater.Law(at, options)
		t.laws[at], t.parts[at], many = law, parts, many || !ok
		if at != rules.Overall {
			t.known[at], t.made = true, append(t.made, at)
		}
	}
	return t, many || t.shared()
}

// options are what a standard can come to: its ratings, and last none.
func (t *tree) options(standard int) []rules.Option {
	options := make([]rules.Option, 0, len(t.Rules.RatingsOf(standard))+1)
	for rating := range t.Rules.RatingsOf(standard) {
		options = append(options, rules.Option{Rating: rating})
	}
	return append(options, rules.Option{Rating: rules.Unrated})
}

// shared tells whether a standard counts beside one that it is part of: what the two are
// rated is not independent.
func (t *tree) shared() bool {
	for _, at := range t.parts[rules.Overall] {
		below := t.Rules.Below(at)
		for _, other := range t.parts[rules.Overall] {
			if other != at && below[other] {
				return true
			}
		}
	}
	return false
}

// certain has all the chance on one rating of a standard, or on none.
func (t *tree) certain(standard, rating int) []float64 {
	chances := make([]float64, len(t.Rules.RatingsOf(standard))+1)
	if rating == rules.Unrated {
		rating = len(chances) - 1
	}
	chances[rating] = 1
	return chances
}

// fill completes the chances of all standards, each with that of no rating behind: those
// with questions are there, where they have any.
func (t *tree) fill(chances [][]float64) {
	for i := range chances {
		if given := t.Rater.Given(i); given != rules.Unrated {
			chances[i] = t.certain(i, given)
		} else if !t.Rater.MadeOf(i) && chances[i] == nil && t.known[i] {
			chances[i] = t.certain(i, rules.Unrated)
		}
	}
	for _, at := range t.made {
		chances[at] = t.laws[at].Chances(t.of(at, chances))
	}
}

// overall visits the overall ratings with their scores, or rules.Unrated.
func (t *tree) overall(chances [][]float64, visit func(rating int, score int64, chance float64)) {
	if law := t.laws[rules.Overall]; law != nil {
		law.Visit(t.of(rules.Overall, chances), visit)
	}
}

func (t *tree) of(at int, chances [][]float64) (all [][]float64) {
	for _, part := range t.parts[at] {
		all = append(all, chances[part])
	}
	return all
}

// basis is that of a standard made of others, or of rules.Overall: parts whose ratings are
// not certain are taken as independent of each other.
func (t *tree) basis(at int, rated []RatingChances) (basis Basis) {
	open := 0
	var visit func(at int)
	visit = func(at int) {
		for _, part := range t.Rater.Parts(at) {
			switch {
			case t.Rater.Given(part) != rules.Unrated:
			case t.Rater.MadeOf(part):
				visit(part)
			case rated[part].Chances != nil:
				basis = weaker(basis, rated[part].Basis)
				if !certainOne(rated[part].Chances) {
					open++
				}
			}
		}
	}
	visit(at)
	if open > 1 {
		basis = weaker(basis, ByIndependence)
	}
	return basis
}

func certainOne(chances []float64) bool {
	for _, c := range chances {
		if c >= 1-1e-12 {
			return true
		}
	}
	return false
}

// A leafLaw rates a standard by its questions where it is more than the lowest of them: by
// their bands or, in a mean, by their counts.
type leafLaw struct {
	law     *rules.Law // nil: too many ways to follow
	asked   []int      // places in its questions of those with chances
	options [][]rules.Option
	place   []map[[2]int]int // of a mean: the option of a count, by yes and of
	mean    bool
}

// newLeafLaw prepares the law of a standard with these questions. Spans gives, for a mean,
// every count that a question can come to; none says that a question may apply to no case.
func newLeafLaw(a *discretion.Assessor, st askedStandard, none bool, span func(question int) []point) *leafLaw {
	l := &leafLaw{mean: a.Rules.Standards[st.at].Combine == rules.Mean}
	k := 0
	for i, q := range a.Rules.Standards[st.at].Questions {
		var options []rules.Option
		if k < len(st.questions) && st.questions[k] == q.Place {
			k++
			l.asked = append(l.asked, i)
			if l.mean {
				place := map[[2]int]int{}
				for _, p := range span(q.Place) {
					place[[2]int{p.yes, p.of}] = len(options)
					scale := a.Scales[q.Place]
					options = append(options, rules.Option{Rating: scale.Band(p.yes, p.of), Figure: figureOf(scale, p)})
				}
				l.place = append(l.place, place)
			} else {
				for b := range a.Scales[q.Place].Bands() {
					options = append(options, rules.Option{Rating: b})
				}
				if none {
					options = append(options, rules.Option{Rating: rules.Unbanded})
				}
			}
		} else {
			options = []rules.Option{{Rating: rules.Unbanded}}
		}
		l.options = append(l.options, options)
	}
	l.law, _ = a.Rater.Law(st.at, l.options)
	return l
}

// figureOf is what a count is worth in a mean: percent of yes, or of the highest points.
func figureOf(s *rules.Scale, p point) rules.Figure {
	if s.HasPoints() {
		return s.PercentOfHighest(p.yes, p.of)
	}
	return rules.Figure{Num: 100 * int64(p.yes), Den: int64(p.of)}
}

// rate gives the chance of each rating, and last of none, from the chances of the options of
// each question asked.
func (l *leafLaw) rate(asked [][]float64) []float64 {
	all := make([][]float64, len(l.options))
	for i := range all {
		all[i] = []float64{1}
	}
	for k, i := range l.asked {
		all[i] = asked[k]
	}
	return l.law.Chances(all)
}

// counts puts the chances of counts in the places of a mean's options.
func (l *leafLaw) counts(k int, points []point) []float64 {
	chances := make([]float64, len(l.options[l.asked[k]]))
	for _, p := range points {
		chances[l.place[k][[2]int{p.yes, p.of}]] += p.chance
	}
	return chances
}
