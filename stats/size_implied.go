package stats

import (
	"fmt"
	"sort"
	"strings"

	"onecase/stats/phrase"
)

// ImpliedPopulations are the populations from which a published sample size
// follows by a convention.
type ImpliedPopulations struct {
	SizeConvention
	None bool // no population gives that size
	Low  int
	High int // Infinite where there is no upper limit
}

// Implied returns, for every convention, the populations up to MaxPopulation
// for which the spec gives a sample of the given size. The spec's own
// Population, Criterion and Rounding play no part.
func Implied(sample int, spec SizeSpec) ([]ImpliedPopulations, error) {
	spec = spec.withDefaults()
	spec.Population, spec.Criterion, spec.Rounding = MaxPopulation, Normal, RoundUp
	if err := spec.check(); err != nil {
		return nil, err
	}
	if err := checkDraw(sample, MaxPopulation); err != nil {
		return nil, err
	}
	var all []ImpliedPopulations
	for _, c := range sizeConventions() {
		// The size never falls as the population grows. No sample is larger
		// than its population, so the search may start at the sample.
		size := func(N int) int {
			spec.Population = N
			return c.size(spec)
		}
		from := func(n int) int { // least population with a size of n or more
			return sample + sort.Search(MaxPopulation-sample+1, func(i int) bool { return size(sample+i) >= n })
		}
		implied := ImpliedPopulations{SizeConvention: c, Low: from(sample)}
		switch {
		case implied.Low > MaxPopulation || size(implied.Low) != sample:
			implied = ImpliedPopulations{SizeConvention: c, None: true}
		case size(Infinite) == sample:
			implied.High = Infinite
		default:
			implied.High = from(sample+1) - 1
		}
		all = append(all, implied)
	}
	return all, nil
}

// Steps shows how a published sample follows from the least and the greatest of
// the populations, and no more from their neighbours. Spec is that given to
// [Implied].
func (i ImpliedPopulations) Steps(spec SizeSpec) []Step {
	if i.None {
		return nil
	}
	spec = spec.withDefaults()
	const source = "Cochran 1977, chapter 4"
	steps := []Step{{i.String() + ": least population", i.formula(spec), i.at(spec, i.Low-1, i.Low), float64(i.Low), source}}
	if i.High != Infinite {
		steps = append(steps, Step{i.String() + ": greatest population", i.formula(spec),
			i.at(spec, i.High, i.High+1), float64(i.High), source})
	}
	return steps
}

// formula is the convention's, with all but N filled in.
func (c SizeConvention) formula(spec SizeSpec) string {
	s := c.stages(spec)
	n0 := s.infinite.before
	finite := phrase.Either(c.OverN, "n = n0 / (1 + n0/N)", "n = n0 / (1 + (n0-1)/N)")
	text := fmt.Sprintf("n0 = z² p (1-p) / e² = %s² × %s × %s / %s² = %s; ", number(s.z), number(spec.Proportion),
		number(1-spec.Proportion), number(spec.Margin), number(n0))
	if spec.DesignEffect != 1 {
		text += fmt.Sprintf("n0 × %s = %s; ", number(spec.DesignEffect), number(n0*spec.DesignEffect))
	}
	text += finite
	if spec.Response != 1 {
		text += " / " + number(spec.Response)
	}
	return text + ", " + roundingWords[c.Rounding].long + ", at most N"
}

// at gives the sizes from some populations.
func (c SizeConvention) at(spec SizeSpec, populations ...int) string {
	var sizes []string
	for _, N := range populations {
		if N < 1 || N > MaxPopulation {
			continue
		}
		spec.Population = N
		sizes = append(sizes, fmt.Sprintf("N = %d: %s, so %d", N, number(c.stages(spec).unrounded), c.size(spec)))
	}
	return strings.Join(sizes, "; ")
}
