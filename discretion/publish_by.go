package discretion

import (
	"fmt"
	"slices"

	"onecase/sample"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A tally is how many cases were judged yes and no on a question, and how many it does not apply to.
type tally [3]int

func (t tally) cases() int { return t[0] + t[1] + t[2] }

// few tells whether a tally shows fewer than so many cases of a kind.
func (t tally) few(fewerThan int) bool {
	return t[0] < fewerThan || t[1] < fewerThan || t[2] > 0 && t[2] < fewerThan
}

// A HiddenCategory is a category of a question whose row is withheld.
type HiddenCategory struct{ Question, Category string }

// A crossing is the cases judged on a question, by what was judged of each (yes 0, no 1, other 2), and by
// its value in every column.
type crossing struct {
	kinds     []int
	columns   [][]int // each has a value for each case, from 0
	fewerThan int
}

// show says which columns are shown, of which each has all its rows or none.
//
// Let the cases that are alike in every column shown be a class. Each row is a sum of
// classes, and so is every difference of rows. So whoever has the rows of all columns knows no more than the
// tallies of the classes, and how many cases of each class have each value of each column, which he is taken
// to know. Within a class every table with these sums is possible, whatever holds in another class.
// Hence of a row with so many cases in a class, which has so many of a kind, the cell lies between
// max(0, row + kind - all) and min(row, kind), takes every value between (Frechet 1935), and over
// all classes these spans sum up.
//
// Columns come one after the other, and each is shown if two things hold then. No class shows few cases of a
// kind, so that no sum or difference does. And each cell of a value that shows few, in any column, shown or not, keeps
// a span of fewerThan, or the one that the question as a whole leaves to it. So what is shown is the same whichever
// column is asked for. All rows or none: which rows of a column are withheld would tell whoever knows
// this rule where the few cases are.
func (x crossing) show() []bool {
	classes, shown := make([]int, len(x.kinds)), make([]bool, len(x.columns))
	for c, column := range x.columns {
		finer := divided(classes, column)
		if shown[c] = x.keeps(finer); shown[c] {
			classes = finer
		}
	}
	return shown
}

// tallies are those of each class, or of each value of a column; none of a value that no case has.
func (x crossing) tallies(classes []int) []tally {
	var all []tally
	for i, class := range classes {
		for len(all) <= class {
			all = append(all, tally{})
		}
		all[class][x.kinds[i]]++
	}
	return all
}

// divided are the classes with the values of a column told apart as well.
func divided(classes, column []int) []int {
	finer, places := make([]int, len(classes)), map[[2]int]int{}
	for i, class := range classes {
		key := [2]int{class, column[i]}
		if _, seen := places[key]; !seen {
			places[key] = len(places)
		}
		finer[i] = places[key]
	}
	return finer
}

// keeps tells whether classes keep both things that show is bound to.
func (x crossing) keeps(classes []int) bool {
	of := x.tallies(classes)
	if slices.ContainsFunc(of, func(t tally) bool { return t.few(x.fewerThan) }) {
		return false
	}
	whole := x.tallies(make([]int, len(classes)))
	for _, column := range x.columns {
		for value, row := range x.tallies(column) {
			if !row.few(x.fewerThan) {
				continue
			}
			in := make([]int, len(of)) // cases of each class with the value
			for i, class := range classes {
				if column[i] == value {
					in[class]++
				}
			}
			for kind := range row {
				if spanIn(in, of, kind) < min(x.fewerThan, spanIn([]int{row.cases()}, whole, kind)) {
					return false
				}
			}
		}
	}
	return true
}

// spanIn is by how much the cases of a kind in a row can differ, with so many of its cases in each class.
func spanIn(row []int, classes []tally, kind int) (span int) {
	for s, t := range classes {
		span += min(row[s], t.cases()-row[s], t[kind], t.cases()-t[kind])
	}
	return span
}

// hides tells whether a question is withheld.
func (e *estimator) hides(question string) bool {
	return e.options.Withheld != nil && slices.Contains(e.options.Withheld.Questions, question)
}

// columnsToPublish are all columns whose categories can be asked for where few cases are withheld: the
// variables of the record, then the columns of the judgements, in their order. Those of a list are not among them, as not every
// estimate has the list.
func (ins *Inspection) columnsToPublish(record *sample.Record) (columns []*column) {
	taken := map[string]bool{}
	for _, g := range record.Groups {
		for _, v := range g.Variables {
			c := &column{name: v.Name, variable: true}
			if !taken[v.Name] && c.takeVariable(record) && c.checkValues() == nil {
				columns = append(columns, c)
			}
			taken[v.Name] = true
		}
	}
	grid := ins.Results.Grid
	if grid == nil {
		return columns
	}
	ids := phrase.Each(grid.Cases, func(k Case) string { return k.ID })
	for i, header := range grid.beside {
		c := &column{name: header}
		texts := phrase.Each(grid.Cases, func(k Case) string {
			if k.beside == nil {
				return ""
			}
			return k.beside[i]
		})
		if header != "" && c.take(ids, texts) == nil && c.checkValues() == nil {
			columns = append(columns, c)
		}
	}
	return columns
}

// checkPublished finds the columns that are published together, and refuses another.
func (e *estimator) checkPublished() error {
	e.published = e.ins.columnsToPublish(e.record)
	e.publishedBy = slices.IndexFunc(e.published, func(c *column) bool {
		return c.variable == e.by.variable && (c.name == e.by.name || !c.variable && c.name == e.ins.Results.Grid.Kept)
	})
	switch {
	case e.by.name == "" || e.publishedBy >= 0 && e.by.list == nil:
		return nil
	case e.by.list != nil:
		return fmt.Errorf("%s is a column of the list, and what of it shows few cases is withheld together with every other column that "+
			"can be asked for, which the record and the judgements have to tell: match the sample on it, or write it beside the answers and give no list", e.by.name)
	}
	return fmt.Errorf("%s is not published, as its texts are answers, are about the readers or are not the same in all rows of a case: "+
		"write categories, one for each case, into a column of their own", e.by.name)
}

// shows tells whether a question is shown by the categories of By, as every other column may be asked for.
func (e *estimator) shows(g *boundGroup, q int, answers []stats.Answer) bool {
	if e.sharesItems(q) {
		return false
	}
	var cases []int // those that it may apply to, by the rules
	x := crossing{fewerThan: e.options.Withheld.FewerThan}
	for i, a := range answers {
		if applies, _ := Applies(e.ins.Rules.Questions()[q], g.draw, g.cells[i]); !applies {
			continue
		}
		kind := 2
		switch a {
		case stats.Yes:
			kind = 0
		case stats.No:
			kind = 1
		}
		cases, x.kinds = append(cases, i), append(x.kinds, kind)
	}
	for _, c := range e.published {
		domains, column := g.domains(c), make([]int, len(cases)) // of a group without the variable all have one value
		for i, k := range cases {
			column[i] = max(0, slices.IndexFunc(domains[1:], func(d domain) bool { return d.inside[k] }))
		}
		x.columns = append(x.columns, column)
	}
	return x.show()[e.publishedBy]
}

// sharesItems tells whether another question that is shown is made of a question, or both of the same items: from the rows of
// one category the rows of the other could be narrowed.
func (e *estimator) sharesItems(q int) bool {
	of := func(at int) []int { return append(e.ins.Rules.Items(at), at) }
	own := of(q)
	for other, question := range e.ins.Rules.Questions() {
		if other != q && !e.hides(question.ID) && slices.ContainsFunc(of(other), func(item int) bool { return slices.Contains(own, item) }) {
			return true
		}
	}
	return false
}

// withhold leaves out the categories of a question where they would show few cases.
func (e *estimator) withhold(g *boundGroup, q int, answers []stats.Answer,
	domains []domain, counts []domainCount) ([]domain, []domainCount) {
	if e.options.Withheld == nil || len(domains) == 1 || e.shows(g, q, answers) {
		return domains, counts
	}
	for _, d := range domains[1:] { // the first is the whole
		e.out.Hidden = append(e.out.Hidden, HiddenCategory{e.results[q].Question, d.category})
	}
	return domains[:1], counts[:1]
}

// shown are the warnings that count no cases of the sample.
func (e *estimator) shown(all []stats.Warning) []stats.Warning {
	if e.options.Withheld == nil {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(w stats.Warning) bool { return w.Code == "sample-changed" })
}
