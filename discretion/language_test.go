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
	bands       []refBand
	table       map[int][]int
	weight      int
	information bool
	items       []int // of an outcome
	least       int
	mostNo      int // in place of least, where it is not 0
	critical    []int
	points      *refPoints
	lowOnly     bool // it applies only to cases that are low
}

// refPoints are those of the levels of an answer, and bands in hundredths.
type refPoints struct {
	levels   []int64 // hundredths of a point, worst first
	mean     bool
	rounding rules.Rounding
	decimals int64
	bands    []refBand
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
	near      refNear
	small     int      // cases or fewer; 0: no criterion
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

// refNear is the criterion near-boundary; points below 0: there is none.
type refNear struct {
	points, mean int64 // hundredths
	exact        bool
	inclusive    bool
}

// A refCase is a case with its group and its answers: 0 na, 1 no, 2 yes; or 1 for the worst
// level and so on.
type refCase struct {
	group   int
	answers []int
	low     bool
	held    bool // it counts as failed
}

// derived gives the cases their outcomes: yes where enough of the items that apply are yes and
// no critical one is no.
func (r *refRules) derived(cases []refCase) []refCase {
	cases = slices.Clone(cases)
	for q, question := range r.questions {
		for i := range cases {
			if len(question.items) == 0 {
				continue
			}
			answers := slices.Clone(cases[i].answers)
			applies, yes, failed := 0, 0, false
			for _, item := range question.items {
				applies += min(answers[item], 1)
				yes += max(answers[item]-1, 0)
				failed = failed || answers[item] == 1 && slices.Contains(question.critical, item)
			}
			need := min(question.least, applies)
			if question.least == 0 {
				need = applies
			}
			switch {
			case applies == 0:
				answers[q] = 0
			case question.mostNo > 0 && yes > 0 && applies-yes <= question.mostNo && !failed:
				answers[q] = 2
			case question.mostNo == 0 && yes >= need && !failed:
				answers[q] = 2
			default:
				answers[q] = 1
			}
			cases[i].answers = answers
		}
	}
	return cases
}

// best is the best answer to a question.
func (q refQuestion) best() int {
	if q.points != nil {
		return len(q.points.levels)
	}
	return 2
}

// figure is the exact figure of a question in its own unit, and in percent of the highest.
func (q refQuestion) figure(at int, cases []refCase) (own, percent *big.Rat, of int) {
	sum, high := int64(0), int64(1)
	if q.points != nil {
		high = q.points.levels[len(q.points.levels)-1]
	}
	for _, c := range cases {
		if a := c.answers[at]; a > 0 {
			of++
			if q.points != nil {
				sum += q.points.levels[a-1]
			} else {
				sum += int64(a - 1)
			}
		}
	}
	if of == 0 {
		return nil, nil, 0
	}
	percent = big.NewRat(100*sum, high*int64(of))
	if q.points != nil && q.points.mean {
		return big.NewRat(sum, 100*int64(of)), percent, of
	}
	return percent, percent, of
}

// rounded is the figure as it is banded.
func (r *refRules) rounded(q refQuestion, figure *big.Rat) *big.Rat {
	rounding, scale := r.rounding, big.NewRat(1, 1)
	if q.table != nil {
		return figure
	}
	if q.points != nil {
		rounding = q.points.rounding
		for range q.points.decimals {
			scale.Mul(scale, big.NewRat(10, 1))
		}
	}
	figure = new(big.Rat).Mul(figure, scale)
	return figure.Quo(roundedByHand(figure, rounding), scale)
}

// roundedByHand rounds a figure to a whole number.
func roundedByHand(figure *big.Rat, rounding rules.Rounding) *big.Rat {
	if rounding == rules.None {
		return figure
	}
	whole := new(big.Int).Quo(figure.Num(), figure.Denom())
	half := new(big.Rat).Sub(figure, new(big.Rat).SetInt(whole)).Cmp(big.NewRat(1, 2))
	if rounding == rules.HalfUp && half >= 0 || rounding == rules.HalfEven && (half > 0 || half == 0 && whole.Bit(0) == 1) {
		whole.Add(whole, big.NewInt(1))
	}
	return new(big.Rat).SetInt(whole)
}

// boundaries are the figures where the bands of a question above the worst begin.
func (r *refRules) boundaries(q refQuestion, of int) (all []*big.Rat) {
	switch {
	case q.points != nil:
		for _, b := range q.points.bands[1:] {
			all = append(all, big.NewRat(int64(b.from), 100))
		}
	case q.table != nil:
		least := q.table[of]
		for i, yes := range least {
			if yes <= of && (i+1 == len(least) || least[i+1] > yes) {
				all = append(all, big.NewRat(int64(100*yes), int64(of)))
			}
		}
	default:
		for _, b := range q.bands[1:] {
			all = append(all, big.NewRat(int64(b.from), 1))
		}
	}
	return all
}

// figureBand places an exact figure in bands that begin at whole numbers.
func (r *refRules) figureBand(figure *big.Rat, rounding rules.Rounding, inclusive bool, bands []refBand) int {
	figure = roundedByHand(figure, rounding)
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
	return r.rateAnswers(r.derived(cases))
}

// rateAnswers is rate for cases with their outcomes.
func (r *refRules) rateAnswers(cases []refCase) (bands, ratings []int, overall int) {
	figures := make([]*big.Rat, len(r.questions))
	for q, question := range r.questions {
		own, percent, of := question.figure(q, cases)
		band := -1
		if of > 0 && !question.information {
			yes := 0
			for _, c := range cases {
				yes += max(c.answers[q]-1, 0)
			}
			if figures[q] = percent; r.wrong != nil {
				figures[q] = r.behind(q, yes, of)
			}
			if p := question.points; p != nil {
				figure := new(big.Rat).Mul(r.rounded(question, own), big.NewRat(100, 1))
				band = r.figureBand(figure, rules.None, p.mean || r.inclusive, p.bands)
			} else if question.table == nil {
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
				if r.questions[q].information {
					continue
				}
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
func (r *refRules) turnedBy(cases []refCase, set uint, up bool) []refCase {
	turned := slices.Clone(cases)
	for i := range turned {
		if set>>i&1 == 1 && !turned[i].held {
			turned[i].answers = slices.Clone(turned[i].answers)
			for q, a := range turned[i].answers {
				if a > 0 && up {
					turned[i].answers[q] = r.questions[q].best()
				} else if a > 0 {
					turned[i].answers[q] = 1
				}
			}
		}
	}
	return turned
}
