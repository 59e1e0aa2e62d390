package sample

import (
	"fmt"
	"math"
	"strings"

	"onecase/sample/internal/rounding"
)

// A Balance sets a category's cases in the sample against its exact share.
type Balance struct {
	Variable   string
	Category   string
	Population int
	Target     float64 // the exact share of the sample, in cases
	Selected   int
	Difference float64 // Selected - Target, in cases
}

// Balance compares the selected cases with their shares, category by category.
func (g *GroupDraw) Balance() []Balance { return g.BalanceOf(g.Selected) }

// BalanceOf compares a set of the group's cases with the shares of a sample of
// their number.
func (g *GroupDraw) BalanceOf(cases []Chosen) []Balance {
	var out []Balance
	for k, v := range g.Variables {
		counts := make([]int, len(v.Categories))
		for _, c := range cases {
			counts[g.Cells[c.Cell].Values[k]]++
		}
		for i, category := range v.Categories {
			target := float64(int64(len(cases))*int64(category.Population)) / float64(g.Population)
			out = append(out, Balance{
				Variable: v.Name, Category: category.Category, Population: category.Population,
				Target: target, Selected: counts[i], Difference: float64(counts[i]) - target,
			})
		}
	}
	return out
}

// LargestDifference is the largest difference of a category from its share, in
// cases, whichever way.
func (g *GroupDraw) LargestDifference() float64 { return largest(g.Balance()) }

// Values returns the categories of a case of the group, variable by variable.
func (g *GroupDraw) Values(c Chosen) []string {
	values := make([]string, len(g.Variables))
	for k, v := range g.Cells[c.Cell].Values {
		values[k] = g.Variables[k].Categories[v].Category
	}
	return values
}

func largest(balance []Balance) float64 {
	most := 0.0
	for _, b := range balance {
		most = max(most, math.Abs(b.Difference))
	}
	return most
}

// offBalance lists the categories that are a case or more off their share.
func offBalance(balance []Balance) string {
	var off []string
	for _, b := range balance {
		if math.Abs(b.Difference) >= 1-rounding.Slack {
			off = append(off, fmt.Sprintf("%s %s (%d for a share of %.2f)", b.Variable, b.Category, b.Selected, b.Target))
		}
	}
	return strings.Join(off, ", ")
}
