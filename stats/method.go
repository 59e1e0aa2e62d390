package stats

import (
	"fmt"
	"strings"
)

// A Method is a way to make limits from a sample, named as the command names
// it.
type Method string

// The methods. With a population each makes limits for a finite one; without,
// for a binomial sample. README.md gives the formulas and their sources.
const (
	// Exact inverts both tails, each at half of what the level leaves:
	// hypergeometric, and Clopper and Pearson (1934) without a population.
	// Guaranteed.
	Exact Method = "exact"
	// Shortest has the least total width among methods with guaranteed
	// coverage: Bartroff, Lorden and Wang (2023). Without a population it is
	// Blaker's (2000) interval. Guaranteed for simple random samples.
	Shortest Method = "shortest"
	// Push has one width, in cases, for every count, and the least there
	// can be: Bartroff and Chakraborty (2025). Needs a population. Guaranteed
	// for simple random samples.
	Push Method = "fixed-width"
	// MidP is Exact with half of the observed count's own probability in
	// either tail: Lancaster (1961). Not guaranteed.
	MidP Method = "mid-p"
	// Wilson inverts the normal test of the proportion: Wilson (1927). Not
	// guaranteed.
	Wilson Method = "wilson"
	// AgrestiCoull is the normal interval about Wilson's midpoint: Agresti
	// and Coull (1998). Not guaranteed.
	AgrestiCoull Method = "agresti-coull"
	// Jeffreys is the equal-tailed posterior interval from a Beta(1/2, 1/2)
	// prior: beta-binomial for the cases not read. Not guaranteed.
	Jeffreys Method = "jeffreys"
	// Wald is the estimate more or less z standard errors: the textbook's
	// interval. Not guaranteed, and often far below its level.
	Wald Method = "wald"
)

// Methods lists the methods in the order they are shown.
var Methods = []Method{Exact, Shortest, Push, MidP, Wilson, AgrestiCoull, Jeffreys, Wald}

// Guaranteed reports whether the method's limits cover the truth with at least
// the stated confidence for every possible population under simple random
// sampling.
func (m Method) Guaranteed() bool {
	return m == Exact || m == Shortest || m == Push
}

// NeedsPopulation reports whether the method is defined for a finite
// population only.
func (m Method) NeedsPopulation() bool { return m == Push }

// ParseMethod returns the method of the given name.
func ParseMethod(name string) (Method, error) {
	for _, m := range Methods {
		if name == string(m) {
			return m, nil
		}
	}
	return "", fmt.Errorf("there is no method %q; the methods are %s", name, methodList())
}

// methodList names the methods in one line.
func methodList() string {
	var list strings.Builder
	for i, m := range Methods {
		if i > 0 {
			list.WriteString(", ")
		}
		list.WriteString(string(m))
	}
	return list.String()
}
