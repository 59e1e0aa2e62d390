package sample

import (
	"cmp"
	"slices"
	"strings"
)

// Reading says who reads each case of the sample as it now stands, by id: a reserve has
// the reader, day and order of the case it replaced; where that day was over when the sample was
// shared out anew, the reader's next day. Where that reader may not read it,
// it goes to who may and has the most room, and comes last. A case that an extension added
// since has no reader, and one that counts as failed is not read. It is nil where the
// sample has not been shared out.
func (r *Record) Reading() []Assigned {
	var out []Assigned
	var last *Assignment
	for _, e := range r.entries() {
		switch {
		case e.assignment != nil:
			last, out = e.assignment, slices.Clone(e.assignment.Cases)
		case last == nil:
		case e.extension != nil:
			for _, c := range e.extension.Added {
				out = append(out, Assigned{Case: c.ID})
			}
		case e.replacement != nil:
			at := slices.IndexFunc(out, func(a Assigned) bool { return a.Case == e.replacement.Case })
			if at < 0 {
				continue // not in a record that holds together
			}
			gone := out[at]
			if out = slices.Delete(out, at, at+1); e.replacement.By != "" {
				out = append(out, last.inPlaceOf(gone, e.replacement.By, out))
			}
		}
	}
	slices.SortFunc(out, func(a, b Assigned) int { return strings.Compare(a.Case, b.Case) })
	return out
}

// AssignedNow is the latest assignment with the cases of the sample as it now stands, as
// [Record.Reading] has them, and so without the shares of its piles. It is nil where the
// sample has not been shared out.
func (r *Record) AssignedNow() *Assignment {
	last, _ := r.latestAssignment()
	if last == nil {
		return nil
	}
	now := *last
	now.Cases, now.Piles = r.Reading(), nil
	return &now
}

// inPlaceOf is who reads a reserve in the place of a case, the other cases being read by
// those given.
func (a *Assignment) inPlaceOf(gone Assigned, by string, others []Assigned) Assigned {
	them, err := a.piles()
	next := gone
	next.Case = by
	if err != nil || gone.Reader == "" {
		return next
	}
	barred := barredFrom(them)
	has := make([]int, len(them))
	orders := make([]int, len(them))
	best := -1
	for i, p := range them {
		if p.readers[0].Gone {
			continue
		}
		if p.readers[0].Name == gone.Reader && !barred[caseOfPile{by, i}] {
			if later := p.nextDay(a.Over); next.Day <= a.Over && later > 0 {
				next.Day = later
			}
			return next
		}
		for _, c := range others {
			if c.Reader == p.readers[0].Name {
				has[i]++
				orders[i] = max(orders[i], c.Order)
			}
		}
	}
	room := func(i int) int { return cmp.Or(them[i].most, len(a.Cases)) - has[i] }
	for i := range them {
		if !barred[caseOfPile{by, i}] && !them[i].readers[0].Gone && (best < 0 || room(i) > room(best)) {
			best = i
		}
	}
	if best < 0 {
		return Assigned{Case: by} // nobody may read it
	}
	p := them[best]
	next = Assigned{Case: by, Reader: p.readers[0].Name, Order: orders[best] + 1}
	if len(p.readers) > 1 {
		next.Second = p.readers[1].Name
	}
	if len(p.days) > 0 {
		next.Day = p.days[len(p.days)-1]
	}
	return next
}

// nextDay is the first day of a pile after those that are over, else its last; 0 without days.
func (p *pile) nextDay(over int) (day int) {
	for _, d := range p.days {
		if day = d; d > over {
			break
		}
	}
	return day
}

// Chance is the chance that a case had of each reader's pile, or of each pair's, before
// the seed was known: the same for every case and every pile, by symmetry, where the
// piles' sizes and bars are. Else it is not known.
func (a *Assignment) Chance() (chance float64, known bool) {
	them, err := a.piles()
	if err != nil || a.Kept != nil || len(barredFrom(them)) > 0 {
		return 0, false
	}
	weight := weights(them, a.Days)
	for i, p := range them {
		if weight[i] != weight[0] || p.most != them[0].most {
			return 0, false
		}
	}
	return 1 / float64(len(them)), true
}

// A ReaderPile is what a reader reads, or a pair under the first of the two.
type ReaderPile struct {
	Reader Reader
	Most   int        // cases that there is room for; 0: not stated
	Cases  []Assigned // in the order of reading
}

// ByReader lists the piles as they were made, in the order of the readers.
func (a *Assignment) ByReader() []ReaderPile {
	them, err := a.piles()
	if err != nil {
		return nil // not of an assignment that was made or read
	}
	var out []ReaderPile
	for _, p := range them {
		one := ReaderPile{Reader: *p.readers[0], Most: p.most}
		for _, c := range a.Cases {
			if c.Reader == one.Reader.Name {
				one.Cases = append(one.Cases, c)
			}
		}
		slices.SortFunc(one.Cases, func(a, b Assigned) int { return cmp.Or(a.Day-b.Day, a.Order-b.Order) }) // what a pair read before has numbers of its own
		out = append(out, one)
	}
	return out
}
