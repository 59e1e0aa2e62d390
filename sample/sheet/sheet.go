// Package sheet reads tables: CSV files and Excel workbooks (.xlsx, .xlsm) as a
// header and rows of text. It finds the encoding, the separator, the sheet and
// the header, and knows nothing of what the cells mean; package caselist makes
// cases of them.
//
// A table is read whole or refused. What is wrong with a file or with single rows
// is a [Problem], which says where it is and what to do about it; what was guessed
// or passed over is a warning.
package sheet

import "onecase/stats"

// A Sheet is a table of text as it stands in a file: one header row and the
// rows below it.
type Sheet struct {
	File      string   // the file's name as the user gave it
	Name      string   // the worksheet's name; "" where the format has none
	SHA256    string   // of the file's bytes, lower-case hexadecimal
	HeaderRow int      // the header's row number in the file, from 1
	Above     int      // rows with text above the header, which are not in Rows
	Again     int      // rows that repeat it, which are not in Rows
	Blank     int      // rows without text between the header and the last row with any
	Header    []string // trimmed; as long as the widest row that was kept
	Rows      []Row

	// Date1904 says that the workbook counts days from 1904 and not 1900,
	// which matters for a number that stands for a date.
	Date1904 bool
	// NoValue has the cells whose formula was saved without a result. Their
	// text is empty, and not because the cell is.
	NoValue []Cell
	// Values has the numbers that their format shows as another text, where they were
	// asked for; a million at most.
	Values map[Cell]string
	// Numbers has a bit for each cell of a workbook that is a number, and the bits of 64 rows
	// of a column together; IsNumber reads them.
	Numbers map[Cell]uint64
	// Across has what is merged over several columns below the header, row by row.
	Across []Span
	// Hidden has the numbers of the rows that the workbook hides, as a filter does.
	Hidden []int
	// Struck has the numbers of the rows of which most is struck through.
	Struck []int
	// Problems has the rows that could not be read and are not in Rows.
	Problems Problems
	// Warnings says what was guessed or passed over in reading.
	Warnings stats.Warnings
}

// A Cell is a place in a Sheet.
type Cell struct {
	Row    int // the row number in the file, from 1
	Column int // from 0, an index into Header
}

// Value is the text of a cell; of a number, whatever its format shows, if the values
// were asked for.
func (s *Sheet) Value(row Row, column int) string {
	if value, ok := s.Values[Cell{row.Number, column}]; ok {
		return value
	}
	return row.Cell(column)
}

// IsNumber says whether a cell of a workbook is a number, and no text that looks like one.
func (s *Sheet) IsNumber(row Row, column int) bool {
	return s.Numbers[Cell{row.Number / 64, column}]>>(row.Number%64)&1 == 1
}

// Uncalculated are problems of the cells of some columns that are empty only because their
// formula was saved without its result.
func (s *Sheet) Uncalculated(used func(column int) bool) (problems Problems) {
	for _, c := range s.NoValue {
		if c.Column < len(s.Header) && used(c.Column) {
			problems = append(problems, Problem{File: s.File, Sheet: s.Name, Row: c.Row, Column: s.Header[c.Column],
				Message: "the formula in this cell was saved without its result",
				Fix:     "open the workbook in Excel, let it calculate, and save it"})
		}
	}
	return problems
}

// A Span is some neighbouring cells of one row.
type Span struct {
	Row         int // the row number in the file, from 1
	First, Last int // columns, as in a Cell
}
