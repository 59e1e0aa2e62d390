package show

import (
	"math"
	"testing"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats"
)

// A difference that rounds to none has no sign.
func TestNoDifferenceHasNoSign(t *testing.T) {
	for x, want := range map[float64]string{0: "0.0", -0.0004: "0.0", 0.0004: "0.0", 0.049: "+4.9", -0.0006: "-0.1"} {
		if got := signedPoints(x); got != want {
			t.Errorf("%v is %q, to be %q", x, got, want)
		}
	}
}

// A percentage is off by no more than the share that is not read, whatever the formula says of few cases.
func TestNoMarginIsBeyondWhatIsNotRead(t *testing.T) {
	for _, c := range []struct {
		of     sample.Target
		points float64
		says   bool
	}{{sample.Target{Population: 3, Fewest: 2, Margin: 0.49}, 34, true}, {sample.Target{Population: 2, Fewest: 1, Margin: 0.64}, 50, false},
		{sample.Target{Population: 50, Fewest: 25, Margin: 0.13}, 13, true}} {
		if points, says := Within(c.of); points != c.points || says != c.says {
			t.Errorf("%+v: within %v, says something: %v", c.of, points, says)
		}
	}
}

// A share or a mean is never written so that it seems to lie in another band than it does.
func TestFiguresStayInTheirBands(t *testing.T) {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	scale := scaleOf(set, "court.assessment.safety")
	for share, want := range map[float64]string{0.7: "70.0%", 0.6446: "64.46%", 0.64: "64.0%", 0.645: "64.5%", 0.64499: "64.499%",
		math.NaN(): "-"} {
		if got := shareTenths(scale, share); got != want {
			t.Errorf("%v is %q, to be %q", share, got, want)
		}
	}
	if got := shareRange(scale, 0.2, 0.64499); got != "20.0-64.499%" {
		t.Errorf("the limits are %q", got)
	}
	plain := scaleOf(rules.Plain([]string{"all"}, []string{"Seen?"}), "Seen?")
	if got := shareTenths(plain, 0.64499); got != "64.5%" {
		t.Errorf("without bands a share is %q", got)
	}
}

// In a report an option that gives a text a meaning is said in words.
func TestReadingsAreSaidInWords(t *testing.T) {
	for value, want := range map[string]string{"disposal:Life=licence": "the meaning of “Life” (licence)",
		"rosh:a=b=high": "the meaning of “a=b” (high)", "rosh:Tier 2=CATEGORY": "the meaning of “Tier 2” (one of these)"} {
		if got := Setting(stats.Option{Name: "category", Value: value}); got != want {
			t.Errorf("%q is %q, to be %q", value, got, want)
		}
	}
}
