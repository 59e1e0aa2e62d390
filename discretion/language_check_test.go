package discretion

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/internal/rulestest"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Random rules of the whole language, and small inspections under them: every band,
// rating, swing, route and one-case flag agrees with trying every set of cases, and so do those
// by shares with the errors of reading taken out. Without the
// sweep it is two hundred.
func TestWholeLanguage(t *testing.T) {
	tried, refused, levels, given := 0, 0, 0, 0
	for seed := uint64(0); tried < sweep(200, 1000); seed++ {
		m := &rulestest.Maker{Rand: rand.New(rand.NewPCG(seed, 14))}
		text := m.Make()
		set, err := rules.Parse("language.toml", []byte(text))
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, text)
		}
		if findings := set.Check(); len(findings) > 0 {
			refused++ // limits that never hold, bands out of reach
			continue
		}
		tried++
		cases := m.Cases()
		ins := inspectionOf(m, set, cases)
		a := assess(t, ins, Options{})
		c := languageCheck{T: t, m: m, a: a, cases: cases, where: fmt.Sprintf("seed %d\n%s\n%v\n", seed, text, cases)}
		c.all()
		c.rest(ins)
		levels += c.levels
		for _, w := range a.Warnings {
			if w.Code == "search-given-up" {
				given++
			}
		}
		if slices.ContainsFunc(cases, func(c rulestest.Case) bool { return c.Held }) {
			continue // totals do not tell which answers are held
		}
		totals := inspectionOf(m, set, cases)
		totals.Results.Grid = nil
		for i := range totals.Results.Questions {
			if q := &totals.Results.Questions[i]; q.Known == Answered {
				q.Known = Counted
			}
		}
		c.totals(assess(t, totals, Options{}))
		if slices.ContainsFunc(m.Rules.Questions, func(q rulestest.Question) bool { return q.Points != nil }) {
			continue // rates of wrong answers are for yes and no
		}
		rates := &Rates{By: map[string]stats.ErrorRates{}}
		for _, q := range set.Questions() {
			wrong := [2]int{m.IntN(31), m.IntN(31)}
			m.Rules.Wrong = append(m.Rules.Wrong, wrong)
			rates.By[q.ID] = stats.ErrorRates{Yes: stats.ErrorRate{Share: float64(wrong[0]) / 100},
				No: stats.ErrorRate{Share: float64(wrong[1]) / 100}}
		}
		c.where += fmt.Sprintln("wrong yes and no, %:", m.Rules.Wrong)
		c.a = assess(t, inspectionOf(m, set, cases), Options{Rates: rates}).Corrected
		c.all()
		c.totals(assess(t, totals, Options{Rates: rates}).Corrected)
	}
	t.Logf("%d inspections, %d ratings over others, %d rule sets refused, %d searches given up", tried, levels, refused, given)
	if levels < tried/3 {
		t.Error("too few ratings over others were tried")
	}
}

type languageCheck struct {
	*testing.T
	m      *rulestest.Maker
	a      *Assessment
	cases  []rulestest.Case
	where  string
	levels int
}

func (c *languageCheck) fail(format string, args ...any) {
	c.Helper()
	c.Fatalf("%s%s", c.where, fmt.Sprintf(format, args...))
}

// found is what every set of cases makes, one way.
type found struct {
	bands, ratings [][]int // by set
	overall        []int
}

func (c *languageCheck) every(up bool) found {
	var f found
	for set := range uint(1) << len(c.cases) {
		bands, ratings, overall := c.m.Rules.Rate(c.m.Rules.TurnedBy(c.cases, set, up))
		f.bands, f.ratings, f.overall = append(f.bands, bands), append(f.ratings, ratings), append(f.overall, overall)
	}
	return f
}

func (c *languageCheck) name(scale, rating int) string {
	if rating < 0 {
		return ""
	}
	return c.m.ID(scale, rating)
}

func (c *languageCheck) all() {
	bands, ratings, overall := c.m.Rules.Rate(c.cases)
	up, down := c.every(true), c.every(false)
	q := 0
	for s, st := range c.m.Rules.Standards {
		got := c.a.Standards[s]
		if st.Parts != nil {
			c.levels++
		}
		if got.Rating != c.name(st.Scale, ratings[s]) {
			c.fail("t%d: rated %q, want %q", s, got.Rating, c.name(st.Scale, ratings[s]))
		}
		for _, r := range got.Results {
			band := r.Band
			if r.Corrected != nil {
				band = r.Corrected.Band
			}
			if band != c.name(st.Scale, bands[q]) {
				c.fail("%s: band %q, want %q", r.Question.ID, band, c.name(st.Scale, bands[q]))
			}
			if bands[q] >= 0 && c.m.Rules.Wrong == nil {
				c.question(q, r, bands[q], up, down)
			}
			q++
		}
		if ratings[s] < 0 || st.Judged >= 0 {
			continue
		}
		one := [2]int{c.swing(fmt.Sprint("t", s, " up"), st.Scale, got.Up,
			up, func(set int) int { return up.ratings[set][s] - ratings[s] }, s),
			c.swing(fmt.Sprint("t", s, " down"), st.Scale, got.Down,
				down, func(set int) int { return ratings[s] - down.ratings[set][s] }, s)}
		if st.Parts == nil && len(got.Flags) > 0 {
			c.flags(s, st, got.Flags, bands, ratings[s])
		}
		if criterion := got.Inspection(c.a); st.Parts == nil && criterion.Change == rules.OneCase && len(got.Flags) > 0 {
			if f := got.Flags[0]; f.Fires == nil || *f.Fires != (one[0] == 1 || one[1] == 1) {
				c.fail("t%d: one-case-swing fires %v, up %d, down %d", s, *f.Fires, one[0], one[1])
			}
		}
	}
	if c.a.Overall != c.name(c.m.Rules.Overall.Scale, overall) {
		c.fail("overall %q, want %q", c.a.Overall, c.name(c.m.Rules.Overall.Scale, overall))
	}
	if overall >= 0 {
		c.overall("overall up", c.a.Up, up, ratings, overall, true)
		c.overall("overall down", c.a.Down, down, ratings, overall, false)
	}
}

// question holds what would take a question out of its band against every set of cases, and
// the bands that no answers make against all of them.
func (c *languageCheck) question(q int, got QuestionAssessment, band int, up, down found) {
	c.Helper()
	fewest := func(f found, moved func(now int) bool) int {
		least := 0
		for set, now := range f.bands {
			if n := bits.OnesCount(uint(set)); moved(now[q]) && (least == 0 || n < least) {
				least = n
			}
		}
		return least
	}
	for _, way := range []struct {
		name  string
		got   *int
		moves []LevelMove
		want  int
	}{
		{"up", got.Up, got.UpMoves, fewest(up, func(now int) bool { return now > band })},
		{"down", got.Down, got.DownMoves, fewest(down, func(now int) bool { return now < band })},
	} {
		have := 0
		if way.got != nil {
			have = *way.got
		}
		if have != way.want {
			c.fail("%s %s: %d answers, want %d", got.Question.ID, way.name, have, way.want)
		}
		moved := 0
		for _, m := range way.moves {
			moved += m.Cases
		}
		if p := c.m.Rules.Questions[q].Points; p != nil && moved != way.want {
			c.fail("%s %s: moves %v, want %d", got.Question.ID, way.name, way.moves, way.want)
		}
	}
	// Every multiset of answers of as many cases.
	question := c.m.Rules.Questions[q]
	reached := map[string]bool{}
	var choose func(least int, answers []rulestest.Case)
	choose = func(least int, answers []rulestest.Case) {
		if len(answers) == got.Of {
			other := rulestest.Rules{Rounding: c.m.Rules.Rounding,
				Inclusive: c.m.Rules.Inclusive, Questions: []rulestest.Question{question}}
			bands, _, _ := other.RateAnswers(answers)
			reached[c.m.ID(c.scaleOf(q), bands[0])] = true
			return
		}
		for a := least; a <= question.Best(); a++ {
			choose(a, append(slices.Clone(answers), rulestest.Case{Answers: []int{a}}))
		}
	}
	choose(1, nil)
	var want []string
	for rating := range c.m.Rules.Scales[c.scaleOf(q)].Scores {
		id := c.m.ID(c.scaleOf(q), rating)
		used := slices.ContainsFunc(question.Bands, func(b rulestest.Band) bool { return b.Rating == rating })
		if question.Points != nil {
			used = slices.ContainsFunc(question.Points.Bands, func(b rulestest.Band) bool { return b.Rating == rating })
		}
		if !reached[id] && (used || question.Table != nil) {
			want = append(want, id)
		}
	}
	if !slices.Equal(got.Unreachable, want) {
		c.fail("%s: no answers make %v, want %v", got.Question.ID, got.Unreachable, want)
	}
}

// scaleOf is the scale of a question.
func (c *languageCheck) scaleOf(q int) int {
	at := slices.IndexFunc(c.m.Rules.Standards, func(st rulestest.Standard) bool { return slices.Contains(st.Questions, q) })
	return c.m.Rules.Standards[at].Scale
}

// flags holds near-boundary, small-sample and the one-case swing of an answer against what
// the words of the criteria say.
func (c *languageCheck) flags(s int, st rulestest.Standard, flags []Flag, bands []int, rating int) {
	c.Helper()
	cases := c.m.Rules.Derived(c.cases)
	exact := st
	var rated, drivers []int // questions
	for _, q := range exact.Questions {
		_, percent, _ := c.figure(q, cases)
		if bands[q] >= 0 || st.Combine == rules.Mean && percent != nil && !c.m.Rules.Questions[q].Information {
			rated = append(rated, q)
		}
	}
	percent := func(q int) *big.Rat { _, p, _ := c.figure(q, cases); return p }
	for _, q := range rated {
		worse := func(p int) bool { return bands[p] < bands[q] || bands[p] == bands[q] && percent(p).Cmp(percent(q)) < 0 }
		if !slices.ContainsFunc(rated, worse) {
			drivers = append(drivers, q)
		}
	}
	for _, f := range flags {
		want := false
		switch f.Criterion {
		case rules.NearBoundary:
			want = c.near(st, rated, drivers, cases)
		case rules.SmallSample:
			among := rated
			if st.Combine == rules.Lowest && len(st.Limits) == 0 {
				among = drivers
			}
			fewest := math.MaxInt
			for _, q := range among {
				_, _, of := c.m.Rules.Questions[q].Figure(q, cases)
				fewest = min(fewest, of)
			}
			want = fewest <= c.m.Rules.Small
			if f.Detail != phrase.Count(fewest, "case") {
				c.fail("t%d: %s of %s, want %d cases", s, f.Criterion, f.Detail, fewest)
			}
			if edge := fewest < c.m.Rules.Small; f.Readings[0].Fires == nil || *f.Readings[0].Fires != edge {
				c.fail("t%d: %s, %s fires %s, want %v", s, f.Criterion, f.Readings[0].Name, firesText(f.Readings[0].Fires), edge)
			}
		case rules.OneCaseSwing:
			criterion, _ := c.a.Inspection.Rules.Criterion(f.Criterion)
			if criterion.Change != rules.OneAnswer {
				continue
			}
			for i, k := range cases {
				for _, q := range rated {
					for _, to := range []int{1, c.m.Rules.Questions[q].Best()} {
						if k.Answers[q] == 0 || k.Held {
							continue
						}
						turned := slices.Clone(cases)
						turned[i].Answers = slices.Clone(k.Answers)
						turned[i].Answers[q] = to
						_, now, _ := c.m.Rules.RateAnswers(turned)
						want = want || now[s] != rating
					}
				}
			}
		}
		if f.Fires == nil || *f.Fires != want {
			c.fail("t%d: %s fires %s, want %v: %s", s, f.Criterion, firesText(f.Fires), want, f.Detail)
		}
	}
}

// figure is that of a question, with the errors of reading taken out.
func (c *languageCheck) figure(q int, cases []rulestest.Case) (own, percent *big.Rat, of int) {
	own, percent, of = c.m.Rules.Questions[q].Figure(q, cases)
	if c.m.Rules.Wrong == nil || of == 0 {
		return own, percent, of
	}
	yes := 0
	for _, k := range cases {
		yes += max(k.Answers[q]-1, 0)
	}
	behind := c.m.Rules.Behind(q, yes, of)
	return behind, behind, of
}

func firesText(f *bool) string {
	if f == nil {
		return "?"
	}
	return fmt.Sprint(*f)
}

// near tells whether near-boundary fires: the mean, or a driver, is within the distance.
func (c *languageCheck) near(st rulestest.Standard, rated, drivers []int, cases []rulestest.Case) bool {
	r := &c.m.Rules
	within := func(figure, boundary *big.Rat, hundredths int64) bool {
		off := new(big.Rat).Sub(figure, boundary)
		cmp := off.Abs(off).Cmp(big.NewRat(hundredths, 100))
		return cmp < 0 || cmp == 0 && r.Near.Inclusive
	}
	if st.Combine == rules.Mean {
		sum, weight := new(big.Rat), int64(0)
		for _, q := range rated {
			_, percent, _ := c.figure(q, cases)
			w := int64(r.Questions[q].Weight)
			sum.Add(sum, new(big.Rat).Mul(big.NewRat(w, 1), percent))
			weight += w
		}
		mean := sum.Quo(sum, big.NewRat(weight, 1))
		if !r.Near.Exact {
			mean = rulestest.RoundedByHand(mean, r.Rounding)
		}
		return slices.ContainsFunc(st.Bands[1:],
			func(b rulestest.Band) bool { return within(mean, big.NewRat(int64(b.From), 1), r.Near.Points) })
	}
	return slices.ContainsFunc(drivers, func(q int) bool {
		question := r.Questions[q]
		figure, _, of := c.figure(q, cases)
		hundredths := r.Near.Points
		if question.Points != nil && question.Points.Mean {
			hundredths = r.Near.Mean
		}
		if !r.Near.Exact {
			figure = r.Rounded(question, figure)
		}
		return slices.ContainsFunc(r.Boundaries(question, of), func(b *big.Rat) bool { return within(figure, b, hundredths) })
	})
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
	if c.a.Inspection.Rules.Scoring.Combine == rules.Sum && len(c.m.Rules.Overall.Limits) == 0 && got.Points > 0 {
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
	for s, st := range c.m.Rules.Standards {
		if st.Parts == nil && st.Judged < 0 {
			leaves = append(leaves, s)
		}
	}
	reach := func(target []int) bool { // by so few cases
		for set, now := range f.ratings {
			if bits.OnesCount(uint(set)) == fewest &&
				!slices.ContainsFunc(leaves, func(s int) bool { return up && now[s] < target[s] || !up && now[s] > target[s] }) {
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
			for to := ratings[s]; to >= 0 && to < len(c.m.Rules.Scales[c.m.Rules.Standards[s].Scale].Scores); to += step {
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
			steps = append(steps, fmt.Sprintf("t%d=%s", s, c.name(c.m.Rules.Standards[s].Scale, was)))
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
	for s, st := range c.m.Rules.Standards {
		if st.Parts != nil {
			ratings[s] = c.m.Rules.Combined(st, st.Parts, ratings)
		}
		if st.Counted {
			counted = append(counted, s)
		}
	}
	return c.m.Rules.Combined(c.m.Rules.Overall, counted, ratings)
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
