package stats

import (
	"math"
	"testing"
)

// A secondDraw says how many of the cases with a yes at first, and of those with a no, are read again.
type secondDraw struct {
	name string
	// ways lists numbers of second reads of each class with their chance.
	ways   func(yes, no int) map[[2]int]float64
	random bool // from all cases alike
}

func surely(yes, no int) map[[2]int]float64 { return map[[2]int]float64{{yes, no}: 1} }

var secondDraws = []secondDraw{
	{"half of each", func(yes, no int) map[[2]int]float64 { return surely((yes+1)/2, (no+1)/2) }, false},
	{"two of each", func(yes, no int) map[[2]int]float64 { return surely(min(2, yes), min(2, no)) }, false},
	{"no answers alone", func(yes, no int) map[[2]int]float64 { return surely(0, no) }, false},
	{"three of all", ofAll(3), true},
	{"all but one of all", ofAll(-1), true},
}

// ofAll are so many second reads of all cases; below 0, all but so many.
func ofAll(size int) func(yes, no int) map[[2]int]float64 {
	return func(yes, no int) map[[2]int]float64 {
		ways, m := map[[2]int]float64{}, min(size, yes+no)
		if size < 0 {
			m = max(0, yes+no+size)
		}
		for k := max(0, m-no); k <= min(m, yes); k++ {
			ways[[2]int{k, m - k}] = Hypergeometric{yes + no, yes, m}.prob(k)
		}
		return ways
	}
}

// The limits hold the truth at least as often as they say, whatever first readers do, by listing
// every sample, first reading and second draw for populations of up to 12.
func TestTwoPhaseCoversByEnumeration(t *testing.T) {
	tried, alone, least := 0, 0, 1.0
	for N := sweep(8, 2); N <= sweep(9, 12); N++ {
		for n := 1; n <= N; n++ {
			for _, m := range []Misreading{{0, 0}, {0.1, 0.2}, {0.5, 0.5}, {1, 1}} { // the last is wrong always
				for _, draw := range secondDraws {
					made := map[[4]int]TwoPhaseLimits{}
					for K := range N + 1 {
						tried++
						held, sample := twoPhaseCoverage(t, made, N, n, K, m, draw)
						if least = min(least, held); held < 0.8-1e-9 || sample < 0.8-1e-9 {
							t.Fatalf("%d yes of %d, %d read, %v, %s: covers with %v, the sample with %v", K, N, n, m,
								draw.name, held, sample)
						}
					}
					if _, ok := made[[4]int{-1}]; ok {
						alone++
					}
				}
			}
		}
	}
	t.Logf("tried %d populations; the least coverage is %.3f; %d designs go by the second reads alone", tried, least, alone)
	if alone == 0 {
		t.Error("no design goes by the second reads alone")
	}
}

// twoPhaseCoverage is the chance that the limits hold K, and that those of the sample hold its
// true yes cases.
func twoPhaseCoverage(t *testing.T, made map[[4]int]TwoPhaseLimits, N, n, K int, m Misreading, draw secondDraw) (held, sample float64) {
	drawn := Hypergeometric{N, K, n}
	for T := drawn.least(); T <= drawn.most(); T++ {
		for i := range T + 1 { // true yes cases read as yes
			for j := range n - T + 1 { // true no cases read as yes
				p := drawn.prob(T) * (Binomial{T, 1 - m.WrongNo}).prob(i) * (Binomial{n - T, m.WrongYes}).prob(j)
				if p == 0 {
					continue
				}
				yes, no := i+j, n-i-j
				for again, chance := range draw.ways(yes, no) {
					trueOfYes, trueOfNo := Hypergeometric{yes, i, again[0]}, Hypergeometric{no, T - i, again[1]}
					for y := trueOfYes.least(); y <= trueOfYes.most(); y++ {
						for z := trueOfNo.least(); z <= trueOfNo.most(); z++ {
							key := [4]int{yes, again[0]*(N+1) + again[1], y, z}
							l, ok := made[key]
							if !ok {
								s, strata := DrawnShare{Of: n, Least: N, Most: N}, []StratumCount{{yes, again[0], y}, {no, again[1], z}}
								var err error
								if draw.random {
									var alone bool
									if l, alone, err = SecondReadsInterval(s, strata, 0.8); alone {
										made[[4]int{-1}] = l // some are
									}
								} else {
									l, err = TwoPhaseInterval(s, strata, 0.8)
								}
								if err != nil {
									t.Fatal(err)
								}
								made[key] = l
							}
							q := p * chance * trueOfYes.prob(y) * trueOfNo.prob(z)
							if l.LowCount <= K && K <= l.HighCount {
								held += q
							}
							if l.Sample.LowCount <= T && T <= l.Sample.HighCount {
								sample += q
							}
						}
					}
				}
			}
		}
	}
	return held, sample
}

// With all cases read again the limits are those of the second readings alone, and with all
// cases of the population read those of the second phase.
func TestTwoPhaseLimitsAtTheEnds(t *testing.T) {
	all, err := TwoPhaseInterval(DrawnShare{Of: 39, Least: 50, Most: 50}, []StratumCount{{25, 25, 24}, {14, 14, 3}}, 0.8)
	want, _ := IntervalFor(IntervalSpec{Exact, 27, 39, 50, 0.8})
	if err != nil || all.LowCount != want.LowCount || all.HighCount != want.HighCount || all.SampleConfidence != 1 || all.LeastYes != 27 {
		t.Errorf("%+v, want %+v (%v)", all, want, err)
	}
	strata := []StratumCount{{25, 8, 8}, {14, 4, 1}}
	whole, err := TwoPhaseInterval(DrawnShare{Of: 39, Least: 39, Most: 39}, strata, 0.8)
	if sure, _ := CombinedInterval(strata, 0.8); err != nil || whole.LowCount != sure.LowCount ||
		whole.HighCount != sure.HighCount || whole.DrawConfidence != 1 {
		t.Errorf("%+v, want %+v (%v)", whole, sure, err)
	}
	endless, err := TwoPhaseInterval(DrawnShare{Of: 39}, strata, 0.8)
	some, _ := TwoPhaseInterval(DrawnShare{Of: 39, Least: 45, Most: 50}, strata, 0.8)
	if err != nil || endless.HasCounts || some.HasCounts || endless.Low > some.Low || endless.High < some.High ||
		some.Low > whole.Sample.Low {
		t.Errorf("%+v within %+v (%v)", some, endless, err)
	}
	for name, err := range map[string]error{
		"cases missing":       second(TwoPhaseInterval(DrawnShare{Of: 40, Least: 50, Most: 50}, strata, 0.8)),
		"no level":            second(TwoPhaseInterval(DrawnShare{Of: 39, Least: 50, Most: 50}, strata, 1)),
		"fewer than the read": second(TwoPhaseInterval(DrawnShare{Of: 39, Least: 30, Most: 30}, strata, 0.8)),
		"no cases":            second(TwoPhaseInterval(DrawnShare{}, nil, 0.8)),
	} {
		if err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// With rates that were found the limits hold the truth at least as often as they say, by listing
// every sample, reading and check of the rates.
func TestMisreadShareCoversByEnumeration(t *testing.T) {
	tried := 0
	for N := sweep(7, 2); N <= sweep(8, 12); N++ {
		for n := 1; n <= N; n += sweep(3, 1) {
			for _, m := range []Misreading{{0.1, 0.1}, {0, 0.3}, {0.4, 0.2}} {
				for _, checked := range [][2]int{{3, 5}, {8, 0}, {12, 20}} {
					rates := func(a, b int) ErrorRates {
						r := ErrorRates{ErrorRate{Wrong: a, Of: checked[0]}, ErrorRate{Wrong: b, Of: checked[1]}}
						if checked[1] == 0 {
							r.No = ErrorRate{Share: m.WrongNo} // stated, and true
						}
						return r
					}
					covered := make([]float64, N+1)
					for a := range checked[0] + 1 {
						for b := range checked[1] + 1 {
							chance := (Binomial{checked[0], m.WrongYes}).prob(a) * (Binomial{checked[1], m.WrongNo}).prob(b)
							if chance < 1e-12 {
								continue
							}
							for x := range n + 1 {
								l, err := MisreadShare(DrawnShare{x, n, N, N}, 0.8, rates(a, b))
								if err != nil { // the rates found say that a yes is no sign of a yes
									l.LowCount, l.HighCount = 0, N
								}
								for K := l.LowCount; K <= l.HighCount; K++ {
									covered[K] += chance * over(Hypergeometric{N, K, n}, column(m.answers(n), x))
								}
							}
						}
					}
					for K, p := range covered {
						tried++
						if p < 0.8-1e-9 {
							t.Fatalf("%d yes of %d, %d read, %v, checked %v: covers with %v", K, N, n, m, checked, p)
						}
					}
				}
			}
		}
	}
	t.Logf("tried %d populations", tried)
}

// column has the chances of x answers of yes by the true yes cases.
func column(laws readings, x int) (p []float64) {
	for _, law := range laws {
		p = append(p, law[x])
	}
	return p
}

// Rates that are in doubt give limits that hold those of every pair of rates within their limits,
// and stated ones those of MisreadInterval for every size.
func TestMisreadShareHoldsEveryRate(t *testing.T) {
	rates := ErrorRates{ErrorRate{Wrong: 3, Of: 60}, ErrorRate{Wrong: 2, Of: 80}}
	got, err := MisreadShare(DrawnShare{25, 39, 50, 50}, 0.8, rates)
	if err != nil || math.Abs(got.WrongYes-0.05) > 1e-15 || got.Corrected < 0.63 || got.Corrected > 0.66 {
		t.Fatalf("%+v, %v", got, err)
	}
	least, most, err := rates.within(0.9)
	if err != nil {
		t.Fatal(err)
	}
	low, high := 50, 0
	for i := range 11 {
		for j := range 11 {
			m := Misreading{least.WrongYes + float64(i)/10*(most.WrongYes-least.WrongYes),
				least.WrongNo + float64(j)/10*(most.WrongNo-least.WrongNo)}
			one, err := MisreadInterval(IntervalSpec{Exact, 25, 39, 50, 0.9}, m)
			if err != nil {
				t.Fatal(err)
			}
			low, high = min(low, one.LowCount), max(high, one.HighCount)
		}
	}
	if got.LowCount != low || got.HighCount != high {
		t.Errorf("%d to %d, want %d to %d", got.LowCount, got.HighCount, low, high)
	}
	some, err := MisreadShare(DrawnShare{25, 39, 45, 50}, 0.8, ErrorRates{ErrorRate{Share: 0.1}, ErrorRate{Share: 0.1}})
	lowest, highest := 1.0, 0.0
	for N := 45; N <= 50; N++ {
		one, _ := MisreadInterval(IntervalSpec{Exact, 25, 39, N, 0.8}, Misreading{0.1, 0.1})
		lowest, highest = min(lowest, one.Low), max(highest, one.High)
	}
	if err != nil || some.Low != lowest || some.High != highest || some.HasCounts {
		t.Errorf("%+v, want %v to %v (%v)", some, lowest, highest, err)
	}
	open, err := MisreadShare(DrawnShare{25, 39, 50, 50}, 0.8, ErrorRates{ErrorRate{Wrong: 0, Of: 1}, ErrorRate{Wrong: 0, Of: 1}})
	if err != nil || open.LowCount != 0 || open.HighCount != 50 {
		t.Errorf("one case of each leaves %d to %d (%v)", open.LowCount, open.HighCount, err)
	}
	endless, err := MisreadShare(DrawnShare{Yes: 25, Of: 39}, 0.8, rates)
	if err != nil || endless.Low > got.Low || endless.High < got.High {
		t.Errorf("without a population %v to %v, within %v to %v (%v)", endless.Low, endless.High, got.Low, got.High, err)
	}
}

// What equal readers show of a truth leaves a range that holds it; its ends are the shares where one
// kind of error is not made.
func TestEqualReadersHoldTheTruth(t *testing.T) {
	const cases = 100_000_000
	for _, c := range []struct{ share, wrongYes, wrongNo float64 }{{0.7, 0.1, 0.1}, {0.7, 0, 0.2}, {0.7, 0.2, 0},
		{0.2, 0.05, 0.3}, {0.95, 0.4, 0.02}} {
		p := func(yes bool) float64 { // of an answer of yes
			if yes {
				return 1 - c.wrongNo
			}
			return c.wrongYes
		}
		both := c.share*p(true)*p(true) + (1-c.share)*p(false)*p(false)
		neither := c.share*(1-p(true))*(1-p(true)) + (1-c.share)*(1-p(false))*(1-p(false))
		yes, no := int(math.Round(both*cases)), int(math.Round(neither*cases))
		e, err := EqualReadersOf(yes, cases-yes-no, no)
		if err != nil || c.share < e.Least-1e-6 || c.share > e.Most+1e-6 {
			t.Errorf("%+v: %+v (%v)", c, e, err)
		}
		if c.wrongNo == 0 && math.Abs(e.Least-c.share) > 1e-6 || c.wrongYes == 0 && math.Abs(e.Most-c.share) > 1e-6 {
			t.Errorf("%+v: ends %+v", c, e)
		}
		if c.wrongNo == 0 && math.Abs(e.WrongYes-c.wrongYes) > 1e-6 || c.wrongYes == 0 && math.Abs(e.WrongNo-c.wrongNo) > 1e-6 {
			t.Errorf("%+v: the most %v and %v", c, e.WrongYes, e.WrongNo)
		}
		if least, most, alike := e.Of(e.Share); math.Abs(least-e.Least) > 1e-9 || math.Abs(most-e.Most) > 1e-9 ||
			math.Abs(alike-e.Alike) > 1e-9 {
			t.Errorf("%+v: of its own share %v to %v, %v", c, least, most, alike)
		}
		if c.wrongYes == c.wrongNo && (math.Abs(e.Alike-c.share) > 1e-6 || math.Abs(e.Rate-c.wrongYes) > 1e-6) {
			t.Errorf("%+v: alike %+v", c, e)
		}
	}
	if e, err := EqualReadersOf(8, 0, 4); err != nil || e.Least != e.Most || e.Rate != 0 || math.Abs(e.Alike-8.0/12) > 1e-15 {
		t.Errorf("full agreement: %+v (%v)", e, err)
	}
	for _, c := range [][3]int{{3, 6, 3}, {0, 2, 9}, {1, 9, 1}, {0, 0, 0}, {-1, 2, 3}} {
		if _, err := EqualReadersOf(c[0], c[1], c[2]); err == nil {
			t.Errorf("%v passes", c)
		}
	}
}
