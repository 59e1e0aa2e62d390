package show

import "testing"

// A difference that rounds to none has no sign.
func TestNoDifferenceHasNoSign(t *testing.T) {
	for x, want := range map[float64]string{0: "0", -0.0004: "0", 0.0004: "0", 0.049: "+4.9", -0.0006: "-0.1"} {
		if got := signedPoints(x); got != want {
			t.Errorf("%v is %q, to be %q", x, got, want)
		}
	}
}
