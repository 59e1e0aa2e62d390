package stats

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

func TestTogether(t *testing.T) {
	for _, c := range []struct {
		dependent []int
		each      float64
		how       Family
	}{
		{nil, 0.80, Bonferroni},
		{[]int{1}, 0.80, Bonferroni},
		{[]int{23}, 1 - 0.2/23, Bonferroni},
		{[]int{0, 4, 0}, 0.95, Bonferroni},
		{[]int{1, 1}, math.Sqrt(0.80), Sidak},
		{[]int{1, 1, 1}, math.Cbrt(0.80), Sidak},
		{[]int{2, 2}, 1 - (1-math.Sqrt(0.80))/2, SidakBonferroni},
	} {
		each, how := Together(0.80, c.dependent)
		if math.Abs(each-c.each) > 1e-12 || how != c.how {
			t.Errorf("%v: %v by %s, want %v by %s", c.dependent, each, how, c.each, c.how)
		}
	}
}

// The levels use up what there is, and are no stricter than Bonferroni over all limits.
func TestTogetherProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dependent := rapid.SliceOfN(rapid.IntRange(1, 40), 1, 6).Draw(t, "dependent")
		confidence := rapid.Float64Range(0.5, 0.999).Draw(t, "confidence")
		each, _ := Together(confidence, dependent)
		all, hold := 0, 1.0
		for _, k := range dependent {
			all += k
			hold *= 1 - float64(k)*(1-each)
		}
		if math.Abs(hold-confidence) > 1e-9 {
			t.Errorf("%v at %v: all hold with %v", dependent, confidence, hold)
		}
		if bonferroni, _ := Together(confidence, []int{all}); each > bonferroni+1e-12 {
			t.Errorf("%v at %v: %v each, Bonferroni %v", dependent, confidence, each, bonferroni)
		}
	})
}

// Three questions on the same cases, however they go together, and limits at Together's
// level: all hold in no fewer samples than claimed. Populations of twelve cases
// with answers at random are tried, and every sample of eight of each.
func TestTogetherHoldsForDependentQuestions(t *testing.T) {
	const N, n, questions = 12, 8, 3
	each, _ := Together(0.80, []int{questions})
	var low, high [n + 1]int
	for x := range low {
		i, err := IntervalFor(IntervalSpec{Method: Exact, Yes: x, Of: n, Population: N, Confidence: each})
		if err != nil {
			t.Fatal(err)
		}
		low[x], high[x] = i.LowCount, i.HighCount
	}
	least, tried := 1.0, 0
	random := rand.New(rand.NewPCG(1, 2))
	for range sweep(150, 4000) {
		var cases [N]int // the answers of a case: a bit for each question
		for i := range cases {
			cases[i] = random.IntN(1 << questions)
		}
		held, all := 0, 0
		for sample := range 1 << N {
			var x, K [questions]int
			drawn := 0
			for i, answers := range cases {
				for q := range questions {
					yes := answers >> q & 1
					K[q] += yes
					x[q] += yes * (sample >> i & 1)
				}
				drawn += sample >> i & 1
			}
			if drawn != n {
				continue
			}
			all++
			ok := true
			for q := range questions {
				ok = ok && low[x[q]] <= K[q] && K[q] <= high[x[q]]
			}
			if ok {
				held++
			}
		}
		tried++
		least = min(least, float64(held)/float64(all))
	}
	t.Logf("%d populations, all hold in at least %v of samples", tried, least)
	if least < 0.80 || least == 1 {
		t.Errorf("all three hold in %v of samples at least", least)
	}
}
