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
	place  []int                // of each judged case among cells
	// proved tells that nothing but the draw decided which cases were judged.
	proved  bool
	designs map[string]*stats.CellsDesign // by the cells they are of, and the confidence
}

// sampleCells sorts judged cases, by their ids and the draw's cells, into cells.
func sampleCells(draw *sample.GroupDraw, status *sample.Status, ids []string, cells []int) *cellSample {
	s := &cellSample{place: make([]int, len(ids)), designs: map[string]*stats.CellsDesign{}}
	for c, cell := range draw.Cells {
		s.cells = append(s.cells, stats.StratumCount{Population: cell.Population})
		s.inDraw = append(s.inDraw, c)
	}
	forced := map[string]bool{}
	for _, c := range status.Sample {
		forced[c.ID] = c.Forced
	}
	for i, id := range ids {
		at := cells[i]
		if forced[id] {
			s.cells[at].Population--
			at = len(s.cells)
			s.cells, s.inDraw = append(s.cells, stats.StratumCount{Population: 1}), append(s.inDraw, cells[i])
		}
		s.cells[at].Sample++
		s.place[i] = at
	}
	drawn := slices.EqualFunc(status.Sample, draw.Selected, func(a, b sample.Chosen) bool { return a.ID == b.ID })
	s.proved = drawn && len(ids) == len(status.Sample)
	return s
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
				if at >= len(d.most) { // taken whatever the seed
					all[at].Population = 1
					all[s.inDraw[at]].Population--
				}
			}
		}
	}
	for at, c := range all {
		if c.Population > 0 {
			places, cells = append(places, at), append(cells, c)
		}
	}
	key := fmt.Sprint(places, cells, confidence)
	if s.designs[key] == nil {
		if s.designs[key], err = stats.NewCellsDesign(cells, confidence); err != nil {
			return nil, nil, nil, err
		}
	}
	return places, cells, s.designs[key], nil
}

// limits are those over the cells for what was counted in a domain. Not ok is where cells
// are too many and small for them.
func (s *cellSample) limits(c domainCount, confidence float64, anyway bool) (i stats.Interval, ok bool, err error) {
	places, _, design, err := s.part(c.domain, confidence)
	if err != nil || !anyway && !design.Short() {
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
		places, cells, design, err := s.part(c.domain, o.Confidence)
		if err != nil || o.Method != stats.ExactCells && !design.Short() {
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
