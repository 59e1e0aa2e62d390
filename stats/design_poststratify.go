package stats

import (
	"errors"
	"fmt"
	"slices"
)

// postStrata are classes whose sizes in the population are known though the
// sample was not drawn by them.
type postStrata struct {
	class  []int     // per case
	weight []float64 // per class: what its cases weigh together
}

// residuals takes from every score its class's share of the scores, which the
// known sizes of the classes leave no room for.
func (p *postStrata) residuals(z []float64, cases []designCase) {
	sum := make([]float64, len(p.weight))
	for i, c := range p.class {
		sum[c] += z[i]
	}
	for i, c := range p.class {
		z[i] -= cases[i].weight / p.weight[c] * sum[c]
	}
}

// PostStratify returns the design with its cases weighted so that each class
// has the size it is known to have in the population. classes are given for
// every case, in the design's order. The standard error of an estimate is then
// that of the residuals of its scores from their classes' means, which is
// smaller where classes differ. A design can be post-stratified once. It is
// what R package survey's postStratify does. Source: Valliant, R. (1993),
// Poststratification and conditional variance estimation, JASA 88, the
// linearisation estimator.
func (d *Design) PostStratify(sizes []Stratum, classes []string) (*Design, error) {
	if d.post != nil || d.balance != nil {
		return nil, errors.New("stats: the design is post-stratified or balanced already")
	}
	if len(classes) != len(d.cases) {
		return nil, fmt.Errorf("stats: the design has %d cases and was given %d classes", len(d.cases), len(classes))
	}
	index := map[string]int{}
	for k, s := range sizes {
		if _, twice := index[s.Name]; twice {
			return nil, fmt.Errorf("stats: class %q is there twice", s.Name)
		}
		if s.Population < 1 || s.Population > MaxPopulation {
			return nil, fmt.Errorf("stats: class %q: the population has to be from 1 to %d, got %d", s.Name, MaxPopulation, s.Population)
		}
		index[s.Name] = k
	}
	out := *d
	out.count = false
	out.cases = slices.Clone(d.cases)
	out.post = &postStrata{class: make([]int, len(classes)), weight: make([]float64, len(sizes))}
	for i, name := range classes {
		k, ok := index[name]
		if !ok {
			return nil, fmt.Errorf("stats: case %d: there is no class %q", i+1, name)
		}
		out.post.class[i] = k
		out.post.weight[k] += d.cases[i].weight
	}
	for i, k := range out.post.class {
		out.cases[i].weight *= float64(sizes[k].Population) / out.post.weight[k]
	}
	for k, s := range sizes {
		if out.post.weight[k] == 0 {
			return nil, fmt.Errorf("stats: class %q has no case in the sample; merge it with another", s.Name)
		}
		out.post.weight[k] = float64(s.Population)
	}
	return &out, nil
}
