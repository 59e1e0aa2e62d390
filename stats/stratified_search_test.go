package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawStrata draws strata that were read in part.
func drawStrata(t *rapid.T, number, largest int) []StratumCount {
	strata := make([]StratumCount, number)
	for h := range strata {
		s := &strata[h]
		s.Population = rapid.IntRange(2, largest).Draw(t, "population")
		s.Sample = rapid.IntRange(1, s.Population-1).Draw(t, "sample")
		s.Yes = rapid.IntRange(0, s.Sample).Draw(t, "yes")
	}
	return strata
}

// The search finds what trying every split finds, with tails summed over every
// sample.
func TestSplitSearchAgainstEverySplit(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		strata := make([]StratumCount, 1+random.IntN(4))
		for h := range strata {
			s := &strata[h]
			s.Population = 2 + random.IntN(9-2*len(strata)+3)
			s.Sample = 1 + random.IntN(s.Population-1)
			s.Yes = random.IntN(s.Sample + 1)
		}
		parts := []int64{4, 10, 20, 40, 200}[random.IntN(5)]
		worth := slices.Repeat([]float64{1}, len(strata))
		if random.IntN(2) == 0 {
			for h := range worth {
				worth[h] = float64(1+random.IntN(40)) / 16 // sums of them are exact
			}
		}
		ranks := rankings(strata, worth, 1/float64(parts))
		rank := ranks[random.IntN(len(ranks))]
		search, ok := newSplitSearch(strata, worth, rank, 1/float64(parts))
		if !ok {
			t.Fatal("too large")
		}
		height := func(yes []int) (sum int64) {
			for h, x := range yes {
				sum += rank[h][x]
			}
			return sum
		}
		var yes []int
		for _, s := range strata {
			yes = append(yes, s.Yes)
		}
		want := math.Inf(1)
		outcomes(populations(strata), func(split []int) {
			M, all := 0.0, int64(1)
			for h, s := range strata {
				M += worth[h] * float64(split[h])
				all *= choose[s.Population][s.Sample]
				if ways(s.Population, split[h], s.Sample, s.Yes) == 0 {
					return
				}
			}
			if M >= want {
				return
			}
			reach := int64(0)
			outcomes(strata, func(other []int) {
				if height(other) < height(yes) {
					return
				}
				product := int64(1)
				for h, s := range strata {
					product *= ways(s.Population, split[h], s.Sample, other[h])
				}
				reach += product
			})
			if reach*parts > all {
				want = M
			}
		})
		if got := search.least(yes); got != want {
			t.Errorf("%v worth %v, tail 1/%d: least is %v, want %v", strata, worth, parts, got, want)
		}
	}
}

// Taking values together can only lower the result, and by no more than slack.
func TestSplitSearchTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strata := drawStrata(t, rapid.IntRange(2, 4).Draw(t, "strata"), 15)
		worth := drawWorth(t, len(strata))
		search, ok := newSplitSearch(strata, worth, rankings(strata, worth, 0.1)[0], 0.1)
		if !ok {
			t.Fatal("too large")
		}
		var yes []int
		for _, s := range strata {
			yes = append(yes, s.Yes)
		}
		exact := search.least(yes)
		for k := 1; k < len(strata); k++ {
			search.steps[k] = rapid.IntRange(1, 6).Draw(t, "step")
		}
		if got := search.least(yes); got > exact || got < exact-search.slack()-1e-9 {
			t.Errorf("%v worth %v in steps of %v: least is %v, every split gives %v", strata, worth, search.steps, got, exact)
		}
	})
}

// drawWorth draws the worth of a yes case in each stratum, often 1 in all.
func drawWorth(t *rapid.T, strata int) []float64 {
	worth := slices.Repeat([]float64{1}, strata)
	if rapid.Bool().Draw(t, "weighted") {
		for k := range worth {
			worth[k] = float64(rapid.IntRange(1, 40).Draw(t, "worth")) / 16
		}
	}
	return worth
}

// Ranks do not fall as counts rise, and whole weights are in the ratio of
// N_h/n_h.
func TestRankings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strata := drawStrata(t, rapid.IntRange(1, 8).Draw(t, "strata"), rapid.SampledFrom([]int{9, 60, 5000}).Draw(t, "largest"))
		for _, rank := range rankings(strata, drawWorth(t, len(strata)), 0.1) {
			for k := range rank {
				for x := 1; x < len(rank[k]); x++ {
					if rank[k][x] < rank[k][x-1] {
						t.Fatalf("%v: rank of %d in stratum %d is below that of %d", strata, x, k, x-1)
					}
				}
			}
		}
		weights, total, ok := wholeWeights(strata)
		if !ok {
			return
		}
		sum := int64(0)
		for k, s := range strata {
			sum += weights[k] * int64(s.Sample)
			// w_k n_k N_0 = w_0 n_0 N_k
			if weights[k]*int64(s.Sample)*int64(strata[0].Population) != weights[0]*int64(strata[0].Sample)*int64(s.Population) {
				t.Fatalf("%v: weights %v", strata, weights)
			}
		}
		if sum != total {
			t.Fatalf("%v: weights make %d, not %d", strata, sum, total)
		}
	})
}
