package sample

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync/atomic"

	"onecase/sample/internal/stream"
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

// The chance of being in an extended sample is that of being in its core or in an
// extension. It is worked out over all other seeds and from the design alone: as
// if every case drawn were usable, so that core and extensions have the sizes
// that were asked for.

// outcomes lists what the core sample may take, where its chances are exact.
func (gp *GroupPlan) outcomes() []outcome { return gp.round.table.outcomes(gp.round.base) }

// next is the round that adds more cases to a sample.
func (gp *GroupPlan) next(d Design, name string, more int, take []int) (*roundSpec, error) {
	s := &roundSpec{grid: gp.grid, name: name, size: more, kept: slices.Clone(gp.core.kept), room: slices.Clone(gp.core.room)}
	for c, n := range take {
		s.kept[c] += n
		s.room[c] -= n
	}
	s.whole = sum(s.kept) + more
	var err error
	if s.bounds, err = gp.grid.bounds(d, s.kept); err != nil {
		return nil, err
	}
	return s, s.setChances()
}

// computed are the chances after one extension. For each plan of the core's table,
// a case is in that plan's sample or has the chance that its extension gives.
func (gp *GroupPlan) computed(d Design, drawn Inclusion, more int) Inclusion {
	all := gp.outcomes()
	added := make([][]float64, len(all)) // per outcome and cell: the chance of a case that is left
	failed := make([]error, len(all))
	uneven := make([]bool, len(all))
	atOnce(spans(len(all), 1), func(_ int, part span) {
		for i := part.from; i < part.to; i++ {
			var s *roundSpec
			if s, failed[i] = gp.next(d, "", more, all[i].take); failed[i] == nil {
				added[i], uneven[i] = s.chance, !s.even
			}
		}
	})
	if gp.core.even && !slices.Contains(uneven, true) && errors.Join(failed...) == nil {
		return drawn.extended(len(gp.forced)+gp.core.size, more, gp.grid.total)
	}
	chance := make([]float64, len(gp.core.room))
	for i, h := range all {
		if failed[i] != nil {
			return Inclusion{How: ChanceUnknown,
				Reason: "with other seeds there would be samples that cannot be extended so: " + failed[i].Error()}
		}
		for c, room := range gp.core.room {
			if room > 0 {
				in := float64(h.take[c]) / float64(room)
				chance[c] += float64(h.chance * (in + float64((1-in)*added[i][c])))
			}
		}
	}
	return gp.grid.inclusion(ByDesign, chance, gp.forced)
}

// simulatedDraws is how many draws chances are simulated with: 2,000, or fewer
// where there are many cells, whose walks take longer.
func simulatedDraws(cells int) int { return max(100, min(2_000, 400_000/max(cells, 1))) }

// The first draws of a simulation show how much arithmetic its walks take, and
// whether that is within some minutes' worth.
const (
	firstDraws    = 4
	maxSimulation = 10_000_000_000
)

// A simulated draw has the cases taken per cell, their target given the rounds before the
// last, and about how much arithmetic its walks took.
type simulated struct {
	take []int
	aim  []float64
	work int64
	err  error
}

// simulate draws with other seeds, the core sample and then extensions by so many
// cases each, and counts how often the cases of each cell come up. The last round's
// target, on average over the draws, counts as one more draw, so that no case that
// can be drawn has the chance 0.
//
// Draw i follows the stream of the purpose "chances NAME i" without a seed. It
// takes a plan of the core's table if there is one; every other round is a walk.
func (gp *GroupPlan) simulate(d Design, name string, more []int, progress Progress) Inclusion {
	draws := simulatedDraws(len(gp.grid.cells))
	results := make([]simulated, draws)
	draw := func(i int) {
		from := stream.New(purposeSeed(fmt.Sprintf("%s %s %d", purposeChances, name, i+1), gp.Group, ""))
		results[i] = gp.drawOnce(d, more, from)
	}
	var work int64
	for i := range firstDraws {
		draw(i)
		work += results[i].work
		if work/firstDraws*int64(draws) > maxSimulation {
			return Inclusion{How: ChanceUnknown,
				Reason: fmt.Sprintf("the %d draws with other seeds that it is counted from would take too long", draws)}
		}
	}
	var started atomic.Int64
	started.Store(firstDraws)
	atOnce(spans(draws, 1), func(part int, _ span) { // a part that is done with one draw takes the next
		for i := int(started.Add(1)) - 1; i < draws; i = int(started.Add(1)) - 1 {
			draw(i)
			if part == 0 && i+1 < draws {
				progress(i+1, draws)
			}
		}
	})
	progress(draws, draws)
	done := 0
	chance, aim := make([]float64, len(gp.core.room)), make([]float64, len(gp.core.room))
	var failed error
	for _, r := range results {
		if r.err != nil {
			failed = r.err
			continue
		}
		done++
		for c := range chance {
			chance[c] += float64(r.take[c])
			aim[c] += r.aim[c]
		}
	}
	if 2*done < draws {
		return Inclusion{How: ChanceUnknown,
			Reason: fmt.Sprintf("of %d draws with other seeds, %d could not be made: %v", draws, draws-done, failed)}
	}
	for c, room := range gp.core.room {
		if room > 0 {
			chance[c] = (chance[c] + aim[c]/float64(done)) / float64(done+1) / float64(room)
		}
	}
	in := gp.grid.inclusion(BySimulation, chance, gp.forced)
	in.Draws = done
	return in
}

// drawOnce is one draw of simulate.
func (gp *GroupPlan) drawOnce(d Design, more []int, s *stream.Stream) (r simulated) {
	spec, round := gp.core, gp.round
	r.take, r.aim = make([]int, len(spec.room)), make([]float64, len(spec.room))
	for k := 0; ; k++ {
		for c, n := range spec.expected() {
			r.aim[c] = float64(r.take[c]) + n
		}
		var plan []int
		switch {
		case round.table != nil:
			plan = round.table[round.table.Pick(int64(s.Word()%uint64(WeightSum)))].Up
		case len(round.open) > 0:
			up, tries, err := spec.walk(round.problem, s)
			if err != nil {
				return simulated{err: err}
			}
			_, work := round.problem.Bound()
			r.work += int64(tries) * work
			for _, f := range up {
				plan = append(plan, round.open[f])
			}
		}
		for c, n := range round.base {
			r.take[c] += n
		}
		for _, c := range plan {
			r.take[c]++
		}
		if k == len(more) {
			return r
		}
		var err error
		if spec, err = gp.next(d, fmt.Sprint("extension-", k+1), more[k], r.take); err != nil {
			return simulated{err: err}
		}
		round = spec.split()
	}
}

// inclusionAfter is the chance of every case of being in the sample after the next
// extension, which adds more cases by a round of the given method. Earlier has the
// numbers of cases that earlier extensions added.
func (gp *GroupPlan) inclusionAfter(d Design, drawn *GroupDraw, earlier []int, more int, round RoundMethod, progress Progress) Inclusion {
	switch {
	case len(gp.core.bounds) == 0:
		in := drawn.Inclusion.extended(len(drawn.Selected), sum(earlier)+more, drawn.Population)
		if round == ByWalk && in.How == ByDesign {
			in.How = AsWalked
		}
		return in
	case len(earlier) == 0 && round != ByWalk && !gp.round.biased:
		return gp.computed(d, drawn.Inclusion, more)
	}
	return gp.simulate(d, fmt.Sprint("extension-", len(earlier)+1), append(slices.Clone(earlier), more), progress)
}
