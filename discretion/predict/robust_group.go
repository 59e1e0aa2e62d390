package predict

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
	out := outcome{questions: make([][]float64, len(r.Results)), standards: make([]ratingChances, len(r.Rules.Standards)),
		scores: certainly(0), known: r.Rules.Scoring != nil}
	for at, result := range r.Results {
		if result.HasCount() {
			out.questions[at] = read.question(at)
		}
	}
	for i, st := range r.Rules.Standards {
		rating, judged := r.Inspection.Judged[st.ID]
		if judged {
			at, _ := r.Rules.RatingIndex(rating)
			chances := make([]float64, len(r.Rules.Ratings))
			chances[at] = 1
			out.standards[i] = ratingChances{chances: chances, basis: ByJudgement}
			if st.Counted {
				out.scores = out.scores.plus(certainly(r.Rules.Ratings[at].Score))
			}
		}
	}
	for _, group := range r.Rules.Groups {
		r.group(group.ID, read, &out)
	}
	for i, st := range r.Rules.Standards {
		if st.Counted && out.standards[i].chances == nil {
			out.known = false
		}
	}
	return out
}

// group adds the standards of one group.
func (r *robuster) group(group string, read reading, out *outcome) {
	var standards []int
	for i, st := range r.Rules.Standards {
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
		*st = ratingChances{chances: inRatings(r.Scale, r.Rules, lowestIndependent(questions)), basis: ByIndependence}
		if len(questions) == 1 || read.answering {
			st.basis = ByEnumeration
		}
		if !read.answering {
			st.bounds = make([]Bound, len(r.Rules.Ratings))
			for b, bound := range lowestBounds(questions) {
				st.bounds[r.Scale.Rating(b)] = bound
			}
			if settled(st.bounds) {
				st.basis = ByEnumeration
			}
		}
	}
	scores, basis := certainly(0), ByIndependence
	if read.answering || len(standards) == 1 && out.standards[standards[0]].basis == ByEnumeration {
		basis = ByEnumeration
	}
	for _, i := range standards {
		if r.Rules.Standards[i].Counted {
			scores = scores.plus(scoreLaw(r.Rules, out.standards[i].chances))
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
	for _, q := range r.Rules.Standards[standard].Questions {
		if at := r.Rules.QuestionPlace(q.ID); questions[at] != nil {
			with = append(with, at)
		}
	}
	return with
}
