package main

import (
	"fmt"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// agreeWords words an agreement.
type agreeWords struct {
	*discretion.Agreed
	within float64
	rate   string // the command that rates the first reading
}

func (w agreeWords) rules() *rules.Set { return w.First.Rules }

// point is a coefficient with two decimals, without a 0 ahead.
func point(x float64) string {
	text := fmt.Sprintf("%.2f", x)
	switch {
	case text == "NaN":
		return "-"
	case text == "-0.00":
		return ".00"
	case text[0] == '0':
		return text[1:]
	case text[:2] == "-0":
		return "-" + text[2:]
	}
	return text
}
