package discretion

import (
	"fmt"
	"slices"

	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// derive gives each case its answers to the questions that are made of items: yes where
// enough of the items that apply are yes and no critical one is no; na where none applies.
// A question whose items nobody answered keeps answers of its own. An answer that no item still
// to come can change is there before they are.
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
			can := canBe(set, at, c.Answers, func(q int) bool { return slices.Contains(c.Waiting, q) })
			c.Waiting = slices.DeleteFunc(c.Waiting, func(q int) bool { return q == at })
			if c.Answers[at] = can[0]; len(can) > 1 {
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
	q := set.Questions()[at]
	least := q.Least
	switch {
	case q.MostNo > 0:
		least = max(applies-q.MostNo, 1)
	case least == 0:
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

// againstItems says what the total of a question made of items has against the totals of these; "" where they can be of
// the same cases, as far as they are known.
func (r *Results) againstItems(set *rules.Set, at int) string {
	whole := func(q int) (yes, of int, known bool) {
		result := r.Questions[q]
		known = result.Known == Counted || result.Known == Answered || result.Known == Recovered || result.Known == NoCase
		return result.Yes, result.Of, known && result.levels == 0
	}
	items, q := set.Items(at), set.Questions()[at]
	yes, of, known := whole(at)
	if !known || len(items) == 0 {
		return ""
	}
	if q.Least == 1 && len(q.Critical) == 0 { // else neither of two need take in the other
		for other, asks := range set.Questions() {
			if more, _, has := whole(other); other != at && has && more > yes && slices.Equal(set.Items(other), items) {
				return fmt.Sprintf("%d yes is fewer than the %d yes of %s, which is made of the same items and asks more of them", yes, more, asks.ID)
			}
		}
	}
	allYes, allOf := 0, 0
	for _, item := range items {
		itemYes, itemOf, has := whole(item)
		decides := q.Least == 0 && q.MostNo == 0 || slices.Contains(set.Critical(at), item)
		name := set.Questions()[item].ID
		switch {
		case !has:
			known = false
		case itemOf > of:
			return fmt.Sprintf("%s is fewer than the %d that its item %s applied to", phrase.Count(of, "case"), itemOf, name)
		case decides && itemOf-itemYes > of-yes:
			return fmt.Sprintf("%d no of %d is fewer than the %d no of its item %s, each of which makes a no here",
				of-yes, of, itemOf-itemYes, name)
		}
		allYes, allOf = allYes+itemYes, allOf+itemOf
	}
	switch {
	case !known:
	case of > allOf:
		return fmt.Sprintf("%s is more than its items have together, %d", phrase.Count(of, "case"), allOf)
	case yes > allYes:
		return fmt.Sprintf("%d yes is more than its items have together, %d", yes, allYes)
	case of-yes > allOf-allYes:
		return fmt.Sprintf("%d no is more than its items have together, %d", of-yes, allOf-allYes)
	}
	return ""
}

// itemsFix says what to do about totals that contradict each other.
const itemsFix = "correct its total, or that of the item"

// canBe gives the answers that a question made of items can have in a case whose answers to
// some of them are still to come, in the order na, no, yes.
func canBe(set *rules.Set, at int, answers []Answer, waits func(item int) bool) (can []Answer) {
	items := set.Items(at)
	if !slices.ContainsFunc(items, waits) {
		return []Answer{ofItems(set, at, answers)}
	}
	trial := make([]Answer, len(set.Questions()))
	copy(trial, answers)
	critical := set.Critical(at)
	var open [2][]int // not critical, critical
	for _, q := range items {
		if waits(q) {
			kind := 0
			if slices.Contains(critical, q) {
				kind = 1
			}
			open[kind] = append(open[kind], q)
		}
	}
	seen := [3]bool{}
	var fill func(kind int)
	fill = func(kind int) {
		if kind == len(open) {
			seen[ofItems(set, at, trial)] = true
			return
		}
		for yes := 0; yes <= len(open[kind]); yes++ { // items of one kind are alike
			for no := 0; yes+no <= len(open[kind]); no++ {
				for k, q := range open[kind] {
					switch {
					case k < yes:
						trial[q] = Yes
					case k < yes+no:
						trial[q] = No
					default:
						trial[q] = NA
					}
				}
				fill(kind + 1)
			}
		}
	}
	fill(0)
	for _, a := range []Answer{NA, No, Yes} {
		if seen[a] {
			can = append(can, a)
		}
	}
	return can
}
