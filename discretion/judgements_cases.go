package discretion

import (
	"fmt"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// answerFix says how answers are written.
const answerFix = "an answer is yes, no or na (does not apply)"

// A casesReader gathers the answers of cases, row by row or cell by cell.
type casesReader struct {
	*sheetReader
	grid  Grid
	place map[string]int // case id to its place in the grid
	row   []int          // the row of the file that each case was first seen in
	given [][]int        // the row that each answer was given in; 0 where none was
}

func (r *sheetReader) cases() *casesReader {
	return &casesReader{sheetReader: r, place: map[string]int{}}
}

// at gives the place of a case, adding it when it is new.
func (c *casesReader) at(id string, row int) (place int, isNew bool) {
	if at, ok := c.place[id]; ok {
		return at, false
	}
	at := len(c.grid.Cases)
	c.place[id] = at
	c.grid.Cases = append(c.grid.Cases, id)
	c.grid.Answers = append(c.grid.Answers, make([]Answer, len(c.rules.Questions())))
	c.given = append(c.given, make([]int, len(c.rules.Questions())))
	c.row = append(c.row, row)
	return at, true
}

// caseID gives the case that a row is about.
func (r *sheetReader) caseID(row sheet.Row) (string, bool) {
	id := r.cell(row, "case_id")
	if id == "" {
		r.problem(row.Number, r.header("case_id"), "", "the case is blank", "write the case's reference")
	}
	return id, id != ""
}

// long reads a row for each answer.
func (r *sheetReader) long() {
	c := r.cases()
	for _, row := range r.sheet.Rows {
		id, haveCase := r.caseID(row)
		q, haveQuestion := r.question(row)
		text := r.cell(row, "answer")
		answer, ok := parseAnswer(text)
		if !ok {
			c.badAnswer(row.Number, r.header("answer"), id, r.cell(row, "question"), text)
		}
		if !haveCase || !haveQuestion || !ok {
			continue
		}
		at, _ := c.at(id, row.Number)
		if first := c.given[at][q]; first > 0 {
			r.problem(row.Number, r.header("question"), id,
				fmt.Sprintf("case %s has an answer to %s already, in row %d", id, r.rules.Questions()[q].ID, first), "keep one of the two")
			continue
		}
		c.given[at][q], c.grid.Answers[at][q] = row.Number, answer
	}
	c.finish()
}

func (c *casesReader) badAnswer(row int, column, id, question, text string) {
	if text == "" {
		c.problem(row, column, "", fmt.Sprintf("the answer of case %s to %s is blank", id, question), answerFix)
		return
	}
	c.problem(row, column, text, fmt.Sprintf("%q is not an answer (case %s, %s)", text, id, question), answerFix)
}

// wide reads a row for each case, with a column for each question.
func (r *sheetReader) wide() {
	columns := make([]int, len(r.rules.Questions()))
	for i := range columns {
		columns[i] = -1
	}
	found := false
	for i, h := range r.sheet.Header {
		if i == r.columns["case_id"] || h == "" {
			continue
		}
		q, ok := r.rules.QuestionNamed(h)
		switch {
		case ok && columns[q] >= 0:
			r.problem(r.sheet.HeaderRow, h, h, fmt.Sprintf("a second column for %s", r.rules.Questions()[q].ID), "keep one of the two")
		case ok:
			columns[q], found = i, true
		case r.meansQuestion(h):
			r.problem(r.sheet.HeaderRow, h, h, fmt.Sprintf("there is no question %q in %s%s", h, r.rules.ID, r.rules.QuestionHint(h)), stats.Advise("%v lists the questions", stats.Option{Name: stats.Questions}))
		default:
			r.passedOver(h)
		}
	}
	if !found {
		r.problem(r.sheet.HeaderRow, "", strings.Join(r.sheet.Header, ", "), "no column is a question of "+r.rules.ID,
			stats.Advise("%v lists the questions; %v names another rule set", stats.Option{Name: stats.Questions}, stats.Option{Name: "rules"}))
		return
	}
	c := r.cases()
	if !slices.ContainsFunc(r.sheet.Rows, func(row sheet.Row) bool { return !unanswered(row, columns) }) {
		r.problem(r.sheet.HeaderRow, "", "", "no case has an answer yet", "fill in the grid: "+answerFix)
		return
	}
	for _, row := range r.sheet.Rows {
		id, ok := r.caseID(row)
		if !ok {
			continue
		}
		at, isNew := c.at(id, row.Number)
		if !isNew {
			r.problem(row.Number, r.header("case_id"), id, fmt.Sprintf("case %s has a row already, row %d", id, c.row[at]), "keep one row for each case")
			continue
		}
		c.wideRow(row, at, columns)
	}
	c.finish()
}

// wideRow reads the answers of one case. A case belongs to one group; once it
// has a yes or no there, the questions of another group may be left blank.
func (c *casesReader) wideRow(row sheet.Row, at int, columns []int) {
	filled := map[string]bool{}
	for q, i := range columns {
		if i < 0 {
			continue
		}
		if a, ok := parseAnswer(row.Cells[i]); ok && a != NA {
			filled[c.rules.Questions()[q].Group] = true
		}
	}
	id := c.grid.Cases[at]
	var lacking []int // columns
	for q, i := range columns {
		if i < 0 {
			continue
		}
		question, text := c.rules.Questions()[q], row.Cells[i]
		answer, ok := parseAnswer(text)
		switch {
		case ok:
			c.given[at][q], c.grid.Answers[at][q] = row.Number, answer
		case text != "":
			c.badAnswer(row.Number, c.sheet.Header[i], id, question.ID, text)
		case len(filled) == 0 || filled[question.Group]:
			lacking = append(lacking, i)
		}
	}
	c.lacks(row, id, columns, lacking)
}

// lacks says, in one line for a case, which of its answers are blank.
func (c *casesReader) lacks(row sheet.Row, id string, columns, lacking []int) {
	if len(lacking) == 0 {
		return
	}
	header := c.sheet.Header[lacking[0]]
	switch more := len(lacking) - 1; {
	case more == 0:
		c.badAnswer(row.Number, header, id, header, "")
	case unanswered(row, columns):
		c.problem(row.Number, "", "", fmt.Sprintf("case %s has no answer yet", id), answerFix)
	default:
		c.problem(row.Number, header, "", fmt.Sprintf("the answers of case %s to %s and %s are blank", id, header, phrase.Count(more, "other question")), answerFix)
	}
}

// unanswered tells whether a row is as an empty grid has it: with blank cells, and
// na at most in the others.
func unanswered(row sheet.Row, columns []int) bool {
	blank := false
	for _, i := range columns {
		if i < 0 {
			continue
		}
		if a, ok := parseAnswer(row.Cells[i]); row.Cells[i] == "" {
			blank = true
		} else if !ok || a != NA {
			return false
		}
	}
	return blank
}

// meansQuestion reports whether a header looks like a question's id.
func (r *sheetReader) meansQuestion(header string) bool {
	if r.rules.QuestionHint(header) != "" {
		return true
	}
	return slices.ContainsFunc(r.rules.Standards, func(st rules.Standard) bool {
		return strings.HasPrefix(strings.ToLower(header), st.ID+".")
	})
}

// finish places each case in its group and makes the totals.
func (c *casesReader) finish() {
	questions := c.rules.Questions()
	unanswered, partial := 0, 0
	c.grid.Groups = make([]string, len(c.grid.Cases))
	for at, id := range c.grid.Cases {
		group, given := c.group(at)
		c.grid.Groups[at] = group
		for q, a := range c.grid.Answers[at] {
			if other := questions[q].Group; a != NA && other != group {
				c.problem(c.given[at][q], questions[q].ID, id,
					fmt.Sprintf("case %s has answers in two groups, %s and %s", id, group, other), "a case belongs to one group; answer na to the questions of the other")
				break
			}
		}
		if lacks := c.askedOf(group) - given; given > 0 && lacks > 0 {
			unanswered += lacks
			partial++
		}
	}
	if unanswered > 0 {
		c.warnings.Add("unanswered", "answer na where a question does not apply",
			"%s of %s are not in the file and count as na", phrase.Count(unanswered, "answer"), phrase.Count(partial, "case"))
	}
	c.grid.File, c.grid.Sheet, c.grid.Rows = c.sheet.File, c.sheet.Name, c.row
	c.grid.asked = make([]bool, len(questions))
	for q := range questions {
		c.grid.asked[q] = c.asked(q)
	}
	c.grid.sort()
	c.results.Grid = &c.grid
	c.results.CountAnswers(questions)
}

// group gives the group of a case, from its answers, and how many of the
// group's questions it has an answer to, na included.
func (c *casesReader) group(at int) (group string, given int) {
	questions := c.rules.Questions()
	for q, a := range c.grid.Answers[at] {
		if a != NA {
			group = questions[q].Group
			break
		}
	}
	if group == "" { // every answer is na: the group most of them are for
		most := 0
		for _, g := range c.rules.Groups {
			if n := c.givenIn(at, g.ID); n > most {
				group, most = g.ID, n
			}
		}
	}
	return group, c.givenIn(at, group)
}

// givenIn is how many questions of a group a case has an answer to.
func (c *casesReader) givenIn(at int, group string) int {
	n := 0
	for q, row := range c.given[at] {
		if row > 0 && c.rules.Questions()[q].Group == group {
			n++
		}
	}
	return n
}

// asked reports whether any case of the file has an answer to a question.
func (c *casesReader) asked(q int) bool {
	return slices.ContainsFunc(c.given, func(rows []int) bool { return rows[q] > 0 })
}

// askedOf is how many questions of a group any case of the file has an answer to.
func (c *casesReader) askedOf(group string) int {
	n := 0
	for q, question := range c.rules.Questions() {
		if question.Group == group && c.asked(q) {
			n++
		}
	}
	return n
}
