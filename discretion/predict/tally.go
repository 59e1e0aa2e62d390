package predict

import (
	"slices"

	"gonum.org/v1/gonum/floats"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// A tally adds up what outcomes are rated: a group's standards and their score and,
// with a flagger, what else samples show.
type tally struct {
	*discretion.Assessor
	asked     []askedStandard
	questions []int // of all of them, one after the other
	first     []int // by standard, and one more: the place in questions of its first
	bands     []int // by question of the rule set

	counts  []float64   // all of these:
	ratings [][]float64 // by standard, then rating
	fired   [][]float64 // by standard, then criterion
	flagged []float64   // by standard: some criterion fired
	unrated []float64   // by standard: no case applied
	scores  law         // where every standard that counts is rated

	drawn         []askedStandard // beside those asked: their ratings are drawn themselves
	tree          *tree           // nil: nothing is made of others
	ratingOf, now []int           // of all standards: those given directly, and those of one replicate
	figures       []rules.Figure
	made          [][]float64 // by standard of the tree that is made of others, then rating
	whole         map[wholeRating]float64
	plain         bool // scores are added up
	replicates    float64

	flagger *flagger  // may be nil
	rated   []int64   // by standard: the sum of the shares that are rated, in billionths
	share   []float64 // by standard: their average
}

// Proportions are added in billionths, so that the order of merging does not matter.
const billionths = 1e9

func newTally(a *discretion.Assessor, asked []askedStandard) *tally {
	t := &tally{Assessor: a, asked: asked, first: []int{0}, bands: slices.Repeat([]int{rules.Unbanded}, len(a.Results)),
		rated: make([]int64, len(asked))}
	t.plain = a.PlainRules()
	low, high := 0, 0
	for _, st := range asked {
		if a.Rules.Standards[st.at].Combine == rules.Mean && t.figures == nil {
			t.figures = make([]rules.Figure, len(a.Results))
		}
		t.questions = append(t.questions, st.questions...)
		t.first = append(t.first, len(t.questions))
		if a.Rules.Standards[st.at].Counted && t.plain {
			least, most := scoreRange(a.Rules)
			low, high = low+least, high+most
		}
	}
	n, ratings, criteria := len(asked), 0, len(a.Rules.Criteria)
	for _, st := range asked {
		ratings += len(a.Rules.RatingsOf(st.at))
	}
	t.counts = make([]float64, ratings+n*(criteria+2)+high-low+1)
	left := t.counts
	part := func(n int) []float64 {
		taken := left[:n:n]
		left = left[n:]
		return taken
	}
	for _, st := range asked {
		t.ratings, t.fired = append(t.ratings, part(len(a.Rules.RatingsOf(st.at)))), append(t.fired, part(criteria))
	}
	t.flagged, t.unrated, t.scores = part(n), part(n), law{low, left}
	return t
}

// A wholeRating is an overall rating with its score.
type wholeRating struct{ rating, score int }

// newLevelTally tallies what a tree makes of standards as well. Drawn are standards whose
// ratings come behind the yes answers of the others.
func newLevelTally(a *discretion.Assessor, asked, drawn []askedStandard, t *tree) *tally {
	all := newTally(a, asked)
	all.drawn, all.tree, all.whole, all.plain = drawn, t, map[wholeRating]float64{}, false
	for i := range a.Rules.Standards {
		all.ratingOf = append(all.ratingOf, a.Rater.Given(i))
	}
	all.now = slices.Clone(all.ratingOf)
	for _, at := range t.made {
		all.made = append(all.made, make([]float64, len(a.Rules.RatingsOf(at))+1))
	}
	return all
}

// addLevels rates what is made of the standards of one replicate.
func (t *tally) addLevels(yes []int) {
	for j, st := range t.drawn {
		t.now[st.at] = yes[len(t.questions)+j]
	}
	t.Rater.Fill(t.now, nil)
	for j, at := range t.tree.made {
		rating := t.now[at]
		if rating == rules.Unrated {
			rating = len(t.made[j]) - 1
		}
		t.made[j][rating]++
	}
	if t.tree.parts[rules.Overall] != nil {
		if score, rating, ok := t.Rater.Score(t.now); ok {
			t.whole[wholeRating{rating, score}]++
		}
	}
	copy(t.now, t.ratingOf)
}

// sum is what was tallied of the levels.
func (t *tally) sum(tr *tree) *treeSum {
	sum := newTreeSum(tr)
	sum.weight = t.replicates
	for j, at := range tr.made {
		sum.rated[at] = t.made[j]
	}
	for w, chance := range t.whole {
		sum.whole[w.rating] += chance
		sum.scores[int64(w.score)] += chance
	}
	return sum
}

// add rates one replicate from the yes answers and the cases of each question.
func (t *tally) add(yes, of []int, weight float64) {
	for i, q := range t.questions {
		t.bands[q] = t.Scales[q].Band(yes[i], of[i])
		if t.figures != nil {
			t.figures[q] = figureOf(t.Scales[q], point{yes: yes[i], of: of[i]})
		}
	}
	if t.tree != nil {
		defer t.addLevels(yes)
	}
	score, rated := 0, true
	for k, st := range t.asked {
		first, after := t.first[k], t.first[k+1]
		counted := t.Rules.Standards[st.at].Counted
		if t.flagger != nil {
			t.addFlags(k, t.flagger.firing(st, first, yes[first:after], of[first:after]))
		}
		rating := t.Rater.StandardBy(st.at, t.bands, t.figures)
		if t.tree != nil {
			t.now[st.at] = rating
		}
		if rating == rules.Unrated {
			t.unrated[k] += weight
			rated = rated && !counted
			continue
		}
		t.ratings[k][rating] += weight
		if counted && t.plain {
			score += t.Rules.Ratings[rating].Score
		}
		if t.flagger != nil {
			t.rated[k] += t.ratedShare(st, yes[first:after], of[first:after])
		}
	}
	if rated && t.plain {
		t.scores.p[score-t.scores.from] += weight
	}
}

// addFlags adds a set of criteria that fire.
func (t *tally) addFlags(standard int, firing uint64) {
	if firing != 0 {
		t.flagged[standard]++
	}
	for c := range t.fired[standard] {
		t.fired[standard][c] += float64(firing >> c & 1)
	}
}

// ratedShare is the share that a standard is rated by, in billionths: that of its lowest question, or
// the mean. Of answers with points it is that of the highest.
func (t *tally) ratedShare(st askedStandard, yes, of []int) int64 {
	mean := t.Rules.Standards[st.at].Combine == rules.Mean
	low, sum, weight := int64(billionths), int64(0), int64(0)
	for i, q := range st.questions {
		if of[i] == 0 || !mean && t.bands[q] == rules.Unbanded {
			continue
		}
		f := figureOf(t.Scales[q], point{yes: yes[i], of: of[i]})
		share, w := f.Num*(billionths/100)/f.Den, int64(max(t.Rules.Questions()[q].Weight, 1))
		low, sum, weight = min(low, share), sum+w*share, weight+w
	}
	if mean {
		return sum / weight
	}
	return low
}

// merge adds another tally of the same standards.
func (t *tally) merge(other *tally) {
	floats.Add(t.counts, other.counts)
	for j, counts := range other.made {
		floats.Add(t.made[j], counts)
	}
	for w, n := range other.whole {
		t.whole[w] += n
	}
	for k, sum := range other.rated {
		t.rated[k] += sum
	}
}

// average divides the sums, which are whole numbers until here; those of levels stay so.
func (t *tally) average(replicates int) {
	t.replicates = float64(replicates)
	for k, sum := range t.rated {
		t.share = append(t.share, float64(sum)/billionths/(float64(replicates)-t.unrated[k]))
	}
	for i := range t.counts {
		t.counts[i] /= float64(replicates)
	}
}
