package caselist

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// readCSV reads separated text.
func readCSV(b *builder, data []byte, opts ReadOptions) error {
	text, err := b.decode(data, opts.Encoding)
	if err != nil {
		return err
	}
	if bytes.IndexByte(text, '\n') < 0 {
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n")) // an old Macintosh file
	}
	line := 1 // of the first row, counted in the file
	comma, rest, said := separatorLine(text)
	if said {
		text, line = rest, 2
	} else {
		comma = sniff(text)
	}
	b.exact = true
	r := newReader(text, comma)
	return b.records(r, line, func(row int) { opts.told(row, int(r.InputOffset()), len(text)) })
}

func newReader(text []byte, comma rune) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = comma
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	r.TrimLeadingSpace = comma != '\t' // a blank before a quotation mark is no text
	return r
}

// records adds every record. Rows are numbered as Excel numbers them: a blank
// line counts, and a record whose cells hold line breaks is one row. Told gets
// the number of each.
func (b *builder) records(r *csv.Reader, firstLine int, told func(row int)) error {
	folded := 0 // line breaks inside cells so far
	for {
		cells, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			parse, ok := errors.AsType[*csv.ParseError](err)
			if !ok || !errors.Is(err, csv.ErrBareQuote) {
				return b.quoteError(parse, err, firstLine-1)
			}
			b.rowProblem(parse.StartLine+firstLine-1-folded,
				"a quotation mark stands in the middle of a text that is not in quotation marks",
				"put the whole text in quotation marks and double those inside it, or save the list as .xlsx")
			folded += parse.Line - parse.StartLine
			continue
		}
		line, _ := r.FieldPos(0)
		number := line + firstLine - 1 - folded
		told(number)
		for i, c := range cells {
			if strings.IndexByte(c, '\n') >= 0 {
				folded += strings.Count(c, "\n")
			}
			if strings.HasPrefix(c, `="`) && strings.HasSuffix(c, `"`) && len(c) > 2 {
				cells[i] = c[2 : len(c)-1] // ="00123" is how some programs keep Excel from changing 00123
			}
		}
		if err := b.add(number, cells); err != nil {
			return err
		}
	}
	return nil
}

// quoteError is the error of a quotation mark that leaves the rest of the file
// unclear. last is the number of the line before the first.
func (b *builder) quoteError(parse *csv.ParseError, err error, last int) error {
	if parse == nil {
		return b.problem(0, "reading stopped: "+err.Error(), "")
	}
	return b.problem(0, fmt.Sprintf("the quotation marks do not match: the text that opens in line %d is not closed properly by line %d",
		parse.StartLine+last, parse.Line+last), "close it, double quotation marks inside a text, or save the list as .xlsx")
}

// separatorLine reads Excel's own first line, such as sep=; and returns the
// separator and the text after the line.
func separatorLine(text []byte) (comma rune, rest []byte, ok bool) {
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	first = bytes.Trim(first, "\r\"")
	if len(first) != len("sep=;") || !strings.EqualFold(string(first[:4]), "sep=") {
		return 0, text, false
	}
	comma = rune(first[4])
	if comma == '"' || comma == '=' || comma < ' ' && comma != '\t' || comma > '~' {
		return 0, text, false
	}
	return comma, rest, true
}

// sniff finds the separator: the one of comma, semicolon and tab that divides
// the most of the first lines into the same number of cells.
func sniff(text []byte) rune {
	const lines = 50
	best, bestScore := ',', 0
	for _, comma := range []rune{',', ';', '\t'} {
		r := newReader(text, comma)
		r.LazyQuotes = true
		count := map[int]int{} // lines by number of cells
		for range lines {
			cells, err := r.Read()
			if err != nil {
				break
			}
			count[len(cells)]++
		}
		score := 0
		for cells, n := range count {
			if cells > 1 {
				score = max(score, n*lines+min(cells, lines-1))
			}
		}
		if score > bestScore {
			best, bestScore = comma, score
		}
	}
	return best
}
