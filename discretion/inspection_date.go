package discretion

import (
	"fmt"
	"strings"
	"time"
)

// date reads the day of an inspection, written as TOML's date or in quotes. No
// result depends on it, so that another text ("summer 2021") is kept with a warning.
func (r *inspectionReader) date(date any) {
	if date == nil || date == "" {
		return
	}
	text := fmt.Sprint(date)
	if _, quoted := date.(string); !quoted && strings.Count(text, ":") >= 2 {
		text = text[:min(len(text), len(time.DateOnly))] // TOML's date with a time of day
	}
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		r.ins.Warnings.Add("not-a-day", "write year, month and day: date = 2021-06-21",
			"%s: the date %q is not a day; it is shown as it stands, and compare cannot tell which of two inspections is the later", r.ins.File, text)
	}
	r.ins.Date = text
}

// LaterThan tells whether the dates of two inspections are days, and this one's the
// later.
func (ins *Inspection) LaterThan(other *Inspection) bool {
	a, err := time.Parse(time.DateOnly, ins.Date)
	b, err2 := time.Parse(time.DateOnly, other.Date)
	return err == nil && err2 == nil && a.After(b)
}
