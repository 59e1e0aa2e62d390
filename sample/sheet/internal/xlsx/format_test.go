package xlsx

import (
	"strings"
	"testing"
	"unicode"
)

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

// Every day begins at midnight, a day after the one before; but for that which never was, which is taken for the one
// before it.
func TestDaysBeginAtMidnight(t *testing.T) {
	for _, from1904 := range []bool{false, true} {
		for n := 2; n < 200; n++ {
			before, ok := Day(n-1, from1904)
			day, ok2 := Day(n, from1904)
			want := before.AddDate(0, 0, 1)
			if !from1904 && n == 60 {
				want = before
			}
			if !ok || !ok2 || !day.Equal(want) || day.Hour() != 0 {
				t.Errorf("day %d of 1904 %v is %v, after %v", n, from1904, day, before)
			}
		}
	}
}

// Names of letters and digits, values without quotes and texts without signs of XML are read in one go.
func TestKindsOfBytes(t *testing.T) {
	for b := range 256 {
		name := b <= unicode.MaxASCII && (unicode.IsLetter(rune(b)) || unicode.IsDigit(rune(b)))
		for kind, want := range map[byte]bool{inPlainName: name, inPlainValue: !strings.ContainsRune("\"&<", rune(b)),
			inPlainText: !strings.ContainsRune("<&>\r", rune(b))} {
			if n := run([]byte{byte(b)}, kind); (n == 1) != want {
				t.Errorf("%#x is of kind %d: %v", b, kind, !want)
			}
		}
	}
}
