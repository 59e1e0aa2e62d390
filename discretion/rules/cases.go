package rules

import (
	"fmt"
	"slices"
	"strings"

	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// A Condition says of a column of the list which of its values a case has.
type Condition struct {
	Column string   `toml:"column"` // a variable that the sample is matched on
	Is     []string `toml:"is"`     // one of these
	Not    []string `toml:"not"`    // or none of these
}

// Holds tells whether a value of the column meets the condition, whatever its letter case.
func (c Condition) Holds(value string) bool {
	return among(c.Is, value) || len(c.Is) == 0 && !among(c.Not, value)
}

// among tells whether a value is one of a list, whatever its letter case.
func among(list []string, value string) bool {
	return slices.ContainsFunc(list, func(v string) bool { return strings.EqualFold(strings.TrimSpace(v), strings.TrimSpace(value)) })
}

// Words puts a condition in words: disposal is youth caution; risk of serious harm is not low.
func (c Condition) Words() string {
	words := func(values []string) string {
		return phrase.First(9, phrase.Each(values, func(v string) string { return caselist.CategoryTitle(c.Column, v) }), ", ", " or")
	}
	return caselist.VariableTitle(c.Column) + phrase.Either(len(c.Is) > 0, " is "+words(c.Is), " is not "+words(c.Not))
}

// AppliesWords puts the conditions of a question in words; "" where it has none.
func (q Question) AppliesWords() string {
	return strings.Join(phrase.Each(q.Conditions, Condition.Words), " and ")
}

// Answers are the levels that cases are given on some questions in place of yes and no.
type Answers struct {
	ID     string    `toml:"id"`
	Levels []string  `toml:"levels"` // worst first
	Points []float64 `toml:"points"` // of each level, to two decimals; see [Answers.LevelPoints]
}

// LevelsOf gives the levels of a question's answers, worst first, and the place of the one
// from which an answer counts as yes, where it is rated by points the best; none for a
// question of yes and no.
func (r *Set) LevelsOf(q Question) (levels []string, from int) {
	a, ok := r.answersOf(q)
	if !ok {
		return nil, 0
	}
	if q.HasPoints() {
		return a.Levels, len(a.Levels) - 1
	}
	return a.Levels, slices.IndexFunc(a.Levels, func(l string) bool { return strings.EqualFold(l, q.AtLeast) })
}

// Items gives the places of the questions that make the answer of a question; nil for one
// that is answered itself.
func (r *Set) Items(at int) []int { return r.itemPlaces(at, r.questions[at].Items) }

// Critical gives the places of those among the items of a question that have to be yes.
func (r *Set) Critical(at int) []int { return r.itemPlaces(at, r.questions[at].Critical) }

func (r *Set) itemPlaces(at int, ids []string) (places []int) {
	for _, id := range ids {
		place, ok := r.index[r.questions[at].Standard+"."+id]
		if !ok {
			place, ok = r.index[id]
		}
		if ok {
			places = append(places, place)
		}
	}
	return places
}

// checkCases finds conditions, levels and items that cannot be.
func (r *Set) checkCases(fs *Findings) {
	for i, a := range r.Answers {
		where := "answers." + a.ID
		fs.when(a.ID == "", "answers", "answers %d have no id", i+1)
		fs.when(slices.IndexFunc(r.Answers, func(o Answers) bool { return o.ID == a.ID }) != i, where, "the id occurs twice")
		fs.when(len(a.Levels) < 2, where, "has %s; answers have two or more, worst first", phrase.Count(len(a.Levels), "level"))
		for k, l := range a.Levels {
			same := func(o string) bool { return strings.EqualFold(strings.TrimSpace(o), strings.TrimSpace(l)) }
			fs.when(slices.ContainsFunc(a.Levels[:k], same), where, "the level %q occurs twice", l)
			fs.when(strings.TrimSpace(l) == "" || strings.EqualFold(l, "na") || strings.EqualFold(l, "n/a"), where,
				"a level cannot be %q, which is for a question that does not apply", l)
		}
		r.checkAnswerPoints(fs, where, a)
		used := slices.ContainsFunc(r.questions, func(q Question) bool { return q.Answers == a.ID })
		fs.when(!used, where, "no question has them")
	}
	for _, q := range r.questions {
		where := "standards." + q.ID
		r.checkConditions(fs, where, q)
		r.checkLevelsOf(fs, where, q)
		r.checkItems(fs, where, q)
		own := len(q.Bands)+len(q.Decide) > 0 || q.Weight != 0
		fs.when(q.Information && own, where, "is for information, so bands and weights have no meaning")
	}
	if len(r.Ratings) == 0 {
		return
	}
	for _, st := range r.Standards {
		alone := len(st.Questions) > 0 && !slices.ContainsFunc(st.Questions, func(q Question) bool { return !q.Information })
		fs.when(alone, "standards."+st.ID, "all its questions are for information, so it can have no rating")
	}
}

// checkConditions finds conditions on columns or categories that no list has, and those that
// no case meets.
func (r *Set) checkConditions(fs *Findings, where string, q Question) {
	columns := r.Match
	if len(columns) == 0 {
		columns = Variables()
	}
	for i, c := range q.Conditions {
		fs.when(c.Column == "", where, "a condition has no column")
		fs.when((len(c.Is) > 0) == (len(c.Not) > 0), where, "a condition on %s has one of is and not", c.Column)
		fs.when(c.Column != "" && !slices.Contains(columns, c.Column) && c.Column != "disposal", where,
			"applies by %s, which the sample is not matched on (match), so no record tells of it%s", c.Column,
			sheet.DidYouMean(c.Column, columns))
		known := caselist.Categories(c.Column)
		if c.Column == "disposal" {
			for _, g := range r.Groups {
				known = append(known, g.Disposals...)
			}
		}
		for _, v := range slices.Concat(c.Is, c.Not) {
			fs.when(len(known) > 0 && !among(append(known, caselist.Unknown), v), where,
				"applies by the %s %q, which no list has: they are read as %s%s", c.Column, v,
				phrase.First(9, compact(known), ", ", " and"), sheet.DidYouMean(v, known))
		}
		for _, before := range q.Conditions[:i] {
			if before.Column == c.Column {
				fs.when(!meet(before, c), where, "applies to no case: what one condition on %s asks for the other leaves out", c.Column)
			}
		}
		if g, ok := r.Group(q.Group); ok && c.Column == "disposal" && len(g.Disposals) > 0 {
			fs.when(!slices.ContainsFunc(g.Disposals, c.Holds), where,
				"applies to no case of %s, whose disposals are %s", g.ID, strings.Join(g.Disposals, ", "))
		}
	}
}

// compact leaves out what stands in a list before.
func compact(list []string) (kept []string) {
	for _, v := range list {
		if !slices.Contains(kept, v) {
			kept = append(kept, v)
		}
	}
	return kept
}

// meet tells whether a value can meet two conditions on one column.
func meet(a, b Condition) bool {
	for _, c := range [][2]Condition{{a, b}, {b, a}} {
		if len(c[0].Is) > 0 && !slices.ContainsFunc(c[0].Is, c[1].Holds) {
			return false
		}
	}
	return true
}

func (r *Set) checkLevelsOf(fs *Findings, where string, q Question) {
	r.checkMeasure(fs, where, q)
	if q.Answers == "" {
		fs.when(q.AtLeast != "", where, "at_least has no meaning without answers")
		return
	}
	ids := phrase.Each(r.Answers, func(a Answers) string { return a.ID })
	levels, from := r.LevelsOf(q)
	switch {
	case !slices.Contains(ids, q.Answers):
		fs.add(where, "there are no answers %q%s", q.Answers, sheet.DidYouMean(q.Answers, ids))
	case q.HasPoints(), q.Measure != "": // of another measure checkMeasure says it
	case q.AtLeast == "":
		fs.add(where, "it has answers of levels, and nothing says how they count; write at_least, the worst level that counts as yes (%s), or a measure: percent or mean of points",
			strings.Join(levels, ", "))
	case from < 0:
		fs.add(where, "at_least %q is no level; they are %s", q.AtLeast, strings.Join(levels, ", "))
	case from == 0:
		fs.add(where, "at_least %q is the worst level, which every case has", q.AtLeast)
	}
	fs.when(len(q.Items) > 0, where, "is made of items, so it has no answers")
}

func (r *Set) checkItems(fs *Findings, where string, q Question) {
	if len(q.Items) == 0 {
		fs.when(q.Least != 0 || q.MostNo != 0 || len(q.Critical) > 0, where, "least, most_no and critical have no meaning without items")
		return
	}
	items := r.Items(q.Place)
	for _, id := range append(slices.Clone(q.Items), q.Critical...) {
		fs.when(len(r.itemPlaces(q.Place, []string{id})) == 0, where, "there is no question %q to be an item%s", id,
			r.QuestionHint(q.Standard+"."+id))
	}
	for k, at := range items {
		item := r.questions[at]
		fs.when(slices.Contains(items[:k], at), where, "the item %s occurs twice", item.ID)
		fs.when(item.HasPoints(), where,
			"the item %s is rated by points, so it is neither yes nor no; say at_least in place of a measure", item.ID)
		fs.when(len(item.Items) > 0, where, "the item %s is made of items itself", item.ID)
		fs.when(item.Group != q.Group, where, "the item %s is asked of other cases, those of %s", item.ID, item.Group)
	}
	for _, at := range r.Critical(q.Place) {
		fs.when(!slices.Contains(items, at), where, "%s is critical, and no item", r.questions[at].ID)
	}
	fs.when(q.Least < 0 || q.Least > len(q.Items), where, "least is %d of %d items", q.Least, len(q.Items))
	fs.when(q.MostNo < 0 || q.MostNo > 0 && q.MostNo >= len(q.Items), where,
		"most_no is %d of %d items, so that it says nothing", q.MostNo, len(q.Items))
	fs.when(q.Least != 0 && q.MostNo != 0, where, "has least and most_no; only one of them can decide")
}

// itemsWords says how the items of a question make its answer.
func (r *Set) itemsWords(q Question) string {
	names := func(places []int) string {
		return strings.Join(phrase.Each(places, func(at int) string { return Continued(r.questions[at].Title()) }), ", ")
	}
	text := fmt.Sprintf("yes where at least %d of %s are yes", q.Least, names(r.Items(q.Place)))
	switch {
	case q.Least > 1:
		text += fmt.Sprintf(" (or, where fewer than %d apply, all that do)", q.Least)
	case q.MostNo > 0:
		text = fmt.Sprintf("yes where at most %d of %s %s no and any is yes", q.MostNo, names(r.Items(q.Place)),
			phrase.Plural(q.MostNo, "is", "are"))
	case q.Least == 0:
		text = fmt.Sprintf("yes where all that apply of %s are yes", names(r.Items(q.Place)))
	}
	if critical := r.Critical(q.Place); len(critical) > 0 {
		text += " and none of " + names(critical) + " is no"
	}
	return text
}
