package main

import (
	"slices"
	"strconv"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
)

// listOptions say how a list of cases is read and cleaned.
type listOptions struct {
	sheet, rules, asOf, groupBy, encoding        string
	columns, categories, match, include, exclude []string
	bands, keepRows, skipRows                    []string
	skipProblems                                 bool
	recorded                                     bool    // read as a record says
	flags                                        flagSet // of these fields

	readFrom, saveTo string         // files that keep these flags
	overruled        stats.Warnings // flags in readFrom that the user's own replace
}

func (o *listOptions) bind(f *flagSet) {
	l := &o.flags
	l.text(&o.sheet, "sheet", "the worksheet `NAME` to read; without it the first that holds a list")
	l.texts(&o.columns, "column", "`ROLE=HEADER`: the column for a role ("+joinRoles()+")")
	l.texts(&o.categories, "category", "`ROLE:TEXT=CATEGORY`: what a text of a column means, such as rosh:Med=medium")
	l.texts(&o.bands, "bands", "`HEADER=BANDS`: put a column's numbers in bands, such as Age=10-13,14-15,16+")
	l.texts(&o.match, "match", "`VARIABLES` to match on, roles or headers, with commas between; may be repeated")
	l.rules(&o.rules, "the rule set, `ID|FILE|none`; without it "+rules.DefaultID+" if the list fits its groups")
	l.text(&o.asOf, "as-of", "the inspection's `DATE`, which windows count back from")
	l.text(&o.groupBy, "group-by", "the `ROLE-or-HEADER` whose values put cases in groups")
	l.texts(&o.include, "include", "`ID:REASON`: a case that must be in the sample")
	l.texts(&o.exclude, "exclude", "`ID:REASON`: a case that must not be in the sample")
	l.texts(&o.keepRows, "keep-row", "`ROW`: of unlike rows of one case, the number of the row to keep; may be repeated")
	l.texts(&o.skipRows, "skip-rows", "`ROWS` that are no cases, such as 149,150 or 149-160; may be repeated")
	l.onOff(&o.skipProblems, "skip-problems", "leave out rows that have problems, and list them")
	l.encoding(&o.encoding)
	*f = append(*f, o.flags...)
	f.text(&o.readFrom, "reading", "read the list as `FILE`.toml says, which --save-reading wrote; flags beside it come first")
	f.text(&o.saveTo, "save-reading", "write how the list is read, which these flags say, to `FILE`.toml").output()
}

func joinRoles() string {
	return strings.Join(each(caselist.Roles(), func(r caselist.Role) string { return string(r) }), ", ")
}

// cleaning reads the options that need no list.
func (o *listOptions) cleaning(c *call) (caselist.CleanOptions, error) {
	opts := caselist.CleanOptions{Columns: map[caselist.Role]string{}, GroupBy: o.groupBy, SkipProblems: o.skipProblems,
		SkipUnknown: o.recorded}
	for _, text := range o.columns {
		role, header, ok := strings.Cut(text, "=")
		if !ok {
			return opts, c.wrong("column", strconv.Quote(text), "write it as ROLE=HEADER")
		}
		r := caselist.Role(strings.ToLower(strings.TrimSpace(role)))
		if !slices.Contains(caselist.Roles(), r) {
			return opts, c.wrong("column", strconv.Quote(text), "there is no role %q; the roles are %s%s",
				role, joinRoles(), sheet.DidYouMean(role, strings.Split(joinRoles(), ", ")))
		}
		if _, twice := opts.Columns[r]; twice {
			return opts, c.wrong("column", "", "the role %s is given two columns", r)
		}
		opts.Columns[r] = strings.TrimSpace(header)
	}
	for _, text := range o.categories {
		of, rest, ok := strings.Cut(text, ":")
		equals := strings.LastIndex(rest, "=")
		if !ok || equals < 0 || strings.TrimSpace(rest[equals+1:]) == "" {
			return opts, c.wrong("category", strconv.Quote(text), "write it as ROLE:TEXT=CATEGORY, such as rosh:Med=medium")
		}
		if strings.HasSuffix(rest, "=CATEGORY") {
			return opts, c.wrong("category", strconv.Quote(text), "write in place of CATEGORY the category that the text means")
		}
		opts.Categories = append(opts.Categories, caselist.CategoryRule{
			Of: strings.TrimSpace(of), Text: rest[:equals], Category: strings.TrimSpace(rest[equals+1:])})
	}
	for _, text := range o.bands {
		equals := strings.LastIndex(text, "=")
		if equals < 0 {
			return opts, c.wrong("bands", strconv.Quote(text), "write it as HEADER=BANDS, such as Age=10-13,14-15,16+")
		}
		bands, err := caselist.ParseBands(text[equals+1:])
		if err != nil {
			return opts, c.wrong("bands", strconv.Quote(text), "%v", err)
		}
		opts.Bands = append(opts.Bands, caselist.BandRule{Of: strings.TrimSpace(text[:equals]), Bands: bands})
	}
	var err error
	if opts.Include, err = c.caseChoices("include", o.include); err != nil {
		return opts, err
	}
	if opts.Exclude, err = c.caseChoices("exclude", o.exclude); err != nil {
		return opts, err
	}
	for _, text := range o.keepRows {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 1 {
			return opts, c.wrong("keep-row", strconv.Quote(text), "write the number of a row, such as 6")
		}
		opts.KeepRows = append(opts.KeepRows, n)
	}
	if opts.SkipRows, err = c.rowRanges(o.skipRows); err != nil {
		return opts, err
	}
	if o.asOf != "" {
		if opts.AsOf, err = caselist.ParseDate(o.asOf); err != nil {
			return opts, c.wrong("as-of", "", "%v; write it as 2021-06-21", err)
		}
	}
	return opts, nil
}

// rowRanges reads the flag --skip-rows.
func (c *call) rowRanges(texts []string) ([]caselist.RowRange, error) {
	var ranges []caselist.RowRange
	for _, text := range texts {
		for part := range strings.SplitSeq(text, ",") {
			from, to, isRange := strings.Cut(part, "-")
			if !isRange {
				to = from
			}
			first, err := strconv.Atoi(strings.TrimSpace(from))
			last, err2 := strconv.Atoi(strings.TrimSpace(to))
			if err != nil || err2 != nil || first < 1 || last < first {
				return nil, c.wrong("skip-rows", strconv.Quote(text), "write the numbers of rows, such as 149,150 or 149-160")
			}
			ranges = append(ranges, caselist.RowRange{First: first, Last: last})
		}
	}
	return ranges, nil
}

// caseChoices reads a flag of decisions about single cases.
func (c *call) caseChoices(flag string, texts []string) ([]caselist.Choice, error) {
	var choices []caselist.Choice
	for _, text := range texts {
		id, reason, _ := strings.Cut(text, ":")
		if strings.TrimSpace(id) == "" || strings.TrimSpace(reason) == "" {
			return nil, c.wrong(flag, strconv.Quote(text), "write it as ID:REASON, such as K017:on remand")
		}
		choices = append(choices, caselist.Choice{ID: id, Reason: strings.TrimSpace(reason)})
	}
	return choices, nil
}

// matchNames splits what --match gives at commas, but for those inside a header of the
// list. Nil means that nothing was given.
func matchNames(texts []string, list *sheet.Sheet) []string {
	isHeader := func(text string) bool {
		return slices.ContainsFunc(list.Header, func(h string) bool { return h != "" && strings.EqualFold(h, text) })
	}
	var names []string
	for _, text := range texts {
		for parts := strings.Split(text, ","); len(parts) > 0; {
			n := len(parts) // of them, the most that are a header
			for n > 1 && !isHeader(strings.TrimSpace(strings.Join(parts[:n], ","))) {
				n--
			}
			if name := strings.TrimSpace(strings.Join(parts[:n], ",")); name != "" {
				names = append(names, name)
			}
			parts = parts[n:]
		}
	}
	return names
}
