package rules

import (
	"fmt"

	"onecase/stats/phrase"
)

// Combine says how the questions or parts of a standard make its rating, and how the
// standards that count make the overall one.
type Combine string

const (
	Lowest  Combine = "lowest"  // the lowest rating
	Sum     Combine = "sum"     // the sum of the scores
	Mean    Combine = "mean"    // the mean of the scores, or of the questions' percentages
	Percent Combine = "percent" // the sum of the scores in percent of the highest there can be
)

// A NamedScale is a scale of ratings beside Set.Ratings.
type NamedScale struct {
	ID      string   `toml:"id" json:"id"`
	Ratings []Rating `toml:"ratings" json:"ratings"` // worst first
}

// A Decided is a row of a table by number of cases, which stands in place of bands.
type Decided struct {
	Cases int   `toml:"cases" json:"cases"` // answered
	Yes   []int `toml:"yes" json:"yes"`     // the fewest yes answers of each rating above the worst
}

// A Limit holds a rating down where parts have such ratings.
type Limit struct {
	Among     []string `toml:"among" json:"among"`             // the parts it looks at; empty: all
	AtOrBelow string   `toml:"at_or_below" json:"at_or_below"` // counted are parts with this rating or a worse one
	Count     int      `toml:"count" json:"count"`             // it holds where so many are at or below; 0: one
	AtOrAbove string   `toml:"at_or_above" json:"at_or_above"` // or counted are those with this rating or a better one
	FewerThan int      `toml:"fewer_than" json:"fewer_than"`   // it holds where fewer are at or above
	AtMost    string   `toml:"at_most" json:"at_most"`         // the best rating there can be then
}

// Own bands, tables and scales: a question's before its standard's before the set's.

// RatingsOf gives the scale of a standard, by its place, worst first.
func (r *Set) RatingsOf(standard int) []Rating { return r.ScaleNamed(r.Standards[standard].Scale) }

// OverallRatings gives the scale of the overall rating, worst first.
func (r *Set) OverallRatings() []Rating {
	if r.Scoring == nil {
		return r.Ratings
	}
	return r.ScaleNamed(r.Scoring.Scale)
}

// ScaleNamed gives a scale by its id, that of Ratings for "".
func (r *Set) ScaleNamed(id string) []Rating {
	if id == "" {
		return r.Ratings
	}
	s, _ := first(r.Scales, func(s NamedScale) bool { return s.ID == id })
	return s.Ratings
}

// ratingIn gives the place of a rating in a scale.
func ratingIn(scale []Rating, id string) (int, bool) { return place(ratingIDs(scale), id) }

func ratingIDs(scale []Rating) []string {
	return phrase.Each(scale, func(rt Rating) string { return rt.ID })
}

// RatingNamed gives a rating of any scale by its id. A rating that two scales have is
// called the same in both.
func (r *Set) RatingNamed(id string) (Rating, bool) {
	if at, ok := r.RatingIndex(id); ok {
		return r.Ratings[at], true
	}
	for _, s := range r.Scales {
		if at, ok := ratingIn(s.Ratings, id); ok {
			return s.Ratings[at], true
		}
	}
	return Rating{}, false
}

// RatesQuestions tells whether any question has bands or a table.
func (r *Set) RatesQuestions() bool {
	for _, q := range r.questions {
		if bands, decide := r.bandsOf(q.Place); len(bands)+len(decide) > 0 {
			return true
		}
	}
	return len(r.Bands) > 0
}

// bandsOf gives the bands, or the table, of a question by its place.
func (r *Set) bandsOf(place int) ([]Band, []Decided) {
	q := &r.questions[place]
	if q.Information {
		return nil, nil
	}
	if len(q.Bands)+len(q.Decide) > 0 {
		return q.Bands, q.Decide
	}
	if at, ok := r.StandardIndex(q.Standard); ok {
		if st := &r.Standards[at]; len(st.Bands)+len(st.Decide) > 0 {
			return st.Bands, st.Decide
		}
	}
	return r.Bands, r.Decide
}

// shared tells whether two lists are one and the same, and not empty.
func shared[T any](a, b []T) bool { return len(a) > 0 && len(b) > 0 && &a[0] == &b[0] }

// ScaleOf gives the bands of a question, by its place, with another rounding where one is
// given. Its bands are numbered as the ratings of its standard are; some may not be used.
func (r *Set) ScaleOf(place int, rounding Rounding) *Scale {
	scale := r.Ratings
	if at, ok := r.StandardIndex(r.questions[place].Standard); ok {
		scale = r.RatingsOf(at)
	}
	bands, decide := r.bandsOf(place)
	return r.withPoints(r.scaleOver(scale, bands, decide, rounding), r.questions[place])
}

// Scales of every question, in the order of Questions. Those of the set's own bands are
// one and the same.
func (r *Set) QuestionScales(rounding Rounding) []*Scale {
	scales, plain := make([]*Scale, len(r.questions)), r.Scale(rounding)
	for at, q := range r.questions {
		bands, _ := r.bandsOf(at)
		st, _ := r.StandardIndex(q.Standard)
		scales[at] = plain
		if q.HasPoints() || r.Standards[st].Scale != "" || !shared(bands, r.Bands) {
			scales[at] = r.ScaleOf(at, rounding)
		}
	}
	return scales
}

// Weighs is how often the score of a standard counts.
func (st Standard) Weighs() int { return max(st.Weight, 1) }

// figured tells whether bands of a standard are of its own figure and not of its
// questions.
func (st Standard) figured() bool { return len(st.Parts) > 0 }

// RatingIn gives the place of a rating in the scale of a standard.
func (r *Set) RatingIn(standard, rating string) (int, bool) {
	at, _ := r.StandardIndex(standard)
	return ratingIn(r.RatingsOf(at), rating)
}

// OwnBands tells whether any question has other bands than those of the set.
func (r *Set) OwnBands() bool {
	for at := range r.questions {
		if bands, decide := r.bandsOf(at); len(bands)+len(decide) > 0 && !shared(bands, r.Bands) {
			return true
		}
	}
	return false
}

// LimitWords puts a limit in a sentence without its end: where any of these is Inadequate
// or worse, at most Good. The standard is that of the limit, or Overall.
func (r *Set) LimitWords(standard int, l Limit) string {
	name := func(id string) string {
		if rt, ok := r.RatingNamed(id); ok && rt.Name != "" {
			return rt.Name
		}
		return id
	}
	these := "the questions"
	if standard == Overall {
		these = "the standards that count"
	} else if len(r.Standards[standard].Parts) > 0 {
		these = "its parts"
	}
	if len(l.Among) > 0 {
		these = phrase.First(20, phrase.Each(l.Among, func(id string) string {
			if _, ok := r.QuestionIndex(id); standard != Overall && !ok {
				if at, ok := r.QuestionIndex(r.Standards[standard].ID + "." + id); ok {
					return Continued(r.questions[at].Title())
				}
			}
			return Continued(r.Title(id))
		}), ", ", " and")
	}
	rating := name(l.AtOrBelow + l.AtOrAbove)
	end := func(place func(scale []Rating) int) bool { // whether no rating of any of them is beyond it
		for _, scale := range r.limitScales(standard, l) {
			if at, ok := ratingIn(scale, l.AtOrBelow+l.AtOrAbove); ok && at != place(scale) {
				return false
			}
		}
		return true
	}
	most := ", at most " + name(l.AtMost)
	if l.AtOrAbove != "" {
		if !end(func(scale []Rating) int { return len(scale) - 1 }) {
			rating += " or better"
		}
		if l.FewerThan == 1 {
			return fmt.Sprintf("where none of %s is %s", these, rating) + most
		}
		return fmt.Sprintf("where fewer than %d of %s are %s", l.FewerThan, these, rating) + most
	}
	if !end(func([]Rating) int { return 0 }) {
		rating += " or worse"
	}
	if l.Count > 1 {
		return fmt.Sprintf("where %d or more of %s are %s", l.Count, these, rating) + most
	}
	if len(l.Among) == 1 {
		return fmt.Sprintf("where %s is %s", these, rating) + most
	}
	return fmt.Sprintf("where any of %s is %s", these, rating) + most
}

// limitScales gives the scales of what a limit looks at. The standard is that of the limit, or
// Overall.
func (r *Set) limitScales(standard int, l Limit) (scales [][]Rating) {
	var ids []string
	prefix := ""
	if standard == Overall {
		for _, at := range r.countedPlaces() {
			ids, scales = append(ids, r.Standards[at].ID), append(scales, r.RatingsOf(at))
		}
	} else {
		ids, scales = r.membersOf(r.Standards[standard])
		prefix = r.Standards[standard].ID + "."
	}
	var looked [][]Rating
	for i, id := range ids {
		if len(l.Among) == 0 || named(l.Among, id, prefix) {
			looked = append(looked, scales[i])
		}
	}
	return looked
}

// Counted is how many standards count.
func (r *Set) Counted() int { return len(r.countedPlaces()) }

// OneScale tells whether all standards that count have the scale of the set, once each.
func (r *Set) OneScale() bool {
	for _, at := range r.countedPlaces() {
		if st := r.Standards[at]; st.Scale != "" || st.Weighs() > 1 {
			return false
		}
	}
	return r.Scoring == nil || r.Scoring.Scale == ""
}

// RatingIDsOf lists the ratings that a standard can have, worst first; those of the whole
// inspection for "".
func (r *Set) RatingIDsOf(standard string) []string {
	if at, ok := r.StandardIndex(standard); ok {
		return ratingIDs(r.RatingsOf(at))
	}
	return ratingIDs(r.OverallRatings())
}

// Below tells of each standard whether it is part of one, by its place, at any level, or of
// the Overall rating.
func (r *Set) Below(of int) []bool {
	below := make([]bool, len(r.Standards))
	var mark func(at int)
	mark = func(at int) {
		below[at] = true
		for _, id := range r.Standards[at].Parts {
			if part, ok := r.StandardIndex(id); ok && !below[part] {
				mark(part)
			}
		}
	}
	if of != Overall {
		mark(of)
		return below
	}
	for _, at := range r.countedPlaces() {
		mark(at)
	}
	return below
}

// TakesLowest tells whether a standard takes the rating of its lowest question, or is judged,
// and nothing else decides.
func (st Standard) TakesLowest() bool {
	return len(st.Parts) == 0 && (st.Combine == "" || st.Combine == Lowest) && len(st.Limits) == 0
}
