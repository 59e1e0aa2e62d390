package main

import (
	"cmp"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/rules"
)

// namesInFull closes a page with what its short names stand for, for readers
// who do not know the rule set. Other formats go to people who have its ids.
func namesInFull(format string, set *rules.Set) []report.Block {
	if format != "html" || len(set.Standards) == 0 {
		return nil
	}
	groups := map[string]string{}
	for _, g := range set.Groups {
		groups[g.ID] = g.Name
	}
	t := report.Table{Columns: report.Columns("Name", "Stands for")}
	for _, st := range set.Standards {
		full := st.Name
		if group := groups[st.Group]; group != "" {
			full = group + ": " + full
		}
		t.Add(st.ID, full)
		for _, q := range st.Questions {
			if q.Text != "" {
				t.Add("· "+short(q.ID, st.ID), q.Text)
			}
		}
	}
	return []report.Block{report.Heading("What the names stand for"), t}
}

// ratingName is the name of a rating, or another text where there is none of that id.
func ratingName(set *rules.Set, id, otherwise string) string {
	if at, ok := set.RatingIndex(id); ok {
		return set.Ratings[at].Name
	}
	return otherwise
}

// standardTitles lists standards as their rules name them, those of a group
// together: Assessment, Planning (Court disposals); Staff. Rules without names
// have ids.
func standardTitles(set *rules.Set, ids []string) string {
	var titles []string
	for _, st := range set.Standards {
		if !slices.Contains(ids, st.ID) {
			continue
		}
		title, group := cmp.Or(st.Name, st.ID), groupTitle(set, st.Group)
		last := len(titles) - 1
		switch {
		case group == "":
			titles = append(titles, title)
		case last >= 0 && strings.HasSuffix(titles[last], " ("+group+")"):
			titles[last] = strings.TrimSuffix(titles[last], " ("+group+")") + ", " + title + " (" + group + ")"
		default:
			titles = append(titles, title+" ("+group+")")
		}
	}
	return strings.Join(titles, "; ")
}

// groupTitle is a group's name, its id where the rules give none.
func groupTitle(set *rules.Set, id string) string {
	if g, ok := set.Group(id); ok && g.Name != "" {
		return g.Name
	}
	return id
}

// namedGroup is a group's id with its name behind it, where there is one.
func namedGroup(set *rules.Set, id string) string {
	if set != nil {
		if title := groupTitle(set, id); title != id {
			return id + " (" + title + ")"
		}
	}
	return id
}

// namedQuestion is a question's id with what it asks behind it, where that is
// known.
func namedQuestion(set *rules.Set, id string) string {
	for _, q := range set.Questions() {
		if q.ID == id && q.Text != "" {
			return id + " (" + q.Text + ")"
		}
	}
	return id
}
