package rules

import "onecase/stats/phrase"

// checkRatings finds a scale that does not rise.
func (r *Set) checkRatings(fs *Findings) {
	checkRises(fs, "ratings", r.Ratings)
}

// checkRises finds ratings without an id, with that of another, or in disorder.
func checkRises(fs *Findings, list string, scale []Rating) {
	for i, rt := range scale {
		where := list + "." + rt.ID
		j, _ := ratingIn(scale, rt.ID)
		fs.when(rt.ID == "", list, "rating %d has no id", i+1)
		fs.when(j != i, where, "the id occurs twice")
		fs.when(rt.Score > mostScore || rt.Score < -mostScore, where, "scores %d, and no score is beyond %d", rt.Score, mostScore)
		if i > 0 {
			before := scale[i-1]
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
	case len(r.OverallRatings()) == 0:
		r.checkScaleNamed(fs, "scoring.scale", sc.Scale)
		fs.when(sc.Scale == "", "scoring", "there are no ratings to score")
		return
	}
	n := r.wholeNode(r.countedPlaces())
	ids := phrase.Each(n.parts, func(at int) string { return r.Standards[at].ID })
	var scales [][]Rating
	for _, at := range n.parts {
		scales = append(scales, r.RatingsOf(at))
	}
	checkLimits(fs, "scoring", "", sc.Limits, ids, scales, r.OverallRatings())
	if n.combine == Lowest {
		checkLowest(fs, "scoring", n.limits, len(ids), r.OverallRatings())
	}
	if n.combine != Sum {
		r.checkWhole(fs, n, ids)
		return
	}
	least, most, best, uniform := 0, 0, 0, true
	for _, at := range n.parts {
		scale, weight := r.RatingsOf(at), r.Standards[at].Weighs()
		if len(scale) == 0 {
			return
		}
		top := weight * scale[len(scale)-1].Score
		uniform = uniform && (best == 0 || top == best)
		least, most, best = least+weight*scale[0].Score, most+top, top
	}
	fs.when(sc.Standards == 0, "scoring.standards",
		"is not stated: where scores are summed it says how many standards count, here %d", counted)
	fs.when(sc.Standards != 0 && sc.Standards != counted, "scoring.standards",
		"says that %d standards count, but %d of those listed do", sc.Standards, counted)
	maximum := sc.Maximum
	if maximum == 0 {
		maximum = most
		fs.add("scoring.maximum", "is not stated: where scores are summed it says the highest sum, here %d", most)
	}
	fs.when(uniform && maximum != most, "scoring.maximum", "says %d, but %d standards of at most %d make %d",
		sc.Maximum, counted, best, most)
	fs.when(!uniform && maximum != most, "scoring.maximum", "says %d, but the standards that count make %d", sc.Maximum, most)
	if len(sc.Bands) == 0 {
		fs.add("scoring.bands", "there is none")
		return
	}
	before := -1
	for i, b := range sc.Bands {
		where := "scoring.bands." + b.Rating
		before = checkStep(fs, where, r.OverallRatings(), b.Rating, before)
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
	fs.when(last.To != maximum, where, "ends at %d, but the maximum is %d", last.To, maximum)
	if len(n.members) > 0 {
		r.checkNodeReached(fs, "scoring", n, sc.Scale, phrase.Each(sc.Bands, func(b ScoreBand) string { return b.Rating }))
	}
	fs.when(last.To != most && sc.Maximum != last.To, where, "ends at %d, but the standards listed can make %d", last.To, most)
}

// countedPlaces gives the places of the standards that count.
func (r *Set) countedPlaces() []int {
	var places []int
	for at, st := range r.Standards {
		if st.Counted {
			places = append(places, at)
		}
	}
	return places
}

// checkWhole finds an overall rating, other than by a sum, that standards do not make.
func (r *Set) checkWhole(fs *Findings, n *node, ids []string) {
	sc := r.Scoring
	fs.when(n.combine != Lowest && n.combine != Percent, "scoring.combine", "%q is none of sum, percent and lowest", sc.Combine)
	fs.when(sc.Standards != 0 && sc.Standards != len(ids), "scoring.standards",
		"says that %d standards count, but %d of those listed do", sc.Standards, len(ids))
	if len(ids) == 0 {
		fs.add("scoring", "no standard counts")
		return
	}
	r.checkNode(fs, "scoring", n, ids, sc.Scale, sc.asBands(), false)
}

// asBands gives the score bands as bands of a figure.
func (sc *Scoring) asBands() (bands []Band) {
	for _, b := range sc.Bands {
		bands = append(bands, Band{Rating: b.Rating, From: float64(b.From), To: float64(b.To)})
	}
	return bands
}
