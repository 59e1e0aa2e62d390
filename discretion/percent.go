package discretion

import (
	"math/big"
	"regexp"
	"strings"

	"onecase/discretion/rules"
	"onecase/stats"
)

// decimalComma is a percentage with a comma for the decimal point.
var decimalComma = regexp.MustCompile(`^[0-9]+,[0-9]+ *%?$`)

// percentFix says what to do about a percentage that could not be read.
func percentFix(text string) stats.Remedy {
	if decimalComma.MatchString(text) {
		return stats.Remedy("write " + strings.TrimRight(strings.Replace(text, ",", ".", 1), " %"))
	}
	return "a percentage is from 0 to 100"
}

// belowOne reports whether a percentage is more likely a proportion: above 0, below
// 1 and written without the sign.
func belowOne(p stats.Percentage, text string) bool {
	v := p.Rat()
	return v.Sign() > 0 && v.Cmp(big.NewRat(1, 1)) < 0 && !strings.HasSuffix(text, "%")
}

// fits reports whether yes of of cases is printed as p.
func fits(p stats.Percentage, yes, of int, r rules.Rounding) bool {
	least, most, err := p.Counts(of, r.Printed())
	return err == nil && least <= yes && yes <= most
}
