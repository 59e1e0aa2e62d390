package rules

import "testing"

// A limit that is some of all cases is rounded as the percentage of so many is, whatever
// the fraction's last bits.
func TestAShareIsRoundedAsItsCount(t *testing.T) {
	for _, rounding := range []Rounding{HalfUp, HalfEven, Down, None} {
		s := &Scale{Rounding: rounding}
		for of := 1; of <= 400; of++ {
			for yes := range of + 1 {
				got, want := rounding.PercentOf(float64(yes)/float64(of)), s.Percent(yes, of)
				if d := got - want; d > 1e-6 || d < -1e-6 || rounding != None && d != 0 {
					t.Fatalf("%s, %d of %d: %v, the percentage is %v", rounding, yes, of, got, want)
				}
			}
		}
	}
}
