package show

import (
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
	"onecase/stats/phrase"
)

// ratingName is the name of a rating, or another text where there is none of that id.
func ratingName(set *rules.Set, id, otherwise string) string {
	if rating, ok := set.RatingNamed(id); ok {
		return rating.Name
	}
	return otherwise
}

// Group is a group in the words of its rules, its id without rules; the one group of a
// list that is in no groups is all cases.
func Group(set *rules.Set, id string) string {
	if set != nil {
		id = set.GroupTitle(id)
	}
	return phrase.Either(id == allCases, "All cases", id)
}

// allCases is the group of a list that is in no groups.
const allCases = "all"

// allInWords is the name of a group in a sentence, where it is of all cases.
func allInWords(name string) string { return phrase.Either(name == allCases, "all cases", name) }

// InGroup ends a sentence about a group; "" where all cases are one.
func InGroup(set *rules.Set, id string) string {
	return phrase.Either(id == allCases, "", " in "+Group(set, id))
}

// categoryWords is a category with its variable, in words: gender: male.
func categoryWords(variable, category string) string {
	return caselist.VariableTitle(variable) + ": " + caselist.CategoryTitle(variable, category)
}

// InWords is a copy of warnings about a list in the words of people.
func (l *List) InWords(warnings []stats.Warning) []stats.Warning {
	return drawnInWords(l.Rules, each(l.Frame.Variables, func(v sample.Variable) string { return v.Name }), warnings)
}

// InWords is a copy of warnings about a sample in the words of people.
func (d *Drawn) InWords(warnings []stats.Warning) []stats.Warning {
	return drawnInWords(d.Rules(), d.Record.Frame.Variables, warnings)
}

// drawnInWords is a copy of warnings with groups and categories in the words of people.
func drawnInWords(set *rules.Set, variables []string, warnings []stats.Warning) []stats.Warning {
	return each(warnings, func(w stats.Warning) stats.Warning {
		return w.Named(func(id string) string {
			if set != nil {
				id = set.Title(id)
			}
			for _, v := range variables {
				if category, ok := strings.CutPrefix(id, v+" "); ok {
					return categoryWords(v, category)
				}
			}
			return allInWords(id)
		})
	})
}

// Warnings is a copy of warnings with groups, standards and questions in the rules' words.
func Warnings(set *rules.Set, warnings []stats.Warning) []stats.Warning {
	return each(warnings, func(w stats.Warning) stats.Warning {
		return w.Named(func(id string) string { return allInWords(set.Title(id)) })
	})
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

// addStandard adds the row of a standard below its group, where rules have several.
func (t *headedTable) addStandard(set *rules.Set, id string, cells ...any) {
	heading, name := standardNames(set, id)
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

// underStandard declares the column of standards, each below its group where rules have several.
func underStandard[T any](set *rules.Set, head string, id func(T) string) report.ColumnOf[T] {
	return report.Under(head, func(row T) (heading, name string) { return standardNames(set, id(row)) })
}

// standardNames are the heading and the name of a standard's row.
func standardNames(set *rules.Set, id string) (heading, name string) {
	at, ok := set.StandardIndex(id)
	if !ok {
		return "", Capital(id)
	}
	st := set.Standards[at]
	if st.Group != "" && len(set.Groups) > 1 {
		heading = set.GroupTitle(st.Group)
	}
	return heading, st.Title()
}

// underQuestion declares the column of questions, each below its standard.
func underQuestion[T any](set *rules.Set, head string, of func(T) rules.Question) report.ColumnOf[T] {
	return report.Under(head, func(row T) (heading, name string) {
		q := of(row)
		return standardHeading(set, q.Standard), q.Title()
	})
}

// underAsked declares the column of questions that are known by their ids.
func underAsked[T any](set *rules.Set, head string, id func(T) string) report.ColumnOf[T] {
	return report.Under(head, func(row T) (heading, name string) {
		if at, ok := set.QuestionIndex(id(row)); ok {
			q := set.Questions()[at]
			return standardHeading(set, q.Standard), q.Title()
		}
		return "", id(row)
	})
}

// RulesTitle is a rule set's name below a report's title.
func RulesTitle(set *rules.Set) string {
	if set == nil || set.ID == rules.NoRules {
		return "none: counts and shares alone"
	}
	return set.Named()
}

// rulesName is a rule set's name; on a screen, where it can be typed, with its id behind it.
func rulesName(set *rules.Set, format string) string {
	switch {
	case set.ID == rules.NoRules:
		return set.ID
	case set.Name == "" || format != "table":
		return set.Named()
	}
	return set.Name + " (" + set.ID + ")"
}
