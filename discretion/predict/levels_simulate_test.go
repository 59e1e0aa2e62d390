package predict

import (
	"math"
	"slices"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// Cases that are drawn one by one come to the counts of the law of the prediction, where it
// is known how many of the unread ones the question applies to, and where it is not.
func TestCasesOneByOneKeepTheLaw(t *testing.T) {
	scale := oneStandard(t, 1, rules.HalfUp).ScaleOf(0, "")
	for _, u := range []unread{{cases: 6, read: 9}, {cases: 3, read: 4}, {known: true, cases: 5}} {
		for _, prior := range []Prior{Jeffreys, {2, 0.5}} {
			p := prediction{scale: scale, prior: prior, yes: 3, of: 4, unread: u}
			want := map[[2]int]float64{}
			for _, c := range p.countsAfter(p.applicable()) {
				want[[2]int{c.yes, c.of}] += c.chance
			}
			const replicates = 20_000
			random, got := newStream("one by one", "1", 0), map[[2]int]float64{}
			for range replicates {
				yes, of := polya{p}.draw(random, prior)
				got[[2]int{yes, of}] += 1.0 / replicates
			}
			for count := range got {
				if want[count] == 0 {
					t.Errorf("%+v: %v cannot be", u, count)
				}
			}
			for count, c := range want {
				if se := math.Sqrt(c*(1-c)/replicates) + 1e-9; math.Abs(got[count]-c) > 5*se {
					t.Errorf("%+v, %v: %v of %d with %.4f, want %.4f", u, prior, count[0], count[1], got[count], c)
				}
			}
		}
	}
}

// A place is drawn with its chance, whatever they add up to; one without a chance never is.
func TestPlacesAreDrawnByChance(t *testing.T) {
	for _, chances := range [][]float64{{1}, {0, 1}, {1, 0, 0}, {0.2, 0, 0.5, 0.3}, {2, 6}, {0, 0, 3, 1, 0}} {
		sum := 0.0
		for _, c := range chances {
			sum += c
		}
		const replicates = 5_000
		random, got := newStream("places", "1", 0), make([]float64, len(chances))
		for range replicates {
			got[draw(random, chances)] += 1.0 / replicates
		}
		for i, c := range chances {
			p := c / sum
			if se := math.Sqrt(p * (1 - p) / replicates); math.Abs(got[i]-p) > 5*se+1e-9 {
				t.Errorf("%v: place %d came up in %v", chances, i, got[i])
			}
		}
	}
}

// The node nearest to a spread and a level is of the nearest spread, and of these the nearest level.
func TestNearestNode(t *testing.T) {
	k := &tiedStandard{nodes: []node{{2, 10, 0}, {2, 20, 0}, {4, 12, 0}, {4, 40, 0}}, rated: make([][][]float64, len(spreads))}
	for i, n := range k.nodes {
		if k.rated[n.spread] == nil {
			k.rated[n.spread] = make([][]float64, gridLevels)
		}
		k.rated[n.spread][n.level] = []float64{float64(i)}
	}
	for _, c := range []struct{ spread, level, want int }{
		{2, 10, 0}, {2, 14, 0}, {2, 16, 1}, {2, 47, 1}, {4, 0, 2}, {4, 25, 2}, {4, 27, 3}, {0, 15, 0}, {1, 47, 1}, {6, 20, 2}, {9, 44, 3},
	} {
		if got := k.near(spreads[c.spread], c.level)[0]; int(got) != c.want {
			t.Errorf("spread %v, level %d: node %v, want %d", spreads[c.spread], c.level, got, c.want)
		}
	}
}

// Standards that are completed case by case come to the chances that are followed exactly, each by itself and
// all of them together.
func TestSimulatedTotalsKeepTheLaw(t *testing.T) {
	ins := kent(t)
	for _, model := range []Model{Tied, Separate} {
		o := Options{Model: model, Prior: Jeffreys, Replicates: 20_000, Seed: "one"}
		want, err := Robust(ins, o)
		if err != nil {
			t.Fatal(err)
		}
		if want.Replicates > 0 {
			t.Fatal("simulated")
		}
		a, err := discretion.NewAssessor(ins, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		e, out := newEstimator(a, o), newOutcome(a)
		for i, st := range want.Standards {
			if st.Basis != ByJudgement {
				out.rated[i] = RatingChances{Basis: ByIndependence} // too much to follow
			}
		}
		if model == Tied {
			e.tiedLevels(nil, slices.DeleteFunc(e.tie().standards, func(k *tiedStandard) bool { return k.judged }), e.fullReading(), &out)
		} else {
			e.separateLevels(e.fullReading(), &out)
		}
		of := 5 * e.simulation(e.simulated).MonteCarloError
		for i, st := range want.Standards {
			if st.Basis != ByJudgement {
				same(t, string(model)+" "+st.ID, out.rated[i].Chances, st.Chances, of)
			}
		}
		same(t, string(model), out.whole.Chances, want.Overall.Chances, of)
	}
}
