package main

import (
	"fmt"

	"onecase/stats"
)

// rateText writes a rate as it is given.
func rateText(r stats.ErrorRate) string {
	if r.Of > 0 {
		return fmt.Sprintf("%d of %d", r.Wrong, r.Of)
	}
	return percentText(r.Share)
}

// rateOf is a rate before the cases that it is of.
func rateOf(r stats.ErrorRate) string {
	if r.Of > 0 {
		return fmt.Sprintf("%d of %d", r.Wrong, r.Of)
	}
	return percentText(r.Share) + " of"
}
