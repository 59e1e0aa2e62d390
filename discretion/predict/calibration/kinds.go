package main

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// A design is how many cases of each group there are, and how many are read.
type design struct {
	name   string
	groups map[string]discretion.GroupSize
}

var designs = []design{
	{"39 of 50 and 26 of 30", map[string]discretion.GroupSize{"court": {Population: 50, Sample: 39}, "ooc": {Population: 30, Sample: 26}}},
	{"39 of 100 twice", map[string]discretion.GroupSize{"court": {Population: 100, Sample: 39}, "ooc": {Population: 100, Sample: 39}}},
}

// A kind is a kind of service, by how its questions' rates lie.
type kind struct {
	name  string
	rates func(random *rand.Rand, standard []int) []float64 // from the standard of each question
	cases float64                                           // each case has rates of its own, up to so much higher or lower
	na    float64                                           // share of answers that do not apply
	one   bool                                              // all answers of a case are alike
}

// named are the first kinds; the rest are extremes.
const named = 5

var kinds = []kind{
	{name: "any rate, each question by itself", rates: func(random *rand.Rand, standard []int) []float64 {
		return each(standard, func(int) float64 { return random.Float64() })
	}},
	{name: "one level of .4 to .9, questions within .08, cases differ", rates: aboutOne(0.08), cases: 0.4},
	{name: "the same, a fifth na", rates: aboutOne(0.08), cases: 0.4, na: 0.2},
	{name: "one level of .4 to .9, all questions alike", rates: aboutOne(0)},
	{name: "rates of .75 to .97", rates: func(random *rand.Rand, standard []int) []float64 {
		return each(standard, func(int) float64 { return between(random, 0.75, 0.97) })
	}},
	{name: "each standard its level of .4 to .9, questions within .08, cases differ", cases: 0.4,
		rates: func(random *rand.Rand, standard []int) []float64 {
			levels := each(make([]int, 1+standard[len(standard)-1]), func(int) float64 { return between(random, 0.4, 0.9) })
			return each(standard, func(st int) float64 { return levels[st] + between(random, -0.08, 0.08) })
		}},
	{name: "one level of .4 to .9, all answers of a case alike", rates: aboutOne(0), one: true},
}

// aboutOne has rates within some distance of one level.
func aboutOne(distance float64) func(*rand.Rand, []int) []float64 {
	return func(random *rand.Rand, standard []int) []float64 {
		level := between(random, 0.4, 0.9)
		return each(standard, func(int) float64 { return level + between(random, -distance, distance) })
	}
}

func between(random *rand.Rand, low, high float64) float64 {
	return low + float64((high-low)*random.Float64())
}

func each[T, U any](all []T, f func(T) U) []U {
	var mapped []U
	for _, x := range all {
		mapped = append(mapped, f(x))
	}
	return mapped
}

// service makes up all cases of a service: the rows of each group, those that are read
// first. They are exchangeable, so that the first are a simple random sample.
func (k kind) service(set *rules.Set, d design, number int) *discretion.Grid {
	random := rand.New(rand.NewChaCha8(sha256.Sum256(fmt.Appendf(nil, "calibration|%s|%s|%d", k.name, d.name, number))))
	questions := set.Questions()
	rates := k.rates(random, each(questions, func(q rules.Question) int { at, _ := set.StandardIndex(q.Standard); return at }))
	grid := &discretion.Grid{}
	for _, g := range set.Groups {
		for i := range d.groups[g.ID].Population {
			c := discretion.Case{ID: fmt.Sprintf("%s%03d", g.ID, i), Group: g.ID, Answers: make([]discretion.Answer, len(questions))}
			shift, luck := between(random, -k.cases, k.cases), random.Float64()
			for q := range questions {
				if questions[q].Group != g.ID || k.na > 0 && random.Float64() < k.na {
					continue
				}
				if !k.one {
					luck = random.Float64()
				}
				c.Answers[q] = discretion.No
				if luck < rates[q]+shift {
					c.Answers[q] = discretion.Yes
				}
			}
			grid.Cases = append(grid.Cases, c)
		}
	}
	return grid
}
