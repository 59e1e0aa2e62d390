package report

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"onecase/stats/phrase"
)

// Schema is the number of the JSON's form. It grows when a key is renamed or changes
// its meaning.
const Schema = 1

// JSON writes a verb's result as indented JSON. Result is a struct with "warnings",
// if it has them, as the last key; "verb" and "schema" are put before its keys.
func JSON(w io.Writer, verb string, result any) error { return resultOf(verb, result).write(w) }

// ExplainedJSON is JSON with the working of the document that shows the same
// result: the key "working" stands before "warnings", which every verb that works
// something out has.
func ExplainedJSON(w io.Writer, verb string, result any, d Document) error {
	tree := resultOf(verb, result)
	if at := slices.IndexFunc(tree.members, isWarnings); at >= 0 {
		tree.members = slices.Insert(tree.members, at, member{"working", treeOf(d.working())})
	}
	return tree.write(w)
}

// resultOf is the tree of a verb's result.
func resultOf(verb string, result any) node {
	head := Object{{"verb", verb}, {"schema", Schema}}.node()
	return node{kind: object, members: append(head.members, treeOf(result).members...)}
}

func isWarnings(m member) bool { return m.key == "warnings" }

func (n node) write(w io.Writer) error {
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(n.json()), "", "  "); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err := out.WriteTo(w)
	return err
}

// json is the value as JSON on one line.
func (n node) json() string {
	switch n.kind {
	case object:
		return "{" + strings.Join(phrase.Each(n.members, func(m member) string { return quoted(m.key) + ":" + m.value.json() }), ",") + "}"
	case array:
		return "[" + strings.Join(phrase.Each(n.entries, node.json), ",") + "]"
	case text:
		return quoted(n.text)
	case number:
		return n.text
	}
	return "null"
}

// quoted is a text as JSON in which <, > and & stand as they are.
func quoted(s string) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s) // a text has no error
	return phrase.InJSON(strings.TrimSuffix(out.String(), "\n"))
}

// A workedStep is a step of a derivation in JSON.
type workedStep struct {
	Part         string `json:"part"`         // the heading it stands under
	Step         int    `json:"step"`         // from 1 in each part
	Name         string `json:"name"`         // its title
	Formula      string `json:"formula"`      // in symbols
	Substitution string `json:"substitution"` // with the numbers put in
	Result       string `json:"result"`       // what they make
	Source       string `json:"source"`       // author and year
}

// working lists the steps of all derivations of a document.
func (d Document) working() []workedStep {
	var steps []workedStep
	part := ""
	for _, block := range d.Blocks {
		switch b := block.(type) {
		case Part:
			part = string(b)
		case Heading:
			part = string(b)
		case Derivation:
			for i, s := range b {
				steps = append(steps, workedStep{part, i + 1, s.Title, s.Formula, s.Substitution, s.Result, s.Source})
			}
		}
	}
	return steps
}
