package predict

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onecase/discretion"
)

// Kent from its published totals: four cases on work with the police and four
// unread cases of the group.
func TestKentFromTotals(t *testing.T) {
	r := robust(t, kent(t), Options{})
	if r.Replicates != 0 || r.Overall.Basis != ByIndependence {
		t.Errorf("%d replicates, overall by %s", r.Replicates, r.Overall.Basis)
	}
	// 24/39 of 50: 11 unread. Recomputed in fractions.
	want := make([]float64, 4)
	for b, p := range ratPredict(24, 39, 50, 1, 1, halfUp) {
		want[b], _ = p.Float64()
	}
	near(t, "court.assessment.desistance", r.question(t, "court.assessment.desistance").Chances, want, 1e-12)
	// 2/4: of the 4 unread cases each is one for the police with a chance of
	// (4+1)/(26+1) at first.
	want = make([]float64, 4)
	for m := 0; m <= 4; m++ {
		p := choose(4, m)
		p.Mul(p, rising(2*4+2, m)).Mul(p, rising(2*22, 4-m)).Quo(p, rising(2*26+2, 4))
		weight, _ := p.Float64()
		for b, q := range ratPredict(2, 4, 4+m, 1, 1, halfUp) {
			c, _ := q.Float64()
			want[b] += weight * c
		}
	}
	near(t, "police", r.question(t, "ooc.joint-working.police").Chances, want, 1e-12)
	if got := r.standard(t, "court.reviewing").Missing; !cmp.Equal(got, []string{"court.reviewing.desistance"}) {
		t.Errorf("missing %v", got)
	}
	if q := r.question(t, "court.reviewing.desistance"); q.Chances != nil || q.Same != nil {
		t.Errorf("%v without a number of cases", q.Chances)
	}
	if q := r.question(t, "court.planning.safety"); q.Yes != 16 || q.Band != "inadequate" {
		t.Errorf("47%% of 35 taken as %d, %s", q.Yes, q.Band)
	}
	if st := r.standard(t, "org.staff"); st.Same != nil || st.Chances != nil || st.Basis != ByJudgement {
		t.Errorf("judged: %+v", st)
	}
	if st := r.standard(t, "ooc.joint-working"); st.Computed != "requires-improvement" {
		t.Errorf("discretion was applied: %s", st.Computed)
	}
	if r.Overall.Computed != "requires-improvement" || r.Overall.Score != 17 {
		t.Errorf("%+v", r.Overall)
	}
	codes := map[string]int{}
	for _, w := range r.Warnings {
		codes[w.Code]++
	}
	if diff := cmp.Diff(map[string]int{"nearest-count": 1, "no-denominator": 1}, codes); diff != "" {
		t.Error(diff)
	}
	for _, st := range r.Standards {
		if st.Basis != ByJudgement && math.Abs(sum(st.Chances)-1) > 1e-12 {
			t.Errorf("%s: %v", st.ID, st.Chances)
		}
	}
	total := 0.0
	for _, s := range r.Overall.Scores {
		total += s.Chance
	}
	if math.Abs(total-1) > 1e-12 || math.Abs(sum(r.Overall.Chances)-1) > 1e-12 {
		t.Errorf("%v, %v", total, r.Overall.Chances)
	}
}

// From totals, the score's chances are those of every combination of standards'
// ratings.
func TestScoresEqualBruteForceOverStandards(t *testing.T) {
	r := robust(t, kent(t), Options{})
	scores := map[int]float64{0: 1}
	for _, st := range r.Standards {
		next := map[int]float64{}
		chances := st.Chances
		if at, judged := r.Inspection.Rules.RatingIndex(r.Inspection.Judged[st.ID]); judged {
			chances = make([]float64, 4)
			chances[at] = 1
		}
		for s, p := range scores {
			for i, c := range chances {
				next[s+i] += p * c
			}
		}
		scores = next
	}
	for _, s := range r.Overall.Scores {
		if math.Abs(scores[s.Score]-s.Chance) > 1e-12 {
			t.Errorf("score %d: %v, want %v", s.Score, s.Chance, scores[s.Score])
		}
	}
}

// The whole of Kent, case by case, against a simulation written apart: cases are
// kept as maps of answers in one growing urn and rated by Assess, whose ratings
// are those of the verb rate.
func TestKentAgreesWithAnotherSimulation(t *testing.T) {
	ins := kentByCase(t)
	got := robust(t, ins, Options{Seed: "1"})
	replicates := sweep(1_000, 5_000)
	t.Logf("%d replicates of the other simulation", replicates)
	rng := rand.New(rand.NewPCG(7, 7))
	scores, ratings := map[int]float64{}, map[string]float64{}
	for range replicates {
		whole := completeByHand(ins, rng)
		a, err := discretion.NewAssessor(whole, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		places := make([]int, len(whole.Rules.Standards))
		score, _, ok := a.Rater.Rate(a.Bands, places)
		if !ok {
			t.Fatal("no overall rating")
		}
		scores[score] += 1 / float64(replicates)
		for i, st := range whole.Rules.Standards {
			ratings[st.ID+fmt.Sprint(places[i])] += 1 / float64(replicates)
		}
	}
	within := func(what string, got, other float64) {
		if se := math.Sqrt(got * (1 - got) / float64(replicates)); math.Abs(got-other) > 5*se+5*got*(1-got)/300+2/float64(replicates) {
			t.Errorf("%s: %v, the other simulation has %v", what, got, other)
		}
	}
	for _, s := range got.Overall.Scores {
		within(fmt.Sprint("score ", s.Score), s.Chance, scores[s.Score])
	}
	for _, st := range got.Standards {
		for i, c := range st.Chances {
			within(fmt.Sprint(st.ID, i), c, ratings[st.ID+fmt.Sprint(i)])
		}
	}
	for _, q := range got.Questions {
		if q.Chances == nil {
			t.Errorf("%s has no chances", q.ID)
		}
	}
}

// completeByHand adds the unread cases of every group.
func completeByHand(ins *discretion.Inspection, rng *rand.Rand) *discretion.Inspection {
	whole := ins.Clone()
	grid := whole.Results.Grid
	for _, group := range []string{"court", "ooc"} {
		var urn [][]discretion.Answer
		applied := map[int]bool{}
		for _, c := range grid.Cases {
			if c.Group != group {
				continue
			}
			urn = append(urn, c.Answers)
			for q, a := range c.Answers {
				if a != discretion.NA {
					applied[q] = true
				}
			}
		}
		for len(urn) < ins.Groups[group].Population {
			var row []discretion.Answer
			if rng.IntN(len(urn)+1) < len(urn) {
				row = urn[rng.IntN(len(urn))]
			} else {
				row = make([]discretion.Answer, len(urn[0]))
				for q := range applied {
					row[q] = discretion.No + discretion.Answer(rng.IntN(2))
				}
			}
			urn = append(urn, row)
			grid.Cases = append(grid.Cases, discretion.Case{ID: fmt.Sprint("new", len(grid.Cases)), Group: group, Answers: row})
		}
		whole.Groups[group] = discretion.GroupSize{}
	}
	whole.Results.CountAnswers(whole.Rules.Questions())
	return whole
}
