package sample

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// maxRecord is the largest record that is written and read, in bytes: of about 250,000 cases in the sample.
const maxRecord = 8 << 20

// leastEntry is how many bytes an entry of a record has at least, on average: empty ones would take a hundred times the
// memory of their text.
const leastEntry = 20

// ReadRecord reads a record and checks that it holds together: known fields
// only, numbers in range, every case in a cell, weights that add up. It does
// not repeat the draw; [Record.Verify] does. A text of more than 8 MB is refused.
func ReadRecord(in io.Reader) (*Record, error) {
	text, err := textOf(in, "the record", maxRecord)
	if err != nil {
		return nil, err
	}
	if n := bytes.Count(text, []byte("{")); n > 1000 && n > len(text)/leastEntry {
		return nil, fmt.Errorf("the record is damaged: it has %d entries, and text for fewer", n)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	r := &Record{}
	if err := d.Decode(r); err != nil {
		return nil, notARecord(text, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something follows the record in its file")
	}
	if err := checkKeys(text); err != nil {
		return nil, fmt.Errorf("the record cannot be read: %w", err)
	}
	if r.Format != RecordFormat || r.Version > RecordVersion {
		return nil, notARecord(text, nil)
	}
	if err := r.check(); err != nil {
		return nil, &InvalidRecord{err}
	}
	return r, nil
}

// textOf reads a text of at most so many bytes, without an editor's mark.
func textOf(in io.Reader, what string, most int64) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(in, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > most {
		return nil, fmt.Errorf("%s is larger than %d MB", what, most>>20)
	}
	return bytes.TrimPrefix(text, []byte("\uFEFF")), nil
}

// An InvalidRecord is the error of a record that can be read and contradicts
// itself: it was damaged or edited.
type InvalidRecord struct{ Err error }

func (e *InvalidRecord) Error() string { return "the record does not hold together: " + e.Err.Error() }

// Unwrap gives what is wrong.
func (e *InvalidRecord) Unwrap() error { return e.Err }

// ErrNotARecord is the error of a text that is no record at all.
var ErrNotARecord = errors.New("this is not a record of a draw")

// notARecord explains why a text is no record that can be read.
func notARecord(text []byte, err error) error {
	var head struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	switch json.Unmarshal(text, &head); {
	case bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) && bytes.Contains(text, []byte(RecordFormat)) && !json.Valid(text):
		return fmt.Errorf("the record is damaged: %s", jsonFault(text, err))
	case head.Format != RecordFormat:
		return ErrNotARecord
	case head.Version > RecordVersion:
		return fmt.Errorf("the record is of version %d, and this program reads up to %d: use a newer one", head.Version, RecordVersion)
	}
	return fmt.Errorf("the record cannot be read: %s", jsonFault(text, err))
}

// jsonFault says in plain words what is wrong with a record's text, and where.
func jsonFault(text []byte, err error) string {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf("line %d is not JSON", lineAt(text, syntax.Offset))
	}
	if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("line %d: %q cannot be a %s", lineAt(text, kind.Offset), kind.Field, kind.Value)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return "it breaks off before its end"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

// lineAt is the number of the line at an offset of a text.
func lineAt(text []byte, offset int64) int {
	return 1 + bytes.Count(text[:min(max(offset, 0), int64(len(text)))], []byte("\n"))
}

func (r *Record) check() error {
	if err := cmp.Or(
		must(r.Version >= 1 && r.Version <= RecordVersion, "its version is %d; this program reads 1 to %d", r.Version, RecordVersion),
		must(r.Version == 1 && r.Salt == "" || r.Version > 1 && isDigest(r.Salt, saltBytes),
			"its salt is not %d hexadecimal digits", 2*saltBytes),
		must(r.Algorithm == Algorithm || r.Algorithm == firstAlgorithm,
			"it was drawn by the rules %q; this program follows %s and %s: use a newer one if they are newer", r.Algorithm, firstAlgorithm, Algorithm),
		must(r.Seed == NormalizeID(r.Seed), "its seed is not normalised"),
		must(r.Frame.Cases >= 1 && r.Frame.Cases <= maxCases, "%d cases in its frame", r.Frame.Cases),
		errors.Join(checkSeed(r.Seed), r.Design.Check(), checkCommitment(r.Commitment), r.checkKey()),
	); err != nil {
		return err
	}
	cases := 0
	for i := range r.Groups {
		g := &r.Groups[i]
		if r.Group(g.Group) != g {
			return fmt.Errorf("the group %q appears twice", g.Group)
		}
		if err := g.check(len(r.Design.Caps)); err != nil {
			return fmt.Errorf("group %s: %w", g.Group, err)
		}
		cases += g.Population
	}
	return cmp.Or(
		must(cases == r.Frame.Cases, "its groups have %d cases and its frame %d", cases, r.Frame.Cases),
		r.checkChanges(),
		r.Times.check(),
	)
}

// isDigest tells whether a text is so many bytes in lower-case hexadecimal digits.
func isDigest(text string, size int) bool {
	b, err := hex.DecodeString(text)
	return err == nil && len(b) == size && text == strings.ToLower(text)
}

// check checks that times are times, as [stamp] writes them.
func (t *Times) check() error {
	for _, text := range slices.Concat([]string{t.Drawn}, t.Replaced, t.Extended, t.Assigned, t.Reread) {
		if at, err := time.Parse(time.RFC3339, text); err != nil || stamp(at) != text {
			return fmt.Errorf("its times have %q, which is no time", text)
		}
	}
	return nil
}

// checkCommitment checks that a record's commitment is just one, as it is written.
func checkCommitment(line string) error {
	if line == "" {
		return nil
	}
	c, err := ParseCommitment(line)
	return cmp.Or(err, must(c.String() == line, "its commitment is not a line as it is published"))
}

func (g *GroupDraw) check(caps int) error {
	if g.Population < 1 || g.Population > maxCases || g.Sample < 0 || g.Sample > g.Population {
		return fmt.Errorf("a sample of %d from %d", g.Sample, g.Population)
	}
	total := 0
	for c, cell := range g.Cells {
		if cell.Population < 1 || cell.Population > g.Population || len(cell.Values) != len(g.Variables) || len(cell.Holders) != caps {
			return fmt.Errorf("cell %d is malformed", c)
		}
		for k, v := range cell.Values {
			if v < 0 || v >= len(g.Variables[k].Categories) {
				return fmt.Errorf("cell %d has a category that is not there", c)
			}
		}
		total += cell.Population
	}
	if total != g.Population {
		return fmt.Errorf("its cells have %d cases and it has %d", total, g.Population)
	}
	for _, cells := range g.Strata {
		if err := checkCells(cells, len(g.Cells)); err != nil {
			return fmt.Errorf("a stratum: %w", err)
		}
	}
	return checkRounds(len(g.Cells), &g.Core, g.Reserve, g.Selected, g.Reserves)
}

// checkRounds checks a round, its reserves, if there are any, and the cases that
// they chose: each is in a cell and in one place only.
func checkRounds(cells int, core, reserve *Round, chosen ...[]Chosen) error {
	if err := core.check(cells); err != nil {
		return err
	}
	if reserve != nil {
		if err := reserve.check(cells); err != nil {
			return fmt.Errorf("reserves: %w", err)
		}
	}
	seen := map[string]bool{}
	for _, c := range slices.Concat(chosen...) {
		if c.ID == "" || seen[c.ID] {
			return fmt.Errorf("the case %q appears twice or has no id", c.ID)
		}
		seen[c.ID] = true
		if c.Cell < 0 || c.Cell >= cells {
			return fmt.Errorf("case %q is in a cell that is not there", c.ID)
		}
	}
	return nil
}

func (r *Round) check(cells int) error {
	err := cmp.Or(
		must(slices.Contains([]RoundMethod{ByShare, ByTable, ByWalk, ByStrata}, r.Method), "the method %q is not known", r.Method),
		must(len(r.Take) == cells && (r.Base == nil || len(r.Base) == cells), "numbers per cell do not fit the cells"),
	)
	for _, n := range slices.Concat(r.Take, r.Base) {
		err = cmp.Or(err, must(n >= 0 && n <= maxCases, "a cell gives %d cases", n))
	}
	if err != nil || r.Method != ByTable {
		return err
	}
	if r.Plan < 0 || r.Plan >= len(r.Table) {
		return fmt.Errorf("it follows plan %d of %d", r.Plan, len(r.Table))
	}
	left := WeightSum
	for k, p := range r.Table {
		if p.Weight < 1 {
			return fmt.Errorf("plan %d has a weight of %d", k, p.Weight)
		}
		if left -= p.Weight; left < 0 {
			break
		}
		if err := checkCells(p.Up, cells); err != nil {
			return fmt.Errorf("plan %d: %w", k, err)
		}
	}
	return must(left == 0, "the weights of its plans do not add up to %d", WeightSum)
}

// checkCells checks a list of cells: in range and in increasing order.
func checkCells(list []int, cells int) error {
	before := -1
	for _, c := range list {
		if c <= before || c >= cells {
			return errors.New("its cells are not in order")
		}
		before = c
	}
	return nil
}

// checkChanges checks what happened since the draw on its own terms.
func (r *Record) checkChanges() error {
	for i, p := range r.Replacements {
		if err := cmp.Or(
			must(r.Group(p.Group) != nil, "is in a group %q that was not drawn", p.Group),
			must(p.Case != "" && strings.TrimSpace(p.Reason) != "", "lacks a case or a reason"),
		); err != nil {
			return fmt.Errorf("replacement %d %w", i+1, err)
		}
		if err := p.Policy.check(); err != nil {
			return fmt.Errorf("replacement %d: %w", i+1, err)
		}
	}
	after := 0
	for i, e := range r.Extensions {
		g := r.Group(e.Group)
		if g == nil {
			return fmt.Errorf("extension %d is in a group %q that was not drawn", i+1, e.Group)
		}
		if err := cmp.Or(
			must(e.After >= after && e.After <= len(r.Replacements), "comes after replacement %d of %d", e.After, len(r.Replacements)),
			must(e.Size >= 1 && e.Size <= g.Population, "is to %s of %d", caseCount(e.Size), g.Population),
		); err != nil {
			return fmt.Errorf("extension %d %w", i+1, err)
		}
		after = e.After
		if err := checkRounds(len(g.Cells), &e.Core, e.Reserve, e.Added, e.Reserves); err != nil {
			return fmt.Errorf("extension %d: %w", i+1, err)
		}
	}
	entries := r.entries()
	for _, e := range entries {
		var err error
		switch {
		case e.assignment != nil:
			err = e.assignment.check()
		case e.reread != nil:
			err = e.reread.check()
		}
		if err != nil {
			return fmt.Errorf("%s %w", e.name, err)
		}
	}
	return must(len(entries) == len(r.Replacements)+len(r.Extensions)+len(r.Assignments)+len(r.Rereads),
		"an assignment or a second reading comes after changes that are not there")
}
