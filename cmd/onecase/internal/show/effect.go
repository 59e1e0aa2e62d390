package show

import (
	"fmt"
	"math"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats/phrase"
)

// An Effect is the largest design effect of a group's sample.
type Effect struct {
	Most    float64 // the largest variance of an estimate relative to simple random sampling, over all answers; NaN where it is not known
	Pattern string  // which cases such answers set apart
}

func effectOf(e *sample.LargestEffect) Effect {
	if e == nil {
		return Effect{Most: math.NaN()}
	}
	return Effect{e.Most(), patternText(e)}
}

// A GroupEffect is the effect of a group's plan.
type GroupEffect struct {
	Effect
	Lighter *Lighter // nil where matching on one variable fewer brings nothing
}

// A Lighter is what matching on one variable fewer would bring.
type Lighter struct {
	Without string // the variable
	Effect  float64
}

// largeEffect is the effect above which a plan says what one variable fewer would bring.
const largeEffect = 1.3

// PlanEffects finds the effect of each group. It plans anew what would be lighter.
func PlanEffects(plan *sample.Plan) (effects []GroupEffect) {
	for _, g := range plan.Groups {
		largest := g.LargestEffect()
		found := GroupEffect{Effect: effectOf(largest)}
		if largest != nil && largest.Most() > largeEffect {
			if variable, less := plan.Without(g.Group, largest.Most()); variable != "" {
				found.Lighter = &Lighter{variable, less}
			}
		}
		effects = append(effects, found)
	}
	return effects
}

// patternText says which cases the answers with the largest design effect set apart.
func patternText(e *sample.LargestEffect) string {
	switch {
	case e.Within > e.Effect:
		return "cases apart that are alike in every category"
	case e.More == nil:
		return ""
	}
	var more, less, both []string
	for k, v := range e.Variables {
		if e.More[k] == e.Less[k] {
			both = append(both, categoryWords(v, e.More[k]))
		} else {
			more, less = append(more, categoryWords(v, e.More[k])), append(less, categoryWords(v, e.Less[k]))
		}
	}
	text := fmt.Sprintf("cases of %s apart from those of %s", And(more), And(less))
	return text + phrase.Either(len(both) > 0, ", among "+And(both), "")
}

// effectBlocks say how much an estimate can vary from draw to draw, and the design effect itself where
// the working is asked for.
func effectBlocks(e Effect, less *Lighter, explain bool) []report.Block {
	if math.IsNaN(e.Most) || e.Most == 0 {
		return nil
	}
	technical := ""
	if explain {
		technical = fmt.Sprintf(" (largest design effect %.2f)", e.Most)
	}
	if e.Most <= 1 {
		return []report.Block{report.Paragraph(fmt.Sprintf("Whatever the answers, a percentage found in the sample is at least as sure as without matching%s.", technical))}
	}
	text := fmt.Sprintf("Where answers go with what is matched on, matching makes a percentage surer. Where they do not, it can make one less sure. "+
		"At worst a percentage found in the sample varies from draw to draw %s times as much as without matching%s. That is so only where the answers set %s.", TwoPlaces(sample.TimesAsMuch(e.Most)), technical, e.Pattern)
	if less != nil {
		text += fmt.Sprintf(" Without matching on %s it would be at worst %s times as much.", caselist.VariableTitle(less.Without), TwoPlaces(sample.TimesAsMuch(less.Effect)))
	}
	return []report.Block{report.Paragraph(text)}
}
