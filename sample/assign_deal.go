package sample

import (
	"slices"
	"strings"

	"onecase/sample/internal/piles"
)

// deal puts the cases of each pile in the order of reading and on its days, those that it kept
// first on each day.
func (a *Assignment) deal(s *sharedCases, pileOf []int, them []*pile) {
	deal := newDealer(assignSeed("order", a.Seed))
	tickets := make([]ticket, len(s.cases))
	of := make([][]int, len(them))
	for c := range s.cases {
		tickets[c] = deal.deal(s.cases[c].id)
		of[pileOf[c]] = append(of[pileOf[c]], c)
	}
	a.Cases = nil
	for p, cases := range of {
		slices.SortFunc(cases, func(x, y int) int { return tickets[x].Compare(tickets[y]) })
		days := them[p].spread(len(cases), a.Over)
		all := slices.Clone(them[p].kept)
		for k, c := range cases {
			one := Assigned{Case: s.cases[c].id, Reader: them[p].readers[0].Name}
			if len(them[p].readers) > 1 {
				one.Second = them[p].readers[1].Name
			}
			if days != nil {
				one.Day = days[k]
			}
			all = append(all, one)
		}
		slices.SortStableFunc(all, func(x, y Assigned) int { return x.Day - y.Day })
		for i := range all {
			all[i].Order = i + 1
		}
		a.Cases = append(a.Cases, all...)
	}
	a.Cases = append(a.Cases, s.kept...)
	slices.SortFunc(a.Cases, func(x, y Assigned) int { return strings.Compare(x.Case, y.Case) })
}

// spread is the day of each of n cases, in order, after the days that are over; nil without days.
func (p *pile) spread(n, over int) []int {
	if len(p.days) == 0 {
		return nil
	}
	var days, weight, most, has []int
	for i, d := range p.days {
		if d <= over {
			continue
		}
		w, m := 1, n
		if p.perDay != nil {
			w, m = p.perDay[i], max(p.perDay[i]-p.keptOn(d), 0)
		}
		days, weight, most, has = append(days, d), append(weight, w), append(most, m), append(has, p.keptOn(d))
	}
	out := make([]int, 0, n)
	for i, k := range piles.Fill(n, weight, most, has) {
		out = append(out, slices.Repeat(days[i:i+1], k)...)
	}
	return out
}
