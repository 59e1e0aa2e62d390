package main

import (
	"strings"

	"onecase/cmd/onecase/internal/show"
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

func rowsResultOf(list *show.List) rowsResult {
	s := list.Sheet
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

func cleaningResultOf(list *show.List) cleaningResult {
	return cleaningResult{rowsResultOf(list), list.Counts, list.Coverage, len(list.Merges), list.Merges,
		list.PersonChecks, list.Exclusions, list.Shares}
}

// leftOutSheet lists the rows of the list that are not in the frame.
func leftOutSheet(list *show.List) workbook.Sheet {
	s := workbook.Sheet{Name: "Left out", Stay: 2, Header: []string{"row in the list", "case", "group", "why", "detail"}}
	s.Rows = each(list.Exclusions, func(e caselist.Exclusion) []any {
		return []any{e.Row, e.ID, phrase.Either(e.Group == "", "", show.Group(list.Rules, e.Group)),
			strings.TrimPrefix(strings.TrimPrefix(show.Reason(e.Reason, 1), "that is "), "that "), e.Detail}
	})
	return s
}
