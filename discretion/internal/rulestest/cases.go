package rulestest

import "slices"

// Cases makes the cases of a small inspection.
func (m *Maker) Cases() []Case {
	var cases []Case
	groups := 1
	for _, st := range m.Rules.Standards {
		groups = max(groups, st.Group+1)
	}
	for g := range groups {
		for range 1 + m.IntN(5) {
			c := Case{Group: g, Answers: make([]int, len(m.Rules.Questions)), Low: m.one(2)}
			for _, st := range m.Rules.Standards {
				for _, q := range st.Questions {
					question := m.Rules.Questions[q]
					if st.Group != g || question.LowOnly && !c.Low {
						continue
					}
					if c.Answers[q] = []int{0, 1, 1, 2, 2, 2}[m.IntN(6)]; question.Points != nil && c.Answers[q] > 0 {
						c.Answers[q] = 1 + m.IntN(question.Best())
					}
				}
			}
			cases = append(cases, c)
		}
	}
	if !m.Plain && m.one(4) {
		cases = append(cases, m.failed(cases))
	}
	return cases
}

// failed is a case of the first group that counts as failed: it is no, or at the worst level,
// on the questions that apply to it, by the rules or as to any case that was read.
func (m *Maker) failed(cases []Case) Case {
	cases = m.Rules.Derived(cases)
	c := Case{Answers: make([]int, len(m.Rules.Questions)), Low: m.one(2), Held: true}
	for _, st := range m.Rules.Standards {
		for _, q := range st.Questions {
			asked := slices.ContainsFunc(cases, func(c Case) bool { return c.Answers[q] > 0 })
			if only := m.Rules.Questions[q].LowOnly; st.Group == 0 && (asked || only) && (c.Low || !only) {
				c.Answers[q] = 1
			}
		}
	}
	return c
}
