package sample

import (
	"cmp"
	"fmt"
	"slices"

	"onecase/stats"
)

// warn adds what a draw shows of a group, unless its plan has said the same.
func (d *Draw) warn(g *GroupDraw) {
	for _, w := range g.warnings() {
		if !slices.Contains(d.Warnings, w) {
			d.Warnings = append(d.Warnings, w)
		}
	}
}

// warnings are what the group's draw shows.
func (g *GroupDraw) warnings() (ws stats.Warnings) {
	balance := g.Balance()
	if off := offBalance(balance); off != "" {
		ws.Add("balance-missed", "", "%s: the sample is valid, but in places it matches less closely: a category is a case or more off its share: %s", stats.ID(g.Group), off)
	}
	var missed []string
	var first stats.Option
	for _, b := range balance {
		if b.Selected == 0 {
			first = cmp.Or(first, atLeastOne(b.Variable, b.Category))
			missed = append(missed, fmt.Sprintf("%s (%d of %d)", categoryID(b.Variable, b.Category).Place(), b.Population, g.Population))
		}
	}
	if missed != nil {
		ws.Add("category-missed", stats.Advise("nothing found in it is about them; a design that asks for some has %v", first),
			"%s: the draw is fair, and the sample holds no case of %s", stats.ID(g.Group), listed(missed))
	}
	g.Core.warnGivenUp(&ws, g.Group, "")
	g.Reserve.warnGivenUp(&ws, g.Group, ", reserves")
	if g.Core.Method == ByWalk {
		bias := ""
		if b := g.Core.Bias; b != nil {
			bias = fmt.Sprintf(": over %d draws with other seeds the shares of cases alike differ from those aimed at by %.2f standard errors, and 1 is what chance alone gives",
				b.Walks, b.RMS)
		}
		ws.Add("single-walk", "match on fewer variables for a table of plans with exact chances",
			"%s: the draw is random and can be repeated, but each case's chance is known only nearly, for so many combinations are matched%s", stats.ID(g.Group), bias)
	}
	g.Inclusion.warn(&ws, g.Group, g.Population)
	return ws
}

// warnings are what an extension to the given sample gives up and leaves off
// balance.
func (e *Extension) warnings(g *GroupDraw, now *Status, d Design) (ws stats.Warnings) {
	e.Core.warnGivenUp(&ws, g.Group, ", extension")
	e.Reserve.warnGivenUp(&ws, g.Group, ", reserves of the extension")
	if off := offBalance(g.BalanceOf(now.Sample)); off != "" {
		valid := "the larger sample is valid, but"
		if n := len(now.Dropped); n > 0 {
			valid = fmt.Sprintf("the sample is valid; %s left it before it was extended, so", caseCount(n))
		}
		ws.Add("balance-missed", "", "%s: %s in places it matches less closely: a category is a case or more off its share: %s",
			stats.ID(g.Group), valid, off)
	}
	for _, a := range d.AtLeast {
		if have, ok := g.below(a, now.Sample); ok {
			ws.Add("least-missed", "", "%s: the larger sample is not as it was designed: it has %s of %s, and at least %d were asked for, as the others have left it for good",
				stats.ID(g.Group), caseCount(have), categoryID(a.Variable, a.Category), a.Count)
		}
	}
	e.Inclusion.warn(&ws, g.Group, g.Population)
	switch asked, _ := d.reserves(e.Size, g.Population); {
	case len(e.Reserves) == asked:
	case e.Size == g.Population:
		ws.Add("census", "", "%s: %s", stats.ID(g.Group), everyCase(g.Population))
	default:
		ws.Add("too-few-for-reserves", "", "%s: %s", stats.ID(g.Group), fewReserves(len(e.Reserves), asked))
	}
	return ws
}

// warn says which chances are none or not known.
func (in *Inclusion) warn(ws *stats.Warnings, group string, population int) {
	warnNoChance(ws, group, in.never(population), population)
	if in.How == ChanceUnknown {
		ws.Add("chances-unknown", "", "%s: the cases were drawn at random, but each one's chance is not known: %s",
			stats.ID(group), in.Reason)
	}
}
