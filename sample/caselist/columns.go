package caselist

import (
	"fmt"
	"slices"
	"strings"

	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Recognised says which column was taken for a role.
type Recognised struct {
	Role   Role   `json:"role"`
	Header string `json:"header"`
}

// columns says where each role's column is in a sheet.
type columns struct {
	sheet   *sheet.Sheet
	index   map[Role]int
	several map[Role]bool // roles that several columns could have, which is a problem already; the first is used
}

// has gives the place of a role's column.
func (c *columns) has(role Role) (int, bool) {
	i, ok := c.index[role]
	return i, ok
}

// at is the cell of a role in a row, "" where the list has no such column.
func (c *columns) at(role Role, row sheet.Row) string {
	if i, ok := c.index[role]; ok {
		return row.Cell(i)
	}
	return ""
}

// list gives the recognised columns in the order of the roles.
func (c *columns) list() []Recognised {
	var list []Recognised
	for _, role := range Roles() {
		if i, ok := c.index[role]; ok && !c.several[role] {
			list = append(list, Recognised{role, c.sheet.Header[i]})
		}
	}
	return list
}

// find returns the column with a header, ignoring letter case unless that tells two
// apart. The problem is nil where there is exactly one.
func (c *columns) find(header string) (int, *sheet.Problem) {
	header = strings.Join(strings.Fields(header), " ")
	for _, equal := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold,
		func(a, b string) bool { return fold(a) == fold(b) }} {
		var found []int
		for i, h := range c.sheet.Header {
			if h != "" && equal(h, header) {
				found = append(found, i)
			}
		}
		switch {
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return 0, c.problem("give each its own header", "%d columns have the header %s", len(found), phrase.Quote(header))
		}
	}
	return 0, c.problem(c.theirs(), "there is no column %s%s", phrase.Quote(header), sheet.DidYouMean(header, c.named()))
}

func (c *columns) named() []string {
	return slices.DeleteFunc(slices.Clone(c.sheet.Header), func(h string) bool { return h == "" })
}

// problem is a problem of the whole sheet, not of a row.
func (c *columns) problem(fix stats.Remedy, format string, args ...any) *sheet.Problem {
	return &sheet.Problem{File: c.sheet.File, Sheet: c.sheet.Name, Message: fmt.Sprintf(format, args...), Fix: fix}
}

// theirs is the remedy that names the columns.
func (c *columns) theirs() stats.Remedy {
	return stats.Remedy("the columns are " + phrase.QuoteAll(c.named()))
}

// findColumns gives every role its column: the one the caller names ("" for none),
// else the one whose header names the role most surely. A vague header needs values
// that are like the role's.
func findColumns(list *sheet.Sheet, said map[Role]string, like func(role Role, column int) bool) (*columns, sheet.Problems) {
	c := &columns{sheet: list, index: map[Role]int{}, several: map[Role]bool{}}
	taken, problems := c.takeSaid(said)
	candidates := c.candidates(taken)
	for _, role := range Roles() {
		if _, ok := said[role]; ok {
			continue
		}
		found := slices.DeleteFunc(candidates[role], func(column int) bool {
			_, strength := roleOf(list.Header[column])
			return strength == perhaps && !like(role, column)
		})
		switch len(found) {
		case 0:
		case 1:
			c.index[role] = found[0]
		default:
			c.several[role], c.index[role] = true, found[0] // which the remedy names
			problems = append(problems, *c.couldBe(role, found))
		}
	}
	return c, problems
}

// takeSaid gives roles the columns that the caller says, and tells which columns
// those are.
func (c *columns) takeSaid(said map[Role]string) (taken map[int]Role, problems sheet.Problems) {
	taken = map[int]Role{}
	for _, role := range Roles() {
		header, ok := said[role]
		if !ok || header == "" {
			continue
		}
		i, problem := c.find(header)
		if problem != nil {
			problems = append(problems, *problem)
			continue
		}
		c.index[role] = i
		taken[i] = role
	}
	return taken, problems
}

// candidates returns, for every role, the columns whose headers name it most surely.
func (c *columns) candidates(taken map[int]Role) map[Role][]int {
	candidates := map[Role][]int{}
	strength := map[Role]int{}
	for i, header := range c.sheet.Header {
		role, s := roleOf(header)
		if s == 0 {
			continue
		}
		// A column that was given another role keeps its own only where one
		// column may well be both: a person's number that stands for the case.
		if other, ok := taken[i]; ok && !(other == ID && (role == Person || role == Number)) {
			continue
		}
		switch {
		case s > strength[role]:
			strength[role], candidates[role] = s, []int{i}
		case s == strength[role]:
			candidates[role] = append(candidates[role], i)
		}
	}
	return candidates
}

// couldBe says that several columns could have a role.
func (c *columns) couldBe(role Role, found []int) *sheet.Problem {
	names := phrase.Each(found, func(i int) string { return c.sheet.Header[i] })
	fix := stats.Advise("say which with %v", stats.Option{Name: "column", Value: string(role) + "=" + names[0]})
	if _, problem := c.find(names[0]); problem != nil {
		fix = "give each its own header, or leave one out of the file" // naming one would not tell them apart
	}
	return c.problem(fix, "%d columns could be the %s: %s", len(found), role.label(), phrase.QuoteAll(names))
}

// caseID gives the column that identifies cases: that of the role, else a
// person's number, which then identifies both.
func (c *columns) caseID() (column int, isPerson, ok bool) {
	if i, ok := c.index[ID]; ok {
		p, hasPerson := c.index[Person]
		n, hasNumber := c.index[Number]
		return i, hasPerson && p == i || hasNumber && n == i, true
	}
	for _, role := range []Role{Person, Number} {
		if i, ok := c.index[role]; ok {
			return i, true, true
		}
	}
	return 0, false, false
}

// recognised is list with the column that identifies cases first, even a person's number.
func (c *cleaner) recognised() []Recognised {
	list := c.columns.list()
	if column, _, ok := c.columns.caseID(); ok && len(list) > 0 && list[0].Role != ID {
		list = append([]Recognised{{ID, c.sheet.Header[column]}}, list...)
	}
	return list
}

// likeAnID is the header of the first column without a role that tells the rows apart,
// by values with digits that are no dates; "" where there is none. One row in twenty may
// be a total or a repeat.
func (c *cleaner) likeAnID() string {
	roles := c.columns.list()
	for i, header := range c.sheet.Header {
		if header == "" || slices.ContainsFunc(roles, func(r Recognised) bool { return r.Header == header }) ||
			slices.ContainsFunc(words(header), func(w string) bool { return slices.Contains(dateWords, w) }) {
			continue
		}
		seen := map[string]bool{}
		for _, row := range c.sheet.Rows {
			if text := row.Cell(i); strings.ContainsAny(text, "0123456789") {
				seen[text] = true
			}
		}
		if rows := len(c.sheet.Rows); rows > 1 && 20*(rows-len(seen)) <= rows {
			return header
		}
	}
	return ""
}

// unused names the columns that nothing is taken from.
func (c *cleaner) unused() []string {
	used := map[string]bool{"": true, c.placer.header: true}
	for _, r := range c.recognised() {
		used[r.Header] = true
	}
	for _, v := range c.variables {
		used[c.sheet.Header[v.column]] = true
	}
	return slices.DeleteFunc(slices.Clone(c.sheet.Header), func(h string) bool { return used[h] })
}
