package discretion

import (
	"fmt"
	"slices"

	"onecase/sample"
	"onecase/stats"
)

// A cellSample is the judged cases of a group by the cells of its draw. The cases of a
// cell are a random sample of it, given how many it gave; a case that was taken whatever
// the seed is a cell of its own.
type cellSample struct {
	cells  []stats.StratumCount // populations and judged cases; 0 yes
	inDraw []int                // the draw's cell that each is of
	in     []int                // of each of the draw's cells, its place among cells
	place  []int                // of each judged case among cells
	drawn  []int                // the cases drawn from each, but for those taken whatever the seed
	// proved tells that nothing but the draw decided which cases were judged.
	proved  bool
	designs map[string]*stats.CellsDesign // by the cells and the confidence
}

// sampleCells sorts judged cases of a group, by their ids and the draw's cells, into cells; the
// strata of a stratified draw are cells too.
func sampleCells(record *sample.Record, group string, status *sample.Status, ids []string, cells []int) *cellSample {
	draw := record.Group(group)
	s := &cellSample{place: make([]int, len(ids)), designs: map[string]*stats.CellsDesign{}}
	in := make([]int, len(draw.Cells))
	for c, cell := range draw.Cells {
		in[c] = len(s.cells)
		if h := slices.IndexFunc(draw.Strata, func(cells []int) bool { return slices.Contains(cells, c) }); h >= 0 &&
			draw.Strata[h][0] < c {
			in[c] = in[draw.Strata[h][0]]
			s.cells[in[c]].Population += cell.Population
			continue
		}
		s.cells = append(s.cells, stats.StratumCount{Population: cell.Population})
		s.inDraw = append(s.inDraw, c)
	}
	forced := map[string]bool{}
	for _, c := range status.Sample {
		forced[c.ID] = c.Forced
	}
	s.drawn = make([]int, len(s.cells))
	count := func(cases []sample.Chosen) {
		for _, c := range cases {
			if !c.Forced {
				s.drawn[in[c.Cell]]++
			}
		}
	}
	count(draw.Selected)
	for _, e := range record.Extensions {
		if e.Group == group {
			count(e.Added)
		}
	}
	for i, id := range ids {
		at := in[cells[i]]
		if forced[id] {
			s.cells[at].Population--
			at = len(s.cells)
			s.cells, s.inDraw = append(s.cells, stats.StratumCount{Population: 1}), append(s.inDraw, cells[i])
		}
		s.cells[at].Sample++
		s.place[i] = at
	}
	s.in, s.proved = in, asDrawn(draw, status, len(ids))
	return s
}

// asDrawn reports whether a sample is the one that was drawn, and all of it was judged:
// then nothing but the draw decided which cases were.
func asDrawn(draw *sample.GroupDraw, status *sample.Status, judged int) bool {
	return judged == len(status.Sample) &&
		slices.EqualFunc(status.Sample, draw.Selected, func(a, b sample.Chosen) bool { return a.ID == b.ID })
}

// judgedCases are a group's cases that were judged on a question, by its place (-1: on
// any): their rows in the grid, cells and ids.
func (g *Grid) judgedCases(group string, status *sample.Status, question int) (rows, cells []int, ids []string) {
	cell := map[string]int{}
	for _, c := range status.Sample {
		cell[c.ID] = c.Cell
	}
	for row, c := range g.Cases {
		if c.Group == group && !slices.Contains(c.Waiting, question) {
			id := sample.NormalizeID(c.ID)
			rows, cells, ids = append(rows, row), append(cells, cell[id]), append(ids, id)
		}
	}
	return rows, cells, ids
}

// answers are those to a question of the cases in some rows.
func (g *Grid) answers(rows []int, question int) []stats.Answer {
	answers := make([]stats.Answer, len(rows))
	for i, row := range rows {
		answers[i] = [...]stats.Answer{NA: stats.OutsideDomain, No: stats.No, Yes: stats.Yes}[g.Cases[row].Answers[question]]
	}
	return answers
}

// part is the places of the cells that may hold cases of a domain, and their design. A
// domain whose size is known is the population; else it is a part of all cells.
func (s *cellSample) part(d domain, confidence float64) (places []int, cells []stats.StratumCount, design *stats.CellsDesign, err error) {
	all := s.cells
	if d.known {
		all = make([]stats.StratumCount, len(s.cells))
		for c, most := range d.most {
			all[c].Population = most
		}
		for i, inside := range d.inside {
			if at := s.place[i]; inside {
				all[at].Sample++
				if at < len(d.most) {
					continue
				}
				if own := s.in[s.inDraw[at]]; d.most[own] > 0 { // taken whatever the seed
					all[at].Population = 1
					all[own].Population--
				}
			}
		}
	}
	for at, c := range all {
		if c.Population > 0 {
			places, cells = append(places, at), append(cells, c)
		}
	}
	design, err = s.design(cells, confidence)
	return places, cells, design, err
}

// design is that of some cells, made once.
func (s *cellSample) design(cells []stats.StratumCount, confidence float64) (d *stats.CellsDesign, err error) {
	key := fmt.Sprint(cells, confidence)
	if s.designs[key] == nil {
		if d, err = stats.NewCellsDesign(cells, confidence); err != nil {
			return nil, err
		}
		s.designs[key] = d
	}
	return s.designs[key], nil
}

// short tells whether limits over the cells at some places are no more than twice as wide as those of a simple random
// sample, for as many cases as were drawn: an answer that is still to come and a case that left change no method.
func (s *cellSample) short(places []int, cells []stats.StratumCount, confidence float64) (bool, error) {
	drawn := slices.Clone(cells)
	for k, at := range places {
		if at < len(s.drawn) && cells[k].Population == s.cells[at].Population { // all of the cell
			drawn[k].Sample = min(s.drawn[at], cells[k].Population)
		}
	}
	d, err := s.design(drawn, confidence)
	return err == nil && d.Short(), err
}

// applying is what was found of a question that applies to so many eligible cases of each of the
// draw's cells, and to all that have an answer.
func (s *cellSample) applying(cases []int, answers []stats.Answer) domainCount {
	d := domain{known: true, most: make([]int, slices.Max(s.in)+1)}
	for c, n := range cases {
		d.most[s.in[c]] += n
	}
	for _, a := range answers {
		d.inside = append(d.inside, a != stats.OutsideDomain)
	}
	return domainCount{domain: d, answers: answers, all: true}
}

// limits are those over the cells for what was counted in a domain. Not ok is where cells
// are too many and small for them.
func (s *cellSample) limits(c domainCount, confidence float64, anyway bool) (i stats.Interval, ok bool, err error) {
	places, cells, design, err := s.part(c.domain, confidence)
	if err != nil {
		return i, false, err
	}
	if short, err := s.short(places, cells, confidence); err != nil || !anyway && !short {
		return i, false, err
	}
	of, yes := s.counts(c, places)
	if c.all {
		i, err = design.Interval(yes)
	} else {
		i, err = design.DomainInterval(of, yes)
	}
	i.Guaranteed = i.Guaranteed && s.proved
	return i, true, err
}

// counts are the cases at some places that a question applies to, and the yes cases.
func (s *cellSample) counts(c domainCount, places []int) (of, yes []int) {
	of, yes = make([]int, len(places)), make([]int, len(places))
	for k, a := range c.answers {
		at, there := slices.BinarySearch(places, s.place[k])
		if !there || a == stats.OutsideDomain {
			continue
		}
		of[at]++
		if a == stats.Yes {
			yes[at]++
		}
	}
	return of, yes
}

// difference is the limits over the cells for the second domain's share less the first's.
// Given how many cases of each domain each cell gave, the two are drawn independently.
func (s *cellSample) difference(first, second domainCount, o EstimateOptions) (d stats.Difference, ok bool, err error) {
	var strata [2][]stats.StratumCount
	for k, c := range []domainCount{first, second} {
		places, cells, _, err := s.part(c.domain, o.Confidence)
		if err != nil {
			return d, false, err
		}
		if short, err := s.short(places, cells, o.Confidence); err != nil || o.Method != stats.ExactCells && !short {
			return d, false, err
		}
		_, yes := s.counts(c, places)
		for at, cell := range cells {
			cell.Yes = yes[at]
			strata[k] = append(strata[k], cell)
		}
	}
	if first.all && second.all {
		d, err = stats.StrataDifference(strata[0], strata[1], o.Confidence)
		d.Method = stats.ExactCells
	} else {
		own := func(c domainCount) func(float64) (stats.Interval, error) {
			return func(confidence float64) (stats.Interval, error) {
				i, _, err := s.limits(c, confidence, true)
				return i, err
			}
		}
		d, err = stats.ApartDifference(own(first), own(second), o.Confidence)
	}
	d.Guaranteed = d.Guaranteed && s.proved
	return d, true, err
}
