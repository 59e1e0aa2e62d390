package predict

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// tiedRobust is robust under the tied model.
func tiedRobust(t testing.TB, ins *discretion.Inspection, o Options) *Robustness {
	t.Helper()
	o.Model = Tied
	r, err := Robust(ins, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The simulation keeps the law of each question, which is counted out.
func TestTiedSimulationKeepsTheLawOfEachQuestion(t *testing.T) {
	ins := fullInspection(t, 3)
	left := map[string]int{"court": 50 - 39, "ooc": 30 - 26}
	for i := range ins.Results.Questions { // of some it is known how many of the unread cases they apply to
		if r := &ins.Results.Questions[i]; i%3 != 0 {
			r.Population = r.Of + i%(left[ins.Rules.Questions()[i].Group]+1)
		}
	}
	a, err := discretion.NewAssessor(ins, discretion.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e := newEstimator(a, Options{Prior: Jeffreys, Model: Tied, Replicates: 1})
	s := e.fullReading()
	standards := e.tie().standards
	w := e.newTiedSampler(e.newTiedDraws(standards), standards, s)
	var asked []int
	var want [][]float64
	for _, k := range standards {
		_, questions := e.givenNodes(k, s)
		asked, want = append(asked, k.questions...), append(want, questions...)
	}
	const replicates = 40_000
	random, yes, of := newStream("law", "1", 0), make([]int, len(asked)), make([]int, len(asked))
	found := make([][]float64, len(asked))
	for range replicates {
		w.draw(random, yes, of)
		for i := range asked {
			if found[i] == nil {
				found[i] = make([]float64, 4)
			}
			found[i][a.Scale.Band(yes[i], of[i])] += 1. / replicates
		}
	}
	for i, q := range asked {
		for b, c := range want[i] {
			if se := math.Sqrt(c*(1-c)/replicates) + 1e-9; math.Abs(found[i][b]-c) > 5*se {
				t.Errorf("%s, band %d: %.4f, want %.4f", a.Rules.Questions()[q].ID, b, found[i][b], c)
			}
		}
	}
}

// Kent from its totals, by a program written apart (Python, NumPy and SciPy) with 300
// levels in place of 48: Beta functions in place of ratios, sums over arrays.
func TestTiedKentAgreesWithAFinerGrid(t *testing.T) {
	r := tiedRobust(t, kent(t), Options{})
	for id, want := range map[string][]float64{
		"court.assessment":  {0.991113, 0.008887, 0, 0},
		"court.planning":    {0.978612, 0.021388, 0, 0},
		"court.delivery":    {0, 0.190030, 0.809970, 0},
		"court.reviewing":   {0.013630, 0.856551, 0.129819, 0},
		"ooc.assessment":    {0.079614, 0.920386, 0, 0},
		"ooc.planning":      {0.276879, 0.723121, 0, 0},
		"ooc.delivery":      {0, 0.120938, 0.879062, 0},
		"ooc.joint-working": {0.183126, 0.807072, 0.009802, 0},
	} {
		near(t, id, r.standard(t, id).Chances, want, 1e-5)
	}
	for score, want := range map[int]float64{14: 0.029720, 15: 0.147766, 16: 0.367345, 17: 0.384156, 18: 0.065361, 19: 0.002476} {
		at := slices.IndexFunc(r.Overall.Scores, func(s ScoreChance) bool { return s.Score == score })
		near(t, fmt.Sprint(score), []float64{r.Overall.Scores[at].Chance}, []float64{want}, 1e-5)
	}
	if math.Abs(r.Overall.Expected()-16.305674) > 1e-4 {
		t.Errorf("%v expected", r.Overall.Expected())
	}
}

// A question that stands out in a standard whose other questions are alike is expected
// to come back in the standard's chances, the more so the more of them there are; by
// itself it is not.
func TestTiedQuestionsComeBack(t *testing.T) {
	low := func(model Model, others ...int) float64 {
		set := oneStandard(t, 1+len(others), rules.HalfUp)
		ins := discretion.NewInspection(set)
		ins.Groups["all"] = discretion.GroupSize{Population: 100, Sample: 40}
		for i, yes := range append([]int{18}, others...) {
			if err := ins.Set(set.Questions()[i].ID, yes, 40); err != nil {
				t.Fatal(err)
			}
		}
		a, err := discretion.NewAssessor(ins, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		e := newEstimator(a, Options{Prior: Jeffreys, Model: model})
		questions, _ := e.evaluate(e.fullReading())
		if model == Tied {
			_, questions = e.givenNodes(e.tie().standards[0], e.fullReading())
		}
		return questions[0][0]
	}
	if alone, with := low(Separate, 26), low(Separate, 26, 26, 26, 26); alone != with {
		t.Errorf("separate: %v and %v", alone, with)
	}
	one, four, far := low(Tied, 24), low(Tied, 24, 24, 24, 24), low(Tied, 4, 39, 10, 33)
	if !(four < one-0.05 && one < low(Separate, 24)) || math.Abs(far-low(Separate, 24)) > 0.05 {
		t.Errorf("below a half with one other %v, four alike %v, four that differ %v, separate %v", one, four, far, low(Separate, 24))
	}
}

// A question's chances, and what more cases do to it, are of its own answers alone: the
// same under either model, from cases as from totals.
func TestQuestionsAreOfTheirOwnAnswers(t *testing.T) {
	for _, ins := range []*discretion.Inspection{kent(t), kentByCase(t)} {
		o := Options{More: 3, Seed: "1", Replicates: 1_000}
		tied, separate := tiedRobust(t, ins, o), robust(t, ins, o)
		for i, q := range tied.Questions {
			other := separate.Questions[i]
			if !slices.Equal(q.Chances, other.Chances) || !cmp.Equal(q.More, other.More) {
				t.Errorf("%s: %v and %+v, separate %v and %+v", q.Question.ID, q.Chances, q.More, other.Chances, other.More)
			}
		}
		if slices.Equal(tied.standard(t, "court.reviewing").Chances, separate.standard(t, "court.reviewing").Chances) {
			t.Error("the standards are not tied")
		}
	}
}

// Answers that go together within a case are worth fewer.
func TestDesignEffectOfCases(t *testing.T) {
	effect := func(patterns ...string) float64 {
		ins := ofPatterns(oneStandard(t, 3, rules.HalfUp), 20, patterns...)
		a, err := discretion.NewAssessor(ins, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return newEstimator(a, Options{}).designEffect("all", []int{0, 1, 2})
	}
	if got := effect("111", "000", "111", "000"); math.Abs(got-3) > 1e-12 {
		t.Errorf("three answers alike: %v, want 3", got)
	}
	if got := effect("110", "001", "110", "001"); got != 1 { // 1/3, and at least 1
		t.Errorf("answers against each other: %v, want 1", got)
	}
	if got := effect("111", "110", "101", "100", "011", "010", "001", "000"); math.Abs(got-1) > 1e-12 {
		t.Errorf("every pattern once: %v, want 1", got)
	}
}

// When every case has been read, everything is certain; one seed gives one result.
func TestTiedIsCertainOfACensusAndRepeats(t *testing.T) {
	ins := kentByCase(t)
	one, other := tiedRobust(t, ins, Options{Seed: "1", Replicates: 3_000}), func() *Robustness {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
		return tiedRobust(t, ins, Options{Seed: "1", Replicates: 3_000})
	}()
	if diff := cmp.Diff(one.Standards, other.Standards); diff != "" {
		t.Error(diff)
	}
	ins.Groups["court"], ins.Groups["ooc"] = discretion.GroupSize{Population: 39, Sample: 39},
		discretion.GroupSize{Population: 26, Sample: 26}
	r := tiedRobust(t, ins, Options{})
	if *r.Overall.Same != 1 || r.Replicates != 0 || r.Overall.Basis != ByEnumeration {
		t.Errorf("%+v, %d replicates", r.Overall, r.Replicates)
	}
}

// What a panel decided is held as rate holds it, and has no chance of its own.
func TestDecisionsAreHeld(t *testing.T) {
	for _, model := range []Model{Tied, Separate} {
		before, err := Robust(kent(t), Options{Model: model})
		if err != nil {
			t.Fatal(err)
		}
		held, err := Robust(kent(t), Options{Model: model, HoldDecisions: true})
		if err != nil {
			t.Fatal(err)
		}
		st := held.standard(t, "ooc.joint-working")
		if held.Overall.Before != "requires-improvement" || held.Overall.BeforeScore != 17 || len(held.Held()) != 1 ||
			before.Overall.Before != "" || len(before.Held()) != 0 {
			t.Errorf("%s: before what is held %+v, not held %+v", model, held.Overall, before.Overall)
		}
		if held.Overall.Score != 18 || before.Overall.Score != 17 || st.Decided != "good" || st.Chances != nil ||
			st.Same != nil || st.Computed != "" {
			t.Errorf("%s: %d and %d, %+v", model, held.Overall.Score, before.Overall.Score, st)
		}
		if diff := cmp.Diff(before.standard(t, "court.delivery"), held.standard(t, "court.delivery")); diff != "" {
			t.Errorf("%s: a decision changes another standard: %s", model, diff)
		}
	}
	ins := kent(t)
	if _, err := Robust(ins, Options{HoldDecisions: true}); err != nil || ins.Judged["ooc.joint-working"] != "" {
		t.Errorf("%v, %v", err, ins.Judged)
	}
}

// Ratings that were given directly give no chance.
func TestJudgedRatingsHaveNoChances(t *testing.T) {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	ins := discretion.NewInspection(set)
	for _, st := range set.Standards {
		ins.Judged[st.ID] = "good"
	}
	r, err := Robust(ins, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Overall.Same != nil || r.Overall.Chances != nil || r.Overall.Why != "every rating was given directly, by no cases" {
		t.Errorf("%+v", r.Overall)
	}
}

// Completed populations of the whole Kent inspection under the tied model, 65 cases and
// 23 questions, each rated to the end on one core. The bar is 200,000 a second: 5 µs.
// BenchmarkCompletedPopulation has the separate model beside it.
func BenchmarkTiedPopulation(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	a, err := discretion.NewAssessor(kentByCase(b), discretion.Options{})
	if err != nil {
		b.Fatal(err)
	}
	e := newEstimator(a, Options{Prior: Jeffreys, Model: Tied, Replicates: 1})
	s, standards := e.fullReading(), e.tie().standards
	w := e.newTiedSampler(e.newTiedDraws(standards), standards, s)
	var asked []askedStandard
	for _, k := range standards {
		asked = append(asked, k.askedStandard)
	}
	tally := newTally(a, asked)
	random, yes, of := newStream("bench", "1", 0), make([]int, len(tally.questions)), make([]int, len(tally.questions))
	for b.Loop() {
		w.draw(random, yes, of)
		tally.add(yes, of, 1)
	}
}

// Two standards with the same answers say of the inspection's level what one of them does: each
// counts for half.
func TestCopiesOfAStandardShareWhatTheySay(t *testing.T) {
	set, err := rules.Parse("copies.toml", []byte(`id = "copies"
groups = [{ id = "all" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
[[standards]]
id = "one"
group = "all"
questions = [{ id = "a" }]
[[standards]]
id = "two"
group = "all"
questions = [{ id = "a" }]
[[standards]]
id = "apart"
group = "all"
questions = [{ id = "b" }, { id = "c" }]
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		cases []string
		want  []float64
	}{
		{[]string{"11--", "00--", "11--", "00--"}, []float64{0.5, 0.5}},
		{[]string{"11--", "00--", "10--", "01--"}, []float64{1, 1}},            // have nothing to do with one another
		{[]string{"1111", "0000", "1111", "0000"}, []float64{0.25, 0.25, 0.5}}, // the last has two of the four
	} {
		a, err := discretion.NewAssessor(ofPatterns(set, 9, c.cases...), discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got []float64
		for _, k := range newEstimator(a, Options{Prior: Jeffreys, Model: Tied, Replicates: 1}).tie().standards {
			got = append(got, k.share)
		}
		near(t, fmt.Sprint(c.cases), got, c.want, 1e-12)
	}
}

// A standard's level and spread are the mean of those of its nodes, a spread being the standard deviation of a
// Beta law, as gonum has it.
func TestLevelsAndSpreadsAreThoseOfTheNodes(t *testing.T) {
	a, err := discretion.NewAssessor(kent(t), discretion.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e := newEstimator(a, Options{Prior: Jeffreys, Model: Tied, Replicates: 1})
	e.tie()
	k := e.tying.standards[0]
	k.nodes = []node{{1, 30, 0.25}, {4, 40, 0.75}}
	e.tying.standards, e.out.Standards = e.tying.standards[:1], make([]StandardRobustness, len(a.Rules.Standards))
	e.addLevels()
	level, spread := 0.0, 0.0
	for _, n := range k.nodes {
		b := distuv.Beta{Alpha: spreads[n.spread] * levels[n.level], Beta: spreads[n.spread] * (1 - levels[n.level])}
		level, spread = level+n.chance*b.Mean(), spread+n.chance*b.StdDev()
	}
	near(t, "level and spread", []float64{e.out.Standards[k.at].Level, e.out.Standards[k.at].Spread}, []float64{level, spread}, 1e-12)
}
