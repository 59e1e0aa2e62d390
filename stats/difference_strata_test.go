package stats

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Two domains of strata drawn at random, in small populations, whatever they hold: the
// limits cover at least at their level. The samples of a stratum are enumerated with
// all their domains at once, so that this tries the condition on their sizes too.
func TestStrataDifferenceCovers(t *testing.T) {
	type stratum struct{ first, second, other, drawn int } // cases of either domain and of neither
	least, tried := 1.0, 0
	for _, design := range [][]stratum{
		{{3, 3, 0, 4}},
		{{3, 2, 2, 5}},
		{{2, 2, 0, 2}, {3, 1, 1, 3}},
		{{3, 0, 0, 2}, {0, 4, 0, 2}, {1, 1, 0, 1}},
		{{2, 3, 0, 3}, {2, 1, 0, 2}},
		{{4, 1, 0, 3}, {1, 3, 1, 3}},
		{{6, 6, 0, 6}},
		{{5, 5, 2, 6}, {4, 3, 0, 4}},
	} {
		known := map[string]Difference{}
		limits := func(first, second []StratumCount) Difference {
			key := fmt.Sprint(first, second)
			d, ok := known[key]
			if !ok {
				var err error
				if d, err = StrataDifference(first, second, 0.80); err != nil {
					t.Fatal(err)
				}
				known[key] = d
			}
			return d
		}
		n := len(design)
		var sizes [2]int
		truths := make([]StratumCount, 0, 2*n) // sample stands for how many yes there may be
		for _, s := range design {
			sizes[0], sizes[1] = sizes[0]+s.first, sizes[1]+s.second
			truths = append(truths, StratumCount{Sample: s.first}, StratumCount{Sample: s.second})
		}
		outcomes(truths, func(hold []int) {
			yes := [2]int{}
			for h := range design {
				yes[0], yes[1] = yes[0]+hold[2*h], yes[1]+hold[2*h+1]
			}
			truth := float64(yes[1])/float64(sizes[1]) - float64(yes[0])/float64(sizes[0])
			covered, all := 0.0, 0.0
			first, second := make([]StratumCount, n), make([]StratumCount, n)
			var draw func(h int, chance float64)
			draw = func(h int, chance float64) {
				if h == n {
					if totalOf(first).Of > 0 && totalOf(second).Of > 0 {
						all += chance
						if d := limits(first, second); d.Low <= truth && truth <= d.High {
							covered += chance
						}
					}
					return
				}
				s, m1, m2 := design[h], hold[2*h], hold[2*h+1]
				for y1 := 0; y1 <= m1; y1++ {
					for n1 := 0; n1 <= s.first-m1; n1++ {
						for y2 := 0; y2 <= m2; y2++ {
							for n2 := 0; n2 <= s.second-m2; n2++ {
								rest := s.drawn - y1 - n1 - y2 - n2
								if rest < 0 || rest > s.other {
									continue
								}
								w := choose[m1][y1] * choose[s.first-m1][n1] * choose[m2][y2] * choose[s.second-m2][n2] * choose[s.other][rest]
								first[h], second[h] = StratumCount{s.first, y1 + n1, y1}, StratumCount{s.second, y2 + n2, y2}
								draw(h+1, chance*float64(w)/float64(choose[s.first+s.second+s.other][s.drawn]))
							}
						}
					}
				}
			}
			draw(0, 1)
			tried++
			if coverage := covered / all; coverage < 0.80-1e-12 {
				t.Errorf("%v holding %v: coverage %v", design, hold, coverage)
			} else {
				least = min(least, coverage)
			}
		})
	}
	t.Logf("%d populations, least coverage %v", tried, least)
	if tried < 300 {
		t.Errorf("%d populations", tried)
	}
}

// The limits hold the estimate where every stratum was drawn from, are those of the
// domains exchanged with the signs changed, and do not depend on the strata's order.
func TestStrataDifferenceTurned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		domain := func(name string) (strata []StratumCount) {
			for range rapid.IntRange(1, 3).Draw(t, name) {
				N := rapid.IntRange(1, 12).Draw(t, "population")
				n := rapid.IntRange(1, N).Draw(t, "sample")
				strata = append(strata, StratumCount{N, n, rapid.IntRange(0, n).Draw(t, "yes")})
			}
			return strata
		}
		first, second := domain("first"), domain("second")
		d, err := StrataDifference(first, second, 0.80)
		if err != nil {
			t.Fatal(err)
		}
		turned, err := StrataDifference(second, first, 0.80)
		if err != nil {
			t.Fatal(err)
		}
		if d.Low > d.Estimate+1e-9 || d.High < d.Estimate-1e-9 {
			t.Errorf("%v, %v: %v to %v does not hold %v", first, second, d.Low, d.High, d.Estimate)
		}
		if math.Abs(d.Low+turned.High) > 1e-9 || math.Abs(d.High+turned.Low) > 1e-9 {
			t.Errorf("%v, %v: %v to %v, exchanged %v to %v", first, second, d.Low, d.High, turned.Low, turned.High)
		}
	})
}

func TestStrataDifferenceEdges(t *testing.T) {
	read := []StratumCount{{5, 5, 3}, {4, 4, 4}} // 7 of 9
	for _, c := range []struct {
		name          string
		first, second []StratumCount
		low, high     float64
	}{
		{"both read in full", read, []StratumCount{{4, 4, 1}}, 1.0/4 - 7.0/9, 1.0/4 - 7.0/9},
		{"a stratum without a sample", read, []StratumCount{{4, 4, 1}, {4, 0, 0}}, 1.0/8 - 7.0/9, 5.0/8 - 7.0/9},
	} {
		d, err := StrataDifference(c.first, c.second, 0.80)
		if err != nil || math.Abs(d.Low-c.low) > 1e-11 || math.Abs(d.High-c.high) > 1e-11 || !d.Guaranteed {
			t.Errorf("%s: %+v, %v", c.name, d, err)
		}
	}
	for _, c := range []struct {
		first, second []StratumCount
		confidence    float64
		want          string
	}{
		{read, read, 80, "stats: the confidence has to be above 0 and below 1, got 80"},
		{read, []StratumCount{{4, 0, 0}}, 0.8, "stats: the second domain has no case in the sample, so it has no share"},
		{[]StratumCount{{4, 5, 0}}, read, 0.8, "stats: stratum 1: the sample has to be from 0 to its population of 4, got 5"},
	} {
		if _, err := StrataDifference(c.first, c.second, c.confidence); err == nil || err.Error() != c.want {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
}

// Girls and boys of the demonstration's court group, cell by cell.
func BenchmarkStrataDifference(b *testing.B) {
	first := []StratumCount{{2, 1, 1}, {1, 1, 0}, {2, 2, 1}, {1, 1, 1}, {2, 1, 0}, {1, 1, 1}}
	second := []StratumCount{{4, 3, 2}, {4, 3, 2}, {3, 2, 1}, {4, 3, 2}, {1, 1, 1}, {9, 7, 4}, {1, 1, 0}, {10, 8, 5},
		{2, 2, 1}, {1, 1, 1}, {2, 1, 1}}
	for b.Loop() {
		if _, err := StrataDifference(first, second, 0.80); err != nil {
			b.Fatal(err)
		}
	}
}
