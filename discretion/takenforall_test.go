package discretion

import (
	"math/rand/v2"
	"testing"

	"onecase/sample"
	"onecase/stats"
)

// A question has one pair of limits: an assessment and an estimate from the same record give the same,
// whether it applied to every case read, to some, or was answered for some only, by the same method. They differ
// where the estimate alone has a method: by the law of the plans, and by strata.
func TestAssessmentAndEstimateHaveTheSameLimits(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 29))
	taken, part := 0, 0
	for trial := range 24 {
		method := []sample.Method{sample.DefaultDesign().Method, sample.Simple}[trial%2]
		record, _ := recordAndFrame(t, func(d *sample.Design) { d.Method = method })
		ins, na := judged(t, record), rng.IntN(2)
		for i := range ins.Results.Grid.Cases {
			c := &ins.Results.Grid.Cases[i]
			for at, q := range ins.Rules.Questions() {
				if q.Group != c.Group || ins.Results.Questions[at].Known != Answered {
					continue
				}
				c.Answers[at] = []Answer{No, Yes, Yes, NA}[rng.IntN(3+na)]
				if trial%3 == 2 && rng.IntN(9) == 0 {
					c.Answers[at], c.Waiting = NA, append(c.Waiting, at)
				}
			}
		}
		ins.Results.CountAnswers(ins.Rules.Questions())
		if _, err := ins.UseRecord(record); err != nil {
			t.Fatal(err)
		}
		a := assessed(t, ins)
		for _, want := range estimates(t, ins, record, EstimateOptions{}).Questions {
			got := a.result(want.Question)
			if got.TakenForAll != want.TakenForAll || *got.Low != want.Interval.Low || *got.High != want.Interval.High ||
				got.LimitsBy != want.Interval.Method {
				t.Errorf("trial %d, %s: assessed %v to %v by %s, for all: %v; estimated %+v", trial, want.Question, *got.Low, *got.High,
					got.LimitsBy, got.TakenForAll, want)
			}
			if got.TakenForAll {
				taken++
				m, err := stats.Margin(stats.MarginSpec{Sample: got.Of, Population: ins.Groups[got.Group].Population, Confidence: a.Confidence})
				if err != nil || *got.Margin != m.Margin {
					t.Errorf("trial %d, %s: margin %v, want %v", trial, want.Question, *got.Margin, m.Margin)
				}
			} else {
				part++
			}
		}
	}
	if taken < 20 || part < 20 {
		t.Errorf("%d questions are taken for all and %d not: too few to tell", taken, part)
	}
}
