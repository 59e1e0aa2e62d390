package rounding

const (
	listedPlans = 2_000   // plans that are listed at most
	listSteps   = 500_000 // choices that the listing may make
)

// list lists every rounding that keeps all rows, or reports that they are too many.
// The cells are taken in order, each up first.
func (r *Problem) list() (plans [][]int, ok bool) {
	up, open := make([]int, len(r.Rows)), make([]int, len(r.Rows))
	rows := make([][]int, len(r.Part))
	for i, row := range r.Rows {
		open[i] = len(row.Cells)
		for _, c := range row.Cells {
			rows[c] = append(rows[c], i)
		}
	}
	steps := 0
	var plan []int
	var try func(c int) bool
	try = func(c int) bool {
		if c == len(r.Part) {
			plans = append(plans, append([]int{}, plan...))
			return len(plans) <= listedPlans
		}
		for _, one := range [2]int{1, 0} {
			if steps++; steps > listSteps {
				return false
			}
			fits := true
			for _, i := range rows[c] {
				open[i]--
				up[i] += one
				fits = fits && up[i] <= r.Rows[i].High && up[i]+open[i] >= r.Rows[i].Low
			}
			if one == 1 {
				plan = append(plan, c)
			}
			if fits && !try(c+1) {
				return false
			}
			plan = plan[:len(plan)-one]
			for _, i := range rows[c] {
				open[i]++
				up[i] -= one
			}
		}
		return true
	}
	return plans, try(0)
}
