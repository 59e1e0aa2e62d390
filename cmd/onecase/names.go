package main

import (
	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
)

// namesInFull closes a page with what its short names stand for, for readers
// who do not know the rule set. Other formats go to people who have its ids.
func namesInFull(format string, rules *discretion.RuleSet) []report.Block {
	if format != "html" || len(rules.Standards) == 0 {
		return nil
	}
	groups := map[string]string{}
	for _, g := range rules.Groups {
		groups[g.ID] = g.Name
	}
	t := report.Table{Columns: report.Columns("Name", "Stands for")}
	for _, st := range rules.Standards {
		full := st.Name
		if group := groups[st.Group]; group != "" {
			full = group + ": " + full
		}
		t.Rows = append(t.Rows, []string{st.ID, full})
		for _, q := range st.Questions {
			if q.Text != "" {
				t.Rows = append(t.Rows, []string{"· " + short(q.ID, st.ID), q.Text})
			}
		}
	}
	return []report.Block{report.Heading("What the names stand for"), t}
}
