package xlsx

import "testing"

func TestDateFormats(t *testing.T) {
	for code, want := range map[string]bool{
		"dd/mm/yyyy": true, "mmm-yy": true, "d mmmm": true, "yyyy": true, `[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`: true,
		"mmmm": true, "m": true, "General": false, "0.00": false, "hh:mm": false, "[h]:mm:ss": false, `0" days"`: false, `0\d`: false,
		"[Red]0": false, `_d0`: false, "": false,
	} {
		if got := newFormat(code).date; got != want {
			t.Errorf("%q: got %v, want %v", code, got, want)
		}
	}
}
