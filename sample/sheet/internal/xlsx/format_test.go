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

// What a format hides is read all the same: a hidden id is an id.
func TestHiddenByTheFormat(t *testing.T) {
	for _, code := range []string{";;;", `" ";" ";" ";" "`, "[Red];[Red];;", "0;;;"} {
		f := newFormat(code)
		if got := f.text("K1"); got != "K1" {
			t.Errorf("%q: text is %q", code, got)
		}
		if got := string(f.number(nil, -17, false)); got != "-17" {
			t.Errorf("%q: number is %q", code, got)
		}
	}
	if got := newFormat(";;;").number(nil, 17, false); string(got) != "17" {
		t.Errorf("number is %q", got)
	}
	if got := newFormat(`0;0;0;General\ `).text("K1"); got != "K1 " {
		t.Errorf("text as General is %q", got)
	}
}
