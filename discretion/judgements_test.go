package discretion

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
)

// table makes a sheet from text with commas between cells.
func table(text string) *sheet.Sheet {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	s := &sheet.Sheet{File: "judgements.csv", HeaderRow: 1}
	for i, line := range lines {
		cells := strings.Split(line, ",")
		for j := range cells {
			cells[j] = strings.TrimSpace(cells[j])
		}
		if i == 0 {
			s.Header = cells
			continue
		}
		for len(cells) < len(s.Header) {
			cells = append(cells, "")
		}
		s.Rows = append(s.Rows, sheet.NewRow(i+1, cells...))
	}
	return s
}

func youth2018(t testing.TB) *Inspection {
	t.Helper()
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	return NewInspection(set)
}

// totals lists what is known, question by question.
func totals(ins *Inspection) []string {
	var lines []string
	for _, q := range ins.Results.Questions {
		if q.Known != NoResult && q.Known != NoCase {
			text := q.Percent.String()
			if q.Known == Counted || q.Known == Answered {
				text = string(rune('0' + q.Yes))
			}
			lines = append(lines, q.Question+" "+text+"/"+string(rune('0'+q.Of)))
		}
	}
	return lines
}

// A question that the table does not have is not one that applied to no case: what
// is rated without it is said.
func TestQuestionsNotInTheTable(t *testing.T) {
	for _, text := range []string{
		"case_id,court.assessment.desistance,court.assessment.safety\nA,yes,na\nB,no,na",
		"case_id,question,answer\nA,court.assessment.desistance,yes\nB,court.assessment.desistance,no\nA,court.assessment.safety,na\nB,court.assessment.safety,na",
	} {
		ins := youth2018(t)
		if _, err := ins.AddJudgements(table(text)); err != nil {
			t.Fatal(err)
		}
		a, err := Assess(ins, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for id, want := range map[string]Known{"court.assessment.desistance": Answered,
			"court.assessment.safety": NoCase, "court.assessment.public": NoResult, "ooc.planning.safety": NoResult} {
			if q := a.result(id); q.Known != want {
				t.Errorf("%s: known %d, want %d", id, q.Known, want)
			}
		}
		warned := slices.ContainsFunc(a.Warnings, func(w stats.Warning) bool {
			return w.Code == "question-missing" && strings.HasPrefix(w.Message, "court.assessment.public has no result")
		})
		if !warned {
			t.Errorf("nothing says that court.assessment is rated without a question: %v", a.Warnings)
		}
		if _, err := ins.Clone().Flip("A", "court.assessment.public"); err == nil ||
			!strings.Contains(err.Error(), "has no answer among the judgements") {
			t.Errorf("flipping an answer that is not there: %v", err)
		}
	}
}

func TestFormsOfJudgements(t *testing.T) {
	want := []string{"court.assessment.safety 2/3", "court.assessment.public 1/2", "ooc.planning.safety 0/1"}
	for name, text := range map[string]string{
		"long": `
Case ID,Question,Answer
A,court.assessment.safety,yes
A,court.assessment.public,n/a
B,Court.Assessment.Safety,Y
B,court.assessment.public,no
C,court.assessment.safety,No
C,court.assessment.public,yes
D,ooc.planning.safety,n`,
		"wide, the other group left blank": `
case_id,court.assessment.safety,ooc.planning.safety,court.assessment.public
A,yes,,na
B,yes,,no
C,no,,yes
D,,no,`,
		"wide, the other group na": `
case_id,court.assessment.safety,court.assessment.public,ooc.planning.safety
A,yes,na,na
B,yes,no,na
C,no,yes,na
D,na,na,no`,
	} {
		ins := youth2018(t)
		if _, err := ins.AddJudgements(table(text)); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := cmp.Diff(want, totals(ins)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		var groups []string
		for _, c := range ins.Results.Grid.Cases {
			groups = append(groups, c.Group)
		}
		if !cmp.Equal(groups, []string{"court", "court", "court", "ooc"}) {
			t.Errorf("%s: groups %v", name, groups)
		}
	}
	for name, text := range map[string]string{
		"counts": `
question,yes,of,population
court.assessment.safety,2,3,5
court.assessment.public,1,2,
ooc.planning.safety,0,1,1`,
		"both": `
question,yes,of,percent
court.assessment.safety,2,3,67
court.assessment.public,1,2,50%
ooc.planning.safety,0,1,0`,
	} {
		ins := youth2018(t)
		if _, err := ins.AddJudgements(table(text)); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := cmp.Diff(want, totals(ins)); d != "" || ins.Results.Grid != nil {
			t.Errorf("%s: %s", name, d)
		}
	}
	ins := youth2018(t)
	if _, err := ins.AddJudgements(table("question,percent,of\ncourt.assessment.safety,47,35\ncourt.assessment.public,62.50,\n")); err != nil {
		t.Fatal(err)
	}
	results := ins.Results.Counts(ins.Rules.QuestionScales(""))
	if q := results[1]; q.Known != Nearest || q.Yes != 16 || q.Of != 35 {
		t.Errorf("47%% of 35: %+v", q)
	}
	if q := results[2]; q.Known != PercentOnly || q.Percent.String() != "62.50" {
		t.Errorf("62.50%%: %+v", q)
	}
}

// Every problem of a table is reported, at once and in the order of its rows,
// and nothing of the table is taken.
func TestProblemsOfJudgements(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"long", `
case_id,question,answer
K1,court.assessment.safety,yes
K1,court.assessment.safety,no
K2,court.assessment.safty,yes
K3,court.assessment.safety,
K4,court.assessment.safety,maybe
,court.assessment.safety,yes
K5,court.assessment.safety,no
K5,ooc.planning.safety,no
K6,,no`, []string{
			`row 3: case K1 has an answer to court.assessment.safety already, in row 2 (keep one of the two)`,
			`row 4: there is no question "court.assessment.safty" in hmip-youth-2018; did you mean "court.assessment.safety"? (the rule set lists the questions)`,
			`row 5: the answer to court.assessment.safety is blank (an answer is yes, no or na (does not apply))`,
			`row 6: "maybe" is not an answer to court.assessment.safety (an answer is yes, no or na (does not apply))`,
			`row 7: the case is blank (write the case's reference)`,
			`row 9: case K5 has answers in two groups, court and ooc (a case belongs to one group; answer na to the questions of the other)`,
			`row 10: the question is blank (write the id of a key question)`,
		}},
		{"wide", `
case_id,court.assessment.safety,court.assesment.public,court.assessment.safety
K1,yes,no,yes
K1,no,no,no
K2,,no,no
K3,x,no,no`, []string{
			`row 1: there is no question "court.assesment.public" in hmip-youth-2018; did you mean "court.assessment.public"? (the rule set lists the questions)`,
			`row 1: a second column for court.assessment.safety (keep one of the two)`,
			`row 3: case K1 has a row already, row 2 (keep one row for each case)`,
			`row 4: case K2 has no answer to court.assessment.safety (an answer is yes, no or na (does not apply))`,
			`row 5: "x" is not an answer to court.assessment.safety (an answer is yes, no or na (does not apply))`,
		}},
		{"columns of a grid's readers that stand there twice", `
case_id,day,reader,court.assessment.safety,date,note,Reader,Day,reader (list)
K1,1,A,yes,,,B,2,C`, []string{
			`row 1: a second column for reader (leave one of them out)`,
			`row 1: a second column for day (leave one of them out)`,
		}},
		{"several answers that are blank, and a whole row", `
case_id,court.assessment.safety,court.assessment.public,court.planning.public,ooc.planning.safety
K1,,,yes,
K2,,,,
K3,yes,,yes,`, []string{
			`row 2: case K1 has no answer to court.assessment.safety and 1 other question (an answer is yes, no or na (does not apply))`,
			`row 3: case K2 has no answer yet (an answer is yes, no or na (does not apply))`,
			`row 4: case K3 has no answer to court.assessment.public (an answer is yes, no or na (does not apply))`,
		}},
		{"an empty grid", `
case_id,court.assessment.safety,ooc.planning.safety
K1,,na
K2,,`, []string{
			`row 1: no case has an answer yet (fill in the grid: an answer is yes, no or na (does not apply))`,
		}},
		{"a case of which nothing is answered", `
case_id,court.assessment.safety,ooc.planning.safety
K1,yes,na
K2,,na`, []string{
			`row 3: case K2 has no answer to court.assessment.safety (an answer is yes, no or na (does not apply))`,
		}},
		{"totals", `
question,yes,of,popluation
court.assessment.safety,40,39,50
court.assessment.safety,4,39,50
court.assessment.public,4.5,39,
court.planning.public,4,,
court.planning.safety,,39,
court.delivery.safety,-1,39,`, []string{
			`row 1: column "popluation" is not known; did you mean "population"? (rename it, or leave it out)`,
			`row 2: court.assessment.safety: 40 yes answers is more than the 39 cases (yes counts the cases judged yes, of all the cases the question applied to)`,
			`row 3: court.assessment.safety has a row already, row 2 (keep one of the two)`,
			`row 4: yes "4.5" is not a whole number of cases (write a number from 0 to 1000000)`,
			`row 5: court.planning.public has a count of yes answers but not of how many cases (fill in of, the number of cases the question applied to)`,
			`row 6: court.planning.safety has neither a count nor a percentage (fill in yes and of, or percent and of)`,
			`row 7: yes "-1" is not a whole number of cases (write a number from 0 to 1000000)`,
		}},
		{"percentages", `
question,percent,of,yes,population
court.assessment.safety,140,39,,
court.assessment.public,forty,39,,
court.planning.public,41,39,17,
court.planning.safety,41,39,,30
court.delivery.safety,41,0,,`, []string{
			`row 2: court.assessment.safety: "140" is more than 100% (a percentage is from 0 to 100)`,
			`row 3: court.assessment.public: "forty" is not a percentage: write it as 47, 47% or 47.0 (a percentage is from 0 to 100)`,
			`row 4: court.planning.public: 17 of 39 is not 41% (leave out the one that is wrong)`,
			`row 5: court.planning.safety: a population of 30 cannot hold the 39 cases judged (population counts every eligible case the question applies to, sampled or not)`,
			`row 6: court.delivery.safety has a percentage of 0 cases (leave of blank when it is not known)`,
		}},
		{"shares", "question,percent,of\ncourt.assessment.safety,0.82,39\ncourt.assessment.public,1,39\ncourt.assessment.desistance,0.5,39\ncourt.planning.safety,0.5%,", []string{
			`row 2: court.assessment.safety: 0.82 is less than one percent (a percentage is from 0 to 100: write 82 for a share of 0.82, and 0.82% if it is a percentage)`,
			`row 3: court.assessment.public: 1 stands in a column of shares such as 0.82 (a percentage is from 0 to 100: write 100 for a share of 1, and 1% if it is a percentage)`,
			`row 4: court.assessment.desistance: 0.5 is less than one percent (a percentage is from 0 to 100: write 50 for a share of 0.5, and 0.5% if it is a percentage)`,
		}},
		{"a share among percentages", "question,percent,of\ncourt.assessment.safety,0.46,39\ncourt.assessment.public,1,39\ncourt.planning.safety,47,", []string{
			`row 2: court.assessment.safety: 0.46 is less than one percent (a percentage is from 0 to 100: write 46 for a share of 0.46, and 0.46% if it is a percentage)`,
		}},
		{"no form", "name,thing\na,b", []string{
			`row 1: there is no column case_id or question (a table of judgements has case_id, question, answer; or case_id and a column for each question; or question, yes, of; or question, percent, of)`,
		}},
		{"half a form", "question,answer\ncourt.assessment.safety,yes", []string{
			`row 1: there is no column case_id beside question and answer (a table of judgements has case_id, question, answer; or case_id and a column for each question; or question, yes, of; or question, percent, of)`,
		}},
		{"no question", "case_id,colour\nK1,red", []string{
			`row 1: no column is a question of hmip-youth-2018 (the rule set lists the questions; the option rules names another rule set)`,
		}},
		{"no rows", "question,yes,of", []string{
			`the table has a header and no rows (add the judgements below the header)`,
		}},
	} {
		ins := youth2018(t)
		_, err := ins.AddJudgements(table(c.text))
		problems, ok := errors.AsType[sheet.Problems](err)
		if !ok {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, p := range problems {
			p.File, p.Column = "", "" // of columns see TestColumnsOfProblems
			got = append(got, strings.TrimPrefix(p.String(), ", "))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
		if len(totals(ins)) > 0 || ins.Results.Grid != nil {
			t.Errorf("%s: something was taken", c.name)
		}
	}
}

func TestWarningsOfJudgements(t *testing.T) {
	for _, c := range []struct{ name, text, code, message string }{
		{"a column of notes", "case_id,court.assessment.safety,inspector\nK1,yes,A", "column-ignored",
			`column "inspector" of judgements.csv is not about judgements and was passed over`},
		{"answers left out", "case_id,question,answer\nA,court.assessment.safety,yes\nA,court.assessment.public,no\nB,court.assessment.safety,yes", "unanswered", "1 answer of 1 case are not in the file and count as na"},
		{"ids that look alike", "case_id,question,answer\nK1,court.assessment.safety,Yes\nk1,court.assessment.safety,No\nK2,court.assessment.safety,Yes", "similar-ids", `1 case id differs from another only in letter case, blanks, leading zeros or signs that look alike, and both count as cases ("K1" in row 2 and "k1" in row 3)`},
		{"two dates of a table that is no grid", "case_id,court.assessment.safety,date,date,office\nK1,yes,1 May,2 May,A", "column-ignored",
			`column "office" of judgements.csv is not about judgements and was passed over`},
	} {
		warnings, err := youth2018(t).AddJudgements(table(c.text))
		if err != nil || len(warnings) != 1 || warnings[0].Code != c.code || warnings[0].Message != c.message {
			t.Errorf("%s: %v, %v", c.name, warnings, err)
		}
	}
}

// A row that the file's reader could not read is not lost in silence.
func TestRowsThatCouldNotBeRead(t *testing.T) {
	list := table("case_id,question,answer\nA,court.assessment.safety,yes")
	list.Problems = sheet.Problems{{File: list.File, Row: 3, Message: "the row has 4 cells and the header has 3"}}
	if _, err := youth2018(t).AddJudgements(list); err == nil || !strings.Contains(err.Error(), "row 3: the row has 4 cells") {
		t.Error(err)
	}
	list.Problems, list.Warnings = nil, []stats.Warning{{Code: "guessed"}}
	if warnings, err := youth2018(t).AddJudgements(list); err != nil || len(warnings) != 1 || warnings[0].Code != "guessed" {
		t.Error(warnings, err)
	}
}

func TestResultsGivenTwice(t *testing.T) {
	ins := kent(t)
	_, err := ins.AddJudgements(table("question,yes,of\ncourt.assessment.safety,1,2\n"))
	if err == nil || !strings.Contains(err.Error(), "has a result in the inspection file as well") {
		t.Error(err)
	}
}

// A problem of a table names the column by its own header.
func TestColumnsOfProblems(t *testing.T) {
	for _, c := range []struct{ text, column, value, fix string }{
		{"Key question,Count yes,Out of\ncourt.assessment.safety,40,39", "Count yes", "40",
			"yes counts the cases judged yes, of all the cases the question applied to"},
		{"Case ID,Question,Judgement\nK1,court.assessment.safety,maybe", "Judgement", "maybe", answerFix},
		{"Case ID,court.assessment.safety\nK1,maybe", "court.assessment.safety", "maybe", answerFix},
		{"question,% yes,of\ncourt.assessment.safety,4x,39", "% yes", "4x", "a percentage is from 0 to 100"},
	} {
		_, err := youth2018(t).AddJudgements(table(c.text))
		problems, _ := errors.AsType[sheet.Problems](err)
		if len(problems) != 1 || problems[0].Row != 2 || problems[0].Column != c.column ||
			problems[0].Value != c.value || string(problems[0].Fix) != c.fix {
			t.Errorf("%q: %+v", c.text, problems)
		}
	}
}

// A decimal comma is shown as it has to be written.
func TestDecimalComma(t *testing.T) {
	list := table("question,percent,of\ncourt.assessment.safety,47.5,39")
	list.Rows[0] = sheet.NewRow(2, "court.assessment.safety", "47,5", "39")
	_, err := youth2018(t).AddJudgements(list)
	if err == nil || !strings.Contains(err.Error(), "(write 47.5)") {
		t.Error(err)
	}
	_, err = ParseInspection("x.toml", []byte("rules = \"hmip-youth-2018\"\n[results.\"court.assessment.safety\"]\npercent = \"47,5%\"\nof = 39\n"), "")
	if err == nil || !strings.Contains(err.Error(), "(write 47.5)") {
		t.Error(err)
	}
}

// The column of the cases has the headers that it has in a list of cases; a person's
// number beside a case's own reference is passed over. Questions are the same in any
// letter case, and counts are as spreadsheets write them into text.
func TestHeadersOfCases(t *testing.T) {
	for _, header := range []string{"Case ID", "Hosp No", "MRN", "NHS number", "CRN", "Childview ID", "Audit no"} {
		ins := NewInspection(rules.Plain([]string{"all"}, []string{"Q1"}))
		_, err := ins.AddJudgements(table(header + ",Q1\nA,yes\nA,no"))
		if err == nil || !strings.Contains(err.Error(), "case A has a row already, row 2") {
			t.Errorf("%s: %v", header, err)
		}
	}
	ins := NewInspection(rules.Plain([]string{"all"}, []string{"Q1"}))
	if _, err := ins.AddJudgements(table("NHS number,Case ref,Q1\n9,A,yes\n9,B,no")); err != nil || ins.Results.Grid.Cases[0].ID != "A" {
		t.Errorf("the person's number was taken: %v", err)
	}
	if got := plainQuestions(table("Case,Question,Answer\nA,Q1,yes\nB,q1,no"), ""); !cmp.Equal(got, []string{"Q1"}) {
		t.Errorf("questions %v", got)
	}
	for text, want := range map[string]string{"2,000": "2000", "1,234,567.00": "1234567", "13.00": "13", "12.6": "12.6",
		"20,00": "20,00", "2,000.5": "2,000.5", "": ""} {
		if got := plainCount(text); got != want {
			t.Errorf("plainCount(%q) is %q, want %q", text, got, want)
		}
	}
}

// A formula that was saved without its result is no blank answer, and nobody is told to fill it in.
func TestFormulasWithoutResults(t *testing.T) {
	for _, soFar := range []bool{false, true} {
		ins := youth2018(t)
		ins.soFar = soFar
		list := table("case_id,court.assessment.safety,court.assessment.public,note\nA,yes,yes,\nB,,no,\n")
		list.NoValue = []sheet.Cell{{Row: 3, Column: 1}, {Row: 3, Column: 3}}
		_, err := ins.AddJudgements(list)
		want := `row 3, column "court.assessment.safety": the formula in this cell was saved without its result (open the workbook in Excel`
		if err == nil || strings.Count(err.Error(), "\n") > 0 || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// A half-filled row waits for the questions of its group that the table names, and no others; a case whose every
// answer is na is of the group that the record has it in.
func TestRowsWaitForTheirOwnQuestions(t *testing.T) {
	record := &sample.Record{Rules: "hmip-youth-2018", Replacements: []sample.Replacement{}, Groups: []sample.GroupDraw{
		{Group: "court", Population: 5, Selected: []sample.Chosen{{ID: "A"}, {ID: "B"}}},
		{Group: "ooc", Population: 5, Selected: []sample.Chosen{{ID: "C"}, {ID: "D"}}}}}
	const header = "case_id,court.assessment.safety,court.planning.public,ooc.planning.safety,ooc.planning.public\n"
	ins := youth2018(t)
	var err error
	ins.soFar, ins.underway = true, true
	if ins.groupOf, err = groupsOf(record); err != nil {
		t.Fatal(err)
	}
	if _, err := ins.AddJudgements(table(header + "A,yes,,,\nC,,,no,\n")); err != nil {
		t.Fatal(err)
	}
	for at, question := range []string{"court.planning.public", "ooc.planning.public"} {
		want, _ := ins.Rules.QuestionIndex(question)
		if c := ins.Results.Grid.Cases[at]; !slices.Equal(c.Waiting, []int{want}) {
			t.Errorf("case %s waits for %v, want %d", c.ID, c.Waiting, want)
		}
	}
	ins = youth2018(t)
	if _, err := ins.AddJudgements(table(header + "A,yes,no,na,na\nC,na,na,na,na\nD,na,na,no,na\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := ins.UseRecord(record); err != nil {
		t.Fatal(err)
	}
	for _, c := range ins.Results.Grid.Cases {
		if want := map[string]string{"A": "court", "C": "ooc", "D": "ooc"}[c.ID]; c.Group != want {
			t.Errorf("case %s is in %s, want %s", c.ID, c.Group, want)
		}
	}
}

// What there is to say where there is nothing: no rows, no case read twice, nothing to pool.
func TestNothingToGoBy(t *testing.T) {
	ins := youth2018(t)
	if _, err := ins.AddJudgements(table("case_id,court.assessment.safety")); err == nil ||
		!strings.Contains(err.Error(), "a header and no rows") {
		t.Errorf("%v", err)
	}
	first := twiceReading{answers: map[string]string{"A": "y"}}
	if _, err := Agree(first.inspection(1, nil), twiceReading{}.inspection(1, nil), 0.8); err == nil ||
		!strings.Contains(err.Error(), "no case of it was read twice") {
		t.Errorf("%v", err)
	}
	one, other := kent(t), youth2018(t)
	if _, err := Pool([]*Inspection{one, other}, PoolOptions{}); err == nil ||
		!strings.Contains(err.Error(), "there is nothing to pool: ") ||
		!strings.Contains(err.Error(), "court.") {
		t.Errorf("%v", err)
	}
}

// The rows of a case have one reader, or the two of a pair of the record, as no other two: every two of four
// names, in any letter case, and none.
func TestRowsOfACaseHaveOnePair(t *testing.T) {
	names := []string{"", "Ann", "ann", "Bo", "Cy", "Dee"}
	together := func(a, b string) bool {
		a, b = strings.ToLower(a), strings.ToLower(b)
		return a == "" || b == "" || a == b || a+b == "annbo" || a+b == "boann"
	}
	for _, first := range names {
		for _, second := range names {
			ins := youth2018(t)
			ins.keep = ReaderColumn
			ins.pairs = []sample.Reader{{Name: "Ann", Pair: "Bo"}, {Name: "Bo", Pair: "Ann"}, {Name: "Cy", Pair: "Ed"}, {Name: "Ed", Pair: "Cy"}}
			_, err := ins.AddJudgements(table(fmt.Sprintf("case_id,question,answer,reader\nA,court.assessment.safety,yes,%s\n"+
				"A,court.planning.safety,no,%s\n", first, second)))
			if (err == nil) != together(first, second) {
				t.Errorf("%q and %q: %v", first, second, err)
			}
		}
	}
}

// A row of totals is taken just where some cases can have its numbers: a count of yes and of how many cases
// it is, or a percentage that may be one of so many cases or of an unknown number; and as many eligible cases at
// the least. Every small row is tried, with numbers left out.
func TestTotalsThatSomeCasesHave(t *testing.T) {
	set := youth2018(t).Rules
	at, _ := set.QuestionIndex("court.assessment.safety")
	texts := []string{"", "0", "1", "2", "3", "4"}
	number := func(text string) (n int, given bool) {
		given = text != ""
		fmt.Sscan(text, &n)
		return n, given
	}
	for _, yesText := range texts {
		for _, ofText := range texts {
			for _, percent := range []string{"", "0", "0.5", "50", "66.7%", "67", "100", "101"} {
				for _, populationText := range texts {
					if yesText+ofText+percent+populationText == "" {
						continue // a blank row
					}
					ins := NewInspection(set)
					_, err := ins.AddJudgements(table("question,yes,of,percent,population\ncourt.assessment.safety," +
						yesText + "," + ofText + "," + percent + "," + populationText + "\n"))
					r := ins.Results.Questions[at]
					yes, haveYes := number(yesText)
					of, haveOf := number(ofText)
					population, havePopulation := number(populationText)
					// 66.7 is 2 of 3 cases alone of these, 67 too, and 50 is 1 of 2 and 2 of 4.
					prints := map[string][][2]int{"0": {{0, 1}, {0, 2}, {0, 3}, {0, 4}}, "50": {{1, 2}, {2, 4}},
						"66.7%": {{2, 3}}, "67": {{2, 3}}, "100": {{1, 1}, {2, 2}, {3, 3}, {4, 4}}}[percent]
					fits := true
					switch {
					case percent == "101", !haveYes && percent == "":
						fits = false
					case haveYes:
						fits = haveOf && yes <= of && (percent == "" || of == 0 || slices.Contains(prints, [2]int{yes, of}))
					default: // a percentage that no count of so many has is told later
						fits = percent != "0.5" && (!haveOf || of > 0)
					}
					if fits && havePopulation {
						fits = population >= of && (percent == "" || population > 0)
					}
					if (err == nil) != fits {
						t.Fatalf("yes %q of %q, %q%%, population %q: %v", yesText, ofText, percent, populationText, err)
					}
					if err != nil {
						continue
					}
					want := Result{Known: Counted, Yes: yes, Of: of, Population: population}
					switch {
					case haveYes && of == 0:
						want.Known = NoCase
					case !haveYes && haveOf:
						want.Known = Printed
					case !haveYes:
						want.Known = PercentOnly
					}
					text := strings.TrimSuffix(percent, "%")
					if haveYes {
						text = ""
					}
					if r.Known != want.Known || r.Yes != want.Yes || r.Of != of || r.Population != population || r.Percent.String() != text {
						t.Fatalf("yes %q of %q, %q%%, population %q: %+v", yesText, ofText, percent, populationText, r)
					}
				}
			}
		}
	}
}
