package show

import (
	"fmt"
	"math"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample/caselist"
	"onecase/stats/phrase"
)

// cleaningBlocks show what became of the rows: problems, merged cases, decisions about
// single cases, and how the categories' shares changed, in full
// (always where rows with problems are left out) or in a sentence.
func cleaningBlocks(list *List, full bool) []report.Block {
	blocks := list.problemsTable()
	if len(list.Merges) > 0 {
		blocks = append(blocks, mergesTable(list))
	}
	decided := report.Table{Caption: "Excluded by decision", Columns: report.Columns("case", ">row", "because")}
	for _, e := range list.Exclusions {
		if e.Reason == caselist.Barred {
			decided.Add(e.ID, e.Row, e.Detail)
		}
	}
	if len(decided.Rows) > 0 {
		blocks = append(blocks, decided)
	}
	if len(list.Exclusions) == 0 || len(list.Shares) == 0 {
		return blocks
	}
	if full || len(list.Problems) > 0 {
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
	t := report.Table{Caption: "One case a person",
		Columns: report.Columns("kept", ">row", "group", "left out", ">row", "group", "because")}
	across := false
	for _, m := range list.Merges {
		by := m.By
		if m.KeptGroup != m.LeftGroup {
			across, by = true, by+"; the case kept is in another group"
		}
		t.Add(m.Kept, m.KeptRow, Group(list.Rules, m.KeptGroup), m.Left, m.LeftRow, Group(list.Rules, m.LeftGroup), by)
	}
	t.NoteIf(across, "Of a person's eligible cases the one that started first is kept, whichever group it is in; the other group is without this person.")
	if len(list.Groups) == 1 {
		return t.Without("group")
	}
	return t
}

// sharesTable sets each category's share of the list's rows beside its share of
// the eligible cases.
func sharesTable(list *List) report.Table {
	t := report.Table{
		Caption: "What leaving rows out did to each category",
		Columns: report.Columns("variable", "category", ">in the list", ">share", ">eligible", ">share"),
	}
	group := ""
	for _, s := range list.Shares {
		if s.Group != group && len(list.Groups) > 1 {
			t.AddHeading(Group(list.Rules, s.Group))
		}
		group = s.Group
		t.Add(caselist.VariableTitle(s.Variable), caselist.CategoryTitle(s.Variable, s.Category), s.Before,
			shortPercent(s.BeforeShare), s.After, shortPercent(s.AfterShare))
	}
	return t
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
