package discretion

import (
	"math"
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
	if *with.Score != *without.Score || with.CorrectedScore == nil {
		t.Fatalf("score %d, corrected %v", *with.Score, with.CorrectedScore)
	}
	for i, st := range with.Standards {
		if st.Rating != without.Standards[i].Rating || (st.Corrected == "") != st.Judged {
			t.Errorf("%s: %s, corrected %q", st.ID, st.Rating, st.Corrected)
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
			if err != nil || c.Low != want.Low || c.High != want.High || !c.Guaranteed || c.Share != want.Corrected || c.HasCounts != (q.Of == with.sampledOf(ins, q.Group)) {
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
