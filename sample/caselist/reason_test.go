package caselist

import (
	"fmt"
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
		"in Ash2": "Place", "in Elm": "", "with Ray": "Surname", "with Bo": "First name", "with bo": "", "with Od": "Case manager", "od ends": "", "Fox said so": "Surname",
		"Zebedee":            "First name", // of however many rows
		"see X12-3457, lost": "CRN", "see X 123 457": "CRN", "Zébédée's": "First name", "ＱＵＵＸＩＮＧＴＯＮ": "Surname",
		"file restricted": "", "": "", "case K1 is closed": "", "case k2 in its place": "Ref", "K 3": "Ref", "K7s sister": "",
		"Quuxingtons file": "Surname", "Has left": "", "see 123457": "CRN", "the 12 34 57 one": "CRN", "see 3457": "",
		"Qu\u0445ington": "", "Quu\u0445ington": "Surname", "\u0422\u043em": "Case manager", "\u041ed ends": "Case manager", "bound in another file": "", "no reader": "",
	} {
		ws := r.WarnReason(s, reason, "K1")
		if (len(ws) > 0) != (want != "") || want != "" && (!strings.Contains(ws[0].Message, want) || ws[0].Code != "name-in-reason") {
			t.Errorf("%q: %v, want the column %q", reason, ws, want)
		}
		if len(ws) > 0 && strings.Contains(strings.ToLower(ws[0].Message), "quux") {
			t.Errorf("the warning repeats the name: %s", ws[0].Message)
		}
	}
}

// A name is one in capitals, without accents, with other signs, the other way round, of two letters, and in a column that no
// role is known of; a date of birth is one in whatever way it is written.
func TestWarnReasonOfNamesWrittenOtherwise(t *testing.T) {
	names := [][2]string{{"Ann", "O'Brien"}, {"Li", "Wu"}, {"Zoë", "Smith-Jones"}, {"Æthel", "Ødegård"}, {"Uwe", "Straße"},
		{"İpek", "Şahin"}, {"Ian", "McDonald"}, {"Tom", "van der Berg"}, {"Олена", "Будзинська"}}
	apart, whole := "Ref,First name,Surname,DoB,Status\n", "Ref,Child name,Date of birth,Scheme name\n"
	for i, n := range names {
		apart += fmt.Sprintf("K%d,%s,%s,%d/01/2006,open\n", i, n[0], n[1], i+1)
		whole += fmt.Sprintf("K%d,\"%s, %s\",%d/01/2006,North Road\n", i, n[1], n[0], i+1)
	}
	for name, text := range map[string]string{"apart": apart, "whole": whole} {
		s, err := sheet.Read(strings.NewReader(text), "l.csv", sheet.ReadOptions{Headers: Headers})
		if err != nil {
			t.Fatal(err)
		}
		r, err := Clean(s, CleanOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, reason := range []string{"obrien moved", "O’BRIEN", "the O Brien girl", "Brien, Ann", "Li Wu has moved", "Wu Li", "Mr Wu",
			"Smith Jones", "SmithJones", "zoe", "Z\u200boe", "Odegard", "STRASSE", "ipek", "Mc Donald", "Vanderberg", "Олена",
			"born 01/01/2006", "born 2006-01-01.", "born on 1 January 2006", "DoB (1.1.06)"} {
			if ws := r.WarnReason(s, reason); len(ws) == 0 {
				t.Errorf("%s: nothing is said of %q", name, reason)
			}
		}
		for _, reason := range []string{"file lost", "North Road is closed", "open", "on 1 January 2007", "li", "1"} {
			if ws := r.WarnReason(s, reason); len(ws) > 0 {
				t.Errorf("%s: of %q: %v", name, reason, ws)
			}
		}
	}
}
