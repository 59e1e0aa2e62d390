package predict

import (
	"onecase/discretion"
	"onecase/discretion/rules"
)

// A copying makes a population of N cases of the m cases of an earlier inspection.
// Every case stands for N/m cases, rounded up or down so that they add up to N.
// Which are rounded up is chosen to bring the whole near to the shares of the
// inspection: for each question the cases that it applies to, and those that are
// yes. It starts from a choice spread evenly over the inspection and exchanges two
// cases for as long as an exchange helps.
type copying struct {
	rows      [][]discretion.Answer
	questions []int
	rounded   []bool // up
	more      int    // how many are
	least     int    // copies of every case
	// applies and yes are what the population has too many, by question, in whole
	// parts of 1/m of a case.
	applies, yes []int64
	m            int64
}

// maxExchanges is how many exchanges of two cases are tried; an inspection of a
// hundred cases takes some thousand.
const maxExchanges = 200_000

// caseCopies gives, for each row of a grid, how many cases of the population it
// stands for: 0 for rows of another group.
func caseCopies(grid *discretion.Grid, group string, questions []rules.Question, population int) []int {
	copies := make([]int, len(grid.Cases))
	c := &copying{}
	var places []int
	for q, question := range questions {
		if question.Group == group {
			c.questions = append(c.questions, q)
		}
	}
	for row, of := range grid.Groups {
		if of == group {
			places, c.rows = append(places, row), append(c.rows, grid.Answers[row])
		}
	}
	c.m = int64(len(c.rows))
	c.least, c.more = population/len(c.rows), population%len(c.rows)
	c.spread()
	c.exchange()
	for i, row := range places {
		copies[row] = c.least
		if c.rounded[i] {
			copies[row]++
		}
	}
	return copies
}

// spread rounds up cases at even distances.
func (c *copying) spread() {
	c.rounded = make([]bool, len(c.rows))
	c.applies, c.yes = make([]int64, len(c.questions)), make([]int64, len(c.questions))
	for i, row := range c.rows {
		at := int64(i)
		c.rounded[i] = int64(c.more)*(at+1)/c.m > int64(c.more)*at/c.m
		// Rounding up adds 1, and the exact number was more/m.
		c.add(row, -int64(c.more))
		if c.rounded[i] {
			c.add(row, c.m)
		}
	}
}

// add adds so many parts of a case.
func (c *copying) add(row []discretion.Answer, parts int64) {
	for k, q := range c.questions {
		if row[q] != discretion.NA {
			c.applies[k] += parts
		}
		if row[q] == discretion.Yes {
			c.yes[k] += parts
		}
	}
}

// exchange rounds one case up in place of another for as long as that helps.
func (c *copying) exchange() {
	for tried, better := 0, true; better && tried < maxExchanges; {
		better = false
		for up := range c.rows {
			for down := range c.rows {
				if tried++; c.rounded[up] || !c.rounded[down] || c.gain(c.rows[up], c.rows[down]) <= 0 {
					continue
				}
				c.add(c.rows[up], c.m)
				c.add(c.rows[down], -c.m)
				c.rounded[up], c.rounded[down], better = true, false, true
			}
		}
	}
}

// gain is by how much the squared distances fall when one case is rounded up in
// place of another.
func (c *copying) gain(up, down []discretion.Answer) int64 {
	gain := int64(0)
	square := func(off, step int64) { gain -= 2*off*step + step*step }
	for k, q := range c.questions {
		was, is := down[q], up[q]
		if was == is {
			continue
		}
		square(c.applies[k], c.m*(one(is != discretion.NA)-one(was != discretion.NA)))
		square(c.yes[k], c.m*(one(is == discretion.Yes)-one(was == discretion.Yes)))
	}
	return gain
}

// one is 1 for what is so.
func one(so bool) int64 {
	if so {
		return 1
	}
	return 0
}
