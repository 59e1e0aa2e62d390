package stats

import (
	"fmt"
	"slices"

	"onecase/stats/phrase"
)

// A Warning says that a result is sound but needs care, and what would mend
// it. The code is stable, for programs; the rest is for people.
type Warning struct {
	Code    string `json:"code"`    // such as "near-census"; never changes its meaning
	Message string `json:"message"` // what is the matter
	Fix     Remedy `json:"fix"`     // what to do about it; "" where nothing helps
}

// Warnings are those of one result.
type Warnings []Warning

// Add adds a warning whose message is formatted as [fmt.Sprintf] does.
func (ws *Warnings) Add(code string, fix Remedy, format string, args ...any) {
	*ws = append(*ws, Warning{Code: code, Message: fmt.Sprintf(format, args...), Fix: fix})
}

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
		w.Message = phrase.First(3, w.places, "; ", "; and") + ": " + w.Message
		list = append(list, w.Warning)
	}
	return list
}
