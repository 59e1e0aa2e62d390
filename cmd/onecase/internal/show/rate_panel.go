package show

import (
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// PanelSheet is the sheet that a panel has before it: each standard with its rating, what one case
// would do and which cases those are, the criteria met, and room for what the panel decides.
func PanelSheet(a *discretion.Assessment) report.Document {
	w := wordsOf(a)
	a = w.a
	d := report.Document{Title: "For the panel: " + w.title(), Sheet: true, Facts: w.facts()}
	if found := w.panelFindings(); len(found) > 0 {
		d.Add(report.Findings{strings.Join(found, " ")})
	}
	if w.noCases() {
		d.Add(w.judgedTable(report.Table{Form: true, Columns: report.Columns("Standard", "Rating", "Made of", "The panel decides", "Reason")}), signedBelow())
		return d
	}
	t := headedTable{Table: report.Table{Form: true,
		Columns: report.Columns("Standard", "Rating", "One case judged differently", "Criteria met", "The panel decides", "Reason")}}
	for _, st := range a.Standards {
		switch {
		case st.Judged:
			t.addStandard(w.rules(), st.ID, w.rating(st), "judged, not read from cases", "", "", "")
			continue
		case st.Computed == "":
			t.addStandard(w.rules(), st.ID, "no rating", Capital(st.Why), "", "", "")
			continue
		}
		decided, reason := "", ""
		if st.Decision != nil {
			decided, reason = w.name(st.Decision.To), st.Decision.Reason
		}
		t.addStandard(w.rules(), st.ID, w.name(st.Computed), w.oneCase(st), capitalIf(openBecause(st)), decided, reason)
	}
	t.NoteIf(true, "One case judged differently: the rating if that one case had been judged the other way on the questions named. It does not say that any case was judged wrongly.")
	t.NoteIf(slices.ContainsFunc(w.rules().Questions(), func(q rules.Question) bool { return len(q.Items) > 0 }), "An answer that is made of items is another where the items named are.")
	d.Add(t.Table, signedBelow())
	return d
}

// signedBelow is the line that the panel signs.
func signedBelow() report.Table {
	return report.Table{Form: true, Columns: report.Columns("For the panel", "Signed", "Date"), Rows: [][]string{{"", "", ""}}}
}

// panelFindings are the overall rating and what would change it.
func (w rateWords) panelFindings() (l Sentences) {
	a := w.a
	switch {
	case a.Overall == "" && w.rules().Scoring != nil:
		l.Say("There is no overall rating: %s.", a.WhyNoOverall)
	case a.Score != nil:
		l.Say("Overall: %s, with %d of %d points%s.", w.name(a.OverallComputed), *a.ScoreComputed, *a.Maximum, w.whose(" "))
		l.sayIf(*a.Score != *a.ScoreComputed, "With what is written below as decided: %s, with %d points.", w.name(a.Overall), *a.Score)
	case a.Overall != "":
		l.Say("Overall: %s%s.", w.name(a.OverallComputed), w.whose(", "))
	}
	return slices.Concat(l, Sentences(w.limited()), w.changeFindings())
}

// whose says of which ratings the overall rating is made: the panel's own where the rules rate no cases.
func (w rateWords) whose(joint string) string {
	return phrase.Either(w.noCases(), joint+"by the ratings below", joint+"before this panel decides")
}

// changeFindings say what would change the overall rating: cases, or judgement alone.
func (w rateWords) changeFindings() (l Sentences) {
	for i, s := range []*discretion.OverallSwing{w.a.Up, w.a.Down} {
		switch {
		case s == nil:
		case s.Reachable, len(s.Judged) == 0 && !w.noCases():
			l = append(l, w.overallFindings(s)...)
		default:
			l.Say("%s: %s, by judgement alone: %s.", phrase.Either(i == 0, "Better", "Worse"), w.name(s.To), w.judgedWays(s))
		}
	}
	return l
}

// capitalIf is a text with a capital, where there is one.
func capitalIf(text string) string {
	if text == "" {
		return ""
	}
	return Capital(text)
}

// oneCase says what one case, judged differently, would do to a standard, and which cases
// those are.
func (w rateWords) oneCase(st discretion.StandardAssessment) string {
	var s Sentences
	for _, up := range []bool{false, true} {
		swing, answer := st.Down, "no"
		if up {
			swing, answer = st.Up, "yes"
		}
		turns, known := w.a.Alone(st, up)
		switch {
		case swing == nil || swing.Fewest == nil || *swing.Fewest > 1:
		case known && len(turns) > 0:
			s.Say("%s if %s on %s.", w.name(swing.To), answer, w.turnsText(turns, up))
		case known: // no case has a no on all of the questions
		case len(swing.Cases) > 0:
			s.Say("%s by case %s, and perhaps others.", w.name(swing.To), swing.Cases[0])
		case up && len(swing.BlockedBy) > 0:
			s.Say("%s by a case with a no on %s, if there is one.", w.name(swing.To),
				And(append([]string{w.drivers(st)}, questionNames(w.rules(), swing.BlockedBy)...)))
		case up:
			s.Say("%s by %s with a no on %s.", w.name(swing.To), w.withAnswer(st, st.Drivers[0], false), w.drivers(st))
		default:
			s.Say("%s by %s with a yes on %s.", w.name(swing.To), w.withAnswer(st, swing.Through[0], true),
				And(questionNames(w.rules(), swing.Through)))
		}
	}
	switch {
	case len(s) > 0:
		return strings.Join(s, " ")
	case len(st.Parts) > 0 && st.Working != nil:
		return "From other ratings: " + w.madeOf(st.Working, true) + "."
	}
	return fmt.Sprintf("No single case (worse: %s; better: %s).", casesOf(st.Down), casesOf(st.Up))
}

// casesOf is how many cases a change takes, in words.
func casesOf(s *discretion.Swing) string {
	text := swingText(s)
	switch text {
	case "none":
		return "there is none"
	case "1":
		return "1 case"
	}
	return text + " cases"
}

// withAnswer is "any of the 8 cases" with a yes on a question, or with a no.
func (w rateWords) withAnswer(st discretion.StandardAssessment, question string, yes bool) string {
	for _, q := range st.Results {
		if q.Question.ID == question {
			n := q.Yes
			if !yes {
				n = q.Of - q.Yes
			}
			return phrase.Plural(n, "the only case", fmt.Sprintf("any of the %d cases", n))
		}
	}
	return "a case"
}

// turnsText names all of the cases, those of the same answers together: of a question that is made of items, the answers
// to these.
func (w rateWords) turnsText(turns []discretion.Turn, up bool) string {
	from, joint := discretion.Yes, " or "
	if up {
		from, joint = discretion.No, " and "
	}
	var order []string
	cases := map[string][]string{}
	for _, turn := range turns {
		on := strings.Join(each(turn.Questions, func(id string) string { return w.answersOf(turn, id, from) }), joint)
		if cases[on] == nil {
			order = append(order, on)
		}
		cases[on] = append(cases[on], turn.Case)
	}
	return strings.Join(each(order, func(on string) string {
		return on + ": " + strings.Join(cases[on], ", ")
	}), "; or on ")
}

// answersOf names the question whose answer is turned, or the items of it that turn it.
func (w rateWords) answersOf(turn discretion.Turn, id string, from discretion.Answer) string {
	at := slices.IndexFunc(turn.Items, func(t discretion.ItemTurn) bool { return t.Question == id })
	if at < 0 {
		return questionNames(w.rules(), []string{id})[0]
	}
	ways, pool := turn.Items[at].Ways, []string(nil)
	for _, item := range slices.Concat(ways...) {
		if !slices.Contains(pool, item) {
			pool = append(pool, item)
		}
	}
	n, all := len(ways[0]), 1 // all is how many ways there are to take n of the pool
	for k := range n {
		all = all * (len(pool) - k) / (k + 1)
	}
	names := func(ids []string) string { return And(questionNames(w.rules(), ids)) }
	if len(pool) > 1 && len(ways) == all && len(pool) == w.itemsAnswered(turn.Case, id, from) {
		return fmt.Sprintf("any %s of %s that %s", phrase.Plural(n, "one item", fmt.Sprint(n, " items")), names([]string{id}),
			phrase.Plural(n, "is ", "are ")+from.String())
	}
	return strings.Join(each(ways, names), ", or ")
}

// itemsAnswered counts the items of a question that have an answer in a case.
func (w rateWords) itemsAnswered(id, question string, answer discretion.Answer) (n int) {
	at, _ := w.rules().QuestionIndex(question)
	for _, c := range w.a.Inspection.Results.Grid.Cases {
		for _, item := range w.rules().Items(at) {
			if c.ID == id && c.Answers[item] == answer {
				n++
			}
		}
	}
	return n
}
