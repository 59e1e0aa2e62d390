package sample

import (
	"fmt"
	"slices"
)

// AssignAgain says who would read each case of the sample as it now stands, if the latest
// assignment had been made from another seed: with the same readers, from the sample as it
// was then, what it kept being kept. Two seeds that nobody chose by what they give are as good as each other, so
// answers that do not depend on who reads go with this sharing as well as with the one
// that was made. Searched tells that its piles come from the search that [Record.AlikeForAssignment]
// tells of.
func (r *Record) AssignAgain(seed string) (cases []Assigned, searched bool, err error) {
	made, before := r.latestAssignment()
	if made == nil {
		return nil, false, fmt.Errorf("the sample has not been shared out")
	}
	a := made.unmade()
	a.After, a.Algorithm, a.Seed = made.After, AssignAlgorithm, NormalizeID(seed)
	s, mixed, sharing, err := before.share(a)
	if err != nil {
		return nil, false, err
	}
	a.deal(s, sharing.Pile, mixed)
	again := *r
	again.Assignments = slices.Clone(r.Assignments)
	again.Assignments[len(again.Assignments)-1] = *a
	return again.Reading(), sharing.Searched, nil
}

// latestAssignment is the assignment that counts, and the record as it was when it was
// made; nil where there is none.
func (r *Record) latestAssignment() (made *Assignment, before *Record) {
	for _, e := range r.entries() {
		if e.assignment != nil {
			made, before = e.assignment, &e.before
		}
	}
	return made, before
}

// AlikeForAssignment sorts the cases of [Record.Reading], in its order, into kinds: given how many
// cases of each kind every reader has, every way to give them to the readers had the same chance.
// So answers that do not depend on who reads go as well with each of them, and the test by which
// they are held against the answers is exact. Kinds are cases with the same categories that piles
// are matched on, and barred from the same piles; -1 is a case without a reader, or one of [Record.Stayed].
// ok is false where that is not known.
//
// Why: piles are made by [piles.Problem.Share] from a random order of the cases, random pairs of
// cases to exchange, and of the cases themselves nothing but their categories and their bars. Let a
// permutation exchange cases of a kind with each other. Put into the random order and the random
// pairs it makes others that had the same chance, since each order, and each pair, has; every step
// compares what it compared before, and the piles that come out are the old ones with the same cases
// exchanged. So a sharing and the permuted one have the same chance, up to the 2^-40 by which numbers
// drawn below n differ in theirs. Which pile a reader has comes from a stream of its own. The search
// for piles where exchanges found none gives the cases of a kind out by their ids: then kinds are
// not known.
//
// A reserve is of the kind of the case it replaced if every reader who may read that kind may read it;
// else, as who reads it hangs on who had the other, it is a kind of its own. That a case was lost has to
// have nothing to do with who was to read it.
func (r *Record) AlikeForAssignment() (kinds []int, ok bool) {
	made, before := r.latestAssignment()
	if made == nil {
		return nil, false
	}
	s, mixed, sharing, err := before.share(made)
	if err != nil || sharing.Searched {
		return nil, false
	}
	barred := barredFrom(mixed)
	bars := func(id string) string {
		var of []int
		for p := range mixed {
			if barred[caseOfPile{id, p}] {
				of = append(of, p)
			}
		}
		return fmt.Sprint(of)
	}
	number, of := map[string]int{}, map[string]int{}
	for _, c := range s.cases {
		key := fmt.Sprint(c.rows, bars(c.id))
		if _, seen := number[key]; !seen {
			number[key] = len(number)
		}
		of[c.id] = number[key]
	}
	alone := len(number)
	for _, e := range r.entries()[made.After+1:] {
		if e.replacement == nil || e.replacement.By == "" {
			continue
		}
		kind, had := of[e.replacement.Case]
		if !had {
			continue // of an extension, or of a case that stayed
		}
		of[e.replacement.By] = kind
		for p := range mixed {
			if barred[caseOfPile{e.replacement.By, p}] && !barred[caseOfPile{e.replacement.Case, p}] {
				of[e.replacement.By], alone = alone, alone+1
				break
			}
		}
	}
	for _, a := range r.Reading() {
		kind, had := of[a.Case]
		if !had || a.Reader == "" {
			kind = -1
		}
		kinds = append(kinds, kind)
	}
	return kinds, true
}

// Stayed are the cases of [Record.Reading] that stayed with their readers when the sample was shared
// out anew while it was read, and the reserves in the place of such cases: the latest assignment gave
// them to nobody.
func (r *Record) Stayed() map[string]bool {
	stayed := map[string]bool{}
	for _, e := range r.entries() {
		switch {
		case e.assignment != nil:
			clear(stayed)
			for _, id := range e.assignment.Kept {
				stayed[id] = true
			}
		case e.replacement != nil && stayed[e.replacement.Case]:
			delete(stayed, e.replacement.Case)
			if e.replacement.By != "" {
				stayed[e.replacement.By] = true
			}
		}
	}
	return stayed
}
