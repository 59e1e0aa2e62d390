package predict

import (
	"encoding/binary"
	"slices"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// A flagger applies the criteria for discretion to a standard's results, as Assess does.
// It keeps what it finds, as a few results come up again and again, and serves one
// goroutine.
type flagger struct {
	*discretion.Assessor
	seen map[string]flags
	key  []byte

	// What the sampler says of a sample beside its counts: the cases at each level, by the tally's
	// questions, of answers with points; and the cases drawn, where they are.
	levels [][]int
	cases  []*discretion.Case
}

// flags are sets of criteria by their places: those that fire, and those of one case that fire
// only if a case has answers to several questions that all count.
type flags struct{ fire, shared uint64 }

func newFlagger(p *OutlookPlan, rounding rules.Rounding, questions []int) *flagger {
	ins := discretion.NewInspection(p.Rules)
	for id, size := range p.Groups { // read in full
		ins.Groups[id] = discretion.GroupSize{Population: size.Sample, Sample: size.Sample}
	}
	a, err := discretion.NewAssessor(ins, discretion.Options{Rounding: rounding})
	if err != nil {
		panic(err) // an empty inspection has no contradiction
	}
	f := &flagger{Assessor: a, seen: map[string]flags{}, levels: make([][]int, len(questions))}
	for i, q := range questions {
		if a.Scales[q].HasPoints() {
			f.levels[i] = make([]int, a.Scales[q].Levels())
		}
	}
	return f
}

// firing gives the criteria that fire on a standard's results, as a set of places. Its questions
// are those of the tally from the first on.
func (f *flagger) firing(st askedStandard, first int, yes, of []int) uint64 {
	f.key = binary.AppendUvarint(f.key[:0], uint64(st.at))
	for i := range st.questions {
		f.key = binary.AppendUvarint(f.key, uint64(of[i]))
		f.key = binary.AppendUvarint(f.key, uint64(yes[i]))
		for _, n := range f.levels[first+i] {
			f.key = binary.AppendUvarint(f.key, uint64(n))
		}
	}
	found, ok := f.seen[string(f.key)]
	if !ok {
		f.set(st, first, yes, of)
		for i, c := range f.Rules.Criteria {
			switch fires := f.FiresIn(st.at, c); {
			case fires != nil && *fires:
				found.fire |= 1 << i
			case fires == nil && c.ID == rules.OneCaseSwing && c.Change != rules.OneAnswer:
				found.shared |= 1 << i
			}
		}
		f.seen[string(f.key)] = found
	}
	if found.shared != 0 && len(f.cases) > 0 {
		if f.set(st, first, yes, of); slices.ContainsFunc(f.cases, func(c *discretion.Case) bool { return f.Moves(st.at, c) }) {
			return found.fire | found.shared
		}
	}
	return found.fire
}

// set takes the results of a standard's questions.
func (f *flagger) set(st askedStandard, first int, yes, of []int) {
	for i, q := range st.questions {
		if levels := f.levels[first+i]; levels != nil {
			f.SetLevels(q, levels)
		} else {
			f.SetCount(q, yes[i], of[i])
		}
	}
}
