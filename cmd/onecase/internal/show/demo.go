package show

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats/phrase"
)

// A Demo is the example's job, done.
type Demo struct {
	Drawn *Drawn // with its plan
	Rated *discretion.Assessment
}

// Summary is what demo prints: less than a page, then what was written and what to type next.
func (d *Demo) Summary(folder string, files []string, next report.Commands, explain bool) report.Document {
	doc := report.Document{Title: "Kent 2021: the published results, and a synthetic case list of the published shape"}
	doc.Add(d.sizes(), d.matching(), d.ratings(), d.overall())
	if explain {
		for _, g := range d.Drawn.Plan.Groups {
			doc.Add(report.Heading("How "+Group(d.Rated.Inspection.Rules, g.Group)+" got its size"),
				Steps(WorkedSteps(g.Size.Steps)))
		}
		doc.Add(report.Heading("How the ratings came about"), rateWords{a: d.Rated}.working())
	}
	doc.Add(report.Paragraph(fmt.Sprintf("Written to %s: %s. Next:", folder, strings.Join(files, ", "))), next)
	return doc
}

// sizes says how many cases each group needs and why.
func (d *Demo) sizes() report.Table {
	plan := d.Drawn.Plan
	type row = sample.GroupPlan
	return report.Fill(report.Table{
		Caption: fmt.Sprintf("How many cases, for %s confidence and a margin of %s points either way",
			Percent(plan.Design.Confidence), Points(plan.Design.Margin)),
	}, plan.Groups,
		report.Col("group", func(g row) string { return Group(d.Rated.Inspection.Rules, g.Group) }),
		report.Num("eligible", func(g row) int { return g.Population }),
		report.Num("to read", func(g row) int { return g.Sample }),
		report.Num("reserves", func(g row) int { return g.Reserves }),
		report.Num("margin", func(g row) string { return "±" + Points(g.Margin) }),
		report.Col("because", sizeBecause))
}

// sizeBecause says in a few words where a group's size comes from.
func sizeBecause(g sample.GroupPlan) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%.1f from a list without end", g.Size.Infinite)
	for _, step := range g.Size.Steps {
		if step.Name == "finite correction" {
			fmt.Fprintf(&text, ", %.1f from %d, rounded up", step.Value, g.Population)
		}
	}
	return text.String()
}

// matching says how well the sample matches.
func (d *Demo) matching() report.Paragraph {
	var parts []string
	for i := range d.Drawn.Record.Groups {
		g := &d.Drawn.Record.Groups[i]
		parts = append(parts, fmt.Sprintf("%s %.2f", Group(d.Rated.Inspection.Rules, g.Group), g.LargestDifference()))
	}
	return report.Paragraph(fmt.Sprintf("The sample matches %s at once. The largest difference of a category from its exact share, in cases: %s. Every case of a group had the same chance.",
		And(each(d.Drawn.Record.Frame.Variables, caselist.VariableTitle)), strings.Join(parts, ", ")))
}

// ratings are the standards that cases were read for, each with what drives it,
// what would change it and why it is open to discretion.
func (d *Demo) ratings() report.Table {
	words := rateWords{a: d.Rated}
	type row = discretion.StandardAssessment
	return report.Fill(report.Table{
		Caption: words.title(),
		Notes: []string{"lowest question: the key question with the lowest percentage sets the rating; up, down: how many cases would have to be " +
			"judged differently. " + d.joint()},
	}, only(d.Rated.Standards, func(st row) bool { return !st.Judged }),
		underStandard(words.rules(), "standard", func(st row) string { return st.ID }),
		report.Col("rating", words.rating),
		report.Col("lowest question", func(st row) string { return Capital(words.drivers(st)) + " " + words.driverResult(st) }),
		report.Num("up", func(st row) string { return swingText(st.Up) }),
		report.Num("down", func(st row) string { return swingText(st.Down) }),
		report.Col("open to discretion because", openBecause))
}

// openBecause names in a few words the criteria that open a standard to discretion.
func openBecause(st discretion.StandardAssessment) string {
	return Join("; ", each(firing(st), func(f discretion.Flag) string {
		switch {
		case f.Criterion == rules.NearBoundary && *f.Points == 0:
			return "on a boundary"
		case f.Criterion == rules.NearBoundary:
			return phrase.Count(int(math.Round(*f.Points)), "point") + " from a boundary"
		case f.Criterion == rules.OneCaseSwing:
			return "one case takes it " + phrase.Either(f.Direction == discretion.EitherWay, "up or down", string(f.Direction))
		case f.Criterion == rules.SmallSample:
			return "only " + f.Detail
		}
		return ""
	})...)
}

// joint says why the example's panel had something to decide.
func (d *Demo) joint() string {
	w := rateWords{a: d.Rated}
	var notes []string
	for _, st := range d.Rated.Standards {
		if st.Decision != nil && st.Up != nil {
			notes = append(notes, fmt.Sprintf("%s was computed as %s and decided by the panel; one case alone would not have raised it unless it changed on %s as well.",
				w.rules().StandardTitle(st.ID), w.name(st.Computed), And(questionNames(w.rules(), st.Up.BlockedBy))))
		}
	}
	return strings.Join(notes, " ")
}

// overall says what the score is and what would change the overall rating.
func (d *Demo) overall() report.List {
	words := rateWords{a: d.Rated}
	score := fmt.Sprintf("Overall %s: %d of %d; %d before the panel's decision.", words.name(d.Rated.Overall),
		*d.Rated.Score, *d.Rated.Maximum, *d.Rated.ScoreComputed)
	return append(report.List{score}, words.overall()...)
}

// Report is the page that demo leaves: the plan, the draw and the ratings in full. What
// the plan and the draw both say about the list appears once.
func (d *Demo) Report() report.Document {
	doc := report.Document{Title: "Kent 2021: sample and ratings"}
	doc.Add(report.Paragraph("The ratings are the published ones of October 2021. The case list is synthetic: no real child or case is in it."))
	for _, part := range []report.Document{
		Rate(d.Rated, nil, nil, Besides{}, "html", false),
		Plan(d.Drawn.List, d.Drawn.Plan, PlanEffects(d.Drawn.Plan), "html", true),
		Draw(d.Drawn, Written{Files: []string{"record kent.record.json", "sample sample.xlsx"}}, "html", false),
	} {
		doc.Add(report.Part(part.Title))
		for _, block := range part.Blocks {
			if !slices.ContainsFunc(doc.Blocks, func(said report.Block) bool { return reflect.DeepEqual(said, block) }) {
				doc.Add(block)
			}
		}
		for _, warning := range Worded(Setting, part.Warnings) {
			if !slices.Contains(doc.Warnings, warning) {
				doc.Warnings = append(doc.Warnings, warning)
			}
		}
	}
	return doc
}
