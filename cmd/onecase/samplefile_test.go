package main

import (
	"bytes"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"onecase/cmd/onecase/internal/workbook"
	"onecase/sample"
)

// Margins in the sheet of the plan are numbers to reckon with, a group's to one decimal and a category's rounded
// up as the plan says it, and empty where there is none.
func TestPlanSheetHoldsMarginsAsNumbers(t *testing.T) {
	p := &sample.Plan{Groups: []sample.GroupPlan{{Group: "all", Population: 50, Sample: 39, Margin: 0.04875, Match: []sample.Target{
		{Variable: "gender", Category: "female", Population: 1, Margin: math.NaN()},
		{Variable: "gender", Category: "male", Population: 40, Margin: 0.1602},
		{Variable: "rosh", Category: "high", Population: 3, Margin: 0.502},
	}}}}
	s := planSheet(p, strings.ToUpper)
	last := len(s.Header) - 1
	if s.Header[last] != "margin, points" || s.Rows[0][last] != (workbook.Decimal{Value: 4.875, Places: 1}) || s.Rows[1][last] != nil ||
		s.Rows[2][last] != (workbook.Decimal{Value: 17}) || s.Rows[3][last] != nil {
		t.Errorf("margins %v under %q", s.Rows, s.Header[last])
	}
}

// Weights add up to the eligible cases of each group, and with them and `population` a
// survey program finds what R's survey 4.1.1 does: svymean of svydesign(ids = ~1, strata = ~group,
// weights = ~weight, fpc = ~population) gives 0.4615385, standard error 0.0379316.
func TestSampleFileHasWeights(t *testing.T) {
	folder := t.TempDir()
	mustRun(t, "demo", filepath.Join(folder, "k"))
	file := filepath.Join(folder, "s.csv")
	mustRun(t, "verify", filepath.Join(folder, "k/kent.record.json"), filepath.Join(folder, "k/cases.csv"), "--sample", file)
	answers, total := map[string]string{}, map[string]float64{}
	for _, row := range readCSV(t, filepath.Join(folder, "k/judgements.csv"))[1:] {
		if row[1] == "court.assessment.safety" {
			answers[row[0]] = row[2]
		}
	}
	rows := readCSV(t, file)
	at := func(header string) int { return slices.Index(rows[0], header) }
	weighted, n, N := 0.0, 0.0, 0.0
	for _, row := range rows[1:] {
		if row[at("set")] == "reserve" {
			if row[at("weight")] != "" {
				t.Errorf("a reserve has a weight: %v", row)
			}
			continue
		}
		weight, err := strconv.ParseFloat(row[at("weight")], 64)
		if err != nil {
			t.Fatal(err)
		}
		total[row[at("group")]+" "+row[at("population")]] += weight
		if answers[row[at("case_id")]] == "yes" {
			weighted += weight
		}
		if row[at("group")] == "court" {
			n++
			N, _ = strconv.ParseFloat(row[at("population")], 64)
		}
	}
	if math.Abs(total["court 50"]-50) > 1e-6 || math.Abs(total["ooc 30"]-30) > 1e-6 {
		t.Errorf("weights add up to %v", total)
	}
	p := weighted / total["court 50"]
	if se := math.Sqrt(p * (1 - p) / (n - 1) * (1 - n/N)); math.Abs(p-0.4615385) > 5e-8 || math.Abs(se-0.0379316) > 5e-8 {
		t.Errorf("the share %.7f, standard error %.7f", p, se)
	}
}

func readCSV(t *testing.T, name string) [][]string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// A column of the list keeps its header, and ours is told apart.
func TestOwnHeader(t *testing.T) {
	if got := ownHeader("weight", []string{"row", " Weight"}); got != "weight (draw)" {
		t.Error(got)
	}
	if got := ownHeader("weight", []string{"weights"}); got != "weight" {
		t.Error(got)
	}
}
