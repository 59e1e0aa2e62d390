package caselist

import (
	"fmt"
	"slices"
	"strings"

	"onecase/stats"
	"onecase/stats/phrase"
)

// An identity is the name and the date of birth of a row's person, each as a number that
// is the same for the same text; 0 is not known. A date of birth that cannot be read is
// below 0.
type identity struct{ name, birth int32 }

func (a identity) known() bool { return a.name > 0 && a.birth != 0 }

func (a identity) read() bool { return a.name > 0 && a.birth > 0 }

// identities gives each row's, by what the list has of names; nil where it has no name
// or no date of birth.
func (c *cleaner) identities(dates *births) []identity {
	birth, hasBirth := c.columns.has(BirthDate)
	var names []int
	for _, role := range []Role{FirstName, FamilyName} {
		if column, ok := c.columns.has(role); ok {
			names = append(names, column)
		}
	}
	if !hasBirth || len(names) == 0 {
		return nil
	}
	part, day, text := numbered(nameKey), numbered(dates.day), numbered(unreadBirth)
	whole := map[[2]int32]int32{}
	list := make([]identity, len(c.rows))
	for i := range list {
		row := c.sheet.Rows[i]
		var key [2]int32
		blank := false
		for k, column := range names {
			key[k] = part(row.Cell(column))
			blank = blank || key[k] == 0
		}
		if list[i].birth = day(row.Cell(birth)); list[i].birth == 0 {
			list[i].birth = -text(row.Cell(birth))
		}
		if blank {
			continue
		}
		n, ok := whole[key]
		if !ok {
			n = int32(len(whole) + 1)
			whole[key] = n
		}
		list[i].name = n
	}
	return list
}

// A contested number is one that does not make its rows those of one person.
type contested struct {
	text        string // as it stands in the first row
	rows        []int  // their numbers in the file
	placeholder bool
}

// contest takes back what a number says about rows where it cannot be one person's:
// placeholders join nothing, and where two rows with the number have unlike names and
// dates of birth, only rows with the same name or the same date of birth stay joined.
// first is what [firstRows] gives.
func (c *cleaner) contest(column int, first []int32, key func(text string) string, who []identity) []contested {
	rows := map[int32][]int32{} // by the first row with the number, where there are more
	var order []int32
	for i, f := range first {
		if f < 0 || int(f) == i {
			continue
		}
		if rows[f] == nil {
			order = append(order, f)
			rows[f] = []int32{f}
		}
		rows[f] = append(rows[f], int32(i))
	}
	list := c.notes(column, first)
	for _, f := range order {
		placeholder := isPlaceholder(key(c.sheet.Rows[f].Cell(column)))
		switch {
		case placeholder:
			for _, i := range rows[f] {
				first[i] = -1
			}
		case who != nil && contradict(rows[f], who):
			joinAlike(first, rows[f], who)
		default:
			continue
		}
		said := contested{text: c.sheet.Rows[f].Cell(column), placeholder: placeholder}
		for _, i := range rows[f] {
			said.rows = append(said.rows, c.sheet.Rows[i].Number)
		}
		list = append(list, said)
	}
	return list
}

// notes are the texts that are no number of a person, such as see notes or 00000000, where
// more rows than one have them. first is as of [firstRows].
func (c *cleaner) notes(column int, first []int32) []contested {
	var list []contested
	place := map[string]int{}
	for i, f := range first {
		text := c.sheet.Rows[i].Cell(column)
		if f >= 0 || !isPlaceholder(text) {
			continue
		}
		key := squash(text)
		at, seen := place[key]
		if !seen {
			at = len(list)
			place[key] = at
			list = append(list, contested{text: text, placeholder: true})
		}
		list[at].rows = append(list[at].rows, c.sheet.Rows[i].Number)
	}
	return slices.DeleteFunc(list, func(n contested) bool { return len(n.rows) == 1 })
}

// contradict says whether any two of the rows are unlike. It looks at each row once:
// rows that are all like the first differ from it in name alone or in date of birth
// alone, and one of each kind is unlike the other.
func contradict(rows []int32, who []identity) bool {
	at := slices.IndexFunc(rows, func(i int32) bool { return who[i].read() })
	if at < 0 {
		return false
	}
	one := who[rows[at]]
	otherName, otherBirth := false, false
	for _, i := range rows[at+1:] {
		switch other := who[i]; {
		case !other.read():
		case other.name != one.name && other.birth != one.birth:
			return true
		default:
			otherName = otherName || other.name != one.name
			otherBirth = otherBirth || other.birth != one.birth
		}
	}
	return otherName && otherBirth
}

// joinAlike keeps the rows joined that share a name or a date of birth.
func joinAlike(first, rows []int32, who []identity) {
	people := newForest(len(rows))
	byName, byBirth := map[int32]int{}, map[int32]int{}
	join := func(seen map[int32]int, key int32, k int) {
		if key == 0 {
			return
		}
		if j, ok := seen[key]; ok {
			people.join(k, j)
		} else {
			seen[key] = k
		}
	}
	for k, i := range rows {
		join(byName, who[i].name, k)
		join(byBirth, who[i].birth, k)
	}
	lead := map[int]int32{}
	for k, i := range rows {
		root := people.root(k)
		if _, ok := lead[root]; !ok {
			lead[root] = i
		}
		first[i] = lead[root]
	}
}

// warnContested names the numbers of a column that do not make their rows those of one
// person.
func (c *cleaner) warnContested(column int, list []contested) {
	header := phrase.Quote(c.sheet.Header[column])
	if said := numbersText(list, true); said != "" {
		c.warnings.Add("number-placeholder",
			stats.Advise("if rows are of one person, leave all but one of them out with %v; else clear these cells",
				stats.Option{Name: "exclude"}),
			"%s: a placeholder for a missing number makes nobody the same person (%s)", header, said)
	}
	if said := numbersText(list, false); said != "" {
		c.warnings.Add("person-unlike", stats.Advise("check the numbers; if rows are of one person, leave all but one of them out with %v", stats.Option{Name: "exclude"}),
			"%s: rows with the same number have unlike names and dates of birth; only those with the same name or date of birth are one person (%s)", header, said)
	}
}

// numbersText names the placeholders, or the other contested numbers, with their rows;
// of very many the first.
func numbersText(list []contested, placeholder bool) string {
	const most = 20
	var said []string
	for _, number := range list {
		if number.placeholder == placeholder {
			said = append(said, fmt.Sprintf("%s in %s", phrase.Quote(number.text), rowsText(number.rows)))
		}
	}
	if more := len(said) - most; more > 0 {
		said = append(said[:most], phrase.Count(more, "more number"))
	}
	return strings.Join(said, "; ")
}
