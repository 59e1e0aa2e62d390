package discretion

import (
	"errors"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// StarterRules writes a commented rule set to start from, with the questions of a table of
// judgements: the headers of its columns of answers, or the texts of its column question.
// See [rules.Starter]. What is wrong with the table is reported at once, as sheet.Problems.
func StarterRules(table string) (text string, questions []string, err error) {
	list, err := sheet.ReadFile(table, sheet.ReadOptions{Headers: JudgementHeaders(rules.Plain(nil, nil))})
	if err != nil {
		return "", nil, err
	}
	if err := list.Problems.Err(); err != nil {
		return "", nil, err
	}
	problem := func(p sheet.Problem) sheet.Problem {
		p.File, p.Sheet, p.Row = list.File, list.Name, list.HeaderRow
		return p
	}
	if questions = plainQuestions(list, ""); len(questions) == 0 {
		return "", nil, sheet.Problems{problem(sheet.Problem{Value: strings.Join(list.Header, ", "),
			Message: "this table has no question: its columns are " + phrase.First(8, phrase.Each(list.Header, phrase.Quote), ", ", " and"),
			Fix:     "a table of judgements has case_id and a column for each question, or a column question"})}
	}
	text, err = rules.Starter(questions)
	if problems, ok := errors.AsType[sheet.Problems](err); ok {
		for i, p := range problems {
			problems[i] = problem(p)
		}
	}
	return text, questions, err
}
