package stats

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
)

// Differences between domains of random samples, and their limits, are those of R
// package survey.
func TestDesignDifferenceIsSvycontrast(t *testing.T) {
	var survey struct {
		Levels  []float64
		Samples [][]json.RawMessage
	}
	readTestdata(t, "survey_differences.json", &survey)
	cut := 0
	for i, row := range survey.Samples {
		var counts [][6]int
		var shares, errors, se []float64
		var estimate float64
		var df int
		var limits [][2]float64
		decodeRow(t, row, &counts, &shares, &errors, &estimate, &se, &df, &limits)
		d, first, second := twoDomains(t, counts)
		for k, answers := range [][]Answer{first, second} {
			e, err := d.Proportion(answers)
			if err != nil || math.Abs(e.Proportion-shares[k]) > 1e-10 || math.Abs(e.SE-errors[k]) > 1e-10 {
				t.Errorf("sample %d, domain %d: %v (%v), survey has %v (%v), %v", i, k+1, e.Proportion, e.SE, shares[k], errors[k], err)
			}
		}
		for k, level := range survey.Levels {
			got, err := d.Difference(first, second, level)
			if err != nil {
				t.Fatalf("sample %d: %v", i, err)
			}
			low, high := max(-1, limits[k][0]), min(1, limits[k][1])
			if low == -1 || high == 1 {
				cut++
			}
			if got.Method != DesignMean || got.Guaranteed || math.Abs(got.Estimate-estimate) > 1e-10 ||
				math.Abs(got.Low-low) > 1e-8 || math.Abs(got.High-high) > 1e-8 {
				t.Errorf("sample %d at %v: %v, %v to %v; survey has %v, %v to %v on %d degrees of freedom", i, level,
					got.Estimate, got.Low, got.High, estimate, low, high, df)
			}
		}
	}
	if len(survey.Samples) < 200 || cut > len(survey.Samples)/2 {
		t.Errorf("%d samples, %d limits cut off", len(survey.Samples), cut)
	}
}

// twoDomains makes a design and the answers of two domains from rows of population,
// sample, cases in the first, yes among them, cases in the second, yes among them.
func twoDomains(t *testing.T, rows [][6]int) (d *Design, first, second []Answer) {
	t.Helper()
	var whole [][4]int
	for _, r := range rows {
		whole = append(whole, [4]int{r[0], r[1], r[1], 0})
		for i := range r[1] {
			a, b := OutsideDomain, OutsideDomain
			switch in := i - r[2]; {
			case i < r[3]:
				a = Yes
			case in < 0:
				a = No
			case in < r[5]:
				b = Yes
			case in < r[4]:
				b = No
			}
			first, second = append(first, a), append(second, b)
		}
	}
	d, _ = countedSample(t, whole, LonelyFail)
	return d, first, second
}

// Without variance, or degrees of freedom, each share has limits of its own.
func TestDesignDifferenceApart(t *testing.T) {
	d, first, second := twoDomains(t, [][6]int{{20, 10, 4, 0, 5, 5}})
	got, err := d.Difference(first, second, 0.80)
	if err != nil || got.Method != Apart || got.Estimate != 1 || got.Low <= 0 || got.Low >= 0.6 || got.High != 1 || got.Guaranteed {
		t.Errorf("%+v, %v", got, err)
	}
	_, none, _ := twoDomains(t, [][6]int{{20, 10, 0, 0, 5, 5}})
	for want, call := range map[string]func() (Difference, error){
		"stats: a domain has no case in the sample, so it has no share": func() (Difference, error) { return d.Difference(first, none, 0.80) },
		"stats: case 1 is in both domains":                              func() (Difference, error) { return d.Difference(first, first, 0.80) },
		"stats: the design has 10 cases and was given 2 answers":        func() (Difference, error) { return d.Difference(first, second[:2], 0.80) },
		"stats: the confidence has to be above 0 and below 1, got 80":   func() (Difference, error) { return d.Difference(first, second, 80) },
	} {
		if _, err := call(); fmt.Sprint(err) != want {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
