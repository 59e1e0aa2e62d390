package discretion

import (
	"slices"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats"
)

// GridColumns say what the columns of a table of judgements are.
type GridColumns struct {
	Rules     *rules.Set    // without rules those of a table of its own questions
	Case      int           // the column of the case
	Questions map[int][]int // the places of the questions that a column answers; none in a long table
	Question  int           // of a long table the column of the question; else -1
	Answer    int           // and that of the answer; else -1
}

// ColumnsOf finds the columns of a table of judgements, wide or long, under some rules, nil
// for none; where it has no question of them, it is one of its own questions. A table without
// a column for the case is an error.
func ColumnsOf(set *rules.Set, table *sheet.Sheet) (*GridColumns, error) {
	if set == nil || !slices.ContainsFunc(table.Header, func(h string) bool { return role(h) == "question" || len(set.QuestionsNamed(h)) > 0 }) {
		set = rules.Plain([]string{allCases}, plainQuestions(table, ""))
	}
	r := &sheetReader{rules: set, sheet: table, columns: map[string]int{}, kept: -1}
	r.findColumns()
	if !r.has("case_id") {
		r.problem(table.HeaderRow, "", "", "there is no column for the case", "a grid has a row for each case, with its id")
	}
	if err := r.problems.Err(); err != nil {
		return nil, err
	}
	g := &GridColumns{Rules: set, Case: r.columns["case_id"], Questions: map[int][]int{}, Question: -1, Answer: -1}
	if r.has("question", "answer") {
		g.Question, g.Answer = r.columns["question"], r.columns["answer"]
		return g, nil
	}
	for i, h := range table.Header {
		if places := set.QuestionsNamed(h); h != "" && i != g.Case && len(places) > 0 {
			g.Questions[i] = places
		}
	}
	if len(g.Questions) == 0 {
		r.problem(table.HeaderRow, "", "", "no column is a question", stats.Advise("%v names the rules", stats.Option{Name: "rules"}))
	}
	return g, r.problems.Err()
}

// Asked reports whether any of some questions, by their places, is asked of the cases of a
// group; a question of no group of the rules is asked of all.
func (g *GridColumns) Asked(places []int, group string) bool {
	for _, q := range places {
		if of := g.Rules.Questions()[q].Group; of == group || g.Rules.ID == rules.NoRules {
			return true
		}
	}
	return len(places) == 0
}
