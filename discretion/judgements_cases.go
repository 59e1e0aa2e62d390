package discretion

import (
	"fmt"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample"
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
	given [][]int        // the row that each answer was given in; 0 where none was
	named []bool         // the questions that the table has
	blank []blankAnswer  // of a table with a row for each answer
}

// A blankAnswer is a row whose answer is not in yet.
type blankAnswer struct {
	id       string
	question int
	row      sheet.Row
}

func (r *sheetReader) cases() *casesReader {
	c := &casesReader{sheetReader: r, place: map[string]int{}, named: make([]bool, len(r.rules.Questions()))}
	c.grid.beside = phrase.Each(r.beside, func(column int) string { return r.sheet.Header[column] })
	return c
}

// at gives the place of a case, adding it when it is new.
func (c *casesReader) at(id string, row int) (place int, isNew bool) {
	place, seen := c.place[id]
	if !seen {
		questions := len(c.rules.Questions())
		place = len(c.grid.Cases)
		c.place[id] = place
		c.grid.Cases = append(c.grid.Cases, Case{ID: id, Answers: make([]Answer, questions), Row: row})
		c.given = append(c.given, make([]int, questions))
	}
	return place, !seen
}

// keepValue takes what a row has in the column to keep for its case.
func (c *casesReader) keepValue(at int, row sheet.Row) {
	c.keepBeside(&c.grid.Cases[at], row)
	if c.kept < 0 {
		return
	}
	text, kept := c.keptOf(row), &c.grid.Cases[at].Kept
	switch {
	case *kept == "":
		*kept = text
	case text == "" || strings.EqualFold(text, *kept):
	case sameHeader(c.sheet.Header[c.kept], ReaderColumn) && slices.ContainsFunc(c.pairs, func(r sample.Reader) bool {
		return sameReader(r.Name, *kept) && sameReader(r.Pair, text)
	}):
	default:
		fix := stats.Remedy("a case has one value in this column; write the same in all its rows")
		if c.underway && sameHeader(c.sheet.Header[c.kept], ReaderColumn) {
			fix = "a case counts for one reader: write who the record gave it to in all its rows, or share the cases out to the two as a pair"
		}
		c.problem(row.Number, c.sheet.Header[c.kept], text,
			fmt.Sprintf("case %s has %q here and %q in an earlier row", c.grid.Cases[at].ID, text, *kept), fix)
	}
}

// keptOf is what a row has in the column to keep, "" where there is none.
func (r *sheetReader) keptOf(row sheet.Row) string {
	if r.kept < 0 {
		return ""
	}
	return strings.TrimSpace(row.Cell(r.kept))
}

// besideOf is what a row has in the columns beside the answers.
func (r *sheetReader) besideOf(row sheet.Row) []string {
	return phrase.Each(r.beside, func(column int) string { return strings.TrimSpace(row.Cell(column)) })
}

// keepBeside takes what a row has in the columns beside the answers for its case.
func (c *casesReader) keepBeside(k *Case, row sheet.Row) {
	texts := c.besideOf(row)
	if k.beside == nil {
		k.beside = texts
	}
	for i, text := range texts {
		if k.beside[i] == "" {
			k.beside[i] = text
		}
		if text != "" && !strings.EqualFold(text, k.beside[i]) {
			c.grid.beside[i] = ""
		}
	}
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
	rows := map[string]map[int]bool{} // of each case: the questions that it has a row for, with an answer or without
	for _, row := range r.sheet.Rows {
		id, haveCase := r.caseID(row)
		q, haveQuestion := r.question(row)
		text := r.cell(row, "answer")
		answer, level, ok := r.parse(q, text)
		if haveQuestion {
			c.named[q] = true
			if rows[id] == nil {
				rows[id] = map[int]bool{}
			}
			rows[id][q] = true
		}
		if c.underway && haveCase && haveQuestion && c.putAside(id, row, map[int]string{q: text}) {
			continue
		}
		if c.mayLack(id) && text == "" {
			if haveCase && haveQuestion {
				c.blank = append(c.blank, blankAnswer{id, q, row})
			}
			continue
		}
		if !ok {
			c.badAnswer(row.Number, r.header("answer"), r.cell(row, "question"), text)
		}
		if !haveCase || !haveQuestion || !ok {
			continue
		}
		at, _ := c.at(id, row.Number)
		c.keepValue(at, row)
		if first := c.given[at][q]; first > 0 {
			r.problem(row.Number, r.header("question"), id,
				fmt.Sprintf("case %s has an answer to %s already, in row %d", id, r.rules.Questions()[q].ID, first), "keep one of the two")
			continue
		}
		c.put(at, q, row.Number, answer, level)
	}
	r.lackingItems(func(q int) bool { return c.named[q] })
	c.lackingAnswers(rows)
	c.finish()
}

// lackingAnswers finds items without a row for a case, of a question that is made of them: without one the answer would be
// another. Other questions without a row count as na, which is said.
func (c *casesReader) lackingAnswers(rows map[string]map[int]bool) {
	questions := c.rules.Questions()
	for at, k := range c.grid.Cases {
		if c.mayLack(k.ID) {
			continue
		}
		group, _ := c.group(at)
		var lacking []string
		for q := range questions {
			for _, item := range c.rules.Items(q) {
				if id := questions[item].ID; c.named[item] && questions[item].Group == group && !rows[k.ID][item] && !slices.Contains(lacking, id) {
					lacking = append(lacking, id)
				}
			}
		}
		c.sayLacking(k.Row, k.ID, lacking)
	}
}

// sayLacking says in one problem which answers a case lacks.
func (c *casesReader) sayLacking(row int, id string, lacking []string) {
	if len(lacking) > 0 {
		c.problem(row, lacking[0], "", fmt.Sprintf("case %s has no answer to %s", id, asked(lacking[0]))+
			phrase.Either(len(lacking) > 1, " and "+phrase.Count(len(lacking)-1, "other question"), ""), c.blankFix())
	}
}

// put takes an answer of a case.
func (c *casesReader) put(at, question, row int, answer Answer, level int) {
	c.given[at][question], c.grid.Cases[at].Answers[question] = row, answer
	if levels := c.results.Questions[question].levels; levels > 0 && answer != NA {
		c.grid.Cases[at].SetLevel(question, level, levels)
	}
}

// asked is a question in a message: its id, or in quotation marks what is asked.
func asked(question string) string {
	if strings.Contains(question, " ") {
		return phrase.Quote(question)
	}
	return question
}

func (c *casesReader) badAnswer(row int, column, question, text string) {
	if text == "" {
		c.problem(row, column, "", fmt.Sprintf("the answer to %s is blank", asked(question)), c.blankFix())
		return
	}
	fix := stats.Remedy(answerFix)
	if at, ok := c.rules.QuestionNamed(question); ok {
		if levels, _ := c.rules.LevelsOf(c.rules.Questions()[at]); levels != nil {
			fix = stats.Remedy("an answer is " + strings.Join(levels, ", ") + " or na (does not apply)" +
				phrase.Either(c.rules.ReadsPoints(c.rules.Questions()[at]), ", or its points", ""))
		}
	}
	c.problem(row, column, text, fmt.Sprintf("%q is not an answer to %s", text, asked(question)), fix)
}

// finish places each case in its group and makes the totals.
func (c *casesReader) finish() {
	questions := c.rules.Questions()
	if at := slices.IndexFunc(questions, rules.Question.HasPoints); at >= 0 && len(c.grid.Cases) > rules.MostWithPoints {
		c.problem(0, "", "", fmt.Sprintf("there are %d cases, and %s is rated by points, which are summed of %d at most", len(c.grid.Cases), questions[at].ID, rules.MostWithPoints), "")
	}
	unanswered, partial := 0, 0
	for at := range c.grid.Cases {
		group, given := c.group(at)
		id := c.grid.Cases[at].ID
		c.checkItems(at)
		if c.underway {
			group = c.groupIn(id)
		}
		c.grid.Cases[at].Group = group
		for q, a := range c.grid.Cases[at].Answers {
			if other := questions[q].Group; a != NA && other != group {
				c.problem(c.given[at][q], questions[q].ID, id,
					fmt.Sprintf("case %s has answers in two groups, %s and %s", id, group, other),
					"a case belongs to one group; answer na to the questions of the other")
				break
			}
		}
		if c.mayLack(id) {
			c.wait(at)
		} else if lacks := c.countIn(group, c.asked) - given; given > 0 && lacks > 0 {
			unanswered += lacks
			partial++
		}
	}
	if unanswered > 0 {
		c.warnings.Add("unanswered", "answer na where a question does not apply",
			"%s of %s are not in the file and count as na", phrase.Count(unanswered, "answer"), phrase.Count(partial, "case"))
	}
	if pairs := sample.SimilarIDs(len(c.grid.Cases), func(i int) string { return c.grid.Cases[i].ID }); len(pairs) > 0 {
		c.warnings.Add("similar-ids", "if they are one case, write its id in one way",
			"%d %s from another only in letter case, blanks, leading zeros or signs that look alike, and both count as cases (%s)",
			len(pairs), phrase.Plural(len(pairs), "case id differs", "case ids differ"),
			sample.PairsText(pairs, func(at int) (string, int) { return c.grid.Cases[at].ID, c.grid.Cases[at].Row }))
	}
	c.addBlank()
	if c.underway {
		c.markTouched()
	}
	c.grid.File, c.grid.Sheet, c.grid.named = c.sheet.File, c.sheet.Name, c.named
	if c.kept >= 0 {
		c.grid.Kept = c.sheet.Header[c.kept]
	}
	c.grid.asked = make([]bool, len(questions))
	for q := range questions {
		c.grid.asked[q] = c.asked(q)
	}
	c.grid.sort()
	c.grid.derive(c.rules)
	c.results.Grid = &c.grid
	c.results.CountAnswers(questions)
	c.warnWaiting()
}

// group gives the group of a case, from its answers, and how many of the
// group's questions it has an answer to, na included.
func (c *casesReader) group(at int) (group string, given int) {
	has := func(q int) bool { return c.given[at][q] > 0 }
	if q := slices.IndexFunc(c.grid.Cases[at].Answers, func(a Answer) bool { return a != NA }); q >= 0 {
		group = c.rules.Questions()[q].Group
		return group, c.countIn(group, has)
	}
	for _, g := range c.rules.Groups { // every answer is na: the group most of them are for
		if n := c.countIn(g.ID, has); n > given {
			group, given = g.ID, n
		}
	}
	return group, given
}

// asked reports whether any case of the file has an answer to a question.
func (c *casesReader) asked(q int) bool {
	return slices.ContainsFunc(c.given, func(rows []int) bool { return rows[q] > 0 })
}

// countIn counts the questions of a group for which so holds.
func (c *casesReader) countIn(group string, so func(q int) bool) int {
	n := 0
	for q, question := range c.rules.Questions() {
		if question.Group == group && so(q) {
			n++
		}
	}
	return n
}

// checkItems finds answers to a question that is made of items which have answers too.
func (c *casesReader) checkItems(at int) {
	for q, row := range c.given[at] {
		if row > 0 && slices.ContainsFunc(c.rules.Items(q), c.asked) {
			c.problem(row, c.rules.Questions()[q].ID, c.grid.Cases[at].ID,
				c.rules.Questions()[q].ID+" is made of items, which have answers here", "leave it out; it follows from the items")
		}
	}
}
