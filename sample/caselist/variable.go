package caselist

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// maxLabel is how long an id or a category may be, in bytes; a draw takes no
// longer ones.
const maxLabel = 200

// A variable reads one column's texts as categories.
type variable struct {
	name    string // the role, or the header of a plain column
	role    Role   // "" for a plain column
	column  int
	table   codeTable // of the role
	extra   []string  // categories that a rule set knows beside the table's
	bands   []Band    // that the column's numbers are put in; nil for none
	meant   *sheet.Categories
	rules   map[string]*rule
	memo    map[string]*reading
	decides bool // it alone says which group a case is in
	open    bool // texts that the table does not know are categories of their own
}

// A rule is a CategoryRule in use.
type rule struct {
	CategoryRule
	used bool
}

// A reading is what a text of a column means, or why it means nothing.
type reading struct {
	category string
	own      bool  // the category is the text itself, which the table does not know
	number   int32 // among those of the column
	fault
}

// variable returns the placer's variable of the column, so that its faults are
// reported once, or else a new one.
func (c *cleaner) variable(name string, role Role, column int) *variable {
	if d := c.placer.disposal; d != nil && d.name == name && d.column == column {
		return d
	}
	return c.newVariable(name, role, column)
}

func (c *cleaner) newVariable(name string, role Role, column int) *variable {
	v := &variable{name: name, role: role, column: column, table: tables[role],
		rules: map[string]*rule{}, memo: map[string]*reading{}, open: len(c.opts.Groups) == 0 || role == Disposal && !c.groupsByDisposal()}
	if role == Disposal {
		for _, g := range c.opts.Groups {
			for _, d := range g.Disposals {
				if !slices.Contains(v.table.categories, d) && !slices.Contains(v.extra, d) {
					v.extra = append(v.extra, d)
				}
			}
		}
	}
	for _, r := range c.opts.Bands {
		if len(v.table.codes) == 0 && isOf(r.Of, name) {
			v.bands = r.Bands
			v.extra = append(v.extra, phrase.Each(r.Bands, Band.String)...)
		}
	}
	v.decides = role == Disposal && c.byDisposalAlone()
	v.meant = &sheet.Categories{Of: name, Names: v.known()}
	for _, r := range c.rules {
		if isOf(r.Of, name) {
			r.Category = c.written(r.Category, v)
			v.rules[fold(r.Text)] = r
		}
	}
	return v
}

// written is a category as its column writes it, where it was typed without the signs
// that a shell takes apart.
func (c *cleaner) written(category string, v *variable) string {
	if len(v.table.codes) > 0 && !v.open || category == Unknown || slices.Contains(v.known(), category) {
		return category
	}
	as := ""
	for _, row := range c.sheet.Rows {
		text := plainCategory(row.Cell(v.column))
		if text == category {
			return category
		}
		if typed := Typeable(text); as == "" && typed != text && plainCategory(typed) == category {
			as = text
		}
	}
	return cmp.Or(as, category)
}

// byDisposalAlone reports whether only the disposal can say which group a case is in.
func (c *cleaner) byDisposalAlone() bool {
	if c.columns == nil || c.opts.GroupBy != "" {
		return false // not known yet
	}
	_, grouped := c.columns.has(Group)
	return !grouped && c.groupsByDisposal()
}

// groupsByDisposal reports whether the rules tell any of their groups by its disposals. Where they do not, disposals may
// be those of any work.
func (c *cleaner) groupsByDisposal() bool {
	return slices.ContainsFunc(c.opts.Groups, func(g sample.Group) bool { return len(g.Disposals) > 0 })
}

// known lists the categories that texts of the column can have without a rule.
func (v *variable) known() []string { return slices.Concat(v.table.categories, v.extra) }

// read gives the meaning of a text. Lists repeat the same few texts, so each is
// worked out once.
func (v *variable) read(text string) *reading {
	if r, ok := v.memo[text]; ok {
		return r
	}
	r := v.work(text)
	r.number = int32(len(v.memo))
	v.memo[text] = r
	return r
}

func (v *variable) work(text string) *reading {
	if r, ok := v.rules[fold(text)]; ok {
		r.used = true
		return &reading{category: r.Category}
	}
	if bad := badText(v.label(), text); bad.message != "" {
		return &reading{fault: bad}
	}
	if len(v.table.codes) > 0 {
		if category, ok := v.table.read(text, v.extra); ok {
			return &reading{category: category}
		}
		if v.open {
			return &reading{category: plainCategory(text), own: true}
		}
		near := cmp.Or(v.table.near(text, v.extra), toChoose)
		fix := stats.Advise("add it with %v", stats.Option{Name: "category", Value: v.name + ":" + text + "=" + near})
		if near == Unknown && v.decides {
			fix += stats.Advise(" %v, which leaves out the rows that no group can be told of", stats.Option{Name: "skip-problems"})
		}
		bad := faultf(fix, "%s %s is not one of %s", v.label(), phrase.Quote(text), strings.Join(append(v.known(), Unknown), ", "))
		bad.known = v.meant
		return &reading{fault: bad}
	}
	if v.bands != nil {
		return v.band(text)
	}
	return &reading{category: plainCategory(text)}
}

// toChoose stands for a category that nobody can guess, in what is to be typed.
const toChoose = "CATEGORY"

// like reports whether a column's values allow a role. A column "Order" of numbers or
// dates may just number the rows: it is not taken, and a warning says so. Unknown
// texts may be a service's own names and are allowed.
func (c *cleaner) like(role Role, column int) bool {
	if _, coded := tables[role]; !coded {
		return true
	}
	v := c.newVariable(string(role), role, column)
	v.open = false
	first := sheet.Row{}
	for _, row := range c.sheet.Rows {
		text := row.Cell(column)
		switch read := v.read(text); {
		case read.category == Unknown:
		case read.message == "", strings.ContainsFunc(text, unicode.IsLetter):
			return true
		case first.Number == 0:
			first = row
		}
	}
	if first.Number == 0 {
		return true
	}
	header := c.sheet.Header[column]
	c.warnings.Add("not-taken", stats.Advise("if it is, say so with %v", stats.Option{Name: "column", Value: string(role) + "=" + header}),
		"the column %s was not taken for the %s: it holds numbers or dates and no value that is known as one (the first is %s in row %d)", phrase.Quote(header), role.label(), phrase.Quote(first.Cell(column)), first.Number)
	return false
}

// warnOwn names the texts of a column that its table does not know, where they are
// categories of their own.
func (c *cleaner) warnOwn() {
	const most = 20
	for _, v := range c.variables {
		var texts []string
		for text, r := range v.memo {
			if r.own {
				texts = append(texts, text)
			}
		}
		if len(texts) == 0 {
			continue
		}
		slices.Sort(texts)
		among := ""
		if known := append(v.known(), Unknown); v.role != Disposal { // whose table is of one kind of work, and the list may be of another
			among = fmt.Sprintf(" %s not among %s, and", phrase.Plural(len(texts), "is", "are"), strings.Join(phrase.Each(known, v.title), ", "))
		}
		c.warnings.Add("own-category", v.ownFix(texts), "%s: %s%s %s", v.label(),
			phrase.First(most, phrase.Each(texts, phrase.Quote), ", ", " and"), among,
			phrase.Plural(len(texts), "is a category of its own", "are categories of their own"))
	}
}

// ownFix shows how up to three texts count as the categories that they most likely mean.
func (v *variable) ownFix(texts []string) stats.Remedy {
	var options []string
	for _, text := range texts {
		if category := v.table.near(text, v.extra); category != "" && len(options) < 3 {
			options = append(options, string(stats.Advise("%v",
				stats.Option{Name: "category", Value: v.name + ":" + text + "=" + category})))
		}
	}
	if options == nil {
		options = []string{string(stats.Advise("%v", stats.Option{Name: "category", Value: v.name + ":" + texts[0] + "=" + Unknown}))}
	}
	return stats.Remedy("to count one as another category, add " + strings.Join(options, " "))
}

// title is a category in words.
func (v *variable) title(category string) string { return CategoryTitle(v.name, category) }

func (v *variable) label() string { return cmp.Or(v.role.label(), v.name) }

// plainCategory is the category or the group that a text makes by itself.
func plainCategory(text string) string {
	return cmp.Or(sample.NormalizeID(strings.Join(strings.Fields(text), " ")), Unknown)
}

// ordered puts categories in the order reports print them: the table's, then others
// by name, then unknown.
func (v *variable) ordered(categories iter.Seq[string]) []string {
	known := append(v.known(), Unknown)
	place := func(category string) int {
		switch i := slices.Index(known, category); {
		case i < 0:
			return len(known) - 1
		case category == Unknown:
			return len(known)
		default:
			return i
		}
	}
	return slices.SortedFunc(categories, func(a, b string) int { return cmp.Or(place(a)-place(b), strings.Compare(a, b)) })
}

// fold is a text as rules compare it: blanks, letter case and what cannot be typed in
// every shell do not count.
func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(Typeable(s)), " ")) }

// isOf reports whether a rule's name of a variable means this one.
func isOf(rule, name string) bool { return strings.EqualFold(rule, name) || fold(rule) == fold(name) }

// Typeable is a text without the signs that mean something in double quotes to bash, zsh,
// PowerShell or cmd, and those that turn the direction of what follows. A column, and a
// text of a category, are found by it as well.
func Typeable(s string) string {
	special := func(r rune) bool {
		return strings.ContainsRune("\"$`!%\\“”„", r) || phrase.Misleading(r)
	}
	if !strings.ContainsFunc(s, special) || !strings.ContainsFunc(s, func(r rune) bool { return r != ' ' && !special(r) }) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if special(r) {
			return ' '
		}
		return r
	}, s)
}

// cellErrors are what a spreadsheet shows where a formula failed.
var cellErrors = []string{"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}

// badText says what is wrong with a text that can stand for nothing: a
// spreadsheet's error, or what a draw and a record could not hold. what names the
// text in the message.
func badText(what, text string) fault {
	switch {
	case slices.Contains(cellErrors, text):
		return faultf("mend the formula, or type the value", "%s holds the spreadsheet's error %s", what, text)
	case len(text) > maxLabel:
		return faultf("check that this is the right column", "%s %s is longer than %d bytes", what, phrase.Quote(text), maxLabel)
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }):
		return faultf("type it again", "%s %s has a control character", what, phrase.Quote(text))
	}
	return fault{}
}

// chooseVariables finds the columns of the matching variables.
func (c *cleaner) chooseVariables() {
	if c.opts.Match == nil {
		c.chooseFound()
		return
	}
	for _, name := range c.opts.Match {
		if problem := c.addVariable(name); problem != nil {
			c.list = append(c.list, *problem)
		}
	}
}

// chooseFound takes the variables that the rules match on and the list has.
func (c *cleaner) chooseFound() {
	wanted := c.opts.MatchFound
	if wanted == nil {
		wanted = []string{string(Gender), string(Disposal), string(RoSH), string(Safety)}
	}
	var missing []string
	for _, name := range wanted {
		if problem := c.addVariable(name); problem != nil {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return
	}
	fix := stats.Advise("name what to match on with %v, or a column with %v", stats.Option{Name: "match"},
		stats.Option{Name: "column", Value: missing[0] + "=HEADER"})
	switch {
	case len(c.variables) == 0 && c.opts.MatchFound == nil: // of rules about other things, these names would be strange
		c.warnings.Add("no-match", fix, "no column was recognised as one to match on, so the sample is matched on nothing")
	case len(c.variables) == 0:
		c.warnings.Add("no-match", fix,
			"no column for %s was found, so the sample is matched on nothing", anyOf(wanted))
	case c.opts.MatchFound != nil:
		c.warnings.Add("match-missing", fix,
			"the rules match on %s too, for which no column was found; the sample is not matched on that", anyOf(missing))
	}
}

// anyOf lists names of variables, such as "gender, RoSH or safety".
func anyOf(names []string) string {
	var words []string
	for _, name := range names {
		if role := Role(name); slices.Contains(Roles(), role) {
			words = append(words, role.label())
		} else {
			words = append(words, phrase.Quote(name))
		}
	}
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// addVariable adds the variable that a name means: a column of the list that a sample
// may be matched on.
func (c *cleaner) addVariable(name string) *sheet.Problem {
	role, column, problem := c.roleOrHeader(name)
	switch {
	case problem != nil:
		return problem
	case role.row().private:
		return c.columns.problem(stats.Advise("take it out of %v", stats.Option{Name: "match"}),
			"a sample is not matched on names or dates of birth: %s is one", phrase.Quote(name))
	}
	if _, coded := tables[role]; coded {
		name = string(role)
	} else {
		role, name = "", c.sheet.Header[column]
	}
	if !slices.ContainsFunc(c.variables, func(v *variable) bool { return v.column == column }) {
		c.variables = append(c.variables, c.variable(name, role, column))
	}
	return nil
}

// roleOrHeader returns the column that a name means, a role's or else the one with
// that header, and the column's role, "" where it has none.
func (c *cleaner) roleOrHeader(name string) (Role, int, *sheet.Problem) {
	role := Role(strings.ToLower(strings.TrimSpace(name)))
	if i, ok := c.columns.has(role); ok {
		return role, i, nil
	}
	i, problem := c.columns.find(name)
	if problem == nil {
		for _, role := range Roles() {
			if j, ok := c.columns.has(role); ok && j == i {
				return role, i, nil
			}
		}
		return "", i, nil
	}
	if slices.Contains(Roles(), role) {
		return "", 0, c.columns.problem(stats.Advise("say which it is with %v",
			stats.Option{Name: "column", Value: string(role) + "=HEADER"}),
			"no column for %s was found among %s", role.label(), phrase.QuoteAll(c.columns.named()))
	}
	roles := phrase.Each(c.columns.list(), func(r Recognised) string { return string(r.Role) })
	if near := sheet.Nearest(name, roles); near != "" {
		return "", 0, c.columns.problem(c.columns.theirs(), "there is no column %s; did you mean %q?", phrase.Quote(name), near)
	}
	return "", 0, problem
}
