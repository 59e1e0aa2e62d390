package show

import (
	"fmt"
	"math"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Printed shows what two percentages say of which nothing else is known.
func Printed(d stats.PrintedDifference) report.Document {
	document := report.Document{Title: fmt.Sprintf("%s%% and then %s%%, of numbers of cases that are not known", d.Before, d.After)}
	document.Section("What can be said", printedCan(d))
	document.Section("What cannot be said", printedCannot(d))
	return document
}

// printedCan lists what two percentages say.
func printedCan(d stats.PrintedDifference) (l report.List) {
	far := fmt.Sprintf("%s %s", pointsOf(math.Abs(d.Difference)), phrase.Either(d.Difference < 0, "lower", "higher"))
	if d.Difference == 0 {
		far = "the same, as printed"
	}
	l = append(l, fmt.Sprintf("The later percentage is %s. Before rounding the difference is between %s and %s.", far,
		pointsSigned(d.Low), pointsSigned(d.High)))
	if d.Fewest == 0 {
		return l
	}
	text := fmt.Sprintf("Were both from samples of fewer than %s each out of many more, so large a difference would be within chance at %s confidence, by the normal formula", phrase.Count(d.Fewest, "case"), Percent(d.Confidence))
	if d.Enough > 0 {
		return append(l, fmt.Sprintf("%s. With %s or more in each it would be beyond it.", text, phrase.Count(d.Enough, "case")))
	}
	return append(l, text+". No number is sure to be enough, as the two may be the same before rounding.")
}

// printedCannot lists what they do not say.
func printedCannot(d stats.PrintedDifference) report.List {
	return report.List{
		"Whether chance made the difference: that takes the numbers of cases that the percentages are of.",
		"Limits for either percentage or for the difference: they take those numbers as well, and the eligible cases where only some were read.",
		"If every case was counted, the difference is a fact and no chance of a sample: but the cases are other people in other years, " +
			"and whether the service made it the percentages do not tell.",
	}
}

// PrintedWorking is how it follows.
func PrintedWorking(d stats.PrintedDifference) (w report.Derivation) {
	const source = "Fleiss, Levin and Paik 2003, section 2.3, without the continuity correction"
	w.Add("The difference before rounding",
		"least and greatest share that print as the later, less the greatest and least that print as the earlier", "arithmetic",
		pointsSigned(d.Low)+" to "+pointsSigned(d.High), "%s%% and %s%%, rounded %s", d.Before, d.After, d.Rounding)
	if d.Fewest > 0 {
		w.Add("Cases in each sample at which the difference is beyond chance",
			"n >= z^2 (p (1-p) + q (1-q)) / (p-q)^2, at the shares farthest apart and at those nearest", source,
			fmt.Sprintf("%d to %s", d.Fewest, KnownOr(d.Enough, "no number")), "z = %.5f, p - q from %s to %s",
			stats.Z(d.Confidence), pointsSigned(d.Low), pointsSigned(d.High))
	}
	return w
}

// pointsOf is a distance of shares in points.
func pointsOf(d float64) string { return phrase.Points(math.Round(d*1e7) / 1e5) }

// pointsSigned is a difference of shares in points, with its sign.
func pointsSigned(d float64) string {
	if d < 0 && math.Round(d*1e7) != 0 {
		return "-" + pointsOf(-d)
	}
	return pointsOf(math.Abs(d))
}
