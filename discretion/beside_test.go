package discretion

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onecase/discretion/rules"
)

// Columns that a grid has for its readers, and those of the list, are passed over without a
// word, in every form of table and whatever they hold; what may be a question is not.
func TestColumnsBesideTheAnswers(t *testing.T) {
	for _, c := range []struct{ name, rules, text, warning string }{
		{"wide", "hmip-youth-2018", "case_id,Team (list),Case ID (list),order,day,reader,court.assessment.safety,date,note\nK1,East,9,1,2,AB,yes,2021-07-01,no\nK2,West,8,2,2,,no,,\n", ""},
		{"long", "hmip-youth-2018", "case_id,question,answer,reader,date,note,Population (list)\nK1,court.assessment.safety,yes,A,1/7/21,yes,12\nK2,court.assessment.safety,no,,,,\n", ""},
		{"without rules", "none", "case_id,Looked after (list),seen,reader,date,note\nK1,yes,no,,,\nK2,no,yes,,,n/a but see file\n", ""},
		{"without rules, blank", "none", "case_id,seen,reader,date,note\nK1,no,,,\n", ""},
		{"a grid without rules, filled throughout", "none", "case_id,order,reader,seen,date,note\nK1,no,Y,yes,no,yes\nK2,yes,N,no,yes,no\n", ""},
		{"notes that may be answers", "none", "case_id,seen,reader,note\nK1,no,A,yes\n", "it may be a question"},
		{"a near miss of a question", "hmip-youth-2018", "case_id,court.assessment.safety (list),court.assessment.safety\nK1,no,yes\n", ""},
	} {
		path := filepath.Join(t.TempDir(), "grid.csv")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		ins, warnings, err := Open(path, OpenOptions{Rules: c.rules, Plain: true})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var warned strings.Builder
		for _, w := range warnings {
			warned.WriteString(w.Message)
		}
		if c.warning != "" {
			c.warning = `column "note" of ` + path + ` is not about judgements and was passed over`
		}
		if warned.String() != c.warning {
			t.Errorf("%s: %s", c.name, warned.String())
		}
		for _, q := range ins.Rules.Questions() {
			if c.rules == rules.NoRules && q.ID != "seen" {
				t.Errorf("%s: %s is a question", c.name, q.ID)
			}
		}
		if len(ins.Results.Grid.Cases) == 0 {
			t.Errorf("%s: no case was read", c.name)
		}
	}
}
