package predict

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// Of two levels that are found with errors, all cases are found at the worst with the chance of no yes, at the best
// with that of yes alone, and at either for certain.
func TestTwoLevelsFoundAtOneOrBoth(t *testing.T) {
	scale := withLevels(t, 2).Rules.ScaleOf(0, "")
	unit := unitsOf(scale)[1]
	for _, agreement := range []float64{0.6, 0.9, 1} {
		q := assumed{scale: scale, agreement: agreement, population: 12, applies: 9, yes: 5, levels: []int{4, 5}, sample: 5,
			Assumption: Assumption{Levels: []float64{4.0 / 9, 5.0 / 9}}}
		worst, best, both := q.within(0, 0, 0, 5), q.within(1, 1, 0, 5), q.within(0, 1, 0, 5)
		for m := range 6 {
			chance := func(yes int) (p float64) { // that so many of m are found yes
				for truly := range m + 1 {
					drawn := ways(5, truly) * ways(4, m-truly) / ways(9, m)
					for kept := range truly + 1 {
						if made := yes - kept; made >= 0 && made <= m-truly {
							p += drawn * ways(truly, kept) * math.Pow(agreement, float64(kept)) * math.Pow(1-agreement, float64(truly-kept)) *
								ways(m-truly, made) * math.Pow(1-agreement, float64(made)) * math.Pow(agreement, float64(m-truly-made))
						}
					}
				}
				return p
			}
			want := make([]float64, m*unit+1)
			for yes := range m + 1 {
				want[yes*unit] = chance(yes)
			}
			same(t, fmt.Sprint(m, " at the worst"), worst[m].p, []float64{chance(0)}, 1e-12)
			same(t, fmt.Sprint(m, " at the best"), best[m].p, []float64{chance(m)}, 1e-12)
			same(t, fmt.Sprint(m, " at both"), both[m].p, want, 1e-12)
		}
	}
}

// That no size is given for standards is said where one is asked for and whole cases are drawn.
func TestWantedSizesOfStandards(t *testing.T) {
	for set := range 4 {
		p, o := planOf(t, "half-up", 10, 4, Assumption{Rate: 0.6, Applies: 1}), OutlookOptions{Seed: "1", Replicates: 20}
		if set&1 > 0 {
			p.Cases = ofPatterns(p.Rules, 10, "1", "1", "0", "1", "0").Results.Grid
		}
		if set&2 > 0 {
			o.Wanted = 0.6
		}
		said := slices.ContainsFunc(outlook(t, p, o).Warnings, func(w stats.Warning) bool { return w.Code == "wanted-questions-only" })
		if said != (set == 3) {
			t.Errorf("%02b: said %v", set, said)
		}
	}
}

// A rating is said to be decided where decisions are held and one is about its standard, not where it was given.
func TestDecidedRatingsAreThoseOfDecisions(t *testing.T) {
	for set := range 4 {
		ins := kent(t)
		ins.Judged["court.assessment"] = "good"
		if set&1 > 0 { // after and before the other
			ins.Decisions = append(ins.Decisions, discretion.Decision{Standard: "court.delivery", To: "good", Reason: "seen"})
		} else {
			ins.Decisions = slices.Insert(ins.Decisions, 0, discretion.Decision{Standard: "court.delivery", To: "good", Reason: "seen"})
		}
		if set&2 == 0 {
			ins.Judged["ooc.joint-working"] = "good"
		}
		r, err := Robust(ins, Options{Model: Separate, HoldDecisions: set&2 > 0})
		if err != nil {
			t.Fatal(err)
		}
		for id, decided := range map[string]string{"court.assessment": "", "court.delivery": "good", "ooc.joint-working": "good"} {
			if set&2 == 0 {
				decided = ""
			}
			if st := r.standard(t, id); st.Decided != decided {
				t.Errorf("%02b: %s is decided %q, want %q", set, id, st.Decided, decided)
			}
		}
	}
}

// A question that is decided by a table has chances where the table has a row for every number of cases that it can come
// to: those read where they are read again, else with those to come.
func TestRowsForEveryNumber(t *testing.T) {
	for _, rows := range [][]int{{3}, {3, 4}, {3, 4, 5}, {5}, {4, 5}, {3, 5}} {
		var decide strings.Builder
		for _, n := range rows {
			decide.WriteString(fmt.Sprintf("{ cases = %d, yes = [2] }, ", n))
		}
		set, err := rules.Parse("rows.toml", fmt.Appendf(nil, `id = "rows"
groups = [{ id = "all", name = "All" }]
ratings = [{ id = "low", name = "Low", score = 0 }, { id = "high", name = "High", score = 1 }]
[[standards]]
id = "s"
name = "S"
group = "all"
questions = [{ id = "q", decide = [%s] }]
`, decide.String()))
		if err != nil {
			t.Fatal(err)
		}
		a, err := discretion.NewAssessor(discretion.NewInspection(set), discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			o           Options
			unread      unread
			least, most int // from three that were read
		}{
			{Options{Agreement: 0.9}, unread{cases: 2, known: true}, 3, 3},
			{Options{Agreement: 0.9}, unread{endless: true}, 3, 3},
			{Options{}, unread{cases: 2, known: true}, 5, 5},
			{Options{}, unread{cases: 2, read: 3}, 5, 5},
			{Options{}, unread{cases: 2, read: 4}, 3, 5},
			{Options{}, unread{cases: 1, read: 4}, 3, 4},
			{Options{More: 1}, unread{cases: 2, known: true}, 3, 5},
			{Options{More: 1}, unread{cases: 2, read: 3}, 3, 5},
			{Options{}, unread{endless: true}, 0, 0}, // any number
		} {
			want := true
			for n := c.least; n <= c.most; n++ {
				want = want && slices.Contains(rows, n)
			}
			if got := newEstimator(a, c.o).hasRows(0, prediction{of: 3, unread: c.unread}); got != want {
				t.Errorf("rows for %v, %+v and %+v: %v", rows, c.o, c.unread, got)
			}
		}
	}
}

// A case that is new takes what the prior does not make up from any of the cases so far, all alike.
func TestNewCasesTakeAfterAnyCase(t *testing.T) {
	set := oneStandard(t, 1, rules.HalfUp)
	prior := Prior{Yes: 0.25, No: 0.25}
	for _, patterns := range [][]string{{"1", "0"}, {"0", "1"}, {"1", "1", "0"}} {
		ins := ofPatterns(set, 40, patterns...)
		w := newUrnSampler(newUrn(ins.Results.Grid, "all", []int{0}, 30, prior))
		random := newStream("new cases", "1", 0)
		const draws = 20_000
		yes, made := 0, 0.5*float64(len(patterns)+1)/(float64(len(patterns))+0.5)
		for range draws {
			w.used = len(w.urn.profiles)
			yes += int(w.rows[w.weigh(0, false, 0, random)][0] & (oneCase - 1))
		}
		share := 0.0
		for _, p := range patterns {
			if p == "1" {
				share += 1 / float64(len(patterns))
			}
		}
		if want := made/2 + (1-made)*share; math.Abs(float64(yes)/draws-want) > 0.015 {
			t.Errorf("%v: yes in %v of new cases, want %v", patterns, float64(yes)/draws, want)
		}
	}
}

// A mean that has too many sums to be followed is simulated, also where no criterion is asked for.
func TestMeansThatAreNotFollowedAreSimulated(t *testing.T) {
	set, err := rules.Parse("mean.toml", []byte(`id = "mean"
groups = [{ id = "all", name = "All" }]
percent = { measure = "percent-yes", rounding = "none", inclusive = true }
ratings = [{ id = "low", name = "Low", score = 0 }, { id = "high", name = "High", score = 1 }]
bands = [{ rating = "low", from = 0, to = 59 }, { rating = "high", from = 60, to = 100 }]
[[standards]]
id = "s"
name = "S"
group = "all"
combine = "mean"
bands = [{ rating = "low", from = 0, to = 59 }, { rating = "high", from = 60, to = 100 }]
questions = [{ id = "a" }, { id = "b" }, { id = "c" }, { id = "d" }, { id = "e" }, { id = "f" }]
`))
	if err != nil {
		t.Fatal(err)
	}
	p := NewOutlookPlan(set, 0)
	p.Groups["all"] = discretion.GroupSize{Population: 900, Sample: 300}
	for at := range p.Questions {
		p.Questions[at] = Assumption{Rate: 0.6, Applies: 0.9}
	}
	st := outlook(t, p, OutlookOptions{Seed: "1", Replicates: 200}).Standards[0]
	if st.Basis != BySimulation || len(st.Chances) != 2 || math.Abs(st.Chances[0]+st.Chances[1]-1) > 1e-9 || st.Chances[1] < 0.1 {
		t.Errorf("%+v", st)
	}
}

// A standard takes part in a tree where it has chances, or is certain to have no rating: its questions apply to no case, and the
// rules rate it then not at all. One that is judged directly does where it has been.
func TestStandardsOfATree(t *testing.T) {
	for place := range 1 << 5 {
		on := func(k int) bool { return place>>k&1 == 1 }
		judged, may, given, has, absent := on(0), on(1), on(2), on(3), on(4)
		body := "questions = [{ id = \"q\" }]\n"
		if judged {
			body = "judged = true\n"
		}
		if may {
			body += "not_rated_when = \"no-cases\"\n"
		}
		if !judged && given || judged && has {
			continue // as no standard is
		}
		set, err := rules.Parse("tree.toml", []byte(`id = "tree"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
[[standards]]
id = "s"
name = "S"
group = "all"
`+body))
		if err != nil {
			t.Fatal(err)
		}
		ins := discretion.NewInspection(set)
		if given {
			ins.Judged["s"] = "green"
		}
		a := mustAssess(t, ins)
		one := func(yes bool) func(int) bool { return func(int) bool { return yes } }
		tr, _ := newTree(a, one(has), one(absent))
		if want := given || has || may && !judged && absent; tr.known[0] != want {
			t.Errorf("judged %v, may have no rating %v, rated %v, with chances %v, without cases %v: takes part %v",
				judged, may, given, has, absent, !want)
		}
	}
}

// A second reading, however often it agrees, needs as many cases as the rules fix; without one none are needed.
func TestSecondReadingsNeedTheCasesOfTheRules(t *testing.T) {
	for yes, enough := range map[string]bool{"yes = 5\nof = 6\n": false, "yes = 72\nof = 80\n": true} {
		text := "rules = \"us-title-iv-e\"\n[results.\"eligibility.free-of-error\"]\n" + yes
		ins, err := discretion.ParseInspection("few.toml", []byte(text), "")
		if err != nil {
			t.Fatal(err)
		}
		a := mustAssess(t, ins)
		for _, agreement := range []float64{0, 0.3, 1} {
			if err := enoughCases(a, Options{Agreement: agreement}); (err == nil) != (enough || agreement == 0) {
				t.Errorf("%q, agreeing %v: %v", yes, agreement, err)
			}
		}
	}
}

// A prior is two numbers from a millionth to a million, these included.
func TestPriorsWithinBounds(t *testing.T) {
	for v, ok := range map[float64]bool{1e-6: true, 1e6: true, 1: true, 0: false, -1: false, math.Nextafter(1e-6, 0): false,
		math.Nextafter(1e6, 1e7): false, math.NaN(): false, math.Inf(1): false} {
		for _, p := range []Prior{{v, 1}, {1, v}} {
			if err := p.check(); (err == nil) != ok {
				t.Errorf("%v: %v", p, err)
			}
		}
	}
}

// The truth behind the answers is worked out for as many cases as are said to be too many, less one.
func TestTruthOfAtMostSoManyCases(t *testing.T) {
	for more := range 2 {
		ins := kent(t)
		r := &ins.Results.Questions[0]
		r.Yes, r.Of = 10, stats.MaxMisread+more
		if err := (Options{Rates: &discretion.Rates{}}).checkRates(ins); (err == nil) != (more == 0) {
			t.Errorf("%d cases: %v", r.Of, err)
		}
	}
}

// Counts are listed up to a bound, and left out only where they are more than half of it.
func TestSpansAreBounded(t *testing.T) {
	edge := int(math.Sqrt(mostCounts))
	for _, from := range []int{0, 1, edge / 2, edge} {
		for _, sizes := range []int{1, 2, edge/2 - from/4, edge - 1, edge, edge + 1} {
			points := prediction{yes: 1, of: 3}.spanAfter(law{from, make([]float64, sizes)})
			all := sizes*(from+1) + sizes*(sizes-1)/2
			if len(points) > mostCounts || points != nil && len(points) != all || points == nil && 2*all < mostCounts {
				t.Errorf("%d sizes from %d on: %d counts of %d", sizes, from, len(points), all)
			}
		}
	}
}

// That unread cases are taken for many is said of questions without points that applied to some of the cases read, where these are so many.
func TestWhatIsTakenForManyIsSaid(t *testing.T) {
	set := filepath.Join(t.TempDir(), "many.toml")
	if err := os.WriteFile(set, []byte(`id = "many"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
answers = [{ id = "partly", levels = ["no", "partly", "yes"], points = [0, 0.5, 1] }]
[[standards]]
id = "s"
name = "S"
group = "all"
questions = [{ id = "every" }, { id = "some" }, { id = "points", answers = "partly", measure = "percent" }, { id = "percent" }]
`), 0o600); err != nil {
		t.Fatal(err)
	}
	for population, many := range map[int]bool{200: false, 100_000: true} {
		ins, err := discretion.ParseInspection("in.toml", fmt.Appendf(nil, `[groups.all]
population = %d
sample = 40
[results."s.every"]
yes = 20
of = 40
[results."s.some"]
yes = 20
of = 30
[results."s.points"]
levels = { no = 10, partly = 10, yes = 10 }
[results."s.percent"]
percent = 50
`, population), set)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, w := range robust(t, ins, Options{Replicates: 1_000}).Warnings {
			if w.Code == "taken-for-many" {
				said = append(said, w.Message)
			}
		}
		if (len(said) == 1) != many || len(said) > 1 || many && !strings.Contains(said[0], "some") {
			t.Errorf("%d cases: %q", population, said)
		}
	}
}

// Shares of levels become whole cases, as many as there are: those at a level or a better one are the nearest number, but that
// each level with a share has a case where there is one to give, of a level with two or more.
func TestNearestCountsOfLevels(t *testing.T) {
	for place := range 5 * 5 * 5 {
		parts := [4]int{place % 5, place / 5 % 5, place / 25, 2}
		sum := parts[0] + parts[1] + parts[2] + parts[3]
		shares := make([]float64, len(parts))
		with := 0
		for i, k := range parts {
			if shares[i] = float64(k) / float64(sum); k > 0 {
				with++
			}
		}
		for n := 1; n <= 12; n++ {
			counts, all, better, empty := nearestCounts(shares, n), 0, 0, false
			for level := len(parts) - 1; level >= 0; level-- {
				if counts[level] < 0 || counts[level] > 0 && parts[level] == 0 && n >= sum {
					t.Fatalf("%d cases of %v: %v", n, shares, counts)
				}
				empty = empty || counts[level] == 0 && parts[level] > 0
				all, better = all+counts[level], better+parts[level]
				if exact := float64(n*better) / float64(sum); n == 1 && level > 0 && all != int(math.Round(exact)) {
					t.Fatalf("one case of %v: %v", shares, counts)
				}
			}
			if all != n || empty && slices.Max(counts) > 1 || n >= with && empty {
				t.Fatalf("%d cases of %v: %v", n, shares, counts)
			}
		}
	}
}

// A question without a result may lower its standard, and that is said; of one asked for information it is not.
func TestMissingQuestionsAreSaid(t *testing.T) {
	set := filepath.Join(t.TempDir(), "missing.toml")
	if err := os.WriteFile(set, []byte(`id = "missing"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
[[standards]]
id = "s"
name = "S"
group = "all"
questions = [{ id = "a" }, { id = "b" }, { id = "told", information = true }, { id = "asked", information = true }]
`), 0o600); err != nil {
		t.Fatal(err)
	}
	for known := range 1 << 3 {
		var text strings.Builder
		text.WriteString("[groups.all]\npopulation = 50\nsample = 20\n[results.\"s.a\"]\nyes = 9\nof = 20\n")
		var want []string
		for k, id := range []string{"s.b", "s.told", "s.asked"} {
			if known>>k&1 == 1 {
				text.WriteString(fmt.Sprintf("[results.%q]\nyes = 12\nof = 20\n", id))
			} else if k == 0 {
				want = append(want, id)
			}
		}
		ins, err := discretion.ParseInspection("in.toml", []byte(text.String()), set)
		if err != nil {
			t.Fatal(err)
		}
		said := 0
		for _, w := range robust(t, ins, Options{Replicates: 1_000}).Warnings {
			if w.Code == "question-missing" {
				said++
			}
		}
		if said != len(want) {
			t.Errorf("%03b: %d are said to be missing, want %v", known, said, want)
		}
	}
}

// Copies of cases have the shares of those that they copy.
func TestSharesOfCopies(t *testing.T) {
	ins := kentByCase(t)
	grid := ins.Results.Grid
	copies := make([]int, len(grid.Cases))
	population := 0
	for row := range copies {
		copies[row] = row % 3
		population += copies[row]
	}
	for at, q := range ins.Rules.Questions() {
		applies, yes := 0, 0
		for row, n := range copies {
			switch grid.Cases[row].Answers[at] {
			case discretion.Yes:
				applies, yes = applies+n, yes+n
			case discretion.No:
				applies += n
			}
		}
		a := assumeCases(ins.Rules.ScaleOf(at, ""), grid, copies, at, discretion.GroupSize{Population: population, Sample: 10})
		want := Assumption{}
		if applies > 0 {
			want = Assumption{Rate: float64(yes) / float64(applies), Applies: float64(applies) / float64(population)}
		}
		if a.applies != applies || a.yes != yes || a.Rate != want.Rate || a.Applies != want.Applies {
			t.Errorf("%s: %+v, want %+v", q.ID, a, want)
		}
	}
}

// The mean share is that of the replicates in which a standard has a rating; chances are of all replicates.
func TestMeanShareOfRatedReplicates(t *testing.T) {
	for unrated := range 8 {
		counts := []float64{float64(unrated), 8}
		tallied := &tally{rated: []int64{3 * billionths}, counts: counts, unrated: counts[:1]}
		tallied.average(8)
		if want := 3 / float64(8-unrated); tallied.share[0] != want || counts[0] != float64(unrated)/8 || counts[1] != 1 {
			t.Errorf("%d of 8 without a rating: %v, %v, want %v", unrated, tallied.share, counts, want)
		}
	}
}
