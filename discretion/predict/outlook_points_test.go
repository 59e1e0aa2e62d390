package predict

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"testing"

	"onecase/discretion"
)

// samplesAtLevels draws every sample of cases, each at a level or, with -1, one that the question
// does not apply to: without putting back where the cases are all there are, else case by case
// with these chances.
func samplesAtLevels(cases []int, chances []float64, sample, levels int) (all []levelled) {
	add := func(drawn []int, chance float64) {
		at := make([]int, levels)
		for _, level := range drawn {
			if level >= 0 {
				at[level]++
			}
		}
		if k := slices.IndexFunc(all, func(l levelled) bool { return slices.Equal(l.cases, at) }); k >= 0 {
			all[k].chance += chance
		} else {
			all = append(all, levelled{at, chance})
		}
	}
	if chances == nil {
		for set := range 1 << len(cases) {
			if bits.OnesCount(uint(set)) == sample {
				var drawn []int
				for i, level := range cases {
					if set>>i&1 == 1 {
						drawn = append(drawn, level)
					}
				}
				add(drawn, 1/ways(len(cases), sample))
			}
		}
		return all
	}
	var draw func(drawn []int, chance float64)
	draw = func(drawn []int, chance float64) {
		if len(drawn) == sample {
			add(drawn, chance)
			return
		}
		for i, level := range cases {
			draw(append(slices.Clip(drawn), level), chance*chances[i])
		}
	}
	draw(nil, 1)
	return all
}

// Every sample by itself, through a mean of percentages with a limit, a mean of points and the
// overall rating: of populations that end and of those that do not.
func TestOutlookOfPointsCountedOut(t *testing.T) {
	for _, test := range []struct {
		population, sample int
		part, mean         []int // of ten cases: those at each level, and last those that it does not apply to
		yes                int   // of ten
	}{
		{10, 4, []int{3, 4, 3, 0}, []int{2, 3, 5, 0}, 6},
		{10, 3, []int{3, 2, 2, 3}, []int{0, 4, 5, 1}, 3},
		{10, 10, []int{3, 4, 3, 0}, []int{2, 3, 5, 0}, 6},
		{10, 8, []int{3, 4, 3, 0}, []int{1, 8, 1, 0}, 4}, // only a case at the worst level would rise far enough
		{0, 4, []int{3, 4, 3, 0}, []int{1, 0, 7, 2}, 5},
		{0, 3, []int{5, 0, 5, 0}, []int{2, 2, 2, 4}, 8},
	} {
		ins := withPoints(t, "")
		ins.Rules.Criteria = nil
		p := NewOutlookPlan(ins.Rules, 0)
		p.Groups["all"] = discretion.GroupSize{Population: test.population, Sample: test.sample}
		places, counts := []int{0, 2, 1}, [][]int{test.part, test.mean, {10 - test.yes, test.yes, 0}} // part, mean, plain
		var all [][]levelled
		whole := ins.Clone()
		for k, at := range places {
			levels := len(counts[k]) - 1
			applies := 10 - counts[k][levels]
			a := &p.Questions[at]
			a.Applies = float64(applies) / 10
			shares := make([]float64, levels)
			for level, n := range counts[k][:levels] {
				shares[level] = float64(n) / float64(applies)
			}
			if a.Rate = shares[levels-1]; levels > 2 {
				a.SetLevels(shares)
			}
			setLevels(whole, at, counts[k][:levels])
			var cases []int
			var chances []float64
			for level, n := range counts[k] {
				if level == levels {
					level = -1
				}
				if test.population > 0 {
					cases = append(cases, slices.Repeat([]int{level}, n)...)
				} else {
					cases, chances = append(cases, level), append(chances, float64(n)/10)
				}
			}
			all = append(all, samplesAtLevels(cases, chances, test.sample, levels))
		}
		p.Questions[3].Applies, p.Questions[4].Applies = 0, 0
		o := outlook(t, p, OutlookOptions{})
		if o.Replicates > 0 {
			t.Fatal("simulated")
		}
		where := fmt.Sprintf("%+v: ", test)
		truth, err := discretion.Assess(whole, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if o.Standards[0].True != truth.Standards[0].Rating || o.Standards[1].True != truth.Standards[1].Rating ||
			o.Overall.True != truth.Overall {
			t.Errorf("%struly %s, %s, %s", where, o.Standards[0].True, o.Standards[1].True, o.Overall.True)
		}
		for k, at := range places {
			scale, bands, swing, none := ins.Rules.ScaleOf(at, ""), make([]float64, 3), 0.0, 0.0
			for _, l := range all[k] {
				of := 0
				for _, n := range l.cases {
					of += n
				}
				if of == 0 {
					none += l.chance
					continue
				}
				band := func(cases []int) int { return scale.Band(scale.Count(cases[len(cases)-1], cases), of) }
				bands[band(l.cases)] += l.chance
				moves := false
				for from, n := range l.cases {
					for to := range l.cases {
						moved := slices.Clone(l.cases)
						moved[from], moved[to] = moved[from]-1, moved[to]+1
						moves = moves || n > 0 && from != to && band(moved) != band(l.cases)
					}
				}
				if moves {
					swing += l.chance
				}
			}
			q := o.Questions[at]
			same(t, where+q.Question.ID, append(slices.Clone(q.Chances), q.None, q.OneCaseSwing), append(bands, none, swing), 1e-12)
		}
		want := newCountedOut(ins.Rules)
		none := 0.0
		for _, part := range all[0] {
			for _, mean := range all[1] {
				for _, plain := range all[2] {
					drawn, chance := ins.Clone(), part.chance*mean.chance*plain.chance
					for k, l := range []levelled{part, mean, plain} {
						setLevels(drawn, places[k], l.cases)
						if r := &drawn.Results.Questions[places[k]]; r.Of == 0 {
							*r = r.Emptied()
							r.Known = discretion.NoCase
						}
					}
					a, err := discretion.NewAssessor(drawn, discretion.Options{})
					if err != nil {
						t.Fatal(err)
					}
					ratings := make([]int, len(ins.Rules.Standards))
					_, overall, ok := a.RateAll(ratings)
					for i, rating := range ratings[:2] {
						if rating >= 0 {
							want.rated[i][rating] += chance
						}
					}
					if ok {
						want.whole[overall] += chance
					} else {
						none += chance
					}
				}
			}
		}
		same(t, where+"mixed", o.Standards[0].Chances, want.rated[0], 1e-12)
		same(t, where+"graded", o.Standards[1].Chances, want.rated[1], 1e-12)
		same(t, where+"overall", o.Overall.Chances, want.whole, 1e-12)
	}
}

// Two levels are yes and no, whatever their points, before fieldwork too.
func TestOutlookOfTwoLevelsIsOfYesAndNo(t *testing.T) {
	for _, size := range []discretion.GroupSize{{Population: 41, Sample: 12},
		{Population: 13, Sample: 13}, {Sample: 150}, {Population: 700, Sample: 90}} {
		for _, a := range []Assumption{{Rate: 0.3, Applies: 1}, {Rate: 0.85, Applies: 0.4}, {Rate: 0.02, Applies: 0.9},
			{Rate: 1, Applies: 1}, {Rate: 0, Applies: 0.5}} {
			ins := withPoints(t, "")
			p := NewOutlookPlan(ins.Rules, 0)
			p.Groups["all"] = size
			for i := range p.Questions {
				p.Questions[i] = Assumption{}
			}
			p.Questions[4] = a
			p.Questions[3] = Assumption{Applies: a.Applies}
			p.Questions[3].SetLevels([]float64{1 - a.Rate, a.Rate})
			for _, agreement := range []float64{0.9, 0.4} { // answers that are not found as they are
				o := outlook(t, p, OutlookOptions{Agreement: agreement, Replicates: 10})
				points, plain := o.Questions[3], o.Questions[4]
				same(t, fmt.Sprintf("%+v, %+v, agreement %v", size, a, agreement), append(slices.Clone(points.Chances), points.None,
					points.OneCaseSwing), append(slices.Clone(plain.Chances), plain.None, plain.OneCaseSwing), 1e-12)
			}
			o := outlook(t, p, OutlookOptions{Wanted: 0.9})
			points, plain, where := o.Questions[3], o.Questions[4], fmt.Sprintf("%+v, %+v: ", size, a)
			if points.Question.ID != "two.points" || plain.Question.ID != "yesno.plain" {
				t.Fatal(points.Question.ID, plain.Question.ID)
			}
			same(t, where+"bands", append(slices.Clone(points.Chances), points.None, points.OneCaseSwing,
				points.ExpectedOf, float64(points.Yes)),
				append(slices.Clone(plain.Chances), plain.None, plain.OneCaseSwing, plain.ExpectedOf, float64(plain.Yes)), 1e-12)
			if points.True != plain.True || (points.Wanted.First == nil) != (plain.Wanted.First == nil) ||
				plain.Wanted.First != nil && *points.Wanted.First != *plain.Wanted.First {
				t.Errorf("%s%s from %v, yes and no %s from %v", where, points.True, points.Wanted, plain.True, plain.Wanted)
			}
			same(t, where+"standard", append(slices.Clone(o.Standards[2].Chances), o.Standards[2].None),
				append(slices.Clone(o.Standards[3].Chances), o.Standards[3].None), 1e-12)
		}
	}
}

// Samples of whole cases keep the levels: simulated chances are near to those of drawing every
// sample of an earlier inspection's cases.
func TestOutlookOfPointsByCases(t *testing.T) {
	ins := withPoints(t, "")
	ins.Rules.Criteria = nil
	grid := &discretion.Grid{}
	for i, c := range [][3]int{{0, 2, 1}, {1, 0, 0}, {2, 1, 1}, {0, 0, 0}, {1, 2, 1}, {2, 2, 1}, {-1, 1, 0},
		{0, 1, 1}} { // part, mean, plain
		one := discretion.Case{ID: fmt.Sprint(i), Group: "all", Answers: make([]discretion.Answer, 5), Between: make([]uint8, 5)}
		for k, at := range []int{0, 2, 1} {
			best := 2 - k/2
			switch level := c[k]; {
			case level == best:
				one.Answers[at] = discretion.Yes
			case level >= 0:
				one.Answers[at], one.Between[at] = discretion.No, uint8(level)
			}
		}
		grid.Cases = append(grid.Cases, one)
	}
	ins.Results.Grid = grid
	ins.Results.CountAnswers(ins.Rules.Questions())
	p, err := OutlookPlanFrom(ins, 0.5)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "levels", p.Questions[0].Levels, []float64{3. / 7, 2. / 7, 2. / 7}, 1e-15)
	p.Groups["all"] = discretion.GroupSize{Population: 8, Sample: 4}
	p.Questions[3].Applies, p.Questions[4].Applies = 0, 0
	o := outlook(t, p, OutlookOptions{Replicates: 20_000, Seed: "levels"})
	want, samples := newCountedOut(ins.Rules), 0.0
	for set := range 1 << 8 {
		if bits.OnesCount(uint(set)) != 4 {
			continue
		}
		samples++
		drawn := ins.Clone()
		drawn.Results.Grid = &discretion.Grid{}
		for i, c := range grid.Cases {
			if set>>i&1 == 1 {
				drawn.Results.Grid.Cases = append(drawn.Results.Grid.Cases, c)
			}
		}
		drawn.Results.CountAnswers(ins.Rules.Questions())
		a, err := discretion.NewAssessor(drawn, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		ratings := make([]int, len(ins.Rules.Standards))
		_, overall, _ := a.RateAll(ratings)
		want.rated[0][ratings[0]]++
		want.rated[1][ratings[1]]++
		want.whole[overall]++
	}
	want.scaled(1 / samples)
	same(t, "mixed", o.Standards[0].Chances, want.rated[0], 4*o.MonteCarloError)
	same(t, "graded", o.Standards[1].Chances, want.rated[1], 4*o.MonteCarloError)
	same(t, "overall", o.Overall.Chances, want.whole, 4*o.MonteCarloError)
	if math.Abs(want.whole[1]-0.5) > 0.49 {
		t.Errorf("%v says little", want.whole)
	}
}

// Whole numbers of cases at each level are near to the shares, add up, and leave out no level that
// has a share.
func TestNearestCounts(t *testing.T) {
	for _, test := range []struct {
		shares []float64
		n      int
		want   []int
	}{
		{[]float64{0.3, 0.5, 0.2}, 10, []int{3, 5, 2}},
		{[]float64{1. / 3, 1. / 3, 1. / 3}, 10, []int{3, 4, 3}},
		{[]float64{0.01, 0.01, 0.98}, 10, []int{1, 1, 8}},
		{[]float64{0.5, 0, 0.5}, 3, []int{1, 0, 2}},
		{[]float64{0.2, 0.2, 0.6}, 1, []int{0, 0, 1}},
		{[]float64{1, 0, 0}, 5, []int{5, 0, 0}},
	} {
		if got := nearestCounts(test.shares, test.n); !slices.Equal(got, test.want) {
			t.Errorf("%v of %d: %v, want %v", test.shares, test.n, got, test.want)
		}
	}
}

// The model of wrong answers is named where there are more than two levels and some answers are wrong.
func TestOutlookNamesItsModelOfErrors(t *testing.T) {
	ins := withPoints(t, "")
	for _, c := range []struct {
		agreement, applies float64
		levels             bool
		want               string
	}{{0.9, 1, true, OneCoin}, {0, 1, true, ""}, {0.9, 0, true, ""}, {0.9, 1, false, ""}} {
		p := NewOutlookPlan(ins.Rules, 0.5)
		p.Groups["all"] = discretion.GroupSize{Population: 10, Sample: 4}
		for i, q := range ins.Rules.Questions() {
			if p.Questions[i].Applies = 1; q.HasPoints() == c.levels && len(q.Levels) != 2 {
				p.Questions[i].Applies = c.applies
			} else {
				p.Questions[i].Applies = 0
			}
		}
		if got := outlook(t, p, OutlookOptions{Agreement: c.agreement, Replicates: 10}).ErrorModel(); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
