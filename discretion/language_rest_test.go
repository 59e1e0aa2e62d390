package discretion

import (
	"math"
	"math/big"
	"slices"

	"onecase/discretion/internal/rulestest"
	"onecase/discretion/rules"
	"onecase/sample"
)

// is tells whether a figure is that of exact arithmetic; nil is none.
func is(got *float64, want *big.Rat) bool {
	if got == nil || want == nil {
		return got == nil && want == nil
	}
	f, _ := want.Float64()
	return math.Abs(*got-f) <= 1e-9*max(1, math.Abs(f))
}

// rest holds what an assessment says beside ratings and swings, and what an assessor tells of a part of it,
// against the rules as they were written down.
func (c *languageCheck) rest(ins *Inspection) {
	r, cases := &c.m.Rules, c.m.Rules.Derived(c.cases)
	bands, ratings, overall := r.Rate(c.cases)
	var lacking []string
	for s, st := range r.Standards {
		if st.Counted && ratings[s] < 0 {
			lacking = append(lacking, c.a.Standards[s].ID)
		}
		c.standardRest(s, st, bands, ratings, cases)
	}
	why := ""
	if overall < 0 {
		why = "there is no rating for " + ins.Rules.StandardTitles(lacking)
	}
	if c.a.WhyNoOverall != why {
		c.fail("there is no overall rating as %q, want %q", c.a.WhyNoOverall, why)
	}
	counted := slices.DeleteFunc(c.places(), func(s int) bool { return !r.Standards[s].Counted })
	score := c.made("overall", c.a.Working, r.Overall, counted, ratings, overall)
	if scored := r.Overall.Combine != rules.Lowest && overall >= 0; scored != (c.a.Score != nil) || scored && *c.a.Score != score {
		c.fail("a score of %v, want %d", c.a.Score, score)
	}
	c.assessor(ins, bands, ratings, overall, score)
	c.others(ins.Rules)
}

func (c *languageCheck) places() (all []int) {
	for s := range c.m.Rules.Standards {
		all = append(all, s)
	}
	return all
}

// standardRest is rest for one standard and its questions.
func (c *languageCheck) standardRest(s int, st rulestest.Standard, bands, ratings []int, cases []rulestest.Case) {
	c.Helper()
	r, got := &c.m.Rules, c.a.Standards[s]
	if (got.Why == "") == (ratings[s] < 0) {
		c.fail("t%d is rated %q, and is not as %q", s, got.Rating, got.Why)
	}
	var rated []int
	exact, shown := map[int]*big.Rat{}, map[int]*big.Rat{}
	smallest := math.MaxInt
	table, points := false, false
	for k, q := range st.Questions {
		question, res := r.Questions[q], got.Results[k]
		own, percent, of := question.Figure(q, cases)
		best := 0
		for _, k := range cases {
			if k.Answers[q] == question.Best() {
				best++
			}
		}
		if res.Yes != best || res.Of != of {
			c.fail("%s: %d of %d, want %d of %d", res.Question.ID, res.Yes, res.Of, best, of)
		}
		points = points || question.Points != nil
		if of == 0 {
			continue
		}
		share, figure := big.NewRat(int64(best), int64(of)), r.Rounded(question, own)
		if question.Points != nil {
			share = nil
			c.means(q, res, own)
		}
		if question.Table != nil || question.Information {
			figure = nil
		}
		if !is(res.Proportion, share) || !is(res.Figure, figure) {
			c.fail("%s: share %v and figure %v, want %v and %v", res.Question.ID, res.Proportion, res.Figure, share, figure)
		}
		if bands[q] >= 0 {
			rated, smallest, table = append(rated, q), min(smallest, of), table || question.Table != nil
			exact[q], shown[q] = percent, figure
		}
	}
	switch {
	case ratings[s] < 0 || st.Judged >= 0:
		if got.Working != nil || got.Weigh != nil || got.Drivers != nil {
			c.fail("t%d has no rating of questions: %+v", s, got)
		}
	case st.Parts != nil:
		c.made(got.ID, got.Working, st, st.Parts, ratings, ratings[s])
	case st.Combine == rules.Mean || len(st.Limits) > 0 || points:
		if got.Working == nil || got.Working.Combine != st.Combine || got.Weigh != nil {
			c.fail("t%d: working %+v, to weigh %+v", s, got.Working, got.Weigh)
		}
	default:
		slices.SortStableFunc(rated, func(p, q int) int {
			if bands[p] != bands[q] {
				return bands[p] - bands[q]
			}
			return exact[p].Cmp(exact[q])
		})
		var drivers []string
		for _, q := range rated {
			if first := rated[0]; bands[q] == bands[first] && exact[q].Cmp(exact[first]) == 0 {
				drivers = append(drivers, got.Results[slices.Index(st.Questions, q)].Question.ID)
			}
		}
		slices.Sort(drivers)
		if have := slices.Sorted(slices.Values(got.Drivers)); got.Working != nil || !slices.Equal(have, drivers) {
			c.fail("t%d: drivers %v, want %v; working %+v", s, got.Drivers, drivers, got.Working)
		}
		if table != (got.Weigh == nil) {
			c.fail("t%d: to weigh %+v", s, got.Weigh)
		}
		if table {
			return
		}
		low, high := shown[rated[0]], shown[rated[0]]
		var names []string
		for _, q := range rated {
			if shown[q].Cmp(low) < 0 {
				low = shown[q]
			}
			if shown[q].Cmp(high) > 0 {
				high = shown[q]
			}
			names = append(names, c.name(st.Scale, bands[q]))
		}
		if w := got.Weigh; *w.SmallestSample != smallest || !is(&w.Points, new(big.Rat).Sub(high, low)) ||
			!slices.Equal(w.Bands, slices.Compact(names)) {
			c.fail("t%d: to weigh %+v, want %d cases, %v to %v, %v", s, *w, smallest, low, high, names)
		}
	}
}

// made holds the working of a rating that is made of others against how they are combined, and gives the
// sum of their scores.
func (c *languageCheck) made(what string, got *Working, st rulestest.Standard, parts, ratings []int, rating int) int {
	c.Helper()
	if rating < 0 {
		if got != nil {
			c.fail("%s has no rating, and a working %+v", what, got)
		}
		return 0
	}
	without := st
	without.Limits = nil
	before := c.m.Rules.Combined(without, parts, ratings)
	if got == nil || got.Combine != st.Combine || got.Before != c.name(st.Scale, before) || (len(got.Limits) > 0) != (rating < before) {
		c.fail("%s: working %+v, want %s before limits", what, got, c.name(st.Scale, before))
	}
	sum, most, weight := 0, 0, 0
	for _, p := range parts {
		scores, w := c.m.Rules.Scales[c.m.Rules.Standards[p].Scale].Scores, c.m.Rules.Standards[p].Weight
		sum, most, weight = sum+w*scores[ratings[p]], most+w*scores[len(scores)-1], weight+w
	}
	var figure *big.Rat
	switch st.Combine {
	case rules.Lowest:
		if got.Sum != nil || got.Maximum != nil || got.Figure != nil {
			c.fail("%s: working %+v of a lowest rating", what, got)
		}
		return sum
	case rules.Sum:
		figure = big.NewRat(int64(sum), 1)
	case rules.Mean:
		figure = big.NewRat(int64(sum), int64(weight))
	case rules.Percent:
		figure = rulestest.RoundedByHand(big.NewRat(int64(100*sum), int64(most)), c.m.Rules.Rounding)
	}
	if *got.Sum != sum || *got.Maximum != most || !is(got.Figure, figure) {
		c.fail("%s: working %d of %d, %v, want %d of %d, %v", what, *got.Sum, *got.Maximum, *got.Figure, sum, most, figure)
	}
	return sum
}

// assessor holds what an assessor tells of a part, or after a change, against the whole.
func (c *languageCheck) assessor(ins *Inspection, bands, ratings []int, overall, score int) {
	c.Helper()
	r := &c.m.Rules
	fresh := func(ins *Inspection) *Assessor {
		a, err := NewAssessor(ins, Options{})
		if err != nil {
			c.fail("%v", err)
		}
		return a
	}
	a, plain := fresh(ins), true
	all := make([]int, len(ratings))
	gotScore, gotOverall, ok := a.RateAll(all)
	if !slices.Equal(all, ratings) || ok != (overall >= 0) || ok && (gotOverall != overall || gotScore != score) {
		c.fail("all at once %v, %d, %d, want %v, %d, %d", all, gotScore, gotOverall, ratings, score, overall)
	}
	for s, st := range r.Standards {
		points := slices.ContainsFunc(st.Questions, func(q int) bool { return r.Questions[q].Points != nil })
		own := ins.Rules.Standards[s].Scale != ""
		plain = plain && st.Parts == nil && !own && (st.Judged >= 0 || st.Combine == rules.Lowest && len(st.Limits) == 0 && !points)
		if st.Parts != nil || st.Judged >= 0 || ratings[s] < 0 {
			continue
		}
		for k, f := range c.a.Standards[s].Flags {
			if got := a.FiresIn(s, ins.Rules.Criteria[k]); firesText(got) != firesText(f.Fires) {
				c.fail("t%d: %s alone fires %s, with all %s", s, f.Criterion, firesText(got), firesText(f.Fires))
			}
		}
		for i := range ins.Results.Grid.Cases {
			k := &ins.Results.Grid.Cases[i]
			set := uint(c.setOf([]string{k.ID}))
			moves := false
			for _, up := range []bool{true, false} {
				_, now, _ := r.Rate(r.TurnedBy(c.cases, set, up))
				moves = moves || now[s] != ratings[s]
			}
			if got := a.Moves(s, k); got != moves {
				c.fail("t%d: %s moves it %v, want %v", s, k.ID, got, moves)
			}
		}
	}
	one := !slices.ContainsFunc(r.Standards, func(st rulestest.Standard) bool { return st.Counted && st.Weight > 1 })
	if plain = plain && one && r.Overall.Combine == rules.Sum && r.Overall.Scale == 0 && len(r.Overall.Limits) == 0; a.PlainRules() != plain {
		c.fail("plain rules %v, want %v", a.PlainRules(), plain)
	}
	for q, was := range a.Results {
		if was.Of == 0 || slices.ContainsFunc(c.cases, func(k rulestest.Case) bool { return k.Held }) {
			continue
		}
		changed := ins.Clone()
		if r.Questions[q].Points != nil {
			levels := slices.Clone(was.AtLevels())
			slices.Reverse(levels)
			changed.Results.Questions[q].setLevels(levels)
			a.SetLevels(q, levels)
		} else {
			changed.Results.Questions[q].setCount(was.Of-was.Yes, was.Of)
			a.SetCount(q, was.Of-was.Yes, was.Of)
		}
		if want := fresh(changed); !slices.Equal(a.Bands, want.Bands) || a.Results[q].Yes != want.Results[q].Yes {
			c.fail("%s changed: bands %v, want %v", was.Question, a.Bands, want.Bands)
		}
		if r.Questions[q].Points != nil {
			a.SetLevels(q, was.AtLevels())
		} else {
			a.SetCount(q, was.Yes, was.Of)
		}
		if !slices.Equal(a.Bands, bands) {
			c.fail("%s changed and back: bands %v, want %v", was.Question, a.Bands, bands)
		}
	}
}

// others holds the inspection without some cases, and with cases that were drawn and not read, against
// tables that never had the former and have rows of no or of yes for the latter.
func (c *languageCheck) others(set *rules.Set) {
	if slices.ContainsFunc(c.cases, func(k rulestest.Case) bool { return k.Held }) {
		return
	}
	ins := inspectionOf(c.m, set, c.cases)
	grid := ins.Results.Grid
	grid.Kept = "team"
	var teams [2][]rulestest.Case
	for i, k := range c.cases {
		grid.Cases[i].Kept = []string{"A", "B"}[i%2]
		teams[i%2] = append(teams[i%2], k)
	}
	without, err := LeaveOut(ins, Options{})
	if err != nil {
		c.fail("%v", err)
	}
	for i, w := range without {
		rest := teams[1-i]
		bands, ratings, overall := c.m.Rules.Rate(rest)
		if w.Cases != len(teams[i]) || w.Assessment.Overall != c.name(c.m.Rules.Overall.Scale, overall) {
			c.fail("without %s: %d cases, overall %q", w.Value, w.Cases, w.Assessment.Overall)
		}
		derived := c.m.Rules.Derived(rest)
		for s, st := range c.m.Rules.Standards {
			got := w.Assessment.Standards[s]
			if got.Rating != c.name(st.Scale, ratings[s]) {
				c.fail("without %s t%d is rated %q, want %q", w.Value, s, got.Rating, c.name(st.Scale, ratings[s]))
			}
			for k, q := range st.Questions {
				_, _, of := c.m.Rules.Questions[q].Figure(q, derived)
				if r := got.Results[k]; r.Of != of || r.Band != c.name(st.Scale, bands[q]) {
					c.fail("without %s %s: %d, %q, want %d, %q", w.Value, r.Question.ID, r.Of, r.Band, of, c.name(st.Scale, bands[q]))
				}
			}
		}
	}
	const lost = 2
	ins.Record = &sample.Record{}
	for g, group := range set.Groups {
		draw := sample.GroupDraw{Group: group.ID, Population: 20}
		for _, k := range grid.Cases {
			if k.Group == group.ID {
				draw.Selected = append(draw.Selected, sample.Chosen{ID: k.ID})
			}
		}
		for i := range lost * (1 - g) { // of the first group
			draw.Selected = append(draw.Selected, sample.Chosen{ID: string(rune('X' + i))})
		}
		ins.Record.Groups = append(ins.Record.Groups, draw)
	}
	n, err := NonResponseOf(ins, Options{}, Unreads)
	if err != nil || len(n.Cases) != lost {
		c.fail("%+v, %v", n, err)
	}
	for _, each := range n.Each {
		for s, st := range each.Assessment.Standards {
			for k, got := range st.Results {
				was, more := c.a.Standards[s].Results[k], lost
				if each.Assume == UnreadLike || was.Of == 0 || st.Group != set.Groups[0].ID {
					more = 0
				}
				if given := ins.Results.Questions[got.Question.Place].Population; given > 0 {
					more = min(more, given-was.Of)
				}
				yes, levels := was.Yes, slices.Clone(was.Result.Levels)
				if each.Assume == UnreadYes {
					yes += more
				}
				if levels != nil && each.Assume == UnreadYes {
					levels[len(levels)-1] += more
				} else if levels != nil {
					levels[0] += more
				}
				if got.Yes != yes || got.Of != was.Of+more || !slices.Equal(got.Result.Levels, levels) {
					c.fail("%s, %s: %d of %d, %v, want %d of %d, %v", each.Assume, got.Question.ID, got.Yes, got.Of, got.Result.Levels,
						yes, was.Of+more, levels)
				}
			}
		}
	}
}

// means holds the mean of answers with points against their sum, and its limits against the least and the most
// that there can be.
func (c *languageCheck) means(q int, res QuestionAssessment, own *big.Rat) {
	c.Helper()
	p := c.m.Rules.Questions[q].Points
	m, err := c.a.Mean(res)
	if err != nil || !is(&m.Mean, own) {
		c.fail("%s: mean %+v, %v, want %v", res.Question.ID, m, err, own)
	}
	least, most := float64(p.Levels[0])/100, float64(p.Levels[len(p.Levels)-1])/100
	if !p.Mean {
		least, most = 100*least/most, 100
	}
	low, high := meanLimits(m, c.a.Inspection.Rules.ScaleOf(res.Question.Place, ""), 0.8)
	own80, high80, ok := m.Limits(0.8)
	if (low != nil) != ok || ok && (math.Abs(*low-max(own80, least)) > 1e-9 || math.Abs(*high-min(high80, most)) > 1e-9) {
		c.fail("%s: limits %v to %v, between %v and %v", res.Question.ID, *low, *high, least, most)
	}
}
