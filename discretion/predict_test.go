package discretion

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"os"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"onecase/stats"
)

// A referenceRow is one row of testdata/predictions.json, whose source says
// what computed it.
type referenceRow struct {
	X, M          int
	More          int            `json:"k"`
	Population    int            `json:"N"`
	Sample        int            `json:"n"`
	Prior         string         `json:"prior"`
	Bands         []float64      `json:"p_band"`
	Observed      []float64      `json:"p_observed_band"`
	Overall       []float64      `json:"p_overall_band"`
	First         []float64      `json:"p_q1_band"`
	Second        []float64      `json:"p_q2_band"`
	Patterns      map[string]int `json:"sample_patterns"`
	Concentration float64        `json:"dirichlet_conc_per_pattern"`
	Sensitivity   float64        `json:"sensitivity"`
	Specificity   float64        `json:"specificity"`
	Cuts          []float64      `json:"cuts"`
	Current       float64        `json:"current_max_band_prob"`
	Expected      float64        `json:"expected_max_band_prob"`
	Changes       float64        `json:"prob_observed_band_changes"`
	Tool          string         `json:"tool"`
}

func references(t testing.TB) map[string][]referenceRow {
	t.Helper()
	text, err := os.ReadFile("testdata/predictions.json")
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(text, &raw); err != nil {
		t.Fatal(err)
	}
	tables := map[string][]referenceRow{}
	for name, table := range raw {
		if name == "source" {
			continue
		}
		var rows []referenceRow
		if err := json.Unmarshal(table, &rows); err != nil {
			t.Fatal(name, err)
		}
		tables[name] = rows
	}
	return tables
}

// youth is the scale of the 2018 youth rules: boundaries at 50, 65 and 80.
func youth(t testing.TB, rounding Rounding) *Scale {
	t.Helper()
	rules, err := LoadRules("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	return rules.Scale(rounding)
}

// near fails unless two lists of chances agree.
func near(t testing.TB, what string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
		return
	}
	for i := range got {
		if math.Abs(got[i]-want[i]) > tolerance {
			t.Errorf("%s: %v, want %v", what, got, want)
			return
		}
	}
}

func TestPredictAgreesWithTheReferences(t *testing.T) {
	s := youth(t, None)
	for _, row := range references(t)["band_posterior"] {
		prior, err := ParsePrior(row.Prior)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Predict(row.X, row.Sample, row.Population, prior)
		if err != nil {
			t.Fatal(err)
		}
		tolerance := 1e-12
		if row.Population >= 5000 {
			tolerance = 1e-8 // scipy
		}
		near(t, fmt.Sprintf("%d/%d of %d, %s", row.X, row.Sample, row.Population, row.Prior), got, row.Bands, tolerance)
	}
}

func TestOperatingAgreesWithTheReferences(t *testing.T) {
	s := youth(t, None)
	for _, row := range references(t)["band_oc"] {
		got, err := s.Operating(row.Population, row.M, row.Sample)
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprintf("%d yes in %d, %d read", row.M, row.Population, row.Sample), got, row.Observed, 1e-12)
	}
}

// choose is a binomial coefficient.
func choose(n, k int) *big.Rat {
	if k < 0 || k > n {
		return new(big.Rat)
	}
	return new(big.Rat).SetInt(new(big.Int).Binomial(int64(n), int64(k)))
}

// rising is a (a+1) ... (a+k-1) with a in halves.
func rising(halves, k int) *big.Rat {
	p := big.NewRat(1, 1)
	for i := range k {
		p.Mul(p, big.NewRat(int64(halves+2*i), 2))
	}
	return p
}

// ratPredict is Predict in exact rationals, for a prior in halves, with bands by
// comparing whole numbers.
func ratPredict(yes, of, population, a, b int, band func(yes, of int) int) []*big.Rat {
	chances := []*big.Rat{new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)}
	k := population - of
	for y := range k + 1 {
		p := choose(k, y)
		p.Mul(p, rising(2*yes+a, y)).Mul(p, rising(2*(of-yes)+b, k-y)).Quo(p, rising(2*of+a+b, k))
		at := chances[band(yes+y, population)]
		at.Add(at, p)
	}
	return chances
}

// halfUp bands 100 yes/of rounded half up at 50, 65 and 80: 100 yes/of + 1/2 is
// at least the boundary.
func halfUp(yes, of int) int {
	band := 0
	for _, cut := range []int{50, 65, 80} {
		if 200*yes >= (2*cut-1)*of {
			band++
		}
	}
	return band
}

// Every chance of a band is within 1e-12 of the exact fraction, with the rounded
// percentages of the rules, for every count out of up to 12 cases, every
// population up to 16, and some larger.
func TestBandChancesEqualExactFractions(t *testing.T) {
	s := youth(t, HalfUp)
	type table struct{ of, population int }
	tables := []table{{39, 50}, {26, 30}, {4, 8}, {39, 100}, {20, 120}}
	for of := 1; of <= 12; of++ {
		for population := of; population <= 16; population++ {
			tables = append(tables, table{of, population})
		}
	}
	checked := 0
	for _, tab := range tables {
		step := 1 + (tab.population-tab.of)/40*tab.of/3 // the large ones are slow in fractions
		for yes := 0; yes <= tab.of; yes += step {
			for _, prior := range []Prior{Jeffreys, Uniform, {1.5, 0.5}} {
				got, err := s.Predict(yes, tab.of, tab.population, prior)
				if err != nil {
					t.Fatal(err)
				}
				want := make([]float64, 4)
				for b, p := range ratPredict(yes, tab.of, tab.population, int(2*prior.Yes), int(2*prior.No), halfUp) {
					want[b], _ = p.Float64()
				}
				near(t, fmt.Sprintf("%d/%d of %d, %v", yes, tab.of, tab.population, prior), got, want, 1e-12)
				checked++
			}
		}
	}
	if checked < 2000 {
		t.Errorf("only %d tables were checked", checked)
	}
}

// The operating characteristic is within 1e-12 of the exact fraction.
func TestOperatingEqualsExactFractions(t *testing.T) {
	s := youth(t, HalfUp)
	for _, tab := range []struct{ population, n int }{{1, 1}, {7, 3}, {12, 12}, {31, 26}, {51, 39}, {101, 40}} {
		curve, err := s.OperatingCurve(tab.population, tab.n)
		if err != nil {
			t.Fatal(err)
		}
		for yes, got := range curve {
			want := make([]*big.Rat, 4)
			for b := range want {
				want[b] = new(big.Rat)
			}
			for x := 0; x <= tab.n; x++ {
				p := choose(yes, x)
				p.Mul(p, choose(tab.population-yes, tab.n-x)).Quo(p, choose(tab.population, tab.n))
				at := want[halfUp(x, tab.n)]
				at.Add(at, p)
			}
			for b := range want {
				if w, _ := want[b].Float64(); math.Abs(got[b]-w) > 1e-12 {
					t.Errorf("%d yes of %d, %d read: band %d %v, want %v", yes, tab.population, tab.n, b, got[b], w)
				}
			}
		}
	}
}

// The laws are those of package stats, which holds its tails to exact whole
// numbers: small, large, skewed and highest at both ends.
func TestLawsAgreeWithStats(t *testing.T) {
	check := func(l law, prob, cdf func(float64) float64) {
		sum := 0.0
		for i, p := range l.p {
			sum += p
			if want := prob(float64(l.from + i)); math.Abs(p-want) > 1e-12*want+1e-18 && len(l.p) < 1000 {
				t.Errorf("%d: %v, want %v", l.from+i, p, want)
			}
			if want := cdf(float64(l.from + i)); math.Abs(sum-want) > 1e-11 {
				t.Errorf("up to %d: %v, want %v", l.from+i, sum, want)
			}
		}
	}
	for _, b := range []stats.BetaBinomial{{N: 12, Alpha: 31.5, Beta: 8.5}, {N: 1, Alpha: 0.5, Beta: 4.5}, {N: 40, Alpha: 0.3, Beta: 0.2},
		{N: 40, Alpha: 0.5, Beta: 30.5}, {N: 40, Alpha: 30.5, Beta: 0.5}, {N: 3000, Alpha: 40.5, Beta: 2.5}} {
		check(betaBinomialLaw(b.N, b.Alpha, b.Beta), b.Prob, b.CDF)
	}
	for _, h := range []stats.Hypergeometric{{N: 51, K: 41, Draws: 39}, {N: 51, K: 0, Draws: 39}, {N: 30, K: 30, Draws: 26}, {N: 20, K: 19, Draws: 20}, {N: 9000, K: 3, Draws: 4000}, {N: 100000, K: 44000, Draws: 3000}} {
		check(hypergeometricLaw(h.N, h.K, h.Draws), h.Prob, h.CDF)
	}
	for _, b := range []distuv.Binomial{{N: 39, P: 0.9}, {N: 4, P: 0.01}, {N: 1000, P: 0.5}} {
		check(binomialLaw(int(b.N), b.P), b.Prob, b.CDF)
	}
}

// A population too large to matter predicts what no population does.
func TestPredictWithoutAPopulationIsTheLimit(t *testing.T) {
	for _, rounding := range []Rounding{HalfUp, HalfEven, Down, None} {
		s := youth(t, rounding)
		for _, count := range [][2]int{{2, 4}, {0, 3}, {26, 39}, {39, 39}, {20, 40}} {
			endless, err := s.Predict(count[0], count[1], 0, Jeffreys)
			if err != nil {
				t.Fatal(err)
			}
			large, err := s.Predict(count[0], count[1], 999_999, Jeffreys)
			if err != nil {
				t.Fatal(err)
			}
			near(t, fmt.Sprint(rounding, count), endless, large, 2e-5)
		}
	}
}

// The chances of a prediction add up to 1, and a better count never makes a
// better band less likely.
func TestPredictLaws(t *testing.T) {
	s := youth(t, HalfUp)
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.IntRange(1, 60).Draw(t, "of")
		yes := rapid.IntRange(0, of-1).Draw(t, "yes")
		p := prediction{scale: s, prior: Prior{rapid.Float64Range(0.01, 5).Draw(t, "a"), rapid.Float64Range(0.01, 5).Draw(t, "b")}, yes: yes, of: of}
		p.unread = unread{cases: rapid.IntRange(0, 60).Draw(t, "unread"), read: of + rapid.IntRange(0, 30).Draw(t, "na"),
			known: rapid.Bool().Draw(t, "known")}
		low := p.bands()
		p.yes++
		high := p.bands()
		if sum := tail(low, 0); math.Abs(sum-1) > 1e-12 {
			t.Errorf("chances add up to %v", sum)
		}
		for b := range low {
			if tail(high, b) < tail(low, b)-1e-12 {
				t.Errorf("band %d: %v for %d/%d, %v for %d/%d", b, tail(low, b), yes, of, tail(high, b), yes+1, of)
			}
		}
	})
}

// What is read with more cases is on average what is predicted now: the mean of
// the chances after k more cases is the chances before (the law of total
// probability), whatever is known of the unread.
func TestPredictionsAreCoherent(t *testing.T) {
	s := youth(t, HalfUp)
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

func TestPredictRefuses(t *testing.T) {
	s := youth(t, HalfUp)
	for _, test := range []struct {
		yes, of, population int
		prior               Prior
		want                string
	}{
		{3, 2, 10, Jeffreys, "3 yes answers out of 2 cases is not a result"},
		{0, 0, 10, Jeffreys, "0 yes answers out of 0 cases is not a result"},
		{3, 20, 10, Jeffreys, "a population of 10 cannot hold the 20 cases judged"},
		{3, 5, 10, Prior{1, -1}, "a prior of 1,-1: both numbers have to be from 0.000001 to 1000000"},
		{3, 5, 10, Prior{math.NaN(), 1}, "a prior of NaN,1: both numbers have to be from 0.000001 to 1000000"},
	} {
		if _, err := s.Predict(test.yes, test.of, test.population, test.prior); err == nil || err.Error() != test.want {
			t.Errorf("%d/%d of %d: %v, want %s", test.yes, test.of, test.population, err, test.want)
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
	s := youth(b, HalfUp)
	for b.Loop() {
		if _, err := s.OperatingCurve(100, 39); err != nil {
			b.Fatal(err)
		}
	}
}

// One question's chances. scipy.stats.betabinom takes 0.22 ms at N = 51 and
// 98 ms at 300,000 (pmf over the support, then sums).
func BenchmarkPredict(b *testing.B) {
	s := youth(b, HalfUp)
	for _, tab := range [][3]int{{31, 39, 51}, {66, 100, 500}, {660, 1000, 300000}} {
		b.Run(fmt.Sprint(tab[2]), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Predict(tab[0], tab[1], tab[2], Jeffreys); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Where a question may apply to thousands of unread cases, numbers of them are
// taken together; the chances stay within 1e-5 of the full sum.
func TestManyApplicableCases(t *testing.T) {
	s := youth(t, HalfUp)
	for _, test := range []struct{ yes, of, read, unread int }{{18, 28, 40, 3000}, {80, 100, 110, 4000}} {
		p := prediction{scale: s, prior: Jeffreys, yes: test.yes, of: test.of, unread: unread{cases: test.unread, read: test.read}}
		want := make([]float64, 4)
		applicable := p.applicable()
		if len(applicable.p) <= mostApplicable {
			t.Fatalf("%+v has only %d numbers", test, len(applicable.p))
		}
		for i, weight := range applicable.p {
			yes := p.nextYes(applicable.from + i)
			yes.from += p.yes
			for b, c := range yes.bands(s, p.of+applicable.from+i) {
				want[b] += weight * c
			}
		}
		near(t, fmt.Sprintf("%+v", test), p.bands(), want, 1e-5)
	}
	// Above mostUnknown the population is taken for endless.
	p := prediction{scale: s, prior: Jeffreys, yes: 18, of: 28, unread: unread{cases: mostUnknown, read: 40}}
	near(t, "many", p.bands(), p.endless(), 1e-3)
}
