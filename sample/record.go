package sample

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"onecase/stats/phrase"
)

// Version is the program's version, as records name it.
const Version = "0.1.0"

// A Record is everything that is needed to repeat a draw, and what happened to
// the sample since. It holds ids and categories, never names or dates of birth.
// Two records of the same draw differ in Salt, Times and the seals of both alone.
type Record struct {
	Format    string      `json:"format"`  // RecordFormat
	Version   int         `json:"version"` // RecordVersion, or that of an older record
	Program   string      `json:"program"`
	Algorithm string      `json:"algorithm"`
	List      ListSource  `json:"list"`
	Frame     FrameSource `json:"frame"`
	Rules     string      `json:"rules"` // the rule set's id; "none" for none
	Design    Design      `json:"design"`
	Seed      string      `json:"seed"`
	// Commitment is the line that fixed list and design before there was a seed; "" for none.
	Commitment    string      `json:"commitment,omitempty"`
	CommitmentKey string      `json:"commitment_key,omitempty"` // its secret, where it has one
	Groups        []GroupDraw `json:"groups"`
	// Salt is a secret of the record that goes into every seal, so that a published seal
	// tells nothing of what it seals; "" in records of version 1.
	Salt string `json:"salt,omitempty"`
	Seal string `json:"seal"` // the digest of all before it and of the time of the draw

	Extensions   []Extension   `json:"extensions,omitempty"`
	Replacements []Replacement `json:"replacements"`
	Assignments  []Assignment  `json:"assignments,omitempty"`
	Rereads      []Reread      `json:"rereads,omitempty"`

	Times Times `json:"times"`
}

// What a record's first two fields hold.
const (
	RecordFormat  = "onecase-record"
	RecordVersion = 2 // 1 has no salt, and times are in no seal
)

// A ListSource says which file the frame came from and how it was read.
type ListSource struct {
	Name    string   `json:"name"`   // without its folder
	SHA256  string   `json:"sha256"` // of the file's bytes
	Rows    int      `json:"rows"`
	Reading []Option `json:"reading"` // what repeats the reading, in order
	// Keep has the headers of the list's columns that the sample file keeps; the
	// draw does not depend on it.
	Keep []string `json:"keep,omitempty"`
	// Service and Marking stand at the head of what is printed; "" where they were not given.
	Service string `json:"service,omitempty"`
	Marking string `json:"marking,omitempty"`
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

// MaxRowDigests is the largest frame whose record has a digest of each row, so that
// verifying can tell which row changed.
const MaxRowDigests = 20_000

// Times says when things were done, in UTC.
type Times struct {
	Drawn    string   `json:"drawn"`
	Replaced []string `json:"replaced,omitempty"`
	Extended []string `json:"extended,omitempty"`
	Assigned []string `json:"assigned,omitempty"`
	Reread   []string `json:"reread,omitempty"`
}

// NewRecord is the record of a draw from a list, under rules, at a time.
func NewRecord(d *Draw, list ListSource, rules string, at time.Time) *Record {
	salt := make([]byte, saltBytes)
	rand.Read(salt) // it never fails
	return newRecord(d, list, rules, at, hex.EncodeToString(salt))
}

func newRecord(d *Draw, list ListSource, rules string, at time.Time, salt string) *Record {
	f := d.plan.frame
	r := &Record{
		Format: RecordFormat, Version: RecordVersion, Program: "onecase " + Version, Algorithm: d.plan.algorithm,
		List: list, Rules: rules, Design: d.plan.Design, Seed: d.Seed, Groups: d.Groups, Salt: salt,
		Frame: FrameSource{SHA256: f.hash(), Cases: len(f.Cases),
			Groups: phrase.Each(d.plan.Groups, func(g GroupPlan) string { return g.Group }), Variables: f.variableNames()},
		Replacements: []Replacement{},
		Times:        Times{Drawn: stamp(at)},
	}
	if r.List.Reading == nil {
		r.List.Reading = []Option{}
	}
	if len(f.Cases) <= MaxRowDigests {
		r.Frame.Rows = make(map[string]string, len(f.Cases))
		for i := range f.Cases {
			r.Frame.Rows[f.Cases[i].ID] = f.Cases[i].digest()
		}
	}
	r.Seal = r.sealOfDraw()
	return r
}

func stamp(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

// Write writes the record as JSON, laid out for people: a value that fits on a line
// has one line, and so has every list of numbers.
func (r *Record) Write(w io.Writer) error {
	text, err := compactJSON(r)
	if err != nil {
		return err
	}
	whole := phrase.InJSON(string(layOut(nil, text, ""))) + "\n"
	if len(whole) > maxRecord {
		return fmt.Errorf("the record would have %d MB, and is read up to %d MB: draw fewer cases", len(whole)>>20, maxRecord>>20)
	}
	_, err = io.WriteString(w, whole)
	return err
}

// compactJSON is a value as JSON without white space, with <, > and & as they are.
func compactJSON(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// lineWidth is the length up to which a value has one line.
const lineWidth = 96

// layOut appends compact JSON to out with its long objects and arrays broken
// into a line for each element. Arrays of numbers stay whole.
func layOut(out, value []byte, indent string) []byte {
	fits := indent != "" && len(indent)+len(value) <= lineWidth
	object, texts := value[0] == '{', value[0] == '[' && bytes.ContainsAny(value, `{"`)
	if fits || len(value) == 2 || !object && !texts {
		return append(out, value...)
	}
	d := json.NewDecoder(bytes.NewReader(value)) // of JSON, so it gives no error
	_, _ = d.Token()
	out = append(out, value[0])
	for end := "\n"; d.More(); end = ",\n" {
		out = append(append(append(out, end...), indent...), ' ')
		if from := d.InputOffset(); object {
			_, _ = d.Token()
			out = append(append(out, bytes.TrimPrefix(value[from:d.InputOffset()], []byte(","))...), ": "...)
		}
		var element json.RawMessage
		_ = d.Decode(&element)
		out = layOut(out, element, indent+" ")
	}
	return append(append(append(out, '\n'), indent...), value[len(value)-1])
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

// groupsDrawn names groups.
func groupsDrawn(groups []GroupDraw) []string {
	return phrase.Each(groups, func(g GroupDraw) string { return g.Group })
}

// An entry is what happened to the sample after the draw: one of a replacement, an
// extension, an assignment and a second reading, the others being nil.
type entry struct {
	name        string // such as "replacement 2"
	where       string // its place in the record, such as "replacements.2"
	time        string // when it was made; "" where the record does not say
	replacement *Replacement
	extension   *Extension
	assignment  *Assignment
	reread      *Reread
	before      Record // as it was when the entry was made
}

// entries lists what happened since the draw in the order in which it did. An
// extension says after how many replacements it was made, an assignment and a second
// reading after how many changes of every kind.
func (r *Record) entries() []entry {
	var out []entry
	add := func(kind string, number int, times []string, e entry) {
		e.name, e.where = fmt.Sprint(kind, " ", number), fmt.Sprint(kind, "s.", number)
		if number <= len(times) {
			e.time = times[number-1]
		}
		out = append(out, e)
	}
	before := *r
	for k, x, a, s := 0, 0, 0, 0; ; {
		before.Replacements, before.Extensions = r.Replacements[:k], r.Extensions[:x]
		before.Assignments, before.Rereads = r.Assignments[:a], r.Rereads[:s]
		switch {
		case a < len(r.Assignments) && r.Assignments[a].After == len(out):
			add("assignment", a+1, r.Times.Assigned, entry{assignment: &r.Assignments[a], before: before})
			a++
		case s < len(r.Rereads) && r.Rereads[s].After == len(out):
			add("reread", s+1, r.Times.Reread, entry{reread: &r.Rereads[s], before: before})
			s++
		case x < len(r.Extensions) && r.Extensions[x].After == k:
			add("extension", x+1, r.Times.Extended, entry{extension: &r.Extensions[x], before: before})
			x++
		case k < len(r.Replacements):
			add("replacement", k+1, r.Times.Replaced, entry{replacement: &r.Replacements[k], before: before})
			k++
		default:
			return out
		}
	}
}

// round9 returns x with 9 significant digits, as records and results carry it,
// so that machines whose last bits differ write the same text.
func round9(x float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 9, 64), 64)
	if err != nil {
		return x
	}
	return r
}
