package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/workbook"
	"onecase/discretion"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
)

// A caseColumn is a column of the sheets of cases: its header, and the cell of a case.
type caseColumn struct {
	header string
	cell   func(listedCase) any
}

// A listedCase is a case of a group, with its place in the sample or the reserves of
// the group, from 1.
type listedCase struct {
	sample.Chosen
	group *sample.GroupDraw
	place int
}

// notMet marks a selected case that could not be read and counts as not met.
const notMet = "not met (not read)"

// caseSheet lists some cases of every group.
func caseSheet(d *drawn, name string, columns []caseColumn, cases func(*sample.Status) []sample.Chosen) workbook.Sheet {
	s := workbook.Sheet{Name: name, Stay: 1, Header: each(columns, func(c caseColumn) string { return c.header })}
	for i := range d.Record.Groups {
		g := &d.Record.Groups[i]
		for n, k := range cases(show.Status(d.Record, g.Group)) {
			s.Rows = append(s.Rows, each(columns, func(c caseColumn) any { return c.cell(listedCase{k, g, n + 1}) }))
		}
	}
	return s
}

// orderColumn is the place of a reserve, where reserves take a place in their order: nothing is
// matched.
var orderColumn = caseColumn{"order", func(c listedCase) any {
	if len(c.group.Variables) > 0 {
		return nil
	}
	return c.place
}}

// columnsOfRecord are the columns that a record has of each case, in codes or in words.
func columnsOfRecord(d *drawn, words bool) []caseColumn {
	id, group := "case_id", func(id string) string { return id }
	title, category := group, func(_, category string) string { return category }
	if words {
		id, group, title, category = "case", d.GroupNames(), caselist.VariableTitle, caselist.CategoryTitle
	}
	columns := []caseColumn{
		{id, func(c listedCase) any { return c.ID }},
		{"group", func(c listedCase) any { return group(c.group.Group) }},
	}
	for _, name := range d.Record.Frame.Variables {
		columns = append(columns, caseColumn{title(name), func(c listedCase) any {
			at := slices.IndexFunc(c.group.Variables, func(v sample.DrawnVariable) bool { return v.Name == name })
			if at < 0 {
				return nil
			}
			return category(name, c.group.Values(c.Chosen)[at])
		}})
	}
	return columns
}

// columnsInWords are the columns of a workbook's sheets of cases: those of the list that the draw
// used, and those that it keeps, as the list has them, and the row; without the list, what the record has.
func columnsInWords(d *drawn) []caseColumn {
	columns := columnsOfRecord(d, true)
	if d.List == nil {
		return columns
	}
	headers := usedHeaders(d.List)
	own := listColumns(d, append(headers,
		slices.DeleteFunc(slices.Clone(d.keep), func(h string) bool { return slices.Contains(headers, h) })...), true)
	columns = columns[:2]
	if header := headerOf(d.List, caselist.ID); header != "" {
		at := slices.Index(headers, header)
		columns[0] = own[at]
		own = slices.Delete(own, at, at+1)
	}
	cases, _ := d.casesOfList()
	return append(append(columns, own...),
		caseColumn{ownHeader("row in the list", d.List.Sheet.Header), func(c listedCase) any { return filled(cases[c.ID].Row) }})
}

// usedHeaders are the headers of the columns that a draw used, in the order of the list; not those
// of persons, of their workers and of teams.
func usedHeaders(l *show.List) []string {
	used := func(header string) bool {
		return slices.ContainsFunc(l.Recognised, func(r caselist.Recognised) bool {
			return r.Header == header &&
				slices.Contains([]caselist.Role{caselist.ID, caselist.Group, caselist.Gender, caselist.Disposal,
					caselist.RoSH, caselist.Safety, caselist.Start}, r.Role)
		}) || slices.ContainsFunc(l.Frame.Variables, func(v sample.Variable) bool { return v.Name == header })
	}
	return slices.DeleteFunc(slices.Clone(l.Sheet.Header), func(h string) bool { return h == "" || !used(h) })
}

// headerOf is the header of a role's column, "" where the list has none.
func headerOf(l *show.List, role caselist.Role) string {
	for _, r := range l.Recognised {
		if r.Role == role {
			return r.Header
		}
	}
	return ""
}

// columnsInCodes are the columns of a CSV file of cases: those of the record, the start
// where the list has dates, the row, and the list's own columns that the draw keeps.
func columnsInCodes(d *drawn) []caseColumn {
	columns := columnsOfRecord(d, false)
	if d.List == nil {
		return columns
	}
	cases, dated := d.casesOfList()
	if dated {
		columns = append(columns, caseColumn{"start", func(c listedCase) any { return filled(cases[c.ID].Start) }})
	}
	columns = append(columns, caseColumn{ownHeader("row", d.keep), func(c listedCase) any { return filled(cases[c.ID].Row) }})
	return withKept(d, columns, false)
}

// withKept adds the list's own columns that the draw keeps. One with the header of a column that is
// there already is not shown again where both say the same of every case; else it is marked.
func withKept(d *drawn, columns []caseColumn, typed bool) []caseColumn {
	for _, k := range keptColumns(d, typed) {
		at := slices.IndexFunc(columns, func(c caseColumn) bool { return strings.EqualFold(c.header, k.header) })
		if at >= 0 && sayTheSame(d.Record, columns[at], k) {
			continue
		}
		if at >= 0 {
			k.header += discretion.ListMark
		}
		columns = append(columns, k)
	}
	return columns
}

// sayTheSame tells whether two columns have the same text of every case of the sample and its reserves.
func sayTheSame(r *sample.Record, a, b caseColumn) bool {
	for i := range r.Groups {
		s := show.Status(r, r.Groups[i].Group)
		for _, k := range slices.Concat(s.Sample, s.Reserves) {
			pair := cellTexts([]any{a.cell(listedCase{Chosen: k, group: &r.Groups[i]}), b.cell(listedCase{Chosen: k, group: &r.Groups[i]})})
			if pair[0] != pair[1] {
				return false
			}
		}
	}
	return true
}

// keptColumns are the list's own columns that the draw keeps. Dates and numbers stay what they are
// if the file can hold them.
func keptColumns(d *drawn, typed bool) []caseColumn { return listColumns(d, d.keep, typed) }

// listColumns are columns of the list as it has them.
func listColumns(d *drawn, headers []string, typed bool) (columns []caseColumn) {
	cases, _ := d.casesOfList()
	rows := map[int]sheet.Row{}
	for _, k := range cases {
		rows[k.Row] = sheet.Row{}
	}
	for _, r := range d.List.Sheet.Rows {
		if _, ok := rows[r.Number]; ok {
			rows[r.Number] = r
		}
	}
	start := headerOf(d.List, caselist.Start)
	for _, header := range headers {
		place := slices.Index(d.List.Sheet.Header, header)
		isDate := typed && isDateColumn(d.List, place)
		whole := typed && wholeNumbers(d.List, place)
		columns = append(columns, caseColumn{header, func(c listedCase) any {
			k, ok := cases[c.ID]
			if !ok {
				return nil
			}
			row := rows[k.Row]
			switch {
			case typed && header == start && !k.Start.IsZero():
				return k.Start
			case typed && (whole || d.List.Sheet.IsNumber(row, place)):
				return numberCell(row.Cell(place))
			}
			return keptCell(row.Cell(place), isDate)
		}})
	}
	return columns
}

// wholeNumbers tells a column of nothing but whole numbers, as a CSV file has them in texts. One that begins with 0, or is
// as long as those that identify people, makes it a column of texts, and so does the column of the cases.
func wholeNumbers(list *show.List, place int) bool {
	some := false
	for _, row := range list.Sheet.Rows {
		text := row.Cell(place)
		if n, err := strconv.Atoi(text); text != "" && (err != nil || strconv.Itoa(n) != text || len(text) > 6) {
			return false
		}
		some = some || text != ""
	}
	return some && list.Sheet.Header[place] != headerOf(list, caselist.ID)
}

// numberCell is a number of the list as it is shown there; text where it is not shown as a plain one.
func numberCell(text string) any {
	if n, err := strconv.Atoi(text); err == nil && strconv.Itoa(n) == text && len(text) <= 15 {
		return n
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil && show.Plain(x) == text && len(text) <= 15 {
		_, decimals, _ := strings.Cut(text, ".")
		return workbook.Decimal{Value: x, Places: min(len(decimals), 2), Exact: true}
	}
	return keptCell(text, false)
}

// casesOfList are the cases of the list, by id, that are in the sample or its reserves;
// dated tells whether any case of the list has a start.
func (d *drawn) casesOfList() (cases map[string]sample.Case, dated bool) {
	named := map[string]bool{}
	for i := range d.Record.Groups {
		s := show.Status(d.Record, d.Record.Groups[i].Group)
		for _, k := range slices.Concat(s.Sample, s.Reserves) {
			named[k.ID] = true
		}
	}
	cases = map[string]sample.Case{}
	for _, k := range d.List.Frame.Cases {
		dated = dated || !k.Start.IsZero()
		if k.ID = sample.NormalizeID(k.ID); named[k.ID] {
			cases[k.ID] = k
		}
	}
	return cases, dated
}

// weightColumns are for whoever goes on in a program for surveys: what each selected case
// counts, 1 / its chance of being drawn, and the eligible cases of its group. A header that the
// list's own columns have is told apart. A weight is empty where chances are not known.
func weightColumns(r *sample.Record, taken []caseColumn, typed bool) []caseColumn {
	chances := map[string]map[string]float64{}
	same := map[string]*float64{}
	for i := range r.Groups {
		name := r.Groups[i].Group
		s := show.Status(r, name)
		if same[name] = show.SameChance(s); same[name] == nil && s.Inclusion != nil {
			chances[name] = map[string]float64{}
			for _, c := range s.Inclusion.Cases {
				chances[name][c.ID] = c.Chance
			}
		}
	}
	weight := func(c listedCase) any {
		chance := chances[c.group.Group][c.ID]
		if p := same[c.group.Group]; p != nil { // it is that of so many of them, which the record rounds
			all := float64(c.group.Population)
			if chance = *p; math.Abs(*p*all-math.Round(*p*all)) < 1e-6 {
				chance = math.Round(*p*all) / all
			}
		}
		if chance == 0 {
			return nil
		}
		if typed {
			return workbook.Decimal{Value: nineDigits(1 / chance), Places: 2, Exact: true}
		}
		return nineDigits(1 / chance)
	}
	headers := each(taken, func(t caseColumn) string { return t.header })
	return []caseColumn{{ownHeader("weight", headers), weight},
		{ownHeader("population", headers), func(c listedCase) any { return c.group.Population }}}
}

// ownHeader is the header of a column that the list does not have, told apart from those
// of the list that are the same.
func ownHeader(name string, taken []string) string {
	if slices.ContainsFunc(taken, func(header string) bool { return strings.EqualFold(strings.TrimSpace(header), name) }) {
		return name + " (draw)"
	}
	return name
}

// changeColumns mark the replacements among the selected cases, if there are any.
func changeColumns(r *sample.Record) []caseColumn {
	came, failed := map[string]any{}, map[string]any{} // by id: the case whose place it took, and what it counts as
	for i := range r.Groups {
		for _, id := range show.Status(r, r.Groups[i].Group).Failed {
			failed[id] = notMet
		}
	}
	for _, p := range r.Replacements {
		if p.By != "" {
			came[p.By] = p.Case
		}
	}
	var columns []caseColumn
	if len(came) > 0 {
		columns = append(columns, caseColumn{"in place of", func(c listedCase) any { return came[c.ID] }})
	}
	if len(failed) > 0 {
		columns = append(columns, caseColumn{"counts as", func(c listedCase) any { return failed[c.ID] }})
	}
	return columns
}

// keptHeaders are the headers of --keep, spelt as in the list; without the flag, those
// in the record of an earlier draw. The word all is every column but those of persons and of their
// workers.
func keptHeaders(given []string, list *show.List, earlier *sample.Record) ([]string, error) {
	texts, fault := given, "--keep %q: the list has no such column; it has %s"
	if len(given) == 0 && earlier != nil {
		texts, fault = earlier.List.Keep,
			"the draw kept the column %q in the sample file, and the list has no such column now: say with --keep which to have; it has %s"
	}
	var headers []string
	for _, text := range texts {
		if text == allColumns && !slices.ContainsFunc(list.Sheet.Header, func(h string) bool { return strings.EqualFold(h, allColumns) }) {
			headers = append(headers, slices.DeleteFunc(slices.Clone(list.Sheet.Header), func(h string) bool {
				return h == "" || slices.Contains(headers, h) || ofPersons(list, h)
			})...)
			continue
		}
		place := slices.IndexFunc(list.Sheet.Header, func(s string) bool { return s != "" && strings.EqualFold(s, strings.TrimSpace(text)) })
		if place < 0 {
			named := slices.DeleteFunc(slices.Clone(list.Sheet.Header), func(h string) bool { return h == "" })
			return nil, fmt.Errorf(fault+"%s", text, strings.Join(named, ", "), sheet.DidYouMean(text, named))
		}
		if h := list.Sheet.Header[place]; !slices.Contains(headers, h) {
			headers = append(headers, h)
		}
	}
	return headers, nil
}

// allColumns in the place of a header is every column that is not of persons.
const allColumns = "all"

// ofPersons tells whether a column names persons or their workers, or tells when they were born. One that
// holds the cases' ids does not.
func ofPersons(l *show.List, header string) bool {
	return header != headerOf(l, caselist.ID) && slices.ContainsFunc(l.Recognised, func(r caselist.Recognised) bool {
		return r.Header == header && slices.Contains([]caselist.Role{caselist.Manager, caselist.Person, caselist.Number,
			caselist.FirstName, caselist.FamilyName, caselist.BirthDate}, r.Role)
	})
}

// keptCell is a cell of the list as the sample file has it.
func keptCell(text string, isDate bool) any {
	if text == "" {
		return nil
	}
	if isDate {
		if day, err := caselist.ParseDate(text); err == nil {
			return day
		}
	}
	return text
}

// isDateColumn tells whether a column of the list holds only dates. Plain numbers may
// be ids, so they are no dates, although Excel stores dates as numbers. A column with
// times of day stays text, to keep the times.
func isDateColumn(list *show.List, place int) bool {
	found := false
	seen := map[string]bool{}
	for _, row := range list.Sheet.Rows {
		text := row.Cell(place)
		if text == "" || seen[text] {
			continue
		}
		seen[text] = true
		if !strings.ContainsAny(text, "/-. ") || strings.Contains(text, ":") {
			return false
		}
		if _, err := caselist.ParseDate(text); err != nil {
			return false
		}
		found = true
	}
	return found
}

// nineDigits is a number with nine significant digits, so that machines whose last bits
// differ write the same.
func nineDigits(x float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 9, 64), 64)
	if err != nil {
		return x
	}
	return r
}
