package caselist

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNumberKey(t *testing.T) {
	for text, want := range map[string]string{
		"X123456": "X123456", " x123456 ": "X123456", "Ｘ１２３": "X123", "１２３": "123", "12345.0": "12345",
		"12345.00": "12345", "12345.05": "12345.05", "A1.00": "A1.00", "1.2.0": "1.2.0",
		"123450": "123450", "1-23": "1-23", "12-3": "12-3", "1/11": "1/11", "0012345": "0012345", "1.2E+10": "",
		"TBA": "", "0000": "", "": "", "not issued": "", "ça": "",
	} {
		if got := numberKey(text); got != want {
			t.Errorf("%q is compared as %q, want %q", text, got, want)
		}
	}
}

// The forms are those in which police forces and courts write the number: the year in
// two or four digits, with or without the zeros.
func TestPNCKey(t *testing.T) {
	for text, want := range map[string]string{
		"20/12345A": "2020/0012345A", "2020/0012345a": "2020/0012345A", "2012/345A": "2012/0000345A", "98/1234567Z": "1998/1234567Z",
		"2012 0123456A": "2012/0123456A", "20120123456A": "2012/0123456A", "12-0123456A": "2012/0123456A", "20 / 12345 A": "2020/0012345A",
		"120123456A":     "2012/0123456A",
		"2020 /0012345A": "2020/0012345A", "2020/0012345 A": "2020/0012345A", "2x/12345A": "", "20/1x345A": "",
		"20/12345": "", "12 345A": "", "1-23A": "", "2212/345A": "", "12/34567890A": "",
	} {
		if got, _ := pncKey(numberKey(text)); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// The number of a police national computer is also recognised in the column of the
// service's own numbers, where most are such numbers.
func TestPNCColumn(t *testing.T) {
	for _, test := range []struct {
		name, header string
		cells        []string
		left         int
	}{
		{"its own column", "PNC", []string{"20/12345A", "2020/0012345A", "2012/345A", "X1"}, 3},
		{"most of another column", "Child ID", []string{"20/12345A", "2020/0012345A", "2012/345A", "X1"}, 3},
		{"two of three", "Child ID", []string{"20/12345A", "2020/0012345A", "X1"}, 2},
		{"half of another column", "Child ID", []string{"20/12345A", "2020/0012345A", "X1", "X2"}, 4},
		{"few of another column", "Child ID", []string{"20/12345A", "2020/0012345A", "X1", "X2", "X3"}, 5},
	} {
		rows := []string{"case_id,gender," + test.header}
		for i, cell := range test.cells {
			rows = append(rows, string(rune('A'+i))+"1,M,"+cell)
		}
		got, err := Clean(list(t, rows...), CleanOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(got.Frame.Cases); n != test.left {
			t.Errorf("%s: %d cases are left, want %d: %s", test.name, n, test.left, merges(got))
		}
	}
}

// Numbers of the police national computer are taken apart as these expressions do it.
func TestPNCForms(t *testing.T) {
	forms := []*regexp.Regexp{
		regexp.MustCompile(`^((?:19|20)?[0-9]{2}) ?/ ?([0-9]{1,7}) ?([A-Z])$`),
		regexp.MustCompile(`^((?:19|20)?[0-9]{2})[ -]?([0-9]{7}) ?([A-Z])$`),
	}
	piece := rapid.SampledFrom([]string{"19", "20", "20", "18", "49", "50", "7", "123", "0012345", "1234567", "/", "/",
		" ", "-", "A", "Z", "é"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 7).Draw(t, "pieces"), "")
		want := ""
		for _, form := range forms {
			if m := form.FindStringSubmatch(text); m != nil {
				century := ""
				if len(m[1]) == 2 {
					century = map[bool]string{true: "20", false: "19"}[m[1] < "50"]
				}
				want = fmt.Sprintf("%s%s/%07s%s", century, m[1], m[2], m[3])
				break
			}
		}
		if got, ok := pncKey(text); got != want || ok != (want != "") {
			t.Fatalf("%q: %q, want %q", text, got, want)
		}
	})
}

func TestLettersAndDigits(t *testing.T) {
	for text, want := range map[string]bool{"0": true, "9": true, "A0": true, "Z9": true, "a0": true, "z9": true,
		"az": false, "A-1": false, "é1": false, "": false, "1/2": false, "1:2": false, "@1": false, "[1": false, "`1": false, "{1": false} {
		if isLettersAndDigits(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
