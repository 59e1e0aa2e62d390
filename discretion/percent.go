package discretion

import (
	"math/big"
	"regexp"
	"strings"

	"onecase/stats"
)

// decimalComma is a percentage with a comma for the decimal point.
var decimalComma = regexp.MustCompile(`^[0-9]+,[0-9]+ *%?$`)

// percentFix says what to do about a percentage that could not be read.
func percentFix(text string) string {
	if decimalComma.MatchString(text) {
		return "write " + strings.TrimRight(strings.Replace(text, ",", ".", 1), " %")
	}
	return "a percentage is from 0 to 100"
}

// belowOne reports whether a percentage is more likely a proportion: above 0, below
// 1 and written without the sign.
func belowOne(p stats.Percentage, text string) bool {
	v := exactly(p)
	return v.Sign() > 0 && v.Cmp(big.NewRat(1, 1)) < 0 && !strings.HasSuffix(text, "%")
}

// exactly is a printed percentage as a number.
func exactly(p stats.Percentage) *big.Rat {
	v, ok := new(big.Rat).SetString(strings.TrimSuffix(p.String(), "."))
	if !ok {
		panic("discretion: a percentage that was read is not a number: " + p.String())
	}
	return v
}

// printedAs is how a report is taken to have rounded the percentages that it
// prints: as the rules round them, and half up where the rules do not round,
// since no report can print an exact third.
func printedAs(r Rounding) stats.PercentRounding {
	if r == None {
		return stats.HalfUp
	}
	return stats.PercentRounding(r)
}

// fits reports whether yes of of cases is printed as p.
func fits(p stats.Percentage, yes, of int, r Rounding) bool {
	least, most, err := p.Counts(of, printedAs(r))
	return err == nil && least <= yes && yes <= most
}

// figure gives a printed percentage as it is banded, in units of 1/den
// hundredths of a percent.
func figure(p stats.Percentage, r Rounding) (num, den int64) {
	v := exactly(p)
	if r == None || v.IsInt() {
		return 100 * v.Num().Int64(), v.Denom().Int64()
	}
	return 100 * roundedPercent(v.Num().Int64(), 100*v.Denom().Int64(), r), 1
}
