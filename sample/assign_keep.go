package sample

import (
	"fmt"
	"slices"
)

// keep finds what stays where it is when the sample is shared out again while it is read, and
// those of its readers who are gone.
//
// A case that was read, or begun, stays. So does any other whose reader is there, in the same
// pair, may read it and is there on its day, or where that day is over on a later one; of more
// than a reader's capacity, or his most cases of a day, those that stand first in his order.
func (r *Record) keep(a *Assignment, o AssignOptions) error {
	reading := r.Reading()
	if reading == nil {
		return fmt.Errorf("the sample has not been shared out, so that there is nothing to keep")
	}
	before, _ := r.latestAssignment()
	if a.Days != before.Days {
		return fmt.Errorf("the sample was shared out over %d days, and what stays has its day: the same number is needed, not %d", before.Days, a.Days)
	}
	if o.Over < 0 || o.Over > a.Days {
		return fmt.Errorf("of %d days %d cannot be over", a.Days, o.Over)
	}
	them, err := a.piles()
	if err != nil {
		return err
	}
	read := map[string]bool{}
	for _, id := range o.Read {
		read[NormalizeID(id)] = true
	}
	a.Kept, a.Over = []string{}, o.Over
	slices.SortStableFunc(reading, func(x, y Assigned) int { return x.Order - y.Order })
	for _, firm := range []bool{true, false} { // what was read has its place first
		for _, c := range reading {
			if c.Reader == "" || read[c.Case] != firm {
				continue
			}
			at := slices.IndexFunc(them, func(p *pile) bool { return p.has(c) })
			if firm && at < 0 && !slices.ContainsFunc(a.Readers, func(x Reader) bool { return x.Name == c.Reader }) {
				a.Readers = append(slices.Clone(a.Readers), Reader{Name: c.Reader, Gone: true})
			}
			if firm || at >= 0 && them[at].stays(c, o.Over, barredFrom(them[at:at+1])) {
				a.Kept = append(a.Kept, c.Case)
				if at >= 0 {
					them[at].kept = append(them[at].kept, c)
				}
			}
		}
	}
	if len(a.Kept) == 0 {
		return fmt.Errorf("no case of the sample was read, and none can stay with its reader: share the sample out anew")
	}
	slices.Sort(a.Kept)
	return nil
}

// has tells whether a case is read by just those of the pile.
func (p *pile) has(c Assigned) bool {
	names := []string{c.Reader}
	if c.Second != "" {
		names = append(names, c.Second)
	}
	return len(names) == len(p.readers) && !slices.ContainsFunc(p.readers, func(r *Reader) bool { return !slices.Contains(names, r.Name) })
}

// stays tells whether those of a pile can read a case as it was planned.
func (p *pile) stays(c Assigned, over int, barred map[caseOfPile]bool) bool {
	later := func(d int) bool { return d > over }
	switch {
	case barred[caseOfPile{c.Case, 0}], p.most > 0 && len(p.kept) >= p.most:
		return false
	case c.Day == 0:
		return true
	case c.Day <= over:
		return slices.ContainsFunc(p.days, later)
	}
	most := p.mostOn(c.Day)
	return slices.Contains(p.days, c.Day) && (most == 0 || p.keptOn(c.Day) < most)
}

// keptOn is how many cases the pile keeps on a day.
func (p *pile) keptOn(day int) (n int) {
	for _, c := range p.kept {
		if c.Day == day {
			n++
		}
	}
	return n
}

// room is how many of n cases the pile can have beside what it keeps, after the days that are over.
func (p *pile) room(n, over int) int {
	room := n
	if p.most > 0 {
		room = min(room, p.most-len(p.kept))
	}
	if len(p.days) > 0 {
		ofDays := 0
		for i, d := range p.days {
			switch {
			case d <= over:
			case p.perDay == nil:
				ofDays += n
			default:
				ofDays += max(p.perDay[i]-p.keptOn(d), 0)
			}
		}
		room = min(room, ofDays)
	}
	return max(room, 0)
}

// keptOf gives the cases that an assignment keeps of those who are gone, and puts the others into
// the piles of their readers.
func (r *Record) keptOf(a *Assignment, them []*pile) (others []Assigned, err error) {
	if a.Kept == nil {
		return nil, nil
	}
	found := 0
	for _, c := range r.Reading() {
		if !a.kept(c.Case) {
			continue
		}
		found++
		at := slices.IndexFunc(them, func(p *pile) bool { return p.has(c) && !p.readers[0].Gone })
		if c.Reader == "" {
			return nil, fmt.Errorf("case %q had no reader to stay with", c.Case)
		}
		if at < 0 {
			others = append(others, c)
		} else {
			them[at].kept = append(them[at].kept, c)
		}
	}
	for _, p := range them {
		slices.SortFunc(p.kept, func(x, y Assigned) int { return x.Order - y.Order })
	}
	if found != len(a.Kept) {
		return nil, fmt.Errorf("%d cases stay with their readers, and %d of them were in the sample", len(a.Kept), found)
	}
	return others, nil
}

// unmade is an assignment without what follows from the rest of it.
func (a *Assignment) unmade() *Assignment {
	return &Assignment{Seed: a.Seed, Days: a.Days, Dates: a.Dates, Kept: a.Kept, Over: a.Over, Readers: a.Readers}
}
