package stats

import (
	"slices"
	"testing"
)

func TestWarningNamesIDs(t *testing.T) {
	var ws Warnings
	ws.Add("a", "", "%s: %d of %s", ID("court"), 3, ID("court.a"))
	ws.Add("b", "", "%d are too few", 3)
	ws = append(ws, ws[0].In("Kent"))
	for i, want := range []struct {
		subject ID
		message string
		parts   []string
	}{
		{"court", "court: 3 of court.a", []string{"", "court", ": 3 of ", "court.a", ""}},
		{"", "3 are too few", []string{"3 are too few"}},
		{"court", "Kent: court: 3 of court.a", []string{"Kent: ", "court", ": 3 of ", "court.a", ""}},
	} {
		if w := ws[i]; w.Subject != want.subject || w.Message != want.message || !slices.Equal(w.Parts(), want.parts) {
			t.Errorf("%q about %q in parts %q, want %v", w.Message, w.Subject, w.Parts(), want)
		}
	}
	if parts := (Warning{Message: "plain"}).Parts(); !slices.Equal(parts, []string{"plain"}) {
		t.Errorf("parts %q", parts)
	}
}
