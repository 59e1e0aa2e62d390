package discretion

// A reading is a way in which more is read: what becomes of every question's
// band, and how many unread cases of a group are predicted.
type reading struct {
	label     string
	question  func(at int) []float64 // chance of each band
	unread    func(group string) int // -1: not known
	answering bool                   // the same cases again: given these, answers are independent
	whole     bool                   // every unread case is read
}

// An outcome is what a reading leads to.
type outcome struct {
	questions [][]float64 // by question, chances of bands; nil without a count
	standards []ratingChances
	scores    law // of the standards that count
	basis     Basis
	known     bool // there are scores
}

// ratingChances are the chances of a standard's bands.
type ratingChances struct {
	chances []float64 // by rating; nil where it is not known
	bounds  []Bound   // by rating
	basis   Basis
}

// weaker gives the basis that claims less.
func weaker(a, b Basis) Basis {
	order := map[Basis]int{"": 0, ByJudgement: 0, ByEnumeration: 1, BySimulation: 2, ByIndependence: 3}
	if order[a] >= order[b] {
		return a
	}
	return b
}

// reckon follows a reading from the questions to the overall score.
func (r *robuster) reckon(read reading) outcome {
	out := outcome{questions: make([][]float64, len(r.results)), standards: make([]ratingChances, len(r.rules.Standards)),
		scores: certainly(0), known: r.rules.Scoring != nil}
	for at, result := range r.results {
		if result.HasCount() {
			out.questions[at] = read.question(at)
		}
	}
	for i, st := range r.rules.Standards {
		rating, judged := r.ins.Judged[st.ID]
		if judged {
			at, _ := r.rules.RatingIndex(rating)
			chances := make([]float64, len(r.rules.Ratings))
			chances[at] = 1
			out.standards[i] = ratingChances{chances: chances, basis: ByJudgement}
			if st.Counted {
				out.scores = out.scores.plus(certainly(r.rules.Ratings[at].Score))
			}
		}
	}
	for _, group := range r.rules.Groups {
		r.group(group.ID, read, &out)
	}
	for i, st := range r.rules.Standards {
		if st.Counted && out.standards[i].chances == nil {
			out.known = false
		}
	}
	return out
}

// group adds the standards of one group.
func (r *robuster) group(group string, read reading, out *outcome) {
	var standards []int
	for i, st := range r.rules.Standards {
		if st.Group == group && out.standards[i].basis != ByJudgement && len(r.predicted(i, out.questions)) > 0 {
			standards = append(standards, i)
		}
	}
	if len(standards) == 0 {
		return
	}
	for _, i := range standards {
		var questions [][]float64
		for _, q := range r.predicted(i, out.questions) {
			questions = append(questions, out.questions[q])
		}
		st := &out.standards[i]
		*st = ratingChances{chances: r.scale.inRatings(r.rules, lowestIndependent(questions)), basis: ByIndependence}
		if len(questions) == 1 || read.answering {
			st.basis = ByEnumeration
		}
		if !read.answering {
			st.bounds = make([]Bound, len(r.rules.Ratings))
			for b, bound := range lowestBounds(questions) {
				st.bounds[r.scale.Rating(b)] = bound
			}
		}
	}
	scores, basis := certainly(0), ByIndependence
	if read.answering || len(standards) == 1 && out.standards[standards[0]].basis == ByEnumeration {
		basis = ByEnumeration
	}
	for _, i := range standards {
		if r.rules.Standards[i].Counted {
			scores = scores.plus(r.rules.scoreLaw(out.standards[i].chances))
		}
	}
	if !read.answering && read.unread(group) >= 0 && r.byCase(group) {
		scores, basis = r.profiles(group, standards, read, out)
	}
	out.scores, out.basis = out.scores.plus(scores), weaker(out.basis, basis)
}

// predicted gives the questions of a standard that have chances.
func (r *robuster) predicted(standard int, questions [][]float64) []int {
	var with []int
	for _, q := range r.rules.Standards[standard].Questions {
		if at := r.rules.index[q.ID]; questions[at] != nil {
			with = append(with, at)
		}
	}
	return with
}

// byCase reports whether every result of a group was counted from the grid.
func (r *robuster) byCase(group string) bool {
	if r.ins.Results.Grid == nil || r.ins.Results.Grid.Sampled(group) == 0 {
		return false
	}
	for i, result := range r.results {
		if r.rules.Questions()[i].Group == group && result.HasBand() && result.Known != Answered {
			return false
		}
	}
	return true
}

// profiles predicts whole cases: exactly where that is not too much, else by
// simulation. It replaces the standards' chances and gives the law of their
// scores together.
func (r *robuster) profiles(group string, standards []int, read reading, out *outcome) (law, Basis) {
	var questions []int
	for _, i := range standards {
		questions = append(questions, r.predicted(i, out.questions)...)
	}
	u := newUrn(r.ins.Results.Grid, group, questions, read.unread(group), r.o.Prior)
	if read.whole {
		r.knownPopulations(u)
	}
	tally := r.newTally(u, standards)
	if outcomes, ok := u.completions(); ok {
		for _, c := range outcomes {
			tally.add(c.yes, c.of, c.chance)
		}
		return tally.store(out, ByEnumeration), ByEnumeration
	}
	exact := make([]ratingChances, len(r.rules.Standards))
	all := true
	for _, i := range standards {
		if c, ok := r.alone(u, i); ok {
			exact[i] = ratingChances{c, out.standards[i].bounds, ByEnumeration}
		} else {
			all = false
		}
	}
	scores := certainly(0)
	if !all || r.rules.Scoring != nil {
		scores = r.simulate(u, standards, read.label+" "+group).store(out, BySimulation)
	}
	for _, i := range standards {
		if exact[i].chances != nil {
			out.standards[i] = exact[i]
		}
	}
	return scores, BySimulation
}

// alone reckons one standard of an urn exactly, if that is not too much.
func (r *robuster) alone(u *urn, standard int) ([]float64, bool) {
	var places []int
	for i, q := range u.questions {
		if r.rules.Questions()[q].Standard == r.rules.Standards[standard].ID {
			places = append(places, i)
		}
	}
	part := u.only(places)
	outcomes, ok := part.completions()
	if !ok {
		return nil, false
	}
	tally := r.newTally(part, []int{standard})
	for _, c := range outcomes {
		tally.add(c.yes, c.of, c.chance)
	}
	return tally.ratings[0], true
}

// knownPopulations puts the populations of questions that are known in the urn.
func (r *robuster) knownPopulations(u *urn) {
	for i, q := range u.questions {
		if given := r.results[q].Population; given > 0 {
			left := given - u.of[i]
			if left != u.unread || u.of[i] < u.read {
				u.exactly[i] = left
			}
		}
	}
}

// A tally adds up the ratings of completed populations.
type tally struct {
	r         *robuster
	urn       *urn
	standards []int
	bands     []int       // by question
	ratings   [][]float64 // by standard, then rating
	scores    law
}

func (r *robuster) newTally(u *urn, standards []int) *tally {
	t := &tally{r: r, urn: u, standards: standards, bands: make([]int, len(r.results))}
	for i := range t.bands {
		t.bands[i] = Unbanded
	}
	low, high := 0, 0
	for _, i := range standards {
		t.ratings = append(t.ratings, make([]float64, len(r.rules.Ratings)))
		if r.rules.Standards[i].Counted {
			least, most := r.rules.scoreRange()
			low, high = low+least, high+most
		}
	}
	t.scores = law{from: low, p: make([]float64, high-low+1)}
	return t
}

// add rates the population completed with some unread cases.
func (t *tally) add(yes, of []int, weight float64) {
	u := t.urn
	for i, q := range u.questions {
		t.bands[q] = t.r.scale.Band(u.yes[i]+yes[i], u.of[i]+of[i])
	}
	score := 0
	for k, i := range t.standards {
		rating := t.r.rater.Standard(i, t.bands)
		t.ratings[k][rating] += weight
		if t.r.rater.standards[i].counted {
			score += t.r.rater.score[rating]
		}
	}
	t.scores.p[score-t.scores.from] += weight
}

// store puts the tally among the outcomes and gives the law of the scores.
func (t *tally) store(out *outcome, basis Basis) law {
	for k, i := range t.standards {
		out.standards[i].chances, out.standards[i].basis = t.ratings[k], basis
	}
	return t.scores
}
