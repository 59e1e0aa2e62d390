package show

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A List is a list of cases, read and cleaned as a verb's flags say.
type List struct {
	*caselist.Result
	Sheet *sheet.Sheet

	Rules   *rules.Set // nil for none
	RulesID string     // "none" for none
	Why     string     // why these rules, a sentence; "" where --rules names them
}

// personAsID is the header of a person's number that serves as case id; "" where
// cases have ids.
func (l *List) personAsID() string {
	id := ""
	for _, r := range l.Recognised {
		switch {
		case r.Role == caselist.ID:
			id = r.Header
		case (r.Role == caselist.Person || r.Role == caselist.Number) && r.Header == id:
			return id
		}
	}
	return ""
}

// unused names the columns that were not used and, where no rules say what to match on,
// those of the team and the manager, on a screen with the flags that would match on them too.
func (l *List) unused(format string) []report.Block {
	names := slices.Clone(l.Unused)
	match := each(l.Frame.Variables, func(v sample.Variable) string { return v.Name })
	for _, r := range l.Recognised {
		if l.Rules == nil && (r.Role == caselist.Team || r.Role == caselist.Manager) && !slices.Contains(match, r.Header) {
			names = append(names, r.Header)
		}
	}
	if len(names) == 0 {
		return nil
	}
	const most = 20
	words := "Not used"
	if len(names) > len(l.Unused) { // the team is shown in the sample file
		words = "Not matched on"
	}
	words += ": " + phrase.First(most, each(names, phrase.Quote), ", ", " and")
	var flags report.Commands
	with := func(header string) string {
		return Flag(stats.Option{Name: "match", Value: strings.Join(append(slices.Clone(match), header), ",")})
	}
	if at := slices.IndexFunc(names, func(name string) bool { _, few := Matchable(l.Sheet, name); return few }); at >= 0 {
		flags = append(flags, with(names[at]))
	}
	for _, r := range l.Bandable {
		if strings.TrimSpace(caselist.Typeable("x"+r.Of)) == "x" {
			continue // it cannot be typed after others
		}
		flags = append(flags, with(r.Of)+" "+Flag(stats.Option{Name: "bands", Value: r.Of + "=" + r.String()}))
	}
	if flags == nil || format != "table" {
		return []report.Block{report.Paragraph(words + ".")}
	}
	return []report.Block{report.Paragraph(words + ". To match on one as well (many numbers in bands), add, for example:"), flags}
}

// Matchable says whether a column has few enough values to match on, and two at least that more than one row has; and how
// many it has, of which a blank is none.
func Matchable(list *sheet.Sheet, header string) (values int, few bool) {
	place := slices.Index(list.Header, header)
	rows := map[string]int{}
	for _, row := range list.Rows {
		if rows[row.Cell(place)]++; len(rows) > 20 {
			return len(rows), false
		}
	}
	often := 0
	for value, n := range rows {
		if n > 1 {
			often++
		}
		if value != "" {
			values++
		}
	}
	return values, often > 1
}

// LeftOut says in words how many rows are out for which reasons, "" for none.
func (l *List) LeftOut() string {
	return strings.Join(each(l.Counts, func(e caselist.ReasonCount) string { return fmt.Sprint(e.Count, " ", Reason(e.Reason, e.Count)) }), ", ")
}

// windows says which start dates are eligible, "" where all are.
func (l *List) windows() string {
	var parts []string
	for _, g := range l.Groups {
		if g.Window == nil || l.AsOf.IsZero() {
			continue
		}
		first, last := caselist.WindowDates(*g.Window, l.AsOf)
		parts = append(parts, fmt.Sprintf("%s %s to %s", Group(l.Rules, g.ID), first.Format(time.DateOnly), last.Format(time.DateOnly)))
	}
	if parts == nil {
		return ""
	}
	return "Eligible start dates: " + strings.Join(parts, ", ") + "."
}

// Reason ends "12 rows are left out: 12 ...".
func Reason(r caselist.Reason, n int) string {
	switch r {
	case caselist.OutsideWindow:
		return "outside the window of start dates"
	case caselist.DuplicatePerson:
		return "of a person who is in the list with another case"
	case caselist.Barred:
		return "excluded by decision"
	case caselist.NotStarted:
		return "starting after the inspection's date"
	case caselist.RowProblem:
		return phrase.Plural(n, "with a problem", "with problems")
	case caselist.RepeatedRow:
		return phrase.Plural(n, "that repeats", "that repeat") + " a case of another row"
	case caselist.SetAside:
		return phrase.Plural(n, "that is no case", "that are no cases")
	}
	return string(r)
}

// leftOutTable lists the rows that were left out for a reason, none where there are none.
func (l *List) leftOutTable(caption string, reason caselist.Reason, why string) []report.Block {
	type row = caselist.Exclusion
	rows := only(l.Exclusions, func(e row) bool { return e.Reason == reason })
	if len(rows) == 0 {
		return nil
	}
	return []report.Block{report.Fill(report.Table{Caption: caption}, rows,
		report.Col("case", func(e row) string { return e.ID }),
		report.Num("row", func(e row) int { return e.Row }),
		report.Col(why, func(e row) string { return e.Detail }))}
}
