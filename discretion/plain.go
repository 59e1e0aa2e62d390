package discretion

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// reading is how a table of judgements is read.
type reading struct {
	mayWait  bool   // whoever asks can take blank answers as not in yet, and ids that look the same
	soFar    bool   // blank answers are not in yet
	alikeIDs bool   // ids that look the same are
	keep     string // the header of a column to keep beside the answers; "" for none
	// groupOf is of a table without rules the group of each case, by its normalized id and
	// by what it looks like, where the record has several; nil where it has not.
	groupOf  map[string]string
	underway bool            // the table is being filled: groupOf is known, and what does not fit is put aside
	failed   map[string]bool // cases that the record counts as failed, as groupOf has them: blank answers of theirs are no
	pairs    []sample.Reader // those of the record's assignment; in such a table a case may name either in any row
}

// look marks what an id looks like among ids.
const look = "\x00"

// allCases is the group of a table that is read without rules or record.
const allCases = "all"

// takePlain makes the rules of a table that is read without any: each question is one
// that it names, and the groups are those of the record.
func (ins *Inspection) takePlain(table *sheet.Sheet, o OpenOptions) error {
	questions := plainQuestions(table, ins.keep)
	if o.Rules == "" && ofShipped(questions) {
		return ErrNoRules
	}
	groups := []string{allCases}
	if o.Record != "" {
		record, err := ReadRecord(o.Record)
		if err != nil {
			return err
		}
		if ins.groupOf, err = groupsOf(record); err != nil {
			return err
		}
		if groups = phrase.Each(record.Groups, func(g sample.GroupDraw) string { return g.Group }); len(groups) == 1 && !o.Underway {
			ins.groupOf = nil
		}
	}
	ins.Rules = rules.Plain(groups, questions)
	ins.Results = emptyResults(ins.Rules)
	return nil
}

// groupsOf gives the group of each case of the sample as it stands, by its normalized id
// and by what that looks like.
func groupsOf(record *sample.Record) (map[string]string, error) {
	of := map[string]string{}
	for _, g := range record.Groups {
		status, err := record.Status(g.Group)
		if err != nil {
			return nil, err
		}
		for _, c := range status.Sample {
			of[c.ID], of[look+sample.LookOfID(c.ID)] = g.Group, g.Group
		}
	}
	return of, nil
}

// plainQuestions are the questions that a table names: the texts of its column
// question, or else the headers of the columns in which most texts are answers, but
// for the column to keep.
func plainQuestions(table *sheet.Sheet, keep string) (questions []string) {
	named := slices.IndexFunc(table.Header, func(h string) bool { return role(h) == "question" })
	for i, h := range table.Header {
		if named < 0 && role(h) != "case_id" && h != "" && !isBeside(h) && !sameHeader(h, keep) && answered(table, i) {
			questions = append(questions, h)
		}
	}
	for _, row := range table.Rows {
		if named >= 0 && row.Cell(named) != "" {
			questions = append(questions, row.Cell(named))
		}
	}
	return distinct(questions, strings.ToLower)
}

// distinct leaves out the texts that are there before, where key tells them apart.
func distinct(texts []string, key func(string) string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(texts, func(text string) bool {
		again := seen[key(text)]
		seen[key(text)] = true
		return again
	})
}

// answered reports whether most texts of a column are answers. So it is of a column
// that is blank.
func answered(table *sheet.Sheet, column int) bool {
	texts, answers := 0, 0
	for _, row := range table.Rows {
		if text := row.Cell(column); text != "" {
			texts++
			if _, ok := parseAnswer(text); ok {
				answers++
			}
		}
	}
	return 2*answers >= texts
}

// ofShipped reports whether a rule set that comes with the program has one of the
// questions.
func ofShipped(questions []string) bool {
	return slices.ContainsFunc(rules.IDs(), func(id string) bool {
		set, err := rules.Load(id)
		return err == nil && slices.ContainsFunc(questions, func(q string) bool { return len(set.QuestionsNamed(q)) > 0 })
	})
}

// findCases takes the first column of all different texts that is no question for the
// ids of the cases, in a table with columns of questions.
func (r *sheetReader) findCases() {
	isQuestion := func(h string) bool { return len(r.rules.QuestionsNamed(h)) > 0 }
	if !slices.ContainsFunc(r.sheet.Header, isQuestion) {
		return
	}
	for i, h := range r.sheet.Header {
		if isQuestion(h) || role(h) != "" || isBeside(h) || h == "" || i == r.kept || len(r.sheet.Rows) == 0 {
			continue
		}
		ids := phrase.Each(r.sheet.Rows, func(row sheet.Row) string { return row.Cell(i) })
		if !slices.Contains(ids, "") && len(distinct(ids, strings.TrimSpace)) == len(r.sheet.Rows) {
			r.columns["case_id"] = i
			r.warnings.Add("case-column", "if it is not, name the one that is case_id",
				"column %q of %s is taken for the ids of the cases: its texts are all different", h, r.sheet.File)
			return
		}
	}
}

// asks reports whether a question, by its place, is asked of a case. A case that is in
// no group of the record counts as one of the first.
func (r *sheetReader) asks(id string, question int) bool {
	if r.groupOf == nil {
		return true
	}
	group := cmp.Or(r.groupOf[sample.NormalizeID(id)], r.groupOf[look+sample.LookOfID(id)], r.rules.Groups[0].ID)
	return r.rules.Questions()[question].Group == group
}

// blankFix says what to do about blank answers.
func (r *sheetReader) blankFix() stats.Remedy {
	if !r.mayWait {
		return answerFix
	}
	return answerFix + stats.Advise("; %v reads the answers that are in", stats.Option{Name: "so-far"})
}

// alikeFix says how ids that look the same are taken for the same.
func (r *reading) alikeFix() stats.Remedy {
	if !r.mayWait || r.alikeIDs {
		return ""
	}
	return stats.Advise(", or take them so with %v", stats.Option{Name: "alike-ids"})
}

// takeAlike gives a case that is not in the sample the id of the one there that looks
// the same, where that is asked for and neither the table nor the sample has another of
// such an id.
func (ins *Inspection) takeAlike(record *sample.Record, warnings *stats.Warnings) error {
	if !ins.alikeIDs || ins.Results.Grid == nil {
		return nil
	}
	sampled, looks, err := sampledIDs(record)
	if err != nil {
		return err
	}
	times := map[string]int{}
	for _, c := range ins.Results.Grid.Cases {
		times[sample.LookOfID(c.ID)]++
	}
	var taken []string
	for i := range ins.Results.Grid.Cases {
		c := &ins.Results.Grid.Cases[i]
		shape := sample.LookOfID(c.ID)
		if as := looks[shape]; len(as) == 1 && times[shape] == 1 && !sampled[c.Group][sample.NormalizeID(c.ID)] {
			taken = append(taken, fmt.Sprintf("%s as %s", phrase.Quote(c.ID), phrase.Quote(as[0])))
			c.ID = as[0]
		}
	}
	if len(taken) > 0 {
		warnings.Add("alike-ids", "", "%s taken for those of the sample whose ids look the same: %s",
			phrase.Plural(len(taken), "1 case is", fmt.Sprintf("%d cases are", len(taken))), phrase.First(3, taken, ", ", " and"))
	}
	ins.Results.Grid.sort()
	return nil
}

// failedOf are the cases that a record counts as failed, by normalized id; with alike also by what
// their ids look like.
func failedOf(record *sample.Record, alike bool) (map[string]bool, error) {
	failed := map[string]bool{}
	for _, g := range record.Groups {
		status, err := record.Status(g.Group)
		if err != nil {
			return nil, err
		}
		for _, id := range status.Failed {
			failed[id] = true
			if alike {
				failed[look+sample.LookOfID(id)] = true
			}
		}
	}
	return failed, nil
}

// hasFailed reports whether the record counts a case as failed, which is an answer where the table has none.
func (r *reading) hasFailed(id string) bool {
	return r.failed[sample.NormalizeID(id)] || r.failed[look+sample.LookOfID(id)]
}

// mayLack reports whether a case may have blank answers.
func (r *reading) mayLack(id string) bool { return r.soFar || r.hasFailed(id) }

// wait notes the questions of its group that a case has no answer to yet. Of a case that counts as
// failed, the answer is no; to a question that does not apply to every case, the record gives it.
func (c *casesReader) wait(at int) {
	k := &c.grid.Cases[at]
	failed := c.hasFailed(k.ID)
	for q, question := range c.rules.Questions() {
		switch {
		case !c.named[q] || question.Group != k.Group || c.given[at][q] > 0:
		case !failed:
			k.Waiting = append(k.Waiting, q)
		case len(question.Conditions) == 0:
			k.Answers[q] = No
		}
	}
}

// warnWaiting says how many answers are not in yet.
func (c *casesReader) warnWaiting() {
	all, parts := 0, []string(nil)
	for _, q := range c.results.Questions {
		if q.Waiting > 0 {
			all += q.Waiting
			parts = append(parts, fmt.Sprintf("%s %d", c.rules.QuestionTitle(q.Question), q.Waiting))
		}
	}
	if all > 0 {
		c.warnings.Add("so-far", "", "the result is of the answers that are in: %s not in yet; by question: %s",
			phrase.Plural(all, "1 answer is", fmt.Sprintf("%d answers are", all)), phrase.First(10, parts, ", ", " and"))
	}
}
