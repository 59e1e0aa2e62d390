package discretion

import (
	"fmt"

	"onecase/discretion/internal/rulestest"
	"onecase/discretion/rules"
	"onecase/sample"
)

// recordOf is that of the draw of a group, and what has become of it.
func recordOf(m *rulestest.Maker, group int, cases []rulestest.Case) (*sample.Record, *sample.Status) {
	cells := []sample.DrawnCell{{Values: []int{0}, Population: 10}, {Values: []int{1}, Population: 10}}
	rosh := sample.DrawnVariable{Name: "rosh", Categories: []sample.DrawnCategory{{Category: "high"}, {Category: "low"}}}
	record := &sample.Record{Groups: []sample.GroupDraw{{Group: fmt.Sprintf("g%d", group),
		Population: 20, Variables: []sample.DrawnVariable{rosh}, Cells: cells}}}
	status := &sample.Status{}
	for i, c := range cases {
		if c.Group != group {
			continue
		}
		id := fmt.Sprintf("K%02d", i)
		status.Sample = append(status.Sample, sample.Chosen{ID: id, Cell: map[bool]int{true: 1}[c.Low]})
		if c.Held {
			status.Failed = append(status.Failed, id)
		}
	}
	return record, status
}

// inspectionOf puts the cases in an inspection.
func inspectionOf(m *rulestest.Maker, set *rules.Set, cases []rulestest.Case) *Inspection {
	ins := NewInspection(set)
	grid := &Grid{}
	for i, c := range cases {
		if c.Held {
			continue
		}
		k := Case{ID: fmt.Sprintf("K%02d", i), Group: fmt.Sprintf("g%d", c.Group), Answers: make([]Answer, len(c.Answers))}
		for q, a := range c.Answers {
			if p := m.Rules.Questions[q].Points; p != nil && a > 0 {
				k.SetLevel(q, a-1, len(p.Levels))
			} else {
				k.Answers[q] = Answer(a)
			}
		}
		grid.Cases = append(grid.Cases, k)
	}
	grid.derive(set)
	ins.Results.Grid = grid
	for g := range set.Groups {
		record, status := recordOf(m, g, cases)
		applies := ins.applying(record, fmt.Sprintf("g%d", g), status)
		ins.fail(fmt.Sprintf("g%d", g), status, &ins.Warnings, applies)
		if err := ins.useApplies(applies, &ins.Warnings); err != nil {
			panic(err)
		}
	}
	ins.Results.CountAnswers(set.Questions())
	for s, st := range m.Rules.Standards {
		if st.Judged >= 0 {
			ins.Judged[fmt.Sprintf("t%d", s)] = m.ID(st.Scale, st.Judged)
		}
	}
	return ins
}
