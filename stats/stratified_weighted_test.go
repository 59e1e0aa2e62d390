package stats

import (
	"math"
	"testing"
)

// In designs of two and of three small strata with weights of several kinds, and
// whatever the strata hold: the limits cover at least at their level, and hold the
// estimate.
func TestWeightedIntervalCovers(t *testing.T) {
	mixes := [][]float64{{1, 1, 1}, {1, 2, 5}, {3, 1, 0.5}}
	least, tried := map[float64]float64{0.80: 1, 0.95: 1}, 0
	for i, design := range append(pairs(7), trios()...) {
		if i%sweep(25, 5) != 0 {
			continue // some of them, of every size
		}
		tried++
		weights := mixes[i/5%len(mixes)][:len(design)]
		for _, confidence := range []float64{0.80, 0.95} {
			sum := 0.0
			for _, w := range weights {
				sum += w
			}
			share := func(of func(h int) float64) float64 {
				mean := 0.0
				for h, w := range weights {
					mean += w / sum * of(h)
				}
				return mean
			}
			index := func(yes []int) int {
				i := 0
				for h, s := range design {
					i = i*(s.Sample+1) + yes[h]
				}
				return i
			}
			table := make([]Interval, index(populationsSample(design))+1)
			outcomes(design, func(yes []int) {
				iv, err := WeightedInterval(found(design, yes), weights, confidence)
				if err != nil {
					t.Fatal(err)
				}
				table[index(yes)] = iv
				if iv.Low < 0 || iv.High > 1 {
					t.Fatalf("%v weighted %v: %v to %v", found(design, yes), weights, iv.Low, iv.High)
				}
				if e := share(func(h int) float64 { return float64(yes[h]) / float64(design[h].Sample) }); e < iv.Low || e > iv.High {
					t.Fatalf("%v weighted %v at %v: %v to %v does not hold the estimate %v", found(design, yes),
						weights, confidence, iv.Low, iv.High, e)
				}
			})
			outcomes(populations(design), func(split []int) {
				truth := share(func(h int) float64 { return float64(split[h]) / float64(design[h].Population) })
				covered, all := int64(0), int64(1)
				for _, s := range design {
					all *= choose[s.Population][s.Sample]
				}
				outcomes(design, func(yes []int) {
					if iv := table[index(yes)]; iv.Low <= truth && truth <= iv.High {
						product := int64(1)
						for h, s := range design {
							product *= ways(s.Population, split[h], s.Sample, yes[h])
						}
						covered += product
					}
				})
				coverage := float64(covered) / float64(all)
				least[confidence] = min(least[confidence], coverage)
				if coverage < confidence-1e-12 {
					t.Fatalf("%v weighted %v at %v: coverage %v when the strata hold %v", design, weights, confidence, coverage, split)
				}
			})
		}
	}
	t.Logf("tried %d designs; least coverage %v", tried, least)
}

// Weights in the ratio of the populations give the limits of the whole.
func TestWeightedIsCombined(t *testing.T) {
	strata := []StratumCount{{20, 13, 8}, {15, 9, 5}, {18, 11, 7}}
	whole, err := CombinedInterval(strata, 0.80)
	if err != nil {
		t.Fatal(err)
	}
	weighted, err := WeightedInterval(strata, []float64{20, 15, 18}, 0.80)
	if err != nil || math.Abs(weighted.Low-whole.Low) > 1e-9 || math.Abs(weighted.High-whole.High) > 1e-9 {
		t.Errorf("%v to %v, combined %v to %v, %v", weighted.Low, weighted.High, whole.Low, whole.High, err)
	}
}

func TestWeightedRefuses(t *testing.T) {
	fine := []StratumCount{{20, 13, 8}, {15, 9, 5}}
	for _, c := range []struct {
		strata     []StratumCount
		weights    []float64
		confidence float64
	}{
		{fine, []float64{1}, 0.8}, {fine, []float64{1, 0}, 0.8}, {fine, []float64{1, math.NaN()}, 0.8},
		{fine, []float64{1, math.Inf(1)}, 0.8},
		{fine, []float64{1, 1}, 0}, {[]StratumCount{{20, 13, 8}, {15, 0, 0}}, []float64{1, 1}, 0.8},
		{[]StratumCount{{20, 21, 8}, {15, 5, 0}}, []float64{1, 1}, 0.8},
	} {
		if _, err := WeightedInterval(c.strata, c.weights, c.confidence); err == nil {
			t.Errorf("%+v is taken", c)
		}
	}
}

// Whether every split is tried is known before the limits are made.
func TestTriesEverySplit(t *testing.T) {
	for units := 2; units <= 6; units++ {
		var strata []StratumCount
		var weights []float64
		for i := range units {
			strata, weights = append(strata, StratumCount{50 + i, 39, 20 + i}), append(weights, 1)
		}
		combined, err := CombinedInterval(strata, 0.80)
		if err != nil {
			t.Fatal(err)
		}
		weighted, err := WeightedInterval(strata, weights, 0.80)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := TriesEverySplit(strata, nil, 0.80), len(combined.Warnings) == 0; got != want {
			t.Errorf("%d strata, combined: %v, want %v", units, got, want)
		}
		if got, want := TriesEverySplit(strata, weights, 0.80), len(weighted.Warnings) == 0; got != want {
			t.Errorf("%d strata, weighted: %v, want %v", units, got, want)
		}
	}
}
