package show

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// result is a question's count with its share, where there are no rules too.
func (w rateWords) result(q discretion.QuestionAssessment) string {
	if w.rules().ID == rules.NoRules && q.Of > 0 && yesOf(q) == fmt.Sprintf("%d/%d", q.Yes, q.Of) {
		return fmt.Sprintf("%s (%s)", PercentTenths(float64(q.Yes)/float64(q.Of)), yesOf(q))
	}
	return rateCount(q)
}

// shareText is a share of yes as it is banded.
func (w rateWords) shareText(q rules.Question, share float64) string {
	return discretion.FigureText(w.rules().ScaleOf(q.Place, w.a.Rounding), 100*share)
}

// questions is the table of key questions, empty where none has a result.
func (w rateWords) questions() report.Table {
	type row = discretion.QuestionAssessment
	asked, rated := w.results(), w.rules().RatesQuestions()
	unreachable := func(q row) bool { return len(q.Unreachable) > 0 }
	var t report.Table
	t.NoteIf(rated, "Up and down: judgements on the question that would have to differ for it to leave its band.")
	bands := w.ownBands()
	t.NoteIf(bands != "", bands)
	t = report.Fill(t, asked,
		underQuestion(w.rules(), "Question", func(q row) rules.Question { return q.Question }),
		report.Col("Result", w.result),
		report.Num(Percent(w.a.Confidence)+" limits", w.limits).Note(w.limitsNote()).
			Mark("", "There are no limits for answers with points here; estimate, with the record of the draw, has approximate ones.",
				func(q row) bool { return q.Points != nil }),
		report.Num("Not in yet", func(q row) int { return q.Waiting }).
			If(slices.ContainsFunc(w.a.Inspection.Results.Questions, func(r discretion.Result) bool { return r.Waiting > 0 })),
		report.Col("Band", func(q row) string {
			return ratingName(w.rules(), q.Band, phrase.Either(q.NotEnough, "not enough cases", ""))
		}).Mark(" *", "", unreachable).If(rated),
		report.Num("Up", func(q row) string { return UnknownAs(q.Up, "-") }).If(rated),
		report.Num("Down", func(q row) string { return UnknownAs(q.Down, "-") }).If(rated))
	looks := looksSentence(w.a.Looks())
	t.NoteIf(looks != "", looks)
	t.NoteIf(slices.ContainsFunc(asked, unreachable), "* "+w.unreachableWords())
	return t
}

// ownBands says where the bands of questions begin that have their own: Assessment: Amber from 80%,
// Green from 90%. It is "" where all have those of the rules.
func (w rateWords) ownBands() string {
	if !w.rules().OwnBands() {
		return ""
	}
	var said []string
	for _, st := range w.a.Standards {
		if !hasResult(st) {
			continue
		}
		from := each(st.Results, func(q discretion.QuestionAssessment) string { return w.bandsFrom(q.Question) })
		if one := slices.Compact(slices.Clone(from)); len(one) == 1 && one[0] != "" {
			said = append(said, w.rules().StandardTitle(st.ID)+": "+one[0]+".")
			continue
		}
		for i, q := range st.Results {
			if from[i] != "" {
				said = append(said, w.rules().QuestionTitle(q.Question.ID)+": "+from[i]+".")
			}
		}
	}
	return strings.Join(said, " ")
}

// bandsFrom says where the bands of a question above the worst begin; "" where no figure decides.
func (w rateWords) bandsFrom(q rules.Question) string {
	scale := w.rules().ScaleOf(q.Place, w.a.Rounding)
	if !scale.ByPercent() && !scale.HasPoints() {
		return ""
	}
	at, _ := w.rules().StandardIndex(q.Standard)
	return strings.Join(each(scale.Boundaries(0), func(b rules.Boundary) string {
		return fmt.Sprintf("%s %s %s", w.rules().RatingsOf(at)[b.Band].Name, phrase.Either(scale.Reaches(), "from", "above"),
			discretion.FigureText(scale, b.Percent()))
	}), ", ")
}

// results are those of the key questions, of each standard of which any has a result.
func (w rateWords) results() (all []discretion.QuestionAssessment) {
	for _, st := range w.a.Standards {
		if hasResult(st) {
			all = append(all, st.Results...)
		}
	}
	return all
}

// hasResult tells whether any question of a standard has a result.
func hasResult(st discretion.StandardAssessment) bool {
	return slices.ContainsFunc(st.Results, func(q discretion.QuestionAssessment) bool {
		return q.Known != discretion.NoResult
	})
}

// unreachableWords names the bands that no count can reach.
func (w rateWords) unreachableWords() string {
	var parts []string
	seen := map[int]bool{}
	for _, st := range w.a.Standards {
		for _, q := range st.Results {
			if len(q.Unreachable) == 0 || seen[q.Of] {
				continue
			}
			seen[q.Of] = true
			parts = append(parts, fmt.Sprintf("no count of %s gives %s", phrase.Count(q.Of, "case"),
				strings.Join(each(q.Unreachable, w.name), " or ")))
		}
	}
	return strings.Join(parts, "; ") + "."
}

// limitsNote says for which populations the limits hold, and of which groups they are over the
// cells of the draw; "" where there are none.
func (w rateWords) limitsNote() string {
	given, all, atMost, unknown := false, false, false, false
	var cells cellsProofs
	var over, law, groups []string
	lawProved := true
	for _, st := range w.a.Standards {
		for _, q := range st.Results {
			if q.Low == nil {
				continue
			}
			given = given || q.PopulationSource == discretion.PopulationGiven
			all = all || q.TakenForAll
			atMost = atMost || q.PopulationSource == discretion.PopulationAtMost && !q.TakenForAll
			unknown = unknown || q.PopulationSource == discretion.PopulationUnknown
			groups = append(groups, q.Group)
			switch q.LimitsBy {
			case stats.ExactCells:
				over = append(over, q.Group)
				cells.add(q.Guaranteed)
			case stats.ExactTable:
				law, lawProved = append(law, w.rules().QuestionTitle(q.Question.ID)), lawProved && q.Guaranteed
			}
		}
	}
	var s Sentences
	s.sayIf(given, "for as many eligible cases as a question is known to apply to")
	s.sayIf(all, "for all eligible cases where a question applied to every case read, which is taken to hold of the others")
	s.sayIf(atMost, "%sfor every number of unread cases that a question can apply to", phrase.Either(all, "else ", ""))
	s.sayIf(unknown, "for a population without limit, where its size is not known")
	if len(s) == 0 {
		return ""
	}
	whose := " They are "
	if over = slices.Compact(over); len(over) < len(slices.Compact(groups)) {
		whose = " Those of " + And(each(over, func(g string) string { return Group(w.rules(), g) })) + " are "
	}
	byLaw := ""
	if len(law) > 0 {
		byLaw = phrase.Either(len(law) == len(groups), " They are ", " Those of "+phrase.First(3, law, "; ", "; and")+" are ") +
			tableLaw + phrase.Either(lawProved, lawSure, lawNotSure) + "."
	}
	return "Limits: " + strings.Join(s, "; ") + "." + cells.note(whose) + byLaw
}

// limits are those of a question in a table, in words where every case was read.
func (w rateWords) limits(q discretion.QuestionAssessment) string {
	if q.Low != nil && q.EveryCaseRead() {
		return "all read"
	}
	return Limits(w.a, q)
}

// Limits writes the limits of a question's percentage, rounded as the percentage beside them; "" for none.
func Limits(a *discretion.Assessment, q discretion.QuestionAssessment) string {
	if q.Low == nil {
		return ""
	}
	r := a.Rounding
	switch {
	case q.Figure == nil:
		r = rules.HalfUp
	case r == rules.None:
		return shareRange(a.Inspection.Rules.ScaleOf(q.Question.Place, r), *q.Low, *q.High)
	}
	low, high := r.PercentOf(*q.Low), r.PercentOf(*q.High)
	if low != math.Trunc(low) || high != math.Trunc(high) {
		return percentRange(*q.Low, *q.High)
	}
	return fmt.Sprintf("%v-%v%%", low, high)
}

// A Change is one what-if.
type Change struct {
	Question string
	Case     string // "" where a whole result was set
	From, To string // 13/22, or an answer
}

// changed says what a what-if changed.
func (w rateWords) changed(changes []Change) report.Paragraph {
	parts := each(changes, func(c Change) string {
		return phrase.Either(c.Case != "", "case "+c.Case+" on ", "") +
			fmt.Sprintf("%s from %s to %s", w.rules().QuestionTitle(c.Question), c.From, c.To)
	})
	return report.Paragraph("What if: " + strings.Join(parts, "; ") + ". Below is the result with the change.")
}

// beforeAfter sets the ratings that a what-if changes side by side.
func (w rateWords) beforeAfter(before *discretion.Assessment) report.Block {
	t := headedTable{Table: report.Table{Columns: report.Columns("", "Before", "After")}}
	for i, st := range w.a.Standards {
		if was := before.Standards[i]; was.Rating != st.Rating || was.Computed != st.Computed {
			t.addStandard(w.rules(), st.ID, w.rating(was), w.rating(st))
		}
	}
	if len(t.Rows) == 0 {
		return report.Paragraph("No rating changes.")
	}
	if before.Score != nil && w.a.Score != nil {
		t.add("", "Score", *before.Score, *w.a.Score)
		t.add("", "Overall", w.name(before.Overall), w.name(w.a.Overall))
	}
	return t.Table
}
