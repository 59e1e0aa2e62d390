package discretion

import (
	"fmt"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/rules"
)

// ladder makes rules with some standards of some questions each, so many to
// a group, and bands that begin at the given percentages.
func ladder(t testing.TB, standards, perGroup, questions int, cuts ...int) *rules.Set {
	t.Helper()
	var text strings.Builder
	text.WriteString("id = \"ladder\"\n[percent]\nrounding = \"half-up\"\ninclusive = true\n")
	groups := (standards + perGroup - 1) / perGroup
	for g := range groups {
		text.WriteString(fmt.Sprintf("[[groups]]\nid = \"g%d\"\ndisposals = [\"d%d\"]\n", g, g))
	}
	from := append([]int{0}, cuts...)
	for i, f := range from {
		to := 100
		if i+1 < len(from) {
			to = from[i+1] - 1
		}
		text.WriteString(fmt.Sprintf("[[ratings]]\nid = \"r%d\"\nname = \"R%d\"\nscore = %d\n[[bands]]\nrating = \"r%d\"\nfrom = %d\nto = %d\n", i, i, i, i, f, to))
	}
	for s := range standards {
		text.WriteString(fmt.Sprintf("[[standards]]\nid = \"s%d\"\ngroup = \"g%d\"\ncounted = true\nquestions = [", s, s%groups))
		for q := range questions {
			text.WriteString(fmt.Sprintf("{ id = \"q%d\", text = \"\" },", q))
		}
		text.WriteString("]\n")
	}
	most := standards * len(cuts)
	text.WriteString(fmt.Sprintf("[scoring]\nstandards = %d\nmaximum = %d\nbands = [", standards, most))
	third := max(1, most/3)
	text.WriteString(fmt.Sprintf("{ rating = \"r0\", from = 0, to = %d }, { rating = \"r1\", from = %d, to = %d }, { rating = \"r2\", from = %d, to = %d }]\n",
		third-1, third, max(third, 2*third-1), max(third, 2*third-1)+1, most))
	text.WriteString("[[discretion]]\ncriterion = \"near-boundary\"\npoints = 5\ninclusive = true\npercent = \"rounded\"\n" +
		"[[discretion]]\ncriterion = \"one-case-swing\"\ncases = 1\ninclusive = true\nchange = \"case\"\n" +
		"[[discretion]]\ncriterion = \"small-sample\"\ncases = 5\ninclusive = true\n")
	r, err := rules.Parse("ladder.toml", []byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	if fs := r.Check(); len(fs) > 0 {
		t.Fatal(fs)
	}
	return r
}

// bandByHand bands a count with rationals, following the words of each rounding.
func bandByHand(yes, of int, rounding rules.Rounding, cuts []int) int {
	percent := big.NewRat(int64(100*yes), int64(of))
	if rounding != rules.None {
		whole := new(big.Int).Quo(percent.Num(), percent.Denom())
		rest := new(big.Rat).Sub(percent, new(big.Rat).SetInt(whole))
		half := rest.Cmp(big.NewRat(1, 2))
		odd := whole.Bit(0) == 1
		if rounding == rules.HalfUp && half >= 0 || rounding == rules.HalfEven && (half > 0 || half == 0 && odd) {
			whole.Add(whole, big.NewInt(1))
		}
		percent.SetInt(whole)
	}
	band := 0
	for _, c := range cuts {
		if percent.Cmp(big.NewRat(int64(c), 1)) >= 0 {
			band++
		}
	}
	return band
}

var ladders = [][]int{{50, 65}, {50, 65, 80}, {20, 40, 60, 80}}

// Every count out of every number of cases up to 60, in every rounding, with
// three, four and five bands: bands, judgements up and down, bands out of reach
// and the three criteria agree with changing the answers one by one. Without the
// sweep it is numbers up to 21, and every thirteenth above.
func TestEverySmallQuestion(t *testing.T) {
	tried := 0
	for _, cuts := range ladders {
		set := ladder(t, 1, 1, 1, cuts...)
		for _, rounding := range []rules.Rounding{rules.HalfUp, rules.HalfEven, rules.Down, rules.None} {
			for of := 1; of <= 60; of++ {
				if of > 21 && (60-of)%sweep(13, 1) != 0 {
					continue
				}
				reached := map[string]bool{}
				for yes := 0; yes <= of; yes++ {
					reached[fmt.Sprintf("r%d", bandByHand(yes, of, rounding, cuts))] = true
				}
				for yes := 0; yes <= of; yes++ {
					checkQuestion(t, set, cuts, rounding, yes, of, reached)
					tried++
				}
			}
		}
	}
	t.Logf("%d counts", tried)
}

func checkQuestion(t *testing.T, set *rules.Set, cuts []int, rounding rules.Rounding, yes, of int, reached map[string]bool) {
	t.Helper()
	at := func(y int) int { return bandByHand(y, of, rounding, cuts) }
	band := at(yes)
	up, down := 0, 0
	for y := yes + 1; y <= of && up == 0; y++ {
		if at(y) != band {
			up = y - yes
		}
	}
	for y := yes - 1; y >= 0 && down == 0; y-- {
		if at(y) != band {
			down = yes - y
		}
	}
	ins := NewInspection(set)
	if err := ins.Set("s0.q0", yes, of); err != nil {
		t.Fatal(err)
	}
	st := assess(t, ins, Options{Rounding: rounding}).Standards[0]
	q := st.Results[0]
	name := fmt.Sprintf("%d of %d, %s, %v", yes, of, rounding, cuts)
	if want := fmt.Sprintf("r%d", band); q.Band != want || st.Computed != want {
		t.Fatalf("%s: band %s, rating %s, want %s", name, q.Band, st.Computed, want)
	}
	if got := zeroIfNil(q.Up); got != up || span(st.Up) != noneIfZero(up) {
		t.Fatalf("%s: up %d, %s, want %d", name, got, span(st.Up), up)
	}
	if got := zeroIfNil(q.Down); got != down || span(st.Down) != noneIfZero(down) {
		t.Fatalf("%s: down %d, %s, want %d", name, got, span(st.Down), down)
	}
	if len(q.Unreachable)+len(reached) != len(cuts)+1 {
		t.Fatalf("%s: unreachable %v, reached %v", name, q.Unreachable, reached)
	}
	for _, b := range q.Unreachable {
		if reached[b] {
			t.Fatalf("%s: %s is said to be out of reach", name, b)
		}
	}
	// The criteria, in the rules' words.
	percent := big.NewRat(int64(100*yes), int64(of))
	if rounding != rules.None {
		percent.SetInt64(int64(*q.Figure))
	}
	near := false
	for _, c := range cuts {
		d := new(big.Rat).Sub(percent, big.NewRat(int64(c), 1))
		near = near || d.Abs(d).Cmp(big.NewRat(5, 1)) <= 0
	}
	one := up == 1 || down == 1
	if f := st.flag(t, rules.NearBoundary); *f.Fires != near {
		t.Fatalf("%s: near-boundary %v, want %v", name, *f.Fires, near)
	}
	if f := st.flag(t, rules.OneCaseSwing); *f.Fires != one {
		t.Fatalf("%s: one-case-swing %v, want %v", name, *f.Fires, one)
	} else if !near && f.ImpliedBy != "" {
		t.Fatalf("%s: one-case-swing is said to be implied by %s", name, f.ImpliedBy)
	} else if of >= 20 && len(cuts) == 3 && rounding != rules.Down && (near || one) && f.ImpliedBy != rules.NearBoundary {
		t.Fatalf("%s: from 20 cases on a one-case swing is within five points of a boundary", name)
	}
	if f := st.flag(t, rules.SmallSample); *f.Fires != (of <= 5) {
		t.Fatalf("%s: small-sample %v", name, *f.Fires)
	}
}

func zeroIfNil(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

func noneIfZero(n int) string {
	if n == 0 {
		return "none"
	}
	return fmt.Sprint(n)
}

// randomInspection makes answers of some cases, about half of them yes and
// some not applicable.
func randomInspection(t testing.TB, rng *rand.Rand, set *rules.Set, cases int) *Inspection {
	t.Helper()
	grid := &Grid{}
	for c := range cases {
		group := set.Groups[c%len(set.Groups)].ID
		row := make([]Answer, len(set.Questions()))
		for q := range row {
			if set.Questions()[q].Group != group {
				continue
			}
			row[q] = Answer(rng.IntN(6) % 4 % 3) // na 1/3, no 1/3, yes 1/3 of six
			if rng.IntN(3) == 0 {
				row[q] = Yes
			}
		}
		grid.Cases = append(grid.Cases, Case{ID: fmt.Sprintf("C%d", c), Group: group, Answers: row})
	}
	ins := NewInspection(set)
	ins.Results.Grid = grid
	ins.Results.CountAnswers(set.Questions())
	return ins
}

// The exact swings of random small inspections, of standards and of the overall
// rating, agree with changing every set of cases in every way.
func TestSwingsAgainstEverySetOfCases(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	roundings := []rules.Rounding{rules.HalfUp, rules.HalfEven, rules.Down, rules.None}
	scored, inexact, trials := 0, 0, sweep(80, 400)
	for trial := range trials {
		cuts := ladders[trial%len(ladders)]
		set := ladder(t, 1+rng.IntN(12), 3, 1+rng.IntN(3), cuts...)
		ins := randomInspection(t, rng, set, 2+rng.IntN(9))
		a := assess(t, ins, Options{Rounding: roundings[trial%4]})
		for i, st := range a.Standards {
			if st.Rating == "" {
				continue
			}
			for _, up := range []bool{true, false} {
				want := fewestFlips(ins, a.Rounding, up, func(r *rules.Rater, bands []int) (int, bool) {
					rating := r.Standard(i, bands)
					return rating, rating != rules.Unrated
				})
				swing := st.Up
				if !up {
					swing = st.Down
				}
				if got := span(swing); got != noneIfZero(want) {
					t.Fatalf("trial %d, %s, up %v: %s, want %d", trial, st.ID, up, got, want)
				}
				checkCases(t, ins, a.Rounding, up, i, swing)
			}
			checkOneCase(t, ins, a, i)
		}
		if a.Score == nil {
			continue
		}
		scored++
		for _, up := range []bool{true, false} {
			want := fewestFlips(ins, a.Rounding, up, func(r *rules.Rater, bands []int) (int, bool) {
				_, overall, ok := r.Rate(bands, make([]int, len(set.Standards)))
				return overall, ok
			})
			got, swing := 0, a.Up
			if !up {
				swing = a.Down
			}
			if swing != nil && swing.Reachable {
				got = *swing.Fewest
				if swing.Exact && (*swing.Most != got || len(swing.Cases) != got) {
					t.Fatalf("trial %d, overall: %+v", trial, swing)
				}
				if !swing.Exact && got <= want && want <= *swing.Most {
					inexact++
					continue
				}
			}
			if got != want {
				t.Fatalf("trial %d, overall, up %v: %d, want %d", trial, up, got, want)
			}
		}
	}
	if scored < trials/2 || inexact > 0 {
		t.Errorf("%d of %d inspections were scored, and %d overall swings were left as bounds", scored, trials, inexact)
	}
	t.Logf("%d inspections", trials)
}

// A dozen standards on the same few cases can be too much for the search. It
// then leaves bounds, and they hold.
func TestSearchGivenUpLeavesBounds(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	inexact := 0
	for trial := range 16 {
		set := ladder(t, 12, 12, 3, ladders[trial%3]...)
		ins := randomInspection(t, rng, set, 8+trial%4)
		a := assess(t, ins, Options{Rounding: rules.HalfEven})
		for _, up := range []bool{true, false} {
			swing := a.Up
			if !up {
				swing = a.Down
			}
			if swing == nil || !swing.Reachable {
				continue
			}
			want := fewestFlips(ins, rules.HalfEven, up, func(r *rules.Rater, bands []int) (int, bool) {
				_, overall, ok := r.Rate(bands, make([]int, len(set.Standards)))
				return overall, ok
			})
			if want < *swing.Fewest || want > *swing.Most || swing.Exact && *swing.Fewest != *swing.Most {
				t.Errorf("trial %d, up %v: %d is not within %d-%d", trial, up, want, *swing.Fewest, *swing.Most)
			}
			if !swing.Exact {
				inexact++
			}
		}
	}
	if inexact == 0 {
		t.Error("no search was given up: this tests nothing")
	}
}

// checkOneCase holds the one-case swing against the exact swings, and its reading
// of a single answer against changing every answer on its own.
func checkOneCase(t *testing.T, ins *Inspection, a *Assessment, standard int) {
	t.Helper()
	st := a.Standards[standard]
	up, down := span(st.Up) == "1", span(st.Down) == "1"
	want := Direction("")
	switch {
	case up && down:
		want = EitherWay
	case up:
		want = Upwards
	case down:
		want = Downwards
	}
	f := st.flag(t, rules.OneCaseSwing)
	if f.Fires == nil || *f.Fires != (up || down) || f.Direction != want || f.IfShared != "" {
		t.Fatalf("%s: up %s, down %s, flag %+v", st.ID, span(st.Up), span(st.Down), f)
	}
	scale, rater := ins.Rules.Scale(a.Rounding), ins.Rules.Rater(nil)
	rating := func(i *Inspection) int {
		bands := make([]int, len(i.Results.Questions))
		for q, r := range i.Results.Questions {
			bands[q] = bandOf(scale, r)
		}
		return rater.Standard(standard, bands)
	}
	now, changes := rating(ins), false
	for _, flipped := range ins.Results.Grid.Cases {
		for _, q := range st.Questions {
			c := ins.Clone()
			if _, err := c.Flip(flipped.ID, q.ID); err == nil {
				changes = changes || rating(c) != now
			}
		}
	}
	if got := f.reading(t, "one-answer"); got == nil || *got != changes {
		t.Fatalf("%s: one answer changes the rating: %v, flag says %s", st.ID, changes, fires(got))
	}
}

// flip changes every answer of a set of cases that is from into the other.
func flip(ins *Inspection, set uint, from Answer) *Inspection {
	c := ins.Clone()
	for row, read := range c.Results.Grid.Cases {
		if set>>row&1 == 0 {
			continue
		}
		for q, a := range read.Answers {
			if a == from {
				read.Answers[q] = Yes + No - from
			}
		}
	}
	c.Results.CountAnswers(c.Rules.Questions())
	return c
}

// fewestFlips is the size of the smallest set of cases that moves a figure up or
// down. Changing all of a case's answers one way moves it at least as far as
// changing some.
func fewestFlips(ins *Inspection, rounding rules.Rounding, up bool, figure func(*rules.Rater, []int) (int, bool)) int {
	scale, rater := ins.Rules.Scale(rounding), ins.Rules.Rater(nil)
	value := func(i *Inspection) (int, bool) {
		bands := make([]int, len(i.Results.Questions))
		for q, r := range i.Results.Questions {
			bands[q] = bandOf(scale, r)
		}
		return figure(rater, bands)
	}
	now, ok := value(ins)
	if !ok {
		return 0
	}
	from := Yes
	if up {
		from = No
	}
	best := 0
	for set := uint(1); set < 1<<len(ins.Results.Grid.Cases); set++ {
		size := bits.OnesCount(set)
		if best > 0 && size >= best {
			continue
		}
		if after, _ := value(flip(ins, set, from)); up && after > now || !up && after < now {
			best = size
		}
	}
	return best
}

// checkCases flips the cases that a swing names.
func checkCases(t *testing.T, ins *Inspection, rounding rules.Rounding, up bool, standard int, swing *Swing) {
	t.Helper()
	if swing == nil {
		return
	}
	set := uint(0)
	for _, id := range swing.Cases {
		row := slices.IndexFunc(ins.Results.Grid.Cases, func(c Case) bool { return c.ID == id })
		if row < 0 {
			t.Fatalf("no case %s", id)
		}
		set |= 1 << row
	}
	from := Yes
	if up {
		from = No
	}
	before := assess(t, ins, Options{Rounding: rounding}).Standards[standard]
	after := assess(t, flip(ins, set, from), Options{Rounding: rounding}).Standards[standard]
	if after.Computed == before.Computed || len(swing.Cases) != *swing.Fewest {
		t.Fatalf("%s: changing %v leaves %s", before.ID, swing.Cases, after.Computed)
	}
}

// From totals the bounds hold for every way in which the answers can be spread
// over the cases.
func TestBoundsFromTotalsHoldTheExactSwing(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	trials := sweep(150, 500)
	t.Logf("%d inspections", trials)
	for trial := range trials {
		set := ladder(t, 2, 2, 1+rng.IntN(3), ladders[trial%3]...)
		ins := randomInspection(t, rng, set, 2+rng.IntN(12))
		exact := assess(t, ins, Options{})
		totals := ins.Clone()
		totals.Results.Grid = nil
		for i, q := range totals.Results.Questions {
			if q.Known == Answered {
				totals.Results.Questions[i].Known = Counted
			}
		}
		bounds := assess(t, totals, Options{})
		inside := func(name string, fewest, low, high *int) {
			if fewest == nil {
				return
			}
			if low == nil || high == nil || *fewest < *low || *fewest > *high {
				t.Fatalf("trial %d, %s: %d is not within %v-%v", trial, name, *fewest, zeroIfNil(low), zeroIfNil(high))
			}
		}
		for i, st := range exact.Standards {
			other := bounds.Standards[i]
			if st.Computed != other.Computed || st.Computed == "" {
				continue
			}
			if st.Up != nil {
				inside(st.ID+" up", st.Up.Fewest, other.Up.Fewest, other.Up.Most)
			}
			if st.Down != nil {
				inside(st.ID+" down", st.Down.Fewest, other.Down.Fewest, other.Down.Most)
			}
		}
		if exact.Up != nil && exact.Up.Reachable {
			inside("overall up", exact.Up.Fewest, bounds.Up.Fewest, bounds.Up.Most)
		}
		if exact.Down != nil && exact.Down.Reachable {
			inside("overall down", exact.Down.Fewest, bounds.Down.Fewest, bounds.Down.Most)
		}
	}
}

// More questions than a search takes leave bounds that hold: of as many cases as have to rise on the first
// question all rise together.
func TestMoreQuestionsThanOneSearchTakes(t *testing.T) {
	for _, questions := range []int{maxDemands - 1, maxDemands, maxDemands + 1} {
		set := ladder(t, 1, 1, questions, ladders[0]...)
		ins := NewInspection(set)
		ins.Results.Grid = &Grid{}
		for i := range 5 {
			ins.Results.Grid.Cases = append(ins.Results.Grid.Cases,
				Case{ID: fmt.Sprint("C", i), Group: set.Groups[0].ID, Answers: slices.Repeat([]Answer{No}, questions)})
		}
		ins.Results.CountAnswers(set.Questions())
		up := assess(t, ins, Options{}).Standards[0].Up // 3 of 5 are 60%
		if up.Fewest == nil || *up.Fewest != 3 || *up.Most < 3 || up.Exact != (questions <= maxDemands) ||
			up.Exact && (*up.Most != 3 || len(up.Cases) != 3) {
			t.Errorf("%d questions: %s, %+v", questions, span(up), up)
		}
	}
}
