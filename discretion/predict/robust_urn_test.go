package predict

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// oneStandard is the rules of one standard with some questions, with the bands
// of the 2018 youth rules.
func oneStandard(t testing.TB, questions int, rounding rules.Rounding) *rules.Set {
	t.Helper()
	var text strings.Builder
	text.WriteString(fmt.Sprintf(`id = "one"
name = "One standard"
[[groups]]
id = "all"
name = "All"
[percent]
measure = "percent-yes"
rounding = %q
inclusive = true
`, rounding))
	for i, id := range []string{"inadequate", "requires-improvement", "good", "outstanding"} {
		from := []int{0, 50, 65, 80}
		text.WriteString(fmt.Sprintf("[[ratings]]\nid = %q\nname = %q\nscore = %d\n[[bands]]\nrating = %q\nfrom = %d\nto = %d\n",
			id, id, i, id, from[i], append(from, 101)[i+1]-1))
	}
	text.WriteString("[[standards]]\nid = \"s\"\nname = \"S\"\ngroup = \"all\"\ncounted = true\nquestions = [")
	for q := range questions {
		text.WriteString(fmt.Sprintf("{ id = \"q%d\", text = \"?\" },", q+1))
	}
	set, err := rules.Parse("one.toml", []byte(text.String()+"]\n"))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// ofPatterns is an inspection whose cases have these answers, as 1, 0 and -.
func ofPatterns(set *rules.Set, population int, patterns ...string) *discretion.Inspection {
	ins := discretion.NewInspection(set)
	grid := &discretion.Grid{}
	for i, p := range patterns {
		row := make([]discretion.Answer, len(p))
		for q := range p {
			row[q] = map[byte]discretion.Answer{'1': discretion.Yes, '0': discretion.No, '-': discretion.NA}[p[q]]
		}
		grid.Cases = append(grid.Cases, discretion.Case{ID: fmt.Sprint("C", i), Group: "all", Answers: row})
	}
	ins.Results.Grid = grid
	ins.Results.CountAnswers(set.Questions())
	ins.Groups["all"] = discretion.GroupSize{Population: population}
	return ins
}

// robust is of the separate model.
func robust(t testing.TB, ins *discretion.Inspection, o Options) *Robustness {
	t.Helper()
	o.Model = Separate
	r, err := Robust(ins, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Two questions on the same cases, under a prior of 1/4 and of 1/2 for each of
// the four profiles, which are those of Jeffreys and the uniform prior.
func TestStandardAgreesWithTheReferences(t *testing.T) {
	set := oneStandard(t, 2, rules.None)
	for _, row := range references(t)["min_of_two_questions"] {
		var cases []string
		for _, p := range []string{"11", "10", "01", "00"} {
			cases = append(cases, slices.Repeat([]string{p}, row.Patterns[p])...)
		}
		prior := Prior{2 * row.Concentration, 2 * row.Concentration}
		r := robust(t, ofPatterns(set, row.Population, cases...), Options{Prior: prior})
		what := fmt.Sprint(row.Patterns, " of ", row.Population)
		if r.Standards[0].Basis != ByEnumeration || r.Replicates != 0 {
			t.Errorf("%s: %s", what, r.Standards[0].Basis)
		}
		near(t, what, r.Standards[0].Chances, row.Overall, 1e-12)
		near(t, what+" first", r.Questions[0].Chances, row.First, 1e-12)
		near(t, what+" second", r.Questions[1].Chances, row.Second, 1e-12)
	}
}

// bruteForce gives the chance of each band of the lowest question by drawing the
// unread cases one after another from the urn, in every order, in fractions. A
// prior of two halves.
func bruteForce(patterns []string, unread int) []*big.Rat {
	questions := len(patterns[0])
	chances := []*big.Rat{new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)}
	applied := make([]bool, questions)
	for _, p := range patterns {
		for q := range p {
			applied[q] = applied[q] || p[q] != '-'
		}
	}
	made := []string{""}
	for q := range questions {
		var longer []string
		for _, m := range made {
			if applied[q] {
				longer = append(longer, m+"0", m+"1")
			} else {
				longer = append(longer, m+"-")
			}
		}
		made = longer
	}
	var draw func(urn []string, chance *big.Rat)
	draw = func(urn []string, chance *big.Rat) {
		if len(urn) == len(patterns)+unread {
			lowest := 4
			for q := range questions {
				yes, of := 0, 0
				for _, p := range urn {
					if p[q] != '-' {
						of++
					}
					if p[q] == '1' {
						yes++
					}
				}
				if of > 0 {
					lowest = min(lowest, halfUp(yes, of))
				}
			}
			chances[lowest].Add(chances[lowest], chance)
			return
		}
		total := int64(len(urn)) + 1
		next := map[string]*big.Rat{}
		add := func(p string, weight *big.Rat) {
			if next[p] == nil {
				next[p] = new(big.Rat)
			}
			next[p].Add(next[p], weight)
		}
		for _, p := range urn {
			add(p, big.NewRat(1, total))
		}
		for _, p := range made {
			add(p, big.NewRat(1, total*int64(len(made))))
		}
		for p, weight := range next {
			draw(append(slices.Clip(urn), p), weight.Mul(weight, chance))
		}
	}
	draw(patterns, big.NewRat(1, 1))
	return chances
}

// randomPatterns are cases with answers, in which every question applies to
// some.
func randomPatterns(rng *rand.Rand, cases, questions int) []string {
	for {
		patterns, applied := make([]string, cases), make([]bool, questions)
		for i := range patterns {
			for q := range questions {
				a := "1110-0"[rng.IntN(6)]
				applied[q] = applied[q] || a != '-'
				patterns[i] += string(a)
			}
		}
		if !slices.Contains(applied, false) {
			return patterns
		}
	}
}

// The chances of a standard are those of drawing every order of unread cases in
// fractions, within 1e-12.
func TestStandardsEqualBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 13))
	for range 60 {
		questions := 1 + rng.IntN(3)
		patterns := randomPatterns(rng, 1+rng.IntN(6), questions)
		unread := rng.IntN(4)
		r := robust(t, ofPatterns(oneStandard(t, questions, rules.HalfUp), len(patterns)+unread, patterns...), Options{})
		want := make([]float64, 4)
		for b, p := range bruteForce(patterns, unread) {
			want[b], _ = p.Float64()
		}
		st := r.Standards[0]
		if st.Basis != ByEnumeration {
			t.Errorf("%v and %d more: %s", patterns, unread, st.Basis)
		}
		near(t, fmt.Sprint(patterns, unread), st.Chances, want, 1e-12)
		for b, bound := range st.Bounds {
			if want[b] < bound.Low-1e-12 || want[b] > bound.High+1e-12 {
				t.Errorf("%v and %d more: %v is outside %v", patterns, unread, want[b], bound)
			}
		}
	}
}

// One question's chances by its own formula are those of the urn of whole cases
// with the other questions left out of account, na answers and all.
func TestAQuestionAloneIsTheUrnOfWholeCases(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 13))
	for range 40 {
		patterns := randomPatterns(rng, 2+rng.IntN(12), 2)
		for i := range patterns {
			patterns[i] = patterns[i][:1] + "-" // the second never applies
		}
		if !slices.ContainsFunc(patterns, func(p string) bool { return p[0] != '-' }) {
			continue
		}
		ins := ofPatterns(oneStandard(t, 2, rules.HalfUp), len(patterns)+rng.IntN(9), patterns...)
		r := robust(t, ins, Options{})
		u := newUrn(ins.Results.Grid, "all", []int{0}, ins.Groups["all"].Population-len(patterns), Jeffreys)
		want := make([]float64, 4)
		if !u.enumerate(func(yes, of []int, chance float64) { want[halfUp(yes[0], of[0])] += chance }) {
			t.Fatal("too many outcomes")
		}
		near(t, fmt.Sprint(patterns), r.Questions[0].Chances, want, 1e-12)
		near(t, fmt.Sprint(patterns), r.Standards[0].Chances, want, 1e-12)
	}
}

// The simulation tends to what is exact: each of its chances is within five
// standard errors, and so is the question's own law where its population is
// given.
func TestSimulationAgreesWithEnumeration(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 13))
	const replicates = 40_000
	for range 12 {
		patterns := randomPatterns(rng, 4+rng.IntN(8), 3)
		ins := ofPatterns(oneStandard(t, 3, rules.HalfUp), len(patterns)+1+rng.IntN(5), patterns...)
		exact := robust(t, ins, Options{})
		if exact.Standards[0].Basis != ByEnumeration {
			t.Fatal(exact.Standards[0].Basis)
		}
		simulated := simulated(t, ins, replicates)
		for b, p := range exact.Standards[0].Chances {
			if se := math.Sqrt(p * (1 - p) / replicates); math.Abs(simulated[b]-p) > 5*se+1e-12 {
				t.Errorf("%v: band %d simulated %v, exactly %v", patterns, b, simulated[b], p)
			}
		}
	}
}

// simulated gives the chances of the only standard by simulation.
func simulated(t *testing.T, ins *discretion.Inspection, replicates int) []float64 {
	t.Helper()
	return simulatedUnder(t, ins, Jeffreys, replicates)
}

func simulatedUnder(t *testing.T, ins *discretion.Inspection, prior Prior, replicates int) []float64 {
	t.Helper()
	a, err := discretion.NewAssessor(ins, discretion.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e := newEstimator(a, Options{Prior: prior, Replicates: replicates, Seed: "1"})
	questions := make([]int, len(a.Results))
	for i := range questions {
		questions[i] = i
	}
	u := newUrn(ins.Results.Grid, "all", questions, e.unreadOf("all"), prior)
	e.knownPopulations(u)
	return e.simulate(u, []askedStandard{{0, questions}}, "test").ratings[0]
}

// Where a question's own population is given, the simulation keeps its law.
func TestSimulationKeepsKnownPopulations(t *testing.T) {
	patterns := []string{"1-", "11", "01", "0-", "1-", "10", "0-", "1-"}
	for _, population := range []int{3, 4, 6, 9} { // 3: none of those unread
		ins := ofPatterns(oneStandard(t, 2, rules.HalfUp), 14, patterns...)
		ins.Results.Questions[1].Population = population
		// The second question as a standard of its own.
		set := oneStandard(t, 1, rules.HalfUp)
		alone := ofPatterns(set, 14, "-", "1", "1", "-", "-", "0", "-", "-")
		alone.Results.Questions[0].Population = population
		const replicates = 50_000
		got := simulated(t, alone, replicates)
		want := robust(t, ins, Options{}).Questions[1].Chances
		for b, p := range want {
			if se := math.Sqrt(p * (1 - p) / replicates); math.Abs(got[b]-p) > 5*se+1e-12 {
				t.Errorf("population %d: band %d simulated %v, exactly %v", population, b, got[b], p)
			}
		}
		if st := robust(t, ins, Options{Seed: "a"}).Standards[0]; population > 4 && st.Basis != BySimulation {
			t.Errorf("population %d: %s", population, st.Basis)
		}
	}
}

// Cases with the same answers are one profile of the urn, and so many cases.
func TestCasesAlikeAreOneProfile(t *testing.T) {
	ins := ofPatterns(oneStandard(t, 2, rules.HalfUp), 9, "1-", "11", "1-", "01", "11", "1-")
	u := newUrn(ins.Results.Grid, "all", []int{0, 1}, 3, Jeffreys)
	var got strings.Builder
	for _, p := range u.profiles {
		got.WriteString(fmt.Sprintf("%v*%v ", p.answers, p.cases))
	}
	if got.String() != "[yes na]*3 [yes yes]*2 [no yes]*1 " || u.read != 6 {
		t.Errorf("%s of %d cases", got.String(), u.read)
	}
}

// Numbers by profile have the law of Dirichlet and multinomial where a new case weighs one, or every question
// applies to all cases that were read or to none.
func TestWhichUrnsAreDirichlet(t *testing.T) {
	for _, c := range []struct {
		prior Prior
		of    []int
		want  bool
	}{{Jeffreys, []int{1, 5}, true}, {Uniform, []int{5, 5}, true}, {Uniform, []int{0, 5}, true}, {Uniform, []int{0, 0}, true},
		{Uniform, []int{1, 5}, false}, {Uniform, []int{4, 5}, false}, {Uniform, []int{5, 0, 2}, false}} {
		if got := (&urn{prior: c.prior, of: c.of, read: 5}).isDirichlet(); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// Whatever the weight of the prior, the simulation keeps the law of each question
// by itself: which cases it applies to as under any other prior, and the answers
// beta-binomial with that one.
func TestSimulationKeepsTheLawOfEachQuestion(t *testing.T) {
	many, one := []string{"11-", "1-0", "01-", "-1-", "111", "10-", "1--", "110"}, []string{"101"}
	for _, prior := range []Prior{{0.05, 0.2}, {0.5, 0.5}, {1, 1}, {3, 5}} {
		keepsTheLaw(t, prior, many, 40_000)
		keepsTheLaw(t, prior, one, 10_000)
	}
}

func keepsTheLaw(t *testing.T, prior Prior, patterns []string, replicates int) {
	t.Helper()
	ins := ofPatterns(oneStandard(t, 3, rules.HalfUp), len(patterns)+5, patterns...)
	a, err := discretion.NewAssessor(ins, discretion.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e := newEstimator(a, Options{Prior: prior})
	u := newUrn(ins.Results.Grid, "all", []int{0, 1, 2}, 5, prior)
	w, random := newUrnSampler(u), newStream("test", "1", 0)
	yes, of := make([]int, 3), make([]int, 3)
	got := [3][4]float64{}
	for range replicates {
		w.draw(random, yes, of)
		for q := range got {
			got[q][halfUp(yes[q], of[q])] += 1 / float64(replicates)
		}
	}
	for q := range got {
		for b, p := range e.prediction(q).bands() {
			if se := math.Sqrt(p * (1 - p) / float64(replicates)); math.Abs(got[q][b]-p) > 5*se+1e-12 {
				t.Errorf("%v, question %d, band %d: simulated %v, exactly %v", prior, q+1, b, got[q][b], p)
			}
		}
	}
}

// Where all questions apply to all cases a prior of any weight has its exact law,
// and the simulation tends to it.
func TestSimulationOfAnyPriorAgreesWithEnumeration(t *testing.T) {
	const replicates = 40_000
	for _, prior := range []Prior{{0.1, 0.3}, {1, 1}, {4, 2}} {
		ins := ofPatterns(oneStandard(t, 2, rules.HalfUp), 11, "11", "10", "11", "01", "00", "11", "10")
		exact := robust(t, ins, Options{Prior: prior})
		if exact.Standards[0].Basis != ByEnumeration {
			t.Fatal(exact.Standards[0].Basis)
		}
		got := simulatedUnder(t, ins, prior, replicates)
		for b, p := range exact.Standards[0].Chances {
			if se := math.Sqrt(p * (1 - p) / replicates); math.Abs(got[b]-p) > 5*se+1e-12 {
				t.Errorf("%v: band %d simulated %v, exactly %v", prior, b, got[b], p)
			}
		}
	}
}
