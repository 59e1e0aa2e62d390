package predict

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// A setMaker writes random rules of the whole language, for small inspections.
type setMaker struct {
	*rand.Rand
	text     strings.Builder
	scales   [][]int // scores
	standard []madeStandard
	whole    bool // percentages are rounded
}

type madeStandard struct {
	scale, weight int
	group         int // -1: without questions
	judged        bool
}

func (m *setMaker) one(of int) bool                   { return m.IntN(of) == 0 }
func (m *setMaker) writef(format string, args ...any) { fmt.Fprintf(&m.text, format, args...) }

// bands are bands of a figure from one number to another, for some ratings of a scale.
func (m *setMaker) bands(scale, from, to int) string {
	step := 0
	if m.whole || to != 100 {
		step = 1
	}
	var cuts []int
	var used []int
	for rating := range m.scales[scale] {
		if rating == 0 || !m.one(5) {
			used = append(used, rating)
		}
	}
	for len(cuts) < len(used)-1 && len(cuts) < to-from {
		if c := from + 1 + m.IntN(to-from); !slices.Contains(cuts, c) {
			cuts = append(cuts, c)
		}
	}
	slices.Sort(cuts)
	var parts []string
	for i := 0; i <= len(cuts); i++ {
		first, last := from, to
		if i > 0 {
			first = cuts[i-1]
		}
		if i < len(cuts) {
			last = cuts[i] - step
		}
		parts = append(parts, fmt.Sprintf("{ rating = \"r%d%d\", from = %d, to = %d }", scale, used[i], first, last))
	}
	return "bands = [" + strings.Join(parts, ", ") + "]\n"
}

// limits are limits over members of one scale each.
func (m *setMaker) limits(own int, ids []string, scales []int) string {
	var parts []string
	for range m.IntN(3) {
		scale := scales[m.IntN(len(scales))]
		var among []string
		for i, id := range ids {
			if scales[i] == scale && !m.one(4) {
				among = append(among, fmt.Sprintf("%q", id))
			}
		}
		if among == nil {
			continue
		}
		n, best, most := 1+m.IntN(len(among)), len(m.scales[scale])-1, m.IntN(len(m.scales[own])-1)
		how := fmt.Sprintf("at_or_below = \"r%d%d\", count = %d", scale, m.IntN(best), n)
		if m.one(3) {
			how = fmt.Sprintf("at_or_above = \"r%d%d\", fewer_than = %d", scale, 1+m.IntN(best), n)
		}
		parts = append(parts, fmt.Sprintf("{ among = [%s], %s, at_most = \"r%d%d\" }", strings.Join(among, ", "), how, own, most))
	}
	if parts == nil {
		return ""
	}
	return "limits = [" + strings.Join(parts, ", ") + "]\n"
}

// figure says how parts are combined.
func (m *setMaker) figure(scale int, parts []int, whole bool) string {
	low, high, weight, same := 0, 0, 0, true
	for _, p := range parts {
		st := m.standard[p]
		scores := m.scales[st.scale]
		low, high, weight = low+st.weight*scores[0], high+st.weight*scores[len(scores)-1], weight+st.weight
		same = same && st.scale == scale && st.weight == 1
	}
	kinds := []string{"sum", "percent"}
	if same {
		kinds = append(kinds, "lowest", "lowest")
	}
	if !whole {
		kinds = append(kinds, "mean")
	}
	kind := kinds[m.IntN(len(kinds))]
	text := fmt.Sprintf("combine = %q\n", kind)
	switch kind {
	case "sum":
		if whole {
			text += fmt.Sprintf("standards = %d\nmaximum = %d\n", len(parts), high)
		}
		return text + m.sumBands(scale, low, high, 1)
	case "percent":
		return text + m.bands(scale, 0, 100)
	case "mean":
		return text + m.sumBands(scale, low/weight, high, 0)
	}
	return text
}

func (m *setMaker) sumBands(scale, low, high, step int) string {
	was := m.whole
	m.whole = step == 1
	defer func() { m.whole = was }()
	return m.bands(scale, low, max(high, low+1))
}

func (m *setMaker) scale() (int, string) {
	if len(m.scales) > 1 && m.one(3) {
		return 1, "scale = \"s1\"\n"
	}
	return 0, ""
}

// leaf adds a standard with questions.
func (m *setMaker) leaf(group int) {
	st := madeStandard{group: group, weight: 1 + m.IntN(2)}
	m.writef("[[standards]]\nid = \"t%d\"\nname = \"T\"\ngroup = \"g%d\"\nweight = %d\n", len(m.standard), group, st.weight)
	var text string
	st.scale, text = m.scale()
	mean := m.one(3)
	if mean {
		text += "combine = \"mean\"\n"
	}
	text += m.bands(st.scale, 0, 100)
	var ids, questions []string
	var scales []int
	for k := range 1 + m.IntN(3) {
		own := ""
		switch {
		case m.one(3):
			own = ", " + strings.TrimSpace(m.bands(st.scale, 0, 100))
		case m.one(5):
			own = ", answers = \"grade\", at_least = \"fair\""
		}
		if mean && m.one(3) {
			own += ", weight = 2"
		}
		ids, scales = append(ids, fmt.Sprintf("q%d", k)), append(scales, st.scale)
		questions = append(questions, fmt.Sprintf("{ id = \"q%d\"%s }", k, own))
	}
	if m.one(3) {
		questions = append(questions, "{ id = \"seen\", information = true }", "{ id = \"kept\", information = true }")
		if m.one(2) {
			ids, scales = append(ids, "both"), append(scales, st.scale)
			questions = append(questions, "{ id = \"both\", items = [\"seen\", \"kept\"], least = 1 }")
		}
	}
	m.writef("%s%squestions = [%s]\n#%d#\n", text, m.limits(st.scale, ids, scales), strings.Join(questions, ", "), len(m.standard))
	m.standard = append(m.standard, st)
}

// make writes the rules.
func (m *setMaker) make() string {
	rounding := []string{"half-up", "half-even", "down", "none"}[m.IntN(4)]
	m.whole = rounding != "none"
	m.writef("id = \"made\"\npercent = { measure = \"percent-yes\", rounding = %q, inclusive = true }\n", rounding)
	m.writef("answers = [{ id = \"grade\", levels = [\"poor\", \"fair\", \"good\"] }]\n")
	groups := 1 + m.IntN(2)
	for g := range groups {
		m.writef("[[groups]]\nid = \"g%d\"\ndisposals = [\"d%d\"]\n", g, g)
	}
	for s := range 1 + m.IntN(2) {
		scores := []int{m.IntN(2)}
		for range 1 + m.IntN(3) {
			scores = append(scores, scores[len(scores)-1]+1+m.IntN(2))
		}
		m.scales = append(m.scales, scores)
		var parts []string
		for i, score := range scores {
			parts = append(parts, fmt.Sprintf("{ id = \"r%d%d\", name = \"N%d%d\", score = %d }", s, i, s, i, score))
		}
		if s == 0 {
			for _, p := range parts {
				m.writef("[[ratings]]\n%s\n", strings.ReplaceAll(strings.Trim(p, "{} "), ", ", "\n"))
			}
		} else {
			m.writef("[[scales]]\nid = \"s1\"\nratings = [%s]\n", strings.Join(parts, ", "))
		}
	}
	for g := range groups {
		m.leaf(g)
	}
	if groups == 1 || m.one(2) {
		m.leaf(m.IntN(groups))
	}
	if m.one(3) {
		st := madeStandard{group: -1, weight: 1, judged: true}
		var text string
		st.scale, text = m.scale()
		m.writef("[[standards]]\nid = \"t%d\"\nname = \"T\"\njudged = true\n%s#%d#\n", len(m.standard), text, len(m.standard))
		m.standard = append(m.standard, st)
	}
	taken := map[int]bool{}
	for range m.IntN(3) {
		var parts, scales []int
		var ids []string
		for p, st := range m.standard {
			if !taken[p] && m.one(2) {
				parts, scales, ids = append(parts, p), append(scales, st.scale), append(ids, fmt.Sprintf("t%d", p))
			}
		}
		if parts == nil {
			continue
		}
		for _, p := range parts {
			taken[p] = true
		}
		st := madeStandard{group: -1, weight: 1 + m.IntN(2)}
		var text string
		st.scale, text = m.scale()
		m.writef("[[standards]]\nid = \"t%d\"\nname = \"T\"\nweight = %d\nparts = [\"%s\"]\n%s%s%s#%d#\n",
			len(m.standard), st.weight, strings.Join(ids, "\", \""), text,
			m.figure(st.scale, parts, false), m.limits(st.scale, ids, scales), len(m.standard))
		m.standard = append(m.standard, st)
	}
	var counted, scales []int
	var ids []string
	for p, st := range m.standard {
		if !taken[p] {
			counted, scales, ids = append(counted, p), append(scales, st.scale), append(ids, fmt.Sprintf("t%d", p))
		}
	}
	m.writef("[scoring]\n")
	scale, text := m.scale()
	m.writef("%s%s%s", text, m.figure(scale, counted, true), m.limits(scale, ids, scales))
	all := m.text.String()
	for p := range m.standard {
		line := ""
		if !taken[p] {
			line = "counted = true\n"
		}
		all = strings.Replace(all, fmt.Sprintf("#%d#\n", p), line, 1)
	}
	return all
}

// madeSet makes rules from a seed; nil where the rules do not hold together.
func madeSet(t testing.TB, seed uint64) (m *setMaker, set *rules.Set) {
	m = &setMaker{Rand: rand.New(rand.NewPCG(seed, 14))}
	text := m.make()
	set, err := rules.Parse("made.toml", []byte(text))
	if err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, text)
	}
	if len(set.Check()) > 0 {
		return m, nil
	}
	return m, set
}

// judge gives every judged standard a rating.
func (m *setMaker) judge(ins *discretion.Inspection) {
	for p, st := range m.standard {
		if st.judged {
			ins.Judged[fmt.Sprintf("t%d", p)] = fmt.Sprintf("r%d%d", st.scale, m.IntN(len(m.scales[st.scale])))
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
			r := discretion.Result{Question: q.ID, Known: discretion.Counted, Yes: m.IntN(of + 1), Of: of}
			if m.one(4) { // to how many it applies is known
				r.Population = of + m.IntN(ins.Groups[g.ID].Population-read+1)
			}
			ins.Results.Questions[at] = r
		}
	}
	m.judge(ins)
	return ins
}
