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
	t, several := r.Target, len(r.Groups) > 1
	fs.when(t.Confidence < 0 || t.Confidence >= 1, "target.confidence", "%v is not a proportion below 1 (0.8 is 80%%)", t.Confidence)
	fs.when(t.Margin < 0 || t.Margin >= 1, "target.margin", "%v is not a proportion below 1 (0.05 is 5 points)", t.Margin)
	fs.when((t.Confidence == 0) != (t.Margin == 0), "target", "confidence and margin belong together; one of them is missing")

	known := t.Reading == EachGroup || t.Reading == Whole
	fs.when(t.Reading == "" && t.Margin > 0 && several, "target.reading",
		"is missing: does the precision hold for each-group, or for the whole?")
	fs.when(t.Reading != "" && !known, "target.reading", "%q is neither each-group nor whole", t.Reading)
	fs.when(known && t.Margin == 0, "target.reading", "says what a precision holds for, and none is stated")

	fs.when(t.Size < 0, "target.size", "%d cases cannot be read", t.Size)
	fs.when(t.Size > 0 && t.Margin > 0, "target", "fixes the number of cases and asks for a precision as well; only one of them can decide")
	fs.when(t.Size > 0 && t.Margin <= 0 && several && len(t.Split) == 0, "target.size",
		"fixes %d cases for %d groups, and there is no target.split of them", t.Size, len(r.Groups))
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
		fs.when(split[g.ID] == 0, "target.split", "leaves no case for %s", g.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(split)) {
		_, ok := r.Group(id)
		fs.when(!ok, "target.split", "there is no group %q%s", id, sheet.DidYouMean(id, r.GroupIDs()))
		fs.when(split[id] < 0, "target.split", "the share of %s is below 0", id)
	}
	fs.when(math.Abs(sum-1) > 1e-9, "target.split", "the shares of the groups make %.4g, not 1", sum)
}

// checkSizes finds least and most numbers of cases that cannot be, or of no group.
func (r *Set) checkSizes(fs *Findings) {
	t := r.Target
	for _, sizes := range []struct {
		where string
		of    map[string]int
	}{{"target.least", t.Least}, {"target.most", t.Most}} {
		for _, id := range slices.Sorted(maps.Keys(sizes.of)) {
			_, ok := r.Group(id)
			fs.when(!ok, sizes.where, "there is no group %q%s", id, sheet.DidYouMean(id, r.GroupIDs()))
			fs.when(sizes.of[id] < 1, sizes.where, "%d cases of %s are none", sizes.of[id], id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(t.Least)) {
		most, ok := t.Most[id]
		fs.when(ok && t.Least[id] > most, "target.least", "%d cases of %s are more than the most, %d", t.Least[id], id, most)
	}
	fs.when(t.Size > 0 && len(t.Least)+len(t.Most) > 0, "target", "fixes the number of cases, so least and most have no meaning")
}

// Variables are the roles that samples are matched on; another name is a column's
// header.
func Variables() []string {
	return append([]string{"gender", "disposal", "rosh", "safety"}, Holders()...)
}

// Holders are who can hold many cases, so that rules can cap them.
func Holders() []string { return []string{"manager", "team"} }

// checkDraw finds reserves, matching variables and caps that cannot be.
func (r *Set) checkDraw(fs *Findings) {
	fs.when(r.Reserves < 0, "reserves", "%v is below 0", r.Reserves)
	fs.when(r.Reserves > 1, "reserves", "%v is more reserves than cases; as a share of the sample 0.2 is 20%%", r.Reserves)
	variables, holders := Variables(), Holders()
	for i, m := range r.Match {
		fs.when(slices.Contains(r.Match[:i], m), "match", "%q occurs twice", m)
		meant := sheet.DidYouMean(m, variables)
		fs.when(meant != "" && !slices.Contains(variables, m), "match",
			"%q is not a variable that is known; there are %s, and the headers of lists%s", m, strings.Join(variables, ", "), meant)
	}
	for _, role := range slices.Sorted(maps.Keys(r.Caps)) {
		fs.when(!slices.Contains(holders, role), "caps."+role, "is none of %s", strings.Join(holders, ", "))
		fs.when(r.Caps[role] < 1, "caps."+role, "at most %d cases leaves none", r.Caps[role])
	}
}
