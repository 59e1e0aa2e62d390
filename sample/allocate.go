package sample

import (
	"cmp"
	"fmt"
	"slices"

	"onecase/sample/internal/rounding"
)

// An Allocation is a rule that shares a sample out over strata.
type Allocation string

const (
	Proportional Allocation = ""            // by the strata's sizes, largest remainder
	Equal        Allocation = "equal"       // the same from each, as far as it has them
	Neyman       Allocation = "neyman"      // by size times standard deviation (Neyman 1934)
	Predecessor  Allocation = "predecessor" // the rule of the inspectorate's 2020 case sampler
)

// Collapse makes one stratum of all cases of a category, whatever their other
// categories.
type Collapse struct {
	Variable string `json:"variable"`
	Category string `json:"category"`
}

// Expected is the share of yes answers expected in a category; without one it is a
// half.
type Expected struct {
	Variable string  `json:"variable"`
	Category string  `json:"category"`
	Share    float64 `json:"share"`
}

// proportionalSizes shares n cases out over strata of the given sizes by
// largest remainder: each gets its exact share rounded down or up, and never
// more than it has. Equal remainders go to the smaller ticket; mean is what the
// strata get on average over all tickets.
func proportionalSizes(sizes []int, n int, ties []ticket) (out []int, mean []float64, err error) {
	total := sum(sizes)
	if n < 0 || n > total {
		return nil, nil, fmt.Errorf("%d cases from %d: it has to be from 0 to %d", n, total, total)
	}
	out = make([]int, len(sizes))
	if total == 0 {
		return out, make([]float64, len(sizes)), nil
	}
	rest := make([]int64, len(sizes))
	left := n
	for h, size := range sizes {
		share := int64(n) * int64(size)
		out[h] = int(share / int64(total))
		rest[h] = share % int64(total)
		left -= out[h]
	}
	return out, roundUp(out, rest, left, ties, func(int) bool { return true }), nil
}

// roundUp gives the cases that are left to the strata with the largest remainders,
// one each, among those that may have one. It returns the mean: strata with equal
// remainders have the same chance.
func roundUp[T cmp.Ordered](out []int, rest []T, left int, ties []ticket, may func(h int) bool) (mean []float64) {
	mean = make([]float64, len(out))
	for h, n := range out {
		mean[h] = float64(n)
	}
	order := slices.DeleteFunc(byRemainder(rest, ties), func(h int) bool { return !may(h) })
	if left = min(left, len(order)); left <= 0 {
		return mean
	}
	last := rest[order[left-1]]
	above, tied := 0, 0
	for _, h := range order {
		switch {
		case rest[h] > last:
			above++
		case rest[h] == last:
			tied++
		}
	}
	for i, h := range order {
		switch {
		case rest[h] > last:
			mean[h]++
		case rest[h] == last:
			mean[h] += float64(left-above) / float64(tied)
		}
		if i < left {
			out[h]++
		}
	}
	return mean
}

// byRemainder returns the strata by remainder, largest first, ties by ticket.
func byRemainder[T cmp.Ordered](rest []T, ties []ticket) []int {
	order := upTo(len(rest))
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(rest[b], rest[a]), ties[a].Compare(ties[b]))
	})
	return order
}

// weightedSizes shares n cases out over strata in proportion to weights, by
// largest remainder, with at least least from each stratum (all of it where it
// has fewer) and never more than the stratum has; what a full stratum cannot
// give goes to the others in proportion. Ties and mean are those of
// [proportionalSizes].
func weightedSizes(sizes []int, weights []float64, least, n int, ties []ticket) (out []int, mean []float64, err error) {
	total := sum(sizes)
	if n < 0 || n > total {
		return nil, nil, fmt.Errorf("%d cases from %d: it has to be from 0 to %d", n, total, total)
	}
	out = make([]int, len(sizes))
	fixed := make([]bool, len(sizes))
	floor := 0
	for _, size := range sizes {
		floor += min(least, size)
	}
	if floor > n {
		return nil, nil, fmt.Errorf("at least %d from every stratum needs %d cases, and the sample has %d: ask for fewer, or make strata one",
			least, floor, n)
	}
	// Fix the strata whose share is out of bounds, first full ones, then those
	// below the least, until the shares of the others fit.
	for {
		left, weight, open := n, 0.0, 0
		for h := range sizes {
			if fixed[h] {
				left -= out[h]
			} else {
				weight += weights[h]
				open++
			}
		}
		share := func(h int) float64 {
			if weight == 0 {
				return float64(left) / float64(open)
			}
			return float64(float64(left)*weights[h]) / weight
		}
		over, under := 0.0, 0.0
		for h, size := range sizes {
			if !fixed[h] {
				over += max(0, share(h)-float64(size))
				under += max(0, float64(min(least, size))-share(h))
			}
		}
		if over == 0 && under == 0 {
			return out, fillShares(sizes, out, fixed, left, share, ties), nil
		}
		for h, size := range sizes {
			switch low := min(least, size); {
			case fixed[h]:
			case over >= under && share(h) >= float64(size):
				out[h], fixed[h] = size, true
			case over < under && share(h) <= float64(low):
				out[h], fixed[h] = low, true
			}
		}
	}
}

// fillShares rounds the shares of the strata that are not fixed, and returns the
// mean of all.
func fillShares(sizes, out []int, fixed []bool, left int, share func(int) float64, ties []ticket) []float64 {
	rest := make([]float64, len(sizes))
	for h := range sizes {
		if fixed[h] {
			continue
		}
		exact := share(h)
		out[h], _ = rounding.WholeBounds(exact)
		rest[h] = exact - float64(out[h])
		left -= out[h]
	}
	return roundUp(out, rest, left, ties, func(h int) bool { return !fixed[h] && out[h] < sizes[h] })
}

// predecessorSizes is the rule of the Ministry of Justice's
// probation-case-sampler (2020): round each share half up, then add one case at
// a time to the smallest strata or take one from the largest, in the order of
// the list. It is here for comparison: it can miss an exact share by more than a
// case, and the order of the list decides where all shares round to 0.
func predecessorSizes(sizes []int, n int) []int {
	total := sum(sizes)
	out := make([]int, len(sizes))
	if total == 0 {
		return out
	}
	for h, size := range sizes {
		out[h] = min(size, int((2*int64(n)*int64(size)+int64(total))/(2*int64(total))))
	}
	order := upTo(len(sizes))
	for left := n - sum(out); left != 0; {
		one := 1
		if left < 0 {
			one = -1
		}
		slices.SortStableFunc(order, func(a, b int) int { return one * cmp.Compare(out[a], out[b]) })
		moved := false
		for _, h := range order {
			if left != 0 && out[h]+one >= 0 && out[h]+one <= sizes[h] {
				out[h] += one
				left -= one
				moved = true
			}
		}
		if !moved {
			break // fewer cases than asked for: every stratum is full
		}
	}
	return out
}
