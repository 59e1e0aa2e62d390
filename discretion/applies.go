package discretion

import (
	"fmt"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// applying tells of one group, by the record of its draw, to which cases questions apply.
type applying struct {
	record *sample.GroupDraw
	cell   map[string]int // of each case that was drawn, by its normalised id
}

func (ins *Inspection) applying(record *sample.Record, group string, status *sample.Status) applying {
	a := applying{record.Group(group), map[string]int{}}
	for _, list := range [][]sample.Chosen{status.Sample, status.Dropped, status.Reserves} {
		for _, c := range list {
			a.cell[c.ID] = c.Cell
		}
	}
	return a
}

// Applies tells whether a question applies to the cases of a cell of a group; known is false
// where the sample was not matched on a column that decides it.
func Applies(q rules.Question, group *sample.GroupDraw, cell int) (applies, known bool) {
	known = true
	for _, c := range q.Conditions {
		v := slices.IndexFunc(group.Variables, func(v sample.DrawnVariable) bool { return strings.EqualFold(v.Name, c.Column) })
		switch {
		case v < 0:
			known = false
		case !c.Holds(group.Variables[v].Categories[group.Cells[cell].Values[v]].Category):
			return false, true
		}
	}
	return true, known
}

// to tells whether a question applies to a case; it is taken to where that is not known.
func (a applying) to(q rules.Question, id string) bool {
	cell, ok := a.cell[sample.NormalizeID(id)]
	if !ok {
		return true
	}
	applies, _ := Applies(q, a.record, cell)
	return applies
}

// never tells whether it is known that a question applies to a case in no event.
func (a applying) never(q rules.Question, id string) bool {
	return len(q.Conditions) > 0 && !a.to(q, id)
}

// dropWaiting leaves no case waiting for an answer that could only be na.
func (ins *Inspection) dropWaiting(a applying) {
	questions := ins.Rules.Questions()
	for _, cases := range [][]Case{ins.Results.Grid.Cases, ins.Results.Grid.unread} {
		for i := range cases {
			c := &cases[i]
			c.Waiting = slices.DeleteFunc(c.Waiting, func(q int) bool { return questions[q].Group == a.record.Group && a.never(questions[q], c.ID) })
		}
	}
}

// population is how many eligible cases of the group a question applies to.
func (a applying) population(q rules.Question) (n int, known bool) {
	for cell := range a.record.Cells {
		applies, ok := Applies(q, a.record, cell)
		if !ok {
			return 0, false
		}
		if applies {
			n += a.record.Cells[cell].Population
		}
	}
	return n, true
}

// appliesIn is how many eligible cases of each cell of the draw a question, by its place, applies to;
// nil where that follows neither from the rules nor from the record, or is not what the result is of.
func (ins *Inspection) appliesIn(at int) []int {
	q := ins.Rules.Questions()[at]
	draw := ins.drawOf(q.Group)
	if draw == nil || len(q.Conditions) == 0 {
		return nil
	}
	if n, known := (applying{record: draw}).population(q); !known || n == 0 || n != ins.Results.Questions[at].Population {
		return nil
	}
	cases := make([]int, len(draw.Cells))
	for c, cell := range draw.Cells {
		if applies, _ := Applies(q, draw, c); applies {
			cases[c] = cell.Population
		}
	}
	return cases
}

// Applying gives the number of eligible cases that questions apply to, by their places, of
// those that say to whom they do, where the record of a draw tells.
func Applying(record *sample.Record, set *rules.Set) map[int]int {
	cases := map[int]int{}
	for _, g := range record.Groups {
		for at, q := range set.Questions() {
			if q.Group != g.Group || len(q.Conditions) == 0 {
				continue
			}
			if n, known := (applying{record: record.Group(g.Group)}).population(q); known {
				cases[at] = n
			}
		}
	}
	return cases
}

// useApplies takes from the record how many cases each question applies to that says to
// whom it does. Answers where there should be none are problems.
func (ins *Inspection) useApplies(a applying, warnings *stats.Warnings) error {
	var problems sheet.Problems
	var unknown []string
	grid := ins.Results.Grid
	for at, q := range ins.Rules.Questions() {
		if q.Group != a.record.Group || len(q.Conditions) == 0 {
			continue
		}
		n, known := a.population(q)
		if !known {
			unknown = append(unknown, stats.ID(q.ID).Place())
			continue
		}
		r := &ins.Results.Questions[at]
		if r.Of > n && (n == 0 || grid == nil) { // the list may call them otherwise
			warnings.Add("applies-few", "if the list calls such cases otherwise, rate by a rule file of your own that says so",
				"%s applies by the rules where %s; %s of %s %s so by the record, and it has %s: it is rated on them all, and its eligible cases are not known",
				stats.ID(q.ID), q.AppliesWords(),
				phrase.Either(n == 0, "no eligible case", phrase.Count(n, "eligible case")), stats.ID(q.Group),
				phrase.Plural(max(n, 1), "is", "are"), phrase.Count(r.Of, "answer"))
			continue
		}
		var without []string // cases that it should apply to and that are answered na
		read := 0            // cases that it should apply to and that were read
		if grid != nil && grid.has(at) {
			for _, c := range grid.Cases {
				if c.Group != q.Group || c.Held {
					continue
				}
				applies := a.to(q, c.ID)
				if applies && !slices.Contains(c.Waiting, at) {
					read++
				}
				switch {
				case !applies && c.Answers[at] != NA:
					problems = append(problems,
						grid.problem(c, fmt.Sprintf("case %s has the answer %s to %s, which applies only where %s",
							c.ID, c.Answers[at], q.ID, q.AppliesWords()),
							"answer na, or put right the list that the sample was drawn from"))
				case applies && c.Answers[at] == NA && !slices.Contains(c.Waiting, at):
					without = append(without, c.ID)
				}
			}
		}
		switch {
		case len(without) == 0 && r.Population == 0:
			r.Population = n
		case len(without) > 0:
			taken := fmt.Sprintf("it is not taken to apply to all %d eligible ones", n)
			if read == n && r.Population == 0 && r.Of > 0 && r.Of == n-len(without) { // no case is left that it may apply to
				r.Population = r.Of
				taken = fmt.Sprintf("as all %d eligible ones were read, it is taken to apply to the other %d", n, r.Of)
			}
			warnings.Add("applies-na", "check these answers",
				"%s: %s answered na, and by the rules it applies to %s, as %s (%s); %s", stats.ID(q.ID),
				phrase.Count(len(without), "case")+phrase.Plural(len(without), " is", " are"), phrase.Plural(len(without), "it", "them"),
				q.AppliesWords(), phrase.First(6, without, ", ", " and"), taken)
		}
	}
	if len(unknown) > 0 {
		warnings.Add("applies-unknown", "draw a sample that is matched on what they apply by",
			"the record does not tell to whom these questions apply: %s", phrase.First(6, unknown, ", ", " and"))
	}
	return problems.InOrder().Err()
}

// useAppliesOf does so for every group of the rules.
func (ins *Inspection) useAppliesOf(record *sample.Record, warnings *stats.Warnings) error {
	for _, g := range record.Groups {
		if _, ok := ins.Rules.Group(g.Group); !ok {
			continue
		}
		status, err := record.Status(g.Group)
		if err != nil {
			return err
		}
		if err := ins.useApplies(ins.applying(record, g.Group, status), warnings); err != nil {
			return err
		}
	}
	return nil
}
