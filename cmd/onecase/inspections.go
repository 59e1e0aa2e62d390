package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// judgementOptions say how judgements are read and banded.
type judgementOptions struct {
	rules, sheet, encoding string
	rounding               rules.Rounding // "" for that of the rules
	soFar, alikeIDs        bool
	keep                   string   // the header of a column to keep beside the answers
	plain                  bool     // the verb takes tables without rules, and --so-far
	said                   bool     // it does so only where it is said that there are none
	underway               bool     // the table is being filled
	unrated                bool     // the verb gives no ratings
	known                  []string // rule sets that were read before, by id
	publish                int      // see published; 0: nothing is withheld
}

// judgementSheet declares the flag for the worksheet of judgements.
func (f *flagSet) judgementSheet(to *string) {
	f.text(to, "sheet", "the worksheet `NAME` to read; without it the first that holds a table of judgements")
}

// bindPlain declares the flag for half-filled tables, for a verb that needs no rules.
func (o *judgementOptions) bindPlain(f *flagSet) {
	o.plain = true
	f.alikeIDs(&o.alikeIDs)
	f.onOff(&o.soFar, "so-far", "take blank answers as not in yet, and say of each question how many are not")
}

// alikeIDs declares the flag for ids that look the same.
func (f *flagSet) alikeIDs(to *bool) {
	f.onOff(to, "alike-ids", "take a case for the one of the record whose id looks the same: 3 for 00003, k1 for K001")
}

// judged declares the flag for ratings that were given directly.
func (f *flagSet) judged(to *[]string) {
	f.texts(to, "judged", "`STANDARD=RATING`: the rating that a standard was given directly, such as org.staff=good; may be repeated")
}

// percentRounding declares the flag for how percentages are banded.
func (f *flagSet) percentRounding(to *rules.Rounding) {
	oneOfOr("rules", f, to, "percent-rounding",
		"how percentages are rounded before banding: half-up, half-even, down or none; without it as the `RULES` say",
		"", rules.HalfUp, rules.HalfEven, rules.Down, rules.None)
}

// inspectionOptions are the flags of every verb that reads one inspection.
type inspectionOptions struct {
	judgementOptions
	record             string
	population, judged []string
}

func (o *inspectionOptions) bind(f *flagSet) {
	f.rules(&o.rules, "the rule set, `ID|FILE`; in place of the one the inspection file names")
	f.text(&o.record, "record", "the `RECORD` of the draw: populations come from it, and cases not in its sample are refused").input()
	o.bindReading(f)
	f.judged(&o.judged)
}

// bindReading declares the flags beside the rules and the record.
func (o *inspectionOptions) bindReading(f *flagSet) {
	f.texts(&o.population, "population", "`GROUP=N`: eligible cases of a group, such as court=50,ooc=30")
	f.percentRounding(&o.rounding)
	f.judgementSheet(&o.sheet)
	f.encoding(&o.encoding)
}

// inspection reads what a verb is to rate.
func (o *inspectionOptions) inspection(c *call, name string) (*discretion.Inspection, []stats.Warning, error) {
	inspection, warnings, err := o.drawn(c, name, o.record, "population", o.population)
	if err != nil {
		return nil, nil, err
	}
	for _, text := range listed(o.judged) {
		standard, rating, ok := strings.Cut(text, "=")
		if !ok {
			return nil, nil, c.wrong("judged", text, "it is not STANDARD=RATING, such as org.staff=good")
		}
		if err := inspection.Judge(strings.TrimSpace(standard), strings.TrimSpace(rating)); err != nil {
			return nil, nil, c.wrong("judged", text, "%v", err)
		}
	}
	return inspection, warnings, nil
}

// drawn reads an inspection with the record of its draw, "" for none, and the sizes of
// groups that a flag gives.
func (o *judgementOptions) drawn(c *call, name, record, flag string, sizes []string) (*discretion.Inspection, []stats.Warning, error) {
	inspection, warnings, err := o.open(c, name, discretion.OpenOptions{Rules: o.rules, Record: record})
	if err != nil {
		return nil, nil, err
	}
	return inspection, warnings, c.populations(inspection, flag, sizes)
}

// open reads an inspection, and refuses to write over a file that it names.
func (o *judgementOptions) open(c *call, name string, open discretion.OpenOptions) (*discretion.Inspection, []stats.Warning, error) {
	open.Sheet, open.Encoding, open.Plain, open.SoFar, open.AlikeIDs, open.Keep = o.sheet, o.encoding, o.plain, o.soFar, o.alikeIDs, o.keep
	open.Underway = o.underway
	if o.said && open.Rules == "" && open.Record == "" && discretion.IsTable(name) {
		open.Plain = false
	}
	inspection, warnings, err := discretion.Open(name, open)
	if errors.Is(err, discretion.ErrNoRules) {
		sets := rules.IDs()
		if o.plain {
			sets = append(sets, rules.NoRules)
		}
		if record, err := discretion.ReadRecord(open.Record); err == nil && record.Rules == rules.NoRules {
			return nil, nil, fmt.Errorf("%s is of a draw without rules, so there are no ratings to be had: %s", open.Record, phrase.Either(asPage,
				"step 4 has the shares with limits, of one inspection at a time (or choose the rules of the judgements under “Rules”)", "onecase estimate has the shares with limits (or name the rules of the judgements with --rules)"))
		}
		if asPage {
			return nil, nil, c.misuse("%s is a table of judgements, which names no rules: choose those that it is rated by under “Rules”%s", name,
				phrase.Either(o.plain, ", or that each column is a question", ""))
		}
		return nil, nil, c.misuse("a table of judgements needs --rules; the rule sets are %s", strings.Join(sets, ", "))
	}
	if inspection != nil {
		if record := inspection.Record; record != nil {
			inspection.Service = cmp.Or(inspection.Service, record.List.Service)
			if o.publish == 0 {
				c.marking = markingOf(record)
			}
		}
		c.reads = append(c.reads, inspection.Judgements, inspection.RulesFile)
		if err := c.keepOutputs(); err != nil {
			return nil, nil, err
		}
		if id := inspection.Rules.ID; !o.unrated && !slices.Contains(o.known, id) {
			warnings = append(warnings, inspection.Rules.WarnUnverified()...)
			o.known = append(o.known, id)
		}
	}
	return inspection, warnings, err
}

// rulesOr is the rule set that --rules names, or else the one of a record; ""
// where there is none.
func (o *judgementOptions) rulesOr(record string) (id string, err error) {
	if id = o.rules; id == "" && record != "" {
		id, err = discretion.RecordRules(record)
	}
	if id == rules.NoRules {
		id = ""
	}
	return id, err
}

// populations sets the sizes of groups that a flag gives.
func (c *call) populations(inspection *discretion.Inspection, flag string, sizes []string) error {
	seen := map[string]bool{}
	for _, text := range listed(sizes) {
		group, n, err := c.numbered(flag, text, "GROUP=N, such as court=50")
		if err != nil {
			return err
		}
		if _, ok := inspection.Rules.Group(group); !ok {
			ids := each(inspection.Rules.Groups, func(g sample.Group) string { return g.ID })
			return c.wrong(flag, text, "the rule set %s has no group %q; its groups are %s%s", inspection.Rules.ID,
				group, strings.Join(ids, ", "), sheet.DidYouMean(group, ids))
		}
		if seen[group] {
			return c.wrong(flag, "", "the group %s is given twice", group)
		}
		if inspection.Record != nil && inspection.Record.Group(group) != nil {
			return c.wrong(flag, text, "the record gives the population of %s; leave one of them out", group)
		}
		seen[group] = true
		size := inspection.Groups[group]
		size.Population = n
		inspection.Groups[group] = size
	}
	return nil
}

// groupCases are how many cases of a group were eligible and how many were read.
type groupCases struct {
	Group      string `json:"group"`
	Population int    `json:"population" null:"zero"` // eligible cases
	Sample     int    `json:"sample" null:"zero"`     // cases read
}

// groupCasesOf gives the sizes of an inspection's groups; the number of cases read is
// counted from the answers where it is not given.
func groupCasesOf(ins *discretion.Inspection) []groupCases {
	return each(ins.Rules.Groups, func(g sample.Group) groupCases {
		return groupCases{g.ID, ins.Groups[g.ID].Population, ins.CasesRead(g.ID)}
	})
}
