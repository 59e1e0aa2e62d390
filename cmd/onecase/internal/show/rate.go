package show

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// Rate says what rate found: the ratings first, then what is open to
// discretion and what would change the overall rating, then the questions.
func Rate(a, before *discretion.Assessment, changes []Change, beside Besides, format string, explain bool) report.Document {
	w := wordsOf(a)
	w.beside, w.whatIf = beside, before != nil
	a = w.a
	return accountDocument(w, format, explain, a.Warnings, func(d *report.Document) {
		set := a.Inspection.Rules
		if before != nil {
			d.Add(w.changed(changes), w.beforeAfter(before))
		}
		d.Add(w.summary(format))
		if len(set.Ratings)+len(set.Scales) > 0 {
			d.Add(w.standards())
		}
		d.Add(Figures(format, distanceFigures(a))...)
		if len(beside.Without) > 0 {
			d.Add(report.Heading("Without each, by " + strings.ReplaceAll(a.Inspection.Results.Grid.Kept, "_", " ")))
			d.Add(w.without(beside.Without)...)
		}
		if truly := w.truly(); truly != nil {
			d.Add(report.Heading("Read without error"))
			d.Add(truly...)
		}
		if beside.Unread != nil {
			d.Add(report.Heading("If the cases that were not read were read"))
			d.Add(w.unread(beside.Unread)...)
		}
		d.Section("Limited", w.limited())
		d.Section("Not rated", w.unrated())
		const open = "Open to professional discretion"
		d.Section(open, w.open())
		if len(w.open()) == 0 && len(set.Criteria) > 0 {
			d.Section(open, report.Paragraph(phrase.Either(w.withheld(),
				"No standard of which it is shown: whether the others are is withheld.",
				"No standard: none of the published criteria is met.")))
		}
		d.Section("Decided by the panel", w.decisions())
		if set.Scoring != nil {
			d.Section("What would change the overall rating", w.overall())
		}
		if a.Published != nil {
			d.Add(report.Heading("Compared with what was published"), w.published(a.Published))
		}
		d.Section("Key questions", w.questions())
		d.Add(Figures(format, questionFigures(a))...)
		if before == nil { // what was not found has no words for a report
			d.Add(methodParagraph(a.Inspection, format, explain, w.method())...)
		}
	})
}

// rateWords puts an assessment in words.
type rateWords struct {
	a      *discretion.Assessment
	beside Besides

	corrected bool // the ratings are those that corrected shares make
	whatIf    bool // some judgements are taken otherwise than they were made
}

// wordsOf puts an assessment in words. Scores that are the rules' own are no part of them.
func wordsOf(a *discretion.Assessment) rateWords {
	if sc := a.Inspection.Rules.Scoring; sc != nil && sc.Own {
		shown := *a
		shown.Score, shown.ScoreComputed, shown.Maximum = nil, nil, nil
		for _, swing := range []**discretion.OverallSwing{&shown.Up, &shown.Down} {
			if *swing != nil {
				unscored := **swing
				unscored.Points, *swing = 0, &unscored
			}
		}
		a = &shown
	}
	return rateWords{a: a}
}

func (w rateWords) rules() *rules.Set { return w.a.Inspection.Rules }

// name gives the name of a rating.
func (w rateWords) name(rating string) string {
	return ratingName(w.a.Inspection.Rules, rating, "not rated")
}

func (w rateWords) facts() []report.Fact { return inspectionFacts(w.a.Inspection, w.a.Confidence) }

func (w rateWords) title() string {
	if w.whatIf {
		w.whatIf = false
		return "What if: " + w.title()
	}
	ins := w.a.Inspection
	service := cmp.Or(ins.Service, ins.Rules.Named())
	switch {
	case ins.Rules.ID == rules.NoRules: // what the panel rates stands elsewhere
		return phrase.Either(ins.Service == "", "Findings of the questions", ins.Service+": findings of the questions")
	case w.a.Overall != "" && w.a.Score == nil:
		return fmt.Sprintf("%s: %s", service, w.name(w.a.Overall))
	case w.a.Overall != "":
		return fmt.Sprintf("%s: %s, %d of %d", service, w.name(w.a.Overall), *w.a.Score, *w.a.Maximum)
	case len(ins.Rules.Ratings) == 0:
		return service + ": findings, without ratings"
	}
	return service + ": ratings"
}

func (w rateWords) summary(format string) report.Paragraph {
	a, set := w.a, w.a.Inspection.Rules
	var s Sentences
	switch {
	case a.ScoreComputed != nil && a.Score != nil && *a.ScoreComputed != *a.Score:
		s.Say("The judgements alone make %d, %s; with what the panel decided, %d, %s.",
			*a.ScoreComputed, w.name(a.OverallComputed), *a.Score, w.name(a.Overall))
	case a.Overall != "" && a.Score == nil && a.OverallComputed != a.Overall:
		s.Say("The judgements alone make %s; with what the panel decided it is %s.", w.name(a.OverallComputed), w.name(a.Overall))
	case a.Overall == "" && set.Scoring != nil:
		s.Say("There is no overall rating: %s.", a.WhyNoOverall)
		if p := a.Possible; p != nil && len(p.Overall) == 1 {
			s.Say("It can only be %s.", w.name(p.Overall[0]))
		}
	}
	if set.ID == rules.NoRules {
		s.Say("No rules rate these questions: each is one of the table, and sets no rating.")
	} else {
		s.Say("Rules: %s.", Join(". ", rulesName(set, format), strings.TrimSuffix(set.Note, ".")))
	}
	s.sayIf(set.RatesQuestions() && a.Rounding != set.Percent.Rounding, "Percentages are rounded %s here.", roundingWords(a.Rounding))
	return s.paragraph()
}

func roundingWords(r rules.Rounding) string {
	switch r {
	case rules.HalfUp:
		return "half up"
	case rules.HalfEven:
		return "half to even"
	case rules.Down:
		return "down"
	}
	return "not at all"
}

// standards is the table of ratings.
func (w rateWords) standards() report.Table {
	set := w.rules()
	if w.noCases() {
		return w.judgedTable(report.Table{Columns: report.Columns("Standard", "Rating", "Made of")})
	}
	t := headedTable{Table: report.Table{Columns: report.Columns("Standard", "Rating", "Lowest question", "Result",
		">Up", ">Down", "Open")}}
	for _, st := range w.a.Standards {
		rating, driver := w.rating(st), ""
		switch {
		case st.Working != nil && st.Withheld:
			t.addStandard(set, st.ID, rating, w.madeOf(st.Working, len(st.Parts) > 0), "", hidden, hidden, YesNo(st.Open))
			continue
		case st.Working != nil && len(st.Drivers) == 0:
			t.addStandard(set, st.ID, rating, w.madeOf(st.Working, len(st.Parts) > 0), "", swingText(st.Up),
				swingText(st.Down), YesNo(st.Open))
			continue
		case len(st.Drivers) > 0:
			t.addStandard(set, st.ID, rating, Capital(w.drivers(st)), w.driverResult(st), swingText(st.Up),
				swingText(st.Down), YesNo(st.Open))
			continue
		case st.Withheld:
			t.addStandard(set, st.ID, rating, hidden, "", hidden, hidden, hidden)
			continue
		case st.Judged && st.Rating == "":
			driver = "to be judged"
		case st.Judged:
			driver = "judged"
		case st.NotEnough:
			driver = "not enough cases"
		}
		t.addStandard(set, st.ID, rating, driver)
	}
	t.NoteIf(set.RatesQuestions(), "Lowest question: the key question with the lowest percentage"+
		phrase.Either(set.PointsQuestion() != "",
			", or of answers with points the lowest band and then the least percent of the highest", "")+
		", which sets the rating. Up and down: the fewest cases that would have to be judged differently for a better or a worse rating; two numbers where totals leave it open. Open: to professional discretion.")
	over := only(w.a.Standards, overruled)
	t.NoteIf(len(over) > 0, fmt.Sprintf("Decided: by the panel. Lowest question, result, up, down and open are still of what the judgements make, counted from there: %s.",
		strings.Join(each(over, func(st discretion.StandardAssessment) string {
			return rules.Continued(set.StandardTitle(st.ID)) + " " + w.name(st.Computed)
		}), "; ")))
	return t.Table
}

// judgedTable fills a table of the standards of rules that rate no cases: the rating, and of which other ratings it
// is made, where there are such ratings; then what is left to fill in.
func (w rateWords) judgedTable(shape report.Table) report.Table {
	made := slices.ContainsFunc(w.a.Standards, func(st discretion.StandardAssessment) bool { return st.Working != nil })
	if !made {
		shape.Columns = slices.Delete(shape.Columns, 2, 3)
	}
	t := headedTable{Table: shape}
	for _, st := range w.a.Standards {
		cells := make([]any, len(shape.Columns)-1)
		for i := range cells {
			cells[i] = ""
		}
		cells[0] = phrase.Either(st.Rating == "", phrase.Either(st.Judged, "to be judged", "not rated"), w.rating(st))
		if st.Working != nil {
			cells[1] = w.madeOf(st.Working, len(st.Parts) > 0)
		}
		t.addStandard(w.rules(), st.ID, cells...)
	}
	return t.Table
}

// noCases tells whether the rules rate no cases, so that judgement alone can change the ratings.
func (w rateWords) noCases() bool { return !w.rules().RatesQuestions() }

func (w rateWords) rating(st discretion.StandardAssessment) string {
	text := w.name(st.Rating)
	if st.Decision != nil && st.Computed != st.Rating {
		text += " (decided)"
	}
	return text
}

// overruled tells whether the panel decided a rating that is other than the judgements make.
func overruled(st discretion.StandardAssessment) bool {
	return st.Decision != nil && st.Computed != "" && st.Computed != st.Rating
}

func (w rateWords) drivers(st discretion.StandardAssessment) string {
	return And(questionNames(w.rules(), st.Drivers))
}

func (w rateWords) driverResult(st discretion.StandardAssessment) string {
	for _, q := range st.Results {
		if q.Question.ID == st.Drivers[0] {
			return rateCount(q)
		}
	}
	return ""
}

// rateCount is a question's result: 41% (16/39), or 16/39 where nothing is
// banded as a percentage.
func rateCount(q discretion.QuestionAssessment) string { return countWithShare(q, "%s (%s)") }

// countWithShare writes a question's percentage and count in some form, or the count
// where nothing is banded as a percentage.
func countWithShare(q discretion.QuestionAssessment, form string) string {
	if q.Figure == nil {
		return yesOf(q)
	}
	if p := q.Points; p != nil {
		return fmt.Sprintf(form, pointsText(p.Of, q.FigureText), yesOf(q))
	}
	return fmt.Sprintf(form, q.FigureText, yesOf(q))
}

// hidden stands in place of what is withheld.
const hidden = "withheld"

// withheld tells whether a standard is withheld but for its rating.
func (w rateWords) withheld() bool {
	return slices.ContainsFunc(w.a.Standards, func(st discretion.StandardAssessment) bool { return st.Withheld })
}

// yesOf is a question's count: 16/39, or what is known of it.
func yesOf(q discretion.QuestionAssessment) string {
	switch q.Known {
	case discretion.NoResult:
		return "no result"
	case discretion.NoCase:
		return "no case"
	case discretion.Hidden:
		return hidden
	case discretion.PercentOnly:
		return "of ?"
	case discretion.Nearest:
		return fmt.Sprintf("?/%d", q.Of)
	}
	if q.Points != nil {
		return phrase.Count(q.Of, "case")
	}
	return fmt.Sprintf("%d/%d", q.Yes, q.Of)
}

// pointsText is a figure of points as it is banded: 67.5%, or mean 2.44.
func pointsText(m rules.Measure, figure string) string {
	return phrase.Either(m == rules.MeanPoints, "mean ", "") + figure
}

// swingText writes the cases of a swing; "none" where there is no rating that way.
func swingText(s *discretion.Swing) string {
	if s == nil {
		return "none"
	}
	return spanText(s.Fewest, s.Most)
}

// spanText writes bounds on a number of cases: 2, 3-5, "?" where it is not known.
func spanText(fewest, most *int) string {
	switch {
	case fewest == nil:
		return "?"
	case most == nil:
		return fmt.Sprintf("%d or more", *fewest)
	case *fewest == *most:
		return fmt.Sprint(*fewest)
	}
	return fmt.Sprintf("%d-%d", *fewest, *most)
}
