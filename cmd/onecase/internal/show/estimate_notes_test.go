package show

import (
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// The note on limits over cells says of all of them, some or none that they are guaranteed, never of all
// where it is so of some.
func TestNoteOnLimitsOverCells(t *testing.T) {
	for _, c := range []struct {
		proofs    cellsProofs
		has, lack string
	}{
		{cellsProofs{2, 0}, "at random; guaranteed whatever the answers are, and often wider", "where every case"},
		{cellsProofs{1, 1}, "guaranteed, whatever the answers are, where every case that was drawn has an answer,", "guaranteed whatever"},
		{cellsProofs{0, 2}, "at random; often wider", "guaranteed"},
	} {
		if text := c.proofs.note("They are "); !strings.Contains(text, c.has) || strings.Contains(text, c.lack) {
			t.Errorf("%+v: %s", c.proofs, text)
		}
	}
	if text := (cellsProofs{}).note("They are "); text != "" {
		t.Errorf("no limits: %s", text)
	}
}

// Of limits of one width the first question is named, and the others are counted.
func TestLeastAndMostSureCountTies(t *testing.T) {
	set := rules.Plain([]string{"all"}, []string{"a", "b", "c", "d", "e", "f"})
	e := &discretion.Estimates{Confidence: 0.8}
	for i, q := range set.Questions() {
		wide := 0.1
		if i >= 2 {
			wide = 0.2
		}
		e.Questions = append(e.Questions, discretion.QuestionEstimate{Question: q.ID,
			Estimate: stats.ProportionEstimate{Yes: 3, Of: 5}, Interval: stats.Interval{Low: 0.4, High: 0.4 + wide}})
	}
	text := strings.Join(estimateFindings(e, set), " ")
	for _, want := range []string{"Surest: a, between 40.0% and 50.0% (3 of 5 yes). 1 other question has limits as narrow.",
		"Least sure: c, between 40.0% and 60.0% (3 of 5 yes). 3 other questions have limits as wide."} {
		if !strings.Contains(text, want) {
			t.Errorf("%s\nlacks %s", text, want)
		}
	}
}
