package discretion

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
)

// Answers have levels where all are words of three levels or all are grades, and not both.
func TestLevelsOfAnswers(t *testing.T) {
	for texts, want := range map[string]string{
		"yes,no,na,": "", "yes,partly,na": "no partly yes", "Partial,no": "no partial yes", "partially": "no partially yes",
		"1,3,na,": "1 2 3", "3,1,2": "1 2 3", "1,1": "", "2": "1 2", "10": "1 2 3 4 5 6 7 8 9 10", "11,2": "", "0,2": "", "-1,2": "",
		"3,partly": "", "partly,1": "", "yes,2": "", "2,no": "", "na,N/A": "", "2,later": "", "partly,later": "", "": "",
	} {
		if got := strings.Join(levelsOf(strings.Split(texts, ",")), " "); got != want {
			t.Errorf("%q: levels %q, want %q", texts, got, want)
		}
	}
}

// A set to start from has the questions of the table in their order, and the table can be read
// under it.
func TestStarterReadsItsTable(t *testing.T) {
	for _, test := range []struct {
		name, table, questions string
		levels                 map[string]string
	}{
		{"wide", "case_id,s.a,reader,s.b,note,s.c,s.d\nK1,yes,Ann,partly,x y,3,2\nK2,na,Bob,yes,z,na,1\n", "s.a s.b s.c s.d",
			map[string]string{"s.b": "no partly yes", "s.c": "1 2 3", "s.d": "1 2"}},
		{"long", "case_id,question,answer\nK1,s.b,yes\nK1,s.a,no\nK2,s.b,no\nK2,s.a,na\n", "s.b s.a", nil},
		{"long with levels", "case_id,question,answer\nK1,s.b,partly\nK1,s.a,3\nK2,S.B,yes\nK2,s.a,na\nK2,s.c,no\n", "s.b s.a s.c",
			map[string]string{"s.b": "no partly yes", "s.a": "1 2 3"}},
	} {
		file := filepath.Join(t.TempDir(), test.name+".csv")
		if err := os.WriteFile(file, []byte(test.table), 0o600); err != nil {
			t.Fatal(err)
		}
		text, questions, err := StarterRules(file, sheet.ReadOptions{}, rules.Start{ID: "mine", Groups: []sample.Group{{ID: "all"}}})
		if err != nil || strings.Join(questions, " ") != test.questions {
			t.Fatalf("%s: %v, %v", test.name, questions, err)
		}
		set, err := rules.Parse("mine.toml", []byte(text))
		if err != nil {
			t.Fatalf("%s: %v in\n%s", test.name, err, text)
		}
		for _, q := range set.Questions() {
			levels, _ := set.LevelsOf(q)
			if got := strings.Join(levels, " "); got != test.levels[q.ID] {
				t.Errorf("%s: %s has the levels %q, want %q", test.name, q.ID, got, test.levels[q.ID])
			}
		}
		list, err := sheet.ReadFile(file, sheet.ReadOptions{Headers: JudgementHeaders(set)})
		if err != nil {
			t.Fatal(err)
		}
		ins := NewInspection(set)
		if _, err := ins.AddJudgements(list); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if len(ins.Results.Grid.Cases) != 2 {
			t.Errorf("%s: %d cases", test.name, len(ins.Results.Grid.Cases))
		}
	}
	file := filepath.Join(t.TempDir(), "none.csv")
	if err := os.WriteFile(file, []byte("case_id,note\nK1,a\nK2,b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err := StarterRules(file, sheet.ReadOptions{}, rules.Start{ID: "mine"})
	if err == nil || !strings.Contains(err.Error(), "this table has no question") || !strings.Contains(err.Error(), "none.csv") {
		t.Errorf("no question: %v", err)
	}
}

// A case is taken for the one of the sample whose id looks the same, unless there are two of
// either, or the sample has it as it is.
func TestTakeAlikeIDs(t *testing.T) {
	record := recordedFrame(t, nil)
	court := record.Groups[0].Selected
	lower := func(at int) string { return strings.ToLower(court[at].ID) }
	for _, test := range []struct {
		name     string
		ids      []string
		want     []string
		warnings string
		off      bool
	}{
		{"one", []string{lower(0), court[1].ID}, []string{court[0].ID, court[1].ID}, "1 case is taken", false},
		{"two", []string{lower(0), lower(1)}, []string{court[0].ID, court[1].ID}, "2 cases are taken", false},
		{"both", []string{lower(0), court[0].ID}, []string{lower(0), court[0].ID}, "", false},
		{"stranger", []string{"stranger", court[0].ID}, []string{"stranger", court[0].ID}, "", false},
		{"not asked for", []string{lower(0)}, []string{lower(0)}, "", true},
	} {
		var text strings.Builder
		text.WriteString("case_id,question,answer\n")
		for _, id := range test.ids {
			text.WriteString(id + ",court.assessment.safety,yes\n")
		}
		ins := youth2018(t)
		ins.alikeIDs = !test.off
		if _, err := ins.AddJudgements(table(text.String())); err != nil {
			t.Fatal(err)
		}
		var got []string
		err := ins.takeAlike(record, &ins.Warnings)
		for _, c := range ins.Results.Grid.Cases {
			got = append(got, c.ID)
		}
		slices.Sort(got)
		slices.Sort(test.want)
		warned := ""
		for _, w := range ins.Warnings {
			if w.Code == "alike-ids" {
				warned = w.Message
			}
		}
		if err != nil || !slices.Equal(got, test.want) || !strings.HasPrefix(warned, test.warnings) ||
			(warned == "") != (test.warnings == "") {
			t.Errorf("%s: %v, %v, %q", test.name, got, err, warned)
		}
	}
}
