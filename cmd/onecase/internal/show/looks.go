package show

import (
	"fmt"
	"math"
	"strings"

	"onecase/stats"
)

// looksSentence says how many of some limits miss the truth by design, or that all of
// them hold at once; "" where there are none.
func looksSentence(l stats.Looks) string {
	about := "up to"
	if !l.Guaranteed {
		about = "about"
	}
	switch {
	case l.Limits == 0:
		return ""
	case l.Together != "" && l.Limits > 1:
		how := map[stats.Family]string{
			stats.Bonferroni: "Bonferroni", stats.Sidak: "Sidak, as the samples are independent",
			stats.SidakBonferroni: "Bonferroni within a group and Sidak between groups, which were drawn apart",
		}[l.Together]
		promise := "With at least"
		if !l.Guaranteed {
			promise = "With about"
		}
		return fmt.Sprintf("%s %s confidence the %d pairs of limits hold the truth all at once, each at %s (%s).",
			promise, Percent(l.Confidence), l.Limits, percentShown(l.Each), how)
	case l.Limits == 1:
		at := Percent(l.Confidence)
		if l.Each != l.Confidence {
			at = percentShown(l.Each)
		}
		return fmt.Sprintf("Limits at %s miss the truth in %s %s of samples, by design.", at, about, shortPercent(1-l.Each))
	}
	return fmt.Sprintf("Of %d pairs of limits at %s each, %s %s miss the truth on average, by design.",
		l.Limits, Percent(l.Confidence), about, oneDecimal(l.Misses()))
}

// oneDecimal writes a number with one decimal, and none where that is 0.
func oneDecimal(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") }

// percentShown is a confidence in percent that shows two digits of what it leaves.
func percentShown(p float64) string {
	decimals := max(0, 1-int(math.Floor(math.Log10(100*(1-p)))))
	return fmt.Sprintf("%.*f%%", decimals, 100*p)
}
