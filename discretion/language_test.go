package discretion

import (
	"math/big"
	"slices"

	"onecase/discretion/rules"
)

// A second, plain implementation of the rule language: rules as the test wrote them down,
// fractions for figures, and every set of cases tried.

type refBand struct{ rating, from, to int } // whole percent or points, both ends included

type refLimit struct {
	among []int // places of members; nil: all
	above bool
	at    []int // of each member, the rating
	count int
	most  int
}

type refScale struct{ scores []int }

type refQuestion struct {
	bands  []refBand
	table  map[int][]int
	weight int
}

type refStandard struct {
	scale     int
	group     int
	judged    int // its rating; -1: not judged
	questions []int
	parts     []int
	combine   rules.Combine
	weight    int
	bands     []refBand
	limits    []refLimit
	counted   bool
}

type refRules struct {
	rounding  rules.Rounding
	inclusive bool
	scales    []refScale
	standards []refStandard
	questions []refQuestion
	overall   refStandard
	wrong     [][2]int // of each question, the percent of wrong yes and of wrong no; nil: none
}

// behind is the percentage behind a count with the errors of reading taken out, cut to 0 to 100
// and taken to billionths, as figures for means are.
func (r *refRules) behind(q, yes, of int) *big.Rat {
	a, b := int64(r.wrong[q][0]), int64(r.wrong[q][1])
	num, den := int64(100*yes)-a*int64(of), int64(of)*(100-a-b)
	num = max(0, min(num, den))
	billionths := (2*num*1_000_000_000 + den) / (2 * den)
	return big.NewRat(100*billionths, 1_000_000_000)
}

// A refCase is a case with its group and its answers: 0 na, 1 no, 2 yes.
type refCase struct {
	group   int
	answers []int
}

// figureBand places an exact figure in bands that begin at whole numbers.
func (r *refRules) figureBand(figure *big.Rat, rounding rules.Rounding, inclusive bool, bands []refBand) int {
	figure = new(big.Rat).Set(figure)
	if rounding != rules.None {
		whole := new(big.Int).Quo(figure.Num(), figure.Denom())
		half := new(big.Rat).Sub(figure, new(big.Rat).SetInt(whole)).Cmp(big.NewRat(1, 2))
		if rounding == rules.HalfUp && half >= 0 || rounding == rules.HalfEven && (half > 0 || half == 0 && whole.Bit(0) == 1) {
			whole.Add(whole, big.NewInt(1))
		}
		figure.SetInt(whole)
	}
	at := bands[0].rating
	for _, b := range bands[1:] {
		if c := figure.Cmp(big.NewRat(int64(b.from), 1)); c > 0 || c == 0 && inclusive {
			at = b.rating
		}
	}
	return at
}

// holds tells whether a limit holds.
func (l refLimit) holds(ratings []int) bool {
	n := 0
	for k, i := range l.among {
		if ratings[i] >= 0 && (l.above && ratings[i] >= l.at[k] || !l.above && ratings[i] <= l.at[k]) {
			n++
		}
	}
	if l.above {
		return n < l.count
	}
	return n >= l.count
}

func limitedByHand(rating int, limits []refLimit, members []int) int {
	for _, l := range limits {
		if l.holds(members) {
			rating = min(rating, l.most)
		}
	}
	return rating
}

// rate gives the bands of all questions, the ratings of all standards and the overall one;
// -1 where there is none.
func (r *refRules) rate(cases []refCase) (bands, ratings []int, overall int) {
	figures := make([]*big.Rat, len(r.questions))
	for q, question := range r.questions {
		yes, of := 0, 0
		for _, c := range cases {
			if c.answers[q] > 0 {
				of++
			}
			if c.answers[q] == 2 {
				yes++
			}
		}
		band := -1
		if of > 0 {
			figures[q] = big.NewRat(int64(100*yes), int64(of))
			if r.wrong != nil {
				figures[q] = r.behind(q, yes, of)
			}
			if question.table == nil {
				band = r.figureBand(figures[q], r.rounding, r.inclusive, question.bands)
			} else if least, ok := question.table[of]; ok && r.wrong == nil { // a table has no bands for shares
				band = 0
				for band < len(least) && yes >= least[band] {
					band++
				}
			}
		}
		bands = append(bands, band)
	}
	ratings = make([]int, len(r.standards))
	for s, st := range r.standards { // parts stand before what they make
		switch {
		case st.judged >= 0:
			ratings[s] = st.judged
		case st.parts != nil:
			ratings[s] = r.combined(st, st.parts, ratings)
		default:
			ratings[s] = -1
			var own []int
			sum, weight := new(big.Rat), int64(0)
			for _, q := range st.questions {
				own = append(own, bands[q])
				if figures[q] != nil {
					w := int64(r.questions[q].weight)
					sum.Add(sum, new(big.Rat).Mul(big.NewRat(w, 1), figures[q]))
					weight += w
				}
				if bands[q] >= 0 && (ratings[s] < 0 || bands[q] < ratings[s]) {
					ratings[s] = bands[q]
				}
			}
			if st.combine == rules.Mean {
				if ratings[s] = -1; weight > 0 {
					ratings[s] = r.figureBand(sum.Quo(sum, big.NewRat(weight, 1)), r.rounding, r.inclusive, st.bands)
				}
			}
			if ratings[s] >= 0 {
				ratings[s] = limitedByHand(ratings[s], st.limits, own)
			}
		}
	}
	var counted []int
	for s, st := range r.standards {
		if st.counted {
			counted = append(counted, s)
		}
	}
	return bands, ratings, r.combined(r.overall, counted, ratings)
}

// combined makes one rating of those of parts.
func (r *refRules) combined(st refStandard, parts, ratings []int) int {
	sum, most, weight, lowest := int64(0), int64(0), int64(0), 1000
	var members []int
	for _, p := range parts {
		if ratings[p] < 0 {
			return -1
		}
		members = append(members, ratings[p])
		w, scores := int64(r.standards[p].weight), r.scales[r.standards[p].scale].scores
		sum, most, weight = sum+w*int64(scores[ratings[p]]), most+w*int64(scores[len(scores)-1]), weight+w
		lowest = min(lowest, ratings[p])
	}
	rating := lowest
	switch st.combine {
	case rules.Sum:
		rating = r.figureBand(big.NewRat(sum, 1), rules.None, true, st.bands)
	case rules.Mean:
		rating = r.figureBand(big.NewRat(sum, weight), rules.None, true, st.bands)
	case rules.Percent:
		rating = r.figureBand(big.NewRat(100*sum, most), r.rounding, r.inclusive, st.bands)
	}
	return limitedByHand(rating, st.limits, members)
}

// turnedBy gives the cases with all answers of a set of them turned one way.
func turnedBy(cases []refCase, set uint, up bool) []refCase {
	turned := slices.Clone(cases)
	for i := range turned {
		if set>>i&1 == 1 {
			turned[i].answers = slices.Clone(turned[i].answers)
			for q, a := range turned[i].answers {
				if a > 0 {
					turned[i].answers[q] = map[bool]int{true: 2, false: 1}[up]
				}
			}
		}
	}
	return turned
}
