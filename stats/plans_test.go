package stats

import (
	"math"
	"slices"
	"testing"
)

// plansFile are draws over plans with their limits, by another program.
type plansFile struct {
	Rows []struct {
		Cells      []int
		Plans      [][]int
		Weights    []int
		Confidence float64
		Low, High  []int
		Least      [2]float64
	}
}

func (f *plansFile) designs(t *testing.T, visit func(i int, d *PlansDesign)) {
	t.Helper()
	readTestdata(t, "plans.json", f)
	if len(f.Rows) < 12 {
		t.Fatalf("%d rows", len(f.Rows))
	}
	for i, r := range f.Rows {
		var chances []float64
		for _, w := range r.Weights {
			chances = append(chances, float64(w)/float64(sumOf(r.Weights)))
		}
		d, err := NewPlansDesign(r.Cells, r.Plans, chances)
		if err != nil {
			t.Fatal(err)
		}
		visit(i, d)
	}
}

// Limits by the table are those of trying every population, and so is their least coverage.
func TestPlansLimitsAgainstFractions(t *testing.T) {
	var file plansFile
	file.designs(t, func(i int, d *PlansDesign) {
		r := file.Rows[i]
		table, err := d.Limits(r.Confidence, nil, 1e8)
		if err != nil {
			t.Fatal(err)
		}
		if !table.Exact || !slices.Equal(table.Low, r.Low) || !slices.Equal(table.High, r.High) {
			t.Errorf("row %d: %v to %v, exact %v; want %v to %v", i, table.Low, table.High, table.Exact, r.Low, r.High)
		}
		if least := r.Least[0] / r.Least[1]; math.Abs(table.Least-least) > 1e-12 {
			t.Errorf("row %d: least coverage %v, of every population %v", i, table.Least, least)
		}
		if at := d.Coverage(table.LeastCells, table.Low, table.High); math.Abs(at-table.Least) > 1e-12 {
			t.Errorf("row %d: %v where %v is said", i, at, table.Least)
		}
		if x := r.Low[0]; !d.Interval(table, x).Guaranteed || d.Interval(table, x).LowCount != r.Low[x] {
			t.Errorf("row %d: %+v", i, d.Interval(table, x))
		}
	})
}

// With little work nothing is guaranteed, and no limits are inside those of a simple
// random sample.
func TestPlansLimitsWithLittleWork(t *testing.T) {
	var file plansFile
	file.designs(t, func(i int, d *PlansDesign) {
		r := file.Rows[i]
		table, err := d.Limits(r.Confidence, nil, 1)
		if err != nil {
			t.Fatal(err)
		}
		simple, err := NewTable(Exact, d.sample, d.population, r.Confidence)
		if err != nil {
			t.Fatal(err)
		}
		for x := range table.Low {
			if table.Exact || table.Low[x] > simple.LowCount[x] || table.High[x] < simple.HighCount[x] || d.Interval(table, x).Guaranteed {
				t.Errorf("row %d, %d yes: %d to %d", i, x, table.Low[x], table.High[x])
			}
		}
	})
}

// One changed case does to the coverage what the neighbours say.
func TestCoverageOfNeighbours(t *testing.T) {
	var file plansFile
	file.designs(t, func(i int, d *PlansDesign) {
		r := file.Rows[i]
		s := coverageSearch{PlansDesign: d, low: r.Low, high: r.High}
		yes := make([]int, len(d.cells))
		for c, n := range d.cells {
			yes[c] = (n + i) % (n + 1)
		}
		for side, change := range []int{1, -1} {
			for c, got := range s.neighbours(yes)[side] {
				want, to := 2.0, slices.Clone(yes)
				if to[c] += change; to[c] >= 0 && to[c] <= d.cells[c] {
					want = d.Coverage(to, r.Low, r.High)
				}
				if math.Abs(got-want) > 1e-12 {
					t.Errorf("row %d, cell %d by %d: %v, want %v", i, c, change, got, want)
				}
			}
		}
	})
}

func TestPlansDesignErrors(t *testing.T) {
	for want, d := range map[string]struct {
		plans   [][]int
		chances []float64
	}{
		"stats: 0 plans with 0 chances":                                   {},
		"stats: plan 1 does not fit the cells":                            {[][]int{{3, 0}}, []float64{1}},
		"stats: the plans take different numbers of cases":                {[][]int{{1, 0}, {1, 1}}, []float64{0.5, 0.5}},
		"stats: the chances of the plans add up to 0.5, for samples of 1": {[][]int{{1, 0}}, []float64{0.5}},
	} {
		if _, err := NewPlansDesign([]int{2, 2}, d.plans, d.chances); err == nil || err.Error() != want {
			t.Errorf("error %q, want %q", err, want)
		}
	}
}
