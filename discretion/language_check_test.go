package discretion

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/rules"
	"onecase/stats"
)

// Random rules of the whole language, and small inspections under them: every band,
// rating, swing, route and one-case flag agrees with trying every set of cases, and so do those
// by shares with the errors of reading taken out. Without the
// sweep it is two hundred.
func TestWholeLanguage(t *testing.T) {
	tried, refused, levels, given := 0, 0, 0, 0
	for seed := uint64(0); tried < sweep(200, 2500); seed++ {
		m := &languageMaker{Rand: rand.New(rand.NewPCG(seed, 14))}
		text := m.make()
		set, err := rules.Parse("language.toml", []byte(text))
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, text)
		}
		if findings := set.Check(); len(findings) > 0 {
			refused++ // limits that never hold, bands out of reach
			continue
		}
		tried++
		cases := m.cases()
		a := assess(t, m.inspection(set, cases), Options{})
		c := languageCheck{T: t, m: m, a: a, cases: cases, where: fmt.Sprintf("seed %d\n%s\n%v\n", seed, text, cases)}
		c.all()
		levels += c.levels
		for _, w := range a.Warnings {
			if w.Code == "search-given-up" {
				given++
			}
		}
		totals := m.inspection(set, cases)
		totals.Results.Grid = nil
		for i := range totals.Results.Questions {
			if q := &totals.Results.Questions[i]; q.Known == Answered {
				q.Known = Counted
			}
		}
		c.totals(assess(t, totals, Options{}))
		rates := &Rates{By: map[string]stats.ErrorRates{}}
		for _, q := range set.Questions() {
			wrong := [2]int{m.IntN(31), m.IntN(31)}
			m.r.wrong = append(m.r.wrong, wrong)
			rates.By[q.ID] = stats.ErrorRates{Yes: stats.ErrorRate{Share: float64(wrong[0]) / 100}, No: stats.ErrorRate{Share: float64(wrong[1]) / 100}}
		}
		c.where += fmt.Sprintln("wrong yes and no, %:", m.r.wrong)
		c.a = assess(t, m.inspection(set, cases), Options{Rates: rates}).Corrected
		c.all()
		c.totals(assess(t, totals, Options{Rates: rates}).Corrected)
	}
	t.Logf("%d inspections, %d ratings over others, %d rule sets refused, %d searches given up", tried, levels, refused, given)
	if levels < tried/2 {
		t.Error("too few ratings over others were tried")
	}
}

type languageCheck struct {
	*testing.T
	m      *languageMaker
	a      *Assessment
	cases  []refCase
	where  string
	levels int
}

func (c *languageCheck) fail(format string, args ...any) {
	c.Helper()
	c.Fatalf("%s%s", c.where, fmt.Sprintf(format, args...))
}

// found is what every set of cases makes, one way.
type found struct {
	ratings [][]int // by set
	overall []int
}

func (c *languageCheck) every(up bool) found {
	var f found
	for set := range uint(1) << len(c.cases) {
		_, ratings, overall := c.m.r.rate(turnedBy(c.cases, set, up))
		f.ratings, f.overall = append(f.ratings, ratings), append(f.overall, overall)
	}
	return f
}

func (c *languageCheck) name(scale, rating int) string {
	if rating < 0 {
		return ""
	}
	return c.m.id(scale, rating)
}

func (c *languageCheck) all() {
	bands, ratings, overall := c.m.r.rate(c.cases)
	up, down := c.every(true), c.every(false)
	q := 0
	for s, st := range c.m.r.standards {
		got := c.a.Standards[s]
		if st.parts != nil {
			c.levels++
		}
		if got.Rating != c.name(st.scale, ratings[s]) {
			c.fail("t%d: rated %q, want %q", s, got.Rating, c.name(st.scale, ratings[s]))
		}
		for _, r := range got.Results {
			band := r.Band
			if r.Corrected != nil {
				band = r.Corrected.Band
			}
			if band != c.name(st.scale, bands[q]) {
				c.fail("%s: band %q, want %q", r.Question.ID, band, c.name(st.scale, bands[q]))
			}
			q++
		}
		if ratings[s] < 0 || st.judged >= 0 {
			continue
		}
		one := [2]int{c.swing(fmt.Sprint("t", s, " up"), st.scale, got.Up, up, func(set int) int { return up.ratings[set][s] - ratings[s] }, s),
			c.swing(fmt.Sprint("t", s, " down"), st.scale, got.Down, down, func(set int) int { return ratings[s] - down.ratings[set][s] }, s)}
		if criterion := got.Inspection(c.a); st.parts == nil && criterion.Change == rules.OneCase && len(got.Flags) > 0 {
			if f := got.Flags[0]; f.Fires == nil || *f.Fires != (one[0] == 1 || one[1] == 1) {
				c.fail("t%d: one-case-swing fires %v, up %d, down %d", s, *f.Fires, one[0], one[1])
			}
		}
	}
	if c.a.Overall != c.name(c.m.r.overall.scale, overall) {
		c.fail("overall %q, want %q", c.a.Overall, c.name(c.m.r.overall.scale, overall))
	}
	if overall >= 0 {
		c.overall("overall up", c.a.Up, up, ratings, overall, true)
		c.overall("overall down", c.a.Down, down, ratings, overall, false)
	}
}

// Inspection finds the criterion that the rules have.
func (st StandardAssessment) Inspection(a *Assessment) rules.Criterion {
	return a.Inspection.Rules.Criteria[0]
}

// swing holds a swing against every set of cases, and gives the fewest; 0 where none does.
func (c *languageCheck) swing(what string, scale int, got *Swing, f found, moved func(set int) int, s int) int {
	c.Helper()
	fewest := len(c.cases) + 1
	// Answers of a case that need not turn may stay, so that any rating on the way will do.
	to, from := map[string]bool{}, f.ratings[0][s]
	for set := range f.ratings {
		if n := bits.OnesCount(uint(set)); moved(set) > 0 && n <= fewest {
			if n < fewest {
				to = map[string]bool{}
			}
			fewest = n
			for now := f.ratings[set][s]; now != from; now += map[bool]int{true: 1, false: -1}[now < from] {
				to[c.name(scale, now)] = true
			}
		}
	}
	if fewest > len(c.cases) {
		if got != nil {
			c.fail("%s: %+v, and no set of cases does it", what, *got)
		}
		return 0
	}
	if got == nil || got.Fewest == nil || *got.Fewest != fewest || *got.Most != fewest || !got.Exact || !to[got.To] {
		c.fail("%s: %s (%+v), want %d, to one of %v", what, span(got), got, fewest, to)
	}
	if moved(c.setOf(got.Cases)) <= 0 || len(got.Cases) != fewest {
		c.fail("%s: cases %v do not do it", what, got.Cases)
	}
	return fewest
}

// setOf is a set of cases by their ids.
func (c *languageCheck) setOf(ids []string) int {
	set := 0
	for _, id := range ids {
		var i int
		if _, err := fmt.Sscanf(id, "K%d", &i); err != nil {
			c.Fatal(err)
		}
		set |= 1 << i
	}
	return set
}

// overall holds a swing of the overall rating, and its routes, against every set of cases
// and every combination of ratings of standards.
func (c *languageCheck) overall(what string, got *OverallSwing, f found, ratings []int, overall int, up bool) {
	c.Helper()
	better := func(now int) bool { return up && now > overall || !up && now < overall }
	fewest := len(c.cases) + 1
	for set, now := range f.overall {
		if better(now) {
			fewest = min(fewest, bits.OnesCount(uint(set)))
		}
	}
	if fewest > len(c.cases) {
		if got != nil && got.Reachable {
			c.fail("%s: %+v, and no set of cases does it", what, *got)
		}
		return
	}
	if got == nil || !got.Reachable || *got.Fewest != fewest || *got.Most != fewest || !got.Exact {
		c.fail("%s: %+v, want %d", what, got, fewest)
	}
	if !better(f.overall[c.setOf(got.Cases)]) || len(got.Cases) != fewest {
		c.fail("%s: cases %v do not do it", what, got.Cases)
	}
	want := c.routes(f, ratings, fewest, better, up)
	var have []string
	for _, r := range got.Routes {
		var steps []string
		for _, s := range r {
			steps = append(steps, s.Standard+"="+s.To)
		}
		have = append(have, strings.Join(steps, " "))
	}
	slices.Sort(have)
	if c.a.Inspection.Rules.Scoring.Combine == rules.Sum && len(c.m.r.overall.limits) == 0 && got.Points > 0 {
		// A plain sum names the rating that a standard lands in, which may lie beyond the one
		// that is enough.
		without := func(routes []string) []string {
			for i, r := range routes {
				routes[i] = ratingOfStep.ReplaceAllString(r, "")
			}
			slices.Sort(routes)
			return slices.Compact(routes)
		}
		have, want = without(have), without(want)
	}
	if !slices.Equal(have, want) {
		c.fail("%s: routes %v, want %v", what, have, want)
	}
}

var ratingOfStep = regexp.MustCompile(`=r[0-9]+`)

// routes finds every set of standards with questions whose ratings change the overall one
// with the fewest cases, each as little as will do.
func (c *languageCheck) routes(f found, ratings []int, fewest int, better func(int) bool, up bool) []string {
	var leaves []int
	for s, st := range c.m.r.standards {
		if st.parts == nil && st.judged < 0 {
			leaves = append(leaves, s)
		}
	}
	reach := func(target []int) bool { // by so few cases
		for set, now := range f.ratings {
			if bits.OnesCount(uint(set)) == fewest && !slices.ContainsFunc(leaves, func(s int) bool { return up && now[s] < target[s] || !up && now[s] > target[s] }) {
				return true
			}
		}
		return false
	}
	var want []string
	target := slices.Clone(ratings)
	var choose func(at int)
	choose = func(at int) {
		if at < len(leaves) {
			s := leaves[at]
			step := map[bool]int{true: 1, false: -1}[up]
			for to := ratings[s]; to >= 0 && to < len(c.m.r.scales[c.m.r.standards[s].scale].scores); to += step {
				target[s] = to
				choose(at + 1)
				if ratings[s] < 0 {
					break
				}
			}
			target[s] = ratings[s]
			return
		}
		if !better(c.overallOf(target)) || !reach(target) {
			return
		}
		var steps []string
		for _, s := range leaves {
			if target[s] == ratings[s] {
				continue
			}
			was := target[s]
			for less := ratings[s]; less != was; less += map[bool]int{true: 1, false: -1}[up] {
				target[s] = less
				if better(c.overallOf(target)) {
					target[s] = was
					return
				}
			}
			target[s] = was
			steps = append(steps, fmt.Sprintf("t%d=%s", s, c.name(c.m.r.standards[s].scale, was)))
		}
		want = append(want, strings.Join(steps, " "))
	}
	choose(0)
	slices.Sort(want)
	return want
}

// overallOf is the overall rating of ratings of standards with questions.
func (c *languageCheck) overallOf(leaves []int) int {
	ratings := slices.Clone(leaves)
	var counted []int
	for s, st := range c.m.r.standards {
		if st.parts != nil {
			ratings[s] = c.m.r.combined(st, st.parts, ratings)
		}
		if st.counted {
			counted = append(counted, s)
		}
	}
	return c.m.r.combined(c.m.r.overall, counted, ratings)
}

// totals holds the bounds from totals alone against what the answers case by case make.
func (c *languageCheck) totals(a *Assessment) {
	c.Helper()
	bounds := func(what string, known bool, fewest int, low, high *int) {
		if known && (low == nil || *low > fewest || high != nil && *high < fewest) {
			c.fail("%s from totals: %v, and it takes %d", what, spanOf(low, high), fewest)
		}
	}
	for s, st := range c.a.Standards {
		other := a.Standards[s]
		if st.Rating != other.Rating {
			c.fail("t%d from totals: %q", s, other.Rating)
		}
		for way, pair := range map[string][2]*Swing{"up": {st.Up, other.Up}, "down": {st.Down, other.Down}} {
			if (pair[0] == nil) != (pair[1] == nil) {
				c.fail("t%d %s from totals: %+v, by cases %+v", s, way, pair[1], pair[0])
			}
			if pair[0] != nil {
				bounds(fmt.Sprint("t", s, " ", way), true, *pair[0].Fewest, pair[1].Fewest, pair[1].Most)
			}
		}
	}
	if a.Overall != c.a.Overall {
		c.fail("overall from totals: %q", a.Overall)
	}
	for way, pair := range map[string][2]*OverallSwing{"up": {c.a.Up, a.Up}, "down": {c.a.Down, a.Down}} {
		if pair[0] != nil && pair[0].Reachable {
			if pair[1] == nil || !pair[1].Reachable {
				c.fail("overall %s from totals: %+v", way, pair[1])
			}
			bounds("overall "+way, true, *pair[0].Fewest, pair[1].Fewest, pair[1].Most)
		}
	}
}

func spanOf(low, high *int) string {
	text := func(n *int) string {
		if n == nil {
			return "?"
		}
		return fmt.Sprint(*n)
	}
	return text(low) + "-" + text(high)
}
