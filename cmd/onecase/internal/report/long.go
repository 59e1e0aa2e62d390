package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
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
// Each value of the result's JSON has a row, with the keys and the digits of the
// JSON. Part is the list that the value stands in and of the entry of that list,
// by its id or by what else names it; where nothing does, by its number from 1.
// A key with several values has a row for each; what is not known is empty.
// Warnings are left out.
func Long(w io.Writer, result any) error {
	var text bytes.Buffer
	if err := JSON(&text, result); err != nil {
		return err
	}
	decoder := json.NewDecoder(&text)
	decoder.UseNumber()
	tree, err := readNode(decoder)
	if err != nil {
		return err
	}
	l := long{out: csv.NewWriter(w)}
	if err := l.out.Write([]string{"part", "of", "key", "value"}); err != nil {
		return err
	}
	tree.members = slices.DeleteFunc(tree.members, func(m member) bool { return m.key == "warnings" })
	l.object("", "", "", tree)
	l.out.Flush()
	return l.out.Error()
}

// A node is a value of JSON whose keys keep their order: an object has members,
// an array has entries, and any other has its text.
type node struct {
	members []member
	entries []node
	object  bool
	array   bool
	text    string
}

type member struct {
	key   string
	value node
}

// readNode reads the next value.
func readNode(d *json.Decoder) (node, error) {
	token, err := d.Token()
	if err != nil {
		return node{}, err
	}
	switch t := token.(type) {
	case json.Delim:
		n := node{object: t == '{', array: t == '['}
		for d.More() {
			key := ""
			if n.object {
				name, err := d.Token()
				if err != nil {
					return node{}, err
				}
				key, _ = name.(string)
			}
			value, err := readNode(d)
			if err != nil {
				return node{}, err
			}
			if n.object {
				n.members = append(n.members, member{key, value})
			} else {
				n.entries = append(n.entries, value)
			}
		}
		_, err := d.Token() // the closing bracket
		return n, err
	case json.Number:
		return node{text: t.String()}, nil
	case string:
		return node{text: Inert(t)}, nil
	case bool:
		return node{text: strconv.FormatBool(t)}, nil
	}
	return node{}, nil // null
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
	switch {
	case n.object:
		l.object(part, of, key, n)
	case n.array:
		for i, entry := range n.entries {
			if !entry.object && !entry.array {
				l.value(part, of, key, entry)
				continue
			}
			l.entry(joined(part, ".", key), entry.name(of, i), entry)
		}
	default:
		_ = l.out.Write([]string{part, of, key, n.text})
	}
}

// entry writes what one entry of a list holds: another list, or an object.
func (l long) entry(part, of string, n node) {
	for i, inner := range n.entries {
		l.entry(part, inner.name(of, i), inner)
	}
	l.object(part, of, "", n)
}

// naming are the keys that, standing first, say which entry of its list an
// object is; a category is named with it.
var naming = []string{"group", "unit", "standard", "question", "variable", "criterion", "name", "value", "reading", "reason", "role", "rating", "percent", "confidence", "population", "where"}

// name names an entry of a list within what the list is of: by its id alone, or
// by the first of its keys where that is a name, or else by its number.
func (n node) name(of string, at int) string {
	first, category := strconv.Itoa(at+1), ""
	for i, m := range n.members {
		switch {
		case m.key == "id":
			return m.value.text
		case i == 0 && slices.Contains(naming, m.key):
			first = m.value.text
		case m.key == "category":
			category = m.value.text
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
