package stats

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"testing"
)

// Means, standard errors and limits are those of R's survey (testdata/means.R).
func TestMeansAgreeWithSurvey(t *testing.T) {
	text, err := os.ReadFile("testdata/means.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Rows []struct {
			Strata [][2]int
			Cases  [][3]float64
			Mean   float64
			SE     float64
			DF     int
			Limits [2][2]float64 // low at both levels, then high
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Rows) != 60 {
		t.Fatalf("%d rows", len(file.Rows))
	}
	for i, row := range file.Rows {
		var strata []Stratum
		for h, s := range row.Strata {
			strata = append(strata, Stratum{Name: strconv.Itoa(h + 1), Population: s[0]})
		}
		cases, values, inside := make([]DrawnCase, len(row.Cases)), make([]float64, len(row.Cases)), make([]bool, len(row.Cases))
		for k, c := range row.Cases {
			cases[k].Stratum, inside[k], values[k] = strconv.Itoa(int(c[0])), c[1] == 1, c[2]
		}
		d, err := NewDesign(strata, cases, LonelyCertainty)
		if err != nil {
			t.Fatal(err)
		}
		m, err := d.Mean(values, inside)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(m.Mean-row.Mean) > 1e-10 || math.Abs(m.SE-row.SE) > 1e-10 || m.DF != row.DF {
			t.Errorf("row %d: %+v, survey %v, %v, %d", i, m, row.Mean, row.SE, row.DF)
		}
		for k, level := range []float64{0.8, 0.95} {
			low, high, ok := m.Limits(level)
			if !ok || math.Abs(low-row.Limits[0][k]) > 1e-8 || math.Abs(high-row.Limits[1][k]) > 1e-8 {
				t.Errorf("row %d at %v: %v to %v, survey %v", i, level, low, high, row.Limits)
			}
		}
	}
}

// A share is the mean of 1 for yes and 0 for no, weighted, in a domain.
func TestAShareIsAMean(t *testing.T) {
	strata := []Stratum{{Name: "a", Population: 20}, {Name: "b", Population: 9}}
	var cases []DrawnCase
	answers := []Answer{Yes, No, OutsideDomain, Yes, No, Yes, OutsideDomain, No, Yes}
	values, inside := make([]float64, len(answers)), make([]bool, len(answers))
	for i, a := range answers {
		cases = append(cases, DrawnCase{Stratum: []string{"a", "b"}[i%2], Weight: 1 + float64(i)/4})
		inside[i] = a != OutsideDomain
		if a == Yes {
			values[i] = 1
		}
	}
	d, err := NewDesign(strata, cases, LonelyCertainty)
	if err != nil {
		t.Fatal(err)
	}
	m, err := d.Mean(values, inside)
	if err != nil {
		t.Fatal(err)
	}
	p, err := d.Proportion(answers)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(m.Mean-p.Proportion) > 1e-15 || math.Abs(m.SE-p.SE) > 1e-15 || m.DF != p.DF || m.SE == 0 {
		t.Errorf("%+v, as a share %v, %v, %d", m, p.Proportion, p.SE, p.DF)
	}
	if none, err := d.Mean(values, make([]bool, len(values))); err != nil || none.Of != 0 {
		t.Errorf("%+v, %v", none, err)
	} else if _, _, ok := none.Limits(0.8); ok {
		t.Error("limits of no case")
	}
}
