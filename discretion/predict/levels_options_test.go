package predict

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// Rules of the whole language under every option: chances add up to 1 where there are any, and
// a standard with results and without chances says why.
func TestWholeLanguageOptions(t *testing.T) {
	chances, lacking := 0, 0
	for seed := uint64(0); seed < uint64(sweep(60, 200)); seed++ {
		m, set := madeSet(t, seed, seed%2 == 0)
		if set == nil {
			continue
		}
		set.Criteria = []rules.Criterion{{ID: rules.OneCaseSwing, Cases: 1, Inclusive: true, Percent: rules.Rounded, Change: rules.OneCase}}
		totals, cases := m.totals(set), m.cases(set)
		endless := totals.Clone()
		for i := range endless.Results.Questions {
			endless.Results.Questions[i].Population = 0
		}
		for _, g := range set.Groups {
			endless.Groups[g.ID] = discretion.GroupSize{}
		}
		wrong := stats.ErrorRates{Yes: stats.ErrorRate{Share: 0.05}, No: stats.ErrorRate{Share: 0.1}}
		for which, ins := range map[string]*discretion.Inspection{"totals": totals, "cases": cases, "endless": endless} {
			for _, o := range []Options{{}, {Model: Separate}, {More: 1}, {Model: Separate, More: 2}, {Agreement: 0.9},
				{Rates: &discretion.Rates{All: wrong}}} {
				o.Replicates = 200
				where := fmt.Sprintf("seed %d, %s, %+v\n%s\n", seed, which, o, m.text)
				r, err := Robust(ins, o)
				if errors.Is(err, ErrTableOfSample) || err != nil && o.Rates != nil && set.PointsQuestion() != "" {
					continue
				}
				if err != nil {
					t.Fatalf("%s%v", where, err)
				}
				for i, st := range r.Standards {
					switch {
					case st.Chances != nil:
						chances++
						addUp(t, where+st.ID, st.Chances)
					case st.Computed != "" && st.Basis != ByJudgement && len(set.Standards[i].Parts) == 0 && st.Why == "":
						t.Fatalf("%s%s has no chances, and nothing says why", where, st.ID)
					case st.Computed != "" && st.Basis != ByJudgement:
						lacking++
					}
				}
				switch {
				case r.Overall.Chances != nil:
					addUp(t, where+"overall", r.Overall.Chances)
				case r.Overall.Why == "":
					t.Fatalf("%sno overall chances, and nothing says why", where)
				}
			}
		}
		for _, ins := range []*discretion.Inspection{totals, cases} {
			p, err := OutlookPlanFrom(ins, 0.7)
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range set.Groups {
				p.Groups[g.ID] = discretion.GroupSize{Population: 8, Sample: 4}
			}
			o, err := p.Outlook(OutlookOptions{Replicates: 200, Wanted: 0.8})
			if err != nil {
				t.Fatal(err)
			}
			for i, st := range o.Standards {
				if asked := len(set.Standards[i].Questions) > 0; (st.Flagged != nil) != (asked && st.Chances != nil &&
					st.Basis != ByJudgement) {
					t.Fatalf("seed %d\n%s%s: flagged %v", seed, m.text, st.ID, st.Flagged)
				}
				if st.Chances != nil {
					addUp(t, st.ID, append(append([]float64(nil), st.Chances...), st.None))
				}
			}
		}
		for _, after := range []*discretion.Inspection{cases, totals} {
			c, err := Compare(totals, after, CompareOptions{Replicates: 200})
			if err != nil && strings.HasPrefix(err.Error(), "there is nothing to compare:") {
				continue // no question applies to a case of both
			}
			if err != nil {
				t.Fatalf("seed %d\n%s%v", seed, m.text, err)
			}
			for _, r := range c.Standards {
				if b := r.Bounds; b != nil &&
					(r.Chances.Better < b.Better.Low-1e-9 || r.Chances.Better > b.Better.High+1e-9 ||
						r.Chances.Worse < b.Worse.Low-1e-9 || r.Chances.Worse > b.Worse.High+1e-9) {
					t.Fatalf("seed %d\n%s%s: %+v outside of %+v", seed, m.text, r.ID, *r.Chances, *b)
				}
			}
		}
	}
	t.Logf("%d chances of standards, %d without", chances, lacking)
}

func addUp(t *testing.T, where string, chances []float64) {
	t.Helper()
	sum := 0.0
	for _, c := range chances {
		if c < -1e-12 || c > 1+1e-9 || math.IsNaN(c) {
			t.Fatalf("%s: chances %v", where, chances)
		}
		sum += c
	}
	if math.Abs(sum-1) > 1e-6 {
		t.Fatalf("%s: chances %v add up to %v", where, chances, sum)
	}
}
