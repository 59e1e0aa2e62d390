package sample

import (
	"math"
	"slices"
)

const (
	scalings  = 20_000 // rounds of scaling to every bound
	fadedFrom = 1e-3   // the chance below which one that still falls counts as none
)

// A scaling looks for chances that keep every bound.
type scaling struct {
	size   float64 // of the sample
	room   []int
	bounds []bound
	all    []int     // every cell
	chance []float64 // per cell, of each case; what is above 1 counts as 1
	gap    float64   // the most cases by which a bound is broken in this round
	broken string    // that bound
}

// scaled scales to each bound in turn, with no chance for the cells that are shut.
// If that does not end it names the bound that is broken most and returns, in
// place of chances, each cell's chance as a share of that half-way: 1 for those
// not near 0. It is not possible if the factor of a bound has no limit.
func scaled(size int, room []int, bounds []bound, shut []bool) (result []float64, broken string, possible bool) {
	s := newScaling(size, room, bounds, shut)
	var halfway []float64
	for round := range scalings {
		if round == scalings/2 {
			halfway = slices.Clone(s.chance)
		}
		s.gap = 0
		if have := s.expected(s.all); have > 0 {
			s.scale(s.all, s.size/have)
		}
		for i := range bounds {
			if b := &bounds[i]; !s.keep(b) {
				return nil, b.name, false
			}
		}
		s.measure()
		if s.gap < 1e-12+float64(1e-14*s.size) {
			for c := range s.chance {
				s.chance[c] = min(1, s.chance[c])
			}
			return s.chance, "", true
		}
	}
	for c, now := range s.chance {
		if s.chance[c] = 1; now > 0 && now < fadedFrom {
			s.chance[c] = now / halfway[c]
		}
	}
	return s.chance, s.broken, true
}

// newScaling starts from the same chance for every case that may be taken.
func newScaling(size int, room []int, bounds []bound, shut []bool) *scaling {
	s := &scaling{size: float64(size), room: room, bounds: bounds, all: upTo(len(room)), chance: make([]float64, len(room))}
	total := sum(room)
	for c := range s.chance {
		if !shut[c] {
			s.chance[c] = float64(size) / float64(total)
		}
	}
	for i := range bounds {
		bounds[i].factor = 1
		if bounds[i].most == 0 {
			for _, c := range bounds[i].cells {
				s.chance[c] = 0
			}
		}
	}
	return s
}

// expected is how many cases some cells give on average.
func (s *scaling) expected(cells []int) float64 {
	n := 0.0
	for _, c := range cells {
		n += float64(float64(s.room[c]) * min(1, s.chance[c]))
	}
	return n
}

// scale changes the chances of some cells by a factor.
func (s *scaling) scale(cells []int, by float64) {
	for _, c := range cells {
		s.chance[c] *= by
	}
}

// keep scales to one bound. It is false if the bound's factor has no limit.
func (s *scaling) keep(b *bound) bool {
	have := s.expected(b.cells)
	if have == 0 {
		if b.least > 0 {
			s.note(1, b.name)
		}
		return true
	}
	// The factor that brings the bound just to its end, less what earlier rounds
	// did too much.
	by := 1.0
	switch {
	case b.least > 0:
		by = max(1, float64(b.factor*float64(b.least))/have) / b.factor
	case b.most < noMost:
		by = min(1, float64(b.factor*float64(b.most))/have) / b.factor
	}
	s.scale(b.cells, by)
	b.factor *= by
	endless := b.factor > 1e60 || b.factor < 1e-60
	return !endless
}

// measure notes by how much the size and each bound are missed.
func (s *scaling) measure() {
	s.note(math.Abs(s.expected(s.all)-s.size), "the size")
	for _, b := range s.bounds {
		have := s.expected(b.cells)
		s.note(max(float64(b.least)-have, have-float64(b.most)), b.name)
	}
}

// note keeps the widest gap of the round and its name.
func (s *scaling) note(gap float64, name string) {
	if gap > s.gap {
		s.gap, s.broken = gap, name
	}
}
