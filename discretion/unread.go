package discretion

import (
	"fmt"

	"onecase/discretion/rules"
	"onecase/stats"
)

// countUnread counts, for groups in progress, the cases that rules of fixed size still
// ask for.
func (a *Assessor) countUnread() {
	a.unread = make([]int, len(a.Results))
	if a.Rules.Target.Size == 0 {
		return
	}
	for _, g := range a.Rules.Groups {
		wanted, read := a.wanted(g.ID), a.Sampled(g.ID)
		for i, q := range a.Rules.Questions() {
			if q.Group == g.ID && read > 0 {
				a.unread[i] = max(wanted-read, 0) + a.Inspection.Results.Grid.Waiting(i)
			}
		}
	}
}

// wanted is how many cases of a group fixed-size rules ask for, at most its population.
func (a *Assessor) wanted(group string) int {
	return a.Rules.FixedSize(group, a.Inspection.Groups[group].Population)
}

// bounds gives the bands of a question if every case still to be read were no, and yes.
// They are equal where none is left, or where those left cannot change the band.
func (a *Assessor) bounds(s *rules.Scale, q int) (worst, best int) {
	r, left := a.Results[q], a.unread[q]
	if left == 0 || !r.HasCount() {
		worst = bandOf(s, r)
		return worst, worst
	}
	count := r.count(s)
	return s.Band(count, r.Of+left), s.Band(count+left*s.Span(), r.Of+left)
}

// bandsUnder gives the band of every question on its scale, that of the printed percentage
// where no count has it. A question has the band that cases still to be read cannot
// change; the questions of a standard whose rating those cases decide have none.
func (a *Assessor) bandsUnder(scales []*rules.Scale) []int {
	bands, best := make([]int, len(a.Results)), make([]int, len(a.Results))
	for q := range a.Results {
		bands[q], best[q] = a.bounds(scales[q], q)
	}
	for i, st := range a.Rules.Standards {
		qs := banded(st, bands)
		if _, withheld := a.Inspection.Withheld.Rating(st.ID); withheld { // rated in another way
			for _, q := range qs {
				bands[q] = rules.Unbanded
			}
			continue
		}
		if !a.Rater.Plain(i) || len(qs) == 0 || lowest(qs, bands) == lowest(qs, best) {
			continue
		}
		for _, q := range qs {
			bands[q] = rules.Unbanded
		}
	}
	return bands
}

// NotEnough says why too few cases were read to rate a standard; "" where enough were.
func (a *Assessor) NotEnough(st rules.Standard) string {
	for _, q := range st.Questions {
		if worst, best := a.bounds(a.Scales[q.Place], q.Place); worst != best {
			return fmt.Sprintf("not enough cases: %d of the %d that the rules ask for were read, and the others decide between %s and %s",
				a.Sampled(st.Group), a.wanted(st.Group), ratingName(a.ratings(q.Place), worst), ratingName(a.ratings(q.Place), best))
		}
	}
	return ""
}

// notEnoughFix says what to do about cases that are still to be read.
const notEnoughFix stats.Remedy = "read the others; if they were read, and no question given applies to all, an inspection file can say how many there are: sample, below its group"

// ratingName is the name of a band's rating.
func ratingName(scale []rules.Rating, band int) string {
	if band == rules.Unbanded {
		return "no rating"
	}
	return scale[band].Name
}
