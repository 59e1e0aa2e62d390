package caselist

import (
	"strings"
	"testing"

	"onecase/sample/sheet"
)

// A reason that names somebody of the list is pointed out, and one that uses its words is not.
func TestWarnReason(t *testing.T) {
	text := "Ref,First name,Surname,DoB,CRN,Case manager,Status,Note,Place\n" +
		"K1,Zebedee,Quuxington,2006-05-04,X123456,Ann Lee,restricted,moved to Little Snoring,Ash2\n" +
		"K2,Bo,Ray,2005-01-02,X123457,Ann Lee,restricted,,Ash2\nK3,Cy,Ray-Jones,2005-01-03,X123458,Tom Od,restricted,,Ash2\n" +
		"K4,Di,May,2005-01-09,X123459,Tom Od,restricted,no file,Elm\nK5,Zebedee,Fox,2005-01-07,X123460,Ann Lee,restricted,,\n" +
		"K6,Zebedee,Fox,2005-01-06,X123461,Ann Lee,restricted,,\nK7,Zebedee,Fox,2005-01-05,X123462,Ann Lee,restricted,,\n"
	s, err := sheet.Read(strings.NewReader(text), "l.csv", sheet.ReadOptions{Headers: Headers})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Clean(s, CleanOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for reason, want := range map[string]string{
		"asked for by the family of Zebedee Quuxington": "First name", "QUUXINGTON'S file": "Surname",
		"born 2006-05-04": "DoB", "see x123457": "CRN",
		"Ann Lee is away": "Case manager", "moved to Little Snoring": "Note", "no file for Ray-Jones": "Surname",
		"in Ash2": "Place", "in Elm": "", "with Ray": "Surname", "with Bo": "", "with Od": "", "Fox said so": "Surname",
		"Zebedee":            "First name", // of however many rows
		"see X12-3457, lost": "CRN", "see X 123 457": "CRN", "Zébédée's": "First name", "ＱＵＵＸＩＮＧＴＯＮ": "Surname",
		"file restricted": "", "": "", "case K1 is closed": "", "bound in another file": "", "no reader": "",
	} {
		ws := r.WarnReason(s, reason)
		if (len(ws) > 0) != (want != "") || want != "" && (!strings.Contains(ws[0].Message, want) || ws[0].Code != "name-in-reason") {
			t.Errorf("%q: %v, want the column %q", reason, ws, want)
		}
		if len(ws) > 0 && strings.Contains(strings.ToLower(ws[0].Message), "quux") {
			t.Errorf("the warning repeats the name: %s", ws[0].Message)
		}
	}
}
