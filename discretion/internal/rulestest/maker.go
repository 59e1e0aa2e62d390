package rulestest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"onecase/discretion/rules"
)

// A Maker makes random rules and the cases of small inspections.
type Maker struct {
	*rand.Rand
	Rules   Rules
	Plain   bool // answers are yes and no, given directly and to all cases
	YesNo   bool // answers have no points, and no table decides
	text    strings.Builder
	answers strings.Builder // the levels of answers
	graded  bool
}

func (m *Maker) one(of int) bool { return m.IntN(of) == 0 }

func (m *Maker) writef(format string, args ...any) { fmt.Fprintf(&m.text, format, args...) }

// ID is that of a rating of a scale.
func (m *Maker) ID(scale, rating int) string { return fmt.Sprintf("r%d%d", scale, rating) }

// bands makes bands over a range of whole figures. Some ratings may be left out.
func (m *Maker) bands(scale, from, to int, step int) []Band {
	var used []int
	n := len(m.Rules.Scales[scale].Scores)
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
	bands := []Band{{used[0], from, to}}
	for i, c := range cuts {
		bands[i].To = c - step
		bands = append(bands, Band{used[i+1], c, to})
	}
	return bands
}

func (m *Maker) writeBands(scale int, bands []Band) string {
	var parts []string
	for _, b := range bands {
		parts = append(parts, fmt.Sprintf("{ rating = %q, from = %d, to = %d }", m.ID(scale, b.Rating), b.From, b.To))
	}
	return "bands = [" + strings.Join(parts, ", ") + "]"
}

// percentBands are bands of percentages.
func (m *Maker) percentBands(scale int) []Band {
	return m.bands(scale, 0, 100, m.step())
}

func (m *Maker) step() int {
	if m.Rules.Rounding == rules.None {
		return 0
	}
	return 1
}

// limits makes limits over members, whose scales are given.
func (m *Maker) limits(own int, ids []string, scales []int) (limits []Limit, text string) {
	var parts []string
	for range m.IntN(3) {
		l := Limit{Above: m.one(3), Count: 1 + m.IntN(len(ids)), Most: m.IntN(len(m.Rules.Scales[own].Scores) - 1)}
		scale := scales[m.IntN(len(scales))]
		rating := m.IntN(len(m.Rules.Scales[scale].Scores) - 1)
		if l.Above {
			rating++
		}
		var among []string
		for i, id := range ids {
			if scales[i] == scale && !m.one(4) {
				l.Among, l.At = append(l.Among, i), append(l.At, rating)
				among = append(among, fmt.Sprintf("%q", id))
			}
		}
		if len(among) == 0 {
			continue
		}
		l.Count = min(l.Count, len(among))
		how := fmt.Sprintf("at_or_below = %q, count = %d", m.ID(scale, rating), l.Count)
		if l.Above {
			how = fmt.Sprintf("at_or_above = %q, fewer_than = %d", m.ID(scale, rating), l.Count)
		}
		limits = append(limits, l)
		parts = append(parts, fmt.Sprintf("{ among = [%s], %s, at_most = %q }", strings.Join(among, ", "), how, m.ID(own, l.Most)))
	}
	if len(parts) == 0 {
		return nil, ""
	}
	return limits, "limits = [" + strings.Join(parts, ", ") + "]\n"
}

// figured gives a node over parts its bands, and says how the parts are combined.
func (m *Maker) figured(st *Standard, parts []int, whole bool) string {
	low, high, weight := 0, 0, 0
	sameScale := true
	for _, p := range parts {
		scores, w := m.Rules.Scales[m.Rules.Standards[p].Scale].Scores, m.Rules.Standards[p].Weight
		low, high, weight = low+w*scores[0], high+w*scores[len(scores)-1], weight+w
		sameScale = sameScale && m.Rules.Standards[p].Scale == st.Scale && w == 1
	}
	kinds := []rules.Combine{rules.Sum, rules.Percent}
	if sameScale {
		kinds = append(kinds, rules.Lowest, rules.Lowest)
	}
	if !whole {
		kinds = append(kinds, rules.Mean)
	}
	st.Combine = kinds[m.IntN(len(kinds))]
	text := fmt.Sprintf("combine = %q\n", st.Combine)
	switch st.Combine {
	case rules.Lowest:
		return text
	case rules.Sum:
		st.Bands = m.bands(st.Scale, low, high, 1)
		if whole {
			text += fmt.Sprintf("standards = %d\nmaximum = %d\n", len(parts), high)
		}
	case rules.Mean:
		st.Bands = m.bands(st.Scale, low/weight, high, 0)
	case rules.Percent:
		st.Bands = m.bands(st.Scale, 0, 100, m.step())
	}
	return text + m.writeBands(st.Scale, st.Bands) + "\n"
}

// Make writes random rules down, twice.
func (m *Maker) Make() string {
	m.Rules.Rounding = []rules.Rounding{rules.HalfUp, rules.HalfEven, rules.Down, rules.None}[m.IntN(4)]
	m.Rules.Inclusive = m.Rules.Rounding != rules.None || m.one(2)
	m.writef("id = \"language\"\nmatch = [\"rosh\"]\npercent = { measure = \"percent-yes\", rounding = %q, inclusive = %v }\n", m.Rules.Rounding, m.Rules.Inclusive)
	groups := 1 + m.IntN(2)
	for g := range groups {
		m.writef("[[groups]]\nid = \"g%d\"\ndisposals = [\"d%d\"]\n", g, g)
	}
	for s := range 1 + m.IntN(2) {
		scores := []int{m.IntN(2)}
		for range 1 + m.IntN(3) {
			scores = append(scores, scores[len(scores)-1]+1+m.IntN(2))
		}
		m.Rules.Scales = append(m.Rules.Scales, Scale{scores})
		if s == 1 {
			m.writef("[[scales]]\nid = \"s1\"\nratings = [")
		}
		for i, score := range scores {
			if s == 0 {
				m.writef("[[ratings]]\nid = %q\nname = \"n%d%d\"\nscore = %d\n", m.ID(0, i), s, i, score)
			} else {
				m.writef("{ id = %q, name = \"n%d%d\", score = %d }, ", m.ID(1, i), s, i, score)
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
	for s := range m.Rules.Standards {
		if !taken[s] {
			counted = append(counted, s)
		}
	}
	return m.whole(counted)
}

func (m *Maker) scale() (int, string) {
	if len(m.Rules.Scales) > 1 && m.one(3) {
		return 1, "scale = \"s1\"\n"
	}
	return 0, ""
}

func (m *Maker) weight() (int, string) {
	if m.one(3) {
		return 2, "weight = 2\n"
	}
	return 1, ""
}

// leaf adds a standard with questions.
func (m *Maker) leaf(at, group int) {
	st := Standard{Group: group, Judged: -1, Combine: rules.Lowest}
	m.writef("[[standards]]\nid = \"t%d\"\nname = \"T%d\"\ngroup = \"g%d\"\n", at, at, group)
	var text string
	st.Scale, text = m.scale()
	m.writef("%s", text)
	st.Weight, text = m.weight()
	m.writef("%s", text)
	if m.one(3) {
		st.Combine = rules.Mean
		m.writef("combine = \"mean\"\n")
	}
	st.Bands = m.percentBands(st.Scale)
	m.writef("%s\n", m.writeBands(st.Scale, st.Bands))
	var ids, questions []string
	var scales []int
	for k := range 1 + m.IntN(3) {
		q := Question{Bands: st.Bands, Weight: 1}
		own := ""
		if !m.Plain && m.one(4) {
			q.LowOnly = true
			own = ", applies = [{ column = \"rosh\", is = [\"low\"] }]"
		}
		switch {
		case !m.Plain && !m.YesNo && m.one(3):
			own += ", " + m.points(&q, st)
		case !m.Plain && m.one(5):
			var text strings.Builder
			for item := range 1 + m.IntN(3) {
				id := fmt.Sprintf("q%di%d", k, item)
				q.Items = append(q.Items, len(m.Rules.Questions))
				m.Rules.Questions = append(m.Rules.Questions, Question{Information: true, Weight: 1})
				st.Questions = append(st.Questions, len(m.Rules.Questions)-1)
				questions = append(questions, fmt.Sprintf("{ id = %q, information = true }", id))
				text.WriteString(fmt.Sprintf("%q, ", id))
				if m.one(4) {
					q.Critical = append(q.Critical, q.Items[item])
				}
			}
			q.LowOnly = false
			q.Least = m.IntN(len(q.Items) + 1)
			own = fmt.Sprintf(", items = [%s], least = %d", text.String(), q.Least)
			if len(q.Items) > 1 && m.one(3) {
				q.Least, q.MostNo = 0, 1+m.IntN(len(q.Items)-1)
				own = fmt.Sprintf(", items = [%s], most_no = %d", text.String(), q.MostNo)
			}
			var critical []string
			for _, c := range q.Critical {
				critical = append(critical, fmt.Sprintf("\"q%di%d\"", k, slices.Index(q.Items, c)))
			}
			if len(critical) > 0 {
				own += ", critical = [" + strings.Join(critical, ", ") + "]"
			}
		case m.one(4):
			q.Bands = m.percentBands(st.Scale)
			own += ", " + m.writeBands(st.Scale, q.Bands)
		case !m.YesNo && m.one(8):
			own += ", " + m.table(&q, st.Scale)
		case m.one(8): // graded, and yes from a level on
			own += ", answers = \"grade\", at_least = \"fair\""
			m.graded = true
		}
		if st.Combine == rules.Mean && m.one(3) {
			q.Weight = 2
			own += ", weight = 2"
		}
		st.Questions = append(st.Questions, len(m.Rules.Questions))
		m.Rules.Questions = append(m.Rules.Questions, q)
		ids, scales = append(ids, fmt.Sprintf("q%d", k)), append(scales, st.Scale)
		questions = append(questions, fmt.Sprintf("{ id = \"q%d\", name = \"Q%d\"%s }", k, k, own))
	}
	st.Limits, text = m.limits(st.Scale, ids, scales)
	m.writef("%squestions = [%s]\n", text, strings.Join(questions, ", "))
	m.Rules.Standards = append(m.Rules.Standards, st)
	m.mark()
}

// judged adds a standard that is judged directly.
func (m *Maker) judged() {
	st := Standard{Combine: rules.Lowest, Weight: 1}
	m.writef("[[standards]]\nid = \"t%d\"\nname = \"T%d\"\njudged = true\n", len(m.Rules.Standards), len(m.Rules.Standards))
	var text string
	st.Scale, text = m.scale()
	m.writef("%s", text)
	st.Judged = m.IntN(len(m.Rules.Scales[st.Scale].Scores))
	m.Rules.Standards = append(m.Rules.Standards, st)
	m.mark()
}

// level adds a standard made of others.
func (m *Maker) level(taken map[int]bool) {
	st := Standard{Judged: -1, Parts: []int{}}
	var ids []string
	var scales []int
	for p := range m.Rules.Standards {
		if !taken[p] && m.one(2) {
			st.Parts = append(st.Parts, p)
			ids, scales = append(ids, fmt.Sprintf("t%d", p)), append(scales, m.Rules.Standards[p].Scale)
		}
	}
	if len(st.Parts) == 0 {
		return
	}
	for _, p := range st.Parts {
		taken[p] = true
	}
	m.writef("[[standards]]\nid = \"t%d\"\nname = \"T%d\"\nparts = [\"%s\"]\n", len(m.Rules.Standards), len(m.Rules.Standards),
		strings.Join(ids, "\", \""))
	var text string
	st.Scale, text = m.scale()
	m.writef("%s", text)
	st.Weight, text = m.weight()
	m.writef("%s%s", text, m.figured(&st, st.Parts, false))
	st.Limits, text = m.limits(st.Scale, ids, scales)
	m.writef("%s", text)
	m.Rules.Standards = append(m.Rules.Standards, st)
	m.mark()
}

// mark leaves a place for whether the last standard counts.
func (m *Maker) mark() { m.writef("#counted%d#\n", len(m.Rules.Standards)-1) }

// whole adds the overall rating.
func (m *Maker) whole(counted []int) string {
	st := &m.Rules.Overall
	m.writef("[scoring]\n")
	var text string
	st.Scale, text = m.scale()
	m.writef("%s%s", text, m.figured(st, counted, true))
	var ids []string
	var scales []int
	for _, s := range counted {
		m.Rules.Standards[s].Counted = true
		ids, scales = append(ids, fmt.Sprintf("t%d", s)), append(scales, m.Rules.Standards[s].Scale)
	}
	st.Limits, text = m.limits(st.Scale, ids, scales)
	m.writef("%s", text)
	m.writef("[[discretion]]\ncriterion = \"one-case-swing\"\ncases = 1\ninclusive = true\nchange = %q\n",
		[]string{"case", "answer"}[m.IntN(2)])
	m.criteria()
	if m.graded {
		m.answers.WriteString("[[answers]]\nid = \"grade\"\nlevels = [\"poor\", \"fair\", \"good\"]\n")
	}
	whole := m.text.String() + m.answers.String()
	for s, st := range m.Rules.Standards {
		whole = strings.Replace(whole, fmt.Sprintf("#counted%d#\n", s), map[bool]string{true: "counted = true\n"}[st.Counted], 1)
	}
	return whole
}

// criteria adds near-boundary and small-sample.
func (m *Maker) criteria() {
	m.Rules.Near = Near{Points: -1}
	if m.one(2) {
		n := Near{Points: int64(1 + m.IntN(800)), Mean: int64(1 + m.IntN(40)),
			Exact: m.Rules.Rounding == rules.None || m.one(2), Inclusive: m.one(2)}
		m.Rules.Near = n
		mean := ""
		if slices.ContainsFunc(m.Rules.Questions, func(q Question) bool { return q.Points != nil && q.Points.Mean }) {
			mean = fmt.Sprintf("mean = %d.%02d\n", n.Mean/100, n.Mean%100)
		}
		m.writef("[[discretion]]\ncriterion = \"near-boundary\"\npoints = %d.%02d\n%sinclusive = %v\npercent = %q\n",
			n.Points/100, n.Points%100, mean, n.Inclusive,
			map[bool]string{true: "exact", false: "rounded"}[n.Exact])
	}
	if m.one(2) {
		m.Rules.Small = 1 + m.IntN(4)
		m.writef("[[discretion]]\ncriterion = \"small-sample\"\ncases = %d\ninclusive = true\n", m.Rules.Small)
	}
}
