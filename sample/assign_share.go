package sample

import (
	"fmt"
	"slices"
	"strings"

	"onecase/sample/internal/piles"
	"onecase/stats"
	"onecase/stats/phrase"
)

// sharedCases are the cases of a sample with the categories that piles are matched on.
type sharedCases struct {
	cases []sharedCase // by id
	rows  []pileKey    // the categories
	total []int        // of each
	kept  []Assigned   // by those who are gone
}

type sharedCase struct {
	id   string
	rows []int
}

// A pileKey is a category that piles are matched on: a group, a category of a variable
// over all groups, or one within a group.
type pileKey struct{ group, variable, category string }

func (k pileKey) name() string {
	switch {
	case k.variable == "":
		return k.group
	case k.group == "":
		return k.variable + " " + k.category
	}
	return k.variable + " " + k.category + ", " + k.group
}

// place is the name with its ids as data.
func (k pileKey) place() string {
	switch {
	case k.variable == "":
		return stats.ID(k.group).Place()
	case k.group == "":
		return categoryID(k.variable, k.category).Place()
	}
	return categoryID(k.variable, k.category).Place() + ", " + stats.ID(k.group).Place()
}

// shared lists the sample as it now stands, but for what an assignment keeps. The categories are the groups, those over all
// groups and those within a group, in that order; of two with just the same cases the first.
func (r *Record) shared(a *Assignment) (*sharedCases, error) {
	out := &sharedCases{}
	var of [][]pileKey // per case
	var order [3][]pileKey
	total := map[pileKey]int{}
	several := len(r.Groups) > 1
	for i := range r.Groups {
		g := &r.Groups[i]
		s, err := r.Status(g.Group)
		if err != nil {
			return nil, err
		}
		if several {
			order[0] = append(order[0], pileKey{group: g.Group})
		}
		for _, v := range g.Variables {
			for _, c := range v.Categories {
				order[1] = append(order[1], pileKey{"", v.Name, c.Category})
				if several {
					order[2] = append(order[2], pileKey{g.Group, v.Name, c.Category})
				}
			}
		}
		for _, c := range s.Sample {
			if slices.Contains(s.Failed, c.ID) || a.kept(c.ID) {
				continue // nobody reads it, or it has a reader
			}
			its := []pileKey{{group: g.Group}}
			for k, v := range g.Values(c) {
				its = append(its, pileKey{"", g.Variables[k].Name, v}, pileKey{g.Group, g.Variables[k].Name, v})
			}
			for _, key := range its {
				total[key]++
			}
			out.cases, of = append(out.cases, sharedCase{id: c.ID}), append(of, its)
		}
	}
	number := map[pileKey]int{}
	for _, key := range slices.Concat(order[:]...) {
		_, again := number[key]
		if again || total[key] == 0 || key.group != "" && key.variable != "" &&
			total[key] == total[pileKey{"", key.variable, key.category}] {
			continue
		}
		number[key] = len(out.rows)
		out.rows, out.total = append(out.rows, key), append(out.total, total[key])
	}
	for c, its := range of {
		for _, key := range its {
			if r, ok := number[key]; ok {
				out.cases[c].rows = append(out.cases[c].rows, r)
			}
		}
	}
	slices.SortFunc(out.cases, func(a, b sharedCase) int { return strings.Compare(a.id, b.id) })
	return out, nil
}

// noRoom is the error of cases that no reader has room for.
func (s *sharedCases) noRoom(short *piles.Short, them []*pile) error {
	ids := phrase.Each(short.Cases, func(c int) string { return s.cases[c].id })
	names := phrase.Each(short.Piles, func(p int) string { return them[p].name() })
	named := phrase.First(mostNamed, ids, ", ", " and")
	switch {
	case len(short.Piles) == 0:
		return fmt.Errorf("no reader may read case %s: lift a bar, or add a reader", named)
	case len(short.Piles) == len(them):
		return fmt.Errorf("the readers have room for %s, and there are %d to share out: %d more are needed, so raise capacities or add a reader",
			caseCount(len(s.cases)-short.Missing), len(s.cases), short.Missing)
	}
	return fmt.Errorf("only %s may read %s, %s, and there is room for %d: %d more are needed, so lift a bar, raise a capacity or add a reader",
		phrase.First(mostNamed, names, ", ", " and"), caseCount(len(ids)), named, short.Room, short.Missing)
}

// mostNamed is how many cases or readers a message names.
const mostNamed = 12

// differences compares the piles with their shares and gives the largest difference in cases. It warns of those that are a case or more.
func (s *sharedCases) differences(sharing *piles.Sharing, them []*pile, warnings *stats.Warnings) (out []PileShare, largest float64) {
	have := make([]int, len(them)*len(s.rows))
	for c, p := range sharing.Pile {
		for _, r := range s.cases[c].rows {
			have[p*len(s.rows)+r]++
		}
	}
	n := len(s.cases)
	var beyond []string
	for p, pile := range them {
		for r, key := range s.rows {
			due := s.total[r] * sharing.Sizes[p] // in n-ths of a case
			one := PileShare{
				Reader: pile.readers[0].Name, Category: key.name(), Within: key.group != "" && key.variable != "",
				Cases: have[p*len(s.rows)+r], Share: float64(due) / float64(n), All: s.total[r],
				Group: key.group, Variable: key.variable, Value: key.category,
			}
			off := one.Cases*n - due
			off = max(off, -off)
			largest = max(largest, float64(off)/float64(n))
			if off >= n {
				beyond = append(beyond, fmt.Sprintf("%s of %s (%d, and its share is %.2f)", key.place(), pile.name(), one.Cases, one.Share))
			}
			out = append(out, one)
		}
	}
	if len(beyond) > 0 {
		why := "the cases were shared out by chance, but the readers' piles are less alike than they might be: no piles within one case of their shares were found"
		if sharing.None {
			bars := slices.ContainsFunc(them, func(p *pile) bool {
				return slices.ContainsFunc(p.readers, func(r *Reader) bool { return r.Bars != nil })
			})
			why = "the cases were shared out by chance, and the readers' piles are as alike as can be: no piles of these sizes" +
				phrase.Either(bars, ", where some readers may not read some cases,", "") + " are within one case of every share"
		}
		warnings.Add("pile-differs", "", "%s; the largest difference is %.2f cases: %s", why, largest,
			phrase.First(mostNamed, beyond, ", ", " and"))
	}
	return out, round9(largest)
}
