package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/sample/caselist"
	"onecase/stats"
)

func rateVerb() verb {
	return verb{
		name: "rate", args: "INSPECTION.toml|JUDGEMENTS [flags]",
		brief: "ratings, what drives them, and whether one case would change them",
		manual: `Applies a rule set to an inspection's judgements. For each standard it says which
key question drives the rating, the fewest cases that would have to be judged
differently to change it, and whether the published criteria open it to
professional discretion; then the score, the overall rating and what would change
that. It flags and explains. It does not decide.

Judgements are an inspection file (TOML, its name ends in .toml), or a table, CSV
or XLSX, in one of three forms:
  case_id, question, answer                 an answer is yes, no or na
  case_id and a column for each question
  question, yes, of  or  question, percent, of   totals; population may be added
A table needs --rules. Answers case by case make the number of cases exact; from
totals it lies between two bounds.

Examples:
  onecase rate kent.toml
  onecase rate judgements.csv --rules hmip-youth-2018
  onecase rate judgements.csv --record kent.record.json
  onecase rate kent.toml --set court.reviewing.public=15/22
  onecase rate judgements.csv --rules hmip-youth-2018 --flip K082:court.reviewing.public
  onecase rate kent.toml --format html --output kent.html    a report to print
  onecase rate kent.toml --plot kent.svg                     its figures alone`,
		flags: append(inspectionFlags(),
			&cli.StringSliceFlag{Name: "set", Usage: "`QUESTION=YES/OF`: what if a question had this result; may be repeated"},
			&cli.StringSliceFlag{Name: "flip", Usage: "`CASE:QUESTION`: what if this answer were the other one; may be repeated"},
			shareFlag("confidence", "two-sided confidence `LEVEL` of margins and limits; without it the rules' own", 0.80),
			plotFlag()),
		long: true,
		run:  runRate,
	}
}

// inspectionFlags are the flags of every verb that reads an inspection.
func inspectionFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "rules", Usage: "the rule set, `ID|FILE`; in place of the one the inspection file names"},
		&cli.StringFlag{Name: "record", Usage: "the `RECORD` of the draw: populations come from it, and cases not in its sample are refused"},
		&cli.StringSliceFlag{Name: "population", Usage: "`GROUP=N`: eligible cases of a group, such as court=50,ooc=30"},
		choiceFlag("percent-rounding", "how percentages are rounded before banding: half-up, half-even, down or none; without it as the `RULES` say", "rules", "half-up", "half-even", "down", "none"),
		judgementSheetFlag(),
		&cli.StringFlag{Name: "encoding", Usage: "the character encoding `NAME` of a CSV file"},
	}
}

func judgementSheetFlag() cli.Flag {
	return &cli.StringFlag{Name: "sheet", Usage: "the worksheet `NAME` to read; without it the first that holds a table of judgements"}
}

// A change is one what-if, for the result.
type change struct {
	Question string  `json:"question"`
	Case     *string `json:"case"` // null where a whole result was set
	From     string  `json:"from"`
	To       string  `json:"to"`
}

func runRate(c *call) error {
	words, err := c.arguments("an inspection file or a table of judgements")
	if err != nil {
		return err
	}
	if err := c.checkPlot(); err != nil {
		return err
	}
	inspection, warnings, err := c.inspection(words[0])
	if err != nil {
		return err
	}
	options := c.assessOptions()
	if c.IsSet("confidence") {
		options.Confidence = c.share("confidence")
	}
	after, changes, err := c.whatIf(inspection)
	if err != nil {
		return err
	}
	assessment, err := discretion.Assess(after, options)
	if err != nil {
		return err
	}
	assessment.Warnings = append(warnings, assessment.Warnings...)
	var before *discretion.Assessment
	if len(changes) > 0 {
		if before, err = discretion.Assess(inspection, options); err != nil {
			return err
		}
	}
	if err := c.plot(rateWords{assessment}.title(), rateFigures(assessment)); err != nil {
		return err
	}
	return c.show(rateResultOf(assessment, before, changes), func() report.Document {
		return rateDocument(assessment, before, changes, c.String("format"), c.explain())
	})
}

// assessOptions reads the flags that decide how judgements are rated.
func (c *call) assessOptions() discretion.Options {
	var o discretion.Options
	if r := c.choice("percent-rounding"); r != "rules" {
		o.Rounding = discretion.Rounding(r)
	}
	return o
}

// inspection reads what a verb is to rate, as the inspection flags say.
func (c *call) inspection(name string) (*discretion.Inspection, []stats.Warning, error) {
	inspection, warnings, err := c.judgements(name)
	if err != nil {
		return nil, nil, err
	}
	if name := c.String("record"); name != "" {
		record, err := readRecord(name)
		if err != nil {
			return nil, nil, err
		}
		more, err := inspection.UseRecord(record)
		if err != nil {
			return nil, nil, err
		}
		warnings = append(warnings, more...)
	}
	return inspection, warnings, c.populations(inspection, "population")
}

// judgements reads an inspection file or a table, and the table that the file
// names.
func (c *call) judgements(name string) (*discretion.Inspection, []stats.Warning, error) {
	inspection, table, err := c.openInspection(name)
	if err != nil || table == "" {
		return inspection, nil, err
	}
	sheet, err := caselist.ReadFile(table, caselist.ReadOptions{
		Sheet: c.String("sheet"), Encoding: c.String("encoding"), IsHeader: inspection.Rules.IsJudgementHeader})
	if err != nil {
		return nil, nil, err
	}
	warnings, err := inspection.AddJudgements(sheet)
	return inspection, warnings, err
}

// openInspection reads an inspection file, or starts an inspection for a table;
// table names the table that is still to be read, if there is one.
func (c *call) openInspection(name string) (inspection *discretion.Inspection, table string, err error) {
	if strings.HasSuffix(strings.ToLower(name), ".toml") {
		text, err := os.ReadFile(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, "", fmt.Errorf("%s: there is no such file (check the name and the folder)", name)
		case err != nil:
			return nil, "", fmt.Errorf("%s: %w", name, plainPathError(err))
		}
		inspection, err := discretion.ParseInspection(name, text, c.String("rules"))
		if err != nil {
			return nil, "", err
		}
		c.reads = append(c.reads, inspection.Judgements, inspection.RulesFile)
		return inspection, inspection.Judgements, c.keepOutputs()
	}
	id, err := c.rulesOfRecord()
	if err != nil {
		return nil, "", err
	}
	if id == "" {
		return nil, "", c.misuse("a table of judgements needs --rules; the rule sets are %s", strings.Join(discretion.RuleSetIDs(), ", "))
	}
	rules, err := discretion.LoadRules(id)
	if err != nil {
		return nil, "", err
	}
	inspection = discretion.NewInspection(rules)
	inspection.File = name
	return inspection, name, nil
}

// rulesOfRecord is the rule set that --rules names, or else the one of the record;
// "" where there is none.
func (c *call) rulesOfRecord() (string, error) {
	id := c.String("rules")
	if id == "" && c.String("record") != "" {
		record, err := readRecord(c.String("record"))
		if err != nil {
			return "", err
		}
		id = record.Rules
		if id != noRules && !slices.Contains(discretion.RuleSetIDs(), id) {
			return "", fmt.Errorf("%s: the sample was drawn under the rules %s, which do not come with the program (give their file as well, such as --rules %[2]s.toml)", c.String("record"), id)
		}
	}
	if id == noRules {
		return "", nil
	}
	return id, nil
}

// populations puts the sizes of groups that a flag gives into an inspection.
func (c *call) populations(inspection *discretion.Inspection, flag string) error {
	seen := map[string]bool{}
	for _, text := range listed(c.StringSlice(flag)) {
		group, n, err := c.numbered(flag, text, "GROUP=N, such as court=50")
		if err != nil {
			return err
		}
		if _, ok := inspection.Rules.Group(group); !ok {
			var ids []string
			for _, g := range inspection.Rules.Groups {
				ids = append(ids, g.ID)
			}
			return c.misuse("--%s %s: the rule set %s has no group %q; its groups are %s", flag, text, inspection.Rules.ID, group, strings.Join(ids, ", "))
		}
		if seen[group] {
			return c.misuse("--%s: the group %s is given twice", flag, group)
		}
		if c.String("record") != "" && inspection.Groups[group].Population > 0 {
			return c.misuse("--%s %s: the record gives the population of %s; leave one of them out", flag, text, group)
		}
		seen[group] = true
		size := inspection.Groups[group]
		size.Population = n
		inspection.Groups[group] = size
	}
	return nil
}

// whatIf makes the changes that --set and --flip ask for on a copy.
func (c *call) whatIf(inspection *discretion.Inspection) (*discretion.Inspection, []change, error) {
	after := inspection.Clone()
	var changes []change
	for _, text := range c.StringSlice("set") {
		question, yes, of, err := discretion.ParseSet(text)
		if err != nil {
			return nil, nil, c.misuse("--set: %v", err)
		}
		if slices.ContainsFunc(changes, func(made change) bool { return made.Question == question }) {
			return nil, nil, c.misuse("--set: %s is set twice", question)
		}
		was := resultText(inspection, question)
		if err := after.Set(question, yes, of); err != nil {
			return nil, nil, c.misuse("--set: %v", err)
		}
		changes = append(changes, change{Question: question, From: was, To: fmt.Sprintf("%d/%d", yes, of)})
	}
	for _, text := range c.StringSlice("flip") {
		id, question, err := discretion.ParseFlip(text)
		if err != nil {
			return nil, nil, c.misuse("--flip: %v", err)
		}
		if slices.ContainsFunc(changes, func(made change) bool { return made.Question == question && made.Case != nil && *made.Case == id }) {
			return nil, nil, c.misuse("--flip: case %s and %s are flipped twice", id, question)
		}
		was, err := after.Flip(id, question)
		if err != nil {
			return nil, nil, c.misuse("--flip: %v", err)
		}
		now := discretion.Yes
		if was == discretion.Yes {
			now = discretion.No
		}
		changes = append(changes, change{Question: question, Case: &id, From: was.String(), To: now.String()})
	}
	return after, changes, nil
}

// resultText is the result of a question as it would be written in --set.
func resultText(inspection *discretion.Inspection, question string) string {
	at, ok := inspection.Rules.QuestionIndex(question)
	if !ok {
		return ""
	}
	r := inspection.Results.Questions[at]
	switch {
	case r.Known == discretion.Counted || r.Known == discretion.Answered:
		return fmt.Sprintf("%d/%d", r.Yes, r.Of)
	case r.Known == discretion.Printed:
		return fmt.Sprintf("%s%% of %d", r.Percent, r.Of)
	case r.Known == discretion.PercentOnly:
		return fmt.Sprintf("%s%%", r.Percent)
	}
	return "no result"
}
