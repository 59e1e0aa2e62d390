package show

import (
	"fmt"
	"math"
	"slices"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample/caselist"
	"onecase/stats/phrase"
)

// cleaningBlocks show what became of the rows: problems, merged cases, decisions about
// single cases, and how the categories' shares changed, in full
// (always where rows with problems are left out) or in a sentence.
func cleaningBlocks(list *List, full bool) []report.Block {
	blocks := list.leftOutTable("Left out because of problems", caselist.RowProblem, "why")
	if len(list.Merges) > 0 {
		blocks = append(blocks, mergesTable(list))
	}
	blocks = append(blocks, list.leftOutTable("Excluded by decision", caselist.Barred, "because")...)
	if len(list.Exclusions) == 0 || len(list.Shares) == 0 {
		return blocks
	}
	if (full || len(list.Problems) > 0) &&
		slices.ContainsFunc(list.Shares, func(s caselist.ShareChange) bool { return s.AfterShare != s.BeforeShare }) {
		blocks = append(blocks, sharesTable(list))
	}
	if !full {
		blocks = append(blocks, report.Paragraph(largestShift(list)))
	}
	return blocks
}

// mergesTable lists the cases left out for another case of the same person, in the
// same group or not.
func mergesTable(list *List) report.Table {
	type row = caselist.Merge
	across := func(m row) bool { return m.KeptGroup != m.LeftGroup }
	several := len(list.Groups) != 1
	t := report.Fill(report.Table{Caption: "One case a person"}, list.Merges,
		report.Col("kept", func(m row) string { return m.Kept }),
		report.Num("row", func(m row) int { return m.KeptRow }),
		report.Col("group", func(m row) string { return Group(list.Rules, m.KeptGroup) }).If(several),
		report.Col("left out", func(m row) string { return m.Left }),
		report.Num("row", func(m row) int { return m.LeftRow }),
		report.Col("group", func(m row) string { return Group(list.Rules, m.LeftGroup) }).If(several),
		report.Col("because", func(m row) string { return m.By }).Mark("; the case kept is in another group", "", across))
	t.NoteIf(slices.ContainsFunc(list.Merges, across),
		"Of a person's eligible cases the one that started first is kept, whichever group it is in; the other group is without this person.")
	return t
}

// sharesTable sets each category's share of the list's rows beside its share of
// the eligible cases.
func sharesTable(list *List) report.Table {
	type row = caselist.ShareChange
	return report.Fill(report.Table{Caption: "What leaving rows out did to each category's share"}, list.Shares,
		report.Col("variable", func(s row) string { return caselist.VariableTitle(s.Variable) }).
			Below(func(s row) string { return phrase.Either(len(list.Groups) > 1, Group(list.Rules, s.Group), "") }),
		report.Col("category", func(s row) string { return caselist.CategoryTitle(s.Variable, s.Category) }),
		report.Num("in the list", func(s row) int { return s.Before }),
		report.Num("of the list", func(s row) string { return PercentTenths(s.BeforeShare) }),
		report.Num("eligible", func(s row) int { return s.After }),
		report.Num("of the eligible", func(s row) string { return PercentTenths(s.AfterShare) }))
}

// largestShift names the category whose share changed most.
func largestShift(list *List) string {
	var most caselist.ShareChange
	changed := false
	for _, s := range list.Shares {
		changed = changed || math.Abs(s.AfterShare-s.BeforeShare) > 0
		if tells(s) && math.Abs(s.AfterShare-s.BeforeShare) > math.Abs(most.AfterShare-most.BeforeShare) {
			most = s
		}
	}
	coverage := phrase.Either(list.Coverage < 1,
		fmt.Sprintf(" %s of the cases that may be eligible can be drawn; the others have a problem or are excluded by decision.", shortPercent(list.Coverage)), "")
	switch {
	case !changed:
		return "Leaving rows out changed no category's share." + coverage
	case most.Variable == "":
		return "Leaving rows out changed every category's share by less than half a point or less than one case." + coverage
	}
	return fmt.Sprintf("What leaving rows out changed most%s: %s is %s of the rows in the list and %s of the eligible cases.",
		InGroup(list.Rules, most.Group), categoryWords(most.Variable, most.Category), shortPercent(most.BeforeShare),
		shortPercent(most.AfterShare)) + coverage
}

// tells whether a share changed by half a point or more, and by an eligible case or more.
func tells(s caselist.ShareChange) bool {
	change := math.Abs(s.AfterShare - s.BeforeShare)
	return change >= 0.005 && (s.After == 0 || change*float64(s.After) >= s.AfterShare)
}
