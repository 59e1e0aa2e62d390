package discretion

import (
	"onecase/discretion/rules"
	"onecase/stats"
)

// up is what it takes to raise a standard's computed rating: all questions in its
// lowest band must rise. Nil if the rating is the best, or held or unread cases keep it
// down.
func (a *Assessor) up(id string, qs []int) *Swing {
	low := lowest(qs, a.Bands)
	if low+1 >= a.Scales[qs[0]].Bands() {
		return nil
	}
	rise := a.raise(qs, a.Bands, a.Scales, low+1)
	if rise.held {
		return nil
	}
	swing := &Swing{To: a.RatingOf(qs[0], rise.landing), Exact: rise.byCase, Cases: a.caseIDs(rise.cases)}
	if len(rise.demands) > 0 {
		swing.Fewest = &rise.least
	}
	driver := a.driver(qs)
	for _, q := range qs {
		if a.Bands[q] == low && q != driver {
			swing.BlockedBy = append(swing.BlockedBy, a.Results[q].Question)
		}
	}
	if rise.unknown {
		a.out.Warnings.Add("swing-incomplete", "add the number of cases",
			"%s: a question in its lowest band has no number of cases, so what would raise the standard is not known", id)
	} else if len(rise.demands) > 0 {
		swing.Most = &rise.sum
	}
	if rise.gaveUp {
		a.warnGivenUp(stats.ID(id), swing.To, rise.least, rise.sum)
	}
	return swing
}

// caseIDs names cases by their places in the grid; nil for none.
func (a *Assessor) caseIDs(places []int) []string {
	var ids []string
	for _, c := range places {
		ids = append(ids, a.Inspection.Results.Grid.Cases[c].ID)
	}
	return ids
}

// A rise is what it takes to bring questions up to a band.
type rise struct {
	demands []demand
	landing int   // the lowest band afterwards
	unknown bool  // a question that must rise has no count
	held    bool  // a question cannot rise, for the no answers of held or of unread cases
	byCase  bool  // least is exact, from the answers
	gaveUp  bool  // it would be, but for too many combinations
	least   int   // fewest cases: the largest demand, or exact
	sum     int   // of the demands, or all cases of the group; exact, or a bound
	cases   []int // that would do it, when byCase
}

// HeldNo is how many no answers to a question cannot be judged differently.
func (a *Assessor) HeldNo(q int) int {
	n := 0
	if a.Results[q].Known != Answered {
		return n
	}
	cases := a.Inspection.Results.Grid.Cases
	for at := range cases {
		if c := &cases[at]; c.Held && c.Answers[q] == No {
			n++
		}
	}
	return n
}

// A demand is so many changes of the answers to a question.
type demand struct {
	question int
	need     int
}

// raise finds what brings every question up to a band, and the fewest cases of that.
func (a *Assessor) raise(qs, bands []int, scales []*rules.Scale, band int) rise {
	r := a.demands(qs, bands, scales, band)
	if r.held || r.unknown || len(r.demands) == 0 {
		return r
	}
	r.sum = min(r.sum, a.casesAtMost(a.Rules.Questions()[qs[0]].Group))
	if cases, low, high, known := a.fewestCases(r.demands, No); known {
		r.byCase, r.gaveUp, r.cases, r.least, r.sum = low == high, low < high, cases, low, high
	}
	return r
}

// demands finds what each question needs to come up to a band.
func (a *Assessor) demands(qs, bands []int, scales []*rules.Scale, band int) rise {
	r := rise{landing: scales[qs[0]].Bands() - 1}
	for _, q := range qs {
		if bands[q] >= band {
			r.landing = min(r.landing, bands[q])
			continue
		}
		result := a.Results[q]
		if !result.HasCount() {
			r.unknown, r.landing = true, min(r.landing, band)
			continue
		}
		s, left := scales[q], a.unread[q]
		need, ok := s.Raise(result.Yes, result.Of+left, band)
		if need = max(need, 1); !ok { // all yes reaches every band that the question has
			r.held = true
			return r
		}
		if held := a.HeldNo(q); held+left > 0 && need > result.Of-result.Yes-held {
			r.held = true
			return r
		}
		r.landing = min(r.landing, s.Band(result.Yes+need, result.Of+left))
		r.demands = append(r.demands, demand{q, need})
		r.least, r.sum = max(r.least, need), r.sum+need
	}
	return r
}

// fewestCases is the least number of cases, of one group, that meets demands by
// changing answers from one; known if answers are known case by case. low is below high
// where the search was given up.
func (a *Assessor) fewestCases(demands []demand, from Answer) (least []int, low, high int, known bool) {
	if len(demands) > maxDemands {
		return nil, 0, 0, false
	}
	need := make([]int, len(demands))
	for i, d := range demands {
		if a.Results[d.question].Known != Answered {
			return nil, 0, 0, false
		}
		need[i] = d.need
	}
	cases := a.Inspection.Results.Grid.Cases
	can := make([]uint64, len(cases))
	for at := range cases {
		c := &cases[at]
		if c.Held {
			continue
		}
		for i, d := range demands {
			if c.Answers[d.question] == from {
				can[at] |= 1 << i
			}
		}
	}
	least, low, high, _ = leastCover(can, need)
	return least, low, high, true
}

// down is what it takes to lower a standard's computed rating: one question must fall.
// Nil if the rating is the worst, or no question has the cases for a worse band.
func (a *Assessor) down(qs []int) *Swing {
	low := lowest(qs, a.Bands)
	if low == 0 {
		return nil
	}
	swing, unknown := &Swing{}, false
	landing, first := low-1, -1
	for _, q := range qs {
		r := a.Results[q]
		if !r.HasCount() {
			unknown = true
			continue
		}
		need, lands, ok := a.fall(a.Scales[q], q, low-1)
		switch {
		case !ok:
		case swing.Fewest == nil || need < *swing.Fewest:
			swing.Fewest, swing.Through, landing, first = new(need), []string{r.Question}, lands, q
		case need == *swing.Fewest:
			swing.Through = append(swing.Through, r.Question)
			landing = max(landing, lands)
		}
	}
	if swing.Fewest == nil && !unknown {
		return nil
	}
	swing.To, swing.Most = a.RatingOf(qs[0], landing), swing.Fewest
	if swing.Fewest == nil {
		return swing
	}
	if cases, _, _, known := a.fewestCases([]demand{{first, *swing.Fewest}}, Yes); known {
		swing.Exact, swing.Cases = true, a.caseIDs(cases)
	}
	return swing
}

// fall is how many yes answers, at least one, must become no for a question to fall to
// a band of a scale, and the band it lands in; ok is false where none can.
func (a *Assessor) fall(s *rules.Scale, q, band int) (need, landing int, ok bool) {
	r, left := a.Results[q], a.unread[q]
	need, ok = s.Lower(r.Yes+left, r.Of+left, band)
	need = max(need, 1)
	if !ok || left > 0 && need > r.Yes {
		return 0, 0, false
	}
	return need, s.Band(max(r.Yes+left-need, 0), r.Of+left), true
}
