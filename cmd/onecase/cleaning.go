package main

import (
	"fmt"
	"math"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/workbook"
	"onecase/sample/caselist"
	"onecase/stats/phrase"
)

// A cleaningResult is the account of a list's rows in the JSON of plan and draw.
type cleaningResult struct {
	Rows         rowsResult             `json:"rows"`          // what became of the rows of the file
	Excluded     []caselist.ReasonCount `json:"excluded"`      // how many rows were left out, by reason
	Coverage     float64                `json:"coverage"`      // eligible cases as a share of them and the rows barred or with problems
	Merged       int                    `json:"merged"`        // cases left out as another case of the same person
	Merges       []caselist.Merge       `json:"merges"`        // each of them
	PersonChecks []string               `json:"person_checks"` // how repeated people were looked for
	Exclusions   []caselist.Exclusion   `json:"exclusions"`    // each row left out
	Shares       []caselist.ShareChange `json:"shares"`        // what leaving rows out did to each category
}

// A rowsResult counts the rows of a list's file or sheet. The rows read are those below
// the header that are not blank and do not repeat it; each is set aside, listed twice, of
// the same person, left out, or a case.
type rowsResult struct {
	File        int `json:"file"`         // up to the last row with text: `header` + `header_again` + `blank` + `read`
	Header      int `json:"header"`       // the header and what is above it
	HeaderAgain int `json:"header_again"` // rows that repeat the header
	Blank       int `json:"blank"`        // below the header
	Read        int `json:"read"`         // the sum of those that follow
	SetAside    int `json:"set_aside"`    // totals, headings, notes and those of `--skip-rows`
	ListedTwice int `json:"listed_twice"` // rows of a case of which another row is kept
	SamePerson  int `json:"same_person"`  // rows of a person whose other case is in the frame
	LeftOut     int `json:"left_out"`     // for a window, a decision or a problem
	Cases       int `json:"cases"`        // eligible
}

func rowsResultOf(list *caseList) rowsResult {
	s := list.sheet
	r := rowsResult{Header: s.HeaderRow, HeaderAgain: s.Again, Blank: s.Blank, Cases: len(list.Frame.Cases)}
	for _, n := range list.Counts {
		switch n.Reason {
		case caselist.SetAside:
			r.SetAside = n.Count
		case caselist.RepeatedRow:
			r.ListedTwice = n.Count
		case caselist.DuplicatePerson:
			r.SamePerson = n.Count
		default:
			r.LeftOut += n.Count
		}
	}
	r.Read = list.Rows
	r.File = r.Header + r.HeaderAgain + r.Blank + r.Read
	return r
}

func cleaningResultOf(list *caseList) cleaningResult {
	return cleaningResult{rowsResultOf(list), list.Counts, list.Coverage, len(list.Merges), list.Merges,
		list.PersonChecks, list.Exclusions, list.Shares}
}

// cleaningBlocks show what became of the rows: problems, merged cases, decisions about
// single cases, and how the categories' shares changed, in full
// (always where rows with problems are left out) or in a sentence.
func cleaningBlocks(list *caseList, full bool) []report.Block {
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
func mergesTable(list *caseList) report.Table {
	t := report.Table{Caption: "One case a person",
		Columns: report.Columns("kept", ">row", "group", "left out", ">row", "group", "because")}
	across := false
	for _, m := range list.Merges {
		by := m.By
		if m.KeptGroup != m.LeftGroup {
			across, by = true, by+"; the case kept is in another group"
		}
		t.Add(m.Kept, m.KeptRow, groupName(list.rules, m.KeptGroup), m.Left, m.LeftRow, groupName(list.rules, m.LeftGroup), by)
	}
	t.NoteIf(across, "Of a person's eligible cases the one that started first is kept, whichever group it is in; the other group is without this person.")
	if len(list.Groups) == 1 {
		return t.Without("group")
	}
	return t
}

// sharesTable sets each category's share of the list's rows beside its share of
// the eligible cases.
func sharesTable(list *caseList) report.Table {
	t := report.Table{
		Caption: "What leaving rows out did to each category",
		Columns: report.Columns("variable", "category", ">in the list", ">share", ">eligible", ">share"),
	}
	group := ""
	for _, s := range list.Shares {
		if s.Group != group && len(list.Groups) > 1 {
			t.AddHeading(groupName(list.rules, s.Group))
		}
		group = s.Group
		t.Add(caselist.VariableTitle(s.Variable), caselist.CategoryTitle(s.Variable, s.Category), s.Before,
			shortPercent(s.BeforeShare), s.After, shortPercent(s.AfterShare))
	}
	return t
}

// largestShift names the category whose share changed most.
func largestShift(list *caseList) string {
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
		inGroup(list.rules, most.Group), categoryWords(most.Variable, most.Category), shortPercent(most.BeforeShare),
		shortPercent(most.AfterShare)) + coverage
}

// tells whether a share changed by half a point or more, and by an eligible case or more.
func tells(s caselist.ShareChange) bool {
	change := math.Abs(s.AfterShare - s.BeforeShare)
	return change >= 0.005 && (s.After == 0 || change*float64(s.After) >= s.AfterShare)
}

// leftOutSheet lists the rows of the list that are not in the frame.
func leftOutSheet(list *caseList) workbook.Sheet {
	s := workbook.Sheet{Name: "Left out", Stay: 2, Header: []string{"row in the list", "case", "group", "why", "detail"}}
	s.Rows = each(list.Exclusions, func(e caselist.Exclusion) []any {
		return []any{e.Row, e.ID, phrase.Either(e.Group == "", "", groupName(list.rules, e.Group)),
			strings.TrimPrefix(strings.TrimPrefix(reasonWords(e.Reason, 1), "that is "), "that "), e.Detail}
	})
	return s
}
