package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/stats/phrase"
)

// mostPileColumns is how many readers the table of piles has a column for.
const mostPileColumns = 6

func assignDocument(r assignResult, a *sample.Assignment, group func(id string) string, said string,
	next report.Commands, explain bool) report.Document {
	d := report.Document{Title: fmt.Sprintf("%s shared out to %s",
		phrase.Count(len(a.Cases), "case"), phrase.Count(len(a.Readers), "reader"))}
	if r.Days > 0 {
		d.Title += " over " + phrase.Count(r.Days, "day")
	}
	if r.Kept != nil {
		d.Title = fmt.Sprintf("%s shared out anew; %s with who had %s", phrase.Count(len(a.Cases)-len(r.Kept), "case"),
			phrase.Plural(len(r.Kept), "1 stays", fmt.Sprintf("%d stay", len(r.Kept))),
			phrase.Plural(len(r.Kept), "it", "them"))
	}
	d.Add(r.loads())
	within := "Every pile is within one case of its share of every category: the largest difference is %.2f cases."
	if r.LargestDiff >= 1 {
		within = "The largest difference of a pile from its share of a category is %.2f cases."
	}
	chance := "The readers differ in capacity, days or bars, so each case's chance of a pile is not known exactly; " +
		"the seed alone decided."
	if !math.IsNaN(r.Chance) {
		chance = "Every case had the same chance of each pile, 1 in " + strconv.Itoa(len(r.Readers)) + "."
	}
	if r.Kept != nil {
		within, chance = strings.Replace(within, "very pile is", "very reader's new cases are", 1), "What was read "+
			"or begun stays, and so does what its reader can still read as it was planned."
		within = strings.Replace(within, "of a pile from its share", "of a reader's new cases from their share", 1)
		within = strings.Replace(within, "one case of its share", "one case of their share", 1)
	}
	d.Add(report.Paragraph(fmt.Sprintf(within, r.LargestDiff)+" "+chance),
		report.Paragraph("Each reader's order is random, so that who stops early has chosen nothing: read in the "+
			"order given. The seed is "+r.Seed+"."))
	if len(r.Readers) <= mostPileColumns {
		d.Add(report.Heading(phrase.Either(r.Kept != nil, "What the new cases of each reader have of each category",
			"What the piles have of each category")), r.shares(a, group))
	}
	if r.Kept != nil {
		t := report.Table{Columns: report.Columns("case", "read by", ">order", "day")}
		for _, c := range a.Cases {
			if !slices.Contains(r.Kept, c.Case) {
				t.Add(c.Case, c.Reader+phrase.Either(c.Second != "", " and "+c.Second, ""), c.Order,
					dayName(r.Dates, c.Day))
			}
		}
		d.Add(report.Heading(phrase.Either(r.Grid == "", "Shared out anew: mark these in the grid that is being filled",
			"Shared out anew, and so in "+r.Grid)), t)
	}
	if explain {
		d.Add(report.Heading("Working"), r.working(a))
	}
	d.Add(report.Paragraph(said))
	if next != nil {
		d.Add(next)
	}
	return d
}

// loads is how much each reader has, and on which day.
func (r assignResult) loads() report.Table {
	t := report.Table{Columns: report.Columns("reader", ">cases")}
	for day := range r.Days {
		t.Columns = append(t.Columns, report.Columns(">"+dayName(r.Dates, day+1))...)
	}
	stated := false
	for _, one := range r.Readers {
		stated = stated || one.Capacity > 0
	}
	if stated {
		t.Columns = append(t.Columns, report.Columns(">room for more")...)
	}
	for _, one := range r.Readers {
		cells := []any{one.name(), len(one.Cases)}
		for _, n := range one.perDay(r.Days) {
			cells = append(cells, n)
		}
		if stated && one.Capacity > 0 {
			cells = append(cells, one.Capacity-len(one.Cases))
		} else if stated {
			cells = append(cells, "-")
		}
		t.Add(cells...)
	}
	return t
}

// name is who reads the pile.
func (r assignReader) name() string {
	switch {
	case r.With != "":
		return r.Reader + " and " + r.With
	case r.Gone:
		return r.Reader + " (gone)"
	}
	return r.Reader
}

// perDay is how many cases are read on each of so many days.
func (r assignReader) perDay(days int) []int {
	out := make([]int, days)
	for _, d := range r.Days {
		out[d.Day-1] = len(d.Cases)
	}
	return out
}

// shares has a row for each category over all groups and a column for each pile.
func (r assignResult) shares(a *sample.Assignment, group func(id string) string) report.Table {
	t := report.Table{Columns: report.Columns("category"), Notes: []string{"In brackets: the share of the pile, its " +
		"part of the category's cases."}}
	for _, one := range r.Readers {
		if !one.Gone {
			t.Columns = append(t.Columns, report.Columns(">"+one.name())...)
		}
	}
	within := false
	for _, row := range pileRows(a, group) {
		if row.within {
			within = true
			continue
		}
		cells := []any{row.category}
		for _, one := range r.Readers {
			if p, ok := row.of[one.Reader]; ok && !one.Gone {
				cells = append(cells, fmt.Sprintf("%d (%.2f)", p.Cases, p.Share))
			}
		}
		t.Add(cells...)
	}
	t.NoteIf(within, "The piles are matched within each group too; the workbook of who reads what has every category.")
	return t
}

// working says how the piles came about.
func (r assignResult) working(a *sample.Assignment) (d report.Derivation) {
	const source = "the specification of the assignment, sample/README.md"
	n := len(a.Cases)
	sizes := each(r.Readers, func(one assignReader) string { return one.name() + " " + strconv.Itoa(len(one.Cases)) })
	d.Add("The sizes of the piles", "in proportion to capacities where each reader has one, else to days, else equal; "+
		"whole numbers with the least sum of squared differences, within capacities and bars",
		"Harvey, Ladner, Lovász and Tamir 2006", phrase.First(mostCases, sizes, ", ", " and"), "%s, %s",
		phrase.Count(n, "case"), phrase.Count(len(r.Readers), "pile"))
	for _, p := range a.Piles {
		if size := r.size(p.Reader); math.Abs(math.Abs(float64(p.Cases)-p.Share)-r.LargestDiff) < 1e-6 {
			d.Add("The largest difference", "cases of a category in the pile - cases of the category in the sample × "+
				"cases of the pile / cases of the sample",
				"Cox 1987: controlled rounding", fmt.Sprintf("%.4f", float64(p.Cases)-p.Share),
				"%d - %d × %d / %d", p.Cases, p.All, size, n)
			break
		}
	}
	if !math.IsNaN(r.Chance) {
		d.Add("The chance of a pile for a case", "piles / piles squared: which reader has which pile is "+
			"shuffled by the seed", source,
			fmt.Sprintf("%.6f", r.Chance), "1 / %d", len(r.Readers))
	}
	if n > 0 {
		first := r.Readers[0]
		d.Add("The order of reading", "cases in the order of the SHA-256 of the seed's hash and the case's id; days "+
			"have equal parts of it, earlier days one more", source,
			phrase.First(3, first.Cases, ", ", " and"), "the cases of %s, seed %s", first.name(), r.Seed)
	}
	return d
}

// size is how many cases a reader has.
func (r assignResult) size(reader string) int {
	for _, one := range r.Readers {
		if one.Reader == reader {
			return len(one.Cases)
		}
	}
	return 0
}
