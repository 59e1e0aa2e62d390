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
	return a, warnings, nil
}

// A pile is the cases of one reader, or of a pair.
type pile struct {
	readers []*Reader
	most    int // cases; 0: not stated
	days    []int
	perDay  []int // nil: not stated
	kept    []Assigned
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
		if p.perDay != nil {
			p.most = leastOf(p.most, sum(p.perDay))
		}
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

// sharedCases are the cases of a sample with the categories that piles are matched on.
type sharedCases struct {
	cases []sharedCase // by id
	rows  []pileKey    // the categories
	total []int        // of each
	kept  []Assigned   // by those who are gone
}

type sharedCase struct {
	id   string
	rows []int
}

// A pileKey is a category that piles are matched on: a group, a category of a variable
// over all groups, or one within a group.
type pileKey struct{ group, variable, category string }

func (k pileKey) name() string {
	switch {
	case k.variable == "":
		return k.group
	case k.group == "":
		return k.variable + " " + k.category
	}
	return k.variable + " " + k.category + ", " + k.group
}

// shared lists the sample as it now stands, but for what an assignment keeps. The categories are the groups, those over all
// groups and those within a group, in that order; of two with just the same cases the first.
func (r *Record) shared(a *Assignment) (*sharedCases, error) {
	out := &sharedCases{}
	var of [][]pileKey // per case
	var order [3][]pileKey
	total := map[pileKey]int{}
	several := len(r.Groups) > 1
	for i := range r.Groups {
		g := &r.Groups[i]
		s, err := r.Status(g.Group)
		if err != nil {
			return nil, err
		}
		if several {
			order[0] = append(order[0], pileKey{group: g.Group})
		}
		for _, v := range g.Variables {
			for _, c := range v.Categories {
				order[1] = append(order[1], pileKey{"", v.Name, c.Category})
				if several {
					order[2] = append(order[2], pileKey{g.Group, v.Name, c.Category})
				}
			}
		}
		for _, c := range s.Sample {
			if slices.Contains(s.Failed, c.ID) || a.kept(c.ID) {
				continue // nobody reads it, or it has a reader
			}
			its := []pileKey{{group: g.Group}}
			for k, v := range g.Values(c) {
				its = append(its, pileKey{"", g.Variables[k].Name, v}, pileKey{g.Group, g.Variables[k].Name, v})
			}
			for _, key := range its {
				total[key]++
			}
			out.cases, of = append(out.cases, sharedCase{id: c.ID}), append(of, its)
		}
	}
	number := map[pileKey]int{}
	for _, key := range slices.Concat(order[:]...) {
		_, again := number[key]
		if again || total[key] == 0 || key.group != "" && key.variable != "" && total[key] == total[pileKey{"", key.variable, key.category}] {
			continue
		}
		number[key] = len(out.rows)
		out.rows, out.total = append(out.rows, key), append(out.total, total[key])
	}
	for c, its := range of {
		for _, key := range its {
			if r, ok := number[key]; ok {
				out.cases[c].rows = append(out.cases[c].rows, r)
			}
		}
	}
	slices.SortFunc(out.cases, func(a, b sharedCase) int { return strings.Compare(a.id, b.id) })
	return out, nil
}

// noRoom is the error of cases that no reader has room for.
func (s *sharedCases) noRoom(short *piles.Short, them []*pile) error {
	ids := phrase.Each(short.Cases, func(c int) string { return s.cases[c].id })
	names := phrase.Each(short.Piles, func(p int) string { return them[p].name() })
	named := phrase.First(mostNamed, ids, ", ", " and")
	switch {
	case len(short.Piles) == 0:
		return fmt.Errorf("no reader may read case %s: lift a bar, or add a reader", named)
	case len(short.Piles) == len(them):
		return fmt.Errorf("the readers have room for %s, and there are %d to share out: %d more are needed, so raise capacities or add a reader",
			caseCount(len(s.cases)-short.Missing), len(s.cases), short.Missing)
	}
	return fmt.Errorf("only %s may read %s, %s, and there is room for %d: %d more are needed, so lift a bar, raise a capacity or add a reader",
		phrase.First(mostNamed, names, ", ", " and"), caseCount(len(ids)), named, short.Room, short.Missing)
}

// mostNamed is how many cases or readers a message names.
const mostNamed = 12

// differences compares the piles with their shares and gives the largest difference in cases. It warns of those that are a case or more.
func (s *sharedCases) differences(sharing *piles.Sharing, them []*pile, warnings *stats.Warnings) (out []PileShare, largest float64) {
	have := make([]int, len(them)*len(s.rows))
	for c, p := range sharing.Pile {
		for _, r := range s.cases[c].rows {
			have[p*len(s.rows)+r]++
		}
	}
	n := len(s.cases)
	var beyond []string
	for p, pile := range them {
		for r, key := range s.rows {
			due := s.total[r] * sharing.Sizes[p] // in n-ths of a case
			one := PileShare{
				Reader: pile.readers[0].Name, Category: key.name(), Within: key.group != "" && key.variable != "",
				Cases: have[p*len(s.rows)+r], Share: float64(due) / float64(n), All: s.total[r],
				Group: key.group, Variable: key.variable, Value: key.category,
			}
			off := one.Cases*n - due
			off = max(off, -off)
			largest = max(largest, float64(off)/float64(n))
			if off >= n {
				beyond = append(beyond, fmt.Sprintf("%s of %s (%d, and its share is %.2f)", key.name(), pile.name(), one.Cases, one.Share))
			}
			out = append(out, one)
		}
	}
	if len(beyond) > 0 {
		why := "no piles within one case of their shares were found"
		if sharing.None {
			why = "no piles of these sizes are within one case of every share"
		}
		warnings.Add("pile-differs", "", "%s; the largest difference is %.2f cases: %s", why, largest, phrase.First(mostNamed, beyond, ", ", " and"))
	}
	return out, round9(largest)
}

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
			v.differIn(c.Case, 0, e.where, c.Reader, "", "%s: the record has %s read by %s, and it was not in the sample then", e.name, c.Case, c.Reader)
		} else if to != c {
			v.differIn(c.Case, 0, e.where, c.placed(), to.placed(), "%s: the record has %s read by %s, and the seed gives %s", e.name, c.Case, c.placed(), to.placed())
		}
		delete(given, c.Case)
	}
	for _, c := range now.Cases {
		if _, ok := given[c.Case]; ok {
			v.differIn(c.Case, 0, e.where, "", c.Reader, "%s: the seed gives %s to %s, and the record has nobody for it", e.name, c.Case, c.Reader)
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
