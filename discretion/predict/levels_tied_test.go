package predict

import (
	"fmt"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// leafByHand counts out the rating of one standard under the prior of a node.
func leafByHand(a *discretion.Assessor, ins *discretion.Inspection, k *tiedStandard, n node) []float64 {
	chances, ratings := make([]float64, len(a.Rules.RatingsOf(k.at))), make([]int, len(a.Rules.Standards))
	var visit func(i int, chance float64)
	visit = func(i int, chance float64) {
		if i < len(k.questions) {
			for _, o := range completionsOf(ins, k.questions[i], n.prior().Yes, n.prior().No) {
				a.SetCount(k.questions[i], o.yes, o.of)
				visit(i+1, chance*o.chance)
			}
			return
		}
		a.RateAll(ratings)
		chances[ratings[k.at]] += chance
	}
	visit(0, 1)
	return chances
}

// Rules of the whole language with the rates of questions tied: every chance is what counting
// out all ratings of all standards gives, under every level and spread with its posterior
// chance.
func TestWholeLanguageTiedCountedOut(t *testing.T) {
	tried := 0
	for seed := uint64(0); tried < sweep(12, 60); seed++ {
		m, set := madeSet(t, seed, true)
		if set == nil {
			continue
		}
		ins := m.totals(set)
		ways := 1
		for _, q := range ratedQuestions(set) {
			ways *= len(completionsOf(ins, q, 0.5, 0.5))
		}
		if ways > 2_000 {
			continue
		}
		tried++
		where := fmt.Sprintf("seed %d\n%s\n%+v\n", seed, m.text, ins.Results.Questions)
		r, err := Robust(ins, Options{})
		if err != nil {
			t.Fatalf("%s%v", where, err)
		}
		a, err := discretion.NewAssessor(ins, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		e := newEstimator(a, Options{Model: Tied, Prior: Jeffreys})
		tied := e.tie()
		leaves := map[int]map[[2]int][]float64{}
		for _, k := range tied.standards {
			leaves[k.at] = map[[2]int][]float64{}
			for _, n := range k.nodes {
				leaves[k.at][[2]int{n.spread, n.level}] = leafByHand(a, ins, k, n)
			}
		}
		c, weight := newCountedOut(set), 0.0
		for _, h := range tied.hyper {
			given, possible := make([][]float64, len(set.Standards)), true
			for _, k := range tied.standards {
				sum := 0.0
				given[k.at] = make([]float64, len(set.RatingsOf(k.at)))
				for level, on := range about()[h.about] {
					leaf := leaves[k.at][[2]int{h.spread, level}]
					for rating, chance := range leaf {
						given[k.at][rating] += on * k.likelihood[h.spread][level] * chance
					}
					if leaf != nil {
						sum += on * k.likelihood[h.spread][level]
					}
				}
				possible = possible && sum > 0
				for rating := range given[k.at] {
					given[k.at][rating] /= sum
				}
			}
			if possible {
				weight += h.chance
				c.ratings(a, given, h.chance)
			}
		}
		c.scaled(1 / weight)
		for _, k := range tied.standards { // over all of its nodes, whether others have them or not
			clear(c.rated[k.at])
			for _, n := range k.nodes {
				for rating, chance := range leaves[k.at][[2]int{n.spread, n.level}] {
					c.rated[k.at][rating] += n.chance * chance
				}
			}
		}
		c.agrees(t, where, r, 1e-10)
	}
}

// ratings counts out every combination of ratings of the standards with questions.
func (c *countedOut) ratings(a *discretion.Assessor, given [][]float64, weight float64) {
	ratings := make([]int, len(given))
	var visit func(i int, chance float64)
	visit = func(i int, chance float64) {
		if i < len(given) {
			ratings[i] = a.Rater.Given(i)
			if given[i] == nil {
				visit(i+1, chance)
			}
			for rating, p := range given[i] {
				if ratings[i] = rating; p > 0 {
					visit(i+1, chance*p)
				}
			}
			return
		}
		all := append([]int(nil), ratings...)
		a.Rater.Fill(all, nil)
		for at, rating := range all {
			if rating != rules.Unrated {
				c.rated[at][rating] += chance
			}
		}
		score, overall, ok := a.Rater.Score(all)
		if !ok {
			c.none += chance
			return
		}
		c.whole[overall] += chance
		c.score[score] += chance
	}
	visit(0, weight)
}

func (c *countedOut) scaled(by float64) {
	for _, rated := range c.rated {
		for i := range rated {
			rated[i] *= by
		}
	}
	for i := range c.whole {
		c.whole[i] *= by
	}
	for s := range c.score {
		c.score[s] *= by
	}
}
