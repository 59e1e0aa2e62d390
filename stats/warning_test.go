package stats

import (
	"slices"
	"strings"
	"testing"
)

func TestWarningNamesIDs(t *testing.T) {
	var ws Warnings
	ws.Add("a", "", "%s: %d of %s", ID("court"), 3, ID("court.a"))
	ws.Add("b", "", "%d are too few", 3)
	ws = append(ws, ws[0].In("Kent"), ws[1].In(ID("ooc").Place()))
	for i, want := range []struct {
		subject ID
		message string
		parts   []string
	}{
		{"court", "court: 3 of court.a", []string{"", "court", ": 3 of ", "court.a", ""}},
		{"", "3 are too few", []string{"3 are too few"}},
		{"court", "Kent: court: 3 of court.a", []string{"Kent: ", "court", ": 3 of ", "court.a", ""}},
		{"", "ooc: 3 are too few", []string{"", "ooc", ": 3 are too few"}},
	} {
		if w := ws[i]; w.Subject != want.subject || w.Message != want.message || !slices.Equal(w.Parts(), want.parts) {
			t.Errorf("%q about %q in parts %q, want %v", w.Message, w.Subject, w.Parts(), want)
		}
	}
	if w := ws[2].Named(strings.ToUpper); w.Message != "Kent: COURT: 3 of COURT.A" || len(w.Parts()) != 1 {
		t.Errorf("named: %q in parts %q", w.Message, w.Parts())
	}
	if parts := (Warning{Message: "plain"}).Parts(); !slices.Equal(parts, []string{"plain"}) {
		t.Errorf("parts %q", parts)
	}
}
