package predict

import "onecase/discretion/rules"

// inRatings puts chances of bands in the places of their ratings.
func inRatings(s *rules.Scale, set *rules.Set, bands []float64) []float64 {
	chances := make([]float64, len(set.Ratings))
	for b, c := range bands {
		chances[s.Rating(b)] += c
	}
	return chances
}

// scoreRange is the lowest and the highest score of a rating.
func scoreRange(r *rules.Set) (low, high int) {
	low, high = r.Ratings[0].Score, r.Ratings[0].Score
	for _, rt := range r.Ratings {
		low, high = min(low, rt.Score), max(high, rt.Score)
	}
	return low, high
}

// scoreLaw is the law of the score that a standard with chances of its ratings
// adds.
func scoreLaw(r *rules.Set, chances []float64) law {
	low, high := scoreRange(r)
	l := law{from: low, p: make([]float64, high-low+1)}
	for i, rt := range r.Ratings {
		l.p[rt.Score-low] += chances[i]
	}
	return l
}
