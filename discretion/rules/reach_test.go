package rules_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/internal/rulestest"
	"onecase/discretion/rules"
)

// reachHead is a scale of three ratings, whose ids are their places, in whole percentages.
const reachHead = `id = "t"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "r0", name = "A", score = 0 }, { id = "r1", name = "B", score = 1 }, { id = "r2", name = "C", score = 2 }]
`

// unreachedIn tells whether a finding says that a standard, or what is scored, never has a rating.
func unreachedIn(fs rules.Findings, where, rating string) bool {
	return slices.ContainsFunc(fs, func(f rules.Finding) bool {
		return f.Where == where && strings.HasSuffix(f.Message, "make it "+rating)
	})
}

func foundAt(fs rules.Findings, where, message string) bool {
	return slices.ContainsFunc(fs, func(f rules.Finding) bool { return f.Where == where && strings.HasSuffix(f.Message, message) })
}

// A standard of two questions, and one made of it and of a judged one, come to what every pair of
// figures in quarters of a percent comes to, or none, and every rating of the judged one.
func TestUnreachedIsWhatNoFiguresMake(t *testing.T) {
	random := rand.New(rand.NewPCG(14, 7))
	told := [5]int{}
	for range 200 {
		var text strings.Builder
		text.WriteString(reachHead)
		mean, skips := random.IntN(2) == 0, random.IntN(3) == 0
		low := 2 + random.IntN(95)
		high := low + 1 + random.IntN(min(99-low, []int{2, 99}[random.IntN(2)]))
		bands := fmt.Sprintf(`bands = [{ rating = "r0", from = 0, to = %d }, { rating = "r1", from = %d, to = %d }, { rating = "r2", from = %d, to = 100 }]`,
			low-1, low, high-1, high)
		if skips {
			bands = fmt.Sprintf(`bands = [{ rating = "r0", from = 0, to = %d }, { rating = "r2", from = %d, to = 100 }]`, high-1, high)
		}
		cut := 1 + random.IntN(99)
		short, own := !skips && random.IntN(2) == 0, ""
		if short { // one question has no best band
			own = fmt.Sprintf(`, bands = [{ rating = "r0", from = 0, to = %d }, { rating = "r1", from = %d, to = 100 }]`, cut-1, cut)
		}
		above, at, count, most := random.IntN(2) == 0, random.IntN(2), 1+random.IntN(2), random.IntN(2)
		limit := fmt.Sprintf(`{ at_or_below = "r%d", count = %d, at_most = "r%d" }`, at, count, most)
		if above {
			at++
			limit = fmt.Sprintf(`{ at_or_above = "r%d", fewer_than = %d, at_most = "r%d" }`, at, count, most)
		}
		fmt.Fprintf(&text, "[[standards]]\nid = \"c\"\nname = \"C\"\ngroup = \"all\"\n%s\nlimits = [%s]\nquestions = [{ id = \"p\" }, { id = \"q\"%s }]\n", bands, limit, own)
		if mean {
			text.WriteString("combine = \"mean\"\n")
		}
		sum := [2]int{1 + random.IntN(3), 4}
		fmt.Fprintf(&text, "[[standards]]\nid = \"j\"\nname = \"J\"\njudged = true\nweight = 2\n[[standards]]\nid = \"d\"\nname = \"D\"\nparts = [\"c\", \"j\"]\ncombine = \"sum\"\nlimits = [%s]\nbands = [{ rating = \"r0\", from = 0, to = %d }, { rating = \"r1\", from = %d, to = %d }, { rating = \"r2\", from = %d, to = 6 }]\n",
			limit, sum[0]-1, sum[0], sum[1], sum[1]+1)
		place := func(whole int) int {
			switch {
			case whole >= high:
				return 2
			case whole >= low && !skips:
				return 1
			}
			return 0
		}
		var c, d [3]bool
		var held, free [2]bool
		limited := func(which, rating int, of ...int) int {
			n := 0
			for _, r := range of {
				if r >= 0 && (above && r >= at || !above && r <= at) {
					n++
				}
			}
			if holds := above && n < count || !above && n >= count; !holds {
				free[which] = true
				return rating
			}
			held[which] = true
			return min(rating, most)
		}
		for x := -1; x <= 400; x++ {
			for y := -1; y <= 400; y++ {
				p, q, figure := -1, -1, (x+y+4)/8
				if x >= 0 {
					p = place((x + 2) / 4)
				}
				if y >= 0 {
					if q = place((y + 2) / 4); short {
						q = 0
						if (y+2)/4 >= cut {
							q = 1
						}
					}
				}
				lowest := min(p, q)
				if x < 0 || y < 0 {
					figure, lowest = (max(x, y)+2)/4, max(p, q)
				}
				if x < 0 && y < 0 {
					continue
				}
				if mean {
					lowest = place(figure)
				}
				c[limited(0, lowest, p, q)] = true
			}
		}
		for r, reached := range c {
			for j := 0; reached && j < 3; j++ {
				band := 0
				if score := r + 2*j; score > sum[1] {
					band = 2
				} else if score >= sum[0] {
					band = 1
				}
				d[limited(1, band, r, j)] = true
			}
		}
		set, err := rules.Parse("t.toml", []byte(text.String()))
		if err != nil {
			t.Fatal(err)
		}
		fs := set.Unreached()
		for r := range 3 {
			name := fmt.Sprintf("r%d", r)
			lacksC, lacksD := !c[r] && (r != 1 || !skips), !d[r]
			if unreachedIn(fs, "standards.c", name) != lacksC || unreachedIn(fs, "standards.d", name) != lacksD {
				t.Fatalf("%s: %v, and C comes to %v, D to %v\n%s", name, fs, c, d, text.String())
			}
			for k, lacks := range []bool{lacksC && mean, lacksC && !mean, lacksD} {
				if lacks {
					told[k]++
				}
			}
		}
		for k, where := range []string{"standards.c.limits.1", "standards.d.limits.1"} {
			if foundAt(fs, where, "never holds") == held[k] || foundAt(fs, where, "always holds") == free[k] {
				t.Fatalf("%s: %v, held %v, not held %v\n%s", where, fs, held, free, text.String())
			}
			if !held[k] || !free[k] {
				told[3+k]++
			}
		}
	}
	if slices.Min(told[:3]) == 0 || told[3]+told[4] == 0 {
		t.Errorf("%v of the mean, the lowest, the sum and limits were found: some kind is not tried", told)
	}
}

// No random inspection has a rating that is said to be out of reach.
func TestUnreachedIsNotReached(t *testing.T) {
	said := 0
	for seed := range uint64(400) {
		m := &rulestest.Maker{Rand: rand.New(rand.NewPCG(seed, 14))}
		set, err := rules.Parse("language.toml", []byte(m.Make()))
		if err != nil {
			t.Fatal(err)
		}
		fs := set.Unreached()
		for range 20 {
			_, ratings, overall := m.Rules.Rate(m.Cases())
			for s, rating := range ratings {
				if scale := m.Rules.Standards[s].Scale; rating >= 0 &&
					unreachedIn(fs, "standards."+set.Standards[s].ID, m.ID(scale, rating)) {
					t.Fatalf("seed %d: %s is %s: %v", seed, set.Standards[s].ID, m.ID(scale, rating), fs)
				}
			}
			if overall >= 0 && unreachedIn(fs, "scoring", m.ID(m.Rules.Overall.Scale, overall)) {
				t.Fatalf("seed %d: the overall rating is %d: %v", seed, overall, fs)
			}
		}
		said += len(fs)
	}
	if said < 100 {
		t.Errorf("%d findings are too few to tell anything", said)
	}
}

// The shipped sets have nothing that never comes about; bands that no question has are found.
func TestUnreachedOfShippedSets(t *testing.T) {
	for _, name := range append(rules.IDs(), "../../examples/schemes/care-grades-rules.toml",
		"../../examples/schemes/childrens-services-rules.toml") {
		set, err := rules.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		if fs := set.Unreached(); len(fs) > 0 {
			t.Errorf("%s: %v", name, fs)
		}
	}
	bands := `bands = [{ rating = "r0", from = 0, to = 49 }, { rating = "r1", from = 50, to = 79 }, { rating = "r2", from = 80, to = 100 }]` + "\n"
	standard := "[[standards]]\nid = \"c\"\nname = \"C\"\ngroup = \"all\"\nquestions = [{ id = \"p\" }]\n"
	const table = "decide = [{ cases = 4, yes = [1, 2] }]\n"
	for text, want := range map[string]bool{reachHead + bands + standard: false, reachHead + bands + standard + bands: true,
		reachHead + table + standard: false, reachHead + table + standard + table: true} {
		set, err := rules.Parse("t.toml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if fs := set.Unreached(); foundAt(fs, "bands", "of its own or of its standard") != want || len(fs) > 0 != want {
			t.Errorf("%v", fs)
		}
	}
}

// Where both questions are green, 49.5% and 80.5% are the least, which round up to 50% and 81%, and
// their mean is 65%, so that 65% is reached and 64% is not.
func TestUnreachedGoesByFiguresBeforeRounding(t *testing.T) {
	const text = reachHead + `[[standards]]
id = "c"
name = "C"
group = "all"
combine = "mean"
limits = [{ at_or_above = "r2", fewer_than = 2, at_most = "r0" }]
bands = [{ rating = "r0", from = 0, to = %d }, { rating = "r1", from = %d, to = %d }, { rating = "r2", from = %d, to = 100 }]
questions = [
  { id = "p", bands = [{ rating = "r0", from = 0, to = 49 }, { rating = "r2", from = 50, to = 100 }] },
  { id = "q", bands = [{ rating = "r0", from = 0, to = 80 }, { rating = "r2", from = 81, to = 100 }] },
]
`
	for at, want := range map[int]bool{64: true, 65: false} {
		set, err := rules.Parse("t.toml", fmt.Appendf(nil, text, at-1, at, at, at+1))
		if err != nil {
			t.Fatal(err)
		}
		if fs := set.Unreached(); unreachedIn(fs, "standards.c", "r1") != want {
			t.Errorf("%d%%: %v", at, fs)
		}
	}
}

// A best band that only 100% is in is reached, and a question for information counts in no limit of a mean.
func TestUnreachedOfEndsAndInformation(t *testing.T) {
	const text = reachHead + `[[standards]]
id = "c"
name = "C"
group = "all"
combine = "mean"
limits = [{ at_or_below = "r0", count = %d, at_most = "r0" }]
bands = [{ rating = "r0", from = 0, to = 49 }, { rating = "r1", from = 50, to = 99 }, { rating = "r2", from = 100, to = 100 }]
questions = [{ id = "p" }, { id = "i", information = true }]
`
	for count, never := range map[int]bool{1: false, 2: true} {
		set, err := rules.Parse("t.toml", fmt.Appendf(nil, text, count))
		if err != nil {
			t.Fatal(err)
		}
		if fs := set.Unreached(); foundAt(fs, "standards.c.limits.1", "never holds") != never || len(fs) > 0 != never {
			t.Errorf("%d: %v", count, fs)
		}
	}
}
