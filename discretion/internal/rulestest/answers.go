package rulestest

import (
	"fmt"
	"slices"
	"strings"

	"onecase/discretion/rules"
)

// points gives the answers to a question levels with points, and bands of their own.
func (m *Maker) points(q *Question, st Standard) string {
	p := &Points{Mean: st.Combine != rules.Mean && m.one(2), Rounding: m.Rules.Rounding}
	id := fmt.Sprintf("a%d", len(m.Rules.Questions))
	var levels, points []string
	n := 2 + m.IntN(3)
	next := int64(m.IntN(3)) * 50
	for level := range n {
		p.Levels = append(p.Levels, next)
		levels, points = append(levels, fmt.Sprintf("\"l%d\"", level)), append(points, fmt.Sprintf("%d.%02d", next/100, next%100))
		next += []int64{100, 100, 50, 225}[m.IntN(4)]
	}
	fmt.Fprintf(&m.answers, "[[answers]]\nid = %q\nlevels = [%s]\npoints = [%s]\n", id, strings.Join(levels, ", "),
		strings.Join(points, ", "))
	how := ""
	if p.Mean {
		p.Rounding = rules.None
	}
	if m.one(2) {
		p.Rounding = []rules.Rounding{rules.HalfUp, rules.HalfEven, rules.Down, rules.None}[m.IntN(4)]
		how = fmt.Sprintf(", rounding = %q", p.Rounding)
	}
	if p.Rounding != rules.None && m.one(2) {
		p.Decimals = int64(1 + m.IntN(2))
		how += fmt.Sprintf(", decimals = %d", p.Decimals)
	}
	to, step := 10000, 0
	if p.Rounding != rules.None {
		step = map[int64]int{0: 100, 1: 10, 2: 1}[p.Decimals]
	}
	measure, from := "percent", 10000*int(p.Levels[0])/int(p.Levels[n-1])/max(step, 1)*max(step, 1)
	if p.Mean {
		measure, from, to = "mean", int(p.Levels[0]), int(p.Levels[n-1])
		if step > 0 { // ends that figures have
			from, to = from/step*step, (to+step-1)/step*step
		}
	}
	cut := max(step, 1)
	p.Bands = m.bands(st.Scale, from/cut, to/cut, 1)
	var parts []string
	for i := range p.Bands {
		b := &p.Bands[i]
		b.From, b.To = b.From*cut, b.To*cut
		if step == 0 && i+1 < len(p.Bands) {
			b.To = p.Bands[i+1].From * cut
		}
		if p.Mean { // ends of the levels
			b.From, b.To = max(b.From, int(p.Levels[0])), min(b.To, int(p.Levels[n-1]))
		}
		parts = append(parts, fmt.Sprintf("{ rating = %q, from = %d.%02d, to = %d.%02d }", m.ID(st.Scale, b.Rating),
			b.From/100, b.From%100, b.To/100, b.To%100))
	}
	q.Points = p
	return fmt.Sprintf("answers = %q, measure = %q%s, bands = [%s]", id, measure, how, strings.Join(parts, ", "))
}

// table gives a question a table for up to five cases.
func (m *Maker) table(q *Question, scale int) string {
	q.Table = map[int][]int{}
	var rows []string
	for of := 1; of <= 5; of++ {
		var least []int
		var texts []string
		for range len(m.Rules.Scales[scale].Scores) - 1 {
			least = append(least, 1+m.IntN(of))
		}
		slices.Sort(least)
		for _, l := range least {
			texts = append(texts, fmt.Sprint(l))
		}
		q.Table[of] = least
		rows = append(rows, fmt.Sprintf("{ cases = %d, yes = [%s] }", of, strings.Join(texts, ", ")))
	}
	return "decide = [" + strings.Join(rows, ", ") + "]"
}
