package predict

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"onecase/discretion/rules"
)

// A referenceRow is one row of testdata/predictions.json, whose source says
// what computed it.
type referenceRow struct {
	X, M          int
	More          int            `json:"k"`
	Population    int            `json:"N"`
	Sample        int            `json:"n"`
	Prior         string         `json:"prior"`
	Bands         []float64      `json:"p_band"`
	Observed      []float64      `json:"p_observed_band"`
	Overall       []float64      `json:"p_overall_band"`
	First         []float64      `json:"p_q1_band"`
	Second        []float64      `json:"p_q2_band"`
	Patterns      map[string]int `json:"sample_patterns"`
	Concentration float64        `json:"dirichlet_conc_per_pattern"`
	Sensitivity   float64        `json:"sensitivity"`
	Specificity   float64        `json:"specificity"`
	Cuts          []float64      `json:"cuts"`
	Current       float64        `json:"current_max_band_prob"`
	Expected      float64        `json:"expected_max_band_prob"`
	Changes       float64        `json:"prob_observed_band_changes"`
	Tool          string         `json:"tool"`
}

func references(t testing.TB) map[string][]referenceRow {
	t.Helper()
	text, err := os.ReadFile("testdata/predictions.json")
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(text, &raw); err != nil {
		t.Fatal(err)
	}
	tables := map[string][]referenceRow{}
	for name, table := range raw {
		if name == "source" {
			continue
		}
		var rows []referenceRow
		if err := json.Unmarshal(table, &rows); err != nil {
			t.Fatal(name, err)
		}
		tables[name] = rows
	}
	return tables
}

// youth is the scale of the 2018 youth rules: boundaries at 50, 65 and 80.
func youth(t testing.TB, rounding rules.Rounding) *rules.Scale {
	t.Helper()
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	return set.Scale(rounding)
}

// near fails unless two lists of chances agree.
func near(t testing.TB, what string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
		return
	}
	for i := range got {
		if math.Abs(got[i]-want[i]) > tolerance {
			t.Errorf("%s: %v, want %v", what, got, want)
			return
		}
	}
}
