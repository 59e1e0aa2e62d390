package sample

import (
	"slices"
	"strings"
)

// cases picks a round's cases, then its reserves from what is left, by a round of
// their own with the given name; it is nil without reserves. Barred cases are
// skipped.
func (s *roundSpec) cases(round *Round, seed string, barred map[int]bool, spare int, name string) (
	chosen []Chosen, reserve *Round, reserves []Chosen, err error) {
	chosen, reserves = []Chosen{}, []Chosen{}
	taken, next := s.grid.take(round.Take, spare, seed, barred)
	kept, room := slices.Clone(s.kept), slices.Clone(s.room)
	for c, cases := range taken {
		kept[c] += len(cases)
		room[c] -= len(cases)
		for _, i := range cases {
			chosen = append(chosen, Chosen{ID: s.grid.frame.Cases[i].ID, Cell: c})
		}
	}
	if spare > 0 {
		rest := &roundSpec{grid: s.grid, name: name, size: spare, kept: kept, room: room, spare: true}
		reserve, reserves, err = rest.reserves(seed, next)
	}
	return chosen, reserve, reserves, err
}

// reserves chooses reserves, matched as the core sample is, and puts them in
// their fixed order. Next holds the cases of each cell that come next by ticket.
func (s *roundSpec) reserves(seed string, next [][]int) (*Round, []Chosen, error) {
	round, err := s.choose(seed)
	if err != nil {
		return nil, nil, err
	}
	reserves, tickets := []Chosen{}, map[string]ticket{}
	deal := newDealer(purposeSeed(purposeReserve, s.grid.group, seed))
	for c, cases := range next {
		for _, i := range cases[:round.Take[c]] {
			id := s.grid.frame.Cases[i].ID
			tickets[id] = deal.deal(id)
			reserves = append(reserves, Chosen{ID: id, Cell: c})
		}
	}
	slices.SortFunc(reserves, func(a, b Chosen) int { return tickets[a.ID].Compare(tickets[b.ID]) })
	return round, reserves, nil
}

// byID sorts cases by their ids, in byte order.
func byID(cases []Chosen) []Chosen {
	slices.SortFunc(cases, func(a, b Chosen) int { return strings.Compare(a.ID, b.ID) })
	return cases
}

// take returns the cases with the smallest tickets in each cell, as many as
// perCell says, and those that come next, up to spare of them. Barred cases are
// skipped.
func (g *grid) take(perCell []int, spare int, seed string, barred map[int]bool) (taken, next [][]int) {
	parts := spans(g.total, casesPerCore)
	held := make([][]smallest, len(parts))
	atOnce(parts, func(part int, s span) {
		held[part] = g.smallestTickets(s, perCell, spare, seed, barred)
	})
	taken, next = make([][]int, len(g.cells)), make([][]int, len(g.cells))
	for c, n := range perCell {
		s := &held[0][c]
		for _, more := range held[1:] {
			for _, h := range more[c].held {
				s.add(h.ticket, h.index)
			}
		}
		sorted := s.sorted()
		taken[c], next[c] = sorted[:n], sorted[n:]
	}
	return taken, next
}

// smallestTickets deals tickets to a part of the group's cases and keeps the
// smallest of each cell.
func (g *grid) smallestTickets(part span, perCell []int, spare int, seed string, barred map[int]bool) []smallest {
	deal := newDealer(purposeSeed(purposeTicket, g.group, seed))
	held := make([]smallest, len(g.cells))
	for c := range held {
		held[c].most = perCell[c] + spare
	}
	for m := part.from; m < part.to; m++ {
		s, i := &held[g.cellOf[m]], g.members[m]
		if s.most == 0 || barred[i] {
			continue
		}
		s.add(deal.deal(g.frame.Cases[i].ID), i)
	}
	return held
}
