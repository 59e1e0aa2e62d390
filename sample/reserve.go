package sample

import "slices"

// drawReserves chooses n reserves from the cases that are left, matched as the
// core sample is, and puts them in their fixed order. Next holds the cases of each
// cell that come next by ticket, n of them where the cell has as many.
func (g *grid) drawReserves(n int, name, seed string, kept, room []int, next [][]int) (*Round, []Chosen, error) {
	t := &task{grid: g, name: name, seed: seed, size: n, kept: kept, room: room, even: true, spare: true}
	round, err := t.choose()
	if err != nil {
		return nil, nil, err
	}
	type placed struct {
		chosen Chosen
		ticket Ticket
	}
	var all []placed
	deal := newDealer(purposeSeed(purposeReserve, g.group, seed))
	for c, cases := range next {
		for _, i := range cases[:round.Take[c]] {
			id := g.frame.Cases[i].ID
			all = append(all, placed{Chosen{ID: id, Cell: c}, deal.deal(id)})
		}
	}
	slices.SortFunc(all, func(a, b placed) int { return a.ticket.Compare(b.ticket) })
	reserves := make([]Chosen, len(all))
	for i, p := range all {
		reserves[i] = p.chosen
	}
	return round, reserves, nil
}
