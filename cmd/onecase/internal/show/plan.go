package show

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
	"onecase/stats/phrase"
)

func planTitle(list *List, plan *sample.Plan) string {
	return fmt.Sprintf("Plan for %s: %d of %d eligible cases", filepath.Base(list.Sheet.File), plan.Sample, plan.Population)
}

// Plan shows a plan to people, with what was found out about its groups.
func Plan(list *List, plan *sample.Plan, effects []GroupEffect, format string, explain bool) report.Document {
	d := report.Document{Title: planTitle(list, plan)}
	d.Facts = listFacts(list, plan.Design, each(plan.Groups, func(g sample.GroupPlan) Sized {
		return Sized{InGroup(list.Rules, g.Group), g.Sample, g.Population}
	}))
	d.Add(InShort(format, planFindings(list, plan))...)
	d.Add(listBlocks(list, format)...)
	sizes := report.Table{
		Caption: "Sizes for " + Percent(plan.Design.Confidence) + " confidence" + phrase.Either(sizesSet(plan.Design), ", as set",
			" and a margin of "+Points(plan.Design.Margin)+" points"+SizedBy(plan.Design.Criterion)),
		Columns: report.Columns("group", ">eligible", ">sample", ">reserves", ">margin, points"),
		Notes:   []string{"margin: how far a percentage found in all of the sample may be from that of every eligible case, either way; reserves: to take the place of cases that cannot be read"},
	}
	for _, g := range plan.Groups {
		sizes.Add(Group(list.Rules, g.Group), g.Population, g.Sample, g.Reserves, Points(g.Margin))
	}
	if len(plan.Groups) > 1 {
		sizes.Add("together", plan.Population, plan.Sample, "", Points(plan.Margin))
	}
	if plan.Design.Criterion == stats.IntervalWidth && !sizesSet(plan.Design) {
		sizes.Notes = append(sizes.Notes, fmt.Sprintf(
			"whatever the true share is, limits that are no more than %s points apart hold it with this confidence; the margin here is that of the published formula",
			Points(2*plan.Design.Margin)))
	} else if least := leastChance(plan); !math.IsNaN(least) {
		sizes.Notes = append(sizes.Notes,
			fmt.Sprintf("the formula's promise is not exact: for some true shares the chance of being within %s points is %s and not %s", Points(plan.Design.Margin), shortPercent(least), Percent(plan.Design.Confidence)))
	}
	d.Add(sizes)
	if list.Rules == nil {
		if t := levelsTable(plan); t.Rows != nil {
			d.Add(t)
		}
	}
	if len(plan.Readings) > 1 {
		d.Add(readingsTable(list, plan))
	}
	if explain {
		d.Add(Symbols)
	}
	for i, g := range plan.Groups {
		name := Group(list.Rules, g.Group)
		if len(g.Match) > 0 {
			d.Add(matchTable(name, g, explain))
			d.Add(effectBlocks(effects[i].Effect, effects[i].Lighter, explain)...)
			d.Add(Figures(format, groupPlanFigures(name, g))...)
		}
		if explain && g.Population > 0 {
			d.Add(report.Heading("How the size came about: "+name), Steps(WorkedSteps(g.Size.Steps)))
			if g.Sample != g.Size.Sample {
				d.Add(report.Paragraph(fmt.Sprintf("The design sets the sample to %d in place of %d.", g.Sample, g.Size.Sample)))
			}
			d.Add(report.Heading("What a sample of "+strconv.Itoa(g.Sample)+" gives: "+name), groupWorking(plan.Design, g))
		}
	}
	if explain && len(plan.Groups) > 1 && !math.IsNaN(plan.Margin) {
		d.Add(report.Heading("The margin of the groups together"), report.Derivation{togetherWorking(plan)})
	}
	if explain {
		for _, r := range plan.Readings {
			if r.Name == sample.Whole {
				d.Add(report.Heading("The reading of one inspection, then split"),
					splitWorking(plan, r, func(id string) string { return Group(list.Rules, id) }))
			}
		}
	}
	d.Add(cleaningBlocks(list, explain || format != "table")...)
	if explain || format != "table" {
		d.Add(methodBlocks(list, plan, nil)...)
	}
	d.Warnings = list.InWords(notFirst(slices.Concat(list.Warnings, plan.Warnings)))
	return d
}

// isFirst tells of a warning that documents have ahead of the sizes: what was read may not be
// what was meant.
func isFirst(w stats.Warning) bool {
	return slices.Contains([]string{"hidden-rows", "struck-rows", "sheet"}, w.Code)
}

// notFirst are the warnings that come last in a document.
func notFirst(warnings []stats.Warning) []stats.Warning {
	return slices.DeleteFunc(slices.Clone(warnings), isFirst)
}

// SizedBy says behind a caption what sizes promise; "" for the usual formula.
func SizedBy(c stats.Criterion) string {
	return map[stats.Criterion]string{
		stats.Estimate:      ", whatever the true share is",
		stats.IntervalWidth: ", for limits no wider than that whatever the true share is",
	}[c]
}

// A Sized is how many cases of a group are in the sample.
type Sized struct {
	InGroup            string // where there are several groups, such as " in Court disposals"
	Sample, Population int
}

// sizesSet tells whether the size of a group or of the whole sample was set, in place of found from a margin.
func sizesSet(d sample.Design) bool { return len(d.Sizes) > 0 || d.Total > 0 }

// SizeText says which margin sizes were found for or, where a size was set, that it was and which
// margin each group then has.
func SizeText(d sample.Design, groups []Sized) string {
	if !sizesSet(d) {
		return "for a margin of " + Points(d.Margin) + " points either way" + SizedBy(d.Criterion)
	}
	var reached []string
	for _, g := range groups {
		if m, err := stats.Margin(stats.MarginSpec{Sample: g.Sample, Population: g.Population, Confidence: d.Confidence}); err == nil {
			reached = append(reached, Points(m.Margin)+" points either way"+g.InGroup)
		}
	}
	return "with the size set" + phrase.Either(reached != nil, ": the margin is "+And(reached), "")
}

// listFacts are the lines below the title of a report about a list and its sample.
func listFacts(list *List, design sample.Design, groups []Sized) []report.Fact {
	var d report.Document
	d.Fact("List", filepath.Base(list.Sheet.File))
	if !list.AsOf.IsZero() {
		d.Fact("Inspection on", Day(list.AsOf.Format(time.DateOnly)))
	}
	d.Fact("Rules", RulesTitle(list.Rules))
	d.Fact("Confidence", Percent(design.Confidence)+", "+SizeText(design, groups))
	d.Fact("Matched on", And(each(list.Frame.Variables, func(v sample.Variable) string { return caselist.VariableTitle(v.Name) })))
	d.Fact("Required", Required(design))
	return d.Facts
}

// listBlocks say how a list was read and what became of its rows.
func listBlocks(list *List, format string) []report.Block {
	var s Sentences
	s.sayIf(list.Why != "", "%s", list.Why)
	recognised := each(list.Recognised, func(r caselist.Recognised) string { return fmt.Sprintf("%s = %q", r.Role.Title(), r.Header) })
	s.sayIf(recognised != nil, "Recognised: %s.", strings.Join(recognised, ", "))
	person := list.personAsID()
	s.sayIf(person != "", "%q identifies the case as well as the person: a number that occurs twice is a repeated person.", person)
	s.sayIf(len(list.PersonChecks) > 0, "People who are in the list twice were looked for by: %s.", strings.Join(list.PersonChecks, "; "))
	rows := phrase.Count(list.Rows, "row")
	if n := list.Sheet.Above; n > 0 {
		rows += fmt.Sprintf(" (%d above the header %s set aside)", n, phrase.Plural(n, "is", "are"))
	}
	rows += ", " + phrase.Count(len(list.Frame.Cases), "eligible case")
	if left := list.LeftOut(); left != "" {
		rows += "; left out: " + left
	}
	s.Say("%s", Join(" ", rows+".", list.windows()))
	for _, w := range Worded(OptionWords(format), list.Warnings) {
		s.sayIf(isFirst(w), "%s: %s.", Capital(w.Message), w.Fix)
	}
	return append(each(s, func(text string) report.Block { return report.Paragraph(text) }), list.unused(format)...)
}

func readingsTable(list *List, plan *sample.Plan) report.Table {
	t := report.Table{
		Caption: "What the published target may have meant",
		Columns: report.Columns("reading", ">sample", ">margin, points"),
		Notes:   []string{"The plan follows the sizes above."},
	}
	for _, r := range plan.Readings {
		t.AddHeading(map[string]string{sample.EachGroup: "Each group to the margin", sample.Whole: "One inspection, then split"}[r.Name])
		for g, n := range r.Samples {
			t.Add("· "+Group(list.Rules, plan.Groups[g].Group), n, Points(r.Margins[g]))
		}
		t.Add("· together", r.Total, Points(r.Margin))
	}
	return t
}

func matchTable(name string, g sample.GroupPlan, explain bool) report.Table {
	type row = sample.Target
	t := report.Fill(report.Table{
		Caption: fmt.Sprintf("%s: each category in a sample of %d", name, g.Sample),
		Notes:   []string{"in the sample: the cases that it may hold; looked at alone: how far a percentage found in the fewest of those may be from that of every eligible case of the category, either way, with the confidence asked for"},
	}, g.Match,
		report.Col("variable", func(m row) string { return caselist.VariableTitle(m.Variable) }),
		report.Col("category", func(m row) string { return caselist.CategoryTitle(m.Variable, m.Category) }),
		report.Num("eligible", func(m row) int { return m.Population }),
		report.Num("in the sample", fewestToMost),
		report.Col("looked at alone", alone),
		report.Num("exact share", func(m row) string { return TwoPlaces(m.Share) }).If(explain).
			Note("exact share: the cases of the sample that the category would have in exact proportion; for the margin: cases of the category that alone would give the margin asked for; then in all: the group's sample that holds so many"),
		report.Num("for the margin", func(m row) int { return m.Needed }).If(explain),
		report.Num("then in all", func(m row) int { return m.SampleNeeded }).If(explain))
	t.NoteIf(slices.ContainsFunc(g.Match, func(m row) bool { return alone(m) == saysNothing }), "nothing: so few cases say nothing on their own")
	t.NoteIf(g.Range == sample.Likely, fmt.Sprintf("in the sample: nothing is matched, so a draw may have any number; %s of draws or more are within these, category by category", Percent(sample.LikelyShare)))
	t.NoteIf(g.Range == sample.Aimed, "in the sample: what the draw aims at; whether it can keep all of them the draw says")
	return t
}

// fewestToMost is how many cases of a category a sample may hold.
func fewestToMost(m sample.Target) string {
	return phrase.Either(m.Fewest == m.Most, strconv.Itoa(m.Fewest), fmt.Sprintf("%d to %d", m.Fewest, m.Most))
}

// saysNothing is what cases say whose margin is above 50 points.
const saysNothing = "nothing"

// Within is the margin of a category alone in whole points, rounded up, and whether so few cases say anything: no,
// above 50 points. It is no more than the share of the category that is not read, which is as far as a percentage can
// be off.
func Within(m sample.Target) (points float64, says bool) {
	points = math.Ceil(100*m.Margin - 1e-9)
	return min(points, math.Ceil(100*float64(m.Population-m.Fewest)/float64(m.Population)-1e-9)), points <= 50
}

// alone says how well the cases of a category speak for it on their own.
func alone(m sample.Target) string {
	switch within, says := Within(m); {
	case m.Population == 0:
		return "-"
	case !says:
		return saysNothing
	case within == 0:
		return "exactly"
	default:
		return fmt.Sprintf("within %.0f %s", within, phrase.Plural(int(within), "point", "points"))
	}
}
