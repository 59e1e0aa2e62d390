package discretion

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample"
)

// A languageMaker makes random rules and inspections.
type languageMaker struct {
	*rand.Rand
	r       refRules
	plain   bool // answers are yes and no, given directly and to all cases
	text    strings.Builder
	answers strings.Builder // the levels of answers
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
	m.writef("id = \"language\"\nmatch = [\"rosh\"]\npercent = { measure = \"percent-yes\", rounding = %q, inclusive = %v }\n", m.r.rounding, m.r.inclusive)
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
		if !m.plain && m.one(4) {
			q.lowOnly = true
			own = ", applies = [{ column = \"rosh\", is = [\"low\"] }]"
		}
		switch {
		case !m.plain && m.one(3):
			own += ", " + m.points(&q, st)
		case !m.plain && m.one(5):
			var text strings.Builder
			for item := range 1 + m.IntN(3) {
				id := fmt.Sprintf("q%di%d", k, item)
				q.items = append(q.items, len(m.r.questions))
				m.r.questions = append(m.r.questions, refQuestion{information: true, weight: 1})
				st.questions = append(st.questions, len(m.r.questions)-1)
				questions = append(questions, fmt.Sprintf("{ id = %q, information = true }", id))
				text.WriteString(fmt.Sprintf("%q, ", id))
				if m.one(4) {
					q.critical = append(q.critical, q.items[item])
				}
			}
			q.lowOnly = false
			q.least = m.IntN(len(q.items) + 1)
			own = fmt.Sprintf(", items = [%s], least = %d", text.String(), q.least)
			if len(q.items) > 1 && m.one(3) {
				q.least, q.mostNo = 0, 1+m.IntN(len(q.items)-1)
				own = fmt.Sprintf(", items = [%s], most_no = %d", text.String(), q.mostNo)
			}
			var critical []string
			for _, c := range q.critical {
				critical = append(critical, fmt.Sprintf("\"q%di%d\"", k, slices.Index(q.items, c)))
			}
			if len(critical) > 0 {
				own += ", critical = [" + strings.Join(critical, ", ") + "]"
			}
		case m.one(4):
			q.bands = m.percentBands(st.scale)
			own += ", " + m.writeBands(st.scale, q.bands)
		case m.one(8):
			own += ", " + m.table(&q, st.scale)
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

// points gives the answers to a question levels with points, and bands of their own.
func (m *languageMaker) points(q *refQuestion, st refStandard) string {
	p := &refPoints{mean: st.combine != rules.Mean && m.one(2), rounding: m.r.rounding}
	id := fmt.Sprintf("a%d", len(m.r.questions))
	var levels, points []string
	n := 2 + m.IntN(3)
	next := int64(m.IntN(3)) * 50
	for level := range n {
		p.levels = append(p.levels, next)
		levels, points = append(levels, fmt.Sprintf("\"l%d\"", level)), append(points, fmt.Sprintf("%d.%02d", next/100, next%100))
		next += []int64{100, 100, 50, 225}[m.IntN(4)]
	}
	fmt.Fprintf(&m.answers, "[[answers]]\nid = %q\nlevels = [%s]\npoints = [%s]\n", id, strings.Join(levels, ", "),
		strings.Join(points, ", "))
	how := ""
	if p.mean {
		p.rounding = rules.None
	}
	if m.one(2) {
		p.rounding = []rules.Rounding{rules.HalfUp, rules.HalfEven, rules.Down, rules.None}[m.IntN(4)]
		how = fmt.Sprintf(", rounding = %q", p.rounding)
	}
	if p.rounding != rules.None && m.one(2) {
		p.decimals = int64(1 + m.IntN(2))
		how += fmt.Sprintf(", decimals = %d", p.decimals)
	}
	to, step := 10000, 0
	if p.rounding != rules.None {
		step = map[int64]int{0: 100, 1: 10, 2: 1}[p.decimals]
	}
	measure, from := "percent", 10000*int(p.levels[0])/int(p.levels[n-1])/max(step, 1)*max(step, 1)
	if p.mean {
		measure, from, to = "mean", int(p.levels[0]), int(p.levels[n-1])
		if step > 0 { // ends that figures have
			from, to = from/step*step, (to+step-1)/step*step
		}
	}
	cut := max(step, 1)
	p.bands = m.bands(st.scale, from/cut, to/cut, 1)
	var parts []string
	for i := range p.bands {
		b := &p.bands[i]
		b.from, b.to = b.from*cut, b.to*cut
		if step == 0 && i+1 < len(p.bands) {
			b.to = p.bands[i+1].from * cut
		}
		if p.mean { // ends of the levels
			b.from, b.to = max(b.from, int(p.levels[0])), min(b.to, int(p.levels[n-1]))
		}
		parts = append(parts, fmt.Sprintf("{ rating = %q, from = %d.%02d, to = %d.%02d }", m.id(st.scale, b.rating),
			b.from/100, b.from%100, b.to/100, b.to%100))
	}
	q.points = p
	return fmt.Sprintf("answers = %q, measure = %q%s, bands = [%s]", id, measure, how, strings.Join(parts, ", "))
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
	m.writef("[[standards]]\nid = \"t%d\"\nname = \"T%d\"\nparts = [\"%s\"]\n", len(m.r.standards), len(m.r.standards),
		strings.Join(ids, "\", \""))
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
	m.writef("[[discretion]]\ncriterion = \"one-case-swing\"\ncases = 1\ninclusive = true\nchange = %q\n",
		[]string{"case", "answer"}[m.IntN(2)])
	m.criteria()
	whole := m.text.String() + m.answers.String()
	for s, st := range m.r.standards {
		whole = strings.Replace(whole, fmt.Sprintf("#counted%d#\n", s), map[bool]string{true: "counted = true\n"}[st.counted], 1)
	}
	return whole
}

// criteria adds near-boundary and small-sample.
func (m *languageMaker) criteria() {
	m.r.near = refNear{points: -1}
	if m.one(2) {
		n := refNear{points: int64(1 + m.IntN(800)), mean: int64(1 + m.IntN(40)),
			exact: m.r.rounding == rules.None || m.one(2), inclusive: m.one(2)}
		m.r.near = n
		mean := ""
		if slices.ContainsFunc(m.r.questions, func(q refQuestion) bool { return q.points != nil && q.points.mean }) {
			mean = fmt.Sprintf("mean = %d.%02d\n", n.mean/100, n.mean%100)
		}
		m.writef("[[discretion]]\ncriterion = \"near-boundary\"\npoints = %d.%02d\n%sinclusive = %v\npercent = %q\n",
			n.points/100, n.points%100, mean, n.inclusive,
			map[bool]string{true: "exact", false: "rounded"}[n.exact])
	}
	if m.one(2) {
		m.r.small = 1 + m.IntN(4)
		m.writef("[[discretion]]\ncriterion = \"small-sample\"\ncases = %d\ninclusive = true\n", m.r.small)
	}
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
			c := refCase{group: g, answers: make([]int, len(m.r.questions)), low: m.one(2)}
			for _, st := range m.r.standards {
				for _, q := range st.questions {
					question := m.r.questions[q]
					if st.group != g || question.lowOnly && !c.low {
						continue
					}
					if c.answers[q] = []int{0, 1, 1, 2, 2, 2}[m.IntN(6)]; question.points != nil && c.answers[q] > 0 {
						c.answers[q] = 1 + m.IntN(question.best())
					}
				}
			}
			cases = append(cases, c)
		}
	}
	if !m.plain && m.one(4) {
		cases = append(cases, m.failed(cases))
	}
	return cases
}

// failed is a case of the first group that counts as failed: it is no, or at the worst level,
// on the questions that apply to it, by the rules or as to any case that was read.
func (m *languageMaker) failed(cases []refCase) refCase {
	cases = m.r.derived(cases)
	c := refCase{answers: make([]int, len(m.r.questions)), low: m.one(2), held: true}
	for _, st := range m.r.standards {
		for _, q := range st.questions {
			asked := slices.ContainsFunc(cases, func(c refCase) bool { return c.answers[q] > 0 })
			if only := m.r.questions[q].lowOnly; st.group == 0 && (asked || only) && (c.low || !only) {
				c.answers[q] = 1
			}
		}
	}
	return c
}

// record is that of the draw of a group, and what has become of it.
func (m *languageMaker) record(group int, cases []refCase) (*sample.Record, *sample.Status) {
	cells := []sample.DrawnCell{{Values: []int{0}, Population: 10}, {Values: []int{1}, Population: 10}}
	rosh := sample.DrawnVariable{Name: "rosh", Categories: []sample.DrawnCategory{{Category: "high"}, {Category: "low"}}}
	record := &sample.Record{Groups: []sample.GroupDraw{{Group: fmt.Sprintf("g%d", group),
		Population: 20, Variables: []sample.DrawnVariable{rosh}, Cells: cells}}}
	status := &sample.Status{}
	for i, c := range cases {
		if c.group != group {
			continue
		}
		id := fmt.Sprintf("K%02d", i)
		status.Sample = append(status.Sample, sample.Chosen{ID: id, Cell: map[bool]int{true: 1}[c.low]})
		if c.held {
			status.Failed = append(status.Failed, id)
		}
	}
	return record, status
}

// inspection puts the cases in an inspection.
func (m *languageMaker) inspection(set *rules.Set, cases []refCase) *Inspection {
	ins := NewInspection(set)
	grid := &Grid{}
	for i, c := range cases {
		if c.held {
			continue
		}
		k := Case{ID: fmt.Sprintf("K%02d", i), Group: fmt.Sprintf("g%d", c.group), Answers: make([]Answer, len(c.answers))}
		for q, a := range c.answers {
			if p := m.r.questions[q].points; p != nil && a > 0 {
				k.SetLevel(q, a-1, len(p.levels))
			} else {
				k.Answers[q] = Answer(a)
			}
		}
		grid.Cases = append(grid.Cases, k)
	}
	grid.derive(set)
	ins.Results.Grid = grid
	for g := range set.Groups {
		record, status := m.record(g, cases)
		applies := ins.applying(record, fmt.Sprintf("g%d", g), status)
		ins.fail(fmt.Sprintf("g%d", g), status, &ins.Warnings, applies)
		if err := ins.useApplies(applies, &ins.Warnings); err != nil {
			panic(err)
		}
	}
	ins.Results.CountAnswers(set.Questions())
	for s, st := range m.r.standards {
		if st.judged >= 0 {
			ins.Judged[fmt.Sprintf("t%d", s)] = m.id(st.scale, st.judged)
		}
	}
	return ins
}
