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
			b := bound{name: fmt.Sprintf("at most %d by %s", cap.Most, cap.By), cells: g.where(func(c gridCell) bool { return c.holders[k] == holder })}
			if b.most = cap.Most - sumOver(b.cells, kept); b.most < 0 {
				return nil, fmt.Errorf("group %s: cases taken whatever the seed exceed the cap of %d by %s", g.group, cap.Most, cap.By)
			}
			out = append(out, b)
		}
	}
	for _, a := range d.AtLeast {
		b := bound{name: fmt.Sprintf("at least %d of %s:%s", a.Count, a.Variable, a.Category), cells: g.where(g.of(a.Variable, a.Category)), most: noMost}
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

// evenChances tells whether size of the cases there is room for can have the
// same chance and keep every bound on average.
func evenChances(size int, room []int, bounds []bound) bool {
	total := int64(sum(room))
	return !slices.ContainsFunc(bounds, func(b bound) bool {
		even := int64(size) * int64(sumOver(b.cells, room))
		return even < int64(b.least)*total || even > int64(b.most)*total
	})
}

// chances returns, per cell, the chance of each case that may still be taken
// (room) when size of them are taken: the same for all, changed as little as
// the bounds allow. That is the solution of least Kullback-Leibler divergence,
// found by scaling to each bound in turn (Bregman 1967).
//
// Bounds may leave some cases no chance: two of three women in a sample of two
// shut out every man. Scaling comes near such a chance ever more slowly, so it
// starts again without the cells whose chances fade.
//
// Whole is the sample with the cases that are in it already, for messages.
func chances(group string, whole, size int, room []int, bounds []bound) ([]float64, error) {
	shut := make([]bool, len(room))
	for {
		result, broken, possible := scaled(size, room, bounds, shut)
		if possible && broken == "" {
			return result, nil
		}
		if !possible || !shutFading(shut, result) {
			return nil, contradiction(group, whole, broken, capLimits(room, bounds), whole-size)
		}
	}
}

// shutFading shuts the cells whose chance has fallen by a quarter or more in the
// second half of the rounds, and reports whether there are any. A chance that
// goes to 0 as one over the rounds is halved in them.
func shutFading(shut []bool, fading []float64) bool {
	found := false
	for c, share := range fading {
		if !shut[c] && share < 0.75 {
			shut[c], found = true, true
		}
	}
	return found
}

// within lowers the least numbers that no seed can reach to all the cases there is
// room for: others have left the sample for good.
func within(bounds []bound, room []int) []bound {
	for i := range bounds {
		b := &bounds[i]
		b.least = min(b.least, sumOver(b.cells, room))
	}
	return bounds
}

// capLimits is the largest sample that each kind of cap leaves room for.
func capLimits(room []int, bounds []bound) map[string]int {
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
	return limits
}

// narrowestCap is the kind of cap with the least limit, the first in byte order of
// those that tie; "" without caps.
func narrowestCap(limits map[string]int) (name string, limit int) {
	for _, n := range slices.Sorted(maps.Keys(limits)) {
		if name == "" || limits[n] < limit {
			name, limit = n, limits[n]
		}
	}
	return name, limit
}

func contradiction(group string, whole int, broken string, limits map[string]int, kept int) error {
	why := ""
	if name, limit := narrowestCap(limits); name != "" && limit+kept < whole {
		why = fmt.Sprintf(" (%s leaves room for %d)", name, limit+kept)
	} else if broken != "" && broken != "the size" {
		why = fmt.Sprintf(" (%s is broken first)", broken)
	}
	return &unkept{fmt.Sprintf("group %s: a sample of %d cannot keep every cap and least number asked for%s", group, whole, why), loosen}
}

// An unkept is the error of a sample that cannot keep its caps and least numbers, or
// for which none was found that does.
type unkept struct {
	message string
	fix     stats.Remedy
}

func (e *unkept) Error() string { return e.message + ": " + e.fix.String() }

const loosen = "loosen one of them, or change the size"

// ofExtension has the advice for an extension, whose caps and least numbers are those
// of the record.
func ofExtension(err error) error {
	if e, ok := errors.AsType[*unkept](err); ok {
		return &unkept{e.message, "the record fixes them, so ask for fewer cases, or make a new draw with other limits"}
	}
	return err
}
