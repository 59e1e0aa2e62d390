package discretion

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"onecase/sample"
	"onecase/stats"
)

// cellGroups are groups with their cells: those whose design effects a solver bounds, and
// some more.
func cellGroups(t *testing.T) (groups []*sample.Plan) {
	t.Helper()
	text, err := os.ReadFile("../sample/testdata/effects.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Groups []struct {
			Sample    int
			Variables [][]string
			Cells     []struct {
				Values []int
				Cases  any
			}
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	plan := func(f *sample.Frame, n int) {
		design := sample.DefaultDesign()
		design.Sizes, design.Reserve = map[string]int{"all": n}, 0
		p, err := sample.NewPlan(f, nil, design)
		if err != nil {
			t.Fatal(err)
		}
		groups = append(groups, p)
	}
	for _, g := range file.Groups {
		f := &sample.Frame{}
		for k, categories := range g.Variables {
			f.Variables = append(f.Variables, sample.Variable{Name: fmt.Sprint("v", k), Categories: categories})
		}
		for c, cell := range g.Cells {
			n := 0
			switch cases := cell.Cases.(type) {
			case float64:
				n = int(cases)
			case []any:
				n = int(cases[0].(float64))
			}
			for i := range n {
				one := sample.Case{ID: fmt.Sprintf("%d-%d", c, i), Group: "all"}
				for k, v := range cell.Values {
					one.Values = append(one.Values, g.Variables[k][v])
				}
				f.Cases = append(f.Cases, one)
			}
		}
		plan(f, g.Sample)
	}
	for k, n := range []int{7, 10, 14, 9} {
		f := &sample.Frame{Variables: []sample.Variable{{Name: "a", Categories: []string{"x", "y"}},
			{Name: "b", Categories: []string{"x", "y", "z"}}}}
		for i := range 16 + k {
			f.Cases = append(f.Cases, sample.Case{ID: fmt.Sprint("c", i),
				Group: "all", Values: []string{[]string{"x", "y", "y"}[(i*i+k)%3], []string{"x", "y", "z", "x"}[i*(k+3)%4]}})
		}
		plan(f, n)
	}
	return groups
}

// A planLaw is the law of a sample that follows one plan, and the limits of every sample
// that it can give. Cells that are read in full add what they hold to either limit.
type planLaw struct {
	draw   *sample.GroupDraw
	take   []int
	part   []int   // cells read in part
	counts [][]int // of their yes cases, in each sample
	limits [][2]int
}

// newPlanLaw is nil where the plan can give more samples than most.
func newPlanLaw(t *testing.T, draw *sample.GroupDraw, take []int, most int) *planLaw {
	t.Helper()
	law := &planLaw{draw: draw, take: take}
	cells, samples := []stats.StratumCount{}, 1
	for c, cell := range draw.Cells {
		cells = append(cells, stats.StratumCount{Population: cell.Population, Sample: take[c]})
		if take[c] > 0 && take[c] < cell.Population {
			law.part = append(law.part, c)
			samples *= take[c] + 1
		}
	}
	if samples > most {
		return nil
	}
	design, err := stats.NewCellsDesign(cells, 0.80)
	if err != nil {
		t.Fatal(err)
	}
	yes := make([]int, len(cells))
	for range samples {
		i, err := design.Interval(yes)
		if err != nil {
			t.Fatal(err)
		}
		if !i.Guaranteed {
			t.Fatalf("nothing is claimed of %v", cells)
		}
		var counts []int
		for _, c := range law.part {
			counts = append(counts, yes[c])
		}
		law.counts, law.limits = append(law.counts, counts), append(law.limits, [2]int{i.LowCount, i.HighCount})
		for _, c := range law.part { // the next sample
			if yes[c]++; yes[c] <= take[c] {
				break
			}
			yes[c] = 0
		}
	}
	return law
}

// coverage is the chance that the limits hold the truth where cells have so many yes cases.
func (l *planLaw) coverage(yes []int) float64 {
	total, covered := 0, 0.0
	for c, y := range yes {
		if l.take[c] < l.draw.Cells[c].Population {
			total += y
		}
	}
	rows := make([][]float64, len(l.part))
	for k, c := range l.part {
		for x := range l.take[c] + 1 {
			rows[k] = append(rows[k], stats.Hypergeometric{N: l.draw.Cells[c].Population, K: yes[c], Draws: l.take[c]}.Prob(float64(x)))
		}
	}
	for s, counts := range l.counts {
		if total < l.limits[s][0] || total > l.limits[s][1] {
			continue
		}
		chance := 1.0
		for k, x := range counts {
			chance *= rows[k][x]
		}
		covered += chance
	}
	return covered
}

// adversary changes one case after the other for the worse, from a population that was
// dealt by a number.
func adversary(draw *sample.GroupDraw, number uint64, coverage func(yes []int) float64) (least float64, yes []int) {
	yes = make([]int, len(draw.Cells))
	for c, cell := range draw.Cells {
		number = number*6364136223846793005 + 1442695040888963407 // Knuth's MMIX generator
		switch r := number >> 33; r % 3 {
		case 0:
			yes[c] = cell.Population
		case 1:
			yes[c] = int(r / 3 % uint64(cell.Population+1))
		}
	}
	for least = coverage(yes); ; {
		best := least - 1e-12
		var next []int
		for c, cell := range draw.Cells {
			for _, y := range []int{yes[c] - 1, yes[c] + 1} {
				if y < 0 || y > cell.Population {
					continue
				}
				change := slices.Clone(yes)
				change[c] = y
				if p := coverage(change); p < best {
					best, next = p, change
				}
			}
		}
		if next == nil {
			return least, yes
		}
		least, yes = best, next
	}
}

// No population is found under which limits over cells hold the truth less often than they
// say, whatever plan is followed.
func TestNoPopulationUndercoversOverCells(t *testing.T) {
	searched, most, starts := 0, 6_000, sweep(8, 40)
	for g, p := range cellGroups(t) {
		laws, least := 0, 2.0
		for seed := range sweep(6, 12) {
			draw, err := p.Draw(fmt.Sprint("seed ", seed))
			if err != nil {
				t.Fatal(err)
			}
			group := &draw.Groups[0]
			law := newPlanLaw(t, group, group.Core.Take, most)
			if law == nil {
				continue
			}
			laws++
			for number := range starts {
				got, yes := adversary(group, uint64(g*1000+number), law.coverage)
				least = min(least, got)
				if got < 0.80-1e-9 {
					t.Errorf("group %d, %v of its cells: %v with yes cases %v", g, group.Core.Take, got, yes)
				}
			}
		}
		if laws > 0 {
			searched++
			t.Logf("group %d, %d of %d: least found %.4f, in %d plans", g, p.Sample, p.Population, least, laws)
		}
	}
	if searched < 10 {
		t.Errorf("%d records were searched", searched)
	}
}

// Real draws hold the worst population found as often as the law of all plans says.
func TestRealDrawsOfTheWorstPopulation(t *testing.T) {
	p := cellGroups(t)[0]
	draw, err := p.Draw("any")
	if err != nil {
		t.Fatal(err)
	}
	group := &draw.Groups[0]
	laws, chances := []*planLaw{}, []float64{}
	for _, plan := range group.Core.Table {
		take := slices.Clone(group.Core.Base)
		for _, c := range plan.Up {
			take[c]++
		}
		law := newPlanLaw(t, group, take, 1_000)
		if law == nil {
			t.Fatal("a plan has too many samples")
		}
		laws, chances = append(laws, law), append(chances, float64(plan.Weight)/float64(sample.WeightSum))
	}
	all := func(yes []int) (sum float64) {
		for k, law := range laws {
			sum += chances[k] * law.coverage(yes)
		}
		return sum
	}
	least, yes := 2.0, []int{}
	for number := range sweep(5, 100) {
		if got, at := adversary(group, uint64(number), all); got < least {
			least, yes = got, at
		}
	}
	if least < 0.80 {
		t.Errorf("%v with yes cases %v", least, yes)
	}
	held, draws := 0, sweep(200, 4_000)
	for seed := range draws {
		draw, err := p.Draw(fmt.Sprint("real ", seed))
		if err != nil {
			t.Fatal(err)
		}
		g := &draw.Groups[0]
		found := make([]int, len(g.Cells))
		for _, c := range g.Selected {
			var place int
			if _, err := fmt.Sscanf(c.ID[len(fmt.Sprint(cellNumber(c.ID)))+1:], "%d", &place); err != nil {
				t.Fatal(err)
			}
			if place < yes[c.Cell] {
				found[c.Cell]++
			}
		}
		design, err := stats.NewCellsDesign(counted(g), 0.80)
		if err != nil {
			t.Fatal(err)
		}
		i, err := design.Interval(found)
		if err != nil {
			t.Fatal(err)
		}
		total := 0
		for _, y := range yes {
			total += y
		}
		if i.LowCount <= total && total <= i.HighCount {
			held++
		}
	}
	if got, off := float64(held)/float64(draws), 4.5*math.Sqrt(least*(1-least)/float64(draws)); math.Abs(got-least) > off {
		t.Errorf("limits of %d draws held the truth in %.4f, and the law of the plans says %.4f", draws, got, least)
	}
	t.Logf("yes cases %v: %.4f; %d of %d draws", yes, least, held, draws)
}

// cellNumber is the number before the dash of a case's id.
func cellNumber(id string) (c int) {
	_, _ = fmt.Sscanf(id, "%d-", &c)
	return c
}

// counted are the cells of a draw with their samples.
func counted(g *sample.GroupDraw) (cells []stats.StratumCount) {
	for c, cell := range g.Cells {
		cells = append(cells, stats.StratumCount{Population: cell.Population, Sample: g.Core.Take[c]})
	}
	return cells
}
