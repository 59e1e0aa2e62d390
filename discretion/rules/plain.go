package rules

import (
	"strings"

	"onecase/sample"
)

// Plain is the set of a table of judgements that is read without rules: its own
// questions, asked of every case of each group, and no ratings. With several groups a
// question is one of each, and the group's id and a point stand before its name.
func Plain(groups, questions []string) *Set {
	set := &Set{
		About: About{ID: NoRules, Name: "Judgements"},
		index: map[string]int{},
	}
	for _, group := range groups {
		st := Standard{ID: group, Group: group}
		for _, name := range questions {
			q := Question{ID: name, Name: name, Standard: group, Group: group, Place: len(set.questions)}
			if len(groups) > 1 {
				q.ID = group + "." + name
			}
			set.index[q.ID] = q.Place
			st.Questions, set.questions = append(st.Questions, q), append(set.questions, q)
		}
		set.Groups = append(set.Groups, sample.Group{ID: group})
		set.Standards = append(set.Standards, st)
	}
	return set
}

// QuestionsNamed gives the places of the questions that a text names, by the id, or by the wording or the title that only one
// of them has: one at most, but under [Plain] rules one of each group.
func (r *Set) QuestionsNamed(text string) (places []int) {
	if at, ok := r.QuestionNamed(text); ok {
		return []int{at}
	}
	for _, q := range r.questions {
		if r.ID == NoRules && strings.TrimPrefix(q.ID, q.Group+".") == text {
			places = append(places, q.Place)
		}
	}
	if len(places) == 0 {
		places = r.questionsWorded(text)
	}
	return places
}

// questionsWorded gives the place of the question whose wording or title a text is; nothing where several have it.
func (r *Set) questionsWorded(text string) (places []int) {
	words := func(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }
	if text = words(text); text == "" {
		return nil
	}
	for _, q := range r.questions {
		if text == words(q.Text) || text == words(r.QuestionTitle(q.ID)) {
			places = append(places, q.Place)
		}
	}
	if len(places) > 1 {
		return nil
	}
	return places
}
