package discretion

import (
	"cmp"
	"fmt"
	"slices"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats"
)

// Results are the judgements of one inspection: the yes answers and cases of every
// question and, where known, the answers case by case.
type Results struct {
	// Questions has an entry for every question of the rule set, in its order.
	Questions []Result
	// Grid has the answers case by case; nil where only totals are known.
	Grid *Grid
}

// A Result is what is known about the answers to one question.
type Result struct {
	Question   string // its id
	Known      Known
	Yes        int              // cases judged yes, or at the best level of answers with points; see Known
	Levels     []int            // of answers with points, the cases at each level, worst first; else nil
	Of         int              // cases the question applied to; 0 when not stated
	Percent    stats.Percentage // as it was printed; the zero value when counts were given
	Population int              // eligible cases the question applies to; 0 when not given
	Waiting    int              // cases of a half-filled table whose answer is not in yet
	Place      Place            // where it was read

	same     []stats.Percentage // percentages of the same cases, where how many there are is not stated
	sameUpTo int                // the most cases that these can be
	fitting  []int              // the numbers of cases that all of them fit
	levels   int                // of answers with points; 0: they have none
}

// A Place is where in a file something was read; the zero value is nowhere.
type Place struct {
	File, Sheet string
	Row         int // from 1
}

// Known says how a Result came by its counts.
type Known int

const (
	NoResult    Known = iota // nothing was given
	NoCase                   // the question applied to no case
	Counted                  // Yes and Of were given
	Answered                 // Yes and Of were counted from the answers in the grid
	Printed                  // a percentage of Of cases, whose count is still to be found
	Recovered                // Yes is the only count out of Of with the percentage
	Nearest                  // no count, or several, have the percentage; Yes is the nearest in its band
	PercentOnly              // the number of cases is not stated; Yes means nothing
	Hidden                   // there is a result, which is withheld: see Withheld
)

// HasCount reports whether Yes and Of can be used.
func (r Result) HasCount() bool {
	return r.Known == Counted || r.Known == Answered || r.Known == Recovered || r.Known == Nearest
}

// HasBand reports whether the result has a percentage.
func (r Result) HasBand() bool { return r.HasCount() || r.Known == PercentOnly }

// asPrinted reports whether the percentage is banded as it was printed.
func (r Result) asPrinted() bool { return r.Known == Nearest || r.Known == PercentOnly }

// Counts are the questions' results with the counts that printed percentages stand for,
// by the scale of each question.
func (rs Results) Counts(scales []*rules.Scale) []Result {
	results := slices.Clone(rs.Questions)
	for i := range results {
		results[i].recover(scales[i])
	}
	return results
}

// recover finds the count of a printed percentage.
func (r *Result) recover(s *rules.Scale) {
	r.recoverCases(s)
	if r.Known != Printed {
		return
	}
	least, most, err := r.Percent.Counts(r.Of, s.Rounding.Printed())
	if err != nil {
		panic(err) // the number of cases was checked before it was stored
	}
	if least == most {
		r.Yes, r.Known = least, Recovered
		return
	}
	r.Yes, r.Known = r.Percent.Nearest(r.Of), Nearest
	// The printed band is a fact and the count a guess: take the nearest count in the
	// band.
	band := s.BandOfPrinted(r.Percent)
	for d := 0; d <= r.Of; d++ {
		for _, yes := range []int{r.Yes - d, r.Yes + d} {
			if s.Band(yes, r.Of) == band {
				r.Yes = yes
				return
			}
		}
	}
}

// recoverCases finds the number of cases of a percentage from others of the same cases:
// the only one that all of them fit, if there is one.
func (r *Result) recoverCases(s *rules.Scale) {
	if len(r.same) == 0 || r.Known != PercentOnly {
		return
	}
	fitting, err := stats.Denominators(append([]stats.Percentage{r.Percent}, r.same...), r.sameUpTo, s.Rounding.Printed())
	if err != nil {
		panic(err) // the size of the sample was checked
	}
	if r.fitting = fitting; len(fitting) == 1 {
		r.Of, r.Known = fitting[0], Printed
	}
}

// An Answer is the judgement of one question in one case.
type Answer uint8

const (
	NA  Answer = iota // the question does not apply to the case
	No                // judged not sufficient; of answers with points, below the best level
	Yes               // judged sufficient; of answers with points, at the best level
)

// String gives the answer as it is written in a file.
func (a Answer) String() string { return [...]string{NA: "na", No: "no", Yes: "yes"}[a] }

// A Grid is the answers of every case to every question of a rule set.
type Grid struct {
	Cases       []Case // in the byte order of their ids: that of the file decides nothing
	File, Sheet string // where the answers were read
	Kept        string // the header of a column kept beside the answers, such as team; "" for none

	// beside are the headers of the columns beside the answers, "" for one that a case has two texts in.
	beside []string

	// asked tells which questions any case has an answer to, na included; nil: all.
	asked []bool
	// unread are the cases of the table without any yes or no yet, which are not among
	// Cases.
	unread []Case
	// aside are what does not fit the record, of a table that is being filled.
	aside []Aside
	// named tells which questions the table has; nil: all.
	named []bool
}

// An Aside is what a table that is being filled has and the record does not expect: all
// answers of a case outside the sample, or one to a question that is not asked of it.
type Aside struct {
	Case     string
	Row      int    // of the file, from 1
	Question string // the id of the question that is not asked of it; "" where the case is outside the sample
	Answers  int    // of the case outside the sample
}

// A Case is one case with its answers.
type Case struct {
	ID, Group string
	Answers   []Answer // in the rule set's order
	Between   []uint8  // beside No, the level of an answer with points that is not the worst, from 1; nil: none
	Row       int      // of the file, from 1, with its first answer; 0 where it was added since
	Held      bool     // the record counts it as failed, so that its answers cannot be judged differently
	Waiting   []int    // the places of the questions whose answer is not in yet; it is NA among Answers
	Kept      string   // in the grid's column Kept; "" where it is blank

	beside       []string // its texts in the columns beside the answers; nil: it has no row
	dated, noted bool     // something stands in the columns date and note of a grid that is being filled
}

// asks reports whether any case has an answer to a question, na included.
func (g *Grid) asks(question int) bool { return g.asked == nil || g.asked[question] }

// problem is a problem with a case, at the row of its answers.
func (g *Grid) problem(c Case, message string, fix stats.Remedy) sheet.Problem {
	return sheet.Problem{File: g.File, Sheet: g.Sheet, Row: c.Row, Value: c.ID, Message: message, Fix: fix}
}

// Count gives the yes answers to a question and the cases it applies to.
func (g *Grid) Count(question int) (yes, of int) {
	for _, c := range g.Cases {
		if c.Answers[question] != NA {
			of++
		}
		if c.Answers[question] == Yes {
			yes++
		}
	}
	return yes, of
}

// sort puts the cases in the byte order of their ids.
func (g *Grid) sort() {
	slices.SortFunc(g.Cases, func(a, b Case) int { return cmp.Compare(a.ID, b.ID) })
}

// Waiting gives the cases with answers that have none to a question yet; 0 where only
// totals are known.
func (g *Grid) Waiting(question int) int {
	n := 0
	if g != nil {
		for _, c := range g.Cases {
			if slices.Contains(c.Waiting, question) {
				n++
			}
		}
	}
	return n
}

// Sampled gives the number of cases of a group.
func (g *Grid) Sampled(group string) int {
	n := 0
	for _, c := range g.Cases {
		if c.Group == group {
			n++
		}
	}
	return n
}

// Held gives the number of cases of a group that the record counts as failed; 0 without a grid.
func (g *Grid) Held(group string) (n int) {
	if g == nil {
		return 0
	}
	for _, c := range g.Cases {
		if c.Group == group && c.Held {
			n++
		}
	}
	return n
}

// clone copies the grid and its answers.
func (g *Grid) clone() *Grid {
	if g == nil {
		return nil
	}
	copied := *g
	copied.Cases = slices.Clone(g.Cases)
	for i := range copied.Cases {
		copied.Cases[i].Answers = slices.Clone(g.Cases[i].Answers)
		copied.Cases[i].Between = slices.Clone(g.Cases[i].Between)
	}
	return &copied
}

// emptyResults has no answer to any question.
func emptyResults(r *rules.Set) Results {
	rs := Results{Questions: make([]Result, len(r.Questions()))}
	for i, q := range r.Questions() {
		rs.Questions[i].Question = q.ID
		if levels, _ := r.LevelsOf(q); q.HasPoints() {
			rs.Questions[i].levels = len(levels)
		}
	}
	return rs
}

// CountAnswers fills the totals of questions and groups with any case from the grid.
func (rs *Results) CountAnswers(questions []rules.Question) {
	for i := range rs.Questions {
		rs.Questions[i].Waiting = rs.Grid.Waiting(i)
		for _, c := range rs.Grid.unread {
			if slices.Contains(c.Waiting, i) {
				rs.Questions[i].Waiting++
			}
		}
		if rs.Grid.asks(i) && rs.Grid.Sampled(questions[i].Group) > 0 {
			rs.countQuestion(i)
		}
	}
}

// countQuestion fills the total of one question from the grid.
func (rs *Results) countQuestion(i int) {
	q := &rs.Questions[i]
	q.setCount(rs.Grid.Count(i))
	if q.levels > 0 {
		q.Levels = make([]int, q.levels)
		for _, c := range rs.Grid.Cases {
			if level, ok := c.LevelOf(i, q.levels); ok {
				q.Levels[level]++
			}
		}
	}
	if q.Known == Counted {
		q.Known = Answered
	}
}

// LevelOf is the level of an answer with points, from 0 for the worst; ok is false where
// the question does not apply.
func (c *Case) LevelOf(question, levels int) (level int, ok bool) {
	switch a := c.Answers[question]; {
	case a == NA:
		return 0, false
	case a == Yes:
		return levels - 1, true
	case c.Between != nil:
		return int(c.Between[question]), true
	}
	return 0, true
}

// SetLevel gives a case one of so many levels as its answer to a question, the worst is 0; Answers and
// Between are changed in place.
func (c *Case) SetLevel(question, level, levels int) {
	if c.Answers[question] = No; level == levels-1 {
		c.Answers[question], level = Yes, 0
	}
	if c.Between == nil && level > 0 {
		c.Between = make([]uint8, len(c.Answers))
	}
	if c.Between != nil {
		c.Between[question] = uint8(level)
	}
}

// setLevels records how many cases are at each level of answers with points.
func (r *Result) setLevels(cases []int) {
	of := 0
	for _, n := range cases {
		of += n
	}
	r.setCount(cases[len(cases)-1], of)
	r.Levels = slices.Clone(cases)
}

// atLevels gives the cases at each level of answers with points.
func (r Result) AtLevels() []int {
	if r.Levels != nil {
		return r.Levels
	}
	cases := make([]int, r.levels)
	cases[0], cases[r.levels-1] = r.Of-r.Yes, r.Yes
	return cases
}

// Emptied is a question's result without answers.
func (r Result) Emptied() Result { return Result{Question: r.Question, levels: r.levels} }

// count is what a scale bands of a result with a count.
func (r Result) count(s *rules.Scale) int { return s.Count(r.Yes, r.Levels) }

// setCount records a count of yes answers.
func (r *Result) setCount(yes, of int) {
	r.Yes, r.Of, r.Percent, r.Known = yes, of, stats.Percentage{}, Counted
	r.same, r.Levels = nil, nil
	if of == 0 {
		r.Known = NoCase
	}
}

// setPercent records a percentage and the number of cases, 0 where it is not stated.
func (r *Result) setPercent(p stats.Percentage, of int) {
	r.Percent, r.Of, r.Yes, r.Known = p, of, 0, Printed
	if of == 0 {
		r.Known = PercentOnly
	}
}

// checkCount gives what is wrong with a count of yes answers, or "".
func checkCount(yes, of int) (message string, fix stats.Remedy) {
	switch {
	case of < 0:
		return fmt.Sprintf("%d cases is below 0", of), "give the number of cases the question applied to"
	case yes < 0:
		return fmt.Sprintf("%d yes answers is below 0", yes), "give the number of cases judged yes"
	case yes > of:
		return fmt.Sprintf("%d yes answers is more than the %d cases", yes, of),
			"yes counts the cases judged yes, of all the cases the question applied to"
	case of > MaxCases:
		return fmt.Sprintf("%d cases is more than the %d this can take", of, MaxCases), ""
	}
	return "", ""
}

// tooSmall is what is wrong with a population that is below the cases judged.
func tooSmall(population, of int) string {
	return fmt.Sprintf("a population of %d cannot hold the %d cases judged", population, of)
}

// populationFix says what the population of a question is.
const populationFix = "population counts every eligible case the question applies to, sampled or not"

// MaxCases is the most cases one question can have.
const MaxCases = 1_000_000
