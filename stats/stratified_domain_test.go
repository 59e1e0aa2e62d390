package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The states of a stratum are its numbers of cases of the domain and of yes cases among
// them, in steps.
func TestGroupsAreCounted(t *testing.T) {
	for unread := range 12 {
		for step := 1; step <= 4; step++ {
			n := 0
			for cases := 0; cases <= unread; cases += step {
				for yes := 0; yes <= cases; yes += step {
					n++
				}
			}
			if got := groups(unread, step); got != n {
				t.Errorf("%d not read in steps of %d: %d, want %d", unread, step, got, n)
			}
		}
	}
}

// Another program's limits, in exact rationals.
func TestLimitsOverCellsAgainstFractions(t *testing.T) {
	var file struct {
		Rows []struct {
			Confidence float64
			Known      bool
			Strata     [][4]int
			Low, High  [2]int
		}
	}
	readTestdata(t, "domains.json", &file)
	if len(file.Rows) < 60 {
		t.Fatalf("%d rows", len(file.Rows))
	}
	for _, r := range file.Rows {
		var cells []StratumCount
		var of, yes []int
		for _, s := range r.Strata {
			cells = append(cells, StratumCount{Population: s[0], Sample: s[1]})
			of, yes = append(of, s[2]), append(yes, s[3])
		}
		d, err := NewCellsDesign(cells, r.Confidence)
		if err != nil {
			t.Fatal(err)
		}
		i, err := d.DomainInterval(of, yes)
		if r.Known {
			i, err = d.Interval(yes)
		}
		if err != nil {
			t.Fatal(err)
		}
		low, high := float64(r.Low[0])/float64(r.Low[1]), float64(r.High[0])/float64(r.High[1])
		if math.Abs(i.Low-low) > 1e-15 || math.Abs(i.High-high) > 1e-15 || !i.Guaranteed || i.Method != ExactCells {
			t.Errorf("%v at %v: %v to %v, want %v to %v", r.Strata, r.Confidence, i.Low, i.High, low, high)
		}
	}
}

// The limits are those of trying every domain and every answer that the sample allows.
func TestDomainIntervalTriesEveryDomain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var strata []DomainCount
		for range rapid.IntRange(1, 4).Draw(t, "strata") {
			N := rapid.IntRange(1, 5).Draw(t, "population")
			n := rapid.IntRange(0, N).Draw(t, "sample")
			of := rapid.IntRange(0, n).Draw(t, "of")
			yes := rapid.IntRange(0, of).Draw(t, "yes")
			strata = append(strata, DomainCount{StratumCount{N, n, yes}, of})
		}
		confidence := rapid.SampledFrom([]float64{.5, .8, .95}).Draw(t, "confidence")
		iv, err := DomainInterval(strata, confidence)
		if err != nil {
			t.Fatal(err)
		}
		if iv.Of == 0 {
			return
		}
		low, high := everyDomain(strata, confidence)
		if iv.Low != low || iv.High != high || len(iv.Warnings) > 0 {
			t.Fatalf("%v at %v: %v to %v (%v), want %v to %v", strata, confidence, iv.Low, iv.High, iv.Warnings, low, high)
		}
	})
}

// everyDomain tries them one by one.
func everyDomain(strata []DomainCount, confidence float64) (low, high float64) {
	answers := [2]float64{}
	for no := range answers {
		var active []StratumCount
		yes, of, apart := 0, 0, 0
		for _, s := range strata {
			x := s.Yes
			if no == 1 {
				x = s.Of - s.Yes
			}
			yes, of = yes+x, of+s.Of
			switch {
			case s.Of == 0:
				apart += s.unread()
			case s.unread() > 0:
				active = append(active, StratumCount{s.Of + s.unread(), s.Of, x})
			}
		}
		if answers[no] = float64(yes) / float64(of+apart); len(active) == 0 {
			continue
		}
		least := 1.0
		domains(active, func(D, M []int) {
			total, cases := yes, of+apart
			for k := range active {
				total, cases = total+M[k]-active[k].Yes, cases+D[k]-active[k].Sample
			}
			if share := float64(total) / float64(cases); share < least &&
				rankChance(active, D, M, (1-confidence)/2) > (1-confidence)/2*(1+tailTie) {
				least = share
			}
		})
		answers[no] = least
	}
	return answers[0], 1 - answers[1]
}

// domains lists the sizes D and yes cases M that strata can have, which are as large as
// they can be.
func domains(strata []StratumCount, visit func(D, M []int)) {
	D, M := make([]int, len(strata)), make([]int, len(strata))
	var choose func(k int)
	choose = func(k int) {
		if k == len(strata) {
			visit(D, M)
			return
		}
		for D[k] = strata[k].Sample; D[k] <= strata[k].Population; D[k]++ {
			for M[k] = strata[k].Yes; M[k] <= strata[k].Yes+D[k]-strata[k].Sample; M[k]++ {
				choose(k + 1)
			}
		}
	}
	choose(0)
}

// rankChance is the chance of a sample that ranks at least as high as the one seen.
func rankChance(strata []StratumCount, D, M []int, tail float64) float64 {
	rank := rankings(strata, slices.Repeat([]float64{1}, len(strata)), tail)[0]
	of := func(yes []int) (sum int64) {
		for k, x := range yes {
			sum += rank[k][x]
		}
		return sum
	}
	var seen []int
	for _, s := range strata {
		seen = append(seen, s.Yes)
	}
	chance := 0.0
	outcomes(strata, func(yes []int) {
		if of(yes) < of(seen) {
			return
		}
		p := 1.0
		for k, x := range yes {
			p *= Hypergeometric{N: D[k], K: M[k], Draws: strata[k].Sample}.Prob(float64(x))
		}
		chance += p
	})
	return chance
}
