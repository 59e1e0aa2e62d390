package discretion

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"onecase/sample"
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

// Check holds a rule set against itself: gaps and overlaps between bands, a
// stated maximum or number of standards that the standards do not give,
// references to what is not there, criteria that can never or always fire. It
// cannot tell whether the rules are the published ones; Sources are for that.
func (r *RuleSet) Check() Findings {
	var fs Findings
	if r.ID == "" {
		fs.add("id", "is missing")
	}
	r.checkGroups(&fs)
	r.checkTarget(&fs)
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
func (r *RuleSet) checkGroups(fs *Findings) {
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
			if o, taken := owner[d]; taken {
				fs.add(where, "disposal %q belongs to %s as well", d, o)
			}
			owner[d] = g.ID
		}
		if w := g.Window; w != nil && (w.MinMonths < 0 || w.MaxMonths < w.MinMonths) {
			fs.add(where+".window", "runs from %d to %d months back; the first must not be the larger", w.MinMonths, w.MaxMonths)
		}
	}
	if all := slices.IndexFunc(r.Groups, func(g sample.Group) bool { return len(g.Disposals) == 0 }); all >= 0 && len(r.Groups) > 1 {
		fs.add("groups."+r.Groups[all].ID, "takes every disposal, so the other groups can have no case")
	}
}

// checkTarget finds sizes and precisions that cannot be.
func (r *RuleSet) checkTarget(fs *Findings) {
	t := r.Target
	if t.Confidence < 0 || t.Confidence >= 1 {
		fs.add("target.confidence", "%v is not a proportion below 1 (0.8 is 80%%)", t.Confidence)
	}
	if t.Margin < 0 || t.Margin >= 1 {
		fs.add("target.margin", "%v is not a proportion below 1 (0.05 is 5 points)", t.Margin)
	}
	if (t.Confidence == 0) != (t.Margin == 0) {
		fs.add("target", "confidence and margin belong together; one of them is missing")
	}
	if t.Size < 0 {
		fs.add("target.size", "%d cases cannot be read", t.Size)
	}
	if t.Reading != "" && t.Reading != EachGroup && t.Reading != Whole {
		fs.add("target.reading", "%q is neither each-group nor whole", t.Reading)
	}
	if len(t.Split) > 0 {
		sum := 0.0
		for _, g := range r.Groups {
			sum += t.Split[g.ID]
		}
		for id, share := range t.Split {
			if _, ok := r.Group(id); !ok {
				fs.add("target.split", "there is no group %q", id)
			}
			if share < 0 {
				fs.add("target.split", "the share of %s is below 0", id)
			}
		}
		if math.Abs(sum-1) > 1e-9 {
			fs.add("target.split", "the shares of the groups make %.4g, not 1", sum)
		}
	}
	if r.Reserves < 0 {
		fs.add("reserves", "%v is below 0", r.Reserves)
	}
	for i, m := range r.Match {
		if slices.Contains(r.Match[:i], m) {
			fs.add("match", "%q occurs twice", m)
		}
	}
	for role, most := range r.Caps {
		if most < 1 {
			fs.add("caps."+role, "at most %d cases leaves none", most)
		}
	}
}

// checkRatings finds a scale that does not rise.
func (r *RuleSet) checkRatings(fs *Findings) {
	for i, rt := range r.Ratings {
		if rt.ID == "" {
			fs.add("ratings", "rating %d has no id", i+1)
		}
		if j, _ := r.RatingIndex(rt.ID); j != i {
			fs.add("ratings."+rt.ID, "the id occurs twice")
		}
		if i > 0 && rt.Score <= r.Ratings[i-1].Score {
			fs.add("ratings."+rt.ID, "scores %d, not more than %s before it (the worst comes first)", rt.Score, r.Ratings[i-1].ID)
		}
	}
}

// checkStandards finds standards without questions, or in no group.
func (r *RuleSet) checkStandards(fs *Findings) {
	if len(r.Standards) == 0 {
		fs.add("standards", "there is none")
	}
	for i, st := range r.Standards {
		where := "standards." + st.ID
		if j, _ := r.StandardIndex(st.ID); j != i {
			fs.add(where, "the id occurs twice")
			continue
		}
		if st.Judged && len(st.Questions) > 0 {
			fs.add(where, "is judged directly and has questions as well")
		}
		if !st.Judged && len(st.Questions) == 0 {
			fs.add(where, "has no question and is not judged directly, so it can have no rating")
		}
		if _, ok := r.Group(st.Group); !ok && !st.Judged {
			fs.add(where, "there is no group %q%s", st.Group, didYouMean(st.Group, r.groupIDs()))
		}
		if st.NotRated != "" && st.NotRated != NoCases {
			fs.add(where, "not_rated_when %q is not known; %q is", st.NotRated, NoCases)
		}
		if st.Judged && len(r.Ratings) == 0 {
			fs.add(where, "is judged directly, but there are no ratings to give it")
		}
		seen := map[string]bool{}
		for _, q := range st.Questions {
			if seen[q.ID] {
				fs.add(where, "question %s occurs twice", q.ID)
			}
			seen[q.ID] = true
		}
	}
}

func (r *RuleSet) groupIDs() []string {
	ids := make([]string, len(r.Groups))
	for i, g := range r.Groups {
		ids[i] = g.ID
	}
	return ids
}

// checkSources finds sources of values that the rule set does not have.
func (r *RuleSet) checkSources(fs *Findings) {
	values := r.valueNames()
	for _, s := range r.Sources {
		if s.Status != Read && s.Status != Inferred && s.Status != Unverified {
			fs.add("sources", "status %q is none of read, inferred, unverified", s.Status)
		}
		for _, of := range s.Of {
			known := slices.ContainsFunc(values, func(v string) bool {
				return v == of || strings.HasPrefix(v, of+".")
			})
			if !known {
				fs.add("sources", "there is no value %q%s", of, didYouMean(of, values))
			}
		}
	}
}
