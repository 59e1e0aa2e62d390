package rules

import (
	"maps"
	"math"
	"slices"
	"strings"

	"onecase/sample/sheet"
)

// checkTarget finds sizes and precisions that cannot be.
func (r *Set) checkTarget(fs *Findings) {
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
	switch {
	case t.Reading == "" && t.Margin > 0 && len(r.Groups) > 1:
		fs.add("target.reading", "is missing: does the precision hold for each-group, or for the whole?")
	case t.Reading != "" && t.Reading != EachGroup && t.Reading != Whole:
		fs.add("target.reading", "%q is neither each-group nor whole", t.Reading)
	case t.Reading != "" && t.Margin == 0:
		fs.add("target.reading", "says what a precision holds for, and none is stated")
	}
	switch {
	case t.Size < 0:
		fs.add("target.size", "%d cases cannot be read", t.Size)
	case t.Size > 0 && t.Margin > 0:
		fs.add("target", "fixes the number of cases and asks for a precision as well; only one of them can decide")
	case t.Size > 0 && len(r.Groups) > 1 && len(t.Split) == 0:
		fs.add("target.size", "fixes %d cases for %d groups, and there is no target.split of them", t.Size, len(r.Groups))
	}
	r.checkSplit(fs)
}

// checkSplit finds shares of the cases that do not make a whole.
func (r *Set) checkSplit(fs *Findings) {
	split := r.Target.Split
	if len(split) == 0 {
		return
	}
	sum := 0.0
	for _, g := range r.Groups {
		sum += split[g.ID]
		if split[g.ID] == 0 {
			fs.add("target.split", "leaves no case for %s", g.ID)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(split)) {
		if _, ok := r.Group(id); !ok {
			fs.add("target.split", "there is no group %q%s", id, sheet.DidYouMean(id, r.GroupIDs()))
		}
		if split[id] < 0 {
			fs.add("target.split", "the share of %s is below 0", id)
		}
	}
	if math.Abs(sum-1) > 1e-9 {
		fs.add("target.split", "the shares of the groups make %.4g, not 1", sum)
	}
}

// Variables are what rules can match a sample on by its role in a list: the
// classifications of a case, and who holds it. Any other name is a column's header.
func Variables() []string {
	return append([]string{"gender", "disposal", "rosh", "safety"}, Holders()...)
}

// Holders are who can hold many cases, so that rules can cap them.
func Holders() []string { return []string{"manager", "team"} }

// checkDraw finds reserves, matching variables and caps that cannot be.
func (r *Set) checkDraw(fs *Findings) {
	switch {
	case r.Reserves < 0:
		fs.add("reserves", "%v is below 0", r.Reserves)
	case r.Reserves > 1:
		fs.add("reserves", "%v is more reserves than cases; as a share of the sample 0.2 is 20%%", r.Reserves)
	}
	variables, holders := Variables(), Holders()
	for i, m := range r.Match {
		if slices.Contains(r.Match[:i], m) {
			fs.add("match", "%q occurs twice", m)
		}
		if meant := sheet.DidYouMean(m, variables); meant != "" && !slices.Contains(variables, m) {
			fs.add("match", "%q is not a variable that is known; there are %s, and the headers of lists%s", m, strings.Join(variables, ", "), meant)
		}
	}
	for _, role := range slices.Sorted(maps.Keys(r.Caps)) {
		if !slices.Contains(holders, role) {
			fs.add("caps."+role, "is none of %s", strings.Join(holders, ", "))
		}
		if r.Caps[role] < 1 {
			fs.add("caps."+role, "at most %d cases leaves none", r.Caps[role])
		}
	}
}
