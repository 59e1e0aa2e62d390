package stats

import "fmt"

// Steps shows how a published sample follows from the least and the greatest of
// the populations, and no more from their neighbours. Spec is that given to
// [Implied].
func (i ImpliedPopulations) Steps(spec SizeSpec) []Step {
	if i.None {
		return nil
	}
	spec = spec.withDefaults()
	steps := []Step{{i.String() + ": least population", i.formula(spec), i.at(spec, i.Low-1, i.Low), float64(i.Low), "Cochran 1977, chapter 4"}}
	if i.High != Infinite {
		steps = append(steps, Step{i.String() + ": greatest population", i.formula(spec), i.at(spec, i.High, i.High+1), float64(i.High), "Cochran 1977, chapter 4"})
	}
	return steps
}

// formula is the convention's, with all but N filled in.
func (c SizeConvention) formula(spec SizeSpec) string {
	z := c.z(spec.Confidence)
	n0 := infiniteSize(z, spec.Proportion, spec.Margin)
	finite := "n = n0 / (1 + (n0-1)/N)"
	if c.OverN {
		finite = "n = n0 / (1 + n0/N)"
	}
	text := fmt.Sprintf("n0 = z² p (1-p) / e² = %s² × %s × %s / %s² = %s; ", number(z), number(spec.Proportion), number(1-spec.Proportion), number(spec.Margin), number(n0))
	if spec.DesignEffect != 1 {
		text += fmt.Sprintf("n0 × %s = %s; ", number(spec.DesignEffect), number(n0*spec.DesignEffect))
	}
	text += finite
	if spec.Response != 1 {
		text += " / " + number(spec.Response)
	}
	how := map[Rounding]string{RoundUp: "rounded up", RoundNearest: "rounded to the nearest", RoundEachStep: "rounded up after each step"}
	return text + ", " + how[c.Rounding] + ", at most N"
}

// at gives the sizes from some populations.
func (c SizeConvention) at(spec SizeSpec, populations ...int) string {
	text := ""
	for _, N := range populations {
		if N < 1 || N > MaxPopulation {
			continue
		}
		if text != "" {
			text += "; "
		}
		spec.Population = N
		text += fmt.Sprintf("N = %d: %s, so %d", N, number(c.unrounded(spec)), c.size(spec))
	}
	return text
}
