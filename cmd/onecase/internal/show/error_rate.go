package show

import (
	"fmt"

	"onecase/stats"
)

// rateText writes a rate as it is given.
func rateText(r stats.ErrorRate) string {
	if r.Of > 0 {
		return fmt.Sprintf("%d of %d", r.Wrong, r.Of)
	}
	return Percent(r.Share)
}

// ErrorRateOf is a rate before the cases that it is of.
func ErrorRateOf(r stats.ErrorRate) string {
	if r.Of > 0 {
		return fmt.Sprintf("%d of %d", r.Wrong, r.Of)
	}
	return Percent(r.Share) + " of"
}
