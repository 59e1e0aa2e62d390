package rulestest

import (
	"math/big"
	"slices"

	"onecase/discretion/rules"
)

// A Band is the figures that one rating has.
type Band struct{ Rating, From, To int } // whole percent or points, both ends included

// A Limit holds a rating down.
type Limit struct {
	Among []int // places of members; nil: all
	Above bool
	At    []int // of each member, the rating
	Count int
	Most  int
}

// A Scale is the scores of its ratings, worst first.
type Scale struct{ Scores []int }

// A Question is one question of a standard.
type Question struct {
	Bands       []Band
	Table       map[int][]int
	Weight      int
	Information bool
	Items       []int // of an outcome
	Least       int
	MostNo      int // in place of least, where it is not 0
	Critical    []int
	Points      *Points
	LowOnly     bool // it applies only to cases that are low
}

// Points are those of the levels of an answer, and bands in hundredths.
type Points struct {
	Levels   []int64 // hundredths of a point, worst first
	Mean     bool
	Rounding rules.Rounding
	Decimals int64
	Bands    []Band
}

// A Standard is judged, made of others, or has questions.
type Standard struct {
	Scale     int
	Group     int
	Judged    int // its rating; -1: not judged
	Questions []int
	Parts     []int
	Combine   rules.Combine
	Weight    int
	Bands     []Band
	Limits    []Limit
	Counted   bool
}

// Rules are a rule set as the test wrote it down, which rate by fractions.
type Rules struct {
	Rounding  rules.Rounding
	Inclusive bool
	Scales    []Scale
	Standards []Standard
	Questions []Question
	Overall   Standard
	Near      Near
	Small     int      // cases or fewer; 0: no criterion
	Wrong     [][2]int // of each question, the percent of wrong yes and of wrong no; nil: none
}

// Behind is the percentage behind a count with the errors of reading taken out, cut to 0 to 100
// and taken to billionths, as figures for means are.
func (r *Rules) Behind(q, yes, of int) *big.Rat {
	a, b := int64(r.Wrong[q][0]), int64(r.Wrong[q][1])
	num, den := int64(100*yes)-a*int64(of), int64(of)*(100-a-b)
	num = max(0, min(num, den))
	billionths := (2*num*1_000_000_000 + den) / (2 * den)
	return big.NewRat(100*billionths, 1_000_000_000)
}

// Near is the criterion near-boundary; points below 0: there is none.
type Near struct {
	Points, Mean int64 // hundredths
	Exact        bool
	Inclusive    bool
}

// A Case is a case with its group and its answers: 0 na, 1 no, 2 yes; or 1 for the worst
// level and so on.
type Case struct {
	Group   int
	Answers []int
	Low     bool
	Held    bool // it counts as failed
}

// Derived gives the cases their outcomes: yes where enough of the items that apply are yes and
// no critical one is no.
func (r *Rules) Derived(cases []Case) []Case {
	cases = slices.Clone(cases)
	for q, question := range r.Questions {
		for i := range cases {
			if len(question.Items) == 0 {
				continue
			}
			answers := slices.Clone(cases[i].Answers)
			applies, yes, failed := 0, 0, false
			for _, item := range question.Items {
				applies += min(answers[item], 1)
				yes += max(answers[item]-1, 0)
				failed = failed || answers[item] == 1 && slices.Contains(question.Critical, item)
			}
			need := min(question.Least, applies)
			if question.Least == 0 {
				need = applies
			}
			switch {
			case applies == 0:
				answers[q] = 0
			case question.MostNo > 0 && yes > 0 && applies-yes <= question.MostNo && !failed:
				answers[q] = 2
			case question.MostNo == 0 && yes >= need && !failed:
				answers[q] = 2
			default:
				answers[q] = 1
			}
			cases[i].Answers = answers
		}
	}
	return cases
}

// Best is the best answer to a question.
func (q Question) Best() int {
	if q.Points != nil {
		return len(q.Points.Levels)
	}
	return 2
}

// Figure is the exact figure of a question in its own unit, and in percent of the highest.
func (q Question) Figure(at int, cases []Case) (own, percent *big.Rat, of int) {
	sum, high := int64(0), int64(1)
	if q.Points != nil {
		high = q.Points.Levels[len(q.Points.Levels)-1]
	}
	for _, c := range cases {
		if a := c.Answers[at]; a > 0 {
			of++
			if q.Points != nil {
				sum += q.Points.Levels[a-1]
			} else {
				sum += int64(a - 1)
			}
		}
	}
	if of == 0 {
		return nil, nil, 0
	}
	percent = big.NewRat(100*sum, high*int64(of))
	if q.Points != nil && q.Points.Mean {
		return big.NewRat(sum, 100*int64(of)), percent, of
	}
	return percent, percent, of
}

// Rounded is the figure as it is banded.
func (r *Rules) Rounded(q Question, figure *big.Rat) *big.Rat {
	rounding, scale := r.Rounding, big.NewRat(1, 1)
	if q.Table != nil {
		return figure
	}
	if q.Points != nil {
		rounding = q.Points.Rounding
		for range q.Points.Decimals {
			scale.Mul(scale, big.NewRat(10, 1))
		}
	}
	figure = new(big.Rat).Mul(figure, scale)
	return figure.Quo(RoundedByHand(figure, rounding), scale)
}

// RoundedByHand rounds a figure to a whole number.
func RoundedByHand(figure *big.Rat, rounding rules.Rounding) *big.Rat {
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

// Boundaries are the figures where the bands of a question above the worst begin.
func (r *Rules) Boundaries(q Question, of int) (all []*big.Rat) {
	switch {
	case q.Points != nil:
		for _, b := range q.Points.Bands[1:] {
			all = append(all, big.NewRat(int64(b.From), 100))
		}
	case q.Table != nil:
		least := q.Table[of]
		for i, yes := range least {
			if yes <= of && (i+1 == len(least) || least[i+1] > yes) {
				all = append(all, big.NewRat(int64(100*yes), int64(of)))
			}
		}
	default:
		for _, b := range q.Bands[1:] {
			all = append(all, big.NewRat(int64(b.From), 1))
		}
	}
	return all
}

// figureBand places an exact figure in bands that begin at whole numbers.
func (r *Rules) figureBand(figure *big.Rat, rounding rules.Rounding, inclusive bool, bands []Band) int {
	figure = RoundedByHand(figure, rounding)
	at := bands[0].Rating
	for _, b := range bands[1:] {
		if c := figure.Cmp(big.NewRat(int64(b.From), 1)); c > 0 || c == 0 && inclusive {
			at = b.Rating
		}
	}
	return at
}

// holds tells whether a limit holds.
func (l Limit) holds(ratings []int) bool {
	n := 0
	for k, i := range l.Among {
		if ratings[i] >= 0 && (l.Above && ratings[i] >= l.At[k] || !l.Above && ratings[i] <= l.At[k]) {
			n++
		}
	}
	if l.Above {
		return n < l.Count
	}
	return n >= l.Count
}

func limitedByHand(rating int, limits []Limit, members []int) int {
	for _, l := range limits {
		if l.holds(members) {
			rating = min(rating, l.Most)
		}
	}
	return rating
}

// Rate gives the bands of all questions, the ratings of all standards and the overall one;
// -1 where there is none.
func (r *Rules) Rate(cases []Case) (bands, ratings []int, overall int) {
	return r.RateAnswers(r.Derived(cases))
}

// RateAnswers is rate for cases with their outcomes.
func (r *Rules) RateAnswers(cases []Case) (bands, ratings []int, overall int) {
	figures := make([]*big.Rat, len(r.Questions))
	for q, question := range r.Questions {
		own, percent, of := question.Figure(q, cases)
		band := -1
		if of > 0 && !question.Information {
			yes := 0
			for _, c := range cases {
				yes += max(c.Answers[q]-1, 0)
			}
			if figures[q] = percent; r.Wrong != nil {
				figures[q] = r.Behind(q, yes, of)
			}
			if p := question.Points; p != nil {
				figure := new(big.Rat).Mul(r.Rounded(question, own), big.NewRat(100, 1))
				band = r.figureBand(figure, rules.None, p.Mean || r.Inclusive, p.Bands)
			} else if question.Table == nil {
				band = r.figureBand(figures[q], r.Rounding, r.Inclusive, question.Bands)
			} else if least, ok := question.Table[of]; ok && r.Wrong == nil { // a table has no bands for shares
				band = 0
				for band < len(least) && yes >= least[band] {
					band++
				}
			}
		}
		bands = append(bands, band)
	}
	ratings = make([]int, len(r.Standards))
	for s, st := range r.Standards { // parts stand before what they make
		switch {
		case st.Judged >= 0:
			ratings[s] = st.Judged
		case st.Parts != nil:
			ratings[s] = r.Combined(st, st.Parts, ratings)
		default:
			ratings[s] = -1
			var own []int
			sum, weight := new(big.Rat), int64(0)
			for _, q := range st.Questions {
				if r.Questions[q].Information {
					continue
				}
				own = append(own, bands[q])
				if figures[q] != nil {
					w := int64(r.Questions[q].Weight)
					sum.Add(sum, new(big.Rat).Mul(big.NewRat(w, 1), figures[q]))
					weight += w
				}
				if bands[q] >= 0 && (ratings[s] < 0 || bands[q] < ratings[s]) {
					ratings[s] = bands[q]
				}
			}
			if st.Combine == rules.Mean {
				if ratings[s] = -1; weight > 0 {
					ratings[s] = r.figureBand(sum.Quo(sum, big.NewRat(weight, 1)), r.Rounding, r.Inclusive, st.Bands)
				}
			}
			if ratings[s] >= 0 {
				ratings[s] = limitedByHand(ratings[s], st.Limits, own)
			}
		}
	}
	var counted []int
	for s, st := range r.Standards {
		if st.Counted {
			counted = append(counted, s)
		}
	}
	return bands, ratings, r.Combined(r.Overall, counted, ratings)
}

// Combined makes one rating of those of parts.
func (r *Rules) Combined(st Standard, parts, ratings []int) int {
	sum, most, weight, lowest := int64(0), int64(0), int64(0), 1000
	var members []int
	for _, p := range parts {
		if ratings[p] < 0 {
			return -1
		}
		members = append(members, ratings[p])
		w, scores := int64(r.Standards[p].Weight), r.Scales[r.Standards[p].Scale].Scores
		sum, most, weight = sum+w*int64(scores[ratings[p]]), most+w*int64(scores[len(scores)-1]), weight+w
		lowest = min(lowest, ratings[p])
	}
	rating := lowest
	switch st.Combine {
	case rules.Sum:
		rating = r.figureBand(big.NewRat(sum, 1), rules.None, true, st.Bands)
	case rules.Mean:
		rating = r.figureBand(big.NewRat(sum, weight), rules.None, true, st.Bands)
	case rules.Percent:
		rating = r.figureBand(big.NewRat(100*sum, most), r.Rounding, r.Inclusive, st.Bands)
	}
	return limitedByHand(rating, st.Limits, members)
}

// TurnedBy gives the cases with all answers of a set of them turned one way.
func (r *Rules) TurnedBy(cases []Case, set uint, up bool) []Case {
	turned := slices.Clone(cases)
	for i := range turned {
		if set>>i&1 == 1 && !turned[i].Held {
			turned[i].Answers = slices.Clone(turned[i].Answers)
			for q, a := range turned[i].Answers {
				if a > 0 && up {
					turned[i].Answers[q] = r.Questions[q].Best()
				} else if a > 0 {
					turned[i].Answers[q] = 1
				}
			}
		}
	}
	return turned
}
