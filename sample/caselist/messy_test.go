package caselist

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"onecase/sample"
	"onecase/sample/sheet"
)

// A messy list is a file as a service may send it, with what comes of it when it is
// cleaned for an inspection of 21 June 2021, rows with problems left out.
type messy struct {
	name string
	data []byte
	opts CleanOptions
	want string
}

// outcome says on a few lines what was made of a file.
func outcome(t *testing.T, m messy) string {
	t.Helper()
	var b strings.Builder
	list, err := sheet.Read(bytes.NewReader(m.data), "list", sheet.ReadOptions{Headers: Headers})
	if err != nil {
		return err.Error() + "\n"
	}
	fmt.Fprintf(&b, "header in row %d", list.HeaderRow)
	if list.Name != "" {
		fmt.Fprintf(&b, " of %s", list.Name)
	}
	b.WriteString("\n")
	opts := m.opts
	if opts.Groups == nil {
		opts.Groups, opts.AsOf = kentGroups, date("2021-06-21")
	}
	opts.SkipProblems = true
	r, err := Clean(list, opts)
	for _, c := range r.Recognised {
		fmt.Fprintf(&b, "%s: %s\n", c.Role, c.Header)
	}
	for _, c := range r.Frame.Cases {
		fmt.Fprintf(&b, "%s %s %s", c.ID, c.Group, strings.Join(c.Values, " "))
		if !c.Start.IsZero() {
			b.WriteString(" " + c.Start.Format(time.DateOnly))
		}
		b.WriteString("\n")
	}
	for _, c := range r.Counts {
		fmt.Fprintf(&b, "%d %s\n", c.Count, c.Reason)
	}
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "row %d: %s\n", p.Row, p.Message)
	}
	if _, ok := errors.AsType[sheet.Problems](err); ok {
		b.WriteString("cannot go on\n")
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(&b, "warning %s: %s\n", w.Code, w.Message)
	}
	return b.String()
}

func lines(text ...string) []byte { return []byte(strings.Join(text, "\n") + "\n") }

func TestMessyLists(t *testing.T) {
	for _, m := range append(messyLists(t), messyWorkbooks(t)...) {
		t.Run(m.name, func(t *testing.T) {
			got := outcome(t, m)
			if diff := cmp.Diff(strings.TrimLeft(m.want, "\n"), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func messyLists(t *testing.T) []messy {
	in := func(e encoding.Encoding, text []byte) []byte {
		data, err := e.NewEncoder().Bytes(text)
		check(t, err)
		return data
	}
	return []messy{
		{name: "titles, semicolons, Windows-1252 and the inspectorate's headers", data: in(charmap.Windows1252, lines(
			"Fälle in scope;;;;;;", "Produced 1 June 2021;;;;;;", ";;;;;;",
			"CRN;Gender;Case/sentence type [see guidance];Risk of Serious Harm [RoSH] Classification;Safety and wellbeing classification;Date of sentence or release on licence;Responsible officer",
			"X101;F;RO;RLRH;Low;21/12/2020;Zoë",
			"X102;M;YRO;RMRH;Medium;20/9/2020;Zoë",
			"X103;M;YCC;RHRH;V High;21.04.2021;Jon",
			"X104;m;DTO;RVRH;high;1-10-2020;Jon",
			";;;;;;", ";;;;;;",
		)), want: `
header in row 4
id: CRN
gender: Gender
disposal: Case/sentence type [see guidance]
rosh: Risk of Serious Harm [RoSH] Classification
safety: Safety and wellbeing classification
start: Date of sentence or release on licence
manager: Responsible officer
person: CRN
X101 court female community low low 2020-12-21
X103 ooc male youth-conditional-caution high very high 2021-04-21
X104 court male custody very high high 2020-10-01
1 outside-window
warning encoding: the file is not UTF-8 and was read as Windows-1252; the first text this changed is "Fälle" in line 1
`},
		{name: "UTF-16 without a mark, tabs", data: in(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), lines(
			"Case ref\tSex\tDisposal\tRoSH level\tStart date", "K1\tM\tYC\tLow\t2021-02-01", "K2\tF\tCR\tV High\t2021-03-01",
		)), want: `
header in row 1
id: Case ref
gender: Sex
disposal: Disposal
rosh: RoSH level
start: Start date
K1 ooc male youth-caution low 2021-02-01
K2 ooc female community-resolution very high 2021-03-01
warning encoding: the file does not say its encoding and was read as utf-16be
`},
		{name: "Excel's day numbers and times as text", data: lines(
			"case_id,gender,disposal,start_date", "K1,M,RO,44166", "K2,F,RO,44166.75", "K3,M,YRO,2020-12-01T09:30:00",
			"K4,F,YRO,01/12/2020 14:05", "K5,F,YRO,Tue 1 Dec 2020", "K6,F,YRO,1st December 2020",
		), want: `
header in row 1
id: case_id
gender: gender
disposal: disposal
start: start_date
K1 court male community 2020-12-01
K2 court female community 2020-12-01
K3 court male community 2020-12-01
K4 court female community 2020-12-01
K5 court female community 2020-12-01
K6 court female community 2020-12-01
warning day-first: no date of column "start_date" shows whether the day or the month comes first; they were read with the day first (01/12/2020 14:05 in row 5 as 1 December 2020)
`},
		{name: "dates of which none says that the day is first", data: lines(
			"case_id,gender,disposal,start_date", "K1,M,RO,1/12/2020", "K2,F,RO,11/12/2020", "K3,F,RO,12/11/2020",
		), want: `
header in row 1
id: case_id
gender: gender
disposal: disposal
start: start_date
K1 court male community 2020-12-01
K2 court female community 2020-12-11
K3 court female community 2020-11-12
warning day-first: no date of column "start_date" shows whether the day or the month comes first; they were read with the day first (1/12/2020 in row 2 as 1 December 2020)
`},
		{name: "dates of another country, and dates that never were", data: lines(
			"case_id,gender,disposal,start_date", "K1,M,RO,12/31/2020", "K2,F,RO,11/12/2020", "K3,F,RO,31/11/2020",
		), want: `
header in row 1
id: case_id
gender: gender
disposal: disposal
start: start_date
K2 court female community 2020-12-11
2 problem
row 0: the dates of column "start_date" seem to have the month first (12/31/2020 in row 2)
row 2: start date "12/31/2020" is not a date: the day has to come first
row 4: start date "31/11/2020" is not a date
cannot go on
`},
		{name: "headers twice", data: lines(
			"case_id,gender,disposal,start date,start date", "K1,M,RO,2020-12-01,2020-12-02",
		), want: `
header in row 1
id: case_id
gender: gender
disposal: disposal
K1 court male community 2020-12-01
row 0: 2 columns could be the start date: "start date", "start date"
cannot go on
`},
		{name: "two levels of RoSH", data: lines(
			"case_id,gender,disposal,RoSH at start,RoSH now,start date", "K1,M,RO,Low,High,2020-12-01",
		), want: `
header in row 1
id: case_id
gender: gender
disposal: disposal
start: start date
K1 court male community low 2020-12-01
row 0: 2 columns could be the RoSH: "RoSH at start", "RoSH now"
cannot go on
`},
		{name: "ids that are blank, repeated, or alike but for their case", data: lines(
			"case_id,gender,disposal,start_date", ",M,RO,2020-12-01", "K1,M,RO,2020-12-01", " K1 ,F,RO,2020-12-01",
			"k1,F,RO,2020-12-01", "K2,F,RO,2020-12-01", "-,F,RO,2020-12-01", "N/A,F,RO,2020-12-01",
		), want: `
header in row 1
id: case_id
gender: gender
disposal: disposal
start: start_date
k1 court female community 2020-12-01
K2 court female community 2020-12-01
5 problem
row 2: the case id is blank
row 4: case id "K1" is already in row 3, where "gender" differs
row 7: case id "-" is a placeholder for a missing one
row 8: case id "N/A" is a placeholder for a missing one
warning similar-ids: 1 case id differs from another only in letter case, blanks, leading zeros or signs that look alike, and both are cases here ("K1" in row 3 and "k1" in row 5)
`},
		{name: "headers again, and a line of totals", data: lines(
			"case_id,gender,rosh", "K1,M,Low", "case_id,gender,rosh", "K2,F,High", "Total,2,", "Grand total:,,",
		), opts: CleanOptions{Groups: []sample.Group{{ID: "all"}}}, want: `
header in row 1
id: case_id
gender: gender
rosh: rosh
K1 all male low
K2 all female high
2 set-aside
warning header-again: 1 row repeats the header and was passed over (the first is row 3)
warning set-aside: 2 rows are no cases and were set aside: row 5, a line of totals ("Total"); row 6, a line of totals ("Grand total:")
`},
		{name: "levels and genders as people type them", data: lines(
			"Case reference,M/F,RoSH Level,Safety & wellbeing", "K1,m,V. High,very-high", "K2,Female,LOW ,N/K",
			"K3,,Low RoSH,not known", "K4,X,Med,Medium/High", "K5,unknown,#N/A,?", "K6,U,vhigh,Moderate",
		), opts: CleanOptions{Groups: []sample.Group{{ID: "all"}}}, want: `
header in row 1
id: Case reference
gender: M/F
rosh: RoSH Level
safety: Safety & wellbeing
K1 all male very high very high
K2 all female low unknown
K3 all unknown low unknown
3 problem
row 5: RoSH "Med" is not one of low, medium, high, very high, unknown
row 5: safety "Medium/High" is not one of low, medium, high, very high, unknown
row 6: RoSH holds the spreadsheet's error #N/A
row 7: gender "U" is not one of male, female, other, unknown
cannot go on
`},
		{name: "the same person under two numbers, and people without any", data: lines(
			"Case ID,CRN,Forename,Surname,DOB,Disposal,Start date", "K1,X1,Ann,O'Neil,1/2/2005,RO,2020-12-01",
			"K2,X2,ANN,ONEIL,2005-02-01,RO,2020-11-01",
			"K3,,,,,RO,2020-12-01", "K4,,,,,RO,2020-12-01", "K5,TBC,Bob,,1/2/2005,RO,2020-12-01",
			"K6,TBC,Bob,,1/2/2005,RO,2020-12-01", "K7,x-1,Cy,Dee,3/3/2004,YC,2021-02-01",
		), want: `
header in row 1
id: Case ID
disposal: Disposal
start: Start date
person: CRN
first-name: Forename
family-name: Surname
dob: DOB
K2 court community 2020-11-01
K3 court community 2020-12-01
K4 court community 2020-12-01
K5 court community 2020-12-01
K6 court community 2020-12-01
K7 ooc youth-caution 2021-02-01
1 duplicate-person
warning number-placeholder: "CRN": a placeholder for a missing number makes nobody the same person ("TBC" in rows 6, 7)
`},
		{name: "text that holds the separator, line ends and quotation marks", data: lines(
			`"case_id","gender","disposal","Notes","start_date"`, `"K1","M","RO","He said ""no"", twice","2020-12-01"`,
			`"K2","F","RO","two`, `lines","2020-12-02"`, `K3,F,RO,5" tall,2020-12-03`, `K4,F,RO,a,b,2020-12-03`, `="0005",F,RO,,2020-12-03`,
		), want: `
header in row 1
id: case_id
gender: gender
disposal: disposal
start: start_date
K1 court male community 2020-12-01
K2 court female community 2020-12-02
0005 court female community 2020-12-03
2 problem
row 4: a quotation mark stands in the middle of a text that is not in quotation marks
row 5: the row has 6 cells and the header has 5
`},
		{name: "a column Order that numbers the rows, and the disposal by a weak header", data: lines(
			"Order,Case no,Sex,Outcome,Wellbeing,Date of start", "1,K1,F,RO,12,2020-12-01", "2,K2,M,DTO,,2020-12-02",
		), want: `
header in row 1
id: Case no
gender: Sex
disposal: Outcome
start: Date of start
K1 court female community 2020-12-01
K2 court male custody 2020-12-02
warning not-taken: the column "Order" was not taken for the disposal: it holds numbers or dates and no value that is known as one (the first is "1" in row 2)
warning not-taken: the column "Wellbeing" was not taken for the safety: it holds numbers or dates and no value that is known as one (the first is "12" in row 2)
`},
		{name: "a column Order with numbers that a rule knows", data: lines(
			"Case no,Sex,Order,Date of start", "K1,F,12,2020-12-01", "K2,M,13,2020-12-02",
		), opts: CleanOptions{Groups: kentGroups, Categories: []CategoryRule{{"disposal", "12", "community"}}}, want: `
header in row 1
id: Case no
gender: Sex
disposal: Order
start: Date of start
K1 court female community 2020-12-01
1 problem
row 3: disposal "13" is not one of community, custody, licence, youth-caution, youth-conditional-caution, community-resolution, unknown
cannot go on
warning no-window: the rules count windows back from the inspection's date, which is not given, so cases of any start date are eligible
`},
		{name: "a column Sentence with a service's own names", data: lines(
			"Case no,Sex,Sentence,Date of start", "K1,F,Ref Ord,2020-12-01", "K2,M,9,2020-12-02",
		), want: `
header in row 1
id: Case no
gender: Sex
disposal: Sentence
start: Date of start
2 problem
row 2: disposal "Ref Ord" is not one of community, custody, licence, youth-caution, youth-conditional-caution, community-resolution, unknown
row 3: disposal "9" is not one of community, custody, licence, youth-caution, youth-conditional-caution, community-resolution, unknown
cannot go on
`},
		{name: "ids that look alike", data: lines("Case no,Sex", "K 1,F", "K1,Prefer not to say", "Ｋ１,M", "007,M", "7,M", "=1+1,M"),
			opts: CleanOptions{Groups: []sample.Group{{ID: "all"}}}, want: `
header in row 1
id: Case no
gender: Sex
K 1 all female
K1 all unknown
Ｋ１ all male
007 all male
7 all male
=1+1 all male
warning similar-ids: 3 case ids differ from another only in letter case, blanks, leading zeros or signs that look alike, and both are cases here ("K 1" in row 2 and "K1" in row 3; "K 1" in row 2 and "Ｋ１" in row 4; "007" in row 5 and "7" in row 6)
`},
		{name: "notes and a total below the list", data: lines(
			"Case no,Sex,RoSH", "K1,F,low", "K2,M,high", "* with transfers,,", "End of list,,", "Total: 2,,",
		), opts: CleanOptions{Groups: []sample.Group{{ID: "all"}}}, want: `
header in row 1
id: Case no
gender: Sex
rosh: RoSH
K1 all female low
K2 all male high
3 set-aside
warning set-aside: 3 rows are no cases and were set aside: row 4, a heading or a note ("* with transfers"); row 5, a heading or a note ("End of list"); row 6, a line of totals ("Total: 2")
`},
		{name: "disposals that belong to no group, and a column of groups that contradicts them", data: lines(
			"case_id,group,disposal,gender,start_date", "K1,court,RO,M,2020-12-01",
			"K2,Out-of-court disposals,YCC,F,2021-02-01", "K3,ooc,RO,M,2020-12-01", "K4,,Outcome 22,M,2021-02-01",
			"K5,,Absolute discharge,M,2020-12-01", "K6,tbc,,M,2020-12-01",
		), want: `
header in row 1
id: case_id
group: group
gender: gender
disposal: disposal
start: start_date
K1 court male community 2020-12-01
K2 ooc female youth-conditional-caution 2021-02-01
K4 ooc male community-resolution 2021-02-01
3 problem
row 4: group ooc does not go with disposal community, which belongs to court
row 6: disposal "Absolute discharge" is not one of community, custody, licence, youth-caution, youth-conditional-caution, community-resolution, unknown
row 7: group "tbc" is not one of court, ooc
cannot go on
`},
	}
}
