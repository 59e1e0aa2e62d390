package sample

import (
	"fmt"
	"slices"
	"strings"

	"onecase/stats/phrase"
)

// nameSecond says who reads each case again. Cases go to readers by the fullest assignment
// in which none has more than one case, then by the fullest extension of it to two, and so
// on: so the numbers are as even as the cases allow, for every number of them. Cases and
// readers are gone through in the order of their tickets.
func (r *Record) nameSecond(x *Reread) error {
	tickets := newDealer(purposeSeed(purposeRereadReader, "", x.Seed))
	s := secondReading{may: make([][]int, len(x.Cases)), reader: make([]int, len(x.Cases)), has: make([][]int, len(x.Readers))}
	type drawn struct {
		ticket
		at int
	}
	reading := r.Reading()
	byTicket := func(a, b drawn) int { return a.Compare(b.ticket) }
	var order []drawn
	var nobody []string
	for i, c := range x.Cases {
		s.reader[i] = -1
		if c.First == "" || len(x.Readers) == 0 {
			continue
		}
		barred := r.mayNotRead(c, reading)
		var readers []drawn
		for k, name := range x.Readers {
			if !slices.ContainsFunc(barred, func(other string) bool { return strings.EqualFold(other, name) }) {
				readers = append(readers, drawn{tickets.deal(c.Case + "\n" + name), k})
			}
		}
		if len(readers) == 0 {
			nobody = append(nobody, fmt.Sprintf("%s (read first by %s)", c.Case, c.First))
			continue
		}
		slices.SortFunc(readers, byTicket)
		for _, k := range readers {
			s.may[i] = append(s.may[i], k.at)
		}
		order = append(order, drawn{tickets.deal(c.Case), i})
	}
	if len(nobody) > 0 {
		return fmt.Errorf("nobody may read %s again: each of those named to read again, %s, read %s first or is barred from %s: %s; name others too, who read other cases or none",
			phrase.Plural(len(nobody), "1 case", fmt.Sprintf("%d cases", len(nobody))), strings.Join(x.Readers, ", "),
			phrase.Plural(len(nobody), "it", "them"), phrase.Plural(len(nobody), "it", "them"),
			phrase.First(mostNamed, nobody, ", ", " and"))
	}
	slices.SortFunc(order, byTicket)
	left := len(order)
	for most := 1; left > 0; most++ {
		for _, c := range order {
			if s.reader[c.at] < 0 && s.place(c.at, most, make([]bool, len(x.Readers))) {
				left--
			}
		}
	}
	for i, k := range s.reader {
		if k >= 0 {
			x.Cases[i].Second = x.Readers[k]
		}
	}
	return nil
}

// mayNotRead are those who may not read a case again: who read it first, alone or as a pair,
// and whom the assignment bars from it.
func (r *Record) mayNotRead(c RereadCase, reading []Assigned) (names []string) {
	names = append(names, c.First)
	if len(r.Assignments) == 0 {
		return names
	}
	for _, a := range reading {
		if a.Case == c.Case && a.Second != "" && (c.First == a.Reader || c.First == a.Second) {
			names = append(names, a.Reader, a.Second)
		}
	}
	for _, reader := range r.Assignments[len(r.Assignments)-1].Readers {
		for _, bar := range reader.Bars {
			if slices.Contains(bar.Cases, c.Case) {
				names = append(names, reader.Name)
			}
		}
	}
	return names
}

// A secondReading is which reader has which case.
type secondReading struct {
	may    [][]int // the readers of each case
	reader []int   // of each case; -1 for none yet
	has    [][]int // the cases of each reader
}

// place finds a reader for a case so that none has more than most, moving other cases to
// make room (an augmenting path).
func (s *secondReading) place(c, most int, tried []bool) bool {
	for _, k := range s.may[c] {
		if len(s.has[k]) < most {
			s.give(c, k)
			return true
		}
	}
	for _, k := range s.may[c] {
		if tried[k] {
			continue
		}
		tried[k] = true
		for _, other := range slices.Clone(s.has[k]) {
			if s.place(other, most, tried) {
				s.give(c, k)
				return true
			}
		}
	}
	return false
}

// give moves a case to a reader.
func (s *secondReading) give(c, k int) {
	if from := s.reader[c]; from >= 0 {
		s.has[from] = slices.DeleteFunc(s.has[from], func(other int) bool { return other == c })
	}
	s.reader[c], s.has[k] = k, append(s.has[k], c)
}
