package sample

import (
	"time"

	"onecase/stats/phrase"
)

// A Frame is the list of cases that may be drawn: a case list without those out of
// the window, excluded or of a person who is in it already. Its order does not
// matter.
type Frame struct {
	Variables []Variable // the matching variables; none means simple random
	Cases     []Case
}

// A Variable is something the sample is to match the frame on, such as gender.
type Variable struct {
	Name       string
	Categories []string // in the order they are shown; every category that occurs is here
}

// variableNames are the names of the matching variables, in their order.
func (f *Frame) variableNames() []string {
	return phrase.Each(f.Variables, func(v Variable) string { return v.Name })
}

// A Case is one eligible case.
type Case struct {
	ID      string    // unique in the frame
	Group   string    // the part of the inspection it is sampled in
	Values  []string  // its category in each of the frame's Variables, in their order; cases may share it
	Manager string    // who holds the case; "" when not known
	Team    string    // "" when not known
	Start   time.Time // zero when not known
	Row     int       // its row in the list it came from, from 1; 0 when there is none
}

// A Group is a part of an inspection that is sampled on its own, such as court
// disposals.
type Group struct {
	ID        string   `toml:"id" json:"id"`               // short, for flags and files: "court"
	Name      string   `toml:"name" json:"name"`           // for people: "Court disposals"
	Disposals []string `toml:"disposals" json:"disposals"` // the categories of disposal that belong to it; none means all
	Window    *Window  `toml:"window" json:"window"`       // when an eligible case started; nil means any time
}

// A Window is a range of start dates counted back in whole months from the
// inspection's date, inclusive at both ends.
type Window struct {
	MinMonths int `toml:"min_months" json:"min_months"` // the latest start is this many months back
	MaxMonths int `toml:"max_months" json:"max_months"` // the earliest start is this many months back
}
