package caselist

import "slices"

// A categoryTree has the categories of the rows, one variable after the other. Few of
// all possible combinations occur, and rows with the same share them.
type categoryTree struct {
	nodes []categoryNode
	made  map[treeStep]int32
	lists [][]string // by node, once asked for
}

// A categoryNode is a category, and the node of the categories before it, from 0 for none.
type categoryNode struct {
	before   int32
	category string
}

// A treeStep leads from a node to the next by the number of a text's reading.
type treeStep struct{ node, reading int32 }

// with is the node of a node's categories and one more.
func (t *categoryTree) with(node int32, r *reading) int32 {
	if t.made == nil {
		t.nodes, t.made = []categoryNode{{}}, map[treeStep]int32{}
	}
	step := treeStep{node, r.number}
	next, ok := t.made[step]
	if !ok {
		next = int32(len(t.nodes))
		t.nodes = append(t.nodes, categoryNode{node, r.category})
		t.made[step] = next
	}
	return next
}

// list has the categories of a node; callers share it.
func (t *categoryTree) list(node int32) []string {
	if t.lists == nil {
		t.lists = make([][]string, max(len(t.nodes), 1))
	}
	if t.lists[node] == nil {
		for at := node; at > 0; at = t.nodes[at].before {
			t.lists[node] = append(t.lists[node], t.nodes[at].category)
		}
		slices.Reverse(t.lists[node])
	}
	return t.lists[node]
}
