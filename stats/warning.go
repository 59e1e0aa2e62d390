package stats

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/stats/phrase"
)

// A Warning says that a result is sound but needs care, and what would mend
// it. The code is stable, for programs; the rest is for people.
type Warning struct {
	Code    string `json:"code"`              // such as "near-census"; never changes its meaning
	Subject ID     `json:"subject,omitempty"` // the group, standard or question that it is about; "" for none
	Message string `json:"message"`           // what is the matter
	Fix     Remedy `json:"fix"`               // what to do about it; "" where nothing helps

	marked string // Message, with a mark on either side of every ID
}

// An ID names a group, a category with its variable, or a standard or question of a rule set. In a [Warning] it is
// data, for whoever shows the warning to put a name in its place.
type ID string

const idMark = "\x1d" // no text for people has it

// Warnings are those of one result.
type Warnings []Warning

// Add adds a warning; see [NewWarning].
func (ws *Warnings) Add(code string, fix Remedy, format string, args ...any) {
	*ws = append(*ws, NewWarning(code, fix, format, args...))
}

// NewWarning makes a warning whose message is formatted as [fmt.Sprintf] does. The
// first argument that is an ID is what it is about; a text may have others as [ID.Place].
func NewWarning(code string, fix Remedy, format string, args ...any) Warning {
	w := Warning{Code: code, Message: strings.ReplaceAll(fmt.Sprintf(format, args...), idMark, ""), Fix: fix}
	marked := slices.Clone(args)
	for i, arg := range args {
		if id, ok := arg.(ID); ok {
			w.Subject, marked[i] = cmp.Or(w.Subject, id), idMark+id+idMark
		}
	}
	w.marked = fmt.Sprintf(format, marked...)
	return w
}

// Place is the id in a text of a warning's message, or as its place, see [Warning.In]; it
// stays data there.
func (id ID) Place() string { return idMark + string(id) + idMark }

// In is the warning with a place ahead of its message.
func (w Warning) In(place string) Warning {
	w.marked = place + ": " + cmp.Or(w.marked, w.Message)
	w.Message = strings.ReplaceAll(place, idMark, "") + ": " + w.Message
	return w
}

// Named is the warning with a name in the place of every ID.
func (w Warning) Named(name func(id string) string) Warning {
	parts := w.Parts()
	for i := 1; i < len(parts); i += 2 {
		parts[i] = name(parts[i])
	}
	w.Message, w.marked = strings.Join(parts, ""), ""
	return w
}

// Parts is the message in parts, of which every second one is an ID.
func (w Warning) Parts() []string { return strings.Split(cmp.Or(w.marked, w.Message), idMark) }

// PlacedWarnings are warnings that come up in many places, one for each text.
type PlacedWarnings []placedWarning

type placedWarning struct {
	Warning
	places []string
}

// Add takes the warnings of one place.
func (ws *PlacedWarnings) Add(place string, warnings ...Warning) {
	for _, w := range warnings {
		i := slices.IndexFunc(*ws, func(p placedWarning) bool { return p.Warning == w })
		if i < 0 {
			i = len(*ws)
			*ws = append(*ws, placedWarning{Warning: w})
		}
		(*ws)[i].places = append((*ws)[i].places, place)
	}
}

// Warnings gives each warning once, with the first three of its places ahead of it.
func (ws PlacedWarnings) Warnings() []Warning {
	var list []Warning
	for _, w := range ws {
		list = append(list, w.In(phrase.First(3, w.places, "; ", "; and")))
	}
	return list
}
