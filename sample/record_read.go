package sample

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// maxRecord is the largest record that is read, in bytes.
const maxRecord = 64 << 20

// ReadRecord reads a record and checks that it holds together: known fields
// only, numbers in range, every case in a cell, weights that add up. It does
// not repeat the draw; [Record.Verify] does.
func ReadRecord(in io.Reader) (*Record, error) {
	text, err := io.ReadAll(io.LimitReader(in, maxRecord+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxRecord {
		return nil, fmt.Errorf("the record is larger than %d MB", maxRecord>>20)
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
	if err := r.check(); err != nil {
		return nil, &InvalidRecord{err}
	}
	return r, nil
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
	line := func(offset int64) int {
		return 1 + bytes.Count(text[:min(max(offset, 0), int64(len(text)))], []byte("\n"))
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf("line %d is not JSON", line(syntax.Offset))
	}
	if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("line %d: %q cannot be a %s", line(kind.Offset), kind.Field, kind.Value)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return "it breaks off before its end"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

func (r *Record) check() error {
	switch {
	case r.Format != RecordFormat:
		return fmt.Errorf("its format is %q, not %s", r.Format, RecordFormat)
	case r.Version != RecordVersion:
		return fmt.Errorf("its version is %d; this program reads %d", r.Version, RecordVersion)
	case r.Algorithm != Algorithm:
		return fmt.Errorf("it was drawn by the rules %q; this program follows %s", r.Algorithm, Algorithm)
	case r.Seed != NormalizeID(r.Seed):
		return errors.New("its seed is not normalised")
	case r.Frame.Cases < 1 || r.Frame.Cases > maxCases:
		return fmt.Errorf("%d cases in its frame", r.Frame.Cases)
	}
	if err := errors.Join(checkSeed(r.Seed), r.Design.Check()); err != nil {
		return err
	}
	cases := 0
	for i := range r.Groups {
		g := &r.Groups[i]
		if r.Group(g.Group) != g {
			return fmt.Errorf("the group %q stands twice", g.Group)
		}
		if err := g.check(len(r.Design.Caps)); err != nil {
			return fmt.Errorf("group %s: %w", g.Group, err)
		}
		cases += g.Population
	}
	if cases != r.Frame.Cases {
		return fmt.Errorf("its groups have %d cases and its frame %d", cases, r.Frame.Cases)
	}
	return r.checkChanges()
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
	if err := g.Core.check(len(g.Cells)); err != nil {
		return err
	}
	if g.Reserve != nil {
		if err := g.Reserve.check(len(g.Cells)); err != nil {
			return fmt.Errorf("reserves: %w", err)
		}
	}
	return checkChosen(len(g.Cells), g.Selected, g.Reserves)
}

// checkChosen checks that cases are in cells and none stands twice.
func checkChosen(cells int, lists ...[]Chosen) error {
	seen := map[string]bool{}
	for _, list := range lists {
		for _, c := range list {
			if c.ID == "" || seen[c.ID] {
				return fmt.Errorf("the case %q stands twice or has no id", c.ID)
			}
			seen[c.ID] = true
			if c.Cell < 0 || c.Cell >= cells {
				return fmt.Errorf("case %q is in a cell that is not there", c.ID)
			}
		}
	}
	return nil
}

func (r *Round) check(cells int) error {
	if !slices.Contains([]RoundMethod{ByShare, ByTable, ByWalk, ByStrata}, r.Method) {
		return fmt.Errorf("the method %q is not known", r.Method)
	}
	if len(r.Take) != cells || r.Base != nil && len(r.Base) != cells {
		return errors.New("numbers per cell do not fit the cells")
	}
	for _, n := range slices.Concat(r.Take, r.Base) {
		if n < 0 || n > maxCases {
			return fmt.Errorf("a cell gives %d cases", n)
		}
	}
	if r.Method != ByTable {
		return nil
	}
	if r.Plan < 0 || r.Plan >= len(r.Table) {
		return fmt.Errorf("it follows plan %d of %d", r.Plan, len(r.Table))
	}
	var weights int64
	for k, p := range r.Table {
		if p.Weight < 1 || p.Weight > WeightSum {
			return fmt.Errorf("plan %d has a weight of %d", k, p.Weight)
		}
		weights += p.Weight
		if weights > WeightSum {
			break
		}
		if err := checkCells(p.Up, cells); err != nil {
			return fmt.Errorf("plan %d: %w", k, err)
		}
	}
	if weights != WeightSum {
		return fmt.Errorf("the weights of its plans do not add up to %d", WeightSum)
	}
	return nil
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

// checkChanges checks replacements and extensions on their own terms.
func (r *Record) checkChanges() error {
	for i, p := range r.Replacements {
		if r.Group(p.Group) == nil {
			return fmt.Errorf("replacement %d is in a group %q that was not drawn", i+1, p.Group)
		}
		if p.Case == "" || strings.TrimSpace(p.Reason) == "" {
			return fmt.Errorf("replacement %d lacks a case or a reason", i+1)
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
		if e.After < after || e.After > len(r.Replacements) {
			return fmt.Errorf("extension %d comes after replacement %d of %d", i+1, e.After, len(r.Replacements))
		}
		after = e.After
		if e.Size < 1 || e.Size > g.Population {
			return fmt.Errorf("extension %d is to %s of %d", i+1, caseCount(e.Size), g.Population)
		}
		if err := e.Core.check(len(g.Cells)); err != nil {
			return fmt.Errorf("extension %d: %w", i+1, err)
		}
		if e.Reserve != nil {
			if err := e.Reserve.check(len(g.Cells)); err != nil {
				return fmt.Errorf("extension %d: %w", i+1, err)
			}
		}
		if err := checkChosen(len(g.Cells), e.Added, e.Reserves); err != nil {
			return fmt.Errorf("extension %d: %w", i+1, err)
		}
	}
	return nil
}
