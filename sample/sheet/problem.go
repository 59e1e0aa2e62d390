package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"onecase/stats"
	"onecase/stats/phrase"
)

// A Problem is one thing wrong with an input file: where it is, what the text
// there is, and what to do about it.
type Problem struct {
	File    string       `json:"file"`
	Sheet   string       `json:"sheet" null:"zero"` // "" where the format has none
	Row     int          `json:"row"`               // from 1; 0 where the problem is not of one row
	Column  string       `json:"column"`            // the header of the column; "" where it is not of one column
	Value   string       `json:"value"`             // the text there
	Message string       `json:"message"`           // what is wrong, and where it helps, what would be right
	Fix     stats.Remedy `json:"fix"`               // what to do about it; "" where the message says it

	// what the text could be, where its column has categories and it is none of them
	Known *Categories `json:"categories"`
}

// ItsRows stands in a remedy for the numbers of the problem's rows.
const ItsRows = "ROWS"

// Categories are what the texts of a column are read as. All the problems of a
// column share one, so that problems can be compared with ==.
type Categories struct {
	Of    string   `json:"of"`    // the column's role or header, as the option category names it
	Names []string `json:"names"` // in the order that reports print them
}

// String gives the problem on one line, place first:
//
//	cases.xlsx, sheet "Long list", row 17: RoSH "Med" is not one of low, medium, high, very high (add it with the option category rosh:Med=medium)
//
// The column is named where the message does not name it.
func (p Problem) String() string {
	return RepeatedProblem{Problem: p, Rows: []int{p.Row}}.String()
}

// A RepeatedProblem is the same problem in one or more rows.
type RepeatedProblem struct {
	Problem
	Rows []int // in increasing order; 0 alone where the problem is not of one row
}

// Of rows and ranges of them a line names up to mostRows, and of more the firstRows.
const (
	mostRows  = 9
	firstRows = 7
)

// String is that of the problem with all the rows: row 17, or rows 2-9, 12. Of very many it
// names the first: (201 rows: 20, 22, 35, ...).
func (p RepeatedProblem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Sheet != "" {
		fmt.Fprintf(&b, ", sheet %q", p.Sheet)
	}
	rows := p.RowText()
	if parts := strings.Split(rows, ", "); len(parts) > mostRows {
		fmt.Fprintf(&b, " (%d rows: %s, ...)", len(p.Rows), strings.Join(parts[:firstRows], ", "))
	} else if rows != "" {
		fmt.Fprintf(&b, ", %s %s", phrase.Plural(len(p.Rows), "row", "rows"), rows)
	}
	if p.Column != "" && !strings.Contains(plainWords(p.Message), plainWords(p.Column)) {
		fmt.Fprintf(&b, ", column %q", p.Column)
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	b.WriteString(p.Message)
	if p.Fix != "" {
		fmt.Fprintf(&b, " (%s)", p.Fix)
	}
	return b.String()
}

// plainWords are the words of a text in lower case with a blank around each:
// "start_date" names what "start date" does.
func plainWords(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}

// RowText lists the rows, with one behind the other as a range: 2-9, 12. It is
// "" where the problem is not of one row.
func (p RepeatedProblem) RowText() string {
	var parts []string
	for i := 0; i < len(p.Rows); {
		j := i
		for j+1 < len(p.Rows) && p.Rows[j+1] == p.Rows[j]+1 {
			j++
		}
		switch first, last := p.Rows[i], p.Rows[j]; {
		case first <= 0: // no row
		case last > first+1:
			parts = append(parts, fmt.Sprintf("%d-%d", first, last))
		case last > first:
			parts = append(parts, strconv.Itoa(first), strconv.Itoa(last))
		default:
			parts = append(parts, strconv.Itoa(first))
		}
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

// Problems are all the things wrong with one input. As an error it has a line
// for each.
type Problems []Problem

// Error gives the problems a line each.
func (ps Problems) Error() string {
	return strings.Join(phrase.Each(ps, Problem.String), "\n")
}

// Err is ps as an error, or nil when there is no problem.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// Repeated joins problems that differ only in their row, each at the place of the
// first of them.
func (ps Problems) Repeated() []RepeatedProblem {
	var out []RepeatedProblem
	place := map[Problem]int{}
	for _, p := range ps {
		key := p
		key.Row = 0
		i, seen := place[key]
		if !seen || p.Row == 0 {
			i = len(out)
			place[key] = i
			out = append(out, RepeatedProblem{Problem: p})
		}
		out[i].Rows = append(out[i].Rows, p.Row)
	}
	for i := range out {
		slices.Sort(out[i].Rows)
	}
	return out
}

// InOrder sorts the problems by their row.
func (ps Problems) InOrder() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int { return a.Row - b.Row })
	return ps
}
