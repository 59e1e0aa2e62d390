package discretion

import (
	"fmt"
	"strings"
	"testing"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
)

// The columns of a table of judgements are found in both its forms, by a set of rules or as
// the questions that the table has.
func TestColumnsOf(t *testing.T) {
	set := itemSet(t, "")
	for _, test := range []struct {
		set        *rules.Set
		text, want string
	}{
		{nil, "case_id,Q1,Q2\nK1,yes,no\n", "case 0, questions map[1:[0] 2:[1]], long -1 -1"},
		{nil, "Q1,case_id\nyes,K1\n", "case 1, questions map[0:[0]], long -1 -1"},
		{nil, "case_id,answer,question\nK1,yes,Q1\n", "case 0, questions map[], long 2 1"},
		{set, "case_id,answer,question\nK1,yes,a\n", "case 0, questions map[], long 2 1"},
		{set, "remarks,case_id,c,a\nx,K1,yes,no\n", "case 1, questions map[2:[2] 3:[0]], long -1 -1"},
		{set, "c,a\nyes,no\n", "there is no column for the case"},
		{nil, "case_id\nK1\n", "no column is a question"},
	} {
		table, err := sheet.Read(strings.NewReader(test.text), "t.csv", sheet.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if g, err := ColumnsOf(test.set, table); err != nil {
			got = err.Error()
		} else {
			got = fmt.Sprintf("case %d, questions %v, long %d %d", g.Case, g.Questions, g.Question, g.Answer)
		}
		if !strings.Contains(got, test.want) {
			t.Errorf("%q: %s, want %s", test.text, got, test.want)
		}
	}
}

// A question is asked of the cases of its group, of all where there are no rules, and a
// column of no question is anybody's.
func TestColumnsAsked(t *testing.T) {
	table, err := sheet.Read(strings.NewReader("case_id,a\nK1,yes\n"), "t.csv", sheet.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []*rules.Set{nil, itemSet(t, "")} {
		g, err := ColumnsOf(set, table)
		if err != nil {
			t.Fatal(err)
		}
		if !g.Asked(g.Questions[1], "all") || g.Asked(g.Questions[1], "other") != (set == nil) || !g.Asked(nil, "other") {
			t.Errorf("asked wrongly by %s", g.Rules.ID)
		}
	}
}
