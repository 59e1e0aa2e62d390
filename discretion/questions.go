package discretion

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"onecase/discretion/rules"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Headers of a table of questions, as [columnRoles] writes them.
var (
	idHeaders   = []string{"id", "questionid", "code"}
	textHeaders = []string{"text", "question", "questions", "wording"}
)

// What a file of questions can have at most: a grid is a sheet that people fill in.
const (
	maxQuestions     = 1000
	maxQuestionBytes = 1 << 20
)

// ReadQuestions reads questions to ask of every case from a file: a table, CSV or XLSX,
// with a column id and a column text, or a text with a question a line, whose id it is.
// What is wrong with it is reported at once, as sheet.Problems.
func ReadQuestions(name string) ([]rules.Question, error) {
	is := func(headers []string) func(string) bool {
		return func(h string) bool { return slices.Contains(headers, separators.Replace(strings.ToLower(h))) }
	}
	isID, isText := is(idHeaders), is(textHeaders)
	list, err := sheet.ReadFile(name, sheet.ReadOptions{Headers: sheet.Headers{Known: func(h string) bool { return isID(h) || isText(h) }}})
	q := &questionReader{file: name, first: map[string]int{}}
	if err != nil {
		return q.lines(isText)
	}
	id, text := slices.IndexFunc(list.Header, isID), slices.IndexFunc(list.Header, isText)
	switch {
	case id >= 0 && (text >= 0 || len(list.Header) == 1):
		q.problems = slices.Clone(list.Problems)
		for _, row := range list.Rows {
			question := rules.Question{ID: row.Cell(id)}
			if text >= 0 {
				question.Text = row.Cell(text)
			}
			q.add(row.Number, question)
		}
		return q.done()
	case list.Name != "" || id >= 0 || isOtherTable(list):
		return nil, sheet.Problems{{File: name, Sheet: list.Name, Row: list.HeaderRow, Value: strings.Join(list.Header, ", "),
			Message: "this is a table, and not of questions: its columns are " +
				phrase.First(8, phrase.Each(list.Header, phrase.Quote), ", ", " and"),
			Fix: "a table of questions has the columns id and text; without a table, write a question a line"}}
	}
	return q.lines(isText)
}

// isOtherTable tells a table of cases, or of anything else, from questions that have
// commas: it has a column for the case, or three columns or more with short headers that
// every row fills.
func isOtherTable(list *sheet.Sheet) bool {
	isShort := func(h string) bool { return len(strings.Fields(h)) <= 3 && !strings.Contains(h, "?") }
	even := len(list.Problems) == 0 && len(list.Warnings) == 0 &&
		!slices.ContainsFunc(list.Header, func(h string) bool { return !isShort(h) })
	return len(list.Header) > 1 && len(caselist.CaseColumns(list.Header)) > 0 || len(list.Header) > 2 && even
}

// A questionReader gathers questions and what is wrong with them.
type questionReader struct {
	file      string
	questions []rules.Question
	first     map[string]int // the row of each id, in lower case
	problems  sheet.Problems
}

// lines reads a question a line. A first line that is a header alone is none.
func (q *questionReader) lines(isHeader func(string) bool) ([]rules.Question, error) {
	f, err := sheet.OpenRegular(q.file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", q.file, phrase.FileError(err))
	}
	defer f.Close()
	part := &io.LimitedReader{R: f, N: maxQuestionBytes}
	text := bufio.NewScanner(part)
	for row := 1; text.Scan(); row++ {
		line := strings.TrimPrefix(text.Text(), "\ufeff")
		if !utf8.ValidString(line) {
			q.problem(row, line, "this is not text in UTF-8", "save the questions as UTF-8")
			break
		}
		if line = strings.Join(strings.Fields(line), " "); line != "" && !(row == 1 && isHeader(line)) {
			q.add(row, rules.Question{ID: line})
		}
	}
	switch {
	case text.Err() != nil:
		return nil, fmt.Errorf("%s: a line is too long to be a question", q.file)
	case part.N == 0:
		return nil, fmt.Errorf("%s: the file is too large to be of questions: it has 1 MB or more", q.file)
	}
	return q.done()
}

// add takes a question. Its id is to be the header of a column of answers, which no
// other column may be taken for.
func (q *questionReader) add(row int, question rules.Question) {
	question.ID = strings.Join(strings.Fields(question.ID), " ")
	key := strings.ToLower(question.ID)
	switch {
	case question.ID == "":
		q.problem(row, "", "the id of a question is blank", "give it one")
	case role(question.ID) != "" || isBeside(question.ID):
		q.problem(row, question.ID, fmt.Sprintf("a column %s of a table of judgements is no question",
			phrase.Quote(question.ID)), "give the question another id")
	case q.first[key] > 0:
		q.problem(row, question.ID, fmt.Sprintf("the question %s is there already, in row %d",
			phrase.Quote(question.ID), q.first[key]), "keep one of the two")
	default:
		q.first[key] = row
		q.questions = append(q.questions, question)
	}
}

func (q *questionReader) problem(row int, value, message string, fix stats.Remedy) {
	q.problems = append(q.problems, sheet.Problem{File: q.file, Row: row, Value: value, Message: message, Fix: fix})
}

func (q *questionReader) done() ([]rules.Question, error) {
	switch n := len(q.questions); {
	case n == 0 && len(q.problems) == 0:
		q.problem(0, "", "there is no question", "write a question a line, or a table with columns id and text")
	case n > maxQuestions:
		q.problem(0, "", fmt.Sprintf("%d questions are more than the %d that a grid can have", n, maxQuestions),
			"check that this is the file of questions")
	}
	return q.questions, q.problems.Err()
}
