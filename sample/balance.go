package sample

import (
	"fmt"
	"math"

	"onecase/sample/internal/rounding"
)

// A Balance sets a category's cases in the sample against its exact share.
type Balance struct {
	Variable   string  `json:"variable"`
	Category   string  `json:"category"`
	Population int     `json:"population"` // eligible cases
	Target     float64 `json:"target"`     // the exact share of the sample, in cases
	Selected   int     `json:"selected"`
	Difference float64 `json:"difference"` // `selected` less `target`
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
	return listed(off)
}

// A CategoryEffect is how much less the number of a category's cases varies, from
// seed to seed, than in simple random samples of the same size: the variance as a
// share of the hypergeometric one. 0 is a number that never varies, 1 what simple
// random sampling gives.
type CategoryEffect struct {
	Variable string
	Category string
	Effect   float64 // NaN where it is not known, or simple random samples do not vary
}

// CategoryEffects gives the design effect of every category, in the order of the
// group's variables; nil where the draw has no table of plans.
func (g *GroupDraw) CategoryEffects() []CategoryEffect {
	plans := g.Core.outcomes()
	if plans == nil {
		return nil
	}
	var out []CategoryEffect
	for k, v := range g.Variables {
		members := make([][]int, len(v.Categories))
		for c, cell := range g.Cells {
			members[cell.Values[k]] = append(members[cell.Values[k]], c)
		}
		for j, category := range v.Categories {
			out = append(out, CategoryEffect{v.Name, category.Category,
				effect(plans, members[j], category.Population, g.Sample, g.Population)})
		}
	}
	return out
}

// effect is the variance of the number of cases that cells of a category give, as
// a share of the hypergeometric variance n K/N (1 - K/N) (N - n)/(N - 1).
func effect(plans []outcome, cells []int, K, n, N int) float64 {
	simple := float64(n) * float64(K) / float64(N) * float64(N-K) / float64(N) * float64(N-n) / float64(N-1)
	if !(simple > 0) {
		return math.NaN()
	}
	counts := make([]float64, len(plans))
	mean, square := 0.0, 0.0
	for i, p := range plans {
		counts[i] = float64(sumOver(cells, p.take))
		mean += float64(p.chance * counts[i])
	}
	for i, p := range plans {
		off := counts[i] - mean
		square += float64(p.chance * off * off)
	}
	return square / simple
}

// Balancing says what a set of the group's cases was balanced on, for the
// variance of estimates from it (stats.Design.Balance): a column for each
// category of each variable, 1 for its cases; and the covariance of the columns'
// totals over the plans of the table, which is what rounding shares to whole
// cases leaves. It reports false where the draw has no table of plans, or chances
// differ.
func (g *GroupDraw) Balancing(cases []Chosen) (columns, covariance [][]float64, ok bool) {
	if g.Inclusion.PerCase == nil || len(g.Variables) == 0 {
		return nil, nil, false
	}
	plans, err := g.plans()
	if err != nil {
		return nil, nil, false
	}
	total, first := 0, make([]int, len(g.Variables)) // per variable: the column of its first category
	for k, v := range g.Variables {
		first[k] = total
		total += len(v.Categories)
	}
	columns, covariance = make([][]float64, total), make([][]float64, total)
	for j := range columns {
		columns[j], covariance[j] = make([]float64, len(cases)), make([]float64, total)
	}
	for i, c := range cases {
		for k, v := range g.Cells[c.Cell].Values {
			columns[first[k]+v][i] = 1
		}
	}
	totals, mean := make([][]float64, len(plans)), make([]float64, total)
	for p, plan := range plans {
		totals[p] = make([]float64, total)
		for c, n := range plan.take {
			for k, v := range g.Cells[c].Values {
				totals[p][first[k]+v] += float64(n)
			}
		}
		for j, n := range totals[p] {
			mean[j] += float64(plan.chance * n)
		}
	}
	for p, plan := range plans {
		for i := range total {
			for j := range total {
				covariance[i][j] += float64(plan.chance * (totals[p][i] - mean[i]) * (totals[p][j] - mean[j]))
			}
		}
	}
	return columns, covariance, true
}
