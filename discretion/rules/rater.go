package rules

// Unrated is the rating of a standard that has no result.
const Unrated = -1

// A Rater makes ratings, score and overall rating from the bands of questions: a
// standard takes the rating of its lowest band, scores are summed. It is quick enough
// for simulations and safe for use by several goroutines.
type Rater struct {
	standards []ratedStandard
	ofBand    []int // the rating of each band
	score     []int // the score of each rating
	overall   []int // the overall rating of each score from lowest; nil: there is none
	lowest    int
}

// A ratedStandard is what a Rater needs of a standard.
type ratedStandard struct {
	first, after int // its questions are the places from first to before after
	fixed        int // a rating given directly; Unrated when there is none
	counted      bool
}

// Rater prepares the rules for rating. Fixed has the ratings of standards that are
// given, as places in Set.Ratings, by standard id.
func (r *Set) Rater(fixed map[string]int) *Rater {
	rater := &Rater{standards: make([]ratedStandard, len(r.Standards)), ofBand: r.Scale("").ratings}
	for _, rt := range r.Ratings {
		rater.score = append(rater.score, rt.Score)
	}
	counted, first := 0, 0
	for i, st := range r.Standards {
		s := ratedStandard{first, first + len(st.Questions), Unrated, st.Counted}
		if rating, ok := fixed[st.ID]; ok {
			s.fixed = rating
		}
		if st.Counted {
			counted++
		}
		rater.standards[i], first = s, s.after
	}
	if r.Scoring != nil {
		rater.lowest = counted * r.Ratings[0].Score
		for _, b := range r.Scoring.Bands {
			rating, _ := r.RatingIndex(b.Rating)
			for score := b.From; score <= b.To; score++ {
				rater.overall = append(rater.overall, rating)
			}
		}
	}
	return rater
}

// Standard gives a standard's rating from the bands of all questions, or Unrated.
func (r *Rater) Standard(standard int, bands []int) int {
	s := &r.standards[standard]
	if s.fixed != Unrated {
		return s.fixed
	}
	lowest := Unbanded
	for _, b := range bands[s.first:s.after] {
		if b != Unbanded && (lowest == Unbanded || b < lowest) {
			lowest = b
		}
	}
	if lowest == Unbanded {
		return Unrated
	}
	return r.ofBand[lowest]
}

// Rate fills the ratings of all standards from the bands of all questions, and gives
// the score and the overall rating; see [Rater.Score].
func (r *Rater) Rate(bands, ratings []int) (score, overall int, ok bool) {
	for i := range r.standards {
		ratings[i] = r.Standard(i, bands)
	}
	return r.Score(ratings)
}

// Score sums the scores of the standards that count and gives the overall rating; ok is
// false where one of them is Unrated, or the rules have no overall rating.
func (r *Rater) Score(ratings []int) (score, overall int, ok bool) {
	if r.overall == nil {
		return 0, Unrated, false
	}
	for i, rating := range ratings {
		if !r.standards[i].counted {
			continue
		}
		if rating == Unrated {
			return 0, Unrated, false
		}
		score += r.score[rating]
	}
	return score, r.Overall(score), true
}

// Overall gives the overall rating of a score.
func (r *Rater) Overall(score int) int { return r.overall[score-r.lowest] }
