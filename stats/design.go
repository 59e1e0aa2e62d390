package stats

import (
	"errors"
	"fmt"

	"onecase/stats/phrase"
)

// A Stratum is a part of a population that was sampled on its own.
type Stratum struct {
	Name string
	// Population is N_h, the number of cases in the stratum, or Infinite: then
	// there is no finite correction.
	Population int
}

// A DrawnCase is one case of a stratified sample.
type DrawnCase struct {
	Stratum string // the name of its stratum
	// Weight is how many cases of the population it stands for: one over its
	// chance of being drawn. 0 means N_h/n_h.
	Weight float64
}

// Lonely says what to do when an estimate needs the variance within a stratum
// of which one case was drawn and others were not: one case shows no variance.
// The names are those of R package survey's option survey.lonely.psu.
type Lonely string

// The policies for lonely strata.
const (
	// LonelyFail makes the estimate an error. It is the default.
	LonelyFail Lonely = ""
	// LonelyCertainty takes the stratum's variance as 0, as if it had been
	// read in full. Too small.
	LonelyCertainty Lonely = "certainty"
	// LonelyAdjust measures the stratum's case from the mean of the whole
	// sample instead of the stratum's. Conservative.
	LonelyAdjust Lonely = "adjust"
	// LonelyAverage gives the stratum the average variance of the others.
	LonelyAverage Lonely = "average"
)

// A Design is a stratified simple random sample of a finite population: within
// a stratum every set of n_h cases was as likely to be drawn as any other,
// independently of the other strata. It is bound to its cases once; estimates
// take it, and the answers to one question after another. With a single
// stratum it is a simple random sample.
type Design struct {
	strata []designStratum
	cases  []designCase
	lonely Lonely
	// count says that cases of a stratum weigh the same and every stratum is
	// finite, so that a count in a stratum is hypergeometric.
	count   bool
	post    *postStrata // nil: not post-stratified
	balance *balancing  // nil: not balanced
}

type designStratum struct {
	Stratum
	sample int
}

type designCase struct {
	stratum int
	weight  float64
}

// correction returns 1 - n_h/N_h.
func (s designStratum) correction() float64 {
	if s.Population == Infinite {
		return 1
	}
	return float64(s.Population-s.sample) / float64(s.Population)
}

// NewDesign binds a design to the cases that were drawn. Every stratum needs a
// case, and every case a stratum. The error names everything that is wrong.
func NewDesign(strata []Stratum, cases []DrawnCase, lonely Lonely) (*Design, error) {
	d := &Design{lonely: lonely, count: true}
	index := map[string]int{}
	var total int64
	var errs []error
	report := func(format string, args ...any) { errs = append(errs, fmt.Errorf("stats: "+format, args...)) }
	switch lonely {
	case LonelyFail, LonelyCertainty, LonelyAdjust, LonelyAverage:
	default:
		report("there is no policy %q for lonely strata; the policies are certainty, adjust and average, or none to stop", lonely)
	}
	for _, s := range strata {
		if _, repeated := index[s.Name]; repeated {
			report("stratum %q is there twice", s.Name)
		}
		if s.Population < 0 || s.Population > MaxPopulation {
			report("stratum %q: the population has to be from 1 to %d, or 0 where it is not finite, got %d", s.Name,
				MaxPopulation, s.Population)
		}
		index[s.Name] = len(d.strata)
		d.strata = append(d.strata, designStratum{Stratum: s})
		d.count = d.count && s.Population != Infinite
		total += int64(max(s.Population, 0))
	}
	if total > MaxPopulation {
		report("the strata together have to hold at most %d cases, got %d", MaxPopulation, total)
	}
	for i, c := range cases {
		h, ok := index[c.Stratum]
		if !ok {
			report("case %d: there is no stratum %q", i+1, c.Stratum)
			continue
		}
		if !(c.Weight >= 0 && c.Weight <= MaxPopulation) {
			report("case %d: the weight has to be from 0 to %d, got %v", i+1, MaxPopulation, c.Weight)
		}
		d.strata[h].sample++
		d.cases = append(d.cases, designCase{stratum: h, weight: c.Weight})
	}
	for _, s := range d.strata {
		switch {
		case s.sample == 0:
			report("stratum %q has no case in the sample; merge it with another, or leave it out and say that the estimate is not of it", s.Name)
		case s.Population != Infinite && s.sample > s.Population:
			report("stratum %q: a sample of %d is larger than its population of %d", s.Name, s.sample, s.Population)
		}
	}
	if len(cases) == 0 {
		report("a design needs at least one case")
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return d, d.fillWeights()
}

// fillWeights gives the weight N_h/n_h to cases without one.
func (d *Design) fillWeights() error {
	first := make([]float64, len(d.strata))
	for i := range d.cases {
		c := &d.cases[i]
		s := d.strata[c.stratum]
		if c.weight == 0 {
			switch {
			case s.Population != Infinite:
				c.weight = float64(s.Population) / float64(s.sample)
			case len(d.strata) == 1:
				c.weight = 1
			default:
				return fmt.Errorf("stats: stratum %q is not finite, so its cases need weights to be put together with other strata", s.Name)
			}
		}
		if first[c.stratum] == 0 {
			first[c.stratum] = c.weight
		}
		d.count = d.count && c.weight == first[c.stratum]
	}
	for h, s := range d.strata {
		// A count model needs the stratum's own weight, not just equal ones.
		d.count = d.count && first[h] == float64(s.Population)/float64(s.sample)
	}
	return nil
}

// Sample returns the number of cases drawn.
func (d *Design) Sample() int { return len(d.cases) }

// Population returns the number of cases in the population, Infinite where a
// stratum has no end.
func (d *Design) Population() int {
	total := 0
	for _, s := range d.strata {
		if s.Population == Infinite {
			return Infinite
		}
		total += s.Population
	}
	return total
}

// String says what the design is in a sentence.
func (d *Design) String() string {
	kind := phrase.Either(len(d.strata) > 1, fmt.Sprintf("stratified simple random sample in %d strata", len(d.strata)),
		"simple random sample")
	if N := d.Population(); N != Infinite {
		return fmt.Sprintf("%s: %d of %d cases, finite correction", kind, len(d.cases), N)
	}
	return fmt.Sprintf("%s: %d cases, population not finite", kind, len(d.cases))
}
