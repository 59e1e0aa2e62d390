package predict

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"onecase/discretion"
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
