package discretion

import (
	"slices"

	"onecase/discretion/rules"
)

// derive gives each case its answers to the questions that are made of items: yes where
// enough of the items that apply are yes and no critical one is no; na where none applies.
// A question whose items nobody answered keeps answers of its own.
func (g *Grid) derive(set *rules.Set) {
	for at := range set.Questions() {
		items := set.Items(at)
		if items == nil || g.asked != nil && !slices.ContainsFunc(items, func(q int) bool { return g.asked[q] }) {
			continue
		}
		if g.asked != nil {
			g.asked[at] = true
		}
		for i := range g.Cases {
			c := &g.Cases[i]
			if c.Group != set.Questions()[at].Group {
				continue
			}
			c.Answers[at] = ofItems(set, at, c.Answers)
			waiting := slices.ContainsFunc(items, func(q int) bool { return slices.Contains(c.Waiting, q) })
			c.Waiting = slices.DeleteFunc(c.Waiting, func(q int) bool { return q == at })
			if waiting {
				c.Answers[at], c.Waiting = NA, append(c.Waiting, at)
			}
		}
	}
}

// ofItems is the answer of a case to a question made of items.
func ofItems(set *rules.Set, at int, answers []Answer) Answer {
	applies, yes := 0, 0
	for _, q := range set.Items(at) {
		if answers[q] != NA {
			applies++
		}
		if answers[q] == Yes {
			yes++
		}
	}
	failed := slices.ContainsFunc(set.Critical(at), func(q int) bool { return answers[q] == No })
	least := set.Questions()[at].Least
	if least == 0 {
		least = applies
	}
	switch {
	case applies == 0:
		return NA
	case failed || yes < min(least, applies):
		return No
	}
	return Yes
}
