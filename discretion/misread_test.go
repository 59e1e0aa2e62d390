package discretion

import (
	"math"
	"slices"
	"testing"

	"onecase/stats"
)

// The corrected share, its limits and its band are those of the answers of each question; a panel's
// decision and swings stay as they were.
func TestCorrectedSharesOfKent(t *testing.T) {
	ins := kent(t)
	rates := &Rates{All: stats.ErrorRates{Yes: stats.ErrorRate{Share: 0.1}, No: stats.ErrorRate{Share: 0.1}},
		By: map[string]stats.ErrorRates{"ooc.planning.public": {No: stats.ErrorRate{Wrong: 3, Of: 10}}}}
	with, err := Assess(ins, Options{Rates: rates})
	if err != nil {
		t.Fatal(err)
	}
	without, err := Assess(ins, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if *with.Score != *without.Score || with.Corrected.Score == nil {
		t.Fatalf("score %d, corrected %+v", *with.Score, with.Corrected)
	}
	for i, st := range with.Standards {
		if c := with.Corrected.Standards[i]; st.Rating != without.Standards[i].Rating || (c.Computed == "") != st.Judged {
			t.Errorf("%s: %s, corrected %q", st.ID, st.Rating, c.Computed)
		}
		for _, q := range st.Results {
			c := q.Corrected
			if c == nil {
				t.Fatalf("%s has no correction", q.Question.ID)
			}
			if q.Known == PercentOnly {
				if c.Why == "" || math.Abs(c.Share-0.9) > 1e-12 || c.Band != "outstanding" {
					t.Errorf("%s: %+v", q.Question.ID, c)
				}
				continue
			}
			want, err := stats.MisreadShare(q.Drawn(), 0.8, rates.Question(q.Question.ID))
			if err != nil || c.Low != want.Low || c.High != want.High || !c.Guaranteed || c.Share != want.Corrected ||
				c.HasCounts != (q.Of == with.sampledOf(ins, q.Group)) {
				t.Errorf("%s: %+v, want %+v (%v)", q.Question.ID, c, want, err)
			}
		}
	}
}

// sampledOf is how many cases of a group were read.
func (a *Assessment) sampledOf(ins *Inspection, group string) int { return ins.Groups[group].Sample }

func TestRatesAreChecked(t *testing.T) {
	half := stats.ErrorRate{Share: 0.5}
	for name, r := range map[string]*Rates{
		"nothing said":   {All: stats.ErrorRates{Yes: half, No: half}},
		"of a question":  {By: map[string]stats.ErrorRates{"ooc.planning.public": {Yes: half, No: half}}},
		"another's":      {By: map[string]stats.ErrorRates{"ooc.planning.pubic": {}}},
		"not a share":    {All: stats.ErrorRates{Yes: stats.ErrorRate{Share: -0.1}}},
		"all were wrong": {All: stats.ErrorRates{No: stats.ErrorRate{Wrong: 3, Of: 3}}},
	} {
		if _, err := Assess(kent(t), Options{Rates: r}); err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

// The swing of a corrected share is found by trying every other count; without errors of
// reading it is the question's own.
func TestCorrectedSwings(t *testing.T) {
	band := func(yes, of int, wrong float64) int {
		share := min(1, max(0, (float64(yes)/float64(of)-wrong)/(1-2*wrong)))
		percent := math.Floor(100*share + 0.5 + 1e-9)
		return len(slices.DeleteFunc([]float64{50, 65, 80}, func(cut float64) bool { return percent < cut }))
	}
	same := func(got *int, want int) bool { return got == nil && want == 0 || got != nil && *got == want }
	tried := 0
	for _, wrong := range []float64{0, 0.05, 0.1, 0.3} {
		rates := &Rates{All: stats.ErrorRates{Yes: stats.ErrorRate{Share: wrong}, No: stats.ErrorRate{Share: wrong}}}
		a, err := Assess(kent(t), Options{Rates: rates})
		if err != nil {
			t.Fatal(err)
		}
		for _, st := range a.Standards {
			for _, q := range st.Results {
				if q.Corrected == nil || q.Known == PercentOnly {
					continue
				}
				up, down, now := 0, 0, band(q.Yes, q.Of, wrong)
				for yes := q.Of; yes > q.Yes && band(yes, q.Of, wrong) > now; yes-- {
					up = yes - q.Yes
				}
				for yes := 0; yes < q.Yes && band(yes, q.Of, wrong) < now; yes++ {
					down = q.Yes - yes
				}
				if c := q.Corrected; !same(c.Up, up) || !same(c.Down, down) {
					t.Errorf("%s, %d of %d at %v: %v and %v, want %d and %d", q.Question.ID, q.Yes, q.Of, wrong, c.Up, c.Down, up, down)
				} else if wrong == 0 && (!same(c.Up, value(q.Up)) || !same(c.Down, value(q.Down))) {
					t.Errorf("%s: %v and %v beside its own %v and %v", q.Question.ID, c.Up, c.Down, q.Up, q.Down)
				}
				tried++
			}
		}
	}
	if tried < 60 {
		t.Errorf("%d tried", tried)
	}
}

// value is a number, or 0 for none.
func value(p *int) int {
	if p == nil {
		return 0
	}
	return *p
}
