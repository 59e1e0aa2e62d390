package discretion

import (
	"fmt"
	"math/big"
	"strings"
)

// A printedPercent is a percentage as a report prints it. Its decimals say how
// far it was rounded: 50.0 says more than 50.
type printedPercent struct {
	text     string
	digits   *big.Int // the percentage without its decimal point
	decimals int
}

// maxPercentDecimals is the most decimals a printed percentage may have.
const maxPercentDecimals = 9

// parsePercent reads a percentage such as "47", "47.5" or "47%".
func parsePercent(text string) (printedPercent, error) {
	t := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	whole, frac, _ := strings.Cut(t, ".")
	if strings.Contains(t, ",") {
		return printedPercent{}, fmt.Errorf("%q has a comma; write the percentage with a decimal point", text)
	}
	digits, ok := new(big.Int).SetString(whole+frac, 10)
	if !ok || strings.ContainsAny(t, "+_") || whole == "" || len(whole) > 9 {
		return printedPercent{}, fmt.Errorf("%q is not a percentage", text)
	}
	if len(frac) > maxPercentDecimals {
		return printedPercent{}, fmt.Errorf("%q has more than %d decimals", text, maxPercentDecimals)
	}
	p := printedPercent{text: t, digits: digits, decimals: len(frac)}
	if digits.Sign() < 0 || strings.HasPrefix(t, "-") {
		return printedPercent{}, fmt.Errorf("%s%% is below 0", t)
	}
	if p.cmp(100, 1) > 0 {
		return printedPercent{}, fmt.Errorf("%s%% is above 100", t)
	}
	return p, nil
}

// scale is 10 to the power of the decimals.
func (p printedPercent) scale() *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(p.decimals)), nil)
}

// cmp compares the percentage with num/den.
func (p printedPercent) cmp(num, den int64) int {
	left := new(big.Int).Mul(p.digits, big.NewInt(den))
	right := new(big.Int).Mul(p.scale(), big.NewInt(num))
	return left.Cmp(right)
}

// value gives the percentage as a number.
func (p printedPercent) value() float64 {
	v, _ := new(big.Rat).SetFrac(p.digits, p.scale()).Float64()
	return v
}

// rounds reports whether yes/of, rounded to the percentage's decimals, is the
// percentage. Under None a report is taken to have rounded half up: it cannot
// have printed an exact third.
func (p printedPercent) rounds(yes, of int, rounding Rounding) bool {
	num := new(big.Int).Mul(big.NewInt(100*int64(yes)), p.scale())
	den := big.NewInt(int64(of))
	whole, rest := new(big.Int).QuoRem(num, den, new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(den)
	switch {
	case rounding == Down:
	case half > 0, half == 0 && (rounding != HalfEven || whole.Bit(0) == 1):
		whole.Add(whole, big.NewInt(1))
	}
	return whole.Cmp(p.digits) == 0
}

// counts gives the first and the last count out of of with the percentage;
// first is above last when there is none.
func (p printedPercent) counts(of int, rounding Rounding) (first, last int) {
	near := p.nearest(of)
	first, last = near+1, near
	for first > 0 && p.rounds(first-1, of, rounding) {
		first--
	}
	// Rounding down can leave the nearest count just below the percentage.
	for last < of && p.rounds(last+1, of, rounding) {
		last++
	}
	return first, last
}

// nearest is the count out of of whose percentage is nearest; of two that are
// equally near the lower, as the more cautious.
func (p printedPercent) nearest(of int) int {
	num := new(big.Int).Mul(p.digits, big.NewInt(2*int64(of)))
	den := new(big.Int).Mul(p.scale(), big.NewInt(100))
	num.Add(num, den).Sub(num, big.NewInt(1)) // half down
	return int(num.Quo(num, den.Lsh(den, 1)).Int64())
}

// figure gives the percentage to be banded, in units of 1/den hundredths of a
// percent.
func (p printedPercent) figure(rounding Rounding) (num, den int64) {
	// A percentage of at most nine decimals, times 100, fits.
	if rounding == None || p.decimals == 0 {
		return 100 * p.digits.Int64(), p.scale().Int64()
	}
	return 100 * roundedPercent(p.digits.Int64(), 100*p.scale().Int64(), rounding), 1
}
