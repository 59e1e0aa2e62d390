package main

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/stats/phrase"
)

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
	d.Warnings = worded(slices.Concat(list.Warnings, plan.Warnings))
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
	rows := phrase.Count(list.Rows, "row")
	if n := list.sheet.Above; n > 0 {
		rows += fmt.Sprintf(" (%d above the header %s set aside)", n, phrase.Plural(n, "is", "are"))
	}
	rows += ", " + phrase.Count(len(list.Frame.Cases), "eligible case")
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
