package discretion

import (
	"math/rand/v2"
	"slices"
	"testing"

	"onecase/discretion/rules"
)

// Between the worst and the best that there can be is every option with a band or a figure, each by
// itself, and none alone is beside them where an option has neither.
func TestEndsHoldEveryOption(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 41))
	none := rules.Option{Rating: rules.Unbanded}
	for trial := range 400 {
		var options []rules.Option
		banded := trial%4 > 0
		for range rng.IntN(5) {
			o := rules.Option{Rating: rng.IntN(3)}
			if trial%2 == 0 { // of a mean
				o.Figure = rules.Figure{Num: int64(rng.IntN(4)), Den: int64(1 + rng.IntN(3))}
			}
			if !banded {
				o.Rating = rules.Unbanded
			}
			options = append(options, o)
		}
		some, without := len(options) > 0, rng.IntN(2) == 0
		worst, best := 9, rules.Unbanded
		for _, o := range options {
			worst, best = min(worst, o.Rating), max(best, o.Rating)
		}
		if without {
			options = slices.Insert(options, rng.IntN(len(options)+1), none)
		}
		low, high := endsOf(options)
		if len(low) > 0 && low[0] == none {
			without, low, high = !without, low[1:], high[1:]
		}
		if without || len(low) != len(high) || (len(low) == 1) != some {
			t.Fatalf("%v: %v to %v", options, low, high)
		}
		if !some {
			continue
		}
		if low[0].Rating != worst || high[0].Rating != best {
			t.Fatalf("%v: %v to %v", options, low, high)
		}
		least, most := low[0].Figure, high[0].Figure
		for _, o := range options {
			if f := o.Figure; o != none && (f.Num*least.Den < least.Num*f.Den || f.Num*most.Den > most.Num*f.Den) {
				t.Fatalf("%v: %v to %v", options, low, high)
			}
		}
		is := func(f rules.Figure) bool {
			return slices.ContainsFunc(options, func(o rules.Option) bool { return o.Figure == f })
		}
		if !is(least) || !is(most) {
			t.Fatalf("%v: %v to %v", options, low, high)
		}
	}
}
