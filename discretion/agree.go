package discretion

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// ReaderColumn is the header of the column that says who read a case.
const ReaderColumn = "reader"

// Readers says who read each case first, by its normalised id: the column reader that
// OpenOptions.Keep asked for, else the assignment of the record.
func (ins *Inspection) Readers() map[string]string {
	readers := map[string]string{}
	if ins.Record != nil {
		for _, a := range ins.Record.Reading() {
			readers[a.Case] = a.Reader
		}
	}
	maps.Copy(readers, ins.readerColumn())
	return readers
}

// readerColumn is what the column reader has.
func (ins *Inspection) readerColumn() map[string]string {
	readers := map[string]string{}
	if grid := ins.Results.Grid; grid != nil && sameHeader(grid.Kept, ReaderColumn) {
		for _, c := range grid.Cases {
			if c.Kept != "" {
				readers[sample.NormalizeID(c.ID)] = sample.NormalizeID(c.Kept)
			}
		}
	}
	return readers
}

// An Agreed is how far a second reading of some cases agrees with the first.
type Agreed struct {
	First, Second *Inspection
	Confidence    float64
	Cases         int            // read twice
	Population    int            // cases that could have been; stats.Infinite where not known
	Drawn         *sample.Reread // as the record has it; nil where it has none
	Left          int            // drawn to be read twice, and without second answers

	Questions []AgreedQuestion // in the rules' order, those that were answered twice
	// What several questions agree on takes the answers of readers alone, and none that is made of items.
	Standards []AgreedPart
	Pairs     []AgreedPart // of readers, in byte order
	Overall   AgreedPart
	// Typical takes every answer for a case of its own: what one question would show if it
	// had all of them.
	Typical stats.Agreement
	// Equal is what all answers given twice say if neither reading is the truth; see [Agreed.Correct].
	Equal    *stats.EqualReaders
	Warnings stats.Warnings

	pairs []readTwice
	// groups are the cases that could have been read twice, by group; nil where the first
	// reading has no record.
	groups map[string]*rereadGroup
}

// An AgreedPart is the agreement on some answers. Cases that both readings found a question
// not to apply to are left out: they agree on no answer. Where one reading alone found it to
// apply, the readings differ.
type AgreedPart struct {
	ID              string    // of the question or standard; "" for others
	Readers         [2]string // of a pair; the table's rows are the answers of the first of them
	Cases           int       // read twice with an answer that counts
	Neither         int       // answers left out: both readings are na
	Applies         int       // answers where one reading alone is na
	Apart           int       // answers left out of several questions: their levels are not those of the others
	Levels          []string  // of answers with points, best first, as in the table; nil: yes and no
	stats.Agreement           // answers at different levels are different ones
}

// An AgreedQuestion is the agreement on one question.
type AgreedQuestion struct {
	AgreedPart
	// Limits are exact ones of the share of cases that a second reading answers as the first did,
	// of those of the sample that the first found the question to apply to. They are made by the
	// cells of the second reading's draw where it has several.
	Limits stats.Interval
	// Weighted counts levels as alike by how far their points are apart; nil for yes and no.
	Weighted    *stats.Agreement
	AgreedTruth // see [Agreed.Correct]
}

// A readTwice is a case with both readings.
type readTwice struct {
	first, second *Case
	readers       [2]string
	asked         []AnswerTwice
}

// An AnswerTwice is an answer of a case in both readings.
type AnswerTwice struct {
	Question      int // its place in the rules
	First, Second Answer
	levels        [2]int // of answers with points, from 0 for the worst; else 0
}

// alike tells whether both answers are the same.
func (x AnswerTwice) alike() bool { return x.First == x.Second && x.levels[0] == x.levels[1] }

// Agree works out how far a second reading agrees with the first. Both have answers case by
// case under the same rules; the second may have the cases alone that were read twice.
// With the record of the draw in the first, the population is the cases of the sample that
// could have been read twice: the first answers, whose agreement is asked for, are of these.
// Limits are at the confidence, or where it is 0 as [Inspection.Level] says.
// Everything wrong is reported at once, as sheet.Problems.
func Agree(first, second *Inspection, confidence float64) (*Agreed, error) {
	a := &Agreed{First: first, Second: second, Confidence: first.Level(confidence), Population: stats.Infinite}
	if first.Record != nil {
		a.Drawn = first.Record.LastReread()
	}
	if err := a.match(); err != nil {
		return nil, err
	}
	if err := a.findPopulation(); err != nil {
		return nil, err
	}
	return a, a.measure()
}

// match finds each second reading's first one.
func (a *Agreed) match() error {
	var problems sheet.Problems
	for _, ins := range []*Inspection{a.First, a.Second} {
		if ins.Results.Grid == nil {
			problems = append(problems, sheet.Problem{File: ins.File, Message: "totals do not say which cases were answered how",
				Fix: "give the answers case by case: case_id and a column for each question"})
		}
	}
	if problems != nil {
		return problems
	}
	firsts, drawn := map[string]*Case{}, map[string]bool{}
	for i := range a.First.Results.Grid.Cases {
		c := &a.First.Results.Grid.Cases[i]
		firsts[sample.NormalizeID(c.ID)] = c
	}
	if a.Drawn != nil {
		for _, c := range a.Drawn.Cases {
			drawn[c.Case] = true
		}
	}
	place, more := a.questions()
	problems = append(problems, more...)
	one, two := a.First.Readers(), a.secondReaders()
	grid := a.Second.Results.Grid
	for i := range grid.Cases {
		c := &grid.Cases[i]
		id := sample.NormalizeID(c.ID)
		first := firsts[id]
		problem := func(message string, fix stats.Remedy) { problems = append(problems, grid.problem(*c, message, fix)) }
		switch {
		case c.Held && c.Row == 0: // added as failed
			continue
		case c.Held:
			problem(fmt.Sprintf("case %s counts as failed in the record, so its answers are none to compare", c.ID),
				"leave it out of the second reading")
			continue
		case first == nil || first.Row == 0:
			problem(fmt.Sprintf("case %s is not in the first reading, %s", c.ID, a.First.File),
				"check its id; only cases that were read the first time can agree")
			continue
		case a.Drawn != nil && !drawn[id]:
			problem(fmt.Sprintf("case %s was not drawn to be read again", c.ID),
				"leave it out: cases that somebody chose say nothing of the others; or draw a larger second reading")
		case one[id] != "" && strings.EqualFold(one[id], two[id]):
			problem(fmt.Sprintf("case %s was read by %s both times", c.ID, one[id]),
				"a second reading is somebody else's; put the column reader right, or leave the case out")
		}
		pair := readTwice{first: first, second: c, readers: [2]string{one[id], two[id]}}
		for q, at := range place {
			of := a.First.Rules.Questions()[q].Group
			switch {
			case of != first.Group && c.Answers[at] != NA:
				problem(fmt.Sprintf("case %s is in the group %s in the first reading and answers a question of %s here",
					c.ID, first.Group, of), "check its id and its row")
			case of == first.Group && !slices.Contains(first.Waiting, q) && !slices.Contains(c.Waiting, at):
				x := AnswerTwice{Question: q, First: first.Answers[q], Second: c.Answers[at]}
				if levels := a.First.Rules.Questions()[q].Levels; a.First.Rules.Questions()[q].HasPoints() {
					x.levels[0], _ = first.LevelOf(q, len(levels))
					x.levels[1], _ = c.LevelOf(at, len(levels))
				}
				pair.asked = append(pair.asked, x)
			}
		}
		slices.SortFunc(pair.asked, func(x, y AnswerTwice) int { return cmp.Compare(x.Question, y.Question) })
		a.pairs = append(a.pairs, pair)
	}
	a.Cases = len(a.pairs)
	if len(problems) == 0 && a.Cases == 0 {
		problems = append(problems, sheet.Problem{File: a.Second.File, Message: "no case of it was read twice",
			Fix: "give the answers of the second reading"})
	}
	return problems.InOrder().Err()
}

// questions are the places of the questions that both readings have: in the first's rules,
// then in the second's.
func (a *Agreed) questions() (place map[int]int, problems sheet.Problems) {
	place = map[int]int{}
	own, grid := a.First.Results.Grid, a.Second.Results.Grid
	firsts := a.First.Rules.Questions()
	var missing, levels []string
	for at, q := range a.Second.Rules.Questions() {
		if !grid.asks(at) {
			continue
		}
		k := slices.IndexFunc(firsts, func(p rules.Question) bool { return strings.EqualFold(p.ID, q.ID) && p.Group == q.Group })
		if k < 0 || !own.asks(k) {
			problems = append(problems, sheet.Problem{File: grid.File, Sheet: grid.Sheet, Column: q.ID,
				Message: fmt.Sprintf("the first reading, %s, has no answers to %s", own.File, q.ID),
				Fix:     "leave the column out, or write its header as in the first reading"})
			continue
		}
		if q.HasPoints() != firsts[k].HasPoints() || q.HasPoints() && !slices.Equal(q.Levels, firsts[k].Levels) {
			levels = append(levels, a.First.Rules.QuestionTitle(firsts[k].ID))
			continue
		}
		place[k] = at
	}
	if len(levels) > 0 {
		if len(place) == 0 && len(problems) == 0 {
			problems = append(problems, sheet.Problem{File: grid.File, Sheet: grid.Sheet,
				Message: "the answers to every question have other levels than in the first reading",
				Fix:     "read both tables under the same rules"})
		}
		a.Warnings.Add("points-not-compared", "read both tables under the same rules",
			"left out, as their answers have other levels in the second reading: %s", phrase.First(5, levels, "; ", "; and"))
	}
	for k, q := range firsts {
		if _, both := place[k]; own.asks(k) && !both && !slices.Contains(levels, a.First.Rules.QuestionTitle(q.ID)) {
			missing = append(missing, a.First.Rules.QuestionTitle(q.ID))
		}
	}
	if len(missing) > 0 && len(problems) == 0 {
		a.Warnings.Add("not-read-twice", "", "%s no second answers: %s",
			phrase.Plural(len(missing), "1 question has", fmt.Sprintf("%d questions have", len(missing))),
			phrase.First(5, missing, ", ", " and"))
	}
	return place, problems
}

// secondReaders says who read each case again: the column reader, else the record.
func (a *Agreed) secondReaders() map[string]string {
	readers := map[string]string{}
	if a.Drawn != nil {
		for _, c := range a.Drawn.Cases {
			readers[c.Case] = c.Second
		}
	}
	maps.Copy(readers, a.Second.readerColumn())
	return readers
}
