package sample

import (
	"fmt"
	"slices"
)

// A Status is one group's sample as it stands after replacements and
// extensions.
type Status struct {
	Sample   []Chosen // the cases that count, by id: with those counted as failed
	Failed   []string // ids of the sample that count as failed
	Dropped  []Chosen // cases that left the sample
	Reserves []Chosen // not used yet, in order
	PerCase  *float64 // every case's chance of being drawn; nil where chances differ
	// Inclusion has every case's chance of being drawn; nil after an extension
	// in an older record. A replacement changes no chance.
	Inclusion *Inclusion
}

// Status replays a group's replacements and extensions.
func (r *Record) Status(group string) (*Status, error) {
	s, err := r.status(group)
	if err != nil {
		return nil, fmt.Errorf("group %s: %w", group, err)
	}
	return s, nil
}

// Replay replays every group's replacements and extensions, and fails where one
// of them cannot have been made.
func (r *Record) Replay() error {
	for i := range r.Groups {
		if _, err := r.Status(r.Groups[i].Group); err != nil {
			return err
		}
	}
	return nil
}

func (r *Record) status(group string) (*Status, error) {
	g := r.Group(group)
	if g == nil {
		return nil, fmt.Errorf("the record has no group %q", group)
	}
	s := &Status{Sample: slices.Clone(g.Selected), Reserves: slices.Clone(g.Reserves), PerCase: g.Inclusion.PerCase,
		Inclusion: &g.Inclusion}
	for _, e := range r.entries() {
		switch {
		case e.extension != nil && e.extension.Group == group:
			s.Sample = byID(append(s.Sample, e.extension.Added...))
			s.Reserves = slices.Clone(e.extension.Reserves)
			s.PerCase, s.Inclusion = e.extension.PerCase, e.extension.Inclusion
		case e.replacement != nil && e.replacement.Group == group:
			if err := s.replace(e.replacement); err != nil {
				return nil, fmt.Errorf("%s: %w", e.name, err)
			}
		}
	}
	return s, nil
}

// DrawnLeft is how many of a group's cases, drawn at first or added later, left the sample: reserves that
// took a place and left again are not among them.
func (r *Record) DrawnLeft(group string) (n int) {
	came := map[string]bool{}
	for _, p := range r.Replacements {
		if p.Group != group || p.Policy == CountFailed {
			continue
		}
		if !came[p.Case] {
			n++
		}
		came[p.By] = true
	}
	return n
}

// replace applies one replacement.
func (s *Status) replace(p *Replacement) error {
	at := place(s.Sample, p.Case)
	switch {
	case at < 0:
		return fmt.Errorf("case %q is not in the sample", p.Case)
	case slices.Contains(s.Failed, p.Case):
		return fmt.Errorf("case %q counts as failed already", p.Case)
	case p.Policy == CountFailed:
		s.Failed = append(s.Failed, p.Case)
		return nil
	}
	s.Dropped = append(s.Dropped, s.Sample[at])
	s.Sample = slices.Delete(s.Sample, at, at+1)
	if p.By == "" {
		return nil
	}
	i := place(s.Reserves, p.By)
	if i < 0 {
		return fmt.Errorf("case %q is not an unused reserve", p.By)
	}
	s.Sample = byID(append(s.Sample, s.Reserves[i]))
	s.Reserves = slices.Delete(s.Reserves, i, i+1)
	return nil
}

// place is the place of a case in a list, or -1.
func place(cases []Chosen, id string) int {
	return slices.IndexFunc(cases, func(c Chosen) bool { return c.ID == id })
}
