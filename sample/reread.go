package sample

import (
	"cmp"
	"fmt"
)

// A Reread is a second reading drawn from the sample.
type Reread struct {
	After     int          `json:"after"` // the changes of every kind that the record had before it
	Algorithm string       `json:"algorithm"`
	Seed      string       `json:"seed"`
	Design    string       `json:"design"`
	Cases     []RereadCase `json:"cases"` // by id
	Seal      string       `json:"seal"`  // the digest of it and of all before it
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

// check checks a second reading on its own terms.
func (r *Reread) check() error {
	if err := cmp.Or(
		must(r.Algorithm == RereadAlgorithm, "was made by the rules %q; this program follows %s", r.Algorithm, RereadAlgorithm),
		must(r.Seed == NormalizeID(r.Seed), "has a seed that is not normalised"),
		must(len(r.Cases) <= maxAssigned, "has %d cases", len(r.Cases)),
		checkSeed(r.Seed),
	); err != nil {
		return err
	}
	before := ""
	for _, c := range r.Cases {
		if c.Case <= before {
			return fmt.Errorf("has its cases out of order at %q", c.Case)
		}
		if !(c.Chance > 0 && c.Chance <= 1) {
			return fmt.Errorf("has %q with a chance of %v", c.Case, c.Chance)
		}
		before = c.Case
	}
	return nil
}
