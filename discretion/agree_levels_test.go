package discretion

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"onecase/discretion/rules"
)

// levelReading reads the levels of cases, -1 for na, of one question of two levels with points, one
// of yes and no, and two of four grades.
func levelReading(t testing.TB, cases [][4]int) *Inspection {
	t.Helper()
	set, err := rules.Parse("levels.toml", []byte(`id = "levels"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
answers = [{ id = "two", levels = ["no", "yes"], points = [0, 2] }, { id = "grade", levels = ["1", "2", "3", "5"] }]
[[standards]]
id = "s"
name = "S"
group = "all"
questions = [{ id = "two", answers = "two", measure = "percent" }, { id = "plain" }]
[[standards]]
id = "graded"
name = "Graded"
group = "all"
questions = [{ id = "first", answers = "grade", measure = "percent" }, { id = "again", answers = "grade", measure = "percent" }]
`))
	if err != nil {
		t.Fatal(err)
	}
	ins := NewInspection(set)
	ins.File, ins.Results.Grid = "levels.csv", &Grid{File: "levels.csv"}
	for i, levels := range cases {
		c := Case{ID: fmt.Sprintf("C%02d", i), Group: "all", Row: i + 2, Answers: make([]Answer, 4)}
		for q, level := range levels {
			if of := []int{2, 2, 4, 4}[q]; level >= 0 {
				c.SetLevel(q, level, of)
			}
		}
		ins.Results.Grid.Cases = append(ins.Results.Grid.Cases, c)
	}
	return ins
}

// Answers are of one kind where they have the same levels and the same points.
func TestKindsOfAnswers(t *testing.T) {
	kinds := []answerKind{{}}
	for _, levels := range [][]string{{"no", "yes"}, {"poor", "good"}} {
		for _, points := range [][]int{{0, 1}, {0, 2}} {
			kinds = append(kinds, answerKind{levels, points})
		}
	}
	for i, a := range kinds {
		for j, b := range kinds {
			if a.is(b) != (i == j) {
				t.Errorf("%v and %v are one kind: %v", a, b, i != j)
			}
		}
	}
}

// Two levels with points agree as yes and no do; grades are a table of their own, and count by the
// points between them as weighted kappa, pi and AC2 do when they are added up case by case.
func TestAgreementOfLevels(t *testing.T) {
	rng := rand.New(rand.NewPCG(14, 2))
	apart := 0
	for range 40 {
		one, two := make([][4]int, 20), make([][4]int, 20)
		for i := range one {
			for q, of := range []int{2, 2, 4, 4} {
				one[i][q] = rng.IntN(of+1) - 1
				if two[i][q] = one[i][q]; rng.IntN(3) == 0 {
					two[i][q] = rng.IntN(of+1) - 1
				}
			}
			one[i][1], two[i][1] = one[i][0], two[i][0]
		}
		a, err := Agree(levelReading(t, one), levelReading(t, two), 0.8)
		if err != nil {
			t.Fatal(err)
		}
		points, plain := a.Questions[0], a.Questions[1]
		if points.ID != "s.two" || !slices.Equal(points.Levels, []string{"yes", "no"}) || plain.Levels != nil {
			t.Fatalf("%s %v, %s %v", points.ID, points.Levels, plain.ID, plain.Levels)
		}
		if !reflect.DeepEqual(points.Agreement, plain.Agreement) || !reflect.DeepEqual(points.Limits, plain.Limits) {
			t.Fatalf("two levels %+v\nyes and no %+v", points.Agreement, plain.Agreement)
		}
		if points.Weighted.Kappa.Value != points.Kappa.Value {
			t.Errorf("of two levels kappa is %v, by points %v", points.Kappa.Value, points.Weighted.Kappa.Value)
		}
		// What is put together: grades of one standard; of all answers and of the other standard yes
		// and no.
		if !slices.Equal(a.Standards[1].Levels, []string{"5", "3", "2", "1"}) || a.Standards[0].Levels != nil || a.Overall.Levels != nil {
			t.Errorf("%v, %v, %v", a.Standards[1].Levels, a.Standards[0].Levels, a.Overall.Levels)
		}
		apart += a.Overall.Apart
		if got := a.Overall.Answers; got != plain.Answers || a.Standards[1].Answers != a.Questions[2].Answers+a.Questions[3].Answers {
			t.Errorf("%d answers of yes and no", got)
		}
		// Cohen's weighted kappa by its definition: 1 less the mean square of the points between two
		// answers, over that of answers paired at random.
		q, grades := a.Questions[2], []float64{1, 2, 3, 5}
		distance := func(x, y int) float64 {
			switch {
			case x == y:
				return 0
			case x < 0 || y < 0:
				return 1
			}
			return math.Pow((grades[x]-grades[y])/4, 2)
		}
		seen, random, n := 0.0, 0.0, 0.0
		for i := range one {
			if one[i][2] < 0 && two[i][2] < 0 {
				continue
			}
			n++
			seen += distance(one[i][2], two[i][2])
			for j := range two {
				if one[j][2] >= 0 || two[j][2] >= 0 {
					random += distance(one[i][2], two[j][2])
				}
			}
		}
		if want := 1 - seen/n/(random/n/n); math.Abs(q.Weighted.Kappa.Value-want) > 1e-12 ||
			math.Abs(q.Weighted.Share.Value-(1-seen/n)) > 1e-12 {
			t.Errorf("kappa by points %v, by its definition %v", q.Weighted.Kappa.Value, want)
		}
		if q.Same != int(n)-q.Applies-differing(one, two, 2) {
			t.Errorf("%d the same of %v", q.Same, q.Table)
		}
		if err := a.Correct(nil); err != nil || a.Questions[2].Corrected != nil || a.Questions[2].WhyNotCorrected == "" {
			t.Errorf("corrected: %+v, %v", a.Questions[2].Corrected, err)
		}
	}
	if apart == 0 {
		t.Error("no answer stood apart")
	}
}

// differing counts the cases that both readings have at a level, and at another one.
func differing(one, two [][4]int, q int) (n int) {
	for i := range one {
		if x, y := one[i][q], two[i][q]; x >= 0 && y >= 0 && x != y {
			n++
		}
	}
	return n
}

// Other levels in the second reading are not compared.
func TestAgreementOfOtherLevels(t *testing.T) {
	one, two := levelReading(t, [][4]int{{1, 1, 2, 2}}), levelReading(t, [][4]int{{1, 1, 2, 2}})
	two.Rules.Questions()[2].Levels = []string{"1", "2", "3", "4"}
	a, err := Agree(one, two, 0.8)
	if err != nil || len(a.Questions) != 3 || len(a.Warnings) == 0 || a.Warnings[0].Code != "points-not-compared" {
		t.Errorf("%+v, %v", a, err)
	}
}
