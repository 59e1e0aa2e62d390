package predict

import (
	"math"
	"testing"

	"onecase/discretion/rules"
)

// Cases that are drawn one by one come to the counts of the law of the prediction, where it
// is known how many of the unread ones the question applies to, and where it is not.
func TestCasesOneByOneKeepTheLaw(t *testing.T) {
	scale := oneStandard(t, 1, rules.HalfUp).ScaleOf(0, "")
	for _, u := range []unread{{cases: 6, read: 9}, {cases: 3, read: 4}, {known: true, cases: 5}} {
		for _, prior := range []Prior{Jeffreys, {2, 0.5}} {
			p := prediction{scale: scale, prior: prior, yes: 3, of: 4, unread: u}
			want := map[[2]int]float64{}
			for _, c := range p.countsAfter(p.applicable()) {
				want[[2]int{c.yes, c.of}] += c.chance
			}
			const replicates = 20_000
			random, got := newStream("one by one", "1", 0), map[[2]int]float64{}
			for range replicates {
				yes, of := polya{p}.draw(random, prior)
				got[[2]int{yes, of}] += 1.0 / replicates
			}
			for count := range got {
				if want[count] == 0 {
					t.Errorf("%+v: %v cannot be", u, count)
				}
			}
			for count, c := range want {
				if se := math.Sqrt(c*(1-c)/replicates) + 1e-9; math.Abs(got[count]-c) > 5*se {
					t.Errorf("%+v, %v: %v of %d with %.4f, want %.4f", u, prior, count[0], count[1], got[count], c)
				}
			}
		}
	}
}
