package main

import (
	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/rules"
	"onecase/stats"
)

// ratingName is the name of a rating, or another text where there is none of that id.
func ratingName(set *rules.Set, id, otherwise string) string {
	if rating, ok := set.RatingNamed(id); ok {
		return rating.Name
	}
	return otherwise
}

// groupName is a group in the words of its rules, its id without rules.
func groupName(set *rules.Set, id string) string {
	if set == nil {
		return id
	}
	return set.GroupTitle(id)
}

// inWordsOf is a copy of warnings with groups, standards and questions in the rules' words.
func inWordsOf(set *rules.Set, warnings []stats.Warning) []stats.Warning {
	return each(warnings, func(w stats.Warning) stats.Warning { return w.Named(set.Title) })
}

// A headedTable is a table in which headings stand above the rows that belong together.
type headedTable struct {
	report.Table
	heading string // the last one
}

// add adds a row below a heading; "" is none.
func (t *headedTable) add(heading, name string, cells ...any) {
	if heading != "" {
		name = "· " + name
	}
	if heading != "" && heading != t.heading {
		t.AddHeading(heading)
	}
	t.heading = heading
	t.Add(append([]any{name}, cells...)...)
}

// mark puts a mark behind the name of the last row.
func (t *headedTable) mark(mark string) { t.Rows[len(t.Rows)-1][0] += mark }

// addStandard adds the row of a standard below its group, where rules have several.
func (t *headedTable) addStandard(set *rules.Set, id string, cells ...any) {
	heading, name := "", capital(id)
	if at, ok := set.StandardIndex(id); ok {
		st := set.Standards[at]
		name = st.Title()
		if st.Group != "" && len(set.Groups) > 1 {
			heading = set.GroupTitle(st.Group)
		}
	}
	t.add(heading, name, cells...)
}

// addQuestion adds the row of a question below its standard.
func (t *headedTable) addQuestion(set *rules.Set, q rules.Question, cells ...any) {
	t.add(standardHeading(set, q.Standard), q.Title(), cells...)
}

// standardHeading is what stands above the questions of a standard: its title, and
// nothing where a table without rules has one group.
func standardHeading(set *rules.Set, standard string) string {
	if set.ID == rules.NoRules && len(set.Groups) < 2 {
		return ""
	}
	return set.StandardTitle(standard)
}

// questionNames are some questions in a few words each, as they go on a sentence.
func questionNames(set *rules.Set, ids []string) []string {
	return each(ids, func(id string) string {
		if at, ok := set.QuestionIndex(id); ok {
			return rules.Continued(set.Questions()[at].Title())
		}
		return id
	})
}

// addAsked adds the row of the question of an id.
func (t *headedTable) addAsked(set *rules.Set, id string, cells ...any) {
	if at, ok := set.QuestionIndex(id); ok {
		t.addQuestion(set, set.Questions()[at], cells...)
		return
	}
	t.add("", id, cells...)
}

// rulesName is a rule set's name with its id behind it.
func rulesName(set *rules.Set) string {
	if set.Name == "" || set.ID == rules.NoRules {
		return set.ID
	}
	return set.Name + " (" + set.ID + ")"
}
