package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/discretion/tomlfile"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// rulesOptions are the flags of rules, all of them for rules new.
type rulesOptions struct {
	sheet, encoding, id, name string
	measure                   rules.Measure
	groups, questions, bands  []string
}

func (o *rulesOptions) bind(f *flagSet) {
	f.text(&o.id, "id", "new: the `ID` of the rules, without blanks")
	f.text(&o.name, "name", "new: what they are called, `TEXT`")
	f.texts(&o.groups, "group", "new: a group of cases, `ID=NAME`; may be repeated")
	f.texts(&o.questions, "question", "new: a question, `ID: TEXT`, its standard and a point before its name; may be repeated")
	oneOf(f, &o.measure, "measure", "new: what the bands divide, `WORD`: percent-yes or count-no", rules.PercentYes, rules.CountNo)
	f.texts(&o.bands, "band", "new: a rating and where its figures begin, `NAME=N`, the worst first; may be repeated")
	f.text(&o.sheet, "sheet", "new: the worksheet `NAME` of the table; without it the first that holds a table of judgements")
	f.encoding(&o.encoding)
}

func (o *rulesOptions) run(c *call) error {
	words := c.args
	if len(words) == 0 {
		return c.misuse("rules needs list, show, check or new")
	}
	verb, most := words[0], 2
	switch verb {
	case "list":
		most = 1
	case "new":
	case "show", "check":
		if len(words) < 2 {
			return c.misuse("rules %s needs a rule set, an ID or a TOML file; the IDs are %s", verb, strings.Join(rules.IDs(), ", "))
		}
	default:
		return c.misuse("rules has no %q: list, show, check or new%s", verb, sheet.DidYouMean(verb, firstWords["rules"]))
	}
	if len(words) > most {
		return c.misuse("rules %s does not take %q", verb, words[most])
	}
	for _, f := range c.flags {
		if own := slices.Contains(newFlags, f.name); own && f.IsSet() && verb != "new" {
			return c.misuse("--%s is for rules new", f.name)
		}
	}
	switch verb {
	case "list":
		return c.rulesList()
	case "new":
		return o.rulesNew(c, words[1:])
	}
	set, err := rules.LoadUnchecked(words[1])
	var syntax *tomlfile.SyntaxError
	switch {
	case verb == "check" && errors.As(err, &syntax):
		return c.rulesCheck(words[1], &rules.Set{}, rules.Findings{{
			Where: fmt.Sprintf("row %d, column %d", syntax.Row, syntax.Column), Row: syntax.Row,
			Message: "the file is not TOML from here on: " + syntax.Message}})
	case err != nil:
		return err
	case verb == "show":
		return c.rulesShow(set)
	}
	return c.rulesCheck(words[1], set, set.Check())
}

// A rulesListResult is what rules list prints as JSON.
type rulesListResult struct {
	RuleSets []rules.About   `json:"rule_sets"`
	Warnings []stats.Warning `json:"warnings"`
}

func (c *call) rulesList() error {
	var result rulesListResult
	for _, id := range rules.IDs() {
		r, err := rules.Load(id)
		if err != nil {
			return err
		}
		result.RuleSets = append(result.RuleSets, r.About)
	}
	return c.show(result, func() report.Document {
		t := report.Table{Columns: report.Columns("ID", "Rules", "Of", "Note")}
		for _, r := range result.RuleSets {
			t.Add(r.ID, r.Name, r.Inspectorate, r.Note)
		}
		return report.Document{Title: "Rule sets", Blocks: []report.Block{t}}
	})
}

// A rulesCheckResult is what rules check prints as JSON.
type rulesCheckResult struct {
	Rules    string          `json:"rules"` // what was checked
	Valid    bool            `json:"valid"` // exit code 1 where not
	Findings []rules.Finding `json:"findings"`
	Warnings stats.Warnings  `json:"warnings"`
}

func (c *call) rulesCheck(name string, set *rules.Set, findings rules.Findings) error {
	result := rulesCheckResult{name, len(findings) == 0, findings, nil}
	if bare := set.Unsourced(); len(bare) > 0 {
		const shown = 6
		which := strings.Join(bare[:min(shown, len(bare))], ", ")
		if len(bare) > shown {
			which += fmt.Sprintf(" and %d other values", len(bare)-shown)
		}
		result.Warnings.Add("no-source", "add [[sources]] with of, status and text", "no source is given for %s", which)
	}
	addDisposals(&result.Warnings, set)
	if result.Valid {
		for _, f := range set.Unreached() {
			result.Warnings.Add("no-effect", "ratings are made as the rules are written; change it, if something else is meant",
				"%s: %s", f.Where, f.Message)
		}
	}
	result.Warnings = worded(result.Warnings)
	err := c.show(result, func() report.Document {
		d := report.Document{Title: name + " agrees with itself", Warnings: result.Warnings}
		t := report.Table{Columns: report.Columns("Where", "What")}
		for _, f := range result.Findings {
			t.Add(f.Where, f.Message)
		}
		if !result.Valid {
			d.Title = fmt.Sprintf("%s contradicts itself: %s", name, phrase.Count(len(result.Findings), "finding"))
		}
		if !result.Valid || c.format == "csv" {
			d.Add(t)
		}
		if c.explain {
			d.Add(report.Paragraph("Held against itself: keys and kinds of values; ids that occur twice; groups, windows and shares; a precision with its reading, or a size; matching variables and reserves; a scale that rises; bands that meet, from the first figure to the last, with a figure in each and a band for each rating; standards with questions in a group; conditions on columns and categories that a list has; tables of the number of cases that is read; limits that do not contradict each other, and ratings that can be reached past them; numbers and lists written with nothing in them; the stated number of standards and maximum against those listed; overall bands from the lowest score to the maximum; criteria that can fire and do not always; sources of values that are there. Where nothing contradicts, also what never comes about, which is said as a warning: ratings that no answers make, limits that never hold or always do, bands that no question is placed in. Percentages are of as many cases as it takes; where there is too much to try, or a mean is of points or tables, nothing is said."))
		}
		return d
	})
	if err == nil && !result.Valid {
		return errSaidNo
	}
	return err
}

// addDisposals warns of disposals of a rule set that are spelt nearly like one that lists
// are read as. A set may also have disposals of its own.
func addDisposals(warnings *stats.Warnings, set *rules.Set) {
	known := caselist.Disposals()
	for _, g := range set.Groups {
		for _, d := range g.Disposals {
			if near := sheet.Nearest(strings.ToLower(d), known); near != "" && !slices.Contains(known, d) {
				warnings.Add("unknown-disposal",
					stats.Remedy("these are "+strings.Join(known, ", ")+"; another one is found in lists only where it is written so"),
					"groups.%s: %q is not a disposal that lists are read as; did you mean %q?", g.ID, d, near)
			}
		}
	}
}

// A rulesNewResult is what rules new prints as JSON.
type rulesNewResult struct {
	Text  string   `json:"text"`  // the rule set, a TOML file
	Asked []string `json:"asked"` // the questions of the table; none without one
}

// newFlags are the flags of rules new.
var newFlags = []string{"id", "name", "group", "question", "measure", "band", "sheet", "encoding"}

// start is what the flags say of a rule set to start from.
func (o *rulesOptions) start(c *call) (start rules.Start, err error) {
	start = rules.Start{ID: o.id, Name: o.name, Measure: o.measure, Questions: each(o.questions, rules.QuestionOf)}
	if o.id != "" && strings.ContainsAny(o.id, " \t") {
		return start, c.wrong("id", strconv.Quote(o.id), "it has a blank: write %s", strings.ReplaceAll(o.id, " ", "-"))
	}
	if len(o.questions) > 0 {
		start.Source = "As they were typed"
	}
	for _, text := range o.groups {
		id, name, _ := strings.Cut(text, "=")
		start.Groups = append(start.Groups, sample.Group{ID: strings.TrimSpace(id), Name: strings.TrimSpace(name)})
	}
	for _, text := range o.bands {
		name, from, _ := strings.Cut(text, "=")
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(from, "%")))
		if err != nil {
			return start, c.wrong("band", strconv.Quote(text), "it has to be a rating and the whole number it begins at, such as Green=80")
		}
		start.Bands = append(start.Bands, rules.StartBand{Name: strings.TrimSpace(name), From: n})
	}
	return start, nil
}

// rulesNew writes a rule set to start from, with what the flags say and the questions of a table
// if one is named.
func (o *rulesOptions) rulesNew(c *call, tables []string) error {
	var result rulesNewResult
	start, err := o.start(c)
	switch {
	case err != nil:
		return err
	case len(tables) > 0:
		result.Text, result.Asked, err = discretion.StarterRules(tables[0], sheet.ReadOptions{Sheet: o.sheet, Encoding: o.encoding}, start)
	case o.sheet != "" || o.encoding != "":
		return c.misuse("--sheet and --encoding are about a table: name its file after new")
	default:
		result.Text, err = rules.Starter(start)
	}
	if problems, ok := errors.AsType[sheet.Problems](err); ok && len(tables) == 0 {
		p := problems[0]
		return c.wrong("question", strconv.Quote(p.Value), "%s (%v)", p.Message, p.Fix)
	}
	if found, ok := errors.AsType[rules.Findings](err); ok {
		return fmt.Errorf("no rules can be made of that:\n%w", found)
	}
	if err != nil {
		return err
	}
	if c.format == "json" {
		return c.show(result, nil)
	}
	// Every other format is the file itself.
	return c.put(func(w io.Writer) error {
		_, err := io.WriteString(w, result.Text)
		return err
	})
}
