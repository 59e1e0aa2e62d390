package predict

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// The answers to several hundred cases, whose thin tails are left out, are those of binomial laws of either kind of
// error.
func TestReadLawOfManyCases(t *testing.T) {
	binomial := func(n, k int, p float64) float64 {
		choose := func(n int) float64 { v, _ := math.Lgamma(float64(n) + 1); return v }
		return math.Exp(choose(n) - choose(k) - choose(n-k) + float64(k)*math.Log(p) + float64(n-k)*math.Log(1-p))
	}
	for _, c := range []struct {
		x, n               int
		wrongYes, wrongNo float64
	}{{120, 400, 0.3, 0.1}, {300, 400, 0.2, 0.4}, {5, 300, 0.05, 0.2}, {40, 40, 0.3, 0.3}} {
		got := readLaw(c.x, c.n, stats.ErrorRates{Yes: stats.ErrorRate{Share: c.wrongYes}, No: stats.ErrorRate{Share: c.wrongNo}})
		want, most := make([]float64, c.n+1), 0.0
		for truly := range want {
			for missed := max(0, truly-c.x); missed <= min(truly, truly-c.x+c.n-truly); missed++ {
				want[truly] += binomial(truly, missed, c.wrongNo) * binomial(c.n-truly, c.x-truly+missed, c.wrongYes)
			}
			most = max(most, want[truly])
		}
		for truly, p := range want {
			chance := 0.0
			if at := truly - got.from; at >= 0 && at < len(got.p) {
				chance = got.p[at]
			}
			if math.Abs(chance-p/most) > 1e-9 {
				t.Fatalf("%+v: %d truly yes has %v, want %v", c, truly, chance, p/most)
			}
		}
	}
}

// scoresMoved gives rules whose ratings all score more, with the bands of the overall rating as much higher.
func scoresMoved(set *rules.Set, by int) *rules.Set {
	moved, scoring := *set, *set.Scoring
	moved.Ratings, scoring.Bands = slices.Clone(set.Ratings), slices.Clone(scoring.Bands)
	for i := range moved.Ratings {
		moved.Ratings[i].Score += by
	}
	for i := range scoring.Bands {
		scoring.Bands[i].From += by * set.Counted()
		scoring.Bands[i].To += by * set.Counted()
	}
	scoring.Maximum += by * set.Counted()
	moved.Scoring = &scoring
	return &moved
}

// Where every rating scores as much more, the score moves by that, and no chance of a rating changes: where it is
// worked out, where it is simulated, and in an outlook.
func TestScoresMoveTogether(t *testing.T) {
	same := func(what string, was, is OverallRobustness, by int) {
		t.Helper()
		near(t, what, is.Chances, was.Chances, 1e-12)
		if len(was.Scores) != len(is.Scores) || len(was.Scores) < 2 {
			t.Fatalf("%s: %v and %v", what, was.Scores, is.Scores)
		}
		for i, s := range was.Scores {
			if m := is.Scores[i]; m.Score != s.Score+by || math.Abs(m.Chance-s.Chance) > 1e-12 {
				t.Errorf("%s: %v has moved to %v, not by %d", what, s, m, by)
			}
		}
	}
	for _, by := range []int{1, -3} {
		for _, ins := range []*discretion.Inspection{kent(t), kentByCase(t)} {
			for _, model := range []Model{Separate, Tied} {
				o := Options{Model: model, Seed: "1", Replicates: 500}
				was := robust(t, ins, o)
				moved := *ins
				moved.Rules = scoresMoved(ins.Rules, by)
				same(fmt.Sprint(model, by), was.Overall, robust(t, &moved, o).Overall, by*ins.Rules.Counted())
			}
		}
	}
}

// A sample in which a standard that counts has no case is rated without a score; every other has one.
func TestTallyScoresWhatIsRated(t *testing.T) {
	a, err := discretion.NewAssessor(kentByCase(t), discretion.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tally := newTally(a, askedIn(a, "court", func(int) bool { return true }))
	yes, of := make([]int, len(tally.questions)), make([]int, len(tally.questions))
	scored := 0.0
	add := func(weight float64) { tally.add(yes, of, weight) }
	add(1) // no case at all
	for i := range of {
		of[i], yes[i] = 10, i%11
	}
	add(2)
	scored += 2
	for i, q := range tally.questions { // no case of one standard
		if tally.questions[0] == q || a.Rules.Questions()[q].Standard == a.Rules.Questions()[tally.questions[0]].Standard {
			of[i], yes[i] = 0, 0
		}
	}
	add(4)
	got := 0.0
	for _, p := range tally.scores.p {
		got += p
	}
	if got != scored || tally.unrated[0] != 5 || slices.Max(tally.unrated[1:]) != 1 {
		t.Errorf("scores of %v samples, want %v; without a rating %v", got, scored, tally.unrated)
	}
}

// Nothing to compare is said with the first reason, even where there is one alone.
func TestCompareOfNothingSaysWhy(t *testing.T) {
	set := oneStandard(t, 1, rules.HalfUp)
	_, err := Compare(ofPatterns(set, 10, "1", "0"), discretion.NewInspection(set), CompareOptions{})
	if err == nil || !strings.Contains(err.Error(), "there is nothing to compare") || !strings.Contains(err.Error(), "; s.q1: ") {
		t.Errorf("%v", err)
	}
}
