package discretion

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"onecase/sample"
	"onecase/stats"
)

// weekOf is a week with 36 true yes cases, and a list of so many cases of which 30 are drawn.
func weekOf(t *testing.T, look bool) (*week, *sample.Plan, []string) {
	t.Helper()
	ids, plan := weekPlan(t, 60)
	return newWeek(t, plan, ids, 1, 36, look, nil), plan, ids
}

// corrected agrees and corrects one question.
func (w *week) corrected(t *testing.T, rates *Rates) (*Agreed, AgreedQuestion) {
	t.Helper()
	a, err := Agree(w.first, w.second, 0.8)
	if err = errors.Join(err, a.Correct(rates)); err != nil {
		t.Fatal(err)
	}
	return a, a.Questions[0]
}

// The correction is that of the counts: strata of the second reading, or first answers where there is
// one stratum, and the two-phase estimate by first answers.
func TestCorrectionIsThatOfTheCounts(t *testing.T) {
	w, _, _ := weekOf(t, true)
	a, q := w.corrected(t, nil)
	drawn := w.record.LastReread()
	var cells []stats.StratumCount
	answers := [2]stats.StratumCount{}
	for _, s := range drawn.Strata {
		cell := stats.StratumCount{Population: len(s.Cases)}
		for _, id := range s.Cases {
			k := 0
			for _, c := range w.first.Results.Grid.Cases {
				if c.ID == id && c.Answers[0] == No {
					k = 1
				}
			}
			answers[k].Population++
			for _, c := range w.second.Results.Grid.Cases {
				if c.ID == id {
					cell.Sample++
					answers[k].Sample++
					if c.Answers[0] == Yes {
						cell.Yes++
						answers[k].Yes++
					}
				}
			}
		}
		cells = append(cells, cell)
	}
	if len(cells) < 2 {
		t.Fatalf("%d strata", len(cells))
	}
	want, err := stats.TwoPhaseInterval(stats.DrawnShare{Of: 30, Least: 60, Most: 60}, cells, 0.8)
	if err != nil || q.Corrected.LowCount != want.LowCount || q.Corrected.HighCount != want.HighCount ||
		q.Corrected.Sample.LowCount != want.Sample.LowCount {
		t.Errorf("%+v, want %+v (%v)", q.Corrected, want, err)
	}
	share := 0.0
	for _, s := range answers {
		share += float64(s.Population) / 30 * float64(s.Yes) / float64(s.Sample)
	}
	if q.Corrected.Share < share-1e-12 || q.Corrected.Share > share+1e-12 || q.Corrected.Cases != int(60*share+0.5) || a.Equal == nil {
		t.Errorf("share %v, want %v", q.Corrected.Share, share)
	}
	// Stated rates in place of it, with a warning where they do not go with the answers.
	_, q = w.corrected(t, &Rates{All: stats.ErrorRates{Yes: stats.ErrorRate{Share: 0.1}, No: stats.ErrorRate{Share: 0.1}}})
	rates, err := stats.MisreadInterval(stats.IntervalSpec{Method: stats.Exact, Yes: w.first.Results.Questions[0].Yes,
		Of: 30, Population: 60, Confidence: 0.8}, stats.Misreading{WrongYes: 0.1, WrongNo: 0.1})
	if c := q.Corrected; err != nil || c.By != ByRates || c.LowCount != rates.LowCount ||
		c.HighCount != rates.HighCount || c.Sample != nil {
		t.Errorf("%+v, want %+v (%v)", c, rates, err)
	}
	a, _ = w.corrected(t, &Rates{All: stats.ErrorRates{Yes: stats.ErrorRate{Share: 0.95}}})
	if len(a.Warnings) != 1 || a.Warnings[0].Code != "rates-doubtful" {
		t.Errorf("%v", a.Warnings)
	}
}

// What cannot be corrected says why.
func TestWhatIsNotCorrected(t *testing.T) {
	w, _, _ := weekOf(t, false)
	grid := w.second.Results.Grid
	grid.Cases[0].Answers[0] = NA
	if _, q := w.corrected(t, nil); q.Corrected != nil ||
		q.WhyNotCorrected != "in 1 of the cases read twice one reading alone found the question to apply" {
		t.Errorf("%+v", q.AgreedTruth)
	}
	w, _, _ = weekOf(t, false)
	w.second.Results.Grid.Cases = w.second.Results.Grid.Cases[1:]
	if _, q := w.corrected(t, nil); q.Corrected != nil ||
		q.WhyNotCorrected != "1 of the cases drawn to be read twice have no second answers" {
		t.Errorf("%+v", q.AgreedTruth)
	}
	w, _, _ = weekOf(t, false)
	w.first.Record, w.second.Record = nil, nil
	if _, q := w.corrected(t, nil); q.Corrected != nil || q.WhyNotCorrected == "" || q.Equal == nil {
		t.Errorf("%+v", q.AgreedTruth)
	}
}

// The no answers alone: how many are wrong is known, and no share.
func TestNoAnswersReadAgain(t *testing.T) {
	_, plan, ids := weekOf(t, false)
	for _, size := range []int{1, 2, 6} {
		w := newWeek(t, plan, ids, 2, 36, false, nil)
		no, all := map[string]int{}, 0
		for _, c := range w.first.Results.Grid.Cases {
			if no[c.ID] = 0; c.Answers[0] == No {
				no[c.ID], all = 1, all+1
			}
		}
		w.record.Rereads = nil
		w.record.Times.Reread = nil
		reread, _, err := w.record.Reread(sample.RereadOptions{Size: size, Seed: "no", No: no, Only: sample.OnlyNo}, weekStart)
		if err != nil {
			t.Fatal(err)
		}
		var rows [][]string
		var strata []stats.StratumCount
		for _, s := range reread.Strata {
			strata = append(strata, stats.StratumCount{Population: len(s.Cases)})
		}
		for i, c := range reread.Cases {
			rows = append(rows, []string{c.Case, answerText(i < 2)})
			for h, s := range reread.Strata {
				for _, id := range s.Cases {
					if id == c.Case {
						strata[h].Sample++
						if i < 2 {
							strata[h].Yes++
						}
					}
				}
			}
		}
		var first [][]string
		for _, c := range w.first.Results.Grid.Cases {
			first = append(first, []string{c.ID, c.Answers[0].String()})
		}
		w.first, w.second = w.inspection(t, first), w.inspection(t, rows)
		a, q := w.corrected(t, nil)
		want, err := stats.CombinedInterval(strata, 0.8)
		got := fmt.Sprint(q.Half.No, q.Half.Again, q.Half.Yes, q.Half.Limits.LowCount, q.Half.Limits.HighCount, q.Half.Limits.Guaranteed)
		if err != nil || q.Corrected != nil || got != fmt.Sprint(all, size, min(size, 2), want.LowCount, want.HighCount, true) ||
			q.Equal != nil || a.Equal != nil {
			t.Errorf("%s, want %+v (%v)", got, want, err)
		}
	}
}

// A question that applied to none of the cases read twice is not corrected, and one that applied to one of them is.
func TestOneCaseReadTwiceCorrects(t *testing.T) {
	w, _, _ := weekOf(t, false)
	for applies := range 3 {
		var first, second [][]string
		na := map[string]bool{}
		for i, c := range w.second.Results.Grid.Cases {
			answer := c.Answers[0].String()
			if na[c.ID] = i >= applies; na[c.ID] {
				answer = NA.String()
			}
			second = append(second, []string{c.ID, answer})
		}
		for _, c := range w.first.Results.Grid.Cases {
			answer := c.Answers[0].String()
			if na[c.ID] {
				answer = NA.String()
			}
			first = append(first, []string{c.ID, answer})
		}
		one := &week{record: w.record}
		one.first, one.second = one.inspection(t, first), one.inspection(t, second)
		_, q := one.corrected(t, nil)
		if none := q.WhyNotCorrected == "none of the cases to which it applied was read twice"; none != (applies == 0) ||
			(q.Corrected == nil) != none || !none && q.Corrected.Again != applies {
			t.Errorf("of %d cases: %+v, %s", applies, q.Corrected, q.WhyNotCorrected)
		}
	}
}

// A corrected share is known to be outside limits that take no first answer into account, on either side.
func TestCorrectedOutsideTheSample(t *testing.T) {
	for _, c := range []struct {
		share   float64
		outside bool
	}{{0.19, true}, {0.2, false}, {17. / 30, false}, {0.6, true}, {math.NaN(), false}} {
		one := AgreedCorrection{Share: c.share, Sample: &stats.Interval{Low: 0.2, High: 17. / 30}}
		weighted := one
		weighted.Weighted = true
		if one.OutsideSample() != c.outside || weighted.OutsideSample() || new(AgreedCorrection).OutsideSample() {
			t.Errorf("%+v", c)
		}
	}
}
