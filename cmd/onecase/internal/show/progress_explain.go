package show

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// working is the working behind what can still become of each rating.
func (w progressWords) working() (d report.Derivation) {
	d.Add("cases read in full or counted as not met", "cases of the sample without an answer to come", "the record of the draw",
		fmt.Sprint(w.p.Read), "%d - %d", w.p.Of, w.p.Of-w.p.Read)
	w.addReaders(&d)
	if !w.rules().RatesQuestions() {
		return d
	}
	for _, q := range w.p.Questions {
		w.addQuestion(&d, q)
	}
	for i, st := range w.p.Standards {
		if !st.Standard.Judged {
			w.addStandard(&d, st, w.f.Standards[i])
		}
	}
	if o := w.p.Overall; w.rules().Scoring != nil && o.Low != nil {
		source := "the rules"
		if s, ok := w.rules().SourceOf("scoring.bands"); ok {
			source = fmt.Sprintf("%s (%s)", s.Text, s.Status)
		}
		d.Add("overall rating", "every sum of scores that the standards' possible ratings make", source,
			w.names("", o.Outcome), "scores from %d to %d", *o.Low, *o.High)
		if !o.Settled {
			w.addChances(&d, "overall rating: chances", w.rules().OverallRatings(), w.f.Overall)
		}
	}
	return d
}

// addQuestion adds what the answers to come can make of a question.
func (w progressWords) addQuestion(d *report.Derivation, q discretion.QuestionProgress) {
	title := w.rules().QuestionTitle(q.Question.ID)
	switch {
	case q.Information:
		return
	case q.Derived && len(q.Open) > 0:
		d.Add(title, "every case yes, no or na as its items, with every answer to those still to come, can make it",
			"the rules", w.names(q.Standard, q.Outcome),
			"%d yes of %d, and %s open", q.Yes, q.Of, phrase.Count(len(q.Open), "case"))
		return
	case q.HasPoints() && len(q.Open) > 0:
		d.Add(title, "the points of the answers that are in and of m more at every choice of levels, banded, for "+
			"every m up to the answers to come (the others are na)",
			"the rules; every answer to come may be at any level or na", w.names(q.Standard, q.Outcome),
			"%s so far, m = 0 to %d", w.soFar(q), len(q.Open))
		return
	case q.HasPoints():
		d.Add(title, "every answer is in", "the rules", w.names(q.Standard, q.Outcome), "%s", w.soFar(q))
		return
	case len(q.Open) == 0:
		d.Add(title, "every answer is in", "the rules", w.names(q.Standard, q.Outcome), "%d yes of %d", q.Yes, q.Of)
		return
	}
	d.Add(title, "(yes + a)/(of + m), rounded and banded, for every m up to the answers to come (the others are na) "+
		"and every a up to m",
		"the rules; every answer to come may be yes, no or na", w.names(q.Standard, q.Outcome),
		"(%d + a)/(%d + m), m = 0 to %d, a = 0 to m: from %d/%d to %d/%d", q.Yes, q.Of, len(q.Open), q.Yes,
		q.Of+len(q.Open), q.Yes+len(q.Open), q.Of+len(q.Open))
}

// addStandard adds what the questions of a standard can make of it.
func (w progressWords) addStandard(d *report.Derivation, st discretion.StandardProgress, c predict.FinalChances) {
	var parts []string
	for _, q := range st.Questions {
		if q.Information {
			continue
		}
		parts = append(parts, fmt.Sprintf("%s: %s", q.Title(), w.names(st.ID, w.p.Questions[q.Place].Outcome)))
	}
	for _, id := range st.Parts {
		at, _ := w.rules().StandardIndex(id)
		parts = append(parts, fmt.Sprintf("%s: %s", w.rules().StandardTitle(id),
			w.names(id, w.p.Standards[at].Outcome)))
	}
	formula, source := "the lowest of one possible rating of each question, for every choice", "the rules: the "+
		"lowest question sets the rating"
	if !st.TakesLowest() {
		formula, source = "the rating by every combination of what its "+phrase.Either(st.Parts != nil, "parts",
			"questions")+" can come to", "the rules"
	}
	d.Add(w.rules().StandardTitle(st.ID), formula, source, w.names(st.ID, st.Outcome), "%s", strings.Join(parts, "; "))
	if !st.Settled {
		w.addChances(d, w.rules().StandardTitle(st.ID)+": chances", RatingsOf(w.rules(), st.ID), c)
	}
}

// addChances adds how the chances of an open rating were found.
func (w progressWords) addChances(d *report.Derivation, title string, scale []rules.Rating, c predict.FinalChances) {
	if c.Chances == nil {
		d.Add(title, "none", "no prediction without answers", "not known", "%s", c.Why)
		return
	}
	d.Add(title, "as a population is predicted, of which the answers that are in were read: the sample "+
		"stands for it. "+
		"An answer to come of a case that was begun applies with chance (of + 1)/(read + 1) and is a yes with chance "+
		"(yes + s m)/(of + s), given the level m and the spread s of its standard",
		"Blackwell and MacQueen 1973; Gelman and others 2013, chapter 5", chancesText(scale, c.Chances),
		"%d of %d cases without an answer to come; %d simulated samples", w.p.Read, w.p.Of, w.f.Replicates)
}

// addReaders adds the test of whether one reader differs.
func (w progressWords) addReaders(d *report.Derivation) {
	t := w.test
	if t == nil || t.Why != "" {
		return
	}
	r := t.Readers[t.Largest]
	formula, own := "yes/answers of the reader - yes/answers of the others", fmt.Sprintf("%d/%d", r.Yes, r.Of)
	if w.rules().PointsQuestion() != "" {
		formula = "mean of the reader's answers - mean of the others', where yes is 1, no 0, and a level (points - lowest)/(highest - lowest)"
		own = fmt.Sprintf("%.6f", r.Share())
	}
	d.Add("the reader who differs most", formula+", the largest of all readers, up or down", "fixed before any answer was seen",
		fmt.Sprintf("%.4f", r.Difference()), "%s - %.6f", own, r.Others)
	d.Add("the sharings it is held against", "within kinds of cases alike in all that piles were matched on, if "+
		"(cases - kinds)/(cases - 1) is at least one half; else by the rules of the assignment, from other seeds",
		"the order that piles are made from gives every exchange within a kind the same chance",
		phrase.Either(t.Over == discretion.WithinKinds, "within kinds", "by the rules"), "%.6f", t.Kept)
	if t.Sharings > 0 {
		d.Add("p", "(1 + sharings with a difference as large)/(1 + sharings drawn)",
			"Besag and Clifford 1989; Phipson and Smyth 2010",
			fmt.Sprintf("%.6f", t.P), "%.0f/%d", t.P*float64(t.Sharings+1), t.Sharings+1)
		return
	}
	d.Add("p", "the chance of a difference as large over every way to exchange cases of a kind between readers, all "+
		"with the same chance", "Fisher 1935", fmt.Sprintf("%.6f", t.P), "every way was counted")
}
