package sample

import (
	"encoding/csv"
	"fmt"
	"os"
	"testing"
)

// realFrame reads a population of testdata: an id, categories, and last an answer.
func realFrame(t *testing.T, name string) (f *Frame, yes map[string]bool) {
	t.Helper()
	file, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	f, yes = &Frame{}, map[string]bool{}
	last := len(rows[0]) - 1
	for k := 1; k < last; k++ {
		v, seen := Variable{Name: rows[0][k]}, map[string]bool{}
		for _, r := range rows[1:] {
			if !seen[r[k]] {
				seen[r[k]] = true
				v.Categories = append(v.Categories, r[k])
			}
		}
		f.Variables = append(f.Variables, v)
	}
	for i, r := range rows[1:] {
		f.Cases = append(f.Cases, Case{ID: r[0], Group: "all", Values: r[1:last], Row: i + 2})
		yes[r[0]] = r[last] == "yes"
	}
	return f, yes
}

// On populations that nobody here made: every category within a case of its share
// in every plan, and every chance n/N to 1e-9. The variance of an estimate over
// 2,000 draws is set against that of simple random sampling, (1-f) S^2 / n: the
// more the answer goes with the matching variables, the smaller it is. Population
// growth goes with size and region in Sweden (0.85), hardly in Belgium (0.99).
func TestRealPopulations(t *testing.T) {
	for _, c := range []struct {
		file     string
		n        int
		smallest float64 // least and greatest ratio of the variances that passes
		largest  float64
	}{
		{"mu284.csv", 60, 0.75, 0.97},
		{"mu284.csv", 105, 0.75, 0.97},
		{"belgian.csv", 40, 0.85, 1.1},
	} {
		f, yes := realFrame(t, c.file)
		p := mustPlan(t, f, noReserve(sized(c.n)))
		N := len(f.Cases)
		count := 0
		for _, v := range yes {
			if v {
				count++
			}
		}
		truth := float64(count) / float64(N)
		simple := (1 - float64(c.n)/float64(N)) * truth * (1 - truth) * float64(N) / float64(N-1) / float64(c.n)
		var square float64
		const draws = 2000
		for seed := range draws {
			d, err := p.Draw(fmt.Sprint(seed))
			if err != nil {
				t.Fatal(err)
			}
			g := &d.Groups[0]
			if seed == 0 {
				checkRealTable(t, g)
			}
			x := 0
			for _, k := range g.Selected {
				if yes[k.ID] {
					x++
				}
			}
			e := float64(x)/float64(c.n) - truth
			square += e * e / draws
		}
		ratio := square / simple
		t.Logf("%s, %d of %d: variance %.2f of simple random sampling's", c.file, c.n, N, ratio)
		if ratio < c.smallest || ratio > c.largest {
			t.Errorf("%s, %d of %d: the variance is %.3f of simple random sampling's", c.file, c.n, N, ratio)
		}
	}
}

func checkRealTable(t *testing.T, g *GroupDraw) {
	t.Helper()
	if g.Core.Method != ByTable || g.Core.GivenUp != nil {
		t.Fatalf("chosen by %s, given up %v", g.Core.Method, g.Core.GivenUp)
	}
	for k, plan := range g.Core.Table {
		take := append([]int(nil), g.Core.Base...)
		for _, c := range plan.Up {
			take[c]++
		}
		checkShares(t, g, take, fmt.Sprint("plan ", k))
	}
	up := g.Core.Table.Chance(len(g.Cells))
	for c, cell := range g.Cells {
		chance := (float64(g.Core.Base[c]) + up[c]) / float64(cell.Population)
		if d := chance - float64(g.Sample)/float64(g.Population); abs(d) > 1e-9 {
			t.Errorf("a case of cell %d has a chance %g off n/N", c, d)
		}
	}
}
