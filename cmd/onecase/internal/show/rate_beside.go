package show

import (
	"cmp"
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats/phrase"
)

// Besides is what stands beside the ratings: other ratings that doubt would make.
type Besides struct {
	Unread  *discretion.NonResponse
	Without []discretion.WithoutValue
}

// without shows the ratings without each manager, team or reader.
func (w rateWords) without(without []discretion.WithoutValue) []report.Block {
	type row = discretion.WithoutValue
	changes := func(v row) (list []string) {
		for i, st := range w.a.Standards {
			if other := v.Assessment.Standards[i]; other.Rating != st.Rating {
				list = append(list, fmt.Sprintf("%s: %s, not %s", w.rules().StandardTitle(st.ID), w.name(other.Rating), w.name(st.Rating)))
			}
		}
		if v.Assessment.Overall != w.a.Overall {
			list = append(list, fmt.Sprintf("overall: %s, not %s", w.name(v.Assessment.Overall), w.name(w.a.Overall)))
		}
		return list
	}
	text := "No rating hangs on one of them: without the cases of any, every rating is the same."
	if on := only(without, func(v row) bool { return len(changes(v)) > 0 }); len(on) > 0 {
		text = fmt.Sprintf("A rating hangs on each of these: %s.", And(each(on, func(v row) string { return v.Value })))
	}
	return []report.Block{report.Paragraph(text), report.Fill(report.Table{
		Notes: []string{"Each rating is that of the other cases. A rating near a boundary changes with any few cases less, so one that does here says no more of a person than that the cases count."},
	}, without,
		report.Col("Without", func(v row) string { return v.Value }),
		report.Num("Cases", func(v row) int { return v.Cases }),
		report.Col("Ratings that are others then", func(v row) string { return cmp.Or(strings.Join(changes(v), "; "), "none") }))}
}

// unreadWords are the columns of the assumptions.
var unreadWords = map[discretion.Unread]string{discretion.UnreadNo: "If no", discretion.UnreadYes: "If yes",
	discretion.UnreadLike: "If like those read"}

// unread shows what cases that were not read could do to every rating.
func (w rateWords) unread(n *discretion.NonResponse) (blocks []report.Block) {
	if len(n.Cases) == 0 {
		return []report.Block{report.Paragraph("Every case that was drawn was read: there is none that could change a rating.")}
	}
	columns := []string{"", "As rated"}
	for _, e := range n.Each {
		columns = append(columns, unreadWords[e.Assume])
	}
	t := headedTable{Table: report.Table{Columns: report.Columns(columns...)}}
	for i, st := range w.a.Standards {
		cells, changes := []any{w.rating(st)}, false
		for _, e := range n.Each {
			other := e.Assessment.Standards[i]
			changes = changes || other.Rating != st.Rating
			cells = append(cells, w.rating(other)+phrase.Either(other.Rating != st.Rating, " *", ""))
		}
		if !st.Judged || changes {
			t.addStandard(w.rules(), st.ID, cells...)
		}
	}
	if w.a.Score != nil {
		cells := []any{fmt.Sprintf("%s, %d", w.name(w.a.Overall), *w.a.Score)}
		for _, e := range n.Each {
			text := w.name(e.Assessment.Overall)
			if e.Assessment.Score != nil {
				text += fmt.Sprintf(", %d", *e.Assessment.Score)
			}
			cells = append(cells, text+phrase.Either(e.Assessment.Overall != w.a.Overall, " *", ""))
		}
		t.add("", "Overall", cells...)
	}
	t.Notes = []string{"*: another rating than that of the cases read. The cases not read are added to those read, replacements among them: as no, or as yes, on every question of their group, " +
		"which is the worst and the best that they can do; or with the share of yes of those read."}
	names := each(n.Cases, func(c discretion.UnreadCase) string {
		return fmt.Sprintf("%s (%s)", c.Case,
			phrase.Either(c.Why == "failed", "counted as no on every question", strings.ReplaceAll(c.Why, "-", " ")))
	})
	return []report.Block{report.Paragraph(fmt.Sprintf("Drawn and not read: %s.", phrase.First(30, names, ", ", " and"))), t.Table}
}
