package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// A workedStep is a step of a derivation in JSON, with the heading it stands under.
type workedStep struct {
	Part         string `json:"part"`
	Step         int    `json:"step"` // from 1 in each part
	Name         string `json:"name"`
	Formula      string `json:"formula"`
	Substitution string `json:"substitution"`
	Result       string `json:"result"`
	Source       string `json:"source"`
}

// working lists the steps of all derivations of a document.
func (d Document) working() []workedStep {
	steps := []workedStep{}
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

// ExplainedJSON is JSON with the working of the document that shows the same
// result: the key "working" stands before "warnings", which every verb that works
// something out has.
func ExplainedJSON(w io.Writer, v any, d Document) error {
	result, err := plainJSON(v)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	write := func(key string, value any) error {
		text, err := plainJSON(value)
		if err != nil {
			return err
		}
		join := byte(',')
		if out.Len() == 0 {
			join = '{'
		}
		out.WriteByte(join)
		fmt.Fprintf(&out, "%q:%s", key, text)
		return nil
	}
	keys := json.NewDecoder(bytes.NewReader(result))
	if _, err := keys.Token(); err != nil { // the brace
		return err
	}
	for keys.More() {
		key, err := keys.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := keys.Decode(&value); err != nil {
			return err
		}
		if key == "warnings" {
			if err := write("working", d.working()); err != nil {
				return err
			}
		}
		if err := write(fmt.Sprint(key), value); err != nil {
			return err
		}
	}
	out.WriteByte('}')
	return JSON(w, json.RawMessage(out.Bytes()))
}

// plainJSON is v as JSON in which <, > and & stand as they are.
func plainJSON(v any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return out.Bytes(), err
}
