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

	flagger *flagger  // may be nil
	lowest  []int64   // by standard: the sum of lowest proportions, in billionths
	share   []float64 // by standard: their average
}

// Proportions are added in billionths, so that the order of merging does not matter.
const billionths = 1e9

func newTally(a *discretion.Assessor, asked []askedStandard) *tally {
	t := &tally{Assessor: a, asked: asked, first: []int{0}, bands: slices.Repeat([]int{rules.Unbanded}, len(a.Results)),
		lowest: make([]int64, len(asked))}
	low, high := 0, 0
	for _, st := range asked {
		t.questions = append(t.questions, st.questions...)
		t.first = append(t.first, len(t.questions))
		if a.Rules.Standards[st.at].Counted {
			least, most := scoreRange(a.Rules)
			low, high = low+least, high+most
		}
	}
	n, ratings, criteria := len(asked), len(a.Rules.Ratings), len(a.Rules.Criteria)
	t.counts = make([]float64, n*(ratings+criteria+2)+high-low+1)
	left := t.counts
	part := func(n int) []float64 {
		taken := left[:n:n]
		left = left[n:]
		return taken
	}
	for range asked {
		t.ratings, t.fired = append(t.ratings, part(ratings)), append(t.fired, part(criteria))
	}
	t.flagged, t.unrated, t.scores = part(n), part(n), law{low, left}
	return t
}

// add rates one replicate from the yes answers and the cases of each question.
func (t *tally) add(yes, of []int, weight float64) {
	for i, q := range t.questions {
		t.bands[q] = t.Scale.Band(yes[i], of[i])
	}
	score, rated := 0, true
	for k, st := range t.asked {
		first, after := t.first[k], t.first[k+1]
		counted := t.Rules.Standards[st.at].Counted
		if t.flagger != nil {
			t.addFlags(k, t.flagger.firing(st.questions, yes[first:after], of[first:after]))
		}
		rating := t.Rater.Standard(st.at, t.bands)
		if rating == rules.Unrated {
			t.unrated[k] += weight
			rated = rated && !counted
			continue
		}
		t.ratings[k][rating] += weight
		if counted {
			score += t.Rules.Ratings[rating].Score
		}
		if t.flagger != nil {
			t.lowest[k] += lowestProportion(yes[first:after], of[first:after])
		}
	}
	if rated {
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

// lowestProportion is the lowest proportion of yes of any case, in billionths.
func lowestProportion(yes, of []int) int64 {
	low := int64(billionths)
	for i := range of {
		if of[i] > 0 {
			low = min(low, int64(yes[i])*billionths/int64(of[i]))
		}
	}
	return low
}

// merge adds another tally of the same standards.
func (t *tally) merge(other *tally) {
	floats.Add(t.counts, other.counts)
	for k, sum := range other.lowest {
		t.lowest[k] += sum
	}
}

// average divides the sums, which are whole numbers until here.
func (t *tally) average(replicates int) {
	for k, sum := range t.lowest {
		t.share = append(t.share, float64(sum)/billionths/(float64(replicates)-t.unrated[k]))
	}
	for i := range t.counts {
		t.counts[i] /= float64(replicates)
	}
}
