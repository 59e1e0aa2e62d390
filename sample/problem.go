package sample

import (
	"fmt"
	"strings"
)

// A Problem is one thing wrong with an input file: where it is, what stands
// there, and what to do about it.
type Problem struct {
	File    string
	Sheet   string // "" where the format has none
	Row     int    // from 1; 0 where the problem is not of one row
	Column  string // the header of the column; "" where it is not of one column
	Value   string // the text that stands there
	Message string // what is wrong, and where it helps, what would be right
	Fix     string // what to do about it; "" where the message says it
}

// String gives the problem on one line, place first:
//
//	cases.xlsx, sheet "Long list", row 17: RoSH "Med" is not one of low, medium, high, very high (add it with --category rosh:Med=medium)
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Sheet != "" {
		fmt.Fprintf(&b, ", sheet %q", p.Sheet)
	}
	if p.Row > 0 {
		fmt.Fprintf(&b, ", row %d", p.Row)
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

// Problems are all the things wrong with one input. As an error it has a line
// for each.
type Problems []Problem

// Error gives the problems a line each.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Err is ps as an error, or nil when there is no problem.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}
