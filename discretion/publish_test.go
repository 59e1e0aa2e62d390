package discretion

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/internal/rulestest"
	"onecase/discretion/rules"
)

// What is published of an inspection has its ratings, over the whole rule language, and
// its counts where enough cases are of each kind. Swings are those of totals, or withheld.
func TestPublishedKeepTheRatings(t *testing.T) {
	tried, withheld, shown := 0, 0, 0
	for seed := uint64(0); tried < sweep(100, 600); seed++ {
		m := &rulestest.Maker{Rand: rand.New(rand.NewPCG(seed, 21))}
		set, err := rules.Parse("language.toml", []byte(m.Make()))
		if err != nil {
			t.Fatal(err)
		}
		if len(set.Check()) > 0 {
			continue
		}
		tried++
		var cases []rulestest.Case
		for range 1 + m.IntN(4) {
			cases = append(cases, m.Cases()...)
		}
		ins := inspectionOf(m, set, cases)
		whole := assess(t, ins, Options{})
		public, err := ins.Publish(2+m.IntN(2), "")
		if err != nil {
			t.Fatal(err)
		}
		a := assess(t, public, Options{})
		if a.Overall != whole.Overall || a.OverallComputed != whole.OverallComputed {
			t.Fatalf("seed %d: overall %q and %q, published %q and %q", seed, whole.Overall, whole.OverallComputed,
				a.Overall, a.OverallComputed)
		}
		if hidden := len(public.Withheld.Standards(set)) > 0; hidden != slices.Contains(public.Withheld.Behind(set), true) {
			t.Fatalf("seed %d: %v hang on %v", seed, public.Withheld.Behind(set), public.Withheld.Standards(set))
		}
		for i, st := range a.Standards {
			if was := whole.Standards[i]; st.Rating != was.Rating || st.Computed != was.Computed {
				t.Fatalf("seed %d, %s: %q and %q, published %q and %q", seed, st.ID, was.Rating, was.Computed, st.Rating, st.Computed)
			}
			for j, q := range st.Results {
				was := whole.Standards[i].Results[j]
				if slices.Contains(public.Withheld.Questions, q.Question.ID) {
					withheld++
					if q.HasBand() || q.Yes+q.Of != 0 || q.Low != nil || q.Band != "" || q.Proportion != nil {
						t.Fatalf("seed %d: %+v is withheld", seed, q)
					}
					continue
				}
				shown++
				if q.Yes != was.Yes || q.Of != was.Of || q.Band != was.Band {
					t.Fatalf("seed %d: %+v, published %+v", seed, was.Result, q.Result)
				}
			}
			if st.Withheld && (st.Up != nil || st.Down != nil || len(st.Drivers) > 0 || len(st.Flags) > 0) ||
				!st.Withheld && len(st.Drivers) != len(whole.Standards[i].Drivers) {
				t.Fatalf("seed %d: %+v", seed, st)
			}
			if st.Withheld && (st.Why == "") != (st.Rating != "") {
				t.Fatalf("seed %d: %s is rated %q, and why is %q", seed, st.ID, st.Rating, st.Why)
			}
		}
		if a.SwingWithheld() && (a.Up != nil || a.Down != nil) {
			t.Fatalf("seed %d: a swing counts what is withheld", seed)
		}
	}
	t.Logf("%d inspections, %d questions withheld, %d shown", tried, withheld, shown)
	if withheld < tried || shown < tried/2 {
		t.Error("too little is withheld, or shown")
	}
}

// Of random cases with several columns the rows that are shown leave, in every way that the cases can have been
// judged, what show promises: each value that shows few as many cells as it should, and fewer cases
// that are alike in all columns anything. Whoever knows the rule as well tries those ways alone of which the same columns are
// shown, and rules out one cell more. And no column is withheld that the tallies of the cases alike in what
// is shown do not forbid.
func TestShownColumnsAgainstEveryJudgement(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 44))
	tables, columns, crossed := 0, 0, 0
	for round := range sweep(120, 600) {
		x := crossing{fewerThan: []int{2, 2, 2, 3}[rng.IntN(4)]}
		others := []int{0, 0, 0, 0, 2, 3}[rng.IntN(6)]
		var teams []int // which columns put together, but for some cases
		for i := range 11 + rng.IntN(2) {
			x.kinds, teams = append(x.kinds, i%2), append(teams, []int{i / 2 % 3, rng.IntN(3)}[round%2])
		}
		for i := range others {
			x.kinds[i] = 2
		}
		for range 2 + rng.IntN(3) {
			column, of, values := make([]int, len(x.kinds)), rng.Perm(3), 2+rng.IntN(2)
			for i, team := range teams {
				if column[i] = of[team] % values; rng.IntN(8) == 0 {
					column[i] = rng.IntN(values)
				}
			}
			x.columns = append(x.columns, column)
		}
		one := make([]int, len(x.kinds))
		if x.tallies(one)[0].few(x.fewerThan) {
			continue // the question is withheld
		}
		var known [][]int
		classes, alike, shown := one, one, x.show()
		for _, column := range x.columns {
			alike = divided(alike, column)
		}
		parts := append(slices.Clone(x.columns), alike)
		whole := x.spans(parts, [][]int{one}, nil)
		for c, column := range x.columns {
			finer := divided(classes, column)
			few := slices.ContainsFunc(x.tallies(finer), func(t tally) bool { return t.few(x.fewerThan) })
			if want := !few && x.told(parts, x.spans(parts, [][]int{finer}, nil), whole, 0) == ""; want != shown[c] {
				t.Fatalf("of %+v, column %d is shown: %v", x, c, shown[c])
			}
			if shown[c] {
				classes, known = finer, append(known, column)
			}
		}
		tables, columns = tables+1, columns+len(known)
		if len(known) > 1 {
			crossed++
		}
		if why := x.told(parts, x.spans(parts, known, nil), whole, 0); why != "" {
			t.Fatalf("of %+v, %v is shown: %s", x, shown, why)
		}
		if round%4 > 1 {
			continue
		}
		if why := x.told(parts, x.spans(parts, known, shown), whole, 1); why != "" {
			t.Fatalf("of %+v, whoever knows that %v is shown: %s", x, shown, why)
		}
	}
	t.Logf("%d tables, %d columns shown, two or more in %d", tables, columns, crossed)
	if columns < 30 || crossed < 4 {
		t.Error("too few columns are shown to try much")
	}
}

// told finds a cell that is left too few values for; "" where there is none. The last of the parts is the cases
// alike in all columns. Of each, one value less is allowed where so many are.
func (x crossing) told(parts [][]int, spans, whole [][]tally, less int) string {
	for p, part := range parts {
		small := p == len(parts)-1
		for v, row := range x.tallies(part) {
			for kind, span := range spans[p][v] {
				law := min(x.fewerThan, whole[p][v][kind])
				if (small && (row.cases() >= x.fewerThan || kind == 2)) || !row.few(x.fewerThan) {
					continue
				}
				if span < law-less {
					return fmt.Sprintf("kind %d of value %d of part %d, %v, has a span of %d and not %d", kind, v, p, row, span, law)
				}
			}
		}
	}
	return ""
}

// spans tries every way to judge the cases that gives the tallies of the known columns, and shows the same columns if these are
// given, and gives by how much each cell of each part differs.
func (x crossing) spans(parts, known [][]int, shown []bool) (spans [][]tally) {
	var low, high, was [][]tally
	for _, part := range parts {
		low, high = append(low, x.tallies(part)), append(high, x.tallies(part))
	}
	for _, column := range known {
		was = append(was, x.tallies(column))
	}
	var is [16]tally
	own := crossing{slices.Clone(x.kinds), x.columns, x.fewerThan}
	left := x.tallies(make([]int, len(x.kinds)))[0]
	var try func(at int)
	try = func(at int) {
		if at < len(own.kinds) {
			for kind := range left {
				if left[kind] > 0 {
					left[kind]--
					own.kinds[at] = kind
					try(at + 1)
					left[kind]++
				}
			}
			return
		}
		for k, column := range known {
			is = [16]tally{}
			for i, v := range column {
				is[v][own.kinds[i]]++
			}
			if !slices.Equal(was[k], is[:len(was[k])]) {
				return
			}
		}
		if shown != nil && !slices.Equal(own.show(), shown) {
			return
		}
		for p, part := range parts {
			is = [16]tally{}
			for i, v := range part {
				is[v][own.kinds[i]]++
			}
			for v := range low[p] {
				for kind, n := range is[v] {
					low[p][v][kind], high[p][v][kind] = min(low[p][v][kind], n), max(high[p][v][kind], n)
				}
			}
		}
	}
	try(0)
	for p := range parts {
		for v := range high[p] {
			for kind := range low[p][v] {
				high[p][v][kind] -= low[p][v][kind]
			}
		}
	}
	return high
}

// Cases partly achieved are the difference of two outcomes, and cases good on one item alone that of
// the item and the outcome: neither is told where it is few.
func TestPublishedOutcomesOfItems(t *testing.T) {
	set, err := rules.Load("us-cfsr-2015")
	if err != nil {
		t.Fatal(err)
	}
	const item2, item3, achieved, partly = "safety-2.item-2", "safety-2.item-3", "safety-2.achieved", "safety-2.partly"
	for _, c := range []struct {
		name                     string
		both, second, third, not int // cases good on both items, on one alone, on none
		want                     []string
	}{
		{"many of each kind", 20, 10, 10, 10, nil},
		{"few partly achieved", 30, 2, 1, 10, []string{item2, item3, partly}},
		{"few good on the second alone", 20, 2, 10, 10, []string{item2, item3, partly}},
		{"few good on none, which the items and the outcome would give back", 20, 10, 10, 4, []string{item2, item3, partly}},
		{"few achieved", 4, 10, 10, 10, []string{item2, item3, achieved, partly}},
	} {
		var b strings.Builder
		b.WriteString("case_id,item-2,item-3\n")
		for i, answers := range slices.Concat(slices.Repeat([]string{"yes,yes"}, c.both), slices.Repeat([]string{"yes,no"}, c.second),
			slices.Repeat([]string{"no,yes"}, c.third), slices.Repeat([]string{"no,no"}, c.not)) {
			fmt.Fprintf(&b, "C%02d,%s\n", i, answers)
		}
		ins := judgedAs(t, set, b.String())
		public, err := ins.Publish(5, "")
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(public.Withheld.Questions, c.want) {
			t.Errorf("%s: %v are withheld, not %v", c.name, public.Withheld.Questions, c.want)
		}
	}
}

// Two items of every case are told together with the question made of them where a cell of their table that
// their counts give is small: those yes on one alone, and those on neither.
func TestItemsToldTogether(t *testing.T) {
	text := strings.Replace(fmt.Sprintf(itemRules, ""), `items = ["a", "b", "c"]`, `items = ["a", "b"]`, 1)
	set, err := rules.Parse("two.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	at, _ := set.QuestionIndex("s.done")
	one, other := set.Items(at)[0], set.Items(at)[1]
	cells := []int{0, 1, 2, 3, 7}
	for code := range 5 * 5 * 5 * 5 {
		both, a, b, neither := cells[code%5], cells[code/5%5], cells[code/25%5], cells[code/125]
		n := both + a + b + neither
		results := make([]Result, len(set.Questions()))
		for q, yes := range map[int]int{at: both, one: both + a, other: both + b} {
			results[q] = Result{Known: Counted, Yes: yes, Of: n}
		}
		got := tellTogether(set, at, results, GroupSize{Sample: n}, 3)
		if want := a < 3 || b < 3 || neither < 3; want != slices.Equal(got, []int{one, other}) || !want && got != nil {
			t.Errorf("%d both, %d and %d one, %d neither: %v", both, a, b, neither, got)
		}
	}
}

// A result shows few cases where a number that its counts and the group's sizes give is small: of those
// with a yes, of those with a no, or, where there are any, of those that it does not apply to, read, unread
// or both. Every small inspection is tried.
func TestResultsThatShowFewCases(t *testing.T) {
	const fewerThan = 3
	few := func(n int) bool { return n > 0 && n < fewerThan }
	for code := range 5 * 5 * 5 * 5 * 2 {
		yes, no, other, unread, known := code%5, code/5%5, code/25%5, code/125%5, code/625 == 1
		r := Result{Known: Counted, Yes: yes, Of: yes + no}
		group := GroupSize{Population: yes + no + other + unread + 2, Sample: yes + no + other}
		want := yes < fewerThan || no < fewerThan || few(other)
		if known { // that it applies to two cases that were not read
			r.Population = yes + no + 2
			want = want || few(unread) || few(other+unread)
		}
		if got := r.shows(fewerThan, group); got != want {
			t.Errorf("%d yes, %d no, %d read that it does not apply to and %d unread, known %v: %v", yes, no, other, unread, known, got)
		}
		r.levels, r.Levels = 3, []int{no, 1, yes}
		if !r.shows(fewerThan, group) || !(Result{Known: PercentOnly}).shows(fewerThan, group) {
			t.Error("a level of one case, and a percentage of an unknown number, are shown")
		}
	}
}

// Items and what is made of them are told together, or none, where one is withheld or where an item and a
// question made of it are few cases apart, of yes or of no: over random counts, with two questions made of
// the same items and one of a part.
func TestToldTogetherByEveryPair(t *testing.T) {
	text := strings.Replace(fmt.Sprintf(itemRules, ""), `{ id = "done", items = ["a", "b", "c"] },`,
		`{ id = "done", items = ["a", "b", "c"] }, { id = "again", items = ["a", "b", "c"], least = 1 }, { id = "part", items = ["b", "c"] },`, 1)
	set, err := rules.Parse("three.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	places := func(ids ...string) (at []int) {
		for _, id := range ids {
			k, _ := set.QuestionIndex("s." + id)
			at = append(at, k)
		}
		return at
	}
	items, made := places("a", "b", "c"), places("done", "again", "part")
	rng := rand.New(rand.NewPCG(3, 42))
	told := 0
	for range 4000 {
		const fewerThan = 3
		results := make([]Result, len(set.Questions()))
		group := GroupSize{Sample: 20 + rng.IntN(20)}
		for _, q := range slices.Concat(items, made) {
			r := Result{Known: Counted, Yes: rng.IntN(21), Of: 30 + 5*rng.IntN(3)}
			if rng.IntN(12) == 0 {
				r = Result{Known: []Known{Hidden, NoResult}[rng.IntN(2)]}
			}
			results[q] = r
		}
		near := func(p, q int) bool {
			a, b := results[p], results[q]
			off := func(m, n int) bool { return m-n < fewerThan && n-m < fewerThan }
			return a.HasCount() && b.HasCount() && (off(a.Yes, b.Yes) || off(a.Of-a.Yes, b.Of-b.Yes))
		}
		for at, own := range map[int][]int{made[0]: items, made[2]: items[1:]} {
			few, together := results[at].Known == Hidden, []int(nil)
			neither := group.Sample + results[at].Yes
			for _, q := range slices.Sorted(slices.Values(slices.Concat(items, made))) {
				isItem := slices.Contains(own, q)
				if q == at || !isItem && !slices.Contains(made, q) {
					continue
				}
				few = few || results[q].Known == Hidden || near(at, q)
				if !results[q].HasCount() {
					continue
				}
				together = append(together, q)
				if isItem {
					neither -= results[q].Yes
				}
				for _, item := range own {
					few = few || !isItem && near(item, q)
				}
			}
			few = few || len(own) == 2 && neither < fewerThan && neither > -fewerThan
			if !few {
				together = nil
			}
			if got := tellTogether(set, at, results, group, fewerThan); !slices.Equal(got, together) {
				t.Fatalf("question %d: %v are told with it, want %v: %+v", at, got, together, results)
			}
			told += len(together)
		}
		if tellTogether(set, made[1], results, group, fewerThan) != nil || tellTogether(set, items[0], results, group, fewerThan) != nil {
			t.Fatal("of two questions made of the same items the first is shown, and no item is made of any")
		}
	}
	if told < 1000 {
		t.Errorf("%d told together", told)
	}
}
