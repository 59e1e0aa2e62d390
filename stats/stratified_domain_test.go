package stats

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Another program's limits, in exact rationals.
func TestLimitsOverCellsAgainstFractions(t *testing.T) {
	var file struct {
		Rows []struct {
			Confidence float64
			Strata     [][3]int
			Low, High  [2]int
		}
	}
	readTestdata(t, "cells.json", &file)
	if len(file.Rows) < 20 {
		t.Fatalf("%d rows", len(file.Rows))
	}
	for _, r := range file.Rows {
		var cells []StratumCount
		var yes []int
		for _, s := range r.Strata {
			cells, yes = append(cells, StratumCount{Population: s[0], Sample: s[1]}), append(yes, s[2])
		}
		d, err := NewCellsDesign(cells, r.Confidence)
		if err != nil {
			t.Fatal(err)
		}
		i, err := d.Interval(yes)
		if err != nil {
			t.Fatal(err)
		}
		low, high := float64(r.Low[0])/float64(r.Low[1]), float64(r.High[0])/float64(r.High[1])
		if math.Abs(i.Low-low) > 1e-15 || math.Abs(i.High-high) > 1e-15 || !i.Guaranteed || i.Method != ExactCells {
			t.Errorf("%v at %v: %v to %v, want %v to %v", r.Strata, r.Confidence, i.Low, i.High, low, high)
		}
	}
}

// Each limit is wrong in at most half of the samples that may be, for every domain and every answer: all samples of
// all populations of some designs are tried.
func TestDomainIntervalHoldsWhatItPromises(t *testing.T) {
	for _, strata := range [][]StratumCount{
		{{5, 3, 0}}, {{7, 4, 0}}, {{4, 2, 0}, {3, 2, 0}}, {{3, 1, 0}, {3, 2, 0}, {2, 1, 0}}, {{5, 1, 0}, {3, 3, 0}}, {{4, 3, 0}, {2, 0, 0}},
	} {
		for _, confidence := range []float64{0.5, 0.8, 0.95} {
			tail, made := (1-confidence)/2, map[string]Interval{}
			interval := func(seen []DomainCount) Interval {
				key := fmt.Sprint(seen)
				if _, ok := made[key]; !ok {
					i, err := DomainInterval(seen, confidence)
					if err != nil || !i.Guaranteed || i.Method != ExactCells {
						t.Fatal(i, err)
					}
					made[key] = i
				}
				return made[key]
			}
			domainsOf(strata, func(yes, no []int) {
				all, of := 0, 0
				for h := range strata {
					all, of = all+yes[h], of+yes[h]+no[h]
				}
				if of == 0 {
					return // nobody has a share
				}
				share, below, above := float64(all)/float64(of), 0.0, 0.0
				domainSamples(strata, yes, no, func(seen []DomainCount, p float64) {
					switch i := interval(seen); {
					case share < i.Low-1e-12:
						below += p
					case share > i.High+1e-12:
						above += p
					}
				})
				if max(below, above) > tail+1e-9 {
					t.Fatalf("%v with yes cases %v and no cases %v at %v: the share is below in %.4f and above in %.4f of samples",
						strata, yes, no, confidence, below, above)
				}
			})
		}
	}
}

// domainsOf lists the yes and the no cases of a domain that strata can have.
func domainsOf(strata []StratumCount, visit func(yes, no []int)) {
	yes, no := make([]int, len(strata)), make([]int, len(strata))
	var choose func(h int)
	choose = func(h int) {
		if h == len(strata) {
			visit(yes, no)
			return
		}
		for yes[h] = 0; yes[h] <= strata[h].Population; yes[h]++ {
			for no[h] = 0; yes[h]+no[h] <= strata[h].Population; no[h]++ {
				choose(h + 1)
			}
		}
	}
	choose(0)
}

// domainSamples lists what the samples of a population can show, with its chance: first how many cases of the domain are
// drawn, then how many of these are yes cases.
func domainSamples(strata []StratumCount, yes, no []int, visit func(seen []DomainCount, p float64)) {
	seen := make([]DomainCount, len(strata))
	var draw func(h int, p float64)
	draw = func(h int, p float64) {
		if h == len(strata) {
			visit(seen, p)
			return
		}
		s := strata[h]
		for of := 0; of <= s.Sample; of++ {
			drawn := Hypergeometric{N: s.Population, K: yes[h] + no[h], Draws: s.Sample}.Prob(float64(of))
			for x := 0; x <= of && drawn > 0; x++ {
				if q := (Hypergeometric{N: yes[h] + no[h], K: yes[h], Draws: of}).Prob(float64(x)); q > 0 {
					seen[h] = DomainCount{StratumCount{s.Population, s.Sample, x}, of}
					draw(h+1, p*drawn*q)
				}
			}
		}
	}
	draw(0, 1)
}

// Where every case that was read is of the domain, the limits are those of the numbers of yes and of no cases, each with half the risk;
// and strata in another order, or no cases for yes cases, say the same.
func TestDomainIntervalIsOfYesAndNoCases(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var strata, back, no []DomainCount
		var plain []StratumCount
		for range rapid.IntRange(2, 4).Draw(t, "strata") {
			N := rapid.IntRange(1, 20).Draw(t, "population")
			n := rapid.IntRange(0, N).Draw(t, "sample")
			s := DomainCount{StratumCount{N, n, rapid.IntRange(0, n).Draw(t, "yes")}, n}
			strata, back, plain = append(strata, s), append([]DomainCount{s}, back...), append(plain, s.StratumCount)
			no = append(no, DomainCount{StratumCount{N, n, n - s.Yes}, n})
		}
		confidence := rapid.SampledFrom([]float64{.5, .8, .95}).Draw(t, "confidence")
		i, err := DomainInterval(strata, confidence)
		if err != nil {
			t.Fatal(err)
		}
		if i.Of == 0 {
			if i.Low != 0 || i.High != 1 || len(i.Warnings) != 1 {
				t.Fatalf("of nothing %+v", i)
			}
			return
		}
		if all, err := CombinedInterval(plain, (1+confidence)/2); err != nil || math.Abs(i.Low-all.Low) > 1e-12 || math.Abs(i.High-all.High) > 1e-12 {
			t.Fatalf("%v: %v to %v, want %v to %v, %v", strata, i.Low, i.High, all.Low, all.High, err)
		}
		turned, err := DomainInterval(back, confidence)
		if err != nil || turned.Low != i.Low || turned.High != i.High {
			t.Fatalf("backwards %v to %v, not %v to %v, %v", turned.Low, turned.High, i.Low, i.High, err)
		}
		other, err := DomainInterval(no, confidence)
		if err != nil || math.Abs(1-other.High-i.Low) > 1e-12 || math.Abs(1-other.Low-i.High) > 1e-12 {
			t.Fatalf("no cases %v to %v, yes cases %v to %v, %v", other.Low, other.High, i.Low, i.High, err)
		}
	})
}

// A stratum whose sample has no case of the domain says that it has few: 39 yes cases of 40 from 256, and none of 25
// from 164 who are of the domain, leave less than 17 points, where a simple random sample of 40 from 256 leaves about 8.
func TestDomainIntervalOfAnEmptyStratum(t *testing.T) {
	i, err := DomainInterval([]DomainCount{{StratumCount{256, 40, 39}, 40}, {StratumCount{164, 25, 0}, 0}}, 0.8)
	if err != nil || i.Low < 0.83 || i.Low > 0.975 || i.High < 0.975 || i.High >= 1 || i.Of != 40 || i.Yes != 39 {
		t.Errorf("%+v, %v", i, err)
	}
}

func TestDomainIntervalRefuses(t *testing.T) {
	for name, strata := range map[string][]DomainCount{
		"more yes cases than cases":      {{StratumCount{5, 3, 2}, 1}, {StratumCount{5, 3, 2}, 2}},
		"more cases than the sample":     {{StratumCount{5, 3, 2}, 4}, {StratumCount{5, 3, 2}, 2}},
		"a sample beyond its population": {{StratumCount{2, 3, 1}, 1}},
		"no strata":                      {},
	} {
		if i, err := DomainInterval(strata, 0.8); err == nil {
			t.Errorf("%s: %+v", name, i)
		}
	}
	if i, err := DomainInterval([]DomainCount{{StratumCount{5, 3, 2}, 3}}, 1); err == nil {
		t.Errorf("a confidence of 1: %+v", i)
	}
}
