package discretion

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats/phrase"
)

// A ReaderTest asks whether one reader judges unlike the others: a permutation test over
// the assignment that was made. Piles were shared out by chance and matched, so that the
// same answers would have gone as well with any other sharing, if it did not matter who
// reads. The measure was fixed before any answer was seen: the largest difference, up or
// down, between the mean of all of one reader's answers and the mean of all of the others',
// where a yes is 1, a no 0, and a level of answers with points as far from the worst to the
// best as its points are. Where answers are yes and no the mean is the share of yes. A pair counts as one reader, and cases count for the reader that they
// were assigned to.
//
// Its p is the chance of a difference as large in sharings that had the same chance as the one that
// was made. [Sharings] says which: by the table of how many cases of each kind every reader has, where
// kinds have enough cases for it, else all that the rules of the assignment allow. Which it is does
// not hang on answers, and each keeps its level: counted ways are exact, and of drawn ones p is
// (1 + as large)/(1 + drawn), which errs to the safe side, also where drawing ended at a number as large that
// was fixed before (Fisher 1935; Besag and Clifford 1989, 1991; Phipson and Smyth 2010). It says nothing of who is right, and is no ranking.
type ReaderTest struct {
	Why     string // why there is no test; ""
	Readers []ReaderShare
	Largest int // the place in Readers of the one who differs most
	P       float64
	Over    Sharings
	Kept    float64 // of the comparison between readers, what is left within kinds of cases; 0: nothing, or kinds are not known
	// Sharings drawn; 0 where every way was counted. MonteCarloError is the standard error
	// of P that comes from it.
	Sharings        int
	MonteCarloError float64
	Seen            float64 // the least difference that would have had a p of at most 0.05; 0: none would
	Elsewhere       int     // cases that the table has another reader for, of those compared
	Stayed          int     // cases that stayed with their readers when the sample was shared out anew; they are not compared
}

// Sharings are those that a test of readers holds the one that was made against.
type Sharings string

const (
	// WithinKinds exchanges cases between readers only for others of their kind: the same categories
	// that piles were matched on, the same bars. Given how many cases of each kind every reader has,
	// these ways all had the same chance ([sample.Record.AlikeForAssignment] has the argument), and how
	// many he has says nothing of how he judges.
	WithinKinds Sharings = "within-kinds"
	// ByTheRules shares all cases out anew from other seeds.
	ByTheRules Sharings = "by-the-rules"
)

// leastKept is how much of the comparison has to be left within kinds for these to be used: with less
// than half, many cases are the only ones of their kind, which cannot be exchanged, and sharings by
// the rules show more.
const leastKept = 0.5

// A ReaderShare is what one reader, or a pair, answered.
type ReaderShare struct {
	Reader, Second string
	Cases          int
	Yes, Of        int     // answers of yes or at the best level, and answers
	Others         float64 // the mean of the others' answers

	worth [2]int // what the answers are worth, and could be at most
}

// Share is the mean of the answers, from 0 to 1: the share of yes where they are yes and no; not a
// number without answers.
func (r ReaderShare) Share() float64 { return float64(r.worth[0]) / float64(r.worth[1]) }

// Difference is the mean less that of the others.
func (r ReaderShare) Difference() float64 { return r.Share() - r.Others }

const (
	seenLevel = 0.05
	stopAt    = 10 // sharings as large that end the drawing by the rules: as large/drawn has the level then, and p is more
	stopFrom  = 39 // drawn at least, so that what would be seen is told too
)

// sharingsFor is how many sharings by the rules are drawn, by the number of cases.
func sharingsFor(cases int) int {
	switch {
	case cases <= 100:
		return 999
	case cases <= 300:
		return 199
	}
	return 99
}

// TestReaders tests whether one reader differs. It is told at times how many sharings are
// drawn; tell may be nil.
func (p *Progress) TestReaders(tell func(done, total int)) (*ReaderTest, error) {
	t := &ReaderTest{}
	record := p.Inspection.Record
	stayed := record.Stayed()
	compared := func(all []sample.Assigned) []sample.Assigned {
		return slices.DeleteFunc(all, func(a sample.Assigned) bool { return a.Reader == "" || stayed[a.Case] })
	}
	reading := compared(record.Reading())
	t.Stayed = len(stayed)
	for _, f := range p.Findings {
		if f.Kind == OtherReader && !slices.ContainsFunc(f.Cases, func(id string) bool { return stayed[id] }) {
			t.Elsewhere++
		}
	}
	counts := p.countsOf(reading)
	t.add(reading, counts, p.yesOf(reading))
	switch {
	case !p.Ordered:
		t.Why = "the record does not share the cases out: who read which was chosen, and a difference between readers can be one between their cases"
	case len(reading) < 2:
		t.Why = "no two cases were shared out anew, and what stays with its reader was given to nobody then"
	case p.Read < p.Of:
		t.Why = fmt.Sprintf("%s not read in full: whole piles are compared, as only those were shared out by chance",
			phrase.Plural(p.Of-p.Read, "1 case is", fmt.Sprintf("%d cases are", p.Of-p.Read)))
	case slices.ContainsFunc(t.Readers, func(r ReaderShare) bool { return r.Of == 0 }) || len(t.Readers) < 2:
		t.Why = "there are no answers of two readers to compare"
	}
	if t.Why != "" {
		return t, nil
	}
	names := phrase.Each(t.Readers, func(r ReaderShare) string { return r.Reader })
	for _, a := range record.AssignedNow().Readers {
		if !slices.Contains(names, a.Name) {
			names = append(names, a.Name) // has none of the cases compared
		}
	}
	place := func(reader string) int { return slices.Index(names, reader) }
	piles := make([]int, len(reading))
	for i, a := range reading {
		piles[i] = place(a.Reader)
	}
	seen := largestDifference(piles, counts, len(t.Readers))
	t.Over = ByTheRules
	var found []weighed
	kinds, known := record.AlikeForAssignment()
	if known {
		kinds = slices.DeleteFunc(kinds, func(kind int) bool { return kind < 0 })
		s := newSharedKinds(piles, counts, len(t.Readers), kinds)
		if t.Kept = s.kept(); t.Kept >= leastKept {
			t.Over = WithinKinds
			if found = s.law(); found == nil {
				found, t.Sharings = s.drawn("readers alike|"+record.Digest()), drawnWithin
			}
		}
	}
	if t.Over == ByTheRules {
		if err := t.draw(p, place, compared, !known, len(names), seen, &found, tell); err != nil {
			return nil, err
		}
		if t.Sharings == 0 {
			t.Why = "the piles were searched for, and no sharing from another seed was searched for too, so that there is nothing to hold it against"
			return t, nil
		}
	}
	t.conclude(seen, found)
	return t, nil
}

// A weighed is a largest difference with its chance.
type weighed struct{ difference, chance float64 }

// draw shares the cases out anew, over and over. Where kinds are not known since the piles were
// searched for, only sharings that were searched for too are held against the one that was made: the
// others would have been held against ways within kinds.
func (t *ReaderTest) draw(p *Progress, place func(string) int, compared func([]sample.Assigned) []sample.Assigned,
	searched bool, piles int, seen float64, found *[]weighed, tell func(done, total int)) error {
	record := p.Inspection.Record
	tries, digest, large := sharingsFor(p.Of), record.Digest(), 0
	for b := range tries {
		again, also, err := record.AssignAgain(fmt.Sprintf("readers alike|%s|%d", digest, b+1))
		if err != nil {
			return err
		}
		if searched && !also {
			continue
		}
		t.Sharings++
		again = compared(again)
		places := make([]int, len(again))
		for i, a := range again {
			places[i] = place(a.Reader)
		}
		*found = append(*found, weighed{largestDifference(places, p.countsOf(again), piles), 1})
		if (*found)[len(*found)-1].difference >= seen-lastBits {
			large++
		}
		if large >= stopAt && t.Sharings >= stopFrom {
			return nil
		}
		if tell != nil {
			tell(b+1, tries)
		}
	}
	return nil
}

// lastBits is what equal differences can differ by.
const lastBits = 1e-12

// conclude finds p and the least difference that would have been seen.
func (t *ReaderTest) conclude(seen float64, found []weighed) {
	slices.SortFunc(found, func(a, b weighed) int { return cmp.Compare(b.difference, a.difference) }) // the largest first
	least, all := 0.0, 1.0
	if t.Sharings > 0 {
		least, all = 1, float64(t.Sharings+1) // the sharing that was made
	}
	sum := least
	for i, w := range found {
		sum += w.chance
		if w.difference >= seen-lastBits {
			t.P = sum / all
		}
		if last := i+1 == len(found) || found[i+1].difference < w.difference-lastBits; last && sum/all <= seenLevel {
			t.Seen = w.difference
		}
	}
	if t.P = min(max(t.P, least/all), 1); t.Sharings > 0 {
		t.MonteCarloError = math.Sqrt(t.P * (1 - t.P) / float64(t.Sharings))
	}
}

// wholeOf is what the best answer to any question is worth, as a whole number of which every level
// is one too: 1 where answers are yes and no. Levels that need more than mostWhole are rounded to it.
func (p *Progress) wholeOf() int {
	const mostWhole = 1 << 20
	whole := 1
	for _, s := range p.scales() {
		if s.HasPoints() {
			levels := s.Span() / s.Step()
			whole = whole / gcd(whole, levels) * levels
		}
		if whole > mostWhole {
			return mostWhole
		}
	}
	return whole
}

func gcd(a, b int) int {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}

func (p *Progress) scales() []*rules.Scale { return p.Inspection.Rules.QuestionScales("") }

// countsOf are what the answers of each case are worth, and what they could be worth at most.
func (p *Progress) countsOf(reading []sample.Assigned) [][2]int {
	scales, whole := p.scales(), p.wholeOf()
	return p.each(reading, func(c *Case, q int) [2]int {
		switch s := scales[q]; {
		case c.Answers[q] == Yes:
			return [2]int{whole, whole}
		case s.HasPoints():
			level, _ := c.LevelOf(q, s.Levels())
			return [2]int{(2*whole*s.Above(level) + s.Span()) / (2 * s.Span()), whole}
		}
		return [2]int{0, whole}
	})
}

// yesOf are the answers of yes, or at the best level, and the answers of each case.
func (p *Progress) yesOf(reading []sample.Assigned) [][2]int {
	return p.each(reading, func(c *Case, q int) [2]int { return [2]int{int(c.Answers[q] - No), 1} })
}

// each adds up something of the answers of each case.
func (p *Progress) each(reading []sample.Assigned, of func(c *Case, question int) [2]int) [][2]int {
	sums := map[string][2]int{}
	cases := p.Inspection.Results.Grid.Cases
	for i := range cases {
		var sum [2]int
		for q, a := range cases[i].Answers {
			if a != NA {
				n := of(&cases[i], q)
				sum[0], sum[1] = sum[0]+n[0], sum[1]+n[1]
			}
		}
		sums[sample.NormalizeID(cases[i].ID)] = sum
	}
	counts := make([][2]int, len(reading))
	for i, a := range reading {
		counts[i] = sums[a.Case]
	}
	return counts
}

// add adds up what each reader answered.
func (t *ReaderTest) add(reading []sample.Assigned, counts, yes [][2]int) {
	all := [2]int{}
	for i, a := range reading {
		at := slices.IndexFunc(t.Readers, func(r ReaderShare) bool { return r.Reader == a.Reader })
		if at < 0 {
			at = len(t.Readers)
			t.Readers = append(t.Readers, ReaderShare{Reader: a.Reader, Second: a.Second})
		}
		r := &t.Readers[at]
		r.Cases, r.Yes, r.Of = r.Cases+1, r.Yes+yes[i][0], r.Of+yes[i][1]
		for k, n := range counts[i] {
			r.worth[k], all[k] = r.worth[k]+n, all[k]+n
		}
	}
	slices.SortFunc(t.Readers, func(a, b ReaderShare) int { return cmp.Compare(a.Reader, b.Reader) })
	for i := range t.Readers {
		r := &t.Readers[i]
		r.Others = float64(all[0]-r.worth[0]) / float64(all[1]-r.worth[1])
		if math.Abs(r.Difference()) > math.Abs(t.Readers[t.Largest].Difference()) { // of equal ones the first
			t.Largest = i
		}
	}
}

// largestDifference is the largest difference of a pile's mean from the others', for the piles of cases
// whose answers are worth so much, of so much at most.
func largestDifference(pile []int, counts [][2]int, piles int) float64 {
	sums := make([][2]int, piles)
	yes, of := 0, 0
	for i, p := range pile {
		sums[p][0] += counts[i][0]
		sums[p][1] += counts[i][1]
		yes, of = yes+counts[i][0], of+counts[i][1]
	}
	return largestOf(sums, [2]int{yes, of})
}

// largestOf is largestDifference for piles whose answers are worth so much, of all.
func largestOf(sums [][2]int, all [2]int) (largest float64) {
	for _, s := range sums {
		if s[1] > 0 && all[1] > s[1] {
			largest = max(largest, math.Abs(float64(s[0])/float64(s[1])-float64(all[0]-s[0])/float64(all[1]-s[1])))
		}
	}
	return largest
}
