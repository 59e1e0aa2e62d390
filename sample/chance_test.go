package sample

import (
	"fmt"
	"math"
	"testing"
)

// frequencies counts how often each case is selected in draws with the seeds
// 0, 1, 2, ...
func frequencies(t *testing.T, p *Plan, draws int) map[string]int {
	t.Helper()
	times := map[string]int{}
	walks := p.walks(nil) // once for all draws
	for seed := range draws {
		d, err := p.draw(fmt.Sprint(seed), walks)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range d.Groups[0].Selected {
			times[c.ID]++
		}
	}
	return times
}

// falseAlarm is the chance, were all chances right, that one of the tests below
// fails. The seeds are fixed, so that each passes always or never.
const falseAlarm = 1e-6

// binomialTail is the exact chance of a count as far from draws*p as this one or
// farther on its side.
func binomialTail(count, draws int, p float64) float64 {
	logP := func(k int) float64 {
		a, _ := math.Lgamma(float64(draws + 1))
		b, _ := math.Lgamma(float64(k + 1))
		c, _ := math.Lgamma(float64(draws - k + 1))
		return a - b - c + float64(k)*math.Log(p) + float64(draws-k)*math.Log1p(-p)
	}
	tail := 0.0
	if float64(count) < float64(draws)*p {
		for k := count; k >= 0; k-- {
			tail += math.Exp(logP(k))
		}
		return tail
	}
	for k := count; k <= draws; k++ {
		tail += math.Exp(logP(k))
	}
	return tail
}

// Equal chances (and stated ones where they differ): each case is selected as
// often as its stated chance says, and none never, by an exact binomial test of
// every case with the false alarms shared out (Bonferroni): plain, capped, with
// least numbers and with cases taken whatever the seed, 10,000 draws each.
func TestCasesComeUpAsOftenAsTheirChancesSay(t *testing.T) {
	draws := sweep(1_000, 10_000)
	t.Logf("%d draws of each design", draws)
	for _, c := range []struct {
		name string
		n    int
		edit func(*Design)
	}{
		{"plain", 39, func(*Design) {}},
		{"plain, small share", 8, func(*Design) {}},
		{"capped", 26, func(d *Design) { d.Caps = []Cap{{"manager", 4}} }},
		{"least numbers", 15, func(d *Design) { d.AtLeast = []AtLeast{{"v1", "b", 6}, {"v4", "d", 2}} }},
		{"forced", 20, func(d *Design) { d.Include = []Forced{{"K000007", "asked for"}} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := madeFrame("frequencies", 51, fourVariables)
			d := sized(c.n)
			d.Reserve = 0
			c.edit(&d)
			p := mustPlan(t, f, d)
			first, err := p.Draw("0")
			if err != nil {
				t.Fatal(err)
			}
			in := first.Groups[0].Inclusion
			chance := map[string]float64{}
			for _, k := range in.Cases {
				chance[k.ID] = k.Chance
			}
			times := frequencies(t, p, draws)
			never := 0
			for _, k := range f.Cases {
				want := chance[k.ID]
				if in.PerCase != nil {
					want = *in.PerCase
				}
				got := times[k.ID]
				if got == 0 {
					never++
				}
				if want == 1 {
					if got != draws {
						t.Errorf("%s is certain and was selected %d times in %d", k.ID, got, draws)
					}
					continue
				}
				if tail := binomialTail(got, draws, want); tail < falseAlarm/5/2/float64(len(f.Cases)) {
					t.Errorf("%s was selected %d times in %d, its chance is %.4f (tail %.1e)", k.ID, got, draws, want, tail)
				}
			}
			if never > 0 {
				t.Errorf("%d of 51 cases were never selected", never)
			}
		})
	}
}

// Two cases come up together as often as the table says: within a cell
// E[m(m-1)]/(N_c(N_c-1)), across cells E[m_c m_d]/(N_c N_d).
func TestPairsComeUpAsOftenAsTheTableSays(t *testing.T) {
	draws := sweep(2_000, 10_000)
	t.Logf("%d draws", draws)
	f := madeFrame("pairs", 20, fourVariables[:2])
	d := sized(9)
	d.Reserve = 0
	p := mustPlan(t, f, d)
	first, err := p.Draw("0")
	if err != nil {
		t.Fatal(err)
	}
	g := &first.Groups[0]
	together := map[[2]string]int{}
	for seed := range draws {
		d, err := p.Draw(fmt.Sprint(seed))
		if err != nil {
			t.Fatal(err)
		}
		s := d.Groups[0].Selected
		for i := range s {
			for j := range i {
				together[[2]string{s[j].ID, s[i].ID}]++
			}
		}
	}
	cell := map[string]int{}
	for c, members := range newGrid(p.frame, "all", nil).cells {
		for _, i := range members.cases {
			cell[p.frame.Cases[i].ID] = c
		}
	}
	pairs := 20 * 19 / 2
	for i, a := range f.Cases {
		for _, b := range f.Cases[i+1:] {
			want, err := g.JointChance(cell[a.ID], cell[b.ID])
			if err != nil {
				t.Fatal(err)
			}
			got := together[[2]string{a.ID, b.ID}]
			if want < 1e-12 || want > 1-1e-12 {
				if got != 0 && got != draws {
					t.Errorf("%s and %s came up %d times, their joint chance is %v", a.ID, b.ID, got, want)
				}
				continue
			}
			if tail := binomialTail(got, draws, want); tail < falseAlarm/2/float64(pairs) {
				t.Errorf("%s and %s came up %d times in %d, their joint chance is %.4f", a.ID, b.ID, got, draws, want)
			}
		}
	}
}

// For every N up to 10 and every n the table gives each case the chance n/N, by
// adding up its weights in whole numbers.
func TestSmallFramesGiveEveryCaseItsChance(t *testing.T) {
	for N := 2; N <= 10; N++ {
		for n := 1; n < N; n++ {
			for i := range 3 {
				f := madeFrame(fmt.Sprint("small", N, n, i), N, fourVariables[:2+i])
				d := sized(n)
				d.Reserve = 0
				g := mustDraw(t, f, d, "1").Groups[0]
				if g.Core.Method == ByShare {
					continue // every cell's share is whole
				}
				if g.Core.Method != ByTable {
					t.Fatalf("%d of %d: chosen by %s", n, N, g.Core.Method)
				}
				up := make([]int64, len(g.Cells))
				for _, plan := range g.Core.Table {
					for _, c := range plan.Up {
						up[c] += plan.Weight
					}
				}
				for c, cell := range g.Cells {
					// (base + up/10^15)/N_c = n/N, times N N_c 10^15.
					gap := float64((int64(g.Core.Base[c])*WeightSum+
						up[c])/int64(cell.Population)) - float64(WeightSum)*float64(n)/float64(N)
					if math.Abs(gap) > 1e-9*float64(WeightSum) {
						t.Errorf("%d of %d, population %d: cell %d is %g off", n, N, i, c, gap/float64(WeightSum))
					}
				}
			}
		}
	}
}
