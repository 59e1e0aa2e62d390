package stats

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// A PlansDesign is the law of a matched draw: one of several plans is followed, by
// chance, and each says how many cases every cell gives, which are drawn at random within
// the cell. The number of yes cases in the sample has a law for any answers alike
// but for their number in each cell.
type PlansDesign struct {
	cells      []int // populations
	plans      [][]int
	chances    []float64
	population int
	sample     int
	least      []int         // that a plan takes from each cell
	rows       [][][]float64 // the chances of each count, by cell, what is taken and yes cases
	tree       planTree
}

// NewPlansDesign takes the population of each cell, what each plan takes from it and the
// plan's chance. Every plan takes as many cases.
func NewPlansDesign(cells []int, plans [][]int, chances []float64) (*PlansDesign, error) {
	d := &PlansDesign{cells: cells, plans: plans, chances: chances}
	if len(plans) == 0 || len(plans) != len(chances) {
		return nil, fmt.Errorf("stats: %d plans with %d chances", len(plans), len(chances))
	}
	for _, n := range cells {
		d.population += n
	}
	sum := 0.0
	for k, plan := range plans {
		n := 0
		for c, m := range plan {
			if len(plan) != len(cells) || m < 0 || m > cells[c] {
				return nil, fmt.Errorf("stats: plan %d does not fit the cells", k+1)
			}
			n += m
		}
		if d.sample = n; k > 0 && n != sumOf(plans[0]) {
			return nil, errors.New("stats: the plans take different numbers of cases")
		}
		sum += chances[k]
	}
	if math.Abs(sum-1) > 1e-9 || d.sample == 0 {
		return nil, fmt.Errorf("stats: the chances of the plans add up to %v, for samples of %d", sum, d.sample)
	}
	d.makeRows()
	d.tree = newPlanTree(plans, chances)
	return d, nil
}

// makeRows makes room for the rows; they are filled when they are needed.
func (d *PlansDesign) makeRows() {
	for c, n := range d.cells {
		least, most := n, 0
		for _, plan := range d.plans {
			least, most = min(least, plan[c]), max(most, plan[c])
		}
		d.least = append(d.least, least)
		d.rows = append(d.rows, make([][]float64, (most-least+1)*(n+1)))
	}
}

func sumOf(counts []int) (sum int) {
	for _, n := range counts {
		sum += n
	}
	return sum
}

// row is the chances of each count in a sample of m from cell c with so many yes cases.
func (d *PlansDesign) row(c, m, yes int) []float64 {
	row := &d.rows[c][(m-d.least[c])*(d.cells[c]+1)+yes]
	if *row == nil {
		for x := range m + 1 {
			*row = append(*row, Hypergeometric{N: d.cells[c], K: yes, Draws: m}.prob(x))
		}
	}
	return *row
}

// Counts is the chance of each number of yes cases in the sample, from 0, where the
// cells have so many.
func (d *PlansDesign) Counts(yes []int) []float64 {
	d.laws(yes)
	return slices.Clone(d.tree[0].law)
}

// Coverage is the chance that limits hold the number of yes cases in the population, where
// low and high have them for each number of yes cases in the sample.
func (d *PlansDesign) Coverage(yes, low, high []int) float64 {
	total, covered := sumOf(yes), 0.0
	for x, p := range d.Counts(yes) {
		if low[x] <= total && total <= high[x] {
			covered += p
		}
	}
	return covered
}

// LeastCoverage looks for the population under which limits hold the truth least often. It
// starts from populations that follow the pattern, values of the cells, from some that are
// spread evenly and some that were dealt, and changes one case at a time for the worse;
// work bounds its steps, in multiplications. Nothing is drawn by chance and no clock is
// read. The true least coverage can be lower.
func (d *PlansDesign) LeastCoverage(low, high []int, pattern []float64, work float64) (least float64, yes []int) {
	search := coverageSearch{PlansDesign: d, low: low, high: high, left: work, least: 2}
	for _, start := range search.order(d.starts(pattern, low, high, search.tries())) {
		if search.left <= 0 {
			break
		}
		search.descend(start)
	}
	return search.least, search.yes
}

// starts are populations with every number of yes cases, those first for which a simple
// random sample has least coverage: of each number one that follows the pattern in either
// direction, one spread evenly over the cells and three that were dealt; and others in
// which most cells are all yes or all no. There are at most so many.
func (d *PlansDesign) starts(pattern []float64, low, high []int, most int) (starts [][]int) {
	var order []int // the cell of each case
	for c, n := range d.cells {
		order = append(order, slices.Repeat([]int{c}, n)...)
	}
	if len(pattern) == len(d.cells) {
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(pattern[b], pattern[a]) })
	}
	number := uint64(1)
	below := func(n int) int {
		number = number*6364136223846793005 + 1442695040888963407 // Knuth's MMIX generator
		return int(number >> 33 % uint64(n))
	}
	dealt := [][]int{slices.Clone(order), slices.Clone(order), slices.Clone(order)}
	for _, deal := range dealt {
		for i := len(deal) - 1; i > 0; i-- {
			j := below(i + 1)
			deal[i], deal[j] = deal[j], deal[i]
		}
	}
	back := slices.Clone(order)
	slices.Reverse(back)
	coverage := make([]float64, d.population+1)
	totals := make([]int, d.population+1)
	for M := range totals {
		totals[M] = M
		for x := range low {
			if low[x] <= M && M <= high[x] {
				coverage[M] += Hypergeometric{N: d.population, K: M, Draws: d.sample}.prob(x)
			}
		}
	}
	slices.SortStableFunc(totals, func(a, b int) int { return cmp.Compare(coverage[a], coverage[b]) })
	for _, M := range totals {
		if len(starts) >= most {
			return starts[:most]
		}
		even := make([]int, len(d.cells))
		for i, c := range order {
			even[c] += (i+1)*M/d.population - i*M/d.population
		}
		starts = append(starts, even)
		for _, cases := range append([][]int{order, back}, dealt...) {
			yes := make([]int, len(d.cells))
			for _, c := range cases[:M] {
				yes[c]++
			}
			starts = append(starts, yes)
		}
		far := make([]int, len(d.cells))
		for c, n := range d.cells {
			far[c] = []int{0, n, below(n + 1)}[below(3)]
		}
		starts = append(starts, far)
	}
	return starts
}

// A coverageSearch looks for the least coverage.
type coverageSearch struct {
	*PlansDesign
	low, high []int
	left      float64 // work
	least     float64
	yes       []int
}

// tries is how many populations to start from: those that take a third of the work, but some.
func (s *coverageSearch) tries() int { return max(int(math.Ceil(s.left/s.cost()/3)), 8) }

// order tries populations, and gives those for which there was work, those with the least
// coverage first.
func (s *coverageSearch) order(starts [][]int) [][]int {
	cost := s.cost()
	coverage := map[*int]float64{} // by population
	for _, yes := range starts {
		if s.left > 0 {
			s.left -= cost
			coverage[&yes[0]] = s.try(yes)
		}
	}
	starts = starts[:len(coverage)]
	slices.SortStableFunc(starts, func(a, b []int) int { return cmp.Compare(coverage[&a[0]], coverage[&b[0]]) })
	return starts
}

// cost is about how many multiplications a law takes, were every plan worked out by itself.
func (d *PlansDesign) cost() float64 {
	cost := 0.0
	for _, plan := range d.plans {
		sofar := 1.0
		for _, m := range plan {
			if m > 0 {
				cost += sofar * float64(m+1)
				sofar += float64(m)
			}
		}
	}
	return cost
}

// try keeps a population that has less coverage than those before.
func (s *coverageSearch) try(yes []int) float64 {
	coverage := s.Coverage(yes, s.low, s.high)
	if coverage < s.least {
		s.least, s.yes = coverage, slices.Clone(yes)
	}
	return coverage
}

// descend changes one case at a time, the one that takes most from the coverage.
func (s *coverageSearch) descend(yes []int) {
	yes = slices.Clone(yes)
	now := s.Coverage(yes, s.low, s.high)
	for s.left > 0 {
		s.left -= 5 * s.cost()
		best, cell, change := now-1e-12, -1, 0
		for i, side := range s.neighbours(yes) {
			for c, coverage := range side {
				if coverage < best {
					best, cell, change = coverage, c, 1-2*i
				}
			}
		}
		if cell < 0 {
			break
		}
		yes[cell] += change
		now = best
	}
	s.try(yes)
}

// neighbours are the coverages with one yes case more in each cell, and with one less; 2
// where there is none.
func (s *coverageSearch) neighbours(yes []int) (sides [2][]float64) {
	total := sumOf(yes)
	for i := range sides {
		sides[i] = slices.Repeat([]float64{2}, len(yes))
		for c := range yes {
			if to := yes[c] + 1 - 2*i; to >= 0 && to <= s.cells[c] {
				sides[i][c] = 0
			}
		}
	}
	s.laws(yes)
	for i, side := range sides {
		change := 1 - 2*i
		s.changed(yes, func(x int) bool { return s.low[x] <= total+change && total+change <= s.high[x] }, func(c int) int {
			if side[c] == 2 {
				return -1
			}
			return yes[c] + change
		}, side)
	}
	return sides
}
