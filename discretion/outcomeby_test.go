package discretion

import (
	"slices"
	"testing"

	"onecase/discretion/rules"
)

// Where there are too many ways to go through, every rating from that of the worst to that of the
// best is named, and none where some part may have no rating; the way of any choice is among them.
func TestOutcomeOfTooManyWays(t *testing.T) {
	set, err := rules.Parse("mean.toml", []byte(`id = "mean"
groups = [{ id = "all" }]
percent = { measure = "percent-yes", rounding = "none", inclusive = true }
ratings = [{ id = "r0", name = "R0", score = 0 }, { id = "r1", name = "R1", score = 1 }, { id = "r2", name = "R2", score = 2 },
  { id = "r3", name = "R3", score = 3 }]
bands = [{ rating = "r0", from = 0, to = 20 }, { rating = "r1", from = 20, to = 40 }, { rating = "r2", from = 40, to = 60 }, { rating = "r3", from = 60, to = 100 }]
[[standards]]
id = "s"
group = "all"
combine = "mean"
bands = [{ rating = "r0", from = 0, to = 20 }, { rating = "r1", from = 20, to = 40 }, { rating = "r2", from = 40, to = 60 }, { rating = "r3", from = 60, to = 100 }]
questions = [{ id = "a" }, { id = "b" }, { id = "c" }, { id = "d" }]
`))
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAssessor(NewInspection(set), Options{})
	if err != nil {
		t.Fatal(err)
	}
	many := 0
	band := func(percent int64) int { return int(min(percent/20, 3)) }
	for _, c := range []struct{ from, to int64 }{{0, 99}, {0, 39}, {21, 59}, {41, 79}, {45, 55}, {1, 19}, {60, 99}} {
		var options, least, most [][]rules.Option
		for _, den := range []int64{97, 89, 83, 79} {
			var all []rules.Option
			for k := range int64(40) {
				num := c.from*den + (c.to-c.from)*den*k/39
				all = append(all, rules.Option{Rating: band(num / den), Figure: rules.Figure{Num: num, Den: den}})
			}
			low, high := endsOf(all)
			if low[0] != all[0] || high[0] != all[39] || len(low)+len(high) != 2 {
				t.Fatalf("%v and %v of %v", low, high, all)
			}
			options, least, most = append(options, all), append(least, low), append(most, high)
		}
		if _, ok := a.Rater.Law(0, options); !ok {
			many++
		}
		got := (&Progress{}).outcomeBy(a, 0, options, least, most)
		var want []string
		for r := band(c.from); r <= band(c.to); r++ {
			want = append(want, []string{"r0", "r1", "r2", "r3"}[r])
		}
		if !slices.Equal(got.Possible, want) || got.Settled != (len(want) == 1) {
			t.Errorf("from %d to %d: %+v, want %v", c.from, c.to, got, want)
		}
	}
	if many < 4 {
		t.Errorf("there are many ways %d times", many)
	}
}
