package rules

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"sort"
	"strconv"

	"onecase/stats"
)

// Rounding says how an exact percentage becomes the whole one that is banded.
type Rounding string

const (
	HalfUp   Rounding = "half-up"   // 64.5 becomes 65
	HalfEven Rounding = "half-even" // 64.5 becomes 64, 65.5 becomes 66
	Down     Rounding = "down"      // 64.9 becomes 64
	None     Rounding = "none"      // banded as it is
)

// Unbanded is the band of a question without answers, or under rules without bands.
const Unbanded = -1

// A Scale places counts in the bands of a rule set. It decides on integers, alike on
// every machine, and is safe for use by several goroutines.
type Scale struct {
	Rounding Rounding
	rule     PercentRule
	cuts     []int64       // the least figure of every band above the first, in hundredths of a percent
	most     []int         // for count-no: the most no answers of every band above the worst
	ratings  []int         // the rating of each band, as a place in its scale of ratings
	unused   []bool        // the bands that the rules do not have; nil: none
	table    map[int][]int // by number of cases, the fewest yes answers of each band above the worst
	behind   func(yes, of int64) float64
	points   *points // of the answers; nil: yes and no
}

// Scale gives the rule set's bands, with another rounding where one is given.
func (r *Set) Scale(rounding Rounding) *Scale {
	return r.scaleOver(r.Ratings, r.Bands, r.Decide, rounding)
}

// Figures beyond all that there can be, for bands that the rules do not have.
const (
	aboveAll = math.MaxInt64 // hundredths of a percent
	manyNo   = math.MaxInt   // no answers
)

// scaleOver makes a scale of bands, or a table, over a scale of ratings. A rating without
// a band has one that no figure falls in.
func (r *Set) scaleOver(ratings []Rating, bands []Band, decide []Decided, rounding Rounding) *Scale {
	s := &Scale{Rounding: cmp.Or(rounding, r.Percent.Rounding), rule: r.Percent}
	if len(bands)+len(decide) == 0 {
		return s
	}
	of := map[int]Band{}
	for _, b := range bands {
		if at, ok := ratingIn(ratings, b.Rating); ok {
			of[at] = b
		}
	}
	for i := range ratings {
		_, used := of[i]
		s.ratings, s.unused = append(s.ratings, i), append(s.unused, !used && len(decide) == 0)
	}
	if len(decide) > 0 {
		s.table = map[int][]int{}
		for _, d := range decide {
			s.table[d.Cases] = d.Yes
		}
		return s
	}
	above := max(len(ratings)-1, 0)
	s.cuts, s.most = make([]int64, above), make([]int, above)
	cut, most, worst := int64(aboveAll), -1, slices.Index(s.unused, false)
	for i := above; i > 0; i-- {
		if b, ok := of[i]; ok {
			cut, most = int64(math.Round(b.From*100)), int(b.To)
		}
		if i <= worst {
			cut, most = -1, manyNo
		}
		s.cuts[i-1], s.most[i-1] = cut, most
	}
	return s
}

// Bands is how many bands there are.
func (s *Scale) Bands() int { return len(s.ratings) }

// Rating gives the place in Set.Ratings of a band's rating.
func (s *Scale) Rating(band int) int { return s.ratings[band] }

// Band gives the band of a count, from 0 for the worst; Unbanded without cases or
// bands. Where answers have points, the count is that of [Scale.Count].
func (s *Scale) Band(yes, of int) int {
	if of <= 0 || len(s.ratings) == 0 {
		return Unbanded
	}
	if s.behind != nil {
		return s.BandOfShare(s.behind(int64(yes), int64(of)))
	}
	return s.band(yes, of)
}

// band is Band where a count stands for its own share.
func (s *Scale) band(yes, of int) int {
	if s.table != nil {
		least, ok := s.table[of]
		if !ok {
			return Unbanded
		}
		return sort.Search(len(least), func(i int) bool { return yes < least[i] })
	}
	if s.points != nil {
		return s.bandOfFigure(s.points.banded(yes, of))
	}
	if s.rule.Measure == CountNo {
		return s.bandOfNo(of - yes)
	}
	if s.Rounding != None {
		return s.bandOfFigure(100*roundedPercent(int64(yes), int64(of), s.Rounding), 1)
	}
	return s.bandOfFigure(10000*int64(yes), int64(of))
}

// BandOfShare gives the band of a share from 0 to 1, taken to billionths; Unbanded where rules
// band no shares.
func (s *Scale) BandOfShare(share float64) int {
	if s.rule.Measure == CountNo || s.points != nil || len(s.ratings) == 0 || math.IsNaN(share) {
		return Unbanded
	}
	return s.band(int(math.Round(share*billionths)), billionths)
}

const billionths = 1_000_000_000

// Behind gives the scale on which a count stands for another share than its own, one that
// does not fall as the count rises: bands, percentages and boundaries are those of that
// share, taken to billionths.
func (s *Scale) Behind(share func(yes, of int64) float64) *Scale {
	b := *s
	b.behind = share
	return &b
}

// Exact is the percentage of a count before rounding, num/den.
func (s *Scale) Exact(yes, of int64) (num, den int64) {
	if s.behind != nil {
		yes, of = int64(math.Round(s.behind(yes, of)*billionths)), billionths
	}
	return 100 * yes, of
}

// bandOfFigure gives the band of num/den hundredths of a percent.
func (s *Scale) bandOfFigure(num, den int64) int {
	band := 0
	for _, cut := range s.cuts {
		if cut == aboveAll {
			break
		}
		if at := cut * den; num > at || num == at && s.rule.Inclusive {
			band++
		}
	}
	return band
}

// bandOfNo gives the best band that a number of no answers still fits.
func (s *Scale) bandOfNo(no int) int {
	band := len(s.most)
	for band > 0 && no > s.most[band-1] {
		band--
	}
	return band
}

// roundedPercent is 100 yes/of to a whole number.
func roundedPercent(yes, of int64, rounding Rounding) int64 { return rounded(100*yes, of, rounding) }

// rounded is num/den to a whole number.
func rounded(num, den int64, rounding Rounding) int64 {
	whole, rest := num/den, num%den
	switch {
	case rounding == HalfUp && 2*rest >= den,
		rounding == HalfEven && (2*rest > den || 2*rest == den && whole%2 == 1):
		whole++
	}
	return whole
}

// PercentOf is a share as a percentage, rounded as percentages that are banded. What it is
// off a half by the arithmetic of fractions, less than a millionth of a percent, is nothing.
func (r Rounding) PercentOf(share float64) float64 {
	percent := math.Round(share*1e8) / 1e6
	switch r {
	case HalfUp:
		return math.Floor(percent + 0.5)
	case HalfEven:
		return math.RoundToEven(percent)
	case Down:
		return math.Floor(percent)
	}
	return percent
}

// Percent is the percentage that is banded: 100 yes/of, rounded as the scale says.
func (s *Scale) Percent(yes, of int) float64 {
	num, den := s.Exact(int64(yes), int64(of))
	if s.Rounding == None {
		return float64(num) / float64(den)
	}
	return float64(rounded(num, den, s.Rounding))
}

// Shown writes a figure that is banded, a percentage or a mean of points, with so many decimals at
// most, or with more where fewer would lie in another band: 71.1, or 49.96 where a band begins at 50.
func (s *Scale) Shown(figure float64, decimals int) string {
	const most = 12
	exact := s.bandShown(figure, most)
	for decimals < most && s.bandShown(figure, decimals) != exact {
		decimals++
	}
	return strconv.FormatFloat(toDecimals(figure, decimals)+0, 'f', -1, 64) // +0: no minus before 0
}

// toDecimals rounds a figure, halves away from 0. What it is off a half by the arithmetic of fractions,
// less than a millionth, is nothing.
func toDecimals(figure float64, decimals int) float64 {
	unit := math.Pow10(decimals)
	if decimals < 6 {
		figure = math.Round(figure*1e6) / 1e6
	}
	return math.Round(figure*unit) / unit
}

// bandShown is the band of a figure, written with so many decimals.
func (s *Scale) bandShown(figure float64, decimals int) int {
	unit := math.Pow10(decimals)
	num, den := int64(math.Round(toDecimals(figure, decimals)*unit)), int64(unit)
	if s.points == nil && s.Rounding != None {
		return s.bandOfFigure(100*rounded(num, den, s.Rounding), 1)
	}
	return s.bandOfFigure(100*num, den)
}

// Unreachable gives the bands that no count out of a number of cases falls in. Where points
// have more than mostSums sums, none is looked for.
func (s *Scale) Unreachable(of int) []int {
	reached := make([]bool, len(s.ratings))
	reach := func(count int) {
		if b := s.Band(count, of); b >= 0 {
			reached[b] = true
		}
	}
	if s.points != nil {
		counts, ok := s.points.sums(of)
		if !ok {
			return nil
		}
		for _, count := range counts {
			reach(count)
		}
	} else {
		for yes := 0; yes <= of; yes++ {
			reach(yes)
		}
	}
	var bands []int
	for b, ok := range reached {
		if !ok && (s.unused == nil || !s.unused[b]) {
			bands = append(bands, b)
		}
	}
	return bands
}

// Raise is the fewest no answers that must become yes for a count to reach a band or a
// better one; ok is false when none can. A band never falls as the count rises.
func (s *Scale) Raise(yes, of, band int) (need int, ok bool) {
	all := of * s.Span()
	if s.Band(all, of) < band {
		return 0, false
	}
	return sort.Search(all-yes, func(more int) bool { return s.Band(yes+more, of) >= band }), true
}

// Lower is the fewest yes answers that must become no for a count to fall to a band or
// a worse one; ok is false when none can.
func (s *Scale) Lower(yes, of, band int) (need int, ok bool) {
	if of <= 0 || s.Band(0, of) > band {
		return 0, false
	}
	return sort.Search(yes, func(fewer int) bool { return s.Band(yes-fewer, of) <= band }), true
}

// Printed is how a report rounds the percentages that it prints: as the rules do, and
// half up where they do not round or do not say.
func (r Rounding) Printed() stats.PercentRounding {
	if r == None || r == "" {
		return stats.HalfUp
	}
	return stats.PercentRounding(r)
}

// BandOfPrinted is the band of a printed percentage; Unbanded where answers are
// counted.
func (s *Scale) BandOfPrinted(p stats.Percentage) int {
	if !s.ByPercent() {
		return Unbanded
	}
	return s.bandOfFigure(s.figure(p))
}

// PercentOfPrinted is the percentage that is banded for one that was printed.
func (s *Scale) PercentOfPrinted(p stats.Percentage) float64 {
	num, den := s.figure(p)
	return float64(num) / (100 * float64(den))
}

// figure is a printed percentage as banded, in 1/den hundredths of a percent.
func (s *Scale) figure(p stats.Percentage) (num, den int64) {
	v := p.Rat()
	if s.behind != nil {
		if num, den = s.Exact(v.Num().Int64(), 100*v.Denom().Int64()); s.Rounding == None {
			return 100 * num, den
		}
		return 100 * rounded(num, den, s.Rounding), 1
	}
	if s.Rounding == None || v.IsInt() {
		return 100 * v.Num().Int64(), v.Denom().Int64()
	}
	return 100 * roundedPercent(v.Num().Int64(), 100*v.Denom().Int64(), s.Rounding), 1
}

// Used tells whether the rules have a band.
func (s *Scale) Used(band int) bool { return s.unused == nil || !s.unused[band] }

// ByPercent tells whether the bands divide percentages.
func (s *Scale) ByPercent() bool {
	return s.rule.Measure == PercentYes && s.points == nil && s.table == nil && len(s.ratings) > 0
}

// ByTable tells whether a table decides by the number of cases.
func (s *Scale) ByTable() bool { return s.table != nil }

// Measure is the figure that the bands divide.
func (s *Scale) Measure() Measure { return s.rule.Measure }

// A Boundary is the least figure of a band, Num/Den hundredths of a percent.
type Boundary struct {
	Band     int
	Num, Den int64
}

// Percent is the boundary as a percentage.
func (b Boundary) Percent() float64 { return float64(b.Num) / float64(100*b.Den) }

// Boundaries are those of the bands above the worst that the rules have, in order. In a
// table they are the shares that the fewest yes answers out of a number of cases are; a
// number that is not in it has none.
func (s *Scale) Boundaries(of int) []Boundary {
	if s.table != nil {
		var all []Boundary
		least := s.table[of]
		for i, yes := range least {
			if yes <= of && (i+1 == len(least) || least[i+1] > yes) {
				all = append(all, Boundary{i + 1, 10000 * int64(yes), int64(of)})
			}
		}
		return all
	}
	var all []Boundary
	worse := false
	for band := range s.ratings {
		if worse && s.Used(band) {
			all = append(all, Boundary{band, s.cuts[band-1], 1})
		}
		worse = worse || s.Used(band)
	}
	return all
}

// Reaches tells whether a figure on a boundary belongs to the band above it.
func (s *Scale) Reaches() bool { return s.table != nil || s.rule.Inclusive }

// Limit is the least share of yes, in an endless population, of a band or a better one.
func (s *Scale) Limit(band int) float64 {
	cut := float64(s.cuts[band-1]) / 100
	if s.Rounding == None {
		return cut / 100
	}
	whole := math.Ceil(cut)
	if !s.rule.Inclusive {
		whole = math.Floor(cut) + 1
	}
	if s.Rounding == Down {
		return whole / 100
	}
	return (whole - 0.5) / 100
}

// percentFigure is sum of most as it is banded, in 1/den hundredths of a percent.
func (s *Scale) percentFigure(sum, most int64) (num, den int64) {
	if most <= 0 || s.Rounding == None {
		return 10000 * sum, max(most, 1)
	}
	return 100 * roundedPercent(sum, most, s.Rounding), 1
}

// bandOfRat gives the band of an exact percentage.
func (s *Scale) bandOfRat(p *big.Rat) int {
	if s.Rounding != None {
		return s.bandOfFigure(100*int64(s.Rounded(p)), 1)
	}
	band := 0
	for _, cut := range s.cuts {
		if c := p.Cmp(big.NewRat(cut, 100)); c > 0 || c == 0 && s.rule.Inclusive {
			band++
		}
	}
	return band
}

// Rounded is an exact percentage as a whole one.
func (s *Scale) Rounded(p *big.Rat) int {
	whole, rest := new(big.Int).QuoRem(p.Num(), p.Denom(), new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(p.Denom())
	if s.Rounding == HalfUp && half >= 0 || s.Rounding == HalfEven && (half > 0 || half == 0 && whole.Bit(0) == 1) {
		whole.Add(whole, big.NewInt(1))
	}
	return int(whole.Int64())
}
