package discretion

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"onecase/discretion/rules"
)

// A languageMaker makes random rules and inspections.
type languageMaker struct {
	*rand.Rand
	r    refRules
	text strings.Builder
}

func (m *languageMaker) one(of int) bool { return m.IntN(of) == 0 }

func (m *languageMaker) writef(format string, args ...any) { fmt.Fprintf(&m.text, format, args...) }

func (m *languageMaker) id(scale, rating int) string { return fmt.Sprintf("r%d%d", scale, rating) }

// bands makes bands over a range of whole figures. Some ratings may be left out.
func (m *languageMaker) bands(scale, from, to int, step int) []refBand {
	var used []int
	n := len(m.r.scales[scale].scores)
	for rating := range n {
		if rating == 0 || rating == n-1 || !m.one(4) {
			used = append(used, rating)
		}
	}
	var cuts []int
	for len(cuts) < len(used)-1 {
		if c := from + 1 + m.IntN(max(to-from, 1)); !slices.Contains(cuts, c) {
			cuts = append(cuts, c)
		} else if to-from < 2*len(used) {
			break
		}
	}
	slices.Sort(cuts)
	bands := []refBand{{used[0], from, to}}
	for i, c := range cuts {
		bands[i].to = c - step
		bands = append(bands, refBand{used[i+1], c, to})
	}
	return bands
}

func (m *languageMaker) writeBands(scale int, bands []refBand) string {
	var parts []string
	for _, b := range bands {
		parts = append(parts, fmt.Sprintf("{ rating = %q, from = %d, to = %d }", m.id(scale, b.rating), b.from, b.to))
	}
	return "bands = [" + strings.Join(parts, ", ") + "]"
}

// percentBands are bands of percentages.
func (m *languageMaker) percentBands(scale int) []refBand {
	return m.bands(scale, 0, 100, m.step())
}

func (m *languageMaker) step() int {
	if m.r.rounding == rules.None {
		return 0
	}
	return 1
}

// limits makes limits over members, whose scales are given.
func (m *languageMaker) limits(own int, ids []string, scales []int) (limits []refLimit, text string) {
	var parts []string
	for range m.IntN(3) {
		l := refLimit{above: m.one(3), count: 1 + m.IntN(len(ids)), most: m.IntN(len(m.r.scales[own].scores) - 1)}
		scale := scales[m.IntN(len(scales))]
		rating := m.IntN(len(m.r.scales[scale].scores) - 1)
		if l.above {
			rating++
		}
		var among []string
		for i, id := range ids {
			if scales[i] == scale && !m.one(4) {
				l.among, l.at = append(l.among, i), append(l.at, rating)
				among = append(among, fmt.Sprintf("%q", id))
			}
		}
		if len(among) == 0 {
			continue
		}
		l.count = min(l.count, len(among))
		how := fmt.Sprintf("at_or_below = %q, count = %d", m.id(scale, rating), l.count)
		if l.above {
			how = fmt.Sprintf("at_or_above = %q, fewer_than = %d", m.id(scale, rating), l.count)
		}
		limits = append(limits, l)
		parts = append(parts, fmt.Sprintf("{ among = [%s], %s, at_most = %q }", strings.Join(among, ", "), how, m.id(own, l.most)))
	}
	if len(parts) == 0 {
		return nil, ""
	}
	return limits, "limits = [" + strings.Join(parts, ", ") + "]\n"
}

// figured gives a node over parts its bands, and says how the parts are combined.
func (m *languageMaker) figured(st *refStandard, parts []int, whole bool) string {
	low, high, weight := 0, 0, 0
	sameScale := true
	for _, p := range parts {
		scores, w := m.r.scales[m.r.standards[p].scale].scores, m.r.standards[p].weight
		low, high, weight = low+w*scores[0], high+w*scores[len(scores)-1], weight+w
		sameScale = sameScale && m.r.standards[p].scale == st.scale && w == 1
	}
	kinds := []rules.Combine{rules.Sum, rules.Percent}
	if sameScale {
		kinds = append(kinds, rules.Lowest, rules.Lowest)
	}
	if !whole {
		kinds = append(kinds, rules.Mean)
	}
	st.combine = kinds[m.IntN(len(kinds))]
	text := fmt.Sprintf("combine = %q\n", st.combine)
	switch st.combine {
	case rules.Lowest:
		return text
	case rules.Sum:
		st.bands = m.bands(st.scale, low, high, 1)
		if whole {
			text += fmt.Sprintf("standards = %d\nmaximum = %d\n", len(parts), high)
		}
	case rules.Mean:
		st.bands = m.bands(st.scale, low/weight, high, 0)
	case rules.Percent:
		st.bands = m.bands(st.scale, 0, 100, m.step())
	}
	return text + m.writeBands(st.scale, st.bands) + "\n"
}

// make writes random rules down, twice.
func (m *languageMaker) make() string {
	m.r.rounding = []rules.Rounding{rules.HalfUp, rules.HalfEven, rules.Down, rules.None}[m.IntN(4)]
	m.r.inclusive = m.r.rounding != rules.None || m.one(2)
	m.writef("id = \"language\"\npercent = { measure = \"percent-yes\", rounding = %q, inclusive = %v }\n", m.r.rounding, m.r.inclusive)
	groups := 1 + m.IntN(2)
	for g := range groups {
		m.writef("[[groups]]\nid = \"g%d\"\ndisposals = [\"d%d\"]\n", g, g)
	}
	for s := range 1 + m.IntN(2) {
		scores := []int{m.IntN(2)}
		for range 1 + m.IntN(3) {
			scores = append(scores, scores[len(scores)-1]+1+m.IntN(2))
		}
		m.r.scales = append(m.r.scales, refScale{scores})
		if s == 1 {
			m.writef("[[scales]]\nid = \"s1\"\nratings = [")
		}
		for i, score := range scores {
			if s == 0 {
				m.writef("[[ratings]]\nid = %q\nname = \"n%d%d\"\nscore = %d\n", m.id(0, i), s, i, score)
			} else {
				m.writef("{ id = %q, name = \"n%d%d\", score = %d }, ", m.id(1, i), s, i, score)
			}
		}
		if s == 1 {
			m.writef("]\n")
		}
	}
	for s := range groups + m.IntN(3-groups+1) {
		m.leaf(s, s%groups)
	}
	for range m.IntN(2) {
		m.judged()
	}
	taken := map[int]bool{}
	for range m.IntN(3) {
		m.level(taken)
	}
	var counted []int
	for s := range m.r.standards {
		if !taken[s] {
			counted = append(counted, s)
		}
	}
	return m.whole(counted)
}

func (m *languageMaker) scale() (int, string) {
	if len(m.r.scales) > 1 && m.one(3) {
		return 1, "scale = \"s1\"\n"
	}
	return 0, ""
}

func (m *languageMaker) weight() (int, string) {
	if m.one(3) {
		return 2, "weight = 2\n"
	}
	return 1, ""
}

// leaf adds a standard with questions.
func (m *languageMaker) leaf(at, group int) {
	st := refStandard{group: group, judged: -1, combine: rules.Lowest}
	m.writef("[[standards]]\nid = \"t%d\"\nname = \"T%d\"\ngroup = \"g%d\"\n", at, at, group)
	var text string
	st.scale, text = m.scale()
	m.writef("%s", text)
	st.weight, text = m.weight()
	m.writef("%s", text)
	if m.one(3) {
		st.combine = rules.Mean
		m.writef("combine = \"mean\"\n")
	}
	st.bands = m.percentBands(st.scale)
	m.writef("%s\n", m.writeBands(st.scale, st.bands))
	var ids, questions []string
	var scales []int
	for k := range 1 + m.IntN(3) {
		q := refQuestion{bands: st.bands, weight: 1}
		own := ""
		switch {
		case m.one(4):
			q.bands = m.percentBands(st.scale)
			own = ", " + m.writeBands(st.scale, q.bands)
		case m.one(8):
			own = ", " + m.table(&q, st.scale)
		}
		if st.combine == rules.Mean && m.one(3) {
			q.weight = 2
			own += ", weight = 2"
		}
		st.questions = append(st.questions, len(m.r.questions))
		m.r.questions = append(m.r.questions, q)
		ids, scales = append(ids, fmt.Sprintf("q%d", k)), append(scales, st.scale)
		questions = append(questions, fmt.Sprintf("{ id = \"q%d\", name = \"Q%d\"%s }", k, k, own))
	}
	st.limits, text = m.limits(st.scale, ids, scales)
	m.writef("%squestions = [%s]\n", text, strings.Join(questions, ", "))
	m.r.standards = append(m.r.standards, st)
	m.mark()
}

// table gives a question a table for up to five cases.
func (m *languageMaker) table(q *refQuestion, scale int) string {
	q.table = map[int][]int{}
	var rows []string
	for of := 1; of <= 5; of++ {
		var least []int
		var texts []string
		for range len(m.r.scales[scale].scores) - 1 {
			least = append(least, 1+m.IntN(of))
		}
		slices.Sort(least)
		for _, l := range least {
			texts = append(texts, fmt.Sprint(l))
		}
		q.table[of] = least
		rows = append(rows, fmt.Sprintf("{ cases = %d, yes = [%s] }", of, strings.Join(texts, ", ")))
	}
	return "decide = [" + strings.Join(rows, ", ") + "]"
}

// judged adds a standard that is judged directly.
func (m *languageMaker) judged() {
	st := refStandard{combine: rules.Lowest, weight: 1}
	m.writef("[[standards]]\nid = \"t%d\"\nname = \"T%d\"\njudged = true\n", len(m.r.standards), len(m.r.standards))
	var text string
	st.scale, text = m.scale()
	m.writef("%s", text)
	st.judged = m.IntN(len(m.r.scales[st.scale].scores))
	m.r.standards = append(m.r.standards, st)
	m.mark()
}

// level adds a standard made of others.
func (m *languageMaker) level(taken map[int]bool) {
	st := refStandard{judged: -1, parts: []int{}}
	var ids []string
	var scales []int
	for p := range m.r.standards {
		if !taken[p] && m.one(2) {
			st.parts = append(st.parts, p)
			ids, scales = append(ids, fmt.Sprintf("t%d", p)), append(scales, m.r.standards[p].scale)
		}
	}
	if len(st.parts) == 0 {
		return
	}
	for _, p := range st.parts {
		taken[p] = true
	}
	m.writef("[[standards]]\nid = \"t%d\"\nname = \"T%d\"\nparts = [\"%s\"]\n", len(m.r.standards), len(m.r.standards), strings.Join(ids, "\", \""))
	var text string
	st.scale, text = m.scale()
	m.writef("%s", text)
	st.weight, text = m.weight()
	m.writef("%s%s", text, m.figured(&st, st.parts, false))
	st.limits, text = m.limits(st.scale, ids, scales)
	m.writef("%s", text)
	m.r.standards = append(m.r.standards, st)
	m.mark()
}

// mark leaves a place for whether the last standard counts.
func (m *languageMaker) mark() { m.writef("#counted%d#\n", len(m.r.standards)-1) }

// whole adds the overall rating.
func (m *languageMaker) whole(counted []int) string {
	st := &m.r.overall
	m.writef("[scoring]\n")
	var text string
	st.scale, text = m.scale()
	m.writef("%s%s", text, m.figured(st, counted, true))
	var ids []string
	var scales []int
	for _, s := range counted {
		m.r.standards[s].counted = true
		ids, scales = append(ids, fmt.Sprintf("t%d", s)), append(scales, m.r.standards[s].scale)
	}
	st.limits, text = m.limits(st.scale, ids, scales)
	m.writef("%s", text)
	m.writef("[[discretion]]\ncriterion = \"one-case-swing\"\ncases = 1\ninclusive = true\nchange = %q\n", []string{"case", "answer"}[m.IntN(2)])
	whole := m.text.String()
	for s, st := range m.r.standards {
		whole = strings.Replace(whole, fmt.Sprintf("#counted%d#\n", s), map[bool]string{true: "counted = true\n"}[st.counted], 1)
	}
	return whole
}

// cases makes the cases of a small inspection.
func (m *languageMaker) cases() []refCase {
	var cases []refCase
	groups := 1
	for _, st := range m.r.standards {
		groups = max(groups, st.group+1)
	}
	for g := range groups {
		for range 1 + m.IntN(5) {
			c := refCase{g, make([]int, len(m.r.questions))}
			for _, st := range m.r.standards {
				for _, q := range st.questions {
					if st.group == g {
						c.answers[q] = []int{0, 1, 1, 2, 2, 2}[m.IntN(6)]
					}
				}
			}
			cases = append(cases, c)
		}
	}
	return cases
}

// inspection puts the cases in an inspection.
func (m *languageMaker) inspection(set *rules.Set, cases []refCase) *Inspection {
	ins := NewInspection(set)
	grid := &Grid{}
	for i, c := range cases {
		row := make([]Answer, len(c.answers))
		for q, a := range c.answers {
			row[q] = Answer(a)
		}
		grid.Cases = append(grid.Cases, Case{ID: fmt.Sprintf("K%02d", i), Group: fmt.Sprintf("g%d", c.group), Answers: row})
	}
	ins.Results.Grid = grid
	ins.Results.CountAnswers(set.Questions())
	for s, st := range m.r.standards {
		if st.judged >= 0 {
			ins.Judged[fmt.Sprintf("t%d", s)] = m.id(st.scale, st.judged)
		}
	}
	return ins
}
