package show

import (
	"fmt"
	"slices"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// methodParagraph is words to take over into the part of a report that says how its results came about;
// none where something is withheld, or the report is for a terminal.
func methodParagraph(ins *discretion.Inspection, format string, explain bool, s Sentences) []report.Block {
	if ins.Withheld != nil || format == "table" && !explain {
		return nil
	}
	return []report.Block{report.Heading("Words for your report"), s.paragraph()}
}

// sayRead says how many cases were read.
func (s *Sentences) sayRead(ins *discretion.Inspection) {
	read := casesRead(ins)
	s.sayIf(read != nil, "Cases read: %s.", And(read))
	drawn := ins.Record != nil
	for _, size := range ins.Groups {
		drawn = drawn && size.Sample < size.Population
	}
	if !s.sayDrawn(ins) {
		s.sayIf(drawn, "They were drawn at random.")
	}
}

// sayDrawn says how many cases the record drew, and what became of those that were not read.
func (s *Sentences) sayDrawn(ins *discretion.Inspection) bool {
	unread, err := discretion.NonResponseOf(ins, discretion.Options{}, nil)
	if err != nil { // without a record
		return false
	}
	drawn, added, eligible := 0, 0, 0
	for _, g := range ins.Record.Groups {
		if _, ruled := ins.Rules.Group(g.Group); !ruled || ins.CasesRead(g.Group) == 0 {
			continue
		}
		drawn, eligible = drawn+len(g.Selected), eligible+g.Population
		for _, e := range ins.Record.Extensions {
			if e.Group == g.Group {
				added += len(e.Added)
			}
		}
	}
	s.sayIf(drawn < eligible, "%s drawn at random%s.", phrase.Count(drawn, "case")+phrase.Plural(drawn, " was", " were"),
		phrase.Either(added > 0, fmt.Sprintf(", and %d added later", added), ""))
	s.sayIf(len(unread.Cases) > 0, "Drawn and not read: %s.", unreadWhy(unread.Cases))
	return true
}

// method is how ratings came about, in words for a report.
func (w rateWords) method() (s Sentences) {
	a, set := w.a, w.rules()
	s.sayRead(a.Inspection)
	levels := slices.ContainsFunc(set.Questions(), func(q rules.Question) bool { return q.Levels != nil || len(q.Items) > 0 })
	counted := hasResults(a.Inspection)
	s.sayIf(!levels && counted, "Each question has its share of cases with the answer yes.")
	s.sayIf(len(set.Ratings)+len(set.Scales) > 0, "%s from the rules: %s.", phrase.Either(counted, "The ratings follow",
		"The ratings of standards were given directly; the overall rating follows"), RulesTitle(set))
	switch {
	case a.ScoreComputed != nil:
		s.Say("By the judgements alone the overall rating is %s, %d of %d points.", w.name(a.OverallComputed), *a.ScoreComputed, *a.Maximum)
	case a.OverallComputed != "":
		s.Say("By the judgements alone the overall rating is %s.", w.name(a.OverallComputed))
	}
	if n := len(a.Inspection.Decisions); n > 0 {
		s.Say("The panel decided %s otherwise%s.", phrase.Count(n, "rating"),
			phrase.Either(a.Overall != "", ", which makes it "+w.name(a.Overall), ""))
	}
	s = append(s, w.limited()...)
	s.sayIf(a.Confidence > 0 && counted, "Limits of shares are at %s confidence, for the eligible cases alone.", Percent(a.Confidence))
	return s
}

// method is how chances came about, in words for a report.
func (w robustWords) method() (s Sentences) {
	r := w.r
	s.sayRead(r.Inspection)
	switch {
	case r.Agreement > 0:
		s.Say("The chances are of a second reading of these cases, in which each answer is the same with a chance of %s.", Percent(r.Agreement))
	default:
		s.Say("The cases that were not read were predicted from those that were, and the rules were applied to all of them.")
	}
	s.sayIf(r.Rates != nil, "Answers are taken to be wrong at stated rates.")
	held := r.Held()
	s.sayIf(len(held) > 0, "What the panel decided is held: %s.", w.held())
	s.sayIf(len(r.Inspection.Decisions) > 0 && !r.HoldDecisions, "What the panel decided is not counted.")
	if o := r.Overall; o.Same != nil && len(held) > 0 {
		s.Say("With it the overall rating would then be %s again with a chance of %s; %s.", w.name(o.Computed), Probability(*o.Same), w.alone())
	} else if o.Same != nil {
		s.Say("The overall rating would then be %s again with a chance of %s.", w.name(o.Computed), Probability(*o.Same))
	}
	model := phrase.Either(w.tied(), "each question's share of yes taken to lie near those of the other questions of its standard, ", "each question by itself, ") + priorWords(r.Prior)
	if r.Agreement > 0 {
		model = "each answer by itself" +
			phrase.Either(r.ErrorModel() != "", "; of more than two levels every other one is as likely", "")
	}
	s.Say("These are chances under a model (%s), and no guarantee.", model)
	return s
}

// scoreFindings set the likely scores beside the one that was found, and the one that was decided.
func (w robustWords) scoreFindings() (l Sentences) {
	o := w.r.Overall
	if o.Computed == "" || o.Scores == nil || w.r.Agreement > 0 || w.r.Rates != nil || w.r.Inspection.Withheld != nil {
		return nil
	}
	if len(w.r.Inspection.Decisions) > 0 && !w.r.HoldDecisions {
		decided, err := discretion.Assess(w.r.Inspection, discretion.Options{Rounding: w.r.Rounding})
		if err == nil && decided.Score != nil && *decided.Score != o.Score {
			l.Say("The judgements alone make %d points; with what the panel decided it is %d. The chances are of the judgements alone.", o.Score, *decided.Score)
		}
	}
	l.sayIf(len(w.r.Held()) > 0, "The chances are with what the panel decided: %s.", w.held())
	likely := o.Scores[0]
	for _, s := range o.Scores {
		if s.Chance > likely.Chance {
			likely = s
		}
	}
	why := ""
	if mean := o.Expected(); w.allLowest() && w.r.Model == predict.Tied && mean < float64(o.Score)-0.05 {
		why = ": a standard just above a boundary falls more easily than it rises"
	} else if w.allLowest() && w.r.Model == predict.Tied && mean > float64(o.Score)+0.05 {
		why = ": a standard just below a boundary rises more easily than it falls"
	}
	l.Say("The most likely score is %d, with a chance of %s. On average it is %.1f%s.", likely.Score,
		Probability(likely.Chance), o.Expected(), why)
	return l
}
