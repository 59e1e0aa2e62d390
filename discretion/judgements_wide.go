package discretion

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// rulesOfColumns names the rules that come with the program which have most of the columns as questions, where any have
// half of them or more.
func (r *sheetReader) rulesOfColumns() stats.Remedy {
	var headers []string
	for _, h := range r.sheet.Header {
		if h != "" && role(h) == "" && !isBeside(h) {
			headers = append(headers, h)
		}
	}
	best, most := (*rules.Set)(nil), (len(headers)-1)/2
	for _, id := range rules.IDs() {
		if set, err := rules.Load(id); err == nil {
			n := 0
			for _, h := range headers {
				n += min(len(set.QuestionsNamed(h)), 1)
			}
			if n > most {
				best, most = set, n
			}
		}
	}
	if best == nil {
		return otherRules
	}
	return stats.Advise("they are questions of %s: rate by these with %v", best.Named(), stats.Option{Name: "rules", Value: best.ID})
}

// lackingItems finds questions made of items some of which a table has and some it has not: without these the answer would
// be another.
func (r *sheetReader) lackingItems(has func(question int) bool) {
	questions := r.rules.Questions()
	lacks := func(item int) bool { return !has(item) }
	said := map[int]bool{}
	for at := range questions {
		items := r.rules.Items(at)
		if !slices.ContainsFunc(items, func(item int) bool { return !lacks(item) }) {
			continue
		}
		for _, item := range items {
			if lacks(item) && !said[item] {
				said[item] = true
				r.problem(r.sheet.HeaderRow, questions[item].ID, "", fmt.Sprintf("%s, an item of %s, is not in the table", questions[item].ID, questions[at].ID),
					"give it its answers, with na where it does not apply, and blank where they are still to come")
			}
		}
	}
}

// lackingQuestions names those that a table has no column for, of rules and groups of which it has others.
func (r *sheetReader) lackingQuestions(found map[int]int) string {
	if r.rules.ID == rules.NoRules {
		return ""
	}
	questions, groups := r.rules.Questions(), map[string]bool{}
	for q := range found {
		groups[questions[q].Group] = true
	}
	var lacking []string
	for at, q := range questions {
		if _, has := found[at]; !has && groups[q.Group] && len(r.rules.Items(at)) == 0 {
			lacking = append(lacking, q.ID)
		}
	}
	return phrase.First(4, lacking, ", ", " and")
}

// unheaded asks about a column of answers that has no heading, and tells of another that has texts.
func (r *sheetReader) unheaded(column int) {
	where := "the first column"
	for at := column - 1; at >= 0; at-- {
		if r.sheet.Header[at] != "" {
			where = fmt.Sprintf("the column to the right of %q", r.sheet.Header[at])
			break
		}
	}
	switch {
	case r.allAnswers(column):
		r.problem(r.sheet.HeaderRow, "", "", where+" has answers and no heading, so that nobody knows of which question", "write its question above it")
	case slices.ContainsFunc(r.sheet.Rows, func(row sheet.Row) bool { return row.Cell(column) != "" }):
		r.warnings.Add("column-ignored", "give it a heading, if it is needed", "%s in %s has no heading and was passed over", where, r.sheet.File)
	}
}

// A questionColumn is the column of a question in a wide table.
type questionColumn struct{ question, column int }

// wide reads a row for each case, with a column for each question.
func (r *sheetReader) wide() {
	found := map[int]int{}
	var unknown []string // headers of columns that are no question
	for i, h := range r.sheet.Header {
		if i == r.columns["case_id"] || i == r.kept {
			continue
		}
		if h == "" {
			r.unheaded(i)
			continue
		}
		places := r.rules.QuestionsNamed(h)
		for _, q := range places {
			if _, twice := found[q]; twice {
				r.problem(r.sheet.HeaderRow, h, h, fmt.Sprintf("a second column for %s", r.rules.Questions()[q].ID), "keep one of the two")
				continue
			}
			found[q] = i
		}
		switch {
		case len(places) > 0:
		case r.rules.ID != rules.NoRules && !isBeside(h) && r.meansQuestion(h):
			r.problem(r.sheet.HeaderRow, h, h, unknownQuestion(r.rules, h), seeQuestions)
		default:
			unknown = append(unknown, h)
		}
	}
	lacking := r.lackingQuestions(found)
	for _, h := range unknown {
		if lacking != "" && !isBeside(h) && r.allAnswers(slices.Index(r.sheet.Header, h)) {
			r.problem(r.sheet.HeaderRow, h, h, fmt.Sprintf("the column %q has answers, and is not known as a question; without a column is: %s", h, lacking),
				"write the heading of its question above it; a column that is no question is left out of the table")
			continue
		}
		r.passedOver(h)
	}
	switch {
	case len(found) == 0 && r.rules.ID == rules.NoRules:
		r.problem(r.sheet.HeaderRow, "", strings.Join(r.sheet.Header, ", "), "no column has answers of yes, no and na", answerFix)
		return
	case len(found) == 0:
		r.problem(r.sheet.HeaderRow, "", strings.Join(r.sheet.Header, ", "), "no column is a question of "+r.rules.ID, r.rulesOfColumns())
		return
	}
	r.lackingItems(func(q int) bool { _, has := found[q]; return has })
	var columns []questionColumn // in the order of the rules
	for _, q := range slices.Sorted(maps.Keys(found)) {
		columns = append(columns, questionColumn{q, found[q]})
	}
	c := r.cases()
	for _, col := range columns {
		c.named[col.question] = true
	}
	if !c.underway && !slices.ContainsFunc(r.sheet.Rows, func(row sheet.Row) bool { return !unanswered(row, columns) }) {
		r.problem(r.sheet.HeaderRow, "", "", "no case has an answer yet", "fill in the grid: "+answerFix)
		return
	}
	for _, row := range r.sheet.Rows {
		id, ok := r.caseID(row)
		if !ok {
			continue
		}
		own := columns
		if c.underway {
			texts := map[int]string{}
			for _, col := range columns {
				texts[col.question] = row.Cell(col.column)
			}
			if c.putAside(id, row, texts) {
				continue
			}
		}
		if c.groupOf != nil {
			own = slices.DeleteFunc(slices.Clone(columns), func(col questionColumn) bool { return !c.asks(id, col.question) })
		}
		if c.mayLack(id) && unanswered(row, own) && (c.rules.ID != rules.NoRules && !c.underway || blank(row, own)) {
			pending := Case{ID: id, Row: row.Number, Kept: c.keptOf(row), beside: c.besideOf(row)}
			for _, col := range own {
				if row.Cell(col.column) == "" && !c.hasFailed(id) {
					pending.Waiting = append(pending.Waiting, col.question)
				}
			}
			c.grid.unread = append(c.grid.unread, pending)
			continue
		}
		at, isNew := c.at(id, row.Number)
		if !isNew {
			r.problem(row.Number, r.header("case_id"), id,
				fmt.Sprintf("case %s has a row already, row %d", id, c.grid.Cases[at].Row), "keep one row for each case")
			continue
		}
		c.keepValue(at, row)
		c.wideRow(row, at, own)
	}
	c.finish()
}

// wideRow reads the answers of one case. A case belongs to one group; once it
// has a yes or no there, the questions of another group may be left blank.
func (c *casesReader) wideRow(row sheet.Row, at int, columns []questionColumn) {
	questions := c.rules.Questions()
	filled := map[string]bool{}
	for _, col := range columns {
		if a, _, ok := c.parse(col.question, row.Cell(col.column)); ok && a != NA {
			filled[questions[col.question].Group] = true
		}
	}
	var lacking []string // headers
	for _, col := range columns {
		question, header, text := questions[col.question], c.sheet.Header[col.column], row.Cell(col.column)
		answer, level, ok := c.parse(col.question, text)
		switch {
		case ok:
			c.put(at, col.question, row.Number, answer, level)
		case text != "":
			c.badAnswer(row.Number, header, question.ID, text)
		case !c.mayLack(c.grid.Cases[at].ID) && (len(filled) == 0 || filled[question.Group]):
			lacking = append(lacking, header)
		}
	}
	if len(lacking) > 1 && unanswered(row, columns) {
		c.problem(row.Number, "", "", fmt.Sprintf("case %s has no answer yet", c.grid.Cases[at].ID), c.blankFix())
		return
	}
	c.sayLacking(row.Number, c.grid.Cases[at].ID, lacking)
}

// unanswered reports whether a row is still that of an empty grid: blank cells and
// perhaps na, no yes or no.
func unanswered(row sheet.Row, columns []questionColumn) bool {
	blank := false
	for _, col := range columns {
		if a, ok := parseAnswer(row.Cell(col.column)); row.Cell(col.column) == "" {
			blank = true
		} else if !ok || a != NA {
			return false
		}
	}
	return blank
}

// blank reports whether a row has no answer at all.
func blank(row sheet.Row, columns []questionColumn) bool {
	return !slices.ContainsFunc(columns, func(col questionColumn) bool { return row.Cell(col.column) != "" })
}

// meansQuestion reports whether a header looks like a question's id.
func (r *sheetReader) meansQuestion(header string) bool {
	return r.rules.QuestionHint(header) != "" || slices.ContainsFunc(r.rules.StandardIDs(), func(id string) bool {
		return strings.HasPrefix(strings.ToLower(header), id+".")
	})
}
