package sample

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// An Assignment shares the sample out to readers and days. The latest one counts.
type Assignment struct {
	After     int        `json:"after"` // the changes of every kind that the record had before it
	Algorithm string     `json:"algorithm"`
	Seed      string     `json:"seed"`
	Days      int        `json:"days,omitempty"`  // 0: the cases are not spread over days
	Dates     []string   `json:"dates,omitempty"` // of the days, as 2026-12-07; nil: not stated
	Kept      []string   `json:"kept,omitempty"`  // cases that stayed with who had them, in byte order; nil: all were shared out
	Over      int        `json:"over,omitempty"`  // days that were over: those that did not stay are read on later ones
	Readers   []Reader   `json:"readers"`
	Cases     []Assigned `json:"cases"`              // by id: every case of the sample at that time that could be read
	Largest   float64    `json:"largest_difference"` // of a reader's pile from its share of any category, in cases
	Seal      string     `json:"seal"`               // the digest of it and of all before it

	// Piles has what each pile has of each category. Records do not hold it, so an
	// assignment that was read from one has none.
	Piles []PileShare `json:"-"`
}

// A PileShare is what a reader's pile, or a pair's, has of a category.
type PileShare struct {
	Reader   string // of a pair the first
	Category string // a group, or such as "gender female" or "gender female, court"
	Within   bool   // of a variable within a group
	// Group, Variable and Value are what Category names: a group alone, a variable's value over all
	// groups, or one within a group; "" for what it does not name.
	Group, Variable, Value string
	Cases                  int
	Share                  float64 // of the category's cases, in proportion to the pile
	All                    int     // the category's cases
}

// AssignAlgorithm names the rules by which cases are shared out.
const AssignAlgorithm = "onecase-assign-1"

// A Reader reads cases. Name is what the user calls him, such as initials or a number.
type Reader struct {
	Name     string `json:"name"`
	Capacity int    `json:"capacity,omitempty"` // the most cases; 0: not stated
	Days     []int  `json:"days,omitempty"`     // the days he is there, from 1; nil: all
	PerDay   []int  `json:"per_day,omitempty"`  // for each of these days, the most cases; nil: not stated
	Bars     []Bar  `json:"bars,omitempty"`
	Pair     string `json:"pair,omitempty"` // who reads every case with him; "" for nobody
	Gone     bool   `json:"gone,omitempty"` // he reads no more than the cases that were kept
}

// A Bar keeps cases from a reader. The record holds which cases, and of the reason the
// column alone: what the column says may be a name.
type Bar struct {
	Column string   `json:"column"` // such as "team"; "cases" for cases named one by one
	Cases  []string `json:"cases"`  // ids, of the sample and the reserves, in byte order
}

// An Assigned is who reads a case, and when.
type Assigned struct {
	Case   string `json:"case"`
	Reader string `json:"reader"`
	Second string `json:"second,omitempty"` // who reads it with him
	Day    int    `json:"day,omitempty"`    // from 1; 0 without days
	Order  int    `json:"order"`            // of the reader's cases, from 1
}

// MaxReaders is the most readers of an assignment.
const MaxReaders = 500

// MaxDays is the most days of an assignment.
const MaxDays = 366

const maxAssigned = 20_000 // cases

// check checks an assignment on its own terms.
func (a *Assignment) check() error {
	err := cmp.Or(
		must(a.Algorithm == AssignAlgorithm, "was made by the rules %q; this program follows %s", a.Algorithm, AssignAlgorithm),
		must(a.Seed == NormalizeID(a.Seed), "has a seed that is not normalised"),
		must(a.Days >= 0 && a.Days <= MaxDays, "is over %d days", a.Days),
		must(len(a.Readers) >= 1 && len(a.Readers) <= MaxReaders, "has %d readers", len(a.Readers)),
		must(len(a.Cases) <= maxAssigned, "has %d cases", len(a.Cases)),
		must(a.Over >= 0 && a.Over <= a.Days && (a.Over == 0 || a.Kept != nil), "has %d days over of %d", a.Over, a.Days),
		must(slices.IsSorted(a.Kept), "has the cases that were kept out of order"),
		checkDates(a.Dates, a.Days),
		checkSeed(a.Seed),
	)
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for _, reader := range a.Readers {
		if err := reader.check(a.Days); err != nil {
			return err
		}
		if names[reader.Name] {
			return fmt.Errorf("has the reader %q twice", reader.Name)
		}
		names[reader.Name] = true
	}
	if _, err := a.piles(); err != nil {
		return fmt.Errorf("does not hold: %w", err)
	}
	before := ""
	for _, c := range a.Cases {
		if err := cmp.Or(
			must(c.Case > before, "has its cases out of order at %q", c.Case),
			must(names[c.Reader] && (c.Second == "" || names[c.Second] || a.kept(c.Case)),
				"has %q read by somebody who is not among its readers", c.Case),
			must(c.Day >= 0 && c.Day <= a.Days && c.Order >= 1 && c.Order <= len(a.Cases),
				"has %q on day %d, number %d", c.Case, c.Day, c.Order),
		); err != nil {
			return err
		}
		before = c.Case
	}
	return nil
}

// kept tells whether a case stayed with who had it.
func (a *Assignment) kept(id string) bool {
	_, found := slices.BinarySearch(a.Kept, id)
	return found
}

// DateOf is the date of a day, as 2026-12-07; "" where it is not stated.
func (a *Assignment) DateOf(day int) string {
	if day < 1 || day > len(a.Dates) {
		return ""
	}
	return a.Dates[day-1]
}

// checkDates refuses dates that are not those of some days, one after the other.
func checkDates(dates []string, days int) error {
	if dates != nil && len(dates) != days {
		return fmt.Errorf("has %d dates for %d days", len(dates), days)
	}
	for i, date := range dates {
		if day, err := time.Parse(time.DateOnly, date); err != nil || day.Format(time.DateOnly) != date || i > 0 && date <= dates[i-1] {
			return fmt.Errorf("has the date %q of day %d", date, i+1)
		}
	}
	return nil
}

// check checks a reader of an assignment over some days.
func (r *Reader) check(days int) error {
	if r.Name == "" || r.Name != NormalizeID(r.Name) {
		return fmt.Errorf("has a reader %q", r.Name)
	}
	if err := cmp.Or(
		checkLabel("the reader", r.Name), checkLabel("the reader", r.Pair),
		must(r.Capacity >= 0 && r.Capacity <= maxAssigned, "has the reader %q for %d cases", r.Name, r.Capacity),
		must(r.PerDay == nil || len(r.PerDay) == len(r.Days), "has another number of days than of cases a day for the reader %q", r.Name),
	); err != nil {
		return err
	}
	before := 0
	for i, d := range r.Days {
		if d <= before || d > days || r.PerDay != nil && (r.PerDay[i] < 1 || r.PerDay[i] > maxAssigned) {
			return fmt.Errorf("has the reader %q on day %d", r.Name, d)
		}
		before = d
	}
	for _, bar := range r.Bars {
		if err := checkLabel("the column", bar.Column); err != nil {
			return err
		}
		if !slices.IsSorted(bar.Cases) {
			return fmt.Errorf("has the cases barred from the reader %q out of order", r.Name)
		}
	}
	return nil
}

// Barred is how many of its readers may not read some cases.
func (a *Assignment) Barred() (n int) {
	for _, r := range a.Readers {
		if len(r.Bars) > 0 {
			n++
		}
	}
	return n
}
