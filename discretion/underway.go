package discretion

import (
	"cmp"
	"maps"
	"slices"

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
		if a, _, ok := c.parse(q, texts[q]); ok && a != NA {
			c.grid.aside = append(c.grid.aside, Aside{Case: id, Row: row.Number, Question: c.rules.Questions()[q].ID})
		}
	}
	return strange == len(texts)
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
			c.grid.unread = append(c.grid.unread, Case{ID: b.id, Row: b.row.Number, Kept: c.keptOf(b.row)})
		}
		if !slices.Contains(c.grid.unread[at].Waiting, b.question) {
			c.grid.unread[at].Waiting = append(c.grid.unread[at].Waiting, b.question)
		}
	}
}
