package main

import (
	"fmt"
	"math"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats/phrase"
)

// An effect is the largest design effect of a group's sample.
type effect struct {
	Most    float64 // the largest variance of an estimate relative to simple random sampling, over all answers; NaN where it is not known
	Pattern string  // which cases such answers set apart
}

func effectOf(e *sample.LargestEffect) effect {
	if e == nil {
		return effect{Most: math.NaN()}
	}
	return effect{e.Most(), patternText(e)}
}

// A groupEffect is the effect of a group's plan.
type groupEffect struct {
	effect
	Lighter *lighter // nil where matching on one variable fewer brings nothing
}

// A lighter is what matching on one variable fewer would bring.
type lighter struct {
	Without string // the variable
	Effect  float64
}

// largeEffect is the effect above which a plan says what one variable fewer would bring.
const largeEffect = 1.3

// planEffects finds the effect of each group. It plans anew what would be lighter.
func planEffects(plan *sample.Plan) (effects []groupEffect) {
	for _, g := range plan.Groups {
		largest := g.LargestEffect()
		found := groupEffect{effect: effectOf(largest)}
		if largest != nil && largest.Most() > largeEffect {
			if variable, less := plan.Without(g.Group, largest.Most()); variable != "" {
				found.Lighter = &lighter{variable, less}
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
		return "cases of the same categories apart"
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
	text := fmt.Sprintf("cases of %s apart from those of %s", inWords(more), inWords(less))
	return text + phrase.Either(len(both) > 0, ", among "+inWords(both), "")
}

// effectBlocks say how much an estimate can vary from draw to draw, and the design effect itself where
// the working is asked for.
func effectBlocks(e effect, less *lighter, explain bool) []report.Block {
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
	text := fmt.Sprintf("Whatever the answers, a percentage found in the sample varies from draw to draw at most %s times as much as without matching%s: "+
		"so much where the answers set %s.", timesAsMuch(e.Most), technical, e.Pattern)
	if less != nil {
		text += fmt.Sprintf(" Matched on all but %s it would be %s times.", caselist.VariableTitle(less.Without), timesAsMuch(less.Effect))
	}
	return []report.Block{report.Paragraph(text)}
}

// timesAsMuch is the ratio of standard errors of a design effect, rounded up.
func timesAsMuch(effect float64) string {
	return twoPlaces(math.Ceil(100*math.Sqrt(effect)-1e-9) / 100)
}
