package predict

import (
	"fmt"
	"strings"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// newOutlooker puts what is assumed in whole cases, and warns.
func newOutlooker(p *OutlookPlan, o OutlookOptions) (*outlooker, error) {
	ins := discretion.NewInspection(p.Rules)
	ins.Judged = p.Judged
	a, err := discretion.NewAssessor(ins, discretion.Options{Rounding: o.Rounding})
	if err != nil {
		return nil, err
	}
	l := &outlooker{Assessor: a, simulator: simulator{o.Seed, o.Replicates, o.Progress}, plan: p, o: o,
		outcome: newOutcome(a), copies: map[string][]int{}, inexact: map[int]bool{},
		truth: make([]int, len(p.Rules.Standards)),
		out:   &Outlook{Plan: p, Rounding: a.Scale.Rounding, Agreement: o.Agreement, Wanted: o.Wanted}}
	for _, g := range p.Rules.Groups {
		if !l.byCase(g.ID) {
			continue
		}
		population := p.Groups[g.ID].Population
		if population == 0 {
			population = p.Cases.Sampled(g.ID)
		}
		l.copies[g.ID] = caseCopies(p.Cases, g.ID, p.Rules.Questions(), l.Scales, population)
	}
	bands, figures := make([]int, len(p.Questions)), make([]rules.Figure, len(p.Questions))
	for i, q := range p.Rules.Questions() {
		size := p.Groups[q.Group]
		a := assume(l.Scales[i], p.Questions[i], size)
		if l.byCase(q.Group) && size.Population > 0 {
			a = assumeCases(l.Scales[i], p.Cases, l.copies[q.Group], i, size)
		}
		a.agreement = o.Agreement
		if a.Levels != nil && !a.never() && a.tooMany() {
			return nil, fmt.Errorf("%s: the points of %d cases have too many sums to be followed; fewer cases can be given with size", q.ID, a.sample)
		}
		l.warnBand(q, p.Questions[i], a)
		l.assumed = append(l.assumed, a)
		l.points = append(l.points, a.points())
		if bands[i] = a.band(); !a.never() && !q.Information {
			figures[i] = a.figure()
		}
	}
	for i := range l.truth {
		l.truth[i] = l.Rater.StandardBy(i, bands, figures)
	}
	l.Rater.Fill(l.truth, nil)
	l.out.Warnings = append(l.out.Warnings, p.Warnings...)
	l.warnPopulations()
	l.warnSizes()
	l.warnWanted()
	return l, nil
}

// warnSizes names the groups whose samples are not of the size that the rules ask for.
func (l *outlooker) warnSizes() {
	sampled, population := map[string]int{}, map[string]int{}
	for _, g := range l.Rules.Groups {
		size := l.plan.Groups[g.ID]
		sampled[g.ID], population[g.ID] = size.Sample, size.Population
		if fixed := l.Rules.FixedSize(g.ID, size.Population); size.Sample > 0 && size.Sample < fixed {
			l.out.Warnings.Add("outside-sizes",
				stats.Advise("give %v", stats.Option{Name: "size", Value: fmt.Sprintf("%s=%d", g.ID, fixed)}),
				"%s: %s, and %s rates %d: until the others are read it says that they are not enough, and chances here are those of what is read alone",
				stats.ID(g.ID), phrase.Count(size.Sample, "case"), l.Rules.ID, fixed)
		}
	}
	l.out.Warnings = append(l.out.Warnings, l.Rules.WarnSizes(sampled, population)...)
}

// warnPopulations names the groups whose populations are not known.
func (l *outlooker) warnPopulations() {
	for _, g := range l.Rules.Groups {
		if size := l.plan.Groups[g.ID]; size.Sample > 0 && size.Population == 0 {
			l.out.Warnings.Add("no-population", stats.Advise("give %v", stats.Option{Name: "population", Value: g.ID + "=N"}),
				"the number of eligible cases of %s is not known: they are taken for many", stats.ID(g.ID))
		}
	}
}

// warnWanted names the groups whose standards have no size for the wanted chance.
func (l *outlooker) warnWanted() {
	var groups []string
	for _, g := range l.Rules.Groups {
		if l.byCase(g.ID) {
			groups = append(groups, g.ID)
		}
	}
	l.warnNotLowest()
	if l.o.Wanted > 0 && len(groups) > 0 {
		l.out.Warnings.Add("wanted-questions-only",
			stats.Advise("try sizes with %v; or give totals (question, yes, of), which take questions for independent",
				stats.Option{Name: "size", Value: groups[0] + "=n"}),
			"%s: the number of cases for the wanted chance is given for questions and not for standards, as samples of whole cases are simulated for one size at a time", strings.Join(groups, ", "))
	}
}

// warnNotLowest names the standards that have no size for the wanted chance, as they are not rated
// by their lowest question.
func (l *outlooker) warnNotLowest() {
	var ids []string
	for i, st := range l.Rules.Standards {
		if !l.Rater.TakesLowest(i) && l.Rater.Given(i) == rules.Unrated {
			ids = append(ids, st.ID)
		}
	}
	if l.o.Wanted > 0 && len(ids) > 0 {
		l.out.Warnings.Add("wanted-questions-only", stats.Advise("try sizes with %v", stats.Option{Name: "size", Value: "GROUP=n"}),
			"%s: the number of cases for the wanted chance is given for questions, and not for standards that are rated by a mean, with limits or from others",
			l.Rules.StandardTitles(ids))
	}
}

// warnBand says where whole cases cannot have the band that was assumed.
func (l *outlooker) warnBand(q rules.Question, assumption Assumption, a assumed) {
	meant := assume(a.scale, assumption, discretion.GroupSize{})
	if a.never() || meant.band() == rules.Unbanded || a.band() == meant.band() {
		return
	}
	at, _ := l.Rules.StandardIndex(q.Standard)
	name := func(band int) string { return l.Rules.RatingsOf(at)[band].Name }
	if a.Levels != nil {
		figure := func(a assumed) string {
			p := a.whole()
			f := a.scale.FigureAt(p.yes, p.of)
			return discretion.FigureText(a.scale, float64(f.Num)/float64(f.Den))
		}
		l.out.Warnings.Add("assumed-band", "other shares or another population have the band that is meant",
			"%s: the shares of its levels make %s, %s; those of the %d cases that it is taken to apply to make %s, %s", stats.ID(q.ID),
			figure(meant), name(meant.band()), a.applies, figure(a), name(a.band()))
		return
	}
	l.out.Warnings.Add("assumed-band", "another rate or population has the band that is meant",
		"%s: a rate of %s is %s; of the %d cases it is taken to apply to %d are yes, %s, which is %s", stats.ID(q.ID),
		phrase.Percent(100*assumption.Rate), name(meant.band()), a.applies, a.yes, phrase.Percent(100*a.share()), name(a.band()))
}

// byCase reports whether a group's samples are drawn from an inspection's cases.
func (l *outlooker) byCase(group string) bool {
	return l.plan.Cases != nil && l.plan.Cases.Sampled(group) > 0
}
