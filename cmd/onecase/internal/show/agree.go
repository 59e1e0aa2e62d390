package show

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// agreeWords words an agreement.
type agreeWords struct {
	*discretion.Agreed
	within float64
	rate   string // the command that rates the first reading
}

func (w agreeWords) rules() *rules.Set { return w.First.Rules }

// Agree shows an agreement to people, with how many cases would tell kappa to within so
// much. Rate is the command that rates the first reading.
func Agree(a *discretion.Agreed, within float64, rate, format string, explain bool) report.Document {
	w := agreeWords{a, within, rate}
	d := report.Document{Title: fmt.Sprintf("Agreement of two readings: %s read twice%s", phrase.Count(w.Cases, "case"),
		phrase.Either(w.Population == stats.Infinite, "", fmt.Sprintf(" of %d", w.Population))),
		Facts: inspectionFacts(w.First, w.Confidence), Warnings: Warnings(w.rules(), w.Warnings)}
	d.Add(InShort(format, w.findings())...)
	if format != "html" {
		d.Add(w.findings().paragraph())
	}
	d.Add(report.Heading("By question"), w.questions())
	d.Add(w.byPoints()...)
	d.Add(report.Heading("What is true behind the answers"))
	d.Add(w.truth()...)
	d.Add(w.found(format)...)
	type row = discretion.AgreedPart
	if len(w.Standards) > 1 {
		d.Section("By standard", w.parts(w.Standards, underStandard(w.rules(), "standard", func(p row) string { return p.ID })))
	}
	if len(w.Pairs) > 0 {
		d.Section("By pair of readers", w.parts(w.Pairs, report.Col("readers", func(p row) string { return p.Readers[0] + " and " + p.Readers[1] }),
			"For the methodologist, not for a league table: a pair's cases are few, and who is right is not known."))
	}
	d.Section("Over all questions", w.parts([]row{w.Overall},
		report.Col("", func(p row) string { return phrase.Either(p.Apart > 0, "answers of yes and no", "all answers") }),
		"Where a row has several questions cases are the units: the answers of one "+
			"case may go together, and limits, from standard errors, allow for it. They are not guaranteed."))
	if explain {
		d.Add(report.Heading("Working"), w.working())
	}
	return d
}

// findings are what can be said, and what cannot with so few.
func (w agreeWords) findings() (s Sentences) {
	o := w.Overall
	if o.Answers == 0 && slices.ContainsFunc(w.Questions, func(q discretion.AgreedQuestion) bool { return q.Answers > 0 }) {
		s.Say("Questions whose answers have different levels have no agreement in common: each stands by itself.")
		return s
	}
	if o.Answers == 0 {
		s.Say("Both readings found no question to apply to any of the cases, so nothing can be said of " +
			"their agreement.")
		return s
	}
	s.Say("Both readings gave the same answer %d times of %d (%s).", o.Same, o.Answers, PercentTenths(o.Share.Value))
	s.sayIf(o.Apart > 0, "%s at levels with points stand by themselves, question by question; all that is said of several questions is of yes and no.", phrase.Plural(o.Apart, "1 answer", fmt.Sprintf("%d answers", o.Apart)))
	s.sayIf(o.Applies > 0, "In %d of the others one reading alone found the question to apply.", o.Applies)
	if o.Kappa.Why == "" {
		s.Say("Agreement beyond chance (kappa) is %s over all questions: from %s to %s at %s confidence.", point(o.Kappa.Value),
			point(o.Kappa.Low), point(o.Kappa.High), Percent(w.Confidence))
	}
	onQuestion, overall := w.CasesFor(w.within)
	has := w.AnsweredTwice()
	if onQuestion == 0 {
		s.Say("How well kappa is known cannot be said: %s.", w.whyNot())
		return s
	}
	within := w.Typical.Kappa.Within(has, stats.Infinite, w.Confidence)
	s.Say("A question taken by itself was answered in both readings for about %s: so many tell its kappa to within about %s%s.",
		phrase.Count(has, "case"), point(within),
		phrase.Either(within > w.within, ", enough to show that readers differ much, not how much they agree on one question", ""))
	needed := phrase.Count(onQuestion, "case")
	if w.Population != stats.Infinite && onQuestion > w.Population {
		s.Say("To tell the kappa of one question to within %s takes %s read twice, and there are %d: even all of them tell it less closely.", point(w.within),
			needed, w.Population)
	} else {
		s.Say("To tell the kappa of one question to within %s, %s would have to be read twice, however many there are in all.",
			point(w.within), needed)
	}
	cases := phrase.Count(overall, "case")
	if w.Population != stats.Infinite {
		cases = fmt.Sprintf("%d of the %s to be read twice; it then holds for these %d and for no others", overall, phrase.Count(w.Population, "case"), w.Population)
	}
	s.sayIf(overall > o.Cases, "For the kappa of all questions together, of which each case answers several, it takes %s.", cases)
	return s
}

// whyNot says why it is not known how many cases would be needed.
func (w agreeWords) whyNot() string {
	if why := w.Typical.Kappa.Why; why != "" {
		return why
	}
	return "the readings differ nowhere"
}

// questions is the table of questions, each below its standard.
func (w agreeWords) questions() report.Table {
	type row = discretion.AgreedQuestion
	answered := only(w.Questions, func(q row) bool { return q.Answers > 0 })
	t := report.Fill(report.Table{Notes: []string{"alike: cases with the same answer in both readings, of those that either found the question " +
		"to apply to; a case that both found it not to apply to says nothing of agreement and is left out."}}, w.Questions,
		underAsked(w.rules(), "question", func(q row) string { return q.ID }),
		report.Num("alike", func(q row) string { return fmt.Sprintf("%d/%d", q.Same, q.Answers) }),
		agreed("share", func(q row) string { return PercentTenths(q.Share.Value) }),
		agreed("low", func(q row) string { return PercentTenths(q.Limits.Low) }),
		agreed("high", func(q row) string { return PercentTenths(q.Limits.High) }),
		agreed("of the sample", func(q row) string {
			if !q.Limits.HasCounts {
				return "-"
			}
			return fmt.Sprintf("%d-%d/%d", q.Limits.LowCount, q.Limits.HighCount, q.Limits.Population)
		}),
		agreed("kappa", func(q row) string { return point(q.Kappa.Value) }),
		agreed("low", func(q row) string { return point(q.Kappa.Low) }),
		agreed("high", func(q row) string { return point(q.Kappa.High) }),
		agreed("AC1", func(q row) string { return point(q.AC1.Value) }),
		agreed("alpha", func(q row) string { return point(q.Alpha.Value) }))
	t.NoteIf(slices.ContainsFunc(answered, func(q row) bool { return q.Limits.HasCounts }),
		"of the sample: on how many of its cases that the first reading found the question to apply to "+
			"a second one would agree, had all been read twice; low and high are that share.")
	t.Notes = append(t.Notes, phrase.Either(slices.ContainsFunc(answered, func(q row) bool { return !q.Limits.Guaranteed }),
		"Limits of the share are exact for cases that chance alone chose, and guaranteed only where that is known. Those of kappa are from standard errors and are not.",
		"Limits of the share are exact and guaranteed: the cases were drawn. Those of kappa are from standard errors and are not."))
	t.Notes = append(t.Notes, coefficients)
	t.NoteIf(slices.ContainsFunc(answered, func(q row) bool { at, ok := w.rules().QuestionIndex(q.ID); return ok && w.Made(at) }),
		"What is made of items is in its own row alone: over several questions, the answers that readers gave are counted.")
	t.NoteIf(len(w.weighted()) > 0,
		"Of answers with points, levels next to each other are as unlike here as any others.")
	t.NoteIf(slices.ContainsFunc(answered, func(q row) bool { return q.Kappa.Why != "" }),
		"-: not defined, where all answers are alike or the readings differ nowhere. AC1 is defined there too.")
	return t
}

// coefficients says what the measures of agreement beyond chance are.
const coefficients = "kappa, AC1, alpha and, below, pi are agreement beyond chance: 1 is full agreement, 0 no more than chance. " +
	"kappa takes chance from how often each reading gave each answer; pi from how often both did together; alpha as pi, allowing for few cases; " +
	"AC1 so that it stays near the share alike where nearly all answers are the same."

// agreed declares a column of a question's agreement, empty where no case was answered twice.
func agreed(head string, of func(discretion.AgreedQuestion) string) report.ColumnOf[discretion.AgreedQuestion] {
	return report.Num(head, func(q discretion.AgreedQuestion) string { return phrase.Either(q.Answers == 0, "", of(q)) })
}

// weighted are the questions whose answers have points.
func (w agreeWords) weighted() (questions []discretion.AgreedQuestion) {
	for _, q := range w.Questions {
		if q.Weighted != nil {
			questions = append(questions, q)
		}
	}
	return questions
}

// byPoints is the agreement of levels that count in part.
func (w agreeWords) byPoints() []report.Block {
	type row = discretion.AgreedQuestion
	questions := w.weighted()
	if len(questions) == 0 {
		return nil
	}
	return []report.Block{report.Heading("By the points of answers"), report.Fill(report.Table{
		Notes: []string{"Levels count as alike in part: 1 for the same one, less the square of the points between two, of the most there can be. A level and na are not alike. AC2 is AC1 so counted."}},
		questions,
		underAsked(w.rules(), "question", func(q row) string { return q.ID }),
		report.Num("alike", func(q row) string { return PercentTenths(q.Weighted.Share.Value) }),
		report.Num("kappa", func(q row) string { return point(q.Weighted.Kappa.Value) }),
		report.Num("low", func(q row) string { return point(q.Weighted.Kappa.Low) }),
		report.Num("high", func(q row) string { return point(q.Weighted.Kappa.High) }),
		report.Num("AC2", func(q row) string { return point(q.Weighted.AC1.Value) }),
		report.Num("alpha", func(q row) string { return point(q.Weighted.Alpha.Value) }))}
}

// parts is a table of agreements over several answers.
func (w agreeWords) parts(parts []discretion.AgreedPart, name report.ColumnOf[discretion.AgreedPart], notes ...string) report.Table {
	return report.Fill(report.Table{Notes: notes}, parts, name, report.Several(report.Columns(">cases", ">alike", ">share", ">low", ">high",
		">kappa", ">low", ">high", ">pi", ">AC1", ">alpha"), func(p discretion.AgreedPart) []string {
		cells := []string{strconv.Itoa(p.Cases), fmt.Sprintf("%d/%d", p.Same, p.Answers)}
		if p.Answers == 0 {
			return append(cells, make([]string, 9)...)
		}
		return append(cells, PercentTenths(p.Share.Value), PercentTenths(p.Share.Low), PercentTenths(p.Share.High),
			point(p.Kappa.Value), point(p.Kappa.Low), point(p.Kappa.High), point(p.Scott.Value),
			point(p.AC1.Value), point(p.Alpha.Value))
	}))
}

// point is a coefficient with two decimals; a dash where it is not defined.
func point(x float64) string {
	if math.IsNaN(x) {
		return "-"
	}
	return strconv.FormatFloat(math.Round(x*100)/100+0, 'f', 2, 64) // +0: no minus before 0
}
