package show

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"onecase/sample"
	"onecase/sample/caselist"
)

// A PileRow is what the piles have of a category, in words.
type PileRow struct {
	Category string // in words
	within   bool   // of a variable within a group
	All      int    // the category's cases
	Of       map[string]sample.PileShare
}

// PileRows are the categories that piles are matched on: groups, those over all groups and those within a
// group, each variable's in the order of its categories.
func PileRows(a *sample.Assignment, group func(id string) string) (rows []PileRow) {
	type key struct{ group, variable, value string }
	at := map[key]int{}
	var keys []key
	for _, p := range a.Piles {
		k := key{p.Group, p.Variable, p.Value}
		if _, ok := at[k]; !ok {
			at[k] = len(keys)
			keys = append(keys, k)
		}
	}
	first := map[[2]string]int{} // the first row of a variable, in a group or over all
	for i, k := range keys {
		if _, ok := first[[2]string{k.group, k.variable}]; !ok {
			first[[2]string{k.group, k.variable}] = i
		}
	}
	known := func(k key) int {
		order := caselist.Categories(k.variable)
		if place := slices.Index(order, k.value); place >= 0 {
			return place
		}
		if bands, err := caselist.ParseBands(k.value); err == nil {
			return len(order) + bands[0].Low
		}
		return math.MaxInt // after those, in the order of the record
	}
	slices.SortStableFunc(keys, func(a, b key) int {
		start := func(k key) int { return first[[2]string{k.group, k.variable}] }
		return cmp.Or(cmp.Compare(start(a), start(b)), cmp.Compare(known(a), known(b)))
	})
	for i, k := range keys {
		at[k] = i
		row := PileRow{Category: group(k.group), within: k.group != "" && k.variable != "", Of: map[string]sample.PileShare{}}
		if k.variable != "" {
			row.Category = categoryWords(k.variable, k.value) + inThe(k.group, group)
		}
		rows = append(rows, row)
	}
	for _, p := range a.Piles {
		row := &rows[at[key{p.Group, p.Variable, p.Value}]]
		row.All = p.All
		row.Of[p.Reader] = p
	}
	return rows
}

// inThe ends the name of a category within a group.
func inThe(id string, group func(id string) string) string {
	if id == "" {
		return ""
	}
	return ", " + group(id)
}

// DayName names a day by its date, where there are dates, else by its number; a dash for no day.
func DayName(dates []string, day int) string {
	if day == 0 {
		return "-"
	}
	if day <= len(dates) {
		if on, err := time.Parse(time.DateOnly, dates[day-1]); err == nil {
			return on.Format("Mon 2 Jan")
		}
	}
	return fmt.Sprintf("day %d", day)
}
