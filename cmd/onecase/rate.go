package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
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
		o.Rounding = rules.Rounding(r)
	}
	return o
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
