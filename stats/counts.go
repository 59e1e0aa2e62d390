package stats

import (
	"fmt"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A PercentRounding says how a share became a printed percentage.
type PercentRounding string

const (
	HalfUp   PercentRounding = "half-up"   // 62.5 becomes 63
	HalfEven PercentRounding = "half-even" // 62.5 becomes 62, 63.5 becomes 64
	Down     PercentRounding = "down"      // 62.9 becomes 62
	// AnyRounding allows whatever one of the others gives.
	AnyRounding PercentRounding = "any"
)

// A Percentage is a printed percentage, with the digits it was printed with:
// "50.0" was rounded to a tenth and says more than "50".
type Percentage struct {
	text     string
	units    int64 // the digits as a whole number: 505 of "50.5"
	decimals int
}

// MaxDenominator is the most cases that counts are looked for in.
const MaxDenominator = 1_000_000

// maxDecimals is the most digits of a percentage behind the point: products of
// both limits stay far below 2^63.
const maxDecimals = 6

var percentText = regexp.MustCompile(`^([0-9]{1,3})(?:\.([0-9]*))?$`)

// ParsePercentage reads a percentage from 0 to 100 as text, with or without a
// percent sign and with up to six decimals.
func ParsePercentage(text string) (Percentage, error) {
	digits := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	m := percentText.FindStringSubmatch(digits)
	if m == nil {
		return Percentage{}, fmt.Errorf("%q is not a percentage: write it as 47, 47%% or 47.0", text)
	}
	if len(m[2]) > maxDecimals {
		return Percentage{}, fmt.Errorf("%q has more than %d decimals", text, maxDecimals)
	}
	p := Percentage{text: digits, decimals: len(m[2])}
	p.units, _ = strconv.ParseInt(m[1]+m[2], 10, 64)
	if p.units > p.hundred() {
		return Percentage{}, fmt.Errorf("%q is more than 100%%", text)
	}
	return p, nil
}

// String returns the percentage as it was printed, without its sign.
func (p Percentage) String() string { return p.text }

// hundred is 100% in the units of the last printed digit.
func (p Percentage) hundred() int64 { return 100 * int64(math.Pow10(p.decimals)) }

// Counts returns the least and the most yes cases of n whose percentage was
// printed as p; none where least is above most. It is the test of Brown and
// Heathers (2017), The GRIM Test, Social Psychological and Personality Science
// 8(4), for shares. All arithmetic is of whole numbers: x of n is printed as
// u/10^d, half up, if
//
//	(2u - 1) n <= 2 × 100 × 10^d x < (2u + 1) n
//
// n is from 1 to 1,000,000.
func (p Percentage) Counts(n int, r PercentRounding) (least, most int, err error) {
	if n < 1 || n > MaxDenominator {
		return 0, 0, fmt.Errorf("stats: the denominator has to be from 1 to %d, got %d", MaxDenominator, n)
	}
	// Twice the share in printed units lies between low and high; below says
	// that low itself is out, above that high is in.
	low, high := 2*p.units-1, 2*p.units+1
	below, above := false, false
	switch r {
	case HalfUp:
	case HalfEven:
		even := p.units%2 == 0
		below, above = !even, even
	case Down:
		low, high = 2*p.units, 2*p.units+2
	case AnyRounding:
		high = 2*p.units + 2
	default:
		return 0, 0, fmt.Errorf("stats: there is no percent rounding %q: take %s, %s, %s or %s", r, HalfUp, HalfEven, Down, AnyRounding)
	}
	whole := 2 * p.hundred()
	first := -floorDiv(-low*int64(n), whole) // least x with whole x >= low n
	if below && first*whole == low*int64(n) {
		first++
	}
	last := -floorDiv(-high*int64(n), whole) - 1 // most x with whole x < high n
	if above && (last+1)*whole == high*int64(n) {
		last++
	}
	return int(max(first, 0)), int(min(last, int64(n))), nil
}

// Bounds returns the ends of the range of exact percentages that are printed as
// p, as decimals. Which of the two ends belongs to it is a matter of the
// rounding: see [Percentage.Counts].
func (p Percentage) Bounds(r PercentRounding) (low, high string, err error) {
	if _, _, err := p.Counts(1, r); err != nil {
		return "", "", err
	}
	below, above := int64(5), int64(5) // tenths of a unit
	switch r {
	case Down:
		below, above = 0, 10
	case AnyRounding:
		above = 10
	}
	scale := p.hundred() / 10
	text := func(tenths int64) string {
		tenths = min(max(tenths, 0), 100*scale)
		return strings.TrimSuffix(strings.TrimRight(big.NewRat(tenths, scale).FloatString(p.decimals+1), "0"), ".")
	}
	return text(10*p.units - below), text(10*p.units + above), nil
}

// Nearest returns the count of n whose share is nearest to p, the larger of
// two that are equally near.
func (p Percentage) Nearest(n int) int {
	return int(floorDiv(2*p.units*int64(n)+p.hundred(), 2*p.hundred()))
}

// A Printed is a share as it was printed: a [Percentage] or a [Statement].
type Printed interface {
	Counts(n int, r PercentRounding) (least, most int, err error)
}

// Denominators returns every n from 1 to most for which each share is that of some
// count of n: the denominators that the shares can have in common.
func Denominators[P Printed](shares []P, most int, r PercentRounding) ([]int, error) {
	if most < 1 || most > MaxDenominator {
		return nil, fmt.Errorf("stats: denominators are looked for up to a number from 1 to %d, got %d", MaxDenominator, most)
	}
	fit := []int{}
	for n := 1; n <= most; n++ {
		var err error
		misses := func(p P) bool {
			var least, greatest int
			least, greatest, err = p.Counts(n, r)
			return err != nil || least > greatest
		}
		if !slices.ContainsFunc(shares, misses) {
			fit = append(fit, n)
		}
		if err != nil {
			return nil, err
		}
	}
	return fit, nil
}

// Rat is the percentage as printed, exactly.
func (p Percentage) Rat() *big.Rat { return big.NewRat(p.units, p.hundred()/100) }
