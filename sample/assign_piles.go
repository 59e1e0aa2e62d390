package sample

import (
	"fmt"
	"slices"
	"strings"

	"onecase/stats/phrase"
)

// A pile is the cases of one reader, or of a pair.
type pile struct {
	readers []*Reader
	most    int // cases; 0: not stated
	days    []int
	perDay  []int // nil: not stated
	kept    []Assigned
}

// piles are the readers, each pair as one.
func (a *Assignment) piles() ([]*pile, error) {
	var out []*pile
	of := map[string]*pile{}
	for i := range a.Readers {
		reader := &a.Readers[i]
		p := of[reader.Pair] // nil where his fellow is not there yet
		if reader.Pair == "" || p == nil {
			p = &pile{}
			out = append(out, p)
		} else if len(p.readers) != 1 || p.readers[0].Pair != reader.Name {
			return nil, fmt.Errorf("reader %q is paired with %q, who is not paired with him", reader.Name, reader.Pair)
		}
		of[reader.Name] = p
		p.add(reader, a.Days)
		if a.Days > 0 && len(p.days) == 0 {
			return nil, fmt.Errorf("readers %q and %q read together and are there on different days", p.readers[0].Name, reader.Name)
		}
	}
	for _, p := range out {
		if first := p.readers[0]; first.Pair != "" && len(p.readers) == 1 {
			return nil, fmt.Errorf("reader %q is paired with %q, who is not among the readers", first.Name, first.Pair)
		}
		p.most = leastOf(p.most, sum(p.perDay))
	}
	return out, nil
}

// leastOf is the least of what is stated.
func leastOf(a, b int) int {
	if a == 0 || b > 0 && b < a {
		return b
	}
	return a
}

// add puts a reader to a pile: a pair reads on the days when both are there, as much as
// both can.
func (p *pile) add(reader *Reader, days int) {
	its := &pile{days: reader.Days, perDay: reader.PerDay}
	if days > 0 && its.days == nil {
		its.days = upTo(days)
		for i := range its.days {
			its.days[i]++
		}
	}
	if p.readers == nil {
		p.days, p.perDay = its.days, its.perDay
	} else {
		was := *p
		p.days, p.perDay = nil, nil
		for _, d := range was.days {
			if !slices.Contains(its.days, d) {
				continue
			}
			p.days = append(p.days, d)
			if was.perDay != nil || its.perDay != nil {
				p.perDay = append(p.perDay, leastOf(was.mostOn(d), its.mostOn(d)))
			}
		}
	}
	p.readers = append(p.readers, reader)
	p.most = leastOf(p.most, reader.Capacity)
}

// mostOn is the most cases of a day; 0: not stated.
func (p *pile) mostOn(day int) int {
	if at := slices.Index(p.days, day); at >= 0 && p.perDay != nil {
		return p.perDay[at]
	}
	return 0
}

// name is who has the pile.
func (p *pile) name() string {
	return strings.Join(phrase.Each(p.readers, func(r *Reader) string { return r.Name }), " and ")
}

// weights are what the piles are in proportion to.
func weights(them []*pile, days int) []int {
	stated := !slices.ContainsFunc(them, func(p *pile) bool { return p.most == 0 })
	out := make([]int, len(them))
	for i, p := range them {
		switch {
		case stated:
			out[i] = p.most
		case days > 0:
			out[i] = len(p.days)
		default:
			out[i] = 1
		}
	}
	return out
}

type caseOfPile struct {
	id   string
	pile int
}

// barredFrom has the cases that no reader of a pile may have, by the pile's place.
func barredFrom(them []*pile) map[caseOfPile]bool {
	out := map[caseOfPile]bool{}
	for i, p := range them {
		for _, reader := range p.readers {
			for _, bar := range reader.Bars {
				for _, id := range bar.Cases {
					out[caseOfPile{id, i}] = true
				}
			}
		}
	}
	return out
}
