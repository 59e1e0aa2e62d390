package discretion

import "testing"

// Numbers of cases that were read, answered for and eligible are refused, or warned of, just where no
// cases could have them: every small inspection of one question is tried. 0 is a number that is not known.
func TestNumbersThatFitNoCases(t *testing.T) {
	set := ladder(t, 1, 1, 1, ladders[0]...)
	is := func(known, n int) bool { return known == 0 || known == n }
	for code := range 5 * 4 * 5 * 4 * 5 {
		population, sample, applies, of, yes := code%5, code/5%4, code/20%5, code/100%4, code/400-1
		ins := NewInspection(set)
		ins.Groups["g0"] = GroupSize{Population: population, Sample: sample}
		ins.Results.Questions[0].Population = applies
		fits, within, counted := false, false, false // all of it, but for who was not read, the count alone
		for read := of; read <= 4; read++ {
			for all := read; all <= 8; all++ {
				for to := of; to <= all; to++ {
					if !is(sample, read) || !is(population, all) || !is(applies, to) {
						continue
					}
					within = true
					fits = fits || to-of <= all-read
				}
				counted = counted || is(sample, read) && (population == 0 || of <= population) && (applies == 0 || of <= applies)
			}
		}
		counted = counted && 0 <= yes && yes <= of
		if err := ins.Set("s0.q0", yes, of); (err == nil) != counted {
			t.Fatalf("%d of %d, %d read of %d, applies to %d: %v", yes, of, sample, population, applies, err)
		}
		if yes < 0 || yes > of || applies > 0 && applies < of {
			continue // refused where it is read
		}
		ins.Results.Questions[0].setCount(yes, of)
		a, err := Assess(ins, Options{})
		if (err == nil) != within {
			t.Fatalf("%d answers, %d read of %d, applies to %d: %v", of, sample, population, applies, err)
		}
		if err == nil && warned(a.Warnings, "population-too-large") == fits {
			t.Fatalf("%d answers, %d read of %d, applies to %d: %v", of, sample, population, applies, a.Warnings)
		}
	}
}
