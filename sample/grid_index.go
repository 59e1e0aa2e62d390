package sample

import "slices"

// A column is one variable of a group: each case's category by number.
type column struct {
	codes      []int32  // per case
	categories []string // in byte order
}

// columns numbers the members' categories in each variable, and then the holders
// for each cap. It looks at every case once, on all cores.
func (g *grid) columns(caps []Cap) []column {
	variables := len(g.frame.Variables)
	out := make([]column, variables+len(caps))
	for k := range out {
		out[k].codes = make([]int32, g.total)
	}
	parts := spans(g.total, casesPerCore)
	found := make([][]categorySet, len(parts))
	atOnce(parts, func(part int, s span) {
		sets := make([]categorySet, len(out))
		found[part] = sets
		for m := s.from; m < s.to; m++ {
			c := &g.frame.Cases[g.members[m]]
			for k := range variables {
				out[k].codes[m] = sets[k].number(c.Values[k])
			}
			for k, cap := range caps {
				out[variables+k].codes[m] = sets[variables+k].number(cap.holder(c))
			}
		}
	})
	for k := range out {
		for _, sets := range found {
			out[k].categories = append(out[k].categories, sets[k].names...)
		}
		slices.Sort(out[k].categories)
		out[k].categories = slices.Compact(out[k].categories)
	}
	atOnce(parts, func(part int, s span) {
		for k := range out {
			number := found[part][k].places(out[k].categories)
			codes := out[k].codes[s.from:s.to]
			for m, n := range codes {
				codes[m] = number[n]
			}
		}
	})
	return out
}

// A categorySet numbers categories in the order they appear.
type categorySet struct {
	names   []string
	numbers map[string]int32 // of the names, where there are many
}

// fewCategories is up to how many categories are compared one by one.
const fewCategories = 12

func (s *categorySet) number(category string) int32 {
	if s.numbers == nil {
		if n := slices.Index(s.names, category); n >= 0 {
			return int32(n)
		}
	} else if n, ok := s.numbers[category]; ok {
		return n
	}
	n := int32(len(s.names))
	if s.names = append(s.names, category); n == fewCategories {
		s.numbers = make(map[string]int32)
		for k, name := range s.names {
			s.numbers[name] = int32(k)
		}
	} else if s.numbers != nil {
		s.numbers[category] = n
	}
	return n
}

// places returns the place of each name of the set in a sorted list with them all.
func (s *categorySet) places(sorted []string) []int32 {
	out := make([]int32, len(s.names))
	for n, name := range s.names {
		at, _ := slices.BinarySearch(sorted, name)
		out[n] = int32(at)
	}
	return out
}

// A cellIndex puts cases in cells, one variable after the other.
type cellIndex struct {
	of    []int32 // per case: its cell
	codes [][]int // per cell: its category's number in each variable so far
}

// refine splits the cells by a variable: each cell and category with a case in both
// make a new cell.
func (x *cellIndex) refine(v *column) {
	width := len(v.categories)
	var codes [][]int
	split := func(c, n int32) int32 {
		codes = append(codes, append(slices.Clone(x.codes[c]), int(n)))
		return int32(len(codes)) // one more than its number: 0 is for none
	}
	if pairs := int64(len(x.codes)) * int64(width); pairs <= int64(4*len(x.of)+1024) {
		made := make([]int32, pairs)
		for m, c := range x.of {
			pair := &made[int(c)*width+int(v.codes[m])]
			if *pair == 0 {
				*pair = split(c, v.codes[m])
			}
			x.of[m] = *pair - 1
		}
	} else {
		made := map[[2]int32]int32{}
		for m, c := range x.of {
			pair := [2]int32{c, v.codes[m]}
			if made[pair] == 0 {
				made[pair] = split(c, v.codes[m])
			}
			x.of[m] = made[pair] - 1
		}
	}
	x.codes = codes
}
