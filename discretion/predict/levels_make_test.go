package predict

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"onecase/discretion"
	"onecase/discretion/internal/rulestest"
	"onecase/discretion/rules"
)

// A setMaker makes random rules of the whole language, and small inspections under them.
type setMaker struct {
	rulestest.Maker
	text string
}

// madeSet makes rules from a seed; nil where the rules do not hold together. Without yesNo answers
// may have points, and tables decide.
func madeSet(t testing.TB, seed uint64, yesNo bool) (m *setMaker, set *rules.Set) {
	m = &setMaker{Maker: rulestest.Maker{Rand: rand.New(rand.NewPCG(seed, 14)), YesNo: yesNo}}
	m.text = m.Make()
	set, err := rules.Parse("made.toml", []byte(m.text))
	if err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, m.text)
	}
	if len(set.Check()) > 0 {
		return m, nil
	}
	return m, set
}

func (m *setMaker) one(of int) bool { return m.IntN(of) == 0 }

// judge gives every judged standard a rating.
func (m *setMaker) judge(ins *discretion.Inspection) {
	for p, st := range m.Rules.Standards {
		if st.Judged >= 0 {
			ins.Judged[fmt.Sprintf("t%d", p)] = m.ID(st.Scale, st.Judged)
		}
	}
}

// totals makes a small inspection of totals: few cases read, and few unread.
func (m *setMaker) totals(set *rules.Set) *discretion.Inspection {
	ins := discretion.NewInspection(set)
	for _, g := range set.Groups {
		read := 1 + m.IntN(4)
		ins.Groups[g.ID] = discretion.GroupSize{Population: read + m.IntN(4), Sample: read}
		for at, q := range set.Questions() {
			if q.Group != g.ID {
				continue
			}
			of := read
			if m.one(4) {
				of = 1 + m.IntN(read)
			}
			r := ins.Results.Questions[at]
			r.Known, r.Yes, r.Of = discretion.Counted, m.IntN(of+1), of
			if m.one(4) { // to how many it applies is known
				r.Population = of + m.IntN(ins.Groups[g.ID].Population-read+1)
			}
			ins.Results.Questions[at] = r
		}
	}
	m.judge(ins)
	return ins
}
