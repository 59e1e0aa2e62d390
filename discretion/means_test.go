package discretion

import (
	"math"
	"os"
	"path/filepath"
	"testing"
)

// Expected values are those of svymean and confint of R's survey, of svydesign(~1, strata = ~h,
// fpc = ~N) with 7 of 20 and 9 of 12 cases; of the second question in its domain.
func TestPoolOfPointsAsR(t *testing.T) {
	set := filepath.Join(t.TempDir(), "points.toml")
	if err := os.WriteFile(set, []byte(`id = "points"
groups = [{ id = "all", name = "Cases" }]
answers = [{ id = "grade", levels = ["1", "2", "3", "4"] }, { id = "partly", levels = ["no", "partly", "yes"], points = [0, 0.5, 1] }]
[[standards]]
id = "s"
name = "S"
group = "all"
questions = [{ id = "mean", answers = "grade", measure = "mean" }, { id = "percent", answers = "partly", measure = "percent" }]
`), 0o600); err != nil {
		t.Fatal(err)
	}
	var units []*Inspection
	for _, text := range []string{
		"service = \"A\"\n[groups.all]\npopulation = 20\nsample = 7\n[results.\"s.mean\"]\nlevels = { 1 = 1, 2 = 1, 3 = 3, 4 = 2 }\n[results.\"s.percent\"]\nlevels = { no = 1, partly = 3, yes = 2 }\n",
		"service = \"B\"\n[groups.all]\npopulation = 12\nsample = 9\n[results.\"s.mean\"]\nlevels = { 2 = 1, 3 = 2, 4 = 6 }\n[results.\"s.percent\"]\nlevels = { no = 0, partly = 2, yes = 6 }\n",
	} {
		ins, err := ParseInspection("points.toml", []byte(text), set)
		if err != nil {
			t.Fatal(err)
		}
		units = append(units, ins)
	}
	p, err := Pool(units, PoolOptions{Confidence: 0.8})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][4]float64{
		{3.119047619048, 0.2086042031626, 2.838468629555, 3.39962660854},
		{69.520547945205, 7.756791466124, 59.00065290245, 80.04044298797},
	} {
		m := p.Means[i]
		for k, got := range []float64{m.Estimate.Mean, m.Estimate.SE, *m.Low, *m.High} {
			if math.Abs(got-want[k]) > 1e-9 {
				t.Errorf("%s: got %v, want %v", m.ID, got, want[k])
			}
		}
	}
}
