package predict

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// One seed gives one result, whatever the number of cores; another seed another.
func TestOneSeedOneResult(t *testing.T) {
	ins := kentByCase(t)
	at := func(cores int, seed string) *Robustness {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		return robust(t, ins, Options{Seed: seed, Replicates: 9_000, More: 3})
	}
	one := at(1, "kent")
	several := []int{3, 2, 8}
	several = several[:sweep(1, len(several))]
	t.Logf("%d numbers of cores tried", len(several))
	for _, cores := range several {
		many := at(cores, "kent")
		for i, st := range one.Standards {
			if diff := cmp.Diff(st, many.Standards[i]); diff != "" {
				t.Errorf("%d cores: %s", cores, diff)
			}
		}
		if diff := cmp.Diff(one.Overall, many.Overall); diff != "" {
			t.Errorf("%d cores: %s", cores, diff)
		}
	}
	if cmp.Equal(one.Overall.Scores, at(2, "other").Overall.Scores) {
		t.Error("two seeds give one result")
	}
	if one.Seed != "kent" || one.Replicates != 9_000 {
		t.Errorf("seed %q, %d replicates", one.Seed, one.Replicates)
	}
}

// Chances are told how far they can be trusted: no standard error is larger.
func TestMonteCarloErrorIsStated(t *testing.T) {
	for model, groups := range map[Model]float64{Separate: 2, Tied: 1} { // the model that ties them simulates both at once
		r, err := Robust(kentByCase(t), Options{Seed: "1", Replicates: 10_000, Model: model})
		if err != nil {
			t.Fatal(err)
		}
		if want := math.Sqrt(groups / 40_000); r.MonteCarloError > want || r.MonteCarloError < want/2 || r.Replicates != 10_000 {
			t.Errorf("%s: %v, want at most %v", model, r.MonteCarloError, want)
		}
	}
	if r := robust(t, kent(t), Options{}); r.MonteCarloError != 0 {
		t.Errorf("nothing was simulated, and the error is %v", r.MonteCarloError)
	}
}

func TestProgressReachesTheEnd(t *testing.T) {
	last, calls := 0, 0
	robust(t, kentByCase(t), Options{Seed: "1", Replicates: 5_000, Progress: func(done, total int) {
		calls++
		if total != 5_000 || done < 1 || done > total {
			t.Errorf("%d of %d", done, total)
		}
		last = done
	}})
	if last != 5_000 || calls < 5 {
		t.Errorf("%d calls, the last at %d", calls, last)
	}
}

// Completed populations of the whole Kent inspection, 65 cases and 23 questions,
// each rated to the end on one core. The bar is 100,000 a second: 10 µs.
func BenchmarkCompletedPopulation(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	ins := kentByCase(b)
	a, err := discretion.NewAssessor(ins, discretion.Options{})
	if err != nil {
		b.Fatal(err)
	}
	e := newEstimator(a, Options{Prior: Jeffreys})
	var samplers []sampler
	var tallies []*tally
	for _, group := range []string{"court", "ooc"} {
		t := newTally(a, askedIn(a, group, func(int) bool { return true }))
		samplers = append(samplers, newUrnSampler(newUrn(ins.Results.Grid, group, t.questions, e.unreadOf(group), Jeffreys)).draw)
		tallies = append(tallies, t)
	}
	random, yes, of := newStream("bench", "1", 0), make([]int, len(a.Results)), make([]int, len(a.Results))
	for b.Loop() {
		for i, draw := range samplers {
			n := len(tallies[i].questions)
			draw(random, yes[:n], of[:n])
			tallies[i].add(yes, of, 1)
		}
	}
}

// The whole of robust on Kent, case by case, with its default replicates.
func BenchmarkRobust(b *testing.B) {
	ins := kentByCase(b)
	for b.Loop() {
		if _, err := Robust(ins, Options{Seed: "1"}); err != nil {
			b.Fatal(err)
		}
	}
}

// fullInspection is 65 cases of the 2018 rules with every answer known case by
// case.
func fullInspection(tb testing.TB, seed uint64) *discretion.Inspection {
	tb.Helper()
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		tb.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(seed, 1))
	ins := discretion.NewInspection(set)
	for _, st := range set.Standards {
		if st.Judged {
			ins.Judged[st.ID] = set.Ratings[rng.IntN(4)].ID
		}
	}
	grid := &discretion.Grid{}
	for c := range 65 {
		group := "court"
		if c >= 39 {
			group = "ooc"
		}
		row := make([]discretion.Answer, len(set.Questions()))
		for q := range row {
			if set.Questions()[q].Group != group {
				continue
			}
			row[q] = discretion.Yes
			if rng.IntN(3) == 0 {
				row[q] = discretion.No
			}
			if rng.IntN(5) == 0 {
				row[q] = discretion.NA
			}
		}
		grid.Cases = append(grid.Cases, discretion.Case{ID: fmt.Sprintf("K%03d", c), Group: group, Answers: row})
	}
	ins.Results.Grid = grid
	ins.Results.CountAnswers(set.Questions())
	ins.Groups["court"], ins.Groups["ooc"] = discretion.GroupSize{Population: 50, Sample: 39},
		discretion.GroupSize{Population: 30, Sample: 26}
	return ins
}

// The simulation is the same on every platform and in every version: its scores
// for a seed are pinned. They were found by this program on linux/amd64 and linux/386.
func TestSimulationIsPinned(t *testing.T) {
	r := robust(t, fullInspection(t, 1), Options{Seed: "kent", Replicates: 3_000})
	got := map[int]string{}
	for _, s := range r.Overall.Scores {
		got[s.Score] = fmt.Sprintf("%.6f", s.Chance)
	}
	if diff := cmp.Diff(map[int]string{7: "0.000011", 8: "0.000430", 9: "0.005404", 10: "0.038098", 11: "0.150653",
		12: "0.321351", 13: "0.341796", 14: "0.139735", 15: "0.002522"}, got); diff != "" {
		t.Error(diff)
	}
}

// Large populations are predicted with fewer replicates, so that they take some
// seconds at most.
func TestReplicatesForLargePopulations(t *testing.T) {
	for population, want := range map[int]int{50: 100_000, 1_000: 43_478, 300_000: 1_000} {
		ins := kent(t)
		ins.Groups["court"] = discretion.GroupSize{Population: population}
		if got := replicatesFor(ins); got != want {
			t.Errorf("%d cases: %d replicates, want %d", population, got, want)
		}
	}
}
