package sample

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"onecase/sample/internal/piles"
	"onecase/sample/internal/stream"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Assign shares the sample, as it now stands, out to readers and over days and appends
// that to the record; 0 days are none. The seed is normalised as [NormalizeID] does.
//
// Piles are in proportion to the readers' capacities where each has one, else to the days
// that they are there, else of equal size; as near to that, by the sum of squares, as
// capacities and bars allow. Every pile is within one case of its share of each group, of
// each category of a matching variable in each group, and of each over all groups, where
// such piles are found; a warning names what is not. A pair has one pile. Each reader's
// cases stand in an order that is random, and his days have as equal parts of it as their
// most cases allow.
func (r *Record) Assign(readers []Reader, days int, seed string, at time.Time) (*Assignment, stats.Warnings, error) {
	return r.AssignWith(AssignOptions{Readers: readers, Days: days, Seed: seed}, at)
}

// AssignOptions say how to share a sample out.
type AssignOptions struct {
	Readers []Reader
	Days    int      // 0: the cases are not spread over days
	Dates   []string // of the days, as 2026-12-07; nil: not stated
	Seed    string
	// Read are the cases that were read or begun, where the sample was shared out before and part
	// of it is read; nil: all is shared out. These and the others that their readers can still
	// read as it was planned stay where they are.
	Read []string
	Over int // of the days, those that are over: what does not stay is read on later ones
}

// AssignWith is [Record.Assign] with dates, or while the sample is read. Then what stays is in the
// record, the readers who are not there any more have Gone, and the other cases are shared out
// so that the whole piles, with what stays, are as near to their weights as can be. The new cases of
// each pile are within one case of their share of what was shared out anew, where such are found.
func (r *Record) AssignWith(o AssignOptions, at time.Time) (*Assignment, stats.Warnings, error) {
	o.Seed = NormalizeID(o.Seed)
	a := &Assignment{Days: o.Days, Dates: o.Dates, Readers: o.Readers, Seed: o.Seed}
	if o.Read != nil {
		if err := r.keep(a, o); err != nil {
			return nil, nil, err
		}
	}
	warnings, err := r.assignment(a)
	if err != nil {
		return nil, nil, err
	}
	if err := a.check(); err != nil { // else the record could not be read again
		return nil, nil, fmt.Errorf("the assignment %w", err)
	}
	a.Seal = r.sealNext(at, *a)
	r.Assignments = append(r.Assignments, *a)
	r.Times.Assigned = append(r.Times.Assigned, stamp(at))
	r.warnReadsTwice(&warnings)
	return a, warnings, nil
}

// warnReadsTwice names the cases of the second reading that an assignment made since gives, as a first
// reading, to who is to read them again.
func (r *Record) warnReadsTwice(warnings *stats.Warnings) {
	x := r.LastReread()
	if x == nil {
		return
	}
	var twice []string
	for _, now := range r.Reading() {
		for _, k := range x.Cases {
			if k.Case == now.Case && k.Second != "" && (strings.EqualFold(k.Second, now.Reader) || strings.EqualFold(k.Second, now.Second)) {
				twice = append(twice, fmt.Sprintf("%s (%s)", k.Case, k.Second))
			}
		}
	}
	if n := len(twice); n > 0 {
		warnings.Add("reads-own-again", "draw the second reading again, and use its new grid in the place of the earlier one",
			"%s of the second reading %s now read first by who is to read %s again: %s", caseCount(n),
			phrase.Plural(n, "is", "are"), phrase.Plural(n, "it", "them"), phrase.First(mostNamed, twice, ", ", " and"))
	}
}

// assignment works out who reads what, from all else of an assignment.
func (r *Record) assignment(a *Assignment) (stats.Warnings, error) {
	a.After, a.Algorithm = len(r.entries()), AssignAlgorithm
	s, mixed, sharing, err := r.share(a)
	if err != nil {
		return nil, err
	}
	var warnings stats.Warnings
	a.Piles, a.Largest = s.differences(sharing, mixed, &warnings)
	place := map[string]int{}
	for i, reader := range a.Readers {
		place[reader.Name] = i
	}
	slices.SortStableFunc(a.Piles, func(x, y PileShare) int { return place[x.Reader] - place[y.Reader] })
	a.deal(s, sharing.Pile, mixed)
	return warnings, nil
}

// share makes the piles of an assignment that has its readers, days and seed.
func (r *Record) share(a *Assignment) (s *sharedCases, mixed []*pile, sharing *piles.Sharing, err error) {
	them, err := a.piles()
	if err != nil {
		return nil, nil, nil, err
	}
	if err := a.check(); err != nil {
		return nil, nil, nil, fmt.Errorf("the assignment %w", err)
	}
	kept, err := r.keptOf(a, them)
	if err != nil {
		return nil, nil, nil, err
	}
	if s, err = r.shared(a); err != nil {
		return nil, nil, nil, err
	}
	s.kept = kept
	switch n := len(s.cases); {
	case n == 0 && a.Kept != nil:
		return nil, nil, nil, fmt.Errorf("every case stays with its reader: there is nothing to share out anew")
	case n == 0 || n > maxAssigned:
		return nil, nil, nil, fmt.Errorf("there are %d cases in the sample: from 1 to %d can be shared out", n, maxAssigned)
	}
	them = slices.DeleteFunc(them, func(p *pile) bool { return p.readers[0].Gone })
	if len(them) == 0 {
		return nil, nil, nil, fmt.Errorf("nobody is there to read %s", caseCount(len(s.cases)))
	}
	order := upTo(len(them)) // which pile a reader has is left to the seed
	stream.New(assignSeed("readers", a.Seed)).Shuffle(order)
	mixed = make([]*pile, len(them))
	for i, k := range order {
		mixed[i] = them[k]
	}
	p := &piles.Problem{Rows: len(s.rows), Weight: weights(mixed, a.Days)}
	for _, c := range s.cases {
		p.Cases = append(p.Cases, c.rows)
	}
	for _, to := range mixed {
		p.Most, p.Has = append(p.Most, to.room(len(s.cases), a.Over)), append(p.Has, len(to.kept))
	}
	barred := barredFrom(mixed)
	if len(barred) > 0 {
		p.Barred = func(c, pile int) bool { return barred[caseOfPile{s.cases[c].id, pile}] }
	}
	sharing, short := p.Share(stream.New(assignSeed("piles", a.Seed)))
	if short != nil {
		return nil, nil, nil, s.noRoom(short, mixed)
	}
	return s, mixed, sharing, nil
}

// assignSeed is the text whose tickets or stream serve one purpose of an assignment.
func assignSeed(purpose, seed string) string {
	return strings.Join([]string{AssignAlgorithm, purpose, seed}, "\n")
}

// compareAssignment shares the sample out again.
func (v *Verification) compareAssignment(e entry) {
	was := e.assignment
	now := was.unmade()
	if _, err := e.before.assignment(now); err != nil {
		v.differ(e.where, "", "", "%s cannot be repeated: %v", e.name, err)
		return
	}
	given := map[string]Assigned{}
	for _, c := range now.Cases {
		given[c.Case] = c
	}
	for _, c := range was.Cases {
		if to, ok := given[c.Case]; !ok {
			v.differIn(c.Case, 0, e.where, c.Reader, "",
				"%s: the record has %s read by %s, and it was not in the sample then", e.name, c.Case, c.Reader)
		} else if to != c {
			v.differIn(c.Case, 0, e.where, c.placed(), to.placed(),
				"%s: the record has %s read by %s, and the seed gives %s", e.name, c.Case, c.placed(), to.placed())
		}
		delete(given, c.Case)
	}
	for _, c := range now.Cases {
		if _, ok := given[c.Case]; ok {
			v.differIn(c.Case, 0, e.where, "", c.Reader,
				"%s: the seed gives %s to %s, and the record has nobody for it", e.name, c.Case, c.Reader)
		}
	}
	now.Seal = was.Seal // compared on its own
	if len(v.Differences) == 0 && !same(*was, *now) {
		v.differ(e.where, "", "", "%s: what the record says of it is not so", e.name)
	}
}

// placed says who reads a case, when and as which of his cases.
func (c Assigned) placed() string {
	text := c.Reader
	if c.Second != "" {
		text += " and " + c.Second
	}
	if c.Day > 0 {
		text += fmt.Sprintf(" on day %d", c.Day)
	}
	return fmt.Sprintf("%s as number %d", text, c.Order)
}
