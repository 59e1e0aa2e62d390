package phrase

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
)

func TestPhrases(t *testing.T) {
	many := strings.Split(strings.Repeat("a ", 32), " ")[:32]
	for got, want := range map[string]string{
		Quote("a \"b\"\n"):                   `"a \"b\"\n"`,
		Quote(strings.Repeat("x", 60)):       `"` + strings.Repeat("x", 60) + `"`,
		Quote(strings.Repeat("x", 61)):       `"` + strings.Repeat("x", 60) + `"...`,
		Quote("x" + strings.Repeat("é", 40)): `"x` + strings.Repeat("é", 29) + `"...`, // no letter is cut in two
		Quote(strings.Repeat("\x80", 61)):    `""...`,                                 // not UTF-8: nothing begins a letter
		QuoteAll(nil):                        "",
		QuoteAll([]string{"a", "b c"}):       `"a", "b c"`,
		QuoteAll(many):                       strings.Repeat(`"a", `, 30) + "and 2 more",

		Count(0, "case"): "0 cases", Count(1, "case"): "1 case", Count(2, "case"): "2 cases",
		Plural(1, "is", "are") + Plural(2, "is", "are"):                  "isare",
		Either(true, "one", "other") + Either(false, ", one", ", other"): "one, other",
		strings.Join(Each([]string{"a", "b c"}, Quote), "; "):            `"a"; "b c"`,

		Percent(50): "50%", Percent(64.5): "64.5%", Percent(99.96): "100%", Percent(0.04): "0%", Percent(6.25): "6.3%",
		Share(0.1445): "14.5%",
		Share(0.5):    "50%", Share(1.0 / 3): "33.3%", Share(0.0625): "6.3%", Share(-0.0001): "0%", Share(1): "100%",
		Points(1): "1 point", Points(3.5): "3.5 points", Points(0): "0 points", Points(10): "10 points",

		First(3, []string{"a", "b"}, ", ", " and"):                                  "a, b",
		First(2, []string{"c", "d"}, ", ", " and"):                                  "c, d",
		First(3, []string{"a", "b", "c", "d", "e", "f", "g"}, ", ", " and"):         "a, b, c and 4 more",
		First(1, []string{"row 1", "row 2"}, "; ", "; and") + First(2, nil, "", ""): "row 1; and 1 more",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// Signs are given by the name that Unicode has for them: what steers a terminal or turns the
// direction goes, and the first and last letters beside them stay.
func TestStraight(t *testing.T) {
	for text, want := range map[string]string{
		"a b~é中":                "a b~é中",
		"a\tb\nc\r\n":           "a\tb\nc\r\n",
		"\x00a\x1b[31mb\x1f":    "a[31mb",
		"a\x7fb":                "ab", // DELETE
		"a\u0080b\u009fc":       "abc",
		"a\u00a0b":              "a\u00a0b",             // NO-BREAK SPACE
		"12\u202e43\u2066!":     "1243!",                // RIGHT-TO-LEFT OVERRIDE, LEFT-TO-RIGHT ISOLATE
		"\u200e\u200f\u061c":    "",                     // the marks
		"\u200b\u200d\u2070":    "\u200b\u200d\u2070",   // their neighbours
		"\u05d0\u0628 ١٢":       "\u05d0\u0628 ١٢",      // letters that run from right to left
		"\u2027\u202f\u2065":    "\u2027\u202f\u2065",   // next to the overrides and isolates
		"\u202a\u202c\u2069":    "",                     // embeddings, and the ends of both
		"a\u206ab\u206fc":       "abc",                  // INHIBIT SYMMETRIC SWAPPING, NOMINAL DIGIT SHAPES
		"a\u2028b\u2029c":       "abc",                  // LINE and PARAGRAPH SEPARATOR
		"\U000e0000x\U000e007f": "x",                    // tags
		"\U000dffff\U000e0080":  "\U000dffff\U000e0080", // their neighbours
	} {
		if got := Straight(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// A text with such signs by their numbers is the same text of JSON.
func TestInJSON(t *testing.T) {
	text := "a\u202e\u2028\x7f\u0085\U000e0041é中\U0001f600 b"
	var b strings.Builder
	e := json.NewEncoder(&b)
	if err := e.Encode([]string{text}); err != nil {
		t.Fatal(err)
	}
	written := InJSON(b.String())
	if want := `["a\u202e\u2028\u007f\u0085\udb40\udc41é中\U0001f600 b"]` +
		"\n"; written != strings.ReplaceAll(want, `\U0001f600`, "\U0001f600") {
		t.Errorf("got %s", written)
	}
	var again []string
	if err := json.Unmarshal([]byte(written), &again); err != nil || again[0] != text {
		t.Errorf("%q, %v", again, err)
	}
	if same := `["plain é"]`; InJSON(same) != same {
		t.Error("a text without them is another")
	}
}

// The name of the file is not said twice, and errors of other kinds stay as they are.
func TestFileError(t *testing.T) {
	_, missing := os.Open("testdata/no such file")
	if got := FileError(missing).Error(); got != "there is no such file: check the name and the folder" {
		t.Error(got)
	}
	if got := FileError(&fs.PathError{Op: "open", Path: "a.csv", Err: fs.ErrPermission}); got != fs.ErrPermission {
		t.Error(got)
	}
	other := errors.New("other")
	if got := FileError(other); got != other {
		t.Error(got)
	}
}
