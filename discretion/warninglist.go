package discretion

import (
	"fmt"
	"slices"
	"strings"

	"onecase/stats"
)

// A warningList gathers warnings that come up in many places, one for each text.
type WarningList struct {
	list   []stats.Warning
	places [][]string
}

// add takes the warnings of one place.
func (l *WarningList) Add(place string, warnings ...stats.Warning) {
	for _, w := range warnings {
		i := slices.Index(l.list, w)
		if i < 0 {
			i = len(l.list)
			l.list = append(l.list, w)
			l.places = append(l.places, nil)
		}
		l.places[i] = append(l.places[i], place)
	}
}

// shownPlaces is how many places of one warning are named.
const shownPlaces = 3

// warnings gives each warning once, with the first of its places ahead of it.
func (l *WarningList) Warnings() []stats.Warning {
	for i := range l.list {
		l.list[i].Message = firstOf(l.places[i], "; ", "; and") + ": " + l.list[i].Message
	}
	return l.list
}

// firstOf names the first few places, and counts the others: "a; b; c; and 4 more".
func firstOf(places []string, between, and string) string {
	text := strings.Join(places[:min(len(places), shownPlaces)], between)
	if more := len(places) - shownPlaces; more > 0 {
		text += fmt.Sprintf("%s %d more", and, more)
	}
	return text
}

// doubts are the warnings of an assessment that bear on whatever is made of its
// results, with whose results they are before each.
func (a *Assessment) Doubts(whose string) []stats.Warning {
	var list []stats.Warning
	for _, w := range a.Warnings {
		if w.Code == "question-missing" || w.Code == "population-too-large" {
			w.Message = whose + ": " + w.Message
			list = append(list, w)
		}
	}
	return list
}
