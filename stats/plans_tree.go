package stats

import (
	"cmp"
	"slices"
)

// A planTree has the plans of a design cell by cell, those that take the same from the first
// cells on one branch, so that what they have in common is worked out once. Parents come
// before their children; the first node is the root.
type planTree []planNode

// A planNode is what a branch takes from one cell. It serves one goroutine.
type planNode struct {
	parent     int
	cell, take int
	chance     float64 // of the plan that ends here; 0 where none does
	// law is the chance of each number of yes cases among those taken further on, together
	// with the chance of the plans.
	law []float64
	// held is the chance that something holds, given the number of yes cases among those
	// taken further on, of what stands on the branch so far.
	held []float64
}

// newPlanTree takes the cells from which every plan takes the same first, then those from
// which most is taken, so that the many nodes at the ends have few counts.
func newPlanTree(plans [][]int, chances []float64) planTree {
	cells := make([]int, len(plans[0]))
	differ := make([]bool, len(cells))
	for c := range cells {
		cells[c] = c
		differ[c] = slices.ContainsFunc(plans, func(plan []int) bool { return plan[c] != plans[0][c] })
	}
	slices.SortStableFunc(cells, func(a, b int) int {
		if differ[a] != differ[b] {
			if differ[b] {
				return -1
			}
			return 1
		}
		return cmp.Compare(plans[0][b], plans[0][a])
	})
	order := make([]int, len(plans))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int {
		for _, c := range cells {
			if plans[a][c] != plans[b][c] {
				return plans[a][c] - plans[b][c]
			}
		}
		return 0
	})
	left := sumOf(plans[0])
	tree := planTree{{law: make([]float64, left+1), held: make([]float64, left+1)}}
	var grow func(parent, depth, left int, order []int)
	grow = func(parent, depth, left int, order []int) {
		if depth == len(cells) {
			for _, k := range order {
				tree[parent].chance += chances[k]
			}
			return
		}
		c := cells[depth]
		for len(order) > 0 {
			m, same := plans[order[0]][c], 1
			for same < len(order) && plans[order[same]][c] == m {
				same++
			}
			tree = append(tree, planNode{parent: parent, cell: c, take: m, law: make([]float64, left-m+1), held: make([]float64, left-m+1)})
			grow(len(tree)-1, depth+1, left-m, order[:same])
			order = order[same:]
		}
	}
	grow(0, 0, left, order)
	return tree
}

// laws works out the law of every node, from the ends to the root.
func (d *PlansDesign) laws(yes []int) {
	for i := range d.tree {
		n := &d.tree[i]
		clear(n.law)
		n.law[0] = n.chance
	}
	for i := len(d.tree) - 1; i > 0; i-- {
		n := &d.tree[i]
		convolve(d.tree[n.parent].law, n.law, d.row(n.cell, n.take, yes[n.cell]))
	}
}

// convolve adds the law of a sum.
func convolve(to, a, b []float64) {
	for i, p := range a {
		if p == 0 {
			continue
		}
		for j, q := range b {
			to[i+j] += float64(p * q)
		}
	}
}

// changed adds to each cell the chance that something holds were its yes cases others, from
// the laws of the nodes, where holds is that chance by the yes cases in the sample; to gives
// the number of a cell, below 0 where it has no other.
func (d *PlansDesign) changed(yes []int, holds func(x int) bool, to func(cell int) int, chances []float64) {
	for x := range d.tree[0].held {
		d.tree[0].held[x] = 0
		if holds(x) {
			d.tree[0].held[x] = 1
		}
	}
	for i := range d.tree[1:] {
		n := &d.tree[i+1]
		held := d.tree[n.parent].held
		if other := to(n.cell); other >= 0 {
			chances[n.cell] += meet(n.law, d.row(n.cell, n.take, other), held)
		}
		fold(n.held, d.row(n.cell, n.take, yes[n.cell]), held)
	}
}

// meet is the sum over all x and y of law(x) row(y) held(x+y).
func meet(law, row, held []float64) (sum float64) {
	for x, p := range law {
		for y, q := range row {
			sum += float64(p * float64(q*held[x+y]))
		}
	}
	return sum
}

// fold sets out(x) to the sum over y of row(y) held(x+y).
func fold(out, row, held []float64) {
	for x := range out {
		sum := 0.0
		for y, q := range row {
			sum += float64(q * held[x+y])
		}
		out[x] = sum
	}
}
