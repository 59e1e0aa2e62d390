package show

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// Robust says what robust found: the overall rating first, then the
// standards, then the questions.
func Robust(r *predict.Robustness, changes []Change, format string, explain bool) report.Document {
	w := robustWords{r, changes}
	return accountDocument(w, format, explain, r.Warnings, func(d *report.Document) {
		d.Add(w.summary())
		if r.Overall.Chances != nil {
			d.Add(report.Heading("Overall rating"),
				overallChances(w.rules(), w.star(), w.r.Overall.Chances, w.r.Overall.Computed, w.r.Overall.Basis))
			d.Add(Figures(format, RobustFigures(r))...)
			if r.Overall.Scores != nil {
				d.Add(w.scores())
				if text := w.middle(); text != "" {
					d.Add(text)
				}
			}
		}
		d.Add(report.Heading("Standards"), w.standards())
		d.Section("Key questions", w.questions())
		if r.More > 0 {
			d.Add(report.Heading(fmt.Sprintf("%s of each group", phrase.Count(r.More, "more case"))), w.more())
		}
		d.Add(methodParagraph(r.Inspection, format, explain, w.method())...)
	})
}

// robustWords puts chances in words.
type robustWords struct {
	r       *predict.Robustness
	changes []Change
}

func (w robustWords) rules() *rules.Set { return w.r.Inspection.Rules }

// allLowest reports whether every standard with questions takes its lowest, and the overall
// rating goes by the plain sum of scores.
func (w robustWords) allLowest() bool {
	set := w.rules()
	return !slices.ContainsFunc(set.Standards, func(st rules.Standard) bool { return !st.TakesLowest() }) &&
		(set.Scoring == nil || set.OneScale() && (set.Scoring.Combine == "" || set.Scoring.Combine == rules.Sum) &&
			len(set.Scoring.Limits) == 0)
}

// tied reports whether standards tie their questions to each other.
func (w robustWords) tied() bool { return w.r.Model == predict.Tied && w.r.Agreement == 0 }

// name gives the name of a rating.
func (w robustWords) name(rating string) string {
	return ratingName(w.rules(), rating, "not rated")
}

func (w robustWords) facts() []report.Fact {
	d := report.Document{Facts: inspectionFacts(w.r.Inspection, 0)}
	if w.r.Replicates > 0 {
		d.Fact("Seed of the simulation", w.r.Seed)
	}
	return d.Facts
}

func (w robustWords) title() string {
	service := cmp.Or(w.r.Inspection.Service, w.rules().Name, w.rules().ID)
	if o := w.r.Overall; o.Same != nil {
		decided := phrase.Either(len(w.r.Held()) > 0, ", with what the panel decided", "")
		if w.r.Rates != nil {
			at := slices.Index(o.Chances, slices.Max(o.Chances))
			return fmt.Sprintf("%s: read without error, this would be %s with a chance of %s%s", service,
				w.name(w.rules().OverallRatings()[at].ID), Probability(o.Chances[at]), decided)
		}
		return fmt.Sprintf("%s: %s again with a chance of %s%s", service, w.name(o.Computed), Probability(*o.Same), decided)
	}
	return service + ": how sure the ratings are"
}

// summary says what was asked and how it was answered.
func (w robustWords) summary() report.Paragraph {
	r := w.r
	var s Sentences
	for _, change := range w.changes {
		s.Say("With %s at %s in place of %s.", w.rules().QuestionTitle(change.Question), change.To, change.From)
	}
	switch {
	case r.Agreement > 0:
		s.Say("The same cases, read again by someone who judges each answer the same with a chance of %s, independently.", Percent(r.Agreement))
		s.sayIf(r.ErrorModel() != "", "Of more than two levels an answer that is not the same is each of the others with the same chance (one coin).")
	case r.Rates != nil:
		s.Say("The truth behind the answers: the chance of each rating, had every eligible case been read without error, where %s true no cases are read as yes and %s true yes cases as no%s, each by itself. "+
			"The true answers of the cases that were read, and the unread cases, are predicted by %s (%s).",
			ErrorRateOf(r.Rates.All.Yes), ErrorRateOf(r.Rates.All.No),
			phrase.Either(len(r.Rates.By) > 0, ", but where a question has rates of its own", ""),
			phrase.Either(w.tied(), "a model in which the shares of yes of a standard's questions lie near each other, and those of the standards near that of the inspection; a question's own chances are of its answers alone", "each question by itself"), priorWords(r.Prior))
	case w.tied():
		s.Say("The chance of each rating, had every eligible case been read: the unread cases are predicted from the read ones. "+
			"A question's chances are those of its own answers; a standard's suppose that the "+
			"shares of yes of its questions lie near each other, and those of the standards near that of the inspection; how near is learnt from it (%s).", priorWords(r.Prior))
	default:
		s.Say("The chance of each rating, had every eligible case been read: the unread cases are predicted from the read ones, each question by itself (%s).", priorWords(r.Prior))
	}
	s.Say("%s", w.exactness())
	s.sayIf(!w.allLowest() && r.Replicates == 0,
		"Limits, means and levels are followed through every combination that matters, with the parts of a rating as independent of each other%s.", phrase.Either(w.tied(), " but for what ties them", ""))
	s.sayIf(!w.allLowest() && r.Replicates > 0,
		"The parts of a rating are independent of each other%s, but for answers to the same cases.",
		phrase.Either(w.tied(), " but for what ties them", ""))
	s.sayIf(w.anyPoints() && r.Agreement == 0, "%s", w.pointsNote())
	s.sayIf(slices.ContainsFunc(r.Questions,
		func(q predict.QuestionRobustness) bool { return len(q.Items) > 0 && q.Chances != nil }),
		"What is made of items is foretold as one answer to each case.")
	s.Say("%s", phrase.Either(r.HoldDecisions,
		"What the panel decided is held, and so are judged standards: they have no chances.",
		"Discretion is not applied, and judged standards are held: they have no chances."))
	s.sayIf(r.Overall.Why != "" && w.rules().Scoring != nil, "%s: %s.",
		phrase.Either(r.Inspection.Withheld == nil, "There is no overall rating",
			"There are no chances of the overall rating"), r.Overall.Why)
	return s.paragraph()
}

// anyPoints reports whether chances are those of answers with points.
func (w robustWords) anyPoints() bool {
	return slices.ContainsFunc(w.r.Questions, func(q predict.QuestionRobustness) bool { return q.HasPoints() && q.Chances != nil })
}

// pointsNote says how answers with points are foretold.
func (w robustWords) pointsNote() string {
	return "Answers with points are predicted level by level from the question's own answers, with a prior for each level as for yes and no" +
		phrase.Either(w.tied(), "; they are not tied to other questions", "") + "."
}

// priorWords is a prior's name in a report, or the cases it counts as.
func priorWords(p predict.Prior) string {
	switch p {
	case predict.Jeffreys:
		return "Jeffreys' prior"
	case predict.Uniform:
		return "uniform prior"
	}
	return fmt.Sprintf("prior: %v yes, %v no", p.Yes, p.No)
}

// exactness says what is exact under the model, and what is not.
func (w robustWords) exactness() string {
	r := w.r
	switch {
	case r.Replicates > 0:
		return fmt.Sprintf("Exact under this model but where marked ‡: there from %d simulated populations, seed %q, with a standard error of at most %.2f points.",
			r.Replicates, r.Seed, 100*r.MonteCarloError)
	case r.Method() == predict.ByIndependence && r.Rates != nil:
		return "Exact under this model for questions. It is not known whose answers are wrong, so that whole cases are not predicted: standards and overall are worked out as if the true answers of a case were independent."
	case r.Method() == predict.ByIndependence && slices.ContainsFunc(r.Questions, func(q predict.QuestionRobustness) bool {
		return unpredictable(q.Result, q.PopulationSource)
	}):
		return "Exact under this model for questions. Whole cases are not predicted where the number of eligible cases is not known: standards and overall are worked out as if the answers of a case were independent."
	case r.Method() == predict.ByIndependence && w.anyPoints():
		return "Exact under this model for questions. Where answers have points whole cases are not predicted: standards and overall are worked out as if the answers of a case were independent."
	case r.Method() == predict.ByIndependence:
		return "Exact under this model for questions. From totals it is not known how the answers of a case go together: standards and overall are worked out as if they were independent."
	}
	return "Exact under this model."
}

// middle says where the scores lie beside the one found, and why.
func (w robustWords) middle() report.Paragraph {
	o, s := w.r.Overall, Sentences(nil)
	if o.Computed == "" || o.Scores == nil || w.r.Agreement > 0 {
		return s.paragraph()
	}
	s.Say("By these chances the score is %.1f on average; %d was found%s.", o.Expected(), o.Score,
		phrase.Either(len(w.r.Held()) > 0, ", with what the panel decided", ""))
	s.sayIf(len(w.r.Inspection.Decisions) > 0 && !w.r.HoldDecisions,
		"What the panel decided is not counted here; the score of the ratings has it.")
	if !w.allLowest() {
		return s.paragraph()
	}
	if w.r.Model == predict.Tied {
		s.Say("By chance the lowest of several shares is found too low, and the model allows for that as far as the questions of a standard are alike; " +
			"beyond that a standard just above a boundary falls more easily than it rises, and one just below rises.")
	} else {
		s.Say("Chance is added to each question by itself and the lowest is taken again, so that where questions are alike the middle lies too low, with too many falls and too few rises.")
	}
	return s.paragraph()
}

// unpredictable reports whether a question was answered case by case, and the
// number of cases it stands for is not known: then no whole cases are predicted.
func unpredictable(r discretion.Result, population discretion.PopulationSource) bool {
	return r.Known == discretion.Answered && population == discretion.PopulationUnknown
}

const starNote = "*: the rating that the judgements make as they are."

// star says what is marked of overall ratings: with what the panel decided, where that is held.
func (w robustWords) star() string {
	if len(w.r.Held()) == 0 {
		return starNote
	}
	return "*: the rating that the judgements make with what the panel decided; " + w.alone() + "."
}

// alone says what the judgements make without what is held.
func (w robustWords) alone() string {
	o := w.r.Overall
	if o.Before == "" {
		return "the judgements alone make no overall rating"
	}
	return "the judgements alone make " + Join(", ", w.name(o.Before), phrase.Either(o.Scores != nil, phrase.Count(o.BeforeScore, "point"), ""))
}

// held names what the panel decided, where that is held.
func (w robustWords) held() string {
	return And(each(w.r.Held(), func(st predict.StandardRobustness) string {
		return fmt.Sprintf("%s %s (the judgements make %s)", w.rules().StandardTitle(st.ID), w.name(st.Decided), phrase.Either(st.Before == "", "no rating", w.name(st.Before)))
	}))
}

func (w robustWords) scores() report.Table {
	o := w.r.Overall
	const least = 0.0005
	left := 0.0
	for _, s := range o.Scores {
		if s.Chance < least {
			left += s.Chance
		}
	}
	t := report.Fill(report.Table{}, only(o.Scores, func(s predict.ScoreChance) bool { return s.Chance >= least }),
		report.Num("Score", func(s predict.ScoreChance) int { return s.Score }),
		report.Num("Chance", func(s predict.ScoreChance) string {
			return phrase.Either(o.Computed != "" && s.Score == o.Score, "*", "") + Probability(s.Chance)
		}))
	t.NoteIf(left > 0, fmt.Sprintf("Scores of less than 0.05%% each are left out: together %s.", Probability(left)))
	return t
}

// basisText puts in words how chances were found.
func basisText(b predict.Basis) string {
	switch b {
	case "":
		return "-"
	case predict.ByIndependence:
		return "as if independent"
	}
	return strings.ReplaceAll(string(b), "-", " ")
}

const simulatedNote = "‡: simulated."

func (w robustWords) standards() report.Table {
	type row = predict.StandardRobustness
	const bounds = "Same, any dependence"
	by := func(b predict.Basis) func(row) bool { return func(st row) bool { return st.Basis == b } }
	behind := w.r.Inspection.Withheld.Behind(w.rules())
	withheld := func(st row) bool { at, ok := w.rules().StandardIndex(st.ID); return ok && behind[at] }
	made := slices.ContainsFunc(w.r.Standards, func(st row) bool { return len(st.Parts) > 0 })
	return report.Fill(report.Table{Notes: []string{phrase.Either(made, w.star(), starNote)}}, w.r.Standards,
		underStandard(w.rules(), "Standard", func(st row) string { return st.ID }).
			Mark("†", "†: as if the answers of a case were independent.", by(predict.ByIndependence)).
			Mark("‡", simulatedNote, by(predict.BySimulation)).Mark("§", "§: the chances are withheld.", withheld),
		standardChances(w.rules(), func(st row) (string, []float64, string) { return st.ID, st.Chances, st.Computed }),
		report.Num(bounds, func(st row) string {
			if at, ok := w.rules().RatingIn(st.ID, st.Computed); ok && st.Bounds != nil {
				return percentRange(st.Bounds[at].Low, st.Bounds[at].High)
			}
			return ""
		}).IfAny().Note(bounds+": the least and the greatest chance of the rating as it stands, however the answers to different questions go together"+
			phrase.Either(w.tied(), ", their rates being tied.", ".")))
}

func (w robustWords) questions() report.Table {
	type row = predict.QuestionRobustness
	asked := only(w.r.Questions, func(q row) bool { return q.Known != discretion.NoResult && !q.Information })
	t := report.Fill(report.Table{Notes: []string{starNote}}, asked,
		underQuestion(w.rules(), "Question", func(q row) rules.Question { return q.Question }),
		report.Num(phrase.Either(w.anyPoints(), "Found", "Yes/of")+phrase.Either(w.r.Agreement > 0, "", " (cases)"),
			func(q row) string { return strings.TrimSpace(w.count(q) + " " + w.cases(q)) }),
		report.Num("Corrected", func(q row) string {
			if q.Corrected == nil {
				return "-"
			}
			return discretion.FigureText(w.rules().ScaleOf(q.Question.Place, w.r.Rounding), 100**q.Corrected)
		}).If(w.r.Rates != nil).
			Note("Corrected: the share of yes cases that the answers are most like, with the errors of reading taken out."),
		standardChances(w.rules(), func(q row) (string, []float64, string) { return q.Standard, q.Chances, q.Band }))
	t.NoteIf(slices.ContainsFunc(asked, func(q row) bool { return strings.Contains(w.cases(q), "≤") }),
		"In brackets: the eligible cases that the question applies to; all of the group where it applied to every case read. ≤: it is not known to how many of the unread cases the question applies; that is predicted as well.")
	t.NoteIf(w.tied(), "Each question by its own answers alone. Its standard, even one of a single question, is tied to the other results, so its chances can lie above or below these.")
	return t
}

// count is a question's result.
func (w robustWords) count(q predict.QuestionRobustness) string {
	switch {
	case q.Known == discretion.PercentOnly:
		return fmt.Sprintf("%s%%", q.Percent)
	case q.Known == discretion.NoCase:
		return "no case"
	case q.Known == discretion.Hidden:
		return hidden
	}
	if q.HasPoints() && q.Points != nil {
		return w.figureOfPoints(q)
	}
	return fmt.Sprintf("%d/%d", q.Yes, q.Of)
}

// figureOfPoints is the figure of a question whose answers have points: mean 2.86 of 7.
func (w robustWords) figureOfPoints(q predict.QuestionRobustness) string {
	return levelsFigure(w.rules(), w.r.Rounding, q.Question, q.Points.Cases, q.Of)
}

// levelsFigure is the figure that cases at each level make, and how many they are.
func levelsFigure(set *rules.Set, rounding rules.Rounding, q rules.Question, cases []int, of int) string {
	if of == 0 {
		return "no case"
	}
	scale := set.ScaleOf(q.Place, rounding)
	f := scale.Banded(scale.Count(0, cases), of)
	return fmt.Sprintf("%s of %d", pointsText(q.Measure, discretion.FigureText(scale, float64(f.Num)/float64(f.Den))), of)
}

// cases is the number of eligible cases of a question.
func (w robustWords) cases(q predict.QuestionRobustness) string {
	switch {
	case q.Chances == nil || w.r.Agreement > 0:
		return ""
	case q.PopulationSource == discretion.PopulationUnknown:
		return "(many)"
	case q.PopulationSource == discretion.PopulationAtMost && q.Result.Population > q.Of && !q.TakenForAll:
		return fmt.Sprintf("(≤%d)", q.Result.Population)
	}
	return fmt.Sprintf("(%d)", q.Result.Population)
}

func (w robustWords) more() report.Table {
	t := headedTable{Table: report.Table{
		Columns: report.Columns("Question", ">Surest band now", ">with more", ">Observed band changes"),
		Notes:   []string{"Surest band: the chance of the most probable band, were every case read; with more, what that chance is on average once they are read. For standards and overall, the chance that the rating changes."},
	}}
	for _, q := range w.r.Questions {
		if m := q.More; m != nil {
			t.addQuestion(w.rules(), q.Question, Probability(m.Certainty), Probability(m.Expected), Probability(m.Changes))
		}
	}
	for _, st := range w.r.Standards {
		if st.Changes != nil {
			t.add("Standards", w.rules().StandardTitle(st.ID), "", "", Probability(*st.Changes))
		}
	}
	if changes := w.r.Overall.Changes; changes != nil {
		t.add("", "Overall", "", "", Probability(*changes))
	}
	return t.Table
}
