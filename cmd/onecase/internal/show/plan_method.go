package show

import (
	"fmt"
	"math"
	"slices"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
	"onecase/stats/phrase"
)

// methodBlocks are words to take over into the part of a report that says how cases were
// chosen, in the figures of a plan or, with its record, of a draw; and why chance chooses. Without a plan
// the draw was extended, and the figures are those of the record.
func methodBlocks(list *List, plan *sample.Plan, record *sample.Record) []report.Block {
	added := 0
	if plan == nil {
		plan, added = extendedPlan(record)
	}
	var eligible, read, margins []string
	asked := true // every size is that of the margin
	for _, g := range plan.Groups {
		asked = asked && g.Sample == g.Size.Sample && added == 0
		if g.Sample > 0 {
			margins = append(margins, Points(g.Margin)+" points"+InGroup(list.Rules, g.Group))
		}
		eligible = append(eligible, fmt.Sprintf("%d%s", g.Population, InGroup(list.Rules, g.Group)))
		read = append(read, fmt.Sprintf("%d%s", g.Sample, InGroup(list.Rules, g.Group)))
	}
	d := plan.Design
	var s Sentences
	byGroup := func(numbers []string) string {
		return phrase.Either(len(plan.Groups) > 1, ": "+And(numbers), "")
	}
	s.Say("The list had %s%s.", phrase.Count(plan.Population, "eligible case"), byGroup(eligible))
	s.Say("Of these, %d %s at random%s.", plan.Sample, phrase.Either(record == nil, "are to be drawn", "were drawn"), byGroup(read))
	s.sayIf(added > 0, "%d of them %s added later: those drawn first stayed, and the same design and seed chose the others.", added,
		phrase.Plural(added, "was", "were"))
	if asked {
		s.Say("%s for %s confidence and a margin of %s points either way%s.", phrase.Either(len(plan.Groups) > 1, "The sizes are", "The size is"), Percent(d.Confidence),
			Points(d.Margin), SizedBy(d.Criterion))
	} else {
		s.Say("%s set. At %s confidence the margin is, by the usual formula, %s either way.",
			phrase.Either(len(plan.Groups) > 1, "The sizes were", "The size was"), Percent(d.Confidence), And(margins))
	}
	s.sayIf(plan.Sample < plan.Population, "Limits found after the reading are worked out from the answers, and may be wider on a side than this margin.")
	if v := list.Frame.Variables; len(v) > 0 && d.Method == sample.Matched {
		by := And(each(v, func(v sample.Variable) string { return caselist.VariableTitle(v.Name) }))
		if withinOneCase(list, plan, record) {
			s.Say("By %s the sample %s the same mix as the eligible cases: each category%s within one case of its exact share.", by,
				phrase.Either(record == nil, "will have", "has"), phrase.Either(len(plan.Groups) > 1, " of each group", ""))
		} else {
			s.Say("By %s the sample %s matched to the eligible cases, but not every category%s within one case of its exact share; the tables have each.", by,
				phrase.Either(record == nil, "will be", "is"), phrase.Either(record == nil, " need be", " is"))
		}
	}
	s.sayIf(Required(d) != "", "%s", requiredText(d))
	if record != nil {
		same, replaced := true, len(record.Replacements)
		var differ []string
		for _, g := range record.Groups {
			status := Status(record, g.Group)
			if SameChance(status) == nil {
				same = false
				if in := status.Inclusion; in != nil && len(in.Cases) > 0 {
					differ = append(differ, chanceRange(in)+InGroup(list.Rules, g.Group))
				}
			}
		}
		s.sayIf(same, "Every case%s had the same chance.", phrase.Either(len(record.Groups) > 1, " of a group", ""))
		s.sayIf(differ != nil, "The chances of being drawn differ from case to case, %s, and shares of all eligible cases have to allow for it.", And(differ))
		s.Say("The seed was %q: whoever has the list and the record can draw again and get the same cases.", record.Seed)
		s.sayIf(replaced > 0, "%s could not be read; the record says which, why, and what took its place.",
			Capital(phrase.Count(replaced, "case")))
	}
	s.Say("What is found holds for the eligible cases of this list. Of a small part of the sample it says less.")
	return []report.Block{report.Heading("Words for your report"), s.paragraph(),
		report.Heading("Why chance chooses the cases"),
		report.Paragraph("If people choose, they choose the cases that they know, that are well kept or that are near to hand. " +
			"Nobody can tell afterwards how far such cases are like the others. If chance chooses, no one can steer the result, and the cases read stand for those that were not. " +
			"We can then say how far off a finding may be: a sample drawn in the same way would mostly give nearly the same. " +
			"That a sample happens to look odd is no reason to draw again. A draw that is repeated until it suits is a choice, and no longer chance. " +
			"What may be known beforehand, such as the mix of sentences, is better matched in the draw itself.")}
}

// withinOneCase tells whether each category of a draw, or of any draw of a plan, is within one case of its exact share.
func withinOneCase(list *List, plan *sample.Plan, record *sample.Record) bool {
	if record == nil {
		return !slices.ContainsFunc(plan.Groups, func(g sample.GroupPlan) bool {
			return slices.ContainsFunc(g.Match, func(m sample.Target) bool {
				return float64(m.Fewest) <= m.Share-1 || float64(m.Most) >= m.Share+1
			})
		})
	}
	for i := range record.Groups {
		g := &record.Groups[i]
		if slices.ContainsFunc(Balance(list, g, Status(record, g.Group)), func(b sample.Balance) bool { return math.Abs(b.Difference) >= 1 }) {
			return false
		}
	}
	return true
}

// extendedPlan is what was planned for a draw that was extended, as far as its record says, and how many
// cases the extensions added.
func extendedPlan(record *sample.Record) (plan *sample.Plan, added int) {
	plan = &sample.Plan{Design: record.Design, Population: record.Frame.Cases}
	for _, g := range record.Groups {
		n := len(g.Selected)
		for _, e := range record.Extensions {
			if e.Group == g.Group {
				n, added = n+len(e.Added), added+len(e.Added)
			}
		}
		margin := math.NaN()
		if m, err := stats.Margin(stats.MarginSpec{Sample: n, Population: g.Population, Confidence: record.Design.Confidence}); err == nil {
			margin = m.Margin
		}
		plan.Sample += n
		plan.Groups = append(plan.Groups, sample.GroupPlan{Group: g.Group, Population: g.Population, Sample: n, Margin: margin})
	}
	return plan, added
}

// levelsTable shows what other levels of confidence would ask for or, where a size was set, which
// margin they have, where no rules say which to take.
func levelsTable(plan *sample.Plan) report.Table {
	d := plan.Design
	t := report.Table{Caption: "The confidence is your choice: cases to read at each level",
		Columns: report.Columns("confidence", ">cases to read"),
		Notes: []string{fmt.Sprintf("Each for a margin of %s points either way. 80%% is usual in inspections of youth justice, 95%% in most other work. This plan takes %s.",
			Points(d.Margin), Percent(d.Confidence))}}
	if sizesSet(d) {
		t = report.Table{Caption: "The confidence is your choice: the margin at each level", Columns: report.Columns("confidence", ">margin, points"),
			Notes: []string{fmt.Sprintf("Each with the %s of this plan. This plan takes %s.", phrase.Count(plan.Sample, "case"), Percent(d.Confidence))}}
	}
	for _, level := range []float64{0.80, 0.90, 0.95, 0.99} {
		if sizesSet(d) {
			t.Add(Percent(level), Points(plan.Margin*normal(level)/normal(d.Confidence)))
			continue
		}
		total := 0
		for _, g := range plan.Groups {
			if g.Population == 0 {
				continue
			}
			spec := g.Size.SizeSpec
			spec.Confidence = level
			size, err := stats.SampleSize(spec)
			if err != nil {
				return report.Table{}
			}
			total += size.Sample
		}
		t.Add(Percent(level), total)
	}
	return t
}

// normal is the standard normal quantile of a two-sided confidence, which margins are in proportion to.
func normal(confidence float64) float64 {
	m, err := stats.Margin(stats.MarginSpec{Sample: 1, Population: stats.Infinite, Confidence: confidence})
	if err != nil {
		return math.NaN()
	}
	return m.Z
}

// leastChance is the least chance, whatever the true share, that a group's sample is within its
// margin; NaN where it is the confidence, or not known.
func leastChance(plan *sample.Plan) float64 {
	least := math.NaN()
	for _, g := range plan.Groups {
		if p := g.Size.AchievedProbability; g.Population > 0 && g.Sample == g.Size.Sample && p < plan.Design.Confidence && !(p > least) {
			least = p
		}
	}
	return least
}
