package predict

import (
	"onecase/discretion"
	"onecase/discretion/rules"
)

// A copying makes a population of N cases of the m cases of an earlier inspection, each
// for N/m cases, rounded up or down. Those rounded up bring the whole near to the
// inspection's shares: for each question the cases it applies to, and those that are
// yes. From an even spread, two cases are exchanged for as long as that helps.
type copying struct {
	cases   [][]int64 // 1 or 0 for each question: it applies, and it is at each level or a better one but the worst
	rounded []bool    // up
	off     []int64   // what the population has too many of each, in parts of 1/m of a case
}

// maxExchanges is how many exchanges are tried; a hundred cases take some thousand.
const maxExchanges = 200_000

// caseCopies gives how many cases of the population each row of a grid stands for.
func caseCopies(grid *discretion.Grid, group string, questions []rules.Question, scales []*rules.Scale, population int) []int {
	c := &copying{}
	var rows []int
	for row, read := range grid.Cases {
		if read.Group != group {
			continue
		}
		var of []int64
		for q, question := range questions {
			if question.Group == group {
				of = append(of, countsOfCase(&read, q, scales[q])...)
			}
		}
		rows, c.cases = append(rows, row), append(c.cases, of)
	}
	c.spread(int64(population % len(rows)))
	c.exchange()
	copies := make([]int, len(grid.Cases))
	for i, row := range rows {
		copies[row] = population / len(rows)
		if c.rounded[i] {
			copies[row]++
		}
	}
	return copies
}

// countsOfCase are what a case adds to a question's cases, and to those at each level or a better
// one but the worst.
func countsOfCase(c *discretion.Case, question int, scale *rules.Scale) []int64 {
	levels := 2
	if scale.HasPoints() {
		levels = scale.Levels()
	}
	counts := make([]int64, levels)
	if level, ok := c.LevelOf(question, levels); ok {
		for i := range level + 1 {
			counts[i] = 1
		}
	}
	return counts
}

// spread rounds up so many cases at even distances.
func (c *copying) spread(up int64) {
	m := int64(len(c.cases))
	c.rounded, c.off = make([]bool, m), make([]int64, len(c.cases[0]))
	for i := range m {
		c.rounded[i] = up*(i+1)/m > up*i/m
		c.add(i, -up) // the exact number is up/m
		if c.rounded[i] {
			c.add(i, m)
		}
	}
}

// add adds so many parts of a case.
func (c *copying) add(i, parts int64) {
	for j, count := range c.cases[i] {
		c.off[j] += parts * count
	}
}

// exchange rounds one case up in place of another for as long as that helps.
func (c *copying) exchange() {
	m := int64(len(c.cases))
	for tried, better := 0, true; better && tried < maxExchanges; {
		better = false
		for up := range m {
			for down := range m {
				if tried++; c.rounded[up] || !c.rounded[down] || c.gain(up, down) <= 0 {
					continue
				}
				c.add(up, m)
				c.add(down, -m)
				c.rounded[up], c.rounded[down], better = true, false, true
			}
		}
	}
}

// gain is by how much an exchange of two cases lowers the squared distances.
func (c *copying) gain(up, down int64) int64 {
	gain := int64(0)
	for j, off := range c.off {
		step := int64(len(c.cases)) * (c.cases[up][j] - c.cases[down][j])
		gain -= 2*off*step + step*step
	}
	return gain
}
