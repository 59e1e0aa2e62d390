package sample

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"onecase/stats/phrase"
)

// A PublicRecord is the public copy of a record: what a stranger needs to check how many
// cases each cell gave, and no more. It has numbers in place of categories and holders, and no
// case, so that it is the same whichever case of the list has which categories:
// nobody can find that out by trying. It has no digest of the list, of a case or of an
// entry; its one seal has the record's salt in it.
type PublicRecord struct {
	Format     string           `json:"format"`  // PublicFormat
	Version    int              `json:"version"` // PublicVersion
	Program    string           `json:"program"`
	Algorithm  string           `json:"algorithm"`
	Rules      string           `json:"rules"`
	Design     Design           `json:"design"` // categories are numbers, and no case is named
	Cases      int              `json:"cases"`  // eligible
	Order      []string         `json:"order"`  // the groups of the plan
	Variables  []PublicVariable `json:"variables"`
	Seed       string           `json:"seed"`
	Commitment string           `json:"commitment,omitempty"`
	Groups     []PublicGroup    `json:"groups"`
	Drawn      string           `json:"drawn"`
	Changes    []PublicChange   `json:"changes"`        // since the draw, in order
	Seal       string           `json:"seal,omitempty"` // the record's last seal; "" where it has no salt
}

// What a public copy's first two fields hold.
const (
	PublicFormat  = "onecase-public-record"
	PublicVersion = 1
)

// A PublicVariable is a matching variable. Its categories are numbers from 1, in byte order
// of their names.
type PublicVariable struct {
	Name       string `json:"name"`
	Categories int    `json:"categories"`
}

// A PublicGroup is one group's part of a draw. Core and Reserve are nil with Stratified,
// where they depend on the ids.
type PublicGroup struct {
	Group      string       `json:"group"`
	Population int          `json:"population"`
	Sample     int          `json:"sample"`
	Reserves   int          `json:"reserves"`
	Cells      []PublicCell `json:"cells"`
	Strata     [][]int      `json:"strata,omitempty"`
	Core       *Round       `json:"core,omitempty"`
	Reserve    *Round       `json:"reserve,omitempty"`
	How        ChanceHow    `json:"how"`    // the chances were found
	Lowest     float64      `json:"lowest"` // chance of a case; both 0 where chances are not known
	Highest    float64      `json:"highest"`
}

// A PublicCell is the number of cases that are alike in every variable.
type PublicCell struct {
	Values     []int `json:"values"`            // per variable: the number of its category, from 1
	Holders    []int `json:"holders,omitempty"` // as a record has them
	Population int   `json:"population"`
	Forced     int   `json:"forced,omitempty"` // taken whatever the seed
}

// A PublicChange is a change since the draw, without the cases.
type PublicChange struct {
	What   string `json:"what"` // "replacement", "extension", "assignment" or "reread"
	Group  string `json:"group,omitempty"`
	Policy Policy `json:"policy,omitempty"`
	Cases  int    `json:"cases"` // that took the place, were added, shared out or drawn again
	Time   string `json:"time"`
}

// Public is the record's public copy.
func (r *Record) Public() *PublicRecord {
	numbers := r.numberCategories()
	p := &PublicRecord{
		Format: PublicFormat, Version: PublicVersion, Program: r.Program, Algorithm: r.Algorithm, Rules: r.Rules,
		Design: numbers.design(r.Design),
		Cases:  r.Frame.Cases, Order: r.Frame.Groups, Variables: []PublicVariable{}, Seed: r.Seed, Commitment: r.Commitment,
		Groups: []PublicGroup{}, Drawn: r.Times.Drawn, Changes: []PublicChange{},
	}
	for _, name := range r.Frame.Variables {
		p.Variables = append(p.Variables, PublicVariable{name, len(numbers[name])})
	}
	for i := range r.Groups {
		p.Groups = append(p.Groups, r.Groups[i].public(numbers, r.Design.Method))
	}
	for _, e := range r.entries() {
		c := PublicChange{What: "replacement", Time: e.time}
		switch {
		case e.extension != nil:
			c.What, c.Group, c.Cases = "extension", e.extension.Group, len(e.extension.Added)
		case e.assignment != nil:
			c.What, c.Cases = "assignment", len(e.assignment.Cases)
		case e.reread != nil:
			c.What, c.Cases = "reread", len(e.reread.Cases)
		default:
			c.Group, c.Policy = e.replacement.Group, e.replacement.Policy
			if e.replacement.By != "" {
				c.Cases = 1
			}
		}
		p.Changes = append(p.Changes, c)
	}
	if r.Salt != "" {
		p.Seal = r.LastSeal()
	}
	return p
}

// numbered has the categories of each variable in byte order; the number of one is its
// place, from 1.
type numbered map[string][]string

// numberCategories takes those that occur and those that the design names.
func (r *Record) numberCategories() numbered {
	n := numbered{}
	add := func(variable, category string) { n[variable] = append(n[variable], category) }
	for _, g := range r.Groups {
		for _, v := range g.Variables {
			for _, c := range v.Categories {
				add(v.Name, c.Category)
			}
		}
	}
	for _, a := range r.Design.AtLeast {
		add(a.Variable, a.Category)
	}
	for _, c := range r.Design.Collapse {
		add(c.Variable, c.Category)
	}
	for _, e := range r.Design.Expected {
		add(e.Variable, e.Category)
	}
	for v := range n {
		slices.Sort(n[v])
		n[v] = slices.Compact(n[v])
	}
	return n
}

func (n numbered) number(variable, category string) int {
	return slices.Index(n[variable], category) + 1
}

// label is a number as text, in whose byte order numbers stand too.
func label(number int) string { return fmt.Sprintf("%07d", number) }

// design is a design without names of categories and cases.
func (n numbered) design(d Design) Design {
	d.AtLeast, d.Collapse, d.Expected, d.Include = slices.Clone(d.AtLeast), slices.Clone(d.Collapse), slices.Clone(d.Expected), nil
	for i := range d.AtLeast {
		d.AtLeast[i].Category = label(n.number(d.AtLeast[i].Variable, d.AtLeast[i].Category))
	}
	for i := range d.Collapse {
		d.Collapse[i].Category = label(n.number(d.Collapse[i].Variable, d.Collapse[i].Category))
	}
	for i := range d.Expected {
		d.Expected[i].Category = label(n.number(d.Expected[i].Variable, d.Expected[i].Category))
	}
	return d
}

// SmallCells counts the cells with fewer cases than k: whoever knows something of a child in
// one may learn its other categories.
func (p *PublicRecord) SmallCells(k int) (small int) {
	for _, g := range p.Groups {
		for _, c := range g.Cells {
			if c.Population < k {
				small++
			}
		}
	}
	return small
}

func (g *GroupDraw) public(numbers numbered, method Method) PublicGroup {
	p := PublicGroup{Group: g.Group, Population: g.Population, Sample: g.Sample, Reserves: len(g.Reserves),
		How: g.Inclusion.How, Cells: []PublicCell{}}
	for _, cell := range g.Cells {
		c := PublicCell{Values: []int{}, Holders: cell.Holders, Population: cell.Population}
		for k, v := range cell.Values {
			c.Values = append(c.Values, numbers.number(g.Variables[k].Name, g.Variables[k].Categories[v].Category))
		}
		p.Cells = append(p.Cells, c)
	}
	for _, c := range g.Selected {
		if c.Forced {
			p.Cells[c.Cell].Forced++
		}
	}
	if method == Stratified {
		p.Strata = g.Strata
	} else {
		p.Core, p.Reserve = &g.Core, g.Reserve
	}
	p.Lowest, p.Highest = known(g.Inclusion.Range())
	return p
}

// known is a range, or 0 and 0 where there is none.
func known(low, high float64) (float64, float64) {
	if math.IsNaN(low) {
		return 0, 0
	}
	return low, high
}

// Write writes the copy as JSON, laid out as a record is.
func (p *PublicRecord) Write(w io.Writer) error {
	text, err := compactJSON(p)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, phrase.InJSON(string(layOut(nil, text, "")))+"\n")
	return err
}

// ErrNotPublic is the error of a text that is no public copy at all.
var ErrNotPublic = errors.New("this is no public copy of a record")

// ReadPublic reads the public copy of a record and checks that it holds together.
// [PublicRecord.Verify] repeats what can be repeated from it.
func ReadPublic(in io.Reader) (*PublicRecord, error) {
	text, err := textOf(in, "the public copy", maxRecord)
	if err != nil {
		return nil, err
	}
	var head struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal(text, &head); err != nil || head.Format != PublicFormat {
		return nil, ErrNotPublic
	}
	if head.Version > PublicVersion {
		return nil, fmt.Errorf("the public copy is of version %d, and this program reads up to %d: use a newer one",
			head.Version, PublicVersion)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	p := &PublicRecord{}
	if err := d.Decode(p); err != nil {
		return nil, fmt.Errorf("the public copy cannot be read: %s", jsonFault(text, err))
	}
	if err := checkKeys(text); err != nil {
		return nil, fmt.Errorf("the public copy cannot be read: %w", err)
	}
	if err := p.check(); err != nil {
		return nil, &InvalidRecord{err}
	}
	return p, nil
}

// maxPublic is the largest number of cases that are drawn again from a public copy.
const maxPublic = 1_000_000

func (p *PublicRecord) check() error {
	if err := errors.Join(
		must(p.Version == PublicVersion, "its version is %d; this program reads %d", p.Version, PublicVersion),
		must(p.Algorithm == Algorithm || p.Algorithm == firstAlgorithm,
			"it was drawn by the rules %q; this program follows %s and %s: use a newer one if they are newer", p.Algorithm, firstAlgorithm, Algorithm),
		must(p.Seed == NormalizeID(p.Seed), "its seed is not normalised"), checkSeed(p.Seed), p.Design.Check(),
		checkCommitment(p.Commitment),
		must(len(p.Design.Include) == 0, "its design names cases"),
		must(p.Seal == "" || isDigest(p.Seal, sealBytes), "its seal is not %d hexadecimal digits", 2*sealBytes),
		must(p.Cases >= 1 && p.Cases <= maxPublic, "%d eligible cases: a public copy is checked up to %d", p.Cases, maxPublic),
		(&Times{Drawn: p.Drawn}).check(),
	); err != nil {
		return err
	}
	categories := len(p.Variables)
	for _, v := range p.Variables {
		if v.Categories < 0 || v.Categories > maxPublic {
			return fmt.Errorf("the variable %s has %d categories", v.Name, v.Categories)
		}
		categories = min(categories+v.Categories, maxPublic+1)
	}
	if categories > maxPublic {
		return errors.New("its variables have too many categories")
	}
	cases := 0
	for i := range p.Groups {
		g := &p.Groups[i]
		if err := p.checkGroup(g); err != nil {
			return fmt.Errorf("group %s: %w", g.Group, err)
		}
		cases += g.Population
	}
	if cases != p.Cases {
		return fmt.Errorf("its groups have %d cases, and it says %d", cases, p.Cases)
	}
	for i, c := range p.Changes {
		if err := p.checkChange(c); err != nil {
			return fmt.Errorf("change %d: %w", i+1, err)
		}
		if err := (&Times{Drawn: c.Time}).check(); err != nil {
			return fmt.Errorf("change %d: %w", i+1, err)
		}
	}
	return nil
}

// checkChange checks that a change is one that [Record.Public] can write of some record.
func (p *PublicRecord) checkChange(c PublicChange) error {
	is := func(kind ...string) bool { return slices.Contains(kind, c.What) }
	most := p.Cases
	if is("replacement") {
		most = 0
		if c.Policy == UseReserve {
			most = 1
		}
	}
	return cmp.Or(
		must(is("replacement", "extension", "assignment", "reread"), "%.40q is no kind of change", c.What),
		must(is("assignment", "reread") && c.Group == "" || is("replacement", "extension") && slices.Contains(groupsNamed(p.Groups), c.Group),
			"its group %.40q is none of the copy's", c.Group),
		must(is("replacement") || c.Policy == "", "it has a policy, which replacements have alone"),
		must(!is("replacement") || c.Policy.check() == nil, "%v", c.Policy.check()),
		must(c.Cases >= 0 && c.Cases <= most, "it is of %d cases, and can be of %d at most", c.Cases, most),
	)
}

func (p *PublicRecord) checkGroup(g *PublicGroup) error {
	if !slices.Contains(p.Order, g.Group) || strings.TrimSpace(g.Group) == "" {
		return errors.New("it is no group of the plan")
	}
	total := 0
	for c, cell := range g.Cells {
		values := len(p.Variables)
		if p.Design.Method == Simple {
			values = 0
		}
		if len(cell.Values) != values || len(cell.Holders) != len(p.Design.Caps) || cell.Population < 1 || cell.Population > p.Cases ||
			cell.Forced < 0 || cell.Forced > cell.Population {
			return fmt.Errorf("cell %d is malformed", c)
		}
		for k, v := range cell.Values {
			if v < 1 || v > p.Variables[k].Categories {
				return fmt.Errorf("cell %d has a category that is not there", c)
			}
		}
		for _, h := range cell.Holders {
			if h < -1 || h > maxPublic {
				return fmt.Errorf("cell %d has a holder that is not there", c)
			}
		}
		total += cell.Population
	}
	return must(total == g.Population, "its cells have %d cases and it has %d", total, g.Population)
}
