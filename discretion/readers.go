package discretion

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"onecase/sample"
	"onecase/stats/phrase"
)

// A ReaderTest asks whether one reader judges unlike the others: a permutation test over
// the assignment that was made. Piles were shared out by chance and matched, so that the
// same answers would have gone as well with any other sharing, if it did not matter who
// reads. The measure was fixed before any answer was seen: the largest difference, up or
// down, between the share of yes among all of one reader's answers and the share among all
// of the others'. A pair counts as one reader, and cases count for the reader that they
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
	Yes, Of        int
	Others         float64 // the share of yes among the others' answers
}

// Share is the share of yes; not a number without answers.
func (r ReaderShare) Share() float64 { return float64(r.Yes) / float64(r.Of) }

// Difference is the share of yes less that of the others.
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
	t.add(reading, counts)
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

// countsOf are the yes answers and the answers, yes or no, of each case. Answers with points are
// left out.
func (p *Progress) countsOf(reading []sample.Assigned) [][2]int {
	of := map[string][2]int{}
	for _, c := range p.Inspection.Results.Grid.Cases {
		var n [2]int
		for q, a := range c.Answers {
			if p.Inspection.Rules.Questions()[q].HasPoints() { // which have no yes
				continue
			}
			if a == Yes {
				n[0]++
			}
			if a != NA {
				n[1]++
			}
		}
		of[sample.NormalizeID(c.ID)] = n
	}
	counts := make([][2]int, len(reading))
	for i, a := range reading {
		counts[i] = of[a.Case]
	}
	return counts
}

// add adds up what each reader answered.
func (t *ReaderTest) add(reading []sample.Assigned, counts [][2]int) {
	yes, of := 0, 0
	for i, a := range reading {
		at := slices.IndexFunc(t.Readers, func(r ReaderShare) bool { return r.Reader == a.Reader })
		if at < 0 {
			at = len(t.Readers)
			t.Readers = append(t.Readers, ReaderShare{Reader: a.Reader, Second: a.Second})
		}
		r := &t.Readers[at]
		r.Cases, r.Yes, r.Of = r.Cases+1, r.Yes+counts[i][0], r.Of+counts[i][1]
		yes, of = yes+counts[i][0], of+counts[i][1]
	}
	slices.SortFunc(t.Readers, func(a, b ReaderShare) int { return cmp.Compare(a.Reader, b.Reader) })
	for i := range t.Readers {
		r := &t.Readers[i]
		r.Others = float64(yes-r.Yes) / float64(of-r.Of)
		if math.Abs(r.Difference()) > math.Abs(t.Readers[t.Largest].Difference()) { // of equal ones the first
			t.Largest = i
		}
	}
}

// largestDifference is the largest difference of a pile's share of yes from the others',
// for the piles of cases with so many yes answers and answers.
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

// largestOf is the largest difference of piles with so many yes answers and answers, of all.
func largestOf(sums [][2]int, all [2]int) (largest float64) {
	for _, s := range sums {
		if s[1] > 0 && all[1] > s[1] {
			largest = max(largest, math.Abs(float64(s[0])/float64(s[1])-float64(all[0]-s[0])/float64(all[1]-s[1])))
		}
	}
	return largest
}
