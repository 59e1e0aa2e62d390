package discretion

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// MaxLeftOut is how many values the column of LeaveOut may have.
const MaxLeftOut = 200

// WithoutValue are the ratings without the cases of one manager, team or reader.
type WithoutValue struct {
	Value      string
	Cases      int // left out
	Assessment *Assessment
}

// LeaveOut rates an inspection again without the cases of each value of the column that
// its table keeps (see OpenOptions.Keep): one manager, team or reader after the other, in
// the order of their names. Names that differ only in letter case or space are one. Cases
// without a value are always kept.
func LeaveOut(ins *Inspection, o Options) ([]WithoutValue, error) {
	grid := ins.Results.Grid
	switch {
	case grid == nil:
		return nil, fmt.Errorf("totals do not say which cases are whose: give the judgements case by case")
	case grid.Kept == "":
		return nil, fmt.Errorf("the judgements have no such column: add one beside the answers, with the name for each case")
	}
	key := func(c Case) string { return strings.ToLower(strings.Join(strings.Fields(c.Kept), " ")) }
	named := map[string]string{}
	for _, c := range grid.Cases {
		if k := key(c); k != "" && named[k] == "" {
			named[k] = strings.Join(strings.Fields(c.Kept), " ")
		}
	}
	if len(named) == 0 || len(named) > MaxLeftOut {
		return nil, fmt.Errorf("the column %s has %d values: from 1 to %d can be left out, one after the other",
			grid.Kept, len(named), MaxLeftOut)
	}
	var all []WithoutValue
	for k, name := range named {
		without := ins.Clone()
		kept := without.Results.Grid
		kept.Cases = slices.DeleteFunc(kept.Cases, func(c Case) bool { return key(c) == k })
		for i := range without.Results.Questions {
			if r := &without.Results.Questions[i]; r.Known == Answered || r.Known == NoCase {
				population, place := r.Population, r.Place
				*r = r.Emptied()
				r.Population, r.Place = population, place
			}
		}
		without.Results.CountAnswers(ins.Rules.Questions())
		for id, size := range without.Groups {
			if size.Sample > 0 && grid.Sampled(id) > 0 {
				size.Sample = kept.Sampled(id)
				without.Groups[id] = size
			}
		}
		a, err := Assess(without, o)
		if err != nil {
			return nil, err
		}
		all = append(all, WithoutValue{name, len(grid.Cases) - len(kept.Cases), a})
	}
	slices.SortFunc(all, func(a, b WithoutValue) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Value), strings.ToLower(b.Value)), cmp.Compare(a.Value, b.Value))
	})
	return all, nil
}
