package predict

import (
	"encoding/binary"
	"sort"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// A flagger applies the criteria for discretion to the results of one standard,
// as Assess does from totals. It keeps what it has found, as the same few
// results come again and again; it is for one goroutine.
type flagger struct {
	*discretion.Assessor
	criteria []rules.CriterionID
	seen     map[string]uint64
	key      []byte
}

func (l *look) newFlagger() *flagger {
	ins := discretion.NewInspection(l.plan.Rules)
	a, err := discretion.NewAssessor(ins, discretion.Options{Rounding: l.o.Rounding})
	if err != nil {
		panic(err) // an inspection with nothing in it has no contradiction
	}
	f := &flagger{Assessor: a, seen: map[string]uint64{}}
	for _, c := range l.plan.Rules.Criteria {
		f.criteria = append(f.criteria, c.ID)
	}
	return f
}

// set gives a question the result of a replicate.
func (f *flagger) set(q, yes, of int) {
	f.SetCount(q, yes, of)
}

// firing gives the criteria that open a standard with these questions, as a set
// of their places.
func (f *flagger) firing(qs []int) uint64 {
	f.key = f.key[:0]
	var banded []int
	for _, q := range qs {
		f.key = binary.AppendUvarint(f.key, uint64(q))
		f.key = binary.AppendUvarint(f.key, uint64(f.Results[q].Yes))
		f.key = binary.AppendUvarint(f.key, uint64(f.Results[q].Of))
		if f.Bands[q] != rules.Unbanded {
			banded = append(banded, q)
		}
	}
	if set, ok := f.seen[string(f.key)]; ok {
		return set
	}
	set := uint64(0)
	if len(banded) > 0 {
		for i, c := range f.Rules.Criteria {
			if fires := f.Fires(c, banded); fires != nil && *fires {
				set |= 1 << i
			}
		}
	}
	f.seen[string(f.key)] = set
	return set
}

// A flagCount is how often each criterion of a standard fired.
type flagCount struct {
	any      int64
	criteria []int64
}

func (c *flagCount) add(set uint64) {
	if set != 0 {
		c.any++
	}
	for i := range c.criteria {
		c.criteria[i] += int64(set >> i & 1)
	}
}

// chances puts counts in the outlook of a standard.
func (c *flagCount) chances(f []rules.CriterionID, replicates int, out *StandardOutlook) {
	any := float64(c.any) / float64(replicates)
	out.Flagged = &any
	for i, id := range f {
		out.Criteria = append(out.Criteria, CriterionChance{id, float64(c.criteria[i]) / float64(replicates)})
	}
}

// A flagReplicator draws the results of independent questions, standard by
// standard.
type flagReplicator struct {
	*flagger
	look      *look
	standards []int
	asked     [][]int     // by standard
	sums      [][]float64 // by question: the chances of its points, summed
	counts    []flagCount // by standard
}

func (l *look) newFlagReplicator(standards []int) *flagReplicator {
	w := &flagReplicator{flagger: l.newFlagger(), look: l, standards: standards,
		sums: make([][]float64, len(l.points)), counts: make([]flagCount, len(standards))}
	for k, i := range standards {
		w.asked = append(w.asked, l.asked(i))
		w.counts[k].criteria = make([]int64, len(w.criteria))
		for _, q := range w.asked[k] {
			sum := 0.0
			for _, p := range l.points[q] {
				sum += p.chance
				w.sums[q] = append(w.sums[q], sum)
			}
		}
	}
	return w
}

// replicate draws one result for every question and counts the flags.
func (w *flagReplicator) replicate(random *stream) {
	for k := range w.standards {
		for _, q := range w.asked[k] {
			sums := w.sums[q]
			u := random.below(sums[len(sums)-1])
			at := min(sort.SearchFloat64s(sums, u), len(sums)-1)
			w.set(q, w.look.points[q][at].yes, w.look.points[q][at].of)
		}
		w.counts[k].add(w.firing(w.asked[k]))
	}
}

// independentFlags simulates the flags of some standards.
func (l *look) independentFlags(group string, standards []int) {
	l.simulated = true
	workers := l.simulation("flags " + group).run(func() replicator { return l.newFlagReplicator(standards) })
	for k, i := range standards {
		sum := flagCount{criteria: make([]int64, len(l.plan.Rules.Criteria))}
		var ids []rules.CriterionID
		for _, worker := range workers {
			w := worker.(*flagReplicator)
			ids = w.criteria
			sum.any += w.counts[k].any
			for c, n := range w.counts[k].criteria {
				sum.criteria[c] += n
			}
		}
		sum.chances(ids, l.o.Replicates, &l.out.Standards[i])
	}
}

func (l *look) simulation(label string) simulation {
	s := simulation{label: "outlook " + label, seed: l.o.Seed, replicates: l.o.Replicates}
	if l.o.Progress != nil {
		s.progress = func(done int) { l.o.Progress(done, l.o.Replicates) }
	}
	return s
}
