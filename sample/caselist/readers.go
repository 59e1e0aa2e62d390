package caselist

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A CaseColumn is what a column says of the cases of a sample and its reserves.
type CaseColumn struct {
	Header string
	Of     map[string]string // by the case's id
	Values []string          // all that the column can say, of other cases too
}

// ReaderHeaders are the headers of a table of readers, for reading one with package sheet.
var ReaderHeaders = sheet.Headers{Known: func(text string) bool { return readerRole(text) != "" }}

// The columns of a table of readers: reader, capacity, days, pair and not-HEADER.
const (
	readerColumn   = "reader"
	capacityColumn = "capacity"
	daysColumn     = "days"
	pairColumn     = "pair"
	notPrefix      = "not-"
	casesColumn    = "cases" // behind notPrefix: cases named one by one
)

// readerRole is what a header of a table of readers stands for: "" for nothing, or what
// follows not- as it is written.
func readerRole(header string) string {
	name := strings.ToLower(strings.Join(strings.Fields(header), " "))
	for _, c := range [][]string{
		{readerColumn, "readers", "initials", "inspector"},
		{capacityColumn, "cases", "most", "max"},
		{daysColumn, "day"},
		{pairColumn, "paired with", "reads with"},
	} {
		if slices.Contains(c, name) {
			return c[0]
		}
	}
	for _, prefix := range []string{notPrefix, "not ", "not_"} {
		if strings.HasPrefix(name, prefix) && len(name) > len(prefix) {
			return notPrefix + strings.TrimSpace(strings.Join(strings.Fields(header), " ")[len(prefix):])
		}
	}
	return ""
}

// Readers reads a table of readers for so many days, 0 for none. The columns are those
// that not-HEADER may name; ids are all cases that not-cases may. Everything wrong with the
// table is reported at once, as sheet.Problems.
func Readers(table *sheet.Sheet, columns []CaseColumn, ids []string, days int) ([]sample.Reader, stats.Warnings, error) {
	t := &readerTable{sheet: table, ids: ids, most: days, at: map[string]int{},
		problems: slices.Clone(table.Problems), warnings: slices.Clone(table.Warnings)}
	t.findColumns(columns)
	if len(table.Rows) > sample.MaxReaders {
		t.problem(0, "", "", "name those who read in this inspection",
			"there are %d readers: at most %d can be", len(table.Rows), sample.MaxReaders)
	}
	t.problems = append(t.problems, table.Uncalculated(func(column int) bool { return readerRole(table.Header[column]) != "" })...)
	if err := t.problems.Err(); err != nil {
		return nil, nil, err
	}
	for _, row := range table.Rows {
		t.read(row)
	}
	t.pair()
	if err := t.problems.InOrder().Err(); err != nil {
		return nil, nil, err
	}
	return t.readers, t.warnings, nil
}

// A readerTable reads a table of readers and collects what is wrong.
type readerTable struct {
	sheet    *sheet.Sheet
	ids      []string
	most     int            // days
	at       map[string]int // the place of each column but the bars'
	bars     []barColumn
	readers  []sample.Reader
	rows     []int // of the readers
	problems sheet.Problems
	warnings stats.Warnings
}

// A barColumn is a column that bars readers from cases: those of a category, or, where it
// has no column of the cases, those named.
type barColumn struct {
	place  int
	column *CaseColumn
}

func (t *readerTable) problem(row int, column, value string, fix stats.Remedy, format string, args ...any) {
	t.problems = append(t.problems, sheet.Problem{File: t.sheet.File, Sheet: t.sheet.Name, Row: row, Column: column, Value: value,
		Message: fmt.Sprintf(format, args...), Fix: fix})
}

func (t *readerTable) findColumns(columns []CaseColumn) {
	for i, header := range t.sheet.Header {
		role := readerRole(header)
		of, bars := strings.CutPrefix(role, notPrefix)
		switch _, twice := t.at[role]; {
		case role == "" && header != "":
			t.warnings.Add("column-ignored", "", "the column %s of the readers is not used", phrase.Quote(header))
		case twice:
			t.problem(t.sheet.HeaderRow, header, "", "leave one of them out", "a second column for %s", role)
		case bars && !slices.ContainsFunc(t.sheet.Rows, func(row sheet.Row) bool { return row.Cell(i) != "" }):
			t.at[role] = i // it bars nobody
		case bars:
			t.at[role] = i
			t.bars = append(t.bars, barColumn{i, nil})
			if fold(of) == casesColumn || fold(of) == "case" {
				continue
			}
			at := slices.IndexFunc(columns, func(c CaseColumn) bool { return fold(c.Header) == fold(of) })
			if at < 0 {
				names := phrase.Each(columns, func(c CaseColumn) string { return c.Header })
				t.problem(t.sheet.HeaderRow, header, "",
					"give the list that the sample was drawn from, if it has the column, behind the record",
					"nothing says what the %s of a case is: there are %s%s", of, strings.Join(names, ", "), sheet.DidYouMean(of, names))
				continue
			}
			t.bars[len(t.bars)-1].column = &columns[at]
		case role != "":
			t.at[role] = i
		}
	}
	if _, ok := t.at[readerColumn]; !ok {
		t.problem(t.sheet.HeaderRow, "", strings.Join(t.sheet.Header, ", "),
			"give the readers' initials or numbers a column with that header", "there is no column reader")
	}
}

// cell is the text of a column in a row; "" where there is no such column.
func (t *readerTable) cell(row sheet.Row, role string) (header, text string) {
	if at, ok := t.at[role]; ok {
		return t.sheet.Header[at], row.Cell(at)
	}
	return role, ""
}

// number is cell for a column of numbers, which counts as they are and not as a format
// shows them.
func (t *readerTable) number(row sheet.Row, role string) (header, text string) {
	header, text = t.cell(row, role)
	if at, ok := t.at[role]; ok {
		text = t.sheet.Value(row, at)
	}
	return header, text
}

// mostCases is the largest capacity that is taken.
const mostCases = 20_000

func (t *readerTable) read(row sheet.Row) {
	header, name := t.cell(row, readerColumn)
	reader := sample.Reader{Name: sample.NormalizeID(name)}
	same := slices.IndexFunc(t.readers, func(r sample.Reader) bool { return sample.LookOfID(r.Name) == sample.LookOfID(reader.Name) })
	switch {
	case name == "":
		t.problem(row.Number, header, "", "give the reader's initials or number, or leave the row out", "the row has no reader")
		return
	case len(name) > 60:
		t.problem(row.Number, header, name, "initials or a number will do", "%s is too long for a reader", phrase.Quote(name))
		return
	case strings.ContainsFunc(name, unicode.IsControl):
		t.problem(row.Number, header, name, "take it out", "the reader %s has a control character", phrase.Quote(name))
		return
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Cf, r) }):
		t.problem(row.Number, header, name, "type it anew", "the reader %s has a character that cannot be seen", phrase.Quote(name))
		return
	case slices.Contains([]string{"total", "totals", "sum", "all"}, strings.ToLower(name)):
		t.problem(row.Number, header, name, "leave the row out, or if somebody is called so, add a number",
			"the row looks like a total, and no reader")
		return
	case same >= 0 && strings.EqualFold(t.readers[same].Name, reader.Name):
		t.problem(row.Number, header, name, "give each reader one row, and readers of the same initials a number",
			"%s is in row %d already, as %s",
			phrase.Quote(name), t.rows[same], phrase.Quote(t.readers[same].Name))
		return
	case same >= 0:
		t.problem(row.Number, header, name, "give readers initials or numbers that nobody takes for each other",
			"%s looks like %s in row %d",
			phrase.Quote(name), phrase.Quote(t.readers[same].Name), t.rows[same])
		return
	case LooksLikeName(name):
		t.warnings.Add("looks-like-name", "use initials or a number: the record is kept, and may be shown",
			"the reader %s looks like a full name", phrase.Quote(name))
	}
	if header, text := t.number(row, capacityColumn); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > mostCases {
			t.problem(row.Number, header, text, "leave the cell empty for an equal share, or the row out for a reader who reads none",
				"%s is not a number of cases from 1 to %d", phrase.Quote(text), mostCases)
		}
		reader.Capacity = n
	}
	t.days(row, &reader)
	for _, bar := range t.bars {
		if text := row.Cell(bar.place); text != "" {
			t.bar(row, bar, text, &reader)
		}
	}
	_, other := t.cell(row, pairColumn)
	reader.Pair = sample.NormalizeID(other)
	t.readers, t.rows = append(t.readers, reader), append(t.rows, row.Number)
}

// LooksLikeName tells whether a text is like first name and surname: two words or more,
// of two letters or more, none of them initials; not all in capitals.
func LooksLikeName(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == '.' })
	return len(words) > 1 && text != strings.ToUpper(text) && !slices.ContainsFunc(words, func(w string) bool {
		return utf8.RuneCountInString(w) < 2 || w == strings.ToUpper(w) && utf8.RuneCountInString(w) < 4 ||
			strings.ContainsFunc(w, unicode.IsDigit)
	})
}

// days reads on which days a reader is there, such as 1,2,4 or 1-3, and perhaps how many
// cases he can read on each: 1:4, 2:4, 4:2.
func (t *readerTable) days(row sheet.Row, reader *sample.Reader) {
	header, text := t.cell(row, daysColumn)
	if text == "" {
		return
	}
	if t.most == 0 {
		t.problem(row.Number, header, text,
			stats.Advise("say how many days there are with %v", stats.Option{Name: "days", Value: "5"}), "there are no days to be there on")
		return
	}
	if _, err := ParseDate(text); err == nil {
		t.problem(row.Number, header, text, "write each day, as 1,2,3, or make the cells of the column text before you type",
			"a spreadsheet has made a date of the days, %s", phrase.Quote(text))
		return
	}
	wrong := func(part string) {
		t.problem(row.Number, header, text, "write the days as 1,2,4 or 1-3, and with the most cases of each as 1:4, 2:4, 4:2",
			"%s is not a day from 1 to %d", phrase.Quote(part), t.most)
	}
	perDay := map[int]int{}
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }) {
		span, cases, stated := strings.Cut(part, ":")
		first, last, through := strings.Cut(span, "-")
		from, err := strconv.Atoi(first)
		to, n := from, 0
		if through {
			var fault error
			to, fault = strconv.Atoi(last)
			err = cmp.Or(err, fault)
		}
		if stated {
			var fault error
			n, fault = strconv.Atoi(cases)
			err = cmp.Or(err, fault)
		}
		if err != nil || from < 1 || to < from || to > t.most || stated && (n < 1 || n > mostCases) {
			wrong(part)
			return
		}
		for d := from; d <= to; d++ {
			if slices.Contains(reader.Days, d) {
				t.problem(row.Number, header, text, "name each day once", "day %d is there twice", d)
				return
			}
			reader.Days = append(reader.Days, d)
			perDay[d] = n
		}
	}
	slices.Sort(reader.Days)
	for _, d := range reader.Days {
		if perDay[d] > 0 {
			reader.PerDay = append(reader.PerDay, perDay[d])
		}
	}
	if n := len(reader.PerDay); n > 0 && n < len(reader.Days) {
		t.problem(row.Number, header, text, "write them as 1:4, 2:4, 4:2", "some days have a number of cases and some have none")
	}
}

// bar reads which cases a reader may not read.
func (t *readerTable) bar(row sheet.Row, bar barColumn, text string, reader *sample.Reader) {
	header := t.sheet.Header[bar.place]
	known, name := t.ids, casesColumn
	if bar.column != nil {
		known, name = bar.column.Values, bar.column.Header
	}
	out := sample.Bar{Column: name, Cases: []string{}}
	for _, part := range barParts(text, known) {
		at := slices.IndexFunc(known, func(k string) bool { return sameValue(k, part, bar.column == nil) })
		switch {
		case at < 0 && bar.column == nil:
			t.problem(row.Number, header, text, "name cases by their ids, with ; between",
				"%s is no case that was drawn from%s", phrase.Quote(part), sheet.DidYouMean(part, known))
		case at < 0:
			t.problem(row.Number, header, text, "write it as the list has it, several with ; between", "no case has the %s %s%s",
				name, phrase.Quote(part), sheet.DidYouMean(part, known))
		case bar.column == nil:
			out.Cases = append(out.Cases, known[at])
		default:
			for id, value := range bar.column.Of {
				if sameValue(value, part, false) {
					out.Cases = append(out.Cases, id)
				}
			}
		}
	}
	slices.Sort(out.Cases)
	if out.Cases = slices.Compact(out.Cases); len(out.Cases) > 0 {
		reader.Bars = append(reader.Bars, out)
	}
}

func sameValue(a, b string, exact bool) bool {
	return a == b || !exact && fold(a) == fold(b)
}

// barParts are the values in a cell: the cell itself, where that is one, or what is
// between semicolons, or commas.
func barParts(text string, known []string) []string {
	is := func(part string) bool {
		return slices.ContainsFunc(known, func(k string) bool { return sameValue(k, part, false) })
	}
	if is(text) {
		return []string{text}
	}
	var out []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ';' || r == '\n' }) {
		part = strings.TrimSpace(part)
		if is(part) || !strings.Contains(part, ",") {
			out = append(out, part)
			continue
		}
		for piece := range strings.SplitSeq(part, ",") {
			out = append(out, strings.TrimSpace(piece))
		}
	}
	return slices.DeleteFunc(out, func(part string) bool { return part == "" })
}

// pair joins readers who read together: it is enough that one of them says so.
func (t *readerTable) pair() {
	header, _ := t.cell(sheet.NewRow(0), pairColumn)
	for i := range t.readers {
		reader := &t.readers[i]
		if reader.Pair == "" {
			continue
		}
		at := slices.IndexFunc(t.readers, func(r sample.Reader) bool { return strings.EqualFold(r.Name, reader.Pair) })
		switch {
		case at < 0:
			names := phrase.Each(t.readers, func(r sample.Reader) string { return r.Name })
			t.problem(t.rows[i], header, reader.Pair, "name one of them", "%s is not among the readers%s",
				phrase.Quote(reader.Pair), sheet.DidYouMean(reader.Pair, names))
		case at == i:
			t.problem(t.rows[i], header, reader.Pair, "name another reader", "%s is paired with himself", phrase.Quote(reader.Name))
		case t.readers[at].Pair != "" && !strings.EqualFold(t.readers[at].Pair, reader.Name):
			t.problem(t.rows[i], header, reader.Pair, "two readers make a pair", "%s is paired with %s already",
				phrase.Quote(t.readers[at].Name), phrase.Quote(t.readers[at].Pair))
		default:
			reader.Pair, t.readers[at].Pair = t.readers[at].Name, reader.Name
		}
	}
}
