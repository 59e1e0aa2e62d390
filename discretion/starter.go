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
	plain, levels := plainQuestions(list, ""), questionLevels(list)
	add := func(id string) {
		questions = append(questions, id)
		start.Questions = append(start.Questions, rules.StartQuestion{ID: id, Levels: levels[strings.ToLower(id)]})
	}
	for _, h := range list.Header {
		if slices.Contains(plain, h) || levels[strings.ToLower(h)] != nil {
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

// questionLevels gives the levels of each question that has some, by its id in lower case: of a
// column with its answers, or of the rows that name it in a table of a row for each answer.
func questionLevels(table *sheet.Sheet) map[string][]string {
	texts := map[string][]string{}
	question := slices.IndexFunc(table.Header, func(h string) bool { return role(h) == "question" })
	for i, h := range table.Header {
		for _, row := range table.Rows {
			id := ""
			if question < 0 && role(h) == "" && !isBeside(h) {
				id = strings.ToLower(h)
			} else if question >= 0 && role(h) == "answer" {
				id = strings.ToLower(row.Cell(question))
			}
			if id != "" {
				texts[id] = append(texts[id], row.Cell(i))
			}
		}
	}
	levels := map[string][]string{}
	for id, answers := range texts {
		if of := levelsOf(answers); of != nil {
			levels[id] = of
		}
	}
	return levels
}

// levelsOf gives the levels, worst first, of answers that are all yes, partly, no or na, or all
// grades or na; nil for any others, and for yes and no.
func levelsOf(answers []string) []string {
	partly, words, most := "", false, 0
	for _, text := range answers {
		text = strings.TrimSpace(text)
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
