package predict

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// withPoints reads an inspection under rules of three questions: one of three levels, in
// percent, one of four grades, as a mean, and one of yes and no.
func withPoints(t testing.TB, results string) *discretion.Inspection {
	t.Helper()
	set := filepath.Join(t.TempDir(), "points.toml")
	if err := os.WriteFile(set, []byte(`id = "points"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "amber", name = "Amber", score = 1 }, { id = "green", name = "Green", score = 2 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "amber", from = 50, to = 79 }, { rating = "green", from = 80, to = 100 }]
answers = [
  { id = "partly", levels = ["no", "partly", "yes"], points = [0, 0.75, 1] },
  { id = "grade", levels = ["1", "2", "4"] },
  { id = "two", levels = ["no", "yes"], points = [0, 2] },
]
[[standards]]
id = "mixed"
name = "Mixed"
group = "all"
combine = "mean"
counted = true
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "amber", from = 50, to = 79 }, { rating = "green", from = 80, to = 100 }]
questions = [{ id = "part", answers = "partly", measure = "percent" }, { id = "plain" }]
limits = [{ among = ["plain"], at_or_below = "red", at_most = "amber" }]
[[standards]]
id = "graded"
name = "Graded"
group = "all"
counted = true
questions = [{ id = "mean", answers = "grade", measure = "mean", rounding = "half-up", decimals = 1, bands = [
  { rating = "red", from = 1, to = 1.9 }, { rating = "amber", from = 2, to = 2.6 }, { rating = "green", from = 2.7, to = 4 }] }]
[[standards]]
id = "two"
name = "Two"
group = "all"
questions = [{ id = "points", answers = "two", measure = "percent" }]
[[standards]]
id = "yesno"
name = "Yes or no"
group = "all"
questions = [{ id = "plain" }]
[scoring]
standards = 2
maximum = 4
bands = [{ rating = "red", from = 0, to = 1 }, { rating = "amber", from = 2, to = 3 }, { rating = "green", from = 4, to = 4 }]
`), 0o600); err != nil {
		t.Fatal(err)
	}
	ins, err := discretion.ParseInspection("points.toml", []byte(results), set)
	if err != nil {
		t.Fatal(err)
	}
	return ins
}

// A levelled is what a question can come to: the cases at each level.
type levelled struct {
	cases  []int
	chance float64
}

// levelsByHand draws the unread cases one after the other, every order by itself: the next
// applies with the chance (n + 1)/(read + 1), and is at a level with its cases so far and its
// weight in the prior.
func levelsByHand(cases []int, weights []float64, read, unread int) (all []levelled) {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	var draw func(now []int, read, left int, chance float64)
	draw = func(now []int, read, left int, chance float64) {
		of := 0
		for _, n := range now {
			of += n
		}
		if left == 0 {
			if at := slices.IndexFunc(all, func(l levelled) bool { return slices.Equal(l.cases, now) }); at >= 0 {
				all[at].chance += chance
			} else {
				all = append(all, levelled{slices.Clone(now), chance})
			}
			return
		}
		applies := (float64(of) + 1) / (float64(read) + 1)
		for level, w := range weights {
			next := slices.Clone(now)
			next[level]++
			draw(next, read+1, left-1, chance*applies*(float64(now[level])+w)/(float64(of)+total))
		}
		if applies < 1 {
			draw(now, read+1, left-1, chance*(1-applies))
		}
	}
	draw(cases, read, unread, 1)
	return all
}

// Every completion of the unread cases, one after the other, through a mean with a limit, a
// mean of points and the overall rating.
func TestPointsCountedOut(t *testing.T) {
	for _, prior := range []Prior{Jeffreys, Uniform, {2, 0.25}} {
		for _, test := range []struct{ results [3][]int }{
			{[3][]int{{2, 1, 3}, {2, 2, 2}, {1, 5}}},
			{[3][]int{{3, 2, 0}, {0, 3, 2}, {3, 3}}},
			{[3][]int{{0, 0, 4}, {5, 0, 1}, {0, 6}}},
		} {
			const read, unread = 6, 3
			ins := withPoints(t, fmt.Sprintf("[groups.all]\npopulation = %d\nsample = %d\n", read+unread, read))
			places := []int{0, 2, 1} // part, mean, plain
			var all [][]levelled
			for k, at := range places {
				cases := test.results[k]
				setLevels(ins, at, cases)
				weights := make([]float64, len(cases))
				for level := range weights {
					weights[level] = prior.No + (prior.Yes-prior.No)*float64(level)/float64(len(cases)-1)
				}
				all = append(all, levelsByHand(cases, weights, read, unread))
			}
			r, err := Robust(ins, Options{Model: Separate, Prior: prior})
			if err != nil {
				t.Fatal(err)
			}
			if r.Replicates > 0 {
				t.Fatal("simulated")
			}
			want := newCountedOut(ins.Rules)
			own := [][]float64{make([]float64, 3), make([]float64, 3), make([]float64, 3)}
			for _, part := range all[0] {
				for _, mean := range all[1] {
					for _, plain := range all[2] {
						completed, chance := ins.Clone(), part.chance*mean.chance*plain.chance
						completed.Groups["all"] = discretion.GroupSize{}
						for k, l := range []levelled{part, mean, plain} {
							setLevels(completed, places[k], l.cases)
						}
						a, err := discretion.NewAssessor(completed, discretion.Options{})
						if err != nil {
							t.Fatal(err)
						}
						ratings := make([]int, len(ins.Rules.Standards))
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
			where := fmt.Sprintf("%v, prior %s: ", test.results, prior)
			for k, at := range places {
				same(t, where+r.Questions[at].Question.ID, r.Questions[at].Chances, own[k], 1e-12)
			}
			same(t, where+"mixed", r.Standards[0].Chances, want.rated[0], 1e-12)
			same(t, where+"graded", r.Standards[1].Chances, want.rated[1], 1e-12)
			same(t, where+"overall", r.Overall.Chances, want.whole, 1e-12)
			if len(all[0]) < 10 {
				t.Errorf("%s%d completions", where, len(all[0]))
			}
		}
	}
}

// The ways that a rating of points can go, from every completion of both inspections.
func TestPointsCompared(t *testing.T) {
	const read, unread = 6, 3
	var both [2]*discretion.Inspection
	var bands [2][]float64
	for i, cases := range [][]int{{2, 3, 1}, {1, 2, 3}} {
		both[i] = withPoints(t, fmt.Sprintf("[groups.all]\npopulation = %d\nsample = %d\n", read+unread, read))
		setLevels(both[i], 2, cases)
		scale := both[i].Rules.ScaleOf(2, "")
		bands[i] = make([]float64, 3)
		for _, l := range levelsByHand(cases, []float64{0.5, 0.5, 0.5}, read, unread) {
			bands[i][scale.Band(scale.Count(0, l.cases), read+unread)] += l.chance
		}
	}
	var want Ways
	for b, before := range bands[0] {
		for a, after := range bands[1] {
			switch {
			case a > b:
				want.Better += before * after
			case a == b:
				want.Same += before * after
			default:
				want.Worse += before * after
			}
		}
	}
	if want.Better < 0.1 || want.Worse < 0.001 {
		t.Fatalf("%+v says little", want)
	}
	for _, model := range []Model{Tied, Separate} {
		c := compare(t, both[0], both[1], CompareOptions{Model: model})
		got := c.Standards[0].Chances
		if c.Standards[0].ID != "graded" || got == nil || len(c.Questions) > 0 || len(c.Left) > 0 {
			t.Fatalf("%+v", c)
		}
		same(t, "ways", []float64{got.Better, got.Same, got.Worse}, []float64{want.Better, want.Same, want.Worse}, 1e-12)
		// R: sqrt((1 - 6/9)*(var(a) + var(b))/6).
		d := c.Means[0].Difference
		same(t, "difference", []float64{d.Estimate, d.SE}, []float64{5.0 / 6, 0.4059739090321}, 1e-12)
	}
}

// To read some more cases is to read all of a smaller population: what that changes is what is then not as it was
// computed.
func TestMoreCasesAreASmallerPopulation(t *testing.T) {
	made := func(population int) *discretion.Inspection {
		ins := withPoints(t, fmt.Sprintf("[groups.all]\npopulation = %d\nsample = 6\n", population))
		for at, cases := range [][]int{{2, 1, 3}, {2, 4}, {2, 2, 2}, {3, 3}, {2, 4}} {
			setLevels(ins, at, cases)
		}
		return ins
	}
	for more := 1; more <= 4; more++ {
		all := robust(t, made(11), Options{More: more})
		small := robust(t, made(6+more), Options{})
		for i, st := range all.Standards {
			at := slices.Index(all.Inspection.Rules.RatingIDsOf(st.ID), st.Computed)
			same(t, fmt.Sprint(st.ID, ", ", more, " more"), []float64{*st.Changes}, []float64{1 - small.Standards[i].Chances[at]}, 1e-12)
		}
		at := slices.Index(all.Inspection.Rules.RatingIDsOf(""), all.Overall.Computed)
		same(t, fmt.Sprint("overall, ", more, " more"), []float64{*all.Overall.Changes}, []float64{1 - small.Overall.Chances[at]}, 1e-12)
	}
}

func setLevels(ins *discretion.Inspection, at int, cases []int) {
	r := &ins.Results.Questions[at]
	r.Known, r.Of, r.Yes = discretion.Counted, 0, cases[len(cases)-1]
	for _, n := range cases {
		r.Of += n
	}
	if ins.Rules.Questions()[at].HasPoints() {
		r.Levels = cases
	}
}

// Two levels are yes and no, whatever their points, the prior and the cases to come.
func TestTwoLevelsAreYesAndNo(t *testing.T) {
	for _, prior := range []Prior{Jeffreys, Uniform, {3, 0.5}} {
		for _, sizes := range [][2]int{{30, 12}, {12, 12}, {400, 40}, {25, 15}} {
			for _, yes := range []int{0, 3, 7, 11} {
				const of = 11
				ins := withPoints(t, fmt.Sprintf("[groups.all]\npopulation = %d\nsample = %d\n[results.\"two.points\"]\nlevels = { no = %d, yes = %d }\n[results.\"yesno.plain\"]\nyes = %d\nof = %d\n",
					sizes[0], sizes[1], of-yes, yes, yes, of))
				r := robust(t, ins, Options{Prior: prior, More: 4})
				where := fmt.Sprintf("%d of %d, %v, %s: ", yes, of, sizes, prior)
				same(t, where+"question", r.question(t, "two.points").Chances, r.question(t, "yesno.plain").Chances, 1e-12)
				same(t, where+"standard", r.standard(t, "two").Chances, r.standard(t, "yesno").Chances, 1e-12)
				same(t, where+"more", []float64{*r.standard(t, "two").Changes}, []float64{*r.standard(t, "yesno").Changes}, 1e-12)
			}
		}
	}
}

// What lies about no level has, under the model that ties rates, the chances of its own
// answers, and tells nothing of other questions.
func TestPointsAreNotTied(t *testing.T) {
	const groups, plain = "[groups.all]\npopulation = 40\nsample = 12\n",
		"[results.\"yesno.plain\"]\nyes = 7\nof = 12\n[results.\"mixed.plain\"]\nyes = 3\nof = 12\n"
	with, err := Robust(withPoints(t, groups+plain+"[results.\"graded.mean\"]\nlevels = { 1 = 3, 2 = 4, 4 = 5 }\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	without, err := Robust(withPoints(t, groups+plain), Options{})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "graded", with.standard(t, "graded").Chances, with.question(t, "graded.mean").Chances, 1e-12)
	same(t, "yesno", with.standard(t, "yesno").Chances, without.standard(t, "yesno").Chances, 1e-12)
	if st := with.standard(t, "graded"); st.Chances == nil || st.Level != 0 {
		t.Errorf("%+v", st)
	}
}

// What is not foretold is said.
func TestPointsWithoutChances(t *testing.T) {
	const mean = "[results.\"graded.mean\"]\nlevels = { 1 = 3, 2 = 4, 4 = 5 }\n"
	for _, test := range []struct {
		results string
		o       Options
		why     string
	}{
		{mean, Options{}, "the number of eligible cases that it applies to is not known"},
		{"[groups.all]\npopulation = 9000\nsample = 12\n" + mean, Options{}, "too many to be followed"},
		{"[results.\"graded.mean\"]\nlevels = { 1 = 4000, 2 = 4000, 4 = 5000 }\n", Options{Agreement: 0.9},
			"in a second reading are too many"},
	} {
		r, err := Robust(withPoints(t, test.results), test.o)
		if err != nil {
			t.Fatal(err)
		}
		if st := r.standard(t, "graded"); st.Chances != nil || !strings.Contains(st.Why, test.why) {
			t.Errorf("%v: %s", st.Chances, st.Why)
		}
		if q := r.question(t, "graded.mean"); q.Chances != nil {
			t.Errorf("chances %v", q.Chances)
		}
	}
}

// BenchmarkPoints follows the sums of four grades of 300 cases, 60 of them read.
func BenchmarkPoints(b *testing.B) {
	set, err := rules.Parse("four.toml", []byte(`id = "four"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
answers = [{ id = "grade", levels = ["1", "2", "3", "4"] }]
[[standards]]
id = "s"
name = "S"
group = "all"
questions = [{ id = "q", answers = "grade", measure = "percent" }]
`))
	if err != nil {
		b.Fatal(err)
	}
	scale := set.ScaleOf(0, "")
	for b.Loop() {
		q := &pointed{scale: scale, read: []int{10, 20, 20, 10}, prior: Jeffreys, known: map[[2]int][]law{}}
		if q.after(240, 240) == nil {
			b.Fatal("not followed")
		}
	}
}
