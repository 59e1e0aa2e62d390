package show

import (
	"cmp"
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

// assignWords words an assignment.
type assignWords struct {
	*sample.Assignment
	piles []sample.ReaderPile
	group func(id string) string // a group in words
}

// Assign shows who reads what; notMet cases of the sample nobody reads. Grid is the filled grid that was marked, "" for none; said
// are the last words, with what to type next.
func Assign(a *sample.Assignment, notMet int, group func(id string) string, grid, said string, next report.Commands,
	explain bool) report.Document {
	w := assignWords{a, a.ByReader(), group}
	d := report.Document{Title: fmt.Sprintf("%s shared out to %s",
		phrase.Count(len(a.Cases), "case"), phrase.Count(len(a.Readers), "reader"))}
	if w.Days > 0 {
		d.Title += " over " + phrase.Count(w.Days, "day")
	}
	if w.Kept != nil {
		d.Title = fmt.Sprintf("%s shared out anew; %s with who had %s", phrase.Count(len(a.Cases)-len(w.Kept), "case"),
			phrase.Plural(len(w.Kept), "1 stays", fmt.Sprintf("%d stay", len(w.Kept))),
			phrase.Plural(len(w.Kept), "it", "them"))
		if notMet > 0 {
			d.Title += fmt.Sprintf("; %d %s as not met and %s not read", notMet, phrase.Plural(notMet, "counts", "count"), phrase.Plural(notMet, "is", "are"))
		}
	}
	d.Add(w.loads())
	within := "Every pile is within one case of its share of every category: the largest difference is %.2f cases."
	if w.Largest >= 1 {
		within = "The largest difference of a pile from its share of a category is %.2f cases."
	}
	chance := "The readers differ in " + w.unlike() + ", so each case's chance of a pile is not known exactly; the seed alone decided."
	if _, known := a.Chance(); known {
		chance = "Every case had the same chance of each pile, 1 in " + strconv.Itoa(len(w.piles)) + "."
	}
	if w.Kept != nil {
		within, chance = strings.Replace(within, "very pile is", "very reader's new cases are", 1), "What was read "+
			"or begun stays, and so does what its reader can still read as it was planned."
		within = strings.Replace(within, "of a pile from its share", "of a reader's new cases from their share", 1)
		within = strings.Replace(within, "one case of its share", "one case of their share", 1)
	}
	d.Add(report.Paragraph(fmt.Sprintf(within, w.Largest)+" "+chance),
		report.Paragraph("Each reader's order is random, so that who stops early has chosen nothing: read in the "+
			"order given. The seed is "+w.Seed+"."))
	if len(w.piles) <= mostPileColumns {
		d.Add(report.Heading(phrase.Either(w.Kept != nil, "What the new cases of each reader have of each category",
			"What the piles have of each category")), w.shares())
	}
	if w.Kept != nil {
		type row = sample.Assigned
		t := report.Fill(report.Table{}, only(a.Cases, func(c row) bool { return !slices.Contains(w.Kept, c.Case) }),
			report.Col("case", func(c row) string { return c.Case }),
			report.Col("read by", func(c row) string { return c.Reader + phrase.Either(c.Second != "", " and "+c.Second, "") }),
			report.Num("order", func(c row) int { return c.Order }),
			report.Col("day", func(c row) string { return DayName(w.Dates, c.Day) }))
		d.Add(report.Heading(phrase.Either(grid == "", "Shared out anew: mark these in the grid that is being filled",
			"Shared out anew, and so in "+grid)), t)
	}
	if explain {
		d.Add(report.Heading("Working"), w.working())
	}
	d.Add(report.Paragraph(said))
	if next != nil {
		d.Add(next)
	}
	return d
}

// loads is how much each reader has, and on which day.
func (w assignWords) loads() report.Table {
	type row = sample.ReaderPile
	var days []report.Column
	for day := range w.Days {
		days = append(days, report.Column{Name: DayName(w.Dates, day+1), Right: true})
	}
	stated := only(w.piles, func(p row) bool { return p.Most > 0 })
	t := report.Fill(report.Table{}, w.piles,
		report.Col("reader", whoReads),
		report.Num("cases", func(p row) int { return len(p.Cases) }),
		report.Several(days, func(p row) []string { return each(perDay(p, w.Days), strconv.Itoa) }),
		report.Num("room for more", func(p row) string { return phrase.Either(p.Most > 0, strconv.Itoa(p.Most-len(p.Cases)), "-") }).IfAny())
	unstated := only(w.piles, func(p row) bool { return p.Most == 0 && !p.Reader.Gone })
	t.NoteIf(len(stated) > 0 && len(unstated) > 0, "room for more: - for readers with no greatest number of cases stated")
	return t
}

// unlike says in what the readers differ.
func (w assignWords) unlike() string {
	differ := func(of func(sample.Reader) []int) bool {
		return slices.ContainsFunc(w.Readers, func(r sample.Reader) bool { return !slices.Equal(of(r), of(w.Readers[0])) })
	}
	var in []string
	if differ(func(r sample.Reader) []int { return append([]int{r.Capacity}, r.PerDay...) }) {
		in = append(in, "how many cases they can read")
	}
	if differ(func(r sample.Reader) []int { return r.Days }) {
		in = append(in, "the days on which they read")
	}
	if slices.ContainsFunc(w.Readers, func(r sample.Reader) bool { return len(r.Bars) > 0 }) {
		in = append(in, "the cases that they may not read")
	}
	return cmp.Or(And(in), "what they can read")
}

// whoReads names the reader or the pair of a pile, and says who is gone.
func whoReads(p sample.ReaderPile) string {
	switch r := p.Reader; {
	case r.Pair != "":
		return r.Name + " and " + r.Pair
	case r.Gone:
		return r.Name + " (gone)"
	default:
		return r.Name
	}
}

// perDay is how many cases of a pile are read on each of so many days.
func perDay(p sample.ReaderPile, days int) []int {
	out := make([]int, days)
	for _, c := range p.Cases {
		if c.Day > 0 {
			out[c.Day-1]++
		}
	}
	return out
}

// shares has a row for each category over all groups and a column for each pile.
func (w assignWords) shares() report.Table {
	type row = PileRow
	rows := PileRows(w.Assignment, w.group)
	piles := only(w.piles, func(p sample.ReaderPile) bool { return !p.Reader.Gone })
	heads := each(piles, func(p sample.ReaderPile) report.Column { return report.Column{Name: whoReads(p), Right: true} })
	t := report.Fill(report.Table{Notes: []string{"In brackets: the share of the pile, its part of the category's cases."}},
		only(rows, func(r row) bool { return !r.within }),
		report.Col("category", func(r row) string { return r.Category }),
		report.Several(heads, func(r row) []string {
			return each(piles, func(p sample.ReaderPile) string {
				of := r.Of[p.Reader.Name]
				return fmt.Sprintf("%d (%.2f)", of.Cases, of.Share)
			})
		}))
	t.NoteIf(slices.ContainsFunc(rows, func(r row) bool { return r.within }),
		"The piles are matched within each group too; the workbook of who reads what has every category.")
	return t
}

// working says how the piles came about.
func (w assignWords) working() (d report.Derivation) {
	const source = "the specification of the assignment, sample/README.md"
	n := len(w.Cases)
	sizes := each(w.piles, func(one sample.ReaderPile) string { return whoReads(one) + " " + strconv.Itoa(len(one.Cases)) })
	d.Add("The sizes of the piles", "in proportion to capacities where each reader has one, else to days, else equal; "+
		"whole numbers with the least sum of squared differences, within capacities and bars",
		"Harvey, Ladner, Lovász and Tamir 2006", phrase.First(mostCases, sizes, ", ", " and"), "%s, %s",
		phrase.Count(n, "case"), phrase.Count(len(w.piles), "pile"))
	for _, p := range w.Piles {
		if size := w.size(p.Reader); math.Abs(math.Abs(float64(p.Cases)-p.Share)-w.Largest) < 1e-6 {
			d.Add("The largest difference", "cases of a category in the pile - cases of the category in the sample × "+
				"cases of the pile / cases of the sample",
				"Cox 1987: controlled rounding", fmt.Sprintf("%.4f", float64(p.Cases)-p.Share),
				"%d - %d × %d / %d", p.Cases, p.All, size, n)
			break
		}
	}
	if chance, known := w.Chance(); known {
		d.Add("The chance of a pile for a case", "piles / piles squared: which reader has which pile is "+
			"shuffled by the seed", source,
			fmt.Sprintf("%.6f", chance), "1 / %d", len(w.piles))
	}
	if n > 0 {
		first := w.piles[0]
		d.Add("The order of reading", "cases in the order of the SHA-256 of the seed's hash and the case's id; days "+
			"have equal parts of it, earlier days one more", source,
			phrase.First(3, each(first.Cases, func(c sample.Assigned) string { return c.Case }), ", ", " and"), "the cases of %s, seed %s", whoReads(first), w.Seed)
	}
	return d
}

// size is how many cases a reader has.
func (w assignWords) size(reader string) int {
	for _, one := range w.piles {
		if one.Reader.Name == reader {
			return len(one.Cases)
		}
	}
	return 0
}
