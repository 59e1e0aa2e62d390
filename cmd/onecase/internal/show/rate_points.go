package show

import (
	"fmt"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// pointsWorking is a question's figure of points, before and after rounding.
func (w rateWords) pointsWorking(q discretion.QuestionAssessment) string {
	p := q.Points
	text := fmt.Sprintf("%.4f%%", p.Percent)
	if p.Of == rules.MeanPoints {
		text = fmt.Sprintf("mean %.4f", p.Mean)
	}
	rounding, _ := w.rules().ScaleOf(q.Question.Place, w.a.Rounding).Rounds()
	if rounding != rules.None {
		text += fmt.Sprintf(", rounded %s %s", roundingWords(rounding), strconv.FormatFloat(*q.Figure, 'f', -1, 64))
	}
	return text
}

// addPoints shows how points make the figures of a standard's questions, and which answers
// would take each out of its band.
func (w rateWords) addPoints(d *report.Derivation, st discretion.StandardAssessment) {
	const monotone = "an answer at the best level, or the worst, does the most, and the farthest ones first"
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	for _, q := range st.Results {
		p := q.Points
		if p == nil {
			continue
		}
		title := w.rules().QuestionTitle(q.Question.ID)
		var terms []string
		for level, cases := range p.Cases {
			terms = append(terms, fmt.Sprintf("%d × %s", cases, number(p.Levels[level])))
		}
		sum, highest := strings.Join(terms, " + "), number(p.Levels[len(p.Levels)-1])
		source := w.source("standards." + q.Question.ID + ".measure")
		if p.Of == rules.MeanPoints {
			d.Add("The mean of the points of "+title, "the sum over the levels of cases × points, over the cases",
				source, fmt.Sprintf("%.4f", p.Mean), "(%s) / %d", sum, q.Of)
		} else {
			d.Add("The points of "+title+", in percent of the highest",
				"100 × the sum over the levels of cases × points / (cases × the highest points)", source,
				fmt.Sprintf("%.4f", p.Percent), "100 × (%s) / (%d × %s)", sum, q.Of, highest)
		}
		for _, way := range []struct {
			word  string
			moves []discretion.LevelMove
		}{{"better", q.UpMoves}, {"worse", q.DownMoves}} {
			if cases := movedCases(way.moves); cases > 0 {
				d.Add(fmt.Sprintf("Answers that would bring %s to a %s band", title, way.word),
					"the fewest whose points are enough", monotone,
					phrase.Count(cases, "answer"), "%s", movesText(way.moves))
			}
		}
	}
}

// movedCases is how many answers move.
func movedCases(moves []discretion.LevelMove) (cases int) {
	for _, m := range moves {
		cases += m.Cases
	}
	return cases
}

// movesText says from which levels to which answers move: 2 from no to yes.
func movesText(moves []discretion.LevelMove) string {
	return strings.Join(each(moves, func(m discretion.LevelMove) string { return fmt.Sprintf("%d from %s to %s", m.Cases, m.From, m.To) }), ", ")
}

// caseMovesText says which answers with points move: ; K003 on review from partly to yes.
func (w rateWords) caseMovesText(moves []discretion.CaseMove) (text string) {
	for _, m := range moves {
		text += fmt.Sprintf("; %s on %s from %s to %s", m.Case, w.rules().QuestionTitle(m.Question), m.From, m.To)
	}
	return text
}

// isMean tells whether a question is rated by a mean of points.
func (w rateWords) isMean(question string) bool {
	at, ok := w.rules().QuestionIndex(question)
	return ok && w.rules().Questions()[at].Measure == rules.MeanPoints
}
