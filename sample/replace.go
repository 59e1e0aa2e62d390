package sample

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"onecase/stats"
	"onecase/stats/phrase"
)

// A Replacement is what was done about a case that could not be used. The record
// keeps them all, in order and unchanged.
type Replacement struct {
	Group   string   `json:"group"`
	Case    string   `json:"case"`
	By      string   `json:"by,omitempty"` // the reserve that took its place; "" when none did
	Reason  string   `json:"reason"`
	Policy  Policy   `json:"policy"`
	Shared  []string `json:"shared"`             // the variables in which both are of one category
	Largest float64  `json:"largest_difference"` // of the sample after it, in cases
	Seal    string   `json:"seal"`               // the digest of it and of all before it
}

// A Policy says what becomes of a case that cannot be used.
type Policy string

const (
	UseReserve    Policy = "replace"        // a reserve takes its place
	CountFailed   Policy = "failed"         // it stays, and counts as not meeting the standard
	NotAssessable Policy = "not-assessable" // it leaves, and nothing takes its place
)

func (p Policy) check() error {
	return must(slices.Contains([]Policy{UseReserve, CountFailed, NotAssessable}, p),
		"the policy %.40q is not one of replace, failed and not-assessable", p)
}

// Effect says what a policy does to an estimate.
func (p Policy) Effect() string {
	switch p {
	case CountFailed:
		return "The case stays in the sample and every question that applies to it is answered no. Shares of yes can " +
			"only come out too low; the sample size and every case's chance stay as they were."
	case NotAssessable:
		return "The sample is smaller by one and the margin wider. What is found holds for the cases that can be read, " +
			"and is off by as much as the others differ from them."
	}
	return "The sample size stays. What is found holds for the cases that can be read, and is off by as much as the " +
		"others differ from them; a reserve that is like the case narrows that, and does not remove it."
}

// Effect says what the replacement does to an estimate: if no reserve was left, the
// case is one that cannot be assessed.
func (p *Replacement) Effect() string {
	if p.Policy == UseReserve && p.By == "" {
		return NotAssessable.Effect()
	}
	return p.Policy.Effect()
}

const maxReason = 500 // bytes

// Replace deals with a case that cannot be used and appends what was done to the
// record. [UseReserve] takes the unused reserve that leaves the sample closest to
// every category's share: by the largest difference, then the sum of differences,
// then the reserves' order.
func (r *Record) Replace(id, reason string, policy Policy, at time.Time) (*Replacement, stats.Warnings, error) {
	p, warnings, err := r.replacement(NormalizeID(id), strings.TrimSpace(reason), policy)
	if err != nil {
		return nil, nil, err
	}
	p.Seal = r.sealNext(at, *p)
	r.Replacements = append(r.Replacements, *p)
	r.Times.Replaced = append(r.Times.Replaced, stamp(at))
	if slices.ContainsFunc(r.Reading(), func(a Assigned) bool { return a.Case == p.By && a.Reader == "" }) {
		warnings.Add("no-reader", "lift a bar, or add a reader, and share the sample out again",
			"no reader may read case %s", stats.ID(p.By))
	}
	return p, warnings, nil
}

// replacement works out what replacing a case does.
func (r *Record) replacement(id, reason string, policy Policy) (*Replacement, stats.Warnings, error) {
	if err := cmp.Or(
		policy.check(),
		must(reason != "", "a replacement needs a reason"),
		must(len(reason) <= maxReason, "the reason has %d bytes: at most %d are allowed", len(reason), maxReason),
		checkText("the reason", reason),
	); err != nil {
		return nil, nil, err
	}
	var alike []string
	for i := range r.Groups {
		g := &r.Groups[i]
		s, err := r.status(g.Group)
		if err != nil {
			return nil, nil, err
		}
		for _, c := range s.Sample {
			if LookOfID(c.ID) == LookOfID(id) {
				alike = append(alike, c.ID)
			}
		}
		if at := place(s.Sample, id); at >= 0 {
			p := &Replacement{Group: g.Group, Case: id, Reason: reason, Policy: policy, Shared: []string{}}
			warnings, err := r.fill(p, g, s, s.Sample[at])
			return p, warnings, err
		}
		if err := cmp.Or(
			must(place(s.Dropped, id) < 0, "case %q has left the sample already", id),
			must(place(s.Reserves, id) < 0, "case %q is a reserve, not in the sample", id),
		); err != nil {
			return nil, nil, err
		}
	}
	if alike != nil {
		return nil, nil, fmt.Errorf("case %q is not in the sample; if it is the case %s, write its id so", id,
			strings.Join(phrase.Each(alike, phrase.Quote), " or "))
	}
	return nil, nil, fmt.Errorf("case %q is not in the sample", id)
}

// fill finds the reserve, if the policy asks for one, and the balance afterwards.
func (r *Record) fill(p *Replacement, g *GroupDraw, s *Status, gone Chosen) (stats.Warnings, error) {
	var warnings stats.Warnings
	if p.Policy == UseReserve {
		best := r.bestReserve(g, s, gone)
		if best < 0 {
			message, fix := "the sample stays valid, and is smaller by one: no reserve is left",
				stats.Advise("draw more with %v", stats.Option{Name: "extend"})
			if len(s.Reserves) > 0 {
				message, fix = "the sample stays valid, and is smaller by one: every reserve that is left would break a cap", ""
			}
			warnings.Add("no-reserve", fix, "%s: %s", stats.ID(p.Group), message)
		} else {
			by := s.Reserves[best]
			p.By = by.ID
			for k, v := range g.Variables {
				if g.Cells[by.Cell].Values[k] == g.Cells[gone.Cell].Values[k] {
					p.Shared = append(p.Shared, v.Name)
				}
			}
		}
	}
	if gone.Forced && p.Policy != CountFailed {
		warnings.Add("forced-case-left", "",
			"the sample is no longer as it was designed: case %s, which was to be taken whatever the seed, has left it", p.Case)
	}
	if err := s.replace(p); err != nil {
		return nil, err
	}
	if p.Policy != CountFailed {
		r.warnLeast(&warnings, p, g, s, gone)
	}
	if len(s.Sample) > 0 {
		p.Largest = round9(largest(g.BalanceOf(s.Sample)))
	}
	return warnings, nil
}

// warnLeast warns of the least numbers that the sample falls below without a case.
func (r *Record) warnLeast(ws *stats.Warnings, p *Replacement, g *GroupDraw, s *Status, gone Chosen) {
	for _, a := range r.Design.AtLeast {
		have, below := g.below(a, s.Sample)
		if before, _ := g.below(a, append(slices.Clone(s.Sample), gone)); !below || before == have ||
			slices.Contains(p.Shared, a.Variable) {
			continue
		}
		more, fix := "", stats.Advise("draw LIST %v %v: what is missing is taken first", stats.Option{Name: "extend", Value: "RECORD"},
			stats.Option{Name: "size", Value: fmt.Sprintf("%s=%d", p.Group, len(s.Sample)+a.Count-have)})
		spare := slices.DeleteFunc(g.ofCategory(a, s.Reserves), func(c Chosen) bool { return !r.capsAllow(g, s, Chosen{ID: p.By}, c) })
		if len(spare) > 0 && p.By != "" {
			more = fmt.Sprintf("; reserve %s is of that category, but the rule took the one that keeps every variable's balance best", spare[0].ID)
		}
		if have+len(g.ofCategory(a, s.Dropped)) == g.eligible(a) {
			more, fix = more+"; the list has no other", ""
		}
		ws.Add("least-missed", fix, "%s: the sample is no longer as it was designed: it has %s of %s, and at least %d had to be in it%s",
			stats.ID(p.Group), caseCount(have), categoryID(a.Variable, a.Category), a.Count, more)
	}
}

// bestReserve returns the place of the reserve that keeps the balance best, or
// -1. It decides on integers: differences are counted in N-ths of a case.
func (r *Record) bestReserve(g *GroupDraw, s *Status, gone Chosen) int {
	n, N := int64(len(s.Sample)), int64(g.Population)
	counts := make([][]int64, len(g.Variables))
	for k, v := range g.Variables {
		counts[k] = make([]int64, len(v.Categories))
	}
	add := func(c Chosen, by int64) {
		for k, v := range g.Cells[c.Cell].Values {
			counts[k][v] += by
		}
	}
	for _, c := range s.Sample {
		add(c, 1)
	}
	add(gone, -1)
	best := -1
	var bestMost, bestSum int64
	for i, c := range s.Reserves {
		if !r.capsAllow(g, s, gone, c) {
			continue
		}
		add(c, 1)
		var most, total int64
		for k, v := range g.Variables {
			for j, category := range v.Categories {
				d := counts[k][j]*N - n*int64(category.Population)
				d = max(d, -d)
				most, total = max(most, d), total+d
			}
		}
		add(c, -1)
		if better := cmp.Or(cmp.Compare(most, bestMost), cmp.Compare(total, bestSum)); best < 0 || better < 0 {
			best, bestMost, bestSum = i, most, total
		}
	}
	return best
}

// capsAllow tells whether every cap is kept with a reserve in a case's place.
func (r *Record) capsAllow(g *GroupDraw, s *Status, gone, by Chosen) bool {
	for k, cap := range r.Design.Caps {
		held, holder := 1, g.Cells[by.Cell].Holders[k]
		for _, c := range s.Sample {
			if c.ID != gone.ID && g.Cells[c.Cell].Holders[k] == holder {
				held++
			}
		}
		if holder >= 0 && held > cap.Most {
			return false
		}
	}
	return true
}
