package sample

import (
	"math"
	"slices"
	"strings"
)

// inclusion lists the chance of every case, from that of the cases of each cell.
func (g *grid) inclusion(how ChanceHow, chance []float64, forced map[int]bool) Inclusion {
	in := Inclusion{How: how}
	same := len(forced) == 0
	for _, p := range chance {
		same = same && math.Abs(p-chance[0]) < 1e-12
	}
	if same {
		p := round9(chance[0])
		in.PerCase = &p
		return in
	}
	for c, cell := range g.cells {
		for _, i := range cell.cases {
			p := chance[c]
			if forced[i] {
				p = 1
			}
			in.Cases = append(in.Cases, CaseChance{ID: g.frame.Cases[i].ID, Chance: round9(p)})
		}
	}
	slices.SortFunc(in.Cases, func(a, b CaseChance) int { return strings.Compare(a.ID, b.ID) })
	return in
}

// Range returns the least and the greatest chance of a case; NaN where chances
// are not known.
func (in *Inclusion) Range() (low, high float64) {
	if in.PerCase != nil {
		return *in.PerCase, *in.PerCase
	}
	if len(in.Cases) == 0 {
		return math.NaN(), math.NaN()
	}
	low, high = 1, 0
	for _, c := range in.Cases {
		low, high = min(low, c.Chance), max(high, c.Chance)
	}
	return low, high
}

// never counts the cases, of a population, that no seed selects.
func (in *Inclusion) never(population int) int {
	if in.PerCase != nil && *in.PerCase == 0 {
		return population
	}
	n := 0
	for _, c := range in.Cases {
		if c.Chance == 0 {
			n++
		}
	}
	return n
}

// extended are the chances after more cases are added from all that are left, each
// with the same chance: the chance of not being in the sample is multiplied by the
// share of those left that are not added.
func (in Inclusion) extended(n, more, population int) Inclusion {
	left := float64(population-n-more) / float64(population-n)
	if in.PerCase != nil {
		p := round9(float64(n+more) / float64(population))
		in.PerCase = &p
		return in
	}
	in.Cases = slices.Clone(in.Cases)
	for i := range in.Cases {
		in.Cases[i].Chance = round9(1 - float64((1-in.Cases[i].Chance)*left))
	}
	return in
}
