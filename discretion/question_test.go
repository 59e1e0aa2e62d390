package discretion

import (
	"math"
	"testing"

	"onecase/stats"
)

// The limits of a question that may apply to any number of the unread cases hold
// the exact limits of every such number, one by one. Up to two thousand numbers they
// are no wider than those together; beyond, they reach at most to the limits for
// a population without end.
func TestLimitsHoldEverySize(t *testing.T) {
	type result struct{ yes, of int }
	sizes := sweep(7, 8)
	t.Logf("%d numbers of unread cases for each result", sizes)
	for _, r := range []result{{0, 1}, {1, 1}, {2, 4}, {0, 9}, {13, 22}, {20, 31}, {39, 39}, {39, 40}, {70, 100}} {
		endless, err := stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: r.yes, Of: r.of,
			Population: stats.Infinite, Confidence: 0.8})
		if err != nil {
			t.Fatal(err)
		}
		for _, unread := range []int{0, 1, 3, 11, 60, 1999, 2500, 999}[:sizes] {
			for _, confidence := range []float64{0.8, 0.95} {
				ins := youth2018(t)
				at, _ := ins.Rules.QuestionIndex("court.planning.public")
				ins.Results.Questions[at] = Result{Question: "court.planning.public", Known: Counted, Yes: r.yes, Of: r.of}
				ins.Groups["court"] = GroupSize{Population: r.of + 1 + unread, Sample: r.of + 1}
				a, err := Assess(ins, Options{Confidence: confidence})
				if err != nil {
					t.Fatal(err)
				}
				q := a.result("court.planning.public")
				low, high := *q.Low, *q.High
				least, most := 1.0, 0.0
				for size := r.of; size <= r.of+unread; size++ {
					one, err := stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: r.yes, Of: r.of,
						Population: size, Confidence: confidence})
					if err != nil {
						t.Fatal(err)
					}
					least, most = min(least, one.Low), max(most, one.High)
				}
				switch {
				case low > least+1e-12 || high < most-1e-12:
					t.Errorf("%+v and up to %d unread, %v: %v to %v, and of some size %v to %v", r, unread, confidence,
						low, high, least, most)
				case unread < 2000 && (math.Abs(low-least) > 1e-12 || math.Abs(high-most) > 1e-12):
					t.Errorf("%+v and up to %d unread, %v: %v to %v, of every size %v to %v", r, unread, confidence, low, high, least, most)
				case confidence == 0.8 && unread >= 2000 && (low < min(least, endless.Low)-1e-12 || high > max(most, endless.High)+1e-12):
					t.Errorf("%+v and up to %d unread: %v to %v, wider than the %v to %v of a population without end",
						r, unread, low, high, endless.Low, endless.High)
				}
			}
		}
	}
}

// Percentages that are not rounded have a decimal each, that of a whole number too.
func TestPercentagesThatAreNotRoundedHaveDecimals(t *testing.T) {
	for id, want := range map[string][2]string{"us-cfsr-2015": {"safety-1.achieved", "95.0%"}, "hmip-youth-2018": {"court.assessment.safety", "95%"}} {
		a, err := Assess(inspectionFrom(t, "rules = \""+id+"\"\n[results.\""+want[0]+"\"]\nyes = 19\nof = 20\n"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.result(want[0]).FigureText; got != want[1] {
			t.Errorf("%s: %s, not %s", id, got, want[1])
		}
	}
}
