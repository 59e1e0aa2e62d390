package discretion

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"onecase/discretion/rules"
)

// ofGrades are rules of one question of yes and no, one of three levels and one of points that lie
// unevenly.
const ofGrades = `
id = "grades"
groups = [{ id = "g0", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
bands = [{ rating = "red", from = 0, to = 69 }, { rating = "green", from = 70, to = 100 }]
[[answers]]
id = "partly"
levels = ["no", "partly", "yes"]
points = [0, 0.5, 1]
[[answers]]
id = "grade"
levels = ["poor", "fair", "good"]
points = [1, 2, 4]
[[standards]]
id = "care"
name = "Care"
group = "g0"
questions = [{ id = "plan" }, { id = "review", answers = "partly", measure = "percent" }, { id = "work", answers = "grade", measure = "percent", bands = [{ rating = "red", from = 25, to = 69 }, { rating = "green", from = 70, to = 100 }] }]
`

// gradedAnew gives the cases of an inspection that was shared out answers with points, and says what
// they are worth, in sixths.
func gradedAnew(t *testing.T, p *Progress, rng *rand.Rand) (worth, of map[string]int) {
	t.Helper()
	set, err := rules.Parse("grades.toml", []byte(ofGrades))
	if err != nil {
		t.Fatal(err)
	}
	p.Inspection.Rules = set
	worth, of = map[string]int{}, map[string]int{}
	cases := p.Inspection.Results.Grid.Cases
	for i := range cases {
		c := &cases[i]
		c.Answers, c.Between = make([]Answer, 3), make([]uint8, 3)
		for q, sixths := range [][]int{{0, 6}, {0, 3, 6}, {0, 2, 6}} {
			if q > 0 && rng.IntN(5) == 0 {
				continue // it does not apply
			}
			level := rng.IntN(len(sixths))
			c.SetLevel(q, level, len(sixths))
			worth[c.ID], of[c.ID] = worth[c.ID]+sixths[level], of[c.ID]+1
		}
	}
	return worth, of
}

// Answers with points: the difference is that of means, worked out by hand, and p that of every order
// of the cases of each kind.
func TestReadersOfPointsAgainstEveryExchange(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 15))
	counted := 0
	for trial := range sweep(12, 100) {
		names := []string{"A", "B", "C"}[:2+trial%2]
		p := sharedOut(t, rng, 6+trial%3, trial%2, named(names...), fmt.Sprint(trial))
		worth, of := gradedAnew(t, p, rng)
		test, err := p.TestReaders(nil)
		if err != nil {
			t.Fatal(err)
		}
		reading := p.Inspection.Record.Reading()
		difference := func(pile func(i int) string) (largest float64) {
			for _, name := range names {
				own, others := [2]float64{}, [2]float64{}
				for i, a := range reading {
					sum := &others
					if pile(i) == name {
						sum = &own
					}
					sum[0], sum[1] = sum[0]+float64(worth[a.Case])/6, sum[1]+float64(of[a.Case])
				}
				largest = max(largest, math.Abs(own[0]/own[1]-others[0]/others[1]))
			}
			return largest
		}
		made := difference(func(i int) string { return reading[i].Reader })
		if got := test.Readers[test.Largest].Difference(); math.Abs(math.Abs(got)-made) > 1e-12 {
			t.Fatalf("trial %d: difference %v, want %v", trial, got, made)
		}
		if test.Over != WithinKinds || test.Sharings > 0 {
			continue
		}
		counted++
		kinds, _ := p.Inspection.Record.AlikeForAssignment()
		now := make([]string, len(reading))
		for i, a := range reading {
			now[i] = a.Reader
		}
		large, all := 0, 0
		byKind := map[int][]int{}
		for i := range reading {
			byKind[kinds[i]] = append(byKind[kinds[i]], i)
		}
		var ids []int
		for k := range byKind {
			ids = append(ids, k)
		}
		slices.Sort(ids)
		var each func(k int)
		each = func(k int) {
			if k == len(ids) {
				if all++; difference(func(i int) string { return now[i] }) >= made-1e-12 {
					large++
				}
				return
			}
			cases := byKind[ids[k]]
			was := make([]string, len(cases))
			for i, c := range cases {
				was[i] = now[c]
			}
			orders(len(cases), func(order []int) {
				for i, at := range order {
					now[cases[i]] = was[at]
				}
				each(k + 1)
			})
			for i, c := range cases {
				now[c] = was[i]
			}
		}
		each(0)
		if want := float64(large) / float64(all); math.Abs(test.P-want) > 1e-12 {
			t.Errorf("trial %d: p %v, of every exchange %v", trial, test.P, want)
		}
	}
	if counted < 4 {
		t.Errorf("%d trials counted", counted)
	}
}
