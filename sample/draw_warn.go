package sample

import (
	"fmt"
	"slices"
	"strings"

	"onecase/stats"
)

// add adds a warning that the plan has not given already.
func (d *Draw) add(w stats.Warning) {
	if !slices.Contains(d.Warnings, w) {
		d.Warnings = append(d.Warnings, w)
	}
}

// warn adds what a draw shows that its plan could not.
func (d *Draw) warn(g *GroupDraw) {
	add := func(code, message string, fix stats.Remedy) {
		d.add(stats.Warning{Code: code, Message: g.Group + ": " + message, Fix: fix})
	}
	if off := offBalance(g.Balance()); off != "" {
		add("balance-missed", "a category is a case or more off its share: "+off, "")
	}
	var missed []string
	for _, b := range g.Balance() {
		if b.Selected == 0 {
			missed = append(missed, fmt.Sprintf("%s %s (%d of %d)", b.Variable, b.Category, b.Population, g.Population))
		}
	}
	if missed != nil {
		add("category-missed", "the sample holds no case of "+strings.Join(missed, ", "),
			stats.Advise("nothing found in it is about them; a design that asks for some has %v", atLeastOne))
	}
	for _, w := range append(g.Core.warnGivenUp(g.Group), g.Reserve.warnGivenUp(g.Group+", reserves")...) {
		d.add(w)
	}
	if g.Core.Method == ByWalk {
		message := "the draw is a single accepted walk"
		if b := g.Core.Bias; b != nil {
			message += fmt.Sprintf("; over %d such walks the cells' shares differ from their chances by %.2f standard errors (1 is what chance alone gives)", b.Walks, b.RMS)
		}
		add("single-walk", message, "match on fewer variables for a table of plans with exact chances")
	}
	for _, w := range g.Inclusion.warnings(g.Group, g.Population) {
		d.add(w)
	}
}
