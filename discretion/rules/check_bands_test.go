package rules

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// Bands of percentages, and of no answers out of 100, are sound where each figure falls in one of them and each
// has one: tried for all three bands with these ends that meet, and for some of the others.
func TestBandsAreThoseOfEveryFigure(t *testing.T) {
	ends := []float64{-1, 0, 49, 49.125, 49.5, 50, 99, 100, 101}
	for _, rule := range []PercentRule{
		{PercentYes, HalfUp, true}, {PercentYes, Down, false}, {PercentYes, None, true}, {PercentYes, None, false}, {Measure: CountNo},
	} {
		set := &Set{Percent: rule, Target: Target{Size: 100},
			Ratings: []Rating{{ID: "r0"}, {ID: "r1", Score: 1}, {ID: "r2", Score: 2}}}
		sound, tried := 0, 0
		for _, a := range ends[:3] {
			for _, b := range ends[1:] {
				for _, c := range ends {
					for _, d := range ends[1:] {
						for _, e := range ends {
							for _, f := range ends[6:] {
								from, to := []float64{a, c, e}, []float64{b, d, f}
								if rule.Measure == CountNo { // the best band is the first
									from, to = []float64{e, c, a}, []float64{f, d, b}
								}
								bands := make([]Band, 3)
								for i := range bands {
									bands[i] = Band{Rating: fmt.Sprint("r", i), From: from[i], To: to[i]}
								}
								want := bandsAreSound(rule, []float64{a, c, e}, []float64{b, d, f})
								meet := (c == b || c == b+1) && (e == d || e == d+1)
								if tried++; !want && !meet && tried%20 > 0 {
									continue
								}
								var fs Findings
								set.checkOwn(&fs, "", set.Ratings, bands, nil)
								if hint := strings.Contains(fs.Error(), "inclusive should be true"); hint && rule.Inclusive {
									t.Fatalf("%+v, %+v: %v", rule, bands, fs)
								}
								if want != (len(fs) == 0) {
									t.Fatalf("%+v, %+v: sound %v, found %v", rule, bands, want, fs)
								}
								if want {
									sound++
								}
							}
						}
					}
				}
			}
		}
		if sound == 0 {
			t.Errorf("%+v: nothing was sound", rule)
		}
	}
}

// bandsAreSound goes through the figures from 0 to 100. Only the band that they begin with may have none.
func bandsAreSound(rule PercentRule, from, to []float64) bool {
	exact := rule.Measure == PercentYes && rule.Rounding == None
	for i := range from {
		if from[i] > to[i] || i > 0 && from[i] < from[i-1] || from[i] < 0 || to[i] > 100 || math.Mod(100*from[i], 1) != 0 ||
			math.Mod(100*to[i], 1) != 0 {
			return false
		}
		if !exact && (from[i] != math.Floor(from[i]) || to[i] != math.Floor(to[i])) {
			return false
		}
	}
	if exact { // any figure may be hit
		last := len(from) - 1
		for i := range from[1:] {
			if from[i+1] != to[i] || from[i+1] == to[i+1] && (!rule.Inclusive || i+1 < last) {
				return false
			}
		}
		return from[0] == 0 && to[last] == 100
	}
	has := make([]bool, len(from))
	for figure := range 101 {
		in := 0
		for i := range from {
			begins := figure == int(from[i]) && (rule.Measure == CountNo || rule.Inclusive || i == 0)
			if (begins || figure > int(from[i])) && figure <= int(to[i]) {
				in++
				has[i] = true
			}
		}
		if in != 1 {
			return false
		}
	}
	return has[1] && has[2]
}

// A row of a table is sound where its numbers rise from 1 to one more than its cases, and each rating is given.
func TestTablesAreThoseThatGiveEachRating(t *testing.T) {
	set := &Set{Percent: PercentRule{Measure: PercentYes, Rounding: HalfUp, Inclusive: true},
		Ratings: []Rating{{ID: "r0"}, {ID: "r1", Score: 1}, {ID: "r2", Score: 2}, {ID: "r3", Score: 3}}}
	const cases = 4
	sound := 0
	for a := range cases + 3 {
		for b := range cases + 3 {
			for c := range cases + 3 {
				var fs Findings
				set.checkDecided(&fs, "", set.Ratings, []Decided{{Cases: cases, Yes: []int{a, b, c}}})
				want := a >= 1 && a < b && b < c && c <= cases
				if want != (len(fs) == 0) {
					t.Fatalf("%d, %d and %d yes: sound %v, found %v", a, b, c, want, fs)
				}
				var own Findings // of a question, which may leave ratings out
				set.checkDecided(&own, "standards.q.", set.Ratings, []Decided{{Cases: cases, Yes: []int{a, b, c}}})
				some := a >= 1 && a <= b && b <= c && c <= cases+1 && a <= cases
				if some != (len(own) == 0) {
					t.Fatalf("%d, %d and %d yes of a question: sound %v, found %v", a, b, c, some, own)
				}
				if want {
					sound++
				}
			}
		}
	}
	if sound != 4 {
		t.Errorf("%d were sound", sound)
	}
}
