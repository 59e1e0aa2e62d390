package caselist

import (
	"strings"
	"testing"

	"onecase/sample/sheet"
)

// A reason that names somebody of the list is pointed out, and one that uses its words is not.
func TestWarnReason(t *testing.T) {
	text := "Ref,First name,Surname,DoB,CRN,Case manager,Status,Note\n" +
		"K1,Zebedee,Quuxington,2006-05-04,X123456,Ann Lee,restricted,moved to Little Snoring\n" +
		"K2,Bo,Ray,2005-01-02,X123457,Ann Lee,restricted,\nK3,Cy,Ray-Jones,2005-01-03,X123458,Tom Od,restricted,\nK4,Di,May,2005-01-09,X123459,Tom Od,restricted,no file\n"
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
