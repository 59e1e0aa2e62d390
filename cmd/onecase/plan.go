package main

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
)

func planVerb() verb {
	return verb{
		name: "plan", args: "LIST [flags]",
		brief: "how many cases each group needs, and how well a sample can match",
		manual: `Reads a list of cases (.xlsx or .csv), cleans it, and works out the sample of each
group: its size and margin, the exact share of every category, and what the
sub-sample of each category could say on its own. Nothing is drawn or written.

Examples:
  onecase plan cases.xlsx --as-of 2021-06-21
  onecase plan cases.csv --rules none --match gender,rosh --size all=40
  onecase plan cases.xlsx --as-of 2021-06-21 --split court=60,ooc=40 --format json`,
		flags: append(append(listFlags(), designFlags()...), plotFlag()),
		long:  true,
		run:   runPlan,
	}
}

func runPlan(c *call) error {
	names, err := c.arguments("a LIST of cases (.xlsx or .csv)")
	if err != nil {
		return err
	}
	if err := c.checkPlot(); err != nil {
		return err
	}
	list, plan, err := c.plan(names[0])
	if err != nil {
		return err
	}
	if err := c.plot(planTitle(list, plan), planFigures(plan)); err != nil {
		return err
	}
	return c.show(newPlanResult(list, plan), func() report.Document { return planDocument(list, plan, c.String("format"), c.explain()) })
}

// plan reads a list and plans its sample.
func (c *call) plan(name string) (*caseList, *sample.Plan, error) {
	list, err := c.caseList(name)
	if err != nil {
		return nil, nil, err
	}
	design, err := c.design(list)
	if err != nil {
		return nil, nil, err
	}
	_, stop := c.working("planning the sample")
	plan, err := sample.NewPlan(&list.Frame, list.Groups, design)
	stop()
	if err != nil {
		return nil, nil, ofList(list.sheet, err)
	}
	return list, plan, nil
}

// ofList says which list does not go with a design, for each thing that is wrong.
func ofList(sheet *sample.Sheet, err error) error {
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	var problems sample.Problems
	for _, err := range errs {
		found, ok := errors.AsType[sample.Problems](err)
		if !ok {
			found = sample.Problems{{Message: err.Error()}}
		}
		for _, p := range found {
			p.File, p.Sheet = sheet.File, sheet.Name
			problems = append(problems, p)
		}
	}
	return problems
}

// A planResult is what plan prints as JSON.
type planResult struct {
	Verb       string                `json:"verb"`
	Schema     int                   `json:"schema"`
	Rules      string                `json:"rules"`
	RulesWhy   string                `json:"rules_why,omitempty"`
	List       listResult            `json:"list"`
	AsOf       *string               `json:"as_of"`
	Confidence float64               `json:"confidence"`
	Margin     float64               `json:"margin"`
	Criterion  stats.Criterion       `json:"criterion"`
	Recognised []caselist.Recognised `json:"recognised"`
	cleaningResult
	Problems []problemResult `json:"problems"`
	Groups   []groupResult   `json:"groups"`
	Readings []readingResult `json:"readings"`
	Together togetherResult  `json:"together"`
	Warnings []stats.Warning `json:"warnings"`
}

type listResult struct {
	Name   string `json:"name"`
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"`
}

type problemResult struct {
	File    string  `json:"file"`
	Sheet   *string `json:"sheet"`
	Row     int     `json:"row"`
	Column  string  `json:"column"`
	Value   string  `json:"value"`
	Message string  `json:"message"`

	Categories *categoriesResult `json:"categories"` // null where the problem is not of a text that is no category
}

// A categoriesResult is what a text that is not recognised could mean.
type categoriesResult struct {
	Of    string   `json:"of"`
	Names []string `json:"names"`
}

type groupResult struct {
	Group      string         `json:"group"`
	Population int            `json:"population"`
	Sample     int            `json:"sample"`
	Reserves   int            `json:"reserves"`
	Margin     *float64       `json:"margin"`
	Census     bool           `json:"census"`
	Range      string         `json:"range"`
	RangeShare *float64       `json:"range_share"`
	Match      []targetResult `json:"match"`
}

type targetResult struct {
	Variable        string   `json:"variable"`
	Category        string   `json:"category"`
	Population      int      `json:"population"`
	Target          float64  `json:"target"`
	Fewest          int      `json:"fewest"`
	Most            int      `json:"most"`
	SubsampleMargin *float64 `json:"subsample_margin"`
	Needed          int      `json:"needed"`
	SampleNeeded    int      `json:"sample_needed"`
	// Effect is the variance of the category's number of cases over all draws,
	// of that in simple random samples.
	Effect *float64 `json:"design_effect"`
}

type readingResult struct {
	Reading string               `json:"reading"`
	Groups  []readingGroupResult `json:"groups"`
	Sample  int                  `json:"sample"`
	Margin  *float64             `json:"margin"`
}

type readingGroupResult struct {
	Group  string   `json:"group"`
	Sample int      `json:"sample"`
	Margin *float64 `json:"margin"`
}

type togetherResult struct {
	Population int      `json:"population"`
	Sample     int      `json:"sample"`
	Margin     *float64 `json:"margin"`
}

func newPlanResult(list *caseList, plan *sample.Plan) planResult {
	r := planResult{
		Verb: "plan", Schema: 1, Rules: list.rulesID, RulesWhy: list.why,
		List:       listResult{filepath.Base(list.sheet.File), list.Rows, list.sheet.SHA256},
		Confidence: plan.Design.Confidence, Margin: plan.Design.Margin, Criterion: plan.Design.Criterion,
		Recognised: append([]caselist.Recognised{}, list.Recognised...), cleaningResult: newCleaningResult(list),
		Problems: []problemResult{}, Groups: []groupResult{}, Readings: []readingResult{},
		Together: togetherResult{plan.Population, plan.Sample, report.Number(plan.Margin)},
		Warnings: append(append([]stats.Warning{}, list.Warnings...), plan.Warnings...),
	}
	if !list.AsOf.IsZero() {
		day := list.AsOf.Format("2006-01-02")
		r.AsOf = &day
	}
	for _, p := range list.Problems {
		problem := problemResult{File: p.File, Row: p.Row, Column: p.Column, Value: p.Value, Message: p.Message}
		if p.Sheet != "" {
			problem.Sheet = &p.Sheet
		}
		if p.Known != nil {
			problem.Categories = &categoriesResult{p.Known.Of, p.Known.Names}
		}
		r.Problems = append(r.Problems, problem)
	}
	for _, g := range plan.Groups {
		out := groupResult{Group: g.Group, Population: g.Population, Sample: g.Sample, Reserves: g.Reserves, Margin: report.Number(g.Margin), Census: g.Census, Range: string(g.Range), Match: []targetResult{}}
		if g.Range == sample.Likely {
			share := sample.LikelyShare
			out.RangeShare = &share
		}
		for _, t := range g.Match {
			out.Match = append(out.Match, targetResult{t.Variable, t.Category, t.Population, t.Share, t.Fewest, t.Most, report.Number(t.Margin), t.Needed, t.SampleNeeded, report.Number(t.Effect)})
		}
		r.Groups = append(r.Groups, out)
	}
	for _, reading := range plan.Readings {
		out := readingResult{Reading: reading.Name, Sample: reading.Total, Margin: report.Number(reading.Margin)}
		for i, g := range plan.Groups {
			out.Groups = append(out.Groups, readingGroupResult{g.Group, reading.Samples[i], report.Number(reading.Margins[i])})
		}
		r.Readings = append(r.Readings, out)
	}
	return r
}

func planTitle(list *caseList, plan *sample.Plan) string {
	return fmt.Sprintf("Plan for %s: %d of %d eligible cases", filepath.Base(list.sheet.File), plan.Sample, plan.Population)
}

// planDocument shows a plan to people.
func planDocument(list *caseList, plan *sample.Plan, format string, explain bool) report.Document {
	d := report.Document{Title: planTitle(list, plan)}
	d.Add(inShort(format, planFindings(list, plan))...)
	d.Add(listBlocks(list)...)
	sizes := report.Table{
		Caption: fmt.Sprintf("Sizes for %s confidence and a margin of %s points (%s)", percentText(plan.Design.Confidence), points(plan.Design.Margin), plan.Design.Criterion),
		Columns: report.Columns("group", ">eligible", ">sample", ">reserves", ">margin, points"),
	}
	for _, g := range plan.Groups {
		sizes.Rows = append(sizes.Rows, []string{g.Group, strconv.Itoa(g.Population), strconv.Itoa(g.Sample), strconv.Itoa(g.Reserves), points(g.Margin)})
	}
	if len(plan.Groups) > 1 {
		sizes.Rows = append(sizes.Rows, []string{"together", strconv.Itoa(plan.Population), strconv.Itoa(plan.Sample), "", points(plan.Margin)})
	}
	sizes.Notes = append(sizes.Notes, "margin: how far a percentage found in all of the sample may be from that of every eligible case, either way; reserves: to take the place of cases that cannot be read")
	if names := groupNames(list); names != "" {
		sizes.Notes = append(sizes.Notes, names)
	}
	d.Add(sizes)
	if len(plan.Readings) > 1 {
		d.Add(readingsTable(plan))
	}
	if explain {
		d.Add(symbols)
	}
	for _, g := range plan.Groups {
		if len(g.Match) > 0 {
			d.Add(matchTable(g))
			d.Add(figureBlocks(format, groupPlanFigures(g))...)
		}
		if explain && g.Population > 0 {
			d.Add(report.Heading("How "+g.Group+" got its size"), derivation(workedSteps(g.Size.Steps)))
			if g.Sample != g.Size.Sample {
				d.Add(report.Paragraph(fmt.Sprintf("The design sets the sample to %d in place of %d.", g.Sample, g.Size.Sample)))
			}
			d.Add(report.Heading("What a sample of "+strconv.Itoa(g.Sample)+" for "+g.Group+" gives"), groupWorking(plan.Design, g))
		}
	}
	if explain && len(plan.Groups) > 1 && !math.IsNaN(plan.Margin) {
		d.Add(report.Heading("The margin of the groups together"), report.Derivation{togetherWorking(plan)})
	}
	if explain {
		for _, r := range plan.Readings {
			if r.Name == sample.Whole {
				d.Add(report.Heading("The reading of one inspection, then split"), splitWorking(plan, r))
			}
		}
	}
	d.Add(cleaningBlocks(list, explain || format != "table")...)
	d.Warnings = append(append([]stats.Warning{}, list.Warnings...), plan.Warnings...)
	return d
}

// listBlocks say how a list was read and what became of its rows.
func listBlocks(list *caseList) []report.Block {
	var blocks []report.Block
	if list.why != "" {
		blocks = append(blocks, report.Paragraph(list.why))
	}
	var recognised []string
	for _, r := range list.Recognised {
		recognised = append(recognised, fmt.Sprintf("%s = %q", r.Role, r.Header))
	}
	if recognised != nil {
		blocks = append(blocks, report.Paragraph("Recognised: "+strings.Join(recognised, ", ")+"."))
	}
	if person := list.personAsID(); person != "" {
		blocks = append(blocks, report.Paragraph(fmt.Sprintf("%q stands for the case as well as the person: a number that comes twice is a repeated person.", person)))
	}
	if len(list.PersonChecks) > 0 {
		blocks = append(blocks, report.Paragraph("People who are in the list twice were looked for by: "+strings.Join(list.PersonChecks, "; ")+"."))
	}
	rows := fmt.Sprintf("%s, %s", countOf(list.Rows, "row"), countOf(len(list.Frame.Cases), "eligible case"))
	if left := list.leftOut(); left != "" {
		rows += "; left out: " + left
	}
	rows += "."
	if eligible := list.windows(); eligible != "" {
		rows += " " + eligible
	}
	return append(blocks, report.Paragraph(rows))
}

func readingsTable(plan *sample.Plan) report.Table {
	t := report.Table{
		Caption: "What the published target may have meant",
		Columns: report.Columns("reading"),
		Notes:   []string{"Margins are in points. The plan follows the sizes above."},
	}
	for _, g := range plan.Groups {
		t.Columns = append(t.Columns, report.Columns(">"+g.Group, ">margin")...)
	}
	t.Columns = append(t.Columns, report.Columns(">in all", ">margin")...)
	for _, r := range plan.Readings {
		row := []string{map[string]string{sample.EachGroup: "each group to the margin", sample.Whole: "one inspection, then split"}[r.Name]}
		for g, n := range r.Samples {
			row = append(row, strconv.Itoa(n), points(r.Margins[g]))
		}
		t.Rows = append(t.Rows, append(row, strconv.Itoa(r.Total), points(r.Margin)))
	}
	return t
}

func matchTable(g sample.GroupPlan) report.Table {
	t := report.Table{
		Caption: fmt.Sprintf("%s: the share of each category in a sample of %d", g.Group, g.Sample),
		Columns: report.Columns("variable", "category", ">eligible", ">share", ">fewest", ">most", ">margin", ">needs", ">total"),
		Notes:   []string{"share: the cases due to the category, exactly; fewest, most: those that a sample may hold; margin: points, of the fewest cases on their own; needs: cases of the category for the margin asked for; total: the group's sample that holds them"},
	}
	switch g.Range {
	case sample.Likely:
		t.Notes = append(t.Notes, fmt.Sprintf("fewest and most: nothing is matched, so a draw may have any number; %s of draws or more are within these, category by category", percentText(sample.LikelyShare)))
	case sample.Aimed:
		t.Notes = append(t.Notes, "fewest and most: what the draw aims at; whether it can keep all of them the draw says")
	}
	for _, m := range g.Match {
		t.Rows = append(t.Rows, []string{m.Variable, m.Category, strconv.Itoa(m.Population), strconv.FormatFloat(m.Share, 'f', 2, 64),
			strconv.Itoa(m.Fewest), strconv.Itoa(m.Most), points(m.Margin), strconv.Itoa(m.Needed), strconv.Itoa(m.SampleNeeded)})
	}
	return t
}

// workedSteps leaves out the steps of a size that multiply or divide by 1.
func workedSteps(steps []stats.Step) []stats.Step {
	var out []stats.Step
	for i, s := range steps {
		if i > 0 && s.Value == steps[i-1].Value && (strings.HasSuffix(s.Name, "design effect") || strings.HasSuffix(s.Name, "response")) {
			continue
		}
		out = append(out, s)
	}
	return out
}

// symbols says what the letters of sizes and margins stand for.
const symbols = report.Paragraph("z: the normal quantile of the confidence, 1.28155 at 80%, which leaves 10% on either side; " +
	"p: the share expected, 0.5 unless another is given; e: the margin; N: the cases there are; n: the cases to read, as far as they are worked out.")

// derivation shows the steps of a calculation.
func derivation(steps []stats.Step) report.Derivation {
	var d report.Derivation
	for _, s := range steps {
		d = append(d, report.Step{Title: s.Name, Formula: s.Formula, Substitution: s.Substitution, Result: strconv.FormatFloat(s.Value, 'g', 6, 64), Source: s.Source})
	}
	return d
}
