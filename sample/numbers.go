package sample

import "strconv"

// round9 returns x with 9 significant digits, as records and results carry it,
// so that machines whose last bits differ write the same text.
func round9(x float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 9, 64), 64)
	if err != nil {
		return x
	}
	return r
}
