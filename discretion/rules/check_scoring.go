package rules

// checkRatings finds a scale that does not rise.
func (r *Set) checkRatings(fs *Findings) {
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

// RatingIDs lists the ids of the ratings, worst first.
func (r *Set) RatingIDs() []string {
	ids := make([]string, len(r.Ratings))
	for i, rt := range r.Ratings {
		ids[i] = rt.ID
	}
	return ids
}

// checkScoring finds a stated number of standards or maximum that differs from
// what the standards give, and overall bands with gaps and overlaps.
func (r *Set) checkScoring(fs *Findings) {
	sc := r.Scoring
	if sc == nil {
		for _, st := range r.Standards {
			if st.Counted {
				fs.add("standards."+st.ID, "counts towards a score, and there is no scoring")
			}
		}
		return
	}
	if len(r.Ratings) == 0 {
		fs.add("scoring", "there are no ratings to score")
		return
	}
	counted := 0
	for _, st := range r.Standards {
		if st.Counted {
			counted++
		}
	}
	if sc.Standards != counted {
		fs.add("scoring.standards", "says that %d standards count, but %d of those listed do", sc.Standards, counted)
	}
	least, most := r.Ratings[0].Score, r.Ratings[len(r.Ratings)-1].Score
	if sc.Maximum != counted*most {
		fs.add("scoring.maximum", "says %d, but %d standards of at most %d make %d", sc.Maximum, counted, most, counted*most)
	}
	if len(sc.Bands) == 0 {
		fs.add("scoring.bands", "there is none")
		return
	}
	before := -1
	for i, b := range sc.Bands {
		where := "scoring.bands." + b.Rating
		before = r.checkStep(fs, where, b.Rating, before)
		if b.To < b.From {
			fs.add(where, "runs from %d down to %d", b.From, b.To)
		}
		if i > 0 && b.From != sc.Bands[i-1].To+1 {
			what := "a gap"
			if b.From <= sc.Bands[i-1].To {
				what = "an overlap"
			}
			fs.add(where, "%s: %s ends at %d and %s begins at %d", what, sc.Bands[i-1].Rating, sc.Bands[i-1].To, b.Rating, b.From)
		}
	}
	first, last := sc.Bands[0], sc.Bands[len(sc.Bands)-1]
	if first.From != counted*least {
		fs.add("scoring.bands."+first.Rating, "begins at %d, but the lowest score is %d", first.From, counted*least)
	}
	if last.To != sc.Maximum {
		fs.add("scoring.bands."+last.Rating, "ends at %d, but the maximum is said to be %d", last.To, sc.Maximum)
	}
	if last.To != counted*most && sc.Maximum != last.To {
		fs.add("scoring.bands."+last.Rating, "ends at %d, but the standards listed can make %d", last.To, counted*most)
	}
}
