package discretion

import (
	"math/big"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"onecase/discretion/rules"
	"onecase/stats"
)

// totalsByHand is an inspection of which the totals are known alone, so many cases to a group,
// and the band of each question after each number of yes.
type totalsByHand struct {
	ins     *Inspection
	cases   int
	yes, of []int
	bands   [][]int
}

// randomTotals makes totals, and rates of wrong answers where these are asked for.
func randomTotals(t *testing.T, rng *rand.Rand, trial int, wrong bool) (*totalsByHand, Options) {
	t.Helper()
	cuts := ladders[trial%3]
	o := Options{Rounding: []rules.Rounding{rules.HalfUp, rules.HalfEven, rules.Down, rules.None}[trial%4]}
	h := &totalsByHand{cases: 2 + rng.IntN(3)}
	h.ins = NewInspection(ladder(t, 2+rng.IntN(3), 2, 1+rng.IntN(2), cuts...))
	p := &plainTruth{cuts: cuts, rounding: o.Rounding}
	if wrong {
		o.Rates = &Rates{By: map[string]stats.ErrorRates{}}
	}
	if trial%2 == 0 {
		for _, g := range h.ins.Rules.Groups {
			h.ins.Groups[g.ID] = GroupSize{Sample: h.cases}
		}
	}
	for _, q := range h.ins.Rules.Questions() {
		of := 1 + rng.IntN(h.cases)
		yes := rng.IntN(of + 1)
		if err := h.ins.Set(q.ID, yes, of); err != nil {
			t.Fatal(err)
		}
		wrongYes, wrongNo := int64(0), int64(0)
		if wrong {
			wrongYes, wrongNo = int64(5*rng.IntN(7)), int64(5*rng.IntN(7))
			o.Rates.By[q.ID] = stats.ErrorRates{Yes: stats.ErrorRate{Share: float64(wrongYes) / 100},
				No: stats.ErrorRate{Share: float64(wrongNo) / 100}}
		}
		var bands []int
		for y := range of + 1 {
			share := new(big.Rat).Sub(big.NewRat(int64(y), int64(of)), big.NewRat(wrongYes, 100))
			share.Mul(share, big.NewRat(100*100, 100-wrongYes-wrongNo))
			if share.Sign() < 0 {
				share.SetInt64(0)
			} else if share.Cmp(big.NewRat(100, 1)) > 0 {
				share.SetInt64(100)
			}
			bands = append(bands, p.band(share))
		}
		h.yes, h.of, h.bands = append(h.yes, yes), append(h.of, of), append(h.bands, bands)
	}
	return h, o
}

// cost is the fewest and the most cases that a route takes, over all tables with the totals.
func (h *totalsByHand) cost(r Route, up bool) (least, most int) {
	for _, g := range h.ins.Rules.Groups {
		var steps Route
		var qs []int
		for _, step := range r {
			at, _ := h.ins.Rules.StandardIndex(step.Standard)
			if st := h.ins.Rules.Standards[at]; st.Group == g.ID {
				steps = append(steps, step)
				for _, q := range st.Questions {
					qs = append(qs, q.Place)
				}
			}
		}
		if len(steps) > 0 {
			low, high := unreachable, 0
			h.eachTable(qs, map[int][2]uint{}, func(table map[int][2]uint) {
				n := h.fewest(steps, table, up)
				low, high = min(low, n), max(high, n)
			})
			least, most = least+low, most+high
		}
	}
	return least, most
}

// eachTable goes through the ways in which the answers to questions lie over the cases: the
// sets of those that are yes and no.
func (h *totalsByHand) eachTable(qs []int, table map[int][2]uint, do func(map[int][2]uint)) {
	if len(qs) == 0 {
		do(table)
		return
	}
	q, all := qs[0], uint(1)<<h.cases
	for yes := range all {
		for no := range all {
			if yes&no == 0 && bits.OnesCount(yes) == h.yes[q] && bits.OnesCount(no) == h.of[q]-h.yes[q] {
				table[q] = [2]uint{yes, no}
				h.eachTable(qs[1:], table, do)
				if len(table) == 1 {
					return // the cases may change places
				}
				delete(table, q)
			}
		}
	}
}

// fewest is the size of the smallest set of cases that, turned one way, takes every step.
func (h *totalsByHand) fewest(steps Route, table map[int][2]uint, up bool) int {
	best := unreachable
	for set := range uint(1) << h.cases {
		if size := bits.OnesCount(set); size < best && h.takes(steps, table, set, up) {
			best = size
		}
	}
	return best
}

func (h *totalsByHand) takes(steps Route, table map[int][2]uint, set uint, up bool) bool {
	return !slices.ContainsFunc(steps, func(step RouteStep) bool {
		at, _ := h.ins.Rules.StandardIndex(step.Standard)
		low := len(h.ins.Rules.Ratings)
		for _, q := range h.ins.Rules.Standards[at].Questions {
			yes := h.yes[q.Place] - bits.OnesCount(table[q.Place][0]&set)
			if up {
				yes = h.yes[q.Place] + bits.OnesCount(table[q.Place][1]&set)
			}
			low = min(low, h.bands[q.Place][yes])
		}
		to, _ := h.ins.Rules.RatingIn(step.Standard, step.To)
		return up && low < to || !up && low > to
	})
}

// changes tells whether the steps of a route, and no fewer of them, change the overall rating.
func (h *totalsByHand) changes(a *Assessment, r Route, up bool) bool {
	moved := func(without int) bool {
		sum, now, thirds := 0, 0, max(1, len(a.Standards)*(len(a.Inspection.Rules.Ratings)-1)/3)
		for _, st := range a.Standards {
			rating, _ := a.Inspection.Rules.RatingIn(st.ID, st.Rating)
			now += rating
			for i, step := range r {
				if step.Standard == st.ID && i != without {
					rating, _ = a.Inspection.Rules.RatingIn(st.ID, step.To)
				}
			}
			sum += rating
		}
		third := func(score int) int {
			switch {
			case score < thirds:
				return 0
			case score <= max(thirds, 2*thirds-1):
				return 1
			}
			return 2
		}
		return up && third(sum) > third(now) || !up && third(sum) < third(now)
	}
	for i := range r {
		if moved(i) {
			return false
		}
	}
	return moved(-1)
}

// From totals every number of cases that is named is that of a route that is named, whatever
// table the totals come from: the first can take the fewest, and where not every cheapest one
// is content with the most, another is named that is. For rules that add scores and for the
// search through any rules, and by shares with the errors of reading taken out.
func TestRoutesFromTotalsTakeTheCasesNamed(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 6))
	swings, sure, wider := 0, 0, 0
	for trial := range sweep(400, 4000) {
		h, o := randomTotals(t, rng, trial, trial%3 == 2)
		assessor, err := NewAssessor(h.ins, o)
		if err != nil {
			t.Fatal(err)
		}
		assessor.assess()
		a := assessor.out
		if o.Rates != nil {
			if err := assessor.corrected(); err != nil {
				t.Fatal(err)
			}
			a = a.Corrected
		} else if trial%3 == 1 {
			assessor.byLevels()
		}
		for _, up := range []bool{true, false} {
			swing := a.Up
			if !up {
				swing = a.Down
			}
			if swing == nil || !swing.Reachable {
				continue
			}
			swings++
			fail := func(what string) {
				t.Fatalf("trial %d, up %v: %s: %d to %d cases, routes %v, sure %v", trial, up, what, *swing.Fewest,
					*swing.Most, swing.Routes, swing.Sure)
			}
			for i, r := range append(swing.Routes, swing.Sure) {
				if len(r) > 0 && !h.changes(a, r, up) {
					fail("a route does not change the rating, or has a step to spare")
				}
				least, most := h.cost(r, up)
				switch {
				case i == 0 && least != *swing.Fewest:
					fail("the first route never takes the fewest cases")
				case len(r) > 0 && least < *swing.Fewest:
					fail("a route can take fewer cases than the fewest")
				case (swing.Sure == nil || i == len(swing.Routes)) && most > *swing.Most:
					fail("a route that is said to be content with the most can take more")
				case swing.Sure != nil && i < len(swing.Routes) && most > *swing.Most:
					wider++
				}
			}
			wide := slices.ContainsFunc(swing.Routes, func(r Route) bool { return assessor.atMost(r) > *swing.Most })
			if !swing.Exact && len(swing.Routes) > 0 && wide != (swing.Sure != nil) {
				fail("a route that is sure is named where each is, or none where one is not")
			}
			if swing.Sure != nil {
				sure++
			}
		}
	}
	t.Logf("%d swings, %d with a route that is sure, %d routes that can take more", swings, sure, wider)
	if sure < 50 || wider < 50 {
		t.Error("this tests nothing")
	}
}

// byLevels finds the overall swings by the search for any rules.
func (a *Assessor) byLevels() {
	var decided []int
	for _, st := range a.out.Standards {
		rating, _ := a.Rules.RatingIn(st.ID, st.Rating)
		decided = append(decided, rating)
	}
	if _, overall, ok := a.Rater.Score(decided); ok {
		a.out.Up, a.out.Down = nil, nil
		a.overallByLevels(decided, overall)
	}
}
