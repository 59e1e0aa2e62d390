package stats

import "math"

// ticks is the number of steps in which a share without a finite population is
// tried.
const ticks = 100_000

// Between populations of more than everyShare cases together, or without end, an
// improvement of at most 1/4000 is not searched for; the limit is moved out by as
// much.
const (
	everyShare = 20_000
	finerThan  = 4_000
)

// maxTails is how many probabilities a search keeps for shares that come up again.
const maxTails = 1 << 21

// A side is one sample of a difference with every share that its population can
// have. Shares are counted in ticks: yes cases of a finite population, else parts
// of 1/100000.
type side struct {
	yes, of    int
	population int       // or Infinite
	size       int       // ticks of the share 1
	least      int       // the ticks of a population that can give the sample
	most       int       //
	own        []float64 // own[x]: the Exact lower limit of x yes cases alone, a share
	moves      []move    // by yes cases in the sample
}

// A move is a share, and the square of how far it is from its own Exact lower limit.
type move struct{ share, square float64 }

// sidesOf returns a side for every size that the population can have.
func sidesOf(s DrawnShare, l level) []*side {
	sides := make([]*side, s.sizes())
	for i := range sides {
		sides[i] = newSide(s.Yes, s.Of, s.Least+i, l)
	}
	return sides
}

func newSide(yes, of, population int, l level) *side {
	s := &side{yes: yes, of: of, population: population, size: population, least: yes, most: population - of + yes}
	s.own, s.moves = make([]float64, of+1), make([]move, of+1)
	var lows []int
	if population == Infinite {
		s.size, s.least, s.most = ticks, 0, ticks-1
	} else {
		lows, _ = Exact.row().allCounts(of, population, l)
	}
	for x := range s.moves {
		if lows == nil {
			s.own[x] = exactTails{}.low(x, of, l)
		} else {
			s.own[x] = float64(lows[x]) / float64(population)
		}
		share := float64(x) / float64(of)
		s.moves[x] = move{share, float64((share - s.own[x]) * (share - s.own[x]))}
	}
	return s
}

// mirrored returns the side with yes and no exchanged.
func (s *side) mirrored() *side {
	m := *s
	m.yes = s.of - s.yes
	if s.population != Infinite {
		m.least, m.most = m.yes, s.population-s.of+m.yes
	}
	return &m
}

// probabilities fills in P(X = x), x = 0..of, at a share of so many ticks: that of
// the mode, and the others from it by the ratio of neighbours, down to where they
// are negligible. A share without a finite population is taken at the upper end of
// its step.
func (s *side) probabilities(at int, p []float64) []float64 {
	p = append(p[:0], make([]float64, s.of+1)...)
	if s.population == Infinite {
		share := float64(at+1) / ticks
		if at+1 == ticks {
			p[s.of] = 1
			return p
		}
		mode := min(int(float64(s.of+1)*share), s.of)
		odds := share / (1 - share)
		p[mode] = Binomial{s.of, share}.prob(mode)
		fromMode(p, mode, func(x float64) float64 { return (float64(s.of) - x) / (x + 1) * odds })
		return p
	}
	h := Hypergeometric{N: s.population, K: at, Draws: s.of}
	mode := min(int(h.Mode()), h.most())
	yes, drawn, rest := float64(at), float64(s.of), float64(s.population-at-s.of)
	p[mode] = h.prob(mode)
	fromMode(p[:h.most()+1], mode, func(x float64) float64 { return (yes - x) / (x + 1) * ((drawn - x) / (rest + x + 1)) })
	return p
}

// fromMode fills in what is not negligible of p on either side of its mode; ratio
// is p[x+1]/p[x].
func fromMode(p []float64, mode int, ratio func(x float64) float64) {
	for x := mode; x+1 < len(p) && p[x] > negligible; x++ {
		p[x+1] = p[x] * ratio(float64(x))
	}
	for x := mode; x > 0 && p[x] > negligible; x-- {
		r := ratio(float64(x - 1))
		if math.IsInf(r, 1) || r < 0 {
			break // x is the least there can be
		}
		p[x-1] = p[x] / r
	}
}

// share returns a number of ticks as a share.
func (s *side) share(at int) float64 { return float64(at) / float64(s.size) }

// A frontierSearch looks for the least sum of two shares, a's and b's, under
// which a pair of counts ranks as high as the one seen with more than the tail's
// probability. The chance rises with either share, so to every share of a there
// is a least one of b that passes, and the greater the one, the smaller the other.
type frontierSearch struct {
	a, b *side
	tail float64
	// need[x] is the least count of b that ranks, with x of a, as high as the pair
	// seen; one more than there can be where none does.
	need   []int
	pa, pb []float64
	tails  map[int][]float64 // P(Y >= y), by ticks of b

	slack    int64 // by how much the result may be too low, in the units of best
	best     int64 // least sum found, in ticks of both: at a × size of b + at b × size of a
	bestA    int
	bestB    int
	bestTail float64
	floor    int64 // least that a share left out for its slack could give
}

// leastDifference returns the least difference of shares, second less first, that
// the search does not reject, and where it is.
func leastDifference(first, second *side, tail float64) (float64, DifferencePoint) {
	s := newFrontierSearch(first.mirrored(), second, tail)
	s.search()
	point := DifferencePoint{
		FirstSize: first.population, SecondSize: second.population,
		FirstShare: 1 - s.a.share(s.bestA), SecondShare: s.b.share(s.bestB), Tail: s.bestTail,
	}
	// Counted in whole numbers, so that a difference of nothing is 0.
	whole := int64(first.size) * int64(second.size)
	return float64(min(s.best, s.floor)-whole) / float64(whole), point
}

func newFrontierSearch(a, b *side, tail float64) *frontierSearch {
	s := &frontierSearch{a: a, b: b, tail: tail * (1 + tailTie), tails: map[int][]float64{}, best: math.MaxInt64, floor: math.MaxInt64}
	if int64(a.size)+int64(b.size) > everyShare {
		s.slack = int64(a.size) * int64(b.size) / finerThan
	}
	seen := int64(math.MinInt64)
	for x := 0; x <= a.yes; x++ {
		for y := 0; y <= b.yes; y++ {
			seen = max(seen, s.limit(x, y))
		}
	}
	estimate := s.estimate(a.yes, b.yes)
	above, equal := b.of+1, b.of+1 // the least y whose rank is above that seen, or not below it
	for x := 0; x <= a.of; x++ {
		for y := 0; y < above; y++ {
			limit := s.limit(x, y)
			if limit >= seen {
				equal = min(equal, y)
			}
			if limit > seen {
				above = y
			}
		}
		need := max(equal, 0)
		for need < above && s.estimate(x, need) < estimate {
			need++
		}
		s.need = append(s.need, need)
	}
	return s
}

// limit returns the lower limit that Mover gives the sum of the shares x and y, in
// parts of 10^9, so that limits that differ by rounding are equal. A pair of counts
// ranks by the greatest limit of all pairs with no greater counts, which is nearly
// always its own, and among equals by the sum of the shares.
func (s *frontierSearch) limit(x, y int) int64 {
	a, b := s.a.moves[x], s.b.moves[y]
	return int64(math.Floor(1e9*(a.share+b.share-math.Sqrt(a.square+b.square)) + 0.5))
}

// estimate returns the sum of the shares, times both samples' sizes.
func (s *frontierSearch) estimate(x, y int) int64 {
	return int64(x)*int64(s.b.of) + int64(y)*int64(s.a.of)
}

// chance returns the probability of ranking as high as the pair seen when b has
// the given share and a the one that pa was made for.
func (s *frontierSearch) chance(atB int) float64 {
	tails := s.tails[atB]
	if tails == nil {
		s.pb = s.b.probabilities(atB, s.pb)
		tails = make([]float64, len(s.pb)+1)
		for y := len(s.pb) - 1; y >= 0; y-- {
			tails[y] = tails[y+1] + s.pb[y]
		}
		if len(s.tails)*len(tails) < maxTails {
			s.tails[atB] = tails
		}
	}
	sum := 0.0
	for x, p := range s.pa {
		sum += float64(p * tails[s.need[x]])
	}
	return sum
}

// frontier returns the least share of b, from..to, that passes with a's, and
// keeps the best sum. It is to+1 where none does.
func (s *frontierSearch) frontier(atA, from, to int) int {
	s.pa = s.a.probabilities(atA, s.pa)
	low, high, chance := from, to+1, 0.0
	for low < high {
		middle := low + (high-low)/2
		if c := s.chance(middle); c > s.tail {
			high, chance = middle, c
		} else {
			low = middle + 1
		}
	}
	if low <= to {
		if sum := s.sum(atA, low); sum < s.best {
			s.best, s.bestA, s.bestB, s.bestTail = sum, atA, low, chance
		}
	}
	return low
}

func (s *frontierSearch) sum(atA, atB int) int64 {
	return int64(atA)*int64(s.b.size) + int64(atB)*int64(s.a.size)
}

// search finds the best sum: it halves the shares of a, and leaves out those
// between two whose sum is, at the very least, no better than the best.
func (s *frontierSearch) search() {
	// The estimate's neighbourhood first, so that much is left out soon.
	low, high := s.a.least, s.a.most
	start := min(max(low, int(float64(s.a.yes)/float64(s.a.of)*float64(s.a.size))), high)
	atStart := s.frontier(start, s.b.least, s.b.most)
	atLow, atHigh := atStart, atStart
	if low < start {
		atLow = s.frontier(low, atStart, s.b.most)
		s.between(low, start, atLow, atStart)
	}
	if start < high {
		atHigh = s.frontier(high, s.b.least, min(atStart, s.b.most))
		s.between(start, high, atStart, atHigh)
	}
}

// between searches the shares of a strictly between two whose frontiers are known.
func (s *frontierSearch) between(low, high, atLow, atHigh int) {
	if high-low < 2 || atHigh > s.b.most {
		return
	}
	switch least := s.sum(low+1, atHigh); {
	case least >= s.best:
		return
	case least >= s.best-s.slack:
		s.floor = min(s.floor, least)
		return
	}
	middle := low + (high-low)/2
	atMiddle := s.frontier(middle, atHigh, min(atLow, s.b.most))
	// The half that may be better first.
	s.between(middle, high, atMiddle, atHigh)
	s.between(low, middle, atLow, atMiddle)
}
