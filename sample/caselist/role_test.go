package caselist

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onecase/sample/sheet"
)

func TestRoleOf(t *testing.T) {
	for header, want := range map[string]Role{
		// The inspectorate's long list, as its sampling software reads it.
		"Family Name": FamilyName, "First Name(s)": FirstName, "DoB": BirthDate, "Gender": Gender,
		"Case/sentence type [Community order, post-custody licence]": Disposal,
		"CRN": Person, "PNC": Number, "Risk of Serious Harm [RoSH] Classification": RoSH,
		"Date of sentence or release on licence": Start, "Team": Team, "Responsible officer": Manager,
		"Date terminated or N": "", "Cluster": "", "LDU": "", "Office": "",
		// Other ways to write them.
		"case_id": ID, "CaseID": ID, "Case ref": ID, "Case reference number": ID, "Ref": ID, "URN": ID, "id": ID, "Unique ref.": ID,
		"Case Reference Number (CRN)": Person, "Offender CRN": Person, "Child ID": Person, "YP ID": Person,
		"PNC number": Number, "PNC ID": Number,
		"RoSH level": RoSH, "RoSH": RoSH, "ROSH at start of order": RoSH, "Current RoSH": RoSH, "Risk of serious harm": RoSH,
		"Safety and well-being": Safety, "Safety & wellbeing level": Safety, "Child’s safety": Safety, "Safety classification": Safety,
		"Sex": Gender, "M/F": Gender, "Gender [M/F]": Gender, "Young person's gender": Gender,
		"Disposal": Disposal, "Type of disposal": Disposal, "Sentence type": Disposal, "Outcome": Disposal, "Disposal / outcome": Disposal,
		"start_date": Start, "Start": Start, "Date started": Start, "Order start date": Start, "Date of disposal": Start,
		"Sentence date": Start, "Outcome Date": Start, "Licence start date (dd/mm/yyyy)": Start, "Date of\nsentence": Start,
		"Case manager": Manager, "Manager": Manager, "Caseholder": Manager, "Name of case manager": Manager, "YOT worker": Manager,
		"Forename": FirstName, "Surname": FamilyName, "Last name": FamilyName, "D.O.B.": BirthDate, "Date of Birth": BirthDate,
		"Group": Group, "Domain": Group, "YOT team": Team,
		// Of youth justice, probation, children's services and hospitals.
		"Hosp No": Person, "Hospital number": Person, "Hosp. No.": Person, "MRN": Person, "Patient ID": Person, "Childview ID": Person,
		"YOS ID": Person, "NHS number": Number, "NHS No": Number, "File no": ID, "Record number": ID,
		"Order start": Start, "Intervention start": Start, "Sentence start": Start, "Admission date": Start, "Discharge date": "",
		"YJ worker": Manager, "Probation practitioner": Manager, "Offender manager": Manager, "Allocated to": Manager, "RO": Manager,
		"Social worker": Manager, "Consultant": Manager, "Ward": Team,
		// Near misses.
		"Age group": "", "Ethnic group": "", "RoSH review date": "", "Date of RoSH assessment": "", "Sentence end date": "",
		"Order expiry date": "", "Date of offence": "", "Offence": "", "Public safety": "", "Safety of others": "", "Team manager": "",
		"Line manager": "", "Age": "", "Ethnicity": "", "Comments": "", "": "", "Gender identity": "", "Age at start date": "",
		"Previous disposals": "", "Date of last review": "", "Male": "", "Low": "", "Community": "",
	} {
		if got, _ := roleOf(header); got != want {
			t.Errorf("%q: got %q, want %q", header, got, want)
		}
	}
}

// Headers of one role are the same, however surely they name it.
func TestSameHeader(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"case_id", "Case reference", true}, {"Date sentence started", "Commencement date", true},
		{"Date sentence started", "start_date", true},
		{"Date of birth", "start_date", false}, {"remarks", "remarks", false}, {"case_id", "remarks", false},
	} {
		if sameHeader(test.a, test.b) != test.want || sameHeader(test.b, test.a) != test.want {
			t.Errorf("%s and %s: %v", test.a, test.b, !test.want)
		}
	}
}

// A case's own reference stands before the number of a person, and that before the police's,
// however sure the headers are; those that are equally sure are all named.
func TestCaseColumns(t *testing.T) {
	for headers, want := range map[string][]int{"Sex,Case ID,CRN": {1}, "CRN,PNC": {0}, "PNC,CRN": {1}, "PNC": {0},
		"Sex,Start": nil, "": nil,
		"Case ID,Case ref": {0, 1}, "CRN,Ref": {1}, "Ref,Case ID": {1}, "PNC,Child ID": {1}, "NHS No,PNC": {0, 1}, "Case ID,Ref": {0}} {
		if got := CaseColumns(strings.Split(headers, ",")); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", headers, got, want)
		}
	}
}

// Categories that are known are written with blanks.
func TestCategoryTitle(t *testing.T) {
	for _, c := range [][3]string{{"disposal", "youth-caution", "youth caution"}, {"disposal", "my-own", "my-own"},
		{"area", "youth-caution", "youth-caution"}} {
		if got := CategoryTitle(c[0], c[1]); got != c[2] {
			t.Errorf("%v: %s", c, got)
		}
	}
}

func TestEveryRoleHasHeaders(t *testing.T) {
	seen := map[string]Role{}
	for _, role := range Roles() {
		row := role.row()
		if row.sure == "" {
			t.Errorf("%s has no sure header", role)
		}
		for text := range strings.FieldsSeq(row.sure + " " + row.perhaps) {
			if text != squash(text) {
				t.Errorf("%s: header %q is not squashed", role, text)
			}
			if other, ok := seen[text]; ok {
				t.Errorf("header %q is of %s and of %s", text, other, role)
			}
			seen[text] = role
		}
	}
}

func TestFindColumns(t *testing.T) {
	for _, test := range []struct {
		name, header string
		said         map[Role]string
		want         string // role=header, in the order of the roles
		problem      string
	}{
		{name: "usual", header: "case_id,gender,start date", want: "id=case_id gender=gender start=start date"},
		{name: "the surer header has the role", header: "Ref,Case ID,Date,Start date,Manager,Responsible officer",
			want: "id=Case ID start=Start date manager=Responsible officer"},
		{name: "said", header: "Ref,Case ID,Vulnerability", said: map[Role]string{ID: "ref", Safety: "Vulnerability"},
			want: "id=Ref safety=Vulnerability"},
		{name: "none said", header: "case id,team", said: map[Role]string{Team: ""}, want: "id=case id"},
		{name: "blanks in a header", header: "case id,Level  of\nworry", said: map[Role]string{RoSH: "Level of worry"},
			want: "id=case id rosh=Level of worry"},
		{name: "letter case only where it must", header: "A,a", said: map[Role]string{ID: "a"}, want: "id=a"},
		{name: "a person's number that is the id", header: "CRN,sex", said: map[Role]string{ID: "CRN"},
			want: "id=CRN gender=sex person=CRN"},
		{name: "a police number that is the id", header: "PNC,sex", said: map[Role]string{ID: "PNC"},
			want: "id=PNC gender=sex number=PNC"},
		{name: "a person's number that is something else", header: "case id,CRN,PNC", said: map[Role]string{Team: "CRN", Manager: "PNC"},
			want: "id=case id manager=PNC team=CRN"},
		{name: "a column with another role", header: "case id,RoSH,Safety", said: map[Role]string{Gender: "Safety"},
			want: "id=case id gender=Safety rosh=RoSH"},
		{name: "two for one role", header: "case id,Sentence date,Order start", want: "id=case id start=Sentence date"},
		{name: "ambiguous", header: "case id,Sentence date,Disposal date", want: "id=case id",
			problem: `list.csv: 2 columns could be the start date: "Sentence date", "Disposal date" (say which with the option column "start=Sentence date")`},
		{name: "no such column", header: "case id,x", said: map[Role]string{RoSH: "y"}, want: "id=case id",
			problem: `list.csv: there is no column "y" (the columns are "case id", "x")`},
		{name: "two of that header", header: "case id,x,x", said: map[Role]string{RoSH: "x"}, want: "id=case id",
			problem: `list.csv: 2 columns have the header "x" (give each its own header)`},
	} {
		var header []string
		for h := range strings.SplitSeq(test.header, ",") {
			header = append(header, strings.Join(strings.Fields(h), " "))
		}
		columns, problems := findColumns(&sheet.Sheet{File: "list.csv", Header: header}, test.said, func(Role, int) bool { return true })
		var got []string
		for _, r := range columns.list() {
			got = append(got, string(r.Role)+"="+r.Header)
		}
		if diff := cmp.Diff(test.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
		if problems.Error() != test.problem {
			t.Errorf("%s: got problems %q, want %q", test.name, problems.Error(), test.problem)
		}
	}
}
