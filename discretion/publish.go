package discretion

import (
	"errors"
	"fmt"
	"slices"

	"onecase/discretion/rules"
)

// Withheld says what of an inspection is not shown, as it would show fewer than so many
// cases.
//
// What is disclosive is a number of cases: of a question those judged yes, those judged no
// and those that it does not apply to. Fewer than FewerThan yes or no cases, none among
// them, tell of each of these cases, or of all others; a question that some cases are not
// asked, fewer than FewerThan, tells who these are. The counts of such a question are withheld together, with
// everything that follows from them: its percentage, limits, band and swing, and of its
// standard all but the rating. Which of the three numbers is small is not said, so that none
// is known to be.
//
// So is what an answer made of several items and one of these, or another answer made of them, set
// apart. Where that is fewer than FewerThan cases, or one of them is withheld, the answer alone is shown.
//
// The law: let an attacker have every result of the published inspection, in every format.
// He knows of a withheld question what the ratings, the sizes of the groups and the questions that
// are shown tell, and no more: where these leave a span of FewerThan to the number of yes, of no or of other
// cases, all results together do. Nothing else enters, as [Inspection.Publish] makes an
// inspection of these alone and all results are worked out from it. Who knows this rule too, and that the question
// would be shown otherwise, can rule out one value more. A rating is published in any case, and tells
// what it tells: Outstanding in a group of six cases is at most one no on each question.
//
// Sources: Hundepool et al. (2012), Statistical Disclosure Control, sections 4.2 (threshold rule)
// and 4.4 (secondary suppression).
type Withheld struct {
	FewerThan int
	Questions []string // ids, in the rules' order

	ratings map[string]string // before discretion, of the standards that the questions rate
}

// Rating gives the rating, before discretion, of a standard all else of which is withheld.
func (w *Withheld) Rating(standard string) (rating string, withheld bool) {
	if w == nil {
		return "", false
	}
	rating, withheld = w.ratings[standard]
	return rating, withheld
}

// Standards are those of which all but the rating is withheld, in the rules' order.
func (w *Withheld) Standards(set *rules.Set) (ids []string) {
	for _, st := range set.Standards {
		if _, ok := w.Rating(st.ID); ok {
			ids = append(ids, st.ID)
		}
	}
	return ids
}

// LeastPublished is the least number of cases that publishing can be asked to keep.
const LeastPublished = 2

// Publish gives the inspection as it can be shown to anyone: without answers case by case,
// reasons of the panel and warnings, and without the counts of questions that would show
// fewer than so many cases; see [Withheld]. All that is worked out from it is worked
// out from what is shown and the ratings.
func (ins *Inspection) Publish(fewerThan int, rounding rules.Rounding) (*Inspection, error) {
	if fewerThan < LeastPublished {
		return nil, fmt.Errorf("to withhold fewer than %d cases withholds nothing: it has to be at least %d", fewerThan, LeastPublished)
	}
	if slices.ContainsFunc(ins.Results.Questions, func(r Result) bool { return r.Waiting > 0 }) {
		return nil, errors.New("answers are not in yet, and each publication more would show what came in between: publish the inspection when it is done")
	}
	a, err := NewAssessor(ins, Options{Rounding: rounding})
	if err != nil {
		return nil, err
	}
	whole, err := Assess(ins, Options{Rounding: rounding})
	if err != nil {
		return nil, err
	}
	out := ins.Clone()
	out.Results.Grid, out.Warnings, out.Decisions = nil, nil, slices.Clone(ins.Decisions)
	for i := range out.Decisions {
		out.Decisions[i].Reason = ""
	}
	w := &Withheld{FewerThan: fewerThan, ratings: map[string]string{}}
	for _, g := range ins.Rules.Groups {
		size := ins.Groups[g.ID]
		size.Sample = a.Sampled(g.ID)
		out.Groups[g.ID] = size
	}
	questions, results := ins.Rules.Questions(), out.Results.Questions
	hide := func(i int) {
		q := questions[i]
		results[i] = results[i].Emptied()
		results[i].Known = Hidden
		if at, _ := ins.Rules.StandardIndex(q.Standard); !q.Information && ins.Rules.RatesQuestions() {
			w.ratings[q.Standard] = whole.Standards[at].Computed
		}
	}
	for i, q := range questions {
		r := a.Results[i]
		r.same, r.fitting, r.Place = nil, nil, Place{}
		if r.Known == Answered {
			r.Known = Counted
		}
		if results[i] = r; r.Known != NoResult && r.shows(fewerThan, out.Groups[q.Group]) {
			hide(i)
		}
	}
	for again := true; again; {
		again = false
		for i := range questions {
			for _, j := range tellTogether(ins.Rules, i, results, out.Groups[questions[i].Group], fewerThan) {
				hide(j)
				again = true
			}
		}
	}
	for i, r := range results {
		if r.Known == Hidden {
			w.Questions = append(w.Questions, questions[i].ID)
		}
	}
	out.Withheld = w
	return out, nil
}

// shows tells whether a result of a group shows fewer than so many cases. A percentage
// without its number of cases may be of very few.
func (r Result) shows(fewerThan int, group GroupSize) bool {
	if !r.HasCount() {
		return true
	}
	if r.levels > 0 && slices.Min(r.AtLevels()) < fewerThan { // of answers with points every level is a number of cases
		return true
	}
	few := func(n int) bool { return n > 0 && n < fewerThan }
	other := group.Sample - r.Of
	return r.Yes < fewerThan || r.Of-r.Yes < fewerThan || few(other) ||
		r.Population > 0 && (few(group.Population-r.Population) || few(group.Population-r.Population-other))
}

// tellTogether are the questions to be withheld beside an answer that is made of several items: these
// items and what else is made of any of them, where one is withheld, which the others would give back,
// or where two of them set fewer than so many cases apart.
func tellTogether(set *rules.Set, at int, results []Result, group GroupSize, fewerThan int) (shown []int) {
	items := set.Items(at)
	if len(items) < 2 {
		return nil
	}
	whole := results[at]
	few, apart := whole.Known == Hidden, func(a, b int) bool { return max(a-b, b-a) < fewerThan }
	neither := group.Sample + whole.Yes // of two items that apply to every case
	for j, r := range results {
		if j < at && slices.Equal(set.Items(j), items) {
			return nil // the first is shown
		}
		if j == at || !slices.Contains(items, j) &&
			!slices.ContainsFunc(items, func(item int) bool { return slices.Contains(set.Items(j), item) }) {
			continue
		}
		if r.Known == Hidden {
			few = true
		}
		if !r.HasCount() {
			continue
		}
		shown = append(shown, j)
		few = few || whole.HasCount() && (apart(whole.Yes, r.Yes) || apart(whole.Of-whole.Yes, r.Of-r.Yes))
		for _, k := range shown {
			few = few || slices.Contains(items, j) != slices.Contains(items, k) &&
				(apart(r.Yes, results[k].Yes) || apart(r.Of-r.Yes, results[k].Of-results[k].Yes))
		}
		if slices.Contains(items, j) {
			neither -= r.Yes
		}
	}
	if !few && !(len(items) == 2 && apart(neither, 0)) {
		return nil
	}
	return shown
}

// Behind are the standards whose rating hangs on what is withheld, by their places: those
// of Standards and all that are made of them.
func (w *Withheld) Behind(set *rules.Set) []bool {
	behind := make([]bool, len(set.Standards))
	for again := w != nil; again; {
		again = false
		for i, st := range set.Standards {
			_, own := w.Rating(st.ID)
			hangs := own || slices.ContainsFunc(st.Parts, func(id string) bool { at, ok := set.StandardIndex(id); return ok && behind[at] })
			again = again || hangs != behind[i]
			behind[i] = hangs
		}
	}
	return behind
}

// withhold takes away the swings that would count cases of what is withheld.
func (a *Assessor) withhold() {
	for i, behind := range a.Inspection.Withheld.Behind(a.Rules) {
		if st := &a.out.Standards[i]; behind {
			st.Up, st.Down, st.Withheld = nil, nil, true
		}
	}
	if a.out.SwingWithheld() {
		a.out.Up, a.out.Down = nil, nil
	}
}

// SwingWithheld tells whether what would change the overall rating is withheld.
func (a *Assessment) SwingWithheld() bool {
	return slices.ContainsFunc(a.Standards, func(st StandardAssessment) bool { return st.Counted && st.Withheld })
}
