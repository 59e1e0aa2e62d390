package rules

// checkRatings finds a scale that does not rise.
func (r *Set) checkRatings(fs *Findings) {
	for i, rt := range r.Ratings {
		where := "ratings." + rt.ID
		j, _ := r.RatingIndex(rt.ID)
		fs.when(rt.ID == "", "ratings", "rating %d has no id", i+1)
		fs.when(j != i, where, "the id occurs twice")
		if i > 0 {
			before := r.Ratings[i-1]
			fs.when(rt.Score <= before.Score, where, "scores %d, not more than %s before it (the worst comes first)", rt.Score, before.ID)
		}
	}
}

// checkScoring finds a wrong number of standards or maximum, and gaps and overlaps.
func (r *Set) checkScoring(fs *Findings) {
	sc, counted := r.Scoring, 0
	for _, st := range r.Standards {
		if st.Counted {
			counted++
			fs.when(sc == nil, "standards."+st.ID, "counts towards a score, and there is no scoring")
		}
	}
	switch {
	case sc == nil:
		return
	case len(r.Ratings) == 0:
		fs.add("scoring", "there are no ratings to score")
		return
	}
	best := r.Ratings[len(r.Ratings)-1].Score
	least, most := counted*r.Ratings[0].Score, counted*best
	fs.when(sc.Standards != counted, "scoring.standards", "says that %d standards count, but %d of those listed do", sc.Standards, counted)
	fs.when(sc.Maximum != most, "scoring.maximum", "says %d, but %d standards of at most %d make %d", sc.Maximum, counted, best, most)
	if len(sc.Bands) == 0 {
		fs.add("scoring.bands", "there is none")
		return
	}
	before := -1
	for i, b := range sc.Bands {
		where := "scoring.bands." + b.Rating
		before = r.checkStep(fs, where, b.Rating, before)
		fs.when(b.To < b.From, where, "runs from %d down to %d", b.From, b.To)
		if i == 0 {
			continue
		}
		worse := sc.Bands[i-1]
		fs.when(b.From > worse.To+1, where, "a gap: %s ends at %d and %s begins at %d", worse.Rating, worse.To, b.Rating, b.From)
		fs.when(b.From <= worse.To, where, "an overlap: %s ends at %d and %s begins at %d", worse.Rating, worse.To, b.Rating, b.From)
	}
	first, last := sc.Bands[0], sc.Bands[len(sc.Bands)-1]
	where := "scoring.bands." + last.Rating
	fs.when(first.From != least, "scoring.bands."+first.Rating, "begins at %d, but the lowest score is %d", first.From, least)
	fs.when(last.To != sc.Maximum, where, "ends at %d, but the maximum is said to be %d", last.To, sc.Maximum)
	fs.when(last.To != most && sc.Maximum != last.To, where, "ends at %d, but the standards listed can make %d", last.To, most)
}
