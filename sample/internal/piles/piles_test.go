package piles

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"onecase/sample/internal/stream"
)

// within tells whether a sharing is within one case of every share and keeps the bars.
func within(p *Problem, pile, sizes []int) bool {
	total, have := make([]int, p.Rows), make([]int, p.Rows*len(sizes))
	for c, rows := range p.Cases {
		if p.Barred != nil && p.Barred(c, pile[c]) {
			return false
		}
		for _, r := range rows {
			total[r]++
			have[pile[c]*p.Rows+r]++
		}
	}
	for q, size := range sizes {
		for r, all := range total {
			if d := have[q*p.Rows+r]*len(pile) - all*size; d >= len(pile) || d <= -len(pile) {
				return false
			}
		}
	}
	return true
}

// enumerate calls is with every sharing in piles of these sizes until it returns true.
func enumerate(sizes []int, n int, is func(pile []int) bool) bool {
	pile, left := make([]int, n), slices.Clone(sizes)
	var next func(c int) bool
	next = func(c int) bool {
		if c == n {
			return is(pile)
		}
		for q := range left {
			if left[q] == 0 {
				continue
			}
			left[q]--
			pile[c] = q
			if next(c + 1) {
				return true
			}
			left[q]++
		}
		return false
	}
	return next(0)
}

// problem draws a small problem: up to three variables of up to three categories, some
// with bars.
func problem(t *rapid.T, most int) *Problem {
	n, q := rapid.IntRange(1, most).Draw(t, "cases"), rapid.IntRange(1, 4).Draw(t, "piles")
	p := &Problem{}
	for v := range rapid.IntRange(0, 3).Draw(t, "variables") {
		k := rapid.IntRange(1, 3).Draw(t, "categories")
		for c := range n {
			if v == 0 {
				p.Cases = append(p.Cases, nil)
			}
			p.Cases[c] = append(p.Cases[c], p.Rows+rapid.IntRange(0, k-1).Draw(t, "category"))
		}
		p.Rows += k
	}
	for len(p.Cases) < n {
		p.Cases = append(p.Cases, nil)
	}
	for range q {
		p.Weight = append(p.Weight, rapid.IntRange(1, 4).Draw(t, "weight"))
		p.Most = append(p.Most, rapid.IntRange(0, n).Draw(t, "most"))
	}
	if rapid.Bool().Draw(t, "bars") {
		bars := make([]bool, n*q)
		for i := range bars {
			bars[i] = rapid.IntRange(0, 3).Draw(t, "bar") == 0
		}
		p.Barred = func(c, pile int) bool { return bars[c*q+pile] }
	}
	return p
}

// Of small problems every sharing is listed: one is found just where there is one, within
// one case of every share where there is one, and the sizes are as near to the shares as
// any that can be.
func TestSharingsAreFoundWhereThereAreAny(t *testing.T) {
	missed := 0
	check(t, 1_000, 1_500, func(t *rapid.T) {
		p := problem(t, 7)
		n := len(p.Cases)
		got, short := p.Share(stream.New(fmt.Sprint(rapid.IntRange(0, 99).Draw(t, "seed"))))
		distance := func(sizes []int) (sum int64) {
			total := 0
			for _, w := range p.Weight {
				total += w
			}
			for q, size := range sizes {
				d := int64(size*total - n*p.Weight[q])
				sum += d * d
			}
			return sum
		}
		least, most := int64(-1), 0 // over all sharings, and the most cases that have a place
		pile := make([]int, n)
		var each func(c, placed int, sizes []int)
		each = func(c, placed int, sizes []int) {
			if most = max(most, placed); c == n {
				if d := distance(sizes); placed == n && (least < 0 || d < least) {
					least = d
				}
				return
			}
			if placed+n-c < most {
				return
			}
			for q := range sizes {
				if sizes[q] < p.Most[q] && (p.Barred == nil || !p.Barred(c, q)) {
					sizes[q]++
					pile[c] = q
					each(c+1, placed+1, sizes)
					sizes[q]--
				}
			}
			each(c+1, placed, sizes)
		}
		each(0, 0, make([]int, len(p.Weight)))
		if short != nil {
			if most == n {
				t.Fatalf("there is a place for every case, and not so it is said: %+v", short)
			}
			if short.Missing != n-most {
				t.Fatalf("%d cases have no place, and it is said of %d", n-most, short.Missing)
			}
			var nowhere []int
			for c := range n {
				may := p.Barred == nil
				for q := range p.Weight {
					may = may || !p.Barred(c, q)
				}
				if !may {
					nowhere = append(nowhere, c)
				}
			}
			if len(nowhere) > 0 && (!slices.Equal(short.Cases, nowhere) || len(short.Piles) > 0) {
				t.Fatalf("%v may go nowhere: %+v", nowhere, short)
			}
			for _, c := range short.Cases {
				for q := range p.Weight {
					if p.Barred != nil && !p.Barred(c, q) && !slices.Contains(short.Piles, q) {
						t.Fatalf("case %d may be in pile %d: %+v", c, q, short)
					}
				}
			}
			if more := len(short.Cases) - short.Room; more != short.Missing && len(short.Piles) > 0 || more < 1 {
				t.Fatalf("the cases named are not those missing: %+v", short)
			}
			return
		}
		if least < 0 {
			t.Fatal("the cases are shared out, and they cannot be")
		}
		if d := distance(got.Sizes); d != least {
			t.Fatalf("the sizes %v are not the nearest: %d, not %d", got.Sizes, d, least)
		}
		counts := make([]int, len(p.Weight))
		for c, q := range got.Pile {
			counts[q]++
			if p.Barred != nil && p.Barred(c, q) {
				t.Fatalf("case %d is in pile %d in spite of the bar", c, q)
			}
		}
		if !slices.Equal(counts, got.Sizes) {
			t.Fatalf("piles of %v are said to be of %v", counts, got.Sizes)
		}
		can := enumerate(got.Sizes, n, func(pile []int) bool { return within(p, pile, got.Sizes) })
		if is := within(p, got.Pile, got.Sizes); is != can || got.None != !can {
			t.Fatalf("within one case: %v, can be: %v, said to be impossible: %v", is, can, got.None)
		}
		if !can {
			missed++
		}
	})
	t.Logf("%d problems could not be shared within one case", missed)
}

// A search that is cut short says that it is.
func TestSearchIsBounded(t *testing.T) {
	defer func(was int64) { maxWork = was }(maxWork)
	maxWork = 1_000_000
	p := &Problem{Rows: 90}
	s := stream.New("many")
	for range 60 {
		var rows []int
		for v := range 30 {
			rows = append(rows, 3*v+s.Below(3))
		}
		p.Cases = append(p.Cases, rows)
	}
	for range 7 {
		p.Weight, p.Most = append(p.Weight, 1), append(p.Most, 60)
	}
	got, short := p.Share(stream.New("seed"))
	if short != nil || got.None || slices.Max(got.Sizes)-slices.Min(got.Sizes) > 1 {
		t.Errorf("%+v %+v", got, short)
	}
}

// bench is 200 cases of two groups and four variables for 12 piles.
func bench(n, q int) *Problem {
	p := &Problem{Rows: 2 + 2*14 + 14, Weight: slices.Repeat([]int{1}, q), Most: slices.Repeat([]int{n}, q)}
	s := stream.New("cases")
	for range n {
		g := s.Below(5) / 3
		rows, at := []int{g}, 2
		for _, k := range []int{2, 3, 4, 5} {
			v := s.Below(k * k)
			for k*k-(k-1)*(k-1) > 0 && v >= k {
				v -= k - 1
			}
			v %= k
			rows = append(rows, at+v, 14*(1+g)+at+v)
			at += k
		}
		p.Cases = append(p.Cases, rows)
	}
	return p
}

func BenchmarkShare(b *testing.B) {
	for _, size := range [][2]int{{65, 3}, {200, 12}, {1000, 20}} {
		b.Run(fmt.Sprintf("%d-%d", size[0], size[1]), func(b *testing.B) {
			p := bench(size[0], size[1])
			within1 := 0
			for i := 0; b.Loop(); i++ {
				got, _ := p.Share(stream.New(fmt.Sprint(i)))
				if within(p, got.Pile, got.Sizes) {
					within1++
				}
			}
			b.ReportMetric(float64(within1)/float64(b.N), "within")
		})
	}
}

// Given how many cases of each kind every pile has, every way to give them to the piles comes up as
// often as any other, over seeds: kinds are cases with the same categories and bars. Exchanges, kicks
// and bars are all at work. The sums of squares follow chi-squared, whose mean is the degrees of
// freedom and whose variance is twice that.
func TestCasesOfAKindAreExchangeable(t *testing.T) {
	for name, p := range map[string]*Problem{
		"matched": {Rows: 3, Cases: [][]int{{0}, {0}, {0}, {1}, {1}, {0, 1}, {2}, {2}}, Weight: []int{1, 1}, Most: []int{8, 8}},
		"unlike":  {Rows: 2, Cases: [][]int{{0}, {0}, {0}, {0}, {1}, {1}, {1}}, Weight: []int{3, 2, 1}, Most: []int{7, 7, 7}},
		"barred": {Rows: 2, Cases: [][]int{{0}, {0}, {0}, {1}, {1}, {1}}, Weight: []int{1, 1}, Most: []int{6, 6},
			Barred: func(c, pile int) bool { return c == 0 && pile == 1 }},
		"impossible": {Rows: 3, Cases: [][]int{{0, 1}, {0, 2}, {1, 2}, {0, 1}, {0, 2}, {1, 2}, {0, 1, 2}},
			Weight: []int{1, 1, 1}, Most: []int{7, 7, 7}},
	} {
		kind := func(c int) string {
			var bars strings.Builder
			for q := range p.Weight {
				bars.WriteString(fmt.Sprint(p.Barred != nil && p.Barred(c, q)))
			}
			return fmt.Sprint(p.Cases[c], bars.String())
		}
		tables, exchanges := map[string]map[string]int{}, map[string]float64{}
		const seeds = 6_000
		for seed := range seeds {
			s, short := p.Share(stream.New(fmt.Sprint(name, seed)))
			if short != nil {
				t.Fatal(short)
			}
			if s.Searched {
				continue
			}
			table, of, ways := map[string]int{}, map[string]int{}, 1.0
			for c, q := range s.Pile { // multinomial numbers, one case after the other
				of[kind(c)]++
				table[fmt.Sprint(kind(c), q)]++
				ways *= float64(of[kind(c)]) / float64(table[fmt.Sprint(kind(c), q)])
			}
			key := fmt.Sprint(table)
			exchanges[key] = math.Round(ways)
			if tables[key] == nil {
				tables[key] = map[string]int{}
			}
			tables[key][fmt.Sprint(s.Pile)]++
		}
		chi, df := 0.0, 0
		for key, ways := range tables {
			all := 0
			for _, n := range ways {
				all += n
			}
			mean := float64(all) / exchanges[key]
			if mean < 10 {
				continue
			}
			chi += (exchanges[key] - float64(len(ways))) * mean // those that never came up
			for _, n := range ways {
				chi += (float64(n) - mean) * (float64(n) - mean) / mean
			}
			df += int(exchanges[key]) - 1
		}
		if df < 3 || chi > float64(df)+5*math.Sqrt(2*float64(df)) {
			t.Errorf("%s: chi-squared %.1f with %d degrees of freedom", name, chi, df)
		}
		t.Logf("%s: chi-squared %.1f with %d degrees of freedom, %d tables", name, chi, df, len(tables))
	}
}

// What piles have beforehand counts: of all ways to add n cases none has a smaller sum of squared
// differences from the shares, by listing every way.
func TestFillBesideWhatIsThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 3).Draw(t, "piles")
		n := rapid.IntRange(0, 7).Draw(t, "cases")
		ints := func(name string, least, most int) []int {
			return rapid.SliceOfN(rapid.IntRange(least, most), k, k).Draw(t, name)
		}
		weight, most, has := ints("weight", 1, 4), ints("most", 0, 6), ints("has", 0, 6)
		all, total := n, 0
		for i := range k {
			all, total = all+has[i], total+weight[i]
		}
		squares := func(x []int) (sum int) { // of the differences, in total-ths of a case
			for i := range x {
				d := (x[i]+has[i])*total - all*weight[i]
				sum += d * d
			}
			return sum
		}
		best := -1
		x := make([]int, k)
		var every func(i, left int)
		every = func(i, left int) {
			if i == k {
				if s := squares(x); left == 0 && (best < 0 || s < best) {
					best = s
				}
				return
			}
			for x[i] = 0; x[i] <= min(left, most[i]); x[i]++ {
				every(i+1, left-x[i])
			}
			x[i] = 0
		}
		every(0, n)
		got := Fill(n, weight, most, has)
		placed := 0
		for i, m := range got {
			if placed += m; m > most[i] {
				t.Fatalf("%v, and at most %v", got, most)
			}
		}
		if best < 0 {
			if room := min(n, sumOf(most)); placed != room {
				t.Fatalf("%d of %d placed in a room of %d", placed, n, room)
			}
			return
		}
		if placed != n || squares(got) != best {
			t.Fatalf("%v has %d, and the least is %d", got, squares(got), best)
		}
	})
}

func sumOf(x []int) (sum int) {
	for _, n := range x {
		sum += n
	}
	return sum
}

// Four cases in two piles, under every set of bars: the sizes are the nearest to the shares that the bars leave, and
// cases that may go nowhere are named.
func TestSizesUnderEveryBar(t *testing.T) {
	for bars := range 1 << 8 {
		barred := func(c, pile int) bool { return bars>>(2*c+pile)&1 == 1 }
		only, nowhere := [2]int{}, []int{}
		for c := range 4 {
			switch {
			case barred(c, 0) && barred(c, 1):
				nowhere = append(nowhere, c)
			case barred(c, 0):
				only[1]++
			case barred(c, 1):
				only[0]++
			}
		}
		for _, weight := range [][]int{{1, 1}, {1, 3}, {3, 1}} {
			for seed := range 4 {
				p := &Problem{Cases: make([][]int, 4), Weight: weight, Most: []int{4, 4}, Barred: barred}
				got, short := p.Share(stream.New(fmt.Sprint(seed)))
				if (short != nil) != (len(nowhere) > 0) || short != nil &&
					(short.Missing != len(nowhere) || !slices.Equal(short.Cases, nowhere) || len(short.Piles) > 0) {
					t.Fatalf("bars %08b: %+v, and %v may go nowhere", bars, short, nowhere)
				}
				if short != nil {
					continue
				}
				off := func(first int) int {
					return max(first-weight[0]*4/(weight[0]+weight[1]), weight[0]*4/(weight[0]+weight[1])-first)
				}
				least := 4
				for first := only[0]; first <= 4-only[1]; first++ {
					least = min(least, off(first))
				}
				if off(got.Sizes[0]) != least || got.Sizes[0]+got.Sizes[1] != 4 {
					t.Fatalf("bars %08b, weights %v: sizes %v", bars, weight, got.Sizes)
				}
			}
		}
	}
}

// Bars that bar nothing leave the sizes as they are without any.
func TestSizesWithoutABar(t *testing.T) {
	check(t, 500, 5_000, func(t *rapid.T) {
		p := problem(t, 9)
		p.Barred = func(int, int) bool { return false }
		got, short := p.Share(stream.New("seed"))
		if want := Fill(len(p.Cases), p.Weight, p.Most, nil); short == nil && !slices.Equal(got.Sizes, want) {
			t.Fatalf("sizes of %v, not %v", got.Sizes, want)
		}
	})
}
