package caselist

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Clean turns a sheet into a frame. Windows are inclusive at both ends; see
// [AddMonths] for what a month back means. A person who is in the list with
// several eligible cases, in whatever group, stays with the one that started
// first. The result says what became of every row.
//
// When rows have problems and opts does not skip them, or the list as a whole
// has one, the error is all of them as [sheet.Problems]. A text that is no known
// category is a question about a kind of case: a row is not skipped for it, and such
// problems are then the error. The result is still returned, for what can be said of it.
func Clean(list *sheet.Sheet, opts CleanOptions) (*Result, error) {
	c := newCleaner(list, opts)
	c.placer = c.newPlacer()
	c.chooseVariables()
	c.checkRules()
	c.checkBands()
	c.checkColumns()
	c.readRows()
	c.checkRepeatedIDs()
	c.warnSimilarIDs()
	c.warnIDsAlone()
	c.setEligibility()
	c.mergePeople()
	c.checkSharedIDs()
	c.checkChoices()
	result := c.result()
	if len(c.list) > 0 || len(result.Problems) > 0 && !opts.SkipProblems {
		return result, result.Problems
	}
	if opts.SkipUnknown {
		return result, nil
	}
	return result, slices.DeleteFunc(slices.Clone(result.Problems), func(p sheet.Problem) bool { return p.Known == nil }).Err()
}

// A cleaner is one run of Clean.
type cleaner struct {
	sheet     *sheet.Sheet
	opts      CleanOptions
	columns   *columns
	placer    *placer
	variables []*variable
	rules     []*rule
	noValue   map[sheet.Cell]bool
	headings  map[int]bool      // rows that a cell merged over the ids makes a heading or a note
	aside     []aside           // rows that are no cases; the sheet is without them
	barred    map[string]string // normalised id to reason
	dates     map[string]dateReading
	unread    []int // rows of the file whose start date cannot be read and is not needed

	rows         []row
	values       categoryTree
	people       *forest // rows joined by person; nil where nothing tells people apart
	personChecks []string
	merges       []Merge
	list         sheet.Problems // of the list as a whole: they cannot be skipped
	problems     sheet.Problems // of its rows
	warnings     stats.Warnings
}

// A row is what is known about a row of the sheet.
type row struct {
	id     string // normalised; "" when it cannot be read
	group  int    // -1 when not known
	values int32  // its categories; 0 for none
	asked  bool   // its only faults are texts of no known category
	start  time.Time
	reason Reason // "" for an eligible case
	detail string
}

func newCleaner(list *sheet.Sheet, opts CleanOptions) *cleaner {
	c := &cleaner{sheet: list, opts: opts, noValue: map[sheet.Cell]bool{}, barred: map[string]string{}, dates: map[string]dateReading{}}
	hidden, struck := slices.DeleteFunc(slices.Clone(list.Hidden), c.isSkipped), slices.DeleteFunc(slices.Clone(list.Struck), c.isSkipped)
	unlike := sheet.UnlikeOthers(hidden, struck)
	for _, w := range list.Warnings {
		if w.Code == "hidden-rows" || w.Code == "struck-rows" {
			at := slices.IndexFunc(unlike, func(u stats.Warning) bool { return u.Code == w.Code })
			if at < 0 {
				continue // they are set aside
			}
			w = unlike[at]
			rows := map[string][]int{"hidden-rows": hidden, "struck-rows": struck}[w.Code]
			text := strings.ReplaceAll(sheet.RepeatedProblem{Rows: rows}.RowText(), " ", "")
			w.Fix += stats.Advise(", or set them aside with %v", stats.Option{Name: "skip-rows", Value: text})
		}
		c.warnings = append(c.warnings, w)
	}
	for _, r := range opts.Categories {
		c.rules = append(c.rules, &rule{CategoryRule: r})
	}
	c.columns, c.list = findColumns(list, opts.Columns, c.like)
	for _, cell := range list.NoValue {
		c.noValue[cell] = true
	}
	c.headings = c.findHeadings()
	c.setAside()
	c.opts.Include, c.opts.Exclude = c.withColons(opts.Include), c.withColons(opts.Exclude)
	for _, choice := range c.opts.Exclude {
		c.barred[sample.NormalizeID(choice.ID)] = choice.Reason
	}
	return c
}

// refuse notes a problem of the list as a whole.
func (c *cleaner) refuse(fix stats.Remedy, format string, args ...any) {
	c.list = append(c.list, *c.columns.problem(fix, format, args...))
}

// checkRules refuses rules about columns that are not in use, and points out
// categories that a rule makes up.
func (c *cleaner) checkRules() {
	said := map[[2]string]bool{}
	for _, r := range c.rules {
		used := false
		for _, v := range c.variables {
			if !isOf(r.Of, v.name) {
				continue
			}
			used = true
			made := [2]string{v.name, r.Category}
			if known := v.known(); len(known) > 0 && r.Category != Unknown && !slices.Contains(known, r.Category) && !said[made] {
				said[made] = true
				c.warnings.Add("new-category", "",
					"%q is a new category of %s beside %s%s", r.Category, v.label(), strings.Join(known, ", "),
					sheet.DidYouMean(r.Category, known))
			}
		}
		p := c.placer
		used = used || p.disposal != nil && isOf(r.Of, string(Disposal)) ||
			p.column >= 0 && (isOf(r.Of, p.of) || isOf(r.Of, p.header))
		if !used {
			c.refuse("write it as ROLE:TEXT=CATEGORY with a role in use",
				"there is a category for %s, which the sample is not matched on%s", phrase.Quote(r.Of),
				sheet.DidYouMean(r.Of, c.matchedOn()))
		}
	}
}

// matchedOn names the matching variables.
func (c *cleaner) matchedOn() []string {
	return phrase.Each(c.variables, func(v *variable) string { return v.name })
}

// rowsTo names the rows from the first to another.
func rowsTo(row int) string {
	if row == 1 {
		return "1"
	}
	return fmt.Sprintf("1-%d", row)
}

// checkColumns refuses a list without the columns that the job needs.
func (c *cleaner) checkColumns() {
	if _, _, ok := c.columns.caseID(); !ok && len(c.opts.Columns[ID]) == 0 && !c.columns.several[ID] {
		fix := stats.Advise("say which it is with %v", stats.Option{Name: "column", Value: "id=HEADER"})
		if header := c.likeAnID(); header != "" {
			fix = stats.Advise("%s tells the rows apart: if it is the case id, say so with %v", phrase.Quote(header),
				stats.Option{Name: "column", Value: "id=" + header})
		} else {
			fix += stats.Advise("; if the headings are further down, set aside the rows above them with %v",
				stats.Option{Name: "skip-rows", Value: rowsTo(c.sheet.HeaderRow)})
		}
		if len(c.recognised()) == 0 {
			fix += stats.Advise("; if row %d is a case already, put a row of headers above it", c.sheet.HeaderRow)
		}
		c.refuse(fix,
			"no column for the case id was found among %s", phrase.QuoteAll(c.columns.named()))
	}
	windows := slices.ContainsFunc(c.placer.groups, func(g sample.Group) bool { return g.Window != nil })
	_, hasStart := c.columns.has(Start)
	switch {
	case windows && c.opts.AsOf.IsZero():
		fix := stats.Advise("give the date with %v", stats.Option{Name: "as-of", Value: "2021-06-21"})
		if !hasStart {
			fix += stats.Advise(", and the column of start dates, of which none was found, with %v",
				stats.Option{Name: "column", Value: "start=HEADER"})
		}
		c.warnings.Add("no-window", fix,
			"the rules count windows back from the inspection's date, which is not given, so cases of any start date are eligible")
	case windows && !hasStart && len(c.opts.Columns[Start]) == 0 && !c.columns.several[Start]:
		c.refuse(stats.Advise("say which it is with %v, or leave %v out to take cases of any date",
			stats.Option{Name: "column", Value: "start=HEADER"}, stats.Option{Name: "as-of"}),
			"no column for the start date was found among %s", phrase.QuoteAll(c.columns.named()))
	case !c.opts.AsOf.IsZero() && !hasStart:
		c.warnings.Add("no-start", stats.Advise("say which it is with %v", stats.Option{Name: "column", Value: "start=HEADER"}),
			"no column for the start date was found, so cases that start after the inspection's date cannot be left out")
	}
}

// result puts together what Clean returns.
func (c *cleaner) result() *Result {
	for _, r := range c.rules {
		if !r.used {
			c.warnings.Add("unused-category", "",
				"no cell of %s reads %s, so its category is not used", r.Of, phrase.Quote(r.Text))
		}
	}
	problems := slices.Concat(c.list, c.sheet.Problems, c.problems)
	slices.SortStableFunc(problems, func(a, b sheet.Problem) int { return cmp.Compare(a.Row, b.Row) })
	r := &Result{
		Groups: c.placer.groups, GroupedBy: c.placer.by(), AsOf: c.opts.AsOf,
		Recognised: c.recognised(), Unused: c.unused(), PersonChecks: c.personChecks, Merges: c.merges, Problems: problems,
	}
	for _, choice := range c.opts.Include {
		r.Include = append(r.Include, Choice{sample.NormalizeID(choice.ID), choice.Reason})
	}
	r.Bandable = c.bandable(r.Unused)
	r.Frame = c.frame()
	c.account(r)
	c.warnOwn()
	c.warnEmptyGroups()
	r.Warnings = c.warnings
	return r
}

// frame makes the frame of the eligible rows.
func (c *cleaner) frame() sample.Frame {
	eligible := 0
	for i := range c.rows {
		if c.rows[i].reason == "" {
			eligible++
		}
	}
	f := sample.Frame{Cases: make([]sample.Case, 0, eligible)} // of a million rows what grows would be the most that a list takes
	occurs := make([]map[string]bool, len(c.variables))
	for k := range occurs {
		occurs[k] = map[string]bool{}
	}
	seen := make([]bool, len(c.values.nodes)+1)
	for i := range c.rows {
		r := &c.rows[i]
		if r.reason != "" {
			continue
		}
		sheetRow := c.sheet.Rows[i]
		values := c.values.list(r.values)
		if !seen[r.values] {
			seen[r.values] = true
			for k, v := range values {
				occurs[k][v] = true
			}
		}
		f.Cases = append(f.Cases, sample.Case{
			ID: r.id, Group: c.placer.groups[r.group].ID, Values: values,
			Manager: sample.NormalizeID(c.columns.at(Manager, sheetRow)), Team: sample.NormalizeID(c.columns.at(Team, sheetRow)),
			Start: r.start, Row: sheetRow.Number,
		})
	}
	for k, v := range c.variables {
		f.Variables = append(f.Variables, sample.Variable{Name: v.name, Categories: v.ordered(maps.Keys(occurs[k]))})
	}
	return f
}
