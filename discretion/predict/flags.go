package predict

import (
	"encoding/binary"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// A flagger applies the criteria for discretion to a standard's totals, as Assess does.
// It keeps what it finds, as a few results come up again and again, and serves one
// goroutine.
type flagger struct {
	*discretion.Assessor
	seen map[string]uint64
	key  []byte
}

func newFlagger(set *rules.Set, rounding rules.Rounding) *flagger {
	a, err := discretion.NewAssessor(discretion.NewInspection(set), discretion.Options{Rounding: rounding})
	if err != nil {
		panic(err) // an empty inspection has no contradiction
	}
	return &flagger{Assessor: a, seen: map[string]uint64{}}
}

// firing gives the criteria that fire on a standard's results, as a set of places.
func (f *flagger) firing(questions, yes, of []int) uint64 {
	f.key = f.key[:0]
	for i, q := range questions {
		f.key = binary.AppendUvarint(f.key, uint64(q))
		f.key = binary.AppendUvarint(f.key, uint64(yes[i]))
		f.key = binary.AppendUvarint(f.key, uint64(of[i]))
	}
	if set, ok := f.seen[string(f.key)]; ok {
		return set
	}
	var banded []int
	for i, q := range questions {
		f.SetCount(q, yes[i], of[i])
		if f.Bands[q] != rules.Unbanded {
			banded = append(banded, q)
		}
	}
	set := uint64(0)
	for i, c := range f.Rules.Criteria {
		if len(banded) == 0 {
			break
		}
		if fires := f.Fires(c, banded); fires != nil && *fires {
			set |= 1 << i
		}
	}
	f.seen[string(f.key)] = set
	return set
}
