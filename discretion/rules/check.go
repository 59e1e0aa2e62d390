package rules

import (
	"fmt"
	"slices"
	"strings"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// A Finding is one way in which a rule set contradicts itself.
type Finding struct {
	Where   string `json:"where"`           // the part of the rule set: "bands", "scoring.maximum", "standards.court.planning"
	Message string `json:"message"`         // with the row
	Row     int    `json:"row" null:"zero"` // of the file, where it stands; 0 where nothing is written
}

// Findings are all the contradictions of a rule set; as an error, a line for each.
type Findings []Finding

// Error gives the findings a line each.
func (fs Findings) Error() string {
	return strings.Join(phrase.Each(fs, func(f Finding) string { return "  " + f.Where + ": " + f.Message }), "\n")
}

// add notes a finding.
func (fs *Findings) add(where, format string, args ...any) {
	*fs = append(*fs, Finding{Where: where, Message: fmt.Sprintf(format, args...)})
}

// when notes a finding if something is wrong.
func (fs *Findings) when(wrong bool, where, format string, args ...any) {
	if wrong {
		fs.add(where, format, args...)
	}
}

// Check finds contradictions in a rule set: what could not be read, gaps and overlaps
// between bands, wrong totals, references to what is not there, bands without a figure,
// criteria that never or always fire. Whether the rules are the published ones, see
// Sources.
func (r *Set) Check() Findings {
	fs := slices.Clone(r.misread)
	fs.when(r.ID == "", "id", "is missing")
	fs.when(r.namesake, "id", "%s is the id of published rules, and these decide otherwise: give them an id of their own", r.ID)
	if !r.tooLarge(&fs) {
		r.check(&fs)
	}
	r.place(fs)
	return fs
}

func (r *Set) check(fs *Findings) {
	for _, check := range []func(*Findings){r.checkGroups, r.checkTarget, r.checkSplit, r.checkSizes, r.checkDraw,
		r.checkRatings, r.checkScales,
		r.checkBands, r.checkStandards, r.checkLevels, r.checkCases, r.checkScoring, r.checkCriteria, r.checkLetter,
		r.checkSources, r.checkNothing} {
		check(fs)
	}
}

// The most that a rule set has: ratings, swings and workings of so much are quick.
const (
	mostStandards = 400
	mostQuestions = 2_000
	mostLevels    = 50
)

// tooLarge finds more standards, questions or levels than are worked with.
func (r *Set) tooLarge(fs *Findings) bool {
	before := len(*fs)
	fs.when(len(r.Standards) > mostStandards, "standards",
		"there are %d, and no rule set has more than %d (leave out those that are not used)", len(r.Standards), mostStandards)
	fs.when(len(r.questions) > mostQuestions, "standards",
		"there are %d questions, and no rule set has more than %d (leave out those that are not used)", len(r.questions), mostQuestions)
	if len(*fs) > before {
		return true
	}
	level := make([]int, len(r.Standards))
	for _, at := range r.partsFirst() {
		for _, id := range r.Standards[at].Parts {
			if part, ok := r.StandardIndex(id); ok {
				level[at] = max(level[at], level[part]+1)
			}
		}
		fs.when(level[at] == mostLevels+1, "standards."+r.Standards[at].ID, "is made of standards over more than %d levels", mostLevels)
	}
	return len(*fs) > before
}

// checkGroups finds groups that share an id or a disposal, and windows that run back.
func (r *Set) checkGroups(fs *Findings) {
	owner, seen := map[string]string{}, map[string]bool{}
	for _, g := range r.Groups {
		where := "groups." + g.ID
		if g.ID == "" {
			where = "groups"
			fs.add(where, "a group has no id")
		}
		fs.when(seen[g.ID], where, "the id occurs twice")
		seen[g.ID] = true
		for _, d := range g.Disposals {
			o, taken := owner[d]
			fs.when(taken && o == g.ID, where, "disposal %q occurs twice", d)
			fs.when(taken && o != g.ID, where, "disposal %q belongs to %s as well", d, o)
			owner[d] = g.ID
		}
		// Where nothing is asked at all there is a finding already.
		asked := func(q Question) bool { return q.Group == g.ID }
		fs.when(len(r.questions) > 0 && !slices.ContainsFunc(r.questions, asked), where, "no standard asks anything of its cases")
		if w := g.Window; w != nil {
			fs.when(w.MinMonths < 0 || w.MaxMonths < w.MinMonths, where+".window",
				"runs from %d to %d months back; the first must not be the larger", w.MinMonths, w.MaxMonths)
		}
	}
	all := slices.IndexFunc(r.Groups, func(g sample.Group) bool { return len(g.Disposals) == 0 })
	byDisposal := func(g sample.Group) bool { return len(g.Disposals) > 0 }
	if all >= 0 && slices.ContainsFunc(r.Groups, byDisposal) {
		fs.add("groups."+r.Groups[all].ID, "takes every disposal, so the other groups can have no case")
	}
}

// checkSources finds sources of values that the rule set does not have.
func (r *Set) checkSources(fs *Findings) {
	values := r.valueNames()
	for _, s := range r.Sources {
		fs.when(!slices.Contains([]Status{Read, Inferred, Own, Unverified}, s.Status), "sources",
			"status %q is none of read, inferred, own, unverified", s.Status)
		fs.when(len(s.Of) == 0 || s.Text == "", "sources", "a source needs of, the values it is for, and text, where they stand")
		for _, of := range s.Of {
			known := func(value string) bool { return value == of || strings.HasPrefix(value, of+".") }
			if !slices.ContainsFunc(values, known) {
				fs.add("sources", "there is no value %q%s", of, sheet.DidYouMean(of, values))
			}
		}
	}
}
