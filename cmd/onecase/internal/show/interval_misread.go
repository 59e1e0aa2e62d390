package show

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// MisreadWorking shows the share with the errors taken out and the tails at the limits.
func MisreadWorking(ends [2]stats.MisreadLimits, rates stats.ErrorRates) (d report.Derivation) {
	for i, l := range ends {
		if i == 1 && l.Yes == ends[0].Yes {
			break
		}
		d.Add(fmt.Sprintf("The share of true yes cases that %d of %d is most like", l.Yes, l.Of),
			"(x/n - a) / (1 - a - b), cut to 0..1; a: wrong yes, b: wrong no",
			"Rogan and Gladen 1978", Digits(l.Corrected), "x = %d, n = %d, a = %s, b = %s", l.Yes, l.Of,
			Plain(l.WrongYes), Plain(l.WrongNo))
	}
	low, high := ends[0], ends[1]
	half := Digits((1 - low.CountConfidence) / 2)
	if rates.Found() {
		d.Add("The rates that the limits are of: of all that the cases leave, those that reach farthest",
			"the limits of Clopper and Pearson for each rate; half of what the confidence leaves is the rates', shared out, and half the count's",
			"Clopper and Pearson 1934; Bonferroni",
			fmt.Sprintf("low: %s and %s; high: %s and %s", Digits(low.LowRates.WrongYes), Digits(low.LowRates.WrongNo),
				Digits(high.HighRates.WrongYes), Digits(high.HighRates.WrongNo)),
			"wrong yes %s, wrong no %s", rateText(rates.Yes), rateText(rates.No))
	}
	const source = "Katz 1953, with the law of the answers in place of that of the cases"
	if low.Population == stats.Infinite {
		d.Add("The limits of the share that is read as yes, carried over", "(limit - a) / (1 - a - b), cut to 0..1",
			"Clopper and Pearson 1934; Rogan and Gladen 1978",
			fmt.Sprintf("%.5g to %.5g", low.Low, high.High), "low: a = %s, b = %s; high: a = %s, b = %s",
			Digits(low.LowRates.WrongYes), Digits(low.LowRates.WrongNo), Digits(high.HighRates.WrongYes), Digits(high.HighRates.WrongNo))
		return d
	}
	law := fmt.Sprintf("X = Bin(T, 1 - b) + Bin(n - T, a), T hypergeometric with N = %d, K, n = %d", low.Population, low.Of)
	d.Add("The low limit is the least number K of true yes cases for which so many answers of yes are not rare",
		fmt.Sprintf("P(X >= %d) > %s, %s", low.Yes, half, law), source,
		fmt.Sprintf("%d of %d", low.LowCount, low.Population), "%s", misreadTails(low, true))
	d.Add("The high limit is the largest K for which so few are not rare",
		fmt.Sprintf("P(X <= %d) > %s", high.Yes, half), source,
		fmt.Sprintf("%d of %d", high.HighCount, high.Population), "%s", misreadTails(high, false))
	return d
}

// misreadTails gives the tail at one limit, and one case beyond it where there is one.
func misreadTails(l stats.MisreadLimits, low bool) string {
	at, beyond := l.HighCount, l.HighCount+1
	if low {
		at, beyond = l.LowCount, l.LowCount-1
	}
	text := fmt.Sprintf("%.5g at K = %d", l.Tail(at, low), at)
	if beyond >= 0 && beyond <= l.Population {
		text += fmt.Sprintf("; %.5g at K = %d", l.Tail(beyond, low), beyond)
	}
	return text
}
