package rules

import (
	"fmt"
	"maps"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"
)

// scored are rules of three judged standards that count 1, 3 and 2 times, and one made of them, with an overall
// rating of the same scores and bands.
func scored(combine Combine, scores []int, cuts []int) *Set {
	set := &Set{Percent: PercentRule{Measure: PercentYes, Rounding: HalfUp, Inclusive: true},
		Scoring: &Scoring{Combine: combine}, Standards: []Standard{{ID: "a", Weight: 1}, {ID: "b", Weight: 3}, {ID: "c", Weight: 2}}}
	for i := range set.Standards {
		set.Standards[i].Judged, set.Standards[i].Counted = true, true
	}
	made := Standard{ID: "made", Parts: []string{"a", "b", "c"}, Combine: combine}
	for i, score := range scores {
		id := fmt.Sprint("r", i)
		set.Ratings = append(set.Ratings, Rating{ID: id, Score: score})
		from, to := 6*scores[0], 6*scores[len(scores)-1] // 6 times the ends are the least sum and the highest
		if i > 0 {
			from = cuts[i-1]
		}
		if i < len(cuts) {
			to = cuts[i] - 1
		}
		made.Bands = append(made.Bands, Band{Rating: id, From: float64(from), To: float64(to)})
		set.Scoring.Bands = append(set.Scoring.Bands, ScoreBand{Rating: id, From: from, To: to})
	}
	set.Standards = append(set.Standards, made)
	set.finish()
	return set
}

// Sums, means and percentages of scores of any size, below 0 too, are placed as their fractions are, one by one
// and in a law; how far a sum is from another rating is counted out.
func TestScoresOfAnySize(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 7))
	for _, combine := range []Combine{Sum, Mean, Percent} {
		for _, scores := range [][]int{{-200, -50, 0}, {0, 1, 2}, {0, 150, 300, 310}, {1, 40, 400}} {
			least, most := 6*scores[0], 6*scores[len(scores)-1]
			switch {
			case combine == Percent && scores[0] < 0:
				continue // a highest sum of 0
			case combine == Percent:
				least, most = 0, 100
			case combine == Mean:
				least, most = scores[0], scores[len(scores)-1]
			}
			for range 12 {
				var cuts []int
				for len(cuts) < len(scores)-1 && most-least >= len(scores) {
					if cut := least + 1 + random.IntN(most-least); !slices.Contains(cuts, cut) {
						cuts = append(cuts, cut)
					}
				}
				if slices.Sort(cuts); cuts == nil {
					cuts = []int{1, 2} // of means from 0 to 2
				}
				holdsToScores(t, combine, scores, cuts)
			}
		}
	}
}

func holdsToScores(t *testing.T, combine Combine, scores, cuts []int) {
	t.Helper()
	set := scored(combine, scores, cuts)
	rater, what := set.Rater(nil), fmt.Sprint(combine, " of ", scores, " from ", cuts)
	overallOf := func(sum int) (band int) {
		figure := big.NewRat(int64(sum), 1)
		switch combine {
		case Mean:
			figure = big.NewRat(int64(sum), 6)
		case Percent:
			figure = roundedFraction(big.NewRat(int64(100*sum), int64(6*scores[len(scores)-1])), HalfUp)
		}
		for _, cut := range cuts {
			if figure.Cmp(big.NewRat(int64(cut), 1)) >= 0 {
				band++
			}
		}
		return band
	}
	options := make([][]Option, 3)
	for k := range options {
		options[k] = everyRating(len(scores))
	}
	reached, lowest, highest := make([]bool, len(scores)), 6*scores[len(scores)-1], 6*scores[0]
	for a := range scores {
		for b := range scores {
			for c := range scores {
				sum, ratings := scores[a]+3*scores[b]+2*scores[c], []int{a, b, c, Unrated}
				want := overallOf(sum)
				reached[want], lowest, highest = true, min(lowest, sum), max(highest, sum)
				rater.Fill(ratings, nil)
				score, overall, ok := rater.Score(ratings)
				if !ok || score != sum || overall != want || ratings[3] != want {
					t.Fatalf("%s: a sum of %d is %d (%d) and %d, want %d", what, sum, overall, score, ratings[3], want)
				}
				e, ok := rater.Explain(Overall, ratings)
				figure := float64(sum) / map[Combine]float64{Sum: 1, Mean: 6, Percent: 6 * float64(scores[len(scores)-1]) / 100}[combine]
				if combine == Percent {
					figure = math.Floor(figure + 0.5)
				}
				if !ok || int(e.Sum) != sum || math.Abs(*e.Figure-figure) > 1e-9 || e.Before != want || e.After != want {
					t.Fatalf("%s: a sum of %d is explained by %+v, a figure of %v, want %v", what, sum, e, *e.Figure, figure)
				}
				if combine == Sum && rater.Overall(sum) != want {
					t.Fatalf("%s: a sum of %d is %d, want %d", what, sum, rater.Overall(sum), want)
				}
				if combine == Mean {
					continue // the overall rating takes none
				}
				far := 7 * (scores[len(scores)-1] - scores[0])
				up := 1 + sort.Search(far, func(more int) bool { return overallOf(sum+1+more) > want })
				down := 1 + sort.Search(far, func(fewer int) bool { return overallOf(sum-1-fewer) < want })
				if up, down = up%(far+1), down%(far+1); combine == Percent && down > sum {
					down = 0
				}
				if got := rater.Points(ratings, want, true); got != up {
					t.Fatalf("%s: up from %d by %d, want %d", what, sum, got, up)
				}
				if got := rater.Points(ratings, want, false); got != down {
					t.Fatalf("%s: down from %d by %d, want %d", what, sum, got, down)
				}
			}
		}
	}
	for _, at := range []int{Overall, 3} {
		law, ok := rater.Law(at, options)
		if !ok {
			t.Fatalf("%s: no law", what)
		}
		even := slices.Repeat([]float64{1}, len(scores))
		chances := law.Chances([][]float64{even, even, even})
		ratings, none, low, high := law.Reached()
		if len(chances) != len(scores)+1 || chances[len(scores)] != 0 || none || !slices.Equal(ratings, reached) || low != lowest ||
			high != highest {
			t.Fatalf("%s: the law has %v, %v from %d to %d, want %v from %d to %d", what, chances, ratings, low, high, reached, lowest, highest)
		}
	}
}

// A law visits what has a chance, and nothing else.
func TestLawVisitsWhatHasAChance(t *testing.T) {
	set := scored(Sum, []int{0, 1, 2}, []int{3, 9})
	options := [][]Option{everyRating(3), everyRating(3), everyRating(3)}
	law, ok := set.Rater(nil).Law(Overall, options)
	if !ok {
		t.Fatal("no law")
	}
	got := map[int64]float64{}
	law.Visit([][]float64{{0, 0.25, 0.75}, {1, 0, 0}, {0.5, 0, 0.5}}, func(_ int, score int64, chance float64) { got[score] += chance })
	if want := map[int64]float64{1: 0.125, 2: 0.375, 5: 0.125, 6: 0.375}; !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A standard that is no mean of questions has no mean, whatever the figures.
func TestMeanOfMeansAlone(t *testing.T) {
	set := &Set{Percent: PercentRule{Measure: PercentYes, Rounding: None, Inclusive: true},
		Ratings: []Rating{{ID: "r0"}, {ID: "r1", Score: 1}}, Bands: []Band{{Rating: "r0", To: 50}, {Rating: "r1", From: 50, To: 100}}}
	questions := func(n int) (qs []Question) {
		for i := range n {
			qs = append(qs, Question{ID: fmt.Sprint("q", i)})
		}
		return qs
	}
	set.Standards = []Standard{
		{ID: "mean", Combine: Mean, Bands: set.Bands, Questions: questions(2)},
		{ID: "lowest", Questions: questions(2)},
		{ID: "parts", Combine: Mean, Bands: set.Bands, Parts: []string{"mean", "lowest"}},
	}
	set.finish()
	rater := set.Rater(nil)
	figures := []Figure{{Num: 40, Den: 1}, {Num: 241, Den: 4}, {Num: 1, Den: 1}, {Num: 2, Den: 1}}
	for at, want := range []*big.Rat{big.NewRat(401, 8), nil, nil} {
		mean, scale := rater.MeanOf(at, figures)
		if (mean == nil) != (want == nil) || (scale == nil) != (want == nil) || want != nil && (mean.Cmp(want) != 0 || scale.Bands() != 2) {
			t.Errorf("%s: %v", set.Standards[at].ID, mean)
		}
	}
	if mean, scale := rater.MeanOf(0, make([]Figure, 4)); mean != nil || scale == nil {
		t.Errorf("a mean of nothing: %v", mean)
	}
}
