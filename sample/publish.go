package sample

import "slices"

// A ShownVariable is a variable of a group as anyone may see it.
type ShownVariable struct {
	Variable   string
	Categories []Balance
	// Selected tells whether Selected and Difference of the categories may be seen too.
	Selected bool
}

// Publish gives of a group's variables those that anyone may see, and the names of the others,
// which are withheld. What is disclosive is a category of few eligible cases: whoever knows that a child is
// one of them learns where it belongs, and whoever is the only one of them is found. A variable with a
// category of fewer than so many eligible cases, or with one category alone, is withheld
// whole, so that the size of the group gives none of its numbers back. The same holds of the cases selected, one
// by one.
//
// The law: of a withheld variable nothing is shown but that one of its categories is small, or that there
// is one alone. Any numbers of cases of which that is true, and which add up to the size of
// the group, leave all results as they are. Which variables are withheld hangs on the eligible
// cases alone, and so is the same in every plan and every draw from one list.
//
// Sources: Hundepool et al. (2012), Statistical Disclosure Control, section 4.2 (threshold rule). Nothing smaller
// than the variable is suppressed: of categories that are withheld one by one, whoever knows by
// what rule the others were chosen can work some out.
func Publish(balance []Balance, fewerThan int) (shown []ShownVariable, withheld []string) {
	for rest := balance; len(rest) > 0; {
		name := rest[0].Variable
		n := 1
		for n < len(rest) && rest[n].Variable == name {
			n++
		}
		few := func(cases func(Balance) int) bool {
			return slices.ContainsFunc(rest[:n], func(b Balance) bool { return cases(b) < fewerThan })
		}
		if n < 2 || few(func(b Balance) int { return b.Population }) {
			withheld = append(withheld, name)
		} else {
			shown = append(shown, ShownVariable{name, rest[:n:n], !few(func(b Balance) int { return b.Selected })})
		}
		rest = rest[n:]
	}
	return shown, withheld
}
