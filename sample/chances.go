package sample

import (
	"fmt"
	"slices"
	"sync/atomic"

	"onecase/sample/internal/stream"
)

// The chances of being in an extended sample are those of its core and of what
// each extension added, together. They are worked out over all that other seeds
// could have drawn, and from the design alone: as if every case drawn had been
// usable, so that the core sample and the numbers added are what the design and
// the extensions asked for.

// A history is one way in which the rounds before an extension may have gone.
type history struct {
	chance float64
	take   []int // per cell: the cases drawn, without those taken whatever the seed
}

// histories lists how the core sample may have gone, where that is known.
func (ready *readyGroup) histories() []history {
	return ready.round.table.histories(ready.round.base)
}

// next is the task that adds more cases to a sample.
func (ready *readyGroup) next(d Design, name string, more int, take []int) (*task, error) {
	g, core := ready.grid, ready.core
	t := &task{grid: g, name: name, size: more, kept: slices.Clone(core.kept), room: slices.Clone(core.room)}
	for c, n := range take {
		t.kept[c] += n
		t.room[c] -= n
	}
	t.whole = sum(t.kept) + more
	var err error
	if t.bounds, err = g.bounds(d, t.kept); err != nil {
		return nil, err
	}
	return t, t.setChances()
}

// computed are the chances after one extension: over the plans of the core's
// table, a case is in the plan's sample or else has the chance that the extension
// of that sample gives it.
func (ready *readyGroup) computed(d Design, drawn Inclusion, more int) Inclusion {
	all := ready.histories()
	added := make([][]float64, len(all)) // per history and cell: the chance of a case that is left
	failed := make([]error, len(all))
	uneven := make([]bool, len(all))
	atOnce(spans(len(all), 1), func(_ int, s span) {
		for i := s.from; i < s.to; i++ {
			var t *task
			if t, failed[i] = ready.next(d, "", more, all[i].take); failed[i] == nil {
				added[i], uneven[i] = t.chance, !t.even
			}
		}
	})
	if ready.core.even && !slices.Contains(uneven, true) && !slices.ContainsFunc(failed, func(err error) bool { return err != nil }) {
		return drawn.extended(len(ready.forced)+ready.core.size, more, ready.grid.total)
	}
	chance := make([]float64, len(ready.core.room))
	for i, h := range all {
		if failed[i] != nil {
			return Inclusion{How: ChanceUnknown, Reason: "with other seeds there would be samples that cannot be extended so: " + failed[i].Error()}
		}
		for c, room := range ready.core.room {
			if room > 0 {
				in := float64(h.take[c]) / float64(room)
				chance[c] += float64(h.chance * (in + float64((1-in)*added[i][c])))
			}
		}
	}
	return ready.grid.inclusion(ByDesign, chance, ready.forced)
}

// simulatedDraws is how many draws chances are simulated with: 2,000, or fewer
// where there are many cells, whose walks take longer.
func simulatedDraws(cells int) int { return max(100, min(2_000, 400_000/max(cells, 1))) }

// simulate draws with other seeds and counts how often the cases of each cell come up:
// the core sample and, one after the other, the extensions by so many cases. What
// the last round is set, on average over the draws, counts as one draw more, so
// that no case that can be drawn has the chance 0.
//
// Draw i follows the stream of the purpose "chances NAME i" without a seed. It
// takes a plan of the core's table where there is one; every other round is a
// walk.
func (ready *readyGroup) simulate(p *Plan, name string, more []int) Inclusion {
	draws := simulatedDraws(len(ready.grid.cells))
	type result struct {
		take []int
		aim  []float64
		err  error
	}
	results := make([]result, draws)
	var started atomic.Int64
	before := draws * slices.IndexFunc(p.Groups, func(g GroupPlan) bool { return g.Group == ready.grid.group })
	atOnce(spans(draws, 1), func(part int, _ span) { // who is done with one takes the next
		for i := int(started.Add(1)) - 1; i < draws; i = int(started.Add(1)) - 1 {
			r := &results[i]
			stream := stream.New(purposeSeed(fmt.Sprintf("%s %s %d", purposeChances, name, i+1), ready.grid.group, ""))
			r.take, r.aim, r.err = ready.drawOnce(p.Design, more, stream)
			if part == 0 && i+1 < draws && p.Progress != nil {
				p.Progress(before+i+1, draws*len(p.Groups))
			}
		}
	})
	if p.Progress != nil {
		p.Progress(before+draws, draws*len(p.Groups))
	}
	done := 0
	chance, aim := make([]float64, len(ready.core.room)), make([]float64, len(ready.core.room))
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
		return Inclusion{How: ChanceUnknown, Reason: fmt.Sprintf("of %d draws with other seeds, %d could not be made: %v", draws, draws-done, failed)}
	}
	for c, room := range ready.core.room {
		if room > 0 {
			chance[c] = (chance[c] + aim[c]/float64(done)) / float64(done+1) / float64(room)
		}
	}
	in := ready.grid.inclusion(BySimulation, chance, ready.forced)
	in.Draws = done
	return in
}

// drawOnce is one draw of simulate: the cases taken per cell, and those it was
// set to take, given the rounds before the last.
func (ready *readyGroup) drawOnce(d Design, more []int, s *stream.Stream) (take []int, aim []float64, err error) {
	t, open := ready.core, ready.round
	take = make([]int, len(t.room))
	for k := 0; ; k++ {
		aim = make([]float64, len(take))
		for c, n := range t.expected() {
			aim[c] = float64(take[c]) + n
		}
		var plan []int
		switch {
		case open.table != nil:
			plan = open.table[open.table.Pick(int64(s.Word()%uint64(WeightSum)))].Up
		case len(open.part) > 0:
			one, err := t.walkAccepted(open.open, s)
			if err != nil {
				return nil, nil, err
			}
			for _, f := range one.up {
				plan = append(plan, open.part[f])
			}
		}
		for c, n := range open.base {
			take[c] += n
		}
		for _, c := range plan {
			take[c]++
		}
		if k == len(more) {
			return take, aim, nil
		}
		if t, err = ready.next(d, fmt.Sprint("extension-", k+1), more[k], take); err != nil {
			return nil, nil, err
		}
		open = t.open()
	}
}

// simulated are the chances of the core sample where it is a single walk whose
// chances differ from case to case. They are worked out once.
func (ready *readyGroup) simulated(p *Plan) Inclusion {
	ready.simulating.Do(func() { ready.simulation = ready.simulate(p, ready.core.name, nil) })
	return ready.simulation
}

// inclusionAfter states the chance of every case of being in the sample after
// the extension number last, which adds more cases by a round of the given
// method; earlier are the cases that earlier extensions added.
func (ready *readyGroup) inclusionAfter(p *Plan, drawn *GroupDraw, earlier []int, more int, round RoundMethod) Inclusion {
	bounded := ready.round != nil && len(ready.core.bounds) > 0
	switch {
	case !bounded:
		in := drawn.Inclusion.extended(len(drawn.Selected), sum(earlier)+more, drawn.Population)
		if round == ByWalk && in.How == ByDesign {
			in.How = AsWalked
		}
		return in
	case len(earlier) == 0 && round != ByWalk && (ready.round.table != nil || len(ready.round.part) == 0):
		return ready.computed(p.Design, drawn.Inclusion, more)
	}
	return ready.simulate(p, fmt.Sprint("extension-", len(earlier)+1), append(slices.Clone(earlier), more))
}
