package predict

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"onecase/discretion"
	"onecase/sample"
)

// Two levels read again are yes and no read again, whatever their points.
func TestSecondReadingOfTwoLevelsIsOfYesAndNo(t *testing.T) {
	for _, agreement := range []float64{0.1, 0.5, 0.8, 0.97, 1} {
		for _, of := range []int{1, 2, 11, 60} {
			for yes := range of + 1 {
				ins := withPoints(t, fmt.Sprintf("[results.\"two.points\"]\nlevels = { no = %d, yes = %d }\n[results.\"yesno.plain\"]\nyes = %d\nof = %d\n",
					of-yes, yes, yes, of))
				r := robust(t, ins, Options{Agreement: agreement})
				where := fmt.Sprintf("%d of %d, %v: ", yes, of, agreement)
				same(t, where+"question", r.question(t, "two.points").Chances, r.question(t, "yesno.plain").Chances, 1e-12)
				same(t, where+"standard", r.standard(t, "two").Chances, r.standard(t, "yesno").Chances, 1e-12)
				if r.ErrorModel() != "" {
					t.Fatalf("%sa model of %s for yes and no", where, r.ErrorModel())
				}
			}
		}
	}
}

// readAgain lists every way in which each of some cases is read again: the level as before with the
// chance of agreement, or one of the others, all alike.
func readAgain(cases []int, agreement float64) (all []levelled) {
	levels, ways, first := len(cases), 1, []int(nil)
	for level, n := range cases {
		for range n {
			first, ways = append(first, level), ways*levels
		}
	}
	for way := range ways {
		now, chance := make([]int, levels), 1.0
		for _, level := range first {
			second := way % levels
			way /= levels
			now[second]++
			if second == level {
				chance *= agreement
			} else {
				chance *= (1 - agreement) / float64(levels-1)
			}
		}
		if at := slices.IndexFunc(all, func(l levelled) bool { return slices.Equal(l.cases, now) }); at >= 0 {
			all[at].chance += chance
		} else {
			all = append(all, levelled{now, chance})
		}
	}
	return all
}

// Every way of reading each case again, through a mean of percentages with a limit, a mean of points
// and the overall rating.
func TestSecondReadingOfPointsCountedOut(t *testing.T) {
	for _, agreement := range []float64{0.3, 0.75, 0.9} {
		for _, results := range [][3][]int{ // part, mean, plain
			{{2, 1, 3}, {2, 2, 2}, {1, 4}},
			{{0, 4, 1}, {3, 0, 2}, {2, 3}},
			{{0, 0, 4}, {6, 0, 0}, {0, 5}},
		} {
			ins, places := withPoints(t, ""), []int{0, 2, 1}
			var all [][]levelled
			for k, at := range places {
				setLevels(ins, at, results[k])
				all = append(all, readAgain(results[k], agreement))
			}
			r := robust(t, ins, Options{Agreement: agreement})
			where := fmt.Sprintf("%v, %v: ", results, agreement)
			if r.Replicates > 0 || r.Overall.Basis != ByEnumeration || r.ErrorModel() != OneCoin {
				t.Fatalf("%s%d replicates, %s, %q", where, r.Replicates, r.Overall.Basis, r.ErrorModel())
			}
			want, own := newCountedOut(ins.Rules), [][]float64{make([]float64, 3), make([]float64, 3), make([]float64, 3)}
			a, err := discretion.NewAssessor(ins, discretion.Options{})
			if err != nil {
				t.Fatal(err)
			}
			ratings := make([]int, len(ins.Rules.Standards))
			for _, part := range all[0] {
				a.SetLevels(0, part.cases)
				for _, mean := range all[1] {
					a.SetLevels(2, mean.cases)
					for _, plain := range all[2] {
						a.SetCount(1, plain.cases[1], plain.cases[0]+plain.cases[1])
						chance := part.chance * mean.chance * plain.chance
						score, overall, ok := a.RateAll(ratings)
						if !ok {
							t.Fatal("no rating")
						}
						for k, at := range places {
							own[k][a.Bands[at]] += chance
						}
						want.rated[0][ratings[0]] += chance
						want.rated[1][ratings[1]] += chance
						want.whole[overall] += chance
						want.score[score] += chance
					}
				}
			}
			for k, at := range places {
				same(t, where+r.Questions[at].Question.ID, r.Questions[at].Chances, own[k], 1e-12)
			}
			same(t, where+"mixed", r.Standards[0].Chances, want.rated[0], 1e-12)
			same(t, where+"graded", r.Standards[1].Chances, want.rated[1], 1e-12)
			same(t, where+"overall", r.Overall.Chances, want.whole, 1e-12)
			for _, s := range r.Overall.Scores {
				if math.Abs(s.Chance-want.score[s.Score]) > 1e-12 {
					t.Errorf("%sscore %d: %v, want %v", where, s.Score, s.Chance, want.score[s.Score])
				}
			}
		}
	}
}

// Cases that count as failed stay at the worst level: the others alone are read again.
func TestSecondReadingOfPointsHoldsFailedCases(t *testing.T) {
	ins := withPoints(t, "")
	record := &sample.Record{Rules: ins.Rules.ID, Groups: []sample.GroupDraw{{Group: "all", Population: 20}}}
	grid := &discretion.Grid{}
	for i, level := range []int{2, 1, 0, 2, 1, 2} {
		c := discretion.Case{ID: fmt.Sprint("K", i), Group: "all", Answers: make([]discretion.Answer, 5)}
		c.SetLevel(2, level, 3)
		grid.Cases = append(grid.Cases, c)
		record.Groups[0].Selected = append(record.Groups[0].Selected, sample.Chosen{ID: c.ID})
		if i < 2 {
			record.Replacements = append(record.Replacements, sample.Replacement{Group: "all", Case: c.ID, Policy: sample.CountFailed})
		}
	}
	ins.Results.Grid = grid
	ins.Results.CountAnswers(ins.Rules.Questions())
	if _, err := ins.UseRecord(record); err != nil {
		t.Fatal(err)
	}
	r := robust(t, ins, Options{Agreement: 0.6})
	if got := r.Questions[2].Points.Cases; !slices.Equal(got, []int{3, 1, 2}) { // two of them failed
		t.Fatalf("levels %v", got)
	}
	scale, want := ins.Rules.ScaleOf(2, ""), make([]float64, 3)
	for _, l := range readAgain([]int{1, 1, 2}, 0.6) {
		l.cases[0] += 2
		want[scale.Band(scale.Count(0, l.cases), 6)] += l.chance
	}
	same(t, "mean", r.Questions[2].Chances, want, 1e-12)
	if want[1] < 0.1 {
		t.Errorf("%v says little", want)
	}
}
