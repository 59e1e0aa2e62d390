package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/sample"
	"onecase/stats"
)

func replaceVerb() verb {
	return verb{
		name: "replace", args: "RECORD --case ID --reason TEXT [flags]", writesFile: true,
		brief: "deal with a selected case that cannot be read",
		manual: `Appends to the record what is done about a case that cannot be read. By default
the unused reserve that keeps the sample best balanced takes its place; --policy
failed keeps the case and counts it as not met, not-assessable lets it go. The result
says what that does to the estimate. No entry of a record is ever changed. The sample
file holds what the record holds: no dates and no columns of the list.

Examples:
  onecase replace kent.record.json --case K017 --reason "file restricted"
  onecase replace kent.record.json --case K017 --reason "no file" --policy failed`,
		flags: []cli.Flag{
			&cli.StringFlag{Name: "case", Usage: "the `ID` of the case"},
			&cli.StringFlag{Name: "reason", Usage: "why it cannot be read, `TEXT` for the record"},
			choiceFlag("policy", "what becomes of it: `replace`, failed or not-assessable", "replace", "failed", "not-assessable"),
			&cli.StringFlag{Name: "output", Usage: "write the sample as it now stands to `FILE` (.xlsx or .csv)"},
			&cli.StringFlag{Name: "judgements", Usage: "write an empty grid for the case that takes its place to `FILE` (.xlsx or .csv)"},
			&cli.BoolFlag{Name: "force", Usage: "overwrite the sample file and the grid if they exist"},
		},
		run: runReplace,
	}
}

// A replaceResult is what replace prints as JSON.
type replaceResult struct {
	Verb        string          `json:"verb"`
	Schema      int             `json:"schema"`
	Record      string          `json:"record"`
	Group       string          `json:"group"`
	Case        string          `json:"case"`
	By          *string         `json:"by"`
	Reason      string          `json:"reason"`
	Policy      sample.Policy   `json:"policy"`
	Effect      string          `json:"effect"`
	Shared      []string        `json:"shared"`
	LargestDiff float64         `json:"largest_difference"`
	Sample      int             `json:"sample"`
	Reserves    int             `json:"reserves_left"`
	Warnings    []stats.Warning `json:"warnings"`
}

func runReplace(c *call) error {
	names, err := c.arguments("a RECORD")
	if err != nil {
		return err
	}
	for _, flag := range []string{"case", "reason"} {
		if strings.TrimSpace(c.String(flag)) == "" {
			return c.misuse("replace needs --%s", flag)
		}
	}
	output, grid := c.String("output"), c.String("judgements")
	if output != "" && grid != "" && filepath.Clean(output) == filepath.Clean(grid) {
		return c.misuse("--output and --judgements name the same file")
	}
	if policy := c.choice("policy"); grid != "" && policy != string(sample.UseReserve) {
		return c.misuse("--judgements: with --policy %s no case takes the place", policy)
	}
	for _, flag := range []string{"output", "judgements"} {
		if err := c.checkTable(flag); err != nil {
			return err
		}
	}
	record, err := readRecord(names[0])
	if err != nil {
		return err
	}
	p, warnings, err := record.Replace(c.String("case"), c.String("reason"), sample.Policy(c.choice("policy")), time.Now())
	if err != nil {
		return err
	}
	if grid != "" && p.By != "" {
		if err := writeReplacedGrid(record, p, grid, c.Bool("force")); err != nil {
			return err
		}
	}
	if err := writeReplaced(record, names[0], output, c.Bool("force")); err != nil {
		return err
	}
	s := status(record, p.Group)
	result := replaceResult{
		Verb: "replace", Schema: 1, Record: names[0], Group: p.Group, Case: p.Case, Reason: p.Reason, Policy: p.Policy, Effect: p.Policy.Effect(),
		Shared: p.Shared, LargestDiff: p.Largest, Sample: len(s.Sample), Reserves: len(s.Reserves), Warnings: append([]stats.Warning{}, warnings...),
	}
	if p.By != "" {
		result.By = &p.By
	}
	return c.show(result, func() report.Document { return replaceDocument(result, c.explain()) })
}

// checkTable refuses a file of a flag that cannot be written before anything is
// replaced.
func (c *call) checkTable(flag string) error {
	path := c.String(flag)
	if path == "" {
		return nil
	}
	if !isTable(path) {
		return c.misuse("--%s %q: it has to end in .xlsx or .csv", flag, path)
	}
	if c.Bool("force") {
		return c.keepInputs(flag, path)
	}
	return wholefile.Free(path)
}

// writeReplacedGrid writes the grid of the case that takes the place.
func writeReplacedGrid(record *sample.Record, p *sample.Replacement, path string, force bool) error {
	sheets, err := replacedSheets(record, p)
	if err != nil {
		return err
	}
	var table bytes.Buffer
	if err := writeTable(&table, path, sheets); err != nil {
		return err
	}
	return wholefile.Write(path, force, copyOf(&table))
}

// writeReplaced writes the sample file, where one is asked for, and the record.
func writeReplaced(record *sample.Record, path, output string, force bool) error {
	if output != "" {
		sheets, err := sampleSheets(&drawn{record: record}, nil)
		if err != nil {
			return err
		}
		var table bytes.Buffer
		if err := writeTable(&table, output, sheets); err != nil {
			return err
		}
		if err := wholefile.Write(output, force, copyOf(&table)); err != nil {
			return err
		}
	}
	return wholefile.Write(path, true, record.Write)
}

func replaceDocument(r replaceResult, explain bool) report.Document {
	d := report.Document{Warnings: r.Warnings}
	switch {
	case r.By != nil:
		d.Title = fmt.Sprintf("Case %s takes the place of %s in %s", *r.By, r.Case, r.Group)
		if len(r.Shared) > 0 {
			d.Add(report.Paragraph("They are alike in " + strings.Join(r.Shared, ", ") + "."))
		}
	case r.Policy == sample.CountFailed:
		d.Title = fmt.Sprintf("Case %s stays in %s and counts as not met", r.Case, r.Group)
	default:
		d.Title = fmt.Sprintf("Case %s leaves %s", r.Case, r.Group)
	}
	d.Add(report.Paragraph(fmt.Sprintf("%d cases in the sample, %d reserves left; the largest difference from a share is %.2f cases.", r.Sample, r.Reserves, r.LargestDiff)))
	d.Add(report.Paragraph(r.Effect))
	if explain && r.Policy == sample.UseReserve {
		d.Add(report.Paragraph("Of the unused reserves, the one is taken that leaves the smallest largest difference between a category's cases and its share; then the smallest sum of differences; then the first in the reserves' order."))
	}
	return d
}
