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

// part is the places of the cells of a domain, and their design.
func (s *cellSample) part(d domain, confidence float64) (places []int, design *stats.CellsDesign, err error) {
	var cells []stats.StratumCount
	for at, c := range s.inDraw {
		if d.cells[c] {
			places, cells = append(places, at), append(cells, s.cells[at])
		}
	}
	key := fmt.Sprint(places, confidence)
	if s.designs[key] == nil {
		if s.designs[key], err = stats.NewCellsDesign(cells, confidence); err != nil {
			return nil, nil, err
		}
	}
	return places, s.designs[key], nil
}

// limits are those over the cells for the answers of the judged cases, one for each; all
// tells that the question applies to every case of the domain. Not ok is where cells are
// too many and small for them.
func (s *cellSample) limits(answers []stats.Answer, d domain, all bool, confidence float64, anyway bool) (i stats.Interval, ok bool, err error) {
	places, design, err := s.part(d, confidence)
	if err != nil || !anyway && !design.Short() {
		return i, false, err
	}
	of, yes := make([]int, len(s.cells)), make([]int, len(s.cells))
	for k, a := range answers {
		if a != stats.OutsideDomain {
			of[s.place[k]]++
		}
		if a == stats.Yes {
			yes[s.place[k]]++
		}
	}
	pick := func(counts []int) (of []int) {
		for _, at := range places {
			of = append(of, counts[at])
		}
		return of
	}
	if all {
		i, err = design.Interval(pick(yes))
	} else {
		i, err = design.DomainInterval(pick(of), pick(yes))
	}
	i.Guaranteed = i.Guaranteed && s.proved
	return i, true, err
}
