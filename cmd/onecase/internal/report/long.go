package report

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
)

// Long writes a result as one CSV table of four columns, for a result that no
// single table of its own holds:
//
//	part,of,key,value
//	,,method,exact
//	standards,court.planning,bands.good,0.25
//	standards.flags,court.planning/near-boundary,fires,true
//
// Each value of the result's JSON has a row, with the keys and the digits of the JSON.
// Part names the list that holds the value, of the entry of that list: by its id or what
// else names it, or else by its number from 1. A key with several values has a row for
// each; what is not known is empty. Warnings are left out, but for those that go with every
// rating, however it is copied: [Lasting].
func Long(w io.Writer, verb string, result any) error {
	tree := resultOf(verb, result)
	l := long{out: csv.NewWriter(w)}
	if err := l.out.Write([]string{"part", "of", "key", "value"}); err != nil {
		return err
	}
	for i, m := range tree.members {
		if isWarnings(m) {
			tree.members[i].value.entries = slices.DeleteFunc(slices.Clone(m.value.entries),
				func(n node) bool { return n.member("code") != Lasting })
		}
	}
	l.object("", "", "", tree)
	l.out.Flush()
	return l.out.Error()
}

// Lasting is the code of the warning of ratings by bands that nobody has read in the rules.
const Lasting = "unverified-bands"

// member is the text of a key of an object.
func (n node) member(key string) string {
	for _, m := range n.members {
		if m.key == key {
			return m.value.text
		}
	}
	return ""
}

// long writes the rows; a csv.Writer keeps its first error.
type long struct{ out *csv.Writer }

// object writes the values of an object below a key.
func (l long) object(part, of, key string, n node) {
	for _, m := range n.members {
		l.value(part, of, joined(key, ".", m.key), m.value)
	}
}

func (l long) value(part, of, key string, n node) {
	switch n.kind {
	case object:
		l.object(part, of, key, n)
	case array:
		for i, entry := range n.entries {
			if entry.kind < array {
				l.value(part, of, key, entry)
				continue
			}
			l.entry(joined(part, ".", key), entry.name(of, i), entry)
		}
	default:
		_ = l.out.Write([]string{part, of, key, n.cell()})
	}
}

// cell is the text of a single value in a CSV file.
func (n node) cell() string {
	if n.kind == text {
		return Inert(n.text)
	}
	return n.text
}

// entry writes what one entry of a list holds: another list, or an object.
func (l long) entry(part, of string, n node) {
	for i, inner := range n.entries {
		l.entry(part, inner.name(of, i), inner)
	}
	l.object(part, of, "", n)
}

// naming are the keys that name an entry of a list if they come first in it; a category
// is added to the name.
var naming = []string{"group", "unit", "standard", "question", "variable", "criterion", "name", "value", "reading",
	"reason", "role", "rating", "percent", "confidence", "population", "where"}

// name names an entry of a list within what the list is of: by its id alone, or
// by the first of its keys where that is a name, or else by its number.
func (n node) name(of string, at int) string {
	first, category := strconv.Itoa(at+1), ""
	for i, m := range n.members {
		switch {
		case m.key == "id":
			return m.value.cell()
		case i == 0 && slices.Contains(naming, m.key):
			first = m.value.cell()
		case m.key == "category":
			category = m.value.cell()
		}
	}
	name := joined(of, "/", first)
	if category != "" {
		name += "/" + category
	}
	return name
}

// joined puts two parts of a name together.
func joined(before, between, after string) string {
	if before == "" {
		return after
	}
	return before + between + after
}
