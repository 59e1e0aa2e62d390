package sample

import (
	"fmt"
	"iter"
	"math/big"
	"slices"

	"onecase/sample/internal/piles"
)

// AssignAgain says who would read each case of the sample as it now stands, if the latest
// assignment had been made from another seed: with the same readers, from the sample as it
// was then. Two seeds that nobody chose by what they give are as good as each other, so
// answers that do not depend on who reads go with this sharing as well as with the one
// that was made.
func (r *Record) AssignAgain(seed string) ([]Assigned, error) {
	made, before := r.latestAssignment()
	if made == nil {
		return nil, fmt.Errorf("the sample has not been shared out")
	}
	a, _, err := before.assignment(made.Readers, made.Days, NormalizeID(seed))
	if err != nil {
		return nil, err
	}
	again := *r
	again.Assignments = slices.Clone(r.Assignments)
	again.Assignments[len(again.Assignments)-1] = *a
	return again.Reading(), nil
}

// latestAssignment is the assignment that counts, and the record as it was when it was
// made; nil where there is none.
func (r *Record) latestAssignment() (made *Assignment, before *Record) {
	for _, e := range r.entries() {
		if e.assignment != nil {
			made, before = e.assignment, &e.before
		}
	}
	return made, before
}

// EveryAssignment gives every way in which the latest assignment could have been made,
// with its chance: who reads each case, by the first reader of a pile, in the order of
// [Record.Reading]. Chances are known where nothing but the sizes of piles is held, that is
// without matching variables, several groups or bars, and where the sample has not changed
// since; ok is false elsewhere and where there are more than so many ways. What is given is
// good until the next way.
func (r *Record) EveryAssignment(most int) (ways iter.Seq2[[]string, float64], ok bool) {
	made, before := r.latestAssignment()
	if made == nil || len(r.entries()) > len(before.entries())+1 || len(before.Groups) > 1 || len(before.Groups[0].Variables) > 0 {
		return nil, false
	}
	them, err := made.piles()
	if err != nil || len(barredFrom(them)) > 0 || len(them) > 5 {
		return nil, false
	}
	n := len(made.Cases)
	sizes := map[string]int{} // of the orders of the readers that give them
	var each [][]int
	orders := permutations(len(them))
	for _, order := range orders {
		mixed := make([]*pile, len(them))
		limits := make([]int, len(them))
		for i, k := range order {
			mixed[i], limits[i] = them[k], n
			if them[k].most > 0 {
				limits[i] = them[k].most
			}
		}
		its := make([]int, len(them))
		for i, size := range piles.Fill(n, weights(mixed, made.Days), limits) {
			its[order[i]] = size
		}
		if key := fmt.Sprint(its); sizes[key] == 0 {
			each = append(each, its)
		}
		sizes[fmt.Sprint(its)]++
	}
	total := new(big.Int)
	for _, its := range each {
		total.Add(total, sharings(its))
	}
	if !total.IsInt64() || total.Int64() > int64(most) {
		return nil, false
	}
	return func(yield func([]string, float64) bool) {
		readers := make([]string, n)
		for _, its := range each {
			ways, _ := new(big.Float).SetInt(sharings(its)).Float64()
			chance := float64(sizes[fmt.Sprint(its)]) / float64(len(orders)) / ways
			left := slices.Clone(its)
			var give func(c int) bool
			give = func(c int) bool {
				if c == n {
					return yield(readers, chance)
				}
				for p := range left {
					if left[p] == 0 {
						continue
					}
					left[p]--
					readers[c] = them[p].readers[0].Name
					if !give(c + 1) {
						return false
					}
					left[p]++
				}
				return true
			}
			if !give(0) {
				return
			}
		}
	}, true
}

// sharings is in how many ways cases can be shared out to piles of some sizes.
func sharings(sizes []int) *big.Int {
	ways, n := big.NewInt(1), 0
	for _, size := range sizes {
		n += size
		ways.Mul(ways, new(big.Int).Binomial(int64(n), int64(size)))
	}
	return ways
}

// permutations are the orders of n things.
func permutations(n int) [][]int {
	all := [][]int{{}}
	for i := range n {
		var next [][]int
		for _, p := range all {
			for at := range len(p) + 1 {
				next = append(next, slices.Insert(slices.Clone(p), at, i))
			}
		}
		all = next
	}
	return all
}
