package sample

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"onecase/stats"
)

// A bound is a constraint on how many cases a set of cells gives.
type bound struct {
	name   string
	cells  []int
	least  int
	most   int
	factor float64 // by which it changes the chance of its cells
}

// noMost stands for a bound without an upper end.
const noMost = maxCases

// bounds lists the design's caps and least numbers for a group, given the cases
// per cell that are in the sample already.
func (g *grid) bounds(d Design, kept []int) ([]bound, error) {
	var out []bound
	for k, cap := range d.Caps {
		for holder, name := range g.caps[k].categories {
			if name == "" {
				continue // nobody knows who holds these
			}
			b := bound{name: fmt.Sprintf("at most %d of one %s", cap.Most, cap.By),
				cells: g.where(func(c gridCell) bool { return c.holders[k] == holder })}
			if b.most = cap.Most - sumOver(b.cells, kept); b.most < 0 {
				return nil, fmt.Errorf("group %s: cases taken whatever the seed exceed the most of %d of one %s", g.group, cap.Most, cap.By)
			}
			out = append(out, b)
		}
	}
	for _, a := range d.AtLeast {
		b := bound{name: fmt.Sprintf("at least %d of %s:%s", a.Count, a.Variable, a.Category),
			cells: g.where(g.of(a.Variable, a.Category)), most: noMost}
		switch room := sumOver(b.cells, g.sizes()); {
		case room == 0:
			continue // a category of another group
		case room < a.Count:
			return nil, fmt.Errorf("group %s: %s is asked for, and the group has %d", g.group, b.name, room)
		}
		b.least = max(0, a.Count-sumOver(b.cells, kept))
		out = append(out, b)
	}
	return out, nil
}

// evenChances tells whether the same chance for every case that there is room for
// keeps every bound on average.
func evenChances(size int, room []int, bounds []bound) bool {
	total := int64(sum(room))
	return !slices.ContainsFunc(bounds, func(b bound) bool {
		even := int64(size) * int64(sumOver(b.cells, room))
		return even < int64(b.least)*total || even > int64(b.most)*total
	})
}

// chances returns, per cell, the chance of each case that may still be taken
// (room) when size of them are taken: even chances, changed as little as the
// bounds allow. That is the solution of least Kullback-Leibler divergence, found
// by scaling to each bound in turn (Bregman 1967).
//
// Bounds may leave some cases no chance: two women asked for in a sample of two
// shut out every man. Scaling approaches such a chance ever more slowly, so it
// starts again without the cells whose chances fade.
//
// Whole is the size with the cases that are in the sample already, for messages.
func chances(group string, whole, size int, room []int, bounds []bound) ([]float64, error) {
	shut := make([]bool, len(room))
	for {
		result, broken, possible := scaled(size, room, bounds, shut)
		if possible && broken == "" {
			return result, nil
		}
		if !possible || !shutFading(shut, result) {
			why := ""
			if name, limit := narrowestCap(room, bounds); limit < size {
				why = fmt.Sprintf(" (%s leaves room for %d)", name, limit+whole-size)
			} else if broken != "the size" {
				why = fmt.Sprintf(" (%s is broken first)", broken)
			}
			return nil, &unkept{fmt.Sprintf("group %s: a sample of %d cannot keep every cap and least number asked for%s", group, whole, why), loosen}
		}
	}
}

// shutFading shuts the cells whose chance fell by a quarter or more in the second
// half of the rounds, and reports whether there are any. A chance that goes to 0
// as one over the number of rounds halves in that time.
func shutFading(shut []bool, fading []float64) bool {
	found := false
	for c, share := range fading {
		if !shut[c] && share < 0.75 {
			shut[c], found = true, true
		}
	}
	return found
}

// within lowers the least numbers to the cases there is room for: the others have
// left the sample for good.
func within(bounds []bound, room []int) []bound {
	for i := range bounds {
		b := &bounds[i]
		b.least = min(b.least, sumOver(b.cells, room))
	}
	return bounds
}

// narrowestCap is the kind of cap that leaves room for the smallest sample, and how
// large that is; the first in byte order if several tie, "" and noMost without caps.
func narrowestCap(room []int, bounds []bound) (name string, limit int) {
	limits := map[string]int{}
	for _, b := range bounds {
		if b.most == noMost {
			continue
		}
		if _, ok := limits[b.name]; !ok {
			limits[b.name] = sum(room)
		}
		limits[b.name] -= max(0, sumOver(b.cells, room)-b.most)
	}
	limit = noMost
	for _, n := range slices.Sorted(maps.Keys(limits)) {
		if limits[n] < limit {
			name, limit = n, limits[n]
		}
	}
	return name, limit
}

// An unkept is the error of caps and least numbers that no sample keeps.
type unkept struct {
	message string
	fix     stats.Remedy
}

func (e *unkept) Error() string { return e.message + ": " + e.fix.String() }

const loosen = "loosen one of them, or change the size"

// ofExtension words the advice for an extension, whose limits are the record's.
func ofExtension(err error) error {
	if e, ok := errors.AsType[*unkept](err); ok {
		return &unkept{e.message, "the record fixes them, so ask for fewer cases, or make a new draw with other limits"}
	}
	return err
}
