package discretion

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
)

// groupIn is the group of the record that has a case in its sample; "" for none.
func (r *sheetReader) groupIn(id string) string {
	group := r.groupOf[sample.NormalizeID(id)]
	if r.alikeIDs {
		group = cmp.Or(group, r.groupOf[look+sample.LookOfID(id)])
	}
	return group
}

// putAside keeps what a row has that the record does not expect, by the texts of its
// questions. It reports whether nothing of a case is left: it is outside the sample, or
// the row of its only question is not about it.
func (c *casesReader) putAside(id string, row sheet.Row, texts map[int]string) bool {
	if c.groupIn(id) == "" {
		at := slices.IndexFunc(c.grid.aside, func(a Aside) bool { return a.Case == id && a.Question == "" })
		if at < 0 {
			at = len(c.grid.aside)
			c.grid.aside = append(c.grid.aside, Aside{Case: id, Row: row.Number})
		}
		for _, text := range texts {
			if text != "" {
				c.grid.aside[at].Answers++
			}
		}
		return true
	}
	strange := 0
	for _, q := range slices.Sorted(maps.Keys(texts)) {
		if c.asks(id, q) {
			continue
		}
		strange++
		// Without rules a column is a question of every group, and the answer is that of the case's own.
		if a, _, ok := c.parse(q, texts[q]); texts[q] != "" && (!ok || a != NA) && c.rules.ID != rules.NoRules {
			c.grid.aside = append(c.grid.aside, Aside{Case: id, Row: row.Number, Question: c.rules.Questions()[q].ID})
		}
	}
	return strange == len(texts)
}

// Columns that a grid has for its readers, beside [ReaderColumn].
const (
	DateColumn = "date"
	NoteColumn = "note"
)

// markTouched notes which cases have a date or a note, in a table with the two columns of a grid: a
// column date alone can be any of the service's.
func (c *casesReader) markTouched() {
	place := func(name string) int {
		return slices.IndexFunc(c.sheet.Header, func(h string) bool { return sameHeader(h, name) && len(c.rules.QuestionsNamed(h)) == 0 })
	}
	date, note := place(DateColumn), place(NoteColumn)
	if date < 0 || note < 0 {
		return
	}
	dated, noted := map[string]bool{}, map[string]bool{}
	for _, row := range c.sheet.Rows {
		id := c.cell(row, "case_id")
		dated[id] = dated[id] || strings.TrimSpace(row.Cell(date)) != ""
		noted[id] = noted[id] || strings.TrimSpace(row.Cell(note)) != ""
	}
	for _, cases := range [][]Case{c.grid.Cases, c.grid.unread} {
		for i := range cases {
			cases[i].dated, cases[i].noted = dated[cases[i].ID], noted[cases[i].ID]
		}
	}
}

// Begun are the ids of the cases that a reader has begun: with an answer in the table, na too, that an
// empty grid does not have, with none to come, or with a date. Noted are others with a note, which is no
// reading: it may say that there is nothing to read.
func (ins *Inspection) Begun() (begun, noted []string, err error) {
	begun = []string{}
	take := func(c *Case, read bool) {
		switch {
		case read || c.dated:
			begun = append(begun, c.ID)
		case c.noted:
			noted = append(noted, c.ID)
		}
	}
	for _, g := range ins.Record.Groups {
		status, err := ins.Record.Status(g.Group)
		if err != nil {
			return nil, nil, err
		}
		a := ins.applying(ins.Record, g.Group, status)
		for _, c := range ins.Results.Grid.Cases {
			if c.Group == g.Group && c.Row > 0 {
				take(&c, len(c.Waiting) == 0 || ins.hasEntry(a, &c))
			}
		}
	}
	for _, c := range ins.Results.Grid.unread {
		take(&c, false)
	}
	return begun, noted, nil
}

// hasEntry tells whether a case has an answer that an empty grid does not have: an na to a question
// that is not asked of it was there before anybody read.
func (ins *Inspection) hasEntry(a applying, c *Case) bool {
	if c.Answers == nil {
		return false
	}
	return slices.ContainsFunc(ins.Rules.Questions(), func(q rules.Question) bool {
		asked := q.Group == a.record.Group && ins.Results.Grid.has(q.Place) && !a.never(q, c.ID)
		return c.Answers[q.Place] != NA || asked && !slices.Contains(c.Waiting, q.Place)
	})
}

// addBlank adds the rows whose answer is not in yet of cases that have none at all.
func (c *casesReader) addBlank() {
	place := map[string]int{}
	for _, b := range c.blank {
		if _, answered := c.place[b.id]; answered {
			continue
		}
		at, seen := place[b.id]
		if !seen {
			at = len(c.grid.unread)
			place[b.id] = at
			c.grid.unread = append(c.grid.unread, Case{ID: b.id, Row: b.row.Number, Kept: c.keptOf(b.row), beside: c.besideOf(b.row)})
		}
		if !c.hasFailed(b.id) && !slices.Contains(c.grid.unread[at].Waiting, b.question) {
			c.grid.unread[at].Waiting = append(c.grid.unread[at].Waiting, b.question)
		}
	}
}
