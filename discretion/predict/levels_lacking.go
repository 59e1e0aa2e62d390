package predict

import (
	"errors"
	"fmt"

	"onecase/discretion/rules"
	"onecase/stats"
)

// ErrTableOfSample is the error of rules that decide by a table for the numbers of cases of
// a sample. A second reading can be asked for: see Agreement.
var ErrTableOfSample = errors.New("the rules decide by a table for the numbers of cases of a sample, and do not say what a larger number of cases would be rated; what a second reading of the same cases would find can be asked for")

// foretells reports whether the bands of a question are foretold: it is rated, its table, if it
// has one, has every number of cases that it can come to, and its points, if it has some, are
// followed.
func (e *estimator) foretells(at int) bool { return e.Scales[at].Bands() > 0 && !e.unforetold[at] }

// findLacking finds the standards that have results and no chances, and warns of them.
func (e *estimator) findLacking() error {
	tables, others := 0, 0
	for i, st := range e.Rules.Standards {
		if _, judged := e.Inspection.Judged[st.ID]; judged {
			continue
		}
		for _, q := range st.Questions {
			if !e.Results[q.Place].HasCount() || e.Scales[q.Place].Bands() == 0 {
				continue
			}
			p := e.prediction(q.Place)
			if q.HasPoints() {
				if why := e.whyNoPoints(q.Place); why != "" {
					e.unforetold[q.Place] = true
					e.lacking[i] = stats.ID(q.ID).Place() + ": " + why
					continue
				}
			}
			if !e.hasRows(q.Place, p) {
				e.unforetold[q.Place], tables = true, tables+1
				e.lacking[i] = "the table of " + stats.ID(q.ID).Place() + " has no row for some number of cases that it can come to"
				continue
			}
			others++
			if st.Combine == rules.Mean && e.o.Agreement == 0 && (p.unread.endless || p.tooMany()) {
				e.lacking[i] = "it is a mean of percentages, and the number of eligible cases of " +
					stats.ID(q.ID).Place() + " is not known"
			}
		}
	}
	if tables > 0 && others == 0 && !e.o.ofSample {
		return fmt.Errorf("%s: %w", e.Rules.ID, ErrTableOfSample)
	}
	return nil
}

// warnLacking names the standards that have results and no chances.
func (e *estimator) warnLacking() {
	for i, why := range e.lacking {
		if why != "" {
			e.out.Warnings.Add("no-chances", "", "there are no chances for %s: %s", stats.ID(e.Rules.Standards[i].ID), why)
		}
	}
}

// hasRows tells whether a question has a band whatever number of cases it can come to.
func (e *estimator) hasRows(at int, p prediction) bool {
	s := e.Scales[at]
	least, most := p.of, p.of
	switch {
	case !s.ByTable():
		return true
	case e.o.Agreement > 0:
	case p.unread.endless:
		return false
	case p.unread.known, p.of == p.unread.read && e.o.More == 0:
		least, most = p.of+p.unread.cases, p.of+p.unread.cases
	default:
		most += p.unread.cases
	}
	if e.o.More > 0 {
		least = p.of
	}
	for n := least; n <= most; n++ {
		if s.Band(0, n) == rules.Unbanded {
			return false
		}
	}
	return true
}
