package main

import (
	"fmt"
	"math"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats/phrase"
)

// An effectResult is the largest design effect of a group's sample.
type effectResult struct {
	Effect  float64 `json:"largest_effect" null:"nan"`          // largest variance of an estimate relative to simple random sampling, over all answers; null where it is not known
	Pattern string  `json:"largest_effect_pattern" null:"zero"` // which cases such answers set apart
}

func effectResultOf(e *sample.LargestEffect) effectResult {
	if e == nil {
		return effectResult{Effect: math.NaN()}
	}
	return effectResult{e.Most(), patternText(e)}
}

// A lighterResult is what matching on one variable fewer would bring.
type lighterResult struct {
	Without string  `json:"without"` // the variable
	Effect  float64 `json:"largest_effect"`
}

// largeEffect is the effect above which a plan says what one variable fewer would bring.
const largeEffect = 1.3

// lighter is what matching on one variable fewer would bring; nil where the largest
// design effect is not large, or would not fall.
func lighter(plan *sample.Plan, group string, e *sample.LargestEffect) *lighterResult {
	if e == nil || e.Most() <= largeEffect {
		return nil
	}
	if variable, effect := plan.Without(group, e.Most()); variable != "" {
		return &lighterResult{variable, effect}
	}
	return nil
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
func effectBlocks(e effectResult, less *lighterResult, explain bool) []report.Block {
	if math.IsNaN(e.Effect) || e.Effect == 0 {
		return nil
	}
	technical := ""
	if explain {
		technical = fmt.Sprintf(" (largest design effect %.2f)", e.Effect)
	}
	if e.Effect <= 1 {
		return []report.Block{report.Paragraph(fmt.Sprintf("Whatever the answers, a percentage found in the sample is at least as sure as without matching%s.", technical))}
	}
	text := fmt.Sprintf("Whatever the answers, a percentage found in the sample varies from draw to draw at most %s times as much as without matching%s: "+
		"so much where the answers set %s.", timesAsMuch(e.Effect), technical, e.Pattern)
	if less != nil {
		text += fmt.Sprintf(" Matched on all but %s it would be %s times.", caselist.VariableTitle(less.Without), timesAsMuch(less.Effect))
	}
	return []report.Block{report.Paragraph(text)}
}

// timesAsMuch is the ratio of standard errors of a design effect, rounded up.
func timesAsMuch(effect float64) string {
	return twoPlaces(math.Ceil(100*math.Sqrt(effect)-1e-9) / 100)
}
