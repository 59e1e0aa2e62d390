package discretion

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// AddJudgements takes the inspection's results from a table, in one of three
// forms that its header tells apart:
//
//   - long: case_id, question, answer (yes, no or na);
//   - wide: case_id and a column for each question;
//   - totals: question, yes, of or question, percent, of; population may be added.
//
// Everything wrong with the table is reported at once, as sheet.Problems, and
// then nothing of it is taken. The warnings are about what was taken.
func (ins *Inspection) AddJudgements(table *sheet.Sheet) ([]stats.Warning, error) {
	r := &sheetReader{
		rules: ins.Rules, reading: ins.reading, sheet: table, results: emptyResults(ins.Rules), columns: map[string]int{},
		problems: slices.Clone(table.Problems), warnings: slices.Clone(table.Warnings), kept: -1,
	}
	r.read()
	for i, q := range r.results.Questions {
		if st := ins.Rules.Questions()[i].Standard; q.Known != NoResult && ins.Judged[st] != "" {
			r.problem(0, "", st, st+" is given in [judged] of the inspection file as well",
				"leave out its judgements, or its judged rating")
		}
	}
	for i, before := range ins.Results.Questions {
		if before.Known != NoResult && r.results.Questions[i].Known != NoResult {
			r.problem(0, "", before.Question, before.Question+" has a result in the inspection file as well", "keep one of the two")
		}
	}
	if err := r.problems.InOrder().Err(); err != nil {
		return nil, err
	}
	for i, q := range r.results.Questions {
		ins.Results.Questions[i].Waiting = q.Waiting
		if q.Known != NoResult {
			q.Population = cmp.Or(q.Population, ins.Results.Questions[i].Population)
			ins.Results.Questions[i] = q
		}
	}
	ins.Results.Grid = r.results.Grid
	return r.warnings, nil
}

// A sheetReader reads one table of judgements and collects what is wrong.
type sheetReader struct {
	reading
	rules    *rules.Set
	sheet    *sheet.Sheet
	results  Results
	columns  map[string]int // the place of each column by its role
	kept     int            // the place of the column to keep; -1 for none
	beside   []int          // the places of the columns beside the answers that may have categories of cases
	shares   string         // the first of a column of shares in place of percentages
	problems sheet.Problems
	warnings stats.Warnings
}

// columnRoles are the columns of a table of judgements and the headers each is
// known by, letters only. That of the cases has the headers that it has in a list.
var columnRoles = []struct {
	role    string
	headers []string
}{
	{"question", []string{"question", "questionid", "keyquestion"}},
	{"answer", []string{"answer", "judgement", "judgment"}},
	{"yes", []string{"yes", "countyes", "yescount"}},
	{"of", []string{"of", "outof"}},
	{"percent", []string{"percent", "percentage", "percentyes", "%", "%yes"}},
	{"population", []string{"population"}},
}

// ListMark ends the header of a column of a grid that comes from the list of cases, which
// tells it from the columns of questions.
const ListMark = " (list)"

// besideHeaders are the columns that a grid has for its readers, letters only.
var besideHeaders = []string{"reader", "day", "order", "date", "note"}

// isBeside tells a column of a grid that is no answer: one for its readers, or of the list.
func isBeside(header string) bool {
	return isListed(header) || slices.Contains(besideHeaders, separators.Replace(strings.ToLower(strings.TrimSpace(header))))
}

func isListed(header string) bool {
	return strings.HasSuffix(strings.ToLower(strings.TrimSpace(header)), ListMark)
}

// Sheets of a grid's workbook that have no answers to read.
const (
	QuestionsSheet = "Questions"       // the texts of the questions
	LeftSheet      = "Left the sample" // the cases that did, with what was entered of them
	SecondSheet    = "Second reading"  // the grid of those that are read twice
)

var asideSheets = []string{QuestionsSheet, LeftSheet, SecondSheet}

// separators are left out of headers when they are compared.
var separators = strings.NewReplacer(" ", "", "_", "", "-", "")

// role gives the role of a header, or "".
func role(header string) string {
	if isBeside(header) {
		return ""
	}
	name := separators.Replace(strings.ToLower(strings.TrimSpace(header)))
	for _, c := range columnRoles {
		if slices.Contains(c.headers, name) {
			return c.role
		}
	}
	if len(caselist.CaseColumns([]string{header})) > 0 {
		return "case_id"
	}
	return ""
}

// JudgementHeaders are the headers of a table of judgements under a rule set, for
// reading one with package sheet. The word yes does not count: it is an answer too.
func JudgementHeaders(set *rules.Set) sheet.Headers {
	known := func(text string) bool {
		if name := role(text); name != "" && name != "yes" || isBeside(text) {
			return true
		}
		_, ok := set.QuestionNamed(text)
		return ok
	}
	return sheet.Headers{Known: known, Alone: func(_, header string) bool { return known(header) }, Aside: asideSheets}
}

// read finds the columns and, by them, the form of the table.
func (r *sheetReader) read() {
	r.findColumns()
	uncalculated := r.sheet.Uncalculated(func(column int) bool {
		header := r.sheet.Header[column]
		return role(header) != "" || column == r.kept || len(r.rules.QuestionsNamed(header)) > 0
	})
	if r.problems = append(r.problems, uncalculated...); len(uncalculated) > 0 {
		return
	}
	if len(r.sheet.Rows) == 0 {
		r.problem(0, "", "", "the table has a header and no rows", "add the judgements below the header")
		return
	}
	switch {
	case r.has("question") && !slices.ContainsFunc(r.sheet.Rows, r.maybeQuestion):
		first := r.cell(r.sheet.Rows[0], "question")
		r.problem(0, r.header("question"), first,
			fmt.Sprintf("no row is about a question of %s; the first is about %q", r.rules.ID, first), otherRules)
	case r.has("question", "answer", "case_id"):
		r.otherColumns("case_id", "question", "answer")
		r.long()
	case r.has("question", "of", "yes"), r.has("question", "percent"):
		r.otherColumns("question", "yes", "percent", "of", "population")
		r.totals()
	case r.has("case_id") && !r.has("question"):
		r.wide()
	default:
		r.problem(r.sheet.HeaderRow, "", strings.Join(r.sheet.Header, ", "), r.missingColumns(),
			"a table of judgements has case_id, question, answer; or case_id and a column for each question; or question, yes, of; or question, percent, of")
	}
}

// findColumns finds the column of each role.
func (r *sheetReader) findColumns() {
	cases := caselist.CaseColumns(phrase.Each(r.sheet.Header, func(h string) string { return phrase.Either(isBeside(h), "", h) }))
	once := map[string]bool{} // columns that a reading takes or writes in by their header
	for i, h := range r.sheet.Header {
		name := role(h)
		if own := strings.ToLower(h); isBeside(h) && !isListed(h) && r.isGrid() || sameHeader(h, r.keep) {
			if once[own] {
				r.problem(r.sheet.HeaderRow, h, h, "a second column for "+own, "leave one of them out")
			}
			once[own] = true
		}
		if name == "" || name == "case_id" && !slices.Contains(cases, i) {
			if h == "" || len(r.rules.QuestionsNamed(h)) > 0 {
				continue
			}
			if r.kept < 0 && sameHeader(h, r.keep) {
				r.kept = i
			}
			if (!isBeside(h) || isListed(h)) && !answered(r.sheet, i) && slices.Index(r.sheet.Header, h) == i {
				r.beside = append(r.beside, i)
			}
			continue
		}
		if _, twice := r.columns[name]; twice {
			r.problem(r.sheet.HeaderRow, h, h, fmt.Sprintf("a second column for %s", name), "leave one of them out")
		}
		r.columns[name] = i
	}
	if !r.has("case_id") && !r.has("question") {
		r.findCases()
	}
}

// has reports whether there is a column for each of some roles.
func (r *sheetReader) has(roles ...string) bool {
	return !slices.ContainsFunc(roles, func(role string) bool {
		_, ok := r.columns[role]
		return !ok
	})
}

// missingColumns says what a header lacks for the form it comes nearest to.
func (r *sheetReader) missingColumns() string {
	switch {
	case r.has("question", "answer"):
		return "there is no column case_id beside question and answer"
	case r.has("question", "yes"):
		return "there is no column of beside question and yes"
	case r.has("question"):
		return "there is a column question, but none for the answer"
	}
	return "there is no column case_id or question"
}

// otherColumns reports columns that a form does not use. A near miss of the name of
// one that it uses is a problem; any other is ignored with a warning.
func (r *sheetReader) otherColumns(uses ...string) {
	for i, h := range r.sheet.Header {
		if c, ok := r.columns[role(h)]; ok && c == i || h == "" || i == r.kept {
			continue
		}
		if hint := sheet.DidYouMean(h, uses); hint != "" && !isBeside(h) {
			r.problem(r.sheet.HeaderRow, h, h, fmt.Sprintf("column %q is not known%s", h, hint), "rename it, or leave it out")
			continue
		}
		r.passedOver(h)
	}
}

// passedOver warns of a column that is not used; not of one that a grid has for its readers,
// unless it may be a question of a table without rules that is no such grid.
func (r *sheetReader) passedOver(header string) {
	if isBeside(header) && (r.rules.ID != rules.NoRules || r.isGrid() || !r.allAnswers(slices.Index(r.sheet.Header, header))) {
		return
	}
	r.warnings.Add("column-ignored", "", "column %q of %s is not about judgements and was passed over", header, r.sheet.File)
}

// isGrid tells a grid, which always has all three of these columns, from a table that somebody else made.
func (r *sheetReader) isGrid() bool {
	return !slices.ContainsFunc([]string{ReaderColumn, DateColumn, NoteColumn}, func(name string) bool {
		return !slices.ContainsFunc(r.sheet.Header, func(h string) bool { return strings.EqualFold(h, name) })
	})
}

// allAnswers reports whether a column has texts, and all of them are answers.
func (r *sheetReader) allAnswers(column int) bool {
	some := false
	for _, row := range r.sheet.Rows {
		if text := row.Cell(column); text != "" {
			if _, some = parseAnswer(text); !some {
				return false
			}
		}
	}
	return some
}

func (r *sheetReader) problem(row int, column, value, message string, fix stats.Remedy) {
	r.problems = append(r.problems, sheet.Problem{
		File: r.sheet.File, Sheet: r.sheet.Name, Row: row, Column: column, Value: value, Message: message, Fix: fix})
}

// cell gives the text of a row in the column with a role, "" where there is no
// such column.
func (r *sheetReader) cell(row sheet.Row, name string) string {
	i, ok := r.columns[name]
	if !ok {
		return ""
	}
	return row.Cell(i)
}

// value is cell for a number: as it is in a workbook, whatever its format shows.
func (r *sheetReader) value(row sheet.Row, name string) string {
	if r.cell(row, name) == "" {
		return ""
	}
	return r.sheet.Value(row, r.columns[name])
}

// header gives the header of the column with a role.
func (r *sheetReader) header(name string) string {
	if i, ok := r.columns[name]; ok {
		return r.sheet.Header[i]
	}
	return name
}

// sameHeader reports whether a header is the one that is asked for, "" for none.
func sameHeader(header, asked string) bool {
	header, asked = strings.TrimSpace(header), strings.TrimSpace(asked)
	return asked != "" && (strings.EqualFold(header, asked) || strings.EqualFold(header, asked+ListMark))
}

// maybeQuestion reports whether a row names a question, misspells one or leaves it
// blank.
func (r *sheetReader) maybeQuestion(row sheet.Row) bool {
	text := r.cell(row, "question")
	return len(r.rules.QuestionsNamed(text)) > 0 || text == "" || r.rules.QuestionHint(text) != ""
}

// question gives the place of the question that a row is about.
func (r *sheetReader) question(row sheet.Row) (int, bool) {
	text := r.cell(row, "question")
	if text == "" {
		r.problem(row.Number, r.header("question"), "", "the question is blank", "write the id of a key question")
		return 0, false
	}
	places := r.rules.QuestionsNamed(text)
	if len(places) == 0 {
		r.problem(row.Number, r.header("question"), text, unknownQuestion(r.rules, text), seeQuestions)
		return 0, false
	}
	own := slices.IndexFunc(places, func(at int) bool { return r.asks(r.cell(row, "case_id"), at) })
	return places[max(own, 0)], true
}

// Remedies for a question that the rules do not have.
var (
	seeQuestions = stats.Advise("%v lists the questions", stats.Option{Name: stats.Questions})
	otherRules   = seeQuestions + stats.Advise("; %v names another rule set", stats.Option{Name: "rules"})
)

// unknownQuestion says that the rules do not have a question.
func unknownQuestion(set *rules.Set, id string) string {
	return fmt.Sprintf("there is no question %q in %s%s", id, set.ID, set.QuestionHint(id))
}

// answerWords are the answers as they are written, in lower case.
var answerWords = map[string]Answer{"yes": Yes, "y": Yes, "no": No, "n": No, "na": NA, "n/a": NA}

// parseAnswer reads an answer.
func parseAnswer(text string) (a Answer, ok bool) {
	a, ok = answerWords[strings.ToLower(strings.TrimSpace(text))]
	return a, ok
}

// parse reads an answer to a question: yes, no or na, or one of its levels, whose place it
// gives.
func (r *sheetReader) parse(question int, text string) (a Answer, level int, ok bool) {
	a, ok = parseAnswer(text)
	q := r.rules.Questions()[question]
	levels, from := r.rules.LevelsOf(q)
	if levels == nil || ok && a == NA {
		return a, 0, ok
	}
	level = r.rules.LevelNamed(q, text)
	if level < 0 && ok {
		level = r.rules.LevelNamed(q, a.String())
	}
	if level < from {
		return No, max(level, 0), level >= 0
	}
	return Yes, level, true
}
