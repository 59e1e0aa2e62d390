package sample

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"onecase/sample/internal/stream"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A Reread is a second reading drawn from the sample. The latest one counts.
type Reread struct {
	After     int             `json:"after"` // the changes of every kind that the record had before it
	Algorithm string          `json:"algorithm"`
	Seed      string          `json:"seed"`
	Design    string          `json:"design"`         // in words
	Only      string          `json:"only,omitempty"` // OnlyNo; "" for every case
	Readers   []string        `json:"readers"`        // who may read again, in byte order
	Strata    []RereadStratum `json:"strata"`         // the cases that could be drawn
	Cases     []RereadCase    `json:"cases"`          // by id
	Seal      string          `json:"seal"`           // the digest of it and of all before it
}

// A RereadStratum is cases that are alike for the draw of a second reading.
type RereadStratum struct {
	Group  string `json:"group"`
	Reader string `json:"reader,omitempty"` // who read them first; "" where not known
	// Class is 1 for cases with fewer answers of no than most of the group's, 2 for those with
	// more, 0 where the first answers were not known or do not tell them apart.
	Class int      `json:"class,omitempty"`
	Cases []string `json:"cases"` // in byte order
}

// A RereadCase is a case that is read again.
type RereadCase struct {
	Case   string  `json:"case"`
	Chance float64 `json:"chance"`           // of being read again
	First  string  `json:"first,omitempty"`  // who read it first; "" where not known
	Second string  `json:"second,omitempty"` // who reads it again; "" where not known
}

// RereadAlgorithm names the rules by which second readings are drawn.
const RereadAlgorithm = "onecase-reread-1"

// OnlyNo is a second reading of cases alone that have an answer of no.
const OnlyNo = "no"

// purposeReread keeps the draw of a second reading apart from the others of its seed.
const (
	purposeReread       = "reread"        // the order within a stratum
	purposeRereadStart  = "reread start"  // where the systematic draw starts
	purposeRereadReader = "reread reader" // who reads again
	purposeRereadOrder  = "reread order"  // in which order
)

// RereadOptions say what second reading to draw.
type RereadOptions struct {
	Size int // cases
	Seed string
	// First says who read a case first, by its id, in place of the record's assignment.
	First map[string]string
	// Readers are those who may read again; nil for those who read first.
	Readers []string
	// No has the answers of no of each case whose first answers are in, by its id; nil where
	// none are.
	No   map[string]int
	Only string // OnlyNo, or "" for every case of the sample
}

// Reread draws a second reading from the sample as it stands and appends it to the record.
//
// Every case has the same chance, Size of those that can be drawn: they are listed stratum by
// stratum (group, first reader, few or many answers of no), within a stratum in the order of
// their tickets, and a systematic draw with a random start takes the case at place i, from 0,
// where floor(((i+1) Size + start)/N) is above floor((i Size + start)/N) (Madow 1949). So a
// group, a reader within it and a stratum have their share of the second reading, rounded
// up or down but for two at the most, and given the start the cases of a stratum are a simple
// random sample of it. It is decided on integers.
//
// Who reads again is never who read first, nor the other of a pair, nor somebody whom the
// assignment bars from the case; the second readers' cases are as even as that allows. Where
// it is not known who read a case first, nobody is named.
func (r *Record) Reread(o RereadOptions, at time.Time) (*Reread, stats.Warnings, error) {
	x, warnings, err := r.newReread(o)
	if err != nil {
		return nil, nil, err
	}
	if err := r.drawReread(x, o.Size); err != nil {
		return nil, nil, err
	}
	if err := x.check(); err != nil { // else the record could not be read again
		return nil, nil, fmt.Errorf("the second reading %w", err)
	}
	x.Seal = r.sealNext(at, *x)
	r.Rereads = append(r.Rereads, *x)
	r.Times.Reread = append(r.Times.Reread, stamp(at))
	return x, warnings, nil
}

// LastReread is the second reading that counts; nil where none was drawn.
func (r *Record) LastReread() *Reread {
	if len(r.Rereads) == 0 {
		return nil
	}
	return &r.Rereads[len(r.Rereads)-1]
}

// newReread is a second reading with all but its cases.
func (r *Record) newReread(o RereadOptions) (*Reread, stats.Warnings, error) {
	x := &Reread{After: len(r.entries()), Algorithm: RereadAlgorithm, Seed: NormalizeID(o.Seed), Only: o.Only}
	if err := cmp.Or(
		checkSeed(x.Seed),
		must(o.Only == "" || o.Only == OnlyNo, "only cases with an answer of no can be read again by themselves, got %q", o.Only),
		must(o.Only == "" || o.No != nil, "the first answers have to be known to draw cases with an answer of no"),
	); err != nil {
		return nil, nil, err
	}
	first, assigned := o.First, r.Reading()
	if first == nil {
		first = map[string]string{}
		for _, a := range assigned {
			first[a.Case] = a.Reader
		}
	}
	eligible, unanswered, unread := 0, 0, 0
	for _, g := range r.Groups {
		s, err := r.status(g.Group)
		if err != nil {
			return nil, nil, err
		}
		ids := phrase.Each(s.Sample, func(c Chosen) string { return c.ID })
		ids = slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(s.Failed, id) })
		middle := middleOf(ids, o.No)
		for _, id := range ids {
			no, known := o.No[id]
			if !known {
				unanswered++
			}
			if o.Only == OnlyNo && no == 0 {
				continue
			}
			stratum := RereadStratum{Group: g.Group, Reader: NormalizeID(first[id])}
			if known && middle >= 0 {
				stratum.Class = 1
				if no > middle {
					stratum.Class = 2
				}
			}
			x.add(stratum, id)
			eligible++
			if stratum.Reader == "" {
				unread++
			}
		}
	}
	if err := cmp.Or(
		must(eligible > 0, "no case can be drawn for a second reading"),
		must(o.Size >= 1 && o.Size <= eligible, "%d cases cannot be drawn of the %d that there are", o.Size, eligible),
	); err != nil {
		return nil, nil, err
	}
	x.sortStrata(groupsDrawn(r.Groups))
	x.Readers = r.secondReaders(o.Readers, x.Strata)
	x.Design = x.describe(o.Size, eligible)
	var warnings stats.Warnings
	if unread > 0 {
		warnings.Add("first-reader-unknown",
			"share the sample out among readers, or give a table of the first answers that has a column reader",
			"it is not known who read %s first, so nobody is named to read %s again", phrase.Count(unread, "case"),
			phrase.Plural(unread, "it", "them"))
	}
	if o.No != nil && unanswered > 0 {
		warnings.Add("first-answers-missing", "draw when they are in",
			"%s no first answers yet%s",
			phrase.Plural(unanswered, "1 case of the sample has", fmt.Sprintf("%d cases of the sample have", unanswered)),
			phrase.Either(o.Only == OnlyNo, " and cannot be drawn", ""))
	}
	return x, warnings, nil
}

// middleOf is a number of answers of no that parts the answered cases into two halves, as
// near as can be: those above it have more. -1 where all have the same.
func middleOf(ids []string, no map[string]int) int {
	var counts []int
	for _, id := range ids {
		if n, known := no[id]; known {
			counts = append(counts, n)
		}
	}
	slices.Sort(counts)
	best, odd := -1, len(counts)
	for i := 1; i < len(counts); i++ {
		if off := max(2*i-len(counts), len(counts)-2*i); counts[i] > counts[i-1] && off < odd {
			best, odd = counts[i-1], off
		}
	}
	return best
}

// add puts a case into its stratum.
func (x *Reread) add(s RereadStratum, id string) {
	at := slices.IndexFunc(x.Strata, func(t RereadStratum) bool { return t.Group == s.Group && t.Reader == s.Reader && t.Class == s.Class })
	if at < 0 {
		at = len(x.Strata)
		x.Strata = append(x.Strata, s)
	}
	x.Strata[at].Cases = append(x.Strata[at].Cases, id)
}

// Named are the readers that the second reading names, in byte order.
func (x *Reread) Named() []string {
	names := slices.Clone(x.Readers)
	for _, s := range x.Strata {
		if s.Reader != "" {
			names = append(names, s.Reader)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// sortStrata puts the strata in the order of the groups, readers and classes.
func (x *Reread) sortStrata(groups []string) {
	slices.SortFunc(x.Strata, func(a, b RereadStratum) int {
		return cmp.Or(cmp.Compare(slices.Index(groups, a.Group), slices.Index(groups, b.Group)),
			strings.Compare(a.Reader, b.Reader), cmp.Compare(a.Class, b.Class))
	})
	for i := range x.Strata {
		slices.Sort(x.Strata[i].Cases)
	}
}

// secondReaders are those who may read again: given, or of the assignment, or who read
// first.
func (r *Record) secondReaders(given []string, strata []RereadStratum) []string {
	names := phrase.Each(given, NormalizeID)
	if given == nil && len(r.Assignments) > 0 {
		names = phrase.Each(r.Assignments[len(r.Assignments)-1].Readers, func(a Reader) string { return a.Name })
	}
	if given == nil {
		names = append(names, phrase.Each(strata, func(s RereadStratum) string { return s.Reader })...)
	}
	if n := len(r.Assignments); given == nil && n > 0 { // who is gone does not read again
		names = slices.DeleteFunc(names, func(name string) bool {
			return slices.ContainsFunc(r.Assignments[n-1].Readers, func(a Reader) bool { return a.Gone && a.Name == name })
		})
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" })
}

// describe is the design in words.
func (x *Reread) describe(size, eligible int) string {
	by, class, reader := "group", false, false
	for _, s := range x.Strata {
		class, reader = class || s.Class > 0, reader || s.Reader != ""
	}
	if reader {
		by += ", first reader"
	}
	if class {
		by += ", few or many answers of no"
	}
	return fmt.Sprintf("%d of %s%s, each with the same chance: systematic with a random start through the cases by %s, at random within",
		size, phrase.Count(eligible, "case"), phrase.Either(x.Only == OnlyNo, " with an answer of no", ""), by)
}

// Size is how many cases could be drawn.
func (x *Reread) Size() (n int) {
	for _, s := range x.Strata {
		n += len(s.Cases)
	}
	return n
}

// taken tells whether a systematic draw of m from n with a start takes the case at a place.
func taken(place, m, n, start int) bool { return ((place+1)*m+start)/n > (place*m+start)/n }

// drawReread draws so many cases from the strata and says who reads them again.
func (r *Record) drawReread(x *Reread, m int) error {
	n, place := x.Size(), 0
	start := int(stream.Pick(purposeSeed(purposeRereadStart, "", x.Seed), int64(n)))
	tickets := newDealer(purposeSeed(purposeReread, "", x.Seed))
	for _, s := range x.Strata {
		deal := map[string]ticket{}
		for _, id := range s.Cases {
			deal[id] = tickets.deal(id)
		}
		for _, id := range slices.SortedFunc(slices.Values(s.Cases), func(a, b string) int { return deal[a].Compare(deal[b]) }) {
			if taken(place, m, n, start) {
				x.Cases = append(x.Cases, RereadCase{Case: id, Chance: round9(float64(m) / float64(n)), First: s.Reader})
			}
			place++
		}
	}
	slices.SortFunc(x.Cases, func(a, b RereadCase) int { return strings.Compare(a.Case, b.Case) })
	return r.nameSecond(x)
}

// check checks a second reading on its own terms.
func (x *Reread) check() error {
	if err := cmp.Or(
		must(x.Algorithm == RereadAlgorithm, "was made by the rules %q; this program follows %s", x.Algorithm, RereadAlgorithm),
		must(x.Seed == NormalizeID(x.Seed), "has a seed that is not normalised"),
		must(x.Only == "" || x.Only == OnlyNo, "is only of %q", x.Only),
		must(len(x.Readers) <= MaxReaders, "has %d readers", len(x.Readers)),
		must(slices.IsSorted(x.Readers), "has its readers out of order"),
		must(x.Size() <= maxAssigned && len(x.Cases) <= x.Size(), "has %d cases of %d", len(x.Cases), x.Size()),
		checkSeed(x.Seed),
	); err != nil {
		return err
	}
	for _, name := range x.Readers {
		if err := checkLabel("the reader", name); err != nil {
			return err
		}
	}
	in := map[string]bool{}
	for _, s := range x.Strata {
		if err := checkLabel("the reader", s.Reader); err != nil {
			return err
		}
		if len(s.Cases) == 0 || !slices.IsSorted(s.Cases) || s.Class < 0 || s.Class > 2 {
			return fmt.Errorf("has a stratum of %s that is not in order", s.Group)
		}
		for _, id := range s.Cases {
			if in[id] {
				return fmt.Errorf("has %q in two strata", id)
			}
			in[id] = true
		}
	}
	before := ""
	for _, c := range x.Cases {
		if c.Case <= before {
			return fmt.Errorf("has its cases out of order at %q", c.Case)
		}
		if !(c.Chance > 0 && c.Chance <= 1) || !in[c.Case] {
			return fmt.Errorf("has %q with a chance of %v", c.Case, c.Chance)
		}
		before = c.Case
	}
	return nil
}

// compareReread draws a second reading again, from the strata that the record holds.
func (v *Verification) compareReread(e entry) {
	was := e.reread
	now := *was
	now.Cases, now.Strata = nil, slices.Clone(was.Strata)
	for i := range now.Strata {
		now.Strata[i].Cases = slices.Clone(now.Strata[i].Cases)
	}
	if err := e.before.checkStrata(was); err != nil {
		v.differ(e.where+".strata", "", "", "%s: %v", e.name, err)
		return
	}
	now.sortStrata(groupsDrawn(e.before.Groups))
	now.Design = now.describe(len(was.Cases), now.Size())
	if err := e.before.drawReread(&now, len(was.Cases)); err != nil {
		v.differ(e.where, "", "", "%s cannot be repeated: %v", e.name, err)
		return
	}
	if !same(*was, now) {
		v.differ(e.where+".cases", "", "",
			"%s: its cases, their chances or who reads them again are not what the strata and the seed give", e.name)
	}
}

// checkStrata refuses strata that are not the sample as it stood.
func (r *Record) checkStrata(x *Reread) error {
	of := map[string]string{}
	for i := range r.Groups {
		s, err := r.status(r.Groups[i].Group)
		if err != nil {
			return err
		}
		for _, c := range s.Sample {
			if !slices.Contains(s.Failed, c.ID) {
				of[c.ID] = r.Groups[i].Group
			}
		}
	}
	for _, s := range x.Strata {
		for _, id := range s.Cases {
			if of[id] != s.Group {
				return fmt.Errorf("%q could not be drawn in %s", id, s.Group)
			}
		}
	}
	return must(x.Only != "" || x.Size() == len(of), "%d cases could be drawn, and the sample had %d", x.Size(), len(of))
}

// Order is a random order in which to read the cases again, from 1 for each reader: whoever
// stops early has read a random part.
func (x *Reread) Order() map[string]int {
	tickets := newDealer(purposeSeed(purposeRereadOrder, "", x.Seed))
	deal, order, last := map[string]ticket{}, map[string]int{}, map[string]int{}
	for _, c := range x.Cases {
		deal[c.Case] = tickets.deal(c.Case)
	}
	for _, c := range slices.SortedFunc(slices.Values(x.Cases), func(a, b RereadCase) int { return deal[a.Case].Compare(deal[b.Case]) }) {
		last[c.Second]++
		order[c.Case] = last[c.Second]
	}
	return order
}
