package discretion

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// StarterRules writes a commented rule set to start from, with the questions of a table of
// judgements: the headers of its columns of answers, of two levels or more, or the texts of its
// column question. See [rules.Starter]. What is wrong with the table is reported at once, as
// sheet.Problems.
func StarterRules(table string, opts sheet.ReadOptions, start rules.Start) (text string, questions []string, err error) {
	opts.Headers = JudgementHeaders(rules.Plain(nil, nil))
	list, err := sheet.ReadFile(table, opts)
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
	plain := plainQuestions(list, "")
	levels := map[string][]string{}
	for i, h := range list.Header {
		if role(h) == "" && !isBeside(h) && h != "" {
			if of := levelsOf(list, i); of != nil {
				levels[h] = of
			}
		}
	}
	add := func(id string) {
		questions = append(questions, id)
		start.Questions = append(start.Questions, rules.StartQuestion{ID: id, Levels: levels[id]})
	}
	for _, h := range list.Header {
		if slices.Contains(plain, h) || levels[h] != nil {
			add(h)
		}
	}
	for _, id := range plain {
		if !slices.Contains(questions, id) {
			add(id)
		}
	}
	if len(questions) == 0 {
		return "", nil, sheet.Problems{problem(sheet.Problem{Value: strings.Join(list.Header, ", "),
			Message: "this table has no question: its columns are " + phrase.First(8, phrase.Each(list.Header, phrase.Quote), ", ", " and"),
			Fix:     "a table of judgements has case_id and a column for each question, or a column question"})}
	}
	text, err = rules.Starter(start)
	if problems, ok := errors.AsType[sheet.Problems](err); ok {
		for i, p := range problems {
			problems[i] = problem(p)
		}
	}
	return text, questions, err
}

// mostGrade is the highest number that is taken for a grade.
const mostGrade = 10

// levelsOf gives the levels, worst first, of a column whose texts are all yes, partly, no or na,
// or all grades or na; nil for any other, and for one of yes and no.
func levelsOf(table *sheet.Sheet, column int) []string {
	partly, words, most := "", false, 0
	for _, row := range table.Rows {
		text := strings.TrimSpace(row.Cell(column))
		answer, isAnswer := parseAnswer(text)
		grade, err := strconv.Atoi(text)
		switch {
		case text == "", isAnswer && answer == NA:
		case err == nil && grade >= 1 && grade <= mostGrade:
			most = max(most, grade)
		case slices.Contains([]string{"partly", "partially", "partial"}, strings.ToLower(text)):
			partly = strings.ToLower(text)
		case !isAnswer:
			return nil
		default:
			words = true
		}
	}
	switch {
	case partly != "" && most == 0:
		return []string{"no", partly, "yes"}
	case partly == "" && !words && most > 1:
		levels := make([]string, most)
		for i := range levels {
			levels[i] = strconv.Itoa(i + 1)
		}
		return levels
	}
	return nil
}
