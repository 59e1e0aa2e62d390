package sample

// Balancing says what a set of the group's cases was balanced on, for the
// variance of estimates from it (stats.Design.Balance): a column for each
// category of each variable, 1 for its cases; and the covariance of the columns'
// totals over the plans of the table, which is what rounding shares to whole
// cases leaves. It reports false where the draw has no table of plans, or chances
// differ.
func (g *GroupDraw) Balancing(cases []Chosen) (columns, rounding [][]float64, ok bool) {
	if g.Inclusion.PerCase == nil || len(g.Variables) == 0 {
		return nil, nil, false
	}
	plans, err := g.plans()
	if err != nil {
		return nil, nil, false
	}
	var of [][]int // per variable and category: its column
	total := 0
	for _, v := range g.Variables {
		numbers := make([]int, len(v.Categories))
		for j := range numbers {
			numbers[j] = total
			total++
		}
		of = append(of, numbers)
	}
	columns, rounding = make([][]float64, total), make([][]float64, total)
	for j := range columns {
		columns[j], rounding[j] = make([]float64, len(cases)), make([]float64, total)
	}
	for i, c := range cases {
		for k, v := range g.Cells[c.Cell].Values {
			columns[of[k][v]][i] = 1
		}
	}
	totals, mean := make([][]float64, len(plans)), make([]float64, total)
	for p, plan := range plans {
		totals[p] = make([]float64, total)
		for c, n := range plan.take {
			for k, v := range g.Cells[c].Values {
				totals[p][of[k][v]] += float64(n)
			}
		}
		for j, n := range totals[p] {
			mean[j] += float64(plan.chance * n)
		}
	}
	for p, plan := range plans {
		for i := range total {
			for j := range total {
				rounding[i][j] += float64(plan.chance * (totals[p][i] - mean[i]) * (totals[p][j] - mean[j]))
			}
		}
	}
	return columns, rounding, true
}
