package discretion

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Level is the confidence of limits: as asked, as the rules state it, as the sample of the record was planned for, or
// [rules.DefaultConfidence]; 0: not asked for.
func (ins *Inspection) Level(asked float64) float64 {
	asked = cmp.Or(asked, ins.Rules.Target.Confidence)
	if asked == 0 && ins.Record != nil {
		asked = ins.Record.Design.Confidence
	}
	return ins.Rules.Target.Level(asked)
}

// UseRecord takes the sizes of the groups from the record of the draw. Judgements of
// cases outside the sample are sheet.Problems. A case recorded as failed counts as no
// on every question that applies to it; without judgements, on all that were asked of
// its group.
func (ins *Inspection) UseRecord(record *sample.Record) ([]stats.Warning, error) {
	if err := CheckGroups(record, ins.Rules); err != nil { // first, or every case has a problem
		return nil, err
	}
	var warnings stats.Warnings
	if err := ins.placeUnasked(record); err != nil {
		return nil, err
	}
	if err := ins.takeAlike(record, &warnings); err != nil {
		return nil, err
	}
	if err := ins.checkSampled(record); err != nil {
		return nil, err
	}
	ins.Record = record
	if record.Rules != ins.Rules.ID && ins.Rules.ID != rules.NoRules {
		warnings.Add("other-rules", "", "the ratings are by other rules than the draw: the sample was drawn under %s and is rated under %s", rules.NameOf(record.Rules), ins.Rules.Named())
	}
	if of := record.List.Service; ins.Service != "" && of != "" && !strings.EqualFold(strings.TrimSpace(ins.Service), strings.TrimSpace(of)) {
		warnings.Add("other-service", "give the record of its own draw, if this is another",
			"the inspection is of %s and the record of a draw for %s: its eligible cases and its confidence are used", ins.Service, of)
	}
	for _, g := range record.Groups {
		if _, ok := ins.Rules.Group(g.Group); !ok {
			continue
		}
		status, err := record.Status(g.Group)
		if err != nil {
			return nil, err
		}
		if given := ins.Groups[g.Group].Population; given > 0 && given != g.Population {
			warnings.Add("other-population", "put right whichever is wrong",
				"%s: the inspection says %s and the record of the draw %d, which is used", stats.ID(g.Group),
				phrase.Count(given, "eligible case"), g.Population)
		}
		size := GroupSize{Population: g.Population, Sample: len(status.Sample)}
		if ins.Results.Grid != nil {
			applying := ins.applying(record, g.Group, status)
			ins.dropWaiting(applying)
			ins.fail(g.Group, status, &warnings, applying)
			ins.warnUnjudged(g.Group, status, &warnings)
			size.Sample = ins.Results.Grid.Sampled(g.Group)
		}
		ins.Groups[g.Group] = size
	}
	if ins.Results.Grid != nil {
		ins.Results.Grid.derive(ins.Rules)
		ins.Results.CountAnswers(ins.Rules.Questions())
	}
	if err := ins.useAppliesOf(record, &warnings); err != nil {
		return nil, err
	}
	return warnings, nil
}

// placeUnasked gives a case of which every answer is na the group that the record has it in: its
// answers do not tell.
func (ins *Inspection) placeUnasked(record *sample.Record) error {
	if ins.Results.Grid == nil {
		return nil
	}
	of, err := groupsOf(record)
	if err != nil {
		return err
	}
	for i, c := range ins.Results.Grid.Cases {
		group := cmp.Or(of[sample.NormalizeID(c.ID)], of[look+sample.LookOfID(c.ID)])
		if group != "" && !slices.ContainsFunc(c.Answers, func(a Answer) bool { return a != NA }) {
			ins.Results.Grid.Cases[i].Group = group
		}
	}
	return nil
}

// CheckGroups refuses a record that has none of the groups of the rules. Rules whose ratings are given directly
// have none, and go with a sample that was drawn under them.
func CheckGroups(record *sample.Record, set *rules.Set) error {
	drawn := phrase.Each(record.Groups, func(g sample.GroupDraw) string { return g.Group })
	ruled := set.GroupIDs()
	if slices.ContainsFunc(drawn, func(id string) bool { return slices.Contains(ruled, id) }) || len(ruled) == 0 && record.Rules == set.ID {
		return nil
	}
	names := func(ids []string) string {
		if len(ids) == 0 {
			return "no groups"
		}
		return "the " + phrase.Plural(len(ids), "group ", "groups ") + strings.Join(ids, ", ")
	}
	return fmt.Errorf("the record has %s and %s has %s: give the record of a sample that was drawn under these rules, or leave it out and give the populations",
		names(drawn), set.ID, names(ruled))
}

// SameDraw warns of two inspections, named by both, with one draw: limits and chances
// are for independent samples.
func SameDraw(a, b *Inspection, both string, fix stats.Remedy) []stats.Warning {
	if a.Record == nil || b.Record == nil || a.Record.DrawDigest() != b.Record.DrawDigest() {
		return nil
	}
	return []stats.Warning{{Code: "same-draw", Fix: fix,
		Message: "limits and chances do not hold here, as they are those of samples that were drawn apart: " + both +
			" have the record of one and the same draw"}}
}

// fail answers no for the cases of a group that count as failed.
func (ins *Inspection) fail(group string, status *sample.Status, warnings *stats.Warnings, applies applying) {
	if len(status.Failed) == 0 || ins.Results.Grid.Sampled(group) == 0 {
		return
	}
	grid := ins.Results.Grid.clone()
	var ignored []string
	for _, id := range status.Failed {
		at := slices.IndexFunc(grid.Cases, func(c Case) bool { return sample.NormalizeID(c.ID) == id })
		if at < 0 {
			row := make([]Answer, len(ins.Rules.Questions()))
			for q, question := range ins.Rules.Questions() {
				_, of := grid.Count(q)
				if asked := of > 0 || len(question.Conditions) > 0 && grid.has(q); question.Group == group && asked &&
					applies.to(question, id) {
					row[q] = No
				}
			}
			held := Case{ID: id, Group: group, Answers: row, Held: true}
			if blank := slices.IndexFunc(grid.unread, func(c Case) bool { return sample.NormalizeID(c.ID) == id }); blank >= 0 {
				held.Kept, held.beside = grid.unread[blank].Kept, grid.unread[blank].beside
				grid.unread = slices.Delete(slices.Clone(grid.unread), blank, blank+1)
			}
			grid.Cases = append(grid.Cases, held)
			continue
		}
		c := &grid.Cases[at]
		c.Held = true
		for _, q := range c.Waiting {
			if applies.to(ins.Rules.Questions()[q], id) {
				c.Answers[q] = No
			}
		}
		c.Waiting = nil
		yes := 0
		for _, level := range c.Between {
			yes += min(int(level), 1)
		}
		c.Between = nil
		for q, a := range c.Answers {
			question := ins.Rules.Questions()[q]
			if len(question.Conditions) > 0 && question.Group == group && grid.has(q) && applies.to(question, id) && a == NA {
				c.Answers[q] = No
			}
			if a == Yes {
				c.Answers[q] = No
				yes++
			}
		}
		if yes > 0 {
			ignored = append(ignored, fmt.Sprintf("%s (%s)", c.ID, phrase.Count(yes, "yes answer")))
		}
	}
	ins.Results.Grid = grid
	conditions := slices.ContainsFunc(ins.Rules.Questions(),
		func(q rules.Question) bool { return q.Group == group && len(q.Conditions) > 0 })
	whose := " of " + stats.ID(group).Place()
	if group == allCases {
		whose = ""
	}
	warnings.Add("counted-failed", "", "%s%s counted as no on every question%s, as the record says: %s",
		phrase.Count(len(status.Failed), "case"), whose,
		phrase.Either(conditions, " that applies by the rules", ""), strings.Join(status.Failed, ", "))
	if len(ignored) > 0 {
		warnings.Add("answers-ignored", "leave them out; or, if the case was read after all, use the record from before it was counted so",
			"%s has answers that are taken as no, as the record counts the case as failed: %s", grid.File, strings.Join(ignored, ", "))
	}
}

// warnUnjudged warns of cases of the sample that have no judgements.
func (ins *Inspection) warnUnjudged(group string, status *sample.Status, warnings *stats.Warnings) {
	judged := map[string]bool{}
	for _, c := range ins.Results.Grid.Cases {
		judged[sample.NormalizeID(c.ID)] = true
	}
	var lacking []string
	for _, c := range status.Sample {
		if !judged[c.ID] {
			lacking = append(lacking, c.ID)
		}
	}
	if len(lacking) > 0 {
		warnings.Add("not-judged", "read them, or replace those that cannot be read, with the reason",
			"the result is of the cases that were judged: %s of the sample of %s without judgements: %s",
			phrase.Count(len(lacking), "case"), stats.ID(group),
			phrase.First(5, lacking, ", ", " and"))
	}
}
