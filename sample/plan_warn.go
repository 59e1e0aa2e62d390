package sample

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"onecase/sample/internal/rounding"
	"onecase/stats"
	"onecase/stats/phrase"
)

// nearCensus is the sampling fraction from which reading every case costs little
// more, as a plan then says.
const nearCensus = 0.85

// mayBeMissed warns of categories that a draw may have no case of.
const mayBeMissed = "may-be-missed"

// keepingUnknown warns that only the draw shows which categories keep their bounds.
const keepingUnknown = "keeping-unknown"

// warn adds what a planner should know before drawing.
func (p *Plan) warn() {
	d, ws := p.Design, &p.Warnings
	if len(p.frame.Variables) == 0 && d.Method == Matched {
		ws.Add("nothing-to-match", stats.Advise("name one with %v", stats.Option{Name: "match"}),
			"the draw is fair, and simple random: there is no variable to match on")
	}
	if d.Allocation == Neyman && len(d.Expected) == 0 {
		ws.Add("nothing-expected", stats.Advise("say what is expected with %v",
			stats.Option{Name: "expected", Value: "VARIABLE:CATEGORY=SHARE"}),
			"no share of yes answers is expected of any stratum, so each is taken to vary as much as the others, and neyman shares the sample out as proportional does")
	}
	p.warnSplit()
	for i := range p.Groups {
		if g := &p.Groups[i]; g.Population == 0 {
			ws.Add("empty-group", "", "%s: nothing is drawn, as there is no eligible case", stats.ID(g.Group))
		} else {
			p.warnGroup(g)
		}
	}
}

// warnGroup adds what a planner should know of a group.
func (p *Plan) warnGroup(g *GroupPlan) {
	d, ws := p.Design, &p.Warnings
	n, N := g.Sample, g.Population
	switch {
	case g.Census:
		if d.CensusFrom > 0 || g.ReserveAsked > 0 {
			ws.Add("census", "", "%s: %s", stats.ID(g.Group), everyCase(N))
		}
	case float64(n) >= nearCensus*float64(N):
		ws.Add("near-census", stats.Advise("to read the other %d too, set %v", N-n,
			stats.Option{Name: "size", Value: fmt.Sprintf("%s=%d", g.Group, N)}),
			"%s: the sample is sound; it has %d of %d cases, and reading all would leave no uncertainty", stats.ID(g.Group), n, N)
	}
	p.warnHolders(g.Group, N)
	if g.Reserves < g.ReserveAsked && !g.Census {
		ws.Add("too-few-for-reserves", "", "%s: %s", stats.ID(g.Group), fewReserves(g.Reserves, g.ReserveAsked))
	}
	if d.Total == 0 && g.Margin > d.Margin+rounding.Slack { // a total asks for no margin
		if needed, err := d.size(N); err == nil && needed > n {
			ws.Add("margin-missed", stats.Remedy(caseCount(needed)+" would be enough"+g.capsBelow(needed)),
				"%s: the sample is valid, and says less than was asked for: with %d cases the margin is %.1f points, above the %.1f asked for", stats.ID(g.Group), n,
				100*g.Margin, 100*d.Margin)
		}
	}
	if d.Method != Simple || len(d.Include) > 0 { // else the draw says it
		warnNoChance(ws, g.Group, g.never(), N)
	}
	g.warnGivenUp(ws)
	var missed []string
	var first stats.Option
	for _, t := range g.Match {
		if t.Fewest == 0 && !d.asksFor(t) {
			first = cmp.Or(first, atLeastOne(t.Variable, t.Category))
			missed = append(missed, fmt.Sprintf("%s (%d of %d)", categoryID(t.Variable, t.Category).Place(), t.Population, N))
		}
	}
	if missed != nil {
		ws.Add(mayBeMissed, d.askForSome(first), "%s: the draw is fair, and the sample may hold no case of %s",
			stats.ID(g.Group), phrase.First(30, missed, ", ", " or"))
	}
}

// warnGivenUp says which categories draws will not keep, or may not.
func (gp *GroupPlan) warnGivenUp(ws *stats.Warnings) {
	switch r := gp.round; {
	case r == nil:
	case r.biased:
		gp.warnUnknown(ws)
		gp.warnBounded(ws)
	default:
		round := &Round{Method: ByTable}
		round.miss(r.missed, r.walks)
		round.warnGivenUp(ws, gp.Group, "")
	}
}

// warnUnknown says that a single walk will choose the sample, and what a trial shows of it.
func (gp *GroupPlan) warnUnknown(ws *stats.Warnings) {
	r := gp.round
	why := fmt.Sprintf("a table of plans is made for up to %d", maxTableCells)
	if len(r.open) <= gp.core.tableCells() {
		why = "no table of plans was found for them" + phrase.Either(r.walks > r.problem.TableWalks(), " in the time allowed", "")
	}
	t := gp.core.try(r.problem)
	how := "how closely it matches is known only once it is made"
	found := fmt.Sprint(t.kept)
	if t.kept == 0 {
		how, found = "it may match only approximately", "none"
	}
	found = fmt.Sprintf("every category is kept by %s of %s", found, phrase.Count(t.walks, "trial plan"))
	if last := t.best - 1 - classVariable; t.kept == 0 && last >= 0 {
		found += ", and by the best those of the variables up to " + gp.grid.variables[last].name
	}
	ws.Add(keepingUnknown, "match on fewer variables to know it now",
		"%s: the draw will be random, but %s: for %d combinations of what is matched the share of the sample is no whole number, and %s; "+
			"%s, and the draw tries up to %d; fewest and most are what it aims at, and the draw will say whether it kept them%s",
		stats.ID(gp.Group), how, len(r.open), why, found,
		r.problem.Walks(rounding.Tries), atMost(gp.work()))
}

// stepsPerSecond is the arithmetic that a slow computer does in a second.
const stepsPerSecond = 100_000_000

// atMost says how long a draw with so many steps of arithmetic takes, rounded up; it is ""
// where nobody has to wait.
func atMost(steps int64) string {
	seconds := steps / stepsPerSecond
	switch {
	case seconds < 2:
		return ""
	case seconds < 60:
		return fmt.Sprintf("; the draw takes at most about %d seconds", (seconds/5+1)*5)
	}
	return fmt.Sprintf("; the draw takes at most about %d minutes", seconds/60+1)
}

// warnBounded says where the bound of work allows fewer walks than are usual, or none
// that matches on every variable.
func (gp *GroupPlan) warnBounded(ws *stats.Warnings) {
	r := gp.round.problem
	walks, is, left := r.Walks(rounding.Tries), "may be", ""
	if walks == rounding.Tries {
		return
	}
	if kept, _ := r.Bound(); kept < r.Classes() {
		is, left = "is", ", and does not match on "+gp.grid.variables[kept-classVariable].name
		if kept+1 < r.Classes() {
			left += " and what comes after it"
		}
	}
	ws.Add("match-bounded", "match on fewer variables, the most important first",
		"%s: the draw is random, and the match %s approximate: %d combinations of so many categories take long to balance, "+
			"so the draw tries at most %s in place of %d and takes the best%s",
		stats.ID(gp.Group), is, len(r.Part), phrase.Count(walks, "plan"), rounding.Tries, left)
}

// warnNoChance says how many cases of a group no seed selects, if there are any.
func warnNoChance(ws *stats.Warnings, group string, never, population int) {
	if never > 0 {
		ws.Add("no-chance", "loosen the constraint or the allocation that shuts them out",
			"%s: the sample says nothing of cases that cannot be drawn: %d of %s can never be selected under this design", stats.ID(group), never, caseCount(population))
	}
}

// categoryID names a category with its variable in a warning.
func categoryID(variable, category string) stats.ID { return stats.ID(variable + " " + category) }

// atLeastOne asks for a case of a category.
func atLeastOne(variable, category string) stats.Option {
	return stats.Option{Name: "at-least", Value: variable + ":" + category + "=1"}
}

// askForSome says how to make a sample of the design's method hold a category.
func (d Design) askForSome(atLeastOne stats.Option) stats.Remedy {
	switch d.Method {
	case Stratified:
		return stats.Advise("to be sure of some of every stratum, set %v", stats.Option{Name: "least", Value: "1"})
	case Simple:
		return stats.Advise("to be sure of some, leave out %v and set %v", stats.Option{Name: "method", Value: "simple"}, atLeastOne)
	}
	return stats.Advise("to be sure of some, set %v", atLeastOne)
}

// capsBelow says how many cases the caps leave room for, if that is below a size.
func (gp *GroupPlan) capsBelow(size int) string {
	t := gp.core
	if name, limit := narrowestCap(t.room, t.bounds); limit+sum(t.kept) < size {
		return fmt.Sprintf(", and %s leaves room for %d", name, limit+sum(t.kept))
	}
	return ""
}

// warnHolders says which caps do not bound every case of a group.
func (p *Plan) warnHolders(group string, population int) {
	for _, c := range p.Design.Caps {
		none := 0
		for i := range p.frame.Cases {
			if k := &p.frame.Cases[i]; k.Group == group && c.holder(k) == "" {
				none++
			}
		}
		if none > 0 {
			p.Warnings.Add("cap-unknown", stats.Advise("fill in the %s of every case", c.By),
				"%s: the draw is fair, and the cap of %d does not bound every case: the list names no %s for %d of %s",
				stats.ID(group), c.Most,
				c.By, none, caseCount(population))
		}
	}
}

// everyCase says that every case of a group is read, so that none is a reserve.
func everyCase(population int) string {
	if population == 1 {
		return "the only case is read, so there is none for a reserve: if it cannot be read, nothing takes its place"
	}
	return fmt.Sprintf("every one of the %d cases is read, so there is none for a reserve: a case that cannot be read leaves the sample smaller", population)
}

// fewReserves says that a population has too few cases for all reserves.
func fewReserves(given, asked int) string {
	left := caseCount(given) + phrase.Plural(given, " is", " are")
	if given == 0 {
		left = "no case is"
	}
	return fmt.Sprintf("the sample is as planned; %s left for reserves, %d %s asked for", left, asked, phrase.Plural(asked, "was", "were"))
}

// warnSplit says which shares a split stands for that does not add up to 100%.
func (p *Plan) warnSplit() {
	total := 0.0
	for _, g := range p.Groups {
		share := p.Design.Split[g.Group]
		total += share
		if p.Design.Whole && p.Design.Split != nil && share == 0 && g.Sample == 0 && g.Population > 0 {
			p.Warnings.Add("no-share", stats.Advise("give it a share, or a size with %v",
				stats.Option{Name: "size", Value: g.Group + "=N"}),
				"%s: the sample says nothing of this group: it has no share in the split, so none of its %s is read",
				stats.ID(g.Group), caseCount(g.Population))
		}
	}
	if total == 0 || math.Abs(total-1) < rounding.Slack || math.Abs(total-100) < rounding.Slack {
		return
	}
	var parts []string
	for _, g := range p.Groups {
		if share := p.Design.Split[g.Group]; share > 0 {
			parts = append(parts, fmt.Sprintf("%s %.1f%%", g.Group, 100*share/total))
		}
	}
	p.Warnings.Add("split-scaled", "write shares that add up to 100",
		"the sizes follow shares that were scaled: the split adds up to %s and not to 100, so its shares are %s",
		strconv.FormatFloat(total, 'g', 6, 64), listed(parts))
}

// asksFor tells whether a least number of a category is asked for.
func (d Design) asksFor(t Target) bool {
	return slices.ContainsFunc(d.AtLeast, func(a AtLeast) bool { return a.Variable == t.Variable && a.Category == t.Category })
}
