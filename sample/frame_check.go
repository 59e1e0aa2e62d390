package sample

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"onecase/sample/sheet"
)

// maxCases is the largest frame that is taken.
const maxCases = 10_000_000

// normalize returns the frame as draws use it: ids and labels normalised as
// [NormalizeID] does, control characters in the names of managers and teams
// turned to spaces. The cases keep their order and f is left as it is; where nothing is
// to be changed the two have the same cases.
func (f *Frame) normalize() *Frame {
	out := &Frame{Variables: slices.Clone(f.Variables), Cases: f.Cases}
	for i := range out.Variables {
		v := &out.Variables[i]
		v.Name, v.Categories = NormalizeID(v.Name), slices.Clone(v.Categories)
		for k, c := range v.Categories {
			v.Categories[k] = NormalizeID(c)
		}
	}
	label := func(s string) string {
		if isPlain(s) {
			return s
		}
		return NormalizeID(strings.Map(func(r rune) rune {
			if unicode.IsControl(r) {
				return ' '
			}
			return r
		}, s))
	}
	var last []string // the values that were looked at last: cases alike may share them
	odd := false
	for i := range f.Cases {
		c := f.Cases[i]
		if len(c.Values) == 0 || len(c.Values) != len(last) || &c.Values[0] != &last[0] {
			last = c.Values
			odd = slices.ContainsFunc(last, func(v string) bool { return label(v) != v })
		}
		if odd {
			c.Values = slices.Clone(c.Values)
			for k, v := range c.Values {
				c.Values[k] = label(v)
			}
		}
		c.ID, c.Group, c.Manager, c.Team = NormalizeID(c.ID), label(c.Group), label(c.Manager), label(c.Team)
		if was := &f.Cases[i]; odd || c.ID != was.ID || c.Group != was.Group || c.Manager != was.Manager || c.Team != was.Team {
			if &out.Cases[0] == &f.Cases[0] {
				out.Cases = slices.Clone(f.Cases)
			}
			out.Cases[i] = c
		}
	}
	return out
}

// isPlain tells quickly that a text is normal: printable ASCII without a space at
// either end.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return s == "" || s[0] != ' ' && s[len(s)-1] != ' '
}

// Check reports every reason why a frame cannot be drawn from: ids that are empty,
// repeated or not plain text, a wrong number of values, and values that are no
// category of their variable.
func (f *Frame) Check() error {
	if len(f.Cases) == 0 {
		return errors.New("no case is left to draw from")
	}
	if len(f.Cases) > maxCases {
		return fmt.Errorf("%d cases: at most %d can be drawn from", len(f.Cases), maxCases)
	}
	var found sheet.Problems
	report := func(row int, err error) {
		if err != nil {
			found = append(found, sheet.Problem{Row: row, Message: err.Error()})
		}
	}
	known := make([]map[string]bool, len(f.Variables))
	for i, v := range f.Variables {
		report(0, checkLabel("the variable", v.Name))
		known[i] = map[string]bool{}
		for _, c := range v.Categories {
			report(0, checkLabel("the category", c))
			known[i][c] = true
		}
	}
	// Cases alike may share their values, which are then looked at once, of the first kinds.
	const kinds = 1000
	right := make(map[*string]bool, kinds)
	rows := map[string]int{} // empty if the ids are in order, since then none is repeated
	ordered := f.ordered()
	for i, c := range f.Cases {
		row := max(c.Row, 0)
		if c.ID == "" {
			report(row, errors.New("a case has no id"))
		} else if first, ok := rows[c.ID]; ok {
			report(row, fmt.Errorf("the id %q is that of another case too (row %d)", c.ID, f.Cases[first].Row))
		}
		if !ordered {
			rows[c.ID] = i
		}
		report(row, checkLabel("the id", c.ID))
		report(row, checkLabel("the group", c.Group))
		if len(c.Values) != len(f.Variables) {
			report(row, fmt.Errorf("case %q has %d values for %d variables", c.ID, len(c.Values), len(f.Variables)))
			continue
		}
		if len(c.Values) == 0 || right[&c.Values[0]] {
			continue
		}
		wrong := len(found)
		for k, v := range c.Values {
			if !known[k][v] {
				report(row, fmt.Errorf("case %q: %q is no category of %s", c.ID, v, f.Variables[k].Name))
			}
		}
		if len(right) < kinds && len(found) == wrong {
			right[&c.Values[0]] = true
		}
	}
	return found.Err()
}

// ordered tells whether each id comes after the one before it in byte order.
func (f *Frame) ordered() bool {
	for i := 1; i < len(f.Cases); i++ {
		if f.Cases[i].ID <= f.Cases[i-1].ID {
			return false
		}
	}
	return true
}
