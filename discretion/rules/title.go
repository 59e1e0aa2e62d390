package rules

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// GroupTitle is the name of a group, its id where it has none or is not known.
func (r *Set) GroupTitle(id string) string {
	g, _ := r.Group(id)
	return cmp.Or(g.Name, id)
}

// Title is the standard's name, its id where it has none.
func (st Standard) Title() string { return cmp.Or(st.Name, st.ID) }

// Title is the question in a few words: its name, else what it asks, else its id
// without that of its standard.
func (q Question) Title() string {
	return cmp.Or(q.Name, q.Text, strings.TrimPrefix(q.ID, q.Standard+"."))
}

// StandardTitle is a standard in words, with its group where rules have several: Court
// disposals: planning. The id where it is not known.
func (r *Set) StandardTitle(id string) string {
	at, ok := r.StandardIndex(id)
	if !ok {
		return id
	}
	st := r.Standards[at]
	if st.Group == "" || st.Group == st.ID || len(r.Groups) < 2 {
		return st.Title()
	}
	return r.GroupTitle(st.Group) + ": " + Continued(st.Title())
}

// StandardTitles lists standards in the order of the rules, those of a group together:
// Staff; Court disposals: assessment, planning.
func (r *Set) StandardTitles(ids []string) string {
	var titles []string
	before := ""
	for _, st := range r.Standards {
		if !slices.Contains(ids, st.ID) {
			continue
		}
		title := r.StandardTitle(st.ID)
		if last := len(titles) - 1; last >= 0 && st.Group != "" && st.Group == before && len(r.Groups) > 1 {
			titles[last] += ", " + Continued(st.Title())
		} else {
			titles = append(titles, title)
		}
		before = st.Group
	}
	return strings.Join(titles, "; ")
}

// QuestionTitle is a question in words, with its standard: Court disposals: planning,
// keeping the child safe. The id where it is not known. A question of a [Plain] set has
// its own header alone, with its group where there are several.
func (r *Set) QuestionTitle(id string) string {
	at, ok := r.QuestionIndex(id)
	if !ok {
		return id
	}
	q := r.questions[at]
	title := q.Title()
	if strings.HasSuffix(title, "?") { // else it would end the sentence that it stands in
		title = "“" + title + "”"
	}
	switch {
	case r.ID != NoRules:
	case len(r.Groups) < 2:
		return title
	default:
		return r.GroupTitle(q.Group) + ": " + title
	}
	return r.StandardTitle(q.Standard) + ", " + Continued(title)
}

// Title is what an id of the rules stands for, in words: a question's, a standard's or a
// group's; the id where it is none of them.
func (r *Set) Title(id string) string {
	if _, ok := r.QuestionIndex(id); ok {
		return r.QuestionTitle(id)
	}
	if _, ok := r.StandardIndex(id); ok {
		return r.StandardTitle(id)
	}
	return r.GroupTitle(id)
}

// Continued is a title that goes on a sentence: a capital that begins it becomes small,
// unless another one follows, as in the abbreviation NHS.
func Continued(title string) string {
	first, size := utf8.DecodeRuneInString(title)
	if next, _ := utf8.DecodeRuneInString(title[size:]); !unicode.IsLower(next) && next != ' ' {
		return title
	}
	return string(unicode.ToLower(first)) + title[size:]
}
