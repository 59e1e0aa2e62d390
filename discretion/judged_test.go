package discretion

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// The fewest steps of judged standards that change the overall rating, and every way with so many, as
// rating the inspection with each set of up to three steps finds them.
func TestJudgedWaysByTrial(t *testing.T) {
	some := 0
	for trial := range 6 {
		ins := kent(t)
		ins.Decisions = nil
		scale := ins.Rules.RatingIDsOf("")
		ids := slices.Sorted(maps.Keys(ins.Judged))
		for i, id := range ids {
			ins.Judged[id] = scale[(trial*(i+2)+i)%4]
		}
		now := assess(t, ins, Options{})
		at := slices.Index(scale, now.Overall)
		for _, step := range []int{1, -1} {
			if to := at + step; to < 0 || to >= len(scale) {
				continue
			}
			var want []string
			for n := 1; n <= 3 && want == nil; n++ {
				var try func(k, left int, way []string)
				try = func(k, left int, way []string) {
					if k == len(ids) {
						if left > 0 {
							return
						}
						a, err := NewAssessor(ins, Options{})
						if err != nil {
							t.Fatal(err)
						}
						if _, overall, ok := a.RateAll(make([]int, len(ins.Rules.Standards))); !ok || overall*step > at*step {
							want = append(want, strings.Join(way, " ")+" makes "+ins.Rules.OverallRatings()[overall].ID)
						}
						return
					}
					was := ins.Judged[ids[k]]
					for steps := range left + 1 {
						to := slices.Index(scale, was) + step*steps
						if to < 0 || to >= len(scale) {
							break
						}
						next := way
						if ins.Judged[ids[k]] = scale[to]; steps > 0 {
							next = append(slices.Clone(way), ids[k]+"="+scale[to])
						}
						try(k+1, left-steps, next)
					}
					ins.Judged[ids[k]] = was
				}
				try(0, n, nil)
			}
			var got []string
			if swing := map[int]*OverallSwing{1: now.Up, -1: now.Down}[step]; swing != nil {
				for i, way := range swing.Judged {
					var steps []string
					for _, s := range way {
						steps = append(steps, s.Standard+"="+s.To)
					}
					slices.Sort(steps)
					got = append(got, strings.Join(steps, " ")+" makes "+swing.JudgedTo[i])
				}
			}
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(got, want) && len(want) < mostWays {
				t.Errorf("trial %d, step %d: %v, want %v", trial, step, got, want)
			}
			some += len(want)
		}
	}
	if some == 0 {
		t.Error("no way was found")
	}
}
