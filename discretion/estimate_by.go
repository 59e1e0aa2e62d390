package discretion

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// MaxValues is how many values the column of EstimateOptions.By may have.
const MaxValues = 12

// A ListColumn is a column of the list that a sample was drawn from. It tells how many
// eligible cases have each value.
type ListColumn struct {
	Frame  *sample.Frame // of the list
	Values []string      // of each case of the frame, in its order; "" where it is blank
}

// blankValue is what cases without a value are called.
const blankValue = "not stated"

// A column says which value each case has.
type column struct {
	name     string
	variable bool // it is a variable of the record
	values   []string
	of       map[string]int // by normalised case id, the place of its value
	list     *ListColumn    // nil: how many eligible cases have a value is not known
	bands    []caselist.Band
	suggest  []caselist.Band // for more numbers than can be told apart, where no bands are given; nil for other texts
}

// column finds a column by its name, "" for none: a variable of the record, a column of
// the list, or one of the judgements, with its numbers in bands where these are given.
func (ins *Inspection) column(record *sample.Record, name string, list *ListColumn, bands []caselist.Band) (*column, error) {
	grid := ins.Results.Grid
	c := &column{name: name, list: list, bands: bands}
	switch {
	case name == "":
		return c, nil
	case grid == nil:
		return nil, fmt.Errorf("totals do not say which cases are of which %s: give the judgements case by case (case_id, question, answer)", name)
	case c.takeVariable(record) && bands != nil:
		return nil, fmt.Errorf("the record has the categories of %s, which the sample was matched on: leave the bands out", name)
	case len(c.values) > 0:
		c.variable, c.list = true, nil
		return c, nil
	case c.list != nil:
		if c.list.Frame.SHA256() != record.Frame.SHA256 {
			return nil, fmt.Errorf("the list is not the one that the sample was drawn from, so it does not say which cases are of which %s: "+
				"give that one; to verify it against the record tells what differs", name)
		}
		ids := phrase.Each(c.list.Frame.Cases, func(k sample.Case) string { return k.ID })
		return c, c.take(ids, c.list.Values)
	case grid.Kept != "":
		return c, c.take(phrase.Each(grid.Cases, func(k Case) string { return k.ID }),
			phrase.Each(grid.Cases, func(k Case) string { return k.Kept }))
	}
	return nil, noColumn(record, name)
}

// noColumn is the problem of a name that is no column of the record nor of the judgements.
func noColumn(record *sample.Record, name string) error {
	why := "the record has no variables"
	switch variables := record.Frame.Variables; {
	case slices.Contains(variables, name):
		why = fmt.Sprintf("the sample was not matched on %s, so the record does not say which cases are of which", name)
	case len(variables) > 0:
		why = fmt.Sprintf("the record has the variables %s and no %q%s", strings.Join(variables, ", "), name,
			sheet.DidYouMean(name, variables))
	}
	return sheet.Problems{{Message: fmt.Sprintf("%s; nor have the judgements a column %q", why, name),
		Fix: stats.Advise("for a column of the list, give the list as well with %v", stats.Option{Name: "list", Value: "cases.xlsx"})}}
}

// takeVariable takes the categories of a variable over all groups; false where the
// record does not tell the cells of any apart by it.
func (c *column) takeVariable(record *sample.Record) bool {
	for _, g := range record.Groups {
		for _, v := range g.Variables {
			for _, category := range v.Categories {
				if v.Name == c.name && !slices.Contains(c.values, category.Category) {
					c.values = append(c.values, category.Category)
				}
			}
		}
	}
	return len(c.values) > 0
}

// take gives cases their values. Those that differ only in letter case or space are one,
// in the spelling that most have.
func (c *column) take(ids, texts []string) error {
	if c.bands != nil {
		return c.takeBands(ids, texts)
	}
	c.suggest = caselist.SuggestBands(texts)
	spellings, blank := map[string]map[string]int{}, false
	spaced := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	fold := func(text string) string { return strings.ToLower(spaced(text)) }
	for _, text := range texts {
		key := fold(text)
		if key == "" {
			blank = true
			continue
		}
		if spellings[key] == nil {
			spellings[key] = map[string]int{}
		}
		spellings[key][spaced(text)]++
	}
	keys := slices.Sorted(maps.Keys(spellings))
	for _, key := range keys {
		of := spellings[key]
		c.values = append(c.values, slices.MinFunc(slices.Sorted(maps.Keys(of)),
			func(a, b string) int { return cmp.Compare(of[b], of[a]) }))
	}
	if len(keys) == 0 {
		return fmt.Errorf("column %q has no value for any case", c.name)
	}
	if blank {
		c.values = append(c.values, blankValue)
	}
	c.of = make(map[string]int, len(ids))
	for i, id := range ids {
		at, stated := slices.BinarySearch(keys, fold(texts[i]))
		if !stated {
			at = len(keys)
		}
		c.of[sample.NormalizeID(id)] = at
	}
	return nil
}

// takeBands gives cases the bands that their numbers are in.
func (c *column) takeBands(ids, texts []string) error {
	c.of = make(map[string]int, len(ids))
	c.values = append(phrase.Each(c.bands, caselist.Band.String), blankValue)
	for i, id := range ids {
		at := len(c.bands)
		if band, ok := caselist.BandOf(c.bands, texts[i]); ok {
			at = slices.Index(c.bands, band)
		} else if strings.TrimSpace(texts[i]) != "" {
			return fmt.Errorf("case %s has %s %s, which is in none of the bands %s: add a band, or empty the cell", id, c.name,
				phrase.Quote(texts[i]), caselist.BandRule{Bands: c.bands})
		}
		c.of[sample.NormalizeID(id)] = at
	}
	return nil
}

// checkValues refuses too many values to tell apart.
func (c *column) checkValues() error {
	stated := slices.DeleteFunc(slices.Clone(c.values), func(v string) bool { return v == blankValue })
	if n := len(stated); n > MaxValues && c.suggest != nil {
		return sheet.Problems{{Message: fmt.Sprintf("%s has %d different numbers, and estimates are made for up to %d values", c.name, n, MaxValues),
			Fix: stats.Advise("put them in bands with %v", stats.Option{Name: "bands", Value: caselist.BandRule{Bands: c.suggest}.String()})}}
	} else if n > MaxValues {
		return fmt.Errorf("%s has %d values (%s), and estimates are made for up to %d: put values together in a column of its own, such as districts in place of teams",
			c.name, n, phrase.First(3, stated, ", ", " and"), MaxValues)
	}
	return nil
}

// valueOf is the place of a case's value; that of blank ones where the column does not
// have the case.
func (c *column) valueOf(id string) int {
	if at, ok := c.of[id]; ok {
		return at
	}
	return slices.Index(c.values, blankValue)
}

// whole is the domain of all cases.
func (g *boundGroup) whole() domain {
	return domain{inside: slices.Repeat([]bool{true}, len(g.cells)), most: g.populations(), known: true}
}

// populations are the eligible cases of each cell.
func (g *boundGroup) populations() []int {
	sizes := make([]int, len(g.draw.Cells))
	for i, cell := range g.draw.Cells {
		sizes[i] = cell.Population
	}
	return sizes
}

// domains returns the whole group and each of the column's values that it may have.
func (g *boundGroup) domains(c *column) []domain {
	domains := []domain{g.whole()}
	switch {
	case c.name == "":
		return domains
	case c.variable:
		return append(domains, g.categories(c.name)...)
	}
	sizes, known := g.sizes(c)
	for at, value := range c.values {
		d := domain{category: value, inside: make([]bool, len(g.ids)), most: sizes[at], known: known}
		for i, id := range g.ids {
			d.inside[i] = c.valueOf(id) == at
		}
		if known && slices.Max(d.most) > 0 || slices.Contains(d.inside, true) {
			domains = append(domains, d)
		}
	}
	return domains
}

// categories are the domains of a variable of the record.
func (g *boundGroup) categories(variable string) (domains []domain) {
	for k, v := range g.draw.Variables {
		if v.Name != variable {
			continue
		}
		for j, c := range v.Categories {
			d := domain{category: c.Category, inside: make([]bool, len(g.cells)), most: make([]int, len(g.draw.Cells)), known: true}
			for i, cell := range g.draw.Cells {
				if cell.Values[k] == j {
					d.most[i] = cell.Population
				}
			}
			for i, cell := range g.cells {
				d.inside[i] = g.draw.Cells[cell].Values[k] == j
			}
			domains = append(domains, d)
		}
	}
	return domains
}

// sizes gives the eligible cases of each value in each cell. Where they are not known
// they are the most there can be: those judged and all that were not.
func (g *boundGroup) sizes(c *column) (sizes [][]int, known bool) {
	if c.list != nil {
		if sizes = g.countList(c); sizes != nil {
			return sizes, true
		}
	}
	unread := g.populations()
	for _, cell := range g.cells {
		unread[cell]--
	}
	for range c.values {
		sizes = append(sizes, slices.Clone(unread))
	}
	for i, id := range g.ids {
		if at := c.valueOf(id); at >= 0 {
			sizes[at][g.cells[i]]++
		}
	}
	return sizes, slices.Max(unread) == 0
}

// countList counts the list's cases by value and cell; nil where the record does not
// tell the cell of one.
func (g *boundGroup) countList(c *column) (sizes [][]int) {
	for range c.values {
		sizes = append(sizes, make([]int, len(g.draw.Cells)))
	}
	var places []int // of the group's variables in the frame
	for _, v := range g.draw.Variables {
		places = append(places, slices.IndexFunc(c.list.Frame.Variables, func(f sample.Variable) bool { return f.Name == v.Name }))
	}
	for i := range c.list.Frame.Cases {
		k := &c.list.Frame.Cases[i]
		if k.Group != g.draw.Group {
			continue
		}
		cell := slices.IndexFunc(g.draw.Cells, func(cell sample.DrawnCell) bool { return g.isIn(k, cell, places) })
		if cell < 0 {
			return nil
		}
		sizes[c.valueOf(sample.NormalizeID(k.ID))][cell]++
	}
	return sizes
}

// isIn reports whether a case of the frame has the categories of a cell. Cells that a cap
// tells apart as well are not told: the record does not name managers and teams.
func (g *boundGroup) isIn(k *sample.Case, cell sample.DrawnCell, places []int) bool {
	for v, category := range cell.Values {
		if places[v] < 0 || sample.NormalizeID(k.Values[places[v]]) != g.draw.Variables[v].Categories[category].Category {
			return false
		}
	}
	return cell.Holders == nil
}
