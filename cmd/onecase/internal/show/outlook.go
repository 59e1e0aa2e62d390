package show

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats/phrase"
)

const outlookTitle = "What the sample may be expected to show, if what is assumed is true"

// Outlook says what outlook found: the groups with their figures, then
// the overall rating, the standards and the questions.
func Outlook(o *predict.Outlook, format string, figures []report.Block, explain bool) report.Document {
	w := outlookWords{o}
	return accountDocument(w, format, explain, o.Warnings, func(d *report.Document) {
		d.Add(w.summary(format), w.groups())
		d.Add(figures...)
		if o.Overall.Chances != nil {
			d.Add(report.Heading("Overall rating"),
				overallChances(w.rules(), trueNote, w.o.Overall.Chances, w.o.Overall.True, w.o.Overall.Basis))
		}
		d.Add(report.Heading("Standards"), w.standards(), report.Heading("Key questions"), w.questions())
		if o.Wanted > 0 {
			d.Add(report.Heading(fmt.Sprintf("Cases for the right band with a chance of %s", Percent(o.Wanted))), w.wanted())
		}
	})
}

// outlookWords puts an outlook in words.
type outlookWords struct{ o *predict.Outlook }

func (w outlookWords) rules() *rules.Set { return w.o.Plan.Rules }

func (outlookWords) title() string { return outlookTitle }

func (w outlookWords) facts() []report.Fact {
	var d report.Document
	d.Fact("Rules", RulesTitle(w.rules()))
	d.Fact("Assumed", w.assumed())
	if w.o.Replicates > 0 {
		d.Fact("Seed of the simulation", w.o.Seed)
	}
	return d.Facts
}

// assumed says what is taken to be true of the service.
func (w outlookWords) assumed() string {
	low, high, points := 1.0, 0.0, false
	for _, q := range w.o.Questions {
		if q.HasPoints() {
			points = true
			continue
		}
		low, high = min(low, q.Rate), max(high, q.Rate)
	}
	switch {
	case low > high:
		return "shares of the levels of answers, those of each question as its table says"
	case points && low == high:
		return fmt.Sprintf("the share of yes is %s; of answers with points, the shares of the levels, as the table of questions says", Percent(low))
	case points:
		return fmt.Sprintf("shares of yes from %s to %s, and of the levels of answers with points, those of each question as its table says", shortPercent(low), shortPercent(high))
	case low == high:
		return fmt.Sprintf("the share of yes is %s on every question", Percent(low))
	}
	return fmt.Sprintf("shares of yes from %s to %s, those of each question as its table says", shortPercent(low), shortPercent(high))
}

// findings are what someone who plans an inspection would look for first.
func (w outlookWords) findings() (l Sentences) {
	if all := w.o.Overall; all.Right != nil {
		l.Say("The overall rating comes out as %s, the rating that reading every case would give, with a chance of %s.",
			w.name(all.True), Probability(*all.Right))
	}
	right := func(st predict.StandardOutlook) *float64 { return st.Right }
	if hardest, all, chance := w.extreme(right, -1, 0.0005); all {
		l.Say("No standard is harder to get right than another: each comes out as reading every case would rate it with a chance of %s.", Probability(chance))
	} else if hardest != "" {
		l.Say("Hardest to get right: %s, rated as reading every case would rate it with a chance of %s.", hardest, Probability(chance))
	}
	flagged := func(st predict.StandardOutlook) *float64 { return st.Flagged }
	if open, all, chance := w.extreme(flagged, 1, 2*w.o.MonteCarloError); all {
		l.Say("No standard is more often open to discretion than another, as far as the simulation tells: each with a chance of about %s.", Percent(chance))
	} else if open != "" {
		l.Say("Most often open to discretion: %s, with a chance of %s.", open, Probability(chance))
	}
	return l
}

// extreme names the standards whose chance is greatest, by sign 1, or least, by sign -1, and those that are no
// further from it than can be told apart; all, where two standards or more have a chance and none differs.
func (w outlookWords) extreme(of func(predict.StandardOutlook) *float64, sign, apart float64) (names string, all bool, chance float64) {
	known := only(w.o.Standards, func(st predict.StandardOutlook) bool { return of(st) != nil })
	if len(known) == 0 {
		return "", false, 0
	}
	chance = *of(slices.MaxFunc(known, func(a, b predict.StandardOutlook) int { return cmp.Compare(sign**of(a), sign**of(b)) }))
	found := only(known, func(st predict.StandardOutlook) bool { return math.Abs(*of(st)-chance) <= apart })
	names = strings.Join(each(found, func(st predict.StandardOutlook) string { return w.rules().StandardTitle(st.ID) }), "; ")
	return names, len(found) > 1 && len(found) == len(known), chance
}

// name gives the name of a rating, or a dash.
func (w outlookWords) name(rating string) string {
	return ratingName(w.o.Plan.Rules, rating, "-")
}

func (w outlookWords) summary(format string) report.Paragraph {
	o := w.o
	var s Sentences
	s.Say("Rules: %s.", rulesName(o.Plan.Rules, format))
	if o.Plan.Cases != nil {
		s.Say("Samples are drawn from cases like those of the earlier inspection, so that questions move together as they did there.")
	} else {
		s.Say("Questions are taken as independent.")
	}
	s.sayIf(o.Agreement > 0, "An answer is found as it truly is with a chance of %s.", Percent(o.Agreement))
	s.sayIf(o.ErrorModel() != "", "Of more than two levels a wrong answer is each of the others with the same chance (one coin).")
	s.Say("Questions are exact.")
	s.sayIf(o.Replicates > 0, "What is flagged, and what is marked simulated, comes from %d samples, seed %q, with a standard error of at most %.2f points.",
		o.Replicates, o.Seed, 100*o.MonteCarloError)
	s.sayIf(o.Overall.Why != "" && o.Plan.Rules.Scoring != nil, "There is no overall rating: %s.", o.Overall.Why)
	return s.paragraph()
}

func (w outlookWords) groups() report.Table {
	size := func(g sample.Group) discretion.GroupSize { return w.o.Plan.Groups[g.ID] }
	return report.Fill(report.Table{}, w.rules().Groups,
		report.Col("Group", func(g sample.Group) string { return Group(w.rules(), g.ID) }),
		report.Num("Eligible", func(g sample.Group) string { return KnownOr(size(g).Population, "many") }),
		report.Num("To read", func(g sample.Group) int { return size(g).Sample }))
}

const trueNote = "*: the rating that reading every case would give."

func (w outlookWords) standards() report.Table {
	type row = predict.StandardOutlook
	set := w.rules()
	off := slices.ContainsFunc(w.o.Standards, func(st row) bool { return st.Bias != nil || st.ScoreBias != nil })
	return report.Fill(report.Table{Notes: []string{trueNote}}, w.o.Standards,
		underStandard(set, "Standard", func(st row) string { return st.ID }),
		standardChances(set, func(st row) (string, []float64, string) { return st.ID, st.Chances, st.True }),
		report.Num("Flagged", func(st row) string { return chanceOr(st.Flagged, "") }).IfAny().
			Note("Flagged: the chance that a published criterion opens the rating to discretion."+
				phrase.Either(w.o.Plan.Cases == nil,
					" One case that would have to change on several questions is not counted, as how answers lie over cases is not known.", "")),
		report.Num("Lowest off by", func(st row) string { return signedOr(st.Bias, 100, 1) }).If(off).
			Note("Off by: how far the percentage that is rated, the lowest or the mean, and the score are off on average, given that the standard can be rated; the lowest of several questions comes out too low."),
		report.Num("Score off by", func(st row) string { return signedOr(st.ScoreBias, 1, 2) }).If(off))
}

// signedOr writes a difference in some unit with its sign, nothing where it is not known.
func signedOr(x *float64, unit float64, decimals int) string {
	if x == nil {
		return ""
	}
	return signed(unit**x, decimals)
}

func (w outlookWords) questions() report.Table {
	type row = predict.QuestionOutlook
	foretold := only(w.o.Questions, func(q row) bool { return q.Chances != nil })
	t := report.Fill(report.Table{
		Notes: []string{"Cases: how many of the sample the question may be expected to apply to. One case away: the chance that one judgement would move it to another band. Cannot be: bands that no count out of that many cases falls in."},
	}, foretold,
		underQuestion(w.rules(), "Question", func(q row) rules.Question { return q.Question }),
		report.Num("Rate", outlookRate),
		report.Num("Cases", func(q row) string { return fmt.Sprintf("%.1f", q.ExpectedOf) }),
		report.Col("True band", func(q row) string { return w.name(q.True) }),
		report.Num("Right band", func(q row) string { return chanceOr(q.Right, "-") }).
			Mark("†", "", neverApplies),
		report.Num("One case away", func(q row) string { return Probability(q.OneCaseSwing) }),
		report.Col("Cannot be", func(q row) string { return strings.Join(each(q.Unreachable, w.name), ", ") }))
	t.NoteIf(slices.ContainsFunc(foretold, func(q row) bool { return q.HasPoints() }),
		"Of answers with points, Rate has the share at each level, and one judgement goes from any level to any other.")
	t.NoteIf(slices.ContainsFunc(foretold, neverApplies), "†: there is a chance of 0.05% or more that it applies to no case of the sample.")
	return t
}

// neverApplies tells whether a question may well apply to no case of the sample.
func neverApplies(q predict.QuestionOutlook) bool { return q.None >= 0.0005 }

// outlookRate is what is assumed of a question: a share of yes, or that of each level.
func outlookRate(q predict.QuestionOutlook) string {
	if !q.HasPoints() {
		return shortPercent(q.Rate)
	}
	shares := make([]string, len(q.Assumption.Levels))
	for i, share := range q.Assumption.Levels {
		shares[i] = q.Question.Levels[i] + ": " + shortPercent(share)
	}
	return strings.Join(shares, ", ")
}

func (w outlookWords) wanted() report.Table {
	t := headedTable{Table: report.Table{Columns: report.Columns("Of", ">First reached at", ">Holds from"),
		Notes: []string{"Cases of the group to read. The chance does not rise evenly; from the second number on it holds for every larger one."}}}
	row := func(heading, name string, size *predict.WantedSize) {
		if size != nil {
			t.add(heading, name, UnknownAs(size.First, "not reached"), UnknownAs(size.Stable, "not reached"))
		}
	}
	for _, q := range w.o.Questions {
		row(standardHeading(w.rules(), q.Question.Standard), q.Question.Title(), q.Wanted)
	}
	for _, st := range w.o.Standards {
		row("Standards", w.rules().StandardTitle(st.ID), st.Wanted)
	}
	return t.Table
}
