package predict

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"gonum.org/v1/gonum/mathext"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
)

// The answers to several hundred cases, whose thin tails are left out, are those of binomial laws of either kind of
// error.
func TestReadLawOfManyCases(t *testing.T) {
	binomial := func(n, k int, p float64) float64 {
		choose := func(n int) float64 { v, _ := math.Lgamma(float64(n) + 1); return v }
		return math.Exp(choose(n) - choose(k) - choose(n-k) + float64(k)*math.Log(p) + float64(n-k)*math.Log(1-p))
	}
	found := stats.ErrorRates{Yes: stats.ErrorRate{Wrong: 7, Of: 30}, No: stats.ErrorRate{Wrong: 2, Of: 9}}
	wrong := func(cases, wrong int, found stats.ErrorRate) float64 { // of a rate that is Beta(wrong + 1/2, right + 1/2)
		a, b := float64(found.Wrong)+0.5, float64(found.Of-found.Wrong)+0.5
		choose, _ := math.Lgamma(float64(cases) + 1)
		for _, n := range []int{wrong, cases - wrong} {
			v, _ := math.Lgamma(float64(n) + 1)
			choose -= v
		}
		return math.Exp(choose + logBeta(a+float64(wrong), b+float64(cases-wrong)) - logBeta(a, b))
	}
	for truly := range 41 {
		for missed := range truly + 1 {
			got, want := wrongLaw(truly, found.No), wrong(truly, missed, found.No)
			if at := missed - got.from; want > 1e-12 && (at < 0 || at >= len(got.p) || math.Abs(got.p[at]-want) > 1e-9) {
				t.Fatalf("%d of %d wrong: %v, want %v", missed, truly, got, want)
			}
		}
	}
	for _, c := range []struct {
		x, n              int
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
// worked out, and where it is simulated.
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
	for by, ins := range map[int]*discretion.Inspection{1: kent(t), -3: kentByCase(t)} {
		o := Options{Seed: "1", Replicates: 100}
		was := robust(t, ins, o)
		moved := *ins
		moved.Rules = scoresMoved(ins.Rules, by)
		same(fmt.Sprint(by), was.Overall, robust(t, &moved, o).Overall, by*ins.Rules.Counted())
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
	c := &Compared{}
	if got := c.firstLeft(); got != "" {
		t.Errorf("nothing is left out: %q", got)
	}
	if c.leave("s.q1", "it has no count"); c.firstLeft() != "; s.q1: it has no count" {
		t.Errorf("one is left out: %q", c.firstLeft())
	}
}

// The chances of the counts of a question, with errors of reading and cases that count as failed, are those of its
// bands, in every count that its span names.
func TestCountsBehindErrorsAreThoseOfBands(t *testing.T) {
	set := oneStandard(t, 1, rules.HalfUp)
	for _, held := range []int{0, 1, 2} {
		ins := ofPatterns(set, 9, "1", "1", "0", "1", "0")
		e := newEstimator(mustAssess(t, ins), Options{Prior: Jeffreys})
		p := prediction{scale: e.Scales[0], prior: Jeffreys, yes: 3, of: 5, unread: unread{known: true, cases: 4}}
		e.truths = []*truth{newTruth(p, held, stats.ErrorRates{Yes: stats.ErrorRate{Share: 0.1}, No: stats.ErrorRate{Share: 0.2}})}
		e.o.Rates = stated(0.1, 0.2)
		bands := make([]float64, e.Scales[0].Bands())
		span := e.spanOf(0)
		for _, c := range e.countsOf(0, p) {
			bands[e.Scales[0].Band(c.yes, c.of)] += c.chance
			if !slices.ContainsFunc(span, func(s point) bool { return s.yes == c.yes && s.of == c.of }) || c.of != 9 {
				t.Errorf("%d held: %d of %d is beyond %v", held, c.yes, c.of, span)
			}
		}
		near(t, fmt.Sprint(held, " held"), bands, e.truths[0].bands(Jeffreys), 1e-12)
	}
}

func mustAssess(t testing.TB, ins *discretion.Inspection) *discretion.Assessor {
	t.Helper()
	a, err := discretion.NewAssessor(ins, discretion.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// A rating that a table puts out of reach is no swing away, and one that only every case makes is.
func TestSwingsOfATableAreThoseOfItsRows(t *testing.T) {
	set := oneStandard(t, 1, rules.HalfUp)
	for _, row := range [][]int{{1, 3, 5}, {2, 4, 4}, {1, 2, 3}, {5, 5, 5}} { // the fewest yes answers of 4
		own := *set
		own.Standards = slices.Clone(set.Standards)
		own.Standards[0].Decide = []rules.Decided{{Cases: 4, Yes: row}}
		p := NewOutlookPlan(&own, 0)
		p.Questions = []Assumption{{Rate: 0.6, Applies: 1}}
		p.Groups["all"] = discretion.GroupSize{Population: 10, Sample: 4}
		band := func(yes int) (band int) {
			for _, least := range row {
				if yes >= least {
					band++
				}
			}
			return band
		}
		want, swing := make([]float64, 4), 0.0
		for r, chance := range everySample(10, 4, 10, 6) {
			c, _ := chance.Float64()
			want[band(r[0])] += c
			if r[0] < 4 && band(r[0]+1) != band(r[0]) || r[0] > 0 && band(r[0]-1) != band(r[0]) {
				swing += c
			}
		}
		q := outlook(t, p, OutlookOptions{}).Questions[0]
		near(t, fmt.Sprint(row), append(slices.Clone(q.Chances), q.OneCaseSwing), append(want, swing), 1e-12)
	}
}

// An agreement is refused only where answers by chance have a higher one, and readings of more than two levels
// alone are said to be by one model of errors.
func TestAgreementOfLevels(t *testing.T) {
	for levels, bounds := range map[int][2]float64{2: {0.01, 0}, 3: {0.34, 0.33}, 4: {0.25, 0.2499}} {
		ins := withLevels(t, levels)
		p := NewOutlookPlan(ins.Rules, 0)
		if err := p.checkAgreement(bounds[0]); err != nil {
			t.Errorf("%d levels: %v", levels, err)
		}
		if err := p.checkAgreement(bounds[1]); (err != nil) != (levels > 2) {
			t.Errorf("%d levels: %v at %v", levels, err, bounds[1])
		}
		if levels == 3 && !strings.HasPrefix(p.checkAgreement(0.33).Error(), "an agreement of 33% is less") {
			t.Error(p.checkAgreement(0.33))
		}
		if err := p.checkAgreement(0); err != nil {
			t.Errorf("%d levels and no second reading: %v", levels, err)
		}
		for agreement, want := range map[float64]string{0: "", 0.9: map[bool]string{true: OneCoin}[levels > 2]} {
			r := robust(t, ins, Options{Agreement: agreement, Seed: "1", Replicates: 50})
			if got := r.ErrorModel(); got != want || (r.Method() == BySecondReading) != (agreement > 0) {
				t.Errorf("%d levels, an agreement of %v: %q by %s, want %q", levels, agreement, got, r.Method(), want)
			}
		}
	}
}

// withLevels is an inspection of one question whose answers have so many levels, with a case at each.
func withLevels(t testing.TB, levels int) *discretion.Inspection {
	t.Helper()
	return withLevelsOf(t, levels, strings.NewReplacer())
}

func withLevelsOf(t testing.TB, levels int, change *strings.Replacer) *discretion.Inspection {
	t.Helper()
	var names, rows []string
	for level := range levels {
		names = append(names, fmt.Sprintf("%q", fmt.Sprint("l", level)))
		rows = append(rows, fmt.Sprintf("C%d,l%d", level, level))
	}
	set, err := rules.Parse("levels.toml", []byte(change.Replace(fmt.Sprintf(`id = "levels"
name = "Levels"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "low", name = "Low", score = 0 }, { id = "high", name = "High", score = 1 }]
bands = [{ rating = "low", from = 0, to = 49 }, { rating = "high", from = 50, to = 100 }]
answers = [{ id = "grade", levels = [%s] }]
[[standards]]
id = "s"
name = "S"
group = "all"
questions = [{ id = "q", answers = "grade", measure = "percent" }]
`, strings.Join(names, ", ")))))
	if err != nil {
		t.Fatal(err)
	}
	ins := discretion.NewInspection(set)
	table := &sheet.Sheet{File: "j.csv", HeaderRow: 1, Header: []string{"case_id", "s.q"}}
	for i, row := range rows {
		table.Rows = append(table.Rows, sheet.NewRow(i+2, strings.Split(row, ",")...))
	}
	if _, err := ins.AddJudgements(table); err != nil {
		t.Fatal(err)
	}
	ins.Groups["all"] = discretion.GroupSize{Population: levels + 2}
	return ins
}

// What is followed takes no more steps and keeps no more sums than the bounds say, counted out, and what is
// refused not much less.
func TestSumsAreBoundedByTheirSteps(t *testing.T) {
	bounded := func(what string, tooMany bool, steps, sums float64) {
		t.Helper()
		of := max(steps/mostPointSteps, sums/mostPointSums)
		if tooMany && of < 0.3 || !tooMany && of > 1.05 {
			t.Errorf("%s: too many %v, with %v of the bound", what, tooMany, of)
		}
	}
	for _, units := range [][]int{{0, 1}, {0, 1, 2}, {0, 1, 2, 3}, {0, 3, 10}, {0, 1, 400}} {
		best := len(units) - 1
		for most := 10; most < 4_000; most += 1 + most/12 {
			for _, fewest := range []int{1, most / 2, most} {
				steps := 0.0
				for level := 1; level <= best; level++ {
					first := 0
					if level == best {
						first = fewest
					}
					for cases := first; cases <= most; cases++ { // of whom some are at the level
						steps += float64(units[level-1]*cases)*float64(cases+1)/2 + float64(cases+1)
					}
				}
				bounded(fmt.Sprint(units, fewest, " to ", most), tooManySums(units, fewest, most), steps, float64(most+1)*float64(most*units[best]+1))
			}
			steps := 0.0
			for cases := range most {
				steps += float64(cases*units[best]+1) * float64(len(units))
			}
			bounded(fmt.Sprint("again ", units, most), tooManyAgain(units, most), steps, float64(most*units[best]+1))
		}
	}
}

// As many replicates are made as are asked for, in blocks that each tell of their end.
func TestEveryReplicateIsMade(t *testing.T) {
	a := mustAssess(t, kent(t))
	for replicates, blocks := range map[int]int{1: 1, blockSize - 1: 1, blockSize: 1, blockSize + 1: 2, 3 * blockSize: 3, 3*blockSize + 1: 4} {
		var made atomic.Int64
		told, last := 0, 0
		s := simulator{"1", replicates, func(done, total int) {
			if told++; done <= last || total != replicates {
				t.Errorf("%d of %d after %d", done, total, last)
			}
			last = done
		}}
		s.run("test", func() *tally { return newTally(a, nil) }, func(*tally) sampler {
			return func(*stream, []int, []int) { made.Add(1) }
		})
		if int(made.Load()) != replicates || told != blocks || last != replicates {
			t.Errorf("%d replicates: %d were made in %d blocks, the last to %d", replicates, made.Load(), told, last)
		}
		if got, want := s.simulation(2).MonteCarloError, math.Sqrt(2/(4*float64(replicates))); got != want || s.simulation(0) != (Simulation{}) {
			t.Errorf("%d replicates: an error of %v, want %v", replicates, got, want)
		}
	}
	for replicates, refused := range map[int]bool{0: true, 1: false, maxReplicates: false, maxReplicates + 1: true} {
		if err := checkSimulation(1, replicates); (err != nil) != refused {
			t.Errorf("%d replicates: %v", replicates, err)
		}
	}
	for agreement, refused := range map[float64]bool{-0.01: true, 0: false, 1: false, 1.01: true, math.NaN(): true} {
		if err := checkSimulation(agreement, 1); (err != nil) != refused {
			t.Errorf("an agreement of %v: %v", agreement, err)
		}
	}
}

// The bands of a law of counts are those of its counts one by one, where bands are out of reach too.
func TestBandsOfALawAreThoseOfItsCounts(t *testing.T) {
	set := oneStandard(t, 1, rules.HalfUp)
	scales := map[string]*rules.Scale{"bands": set.Scale("")}
	for name, row := range map[string][]int{"all": {1, 4, 7}, "one out of reach": {2, 3, 8}, "two": {7, 8, 8}} {
		own := *set
		own.Bands, own.Decide = nil, []rules.Decided{{Cases: 7, Yes: row}}
		scales[name] = own.Scale("")
	}
	for name, s := range scales {
		for from := range 8 {
			l, want := law{from: from}, make([]float64, s.Bands())
			for yes := from; yes <= 7; yes++ {
				l.p = append(l.p, float64(yes+1))
				want[s.Band(yes, 7)] += float64(yes + 1)
			}
			near(t, fmt.Sprint(name, from), l.bands(s, 7), want, 1e-12)
		}
	}
}

// Chances far from the answers keep their digits at either end.
func TestThinTailsKeepTheirDigits(t *testing.T) {
	s := youth(t, rules.None)
	low := prediction{scale: s, prior: Jeffreys, yes: 300, of: 300}.endless()[0]
	if want := mathext.RegIncBeta(300.5, 0.5, 0.5); !(want > 0) || math.Abs(low/want-1) > 1e-9 {
		t.Errorf("the worst band after 300 of 300 has %v, want %v", low, want)
	}
	best := s.Bands() - 1
	high := prediction{scale: s, prior: Jeffreys, of: 100}.endless()[best]
	if want := mathext.RegIncBeta(100.5, 0.5, 1-s.Limit(best)); !(want > 0) || math.Abs(high/want-1) > 1e-9 {
		t.Errorf("the best band after 0 of 100 has %v, want %v", high, want)
	}
}

// What cannot be is left out of chances, which keep their sum where anything is left.
func TestPossibleChances(t *testing.T) {
	ids := []string{"low", "mid", "high"}
	for _, c := range []struct {
		possible        []string
		predicted, want []float64
	}{
		{ids, []float64{0.5, 0.25, 0.25}, []float64{0.5, 0.25, 0.25}},
		{ids[1:], []float64{0.5, 0.25, 0.25}, []float64{0, 0.5, 0.5}},
		{ids[2:], []float64{0.5, 0.5, 0}, []float64{0, 0, 0}},
	} {
		near(t, fmt.Sprint(c.possible), possible(ids, discretion.Outcome{Possible: c.possible}, c.predicted), c.want, 1e-15)
	}
}

// As many replicates are made as a thousand million answers allow, and a thousand at least.
func TestReplicatesFollowTheSize(t *testing.T) {
	for _, questions := range []int{1, 3} {
		for _, population := range []int{0, 1, 100, 9_999, 123_456, 2_000_000} {
			ins := ofPatterns(oneStandard(t, questions, rules.HalfUp), population)
			got, answers := replicatesFor(ins), max(population, 1)*questions
			if got > DefaultReplicates || got < 1_000 || got > 1_000 && got*answers > 1_000_000_000 ||
				got < DefaultReplicates && (got+1)*answers <= 1_000_000_000 {
				t.Errorf("%d cases and %d questions: %d replicates", population, questions, got)
			}
		}
	}
}

// Cases with some answers still to come are drawn whole by the model that ties rates alone.
func TestHalfReadCasesAreDrawnWhole(t *testing.T) {
	for _, waiting := range [][]int{nil, {0}} {
		ins := ofPatterns(oneStandard(t, 2, rules.HalfUp), 9, "11", "10", "01")
		ins.Results.Grid.Cases[1].Waiting = waiting
		for model, want := range map[Model]bool{Tied: true, Separate: waiting == nil} {
			if got := newEstimator(mustAssess(t, ins), Options{Model: model, Prior: Jeffreys}).byCase("all"); got != want {
				t.Errorf("%s, waiting for %v: %v", model, waiting, got)
			}
		}
	}
}

// A share with the errors of reading taken out is given where a case was read, and not where all count as failed.
func TestCorrectedShareNeedsACaseRead(t *testing.T) {
	for failed := range 4 {
		ins := ofPatterns(oneStandard(t, 1, rules.HalfUp), 20, "1", "1", "0")
		record := &sample.Record{Rules: ins.Rules.ID, Groups: []sample.GroupDraw{{Group: "all", Population: 20}}}
		for i, c := range ins.Results.Grid.Cases {
			record.Groups[0].Selected = append(record.Groups[0].Selected, sample.Chosen{ID: c.ID})
			if i < failed {
				record.Replacements = append(record.Replacements, sample.Replacement{Group: "all", Case: c.ID, Policy: sample.CountFailed})
			}
		}
		if _, err := ins.UseRecord(record); err != nil {
			t.Fatal(err)
		}
		q := robust(t, ins, Options{Rates: stated(0.1, 0.1)}).Questions[0]
		if (q.Corrected == nil) != (failed == 3) || q.Corrected != nil && !(*q.Corrected >= 0 && *q.Corrected <= 1) {
			t.Errorf("%d of 3 failed: %v", failed, q.Corrected)
		}
	}
}

// Counts near to shares add up, and a level has a case where it has a share and there are enough, and none without.
func TestNearestCountsOfShares(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 9))
	for range 2_000 {
		shares, sum, n, positive := make([]float64, 2+random.IntN(4)), 0.0, 1+random.IntN(12), 0
		for level := range shares {
			shares[level] = float64(random.IntN(4) * random.IntN(9))
			sum += shares[level]
		}
		if sum == 0 {
			continue
		}
		for level := range shares {
			if shares[level] /= sum; shares[level] > 0 {
				positive++
			}
		}
		counts, all := nearestCounts(shares, n), 0
		for level, count := range counts {
			all += count
			if count < 0 || count > 0 && shares[level] == 0 || n >= positive && count == 0 && shares[level] > 0 {
				t.Fatalf("%v of %d: %v", shares, n, counts)
			}
		}
		if all != n {
			t.Fatalf("%v of %d: %v", shares, n, counts)
		}
	}
}

// Questions with other levels, or other measures of them, are not compared.
func TestCompareOfOtherPoints(t *testing.T) {
	text := strings.NewReplacer(`measure = "percent"`, `measure = "mean", `+
		`bands = [{ rating = "low", from = 0, to = 1 }, { rating = "high", from = 1, to = 2 }]`)
	other := withLevelsOf(t, 3, text)
	for _, c := range []struct {
		before, after *discretion.Inspection
		alike         bool
	}{{withLevels(t, 3), withLevels(t, 3), true}, {withLevels(t, 3), withLevels(t, 4), false}, {withLevels(t, 3), other, false}, {other,
		other, true}} {
		got, err := Compare(c.before, c.after, CompareOptions{Seed: "1", Replicates: 50})
		if err != nil {
			t.Fatal(err)
		}
		if (len(got.Means) == 1) != c.alike || (len(got.Left) == 0) != c.alike {
			t.Errorf("alike %v: %d compared, left out %v", c.alike, len(got.Means), got.Left)
		}
	}
}

// The chances that a rating is better or worse are those of every pair of ratings; two that were judged have none,
// nor has one without chances.
func TestWaysOfEveryPairOfRatings(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 11))
	some := func() []float64 {
		chances, sum := make([]float64, 4), 0.0
		for i := range chances {
			chances[i] = float64(random.IntN(5))
			sum += chances[i]
		}
		if sum == 0 {
			chances[0], sum = 1, 1
		}
		for i := range chances {
			chances[i] /= sum
		}
		return chances
	}
	bases := []Basis{ByJudgement, ByEnumeration, BySimulation}
	for range 200 {
		b, a := some(), some()
		before, after := bases[random.IntN(3)], bases[random.IntN(3)]
		if random.IntN(6) == 0 {
			b = nil
		}
		if random.IntN(6) == 0 {
			a = nil
		}
		var c RatingCompared
		c.chances(newRatingLaw(b, before), newRatingLaw(a, after))
		if none := b == nil || a == nil || before == ByJudgement && after == ByJudgement; none != (c.Chances == nil) {
			t.Fatalf("%v %s, %v %s: %v", b, before, a, after, c.Chances)
		} else if none {
			continue
		}
		var want Ways
		for i, p := range b {
			for j, q := range a {
				*map[int]*float64{-1: &want.Worse, 0: &want.Same, 1: &want.Better}[cmp.Compare(j, i)] += p * q
			}
		}
		near(t, fmt.Sprint(b, a), []float64{c.Chances.Worse, c.Chances.Same, c.Chances.Better}, []float64{want.Worse, want.Same, want.Better},
			1e-12)
	}
}
