package discretion

import (
	"testing"

	"onecase/discretion/rules"
)

// Ways of judged steps are listed up to a number, and how many more there are is said: of nine
// statements three steps below the next rating, every choice of three steps is one.
func TestJudgedWaysSayHowManyMore(t *testing.T) {
	set, err := rules.Load("cqc-local-authority-2023")
	if err != nil {
		t.Fatal(err)
	}
	ins := NewInspection(set)
	var left []int // steps that each can rise
	for i, st := range set.Standards {
		if len(st.Parts) > 0 {
			continue
		}
		at := 1 // 2 of 4
		if len(left) > 6 {
			at = 2
		}
		ratings := set.RatingsOf(i)
		ins.Judged[st.ID] = ratings[at].ID
		left = append(left, len(ratings)-1-at)
	}
	var choices func(from, steps int) int
	choices = func(from, steps int) (n int) {
		if steps == 0 {
			return 1
		}
		for i := from; i < len(left); i++ {
			if left[i] > 0 {
				left[i]--
				n += choices(i, steps-1)
				left[i]++
			}
		}
		return n
	}
	a := assess(t, ins, Options{})
	if want := choices(0, 3); len(a.Up.Judged) != mostWays || a.Up.JudgedMore != want-mostWays {
		t.Errorf("%d ways and %d more, want %d in all", len(a.Up.Judged), a.Up.JudgedMore, want)
	}
}
