package discretion

import (
	"slices"

	"onecase/stats"
)

// A tally is the cases of one category by what was judged of one question.
type tally struct{ yes, no, other int }

func (t tally) cases() int { return t.yes + t.no + t.other }

func (t tally) plus(u tally) tally { return tally{t.yes + u.yes, t.no + u.no, t.other + u.other} }

// A HiddenCategory is a category of a question whose row is withheld.
type HiddenCategory struct{ Question, Category string }

// withholdCategories says which categories of a question are withheld so that no row, nor
// any difference of the whole and other rows, shows fewer than so many cases.
//
// First those with few cases of a kind, as for a question; then, the smallest first, as many
// others as it takes. A cell of a table with the sums of its rows (the cases of a category)
// and its columns (the whole less the rows that are shown) lies between max(0, row + column -
// all) and min(row, column), and takes every value between (Frechet 1935; Dobra and Fienberg
// 2000). The attacker is taken to know the sums of rows too, as a plan or a draw shows them.
// Each cell of a small category then can have fewerThan values beside its own, or every value that the
// number of its cases allows. Where all
// rows are withheld nothing is left to subtract.
func withholdCategories(counts []tally, fewerThan int) []bool {
	out := make([]bool, len(counts))
	few := make([]bool, len(counts))
	for i, t := range counts {
		few[i] = t.yes < fewerThan || t.no < fewerThan || t.other > 0 && t.other < fewerThan
		out[i] = few[i]
	}
	for !keepsSpan(counts, few, out, fewerThan) {
		next := -1
		for i, t := range counts {
			if !out[i] && (next < 0 || t.cases() < counts[next].cases()) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		out[next] = true
	}
	return out
}

// keepsSpan tells whether every cell of the small categories keeps its span.
func keepsSpan(counts []tally, few, out []bool, fewerThan int) bool {
	var sum tally
	for i, t := range counts {
		if out[i] {
			sum = sum.plus(t)
		}
	}
	for i, t := range counts {
		if !few[i] {
			continue
		}
		row := t.cases()
		for kind, column := range []int{sum.yes, sum.no, sum.other} {
			if kind == 2 && column == 0 {
				continue // the question applies to all, which tells nothing of anybody
			}
			if least, most := max(0, row+column-sum.cases()), min(row, column); most-least < min(fewerThan, row) {
				return false
			}
		}
	}
	return true
}

// tally counts what was judged in a domain.
func (c domainCount) tally() (t tally) {
	for i, a := range c.answers {
		switch {
		case !c.inside[i]:
		case a == stats.Yes:
			t.yes++
		case a == stats.No:
			t.no++
		default:
			t.other++
		}
	}
	return t
}

// hides tells whether a question is withheld.
func (e *estimator) hides(question string) bool {
	return e.options.Withheld != nil && slices.Contains(e.options.Withheld.Questions, question)
}

// withhold leaves out the categories of a question that would show few cases.
func (e *estimator) withhold(question string, domains []domain, counts []domainCount) ([]domain, []domainCount) {
	if e.options.Withheld == nil || len(domains) == 1 {
		return domains, counts
	}
	var tallies []tally
	for _, c := range counts[1:] { // the first is the whole
		tallies = append(tallies, c.tally())
	}
	shown, shownCounts := domains[:1:1], counts[:1:1]
	for i, hidden := range withholdCategories(tallies, e.options.Withheld.FewerThan) {
		if hidden {
			e.out.Hidden = append(e.out.Hidden, HiddenCategory{question, domains[i+1].category})
			continue
		}
		shown, shownCounts = append(shown, domains[i+1]), append(shownCounts, counts[i+1])
	}
	return shown, shownCounts
}

// shown are the warnings that count no cases of the sample.
func (e *estimator) shown(all []stats.Warning) []stats.Warning {
	if e.options.Withheld == nil {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(w stats.Warning) bool { return w.Code == "sample-changed" })
}
