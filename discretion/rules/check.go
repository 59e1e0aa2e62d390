package rules

import (
	"fmt"
	"slices"
	"strings"

	"onecase/sample"
	"onecase/sample/sheet"
)

// A Finding is one way in which a rule set contradicts itself.
type Finding struct {
	Where   string // the part of the rule set: "bands", "scoring.maximum", "standards.court.planning"
	Message string
}

// Findings are all the contradictions of one rule set. As an error it has a
// line for each.
type Findings []Finding

// Error gives the findings a line each.
func (fs Findings) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = "  " + f.Where + ": " + f.Message
	}
	return strings.Join(lines, "\n")
}

// add notes a finding.
func (fs *Findings) add(where, format string, args ...any) {
	*fs = append(*fs, Finding{where, fmt.Sprintf(format, args...)})
}

// Check holds a rule set against itself: what of its file could not be read, gaps
// and overlaps between bands, a stated maximum or number of standards that the
// standards do not give, references to what is not there, bands that no figure
// falls in, criteria that can never or always fire. It cannot tell whether the
// rules are the published ones; Sources are for that.
func (r *Set) Check() Findings {
	fs := slices.Clone(r.misread)
	if r.ID == "" {
		fs.add("id", "is missing")
	}
	r.checkGroups(&fs)
	r.checkTarget(&fs)
	r.checkDraw(&fs)
	r.checkRatings(&fs)
	r.checkBands(&fs)
	r.checkStandards(&fs)
	r.checkScoring(&fs)
	r.checkCriteria(&fs)
	r.checkSources(&fs)
	return fs
}

// checkGroups finds groups that share an id or a disposal, and windows that
// end before they begin.
func (r *Set) checkGroups(fs *Findings) {
	owner := map[string]string{}
	seen := map[string]bool{}
	for _, g := range r.Groups {
		where := "groups." + g.ID
		if g.ID == "" {
			where = "groups"
			fs.add(where, "a group has no id")
		}
		if seen[g.ID] {
			fs.add(where, "the id occurs twice")
		}
		seen[g.ID] = true
		for _, d := range g.Disposals {
			switch o, taken := owner[d]; {
			case taken && o == g.ID:
				fs.add(where, "disposal %q occurs twice", d)
			case taken:
				fs.add(where, "disposal %q belongs to %s as well", d, o)
			}
			owner[d] = g.ID
		}
		if !r.asksOf(g.ID) {
			fs.add(where, "no standard asks anything of its cases")
		}
		if w := g.Window; w != nil && (w.MinMonths < 0 || w.MaxMonths < w.MinMonths) {
			fs.add(where+".window", "runs from %d to %d months back; the first must not be the larger", w.MinMonths, w.MaxMonths)
		}
	}
	if all := slices.IndexFunc(r.Groups, func(g sample.Group) bool { return len(g.Disposals) == 0 }); all >= 0 && len(r.Groups) > 1 {
		fs.add("groups."+r.Groups[all].ID, "takes every disposal, so the other groups can have no case")
	}
}

// asksOf reports whether a question is asked of a group's cases; it is true where
// nothing is asked at all, for which there is a finding already.
func (r *Set) asksOf(group string) bool {
	return len(r.questions) == 0 || slices.ContainsFunc(r.questions, func(q Question) bool { return q.Group == group })
}

// checkSources finds sources of values that the rule set does not have.
func (r *Set) checkSources(fs *Findings) {
	values := r.valueNames()
	for _, s := range r.Sources {
		if s.Status != Read && s.Status != Inferred && s.Status != Unverified {
			fs.add("sources", "status %q is none of read, inferred, unverified", s.Status)
		}
		if len(s.Of) == 0 || s.Text == "" {
			fs.add("sources", "a source needs of, the values it is for, and text, where they stand")
		}
		for _, of := range s.Of {
			known := slices.ContainsFunc(values, func(v string) bool {
				return v == of || strings.HasPrefix(v, of+".")
			})
			if !known {
				fs.add("sources", "there is no value %q%s", of, sheet.DidYouMean(of, values))
			}
		}
	}
}
