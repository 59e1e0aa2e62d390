package predict

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"onecase/discretion/rules"
	"onecase/stats"
)

// predict gives the chance of each band for one question of a known population, or
// of one without end.
func predict(s *rules.Scale, yes, of, population int, prior Prior) []float64 {
	p := prediction{scale: s, prior: prior, yes: yes, of: of, unread: unread{known: true, cases: population - of}}
	if population == stats.Infinite {
		p.unread = unread{endless: true}
	}
	return p.bands()
}

// operatingCurve is Operating at every number of yes cases.
func operatingCurve(t testing.TB, s *rules.Scale, sample, population int) [][]float64 {
	t.Helper()
	curve := make([][]float64, population+1)
	for yes := range curve {
		var err error
		if curve[yes], err = Operating(s, sample, population, yes); err != nil {
			t.Fatal(err)
		}
	}
	return curve
}

func TestPredictAgreesWithTheReferences(t *testing.T) {
	s := youth(t, rules.None)
	for _, row := range references(t)["band_posterior"] {
		prior, err := ParsePrior(row.Prior)
		if err != nil {
			t.Fatal(err)
		}
		got := predict(s, row.X, row.Sample, row.Population, prior)
		tolerance := 1e-12
		if row.Population >= 5000 {
			tolerance = 1e-8 // scipy
		}
		near(t, fmt.Sprintf("%d/%d of %d, %s", row.X, row.Sample, row.Population, row.Prior), got, row.Bands, tolerance)
	}
}

func TestOperatingAgreesWithTheReferences(t *testing.T) {
	s := youth(t, rules.None)
	for _, row := range references(t)["band_oc"] {
		got, err := Operating(s, row.Sample, row.Population, row.M)
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprintf("%d yes in %d, %d read", row.M, row.Population, row.Sample), got, row.Observed, 1e-12)
	}
}

// A population too large to matter predicts what no population does.
func TestPredictWithoutAPopulationIsTheLimit(t *testing.T) {
	roundings := []rules.Rounding{rules.HalfUp, rules.None, rules.HalfEven, rules.Down}
	roundings = roundings[:sweep(2, len(roundings))]
	t.Logf("%d roundings tried", len(roundings))
	for _, rounding := range roundings {
		s := youth(t, rounding)
		for _, count := range [][2]int{{2, 4}, {0, 3}, {26, 39}, {39, 39}, {20, 40}} {
			endless, large := predict(s, count[0], count[1], stats.Infinite, Jeffreys), predict(s, count[0], count[1], 999_999, Jeffreys)
			near(t, fmt.Sprint(rounding, count), endless, large, 2e-5)
		}
	}
}

// The chances of a prediction add up to 1, and a better count never makes a
// better band less likely.
func TestPredictLaws(t *testing.T) {
	s := youth(t, rules.HalfUp)
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.IntRange(1, 60).Draw(t, "of")
		yes := rapid.IntRange(0, of-1).Draw(t, "yes")
		p := prediction{scale: s, prior: Prior{rapid.Float64Range(0.01, 5).Draw(t, "a"),
			rapid.Float64Range(0.01, 5).Draw(t, "b")}, yes: yes, of: of}
		p.unread = unread{cases: rapid.IntRange(0, 60).Draw(t, "unread"), read: of + rapid.IntRange(0, 30).Draw(t, "na"),
			known: rapid.Bool().Draw(t, "known")}
		low := tails(p.bands())
		p.yes++
		high := tails(p.bands())
		if math.Abs(low[0]-1) > 1e-12 {
			t.Errorf("chances add up to %v", low[0])
		}
		for b := range low {
			if high[b] < low[b]-1e-12 {
				t.Errorf("band %d: %v for %d/%d, %v for %d/%d", b, low[b], yes, of, high[b], yes+1, of)
			}
		}
	})
}

// What is read with more cases is on average what is predicted now: the mean of
// the chances after k more cases is the chances before (the law of total
// probability), whatever is known of the unread.
func TestPredictionsAreCoherent(t *testing.T) {
	s := youth(t, rules.HalfUp)
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.IntRange(1, 12).Draw(t, "of")
		p := prediction{scale: s, prior: Jeffreys, yes: rapid.IntRange(0, of).Draw(t, "yes"), of: of}
		group := rapid.IntRange(1, 9).Draw(t, "unread")
		if rapid.Bool().Draw(t, "known") {
			p.unread = unread{known: true, cases: rapid.IntRange(0, group).Draw(t, "applicable")}
		} else {
			p.unread = unread{cases: group, read: of + rapid.IntRange(0, 5).Draw(t, "na")}
		}
		k := rapid.IntRange(0, group).Draw(t, "k")
		mean := make([]float64, 4)
		next := p.nextApplicable(k, group)
		for i, weight := range next.p {
			yes := p.nextYes(next.from + i)
			for j, chance := range yes.p {
				for b, c := range p.having(k, next.from+i, yes.from+j).bands() {
					mean[b] += weight * chance * c
				}
			}
		}
		for b, c := range p.bands() {
			if math.Abs(c-mean[b]) > 1e-12 {
				t.Fatalf("band %d: %v now, %v on average after %d more", b, c, mean[b], k)
			}
		}
	})
}

func TestOperatingRefuses(t *testing.T) {
	s := youth(t, rules.HalfUp)
	for _, test := range []struct {
		sample, population, yes int
		want                    string
	}{
		{11, 10, 5, "a sample of 11 out of 10 is not possible"},
		{0, 10, 5, "a sample of 0 out of 10 is not possible"},
		{5, 10, 11, "11 yes cases in a population of 10 is not possible"},
	} {
		if _, err := Operating(s, test.sample, test.population, test.yes); err == nil || err.Error() != test.want {
			t.Errorf("%+v: %v", test, err)
		}
	}
}

func TestPriorsAreRefused(t *testing.T) {
	for prior, want := range map[Prior]string{
		{1, -1}:         "a prior of 1,-1: both numbers have to be from 0.000001 to 1000000",
		{math.NaN(), 1}: "a prior of NaN,1: both numbers have to be from 0.000001 to 1000000",
	} {
		if err := prior.check(); err == nil || err.Error() != want {
			t.Errorf("%v: %v, want %s", prior, err, want)
		}
	}
	for text, want := range map[string]string{
		"jeffrey": `"jeffrey" is not a prior; write jeffreys, uniform or two numbers such as 0.5,0.5`,
		"1":       `"1" is not a prior; write jeffreys, uniform or two numbers such as 0.5,0.5`,
		"0,1":     "a prior of 0,1: both numbers have to be from 0.000001 to 1000000",
	} {
		if _, err := ParsePrior(text); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	if p, err := ParsePrior("2, 3.5"); err != nil || p != (Prior{2, 3.5}) || p.String() != "2,3.5" {
		t.Errorf("%v, %v", p, err)
	}
}

// The operating characteristic of 39 cases from a population of 100, at each of
// its 101 numbers of yes cases. The bar is 1 ms; a simulation by the R package
// sleacr takes 5.0 s (lqas_simulate_test, 50 runs) and is off by up to 0.115.
func BenchmarkOperatingCurve(b *testing.B) {
	s := youth(b, rules.HalfUp)
	for b.Loop() {
		operatingCurve(b, s, 39, 100)
	}
}

// One question's chances. scipy.stats.betabinom takes 0.22 ms at N = 51 and
// 98 ms at 300,000 (pmf over the support, then sums).
func BenchmarkPredict(b *testing.B) {
	s := youth(b, rules.HalfUp)
	for _, tab := range [][3]int{{31, 39, 51}, {66, 100, 500}, {660, 1000, 300000}} {
		b.Run(fmt.Sprint(tab[2]), func(b *testing.B) {
			for b.Loop() {
				predict(s, tab[0], tab[1], tab[2], Jeffreys)
			}
		})
	}
}
