package sample

import (
	"bytes"
	"encoding/json"
	"io"
	"time"
)

// A Record is everything that is needed to repeat a draw, and what happened to
// the sample since. It holds ids and classifications, never names or dates of
// birth. Two records of the same draw differ in Times alone.
type Record struct {
	Format    string      `json:"format"`  // RecordFormat
	Version   int         `json:"version"` // RecordVersion
	Program   string      `json:"program"`
	Algorithm string      `json:"algorithm"`
	List      ListSource  `json:"list"`
	Frame     FrameSource `json:"frame"`
	Rules     string      `json:"rules"` // the rule set's id; "none" for none
	Design    Design      `json:"design"`
	Seed      string      `json:"seed"`
	Groups    []GroupDraw `json:"groups"`
	Seal      string      `json:"seal"` // the digest of all before it

	Extensions   []Extension   `json:"extensions,omitempty"`
	Replacements []Replacement `json:"replacements"`

	Times Times `json:"times"`
}

// What a record's first two fields hold.
const (
	RecordFormat  = "onecase-record"
	RecordVersion = 1
)

// A ListSource says which file the frame came from and how it was read.
type ListSource struct {
	Name    string   `json:"name"`   // without its folder
	SHA256  string   `json:"sha256"` // of the file's bytes
	Rows    int      `json:"rows"`
	Reading []Option `json:"reading"` // what repeats the reading, in order
	// Keep has the headers of the columns that the sample file carries over from
	// the list; a draw does not depend on it.
	Keep []string `json:"keep,omitempty"`
}

// An Option is one choice made in reading a list, such as as-of 2021-06-21.
type Option struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// A FrameSource identifies the frame.
type FrameSource struct {
	SHA256    string            `json:"sha256"`
	Cases     int               `json:"cases"`
	Groups    []string          `json:"groups"` // in the order of the plan
	Variables []string          `json:"variables"`
	Rows      map[string]string `json:"rows,omitempty"` // the digest of each case, for up to MaxRowDigests
}

// MaxRowDigests is the largest frame whose record has a digest of each row, from
// which verify can tell which row changed.
const MaxRowDigests = 20_000

// Times says when things were done, in UTC.
type Times struct {
	Drawn    string   `json:"drawn"`
	Replaced []string `json:"replaced,omitempty"`
	Extended []string `json:"extended,omitempty"`
}

// NewRecord writes down a draw: where the list came from, which rules and when.
func NewRecord(d *Draw, list ListSource, rules string, at time.Time) *Record {
	f := d.plan.frame
	r := &Record{
		Format: RecordFormat, Version: RecordVersion, Program: "onecase " + Version, Algorithm: Algorithm,
		List: list, Rules: rules, Design: d.plan.Design, Seed: d.Seed, Groups: d.Groups,
		Frame:        FrameSource{SHA256: f.SHA256(), Cases: len(f.Cases), Groups: []string{}, Variables: []string{}},
		Replacements: []Replacement{},
		Times:        Times{Drawn: stamp(at)},
	}
	if r.List.Reading == nil {
		r.List.Reading = []Option{}
	}
	for _, g := range d.plan.Groups {
		r.Frame.Groups = append(r.Frame.Groups, g.Group)
	}
	for _, v := range f.Variables {
		r.Frame.Variables = append(r.Frame.Variables, v.Name)
	}
	if len(f.Cases) <= MaxRowDigests {
		r.Frame.Rows = make(map[string]string, len(f.Cases))
		for _, c := range f.Cases {
			r.Frame.Rows[c.ID] = c.Digest()
		}
	}
	r.Seal = r.sealOfDraw()
	return r
}

func stamp(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

// Write writes the record as JSON, laid out for people: what fits a line is on
// one, and a list of numbers always is.
func (r *Record) Write(w io.Writer) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return err
	}
	out := layOut(nil, bytes.TrimSpace(b.Bytes()), "")
	_, err := w.Write(append(out, '\n'))
	return err
}

// Group returns the named group's draw, or nil.
func (r *Record) Group(name string) *GroupDraw {
	for i := range r.Groups {
		if r.Groups[i].Group == name {
			return &r.Groups[i]
		}
	}
	return nil
}
