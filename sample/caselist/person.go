package caselist

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"

	"onecase/stats/phrase"
)

// mergePeople finds rows of the same person and leaves out all of the person's
// eligible cases but the first to start (on the same day, the first by id).
// Rows are of one person when they share a person's number, or first name,
// family name and date of birth together; a blank matches nothing. Links carry
// on: if A shares a number with B, and B a name and birthday with C, all three
// are one. A row that is not eligible can link others but is never kept.
func (c *cleaner) mergePeople() {
	keys := c.personKeys()
	if len(keys) == 0 {
		return
	}
	people := newForest(len(c.rows))
	c.people = people
	for _, key := range keys {
		for i, first := range key.first {
			if first >= 0 {
				people.join(i, int(first))
			}
		}
	}
	kept := make([]int32, len(c.rows)) // by root: the row of the case that is kept, and one more
	for i := range c.rows {
		root := people.root(i)
		if first := int(kept[root]) - 1; c.rows[i].reason == "" && (first < 0 || c.earlier(i, first) < 0) {
			kept[root] = int32(i + 1)
		}
	}
	for i := range c.rows {
		if first := int(kept[people.root(i)]) - 1; c.rows[i].reason == "" && first != i {
			c.leaveOut(i, first, keys)
		}
	}
}

// leaveOut notes that the case of one row is left out in favour of another's.
func (c *cleaner) leaveOut(left, kept int, keys []personKey) {
	var shared []string
	for _, key := range keys {
		if first := key.first[left]; first >= 0 && first == key.first[kept] {
			shared = append(shared, key.name)
		}
	}
	by := cmp.Or(strings.Join(shared, "; "), "linked through other rows of the list")
	l, k := &c.rows[left], &c.rows[kept]
	started := phrase.Either(!k.start.IsZero(), ", which started "+k.start.Format(time.DateOnly), "")
	other := phrase.Either(k.group != l.group, fmt.Sprintf(", in another group (%s)", c.placer.groups[k.group].ID), "")
	l.reason = DuplicatePerson
	l.detail = fmt.Sprintf("the person is among the eligible cases with %s in row %d%s%s (%s)", phrase.Quote(k.id),
		c.sheet.Rows[kept].Number, other, started, by)
	c.merges = append(c.merges, Merge{
		Kept: k.id, Left: l.id, KeptRow: c.sheet.Rows[kept].Number, LeftRow: c.sheet.Rows[left].Number,
		KeptGroup: c.placer.groups[k.group].ID, LeftGroup: c.placer.groups[l.group].ID, By: by,
	})
}

// earlier orders rows by start, those without one last, then by id, and where the id
// is a person's number by all their text, so that the order of the list never decides.
func (c *cleaner) earlier(i, j int) int {
	a, b := &c.rows[i], &c.rows[j]
	if a.start.IsZero() != b.start.IsZero() {
		if a.start.IsZero() {
			return 1
		}
		return -1
	}
	if order := cmp.Or(a.start.Compare(b.start), cmp.Compare(a.id, b.id)); order != 0 {
		return order
	}
	return slices.Compare(c.sheet.Rows[i].Cells(), c.sheet.Rows[j].Cells())
}

// A personKey is one way to tell that two rows are of the same person.
type personKey struct {
	name      string  // for messages
	column    int     // of a number
	first     []int32 // for each row the first that has its key; -1 for none
	contested []contested
}

// personKeys are the ways that this list allows.
func (c *cleaner) personKeys() []personKey {
	keys := make([]personKey, 0, 3)
	var work sync.WaitGroup
	var dates *births
	birth, hasBirth := c.columns.has(BirthDate)
	if hasBirth {
		dates = c.newBirths(birth)
	}
	var who []identity // to be had when the work on names and dates is done
	named := make(chan struct{})
	for _, role := range []Role{Person, Number} {
		column, ok := c.columns.has(role)
		if !ok {
			continue
		}
		keys = append(keys, personKey{name: fmt.Sprintf("same %s", phrase.Quote(c.sheet.Header[column])), column: column})
		k := &keys[len(keys)-1]
		work.Go(func() {
			number := c.numberOf(role, column)
			k.first = firstRows(len(c.rows), func(r int) (string, bool) {
				key := number(c.sheet.Rows[r].Cell(column))
				return key, key != ""
			})
			<-named
			k.contested = c.contest(column, k.first, number, who)
		})
	}
	who = c.identities(dates)
	close(named)
	_, hasFirst := c.columns.has(FirstName)
	_, hasFamily := c.columns.has(FamilyName)
	if hasFirst && hasFamily && hasBirth {
		c.warnBirths(birth, dates)
		keys = append(keys, personKey{name: "same names and date of birth",
			first: firstRows(len(c.rows), func(r int) (identity, bool) { return who[r], who[r].known() })})
	}
	work.Wait()
	for _, key := range keys {
		c.personChecks = append(c.personChecks, key.name)
		c.warnContested(key.column, key.contested)
	}
	return keys
}

// firstRows gives for each of n rows the first with the same key, -1 for a row
// that has none.
func firstRows[K comparable](n int, key func(row int) (K, bool)) []int32 {
	list, hashes := make([]int32, n), make([]uint64, n)
	// A hash table of rows, each one more than its place in the list, which is quicker
	// than a map that has the keys as well.
	table := make([]int32, 1<<bits.Len(uint(2*n)))
	seed, mask := maphash.MakeSeed(), uint64(len(table)-1)
	for i := range list {
		k, ok := key(i)
		if !ok {
			list[i] = -1
			continue
		}
		hashes[i] = maphash.Comparable(seed, k)
		for at := hashes[i] & mask; ; at = (at + 1) & mask {
			first := table[at] - 1
			if first < 0 {
				first, table[at] = int32(i), int32(i+1)
			} else if hashes[first] != hashes[i] {
				continue
			} else if other, _ := key(int(first)); other != k {
				continue
			}
			list[i] = first
			break
		}
	}
	return list
}

// numbered gives each text a number from 1, the same where f makes the same key, and 0
// where there is no key. Each text is looked at once, because texts repeat.
func numbered(f func(string) string) func(string) int32 {
	texts, keys := map[string]int32{}, map[string]int32{"": 0}
	return func(text string) int32 {
		n, ok := texts[text]
		if !ok {
			key := f(text)
			if n, ok = keys[key]; !ok {
				n = int32(len(keys))
				keys[key] = n
			}
			texts[text] = n
		}
		return n
	}
}

// notNames are squashed texts that people type where a name is not known or
// must not be shown.
var notNames = []string{"none", "na", "notavailable", "notapplicable", "tba", "tbc", "pending", "awaited", "nil",
	"redacted", "restricted", "withheld", "confidential", "anonymous", "noname"}

// nameKey is a name as it is compared: O'Neil and ONEIL are the same, and so are
// Nuñez and Nunez, as systems that hold no accents write it. What stands for a
// name that is not there is no key.
func nameKey(text string) string {
	s := squash(norm.NFD.String(text)) // the accents are no letters
	if slices.Contains(unknownTexts, s) || slices.Contains(notNames, s) || slices.Contains(cellErrors, text) {
		return ""
	}
	return s
}

// A forest holds disjoint sets of rows (Tarjan 1975, with path halving).
type forest struct{ parent []int32 }

func newForest(n int) *forest {
	f := &forest{parent: make([]int32, n)}
	for i := range f.parent {
		f.parent[i] = int32(i)
	}
	return f
}

func (f *forest) root(i int) int {
	for int(f.parent[i]) != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = int(f.parent[i])
	}
	return i
}

func (f *forest) join(i, j int) { f.parent[f.root(i)] = int32(f.root(j)) }
